/* ask, answer */
#include "amb-cli.h"

#include "amb-answering.h"
#include "amb-asking.h"
#include "amb-error.h"

#include <glib/gi18n-lib.h>

#define SHOWN 20 /* names in words, of each kind */

static const struct
{
  const char *word;
  AmbAskTo to;
  const char *field;
} targets[] = {
  { "person", AMB_ASK_PEOPLE, "ambassador-id" },
  { "role", AMB_ASK_ROLE, "role-id" },
  { "node", AMB_ASK_NODE, "node-id" },
  { "cohort", AMB_ASK_COHORT, "cohort-id" },
};

static const struct
{
  const char *word;
  AmbRequestNote note;
} notes[] = {
  { "outside", AMB_REQUEST_OUTSIDE },
  { "paused", AMB_REQUEST_PAUSED },
  { "budget", AMB_REQUEST_BUDGET },
  { "quiet", AMB_REQUEST_QUIET },
};

/* What is asked, as options; each is a field of the task. */
typedef struct
{
  char *title, *kind, *text, *due, *minutes, *item, *signal, *session, *practice;
} Words;

static void
words_clear (Words *words)
{
  char **all[] = { &words->title, &words->kind,   &words->text,    &words->due,     &words->minutes,
                   &words->item,  &words->signal, &words->session, &words->practice };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_free (*all[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static gboolean
read_task (AmbStore *store, const Words *words, AmbRecord *task, GError **error)
{
  const struct
  {
    const char *field, *text;
  } all[] = {
    { "title", words->title },
    { "kind", words->kind },
    { "text", words->text },
    { "due-on", words->due },
    { "minutes", words->minutes },
    { "item-id", words->item },
    { "signal-id", words->signal },
    { "session-id", words->session },
    { "practice-id", words->practice },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      const AmbField *field = amb_entity_find_field (amb_record_get_entity (task), all[i].field);
      g_autofree char *value = NULL;

      if (all[i].text == NULL)
        continue;
      if (!amb_cli_read_value (store, field, all[i].text, &value, error))
        return FALSE;
      amb_record_set (task, field->name, value);
    }
  return TRUE;
}

static gboolean
read_target (AmbStore *store, AmbAsk *ask, const char *to, char **words, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  guint n = 0;

  while (n < G_N_ELEMENTS (targets) && g_strcmp0 (targets[n].word, to) != 0)
    n++;
  if (n == G_N_ELEMENTS (targets) || (targets[n].to != AMB_ASK_PEOPLE && words[1] != NULL))
    {
      g_set_error_literal (
          error, AMB_ERROR, AMB_ERROR_USAGE,
          n == G_N_ELEMENTS (targets)
              ? _ ("--to takes “person”, “role”, “node” or “cohort”, and an id or a name behind "
                   "it.")
              : _ ("Several persons can be asked at once; of roles, nodes and cohorts it is one."));
      return FALSE;
    }
  for (guint i = 0; words[i] != NULL; i++)
    {
      AmbField field = *amb_entity_find_field (amb_entity_find ("task"), targets[n].field);
      char *id = NULL;

      field.flags |= AMB_FIELD_REQUIRED;
      if (!amb_cli_read_value (store, &field, words[i], &id, error))
        return FALSE;
      g_ptr_array_add (ids, id);
    }
  g_ptr_array_add (ids, NULL);
  amb_ask_set_target (ask, targets[n].to, (const char *const *) ids->pdata);
  return TRUE;
}

static gboolean
read_leave_out (const char *text, guint *leave_out, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  *leave_out = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint n = 0;

      if (*words[i] == '\0')
        continue;
      while (n < G_N_ELEMENTS (notes) && !g_str_equal (notes[n].word, words[i]))
        n++;
      if (n == G_N_ELEMENTS (notes))
        {
          g_set_error_literal (
              error, AMB_ERROR, AMB_ERROR_USAGE,
              _ ("--leave-out takes “paused”, “budget” and “quiet”, separated by commas."));
          return FALSE;
        }
      *leave_out |= notes[n].note;
    }
  return TRUE;
}

/* Printing. */

static void
build_person (JsonBuilder *builder, const AmbAsk *ask, const AmbAskPerson *person)
{
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", person->id);
  amb_cli_build_string (builder, "name", person->name);
  amb_cli_build_int (builder, "asked-this-month", person->n_asked);
  if (person->time != NULL)
    amb_cli_build_string (builder, "time", person->time);
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    if (person->notes & notes[i].note)
      json_builder_add_string_value (builder, notes[i].word);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "left-out");
  json_builder_add_boolean_value (builder, !amb_ask_gets (ask, person));
  json_builder_end_object (builder);
}

static void
print_json (const AmbAsk *ask, const AmbAskPreview *preview, const AmbAskReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", ask->id);
  amb_cli_build_int (builder, "people", preview->n_people);
  amb_cli_build_int (builder, "asked", preview->n_asked);
  amb_cli_build_int (builder, "outside", preview->n_outside);
  amb_cli_build_int (builder, "paused", preview->n_paused);
  amb_cli_build_int (builder, "over-budget", preview->n_budget);
  amb_cli_build_int (builder, "quiet", preview->n_quiet);
  if (preview->budget >= 0)
    amb_cli_build_int (builder, "budget", preview->budget);
  amb_cli_build_string (builder, "quiet-from", preview->quiet_from);
  amb_cli_build_string (builder, "quiet-until", preview->quiet_until);
  if (report != NULL)
    {
      amb_cli_build_int (builder, "made", report->n_made);
      amb_cli_build_int (builder, "sent-before", report->n_before);
    }
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < preview->people->len; i++)
    {
      const AmbAskPerson *person = g_ptr_array_index (preview->people, i);

      if (person->notes != 0)
        build_person (builder, ask, person);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
}

/* The names below a sentence. */
static void
print_names (const AmbAskPreview *preview, AmbRequestNote note, guint n)
{
  guint shown = 0;

  for (guint i = 0; i < preview->people->len && shown < SHOWN; i++)
    {
      const AmbAskPerson *person = g_ptr_array_index (preview->people, i);
      g_autofree char *name = NULL;

      if ((person->notes & note) == 0)
        continue;
      name = amb_cli_dup_cell (person->name);
      if (note == AMB_REQUEST_QUIET)
        g_print ("  %s (%s)\n", name, person->time);
      else if (note == AMB_REQUEST_BUDGET)
        g_print ("  %s (%d)\n", name, person->n_asked);
      else
        g_print ("  %s\n", name);
      shown++;
    }
  if (n > shown)
    g_print (ngettext ("  and %u more\n", "  and %u more\n", n - shown), n - shown);
}

static void
print_preview (const AmbAskPreview *preview)
{
  if (preview->n_outside > 0)
    g_print (
        ngettext ("%u is not in the roster:\n", "%u are not in the roster:\n", preview->n_outside),
        preview->n_outside);
  print_names (preview, AMB_REQUEST_OUTSIDE, preview->n_outside);
  if (preview->n_paused > 0)
    g_print (ngettext ("%u has paused:\n", "%u have paused:\n", preview->n_paused),
             preview->n_paused);
  print_names (preview, AMB_REQUEST_PAUSED, preview->n_paused);
  if (preview->n_budget > 0)
    g_print (ngettext ("%u has had the %d requests of a month or more:\n",
                       "%u have had the %d requests of a month or more:\n", preview->n_budget),
             preview->n_budget, preview->budget);
  print_names (preview, AMB_REQUEST_BUDGET, preview->n_budget);
  if (preview->n_quiet > 0)
    g_print (ngettext ("%u has quiet hours until %s:\n", "%u have quiet hours until %s:\n",
                       preview->n_quiet),
             preview->n_quiet, preview->quiet_until);
  print_names (preview, AMB_REQUEST_QUIET, preview->n_quiet);
}

static void
print_words (const AmbAskPreview *preview, const AmbAskReport *report)
{
  guint n = report != NULL ? report->n_made : preview->n_asked;

  print_preview (preview);
  g_print (report != NULL
               ? ngettext ("%u of %u was asked.\n", "%u of %u were asked.\n", n)
               : ngettext ("%u of %u would be asked.\n", "%u of %u would be asked.\n", n),
           n, preview->n_people);
}

/* Commands. */

static gboolean
send (AmbCli *self, const AmbAsk *ask, gboolean dry, GError **error)
{
  g_autoptr (AmbAskPreview) preview = self->json
                                          ? amb_ask_preview (self->store, ask, error)
                                          : amb_ask_preview_short (self->store, ask, SHOWN, error);
  AmbAskReport report = { 0 };

  if (preview == NULL || (!dry && !amb_programme_ask (self->programme, ask, &report, error)))
    return FALSE;
  if (self->json)
    print_json (ask, preview, dry ? NULL : &report);
  else
    print_words (preview, dry ? NULL : &report);
  return TRUE;
}

static gboolean
take_id (AmbAsk *ask, char **id, GError **error)
{
  if (*id == NULL)
    return TRUE;
  if (!amb_id_is_valid (*id))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("“%s” is no id. Take the one that an earlier run printed with --json."), *id);
      return FALSE;
    }
  g_free (ask->id);
  ask->id = g_steal_pointer (id);
  return TRUE;
}

