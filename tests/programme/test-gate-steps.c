/* What assessments, cohorts, invitations, certificates, assignments and consents do to the gates of
 * a person; and the steps that open them. */
#include "programme-fixture.h"

#include <string.h>

static char *
add (Fixture *f, const char *entity, ...)
{
  AmbRecord *record = amb_record_new (amb_entity_find (entity), NULL);
  const char *field;
  va_list args;

  va_start (args, entity);
  while ((field = va_arg (args, const char *)) != NULL)
    amb_record_set (record, field, va_arg (args, const char *));
  va_end (args);
  return fixture_add (f, record, AMB_COMMAND_RUNNING);
}

static void
set (Fixture *f, const char *entity, const char *id, const char *field, const char *value)
{
  fixture_set (f, amb_entity_find (entity), id, field, value);
}

static char *
add_person (Fixture *f, const char *name, const char *state)
{
  return add (f, "ambassador", "display-name", name, "state", state, NULL);
}

static AmbFacts
load (Fixture *f, const char *person)
{
  g_autoptr (AmbRecord) record = amb_store_get (f->store, f->people, person, NULL);
  g_autoptr (GError) error = NULL;
  AmbFacts facts = { 0 };

  g_assert_true (amb_facts_load (f->store, record, &facts, &error));
  g_assert_no_error (error);
  amb_facts_clear (&facts);
  return facts;
}

static void
assert_raters (Fixture *f, const char *person, guint criteria, guint raters)
{
  AmbFacts facts = load (f, person);

  g_assert_cmpuint (facts.n_criteria, ==, criteria);
  g_assert_cmpuint (facts.n_raters, ==, raters);
}

