/* One decision about several findings is one step for Ctrl+Z. */
#include "amb-attention-decision.h"

#define NOW (G_GINT64_CONSTANT (1795442520000)) /* 2026-11-23T14:02:00Z */

typedef struct
{
  AmbStore *store;
  AmbProgramme *programme;
  const AmbEntity *person;
  char *ids[2];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (NOW, 1);
  g_autoptr (GError) error = NULL;

  fixture->store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, &error);
  g_assert_no_error (error);
  fixture->programme = amb_programme_new (fixture->store);
  fixture->person = amb_entity_find ("ambassador");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AmbRecord) record = amb_record_new (fixture->person, NULL);

      amb_record_set (record, "display-name", i == 0 ? "Ama" : "Kofi");
      amb_record_set (record, "job-title", "Theirs");
      amb_record_set (record, "state", "active");
      fixture->ids[i] = amb_programme_add (fixture->programme, record, AMB_COMMAND_RUNNING, &error);
      g_assert_no_error (error);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    g_free (fixture->ids[i]);
  g_clear_object (&fixture->programme);
  g_clear_object (&fixture->store);
}

static void
add_finding (Fixture *fixture, guint i)
{
  g_autofree char *op = amb_clock_dup_id (amb_store_get_clock (fixture->store));
  const AmbFinding finding = {
    .is_conflict = TRUE,
    .entity = fixture->person,
    .id = fixture->ids[i],
    .field = amb_entity_find_field (fixture->person, "job-title"),
    .base = (char *) "Was",
    .mine = (char *) "Mine",
    .theirs = (char *) "Theirs",
    .by = (char *) "Fatou Diop",
    .kind = (char *) "patch",
    .op = op,
    .tx = op,
    .at = NOW,
  };
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_findings_add (fixture->store, &finding, &error));
  g_assert_no_error (error);
}

static void
assert_titles (Fixture *fixture, const char *first, const char *second)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbRecord) record =
          amb_store_get (fixture->store, fixture->person, fixture->ids[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (amb_record_get (record, "job-title"), ==, i == 0 ? first : second);
    }
}

/* Settles all findings in the same way; what it says. */
static char *
settle (Fixture *fixture, const char *label, AmbResolution resolution, const char *id)
{
  g_autoptr (AmbAttentionDecision) decision =
      amb_attention_decision_new_all (label, resolution, id);
  g_autoptr (GError) error = NULL;
  char *text = amb_attention_decision_run (fixture->programme, decision, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (amb_programme_get_group (fixture->programme), ==, 0);
  return text;
}

static void
undo (Fixture *fixture, const char *label)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) report = amb_programme_undo (fixture->programme, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (report->label, ==, label);
  g_assert_cmpuint (report->left->len, ==, 0);
}

static void
test_keeping_all_is_one_step_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  add_finding (fixture, 0);
  add_finding (fixture, 1);
  text = settle (fixture, "Kept all of yours", AMB_RESOLVE_MINE, NULL);
  g_assert_cmpstr (text, ==, "Kept all of yours");
  assert_titles (fixture, "Mine", "Mine");
  g_assert_cmpint (amb_findings_count (fixture->store), ==, 0);
  undo (fixture, "Kept all of yours");
  assert_titles (fixture, "Theirs", "Theirs");
  g_assert_cmpint (amb_findings_count (fixture->store), ==, 2);
}

static void
test_keeping_theirs_is_taken_back_too (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  add_finding (fixture, 0);
  text = settle (fixture, "Kept theirs", AMB_RESOLVE_THEIRS, NULL);
  g_assert_cmpint (amb_findings_count (fixture->store), ==, 0);
  undo (fixture, "Kept theirs");
  assert_titles (fixture, "Theirs", "Theirs");
  g_assert_cmpint (amb_findings_count (fixture->store), ==, 1);
}

static void
test_one_record_is_settled_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  add_finding (fixture, 0);
  add_finding (fixture, 1);
  text = settle (fixture, "Kept yours", AMB_RESOLVE_MINE, fixture->ids[1]);
  assert_titles (fixture, "Theirs", "Mine");
  g_assert_cmpint (amb_findings_count (fixture->store), ==, 1);
}

/* Somebody removed Kofi meanwhile: mine can't be kept, and it is said. */
static void
test_what_cannot_be_settled_stays_and_is_told (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  add_finding (fixture, 0);
  add_finding (fixture, 1);
  g_assert_true (
      amb_programme_remove (fixture->programme, fixture->person, fixture->ids[1], &error));
  text = settle (fixture, "Kept all of yours", AMB_RESOLVE_MINE, NULL);
  g_assert_true (g_str_has_prefix (text, "Kept all of yours. 1 stays: "));
  g_assert_cmpint (amb_findings_count (fixture->store), ==, 1);
}

static void
test_one_finding_is_settled_under_its_label (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (AmbAttentionDecision) decision = NULL;
  g_autofree char *text = NULL;

  add_finding (fixture, 0);
  findings = amb_findings_list (fixture->store, &error);
  decision = amb_attention_decision_new ("Settled: Ama", ((AmbFinding *) findings->pdata[0])->key,
                                         AMB_RESOLVE_VALUE, "Other");
  text = amb_attention_decision_run (fixture->programme, decision, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "Settled: Ama");
  assert_titles (fixture, "Other", "Theirs");
  undo (fixture, "Settled: Ama");
  assert_titles (fixture, "Theirs", "Theirs");
}

#define ADD(name, function)                                                                        \
  g_test_add ("/attention/decision/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("keeping-all-is-one-step-back", test_keeping_all_is_one_step_back);
  ADD ("keeping-theirs-is-taken-back-too", test_keeping_theirs_is_taken_back_too);
  ADD ("one-record-is-settled-alone", test_one_record_is_settled_alone);
  ADD ("what-cannot-be-settled-stays-and-is-told", test_what_cannot_be_settled_stays_and_is_told);
  ADD ("one-finding-is-settled-under-its-label", test_one_finding_is_settled_under_its_label);
  return g_test_run ();
}
