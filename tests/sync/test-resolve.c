/* The truth table of offline edits: two desks, one person, no network in between. */
#include "sync-fixture.h"

#include "amb-outbox.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char
      *a; /* what Ada does, who sends first: "field=value; move state; remove; restore; undo" */
  const char *b;        /* what Ben does without having seen it */
  const char *expected; /* what both show afterwards: "field=value; …", or "(gone)" */
  guint findings_a;
  guint findings_b;
  int resolution;         /* of Ben's finding, −1: none is resolved */
  const char *afterwards; /* what both show then */
} Case;

// clang-format off
static const Case cases[] = {
  { "edit-and-edit-of-another-field-merge", "job-title=a", "notes=b", "job-title=a; notes=b", 0, 0, -1, NULL },
  { "edit-and-edit-of-one-field-asks", "job-title=a", "job-title=b", "job-title=a", 0, 1, AMB_RESOLVE_MINE, "job-title=b" },
  { "theirs-can-be-kept", "job-title=a", "job-title=b", "job-title=a", 0, 1, AMB_RESOLVE_THEIRS, "job-title=a" },
  { "equal-edits-converge", "job-title=a", "job-title=a", "job-title=a", 0, 0, -1, NULL },
  { "edit-and-clear-ask", "job-title=a", "job-title=", "job-title=a", 0, 1, AMB_RESOLVE_MINE, "job-title=(unset)" },
  { "set-additions-merge", "roles=[\"curator\",\"trainer\"]", "roles=[\"producer\",\"trainer\"]",
    "roles=[\"curator\",\"producer\",\"trainer\"]", 0, 0, -1, NULL },
  { "set-removal-and-addition-merge", "roles=[\"curator\"]", "roles=[\"producer\",\"trainer\"]",
    "roles=[\"curator\",\"producer\"]", 0, 0, -1, NULL },
  { "set-cleared-and-added-to-merge", "roles=", "roles=[\"curator\",\"trainer\"]", "roles=[\"curator\"]", 0, 0, -1, NULL },
  { "the-later-day-wins-when-it-comes-last", "last-active-on=2026-01-01", "last-active-on=2026-02-02",
    "last-active-on=2026-02-02", 0, 0, -1, NULL },
  { "the-later-day-wins-when-it-comes-first", "last-active-on=2026-02-02", "last-active-on=2026-01-01",
    "last-active-on=2026-02-02", 0, 0, -1, NULL },
  { "edit-of-a-removed-record-needs-attention", "remove", "job-title=b", "(gone)", 0, 1,
    AMB_RESOLVE_RESTORE_WITH_MINE, "job-title=b" },
  { "removal-of-an-edited-record-needs-attention", "job-title=a", "remove", "job-title=a", 0, 1,
    AMB_RESOLVE_DELETE_ANYWAY, "(gone)" },
  { "removals-converge", "remove", "remove", "(gone)", 0, 0, -1, NULL },
  { "equal-moves-converge", "move nominated", "move nominated", "state=nominated", 0, 0, -1, NULL },
  { "other-moves-need-attention", "move nominated", "move applied", "state=nominated", 0, 1, AMB_RESOLVE_THEIRS,
    "state=nominated" },
  { "move-and-edit-merge", "move nominated", "job-title=b", "state=nominated; job-title=b", 0, 0, -1, NULL },
  { "edit-and-move-merge", "job-title=a", "move nominated", "state=nominated; job-title=a", 0, 0, -1, NULL },
  { "removal-of-a-moved-record-needs-attention", "move nominated", "remove", "state=nominated", 0, 1,
    AMB_RESOLVE_DELETE_ANYWAY, "(gone)" },
  { "move-of-a-removed-record-needs-attention", "remove", "move nominated", "(gone)", 0, 1,
    AMB_RESOLVE_RESTORE_WITH_MINE, "state=nominated" },
  { "removed-and-restored-is-as-before", "remove; restore", "notes=b", "job-title=start; notes=b", 0, 0, -1, NULL },
  { "edit-and-undo-is-as-before", "job-title=a; undo", "job-title=b", "job-title=b", 0, 0, -1, NULL },
  { "edits-in-a-row-are-one-conflict", "job-title=a", "job-title=b; job-title=c", "job-title=a", 0, 1,
    AMB_RESOLVE_MINE, "job-title=c" },
  { "one-conflict-keeps-the-other-fields", "job-title=a", "job-title=b; notes=b", "job-title=a; notes=b", 0, 1,
    AMB_RESOLVE_MINE, "job-title=b; notes=b" },
};
// clang-format on

