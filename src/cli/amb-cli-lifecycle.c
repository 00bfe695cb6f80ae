/* gates, open-gate, leave */
#include "amb-cli.h"

#include "amb-error.h"
#include "amb-heed.h"
#include "amb-leave.h"

#include <glib/gi18n-lib.h>

/* The move that is meant: @to, else the one that the checklist leads to, else the first with gates.
 */
static const AmbMove *
find_move (AmbRecord *record, const char *to, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const char *state = amb_record_get_state (record);
  const AmbMove *move =
      to != NULL ? amb_lifecycle_find_move (entity, state, to) : amb_lifecycle_find_next (record);

  for (const AmbMove *m = entity->moves; to == NULL && move == NULL && m->to != NULL; m++)
    if (g_strcmp0 (m->from, state) == 0 && m->gates != 0)
      move = m;
  if (move != NULL)
    return move;
  if (to != NULL)
    amb_lifecycle_set_refusal (record, error);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                 _ ("From here no move has a gate. “move” makes it."));
  return NULL;
}

static void
build_gate (JsonBuilder *builder, const AmbGateStatus *status)
{
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "gate",
                        status->gate == AMB_GATE_FIELD ? status->field
                                                       : amb_gate_get_name (status->gate));
  json_builder_set_member_name (builder, "open");
  json_builder_add_boolean_value (builder, status->open);
  amb_cli_build_string (builder, "label", status->label);
  if (status->detail != NULL)
    amb_cli_build_string (builder, "detail", status->detail);
  if (status->how != NULL)
    amb_cli_build_string (builder, "how", status->how);
  json_builder_end_object (builder);
}

static void
print_gates (AmbCli *self, AmbRecord *record, const AmbMove *move, GArray *gates)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", amb_record_get_id (record));
  amb_cli_build_string (builder, "from", move->from);
  amb_cli_build_string (builder, "to", move->to);
  json_builder_set_member_name (builder, "gates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < gates->len; i++)
    {
      const AmbGateStatus *status = &g_array_index (gates, AmbGateStatus, i);

      build_gate (builder, status);
      if (!self->json)
        g_print ("%s  %-12s %s%s%s%s%s\n", status->open ? "x" : "-",
                 status->gate == AMB_GATE_FIELD ? status->field : amb_gate_get_name (status->gate),
                 status->label, status->detail != NULL ? " – " : "",
                 status->detail != NULL ? status->detail : "",
                 !status->open && status->how != NULL ? " – " : "",
                 !status->open && status->how != NULL ? status->how : "");
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (self->json)
    amb_cli_print_json (builder);
}

static AmbCliStatus
show_gates (AmbCli *self, const char *id, const char *to, GError **error)
{
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autoptr (AmbRecord) record = amb_store_get (self->store, people, id, error);
  g_autoptr (GArray) gates = NULL;
  const AmbMove *move = record != NULL ? find_move (record, to, error) : NULL;
  AmbFacts facts = { 0 };

  if (move == NULL)
    return AMB_CLI_FAILED;
  if (!amb_programme_read_facts (self->store, record, &facts, error))
    {
      amb_facts_clear (&facts);
      return AMB_CLI_FAILED;
    }
  gates = amb_lifecycle_list_gates (record, move, &facts);
  print_gates (self, record, move, gates);
  amb_facts_clear (&facts);
  return AMB_CLI_DONE;
}

static AmbCliStatus
run_gates (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *to = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, NULL, NULL },
    { NULL },
  };

  if (!amb_cli_parse (&args, entries, 1, 1, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error) || !amb_cli_take_id (self, "ambassador", &args[0], error))
    return AMB_CLI_FAILED;
  return show_gates (self, args[0], to, error);
}

/* What is worth knowing of it, before it is done. */
static void
tell_level (AmbCli *self, const char *person, const char *role)
{
  g_autofree char *heed = role != NULL ? amb_heed_dup_role (self->store, person, role) : NULL;

  if (heed != NULL)
    g_printerr ("%s\n", heed);
}

static AmbCliStatus
run_open_gate (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *target = NULL;
  const AmbField *chosen;
  AmbGate gate;

  if (!amb_cli_parse (&args, NULL, 2, 3, error))
    return AMB_CLI_USAGE;
  gate = amb_gate_from_name (args[1]);
  if (gate == 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("There is no gate “%s”. “gates PERSON” lists them."), args[1]);
      return AMB_CLI_USAGE;
    }
  if (!amb_cli_open_writer (self, error) || !amb_cli_take_id (self, "ambassador", &args[0], error))
    return AMB_CLI_FAILED;
  chosen = amb_gate_get_chosen (gate);
  if (chosen != NULL && args[2] != NULL)
    {
      if (!amb_cli_read_value (self->store, chosen, args[2], &target, error))
        return AMB_CLI_FAILED;
    }
  else
    target = g_strdup (args[2]);
  if (gate == AMB_GATE_ROLE)
    tell_level (self, args[0], target);
  if (!amb_programme_open_gate (self->programme, args[0], gate, target, error))
    return AMB_CLI_FAILED;
  return show_gates (self, args[0], NULL, error);
}

static AmbCliStatus
run_leave (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *as = NULL;
  g_autofree char *heir = NULL;
  g_autofree char *why = NULL;
  g_autofree char *heir_id = NULL;
  const GOptionEntry entries[] = {
    { "as", 0, 0, G_OPTION_ARG_STRING, &as, NULL, NULL },
    { "heir", 0, 0, G_OPTION_ARG_STRING, &heir, NULL, NULL },
    { "why", 0, 0, G_OPTION_ARG_STRING, &why, NULL, NULL },
    { NULL },
  };
  const AmbField field = { "heir", N_ ("Person"), AMB_FIELD_REF, .ref = "ambassador" };
  AmbLeaveReport report;
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  if (!amb_cli_parse (&args, entries, 1, 1, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error) ||
      !amb_cli_take_id (self, "ambassador", &args[0], error) ||
      (heir != NULL && !amb_cli_read_value (self->store, &field, heir, &heir_id, error)) ||
      !amb_programme_leave (self->programme, args[0], as != NULL ? as : "alumni", heir_id, why,
                            &report, error))
    return AMB_CLI_FAILED;
  if (!self->json)
    {
      g_print (_ ("Roles ended: %u. Declined: %u. Handed over: %u. Left: %u.\n"), report.n_roles,
               report.n_declined, report.n_handed, report.n_left);
      return AMB_CLI_DONE;
    }
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", args[0]);
  amb_cli_build_int (builder, "roles", report.n_roles);
  amb_cli_build_int (builder, "declined", report.n_declined);
  amb_cli_build_int (builder, "handed-over", report.n_handed);
  amb_cli_build_int (builder, "left", report.n_left);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_lifecycle_commands[] = {
  { "gates", "PERSON [--to STATE]",
    N_ ("what the next move of a person asks for, and what of it is there"), run_gates },
  { "open-gate", "PERSON GATE [WHAT]",
    N_ ("does what a gate asks for: charter, notice, voluntary, certificate, role, home or "
        "end-date; WHAT is a role, a node, a track, a version or a day"),
    run_open_gate },
  { "leave", "PERSON [--as alumni|withdrawn] [--heir PERSON] [--why TEXT]",
    N_ ("somebody leaves the programme: roles end, what is open goes to the heir, one undo"),
    run_leave },
  { NULL },
};
