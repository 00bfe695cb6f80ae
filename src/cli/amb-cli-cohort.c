/* cohort: composing, comparing, freezing, inviting */
#include "amb-cli.h"

#include "amb-composer.h"
#include "amb-error.h"

#include <glib/gi18n-lib.h>

/* One run of a verb. */
typedef struct
{
  AmbCli *cli;
  char *cohort;
  char **rest; /* of the arguments, without the cohort */
  gboolean waits;
  int n_waiting;
  gboolean is_partial; /* (out): some of those who were named stayed as they were */
  const char *role, *reason, *text, *answer_by, *on, *channel, *proof, *search, *node, *language;
} Run;

static gboolean
read_id (
    Run *run, const char *entity, const char *field, const char *text, char **id, GError **error)
{
  return amb_cli_read_value (
      run->cli->store, amb_entity_find_field (amb_entity_find (entity), field), text, id, error);
}

/* (transfer full): the ids of the people whose names or ids are left */
static char **
read_people (Run *run, GError **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (run->rest[0] == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, _ ("Which people? Name at least one."));
      return NULL;
    }
  for (guint i = 0; run->rest[i] != NULL; i++)
    {
      g_autofree char *id = NULL;

      if (!read_id (run, "seat", "ambassador-id", run->rest[i], &id, error))
        return NULL;
      g_strv_builder_add (ids, id);
    }
  return g_strv_builder_end (ids);
}

/* Showing. */

