#include "amb-cli.h"

#include "amb-error.h"
#include "amb-validate.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>

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
  return TRUE;
}

gboolean
amb_cli_open_reader (AmbCli *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->profile, "cache.db", NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return amb_cli_open_writer (self, error);
  self->store = amb_store_open (path, AMB_STORE_READ_ONLY, self->clock, error);
  return self->store != NULL;
}

gboolean
amb_cli_parse (char ***args, const GOptionEntry *entries, int min, int max, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;
  char **argv;
  int n;

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

/* By name, else by a key: “France” or “FR”. */
static gboolean
find_target (AmbStore *store, const AmbField *field, const char *text, char **id, GError **error)
{
  const AmbEntity *target = amb_entity_find (field->ref);

  for (const AmbField *f = target->fields; f->name != NULL; f++)
    {
      g_autoptr (GPtrArray) ids = NULL;

      if ((f->flags & (AMB_FIELD_TITLE | AMB_FIELD_KEY)) == 0)
        continue;
      ids = amb_store_find (store, target, f, text, TRUE, error);
      if (ids == NULL)
        return FALSE;
      if (ids->len == 1)
        {
          *id = g_strdup (g_ptr_array_index (ids, 0));
          return TRUE;
        }
      if (ids->len > 1)
        {
          g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                       _ ("%s: there are %u records called “%s”. Give the id of the one you mean."),
                       _ (field->label), ids->len, text);
          return FALSE;
        }
    }
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               _ ("%s: there is nothing called “%s” among %s."), _ (field->label), text,
               _ (target->label_plural));
  return FALSE;
}

gboolean
amb_cli_read_value (
    AmbStore *store, const AmbField *field, const char *text, char **value, GError **error)
{
  *value = NULL;
  if (field->type == AMB_FIELD_REF && *text != '\0' && !amb_id_is_valid (text))
    return find_target (store, field, text, value, error);
  if (amb_field_normalise (field, text, value, error))
    return TRUE;
  g_prefix_error (error, _ ("%s: "), _ (field->label));
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

void
amb_cli_build_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
amb_cli_build_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
amb_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  g_print ("%s\n", text);
  fflush (stdout);
}