static void
run_command (SyncDesk *desk, const char *id, const char *command)
{
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autoptr (GError) error = NULL;
  const char *equals = strchr (command, '=');

  if (g_str_has_prefix (command, "move "))
    amb_programme_move (desk->programme, people, id, command + strlen ("move "), NULL, &error);
  else if (g_str_equal (command, "remove"))
    amb_programme_remove (desk->programme, people, id, &error);
  else if (g_str_equal (command, "restore"))
    amb_programme_restore (desk->programme, people, id, &error);
  else if (g_str_equal (command, "undo"))
    amb_undo_report_free (amb_programme_undo (desk->programme, &error));
  else if (g_str_equal (command, "redo"))
    amb_undo_report_free (amb_programme_redo (desk->programme, &error));
  else
    {
      g_autofree char *field = g_strndup (command, equals - command);

      sync_desk_set (desk, id, field, equals[1] ? equals + 1 : NULL);
    }
  g_assert_no_error (error);
}

static void
run_commands (SyncDesk *desk, const char *id, const char *commands)
{
  g_auto (GStrv) list = g_strsplit (commands, "; ", -1);

  for (char **command = list; *command; command++)
    run_command (desk, id, *command);
}

static void
assert_shows (SyncDesk *desk, const char *id, const char *expected)
{
  g_auto (GStrv) list = g_strsplit (expected, "; ", -1);
  g_autofree char *value = NULL;

  if (g_str_equal (expected, "(gone)"))
    {
      g_assert_cmpstr (sync_desk_get (desk, id, "display-name", &value), ==, "(gone)");
      return;
    }
  for (char **part = list; *part; part++)
    {
      g_auto (GStrv) pair = g_strsplit (*part, "=", 2);
      const char *shown = sync_desk_get (desk, id, pair[0], &value);

      g_assert_cmpstr (shown ? shown : "(unset)", ==, pair[1]);
    }
}

static void
resolve_only_finding (SyncDesk *desk, AmbResolution resolution)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = amb_findings_list (desk->store, &error);

  g_assert_cmpuint (findings->len, ==, 1);
  amb_sync_resolve (desk->programme, ((AmbFinding *) findings->pdata[0])->key, resolution, NULL,
                    &error);
  g_assert_no_error (error);
  g_assert_cmpint (amb_findings_count (desk->store), ==, 0);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);

  run_commands (&fixture->a, id, c->a);
  run_commands (&fixture->b, id, c->b);
  sync_fixture_settle (fixture);
  assert_shows (&fixture->a, id, c->expected);
  assert_shows (&fixture->b, id, c->expected);
  g_assert_cmpint (amb_findings_count (fixture->a.store), ==, c->findings_a);
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, c->findings_b);
  if (c->resolution >= 0)
    {
      resolve_only_finding (&fixture->b, c->resolution);
      sync_fixture_run (fixture, &fixture->b);
      sync_fixture_settle (fixture);
      assert_shows (&fixture->a, id, c->afterwards);
      assert_shows (&fixture->b, id, c->afterwards);
      g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 0);
    }
  sync_fixture_free (fixture);
}

static char *
add_with_email (SyncDesk *desk, const char *name, const char *email, const char *manager)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), NULL);
  char *id;

  amb_record_set (record, "display-name", name);
  amb_record_set (record, "email", email);
  amb_record_set (record, "manager-id", manager);
  id = amb_programme_add (desk->programme, record, AMB_COMMAND_DEFAULT, &error);
  g_assert_no_error (error);
  return id;
}

static void
test_duplicate_key_is_refused_and_can_be_settled (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *report = NULL;
  g_autofree char *value = NULL;

  sync_fixture_settle (fixture);
  theirs = add_with_email (&fixture->a, "Léa", "lea@example.com", NULL);
  mine = add_with_email (&fixture->b, "Lea", "lea@example.com", NULL);
  sync_fixture_run (fixture, &fixture->a);
  sync_fixture_run (fixture, &fixture->b);
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 1);
  g_assert_cmpstr (sync_desk_get (&fixture->b, mine, "display-name", &value), ==, "(gone)");
  g_assert_cmpstr (sync_desk_get (&fixture->b, theirs, "display-name", &value), ==, "Léa");
  resolve_only_finding (&fixture->b, AMB_RESOLVE_THEIRS);
  sync_fixture_free (fixture);
}

