/* What the engine does with answers that come late, damaged, or from a server that was restored. */
#include "sync-fixture.h"

#include "amb-error.h"
#include "amb-outbox.h"
#include "amb-push.h"
#include "amb-sync-engine-private.h"

#include <string.h>

static AmbSyncRequest *
plan_pull (SyncDesk *desk)
{
  g_autoptr (GError) error = NULL;
  AmbSyncRequest *request = amb_sync_engine_plan_pull (desk->engine, 0, &error);

  g_assert_no_error (error);
  g_assert_nonnull (request);
  return request;
}

static AmbSyncRequest *
plan_push (SyncDesk *desk)
{
  g_autoptr (GError) error = NULL;
  AmbSyncRequest *request = amb_sync_engine_plan_push (desk->engine, &error);

  g_assert_no_error (error);
  g_assert_nonnull (request);
  return request;
}

static void
test_stale_answer_changes_nothing (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autoptr (AmbSyncRequest) former = plan_pull (&fixture->b);
  g_autoptr (AmbSyncResponse) late = sync_fixture_answer (fixture, &fixture->b, former);
  g_autoptr (GError) error = NULL;
  AmbSyncOutcome outcome;

  sync_fixture_run (fixture, &fixture->b);
  g_assert_true (amb_sync_engine_apply (fixture->b.engine, former, late, &outcome, &error));
  g_assert_no_error (error);
  g_assert_false (outcome.applied);
  sync_fixture_free (fixture);
}

static void
push (SyncFixture *fixture, SyncDesk *desk)
{
  g_autoptr (AmbSyncRequest) request = plan_push (desk);
  g_autoptr (AmbSyncResponse) response = sync_fixture_answer (fixture, desk, request);
  g_autoptr (GError) error = NULL;
  AmbSyncOutcome outcome;

  g_assert_true (amb_sync_engine_apply (desk->engine, request, response, &outcome, &error));
  g_assert_no_error (error);
}

