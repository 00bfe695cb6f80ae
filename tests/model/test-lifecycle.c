/* The ambassador's states against a statement written by hand; every pair that is not in it is
 * refused. */
#include "amb-clock.h"
#include "amb-error.h"
#include "amb-lifecycle.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1795435200000) /* 2026-11-23T12:00Z */
#define DAY G_GINT64_CONSTANT (86400000)

/* from → to (S self, L lead, M manager): as docs and the programme's charter state it */
static const char statement[] =
    "associate > identified:SM nominated:SM applied:SM\n"
    "identified > nominated:LM applied:LM withdrawn:LM not_selected:M\n"
    "nominated > in_review:SLM declined:SLM withdrawn:SLM\n"
    "applied > in_review:SLM declined:SLM withdrawn:SLM\n"
    "in_review > shortlisted:M waitlisted:M not_selected:M withdrawn:M\n"
    "shortlisted > invited:M waitlisted:M not_selected:M withdrawn:M\n"
    "waitlisted > shortlisted:M not_selected:M withdrawn:M\n"
    "invited > accepted:SLM declined:SLM\n"
    "accepted > onboarding:LM withdrawn:LM\n"
    "onboarding > active:LM paused:LM withdrawn:LM\n"
    "active > paused:SLM suspended:LM alumni:SLM withdrawn:SLM\n"
    "paused > active:SL alumni:SL withdrawn:SL\n"
    "suspended > active:M alumni:M\n"
    "alumni > identified:SM nominated:SM applied:SM\n"
    "declined > identified:SM nominated:SM applied:SM\n"
    "not_selected > identified:SM nominated:SM applied:SM\n"
    "withdrawn > identified:SM nominated:SM applied:SM\n";

static const AmbEntity *
get_people (void)
{
  return amb_entity_find ("ambassador");
}

/* AmbWho of the pair as stated, 0: no such move */
static guint
get_stated (const char *from, const char *to)
{
  g_auto (GStrv) lines = g_strsplit (statement, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);

      for (guint k = 2; g_strcmp0 (words[0], from) == 0 && words[k] != NULL; k++)
        {
          char *colon = strchr (words[k], ':');

          *colon = '\0';
          if (g_str_equal (words[k], to))
            return (strchr (colon + 1, 'S') != NULL ? AMB_WHO_SELF : 0) |
                   (strchr (colon + 1, 'L') != NULL ? AMB_WHO_LEAD : 0) |
                   (strchr (colon + 1, 'M') != NULL ? AMB_WHO_MANAGER : 0);
        }
    }
  return 0;
}

static void
test_every_pair (void)
{
  const AmbField *state = amb_entity_get_state_field (get_people ());

  for (const AmbChoice *from = state->choices; from->id != NULL; from++)
    for (const AmbChoice *to = state->choices; to->id != NULL; to++)
      {
        const AmbMove *move = amb_lifecycle_find_move (get_people (), from->id, to->id);

        g_test_message ("%s → %s", from->id, to->id);
        g_assert_cmphex (move != NULL ? move->who : 0, ==, get_stated (from->id, to->id));
      }
}

static void
test_states_of_the_table_exist (void)
{
  const AmbField *state = amb_entity_get_state_field (get_people ());

  for (const AmbMove *m = get_people ()->moves; m->to != NULL; m++)
    {
      g_assert_nonnull (amb_field_find_choice (state, m->from));
      g_assert_nonnull (amb_field_find_choice (state, m->to));
    }
}

