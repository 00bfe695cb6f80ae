/* Who is a candidate of what, by which criteria, and whose scores one sees. */
#include "amb-candidates.h"
#include "amb-rating.h"
#include "programme-fixture.h"

#include <string.h>

/* Ids live until the test ends. */
static const char *
add (Fixture *f, const char *entity, const char *first, ...)
{
  AmbRecord *record = amb_record_new (amb_entity_find (entity), NULL);
  va_list args;
  char *id;

  va_start (args, first);
  for (const char *field = first; field != NULL; field = va_arg (args, const char *))
    amb_record_set (record, field, va_arg (args, const char *));
  va_end (args);
  id = fixture_add (f, record, AMB_COMMAND_RUNNING);
  g_test_queue_free (id);
  return id;
}

static const char *
add_in (Fixture *f, const char *name, const char *state)
{
  return add (f, "ambassador", "display-name", name, "state", state, NULL);
}

static const char *
add_call (Fixture *f, const char *name, const char *seats)
{
  return add (f, "call", "name", name, "seats", seats, "opens-on",
              g_str_equal (name, "Spring") ? "2026-03-01" : "2026-09-01", NULL);
}

static const char *
add_criterion (Fixture *f, const char *name, const char *weight, const char *call, const char *role)
{
  return add (f, "criterion", "name", name, "weight", weight, "call-id", call, "role-id", role,
              NULL);
}

static const char *
apply (Fixture *f, const char *person, const char *call, const char *role)
{
  return add (f, "application", "ambassador-id", person, "call-id", call, "role-id", role,
              "submitted-on", "2026-10-01", NULL);
}

static const char *
score (Fixture *f,
       const char *application,
       const char *person,
       const char *criterion,
       const char *by,
       const char *points)
{
  return add (f, "assessment", "application-id", application, "ambassador-id", person,
              "criterion-id", criterion, "by-id", by, "score", points, NULL);
}

static void
act_as (Fixture *f, const char *person, const char *access)
{
  g_assert_true (amb_store_set_meta (f->store, "actor-person", person, NULL));
  g_assert_true (amb_store_set_meta (f->store, "actor-access", access, NULL));
  amb_programme_load_actor (f->programme);
}

static AmbCandidates *
load (Fixture *f, const char *call, const char *role, const char *detail)
{
  g_autoptr (GError) error = NULL;
  AmbCandidates *list =
      amb_candidates_load (f->store, &(AmbCandidatesQuery){ call, role, detail, -1 }, &error);

  g_assert_no_error (error);
  return list;
}

