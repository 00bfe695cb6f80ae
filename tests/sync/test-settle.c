/* Undo on a desk that has a server: what others did meanwhile is theirs. */
#include "sync-fixture.h"

#include "amb-error.h"
#include "amb-outbox.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *mine;   /* what Ben does, synchronised */
  const char *theirs; /* what Ada does then, synchronised */
  const char *shown;  /* on both desks after Ben's undo and his redo */
} Case;

static const Case cases[] = {
  { "a-removal-that-others-took-back", "remove", "restore", "job-title=start" },
  { "an-edit-that-others-changed", "job-title=b", "job-title=a", "job-title=a" },
  { "a-move-that-others-went-on-from", "move applied", "move in_review", "state=in_review" },
  { "a-restored-record-that-others-removed", "remove; restore", "remove", "(gone)" },
};

static void
run_commands (SyncDesk *desk, const char *id, const char *commands)
{
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_auto (GStrv) list = g_strsplit (commands, "; ", -1);

  for (char **command = list; *command; command++)
    {
      g_autoptr (GError) error = NULL;

      if (g_str_has_prefix (*command, "move "))
        amb_programme_move (desk->programme, people, id, *command + strlen ("move "), NULL, &error);
      else if (g_str_equal (*command, "remove"))
        amb_programme_remove (desk->programme, people, id, &error);
      else if (g_str_equal (*command, "restore"))
        amb_programme_restore (desk->programme, people, id, &error);
      else
        sync_desk_set (desk, id, "job-title", strchr (*command, '=') + 1);
      g_assert_no_error (error);
    }
}

static void
assert_shows (SyncDesk *desk, const char *id, const char *expected)
{
  g_auto (GStrv) pair = g_strsplit (expected, "=", 2);
  g_autofree char *value = NULL;

  sync_desk_get (desk, id, pair[1] ? pair[0] : "display-name", &value);
  g_assert_cmpstr (value, ==, pair[1] ? pair[1] : expected);
}

/* It says why, once, and there is nothing to redo. */
static void
undo_nothing (SyncDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) report = amb_programme_undo (desk->programme, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->n_undone, ==, 0);
  g_assert_cmpuint (report->left->len, >, 0);
  g_assert_null (amb_programme_redo (desk->programme, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND);
}

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);

  run_commands (&fixture->b, id, self->mine);
  sync_fixture_run (fixture, &fixture->b);
  sync_fixture_settle (fixture);
  run_commands (&fixture->a, id, self->theirs);
  sync_fixture_settle (fixture);
  undo_nothing (&fixture->b);
  sync_fixture_settle (fixture);
  assert_shows (&fixture->a, id, self->shown);
  assert_shows (&fixture->b, id, self->shown);
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 0);
  sync_fixture_free (fixture);
}

/* One of two came back by others: the undo brings back the other, the redo removes that one. */
static void
test_redo_leaves_what_the_undo_left (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *first = sync_fixture_add_person (fixture);
  g_autofree char *second = sync_fixture_add_person (fixture);
  g_autoptr (AmbUndoReport) undone = NULL;
  g_autoptr (AmbUndoReport) redone = NULL;

  g_assert_true (amb_programme_open_group (fixture->b.programme, "Remove both", NULL));
  run_commands (&fixture->b, first, "remove");
  run_commands (&fixture->b, second, "remove");
  amb_programme_close_group (fixture->b.programme);
  sync_fixture_run (fixture, &fixture->b);
  sync_fixture_settle (fixture);
  run_commands (&fixture->a, first, "restore");
  sync_fixture_settle (fixture);
  undone = amb_programme_undo (fixture->b.programme, NULL);
  g_assert_cmpuint (undone->n_undone, ==, 1);
  redone = amb_programme_redo (fixture->b.programme, NULL);
  g_assert_cmpuint (redone->n_undone, ==, 1);
  sync_fixture_settle (fixture);
  assert_shows (&fixture->a, first, "job-title=start");
  assert_shows (&fixture->a, second, "(gone)");
  sync_fixture_free (fixture);
}

static void
take_over (SyncDesk *desk, const char *id)
{
  g_autoptr (AmbRecord) person = amb_record_new (amb_entity_find ("ambassador"), id);
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL;

  amb_record_set (person, "display-name", "Tried Twice");
  amb_record_set (person, "state", "not_selected");
  made = amb_programme_add (desk->programme, person, AMB_COMMAND_RUNNING, &error);
  g_assert_no_error (error);
}