/* A record and facts for which every gate is open. */
static AmbRecord *
new_ready (const char *state, AmbFacts *facts)
{
  AmbRecord *record = amb_record_new (get_people (), "01890000-0000-7000-8000-000000000001");

  *facts = (AmbFacts){
    .now = NOW,
    .today = "2026-11-23",
    .why = "Scored by two",
    .by = "Aiko",
    .who = AMB_WHO_SELF | AMB_WHO_LEAD | AMB_WHO_MANAGER,
    .last_move_at = NOW - 1000,
    .last_move_by = "Kwame",
    .n_criteria = 6,
    .n_raters = 2,
    .has_certificate = TRUE,
  };
  amb_record_set (record, "display-name", "Zoé");
  amb_record_set (record, "state", state);
  amb_record_set (record, "charter-version", "1");
  amb_record_set (record, "notice-on", "2026-11-01");
  amb_record_set (record, "voluntary-on", "2026-11-01");
  amb_record_set (record, "roles", "[\"curator\"]");
  amb_record_set (record, "node-id", "01890000-0000-7000-8000-000000000002");
  amb_record_set (record, "paused-until", "2026-11-23");
  return record;
}

/* Every move works when its gates are open, for exactly those who may. */
static void
test_who_may (void)
{
  for (const AmbMove *m = get_people ()->moves; m->to != NULL; m++)
    for (guint who = 1; who <= (AMB_WHO_SELF | AMB_WHO_LEAD | AMB_WHO_MANAGER); who++)
      {
        AmbFacts facts;
        g_autoptr (AmbRecord) record = new_ready (m->from, &facts);
        g_autoptr (GError) error = NULL;
        gboolean may;

        facts.who = who;
        may = amb_lifecycle_check_move (record, m->to, &facts, &error);
        g_test_message ("%s → %s by %u", m->from, m->to, who);
        g_assert_cmpint (may, ==, (get_stated (m->from, m->to) & who) != 0);
        if (!may)
          g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
      }
}

