#include "programme-fixture.h"

#include "amb-composer.h"
#include <string.h>

#define N_PEOPLE 6

typedef struct
{
  Fixture f;
  char *asia, *legal, *sales, *monitoring, *cohort, *owner;
  char *people[N_PEOPLE + 1]; /* Ama, Bo, Cy, Di, Ed, Flo; NULL at the end */
} World;

#define ADD(self, entity, ...) FIXTURE_ADD (&(self)->f, entity, __VA_ARGS__)

static void
set_up (World *self, gconstpointer data)
{
  static const char *const names[] = { "Ama", "Bo", "Cy", "Di", "Ed", "Flo" };

  fixture_set_up (&self->f, data);
  self->asia = fixture_add_node (&self->f, "Asia", NULL);
  self->legal = ADD (self, "node", "name", "Legal", "kind", "department");
  self->sales = ADD (self, "node", "name", "Sales", "kind", "department");
  self->monitoring =
      ADD (self, "role", "name", "monitoring", "kind", "monitoring", "level", "1", "in-use", "1");
  self->owner = fixture_add_person (&self->f, "Owner");
  for (guint i = 0; i < N_PEOPLE; i++)
    self->people[i] = ADD (self, "ambassador", "display-name", names[i], "state",
                           i < 4 ? "shortlisted" : "waitlisted", "country", "JP", "language", "ja");
  self->cohort = ADD (self, "cohort", "name", "Spring", "state", "draft", "seats", "3", "owner-id",
                      self->owner);
}

static void
tear_down (World *self, gconstpointer data)
{
  char **const texts[] = { &self->asia,       &self->legal,  &self->sales,
                           &self->monitoring, &self->cohort, &self->owner };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (self->people[i]);
  fixture_tear_down (&self->f, data);
}

static AmbComposition *
load (World *self)
{
  g_autoptr (GError) error = NULL;
  AmbComposition *composition = amb_composer_load (self->f.store, self->cohort, &error);

  g_assert_no_error (error);
  return composition;
}

static void
append_names (GString *text, GPtrArray *people)
{
  for (guint i = 0; i < people->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            ((AmbComposerPerson *) people->pdata[i])->name);
}

