/* calls, apply, nominate */
#include "amb-cli.h"

#include "amb-calls.h"
#include "amb-error.h"

#include <glib/gi18n-lib.h>

/* calls */

static void
build_call (JsonBuilder *builder, const AmbCallFacts *call)
{
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", call->id);
  amb_cli_build_string (builder, "name", call->name);
  amb_cli_build_string (builder, "standing", call->standing);
  amb_cli_build_string (builder, "opens-on", call->opens_on);
  amb_cli_build_string (builder, "closes-on", call->closes_on);
  amb_cli_build_string (builder, "answer-by", call->answer_by);
  if (call->seats >= 0)
    amb_cli_build_int (builder, "seats", call->seats);
  json_builder_set_member_name (builder, "criteria");
  json_builder_begin_array (builder);
  for (guint i = 0; i < call->criteria->len; i++)
    json_builder_add_string_value (builder, call->criteria->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "applications");
  json_builder_begin_object (builder);
  for (guint i = 0; i < call->counts->len; i++)
    {
      const AmbCallCount *count = g_ptr_array_index (call->counts, i);

      amb_cli_build_int (builder, count->state, count->count);
    }
  json_builder_end_object (builder);
  amb_cli_build_int (builder, "nominations", call->n_nominations);
  json_builder_end_object (builder);
}

static void
print_call (const AmbCallFacts *call, const char *name)
{
  g_autofree char *standing = amb_cli_dup_choice ("call", "standing", call->standing);
  g_autofree char *applications =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d application", "%d applications",
                                    (gulong) call->n_applications),
                       (int) call->n_applications);
  g_autofree char *nominations =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d nomination", "%d nominations",
                                    (gulong) call->n_nominations),
                       (int) call->n_nominations);

  g_print ("%s\t%s\t%s\t%s\t%s\n", call->id, name, standing, applications, nominations);
}

static AmbCliStatus
run_calls (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autoptr (GPtrArray) calls = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  if (!amb_cli_parse (&args, NULL, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  calls = amb_calls_load (self->store, error);
  if (calls == NULL)
    return AMB_CLI_FAILED;
  json_builder_begin_array (builder);
  for (guint i = 0; i < calls->len; i++)
    {
      const AmbCallFacts *call = g_ptr_array_index (calls, i);
      g_autofree char *name = amb_cli_dup_cell (call->name);

      build_call (builder, call);
      if (!self->json)
        print_call (call, name);
    }
  json_builder_end_array (builder);
  if (self->json)
    amb_cli_print_json (builder);
  return AMB_CLI_DONE;
}

/* apply, nominate */

typedef char *(*WriteRecord) (AmbProgramme *programme, AmbRecord *record, GError **error);

static AmbCliStatus
run_enter (AmbCli *self,
           char **words,
           const char *entity_name,
           const char *day,
           WriteRecord write,
           GError **error)
{
  g_auto (GStrv) args = words;
  const AmbEntity *entity = amb_entity_find (entity_name);
  g_autoptr (AmbRecord) record = amb_record_new (entity, NULL);
  g_autofree char *person = NULL, *id = NULL;

  if (!amb_cli_parse (&args, NULL, 1, -1, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error) ||
      !amb_cli_read_value (self->store, amb_entity_find_field (entity, "ambassador-id"), args[0],
                           &person, error))
    return AMB_CLI_FAILED;
  amb_record_set (record, "ambassador-id", person);
  amb_record_set (record, day, amb_store_get_today (self->store));
  for (guint i = 1; args[i] != NULL; i++)
    {
      g_auto (GStrv) sides = g_strsplit (args[i], "=", 2);
      const AmbField *field = amb_cli_find_field (entity, sides[0], error);
      g_autofree char *value = NULL;

      if (field == NULL ||
          !amb_cli_read_field (self->store, field, sides[1] != NULL ? sides[1] : "", &value, error))
        return AMB_CLI_FAILED;
      amb_record_set (record, field->name, value);
    }
  id = write (self->programme, record, error);
  if (id == NULL)
    return AMB_CLI_FAILED;
  if (self->json)
    g_print ("{\"id\":\"%s\"}\n", id);
  else
    g_print ("%s\n", id);
  return AMB_CLI_DONE;
}

static AmbCliStatus
run_apply (AmbCli *self, char **words, GError **error)
{
  return run_enter (self, words, "application", "submitted-on", amb_programme_apply, error);
}

static AmbCliStatus
run_nominate (AmbCli *self, char **words, GError **error)
{
  return run_enter (self, words, "nomination", "nominated-on", amb_programme_nominate, error);
}

const AmbCliCommand amb_cli_call_commands[] = {
  { "calls", "", N_ ("calls for ambassadors: seats, criteria, applications by state"), run_calls },
  { "apply", "PERSON [FIELD=VALUE]…",
    N_ ("an application; whoever is in no lifecycle becomes “applied”"), run_apply },
  { "nominate", "PERSON reason=… [FIELD=VALUE]…",
    N_ ("a nomination; whoever is in no lifecycle becomes “nominated”, by themselves “applied”"),
    run_nominate },
  { NULL },
};