static void
begin_list (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
build_people (JsonBuilder *builder, const char *name, GPtrArray *people)
{
  begin_list (builder, name);
  for (guint i = 0; i < people->len; i++)
    {
      const AmbComposerPerson *person = g_ptr_array_index (people, i);

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "id", person->id);
      amb_cli_build_string (builder, "name", person->name);
      amb_cli_build_string (builder, "state", person->state);
      amb_cli_build_string (builder, "node", person->node);
      amb_cli_build_string (builder, "department", person->department);
      amb_cli_build_string (builder, "country", person->country);
      amb_cli_build_string (builder, "language", person->language);
      amb_cli_build_string (builder, "role", person->role);
      amb_cli_build_string (builder, "reason", person->reason);
      amb_cli_build_string (builder, "fit", person->fit);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
build_holes (JsonBuilder *builder, const char *name, GPtrArray *holes)
{
  begin_list (builder, name);
  for (guint i = 0; i < holes->len; i++)
    {
      const AmbComposerHole *hole = g_ptr_array_index (holes, i);
      g_autofree char *text = amb_composer_hole_dup_text (hole);

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "text", text);
      amb_cli_build_string (builder, "role", hole->role);
      amb_cli_build_string (builder, "node", hole->node);
      amb_cli_build_int (builder, "missing", hole->missing);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
build_tallies (JsonBuilder *builder, const AmbComposition *composition)
{
  static const char *const sides[] = { "role", "department", "country", "language", "audience" };

  begin_list (builder, "coverage");
  for (guint i = 0; i < composition->tallies->len; i++)
    {
      const AmbComposerTally *tally = g_ptr_array_index (composition->tallies, i);

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "by", sides[tally->side]);
      amb_cli_build_string (builder, "value", tally->name != NULL ? tally->name : tally->value);
      amb_cli_build_int (builder, "people", tally->n);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  build_holes (builder, "holes", composition->holes);
  amb_cli_build_int (builder, "filled", composition->n_filled);
}

static void
build_composition (JsonBuilder *builder, const AmbComposition *composition)
{
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", composition->id);
  amb_cli_build_string (builder, "name", composition->name);
  amb_cli_build_string (builder, "state", composition->state);
  amb_cli_build_int (builder, "seats", composition->seats);
  amb_cli_build_string (builder, "reason", composition->reason);
  build_people (builder, "draft", composition->draft);
  build_people (builder, "wait-list", composition->wait);
  build_tallies (builder, composition);
  json_builder_end_object (builder);
}

static void
print_people (const char *title, GPtrArray *people)
{
  g_print ("%s\n", title);
  for (guint i = 0; i < people->len; i++)
    {
      const AmbComposerPerson *person = g_ptr_array_index (people, i);
      g_autofree char *name = amb_cli_dup_cell (person->name);
      g_autofree char *node = amb_cli_dup_cell (person->node);
      g_autofree char *role = amb_cli_dup_cell (person->role);
      g_autofree char *state = amb_cli_dup_choice ("ambassador", "state", person->state);

      g_print ("%5u  %s\t%s\t%s\t%s\n", i + 1, name, state, node, role);
    }
}

static void
print_holes (GPtrArray *holes)
{
  for (guint i = 0; i < holes->len; i++)
    {
      g_autofree char *text = amb_composer_hole_dup_text (holes->pdata[i]);
      g_autofree char *line = amb_cli_dup_cell (text);

      g_print ("  %s\n", line);
    }
}

static gboolean
run_show (Run *run, GError **error)
{
  g_autoptr (AmbComposition) composition = amb_composer_load (run->cli->store, run->cohort, error);
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  if (composition == NULL)
    return FALSE;
  if (run->cli->json)
    {
      build_composition (builder, composition);
      amb_cli_print_json (builder);
      return TRUE;
    }
  g_print (_ ("%s: %u of %d seats taken\n"), composition->name, composition->draft->len,
           (int) composition->seats);
  print_people (_ ("Draft"), composition->draft);
  print_people (_ ("Wait list"), composition->wait);
  g_print ("%s\n", _ ("Holes"));
  print_holes (composition->holes);
  return TRUE;
}

static gboolean
run_candidates (Run *run, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autofree char *node = NULL;
  g_autoptr (GPtrArray) people = NULL;

  if (run->node != NULL && !read_id (run, "ambassador", "node-id", run->node, &node, error))
    return FALSE;
  people = amb_composer_list_candidates (run->cli->store, run->cohort, run->search, node,
                                         run->language, NULL, -1, error);
  if (people == NULL)
    return FALSE;
  if (!run->cli->json)
    {
      print_people (_ ("Candidates"), people);
      return TRUE;
    }
  json_builder_begin_object (builder);
  build_people (builder, "candidates", people);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
  return TRUE;
}

static gboolean
run_compare (Run *run, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (AmbComposerComparison) comparison = NULL;
  g_autofree char *other = NULL;

  if (run->rest[0] == NULL || run->rest[1] != NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, _ ("Compare with which one other cohort?"));
      return FALSE;
    }
  if (!read_id (run, "seat", "cohort-id", run->rest[0], &other, error))
    return FALSE;
  comparison = amb_composer_compare (run->cli->store, run->cohort, other, error);
  if (comparison == NULL)
    return FALSE;
  if (!run->cli->json)
    {
      print_people (comparison->first->name, comparison->only_first);
      print_holes (comparison->holes_first);
      print_people (comparison->second->name, comparison->only_second);
      print_holes (comparison->holes_second);
      print_people (_ ("In both"), comparison->both);
      print_holes (comparison->holes_both);
      return TRUE;
    }
  json_builder_begin_object (builder);
  build_people (builder, "both", comparison->both);
  build_people (builder, "only-first", comparison->only_first);
  build_people (builder, "only-second", comparison->only_second);
  build_holes (builder, "holes-both", comparison->holes_both);
  build_holes (builder, "holes-only-first", comparison->holes_first);
  build_holes (builder, "holes-only-second", comparison->holes_second);
  json_builder_set_member_name (builder, "first");
  build_composition (builder, comparison->first);
  json_builder_set_member_name (builder, "second");
  build_composition (builder, comparison->second);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
  return TRUE;
}

/* Acts: afterwards the cohort is shown as it is now. */

static gboolean
run_add (Run *run, GError **error)
{
  g_auto (GStrv) people = read_people (run, error);
  g_autofree char *role = NULL;

  return people != NULL &&
         (run->role == NULL || read_id (run, "seat", "role-id", run->role, &role, error)) &&
         amb_composer_add (run->cli->programme, run->cohort, (const char *const *) people,
                           run->waits, role, run->reason, error) &&
         run_show (run, error);
}

static gboolean
run_remove (Run *run, GError **error)
{
  g_auto (GStrv) people = read_people (run, error);

  return people != NULL &&
         amb_composer_take_out (run->cli->programme, run->cohort, (const char *const *) people,
                                error) &&
         run_show (run, error);
}

/* The free seats by the fit, and the wait list up to the length that --wait says; the reasons are
 * those that are drafted. */
static gboolean
run_fill (Run *run, GError **error)
{
  g_autofree char *node = NULL;
  g_autoptr (AmbComposerProposal) proposal = NULL;
  g_autoptr (AmbComposition) composition = NULL;
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (AmbComposerChoice));
  gint64 seats, waiting;

  if (run->node != NULL && !read_id (run, "ambassador", "node-id", run->node, &node, error))
    return FALSE;
  proposal = amb_composer_propose (run->cli->store, run->cohort, node, error);
  composition = proposal != NULL ? amb_composer_load (run->cli->store, run->cohort, error) : NULL;
  if (composition == NULL)
    return FALSE;
  waiting = MAX (run->n_waiting - (gint64) composition->wait->len, 0);
  seats = proposal->n_free < 0 ? proposal->people->len : proposal->n_free;
  for (guint i = 0; i < proposal->people->len && i < seats + waiting; i++)
    {
      const AmbComposerPerson *person = g_ptr_array_index (proposal->people, i);
      const AmbComposerChoice choice = { person->id, person->reason, i >= seats };

      g_array_append_val (choices, choice);
    }
  return amb_composer_fill (run->cli->programme, run->cohort,
                            (const AmbComposerChoice *) choices->data, choices->len, error) &&
         run_show (run, error);
}

/* One person, and what is said about them. */
static gboolean
read_person (Run *run, gboolean has_word, char **id, GError **error)
{
  if (g_strv_length (run->rest) == (has_word ? 2 : 1))
    return read_id (run, "seat", "ambassador-id", run->rest[0], id, error);
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, _ ("Name one person."));
  return FALSE;
}

