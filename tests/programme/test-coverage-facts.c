#include "programme-fixture.h"

#include "amb-coverage-facts.h"
#include "amb-sight.h"

typedef struct
{
  Fixture f;
  char *europe, *france, *sales, *monitoring;
} World;

#define ADD(self, entity, ...) FIXTURE_ADD (&(self)->f, entity, __VA_ARGS__)

static void
set_up (World *self, gconstpointer data)
{
  fixture_set_up (&self->f, data);
  self->europe = fixture_add_node (&self->f, "Europe", NULL);
  self->france = fixture_add_node (&self->f, "France", self->europe);
  self->sales = ADD (self, "node", "name", "Sales", "kind", "department");
  self->monitoring =
      ADD (self, "role", "name", "Monitoring", "kind", "monitoring", "level", "2", "in-use", "1");
}

static void
tear_down (World *self, gconstpointer data)
{
  g_free (self->europe);
  g_free (self->france);
  g_free (self->sales);
  g_free (self->monitoring);
  fixture_tear_down (&self->f, data);
}

static char *
add_person (World *self, const char *name, const char *state, const char *level, const char *node)
{
  return ADD (self, "ambassador", "display-name", name, "state", state, "level", level, "node-id",
              node);
}

static void
assign (World *self, const char *person, const char *state, const char *from, const char *until)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("assignment"), NULL);
  g_autofree char *id = NULL;

  amb_record_set (record, "ambassador-id", person);
  amb_record_set (record, "role-id", self->monitoring);
  amb_record_set (record, "state", state);
  amb_record_set (record, "starts-on", from);
  amb_record_set (record, "ends-on", until);
  id = fixture_add (&self->f, g_steal_pointer (&record), AMB_COMMAND_RUNNING);
}

static AmbCoverage *
load (World *self)
{
  g_autoptr (GError) error = NULL;
  AmbCoverage *coverage = amb_coverage_load (self->f.store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return coverage;
}

static guint
count_held (World *self, const char *node)
{
  g_autoptr (AmbCoverage) coverage = load (self);
  int place = amb_coverage_find_node (coverage, node);

  g_assert_cmpint (place, >=, 0);
  return amb_coverage_get_cell (coverage, 0, (guint) place)->n_held;
}

/* Today is 2026-11-23. */
static void
test_only_todays_holders_of_the_roster_count (World *self, gconstpointer data)
{
  static const struct
  {
    const char *person, *state, *from, *until;
    gboolean counts;
  } cases[] = {
    { "active", "current", "2026-01-01", NULL, TRUE },
    { "active", "current", "2026-11-23", "2026-11-23", TRUE }, /* its only day */
    { "active", "current", "2026-01-01", "2026-11-22", FALSE },
    { "active", "current", "2026-11-24", NULL, FALSE },
    { "active", "current", NULL, NULL, TRUE },
    { "active", "proposed", NULL, NULL, FALSE },
    { "active", "ended", "2026-01-01", "2026-12-31", FALSE },
    { "active", "declined", NULL, NULL, FALSE },
    { "onboarding", "current", "2026-01-01", NULL, TRUE },
    { "paused", "current", "2026-01-01", NULL, TRUE },
    { "accepted", "current", "2026-01-01", NULL, FALSE },
    { "suspended", "current", "2026-01-01", NULL, FALSE },
    { "alumni", "current", "2026-01-01", NULL, FALSE },
    { "withdrawn", "current", "2026-01-01", NULL, FALSE },
  };
  guint expected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %u", i);
      g_autofree char *person = add_person (self, name, cases[i].person, "2", self->france);

      assign (self, person, cases[i].state, cases[i].from, cases[i].until);
      expected += cases[i].counts;
      g_assert_cmpuint (count_held (self, self->france), ==, expected);
    }
  g_assert_cmpuint (count_held (self, self->europe), ==, expected);
  g_assert_cmpuint (count_held (self, self->sales), ==, 0);
}

static char *
list_names (GPtrArray *people)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < people->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            ((AmbCoveragePerson *) people->pdata[i])->name);
  return g_string_free (names, FALSE);
}

static void
assert_fits (World *self, const char *node, const char *expected)
{
  g_autoptr (GError) error = NULL;
  gint64 total;
  g_autoptr (GPtrArray) people =
      amb_coverage_list_fits (self->f.store, self->monitoring, node, -1, &total, &error);
  g_autofree char *names = NULL;

  g_assert_no_error (error);
  names = list_names (people);
  g_assert_cmpstr (names, ==, expected);
  g_assert_cmpint (total, ==, people->len);
}

