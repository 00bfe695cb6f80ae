/* undo, redo, history, check */
#include "amb-cli.h"

#include "amb-error.h"
#include "amb-history.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

static AmbCliStatus
print_report (AmbCli *self, const AmbUndoReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  for (guint i = 0; i < report->left->len; i++)
    g_printerr ("%s\n", (const char *) g_ptr_array_index (report->left, i));
  if (self->json)
    {
      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "label", report->label);
      json_builder_set_member_name (builder, "changes");
      json_builder_add_int_value (builder, report->n_undone);
      json_builder_set_member_name (builder, "left");
      json_builder_begin_array (builder);
      for (guint i = 0; i < report->left->len; i++)
        json_builder_add_string_value (builder, g_ptr_array_index (report->left, i));
      json_builder_end_array (builder);
      json_builder_end_object (builder);
      amb_cli_print_json (builder);
    }
  else
    g_print (g_dngettext (NULL, "%s: %u change\n", "%s: %u changes\n", report->n_undone),
             report->label, report->n_undone);
  return report->left->len > 0 ? AMB_CLI_PARTLY : AMB_CLI_DONE;
}

typedef AmbUndoReport *(*TakeBack) (AmbProgramme *programme, GError **error);

static AmbCliStatus
take_back (AmbCli *self, char **words, TakeBack func, GError **error)
{
  g_auto (GStrv) args = words;
  g_autoptr (AmbUndoReport) report = NULL;

  if (!amb_cli_parse (&args, NULL, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error))
    return AMB_CLI_FAILED;
  report = func (self->programme, error);
  return report != NULL ? print_report (self, report) : AMB_CLI_FAILED;
}

static AmbCliStatus
run_undo (AmbCli *self, char **words, GError **error)
{
  return take_back (self, words, amb_programme_undo, error);
}

static AmbCliStatus
run_redo (AmbCli *self, char **words, GError **error)
{
  return take_back (self, words, amb_programme_redo, error);
}

static const char *const action_names[] = {
  "create", "set", "move", "remove", "restore", "remote"
};

static const char *const action_words[] = {
  /* Translators: in a history: what was done with a record */
  N_ ("made"), N_ ("changed"), N_ ("moved"), N_ ("removed"), N_ ("brought back"), N_ ("fetched"),
};

static void
build_entry (JsonBuilder *builder, const AmbJournalEntry *entry)
{
  g_autofree char *at = amb_instant_format (entry->at);

  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "at", at);
  amb_cli_build_string (builder, "by", entry->by);
  amb_cli_build_string (builder, "action", action_names[entry->action]);
  if (entry->field != NULL)
    {
      amb_cli_build_string (builder, "field", entry->field->name);
      amb_cli_build_string (builder, "old", entry->old);
      amb_cli_build_string (builder, "value", entry->value);
    }
  if (entry->why != NULL)
    amb_cli_build_string (builder, "why", entry->why);
  json_builder_end_object (builder);
}

/* @field: (nullable): which went from @from to @to */
static void
print_act (AmbStore *store,
           const AmbJournalEntry *act,
           const AmbField *field,
           const char *from,
           const char *to)
{
  static const AmbField instant = { "at", "", AMB_FIELD_INSTANT };
  g_autofree char *at = amb_instant_format (act->at);
  g_autofree char *when = amb_field_format (&instant, at);
  g_autofree char *by = amb_cli_dup_cell (act->by != NULL ? act->by : "–");
  g_autofree char *why = amb_cli_dup_cell (act->why);

  g_print ("%s  %s  %s", when, _ (action_words[act->action]), by);
  if (field != NULL)
    {
      g_autofree char *old = amb_cli_dup_shown (store, field, from);
      g_autofree char *value = amb_cli_dup_shown (store, field, to);
      g_autofree char *was = amb_cli_dup_cell (old);
      g_autofree char *is = amb_cli_dup_cell (value);

      g_print ("  %s: %s → %s", _ (field->label), was, is);
    }
  g_print ("%s%s\n", *why != '\0' ? "  " : "", why);
}