static gboolean
run_shift (Run *run, GError **error)
{
  g_autofree char *person = NULL;
  gboolean up;

  if (!read_person (run, TRUE, &person, error))
    return FALSE;
  up = g_str_equal (run->rest[1], "up");
  if (!up && !g_str_equal (run->rest[1], "down"))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("“%s” is no direction: a person moves up or down."), run->rest[1]);
      return FALSE;
    }
  return amb_composer_shift (run->cli->programme, run->cohort, person, up ? -1 : 1, error) &&
         run_show (run, error);
}

static gboolean
run_put (Run *run, GError **error)
{
  g_autofree char *person = NULL;

  return read_person (run, FALSE, &person, error) &&
         amb_composer_put (run->cli->programme, run->cohort, person, run->waits, error) &&
         run_show (run, error);
}

static gboolean
run_reuse (Run *run, GError **error)
{
  g_autofree char *from = NULL;

  if (run->rest[0] == NULL || run->rest[1] != NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, _ ("The wait list of which one cohort?"));
      return FALSE;
    }
  return read_id (run, "seat", "cohort-id", run->rest[0], &from, error) &&
         amb_composer_reuse (run->cli->programme, run->cohort, from, NULL, error) &&
         run_show (run, error);
}

static gboolean
run_freeze (Run *run, GError **error)
{
  return amb_composer_freeze (run->cli->programme, run->cohort, run->reason, error) &&
         run_show (run, error);
}

static const char *
get_standing (const AmbComposerGuest *guest)
{
  if (guest->gave_up)
    return "given-up";
  return guest->standing != NULL ? guest->standing : "not-invited";
}

/* (transfer full) */
static char *
dup_standing (const AmbComposerGuest *guest)
{
  if (guest->gave_up)
    return g_strdup (_ ("Gave up their seat"));
  if (guest->standing == NULL)
    return g_strdup (_ ("Not invited yet"));
  return amb_cli_dup_choice ("invitation", "standing", guest->standing);
}

static void
print_guest (const AmbComposerGuest *guest)
{
  g_autofree char *name = amb_cli_dup_cell (guest->name);
  g_autofree char *standing = dup_standing (guest);
  g_autofree char *day = amb_cli_dup_choice ("invitation", "answer-by", guest->answer_by);

  g_print ("%s\t%s", name, standing);
  if (guest->answer_by != NULL && g_strcmp0 (guest->standing, "sent") == 0)
    /* Translators: a day */
    g_print (_ ("\tanswer by %s"), day);
  g_print ("\n");
}

