/* The service's threads, over a core in this process. */
#include "sync-fixture.h"

#include "amb-outbox.h"
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
open_core (AmbStore *store, gpointer data, GError **error)
{
  Seat *seat = data;

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
  return g_test_run ();
}
