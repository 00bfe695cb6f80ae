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

/* Settles all findings in the same way; what it says, if it can be undone. */
static char *
settle (Fixture *fixture, AmbResolution resolution)
{
  g_autoptr (AmbAttentionDecision) decision = amb_attention_decision_new ("Kept all of yours");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = amb_findings_list (fixture->store, &error);
  char *label;

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    amb_attention_decision_add (decision, ((AmbFinding *) g_ptr_array_index (findings, i))->key,
                                resolution, NULL);
  label = amb_attention_decision_run (fixture->programme, decision, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (amb_findings_count (fixture->store), ==, 0);
  g_assert_cmpint (amb_programme_get_group (fixture->programme), ==, 0);
  return label;
}

static void
test_keeping_all_is_one_step_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *label = NULL;
  g_autoptr (AmbUndoReport) report = NULL;
  g_autoptr (GError) error = NULL;

  add_finding (fixture, 0);
  add_finding (fixture, 1);
  label = settle (fixture, AMB_RESOLVE_MINE);
  g_assert_cmpstr (label, ==, "Kept all of yours");
  assert_titles (fixture, "Mine", "Mine");
  report = amb_programme_undo (fixture->programme, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->label, ==, "Kept all of yours");
  g_assert_cmpuint (report->n_undone, ==, 2);
  assert_titles (fixture, "Theirs", "Theirs");
}

static void
test_keeping_theirs_leaves_nothing_to_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *label = NULL;
  gint64 group = amb_journal_get_undo (fixture->store, FALSE, &before);

  add_finding (fixture, 0);
  label = settle (fixture, AMB_RESOLVE_THEIRS);
  g_assert_null (label);
  g_assert_cmpint (amb_journal_get_undo (fixture->store, FALSE, &after), ==, group);
  assert_titles (fixture, "Theirs", "Theirs");
}

#define ADD(name, function)                                                                        \
  g_test_add ("/attention/decision/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("keeping-all-is-one-step-back", test_keeping_all_is_one_step_back);
  ADD ("keeping-theirs-leaves-nothing-to-undo", test_keeping_theirs_leaves_nothing_to_undo);
  return g_test_run ();
}
