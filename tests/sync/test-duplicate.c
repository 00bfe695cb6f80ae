/* Duplicates merge or are both kept; and every resolution can be taken back, done again and done
 * anew: before and after it was sent. */
#include "sync-fixture.h"

#include "amb-attention-items.h"
#include "amb-error.h"
#include "amb-outbox.h"
#include "amb-problem.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *a;      /* what Ada does, who sends first: "field=value; move state; remove" */
  const char *b;      /* what Ben does without having seen it: one finding */
  const char *before; /* what Ben sees while it is open: "field=value; …", or "(gone)" */
  AmbResolution resolution;
  const char *value; /* of AMB_RESOLVE_VALUE */
  const char *after; /* what he sees once it is settled */
} Case;

// clang-format off
static const Case cases[] = {
  { "mine", "job-title=a", "job-title=b", "job-title=a", AMB_RESOLVE_MINE, NULL, "job-title=b" },
  { "theirs", "job-title=a", "job-title=b", "job-title=a", AMB_RESOLVE_THEIRS, NULL, "job-title=a" },
  { "another-value", "job-title=a", "job-title=b", "job-title=a", AMB_RESOLVE_VALUE, "c", "job-title=c" },
  { "mine-cleared", "job-title=a", "job-title=", "job-title=a", AMB_RESOLVE_MINE, NULL, "job-title=(unset)" },
  { "a-text-whose-lines-meet", "notes=theirs", "notes=mine", "notes=theirs", AMB_RESOLVE_MINE, NULL, "notes=mine" },
  { "a-text-of-both", "notes=theirs", "notes=mine", "notes=theirs", AMB_RESOLVE_VALUE, "theirs\nmine", "notes=theirs\nmine" },
  { "delete-anyway", "job-title=a", "remove", "job-title=a", AMB_RESOLVE_DELETE_ANYWAY, NULL, "(gone)" },
  { "keep-it", "job-title=a", "remove", "job-title=a", AMB_RESOLVE_THEIRS, NULL, "job-title=a" },
  { "restore-with-mine", "remove", "job-title=b", "(gone)", AMB_RESOLVE_RESTORE_WITH_MINE, NULL, "job-title=b" },
  { "leave-it-removed", "remove", "job-title=b", "(gone)", AMB_RESOLVE_THEIRS, NULL, "(gone)" },
  { "restore-with-my-move", "remove", "move nominated", "(gone)", AMB_RESOLVE_RESTORE_WITH_MINE, NULL, "state=nominated" },
  { "leave-the-move", "move nominated", "move applied", "state=nominated", AMB_RESOLVE_THEIRS, NULL, "state=nominated" },
};
// clang-format on

static void
run_command (SyncDesk *desk, const char *id, const char *command)
{
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autoptr (GError) error = NULL;

  if (g_str_has_prefix (command, "move "))
    amb_programme_move (desk->programme, people, id, command + strlen ("move "), NULL, &error);
  else if (g_str_equal (command, "remove"))
    amb_programme_remove (desk->programme, people, id, &error);
  else
    {
      const char *equals = strchr (command, '=');
      g_autofree char *field = g_strndup (command, equals - command);

      sync_desk_set (desk, id, field, equals[1] ? equals + 1 : NULL);
    }
  g_assert_no_error (error);
}

static void
assert_shows (SyncDesk *desk, const char *id, const char *expected)
{
  g_auto (GStrv) pair = g_strsplit (expected, "=", 2);
  g_autofree char *value = NULL;
  const char *shown;

  if (g_str_equal (expected, "(gone)"))
    {
      g_assert_cmpstr (sync_desk_get (desk, id, "display-name", &value), ==, "(gone)");
      return;
    }
  shown = sync_desk_get (desk, id, pair[0], &value);
  g_assert_cmpstr (shown ? shown : "(unset)", ==, pair[1]);
}

/* Everything that a finding says, so that “as it was” can be compared. */
static char *
describe (SyncDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = amb_findings_list (desk->store, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      const AmbFinding *f = g_ptr_array_index (findings, i);

      g_string_append_printf (
          text, "%d %s %s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%d\n", (int) f->key, f->entity->name, f->id,
          f->field ? f->field->name : "-", f->base ? f->base : "-", f->mine ? f->mine : "-",
          f->theirs ? f->theirs : "-", f->by ? f->by : "-", f->kind ? f->kind : "-",
          f->code ? f->code : "-", f->detail ? f->detail : "-", f->typed ? f->typed : "-",
          f->is_conflict);
    }
  return g_string_free (text, FALSE);
}