/* Applies one page that has more. */
static AmbSyncRequest *
apply_first_page (SyncFixture *fixture)
{
  AmbSyncRequest *request = plan_pull (&fixture->b);
  g_autoptr (AmbSyncResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  AmbSyncOutcome outcome;

  request->limit = 1;
  response = sync_fixture_answer (fixture, &fixture->b, request);
  g_assert_true (amb_sync_engine_apply (fixture->b.engine, request, response, &outcome, &error));
  g_assert_no_error (error);
  g_assert_true (outcome.more);
  return request;
}

static void
test_what_was_asked_ahead_is_taken_up (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *one = sync_fixture_add_person (fixture);
  g_autofree char *two = sync_fixture_add_person (fixture);
  g_autoptr (AmbSyncRequest) first = NULL;
  g_autoptr (AmbSyncRequest) next = NULL;
  g_autoptr (AmbSyncRequest) other = NULL;

  sync_desk_set (&fixture->a, one, "job-title", "Lyon");
  sync_desk_set (&fixture->a, two, "job-title", "Paris");
  sync_fixture_run (fixture, &fixture->a);
  first = apply_first_page (fixture);
  next = plan_pull (&fixture->b);
  g_assert_cmpstr (next->id, ==, first->next_id);
  other = plan_pull (&fixture->b); /* once */
  g_assert_cmpstr (other->id, !=, first->next_id);
  g_assert_cmpstr (other->id, !=, next->next_id);
  sync_fixture_free (fixture);
}

static void
test_what_was_asked_ahead_is_not_taken_up_after_a_reset (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *one = sync_fixture_add_person (fixture);
  g_autofree char *two = sync_fixture_add_person (fixture);
  g_autoptr (AmbSyncRequest) first = NULL;
  g_autoptr (AmbSyncRequest) next = NULL;
  g_autoptr (GError) error = NULL;

  sync_desk_set (&fixture->a, one, "job-title", "Lyon");
  sync_desk_set (&fixture->a, two, "job-title", "Paris");
  sync_fixture_run (fixture, &fixture->a);
  first = apply_first_page (fixture);
  g_assert_true (amb_sync_reset (fixture->b.engine, &error));
  g_assert_no_error (error);
  next = plan_pull (&fixture->b);
  g_assert_cmpstr (next->id, !=, first->next_id);
  sync_fixture_free (fixture);
}

/* The row was written again, so it stands behind the first page although its mark is passed. */
static void
test_own_edit_stays_in_view_until_the_head (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *first = sync_fixture_add_person (fixture);
  g_autofree char *second = sync_fixture_add_person (fixture);
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = NULL;
  AmbSyncOutcome outcome;

  sync_desk_set (&fixture->b, first, "job-title", "mine");
  push (fixture, &fixture->b);
  sync_desk_set (&fixture->b, second, "job-title", "other");
  push (fixture, &fixture->b);
  sync_desk_set (&fixture->a, first, "notes", "theirs");
  push (fixture, &fixture->a);

  request = plan_pull (&fixture->b);
  request->limit = 1;
  response = sync_fixture_answer (fixture, &fixture->b, request);
  g_assert_true (amb_sync_engine_apply (fixture->b.engine, request, response, &outcome, &error));
  g_assert_no_error (error);
  g_assert_true (outcome.more);
  g_assert_cmpstr (sync_desk_get (&fixture->b, first, "job-title", &seen), ==, "mine");
  sync_fixture_settle (fixture);
  g_assert_cmpstr (sync_desk_get (&fixture->b, first, "job-title", &seen), ==, "mine");
  sync_fixture_free (fixture);
}

static void
test_page_cut_anywhere_is_refused (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  gsize length = 1;

  sync_desk_set (&fixture->a, id, "job-title", "new");
  sync_fixture_run (fixture, &fixture->a);
  for (gsize cut = 0; cut + 1 < length || cut == 0; cut += 7)
    {
      g_autoptr (AmbSyncRequest) request = plan_pull (&fixture->b);
      g_autoptr (AmbSyncResponse) whole = sync_fixture_answer (fixture, &fixture->b, request);
      g_autoptr (GBytes) body = g_bytes_new_from_bytes (whole->body, 0, cut);
      g_autoptr (AmbSyncResponse) broken = amb_sync_response_new (200, body, 0);
      g_autoptr (GError) error = NULL;
      AmbSyncOutcome outcome;

      length = g_bytes_get_size (whole->body);
      g_assert_false (amb_sync_engine_apply (fixture->b.engine, request, broken, &outcome, &error));
      g_assert_error (error, AMB_ERROR, AMB_ERROR_PROTOCOL);
      g_assert_false (outcome.applied);
    }
  sync_fixture_run (fixture, &fixture->b);
  sync_fixture_free (fixture);
}

static void
test_html_in_place_of_a_page_is_told (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autoptr (AmbSyncRequest) request = plan_pull (&fixture->a);
  g_autoptr (GBytes) body = g_bytes_new_static ("<html>Sign in</html>", 20);
  g_autoptr (AmbSyncResponse) response = amb_sync_response_new (200, body, 0);
  g_autoptr (GError) error = NULL;
  AmbSyncOutcome outcome;

  g_assert_false (amb_sync_engine_apply (fixture->a.engine, request, response, &outcome, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_PROTOCOL);
  sync_fixture_free (fixture);
}

static AmbPush *
read_push (const AmbSyncRequest *request)
{
  g_autoptr (GError) error = NULL;
  AmbPush *push = amb_push_read (request->body, &error);

  g_assert_no_error (error);
  return push;
}

/* 400 actions of three operations: the thousandth stands within one. */
static void
test_push_never_splits_an_action (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  AmbDb *db = amb_store_get_db (fixture->a.store);
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbPush) push = NULL;

  sync_fixture_settle (fixture);
  g_assert_true (amb_db_begin (db, NULL));
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *tx = amb_clock_dup_id (amb_store_get_clock (fixture->a.store));

      for (guint k = 0; k < 3; k++)
        {
          g_autofree char *id = amb_clock_dup_id (amb_store_get_clock (fixture->a.store));
          g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), id);

          amb_record_set (record, "display-name", "Somebody");
          g_assert_true (amb_store_put (fixture->a.store, record, NULL));
          g_assert_true (amb_outbox_add_create (fixture->a.store, tx, record, NULL, NULL));
        }
    }
  g_assert_true (amb_db_commit (db, NULL));
  request = plan_push (&fixture->a);
  push = read_push (request);
  g_assert_cmpuint (push->operations->len, ==, 999);
  sync_fixture_settle (fixture);
  g_assert_cmpint (amb_outbox_count_waiting (fixture->a.store), ==, 0);
  sync_fixture_free (fixture);
}