/* What the server refused is tried once more, twice, each time taken back: the redo brings back the
 * second try with its own move, and what both desks show is one move. */
static void
test_a_second_try_leaves_nothing_of_the_first (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = amb_clock_dup_id (amb_store_get_clock (fixture->b.store));
  gint64 n = 0;

  for (guint i = 0; i < 2; i++)
    {
      take_over (&fixture->b, id);
      amb_undo_report_free (amb_programme_undo (fixture->b.programme, NULL));
    }
  amb_undo_report_free (amb_programme_redo (fixture->b.programme, NULL));
  sync_fixture_settle (fixture);
  assert_shows (&fixture->a, id, "state=not_selected");
  for (guint i = 0; i < 2; i++)
    {
      SyncDesk *desk = i == 0 ? &fixture->a : &fixture->b;

      g_assert_true (amb_db_query_int (amb_store_get_db (desk->store), &n, 0, NULL,
                                       "SELECT count (*) FROM transitions WHERE record = ?", "t",
                                       id));
      g_assert_cmpint (n, ==, 1);
    }
  sync_fixture_free (fixture);
}

/* Both moved to the same state; the other one's was first, under the same name or another. */
static void
test_a_merged_move_is_theirs (gconstpointer data)
{
  gboolean same_token = GPOINTER_TO_INT (data);
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autoptr (AmbQuery) moves = amb_query_new (amb_entity_find ("transition"));
  gint64 n = 0;

  if (same_token)
    {
      g_free (fixture->b.token);
      fixture->b.token = g_strdup (fixture->a.token);
      sync_fixture_settle (fixture);
    }
  run_commands (&fixture->a, id, "move nominated");
  run_commands (&fixture->b, id, "move nominated");
  sync_fixture_settle (fixture);
  undo_nothing (&fixture->b);
  sync_fixture_settle (fixture);
  assert_shows (&fixture->a, id, "state=nominated");
  assert_shows (&fixture->b, id, "state=nominated");
  g_assert_true (amb_store_count (fixture->b.store, moves, &n, NULL));
  g_assert_cmpint (n, ==, 1);
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 0);
  sync_fixture_free (fixture);
}

static void
test_whose_move_it_is_takes_it_back (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autoptr (AmbUndoReport) report = NULL;

  run_commands (&fixture->a, id, "move nominated");
  run_commands (&fixture->b, id, "move nominated");
  sync_fixture_settle (fixture);
  report = amb_programme_undo (fixture->a.programme, NULL);
  g_assert_cmpuint (report->n_undone, ==, 1);
  sync_fixture_settle (fixture);
  assert_shows (&fixture->b, id, "state=identified");
  sync_fixture_free (fixture);
}

/* What was taken of this desk before somebody removed the record is no longer its own to show, but
 * an older value is not the server's either. */
static void
test_a_deletion_brings_no_older_value_back (void)
{
  SyncFixture *f = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (f);
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncRequest) push = NULL;
  g_autoptr (AmbSyncResponse) taken = NULL;
  g_autoptr (AmbSyncRequest) pull = NULL;
  g_autoptr (AmbSyncResponse) page = NULL;
  g_autofree char *value = NULL;
  AmbSyncOutcome outcome = { 0 };

  sync_desk_set (&f->b, id, "job-title", "taken");
  push = amb_sync_engine_plan_push (f->b.engine, &error);
  taken = sync_fixture_answer (f, &f->b, push);
  g_assert_true (amb_sync_engine_apply (f->b.engine, push, taken, &outcome, &error));
  sync_fixture_run (f, &f->a);
  amb_programme_remove (f->a.programme, people, id, &error);
  g_assert_no_error (error);
  sync_fixture_run (f, &f->a);
  sync_desk_set (&f->b, id, "notes", "waits");
  pull = amb_sync_engine_plan_pull (f->b.engine, 0, &error);
  page = sync_fixture_answer (f, &f->b, pull);
  g_assert_true (amb_sync_engine_apply (f->b.engine, pull, page, &outcome, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (sync_desk_get (&f->b, id, "job-title", &value), ==, "taken");
  sync_fixture_free (f);
}

/* After a registration, if one is due. */
static void
push_of (SyncFixture *f, SyncDesk *desk)
{
  gboolean pushed = FALSE;

  while (!pushed)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbSyncRequest) push = amb_sync_engine_plan_push (desk->engine, &error);
      g_autoptr (AmbSyncResponse) answer = sync_fixture_answer (f, desk, push);
      AmbSyncOutcome outcome = { 0 };

      g_assert_true (amb_sync_engine_apply (desk->engine, push, answer, &outcome, &error));
      g_assert_no_error (error);
      pushed = push->kind == AMB_SYNC_PUSH;
    }
}