static AmbCliStatus
run_ask (AmbCli *self, char **args_in, GError **error)
{
  g_auto (GStrv) args = args_in;
  g_auto (Words) words = { NULL };
  g_autofree char *to = NULL, *leave_out = NULL, *id = NULL;
  gboolean dry = FALSE;
  const GOptionEntry entries[] = {
    { "title", 0, 0, G_OPTION_ARG_STRING, &words.title, NULL, NULL },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &words.kind, NULL, NULL },
    { "text", 0, 0, G_OPTION_ARG_STRING, &words.text, NULL, NULL },
    { "due", 0, 0, G_OPTION_ARG_STRING, &words.due, NULL, NULL },
    { "minutes", 0, 0, G_OPTION_ARG_STRING, &words.minutes, NULL, NULL },
    { "item", 0, 0, G_OPTION_ARG_STRING, &words.item, NULL, NULL },
    { "signal", 0, 0, G_OPTION_ARG_STRING, &words.signal, NULL, NULL },
    { "session", 0, 0, G_OPTION_ARG_STRING, &words.session, NULL, NULL },
    { "practice", 0, 0, G_OPTION_ARG_STRING, &words.practice, NULL, NULL },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, NULL, NULL },
    { "leave-out", 0, 0, G_OPTION_ARG_STRING, &leave_out, NULL, NULL },
    { "id", 0, 0, G_OPTION_ARG_STRING, &id, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry, NULL, NULL },
    { NULL },
  };
  g_autoptr (AmbAsk) ask = amb_ask_new (self->clock);

  if (!amb_cli_parse (&args, entries, 1, -1, error) ||
      (leave_out != NULL && !read_leave_out (leave_out, &ask->leave_out, error)) ||
      !take_id (ask, &id, error))
    return AMB_CLI_USAGE;
  if (words.title == NULL || to == NULL)
    {
      g_set_error_literal (error, AMB_ERROR, AMB_ERROR_USAGE,
                           _ ("Say what is asked with --title, and of whom with --to."));
      return AMB_CLI_USAGE;
    }
  if (!(dry ? amb_cli_open_reader (self, error) : amb_cli_open_writer (self, error)) ||
      !read_task (self->store, &words, ask->task, error) ||
      !read_target (self->store, ask, to, args, error) || !send (self, ask, dry, error))
    return AMB_CLI_FAILED;
  return AMB_CLI_DONE;
}

