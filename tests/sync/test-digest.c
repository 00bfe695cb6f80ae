/* A desk compares itself with the server, finds what was damaged in its file, and mends it. */
#include "sync-fixture.h"

#include "amb-error.h"
#include "amb-outbox.h"
#include "amb-sync-digest.h"

#include <string.h>

#define DAY (G_GINT64_CONSTANT (24) * 3600 * 1000)

static gboolean
exchange (SyncFixture *self, SyncDesk *desk, AmbSyncRequest *request)
{
  g_autoptr (AmbSyncRequest) owned = request;
  g_autoptr (AmbSyncResponse) response = sync_fixture_answer (self, desk, request);
  g_autoptr (GError) error = NULL;
  AmbSyncOutcome outcome;

  amb_sync_engine_apply (desk->engine, request, response, &outcome, &error);
  g_assert_no_error (error);
  return outcome.compared;
}

/* Questions and answers, with the pulls that must come first, to the end of a comparison. */
static AmbSyncComparison *
compare (SyncFixture *self, SyncDesk *desk)
{
  for (guint rounds = 0; rounds < 200; rounds++)
    {
      g_autoptr (GError) error = NULL;
      AmbSyncRequest *request = amb_sync_engine_plan_digest (desk->engine, &error);

      g_assert_no_error (error);
      if (!request)
        sync_fixture_run (self, desk);
      else if (exchange (self, desk, request))
        return amb_sync_engine_take_comparison (desk->engine);
    }
  g_assert_not_reached ();
}

static AmbSyncComparison *
compare_asked (SyncFixture *self, SyncDesk *desk, gboolean repairs)
{
  amb_sync_engine_compare (desk->engine, repairs);
  return compare (self, desk);
}

static void
assert_same (SyncFixture *self, SyncDesk *desk)
{
  g_autoptr (AmbSyncComparison) comparison = compare_asked (self, desk, FALSE);

  for (guint i = 0; i < comparison->differences->len; i++)
    {
      const AmbSyncDifference *difference = g_ptr_array_index (comparison->differences, i);

      g_test_message ("%s %s: lacks %d, stays %d, differs %d",
                      difference->scope ? difference->scope : "-",
                      difference->entity ? difference->entity->name : "-", (int) difference->lacks,
                      (int) difference->stays, (int) difference->differs);
    }
  g_assert_cmpuint (comparison->differences->len, ==, 0);
  g_assert_cmpint (comparison->rows, >, 0);
  g_assert_false (comparison->gave_up);
}

static void
damage (SyncDesk *desk, const char *sql)
{
  g_autoptr (GError) error = NULL;

  amb_db_exec (amb_store_get_db (desk->store), sql, &error);
  g_assert_no_error (error);
}