static void
resolve (SyncDesk *desk, AmbResolution resolution, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = amb_findings_list (desk->store, &error);

  g_assert_cmpuint (findings->len, ==, 1);
  amb_sync_resolve (desk->programme, ((AmbFinding *) findings->pdata[0])->key, resolution, value,
                    &error);
  g_assert_no_error (error);
  g_assert_cmpint (amb_findings_count (desk->store), ==, 0);
}

/* Undo leaves nothing alone. */
static void
undo (SyncDesk *desk, gboolean redo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) report = redo ? amb_programme_redo (desk->programme, &error)
                                          : amb_programme_undo (desk->programme, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->left->len, ==, 0);
  g_assert_cmpuint (report->n_undone, >, 0);
}

static void
send (SyncFixture *fixture)
{
  sync_fixture_run (fixture, &fixture->b);
  sync_fixture_settle (fixture);
}

/* Resolve, undo, redo, undo, resolve again; between them @is_sent sends what was done. */
static void
go_back_and_forth (const Case *c, gboolean is_sent)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autofree char *open = NULL;

  run_command (&fixture->a, id, c->a);
  run_command (&fixture->b, id, c->b);
  sync_fixture_settle (fixture);
  open = describe (&fixture->b);
  assert_shows (&fixture->b, id, c->before);
  for (guint round = 0; round < 2; round++)
    {
      g_autofree char *back = NULL;
      g_autofree char *again = NULL;

      resolve (&fixture->b, c->resolution, c->value);
      if (is_sent)
        send (fixture);
      assert_shows (&fixture->b, id, c->after);
      undo (&fixture->b, FALSE);
      if (is_sent)
        send (fixture);
      assert_shows (&fixture->b, id, c->before);
      back = describe (&fixture->b);
      g_assert_cmpstr (back, ==, open);
      undo (&fixture->b, TRUE);
      if (is_sent)
        send (fixture);
      assert_shows (&fixture->b, id, c->after);
      g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 0);
      undo (&fixture->b, FALSE);
      again = describe (&fixture->b);
      g_assert_cmpstr (again, ==, open);
    }
  resolve (&fixture->b, c->resolution, c->value);
  send (fixture);
  assert_shows (&fixture->a, id, c->after);
  assert_shows (&fixture->b, id, c->after);
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 0);
  sync_fixture_free (fixture);
}

static void
test_before_it_is_sent (gconstpointer data)
{
  go_back_and_forth (data, FALSE);
}

static void
test_after_it_was_sent (gconstpointer data)
{
  go_back_and_forth (data, TRUE);
}

static char *
add_with_email (
    SyncDesk *desk, const char *name, const char *email, const char *title, const char *manager)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), NULL);
  char *id;

  amb_record_set (record, "display-name", name);
  amb_record_set (record, "email", email);
  amb_record_set (record, "job-title", title);
  amb_record_set (record, "manager-id", manager);
  id = amb_programme_add (desk->programme, record, AMB_COMMAND_DEFAULT, &error);
  g_assert_no_error (error);
  return id;
}

/* Ben's Lea is a duplicate of Ada's Léa; Tom, who reports to Lea, waits. */
typedef struct
{
  SyncFixture *fixture;
  char *mine, *theirs, *report;
} Duplicate;

static Duplicate
make_duplicate (gboolean with_report)
{
  Duplicate d = { sync_fixture_new (), NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) response = NULL;
  AmbSyncOutcome outcome;

  sync_fixture_settle (d.fixture);
  d.theirs = add_with_email (&d.fixture->a, "Léa", "lea@example.com", NULL, NULL);
  sync_fixture_run (d.fixture, &d.fixture->a);
  d.mine = add_with_email (&d.fixture->b, "Lea", "lea@example.com", "Curator of mine", NULL);
  request = amb_sync_engine_plan_push (d.fixture->b.engine, &error);
  if (with_report)
    d.report = add_with_email (&d.fixture->b, "Tom", "tom@example.com", NULL, d.mine);
  response = sync_fixture_answer (d.fixture, &d.fixture->b, request);
  amb_sync_engine_apply (d.fixture->b.engine, request, response, &outcome, &error);
  g_assert_no_error (error);
  sync_fixture_run (d.fixture, &d.fixture->b);
  g_assert_cmpint (amb_findings_count (d.fixture->b.store), ==, 1);
  return d;
}