/* One action of @n new people, each with notes of @bytes. */
static void
add_people (SyncDesk *desk, guint n, gsize bytes)
{
  AmbDb *db = amb_store_get_db (desk->store);
  g_autofree char *tx = amb_clock_dup_id (amb_store_get_clock (desk->store));
  g_autofree char *notes = g_strnfill (bytes, 'n');

  g_assert_true (amb_db_begin (db, NULL));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = amb_clock_dup_id (amb_store_get_clock (desk->store));
      g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), id);

      amb_record_set (record, "display-name", "Somebody");
      amb_record_set (record, "notes", *notes ? notes : NULL);
      g_assert_true (amb_store_put (desk->store, record, NULL));
      g_assert_true (amb_outbox_add_create (desk->store, tx, record, NULL, NULL));
    }
  g_assert_true (amb_db_commit (db, NULL));
}

typedef struct
{
  const char *name;
  guint before; /* actions of one operation that wait already */
  guint n;      /* operations of the action */
  gsize bytes;  /* of text in each */
  gboolean fits;
} Action;

static const Action actions[] = {
  { "as-many-as-the-server-takes", 0, 500, 0, TRUE },
  { "as-many-behind-others", 700, 500, 0, TRUE },
  { "one-too-many", 0, 501, 0, FALSE },
  { "more-than-a-push-holds", 0, 1700, 0, FALSE },
  { "more-than-a-push-holds-behind-others", 900, 1700, 0, FALSE },
  { "almost-as-large-as-the-server-takes", 0, 4, 250 * 1024, TRUE },
  { "too-large", 0, 5, 250 * 1024, FALSE },
  { "too-large-for-a-push", 0, 12, 250 * 1024, FALSE },
};

/* What the server would never take becomes findings; whatever waits before and after is sent. */
static void
test_action (gconstpointer data)
{
  const Action *action = data;
  SyncFixture *fixture = sync_fixture_new ();
  SyncDesk *desk = &fixture->a;
  g_autoptr (AmbQuery) everybody = amb_query_new (amb_entity_find ("ambassador"));
  g_autoptr (GPtrArray) findings = NULL;
  guint taken = action->before + 1 + (action->fits ? action->n : 0);
  gint64 n = 0;

  sync_fixture_settle (fixture);
  for (guint i = 0; i < action->before; i++)
    add_people (desk, 1, 0);
  add_people (desk, action->n, action->bytes);
  add_people (desk, 1, 0);
  sync_fixture_settle (fixture);
  g_assert_cmpint (amb_outbox_count_waiting (desk->store), ==, 0);
  g_assert_true (amb_store_count (fixture->b.store, everybody, &n, NULL));
  g_assert_cmpint (n, ==, taken);
  g_assert_true (amb_store_count (desk->store, everybody, &n, NULL));
  g_assert_cmpint (n, ==, taken);
  findings = amb_findings_list (desk->store, NULL);
  g_assert_cmpuint (findings->len, ==, action->fits ? 0 : action->n);
  for (guint i = 0; i < findings->len; i++)
    {
      g_assert_cmpstr (((AmbFinding *) findings->pdata[i])->code, ==, "too-large");
      g_assert_nonnull (strstr (((AmbFinding *) findings->pdata[i])->typed, "Somebody"));
    }
  sync_fixture_free (fixture);
}

static gint64
get_synchronous (SyncDesk *desk)
{
  gint64 value = -1;

  amb_db_query_int (amb_store_get_db (desk->store), &value, -1, NULL, "PRAGMA synchronous", NULL);
  return value;
}

/* Pages of a first load don't wait for the disk; what a person types between them does (2: FULL).
 */