static void
assert_refused (Fixture *f, const char *id, const char *to, const char *why, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_programme_move (f->programme, f->people, id, to, why, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
}

/* Criteria of the call where it has its own; of a role only for that role; those out of use count
 * for nothing; one's own marks and marks without a score don't either. */
static void
test_raters (Fixture *f, gconstpointer data)
{
  g_autofree char *zoe = add_person (f, "Zoé", "in_review");
  g_autofree char *bo = add_person (f, "Bo", "active");
  g_autofree char *cy = add_person (f, "Cy", "active");
  g_autofree char *role = add (f, "role", "name", "Curator", "kind", "curator", NULL);
  g_autofree char *other = add (f, "role", "name", "Producer", "kind", "producer", NULL);
  g_autofree char *call = add (f, "call", "name", "Autumn", NULL);
  g_autofree char *application =
      add (f, "application", "ambassador-id", zoe, "call-id", call, "role-id", role, "submitted-on",
           "2026-11-01", "state", "in_review", NULL);
  g_autofree char *wide = add (f, "criterion", "name", "Sharing", "kind", "sharing", NULL);
  g_autofree char *unused = add (f, "criterion", "name", "Old", "in-use", "0", NULL);
  g_autofree char *own = NULL, *of_role = NULL, *of_other = NULL, *mark = NULL;

  assert_raters (f, zoe, 1, 0);
  own = add (f, "criterion", "name", "Keen", "call-id", call, NULL);
  of_role = add (f, "criterion", "name", "Skill", "call-id", call, "role-id", role, NULL);
  of_other = add (f, "criterion", "name", "Video", "call-id", call, "role-id", other, NULL);
  assert_raters (f, zoe, 2, 0);
  assert_refused (f, zoe, "shortlisted", "Bo and Cy agree", "0 of 2 raters");

  g_free (add (f, "assessment", "application-id", application, "criterion-id", own, "by-id", bo,
               "score", "4", NULL));
  assert_raters (f, zoe, 2, 0);
  g_free (add (f, "assessment", "ambassador-id", zoe, "criterion-id", of_role, "by-id", bo,
               "blank-on-purpose", "1", NULL));
  assert_raters (f, zoe, 2, 1);
  assert_refused (f, zoe, "shortlisted", "Bo and Cy agree", "1 of 2 raters");

  g_free (add (f, "assessment", "application-id", application, "criterion-id", own, "by-id", zoe,
               "score", "5", NULL));
  g_free (add (f, "assessment", "application-id", application, "criterion-id", of_role, "by-id",
               zoe, "score", "5", NULL));
  assert_raters (f, zoe, 2, 1);
  g_free (add (f, "assessment", "application-id", application, "criterion-id", own, "by-id", cy,
               "score", "0", NULL));
  mark = add (f, "assessment", "application-id", application, "criterion-id", of_role, "by-id", cy,
              NULL);
  assert_raters (f, zoe, 2, 1);
  set (f, "assessment", mark, "score", "2");
  assert_raters (f, zoe, 2, 2);
  assert_refused (f, zoe, "shortlisted", NULL, "A reason in words");
  fixture_move (f, zoe, "shortlisted", "Bo and Cy agree");
}

static void
test_places_in_cohorts (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *state, *kind;
    guint places;
  } cases[] = {
    { "draft", "seat", 0 },
    { "discarded", "seat", 0 },
    { "frozen", "seat", AMB_COHORT_SEAT },
    { "running", "wait_list", AMB_COHORT_WAIT_LIST },
    { "closed", "seat", 0 },
    { "frozen", NULL, AMB_COHORT_LEFT_OUT },
    { "closed", NULL, AMB_COHORT_LEFT_OUT },
    { "draft", NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("Cohort %u", i);
      g_autofree char *zoe = add_person (f, name, "shortlisted");
      g_autofree char *call = add (f, "call", "name", name, NULL);
      g_autofree char *application = add (f, "application", "ambassador-id", zoe, "call-id", call,
                                          "submitted-on", "2026-11-01", NULL);
      g_autofree char *cohort = add (f, "cohort", "name", name, "call-id", call, "state",
                                     cases[i].state, "seats", "5", NULL);

      if (cases[i].kind != NULL)
        g_free (add (f, "seat", "cohort-id", cohort, "ambassador-id", zoe, "kind", cases[i].kind,
                     NULL));
      g_test_message ("case %u", i);
      g_assert_cmpuint (load (f, zoe).places, ==, cases[i].places);
      if (cases[i].places & AMB_COHORT_SEAT)
        fixture_move (f, zoe, "invited", NULL);
      else
        assert_refused (f, zoe, "invited", NULL, "frozen cohort");
    }
}

/* Of the invitation: answered by the person, or with a proof; the latest one counts. */
static void
test_the_answer_to_an_invitation (Fixture *f, gconstpointer data)
{
  g_autofree char *zoe = add_person (f, "Zoé", "invited");
  g_autofree char *cohort = add (f, "cohort", "name", "One", NULL);
  g_autofree char *first =
      add (f, "invitation", "ambassador-id", zoe, "cohort-id", cohort, "state", "sent", NULL);
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  assert_refused (f, zoe, "accepted", NULL, "proof");
  set (f, "invitation", first, "proof", "Her mail of Monday");
  amb_programme_move (f->programme, amb_entity_find ("invitation"), first, "declined",
                      "Her mail of Monday", &error);
  g_assert_no_error (error);
  assert_refused (f, zoe, "accepted", NULL, "proof");

  amb_clock_advance (f->clock, 1000);
  second = add (f, "invitation", "ambassador-id", zoe, "cohort-id", cohort, "state", "sent", NULL);
  assert_refused (f, zoe, "declined", NULL, "proof");
  amb_programme_set_actor (f->programme, "Zoé", zoe, AMB_ACCESS_AMBASSADOR);
  amb_programme_move (f->programme, amb_entity_find ("invitation"), second, "accepted", NULL,
                      &error);
  g_assert_no_error (error);
  amb_programme_set_actor (f->programme, "Aiko", NULL, AMB_ACCESS_MANAGER);
  assert_refused (f, zoe, "declined", NULL, "proof");
  fixture_move (f, zoe, "accepted", NULL);
}

static void
test_certificates_and_assignments (Fixture *f, gconstpointer data)
{
  g_autofree char *zoe = add_person (f, "Zoé", "onboarding");
  g_autofree char *track = add (f, "track", "name", "First steps", NULL);
  g_autofree char *role = add (f, "role", "name", "Curator", "kind", "curator", NULL);
  g_autofree char *certificate =
      add (f, "certificate", "ambassador-id", zoe, "track-id", track, "issued-on", "2025-11-01",
           "expires-on", "2026-11-23", "code", "A-1", NULL);
  g_autofree char *assignment = add (f, "assignment", "ambassador-id", zoe, "role-id", role, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (load (f, zoe).has_certificate);
  g_assert_false (load (f, zoe).has_role);
  set (f, "assignment", assignment, "starts-on", "2026-11-01");
  g_assert_true (amb_programme_move (f->programme, amb_entity_find ("assignment"), assignment,
                                     "current", NULL, &error));
  g_assert_true (load (f, zoe).has_role);
  set (f, "assignment", assignment, "ends-on", "2026-11-22");
  g_assert_false (load (f, zoe).has_role);

  amb_clock_advance (f->clock, DAY);
  g_assert_false (load (f, zoe).has_certificate);
  amb_clock_advance (f->clock, -DAY);
  g_assert_true (amb_programme_move (f->programme, amb_entity_find ("certificate"), certificate,
                                     "revoked", "Copied", &error));
  g_assert_false (load (f, zoe).has_certificate);
}

static void
open_gate (Fixture *f, const char *person, AmbGate gate, const char *target)
{
  g_autoptr (GError) error = NULL;

  amb_programme_open_gate (f->programme, person, gate, target, &error);
  g_assert_no_error (error);
}

static void
assert_shut (Fixture *f, const char *person, AmbGate gate, const char *target, AmbError code)
{
  g_autofree char *before = fixture_dump (f, f->people);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_programme_open_gate (f->programme, person, gate, target, &error));
  g_assert_error (error, AMB_ERROR, (int) code);
  g_test_message ("%s", error->message);
  after = fixture_dump (f, f->people);
  g_assert_cmpstr (before, ==, after);
}

/* From accepted to active by one step a gate; each is taken back by one undo. */
static void
test_steps (Fixture *f, gconstpointer data)
{
  g_autofree char *zoe = add_person (f, "Zoé", "accepted");
  g_autofree char *france = fixture_add_node (f, "France", NULL);
  g_autofree char *role = add (f, "role", "name", "Curator", "kind", "curator", NULL);
  g_autofree char *track = add (f, "track", "name", "First steps", "state", "open", "version", "3",
                                "validity-days", "100", NULL);

  g_free (add (f, "policy-text", "title", "Old", "version", "8", "language", "en", "state",
               "in_force", "valid-from", "2026-01-01", NULL));
  g_free (add (f, "policy-text", "title", "Now", "version", "9", "language", "en", "state",
               "in_force", "valid-from", "2026-11-01", NULL));
  g_free (add (f, "policy-text", "title", "Soon", "version", "10", "language", "en", "state",
               "in_force", "valid-from", "2026-12-01", NULL));

  open_gate (f, zoe, AMB_GATE_CHARTER, NULL);
  fixture_assert (f, f->people, zoe, "charter-version", "9");
  open_gate (f, zoe, AMB_GATE_NOTICE, NULL);
  fixture_assert (f, f->people, zoe, "notice-on", "2026-11-23");
  open_gate (f, zoe, AMB_GATE_VOLUNTARY, NULL);
  fixture_assert (f, f->people, zoe, "voluntary-on", "2026-11-23");
  g_assert_cmpint (fixture_count (f,
                                  "SELECT count(*) FROM consents WHERE deleted = 0 AND purpose = "
                                  "'participation' AND text_version = '9'"),
                   ==, 1);
  g_free (fixture_undo (f, 2, 0));
  fixture_assert (f, f->people, zoe, "voluntary-on", NULL);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM consents WHERE deleted = 0"), ==, 0);
  assert_refused (f, zoe, "onboarding", NULL, "Voluntary");
  open_gate (f, zoe, AMB_GATE_VOLUNTARY, NULL);
  fixture_move (f, zoe, "onboarding", NULL);

  assert_shut (f, zoe, AMB_GATE_ROLE, NULL, AMB_ERROR_INVALID);
  assert_shut (f, zoe, AMB_GATE_HOME, NULL, AMB_ERROR_INVALID);
  assert_shut (f, zoe, AMB_GATE_ROLE, france, AMB_ERROR_NOT_FOUND);
  assert_shut (f, zoe, AMB_GATE_RATERS, NULL, AMB_ERROR_REFUSED);
  open_gate (f, zoe, AMB_GATE_ROLE, role);
  fixture_assert (f, f->people, zoe, "roles", "[\"curator\"]");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM assignments WHERE deleted = 0 AND state "
                                     "= 'current' AND starts_on = '2026-11-23'"),
                   ==, 1);
  open_gate (f, zoe, AMB_GATE_HOME, france);
  open_gate (f, zoe, AMB_GATE_CERTIFICATE, NULL);
  fixture_assert (f, f->people, zoe, "level", "1");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM certificates WHERE deleted = 0 AND "
                                     "track_version = 3 AND issued_on = '2026-11-23' AND "
                                     "expires_on = '2027-03-02' AND length(code) = 12"),
                   ==, 1);
  fixture_move (f, zoe, "active", NULL);
}