static void
duplicate_clear (Duplicate *d)
{
  sync_fixture_free (d->fixture);
  g_free (d->mine);
  g_free (d->theirs);
  g_free (d->report);
}

static void
assert_field (SyncDesk *desk, const char *id, const char *field, const char *expected)
{
  g_autofree char *value = NULL;

  g_assert_cmpstr (sync_desk_get (desk, id, field, &value), ==, expected);
}

static void
test_a_merge_fills_what_is_empty (void)
{
  Duplicate d = make_duplicate (TRUE);
  SyncDesk *a = &d.fixture->a;
  SyncDesk *b = &d.fixture->b;
  g_autofree char *open = describe (b);

  for (guint round = 0; round < 2; round++)
    {
      g_autofree char *back = NULL;

      resolve (b, AMB_RESOLVE_MERGE, NULL);
      assert_field (b, d.theirs, "job-title", "Curator of mine");
      assert_field (b, d.theirs, "display-name", "Léa");
      assert_field (b, d.report, "manager-id", d.theirs);
      g_assert_cmpint (amb_outbox_count_waiting (b->store), ==, 2);
      undo (b, FALSE);
      assert_field (b, d.theirs, "job-title", NULL);
      assert_field (b, d.report, "manager-id", d.mine);
      /* What is taken back before it is sent leaves an edit that changes nothing. */
      g_assert_cmpint (amb_outbox_count_waiting (b->store), <=, 1);
      back = describe (b);
      g_assert_cmpstr (back, ==, open);
      undo (b, TRUE);
      assert_field (b, d.theirs, "job-title", "Curator of mine");
      assert_field (b, d.report, "manager-id", d.theirs);
      g_assert_cmpint (amb_findings_count (b->store), ==, 0);
      undo (b, FALSE);
    }
  resolve (b, AMB_RESOLVE_MERGE, NULL);
  send (d.fixture);
  assert_field (a, d.theirs, "job-title", "Curator of mine");
  assert_field (a, d.report, "manager-id", d.theirs);
  assert_field (a, d.mine, "display-name", "(gone)");
  duplicate_clear (&d);
}

static void
test_a_merge_that_was_sent_is_taken_back (void)
{
  Duplicate d = make_duplicate (TRUE);
  SyncDesk *a = &d.fixture->a;
  SyncDesk *b = &d.fixture->b;

  resolve (b, AMB_RESOLVE_MERGE, NULL);
  send (d.fixture);
  undo (b, FALSE);
  send (d.fixture);
  assert_field (a, d.theirs, "job-title", NULL);
  /* Tom is on the server and can't refer to somebody who isn't. */
  assert_field (a, d.report, "manager-id", d.theirs);
  g_assert_cmpint (amb_findings_count (b->store), ==, 1);
  resolve (b, AMB_RESOLVE_MERGE, NULL);
  send (d.fixture);
  assert_field (a, d.theirs, "job-title", "Curator of mine");
  duplicate_clear (&d);
}

static void
test_both_are_kept_under_another_key (void)
{
  Duplicate d = make_duplicate (TRUE);
  SyncDesk *a = &d.fixture->a;
  SyncDesk *b = &d.fixture->b;
  g_autofree char *open = describe (b);
  g_autofree char *back = NULL;

  resolve (b, AMB_RESOLVE_VALUE, "{\"email\":\"lea.2@example.com\"}");
  assert_field (b, d.mine, "email", "lea.2@example.com");
  undo (b, FALSE);
  assert_field (b, d.mine, "email", "(gone)");
  g_assert_cmpint (amb_outbox_count_waiting (b->store), ==, 0);
  back = describe (b);
  g_assert_cmpstr (back, ==, open);
  undo (b, TRUE);
  assert_field (b, d.mine, "email", "lea.2@example.com");
  undo (b, FALSE);
  resolve (b, AMB_RESOLVE_VALUE, "{\"email\":\"lea.3@example.com\"}");
  send (d.fixture);
  assert_field (a, d.mine, "email", "lea.3@example.com");
  assert_field (a, d.mine, "job-title", "Curator of mine");
  assert_field (a, d.report, "manager-id", d.mine);
  assert_field (a, d.theirs, "email", "lea@example.com");
  duplicate_clear (&d);
}