static void
test_only_pages_of_a_first_load_dont_wait_for_the_disk (void)
{
  static const struct
  {
    const char *to; /* replaced in the page's request, so that its answer is another's */
    gboolean applied;
  } pages[] = { { NULL, TRUE }, { "0190a5e4-0000-7000-8000-000000000000", FALSE }, { NULL, TRUE } };
  SyncFixture *fixture = sync_fixture_new ();
  SyncDesk *desk = &fixture->b;

  sync_fixture_run (fixture, &fixture->a);
  for (guint i = 0; i < 6; i++)
    add_people (&fixture->a, 500, 0);
  sync_fixture_run (fixture, &fixture->a);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (AmbSyncRequest) request = plan_pull (desk);
      g_autofree char *id = g_strdup (request->id);
      g_autoptr (AmbSyncResponse) response = NULL;
      g_autoptr (GError) error = NULL;
      AmbSyncOutcome outcome;

      request->limit = 600;
      if (pages[i].to)
        {
          g_free (request->id);
          request->id = g_strdup (pages[i].to);
        }
      response = sync_fixture_answer (fixture, desk, request);
      g_free (request->id);
      request->id = g_steal_pointer (&id);
      amb_sync_engine_apply (desk->engine, request, response, &outcome, &error);
      g_assert_true ((error == NULL) == pages[i].applied);
      g_assert_true (!pages[i].applied || outcome.more);
      g_assert_cmpint (get_synchronous (desk), ==, 2);
    }
  sync_fixture_run (fixture, desk);
  g_assert_cmpint (get_synchronous (desk), ==, 2);
  sync_fixture_free (fixture);
}

/* Another id would take back what an administrator decided. */
static void
test_a_revoked_device_stops_and_keeps_what_it_has (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autofree char *device = amb_store_dup_meta (fixture->a.store, "device");
  g_autofree char *same = NULL;
  g_autofree char *value = NULL;
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) response = NULL;
  AmbPrincipal principal = { .id = fixture->a.principal, .access = AMB_ACCESS_MANAGER };
  g_autoptr (GError) error = NULL;
  AmbSyncOutcome outcome;

  g_assert_true (amb_server_core_revoke_device (fixture->core, &principal, device, NULL));
  sync_desk_set (&fixture->a, id, "job-title", "kept");
  request = plan_push (&fixture->a);
  response = sync_fixture_answer (fixture, &fixture->a, request);
  g_assert_false (amb_sync_engine_apply (fixture->a.engine, request, response, &outcome, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
  g_clear_error (&error);
  for (guint push = 0; push < 2; push++)
    {
      g_assert_null (push ? amb_sync_engine_plan_push (fixture->a.engine, &error)
                          : amb_sync_engine_plan_pull (fixture->a.engine, 0, &error));
      g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
      g_clear_error (&error);
    }
  same = amb_store_dup_meta (fixture->a.store, "device");
  g_assert_cmpstr (same, ==, device);
  g_assert_cmpint (amb_outbox_count_waiting (fixture->a.store), ==, 1);
  g_assert_cmpstr (sync_desk_get (&fixture->a, id, "job-title", &value), ==, "kept");
  sync_fixture_free (fixture);
}

static void
test_sent_operations_never_change (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autoptr (AmbSyncRequest) first = NULL;
  g_autoptr (AmbSyncRequest) second = NULL;
  g_autoptr (AmbPush) before = NULL;
  g_autoptr (AmbPush) after = NULL;
  const AmbPushOperation *one, *same;

  sync_desk_set (&fixture->a, id, "job-title", "sent");
  first = plan_push (&fixture->a);
  sync_desk_set (&fixture->a, id, "job-title", "later");
  second = plan_push (&fixture->a);
  before = read_push (first);
  after = read_push (second);
  g_assert_cmpuint (before->operations->len, ==, 1);
  g_assert_cmpuint (after->operations->len, ==, 2);
  one = before->operations->pdata[0];
  same = after->operations->pdata[0];
  g_assert_cmpstr (one->op, ==, same->op);
  g_assert_cmpint (one->n, ==, same->n);
  g_assert_cmpstr (amb_json_node_get_member_string (same->set, "job-title"), ==, "sent");
  sync_fixture_free (fixture);
}

/* A copied profile: both send under one device id. */
static void
test_copied_profile_becomes_another_device (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autofree char *device = amb_store_dup_meta (fixture->a.store, "device");
  g_autofree char *other = NULL;
  g_autofree char *value = NULL;

  g_assert_true (amb_store_set_meta (fixture->b.store, "device", device, NULL));
  g_assert_true (amb_store_set_meta (fixture->b.store, "device-registered", device, NULL));
  sync_desk_set (&fixture->b, id, "notes", "from the copy");
  sync_desk_set (&fixture->b, id, "job-title", "copy");
  sync_fixture_settle (fixture);
  other = amb_store_dup_meta (fixture->b.store, "device");
  g_assert_cmpstr (other, !=, device);
  g_assert_cmpstr (sync_desk_get (&fixture->a, id, "notes", &value), ==, "from the copy");
  g_assert_cmpint (amb_findings_count (fixture->b.store), ==, 0);
  sync_fixture_free (fixture);
}

/* (transfer full): a file of the server as it is now. */
static char *
back_up (SyncFixture *fixture)
{
  g_autofree char *folder = g_dir_make_tmp ("amb-engine-XXXXXX", NULL);
  char *backup = g_build_filename (folder, "backup.db", NULL);
  g_autofree char *sql = g_strdup_printf ("VACUUM INTO '%s'", backup);
  g_autoptr (GError) error = NULL;

  amb_db_exec (amb_store_get_db (fixture->store), sql, &error);
  g_assert_no_error (error);
  return backup;
}

static void
restore (SyncFixture *fixture, const char *backup)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->core);
  g_clear_object (&fixture->store);
  fixture->store = amb_store_open (backup, AMB_STORE_SERVER, fixture->clock, &error);
  g_assert_no_error (error);
  fixture->core = amb_server_core_new (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_true (amb_server_core_renew_epoch (fixture->core, &error));
}