/* "Ama Bo | Cy": the draft and the wait list. */
static void
assert_order (World *self, const char *expected)
{
  g_autoptr (AmbComposition) composition = load (self);
  g_autoptr (GString) text = g_string_new (NULL);

  append_names (text, composition->draft);
  g_string_append (text, " | ");
  append_names (text, composition->wait);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_candidates (World *self, const char *search, const char *state, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = amb_composer_list_candidates (self->f.store, self->cohort, search,
                                                               NULL, NULL, state, -1, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  append_names (text, people);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
add_all (World *self)
{
  g_autoptr (GError) error = NULL;

  amb_composer_add (self->f.programme, self->cohort, (const char *const *) self->people, FALSE,
                    NULL, "Chosen", &error);
  g_assert_no_error (error);
}

static void
undo (World *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) report = amb_programme_undo (self->f.programme, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->left->len, ==, 0);
}

static void
test_seats_are_filled_and_the_rest_waits (World *self, gconstpointer data)
{
  assert_candidates (self, NULL, NULL, "Ama Bo Cy Di Ed Flo");
  add_all (self);
  assert_order (self, "Ama Bo Cy | Di Ed Flo");
  assert_candidates (self, NULL, NULL, "");
  undo (self);
  assert_order (self, " | ");
  assert_candidates (self, NULL, "waitlisted", "Ed Flo");
  assert_candidates (self, "di", NULL, "Di");
}

static void
test_order_and_lists_change_by_one_undo_each (World *self, gconstpointer data)
{
  AmbProgramme *programme = self->f.programme;
  g_autoptr (GError) error = NULL;

  add_all (self);
  g_assert_true (amb_composer_shift (programme, self->cohort, self->people[2], -2, NULL));
  assert_order (self, "Cy Ama Bo | Di Ed Flo");
  g_assert_true (amb_composer_shift (programme, self->cohort, self->people[2], -9, NULL));
  assert_order (self, "Cy Ama Bo | Di Ed Flo");
  undo (self);
  assert_order (self, "Ama Bo Cy | Di Ed Flo");
  g_assert_true (amb_composer_put (programme, self->cohort, self->people[0], TRUE, NULL));
  assert_order (self, "Bo Cy | Di Ed Flo Ama");
  g_assert_true (amb_composer_put (programme, self->cohort, self->people[5], FALSE, NULL));
  assert_order (self, "Bo Cy Flo | Di Ed Ama");
  g_assert_false (amb_composer_put (programme, self->cohort, self->people[3], FALSE, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  assert_order (self, "Bo Cy Flo | Di Ed Ama");
  undo (self);
  undo (self);
  assert_order (self, "Ama Bo Cy | Di Ed Flo");
}

static void
test_whoever_has_no_place_is_named (World *self, gconstpointer data)
{
  const char *const people[] = { self->people[0], NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_composer_take_out (self->f.programme, self->cohort, people, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "Ama"));
}

static void
assert_holes (World *self, const char *expected)
{
  g_autoptr (AmbComposition) composition = load (self);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < composition->holes->len; i++)
    {
      g_autofree char *hole = amb_composer_hole_dup_text (composition->holes->pdata[i]);

      g_string_append_printf (text, "%s; ", hole);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_holes_are_named_and_filled_by_the_draft (World *self, gconstpointer data)
{
  const char *const first[] = { self->people[0], NULL };
  const char *const second[] = { self->people[1], NULL };
  g_autofree char *target =
      ADD (self, "role-target", "role-id", self->monitoring, "node-id", self->asia, "target", "2");
  g_autoptr (AmbComposition) composition = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      fixture_set (&self->f, self->f.people, self->people[i], "node-id", self->asia);
      fixture_set (&self->f, self->f.people, self->people[i], "department-id", self->legal);
    }
  assert_holes (self, "Nobody in Asia for monitoring; ");
  amb_composer_add (self->f.programme, self->cohort, first, FALSE, self->monitoring, NULL, &error);
  g_assert_no_error (error);
  assert_holes (self, "Nobody from Sales; 1 more wanted in Asia for monitoring; ");
  amb_composer_add (self->f.programme, self->cohort, second, FALSE, self->monitoring, NULL, &error);
  g_assert_no_error (error);
  assert_holes (self, "Nobody from Sales; ");
  composition = load (self);
  g_assert_cmpuint (composition->n_filled, ==, 1);
  /* Role, department, country and language of both; and the four audiences, which nobody reaches.
   */
  g_assert_cmpuint (composition->tallies->len, ==, 8);
  for (guint i = 0; i < composition->tallies->len; i++)
    {
      const AmbComposerTally *tally = g_ptr_array_index (composition->tallies, i);

      g_assert_cmpuint (tally->n, ==, tally->side == AMB_COMPOSER_AUDIENCE ? 0 : 2);
    }
}

/* By the contacts whom they answer, and by the content that is theirs. */
static void
test_audiences_are_those_whom_they_reach (World *self, gconstpointer data)
{
  static const struct
  {
    const char *audience;
    guint n;
  } expected[] = { { "client", 2 }, { "partner", 1 }, { "applicant", 0 }, { "internal", 0 } };
  g_autofree char *first =
      ADD (self, "contact", "name", "A", "kind", "client", "owner-id", self->people[0]);
  g_autofree char *press =
      ADD (self, "contact", "name", "B", "kind", "press", "owner-id", self->people[1]);
  g_autofree char *item = ADD (self, "content-item", "title", "C", "audience", "client",
                               "author-id", self->people[1], "state", "draft");
  g_autofree char *other =
      ADD (self, "content-item", "title", "D", "audience", "partner", "owner-id", self->people[0],
           "author-id", self->people[0], "state", "draft");
  g_autofree char *refused = ADD (self, "content-item", "title", "E", "audience", "applicant",
                                  "owner-id", self->people[2], "state", "rejected");
  g_autofree char *waiting =
      ADD (self, "contact", "name", "F", "kind", "applicant", "owner-id", self->people[4]);
  g_autoptr (AmbComposition) composition = NULL;
  guint found = 0;

  add_all (self);
  composition = load (self);
  for (guint i = 0; i < composition->tallies->len; i++)
    {
      const AmbComposerTally *tally = g_ptr_array_index (composition->tallies, i);

      if (tally->side != AMB_COMPOSER_AUDIENCE)
        continue;
      g_assert_cmpuint (found, <, G_N_ELEMENTS (expected));
      if (expected[found].n > 0)
        g_assert_cmpstr (tally->value, ==, expected[found].audience);
      g_assert_cmpuint (tally->n, ==, expected[found++].n);
    }
  g_assert_cmpuint (found, ==, G_N_ELEMENTS (expected));
}

static void
test_the_role_is_the_one_that_was_wished (World *self, gconstpointer data)
{
  g_autofree char *call = ADD (self, "call", "name", "Spring", "state", "draft");
  g_autofree char *application =
      ADD (self, "application", "ambassador-id", self->people[0], "call-id", call, "role-id",
           self->monitoring, "submitted-on", "2026-11-01", "state", "submitted", "source", "hand");
  g_autoptr (AmbComposition) composition = NULL;

  add_all (self);
  composition = load (self);
  g_assert_cmpstr (((AmbComposerPerson *) composition->draft->pdata[0])->role, ==, "monitoring");
  g_assert_cmpstr (((AmbComposerPerson *) composition->draft->pdata[0])->reason, ==, "Chosen");
  g_assert_null (((AmbComposerPerson *) composition->draft->pdata[1])->role);
}

/* Fit is shown beside, kept when the cohort is frozen, and orders nobody. */
static void
test_the_fit_of_the_call_is_kept_with_the_seat (World *self, gconstpointer data)
{
  g_autofree char *call = ADD (self, "call", "name", "Spring", "state", "draft");
  g_autofree char *criterion = ADD (self, "criterion", "name", "Keen", "kind", "enthusiasm",
                                    "call-id", call, "weight", "10", "in-use", "1");
  g_autofree char *application =
      ADD (self, "application", "ambassador-id", self->people[1], "call-id", call, "submitted-on",
           "2026-11-01", "state", "in_review", "source", "hand");
  g_autofree char *score =
      ADD (self, "assessment", "ambassador-id", self->people[1], "criterion-id", criterion, "by-id",
           self->owner, "score", "4", "evidence", "Wrote twice");
  g_autoptr (AmbComposition) composition = NULL;

  fixture_set (&self->f, amb_entity_find ("cohort"), self->cohort, "call-id", call);
  add_all (self);
  assert_order (self, "Ama Bo Cy | Di Ed Flo");
  composition = load (self);
  g_assert_null (((AmbComposerPerson *) composition->draft->pdata[0])->fit);
  g_assert_cmpstr (((AmbComposerPerson *) composition->draft->pdata[1])->fit, ==, "80");
  g_assert_true (amb_composer_freeze (self->f.programme, self->cohort, "Why", NULL));
  g_assert_cmpint (fixture_count (&self->f, "SELECT count(*) FROM seats WHERE fit = '80'"), ==, 1);
  g_assert_cmpint (fixture_count (&self->f, "SELECT count(*) FROM seats WHERE fit IS NULL"), ==, 5);
}

/* Scores of @person by the two criteria of @call: Keen weighs 10, Calm 30. */
static void
rate (World *self, const char *call, const char *const *criteria, guint person, const char *scores)
{
  g_autofree char *application =
      ADD (self, "application", "ambassador-id", self->people[person], "call-id", call, "role-id",
           self->monitoring, "submitted-on", "2026-11-01", "state", "in_review", "source", "hand");

  for (guint i = 0; scores[i] != '\0'; i++)
    {
      const char score[] = { scores[i], '\0' };
      g_autofree char *id =
          ADD (self, "assessment", "application-id", application, "criterion-id", criteria[i],
               "by-id", self->owner, "score", score, "evidence", "Seen");
    }
}

static char *
describe_proposal (World *self, gint64 n_free, guint n_open)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbComposerProposal) proposal =
      amb_composer_propose (self->f.store, self->cohort, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpint (proposal->n_free, ==, n_free);
  g_assert_cmpuint (proposal->n_open, ==, n_open);
  for (guint i = 0; i < proposal->people->len; i++)
    {
      const AmbComposerPerson *person = g_ptr_array_index (proposal->people, i);

      g_string_append_printf (text, "%s: %s\n", person->name,
                              person->reason != NULL ? person->reason : "–");
    }
  return g_string_free (text, FALSE);
}

/* Bo has 4·10 + 5·30 of 200, Flo 3·10 + 2·30, Ama 5·10 + 0·30; the others have no fit. */
static void
test_the_fit_proposes_and_says_why (World *self, gconstpointer data)
{
  g_autofree char *call = ADD (self, "call", "name", "Spring", "state", "draft");
  g_autofree char *keen = ADD (self, "criterion", "name", "Keen", "kind", "enthusiasm", "call-id",
                               call, "weight", "10", "in-use", "1");
  g_autofree char *calm = ADD (self, "criterion", "name", "Calm", "kind", "judgement", "call-id",
                               call, "weight", "30", "in-use", "1");
  g_autofree char *target =
      ADD (self, "role-target", "role-id", self->monitoring, "node-id", self->asia, "target", "1");
  g_autofree char *before = ADD (self, "cohort", "name", "Winter", "state", "draft", "seats", "1");
  g_autofree char *gil =
      ADD (self, "ambassador", "display-name", "Gil", "state", "in_review", "country", "JP");
  const char *const criteria[] = { keen, calm };
  const char *const seated[] = { self->people[2], NULL };
  g_autofree char *with_call = NULL, *without = NULL;

  rate (self, call, criteria, 1, "45");
  rate (self, call, criteria, 5, "32");
  rate (self, call, criteria, 0, "50");
  fixture_set (&self->f, self->f.people, self->people[1], "node-id", self->asia);
  fixture_set (&self->f, self->f.people, self->people[5], "node-id", self->asia);
  fixture_move (&self->f, self->people[4], "shortlisted", "She knows the plant");
  g_assert_true (amb_composer_add (self->f.programme, before, seated, FALSE, NULL, NULL, NULL));
  g_assert_true (amb_composer_freeze (self->f.programme, before, "Why", NULL));
  /* Of a cohort without a call, the call in which each stands says the same. */
  without = describe_proposal (self, 3, 1);
  g_assert_true (g_str_has_prefix (
      without, "Bo: Fit 95.00, strongest in “Calm” and “Keen”. Wanted for monitoring in "
               "Asia.\nFlo: Fit 45.00, strongest in “Keen”.\nAma: Fit 25.00, strongest in "
               "“Keen”.\n"));
  g_assert_nonnull (strstr (without, "\nDi: –\n"));
  g_assert_nonnull (strstr (without, "\nEd: She knows the plant\n"));
  g_assert_null (strstr (without, "Cy"));
  fixture_set (&self->f, amb_entity_find ("cohort"), self->cohort, "call-id", call);
  with_call = describe_proposal (self, 3, 1);
  g_assert_cmpstr (with_call, ==, without);
}

static void
test_each_gets_their_place_for_a_reason_of_their_own (World *self, gconstpointer data)
{
  const AmbComposerChoice choices[] = {
    { self->people[3], "Knows the north", FALSE }, { self->people[0], NULL, FALSE },
    { self->people[4], "Next time", TRUE },        { self->people[1], "Writes", FALSE },
    { self->people[5], "Comes up", FALSE },
  };
  g_autoptr (AmbComposition) composition = NULL;
  g_autoptr (GError) error = NULL;

  amb_composer_fill (self->f.programme, self->cohort, choices, G_N_ELEMENTS (choices), &error);
  g_assert_no_error (error);
  assert_order (self, "Di Ama Bo | Ed Flo");
  composition = load (self);
  g_assert_cmpstr (((AmbComposerPerson *) composition->draft->pdata[0])->reason, ==,
                   "Knows the north");
  g_assert_null (((AmbComposerPerson *) composition->draft->pdata[1])->reason);
  g_assert_cmpstr (((AmbComposerPerson *) composition->wait->pdata[1])->reason, ==, "Comes up");
  g_free (describe_proposal (self, 0, 0));
  undo (self);
  assert_order (self, " | ");
}

static void
test_frozen_it_is_a_decision_and_moves_nobody (World *self, gconstpointer data)
{
  const AmbEntity *cohorts = amb_entity_find ("cohort");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  add_all (self);
  before = fixture_dump (&self->f, self->f.people);
  amb_composer_freeze (self->f.programme, self->cohort, "They cover Asia", &error);
  g_assert_no_error (error);
  fixture_assert (&self->f, cohorts, self->cohort, "state", "frozen");
  fixture_assert (&self->f, cohorts, self->cohort, "frozen-reason", "They cover Asia");
  fixture_assert (&self->f, cohorts, self->cohort, "frozen-on", "2026-11-23");
  after = fixture_dump (&self->f, self->f.people);
  g_assert_cmpstr (before, ==, after);
  assert_order (self, "Ama Bo Cy | Di Ed Flo");
  g_assert_cmpint (fixture_count (&self->f, "SELECT count(*) FROM decisions WHERE state = 'taken' "
                                            "AND why = 'They cover Asia' AND deleted = 0"),
                   ==, 1);
  g_assert_false (amb_composer_shift (self->f.programme, self->cohort, self->people[0], 1, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  undo (self);
  fixture_assert (&self->f, cohorts, self->cohort, "state", "draft");
  g_assert_cmpint (fixture_count (&self->f, "SELECT count(*) FROM decisions WHERE deleted = 0"), ==,
                   0);
}

static void
assert_not_frozen (World *self, const char *reason, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_composer_freeze (self->f.programme, self->cohort, reason, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, word));
  fixture_assert (&self->f, amb_entity_find ("cohort"), self->cohort, "state", "draft");
}

static void
test_what_cannot_be_decided_is_not_frozen (World *self, gconstpointer data)
{
  g_autofree char *gil =
      ADD (self, "ambassador", "display-name", "Gil", "state", "in_review", "country", "JP");
  const char *const people[] = { self->people[0], gil, NULL };
  g_autoptr (GError) error = NULL;

  assert_not_frozen (self, "Why", "Spring");
  amb_composer_add (self->f.programme, self->cohort, people, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_not_frozen (self, "Why", "Gil");
  g_assert_true (amb_composer_take_out (self->f.programme, self->cohort, people + 1, NULL));
  assert_not_frozen (self, NULL, "Reason");
  fixture_set (&self->f, amb_entity_find ("cohort"), self->cohort, "seats", "0");
  assert_not_frozen (self, "Why", "seats");
}

static void
test_the_wait_list_is_used_again (World *self, gconstpointer data)
{
  g_autofree char *next = ADD (self, "cohort", "name", "Autumn", "state", "draft", "seats", "9");
  g_autoptr (GError) error = NULL;
  guint n = 0;

  add_all (self);
  fixture_move (&self->f, self->people[4], "withdrawn", NULL);
  amb_composer_reuse (self->f.programme, next, self->cohort, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
  fixture_assert (&self->f, amb_entity_find ("cohort"), next, "previous-id", self->cohort);
  g_free (self->cohort);
  self->cohort = g_steal_pointer (&next);
  assert_order (self, " | Di Flo");
}

static void
test_two_drafts_are_compared (World *self, gconstpointer data)
{
  g_autofree char *other = ADD (self, "cohort", "name", "B", "state", "draft", "seats", "3");
  const char *const first[] = { self->people[0], self->people[1], NULL };
  const char *const second[] = { self->people[1], self->people[2], NULL };
  g_autoptr (AmbComposerComparison) comparison = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (
      amb_composer_add (self->f.programme, self->cohort, first, FALSE, NULL, NULL, NULL));
  g_assert_true (amb_composer_add (self->f.programme, other, second, FALSE, NULL, NULL, NULL));
  comparison = amb_composer_compare (self->f.store, self->cohort, other, &error);
  g_assert_no_error (error);
  append_names (text, comparison->both);
  g_string_append (text, " | ");
  append_names (text, comparison->only_first);
  g_string_append (text, " | ");
  append_names (text, comparison->only_second);
  g_assert_cmpstr (text->str, ==, "Bo | Ama | Cy");
}

static void
append_holes (GString *out, const char *before, GPtrArray *holes)
{
  g_string_append_printf (out, "%s:", before);
  for (guint i = 0; i < holes->len; i++)
    {
      g_autofree char *text = amb_composer_hole_dup_text (holes->pdata[i]);

      g_string_append_printf (out, " %s.", text);
    }
  g_string_append_c (out, '\n');
}

/* What both leave open, or have as many of, is told apart from what differs. */
static void
test_what_differs_is_told_apart (World *self, gconstpointer data)
{
  g_autofree char *in_asia =
      ADD (self, "role-target", "role-id", self->monitoring, "node-id", self->asia, "target", "1");
  g_autofree char *other = ADD (self, "cohort", "name", "B", "state", "draft", "seats", "3");
  const char *const first[] = { self->people[0], self->people[1], NULL };
  const char *const second[] = { self->people[1], self->people[2], NULL };
  g_autoptr (AmbComposerComparison) comparison = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture_set (&self->f, self->f.people, self->people[0], "node-id", self->asia);
  fixture_set (&self->f, self->f.people, self->people[0], "country", "JP");
  fixture_set (&self->f, self->f.people, self->people[1], "country", "FR");
  fixture_set (&self->f, self->f.people, self->people[2], "country", "FR");
  g_assert_true (amb_composer_add (self->f.programme, self->cohort, first, FALSE, self->monitoring,
                                   NULL, NULL));
  g_assert_true (
      amb_composer_add (self->f.programme, other, second, FALSE, self->monitoring, NULL, NULL));
  comparison = amb_composer_compare (self->f.store, self->cohort, other, &error);
  g_assert_no_error (error);
  append_holes (text, "both", comparison->holes_both);
  append_holes (text, "first", comparison->holes_first);
  append_holes (text, "second", comparison->holes_second);
  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const AmbComposerPair *pair = &g_array_index (comparison->pairs, AmbComposerPair, i);

      if (pair->tally->side == AMB_COMPOSER_COUNTRY || pair->tally->side == AMB_COMPOSER_ROLE)
        g_string_append_printf (text, "%s %u %u\n",
                                pair->tally->name != NULL ? pair->tally->name : pair->tally->value,
                                pair->n_first, pair->n_second);
    }
  g_assert_cmpstr (
      text->str, ==,
      "both: Nobody from Legal. Nobody from Sales.\nfirst:\nsecond: Nobody in Asia for "
      "monitoring.\nmonitoring 2 2\nFR 1 2\nJP 1 0\n");
}

static void
test_everybody_of_a_seat_is_invited_in_one_act (World *self, gconstpointer data)
{
  AmbProgramme *programme = self->f.programme;
  g_autoptr (GError) error = NULL;
  g_autofree char *next = NULL;
  guint n = 0;

  add_all (self);
  g_assert_false (
      amb_composer_invite (programme, self->cohort, NULL, "Dear {name}", "2026-12-15", &n, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (amb_composer_freeze (programme, self->cohort, "Why", NULL));
  amb_composer_invite (programme, self->cohort, NULL, "Dear {name}", "2026-12-15", &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 3);
  fixture_assert (&self->f, self->f.people, self->people[0], "state", "invited");
  fixture_assert (&self->f, self->f.people, self->people[3], "state", "shortlisted");
  g_assert_cmpint (fixture_count (&self->f, "SELECT count(*) FROM invitations WHERE state = 'sent' "
                                            "AND text = 'Dear Bo' AND language = 'ja'"),
                   ==, 1);
  undo (self);
  fixture_assert (&self->f, self->f.people, self->people[0], "state", "shortlisted");
  g_assert_true (
      amb_composer_invite (programme, self->cohort, NULL, "Dear {name}", "2026-12-15", &n, NULL));
  g_assert_false (amb_composer_answer (programme, self->cohort, self->people[0], TRUE, NULL,
                                       "phone", NULL, &next, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED); /* on their behalf: with proof */
  g_clear_error (&error);
  amb_composer_answer (programme, self->cohort, self->people[0], TRUE, NULL, "phone",
                       "Call of today", &next, &error);
  g_assert_no_error (error);
  g_assert_null (next);
  fixture_assert (&self->f, self->f.people, self->people[0], "state", "accepted");
  amb_composer_answer (programme, self->cohort, self->people[1], FALSE, NULL, "e_mail",
                       "Mail of today", &next, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (next, ==, self->people[3]);
  fixture_assert (&self->f, self->f.people, self->people[1], "state", "declined");
  undo (self);
  fixture_assert (&self->f, self->f.people, self->people[1], "state", "invited");
}

#define TEST(path, function)                                                                       \
  g_test_add ("/programme/composer/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("seats-are-filled-and-the-rest-waits", test_seats_are_filled_and_the_rest_waits);
  TEST ("order-and-lists-change-by-one-undo-each", test_order_and_lists_change_by_one_undo_each);
  TEST ("whoever-has-no-place-is-named", test_whoever_has_no_place_is_named);
  TEST ("holes-are-named-and-filled-by-the-draft", test_holes_are_named_and_filled_by_the_draft);
  TEST ("audiences-are-those-whom-they-reach", test_audiences_are_those_whom_they_reach);
  TEST ("the-role-is-the-one-that-was-wished", test_the_role_is_the_one_that_was_wished);
  TEST ("the-fit-of-the-call-is-kept-with-the-seat",
        test_the_fit_of_the_call_is_kept_with_the_seat);
  TEST ("the-fit-proposes-and-says-why", test_the_fit_proposes_and_says_why);
  TEST ("each-gets-their-place-for-a-reason-of-their-own",
        test_each_gets_their_place_for_a_reason_of_their_own);
  TEST ("frozen-it-is-a-decision-and-moves-nobody", test_frozen_it_is_a_decision_and_moves_nobody);
  TEST ("what-cannot-be-decided-is-not-frozen", test_what_cannot_be_decided_is_not_frozen);
  TEST ("the-wait-list-is-used-again", test_the_wait_list_is_used_again);
  TEST ("two-drafts-are-compared", test_two_drafts_are_compared);
  TEST ("what-differs-is-told-apart-from-what-both-have", test_what_differs_is_told_apart);
  TEST ("everybody-of-a-seat-is-invited-in-one-act",
        test_everybody_of_a_seat_is_invited_in_one_act);
  return g_test_run ();
}