static void
test_what_was_kept_and_sent_is_taken_back (void)
{
  Duplicate d = make_duplicate (FALSE);
  SyncDesk *a = &d.fixture->a;
  SyncDesk *b = &d.fixture->b;

  for (guint round = 0; round < 2; round++)
    {
      resolve (b, AMB_RESOLVE_VALUE, "{\"email\":\"lea.2@example.com\"}");
      send (d.fixture);
      assert_field (a, d.mine, "email", "lea.2@example.com");
      undo (b, FALSE);
      send (d.fixture);
      assert_field (a, d.mine, "email", "(gone)");
      g_assert_cmpint (amb_findings_count (b->store), ==, 1);
    }
  duplicate_clear (&d);
}

/* The key is still another's: nothing happens, and the finding stays. */
static void
test_the_same_key_is_refused_again (void)
{
  Duplicate d = make_duplicate (FALSE);
  SyncDesk *b = &d.fixture->b;
  g_autofree char *open = describe (b);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = amb_findings_list (b->store, &error);

  g_assert_false (amb_sync_resolve (b->programme, ((AmbFinding *) findings->pdata[0])->key,
                                    AMB_RESOLVE_MINE, NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_CONFLICT);
  after = describe (b);
  g_assert_cmpstr (after, ==, open);
  assert_field (b, d.mine, "email", "(gone)");
  duplicate_clear (&d);
}

static void
test_leaving_mine_is_taken_back (void)
{
  Duplicate d = make_duplicate (TRUE);
  SyncDesk *b = &d.fixture->b;
  g_autofree char *open = describe (b);
  g_autofree char *back = NULL;

  resolve (b, AMB_RESOLVE_THEIRS, NULL);
  assert_field (b, d.report, "manager-id", d.theirs);
  assert_field (b, d.theirs, "job-title", NULL);
  undo (b, FALSE);
  back = describe (b);
  g_assert_cmpstr (back, ==, open);
  assert_field (b, d.report, "manager-id", d.mine);
  g_assert_cmpint (amb_outbox_count_waiting (b->store), ==, 0);
  undo (b, TRUE);
  send (d.fixture);
  assert_field (&d.fixture->a, d.report, "manager-id", d.theirs);
  duplicate_clear (&d);
}

/* What waited for a record that is given up is given up with it; undo lets it wait again. */
static void
test_giving_up_with_children_is_taken_back (void)
{
  Duplicate d = make_duplicate (TRUE);
  SyncDesk *b = &d.fixture->b;
  g_autoptr (GError) error = NULL;
  g_autofree char *open = NULL;

  /* As if the server had refused Lea without naming another. */
  g_assert_true (amb_db_exec (amb_store_get_db (b->store),
                              "UPDATE finding SET theirs = NULL, code = 'invalid'", &error));
  open = describe (b);
  for (guint round = 0; round < 2; round++)
    {
      g_autofree char *back = NULL;
      g_autoptr (GPtrArray) waiting = NULL;
      g_autoptr (GPtrArray) findings = amb_findings_list (b->store, &error);

      amb_sync_resolve (b->programme, ((AmbFinding *) findings->pdata[0])->key, AMB_RESOLVE_THEIRS,
                        NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (amb_findings_count (b->store), ==, 1);
      assert_field (b, d.report, "display-name", "(gone)");
      undo (b, FALSE);
      back = describe (b);
      g_assert_cmpstr (back, ==, open);
      assert_field (b, d.report, "manager-id", d.mine);
      waiting = amb_sync_list_waiting (b->store, d.mine, &error);
      g_assert_cmpuint (waiting->len, ==, 1);
      undo (b, TRUE);
      g_assert_cmpint (amb_findings_count (b->store), ==, 1);
      assert_field (b, d.report, "display-name", "(gone)");
      undo (b, FALSE);
    }
  resolve (b, AMB_RESOLVE_VALUE, "{\"email\":\"lea.2@example.com\"}");
  send (d.fixture);
  assert_field (&d.fixture->a, d.report, "manager-id", d.mine);
  duplicate_clear (&d);
}

/* @n people that Ada has imported and Ben imports too, the odd ones under the one before. */
static GPtrArray *
make_duplicates (SyncFixture *fixture, guint n, GPtrArray *theirs)
{
  GPtrArray *mine = g_ptr_array_new_with_free_func (g_free);

  sync_fixture_settle (fixture);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *email = g_strdup_printf ("p%u@example.com", i);

      g_ptr_array_add (theirs, add_with_email (&fixture->a, "Theirs", email, NULL, NULL));
    }
  sync_fixture_run (fixture, &fixture->a);
  for (guint i = 0; i < n + 5; i++)
    {
      g_autofree char *email = g_strdup_printf ("p%u@example.com", i);

      g_ptr_array_add (mine, add_with_email (&fixture->b, "Mine", email, "Title",
                                             i % 2 ? g_ptr_array_index (mine, i - 1) : NULL));
    }
  sync_fixture_run (fixture, &fixture->b);
  sync_fixture_settle (fixture);
  return mine;
}

/* Merges all; none may stay. */
static guint
merge_all (SyncDesk *desk)
{
  const AmbSyncAnswer answer = { .resolution = AMB_RESOLVE_MERGE };
  g_autoptr (GError) error = NULL;
  AmbAttentionReport report;

  amb_sync_answer (desk->programme, &answer, "Merge all", &report, &error);
  g_assert_no_error (error);
  g_assert_no_error (report.why);
  g_assert_cmpuint (report.n_left, ==, 0);
  return report.n_settled;
}

static void
test_a_batch_of_duplicates_is_one_step (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autoptr (GPtrArray) theirs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) mine = make_duplicates (fixture, 6, theirs);
  g_autofree char *open = describe (&fixture->b);

  for (guint round = 0; round < 2; round++)
    {
      g_autofree char *back = NULL;

      g_assert_cmpuint (merge_all (&fixture->b), >=, 3);
      g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 0);
      for (guint i = 0; i < theirs->len; i += 2)
        assert_field (&fixture->b, theirs->pdata[i], "job-title", "Title");
      if (round == 1)
        break;
      undo (&fixture->b, FALSE);
      back = describe (&fixture->b);
      g_assert_cmpstr (back, ==, open);
      for (guint i = 0; i < theirs->len; i++)
        assert_field (&fixture->b, theirs->pdata[i], "job-title", NULL);
    }
  while (amb_outbox_count_waiting (fixture->b.store) > 0)
    {
      send (fixture);
      merge_all (&fixture->b);
    }
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 0);
  for (guint i = 0; i < theirs->len; i++)
    {
      assert_field (&fixture->a, theirs->pdata[i], "job-title", "Title");
      assert_field (&fixture->a, theirs->pdata[i], "display-name", "Theirs");
      assert_field (&fixture->a, mine->pdata[i], "display-name", "(gone)");
      if (i % 2)
        assert_field (&fixture->a, theirs->pdata[i], "manager-id", theirs->pdata[i - 1]);
    }
  for (guint i = theirs->len; i < mine->len; i++)
    assert_field (&fixture->a, mine->pdata[i], "display-name", "Mine");
  sync_fixture_free (fixture);
}