/* “1 Ama 80.00, – Ben –”: rank, name, fit. */
static void
assert_list (Fixture *f, const char *call, const char *role, const char *expected)
{
  g_autoptr (AmbCandidates) list = load (f, call, role, NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < list->candidates->len; i++)
    {
      const AmbCandidate *candidate = g_ptr_array_index (list->candidates, i);
      g_autofree char *title = amb_candidate_dup_title (list, candidate);
      g_autofree char *fit = amb_fit_dup_text (candidate->fit->fit);
      g_autofree char *rank =
          candidate->rank > 0 ? g_strdup_printf ("%u", candidate->rank) : g_strdup ("–");

      g_string_append_printf (out, "%s%s %s %s", i > 0 ? ", " : "", rank, title, fit);
    }
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_who_is_a_candidate (Fixture *f, gconstpointer data)
{
  static const char *const states[] = { "associate",   "identified", "nominated", "applied",
                                        "in_review",   "waitlisted", "invited",   "active",
                                        "shortlisted", "declined",   NULL };
  const char *call = add_call (f, "Autumn", "3");
  const char *other = add_call (f, "Spring", NULL);
  const char *gone = add_in (f, "withdrew", "applied");
  const char *named = add_in (f, "named", "nominated");
  G_GNUC_UNUSED const char *alone = add_in (f, "alone", "in_review");
  G_GNUC_UNUSED const char *withdrawn =
      add (f, "application", "ambassador-id", gone, "call-id", call, "submitted-on", "2026-10-01",
           "state", "withdrawn", NULL);
  G_GNUC_UNUSED const char *nomination =
      add (f, "nomination", "ambassador-id", named, "call-id", call, "nominated-on", "2026-09-30",
           "reason", "Good ear", NULL);

  for (guint i = 0; states[i] != NULL; i++)
    {
      const char *person = add_in (f, states[i], states[i]);

      apply (f, person, call, NULL);
    }
  assert_list (f, call, NULL,
               "– named –, – nominated –, – applied –, – in_review –, – waitlisted –, "
               "– shortlisted –");
  assert_list (f, other, NULL, "");
  assert_list (f, NULL, NULL, "– withdrew –, – alone –");
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Of whom nothing was said is left out, whether it was said of the person or of what they applied
 * with; who stands in a call is no candidate of none. */
static void
test_who_was_rated (Fixture *f, gconstpointer data)
{
  const char *call = add_call (f, "Autumn", "3");
  const char *criterion = add_criterion (f, "Ear", "1", NULL, NULL);
  const char *rater = add_in (f, "Rater", "active");
  const char *other = add_in (f, "Other rater", "active");
  const char *both = add_in (f, "Both", "in_review");
  const char *person = add_in (f, "Person", "in_review");
  const char *applied = add_in (f, "Applied", "applied");
  const char *elsewhere = add_in (f, "Elsewhere", "applied");
  const char *chosen = add_in (f, "Chosen", "active");
  const char *application = apply (f, both, NULL, NULL);
  const char *calls[] = { NULL, call };
  static const char *const expected[] = { "Applied, Both, Person", "Elsewhere" };

  add_in (f, "Nobody said", "in_review");
  apply (f, add_in (f, "Only applied", "applied"), NULL, NULL);
  apply (f, add_in (f, "Only in the call", "applied"), call, NULL);
  score (f, NULL, person, criterion, rater, "3");
  score (f, NULL, both, criterion, rater, "3");
  score (f, application, both, criterion, other, "4");
  score (f, apply (f, applied, NULL, NULL), NULL, criterion, rater, "2");
  score (f, apply (f, elsewhere, call, NULL), elsewhere, criterion, rater, "2");
  score (f, NULL, chosen, criterion, rater, "4");
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      const AmbCandidatesQuery query = { .call = calls[i], .seats = -1, .is_rated = TRUE };
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbCandidates) list = amb_candidates_load (f->store, &query, &error);
      g_autoptr (GPtrArray) names = g_ptr_array_new ();
      g_autofree char *told = NULL;

      g_assert_no_error (error);
      for (guint k = 0; k < list->candidates->len; k++)
        g_ptr_array_add (names, ((AmbCandidate *) list->candidates->pdata[k])->name);
      g_ptr_array_sort (names, compare_names);
      g_ptr_array_add (names, NULL);
      told = g_strjoinv (", ", (char **) names->pdata);
      g_assert_cmpstr (told, ==, expected[i]);
    }
}

