/* fit, rate: the candidates of a call by their fit, one candidate's explanation, and scores */
#include "amb-cli.h"

#include "amb-candidates.h"
#include "amb-error.h"
#include "amb-fit-report.h"
#include "amb-rating.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define SEATS_OF_CALL G_MININT /* nobody said how many */

/* What was typed, as ids. */
typedef struct
{
  char *call, *role, *person; /* nullable */
} Asked;

static void
asked_clear (Asked *asked)
{
  g_free (asked->call);
  g_free (asked->role);
  g_free (asked->person);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

/* An id, or a name, of what @field of an application refers to. */
static gboolean
read_reference (AmbCli *self, const char *field, const char *text, char **id, GError **error)
{
  return text == NULL ||
         amb_cli_read_value (self->store,
                             amb_cli_find_field (amb_entity_find ("application"), field, error),
                             text, id, error);
}

/* A candidate is a person, or for a blind rater an application. */
static gboolean
read_candidate (AmbCli *self, const char *text, char **id, GError **error)
{
  gint64 known = 0;

  if (text == NULL)
    return TRUE;
  if (!amb_db_query_int (amb_store_get_db (self->store), &known, 0, error,
                         "SELECT count(*) FROM blind_applications WHERE id = ? AND deleted = 0",
                         "t", text))
    return FALSE;
  if (known == 0)
    return read_reference (self, "ambassador-id", text, id, error);
  *id = g_strdup (text);
  return TRUE;
}

/* Without a call: the person's, else the latest with candidates. */
static gboolean
choose_call (AmbCli *self, Asked *asked, GError **error)
{
  g_autoptr (GPtrArray) calls = NULL;

  if (asked->person != NULL)
    return amb_candidates_find_call (self->store, asked->person, &asked->call, error);
  calls = amb_candidates_list_calls (self->store, error);
  if (calls != NULL && calls->len > 0)
    asked->call = g_strdup (((AmbCandidatesCall *) g_ptr_array_index (calls, 0))->id);
  return calls != NULL;
}

static gboolean
read_asked (AmbCli *self,
            const char *call,
            gboolean no_call,
            const char *role,
            const char *person,
            Asked *asked,
            GError **error)
{
  return read_reference (self, "role-id", role, &asked->role, error) &&
         read_candidate (self, person, &asked->person, error) &&
         read_reference (self, "call-id", call, &asked->call, error) &&
         (call != NULL || no_call || choose_call (self, asked, error));
}

static void
append_string (GString *out, const char *name, const char *value)
{
  amb_json_append_key (out, name);
  amb_json_append_string (out, value);
}

static void
append_int (GString *out, const char *name, gint64 value)
{
  amb_json_append_key (out, name);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
}

static void
append_bool (GString *out, const char *name, gboolean value)
{
  amb_json_append_key (out, name);
  g_string_append (out, value ? "true" : "false");
}

/* Exactly: no float comes in between. */
static void
append_hundredths (GString *out, const char *name, int value)
{
  amb_json_append_key (out, name);
  if (value == AMB_FIT_NONE)
    g_string_append (out, "null");
  else
    g_string_append_printf (out, "%d.%02d", value / 100, value % 100);
}

static const char *
get_role_name (const AmbCandidates *list, const AmbCandidate *candidate)
{
  return candidate->role != NULL ? g_hash_table_lookup (list->roles, candidate->role) : NULL;
}

static void
append_candidate (const AmbCandidates *list, const AmbCandidate *candidate, GString *out)
{
  const AmbFit *fit = candidate->fit;

  append_string (out, "id", candidate->id);
  append_string (out, "application", candidate->application);
  append_string (out, "name", candidate->name);
  append_string (out, "state", candidate->state);
  append_string (out, "role", candidate->role);
  append_string (out, "role_name", get_role_name (list, candidate));
  append_string (out, "since", candidate->since);
  amb_json_append_key (out, "rank");
  if (candidate->rank > 0)
    g_string_append_printf (out, "%u", candidate->rank);
  else
    g_string_append (out, "null");
  append_bool (out, "above", amb_candidates_is_above (list, candidate));
  append_hundredths (out, "fit", fit->fit);
  append_hundredths (out, "completeness", fit->completeness);
  append_hundredths (out, "blank", fit->blank);
  append_int (out, "raters", fit->n_raters);
  append_int (out, "thorough", fit->n_thorough);
  append_bool (out, "decidable", amb_fit_has_two_raters (fit));
  append_int (out, "spread", fit->spread);
}

static void
append_list (const AmbCandidates *list, GString *out)
{
  append_string (out, "call", list->call);
  append_string (out, "call_name", list->call_name);
  amb_json_append_key (out, "seats");
  if (list->has_seats)
    g_string_append_printf (out, "%u", list->seats);
  else
    g_string_append (out, "null");
  append_int (out, "taken", list->taken);
  append_bool (out, "own_scores_only", list->is_own);
  append_int (out, "total", list->candidates->len);
}

static void
append_answer (const AmbCandidate *candidate, guint at, GString *out)
{
  const AmbFitScore *score = &g_array_index (candidate->scores, AmbFitScore, at);
  const AmbCandidateAnswer *answer = g_ptr_array_index (candidate->answers, at);

  g_string_append (out, out->str[out->len - 1] == '[' ? "{" : ",{");
  append_string (out, "id", answer->id);
  append_string (out, "by", score->rater);
  append_string (out, "by_name", answer->rater);
  amb_json_append_key (out, "score");
  if (score->score == AMB_FIT_NONE)
    g_string_append (out, "null");
  else
    g_string_append_printf (out, "%d", score->score);
  append_bool (out, "blank", score->blank);
  append_string (out, "evidence", answer->evidence);
  append_string (out, "rated_on", answer->rated_on);
  g_string_append_c (out, '}');
}

static void
append_bar (const AmbCandidates *list, const AmbCandidate *candidate, guint at, GString *out)
{
  static const char *const answers[] = { "missing", "blank", "scored" };
  const AmbFitBar *bar = &g_array_index (candidate->fit->bars, AmbFitBar, at);
  const AmbCandidateCriterion *detail = g_ptr_array_index (list->details, bar->criterion);
  g_autofree char *spread = amb_fit_bar_dup_spread (bar);

  g_string_append (out, at > 0 ? ",{" : "{");
  append_string (out, "id", g_array_index (list->criteria, AmbFitCriterion, bar->criterion).id);
  append_string (out, "name", detail->name);
  append_int (out, "weight", bar->weight);
  append_string (out, "answer", answers[bar->answer]);
  append_int (out, "sum", bar->sum);
  append_int (out, "raters", bar->n);
  append_int (out, "spread", bar->highest - bar->lowest);
  append_string (out, "words", spread);
  amb_json_append_key (out, "scores");
  g_string_append_c (out, '[');
  for (guint i = 0; i < bar->given->len; i++)
    append_answer (candidate, g_array_index (bar->given, guint, i), out);
  g_string_append (out, "]}");
}

static void
append_change (const AmbCandidates *list, const AmbCandidate *candidate, GString *out)
{
  static const char *const kinds[] = { "score",     "open",       "no-seats",
                                       "not-rated", "all-seated", "none" };
  g_autofree char *words = amb_candidates_dup_change (list, candidate);
  AmbFitChange change;
  const AmbFitBar *bar;

  amb_candidates_find_change (list, candidate, &change);
  amb_json_append_key (out, "change");
  g_string_append_c (out, '{');
  append_string (out, "kind", kinds[change.kind]);
  append_bool (out, "lifts", change.lifts);
  if (change.kind <= AMB_FIT_CHANGE_OPEN)
    {
      bar = &g_array_index (candidate->fit->bars, AmbFitBar, change.bar);
      append_string (out, "criterion",
                     g_array_index (list->criteria, AmbFitCriterion, bar->criterion).id);
      append_int (out, "points", change.points);
      append_hundredths (out, "fit", change.fit);
      append_int (out, "rank", change.rank);
    }
  append_string (out, "words", words);
  g_string_append_c (out, '}');
}

static void
print_json (const AmbCandidates *list, const AmbCandidate *only)
{
  g_autoptr (GString) out = g_string_new ("{");

  append_list (list, out);
  if (only != NULL)
    {
      append_candidate (list, only, out);
      amb_json_append_key (out, "criteria");
      g_string_append_c (out, '[');
      for (guint i = 0; i < only->fit->bars->len; i++)
        append_bar (list, only, i, out);
      g_string_append_c (out, ']');
      append_change (list, only, out);
    }
  else
    {
      amb_json_append_key (out, "candidates");
      g_string_append_c (out, '[');
      for (guint i = 0; i < list->candidates->len; i++)
        {
          g_string_append (out, i > 0 ? ",{" : "{");
          append_candidate (list, g_ptr_array_index (list->candidates, i), out);
          g_string_append_c (out, '}');
        }
      g_string_append_c (out, ']');
    }
  g_string_append_c (out, '}');
  amb_cli_print_document (out->str);
}

static void
print_head (const AmbCandidates *list)
{
  g_autofree char *name =
      amb_cli_dup_cell (list->call_name != NULL ? list->call_name : _ ("No call"));
  g_autofree char *seats = amb_candidates_dup_seats (list);

  /* Translators: a call, and how many seats it has */
  g_print (_ ("%1$s: %2$s"), name, seats);
  g_print ("\n");
}

/* What stands in the columns of print_row(). */
static void
print_columns (void)
{
  /* Translators: headings of columns, between tabs: the spread is how far raters are apart */
  g_print ("id\t%s\n", _ ("Rank\tCandidate\tRole\tFit\tComplete\tRaters\tSpread"));
}

static void
print_row (const AmbCandidates *list, const AmbCandidate *candidate)
{
  g_autofree char *title = amb_candidate_dup_title (list, candidate);
  g_autofree char *name = amb_cli_dup_cell (title);
  g_autofree char *role = amb_cli_dup_cell (get_role_name (list, candidate));
  g_autofree char *fit = amb_fit_dup_text (candidate->fit->fit);
  g_autofree char *share = amb_fit_dup_share (candidate->fit->completeness);
  g_autofree char *rank =
      candidate->rank > 0 ? g_strdup_printf ("%u", candidate->rank) : g_strdup ("–");

  g_print ("%s\t%s\t%s\t%s\t%s\t%s\t%u\t%d\n", candidate->id, rank, name, role, fit, share,
           candidate->fit->n_raters, candidate->fit->spread);
}

static void
print_scores (const AmbCandidate *candidate, const AmbFitBar *bar)
{
  for (guint i = 0; i < bar->given->len; i++)
    {
      guint at = g_array_index (bar->given, guint, i);
      const AmbFitScore *score = &g_array_index (candidate->scores, AmbFitScore, at);
      const AmbCandidateAnswer *answer = g_ptr_array_index (candidate->answers, at);
      g_autofree char *rater =
          amb_cli_dup_cell (answer->rater != NULL ? answer->rater : score->rater);
      g_autofree char *evidence = amb_cli_dup_cell (answer->evidence);
      g_autofree char *number = score->score == AMB_FIT_NONE
                                    ? g_strdup (_ ("Left blank on purpose"))
                                    : g_strdup_printf ("%d", score->score);

      g_print ("\t%s\t%s\t%s\n", number, rater, evidence);
    }
}

/* A line a criterion: name, weight, score, spread; under it a line a rater. */
static void
print_sheet (const AmbCandidates *list, const AmbCandidate *candidate)
{
  g_autofree char *gate = amb_fit_dup_gate (candidate->fit);
  g_autofree char *change = amb_candidates_dup_change (list, candidate);

  print_columns ();
  print_row (list, candidate);
  for (guint i = 0; i < candidate->fit->bars->len; i++)
    {
      const AmbFitBar *bar = &g_array_index (candidate->fit->bars, AmbFitBar, i);
      const AmbCandidateCriterion *detail = g_ptr_array_index (list->details, bar->criterion);
      g_autofree char *name = amb_cli_dup_cell (detail->name);
      g_autofree char *score = amb_fit_bar_dup_score (bar, 0);
      g_autofree char *spread = amb_fit_bar_dup_spread (bar);

      /* Translators: a criterion, how much it weighs, its score, how far the raters are apart */
      g_print (_ ("%1$s\tweight %2$d\t%3$s\t%4$s\n"), name, (int) bar->weight, score, spread);
      print_scores (candidate, bar);
    }
  g_print ("%s\n%s\n", gate, change);
}

static AmbCandidate *
find_candidate (const AmbCandidates *list, const Asked *asked, const char *typed, GError **error)
{
  AmbCandidate *candidate = amb_candidates_find (list, asked->person);

  if (candidate == NULL)
    g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                 _ ("“%1$s” is not a candidate of “%2$s”. “ambassadectl fit” lists those who are."),
                 typed, list->call_name != NULL ? list->call_name : _ ("No call"));
  return candidate;
}