/* Whoever removed the record sees what they would remove. */
static void
assert_shown_since (SyncFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = amb_attention_items_read (fixture->b.store, 0, NULL, &error);
  const AmbAttentionField *field;

  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpuint (((AmbAttentionItem *) items->pdata[0])->fields->len, ==, 1);
  field = ((AmbAttentionItem *) items->pdata[0])->fields->pdata[0];
  g_assert_cmpstr (field->field->name, ==, "job-title");
  g_assert_cmpstr (field->mine, ==, "start");
  g_assert_cmpstr (field->theirs, ==, "a");
}

static void
test_a_removal_is_shown_what_was_changed_since (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);

  run_command (&fixture->a, id, "job-title=a");
  run_command (&fixture->b, id, "remove");
  sync_fixture_settle (fixture);
  assert_shown_since (fixture);
  /* and again, whenever the answer is taken back */
  for (guint i = 0; i < 2; i++)
    {
      amb_clock_advance (amb_store_get_clock (fixture->b.store), 60000);
      resolve (&fixture->b, AMB_RESOLVE_DELETE_ANYWAY, NULL);
      amb_clock_advance (amb_store_get_clock (fixture->b.store), 60000);
      undo (&fixture->b, FALSE);
      assert_shown_since (fixture);
    }
  sync_fixture_free (fixture);
}

