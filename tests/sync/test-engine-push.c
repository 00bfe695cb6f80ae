/* A server that was put back from a backup: what needed attention is told once. */
#include <string.h>
#include "sync-fixture.h"

#include "amb-outbox.h"

#include <glib/gstdio.h>

typedef struct
{
  const char *name;
  gboolean is_lost;  /* the backup is from before the edits */
  int resolution;    /* of Ben's conflict, before the server is restored; −1: it stays open */
  guint findings;    /* of Ben's afterwards */
  const char *shown; /* on both desks */
} Case;

static const Case cases[] = {
  { "a-conflict-settled-as-mine-stays-settled", FALSE, AMB_RESOLVE_MINE, 0, "b" },
  { "a-conflict-settled-as-theirs-stays-settled", FALSE, AMB_RESOLVE_THEIRS, 0, "a" },
  { "an-open-conflict-stays-as-it-was", FALSE, -1, 1, "a" },
  { "a-lost-conflict-settled-as-mine-stays-settled", TRUE, AMB_RESOLVE_MINE, 0, "b" },
  { "a-lost-open-conflict-stays-as-it-was", TRUE, -1, 1, "a" },
};

static void
back_up (SyncFixture *fixture, const char *path)
{
  g_autofree char *sql = g_strdup_printf ("VACUUM INTO '%s'", path);
  g_autoptr (GError) error = NULL;

  amb_db_exec (amb_store_get_db (fixture->store), sql, &error);
  g_assert_no_error (error);
}

static void
put_back (SyncFixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->core);
  g_clear_object (&fixture->store);
  fixture->store = amb_store_open (path, AMB_STORE_SERVER, fixture->clock, &error);
  g_assert_no_error (error);
  fixture->core = amb_server_core_new (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_true (amb_server_core_renew_epoch (fixture->core, &error));
}

static void
assert_finding (const AmbFinding *finding)
{
  g_assert_cmpstr (finding->base, ==, "start");
  g_assert_cmpstr (finding->mine, ==, "b");
  g_assert_cmpstr (finding->theirs, ==, "a");
  g_assert_cmpstr (finding->by, ==, "Ada");
}

static void
settle_conflict (SyncDesk *desk, AmbResolution resolution)
{
  g_autoptr (GPtrArray) findings = amb_findings_list (desk->store, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (findings->len, ==, 1);
  assert_finding (findings->pdata[0]);
  amb_sync_resolve (desk->programme, ((AmbFinding *) findings->pdata[0])->key, resolution, NULL,
                    &error);
  g_assert_no_error (error);
}

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *folder = g_dir_make_tmp ("amb-restore-XXXXXX", NULL);
  g_autofree char *backup = g_build_filename (folder, "backup.db", NULL);
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autofree char *value = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (self->is_lost)
    back_up (fixture, backup);
  sync_desk_set (&fixture->a, id, "job-title", "a");
  sync_desk_set (&fixture->b, id, "job-title", "b");
  sync_fixture_settle (fixture);
  if (self->resolution >= 0)
    settle_conflict (&fixture->b, self->resolution);
  sync_fixture_run (fixture, &fixture->b);
  sync_fixture_settle (fixture);
  if (!self->is_lost)
    back_up (fixture, backup);
  put_back (fixture, backup);
  sync_fixture_settle (fixture);
  findings = amb_findings_list (fixture->b.store, NULL);
  g_assert_cmpuint (findings->len, ==, self->findings);
  if (findings->len > 0)
    assert_finding (findings->pdata[0]);
  g_assert_cmpint (amb_findings_count (fixture->a.store), ==, 0);
  g_assert_cmpstr (sync_desk_get (&fixture->a, id, "job-title", &value), ==, self->shown);
  g_assert_cmpstr (sync_desk_get (&fixture->b, id, "job-title", &value), ==, self->shown);
  sync_fixture_free (fixture);
  g_unlink (backup);
  g_rmdir (folder);
}

static void
assert_nothing_is_asked (SyncFixture *fixture)
{
  g_assert_cmpint (amb_findings_count (fixture->a.store), ==, 0);
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 0);
}

/* Ben saw Ada's title before he wrote his. Now his comes first. */
static void
test_the_order_of_before_stands (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *folder = g_dir_make_tmp ("amb-restore-XXXXXX", NULL);
  g_autofree char *backup = g_build_filename (folder, "backup.db", NULL);
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autofree char *value = NULL;

  back_up (fixture, backup);
  sync_desk_set (&fixture->a, id, "job-title", "Ada's");
  sync_fixture_settle (fixture);
  sync_desk_set (&fixture->b, id, "job-title", "Ben's");
  sync_fixture_settle (fixture);
  put_back (fixture, backup);
  sync_fixture_run (fixture, &fixture->b);
  sync_fixture_settle (fixture);
  g_assert_cmpstr (sync_desk_get (&fixture->a, id, "job-title", &value), ==, "Ben's");
  g_assert_cmpstr (sync_desk_get (&fixture->b, id, "job-title", &value), ==, "Ben's");
  assert_nothing_is_asked (fixture);
  sync_fixture_free (fixture);
  g_unlink (backup);
  g_rmdir (folder);
}