static void
test_who_fits_a_hole (World *self, gconstpointer data)
{
  g_autofree char *holder = add_person (self, "Holder", "active", "4", self->france);
  g_autofree char *asked = add_person (self, "Asked", "active", "4", self->france);
  g_autofree char *zoe = add_person (self, "Zoe", "active", "2", self->france);
  g_autofree char *ama = add_person (self, "Ama", "shortlisted", "3", self->france);
  g_autofree char *low = add_person (self, "Low", "active", "1", self->france);
  g_autofree char *none = add_person (self, "None", "active", NULL, self->france);
  g_autofree char *hub = add_person (self, "Hub", "active", "2", self->europe);
  g_autofree char *gone = add_person (self, "Gone", "alumni", "4", self->france);
  g_autofree char *rest = add_person (self, "Rest", "paused", "4", self->france);
  g_autofree char *back = add_person (self, "Back", "paused", "4", self->france);
  g_autofree char *seller = ADD (self, "ambassador", "display-name", "Seller", "state", "active",
                                 "level", "2", "department-id", self->sales);

  fixture_set (&self->f, self->f.people, rest, "paused-until", "2026-11-23");
  fixture_set (&self->f, self->f.people, back, "paused-until", "2026-11-22");
  assign (self, holder, "current", "2026-01-01", NULL);
  assign (self, asked, "proposed", NULL, NULL);
  assign (self, zoe, "ended", "2026-01-01", "2026-02-01");
  assert_fits (self, self->france, "Back Zoe Ama");
  assert_fits (self, self->europe, "Back Hub Zoe Ama");
  assert_fits (self, self->sales, "Seller");
}

static void
test_a_role_is_given_in_one_step_and_taken_back_in_one (World *self, gconstpointer data)
{
  const AmbEntity *assignments = amb_entity_find ("assignment");
  g_autoptr (GError) error = NULL;
  g_autofree char *zoe = add_person (self, "Zoe", "active", "2", self->france);
  g_autofree char *given = NULL;
  g_autofree char *left = NULL;
  g_autofree char *before = fixture_dump (&self->f, self->f.people);
  g_autofree char *after = NULL;

  given = amb_programme_give_role (self->f.programme, zoe, self->monitoring, self->europe, &error);
  g_assert_no_error (error);
  fixture_assert (&self->f, assignments, given, "state", "current");
  fixture_assert (&self->f, assignments, given, "starts-on", "2026-11-23");
  fixture_assert (&self->f, assignments, given, "node-id", self->europe);
  fixture_assert (&self->f, self->f.people, zoe, "roles", "[\"monitoring\"]");
  g_assert_cmpuint (count_held (self, self->europe), ==, 1);
  g_assert_cmpuint (count_held (self, self->france), ==, 0);
  left = fixture_undo (&self->f, 2, 0);
  g_assert_null (left);
  after = fixture_dump (&self->f, self->f.people);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (fixture_lives (&self->f, assignments, given));
}

static void
test_a_role_is_proposed_to_a_candidate (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *ama = add_person (self, "Ama", "shortlisted", "2", self->france);
  g_autofree char *given =
      amb_programme_give_role (self->f.programme, ama, self->monitoring, NULL, &error);

  g_assert_no_error (error);
  fixture_assert (&self->f, amb_entity_find ("assignment"), given, "state", "proposed");
  fixture_assert (&self->f, self->f.people, ama, "roles", NULL);
  g_assert_cmpuint (count_held (self, self->france), ==, 0);
}

static void
test_a_role_that_is_held_is_not_given_again (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *zoe = add_person (self, "Zoe", "active", "2", self->france);
  g_autofree char *again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  assign (self, zoe, "current", "2026-01-01", NULL);
  before = fixture_dump (&self->f, amb_entity_find ("assignment"));
  again = amb_programme_give_role (self->f.programme, zoe, self->monitoring, NULL, &error);
  g_assert_error (error, AMB_ERROR, AMB_ERROR_CONFLICT);
  g_assert_null (again);
  after = fixture_dump (&self->f, amb_entity_find ("assignment"));
  g_assert_cmpstr (before, ==, after);
}

static guint
get_flags (World *self, const char *node)
{
  g_autoptr (AmbCoverage) coverage = load (self);

  return ((AmbCoverageNode *) coverage->nodes->pdata[amb_coverage_find_node (coverage, node)])
      ->flags;
}

/* The days are the programme's: an exchange 30 days ago counts by default, and not under 29. */
static void
test_the_programme_says_when_a_department_stands_alone (World *self, gconstpointer data)
{
  g_autofree char *exchange =
      ADD (self, "exchange", "topic", "Fairs", "from-node-id", self->sales, "to-node-id",
           self->france, "happened-on", "2026-10-24", "kind", "meeting");
  g_autofree char *programme = NULL;

  g_assert_cmpuint (get_flags (self, self->sales) & AMB_NODE_SILO, ==, 0);
  programme = ADD (self, "programme", "name", "Voices", "zone", "Europe/Paris", "dormant-days",
                   "30", "tell-days", "30", "silo-days", "29");
  g_assert_cmpuint (get_flags (self, self->sales) & AMB_NODE_SILO, ==, AMB_NODE_SILO);
  fixture_set (&self->f, self->f.settings, programme, "silo-days", "30");
  g_assert_cmpuint (get_flags (self, self->sales) & AMB_NODE_SILO, ==, 0);
}