static void
test_dependents_of_a_refused_create_wait_and_follow (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *report = NULL;
  g_autofree char *value = NULL;
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) response = NULL;
  AmbSyncOutcome outcome;

  sync_fixture_settle (fixture);
  theirs = add_with_email (&fixture->a, "Léa", "lea@example.com", NULL);
  sync_fixture_run (fixture, &fixture->a);
  mine = add_with_email (&fixture->b, "Lea", "lea@example.com", NULL);
  request = amb_sync_engine_plan_push (fixture->b.engine, &error);
  report = add_with_email (&fixture->b, "Tom", "tom@example.com", mine);
  response = sync_fixture_answer (fixture, &fixture->b, request);
  amb_sync_engine_apply (fixture->b.engine, request, response, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcome.findings, ==, 1);
  g_assert_cmpint (amb_outbox_count_waiting (fixture->b.store), ==, 0);

  sync_fixture_run (fixture, &fixture->b);
  resolve_only_finding (&fixture->b, AMB_RESOLVE_THEIRS);
  g_assert_cmpint (amb_outbox_count_waiting (fixture->b.store), ==, 1);
  sync_fixture_settle (fixture);
  g_assert_cmpstr (sync_desk_get (&fixture->a, report, "manager-id", &value), ==, theirs);
  g_assert_cmpstr (sync_desk_get (&fixture->b, report, "manager-id", &value), ==, theirs);
  sync_fixture_free (fixture);
}

/* The parked operation keeps its number; what is typed next is sent all the same. */
static void
test_a_refused_create_holds_up_nothing_and_leaves_no_move (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autoptr (AmbQuery) moves = amb_query_new (amb_entity_find ("transition"));
  g_autoptr (GError) error = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *report = NULL;
  g_autofree char *next = NULL;
  g_autofree char *value = NULL;
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) response = NULL;
  AmbSyncOutcome outcome;
  gint64 n_moves = -1;

  sync_fixture_settle (fixture);
  theirs = add_with_email (&fixture->a, "Léa", "lea@example.com", NULL);
  sync_fixture_run (fixture, &fixture->a);
  mine = add_with_email (&fixture->b, "Lea", "lea@example.com", NULL);
  request = amb_sync_engine_plan_push (fixture->b.engine, &error);
  report = add_with_email (&fixture->b, "Tom", "tom@example.com", mine);
  amb_programme_move (fixture->b.programme, people, mine, "nominated", NULL, &error);
  g_assert_no_error (error);
  response = sync_fixture_answer (fixture, &fixture->b, request);
  amb_sync_engine_apply (fixture->b.engine, request, response, &outcome, &error);
  g_assert_no_error (error);
  g_assert_true (amb_store_count (fixture->b.store, moves, &n_moves, &error));
  g_assert_cmpint (n_moves, ==, 0);

  next = add_with_email (&fixture->b, "Ann", "ann@example.com", NULL);
  sync_fixture_settle (fixture);
  g_assert_cmpstr (sync_desk_get (&fixture->a, next, "display-name", &value), ==, "Ann");
  resolve_only_finding (&fixture->b, AMB_RESOLVE_THEIRS);
  sync_fixture_settle (fixture);
  g_assert_cmpstr (sync_desk_get (&fixture->a, report, "manager-id", &value), ==, theirs);
  sync_fixture_free (fixture);
}

/* Only what is waiting on the server comes; nothing is sent. */
static void
pull_only (SyncFixture *fixture, SyncDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncRequest) request = amb_sync_engine_plan_pull (desk->engine, 0, &error);
  g_autoptr (AmbSyncResponse) response = sync_fixture_answer (fixture, desk, request);
  AmbSyncOutcome outcome;

  g_assert_true (amb_sync_engine_apply (desk->engine, request, response, &outcome, &error));
  g_assert_no_error (error);
}

/* Ben types while he hasn't seen what Ada wrote; his desk is told before he sends; then she removes
 * the record. */
static char *
refuse_an_edit_that_saw_less (SyncFixture *fixture, const char *a, const char *b)
{
  char *id = sync_fixture_add_person (fixture);

  run_command (&fixture->b, id, b);
  run_command (&fixture->a, id, a);
  sync_fixture_run (fixture, &fixture->a);
  pull_only (fixture, &fixture->b);
  run_command (&fixture->a, id, "remove");
  sync_fixture_run (fixture, &fixture->a);
  sync_fixture_settle (fixture);
  assert_shows (&fixture->b, id, "(gone)");
  return id;
}