/* Ben's second edit is refused while the server's page with his first is not here yet: the first is
 * what shows, and what a removal leaves; the second comes back when the record does. */
static void
test_a_refused_edit_leaves_the_one_that_was_taken (void)
{
  SyncFixture *f = sync_fixture_new ();
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autofree char *id = sync_fixture_add_person (f);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  sync_desk_set (&f->b, id, "job-title", "taken");
  push_of (f, &f->b);
  amb_programme_remove (f->a.programme, people, id, &error);
  g_assert_no_error (error);
  sync_fixture_run (f, &f->a);
  sync_fixture_run (f, &f->a);
  findings = amb_findings_list (f->a.store, &error);
  g_assert_cmpuint (findings->len, ==, 1);
  amb_sync_resolve (f->a.programme, ((AmbFinding *) findings->pdata[0])->key,
                    AMB_RESOLVE_DELETE_ANYWAY, NULL, &error);
  g_assert_no_error (error);
  sync_fixture_run (f, &f->a);
  sync_desk_set (&f->b, id, "job-title", "refused");
  push_of (f, &f->b);
  g_assert_cmpstr (sync_desk_get (&f->b, id, "job-title", &value), ==, "taken");
  sync_fixture_settle (f);
  g_clear_pointer (&findings, g_ptr_array_unref);
  findings = amb_findings_list (f->b.store, &error);
  g_assert_cmpuint (findings->len, ==, 1);
  amb_sync_resolve (f->b.programme, ((AmbFinding *) findings->pdata[0])->key,
                    AMB_RESOLVE_RESTORE_WITH_MINE, NULL, &error);
  g_assert_no_error (error);
  sync_fixture_settle (f);
  g_assert_cmpstr (sync_desk_get (&f->a, id, "job-title", &value), ==, "refused");
  g_assert_cmpstr (sync_desk_get (&f->b, id, "job-title", &value), ==, "refused");
  sync_fixture_free (f);
}

/* A page is under way. Meanwhile the answer to a push tells what another has in one field, which is
 * newer than the page: of the other fields, the page still tells the newest. */
static void
test_a_page_from_before_a_conflict_tells_the_rest (void)
{
  SyncFixture *f = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (f);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncRequest) pull = NULL;
  g_autoptr (AmbSyncResponse) page = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *asked = NULL;
  AmbSyncOutcome outcome = { 0 };

  sync_desk_set (&f->a, id, "country", "FR");
  sync_fixture_run (f, &f->a);
  sync_desk_set (&f->b, id, "job-title", "mine");
  push_of (f, &f->b);
  pull = amb_sync_engine_plan_pull (f->b.engine, 0, &error);
  page = sync_fixture_answer (f, &f->b, pull);
  sync_desk_set (&f->a, id, "email", "a@a.example");
  sync_fixture_run (f, &f->a);
  sync_desk_set (&f->b, id, "email", "b@a.example");
  push_of (f, &f->b);
  g_assert_cmpint (amb_findings_count (f->b.store), ==, 1);
  g_assert_true (amb_sync_engine_apply (f->b.engine, pull, page, &outcome, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (sync_desk_get (&f->b, id, "job-title", &mine), ==, "mine");
  g_assert_cmpstr (sync_desk_get (&f->b, id, "country", &theirs), ==, "FR");
  g_assert_cmpstr (sync_desk_get (&f->b, id, "email", &asked), ==, "a@a.example");
  sync_fixture_free (f);
}

/* (transfer full): the id of a node, and in it of a person, whom both desks know. */
static char *
add_person_in_node (SyncFixture *f, const char *name, char **node)
{
  g_autoptr (AmbRecord) place = amb_record_new (amb_entity_find ("node"), NULL);
  g_autoptr (AmbRecord) person = amb_record_new (amb_entity_find ("ambassador"), NULL);
  g_autoptr (GError) error = NULL;
  char *id;

  amb_record_set (place, "name", name);
  *node = amb_programme_add (f->a.programme, place, AMB_COMMAND_DEFAULT, &error);
  g_assert_no_error (error);
  amb_record_set (person, "display-name", name);
  amb_record_set (person, "node-id", *node);
  id = amb_programme_add (f->a.programme, person, AMB_COMMAND_DEFAULT, &error);
  g_assert_no_error (error);
  sync_fixture_settle (f);
  return id;
}

/* Ben is a lead from now on, of a node that comes last: what it holds has left, and is not back. */
static void
pull_until_it_left (SyncFixture *f, const char *id)
{
  gboolean left = FALSE;

  while (!left)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbSyncRequest) pull = amb_sync_engine_plan_pull (f->b.engine, 0, &error);
      g_autoptr (AmbSyncResponse) page = NULL;
      AmbSyncOutcome outcome = { 0 };

      pull->limit = 1;
      page = sync_fixture_answer (f, &f->b, pull);
      g_assert_true (amb_sync_engine_apply (f->b.engine, pull, page, &outcome, &error));
      g_assert_no_error (error);
      g_assert_true (outcome.more);
      g_assert_true (amb_shadow_get (f->b.store, amb_entity_find ("ambassador"), id, "", &left,
                                     NULL, NULL, &error));
    }
}