/* Both bring a removed record back; the one who takes that back again must not remove the other's.
 */
static void
test_undo_of_a_restore_leaves_the_restore_of_another (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);

  run_command (&fixture->a, id, "remove");
  run_command (&fixture->b, id, "job-title=b");
  sync_fixture_settle (fixture);
  undo (&fixture->a, FALSE);
  sync_fixture_run (fixture, &fixture->a);
  resolve (&fixture->b, AMB_RESOLVE_RESTORE_WITH_MINE, NULL);
  undo (&fixture->b, FALSE);
  sync_fixture_settle (fixture);
  assert_shows (&fixture->a, id, "job-title=start");
  assert_shows (&fixture->b, id, "job-title=start");
  sync_fixture_free (fixture);
}

/* Whatever somebody else has done since stays, and with it the answer. */
static void
test_undo_leaves_what_another_changed_since (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) report = NULL;

  sync_desk_set (&fixture->a, id, "job-title", "a");
  sync_desk_set (&fixture->b, id, "job-title", "b");
  sync_fixture_settle (fixture);
  resolve (&fixture->b, AMB_RESOLVE_MINE, NULL);
  send (fixture);
  sync_desk_set (&fixture->a, id, "job-title", "later");
  sync_fixture_run (fixture, &fixture->a);
  sync_fixture_settle (fixture);
  report = amb_programme_undo (fixture->b.programme, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->left->len, >, 0);
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 0);
  assert_field (&fixture->b, id, "job-title", "later");
  sync_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *before = g_strconcat ("/sync/resolve-undo/unsent/", cases[i].name, NULL);
      g_autofree char *after = g_strconcat ("/sync/resolve-undo/sent/", cases[i].name, NULL);

      g_test_add_data_func (before, &cases[i], test_before_it_is_sent);
      g_test_add_data_func (after, &cases[i], test_after_it_was_sent);
    }
  g_test_add_func ("/sync/resolve-undo/a-merge-fills-what-is-empty",
                   test_a_merge_fills_what_is_empty);
  g_test_add_func ("/sync/resolve-undo/a-merge-that-was-sent-is-taken-back",
                   test_a_merge_that_was_sent_is_taken_back);
  g_test_add_func ("/sync/resolve-undo/both-are-kept-under-another-key",
                   test_both_are_kept_under_another_key);
  g_test_add_func ("/sync/resolve-undo/what-was-kept-and-sent-is-taken-back",
                   test_what_was_kept_and_sent_is_taken_back);
  g_test_add_func ("/sync/resolve-undo/the-same-key-is-refused-again",
                   test_the_same_key_is_refused_again);
  g_test_add_func ("/sync/resolve-undo/leaving-mine-is-taken-back",
                   test_leaving_mine_is_taken_back);
  g_test_add_func ("/sync/resolve-undo/giving-up-with-children-is-taken-back",
                   test_giving_up_with_children_is_taken_back);
  g_test_add_func ("/sync/resolve-undo/a-batch-of-duplicates-is-one-step",
                   test_a_batch_of_duplicates_is_one_step);
  g_test_add_func ("/sync/resolve-undo/a-removal-is-shown-what-was-changed-since",
                   test_a_removal_is_shown_what_was_changed_since);
  g_test_add_func ("/sync/resolve-undo/undo-of-a-restore-leaves-the-restore-of-another",
                   test_undo_of_a_restore_leaves_the_restore_of_another);
  g_test_add_func ("/sync/resolve-undo/undo-leaves-what-another-changed-since",
                   test_undo_leaves_what_another_changed_since);
  return g_test_run ();
}
