/* The commands of administration. */
#include "amb-admin.h"

#include "amb-error.h"
#include "amb-sample.h"

#include <glib/gi18n-lib.h>

typedef gboolean (*Run) (AmbServerCore *core, char **argv, AmbAdminResult *result, GError **error);

AmbAdminResult *
amb_admin_result_new (void)
{
  AmbAdminResult *self = g_new0 (AmbAdminResult, 1);

  self->out = g_string_new (NULL);
  self->err = g_string_new (NULL);
  return self;
}

void
amb_admin_result_free (AmbAdminResult *self)
{
  g_string_free (self->out, TRUE);
  g_string_free (self->err, TRUE);
  g_free (self);
}

/* Options of one command; whatever is left over is a mistake when @rest is NULL. */
static gboolean
parse (char **argv, const GOptionEntry *entries, char **rest, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) local = NULL;
  g_auto (GStrv) args = g_strdupv (argv);

  g_option_context_set_help_enabled (context, FALSE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, &args, &local))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, "%s", local->message);
      return FALSE;
    }
  if (g_strv_length (args) == (rest != NULL ? 2 : 1))
    {
      if (rest != NULL)
        *rest = g_strdup (args[1]);
      return TRUE;
    }
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, "%s",
               rest != NULL ? _ ("One thing must be named after the command, and only one.")
                            : _ ("There is a word too many after the command."));
  return FALSE;
}

/* Somebody types an id, or what they know the record by. */
static char *
find_record (
    AmbServerCore *core, const char *entity_name, const char *key, const char *text, GError **error)
{
  AmbStore *store = amb_server_core_get_store (core);
  const AmbEntity *entity = amb_entity_find (entity_name);
  g_autoptr (AmbRecord) record = amb_store_get (store, entity, text, NULL);
  g_autoptr (GPtrArray) ids = NULL;

  if (record != NULL)
    return g_strdup (text);
  ids = amb_store_find (store, entity, amb_entity_find_field (entity, key), text, FALSE, error);
  if (ids == NULL)
    return NULL;
  if (ids->len == 1)
    return g_strdup (g_ptr_array_index (ids, 0));
  g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
               _ ("“%s” is nobody’s id or %s among %s. “ambassadectl list %s” shows them."), text,
               key, _ (entity->label_plural), entity_name);
  return NULL;
}

static gboolean
resolve_nodes (AmbServerCore *core, char **nodes, GError **error)
{
  for (guint i = 0; nodes != NULL && nodes[i] != NULL; i++)
    {
      char *id = find_record (core, "node", "code", nodes[i], error);

      if (id == NULL)
        return FALSE;
      g_free (nodes[i]);
      nodes[i] = id;
    }
  return TRUE;
}

static gboolean
create_token (AmbServerCore *core, char **argv, AmbAdminResult *result, GError **error)
{
  g_autofree char *access = NULL;
  g_autofree char *name = NULL;
  g_autofree char *person = NULL;
  g_autofree char *person_id = NULL;
  g_auto (GStrv) nodes = NULL;
  g_autofree char *token = NULL;
  const GOptionEntry entries[] = {
    { "access", 0, 0, G_OPTION_ARG_STRING, &access, NULL, NULL },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, NULL, NULL },
    { "person", 0, 0, G_OPTION_ARG_STRING, &person, NULL, NULL },
    { "node", 0, 0, G_OPTION_ARG_STRING_ARRAY, &nodes, NULL, NULL },
    { NULL },
  };

  if (!parse (argv, entries, NULL, error) || !resolve_nodes (core, nodes, error))
    return FALSE;
  if (access == NULL || name == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("A token needs --access and --name: what may its bearer do, and who is it?"));
      return FALSE;
    }
  if (person == NULL && amb_access_from_text (access) == AMB_ACCESS_AMBASSADOR)
    {
      g_set_error (
          error, AMB_ERROR, AMB_ERROR_USAGE,
          _ ("A token of an ambassador needs --person: the id or the e-mail address of who "
             "bears it."));
      return FALSE;
    }
  if (person != NULL)
    {
      person_id = find_record (core, "ambassador", "email", person, error);
      if (person_id == NULL)
        return FALSE;
    }
  token = amb_server_core_create_token (core, name, amb_access_from_text (access),
                                        (const char *const *) nodes, person_id, NULL, error);
  if (token == NULL)
    return FALSE;
  g_string_append_printf (result->out, "%s\n", token);
  return TRUE;
}