/* @data: whether the answer is given a second time by a redo. */
static void
test_restoring_asks_about_what_was_never_seen (gconstpointer data)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = refuse_an_edit_that_saw_less (fixture, "job-title=a", "job-title=b");
  g_autoptr (GPtrArray) findings = NULL;
  const AmbFinding *finding;

  /* An answer that is taken back and given again has forgotten nothing. */
  resolve_only_finding (&fixture->b, AMB_RESOLVE_RESTORE_WITH_MINE);
  run_command (&fixture->b, id, "undo");
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 1);
  if (GPOINTER_TO_INT (data))
    run_command (&fixture->b, id, "redo");
  else
    resolve_only_finding (&fixture->b, AMB_RESOLVE_RESTORE_WITH_MINE);
  sync_fixture_settle (fixture);
  assert_shows (&fixture->a, id, "job-title=a");
  findings = amb_findings_list (fixture->b.store, NULL);
  g_assert_cmpuint (findings->len, ==, 1);
  finding = findings->pdata[0];
  g_assert_true (finding->is_conflict);
  g_assert_cmpstr (finding->base, ==, "start");
  g_assert_cmpstr (finding->mine, ==, "b");
  g_assert_cmpstr (finding->theirs, ==, "a");
  resolve_only_finding (&fixture->b, AMB_RESOLVE_MINE);
  sync_fixture_settle (fixture);
  assert_shows (&fixture->a, id, "job-title=b");
  assert_shows (&fixture->b, id, "job-title=b");
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 0);
  sync_fixture_free (fixture);
}

/* @data: whether Ben, before he answers again by a redo, takes his own removal back and so sees
 * what Ada wrote behind it. */
static void
test_a_redo_goes_by_what_was_seen_since (gconstpointer data)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = refuse_an_edit_that_saw_less (fixture, "job-title=a", "job-title=b");
  const gboolean looks = GPOINTER_TO_INT (data);
  g_autoptr (GPtrArray) findings = NULL;
  guint n_asked = 0;

  run_command (&fixture->a, id, "restore");
  sync_fixture_settle (fixture);
  run_command (&fixture->b, id, "remove");
  run_command (&fixture->a, id, "job-title=c");
  sync_fixture_run (fixture, &fixture->a);
  pull_only (fixture, &fixture->b);
  resolve_only_finding (&fixture->b, AMB_RESOLVE_RESTORE_WITH_MINE);
  run_command (&fixture->b, id, "undo");
  if (looks)
    {
      run_command (&fixture->b, id, "undo");
      assert_shows (&fixture->b, id, "job-title=c");
      run_command (&fixture->b, id, "redo");
    }
  run_command (&fixture->b, id, "redo");
  sync_fixture_settle (fixture);
  assert_shows (&fixture->a, id, looks ? "job-title=b" : "job-title=c");
  findings = amb_findings_list (fixture->b.store, NULL);
  for (guint i = 0; i < findings->len; i++)
    if (((const AmbFinding *) findings->pdata[i])->field)
      n_asked++;
  g_assert_cmpuint (n_asked, ==, looks ? 0 : 1);
  sync_fixture_free (fixture);
}

/* Ben has seen what Ada wrote, and removed the record himself: bringing it back asks nothing. */
static void
test_restoring_asks_nothing_about_what_one_removed (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = refuse_an_edit_that_saw_less (fixture, "job-title=a", "job-title=b");

  run_command (&fixture->a, id, "restore");
  sync_fixture_settle (fixture);
  assert_shows (&fixture->b, id, "job-title=a");
  run_command (&fixture->b, id, "remove");
  sync_fixture_settle (fixture);
  resolve_only_finding (&fixture->b, AMB_RESOLVE_RESTORE_WITH_MINE);
  sync_fixture_settle (fixture);
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 0);
  assert_shows (&fixture->a, id, "job-title=b");
  assert_shows (&fixture->b, id, "job-title=b");
  sync_fixture_free (fixture);
}

/* Ben removed it while what he had typed hid what Ada wrote: that he never saw. */
static void
test_restoring_asks_about_what_was_hidden_from_who_removed (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);

  run_command (&fixture->b, id, "job-title=b");
  run_command (&fixture->a, id, "job-title=a");
  sync_fixture_run (fixture, &fixture->a);
  pull_only (fixture, &fixture->b);
  run_command (&fixture->a, id, "remove");
  sync_fixture_run (fixture, &fixture->a);
  run_command (&fixture->b, id, "remove");
  sync_fixture_settle (fixture);
  resolve_only_finding (&fixture->b, AMB_RESOLVE_RESTORE_WITH_MINE);
  sync_fixture_settle (fixture);
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 1);
  assert_shows (&fixture->a, id, "job-title=a");
  sync_fixture_free (fixture);
}