static AmbCliStatus
run_answer (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *minutes = NULL, *channel = NULL, *day = NULL;
  g_autofree char *how_long = NULL, *how = NULL, *when = NULL, *to = NULL;
  const GOptionEntry entries[] = {
    { "minutes", 0, 0, G_OPTION_ARG_STRING, &minutes, NULL, NULL },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &channel, NULL, NULL },
    { "day", 0, 0, G_OPTION_ARG_STRING, &day, NULL, NULL },
    { NULL },
  };
  const AmbEntity *tasks = amb_entity_find ("task");
  AmbAnswer answer = { 0 };

  if (!amb_cli_parse (&args, entries, 2, 2, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error) ||
      !amb_cli_read_value (self->store, amb_entity_get_state_field (tasks), args[1], &to, error) ||
      (minutes != NULL &&
       !amb_cli_read_value (self->store, amb_entity_find_field (tasks, "minutes"), minutes,
                            &how_long, error)) ||
      (channel != NULL &&
       !amb_cli_read_value (self->store, amb_entity_find_field (tasks, "channel"), channel, &how,
                            error)) ||
      (day != NULL &&
       !amb_cli_read_value (self->store, amb_entity_find_field (tasks, "recorded-on"), day, &when,
                            error)))
    return AMB_CLI_FAILED;
  answer = (AmbAnswer){ .to = to, .minutes = how_long, .channel = how, .day = when };
  if (!amb_programme_answer (self->programme, args[0], &answer, error))
    return AMB_CLI_FAILED;
  if (self->json)
    {
      g_autoptr (AmbRecord) task = amb_store_get (self->store, tasks, args[0], error);
      g_autoptr (GString) out = g_string_new (NULL);

      if (task == NULL)
        return AMB_CLI_FAILED;
      amb_cli_append_record (task, out);
      amb_cli_print_document (out->str);
    }
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_task_commands[] = {
  { "ask",
    "--title TEXT --to person|role|node|cohort ID… [--due DAY] [--kind KIND] [--text TEXT] "
    "[--minutes N] [--item|--signal|--session|--practice ID] [--leave-out WHOM] [--id ID] "
    "[--dry-run]",
    N_ ("asks people to do something; --dry-run only says whom, and who has paused, was asked "
        "often this month or has quiet hours; WHOM is of “paused,budget,quiet”, the first two by "
        "default"),
    run_ask },
  { "answer", "TASK accepted|declined|done [--minutes N] [--channel HOW] [--day DAY]",
    N_ ("answers a task; with --channel on behalf of somebody who told it in another way"),
    run_answer },
  { NULL },
};