static void
build_guest (JsonBuilder *builder, const AmbComposerGuest *guest)
{
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", guest->person);
  amb_cli_build_string (builder, "name", guest->name);
  amb_cli_build_string (builder, "state", guest->state);
  amb_cli_build_string (builder, "invitation", get_standing (guest));
  amb_cli_build_string (builder, "answer-by", guest->answer_by);
  amb_cli_build_string (builder, "answered-on", guest->answered);
  amb_cli_build_string (builder, "channel", guest->channel);
  amb_cli_build_string (builder, "recorded-by", guest->by);
  json_builder_end_object (builder);
}

/* Who was invited, and what they answered. */
static gboolean
run_guests (Run *run, GError **error)
{
  g_autoptr (GPtrArray) guests = amb_composer_list_guests (run->cli->store, run->cohort, error);
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  if (guests == NULL)
    return FALSE;
  json_builder_begin_object (builder);
  begin_list (builder, "guests");
  for (guint i = 0; i < guests->len; i++)
    {
      if (run->cli->json)
        build_guest (builder, g_ptr_array_index (guests, i));
      else
        print_guest (g_ptr_array_index (guests, i));
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (run->cli->json)
    amb_cli_print_json (builder);
  return TRUE;
}

static gboolean
run_promote (Run *run, GError **error)
{
  g_autofree char *person = NULL;

  if (run->rest[0] != NULL && !read_person (run, FALSE, &person, error))
    return FALSE;
  return amb_composer_promote (run->cli->programme, run->cohort, person, run->reason, NULL,
                               error) &&
         run_show (run, error);
}

/* Whoever has an invitation that counts, or is no longer to be decided, isn't invited again. */
static gboolean
tell_invited (Run *run, guint n_invited, char **people, GError **error)
{
  guint n_named = people != NULL ? g_strv_length (people) : n_invited;

  if (n_invited == 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("Nobody was invited: each has an invitation that counts, or has no seat that "
                      "is still to be offered. “cohort guests” says who has which."));
      return FALSE;
    }
  if (n_invited < n_named)
    {
      g_printerr (_ ("%1$u of %2$u were invited: the others have an invitation that counts, or no "
                     "seat that is still to be offered.\n"),
                  n_invited, n_named);
      run->is_partial = TRUE;
    }
  return TRUE;
}

static gboolean
run_invite (Run *run, GError **error)
{
  g_auto (GStrv) people = NULL;
  guint n_invited = 0;

  if (run->answer_by == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, _ ("An invitation needs --answer-by."));
      return FALSE;
    }
  if (run->rest[0] != NULL && (people = read_people (run, error)) == NULL)
    return FALSE;
  return amb_composer_invite (run->cli->programme, run->cohort, (const char *const *) people,
                              run->text, run->answer_by, &n_invited, error) &&
         tell_invited (run, n_invited, people, error) && run_guests (run, error);
}

static gboolean
run_answer (Run *run, GError **error)
{
  g_autofree char *person = NULL;
  g_autofree char *channel = NULL;
  g_autofree char *next = NULL;
  gboolean accepts;

  if (!read_person (run, TRUE, &person, error))
    return FALSE;
  accepts = g_str_equal (run->rest[1], "accepted");
  if (!accepts && !g_str_equal (run->rest[1], "declined"))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("“%s” is no answer: it is accepted or declined."), run->rest[1]);
      return FALSE;
    }
  if (run->channel != NULL &&
      !read_id (run, "invitation", "channel", run->channel, &channel, error))
    return FALSE;
  if (!amb_composer_answer (run->cli->programme, run->cohort, person, accepts, run->on, channel,
                            run->proof, &next, error))
    return FALSE;
  if (run->cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "next", next);
      json_builder_end_object (builder);
      amb_cli_print_json (builder);
    }
  else if (next != NULL)
    {
      g_autofree char *name =
          amb_store_dup_title (run->cli->store, amb_entity_find ("ambassador"), next);

      g_print (_ ("Next on the wait list: %s\n"), name != NULL ? name : next);
    }
  return TRUE;
}

static const struct
{
  const char *name;
  gboolean writes;
  gboolean (*run) (Run *run, GError **error);
  const char *options; /* nullable: that it takes */
} verbs[] = {
  { "show", FALSE, run_show },
  { "candidates", FALSE, run_candidates, "search node language" },
  { "compare", FALSE, run_compare },
  { "add", TRUE, run_add, "wait-list role reason" },
  { "remove", TRUE, run_remove },
  { "shift", TRUE, run_shift },
  { "put", TRUE, run_put, "wait-list" },
  { "reuse", TRUE, run_reuse },
  { "freeze", TRUE, run_freeze, "reason" },
  { "invite", TRUE, run_invite, "text answer-by" },
  { "answer", TRUE, run_answer, "day channel proof" },
  { "guests", FALSE, run_guests },
  { "promote", TRUE, run_promote, "reason" },
  { "fill", TRUE, run_fill, "wait node" },
};

