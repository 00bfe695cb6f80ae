#include "amb-cli.h"

#include "amb-error.h"
#include "amb-import-mark.h"
#include "amb-import-value.h"
#include "amb-text.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
amb_cli_open_writer (AmbCli *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->profile, "cache.db", NULL);

  if (g_mkdir_with_parents (self->profile, 0700) != 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_FAILED,
                   _ ("The profile “%s” can’t be made: %s. Name a folder that you may write to."),
                   self->profile, g_strerror (errno));
      return FALSE;
    }
  self->lock = amb_lock_take (self->profile, "ambassadectl", error);
  if (self->lock == NULL)
    return FALSE;
  self->store = amb_store_open (path, AMB_STORE_DEFAULT, self->clock, error);
  if (self->store == NULL)
    return FALSE;
  self->programme = amb_programme_new (self->store);
  return amb_import_mark_stop (self->store, error);
}

gboolean
amb_cli_open_reader (AmbCli *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->profile, "cache.db", NULL);
  g_autoptr (GError) local = NULL;

  if (self->is_named && !g_file_test (self->profile, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                   _ ("There is no profile “%s” to read. Check its name; what adds, imports or "
                      "connects makes a new one."),
                   self->profile);
      return FALSE;
    }
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return amb_cli_open_writer (self, error);
  self->store = amb_store_open (path, AMB_STORE_READ_ONLY, self->clock, &local);
  if (self->store != NULL)
    return TRUE;
  /* A writer upgrades a file of an older program, or says who holds it. */
  if (g_error_matches (local, AMB_ERROR, AMB_ERROR_BUSY))
    return amb_cli_open_writer (self, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* GOption takes “--record=no” for “--record”. */
static gboolean
check_flags (char **args, const GOptionEntry *entries, GError **error)
{
  for (guint i = 0; args[i] != NULL && !g_str_equal (args[i], "--"); i++)
    for (const GOptionEntry *entry = entries; entry != NULL && entry->long_name != NULL; entry++)
      {
        g_autofree char *flag = g_strconcat ("--", entry->long_name, "=", NULL);

        if (entry->arg != G_OPTION_ARG_NONE || !g_str_has_prefix (args[i], flag))
          continue;
        g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                     /* Translators: an option of the command line, without its dashes */
                     _ ("--%1$s takes no value. Write --%1$s, or leave it out."), entry->long_name);
        return FALSE;
      }
  return TRUE;
}

gboolean
amb_cli_parse (char ***args, const GOptionEntry *entries, int min, int max, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;
  char **argv;
  int n;

  if (!check_flags (*args, entries, error))
    return FALSE;
  /* GOption wants a program's name in front. */
  g_strv_builder_add (builder, "ambassadectl");
  g_strv_builder_addv (builder, (const char **) *args);
  argv = g_strv_builder_end (builder);
  g_option_context_set_help_enabled (context, FALSE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse_strv (context, &argv, &local))
    {
      g_strfreev (argv);
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, "%s.", local->message);
      return FALSE;
    }
  g_strfreev (*args);
  *args = g_strdupv (argv + 1);
  g_strfreev (argv);
  if (*args != NULL && *args[0] != NULL && g_str_equal (*args[0], "--"))
    {
      char **rest = g_strdupv (*args + 1);

      g_strfreev (*args);
      *args = rest;
    }
  n = g_strv_length (*args);
  if (n >= min && (max < 0 || n <= max))
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
               n < min ? _ ("An argument is missing.") : _ ("There is an argument too many."));
  return FALSE;
}

gboolean
amb_cli_check_number (const char *name, int number, int least, GError **error)
{
  if (number >= least)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
               /* Translators: an option as --seats, then a number */
               _ ("%1$s takes a whole number from %2$d on."), name, least);
  return FALSE;
}

const AmbEntity *
amb_cli_find_entity (const char *name, GError **error)
{
  const AmbEntity *entity = amb_entity_find (name);
  g_autoptr (GString) names = g_string_new (NULL);

  if (entity != NULL)
    return entity;
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", (*e)->name);
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, _ ("There is no entity “%s”. There are: %s."),
               name, names->str);
  return NULL;
}

const AmbField *
amb_cli_find_field (const AmbEntity *entity, const char *name, GError **error)
{
  const AmbField *field = amb_entity_find_field (entity, name);
  g_autoptr (GString) names = g_string_new (NULL);

  if (field != NULL)
    return field;
  for (const AmbField *f = entity->fields; f->name != NULL; f++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", f->name);
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, _ ("%s has no field “%s”. There are: %s."),
               entity->name, name, names->str);
  return NULL;
}

gboolean
amb_cli_read_value (
    AmbStore *store, const AmbField *field, const char *text, char **value, GError **error)
{
  if (field->type != AMB_FIELD_REF || !amb_text_is_blank (text))
    return amb_cli_read_field (store, field, text, value, error);
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
               /* Translators: what is to be named: a person, a node */
               _ ("%s: nothing is named. Give a name or an id."), _ (field->label));
  return FALSE;
}

gboolean
amb_cli_take_id (AmbCli *self, const char *entity, char **text, GError **error)
{
  const AmbField field = { "record", amb_entity_find (entity)->label, AMB_FIELD_REF,
                           .ref = entity };
  char *id = NULL;

  if (!amb_cli_read_value (self->store, &field, *text, &id, error))
    return FALSE;
  g_free (*text);
  *text = id;
  return TRUE;
}

gboolean
amb_cli_read_field (
    AmbStore *store, const AmbField *field, const char *text, char **value, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *shown = amb_import_shorten (text);

  if (amb_import_read_value (store, field, text, value, &problem))
    return TRUE;
  if (*text == '\0' || strstr (problem->message, shown) != NULL)
    /* Translators: a field, and what is wrong with it. */
    g_set_error (error, problem->domain, problem->code, _ ("%1$s: %2$s"), _ (field->label),
                 problem->message);
  else
    /* Translators: a field, what was typed, and what is wrong with it. */
    g_set_error (error, problem->domain, problem->code, _ ("%1$s, “%2$s”: %3$s"), _ (field->label),
                 shown, problem->message);
  return FALSE;
}

void
amb_cli_append_record (AmbRecord *record, GString *out)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  g_autoptr (GString) fields = g_string_new (NULL);

  g_string_append_c (out, '{');
  amb_json_append_key (out, "id");
  amb_json_append_string (out, amb_record_get_id (record));
  for (guint i = 0; entity->fields[i].name != NULL; i++)
    if (entity->fields[i].flags & AMB_FIELD_COMPUTED)
      {
        amb_json_append_key (out, entity->fields[i].name);
        amb_field_append_value (&entity->fields[i], amb_record_get_at (record, i), out);
      }
  amb_record_append_json (record, fields);
  if (fields->len > 2)
    {
      g_string_append_c (out, ',');
      g_string_append_len (out, fields->str + 1, fields->len - 2);
    }
  g_string_append_c (out, '}');
}