/* Ada made the record, Ben edited, moved and removed it: all of it is lost and comes back. */
static void
test_a_whole_life_comes_back (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *folder = g_dir_make_tmp ("amb-restore-XXXXXX", NULL);
  g_autofree char *backup = g_build_filename (folder, "backup.db", NULL);
  g_autofree char *id = NULL;
  g_autofree char *value = NULL;
  g_autoptr (AmbRecord) gone = NULL;
  g_autoptr (GError) error = NULL;

  back_up (fixture, backup);
  id = sync_fixture_add_person (fixture);
  sync_fixture_settle (fixture);
  sync_desk_set (&fixture->b, id, "job-title", "Ben's");
  sync_fixture_settle (fixture);
  sync_desk_set (&fixture->a, id, "job-title", "Ada's");
  sync_fixture_settle (fixture);
  amb_programme_remove (fixture->b.programme, amb_entity_find ("ambassador"), id, &error);
  g_assert_no_error (error);
  sync_fixture_settle (fixture);
  put_back (fixture, backup);
  sync_fixture_settle (fixture);
  gone = amb_store_lookup (fixture->store, amb_entity_find ("ambassador"), id, &error);
  g_assert_no_error (error);
  g_assert_true (amb_record_get_deleted (gone));
  g_assert_cmpstr (amb_record_get (gone, "job-title"), ==, "Ada's");
  assert_nothing_is_asked (fixture);
  sync_fixture_free (fixture);
  g_unlink (backup);
  g_rmdir (folder);
}

/* Both bring a record back; Ben changes his mind, and hasn't seen that Ada did so too. */
static void
test_what_two_brought_back_is_not_removed_unseen (void)
{
  const AmbEntity *people = amb_entity_find ("ambassador");
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  amb_programme_remove (fixture->a.programme, people, id, &error);
  g_assert_no_error (error);
  sync_fixture_settle (fixture);
  amb_programme_restore (fixture->a.programme, people, id, &error);
  g_assert_no_error (error);
  sync_fixture_run (fixture, &fixture->a);

  amb_programme_restore (fixture->b.programme, people, id, &error);
  g_assert_no_error (error);
  sync_desk_set (&fixture->b, id, "job-title", "Ben's");
  amb_programme_remove (fixture->b.programme, people, id, &error);
  g_assert_no_error (error);
  sync_fixture_settle (fixture);
  record = amb_store_lookup (fixture->store, people, id, &error);
  g_assert_no_error (error);
  g_assert_false (amb_record_get_deleted (record));
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 1);
  sync_fixture_free (fixture);
}

/* An answer brings the field that is in conflict, and nothing of what others wrote beside it. */
static void
test_a_removal_after_a_conflict_takes_no_other_field (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) response = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  AmbSyncOutcome outcome;

  sync_desk_set (&fixture->a, id, "display-name", "seen by nobody else");
  sync_fixture_run (fixture, &fixture->a);
  sync_desk_set (&fixture->a, id, "job-title", "a");
  sync_fixture_run (fixture, &fixture->a);
  sync_desk_set (&fixture->b, id, "job-title", "b");
  request = amb_sync_engine_plan_push (fixture->b.engine, &error);
  g_assert_no_error (error);
  response = sync_fixture_answer (fixture, &fixture->b, request);
  amb_sync_engine_apply (fixture->b.engine, request, response, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 1);

  amb_programme_remove (fixture->b.programme, amb_entity_find ("ambassador"), id, &error);
  g_assert_no_error (error);
  sync_fixture_settle (fixture);
  findings = amb_findings_list (fixture->b.store, NULL);
  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_cmpstr (((AmbFinding *) findings->pdata[0])->kind, ==, "delete");
  g_assert_cmpstr (sync_desk_get (&fixture->b, id, "display-name", &value), ==,
                   "seen by nobody else");
  sync_fixture_free (fixture);
}

static void
test_what_the_person_saw_stays_here (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;
  gsize length;
  const char *body;

  sync_desk_set (&fixture->a, id, "job-title", "now");
  request = amb_sync_engine_plan_push (fixture->a.engine, &error);
  g_assert_no_error (error);
  body = g_bytes_get_data (request->body, &length);
  sent = g_strndup (body, length);
  g_assert_nonnull (strstr (sent, "\"set\":{\"job-title\":\"now\"},\"bv\":{\"job-title\":"));
  for (const char *const *part =
           (const char *const[]){ "was", "piled", "start", "add", "del", NULL };
       *part; part++)
    g_assert_null (strstr (sent, *part));
  sync_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/sync/engine-push/restored-server/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/sync/engine-push/a-removal-after-a-conflict-takes-no-other-field",
                   test_a_removal_after_a_conflict_takes_no_other_field);
  g_test_add_func ("/sync/engine-push/what-the-person-saw-stays-here",
                   test_what_the_person_saw_stays_here);
  g_test_add_func ("/sync/engine-push/restored-server/the-order-of-before-stands",
                   test_the_order_of_before_stands);
  g_test_add_func ("/sync/engine-push/restored-server/a-whole-life-comes-back",
                   test_a_whole_life_comes_back);
  g_test_add_func ("/sync/engine-push/what-two-brought-back-is-not-removed-unseen",
                   test_what_two_brought_back_is_not_removed_unseen);
  return g_test_run ();
}
