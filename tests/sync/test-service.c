/* The service's threads, over a core in this process. */
#include "sync-fixture.h"

#include "amb-outbox.h"
#include "amb-sync-digest.h"
#include "amb-sync-service.h"

/* A desk whose programme is used by its writer thread only. */
typedef struct
{
  AmbWorker *writer;
  AmbSyncService *service;
  SyncDesk *desk;
  AmbServerCore *core;
  guint n_applied;
} Seat;

static AmbTransport *
open_core (const AmbCredentialsKey *server,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Seat *seat = data;

  g_assert_cmpstr (server->url, ==, "memory:");
  return amb_core_transport_new (seat->core, seat->desk->token);
}

static void
applied_cb (AmbSyncService *service, GPtrArray *changes, Seat *seat)
{
  seat->n_applied += changes->len;
}

static Seat *
seat_new (SyncFixture *fixture, SyncDesk *desk)
{
  Seat *self = g_new0 (Seat, 1);

  self->desk = desk;
  self->core = fixture->core;
  g_clear_pointer (&desk->engine, amb_sync_engine_free); /* the service has its own */
  self->writer = amb_worker_new ("writer");
  self->service = amb_sync_service_new (self->writer, desk->programme);
  g_signal_connect (self->service, "applied", G_CALLBACK (applied_cb), self);
  amb_sync_service_start_with (self->service, open_core, self);
  return self;
}