static void
test_a_sponsor_counts_while_active_and_for_what_is_below (World *self, gconstpointer data)
{
  g_autofree char *over = ADD (self, "sponsorship", "name", "Old", "node-id", self->europe, "state",
                               "active", "starts-on", "2026-01-01", "ends-on", "2026-11-22");
  g_autofree char *sponsor = NULL;

  g_assert_true (get_flags (self, self->france) & AMB_NODE_NO_SPONSOR);
  sponsor = ADD (self, "sponsorship", "name", "Anna", "node-id", self->europe, "state", "active",
                 "starts-on", "2026-01-01");
  g_assert_false (get_flags (self, self->france) & AMB_NODE_NO_SPONSOR);
  g_assert_true (get_flags (self, self->sales) & AMB_NODE_NO_SPONSOR);
}

static void
test_the_headcount_is_that_of_the_day (World *self, gconstpointer data)
{
  static const char *const days[] = { "2026-06-30", "2026-11-23", "2026-12-31" };
  static const char *const counts[] = { "100", "120", "999" };
  g_autoptr (AmbCoverage) coverage = NULL;
  const AmbCoverageNode *node;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *id = ADD (self, "headcount", "node-id", self->france, "counted-on", days[i],
                                 "count", counts[i], "provenance", "imported");
    }
  coverage = load (self);
  node = coverage->nodes->pdata[amb_coverage_find_node (coverage, self->france)];
  g_assert_cmpint (node->headcount, ==, 120);
  g_assert_cmpstr (node->counted_on, ==, "2026-11-23");
  node = coverage->nodes->pdata[amb_coverage_find_node (coverage, self->europe)];
  g_assert_cmpint (node->headcount, ==, -1);
}

/* What isn’t sent to a lead is not missing. */
static void
test_a_lead_counts_what_a_lead_is_sent (World *self, gconstpointer data)
{
  g_autofree char *scope = g_strconcat ("node:", self->france, NULL);
  g_autofree char *head = add_person (self, "Hal", "active", "2", self->france);
  g_autofree char *target = ADD (self, "role-target", "role-id", self->monitoring, "node-id",
                                 self->france, "target", "2");
  g_autofree char *count = ADD (self, "headcount", "node-id", self->europe, "counted-on",
                                "2026-01-01", "count", "900", "provenance", "imported");
  g_autoptr (AmbCoverage) coverage = NULL;
  const AmbCoverageNode *france, *europe;

  assign (self, head, "current", "2026-01-01", NULL);
  g_assert_true (get_flags (self, self->france) & AMB_NODE_NO_SPONSOR);
  g_assert_true (get_flags (self, self->sales) & AMB_NODE_SILO);
  fixture_act_as (&self->f, "lead", scope);
  coverage = load (self);
  g_assert_false (coverage->of_all);
  france = coverage->nodes->pdata[amb_coverage_find_node (coverage, self->france)];
  europe = coverage->nodes->pdata[amb_coverage_find_node (coverage, self->europe)];
  g_assert_true (france->seen);
  g_assert_cmpuint (france->n_held, ==, 1);
  g_assert_cmpint (france->n_missing, ==, 1);
  /* A sponsor of all, or of what is above, isn’t sent. */
  g_assert_cmpuint (france->flags, ==, AMB_NODE_NO_BACKUP);
  g_assert_false (europe->seen);
  g_assert_cmpuint (europe->n_held, ==, 0);
  g_assert_cmpint (europe->headcount, ==, -1);
  g_assert_cmpuint (europe->flags, ==, AMB_NODE_NO_BACKUP);
  g_assert_cmpuint (get_flags (self, self->sales), ==, AMB_NODE_NO_BACKUP);
  g_assert_cmpuint (((AmbCoverageRole *) coverage->roles->pdata[0])->n_held, ==, 1);
  g_assert_cmpint (((AmbCoverageRole *) coverage->roles->pdata[0])->n_missing, ==, 1);
  g_assert_cmpuint (amb_coverage_count_unseen (coverage), ==, 2);
  fixture_act_as (&self->f, "manager", NULL);
  g_assert_true (get_flags (self, self->france) & AMB_NODE_NO_SPONSOR);
}

#define TEST(path, function)                                                                       \
  g_test_add ("/programme/coverage-facts/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("only-todays-holders-of-the-roster-count", test_only_todays_holders_of_the_roster_count);
  TEST ("who-fits-a-hole", test_who_fits_a_hole);
  TEST ("a-role-is-given-in-one-step-and-taken-back-in-one",
        test_a_role_is_given_in_one_step_and_taken_back_in_one);
  TEST ("a-role-is-proposed-to-a-candidate", test_a_role_is_proposed_to_a_candidate);
  TEST ("a-role-that-is-held-is-not-given-again", test_a_role_that_is_held_is_not_given_again);
  TEST ("the-programme-says-when-a-department-stands-alone",
        test_the_programme_says_when_a_department_stands_alone);
  TEST ("a-sponsor-counts-while-active-and-for-what-is-below",
        test_a_sponsor_counts_while_active_and_for_what_is_below);
  TEST ("a-lead-counts-what-a-lead-is-sent", test_a_lead_counts_what_a_lead_is_sent);
  TEST ("the-headcount-is-that-of-the-day", test_the_headcount_is_that_of_the_day);
  return g_test_run ();
}