static void
assert_sound (SyncDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = amb_store_check (desk->store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}

/* Each way in which a file may come to differ: what is told, and that it is mended. */
static void
test_finds_and_mends (void)
{
  static const struct
  {
    const char *sql;
    gint64 lacks, stays, differs;
  } cases[] = {
    { "DELETE FROM ambassadors", 1, 0, 0 },
    { "DELETE FROM ambassadors; DELETE FROM ambassadors_fts; DELETE FROM set_value", 1, 0, 0 },
    { "UPDATE ambassadors SET deleted = 1", 1, 0, 0 },
    { "UPDATE ambassadors SET job_title = 'another'", 0, 0, 1 },
    { "UPDATE ambassadors SET job_title = NULL", 0, 0, 1 },
    { "UPDATE ambassadors SET ver = ver - 1, job_title = 'older'", 0, 0, 1 },
    { "UPDATE ambassadors SET ver = ver + 1000, job_title = 'newer'", 0, 0, 1 },
    { "UPDATE ambassadors SET fv = '{\"*\":1}'", 0, 0, 1 },
    { "UPDATE ambassadors SET extra = '{\"shoe-size\":41}'", 0, 0, 1 },
    { "DELETE FROM sync_member WHERE entity = 'ambassador'", 1, 1, 0 },
    { "UPDATE sync_member SET dead = 1 WHERE entity = 'ambassador'", 1, 1, 0 },
    /* a row of nobody's, as the server would have sent it once */
    { "INSERT INTO nodes (id, ver, name, name_key, kind)"
      " VALUES ('01900000-0000-7000-8000-00000000beef', 1, 'Ghost', 'ghost', 'hub');"
      "INSERT INTO sync_member SELECT 'node', max (rid), (SELECT id FROM sync_scope), 1, 0"
      " FROM nodes",
      0, 1, 0 },
    { "INSERT INTO nodes (id, ver, name, name_key, kind)"
      " VALUES ('01900000-0000-7000-8000-00000000beef', 1, 'Ghost', 'ghost', 'hub')",
      0, 1, 0 },
    { "DELETE FROM sync_member; DELETE FROM sync_scope", 2, 2, 0 },
    { "INSERT INTO sync_scope (name, gen) VALUES ('node:nowhere', 1);"
      "INSERT INTO sync_member SELECT 'ambassador', rid, (SELECT max (id) FROM sync_scope), 1, 0"
      " FROM ambassadors",
      0, 1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SyncFixture *self = sync_fixture_new ();
      g_autofree char *id = sync_fixture_add_person (self);
      g_autofree char *value = NULL;
      gint64 lacks = 0, stays = 0, differs = 0;

      g_test_message ("%s", cases[i].sql);
      assert_same (self, &self->b);
      damage (&self->b, cases[i].sql);
      {
        g_autoptr (AmbSyncComparison) told = compare_asked (self, &self->b, FALSE);
        g_autoptr (AmbSyncComparison) mended = compare_asked (self, &self->b, TRUE);

        for (guint k = 0; k < told->differences->len; k++)
          {
            const AmbSyncDifference *difference = g_ptr_array_index (told->differences, k);

            lacks += difference->lacks;
            stays += difference->stays;
            differs += difference->differs;
            g_assert_false (difference->at_least && difference->scope == NULL);
          }
        g_test_message ("%d %d %d", (int) lacks, (int) stays, (int) differs);
        g_assert_cmpint (lacks, >=, cases[i].lacks);
        g_assert_cmpint (stays, >=, cases[i].stays);
        g_assert_cmpint (differs, ==, cases[i].differs);
        g_assert_cmpuint (told->differences->len, ==, mended->differences->len);
        g_assert_true (mended->repairs);
      }
      sync_fixture_run (self, &self->b);
      assert_same (self, &self->b);
      g_assert_cmpstr (sync_desk_get (&self->b, id, "job-title", &value), ==, "start");
      assert_sound (&self->b);
      sync_fixture_free (self);
    }
}

/* Who only asks gets an answer and nothing else. */
static void
test_who_only_asks_changes_nothing (void)
{
  SyncFixture *self = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (self);
  g_autofree char *value = NULL;

  damage (&self->b, "UPDATE ambassadors SET job_title = 'another'");
  {
    g_autoptr (AmbSyncComparison) comparison = compare_asked (self, &self->b, FALSE);

    g_assert_cmpint (amb_sync_comparison_count (comparison), ==, 1);
    g_assert_false (comparison->repairs);
  }
  sync_fixture_settle (self);
  g_assert_cmpstr (sync_desk_get (&self->b, id, "job-title", &value), ==, "another");
  g_assert_cmpint (amb_store_get_meta_int (self->b.store, "differed-at", 0), ==, 0);
  sync_fixture_free (self);
}

/* While it is mended everything stays on the screen, and what was typed meanwhile is sent. */
static void
test_an_edit_during_a_repair_is_kept (void)
{
  SyncFixture *self = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (self);
  g_autofree char *value = NULL;
  g_autoptr (AmbSyncComparison) comparison = NULL;

  damage (&self->b, "UPDATE ambassadors SET job_title = 'another'");
  comparison = compare_asked (self, &self->b, TRUE);
  sync_desk_set (&self->b, id, "notes", "Lyon");
  sync_desk_set (&self->b, id, "job-title", "mine");
  g_assert_cmpstr (sync_desk_get (&self->b, id, "job-title", &value), ==, "mine");
  sync_fixture_settle (self);
  g_assert_cmpstr (sync_desk_get (&self->a, id, "notes", &value), ==, "Lyon");
  g_assert_cmpstr (sync_desk_get (&self->a, id, "job-title", &value), ==, "mine");
  g_assert_cmpstr (sync_desk_get (&self->b, id, "job-title", &value), ==, "mine");
  assert_same (self, &self->a);
  assert_same (self, &self->b);
  sync_fixture_free (self);
}

/* What waits for a person is no difference: the shadow says what the server has. */
static void
test_findings_and_what_is_parked_stay (void)
{
  SyncFixture *self = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (self);
  g_autofree char *value = NULL;

  sync_desk_set (&self->a, id, "job-title", "hers");
  sync_desk_set (&self->b, id, "job-title", "his");
  sync_fixture_settle (self);
  g_assert_cmpint (amb_findings_count (self->b.store), ==, 1);
  sync_desk_set (&self->b, id, "notes", "Lyon");
  damage (&self->b, "UPDATE outbox SET state = 3"); /* parked */
  assert_same (self, &self->b);
  damage (&self->b, "UPDATE ambassadors SET display_name = 'another'");
  {
    g_autoptr (AmbSyncComparison) comparison = compare_asked (self, &self->b, TRUE);

    g_assert_cmpint (amb_sync_comparison_count (comparison), ==, 1);
  }
  sync_fixture_run (self, &self->b);
  assert_same (self, &self->b);
  g_assert_cmpint (amb_findings_count (self->b.store), ==, 1);
  g_assert_cmpstr (sync_desk_get (&self->b, id, "notes", &value), ==, "Lyon");
  g_assert_cmpstr (sync_desk_get (&self->b, id, "display-name", &value), ==, "Zoé Martin");
  damage (&self->b, "UPDATE outbox SET state = 0");
  sync_fixture_settle (self);
  g_assert_cmpstr (sync_desk_get (&self->a, id, "notes", &value), ==, "Lyon");
  sync_fixture_free (self);
}

/* Once a day, by the profile's clock, and after a repair once more. */
static void
test_is_made_once_a_day (void)
{
  SyncFixture *self = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (self);
  AmbClock *clock = amb_store_get_clock (self->b.store);

  g_assert_false (amb_sync_engine_wants_comparison (self->b.engine));
  amb_clock_advance (clock, DAY);
  g_assert_true (amb_sync_engine_wants_comparison (self->b.engine));
  {
    g_autoptr (AmbSyncComparison) comparison = compare (self, &self->b);
    g_assert_cmpuint (comparison->differences->len, ==, 0);
  }
  g_assert_false (amb_sync_engine_wants_comparison (self->b.engine));
  damage (&self->b, "UPDATE ambassadors SET job_title = 'another'");
  amb_clock_advance (clock, DAY - 1);
  g_assert_false (amb_sync_engine_wants_comparison (self->b.engine));
  amb_clock_advance (clock, 1);
  {
    g_autoptr (AmbSyncComparison) comparison = compare (self, &self->b);
    g_assert_cmpuint (comparison->differences->len, ==, 1);
  }
  g_assert_cmpint (amb_store_get_meta_int (self->b.store, "differed-rows", 0), ==, 1);
  g_assert_true (amb_sync_engine_wants_comparison (self->b.engine)); /* did it help? */
  {
    g_autoptr (AmbSyncComparison) comparison = compare (self, &self->b);
    g_assert_cmpuint (comparison->differences->len, ==, 0);
  }
  g_assert_false (amb_sync_engine_wants_comparison (self->b.engine));
  sync_fixture_free (self);
}

/* A difference that comes back is not fetched again for ever: the scope, then everything, then it
 * is only told. */
static void
test_what_does_not_help_is_not_done_for_ever (void)
{
  SyncFixture *self = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (self);
  const char *const sql = "UPDATE ambassadors SET job_title = 'another'";
  const gboolean repairs[] = { TRUE, TRUE, FALSE };

  amb_clock_advance (amb_store_get_clock (self->b.store), DAY);
  for (guint i = 0; i < G_N_ELEMENTS (repairs); i++)
    {
      g_autoptr (AmbSyncComparison) comparison = NULL;

      damage (&self->b, sql);
      g_assert_true (amb_sync_engine_wants_comparison (self->b.engine));
      comparison = compare (self, &self->b);
      g_assert_cmpuint (comparison->differences->len, >, 0);
      g_assert_cmpint (comparison->repairs, ==, repairs[i]);
      sync_fixture_run (self, &self->b);
    }
  g_assert_false (amb_sync_engine_wants_comparison (self->b.engine));
  {
    g_autoptr (AmbSyncComparison) comparison = compare_asked (self, &self->b, TRUE);
    g_assert_true (comparison->repairs); /* a person may try again */
  }
  sync_fixture_run (self, &self->b);
  assert_same (self, &self->b);
  sync_fixture_free (self);
}

/* Somebody commits between two questions: pulls first, then everything anew. */
static void
test_begins_anew_when_others_commit (void)
{
  SyncFixture *self = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (self);
  g_autofree char *value = NULL;
  g_autoptr (AmbSyncComparison) comparison = NULL;

  damage (&self->b, "UPDATE ambassadors SET job_title = 'another'");
  amb_sync_engine_compare (self->b.engine, FALSE);
  g_assert_false (exchange (self, &self->b, amb_sync_engine_plan_digest (self->b.engine, NULL)));
  sync_desk_set (&self->a, id, "notes", "Lyon");
  sync_fixture_run (self, &self->a);
  g_assert_false (exchange (self, &self->b, amb_sync_engine_plan_digest (self->b.engine, NULL)));
  g_assert_false (amb_sync_engine_is_at_head (self->b.engine));
  comparison = compare (self, &self->b);
  /* the pull brought the row, and with it what was wrong */
  g_assert_cmpuint (comparison->differences->len, ==, 0);
  g_assert_cmpstr (sync_desk_get (&self->b, id, "job-title", &value), ==, "start");
  sync_fixture_free (self);
}

/* An answer that never came must not keep pulls waiting. */
static void
test_an_answer_that_never_came_is_no_end (void)
{
  SyncFixture *self = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (self);
  g_autoptr (AmbSyncRequest) lost = NULL;

  amb_clock_advance (amb_store_get_clock (self->b.store), DAY);
  lost = amb_sync_engine_plan_digest (self->b.engine, NULL);
  g_assert_nonnull (lost);
  g_assert_null (amb_sync_engine_plan_digest (self->b.engine, NULL));
  g_assert_false (amb_sync_engine_wants_comparison (self->b.engine));
  amb_clock_advance (amb_store_get_clock (self->b.store), DAY / 24);
  g_assert_true (amb_sync_engine_wants_comparison (self->b.engine));
  {
    g_autoptr (AmbSyncResponse) late = sync_fixture_answer (self, &self->b, lost);
    AmbSyncOutcome outcome;

    g_assert_true (amb_sync_engine_apply (self->b.engine, lost, late, &outcome, NULL));
    g_assert_false (outcome.applied);
  }
  sync_fixture_free (self);
}

static AmbSyncResponse *
new_response (guint status, const char *type, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  AmbSyncResponse *response = amb_sync_response_new (status, body, 0);

  response->type = g_strdup (type);
  return response;
}

/* A server of before digests: by itself nobody complains; who asked is told. */
static void
test_an_older_server_is_left_alone (void)
{
  SyncFixture *self = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (self);

  for (guint asked = 0; asked < 2; asked++)
    {
      g_autoptr (AmbSyncResponse) response =
          new_response (404, "application/problem+json",
                        "{\"status\":404,\"code\":\"not-found\",\"detail\":\"Nothing here.\"}");
      g_autoptr (AmbSyncRequest) request = NULL;
      g_autoptr (GError) error = NULL;
      AmbSyncOutcome outcome;

      amb_clock_advance (amb_store_get_clock (self->b.store), DAY);
      if (asked)
        amb_sync_engine_compare (self->b.engine, TRUE);
      request = amb_sync_engine_plan_digest (self->b.engine, NULL);
      g_assert_cmpint (amb_sync_engine_apply (self->b.engine, request, response, &outcome, &error),
                       ==, !asked);
      if (asked)
        g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
      g_assert_cmpint (amb_sync_engine_wants_comparison (self->b.engine), ==, asked);
    }
  sync_fixture_free (self);
}

/* Whatever else stands in the answer changes nothing. */
static void
test_a_damaged_answer_changes_nothing (void)
{
  SyncFixture *self = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (self);
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) whole = NULL;
  gsize length;
  gint64 generation = amb_store_get_meta_int (self->b.store, "generation", 0);

  damage (&self->b, "UPDATE ambassadors SET job_title = 'another'");
  amb_sync_engine_compare (self->b.engine, TRUE);
  request = amb_sync_engine_plan_digest (self->b.engine, NULL);
  whole = sync_fixture_answer (self, &self->b, request);
  length = g_bytes_get_size (whole->body);
  for (gsize cut = 0; cut < length; cut += 7)
    {
      g_autoptr (AmbSyncRequest) again = NULL;
      g_autoptr (AmbSyncResponse) answer = NULL;
      g_autoptr (GBytes) body = NULL;
      g_autoptr (AmbSyncResponse) part = NULL;
      g_autoptr (GError) error = NULL;
      AmbSyncOutcome outcome;

      amb_sync_engine_compare (self->b.engine, TRUE);
      again = amb_sync_engine_plan_digest (self->b.engine, NULL);
      answer = sync_fixture_answer (self, &self->b, again);
      body = g_bytes_new_from_bytes (answer->body, 0, cut);
      part = amb_sync_response_new (200, body, 0);
      g_assert_false (amb_sync_engine_apply (self->b.engine, again, part, &outcome, &error));
      g_assert_error (error, AMB_ERROR, AMB_ERROR_PROTOCOL);
    }
  g_assert_cmpint (amb_store_get_meta_int (self->b.store, "generation", 0), ==, generation);
  {
    g_autoptr (AmbSyncRequest) again = NULL;
    g_autoptr (GError) error = NULL;
    AmbSyncOutcome outcome;

    amb_sync_engine_compare (self->b.engine, TRUE);
    again = amb_sync_engine_plan_digest (self->b.engine, NULL);
    /* the answer to another question */
    g_assert_false (amb_sync_engine_apply (self->b.engine, again, whole, &outcome, &error));
    g_assert_error (error, AMB_ERROR, AMB_ERROR_PROTOCOL);
  }
  sync_fixture_free (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/sync/digest/" name, func)
  ADD ("finds-and-mends", test_finds_and_mends);
  ADD ("who-only-asks-changes-nothing", test_who_only_asks_changes_nothing);
  ADD ("an-edit-during-a-repair-is-kept", test_an_edit_during_a_repair_is_kept);
  ADD ("findings-and-what-is-parked-stay", test_findings_and_what_is_parked_stay);
  ADD ("is-made-once-a-day", test_is_made_once_a_day);
  ADD ("what-does-not-help-is-not-done-for-ever", test_what_does_not_help_is_not_done_for_ever);
  ADD ("begins-anew-when-others-commit", test_begins_anew_when_others_commit);
  ADD ("an-answer-that-never-came-is-no-end", test_an_answer_that_never_came_is_no_end);
  ADD ("an-older-server-is-left-alone", test_an_older_server_is_left_alone);
  ADD ("a-damaged-answer-changes-nothing", test_a_damaged_answer_changes_nothing);
  return g_test_run ();
}