/* What a gate is opened with is looked at; a gate that stays shut leaves no trace. */
static void
test_what_opens_no_gate (Fixture *f, gconstpointer data)
{
  g_autofree char *zoe = add_person (f, "Zoé", "onboarding");
  g_autofree char *unused =
      add (f, "role", "name", "Event photographer", "kind", "other", "in-use", "0", NULL);
  g_autofree char *sales = add (f, "node", "name", "Sales", "kind", "department", NULL);
  g_autofree char *europe = add (f, "node", "name", "Europe", "kind", "hub", NULL);
  g_autofree char *draft = add (f, "track", "name", "Draft", "level", "1", NULL);
  g_autofree char *retired =
      add (f, "track", "name", "Old", "level", "1", "state", "retired", NULL);
  g_autofree char *high = add (f, "track", "name", "Speaking", "level", "4", "state", "open", NULL);
  const struct
  {
    AmbGate gate;
    const char *target;
    AmbError code;
  } cases[] = {
    { AMB_GATE_CHARTER, "bogus-9", AMB_ERROR_INVALID },
    { AMB_GATE_CHARTER, "10", AMB_ERROR_INVALID },
    { AMB_GATE_CHARTER, "3", AMB_ERROR_INVALID },
    { AMB_GATE_NOTICE, "2026-11-24", AMB_ERROR_INVALID },
    { AMB_GATE_NOTICE, "1066-10-14", AMB_ERROR_INVALID },
    { AMB_GATE_VOLUNTARY, "2099-01-01", AMB_ERROR_INVALID },
    { AMB_GATE_CERTIFICATE, draft, AMB_ERROR_REFUSED },
    { AMB_GATE_CERTIFICATE, retired, AMB_ERROR_REFUSED },
    { AMB_GATE_CERTIFICATE, high, AMB_ERROR_REFUSED },
    { AMB_GATE_ROLE, unused, AMB_ERROR_REFUSED },
    { AMB_GATE_HOME, sales, AMB_ERROR_REFUSED },
    { AMB_GATE_HOME, europe, AMB_ERROR_REFUSED },
    { AMB_GATE_END_DATE, "2026-11-22", AMB_ERROR_INVALID },
    { AMB_GATE_END_DATE, "soon", AMB_ERROR_INVALID },
  };

  g_free (add (f, "policy-text", "title", "Old", "version", "8", "language", "en", "state",
               "retired", "valid-from", "2026-01-01", NULL));
  g_free (add (f, "policy-text", "title", "Now", "version", "9", "language", "en", "state",
               "in_force", "valid-from", "2026-11-01", NULL));
  g_free (add (f, "policy-text", "title", "Soon", "version", "10", "language", "en", "state",
               "in_force", "valid-from", "2026-12-01", NULL));
  g_free (add (f, "policy-text", "title", "Never", "version", "3", "language", "en", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u: %s", i, cases[i].target);
      assert_shut (f, zoe, cases[i].gate, cases[i].target, cases[i].code);
    }
  g_assert_cmpint (fixture_count (f, "SELECT (SELECT count(*) FROM certificates) + (SELECT "
                                     "count(*) FROM assignments) + (SELECT count(*) FROM "
                                     "consents)"),
                   ==, 0);
  open_gate (f, zoe, AMB_GATE_CHARTER, "8");
  open_gate (f, zoe, AMB_GATE_NOTICE, "2026-11-23");
  open_gate (f, zoe, AMB_GATE_END_DATE, "2026-11-23");
}

/* One that was proposed becomes current; no second one is made. */
static void
test_a_proposed_role_is_given (Fixture *f, gconstpointer data)
{
  g_autofree char *zoe = add_person (f, "Zoé", "onboarding");
  g_autofree char *role = add (f, "role", "name", "Archive", "kind", "other", NULL);
  g_autofree char *proposed = add (f, "assignment", "ambassador-id", zoe, "role-id", role, NULL);

  open_gate (f, zoe, AMB_GATE_ROLE, role);
  fixture_assert (f, amb_entity_find ("assignment"), proposed, "state", "current");
  fixture_assert (f, f->people, zoe, "roles", NULL);
  g_assert_true (load (f, zoe).has_role);
  g_free (fixture_undo (f, 2, 0));
  fixture_assert (f, amb_entity_find ("assignment"), proposed, "state", "proposed");
}

static void
test_nothing_in_force (Fixture *f, gconstpointer data)
{
  g_autofree char *zoe = add_person (f, "Zoé", "accepted");

  assert_shut (f, zoe, AMB_GATE_CERTIFICATE, NULL, AMB_ERROR_REFUSED);
  assert_shut (f, "01890000-0000-7000-8000-00000000ffff", AMB_GATE_CHARTER, NULL,
               AMB_ERROR_NOT_FOUND);
}

/* A consent that was withdrawn shuts the gate, and confirming again gives another one. */
static void
test_a_withdrawn_consent (Fixture *f, gconstpointer data)
{
  g_autofree char *zoe = add_person (f, "Zoé", "accepted");
  g_autofree char *consent = NULL;

  open_gate (f, zoe, AMB_GATE_CHARTER, "4");
  open_gate (f, zoe, AMB_GATE_NOTICE, NULL);
  open_gate (f, zoe, AMB_GATE_VOLUNTARY, NULL);
  amb_db_query_text (amb_store_get_db (f->store), &consent, NULL, "SELECT id FROM consents", NULL);
  amb_clock_advance (f->clock, DAY);
  set (f, "consent", consent, "withdrawn-on", "2026-11-24");
  assert_refused (f, zoe, "onboarding", NULL, "it was withdrawn");
  open_gate (f, zoe, AMB_GATE_VOLUNTARY, NULL);
  fixture_move (f, zoe, "onboarding", NULL);
}

/* The button is there for those who may. */
static void
test_who_may_open (void)
{
  static const struct
  {
    AmbGate gate;
    gboolean manager, lead, ambassador;
  } cases[] = {
    { AMB_GATE_CHARTER, TRUE, TRUE, TRUE },   { AMB_GATE_NOTICE, TRUE, TRUE, FALSE },
    { AMB_GATE_VOLUNTARY, TRUE, TRUE, TRUE }, { AMB_GATE_CERTIFICATE, TRUE, TRUE, FALSE },
    { AMB_GATE_ROLE, TRUE, TRUE, FALSE },     { AMB_GATE_HOME, TRUE, TRUE, FALSE },
    { AMB_GATE_END_DATE, TRUE, TRUE, TRUE },  { AMB_GATE_RATERS, FALSE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", amb_gate_get_name (cases[i].gate));
      g_assert_cmpint (amb_gate_may_open (cases[i].gate, AMB_ACCESS_MANAGER), ==, cases[i].manager);
      g_assert_cmpint (amb_gate_may_open (cases[i].gate, AMB_ACCESS_LEAD), ==, cases[i].lead);
      g_assert_cmpint (amb_gate_may_open (cases[i].gate, AMB_ACCESS_AMBASSADOR), ==,
                       cases[i].ambassador);
      g_assert_false (amb_gate_may_open (cases[i].gate, AMB_ACCESS_AUDITOR));
    }
}

static void
take_back (Fixture *f, gboolean redo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) report =
      redo ? amb_programme_redo (f->programme, &error) : amb_programme_undo (f->programme, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->left->len, ==, 0);
}

static void
assert_paused (Fixture *f, const char *id, const char *state, const char *until)
{
  g_autoptr (AmbRecord) record = amb_store_get (f->store, f->people, id, NULL);

  g_assert_cmpstr (amb_record_get_state (record), ==, state);
  g_assert_cmpstr (amb_record_get (record, "paused-until"), ==, until);
}

/* Who came back early isn't paused again until the former day without being asked. */
static void
test_a_pause_has_its_own_day (Fixture *f, gconstpointer data)
{
  g_autofree char *cy = add_person (f, "Cy", "active");

  set (f, "ambassador", cy, "paused-until", "2027-01-01");
  fixture_move (f, cy, "paused", "because");
  assert_paused (f, cy, "paused", "2027-01-01");
  fixture_move (f, cy, "active", "because");
  assert_paused (f, cy, "active", NULL);
  assert_refused (f, cy, "paused", NULL, "An end date");
  take_back (f, FALSE);
  assert_paused (f, cy, "paused", "2027-01-01");
  take_back (f, FALSE);
  assert_paused (f, cy, "active", "2027-01-01");
  take_back (f, TRUE);
  take_back (f, TRUE);
  assert_paused (f, cy, "active", NULL);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/programme/gate-steps/two-others-score-every-criterion", test_raters);
  ADD ("/programme/gate-steps/a-frozen-cohort-has-a-place", test_places_in_cohorts);
  ADD ("/programme/gate-steps/an-invitation-was-answered", test_the_answer_to_an_invitation);
  ADD ("/programme/gate-steps/certificates-and-assignments-run-out",
       test_certificates_and_assignments);
  ADD ("/programme/gate-steps/one-step-each-and-one-undo", test_steps);
  ADD ("/programme/gate-steps/what-it-is-opened-with-is-looked-at", test_what_opens_no_gate);
  ADD ("/programme/gate-steps/a-proposed-role-is-given", test_a_proposed_role_is_given);
  ADD ("/programme/gate-steps/nothing-in-force-is-said", test_nothing_in_force);
  ADD ("/programme/gate-steps/a-withdrawn-consent-shuts", test_a_withdrawn_consent);
  ADD ("/programme/gate-steps/a-pause-has-its-own-day", test_a_pause_has_its_own_day);
  g_test_add_func ("/programme/gate-steps/who-may-open", test_who_may_open);
  return g_test_run ();
}