/* An option that a verb passed over would be taken for one that did something. */
static gboolean
check_options (guint verb, const GOptionEntry *entries, GError **error)
{
  for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++)
    {
      gboolean is_given = entry->arg == G_OPTION_ARG_STRING ? *(char **) entry->arg_data != NULL
                                                            : *(int *) entry->arg_data != 0;

      if (!is_given || amb_words_contain (verbs[verb].options, entry->long_name))
        continue;
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   /* Translators: a verb, as “show”, and an option of the command line */
                   _ ("“cohort %1$s” takes no --%2$s."), verbs[verb].name, entry->long_name);
      return FALSE;
    }
  return TRUE;
}

static AmbCliStatus
run_cohort (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *role = NULL, *reason = NULL, *text = NULL, *answer_by = NULL;
  g_autofree char *on = NULL, *channel = NULL, *proof = NULL, *search = NULL, *node = NULL,
                  *language = NULL;
  Run run = { .cli = self };
  const GOptionEntry entries[] = {
    { "wait-list", 0, 0, G_OPTION_ARG_NONE, &run.waits },
    { "wait", 0, 0, G_OPTION_ARG_INT, &run.n_waiting },
    { "role", 0, 0, G_OPTION_ARG_STRING, &role },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason },
    { "text", 0, 0, G_OPTION_ARG_STRING, &text },
    { "answer-by", 0, 0, G_OPTION_ARG_STRING, &answer_by },
    { "day", 0, 0, G_OPTION_ARG_STRING, &on },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &channel },
    { "proof", 0, 0, G_OPTION_ARG_STRING, &proof },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search },
    { "node", 0, 0, G_OPTION_ARG_STRING, &node },
    { "language", 0, 0, G_OPTION_ARG_STRING, &language },
    { NULL },
  };
  guint verb = 0;

  if (!amb_cli_parse (&args, entries, 2, -1, error) ||
      !amb_cli_check_number ("--wait", run.n_waiting, 0, error))
    return AMB_CLI_USAGE;
  while (verb < G_N_ELEMENTS (verbs) && !g_str_equal (verbs[verb].name, args[0]))
    verb++;
  if (verb == G_N_ELEMENTS (verbs))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, _ ("There is no verb “%s” of cohorts."),
                   args[0]);
      return AMB_CLI_USAGE;
    }
  if (!check_options (verb, entries, error))
    return AMB_CLI_USAGE;
  run.rest = args + 2;
  run.role = role;
  run.reason = reason;
  run.text = text;
  run.answer_by = answer_by;
  run.on = on;
  run.channel = channel;
  run.proof = proof;
  run.search = search;
  run.node = node;
  run.language = language;
  if (!(verbs[verb].writes ? amb_cli_open_writer (self, error)
                           : amb_cli_open_reader (self, error)) ||
      !read_id (&run, "seat", "cohort-id", args[1], &run.cohort, error) ||
      !verbs[verb].run (&run, error))
    {
      g_free (run.cohort);
      return AMB_CLI_FAILED;
    }
  g_free (run.cohort);
  return run.is_partial ? AMB_CLI_PARTLY : AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_cohort_commands[] = {
  { "cohort",
    "show|candidates|compare|add|fill|remove|shift|put|reuse|freeze|invite|guests|answer|promote "
    "COHORT "
    "[WHO…] [--wait-list] [--wait N] [--role ROLE] [--reason TEXT] [--text TEXT] [--answer-by DAY] "
    "[--day "
    "DAY] [--channel CHANNEL] [--proof TEXT] [--search TEXT] [--node NODE] [--language CODE]",
    N_ ("composes a cohort, shows what it covers, compares drafts, freezes, invites, by --text or "
        "the template in each one’s language, and takes answers; fill: the free seats by the fit, "
        "and --wait N on the wait list; promote: the next of the wait list, with --reason"),
    run_cohort },
  { NULL },
};