/* Versions of the server that was lost are no later than those of the restored one. */
static void
test_restored_server_asks_before_it_overwrites (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autofree char *backup = back_up (fixture);
  g_autofree char *value = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *title = g_strdup_printf ("lost %u", i);

      sync_desk_set (&fixture->a, id, "job-title", title);
      sync_fixture_run (fixture, &fixture->a);
    }
  restore (fixture, backup);
  sync_fixture_run (fixture, &fixture->b);
  sync_desk_set (&fixture->b, id, "job-title", "of the restored one");
  sync_fixture_run (fixture, &fixture->b);
  sync_fixture_settle (fixture);
  g_assert_cmpstr (sync_desk_get (&fixture->a, id, "job-title", &value), ==, "of the restored one");
  g_assert_cmpstr (sync_desk_get (&fixture->b, id, "job-title", &value), ==, "of the restored one");
  findings = amb_findings_list (fixture->a.store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (((AmbFinding *) findings->pdata[0])->mine, ==, "lost 5");
  sync_fixture_free (fixture);
}

/* A desk that has sent before its first page came has seen no epoch but its answer's. */
static void
test_restored_server_gets_back_what_came_before_the_first_page (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  AmbSyncEngine *engine = fixture->b.engine;
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autofree char *backup = back_up (fixture);
  g_autofree char *device = amb_clock_dup_id (fixture->clock);
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_sync_engine_begin (engine, "https://example.com", device, &error));
  g_assert_no_error (error);
  sync_desk_set (&fixture->b, id, "job-title", "kept");
  push (fixture, &fixture->b); /* the registration */
  push (fixture, &fixture->b);
  restore (fixture, backup);
  sync_fixture_settle (fixture);
  g_assert_cmpstr (sync_desk_get (&fixture->a, id, "job-title", &value), ==, "kept");
  g_assert_cmpstr (sync_desk_get (&fixture->b, id, "job-title", &value), ==, "kept");
  sync_fixture_free (fixture);
}

/* The server lost what it had confirmed: the desks bring it back. */
static void
test_restored_server_gets_back_what_it_lost (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autofree char *backup = back_up (fixture);
  g_autofree char *value = NULL;

  sync_desk_set (&fixture->a, id, "job-title", "after the backup");
  sync_fixture_settle (fixture);
  sync_desk_set (&fixture->b, id, "notes", "not sent yet");
  restore (fixture, backup);
  sync_fixture_settle (fixture);
  g_assert_cmpstr (sync_desk_get (&fixture->a, id, "job-title", &value), ==, "after the backup");
  g_assert_cmpstr (sync_desk_get (&fixture->b, id, "job-title", &value), ==, "after the backup");
  g_assert_cmpstr (sync_desk_get (&fixture->a, id, "notes", &value), ==, "not sent yet");
  sync_fixture_free (fixture);
}

/* The restored server took a push before its desk learnt that it was restored. That desk is another
 * one since, and has numbered anew what it says: an answer to the one that it was is none. */