/* The candidate's sheet. */
static gboolean
save_pdf (AmbCli *self,
          const AmbCandidates *list,
          const AmbCandidate *candidate,
          const char *path,
          GError **error)
{
  g_autofree char *title = amb_candidate_dup_title (list, candidate);
  g_autoptr (AmbFitReport) report =
      amb_fit_report_new (list, candidate, title, amb_store_get_today (self->store));

  return amb_fit_report_save (report, path, error);
}

static gboolean
check_seats (int seats, GError **error)
{
  return seats == SEATS_OF_CALL || amb_cli_check_number ("--seats", seats, 0, error);
}

static AmbCliStatus
run_fit (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *role = NULL, *person = NULL, *pdf = NULL;
  gboolean no_call = FALSE;
  int seats = SEATS_OF_CALL;
  const GOptionEntry entries[] = {
    { "role", 0, 0, G_OPTION_ARG_STRING, &role, NULL, NULL },
    { "person", 0, 0, G_OPTION_ARG_STRING, &person, NULL, NULL },
    { "seats", 0, 0, G_OPTION_ARG_INT, &seats, NULL, NULL },
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &pdf, NULL, NULL },
    { "no-call", 0, 0, G_OPTION_ARG_NONE, &no_call, NULL, NULL },
    { NULL },
  };
  g_auto (Asked) asked = { NULL };
  g_autoptr (AmbCandidates) list = NULL;
  AmbCandidate *only = NULL;

  if (!amb_cli_parse (&args, entries, 0, 1, error) || !check_seats (seats, error))
    return AMB_CLI_USAGE;
  if (pdf != NULL && person == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("--pdf writes the sheet of one candidate: name them with --person."));
      return AMB_CLI_USAGE;
    }
  if (!amb_cli_open_reader (self, error) ||
      !read_asked (self, args[0], no_call, role, person, &asked, error))
    return AMB_CLI_FAILED;
  list = amb_candidates_load (
      self->store, &(AmbCandidatesQuery){ asked.call, asked.role, asked.person, MAX (seats, -1) },
      error);
  if (list != NULL && asked.person != NULL)
    only = find_candidate (list, &asked, person, error);
  if (list == NULL || (asked.person != NULL && only == NULL))
    return AMB_CLI_FAILED;
  if (pdf != NULL && !save_pdf (self, list, only, pdf, error))
    return AMB_CLI_FAILED;
  if (self->json)
    print_json (list, only);
  else
    print_head (list);
  if (!self->json && only != NULL)
    print_sheet (list, only);
  else if (!self->json && list->candidates->len > 0)
    print_columns ();
  for (guint i = 0; !self->json && only == NULL && i < list->candidates->len; i++)
    print_row (list, g_ptr_array_index (list->candidates, i));
  return AMB_CLI_DONE;
}