/* Between two pages a row is in no scope of this desk. What the answer to a push tells of it then
 * is seen: the next edit is made on top of it. */
static void
test_a_conflict_of_a_row_between_scopes_is_seen (void)
{
  SyncFixture *f = sync_fixture_new ();
  g_autofree char *first_node = NULL;
  g_autofree char *node = NULL;
  g_autofree char *first = add_person_in_node (f, "First", &first_node);
  g_autofree char *id = add_person_in_node (f, "Second", &node);
  const char *const nodes[] = { first_node, node, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  sync_desk_set (&f->b, id, "job-title", "mine");
  sync_desk_set (&f->a, id, "job-title", "theirs");
  sync_fixture_run (f, &f->a);
  amb_server_core_set_grants (f->core, f->b.principal, AMB_ACCESS_LEAD, nodes, &error);
  g_assert_no_error (error);
  pull_until_it_left (f, id);
  g_assert_cmpstr (sync_desk_get (&f->b, id, "job-title", &value), ==, "mine");
  push_of (f, &f->b);
  g_assert_cmpint (amb_findings_count (f->b.store), ==, 1);
  g_assert_cmpstr (sync_desk_get (&f->b, id, "job-title", &value), ==, "theirs");
  sync_fixture_free (f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/settle/undo/leaves/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/sync/settle/undo/redo-leaves-what-the-undo-left",
                   test_redo_leaves_what_the_undo_left);
  g_test_add_func ("/sync/settle/undo/a-second-try-leaves-nothing-of-the-first",
                   test_a_second_try_leaves_nothing_of_the_first);
  g_test_add_data_func ("/sync/settle/undo/a-merged-move-is-theirs", GINT_TO_POINTER (FALSE),
                        test_a_merged_move_is_theirs);
  g_test_add_data_func ("/sync/settle/undo/a-merged-move-is-theirs-under-one-token",
                        GINT_TO_POINTER (TRUE), test_a_merged_move_is_theirs);
  g_test_add_func ("/sync/settle/undo/whose-move-it-is-takes-it-back",
                   test_whose_move_it_is_takes_it_back);
  g_test_add_func ("/sync/settle/a-deletion-brings-no-older-value-back",
                   test_a_deletion_brings_no_older_value_back);
  g_test_add_func ("/sync/settle/a-page-from-before-a-conflict-tells-the-rest",
                   test_a_page_from_before_a_conflict_tells_the_rest);
  g_test_add_func ("/sync/settle/a-refused-edit-leaves-the-one-that-was-taken",
                   test_a_refused_edit_leaves_the_one_that_was_taken);
  g_test_add_func ("/sync/settle/a-conflict-of-a-row-between-scopes-is-seen",
                   test_a_conflict_of_a_row_between_scopes_is_seen);
  return g_test_run ();
}