static void
test_an_answer_to_the_device_of_before_is_none (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  SyncDesk *desk = &fixture->b;
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autofree char *backup = NULL;
  g_autofree char *value = NULL;
  g_autoptr (AmbSyncRequest) sent = NULL;
  g_autoptr (AmbSyncResponse) answer = NULL;
  g_autoptr (AmbSyncRequest) pull = NULL;
  g_autoptr (AmbSyncResponse) refused = NULL;
  g_autoptr (GError) error = NULL;
  AmbSyncOutcome outcome;

  sync_desk_set (desk, id, "job-title", "in the log");
  sync_fixture_settle (fixture);
  backup = back_up (fixture);
  sync_desk_set (desk, id, "notes", "under way");
  sent = amb_sync_engine_plan_push (desk->engine, &error);
  sync_desk_set (desk, id, "email", "waits@a.example");
  restore (fixture, backup);
  answer = sync_fixture_answer (fixture, desk, sent);
  pull = amb_sync_engine_plan_pull (desk->engine, 0, &error);
  refused = sync_fixture_answer (fixture, desk, pull);
  g_assert_true (amb_sync_engine_apply (desk->engine, pull, refused, &outcome, &error));
  g_assert_true (outcome.mended);
  g_assert_true (amb_sync_engine_apply (desk->engine, sent, answer, &outcome, &error));
  g_assert_no_error (error);
  g_assert_false (outcome.applied);
  sync_fixture_settle (fixture);
  g_assert_cmpstr (sync_desk_get (&fixture->a, id, "notes", &value), ==, "under way");
  g_assert_cmpstr (sync_desk_get (&fixture->a, id, "email", &value), ==, "waits@a.example");
  g_assert_cmpint (amb_findings_count (desk->store), ==, 0);
  sync_fixture_free (fixture);
}

static void
test_unknown_members_survive_an_edit (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autoptr (AmbRecord) record = amb_store_get (fixture->b.store, people, id, NULL);
  g_autoptr (AmbRecord) again = NULL;

  amb_record_set_extra (record, "{\"shoe-size\":43}");
  g_assert_true (amb_store_put (fixture->b.store, record, NULL));
  sync_desk_set (&fixture->b, id, "notes", "edited");
  again = amb_store_get (fixture->b.store, people, id, NULL);
  g_assert_cmpstr (amb_record_get_extra (again), ==, "{\"shoe-size\":43}");
  sync_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/engine/stale-answer-changes-nothing", test_stale_answer_changes_nothing);
  g_test_add_func ("/sync/engine/what-was-asked-ahead-is-taken-up",
                   test_what_was_asked_ahead_is_taken_up);
  g_test_add_func ("/sync/engine/what-was-asked-ahead-is-not-taken-up-after-a-reset",
                   test_what_was_asked_ahead_is_not_taken_up_after_a_reset);
  g_test_add_func ("/sync/engine/own-edit-stays-in-view-until-the-head",
                   test_own_edit_stays_in_view_until_the_head);
  g_test_add_func ("/sync/engine/page-cut-anywhere-is-refused", test_page_cut_anywhere_is_refused);
  g_test_add_func ("/sync/engine/html-in-place-of-a-page-is-told",
                   test_html_in_place_of_a_page_is_told);
  g_test_add_func ("/sync/engine/push-never-splits-an-action", test_push_never_splits_an_action);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/engine/action/", actions[i].name, NULL);

      g_test_add_data_func (path, &actions[i], test_action);
    }
  g_test_add_func ("/sync/engine/only-pages-of-a-first-load-dont-wait-for-the-disk",
                   test_only_pages_of_a_first_load_dont_wait_for_the_disk);
  g_test_add_func ("/sync/engine/a-revoked-device-stops-and-keeps-what-it-has",
                   test_a_revoked_device_stops_and_keeps_what_it_has);
  g_test_add_func ("/sync/engine/sent-operations-never-change", test_sent_operations_never_change);
  g_test_add_func ("/sync/engine/copied-profile-becomes-another-device",
                   test_copied_profile_becomes_another_device);
  g_test_add_func ("/sync/engine/restored-server-asks-before-it-overwrites",
                   test_restored_server_asks_before_it_overwrites);
  g_test_add_func ("/sync/engine/restored-server-gets-back-what-came-before-the-first-page",
                   test_restored_server_gets_back_what_came_before_the_first_page);
  g_test_add_func ("/sync/engine/restored-server-gets-back-what-it-lost",
                   test_restored_server_gets_back_what_it_lost);
  g_test_add_func ("/sync/engine/an-answer-to-the-device-of-before-is-none",
                   test_an_answer_to_the_device_of_before_is_none);
  g_test_add_func ("/sync/engine/unknown-members-survive-an-edit",
                   test_unknown_members_survive_an_edit);
  return g_test_run ();
}