/* Of a record that is here, whoever decides sees what it is now. */
static void
test_trying_again_asks_about_nothing_that_is_shown (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autofree char *other = add_with_email (&fixture->a, "Léa", "lea@example.com", NULL);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  run_commands (&fixture->b, id, "job-title=b; email=lea@example.com");
  run_command (&fixture->a, id, "job-title=a");
  sync_fixture_run (fixture, &fixture->a);
  sync_fixture_settle (fixture);
  assert_shows (&fixture->b, id, "job-title=a");
  findings = amb_findings_list (fixture->b.store, NULL);
  g_assert_cmpuint (findings->len, ==, 1);
  amb_sync_resolve (fixture->b.programme, ((AmbFinding *) findings->pdata[0])->key,
                    AMB_RESOLVE_VALUE, "{\"email\":\"b@example.com\"}", &error);
  g_assert_no_error (error);
  sync_fixture_settle (fixture);
  assert_shows (&fixture->a, id, "job-title=b; email=b@example.com");
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 0);
  sync_fixture_free (fixture);
}

static void
test_restoring_changes_a_set_as_it_was_changed (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = refuse_an_edit_that_saw_less (fixture, "roles=[\"curator\",\"trainer\"]",
                                                      "roles=[\"producer\"]");

  resolve_only_finding (&fixture->b, AMB_RESOLVE_RESTORE_WITH_MINE);
  sync_fixture_settle (fixture);
  assert_shows (&fixture->a, id, "roles=[\"curator\",\"producer\"]");
  assert_shows (&fixture->b, id, "roles=[\"curator\",\"producer\"]");
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 0);
  sync_fixture_free (fixture);
}

/* The deletion came without the value that stood there: an edit after a restore asks. */
static void
test_a_deletion_tells_no_values (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  sync_desk_set (&fixture->a, id, "job-title", "unseen");
  amb_programme_remove (fixture->a.programme, people, id, &error);
  g_assert_no_error (error);
  sync_fixture_run (fixture, &fixture->a);
  sync_fixture_run (fixture, &fixture->b);
  amb_programme_restore (fixture->b.programme, people, id, &error);
  g_assert_no_error (error);
  sync_desk_set (&fixture->b, id, "job-title", "mine");
  sync_fixture_settle (fixture);
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 1);
  g_assert_cmpstr (sync_desk_get (&fixture->a, id, "job-title", &value), ==, "unseen");
  sync_fixture_free (fixture);
}

/* A move that was taken back before it was sent holds back nothing that others did meanwhile. */
static void
test_an_undone_move_lets_theirs_through (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) response = NULL;
  g_autoptr (AmbUndoReport) report = NULL;
  AmbSyncOutcome outcome;

  amb_programme_move (fixture->b.programme, people, id, "nominated", NULL, &error);
  g_assert_no_error (error);
  amb_programme_move (fixture->a.programme, people, id, "applied", NULL, &error);
  g_assert_no_error (error);
  sync_fixture_run (fixture, &fixture->a);
  request = amb_sync_engine_plan_pull (fixture->b.engine, 0, &error);
  response = sync_fixture_answer (fixture, &fixture->b, request);
  g_assert_true (amb_sync_engine_apply (fixture->b.engine, request, response, &outcome, &error));
  g_assert_cmpstr (sync_desk_get (&fixture->b, id, "state", &value), ==, "nominated");
  report = amb_programme_undo (fixture->b.programme, &error);
  g_assert_no_error (error);
  sync_fixture_settle (fixture);
  g_assert_cmpstr (sync_desk_get (&fixture->b, id, "state", &value), ==, "applied");
  sync_fixture_free (fixture);
}

/* Each undo takes back one move of its own, not the undo before it. */
static void
test_two_moves_are_undone_one_after_the_other (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);

  run_commands (&fixture->a, id, "move nominated; move in_review");
  sync_fixture_settle (fixture);
  assert_shows (&fixture->b, id, "state=in_review");
  run_commands (&fixture->a, id, "undo; undo");
  assert_shows (&fixture->a, id, "state=identified");
  sync_fixture_settle (fixture);
  assert_shows (&fixture->a, id, "state=identified");
  assert_shows (&fixture->b, id, "state=identified");
  sync_fixture_free (fixture);
}