/* By its id or its name, among those that the candidate is rated by. */
static const char *
find_criterion (const AmbCandidates *list,
                const AmbCandidate *candidate,
                const char *text,
                GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < candidate->fit->bars->len; i++)
    {
      guint at = g_array_index (candidate->fit->bars, AmbFitBar, i).criterion;
      const AmbCandidateCriterion *detail = g_ptr_array_index (list->details, at);
      const char *id = g_array_index (list->criteria, AmbFitCriterion, at).id;

      if (g_str_equal (id, text) || g_strcmp0 (detail->name, text) == 0)
        return id;
      g_string_append_printf (names, "%s“%s”", names->len > 0 ? ", " : "", detail->name);
    }
  if (names->len > 0)
    g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                 _ ("There is no criterion “%1$s” for this candidate. There are: %2$s."), text,
                 names->str);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                 _ ("No criterion in use is for this candidate: each is of a role or a call that "
                    "the application doesn’t name. Say there which role is wished, or put one in "
                    "use for all."));
  return NULL;
}

static gboolean
read_score (const char *text, AmbRating *rating, GError **error)
{
  char *end;

  rating->score = AMB_FIT_NONE;
  rating->blank = g_str_equal (text, "blank");
  if (rating->blank)
    return TRUE;
  rating->score = (int) CLAMP (strtol (text, &end, 10), G_MININT, G_MAXINT);
  if (*text != '\0' && *end == '\0' && rating->score >= 0 && rating->score <= AMB_FIT_BEST)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
               _ ("“%s” is no score: give a number from 0 to 5, or “blank” on purpose."), text);
  return FALSE;
}