/* One gate shut at a time. A field is cleared, or a fact is. */
static void
test_gates (void)
{
  static const struct
  {
    const char *from, *to;
    const char *cleared; /* field; NULL: the reason */
    const char *says;
  } cases[] = {
    { "in_review", "shortlisted", NULL, "reason in words" },
    { "in_review", "waitlisted", NULL, "reason in words" },
    { "in_review", "not_selected", NULL, "reason in words" },
    { "shortlisted", "invited", NULL, "frozen cohort" },
    { "shortlisted", "waitlisted", NULL, "frozen cohort" },
    { "shortlisted", "not_selected", NULL, "frozen cohort" },
    { "invited", "accepted", NULL, "proof" },
    { "invited", "declined", NULL, "proof" },
    { "active", "suspended", NULL, "reason in words" },
    { "accepted", "onboarding", "charter-version", "Charter accepted" },
    { "accepted", "onboarding", "notice-on", "Privacy notice shown" },
    { "accepted", "onboarding", "voluntary-on", "Voluntary confirmation" },
    { "onboarding", "active", "roles", "A role" },
    { "onboarding", "active", "node-id", "A home node" },
    { "onboarding", "paused", "paused-until", "An end date" },
    { "active", "paused", "paused-until", "An end date" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmbFacts facts;
      g_autoptr (AmbRecord) record = new_ready (cases[i].from, &facts);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s → %s: %s", cases[i].from, cases[i].to, cases[i].says);
      g_assert_true (amb_lifecycle_check_move (record, cases[i].to, &facts, NULL));
      if (cases[i].cleared != NULL)
        amb_record_set (record, cases[i].cleared, NULL);
      else
        facts.why = "";
      g_assert_false (amb_lifecycle_check_move (record, cases[i].to, &facts, &error));
      g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_nonnull (strstr (error->message, "Zoé"));
    }
}

/* Facts that other records say. A reason opens the door to an invitation without a cohort, and none
 * opens that of the raters or of the certificate. */
static void
test_gates_of_other_records (void)
{
  static const struct
  {
    const char *from, *to;
    guint criteria, raters, places;
    const char *answer;
    gboolean certificate, withdrew, role, reason;
    const char *says; /* NULL: it opens */
  } cases[] = {
    { "in_review", "shortlisted", 6, 2, 0, NULL, FALSE, FALSE, FALSE, TRUE, NULL },
    { "in_review", "shortlisted", 6, 3, 0, NULL, FALSE, FALSE, FALSE, TRUE, NULL },
    { "in_review", "shortlisted", 6, 1, 0, NULL, FALSE, FALSE, FALSE, TRUE, "1 of 2 raters" },
    { "in_review", "waitlisted", 6, 0, 0, NULL, FALSE, FALSE, FALSE, TRUE, "0 of 2 raters" },
    { "in_review", "not_selected", 0, 0, 0, NULL, FALSE, FALSE, FALSE, TRUE, "no criterion" },
    { "in_review", "withdrawn", 0, 0, 0, NULL, FALSE, FALSE, FALSE, FALSE, NULL },
    { "shortlisted", "invited", 0, 0, AMB_COHORT_SEAT, NULL, FALSE, FALSE, FALSE, FALSE, NULL },
    { "shortlisted", "invited", 0, 0, AMB_COHORT_WAIT_LIST, NULL, FALSE, FALSE, FALSE, FALSE,
      "frozen cohort" },
    { "shortlisted", "invited", 0, 0, 0, NULL, FALSE, FALSE, FALSE, TRUE, NULL },
    { "shortlisted", "waitlisted", 0, 0, AMB_COHORT_WAIT_LIST, NULL, FALSE, FALSE, FALSE, FALSE,
      NULL },
    { "shortlisted", "waitlisted", 0, 0, AMB_COHORT_SEAT, NULL, FALSE, FALSE, FALSE, FALSE,
      "frozen cohort" },
    { "shortlisted", "not_selected", 0, 0, AMB_COHORT_LEFT_OUT, NULL, FALSE, FALSE, FALSE, FALSE,
      NULL },
    { "shortlisted", "not_selected", 0, 0, AMB_COHORT_SEAT | AMB_COHORT_WAIT_LIST, NULL, FALSE,
      FALSE, FALSE, FALSE, "frozen cohort" },
    { "invited", "accepted", 0, 0, 0, "accepted", FALSE, FALSE, FALSE, FALSE, NULL },
    { "invited", "accepted", 0, 0, 0, "declined", FALSE, FALSE, FALSE, FALSE, "proof" },
    { "invited", "declined", 0, 0, 0, "declined", FALSE, FALSE, FALSE, FALSE, NULL },
    { "accepted", "onboarding", 0, 0, 0, NULL, FALSE, TRUE, FALSE, TRUE, "it was withdrawn" },
    { "onboarding", "active", 0, 0, 0, NULL, TRUE, FALSE, FALSE, FALSE, NULL },
    { "onboarding", "active", 0, 0, 0, NULL, FALSE, FALSE, TRUE, TRUE, "Level 1 certificate" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmbFacts facts;
      g_autoptr (AmbRecord) record = new_ready (cases[i].from, &facts);
      g_autoptr (GError) error = NULL;

      facts.n_criteria = cases[i].criteria;
      facts.n_raters = cases[i].raters;
      facts.places = cases[i].places;
      facts.answer = cases[i].answer;
      facts.has_certificate = cases[i].certificate;
      facts.withdrew = cases[i].withdrew;
      facts.has_role = cases[i].role;
      facts.why = cases[i].reason ? "Because" : NULL;
      g_test_message ("case %u", i);
      g_assert_cmpint (amb_lifecycle_check_move (record, cases[i].to, &facts, &error), ==,
                       cases[i].says == NULL);
      if (cases[i].says != NULL)
        g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

/* A role is one that the person's record names, or an assignment. */
static void
test_an_assignment_is_a_role (void)
{
  AmbFacts facts;
  g_autoptr (AmbRecord) record = new_ready ("onboarding", &facts);

  amb_record_set (record, "roles", NULL);
  g_assert_false (amb_lifecycle_check_move (record, "active", &facts, NULL));
  facts.has_role = TRUE;
  g_assert_true (amb_lifecycle_check_move (record, "active", &facts, NULL));
}

/* The level that somebody wrote on a person is no certificate. */
static void
test_a_level_is_no_certificate (void)
{
  AmbFacts facts;
  g_autoptr (AmbRecord) record = new_ready ("onboarding", &facts);

  amb_record_set (record, "level", "4");
  facts.has_certificate = FALSE;
  g_assert_false (amb_lifecycle_check_move (record, "active", &facts, NULL));
}

/* A refusal says what opens each gate, and the checklist leads to the move that it is about. */
static void
test_gates_say_how (void)
{
  static const struct
  {
    const char *state, *next;
  } nexts[] = {
    { "identified", NULL },       { "in_review", "shortlisted" }, { "shortlisted", NULL },
    { "accepted", "onboarding" }, { "onboarding", "active" },     { "active", NULL },
    { "suspended", NULL },
  };
  AmbFacts facts;
  g_autoptr (AmbRecord) record = new_ready ("accepted", &facts);
  g_autoptr (GError) error = NULL;

  amb_record_set (record, "notice-on", NULL);
  g_assert_false (amb_lifecycle_check_move (record, "onboarding", &facts, &error));
  g_assert_cmpstr (error->message, ==,
                   "Zoé can’t become Onboarding yet. Still missing: Privacy notice shown (Show the "
                   "notice and record the day).");
  for (guint i = 0; i < G_N_ELEMENTS (nexts); i++)
    {
      const AmbMove *move;

      amb_record_set (record, "state", nexts[i].state);
      move = amb_lifecycle_find_next (record);
      g_assert_cmpstr (move != NULL ? move->to : NULL, ==, nexts[i].next);
    }
  for (guint bit = 0; bit < 15; bit++)
    g_assert_cmpuint (amb_gate_from_name (amb_gate_get_name (1u << bit)), ==, 1u << bit);
  g_assert_cmpuint (amb_gate_from_name ("nonsense"), ==, 0);
  g_assert_null (amb_gate_get_name (AMB_GATE_FIELD));
}

static void
test_no_gate_elsewhere (void)
{
  static const char *const gated[] = {
    "in_review>shortlisted",  "in_review>waitlisted",
    "in_review>not_selected", "shortlisted>invited",
    "shortlisted>waitlisted", "shortlisted>not_selected",
    "invited>accepted",       "invited>declined",
    "active>suspended",       "accepted>onboarding",
    "onboarding>active",      "onboarding>paused",
    "active>paused",          "suspended>active",
    "suspended>alumni",       NULL,
  };

  for (const AmbMove *m = get_people ()->moves; m->to != NULL; m++)
    {
      g_autofree char *pair = g_strdup_printf ("%s>%s", m->from, m->to);

      g_test_message ("%s", pair);
      g_assert_cmpint (m->gates != 0, ==, g_strv_contains (gated, pair));
    }
}

static void
test_own_answer_needs_no_proof (void)
{
  AmbFacts facts;
  g_autoptr (AmbRecord) record = new_ready ("invited", &facts);

  facts.why = NULL;
  facts.by_self = TRUE;
  g_assert_true (amb_lifecycle_check_move (record, "accepted", &facts, NULL));
}

static void
test_end_date (void)
{
  static const struct
  {
    const char *until;
    gboolean open;
  } cases[] = { { "2026-11-22", FALSE }, { "2026-11-23", TRUE }, { "2027-01-01", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmbFacts facts;
      g_autoptr (AmbRecord) record = new_ready ("active", &facts);

      amb_record_set (record, "paused-until", cases[i].until);
      g_assert_cmpint (amb_lifecycle_check_move (record, "paused", &facts, NULL), ==,
                       cases[i].open);
    }
}

/* Persons are compared, not what they are called; names count where a person isn't known. */
static void
test_second_person (void)
{
  static const struct
  {
    const char *last_by, *last_person, *by, *person;
    gboolean open;
  } cases[] = {
    { "Aiko at work", "aiko", "Aiko at home", "aiko", FALSE },
    { "Aiko", "aiko", "Aiko", "other-aiko", TRUE },
    { "Aiko", "aiko", "Kwame", "kwame", TRUE },
    { "Aiko", "aiko", "Aiko", NULL, FALSE },
    { "Aiko", NULL, "Aiko", "aiko", FALSE },
    { "Aiko", "aiko", "Kwame", NULL, TRUE },
    { NULL, "aiko", NULL, "aiko", FALSE },
    { NULL, "aiko", NULL, "kwame", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmbFacts facts;
      g_autoptr (AmbRecord) record = new_ready ("suspended", &facts);

      facts.last_move_by = cases[i].last_by;
      facts.last_move_by_person = cases[i].last_person;
      facts.by = cases[i].by;
      facts.by_person = cases[i].person;
      g_test_message ("case %u", i);
      g_assert_cmpint (amb_lifecycle_check_move (record, "active", &facts, NULL), ==,
                       cases[i].open);
    }
}

/* Who was suspended doesn't end it, manager or not, unless the programme lets people approve what
 * is their own. */
static void
test_no_suspension_is_ended_by_oneself (void)
{
  AmbFacts facts;
  g_autoptr (AmbRecord) record = new_ready ("suspended", &facts);
  g_autoptr (GError) error = NULL;

  facts.last_move_at = NOW - 2 * DAY;
  facts.by_self = TRUE;
  g_assert_false (amb_lifecycle_check_move (record, "active", &facts, &error));
  g_assert_nonnull (strstr (error->message, "Somebody else"));
  facts.self_approval = TRUE;
  g_assert_true (amb_lifecycle_check_move (record, "active", &facts, NULL));
}

/* A suspension ends by a second manager, or by the same after a day. */
static void
test_second_manager (void)
{
  static const struct
  {
    const char *last_by, *by;
    gint64 age;
    gboolean open;
  } cases[] = {
    { "Aiko", "Kwame", 1, TRUE },       { "Aiko", "Aiko", 1, FALSE },
    { "Aiko", "Aiko", DAY - 1, FALSE }, { "Aiko", "Aiko", DAY, TRUE },
    { NULL, "Aiko", DAY - 1, FALSE },   { NULL, "Aiko", DAY, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmbFacts facts;
      g_autoptr (AmbRecord) record = new_ready ("suspended", &facts);
      g_autoptr (GError) error = NULL;

      facts.last_move_by = cases[i].last_by;
      facts.by = cases[i].by;
      facts.last_move_at = NOW - cases[i].age;
      g_test_message ("case %u", i);
      g_assert_cmpint (amb_lifecycle_check_move (record, "active", &facts, &error), ==,
                       cases[i].open);
      if (!cases[i].open)
        g_assert_nonnull (strstr (error->message, "not before"));
    }
}

static void
test_unknown_last_move (void)
{
  AmbFacts facts;
  g_autoptr (AmbRecord) record = new_ready ("suspended", &facts);

  facts.last_move_at = 0;
  facts.last_move_by = NULL;
  g_assert_false (amb_lifecycle_check_move (record, "active", &facts, NULL));
}

static void
test_refusals_name_the_moves (void)
{
  AmbFacts facts;
  g_autoptr (AmbRecord) record = new_ready ("suspended", &facts);
  g_autoptr (GError) move = NULL;
  g_autoptr (GError) set = NULL;

  g_assert_false (amb_lifecycle_check_move (record, "onboarding", &facts, &move));
  g_assert_error (move, AMB_ERROR, AMB_ERROR_REFUSED);
  g_assert_cmpstr (
      move->message, ==,
      "From Suspended there is no move to Onboarding. Possible moves: Active (active), "
      "Alumni (alumni).");
  amb_lifecycle_set_refusal (record, &set);
  g_assert_error (set, AMB_ERROR, AMB_ERROR_REFUSED);
  g_assert_cmpstr (
      set->message, ==,
      "A state changes only by a move. From Suspended these moves are possible: Active "
      "(active), Alumni (alumni).");
}

static void
test_stateless (void)
{
  g_autoptr (AmbRecord) node = amb_record_new (amb_entity_find ("node"), NULL);
  const AmbFacts facts = { .now = NOW, .today = "2026-11-23", .who = AMB_WHO_MANAGER };
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_lifecycle_check_move (node, "active", &facts, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
}

static void
test_standing (void)
{
  static const struct
  {
    const char *state, *last_active, *until;
    int days;
    const char *standing, *since;
  } cases[] = {
    { "active", NULL, NULL, 30, "active", "2026-10-24" },
    { "active", "2026-01-01", "2026-01-01", 30, "active", "2026-11-23" },
    { "active", "2026-01-01", NULL, 30, "dormant", "2026-10-23" },
    { "paused", "2026-01-01", "2026-10-23", 30, "dormant", "2026-10-22" },
    { "active", NULL, NULL, 30, "dormant" },
    { "active", "2026-10-23", NULL, 30, "dormant" },
    { "active", "2026-10-24", NULL, 30, "active" },
    { "active", "2026-11-23", NULL, 30, "active" },
    { "active", "2026-11-24", NULL, 30, "active" },
    { "active", "2026-10-24", NULL, 10, "dormant" },
    { "active", "2026-10-23", NULL, 60, "active" },
    { "paused", "2026-01-01", "2026-11-22", 30, "active" },
    { "paused", "2026-01-01", "2026-11-23", 30, "paused" },
    { "paused", "2026-01-01", "2026-10-23", 30, "dormant" },
    { "paused", "2026-01-01", "2026-10-24", 30, "active" },
    { "paused", "2026-11-01", "2026-10-01", 30, "active" },
    { "paused", NULL, "2026-10-01", 30, "dormant" },
    { "paused", "2026-01-01", NULL, 30, "paused" },
    { "alumni", NULL, "2026-01-01", 30, "alumni" },
    { "onboarding", NULL, NULL, 30, "onboarding" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbRecord) record = amb_record_new (get_people (), NULL);

      amb_record_set (record, "state", cases[i].state);
      amb_record_set (record, "last-active-on", cases[i].last_active);
      amb_record_set (record, "paused-until", cases[i].until);
      g_assert_cmpstr (
          amb_lifecycle_get_standing (record, cases[i].since, "2026-11-23", cases[i].days), ==,
          cases[i].standing);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/lifecycle/every-pair-of-states-is-as-stated", test_every_pair);
  g_test_add_func ("/model/lifecycle/states-of-the-moves-exist", test_states_of_the_table_exist);
  g_test_add_func ("/model/lifecycle/each-move-is-for-those-who-may", test_who_may);
  g_test_add_func ("/model/lifecycle/a-shut-gate-refuses-and-is-named", test_gates);
  g_test_add_func ("/model/lifecycle/other-records-open-gates", test_gates_of_other_records);
  g_test_add_func ("/model/lifecycle/an-assignment-is-a-role", test_an_assignment_is_a_role);
  g_test_add_func ("/model/lifecycle/a-level-is-no-certificate", test_a_level_is_no_certificate);
  g_test_add_func ("/model/lifecycle/gates-say-what-opens-them", test_gates_say_how);
  g_test_add_func ("/model/lifecycle/other-moves-have-no-gate", test_no_gate_elsewhere);
  g_test_add_func ("/model/lifecycle/ones-own-answer-needs-no-proof",
                   test_own_answer_needs_no_proof);
  g_test_add_func ("/model/lifecycle/a-pause-ends-today-or-later", test_end_date);
  g_test_add_func ("/model/lifecycle/a-suspension-ends-by-a-second-or-after-a-day",
                   test_second_manager);
  g_test_add_func ("/model/lifecycle/the-second-manager-is-another-person", test_second_person);
  g_test_add_func ("/model/lifecycle/no-suspension-is-ended-by-oneself",
                   test_no_suspension_is_ended_by_oneself);
  g_test_add_func ("/model/lifecycle/who-suspended-unknown-keeps-the-gate-shut",
                   test_unknown_last_move);
  g_test_add_func ("/model/lifecycle/refusals-name-the-possible-moves",
                   test_refusals_name_the_moves);
  g_test_add_func ("/model/lifecycle/records-without-states-do-not-move", test_stateless);
  g_test_add_func ("/model/lifecycle/standing-is-what-the-day-makes-of-the-state", test_standing);
  return g_test_run ();
}