static void
test_calls (Fixture *f, gconstpointer data)
{
  const char *spring = add_call (f, "Spring", NULL);
  const char *autumn = add_call (f, "Autumn", "3");
  const char *ama = add_in (f, "Ama", "applied");
  const char *ben = add_in (f, "Ben", "nominated");
  const char *cho = add_in (f, "Cho", "applied");
  const char *none = add_in (f, "Dag", "in_review");
  G_GNUC_UNUSED const char *ids[] = { apply (f, ama, spring, NULL), apply (f, ama, autumn, NULL),
                                      apply (f, cho, autumn, NULL) };
  G_GNUC_UNUSED const char *nomination =
      add (f, "nomination", "ambassador-id", ben, "call-id", autumn, "nominated-on", "2026-09-30",
           "reason", "Good ear", NULL);
  static const struct
  {
    const char *name;
    gint64 count;
  } expected[] = { { "Autumn", 3 }, { "Spring", 1 }, { "No call", 1 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) calls = amb_candidates_list_calls (f->store, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (calls->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < calls->len; i++)
    {
      const AmbCandidatesCall *call = g_ptr_array_index (calls, i);

      g_assert_cmpstr (call->name, ==, expected[i].name);
      g_assert_cmpint (call->count, ==, expected[i].count);
    }
  g_assert_true (amb_candidates_find_call (f->store, ama, &found, NULL));
  g_assert_cmpstr (found, ==, autumn);
  g_clear_pointer (&found, g_free);
  g_assert_true (amb_candidates_find_call (f->store, none, &found, NULL));
  g_assert_null (found);
}

/* A call's own criteria stand in place of the programme's; those out of use count for nothing. */
static void
test_criteria (Fixture *f, gconstpointer data)
{
  const char *spring = add_call (f, "Spring", "2");
  const char *autumn = add_call (f, "Autumn", "2");
  const char *general = add_criterion (f, "General", "10", NULL, NULL);
  const char *own = add_criterion (f, "Own", "10", autumn, NULL);
  const char *old = add (f, "criterion", "name", "Followers", "weight", "50", "call-id", autumn,
                         "in-use", "0", NULL);
  const char *ama = add_in (f, "Ama", "in_review"), *ben = add_in (f, "Ben", "active");
  const char *ids[] = { apply (f, ama, spring, NULL), apply (f, ama, autumn, NULL) };
  G_GNUC_UNUSED const char *scores[] = { score (f, ids[0], NULL, general, ben, "5"),
                                         score (f, ids[1], NULL, own, ben, "2"),
                                         score (f, ids[1], NULL, old, ben, "0") };

  assert_list (f, spring, NULL, "1 Ama 100.00");
  assert_list (f, autumn, NULL, "1 Ama 40.00");
}

/* Of a rater's two answers the application's counts; nobody rates themselves. */
static void
test_scores (Fixture *f, gconstpointer data)
{
  const char *call = add_call (f, "Autumn", "1");
  const char *criterion = add_criterion (f, "Sharing", "10", NULL, NULL);
  const char *ama = add_in (f, "Ama", "in_review"), *zoe = add_in (f, "Zoé", "applied");
  const char *ben = add_in (f, "Ben", "active"), *cho = add_in (f, "Cho", "active");
  const char *ids[] = { apply (f, ama, call, NULL), apply (f, zoe, call, NULL) };
  const char *scores[] = {
    score (f, ids[0], NULL, criterion, ben, "4"), score (f, NULL, ama, criterion, ben, "1"),
    score (f, NULL, ama, criterion, cho, "3"),    score (f, ids[1], NULL, criterion, zoe, "5"),
    score (f, ids[1], NULL, criterion, ben, "2"),
  };
  g_autoptr (AmbCandidates) list = load (f, call, NULL, ama);
  AmbCandidate *candidate = amb_candidates_find (list, ids[0]);
  const AmbFitBar *bar = amb_fit_get_bar (candidate->fit, 0);
  g_autofree char *gate = amb_fit_dup_gate (candidate->fit);
  const AmbCandidateAnswer *answer =
      g_ptr_array_index (candidate->answers, g_array_index (bar->given, guint, 0));

  assert_list (f, call, NULL, "1 Ama 70.00, 2 Zoé 40.00");
  g_assert_cmpuint (bar->given->len, ==, 2);
  g_assert_cmpstr (answer->rater, ==, "Ben");
  g_assert_cmpstr (answer->id, ==, scores[0]);
  g_assert_null (amb_candidates_find (list, zoe)->answers);
  g_assert_true (amb_candidates_is_above (list, candidate));
  g_assert_nonnull (strstr (gate, "can be decided"));
}

static void
test_roles (Fixture *f, gconstpointer data)
{
  const char *call = add_call (f, "Autumn", "1");
  const char *curator = add (f, "role", "name", "Curator", NULL);
  const char *producer = add (f, "role", "name", "Producer", NULL);
  const char *sharing = add_criterion (f, "Sharing", "10", NULL, NULL);
  const char *films = add_criterion (f, "Films", "30", NULL, producer);
  const char *ama = add_in (f, "Ama", "in_review"), *ben = add_in (f, "Ben", "in_review");
  const char *eve = add_in (f, "Eve", "in_review"), *cho = add_in (f, "Cho", "active");
  const char *ids[] = { apply (f, ama, call, curator), apply (f, ben, call, producer),
                        apply (f, eve, call, NULL) };
  G_GNUC_UNUSED const char *scores[] = {
    score (f, ids[0], NULL, sharing, cho, "4"),
    score (f, ids[1], NULL, sharing, cho, "4"),
    score (f, ids[1], NULL, films, cho, "2"),
    score (f, ids[2], NULL, sharing, cho, "1"),
    add (f, "assessment", "application-id", ids[0], "criterion-id", films, "by-id", cho, "role-id",
         producer, "score", "5", NULL),
  };

  assert_list (f, call, NULL, "1 Ama 80.00, 2 Ben 50.00, 3 Eve 20.00");
  assert_list (f, call, producer, "1 Ama 95.00, 2 Ben 50.00, 3 Eve 20.00");
  assert_list (f, call, curator, "1 Ama 80.00, 2 Eve 20.00");
}

/* Seats that are taken are not above the cut any more. */
static void
test_seats (Fixture *f, gconstpointer data)
{
  const char *call = add_call (f, "Autumn", "2");
  const char *criterion = add_criterion (f, "Sharing", "10", NULL, NULL);
  const char *in = add_in (f, "Ina", "accepted"), *cho = add_in (f, "Cho", "active");
  const char *ama = add_in (f, "Ama", "in_review"), *ben = add_in (f, "Ben", "in_review");
  G_GNUC_UNUSED const char *taken = add (f, "application", "ambassador-id", in, "call-id", call,
                                         "submitted-on", "2026-10-01", "state", "selected", NULL);
  const char *ids[] = { apply (f, ama, call, NULL), apply (f, ben, call, NULL) };
  G_GNUC_UNUSED const char *scores[] = { score (f, ids[0], NULL, criterion, cho, "4"),
                                         score (f, ids[1], NULL, criterion, cho, "3") };
  g_autoptr (AmbCandidates) list = load (f, call, NULL, NULL);
  AmbCandidate *second = amb_candidates_find (list, ben);
  g_autofree char *words = amb_candidates_dup_change (list, second);
  AmbFitChange change;

  g_assert_cmpuint (list->seats, ==, 1);
  g_assert_cmpuint (list->taken, ==, 1);
  g_assert_false (amb_candidates_is_above (list, second));
  amb_candidates_find_change (list, second, &change);
  g_assert_cmpint (change.points, ==, 2);
  g_assert_cmpuint (change.rank, ==, 1);
  g_assert_cmpstr (
      words, ==,
      "With 5 for “Sharing” instead of 3, the fit would be 100.00 and the rank 1: a seat.");
}

/* As a page of the server brings it to a rater: the application without the name. */
static void
bring_blind (Fixture *f, const char *call, const char *role, char **id)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("blind-application"), NULL);
  g_autoptr (GError) error = NULL;

  *id = amb_clock_dup_id (f->clock);
  amb_record_set_id (record, *id);
  amb_record_set (record, "call-id", call);
  amb_record_set (record, "role-id", role);
  amb_record_set (record, "state", "in_review");
  amb_record_set (record, "submitted-on", "2026-10-01");
  g_assert_true (amb_db_begin (amb_store_get_db (f->store), NULL));
  amb_store_put (f->store, record, &error);
  g_assert_no_error (error);
  g_assert_true (amb_db_commit (amb_store_get_db (f->store), NULL));
}

