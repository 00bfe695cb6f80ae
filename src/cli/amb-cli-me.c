/* me: who acts in this profile */
#include "amb-cli.h"

#include "amb-error.h"
#include "amb-outbox.h"

#include <glib/gi18n-lib.h>

/* With a server its token says who acts. */
static gboolean
check_free (AmbCli *self, GError **error)
{
  if (!amb_outbox_is_connected (self->store))
    return TRUE;
  g_set_error_literal (
      error, AMB_ERROR, AMB_ERROR_REFUSED,
      _ ("The server says who you are, by the token that this profile is connected "
         "with. Ask a manager of the programme for one that is of you."));
  return FALSE;
}

/* @word: (nullable): nobody */
static gboolean
set_person (AmbCli *self, const char *word, GError **error)
{
  const AmbField field = { "person", N_ ("Person"), AMB_FIELD_REF, .ref = "ambassador" };
  g_autofree char *person = NULL, *name = NULL;
  g_autoptr (AmbRecord) record = NULL;

  if (!check_free (self, error) ||
      (word != NULL && !amb_cli_read_value (self->store, &field, word, &person, error)))
    return FALSE;
  if (person != NULL)
    {
      record = amb_store_get (self->store, amb_entity_find ("ambassador"), person, error);
      if (record == NULL)
        return FALSE;
      name = g_strdup (amb_record_get_title (record));
    }
  return amb_store_set_meta (self->store, "actor-person", person, error) &&
         amb_store_set_meta (self->store, "actor-name", name, error);
}

static void
show (AmbCli *self)
{
  g_autofree char *person = amb_store_dup_meta (self->store, "actor-person");
  g_autofree char *name = amb_programme_dup_actor_name (self->store);
  g_autofree char *cell = amb_cli_dup_cell (name);
  const char *access = amb_access_to_text (amb_programme_read_access (self->store));
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  if (!self->json)
    {
      g_print ("%s\t%s\n", cell,
               person != NULL ? person : _ ("no person of the programme: “me PERSON” says who"));
      return;
    }
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "person", person);
  amb_cli_build_string (builder, "name", name);
  amb_cli_build_string (builder, "access", access);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
}

static AmbCliStatus
run_me (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  gboolean nobody = FALSE;
  const GOptionEntry entries[] = {
    { "nobody", 0, 0, G_OPTION_ARG_NONE, &nobody, NULL, NULL },
    { NULL },
  };
  gboolean writes;

  if (!amb_cli_parse (&args, entries, 0, 1, error))
    return AMB_CLI_USAGE;
  writes = nobody || args[0] != NULL;
  if (nobody && args[0] != NULL)
    {
      g_set_error_literal (error, AMB_ERROR, AMB_ERROR_USAGE,
                           _ ("You are a person or nobody: name one, or say --nobody."));
      return AMB_CLI_USAGE;
    }
  if (!(writes ? amb_cli_open_writer (self, error) : amb_cli_open_reader (self, error)) ||
      (writes && !set_person (self, args[0], error)))
    return AMB_CLI_FAILED;
  show (self);
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_me_commands[] = {
  { "me", "[PERSON | --nobody]",
    N_ ("who acts in this profile; without a server a person of the programme may be chosen, in "
        "whose name scores and suggestions are"),
    run_me },
  { NULL },
};