static void
seat_free (Seat *self)
{
  amb_sync_service_stop (self->service);
  g_assert_finalize_object (self->service);
  while (g_main_context_iteration (NULL, FALSE))
    ; /* news under way hold the writer */
  amb_worker_stop (self->writer);
  g_assert_finalize_object (self->writer);
  g_free (self);
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until @done says so; the time only keeps a broken test from hanging. */
static void
wait_until (gboolean (*done) (gpointer data), gpointer data)
{
  gint64 until = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  guint tick = g_timeout_add (5, tick_cb, NULL);

  while (!done (data) && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_assert_true (done (data));
}

typedef struct
{
  const char *id;
  const char *field;
  char *value;
} Cell;

static gpointer
set_job (gpointer data, GCancellable *cancellable, GError **error)
{
  gpointer *arguments = data;
  SyncDesk *desk = arguments[0];
  Cell *cell = arguments[1];

  sync_desk_set (desk, cell->id, cell->field, cell->value);
  return NULL;
}

static void
seat_set (Seat *seat, const char *id, const char *field, const char *value)
{
  Cell cell = { id, field, (char *) value };
  gpointer arguments[] = { seat->desk, &cell };
  g_autoptr (GError) error = NULL;

  amb_worker_run (seat->writer, set_job, arguments, NULL, &error);
  g_assert_no_error (error);
  amb_sync_service_kick (seat->service);
}

static gpointer
get_job (gpointer data, GCancellable *cancellable, GError **error)
{
  gpointer *arguments = data;
  Cell *cell = arguments[1];
  char *value = NULL;

  sync_desk_get (arguments[0], cell->id, cell->field, &value);
  return value;
}

typedef struct
{
  Seat *seat;
  Cell cell;
} Expectation;

static gboolean
shows (gpointer data)
{
  Expectation *expectation = data;
  gpointer arguments[] = { expectation->seat->desk, &expectation->cell };
  g_autofree char *value =
      amb_worker_run (expectation->seat->writer, get_job, arguments, NULL, NULL);

  return g_strcmp0 (value, expectation->cell.value) == 0;
}

static gboolean
is_idle (gpointer data)
{
  Seat *seat = data;
  gint64 waiting;

  g_object_get (seat->service, "waiting", &waiting, NULL);
  return waiting == 0 && amb_sync_service_get_state (seat->service) == AMB_SYNC_IDLE;
}

/* The first page is there: what comes then is told as a change. */
static gboolean
has_pulled (gpointer data)
{
  gint64 last_sync;

  g_object_get (((Seat *) data)->service, "last-sync", &last_sync, NULL);
  return last_sync > 0 && is_idle (data);
}

static gboolean
is_offline_with_one (gpointer data)
{
  Seat *seat = data;
  gint64 waiting;

  g_object_get (seat->service, "waiting", &waiting, NULL);
  return waiting == 1 && amb_sync_service_get_state (seat->service) == AMB_SYNC_OFFLINE;
}

static void
test_an_edit_shows_on_the_other_desk (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  Seat *a = seat_new (fixture, &fixture->a);
  Seat *b = seat_new (fixture, &fixture->b);
  Expectation expectation = { b, { id, "job-title", (char *) "Director" } };
  Expectation back = { a, { id, "notes", (char *) "seen" } };

  seat_set (a, id, "job-title", "Director");
  wait_until (shows, &expectation);
  seat_set (b, id, "notes", "seen");
  wait_until (shows, &back);
  wait_until (is_idle, a);
  wait_until (is_idle, b);
  g_assert_cmpuint (b->n_applied, >, 0);
  seat_free (a);
  seat_free (b);
  sync_fixture_free (fixture);
}

static void
test_offline_edits_wait_and_are_sent (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  Seat *a = seat_new (fixture, &fixture->a);
  Seat *b = seat_new (fixture, &fixture->b);
  Expectation expectation = { b, { id, "job-title", (char *) "later" } };
  g_autofree char *message = NULL;

  wait_until (is_idle, a);
  amb_core_transport_set_down (TRUE);
  seat_set (a, id, "job-title", "later");
  wait_until (is_offline_with_one, a);
  g_object_get (a->service, "message", &message, NULL);
  g_assert_cmpstr (message, !=, NULL);
  amb_core_transport_set_down (FALSE);
  amb_sync_service_kick (a->service);
  amb_sync_service_kick (b->service);
  wait_until (shows, &expectation);
  wait_until (is_idle, a);
  seat_free (a);
  seat_free (b);
  sync_fixture_free (fixture);
}

static void
test_stops_while_a_pull_waits (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  Seat *a = seat_new (fixture, &fixture->a);

  wait_until (is_idle, a);
  seat_free (a);
  sync_fixture_free (fixture);
}

static gboolean
is_failed (gpointer data)
{
  return amb_sync_service_get_state (((Seat *) data)->service) == AMB_SYNC_FAILED;
}

static void
test_a_revoked_token_is_told (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  Seat *a;
  g_autofree char *message = NULL;

  g_assert_true (amb_server_core_revoke (fixture->core, fixture->a.principal, NULL));
  a = seat_new (fixture, &fixture->a);
  wait_until (is_failed, a);
  g_object_get (a->service, "message", &message, NULL);
  g_assert_nonnull (strstr (message, "token"));
  seat_free (a);
  sync_fixture_free (fixture);
}

static gpointer
count_job (gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER ((int) amb_findings_count (((Seat *) data)->desk->store));
}

/* The poll that waits learns of it; the rows go, which lists are told, and what waits is kept. */
static void
test_a_token_that_is_revoked_in_use_takes_its_rows_along (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  Seat *a = seat_new (fixture, &fixture->a);
  Expectation expectation = { a, { id, "display-name", (char *) "(gone)" } };

  wait_until (has_pulled, a);
  amb_core_transport_set_down (TRUE);
  seat_set (a, id, "job-title", "typed");
  amb_core_transport_revoke (fixture->core, fixture->a.principal);
  amb_core_transport_set_down (FALSE);
  amb_sync_service_kick (a->service);
  wait_until (shows, &expectation);
  wait_until (is_failed, a);
  g_assert_cmpint (GPOINTER_TO_INT (amb_worker_run (a->writer, count_job, a, NULL, NULL)), ==, 1);
  g_assert_cmpuint (a->n_applied, >, 0);
  seat_free (a);
  sync_fixture_free (fixture);
}

/* A keyring that waits for its owner, as long as the test holds it. */
typedef struct
{
  Seat *seat;
  GMutex mutex;
  GCond opened;
  gboolean is_open;
  guint asked;
} Keyring;

static void
unlock_cb (GCancellable *cancellable, gpointer data)
{
  Keyring *keyring = data;

  g_mutex_lock (&keyring->mutex);
  keyring->is_open = TRUE;
  g_cond_broadcast (&keyring->opened);
  g_mutex_unlock (&keyring->mutex);
}

static AmbTransport *
open_slowly (const AmbCredentialsKey *server,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  Keyring *keyring = data;
  gulong handler = g_cancellable_connect (cancellable, G_CALLBACK (unlock_cb), keyring, NULL);

  g_mutex_lock (&keyring->mutex);
  keyring->asked++;
  while (!keyring->is_open)
    g_cond_wait (&keyring->opened, &keyring->mutex);
  g_mutex_unlock (&keyring->mutex);
  g_cancellable_disconnect (cancellable, handler);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return open_core (server, keyring->seat, cancellable, error);
}

static gboolean
is_asked (gpointer data)
{
  Keyring *keyring = data;
  guint asked;

  g_mutex_lock (&keyring->mutex);
  asked = keyring->asked;
  g_mutex_unlock (&keyring->mutex);
  return asked > 0;
}

/* Both lanes wait for the token; a person goes on typing. */
static void
test_the_writer_never_waits_for_the_keyring (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autofree char *value = NULL;
  Seat *a = seat_new (fixture, &fixture->a);
  Keyring keyring = { .seat = a };
  Cell cell = { id, "job-title", NULL };
  gpointer arguments[] = { a->desk, &cell };

  g_mutex_init (&keyring.mutex);
  g_cond_init (&keyring.opened);
  amb_sync_service_stop (a->service);
  amb_sync_service_start_with (a->service, open_slowly, &keyring);
  wait_until (is_asked, &keyring);
  seat_set (a, id, "job-title", "typed meanwhile");
  value = amb_worker_run (a->writer, get_job, arguments, NULL, NULL);
  g_assert_cmpstr (value, ==, "typed meanwhile");
  g_assert_false (keyring.is_open);
  unlock_cb (NULL, &keyring);
  wait_until (is_idle, a);
  seat_free (a);
  g_mutex_clear (&keyring.mutex);
  g_cond_clear (&keyring.opened);
  sync_fixture_free (fixture);
}

/* Stopping doesn't wait for the person who would unlock it. */
static void
test_stops_while_the_keyring_waits (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  Seat *a = seat_new (fixture, &fixture->a);
  Keyring keyring = { .seat = a };

  g_mutex_init (&keyring.mutex);
  g_cond_init (&keyring.opened);
  amb_sync_service_stop (a->service);
  amb_sync_service_start_with (a->service, open_slowly, &keyring);
  wait_until (is_asked, &keyring);
  seat_free (a);
  g_mutex_clear (&keyring.mutex);
  g_cond_clear (&keyring.opened);
  sync_fixture_free (fixture);
}

typedef struct
{
  Seat *seat;
  AmbAccess access;
} Acting;

static gpointer
access_job (gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (amb_programme_get_access (((Seat *) data)->desk->programme));
}

static gboolean
acts_with (gpointer data)
{
  Acting *acting = data;
  gpointer access = amb_worker_run (acting->seat->writer, access_job, acting->seat, NULL, NULL);

  return (AmbAccess) GPOINTER_TO_INT (access) == acting->access;
}

/* The long poll brings other scopes; the push lane asks who this is. */
static void
test_a_changed_grant_is_followed_by_the_live_programme (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  Seat *a = seat_new (fixture, &fixture->a);
  Acting manager = { a, AMB_ACCESS_MANAGER };
  Acting ambassador = { a, AMB_ACCESS_AMBASSADOR };

  wait_until (has_pulled, a);
  g_assert_true (acts_with (&manager));
  amb_core_transport_change_grants (fixture->core, fixture->a.principal, AMB_ACCESS_AMBASSADOR);
  wait_until (acts_with, &ambassador);
  seat_free (a);
  sync_fixture_free (fixture);
}

/* What the service told of comparisons. */
typedef struct
{
  Seat *seat;
  guint n;        /* that ended */
  guint n_failed; /* that were asked for and came to nothing */
  gint64 found;   /* by the first */
  gint64 left;    /* by the last */
  guint wanted;
} Comparisons;

static void
compared_cb (AmbSyncService *service,
             const AmbSyncComparison *comparison,
             const GError *error,
             Comparisons *self)
{
  g_assert_true ((comparison == NULL) == (error != NULL));
  self->n_failed += comparison == NULL;
  if (!comparison)
    return;
  self->left = amb_sync_comparison_count (comparison);
  if (self->n++ == 0)
    self->found = self->left;
}

static gboolean
has_compared (gpointer data)
{
  Comparisons *self = data;

  return self->n >= self->wanted || self->n_failed > 0;
}

static gpointer
damage_job (gpointer data, GCancellable *cancellable, GError **error)
{
  amb_db_exec (amb_store_get_db (((Seat *) data)->desk->store),
               "UPDATE ambassadors SET job_title = 'damaged'", error);
  return NULL;
}

/* While the long poll waits a person asks: it is found, fetched again, and looked at once more. */
static void
test_a_comparison_is_made_and_what_differs_is_mended (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  Seat *b = seat_new (fixture, &fixture->b);
  Expectation expectation = { b, { id, "job-title", (char *) "start" } };
  Comparisons told = { .seat = b, .wanted = 1 };

  g_signal_connect (b->service, "compared", G_CALLBACK (compared_cb), &told);
  wait_until (has_pulled, b);
  amb_sync_service_compare (b->service);
  wait_until (has_compared, &told);
  g_assert_cmpint (told.found, ==, 0);
  amb_worker_run (b->writer, damage_job, b, NULL, NULL);
  told = (Comparisons){ .seat = b, .wanted = 2 };
  amb_sync_service_compare (b->service);
  wait_until (has_compared, &told);
  g_assert_cmpint (told.found, ==, 1);
  g_assert_cmpint (told.left, ==, 0);
  wait_until (shows, &expectation);
  /* without a network whoever asked is told so */
  amb_core_transport_set_down (TRUE);
  told = (Comparisons){ .seat = b, .wanted = 1 };
  amb_sync_service_compare (b->service);
  wait_until (has_compared, &told);
  g_assert_cmpuint (told.n_failed, ==, 1);
  amb_core_transport_set_down (FALSE);
  seat_free (b);
  sync_fixture_free (fixture);
}

static void
test_a_revoked_device_is_told (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autofree char *device = amb_store_dup_meta (fixture->a.store, "device");
  AmbPrincipal principal = { .id = fixture->a.principal, .access = AMB_ACCESS_MANAGER };
  g_autofree char *message = NULL;
  Seat *a;

  g_assert_true (amb_server_core_revoke_device (fixture->core, &principal, device, NULL));
  a = seat_new (fixture, &fixture->a);
  seat_set (a, id, "job-title", "kept");
  wait_until (is_failed, a);
  g_object_get (a->service, "message", &message, NULL);
  g_assert_nonnull (strstr (message, "revoked"));
  seat_free (a);
  g_assert_cmpint (amb_outbox_count_waiting (fixture->a.store), ==, 1);
  sync_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/service/an-edit-shows-on-the-other-desk",
                   test_an_edit_shows_on_the_other_desk);
  g_test_add_func ("/sync/service/offline-edits-wait-and-are-sent",
                   test_offline_edits_wait_and_are_sent);
  g_test_add_func ("/sync/service/stops-while-a-pull-waits", test_stops_while_a_pull_waits);
  g_test_add_func ("/sync/service/a-revoked-token-is-told", test_a_revoked_token_is_told);
  g_test_add_func ("/sync/service/a-token-that-is-revoked-in-use-takes-its-rows-along",
                   test_a_token_that_is_revoked_in_use_takes_its_rows_along);
  g_test_add_func ("/sync/service/a-comparison-is-made-and-what-differs-is-mended",
                   test_a_comparison_is_made_and_what_differs_is_mended);
  g_test_add_func ("/sync/service/a-revoked-device-is-told", test_a_revoked_device_is_told);
  g_test_add_func ("/sync/service/the-writer-never-waits-for-the-keyring",
                   test_the_writer_never_waits_for_the_keyring);
  g_test_add_func ("/sync/service/stops-while-the-keyring-waits",
                   test_stops_while_the_keyring_waits);
  g_test_add_func ("/sync/service/a-changed-grant-is-followed-by-the-live-programme",
                   test_a_changed_grant_is_followed_by_the_live_programme);
  return g_test_run ();
}