static void
test_blind_raters (Fixture *f, gconstpointer data)
{
  const char *call = add_call (f, "Autumn", "1");
  const char *role = add (f, "role", "name", "Curator", NULL);
  const char *criterion = add_criterion (f, "Sharing", "10", NULL, NULL);
  const char *ben = add_in (f, "Ben", "active");
  g_autofree char *blind = NULL, *found = NULL;
  AmbRating rating = { .criterion = criterion, .role = role, .score = 4, .evidence = "Notes" };
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED const char *own = apply (f, ben, call, NULL);

  bring_blind (f, call, role, &blind);
  act_as (f, ben, "ambassador");
  assert_list (f, call, NULL, "– Application of 1 October 2026 for Curator –");
  rating.application = blind;
  g_assert_true (amb_programme_rate (f->programme, &rating, &error));
  g_assert_no_error (error);
  assert_list (f, call, NULL, "– Application of 1 October 2026 for Curator 80.00");
  g_assert_true (amb_candidates_find_call (f->store, blind, &found, NULL));
  g_assert_cmpstr (found, ==, call);
}

/* Leads and ambassadors see their own scores, and no rank; a sponsor sees none. */
static void
test_whose_scores (Fixture *f, gconstpointer data)
{
  const char *call = add_call (f, "Autumn", "1");
  const char *criterion = add_criterion (f, "Sharing", "10", NULL, NULL);
  const char *ama = add_in (f, "Ama", "in_review"), *cho = add_in (f, "Cho", "active");
  const char *ben = add_in (f, "Ben", "active");
  const char *id = apply (f, ama, call, NULL);
  G_GNUC_UNUSED const char *scores[] = { score (f, id, NULL, criterion, cho, "5"),
                                         score (f, id, NULL, criterion, ben, "3") };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbCandidates) own = NULL;
  g_autofree char *words = NULL;

  assert_list (f, call, NULL, "1 Ama 80.00");
  act_as (f, ben, "auditor");
  assert_list (f, call, NULL, "1 Ama 80.00");
  act_as (f, ben, "lead");
  assert_list (f, call, NULL, "– Ama 60.00");
  own = load (f, call, NULL, NULL);
  words = amb_candidates_dup_change (own, g_ptr_array_index (own->candidates, 0));
  g_assert_nonnull (strstr (words, "your own scores"));
  act_as (f, NULL, "lead");
  assert_list (f, call, NULL, "– Ama –");
  act_as (f, ben, "sponsor");
  g_assert_null (amb_candidates_load (f->store, &(AmbCandidatesQuery){ call }, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
}

static void
assert_refused (Fixture *f, const AmbRating *rating, AmbError code, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_programme_rate (f->programme, rating, &error));
  g_assert_error (error, AMB_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, word));
}