static gboolean
list_tokens (AmbServerCore *core, char **argv, AmbAdminResult *result, GError **error)
{
  g_autoptr (GPtrArray) principals = NULL;

  if (!parse (argv, NULL, NULL, error))
    return FALSE;
  principals = amb_server_core_list_principals (core, error);
  for (guint i = 0; principals != NULL && i < principals->len; i++)
    {
      const AmbPrincipal *principal = g_ptr_array_index (principals, i);
      g_autofree char *nodes = g_strjoinv (" ", principal->nodes);

      g_string_append_printf (result->out, "%" G_GINT64_FORMAT "\t%s\t%s\t%s\n", principal->id,
                              amb_access_to_text (principal->access), principal->name, nodes);
    }
  return principals != NULL;
}

static gboolean
revoke_token (AmbServerCore *core, char **argv, AmbAdminResult *result, GError **error)
{
  g_autofree char *text = NULL;
  guint64 id;

  if (!parse (argv, NULL, &text, error))
    return FALSE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &id, NULL))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("“%s” is no number of a token. “token list” shows them."), text);
      return FALSE;
    }
  return amb_server_core_revoke (core, (gint64) id, error);
}

static gboolean
check (AmbServerCore *core, char **argv, AmbAdminResult *result, GError **error)
{
  g_autoptr (GPtrArray) findings = NULL;

  if (!parse (argv, NULL, NULL, error))
    return FALSE;
  findings = amb_server_core_check (core, error);
  if (findings == NULL)
    return FALSE;
  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf (result->out, "%s\n", (const char *) g_ptr_array_index (findings, i));
  if (findings->len == 0)
    g_string_append_printf (result->out, "%s\n", _ ("All is well."));
  result->status = findings->len == 0 ? 0 : 1;
  return TRUE;
}

static gboolean
backup (AmbServerCore *core, char **argv, AmbAdminResult *result, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;

  if (!parse (argv, NULL, &path, error))
    return FALSE;
  folder = g_path_get_dirname (path);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (
          error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
          _ ("The backup “%s” can’t be written: there is no folder “%s”. Make it, or choose "
             "another."),
          path, folder);
      return FALSE;
    }
  return amb_server_core_backup (core, path, error);
}

static gboolean
sample (AmbServerCore *core, char **argv, AmbAdminResult *result, GError **error)
{
  int people = AMB_SAMPLE_PEOPLE;
  const GOptionEntry entries[] = {
    { "people", 0, 0, G_OPTION_ARG_INT, &people, NULL, NULL },
    { NULL },
  };
  AmbSampleOptions options = { 0 };

  if (!parse (argv, entries, NULL, error))
    return FALSE;
  if (people < 1)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, _ ("--people takes a number from 1 on."));
      return FALSE;
    }
  options.people = (guint) people;
  if (!amb_sample_fill (amb_server_core_get_store (core), &options, NULL, NULL, NULL, error) ||
      !amb_server_core_adopt (core, error))
    return FALSE;
  g_string_append_printf (result->out, _ ("The sample programme has %d people.\n"), people);
  return TRUE;
}

// clang-format off
static const struct
{
  const char *name;
  const char *second; /* nullable */
  Run run;
} commands[] = {
  { "token",  "create", create_token },
  { "token",  "list",   list_tokens },
  { "token",  "revoke", revoke_token },
  { "check",  NULL,     check },
  { "backup", NULL,     backup },
  { "sample", NULL,     sample },
};
// clang-format on

const char *
amb_admin_get_usage (void)
{
  return "  token create --access manager|lead|ambassador|sponsor|auditor --name TEXT\n"
         "               [--node ID]… [--person ID]\n"
         "  token list\n"
         "  token revoke NUMBER\n"
         "  check\n"
         "  backup FILE\n"
         "  sample [--people N]\n";
}

static Run
find_command (const char *const *argv, guint *skip)
{
  for (guint i = 0; argv[0] != NULL && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, argv[0]) &&
        (commands[i].second == NULL || g_strcmp0 (commands[i].second, argv[1]) == 0))
      {
        *skip = commands[i].second != NULL ? 1 : 0;
        return commands[i].run;
      }
  return NULL;
}

AmbAdminResult *
amb_admin_run (AmbServerCore *core, const char *const *argv)
{
  AmbAdminResult *result = amb_admin_result_new ();
  guint skip = 0;
  Run run = find_command (argv, &skip);
  g_autoptr (GError) error = NULL;

  if (run == NULL)
    {
      g_string_append_printf (result->err, "%s\n%s", _ ("There is no such command. There are:"),
                              amb_admin_get_usage ());
      result->status = 2;
    }
  else if (!run (core, (char **) argv + skip, result, &error))
    {
      g_string_append_printf (result->err, "%s\n", error->message);
      result->status = g_error_matches (error, AMB_ERROR, AMB_ERROR_USAGE) ? 2 : 1;
    }
  return result;
}