/* What somebody else moved since, and took back, is theirs: the machine decides about such a move.
 */
static void
test_a_move_that_another_moved_on_is_not_taken_back (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);

  run_command (&fixture->a, id, "move nominated");
  sync_fixture_settle (fixture);
  run_command (&fixture->b, id, "move in_review");
  sync_fixture_settle (fixture);
  run_command (&fixture->b, id, "undo");
  sync_fixture_settle (fixture);
  assert_shows (&fixture->a, id, "state=nominated");
  run_command (&fixture->a, id, "undo");
  sync_fixture_settle (fixture);
  assert_shows (&fixture->a, id, "state=nominated");
  assert_shows (&fixture->b, id, "state=nominated");
  g_assert_cmpint (amb_findings_count (fixture->a.store), ==, 1);
  sync_fixture_free (fixture);
}

static void
test_conflict_tells_was_mine_and_theirs (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autoptr (GPtrArray) findings = NULL;
  const AmbFinding *finding;

  sync_desk_set (&fixture->a, id, "job-title", "a");
  sync_desk_set (&fixture->b, id, "job-title", "b");
  sync_fixture_settle (fixture);
  findings = amb_findings_list (fixture->b.store, NULL);
  g_assert_cmpuint (findings->len, ==, 1);
  finding = findings->pdata[0];
  g_assert_cmpstr (finding->base, ==, "start");
  g_assert_cmpstr (finding->mine, ==, "b");
  g_assert_cmpstr (finding->theirs, ==, "a");
  g_assert_cmpstr (finding->by, ==, "Ada");
  sync_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/resolve/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/sync/resolve/duplicate-key-is-refused-and-can-be-settled",
                   test_duplicate_key_is_refused_and_can_be_settled);
  g_test_add_func ("/sync/resolve/dependents-of-a-refused-create-wait-and-follow",
                   test_dependents_of_a_refused_create_wait_and_follow);
  g_test_add_func ("/sync/resolve/a-refused-create-holds-up-nothing-and-leaves-no-move",
                   test_a_refused_create_holds_up_nothing_and_leaves_no_move);
  g_test_add_data_func ("/sync/resolve/restoring-asks-about-what-was-never-seen",
                        GINT_TO_POINTER (FALSE), test_restoring_asks_about_what_was_never_seen);
  g_test_add_data_func ("/sync/resolve/restoring-asks-about-what-was-never-seen-after-a-redo",
                        GINT_TO_POINTER (TRUE), test_restoring_asks_about_what_was_never_seen);
  g_test_add_data_func ("/sync/resolve/a-redo-goes-by-what-was-seen", GINT_TO_POINTER (FALSE),
                        test_a_redo_goes_by_what_was_seen_since);
  g_test_add_data_func ("/sync/resolve/a-redo-goes-by-what-was-seen-since", GINT_TO_POINTER (TRUE),
                        test_a_redo_goes_by_what_was_seen_since);
  g_test_add_func ("/sync/resolve/restoring-asks-nothing-about-what-one-removed",
                   test_restoring_asks_nothing_about_what_one_removed);
  g_test_add_func ("/sync/resolve/restoring-asks-about-what-was-hidden-from-who-removed",
                   test_restoring_asks_about_what_was_hidden_from_who_removed);
  g_test_add_func ("/sync/resolve/trying-again-asks-about-nothing-that-is-shown",
                   test_trying_again_asks_about_nothing_that_is_shown);
  g_test_add_func ("/sync/resolve/restoring-changes-a-set-as-it-was-changed",
                   test_restoring_changes_a_set_as_it_was_changed);
  g_test_add_func ("/sync/resolve/a-deletion-tells-no-values", test_a_deletion_tells_no_values);
  g_test_add_func ("/sync/resolve/an-undone-move-lets-theirs-through",
                   test_an_undone_move_lets_theirs_through);
  g_test_add_func ("/sync/resolve/two-moves-are-undone-one-after-the-other",
                   test_two_moves_are_undone_one_after_the_other);
  g_test_add_func ("/sync/resolve/a-move-that-another-moved-on-is-not-taken-back",
                   test_a_move_that_another_moved_on_is_not_taken_back);
  g_test_add_func ("/sync/resolve/conflict-tells-was-mine-and-theirs",
                   test_conflict_tells_was_mine_and_theirs);
  return g_test_run ();
}