static void
rate (Fixture *f, const AmbRating *rating)
{
  g_autoptr (GError) error = NULL;

  amb_programme_rate (f->programme, rating, &error);
  g_assert_no_error (error);
}

static void
test_rating (Fixture *f, gconstpointer data)
{
  const char *call = add_call (f, "Autumn", "1");
  const char *criterion = add_criterion (f, "Sharing", "10", NULL, NULL);
  const char *ama = add_in (f, "Ama", "in_review"), *ben = add_in (f, "Ben", "active");
  const char *id = apply (f, ama, call, NULL);
  const AmbEntity *assessments = amb_entity_find ("assessment");
  AmbRating rating = { .application = id, .person = ama, .criterion = criterion, .score = 3 };
  g_autoptr (AmbRecord) found = NULL;

  assert_refused (f, &rating, AMB_ERROR_DENIED, "doesn’t say who you are");
  act_as (f, ben, "manager");
  rating.score = AMB_FIT_NONE;
  rate (f, &rating);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM assessments"), ==, 0);
  rating.score = 3;
  rate (f, &rating);
  g_assert_true (amb_rating_find (f->store, &rating, ben, &found, NULL));
  fixture_assert (f, assessments, amb_record_get_id (found), "rated-on", "2026-11-23");
  fixture_assert (f, assessments, amb_record_get_id (found), "application-id", id);
  fixture_assert (f, assessments, amb_record_get_id (found), "ambassador-id", NULL);
  assert_list (f, call, NULL, "1 Ama 60.00");
  rating.score = AMB_FIT_NONE;
  rating.blank = TRUE;
  rating.evidence = "No profile given";
  rate (f, &rating);
  assert_list (f, call, NULL, "– Ama –");
  fixture_assert (f, assessments, amb_record_get_id (found), "score", NULL);
  fixture_assert (f, assessments, amb_record_get_id (found), "evidence", "No profile given");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM assessments"), ==, 1);
  g_free (fixture_undo (f, 3, 0));
  assert_list (f, call, NULL, "1 Ama 60.00");
  rating.score = 6;
  assert_refused (f, &rating, AMB_ERROR_INVALID, "0 to 5");
  rating.score = 2;
  assert_refused (f, &rating, AMB_ERROR_INVALID, "not both");
  rating.blank = FALSE;
  act_as (f, ama, "manager");
  assert_refused (f, &rating, AMB_ERROR_REFUSED, "themselves");
}

/* What a seat keeps reads as what is computed. */
static void
test_kept_fit (Fixture *f, gconstpointer data)
{
  static const char *const cases[][2] = { { "68.89", "68.89" },
                                          { "74.5", "74.50" },
                                          { "60", "60.00" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = amb_fit_dup_decimal (cases[i][0]);

      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

#define TEST(name, func)                                                                           \
  g_test_add ("/programme/candidates/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("are-who-stands-in-the-call", test_who_is_a_candidate);
  TEST ("of-whom-something-was-said", test_who_was_rated);
  TEST ("calls-are-listed-latest-first", test_calls);
  TEST ("a-call-has-its-own-criteria-or-the-programmes", test_criteria);
  TEST ("the-applications-score-counts-before-the-persons", test_scores);
  TEST ("roles-choose-criteria-scores-and-people", test_roles);
  TEST ("taken-seats-move-the-cut", test_seats);
  TEST ("blind-raters-get-no-name", test_blind_raters);
  TEST ("others-scores-are-managers-alone", test_whose_scores);
  TEST ("rating-adds-changes-and-is-undone", test_rating);
  TEST ("a-kept-fit-reads-as-a-computed-one", test_kept_fit);
  return g_test_run ();
}