static AmbCliStatus
run_rate (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *call = NULL, *role = NULL, *evidence = NULL;
  const GOptionEntry entries[] = {
    { "call", 0, 0, G_OPTION_ARG_STRING, &call, NULL, NULL },
    { "role", 0, 0, G_OPTION_ARG_STRING, &role, NULL, NULL },
    { "evidence", 0, 0, G_OPTION_ARG_STRING, &evidence, NULL, NULL },
    { NULL },
  };
  g_auto (Asked) asked = { NULL };
  g_autoptr (AmbCandidates) list = NULL;
  AmbCandidate *candidate;
  AmbRating rating = { .evidence = evidence };

  if (!amb_cli_parse (&args, entries, 3, 3, error) || !read_score (args[2], &rating, error))
    return AMB_CLI_USAGE;
  rating.evidence = evidence;
  if (!amb_cli_open_writer (self, error) ||
      !read_asked (self, call, FALSE, role, args[0], &asked, error))
    return AMB_CLI_FAILED;
  list = amb_candidates_load (
      self->store, &(AmbCandidatesQuery){ asked.call, asked.role, asked.person, -1 }, error);
  candidate = list != NULL ? find_candidate (list, &asked, args[0], error) : NULL;
  rating.criterion = candidate != NULL ? find_criterion (list, candidate, args[1], error) : NULL;
  if (rating.criterion == NULL)
    return AMB_CLI_FAILED;
  rating.application = candidate->application;
  rating.person = candidate->name != NULL ? candidate->id : NULL;
  rating.role = candidate->role;
  return amb_programme_rate (self->programme, &rating, error) ? AMB_CLI_DONE : AMB_CLI_FAILED;
}

const AmbCliCommand amb_cli_fit_commands[] = {
  { "fit", "[CALL] [--no-call] [--role ROLE] [--seats N] [--person PERSON [--pdf FILE]]",
    N_ ("Ranks the candidates of a call by their fit, or explains one. Without a call: the latest "
        "with candidates."),
    run_fit },
  { "rate", "PERSON CRITERION SCORE|blank [--evidence TEXT] [--call CALL] [--role ROLE]",
    N_ ("Gives your own score, from 0 to 5, for one criterion of a candidate"), run_rate },
  { NULL },
};