/* Also one that a colleague made, or that was made before this profile knew the record. */
static void
print_move (AmbStore *store, const AmbEntity *entity, const AmbHistoryLine *line)
{
  const AmbJournalEntry act = { .at = line->at,
                                .by = (char *) amb_record_get (line->move, "by"),
                                .action = AMB_JOURNAL_MOVE,
                                .why = (char *) amb_record_get (line->move, "why") };

  print_act (store, &act, amb_entity_get_state_field (entity), amb_record_get (line->move, "from"),
             amb_record_get (line->move, "to"));
}

static AmbCliStatus
print_lines (AmbCli *self, const AmbEntity *entity, const char *id, GError **error)
{
  g_autoptr (GPtrArray) lines = amb_history_list (self->store, entity, id, -1, error);

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const AmbHistoryLine *line = g_ptr_array_index (lines, i);

      if (line->move != NULL)
        print_move (self->store, entity, line);
      else
        print_act (self->store, line->entry, line->entry->field, line->entry->old,
                   line->entry->value);
    }
  if (lines != NULL && lines->len == 0)
    g_print ("%s\n", _ ("No change of it is known here."));
  return lines != NULL ? AMB_CLI_DONE : AMB_CLI_FAILED;
}

static void
print_history (GPtrArray *entries, GPtrArray *moves)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    build_entry (builder, g_ptr_array_index (entries, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "moves");
  json_builder_begin_array (builder);
  for (guint i = 0; i < moves->len; i++)
    {
      AmbRecord *move = g_ptr_array_index (moves, i);

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "at", amb_record_get (move, "at"));
      amb_cli_build_string (builder, "by", amb_record_get (move, "by"));
      amb_cli_build_string (builder, "from", amb_record_get (move, "from"));
      amb_cli_build_string (builder, "to", amb_record_get (move, "to"));
      amb_cli_build_string (builder, "why", amb_record_get (move, "why"));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
}

static AmbCliStatus
run_history (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  const AmbEntity *entity;
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) moves = NULL;

  if (!amb_cli_parse (&args, NULL, 2, 2, error))
    return AMB_CLI_USAGE;
  entity = amb_cli_find_entity (args[0], error);
  if (entity == NULL || !amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  record = amb_store_lookup (self->store, entity, args[1], error);
  if (record == NULL)
    {
      amb_store_get (self->store, entity, args[1], error);
      return AMB_CLI_FAILED;
    }
  if (!self->json)
    return print_lines (self, entity, args[1], error);
  entries = amb_journal_list_record (self->store, entity, args[1], -1, error);
  if (entries != NULL)
    moves = amb_history_list_moves (self->store, entity, args[1], -1, error);
  if (moves == NULL)
    return AMB_CLI_FAILED;
  print_history (entries, moves);
  return AMB_CLI_DONE;
}

static AmbCliStatus
run_check (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  gboolean server = FALSE, dry = FALSE;
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_NONE, &server, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry, NULL, NULL },
    { NULL },
  };
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  if (!amb_cli_parse (&args, entries, 0, 0, error))
    return AMB_CLI_USAGE;
  if (dry && !server)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("--dry-run goes with --server: without it nothing is changed anyway."));
      return AMB_CLI_USAGE;
    }
  if (server)
    return amb_cli_check_server (self, dry, error);
  if (!amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  findings = amb_store_check (self->store, error);
  if (findings == NULL)
    return AMB_CLI_FAILED;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "ok");
  json_builder_add_boolean_value (builder, findings->len == 0);
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    {
      const char *finding = g_ptr_array_index (findings, i);

      json_builder_add_string_value (builder, finding);
      if (!self->json)
        g_print ("%s\n", finding);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (self->json)
    amb_cli_print_json (builder);
  else if (findings->len == 0)
    g_print ("%s\n", _ ("All is well."));
  return findings->len == 0 ? AMB_CLI_DONE : AMB_CLI_FAILED;
}

const AmbCliCommand amb_cli_history_commands[] = {
  { "undo", "", N_ ("takes the latest action back"), run_undo },
  { "redo", "", N_ ("does again what was undone"), run_redo },
  { "history", "ENTITY ID", N_ ("who changed what, when and why"), run_history },
  { "check", "[--server [--dry-run]]",
    N_ ("integrity of the cache: schema, indexes, journal, references; --server compares it with "
        "the server and fetches again what differs, --dry-run only tells"),
    run_check },
  { NULL },
};
