#include "amb-sync-lane.h"

#include "amb-ahead-transport.h"
#include "amb-backoff.h"
#include "amb-error.h"
#include "amb-sync-engine-private.h"
#include "amb-sync-private.h"
#include "amb-thread.h"

/* How long the server may hold a pull back until there is news. */
#define LONG_POLL 25
/* Without a server, or when nothing can be planned, a lane looks again after this. */
#define IDLE_MICROSECONDS (60 * G_USEC_PER_SEC)
/* A page waits so long at most for the next push to leave. */
#define TURN_MICROSECONDS (G_USEC_PER_SEC / 2)
/* After an answer without news, or before a pull that a push must precede. */
#define BREATH_MICROSECONDS (G_USEC_PER_SEC / 10)

typedef struct
{
  AmbSyncLanes *lanes;
  AmbSyncKind kind; /* AMB_SYNC_PULL or AMB_SYNC_PUSH */
  GThread *thread;
  GCond wake;
  gboolean kicked;           /* under the mutex */
  GCancellable *cancellable; /* of the request under way; under the mutex */
  AmbBackoff backoff;        /* of the thread */
  gint64 retry_after;        /* of the thread: what the last answer asked for */
  gint64 took;               /* of the thread: microseconds that the last answer took */
} Lane;

struct _AmbSyncLanes
{
  gatomicrefcount refs;
  AmbWorker *writer;
  AmbProgramme *programme;
  AmbSyncOpen open;
  gpointer open_data;
  AmbSyncNewsFunc func;
  gpointer data;
  GMainContext *context;
  AmbSyncEngine *engine; /* of the writer's thread */

  GMutex mutex;
  gboolean stopped;  /* under the mutex */
  gboolean compares; /* under the mutex: a comparison is asked for */
  GCond turn;        /* what follows has changed */
  gboolean queues; /* under the mutex: a push is answered, and the one after it has not left yet */
  Lane pull;
  Lane push;
};

void
amb_sync_news_free (AmbSyncNews *self)
{
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->comparison, amb_sync_comparison_free);
  g_clear_error (&self->error);
  g_free (self);
}

static AmbSyncLanes *
lanes_ref (AmbSyncLanes *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
lanes_unref (AmbSyncLanes *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_object_unref (self->writer);
  g_object_unref (self->programme);
  g_main_context_unref (self->context);
  g_cond_clear (&self->pull.wake);
  g_cond_clear (&self->push.wake);
  g_cond_clear (&self->turn);
  g_clear_object (&self->pull.cancellable);
  g_clear_object (&self->push.cancellable);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* Jobs: they run on the writer. */

typedef struct
{
  Lane *lane;
  AmbSyncRequest *request;   /* plan: out; apply: in */
  AmbSyncResponse *response; /* apply */
  AmbCredentialsKey *server; /* plan: out, with a request */
  AmbSyncOutcome outcome;
  AmbSyncNews *news; /* out */
} Job;

static AmbStore *
get_store (AmbSyncLanes *self)
{
  return amb_programme_get_store (self->programme);
}

static void
fill_news (AmbSyncLanes *self, AmbSyncNews *news)
{
  AmbStore *store = get_store (self);

  news->connected = self->engine && amb_sync_engine_is_connected (self->engine);
  news->waiting = amb_outbox_count_waiting (store);
  news->held = news->connected ? amb_sync_engine_count_held (self->engine) : 0;
  news->findings = amb_findings_count (store);
  news->last_sync = amb_store_get_meta_int (store, AMB_SYNC_META_LAST_SYNC, 0);
}

static void
take_wish (AmbSyncLanes *self)
{
  gboolean compares;

  g_mutex_lock (&self->mutex);
  compares = self->compares;
  self->compares = FALSE;
  g_mutex_unlock (&self->mutex);
  if (compares)
    amb_sync_engine_compare (self->engine, TRUE);
}

/* A comparison that is due goes before a pull, which would wait for news. */
static AmbSyncRequest *
plan_pull (AmbSyncLanes *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  AmbSyncRequest *request;

  take_wish (self);
  request = amb_sync_engine_plan_digest (self->engine, &local);
  if (!request && !local)
    return amb_sync_engine_plan_pull (
        self->engine,
        amb_store_get_meta_int (get_store (self), AMB_SYNC_META_HEAD, 0) ? LONG_POLL : 0, error);
  if (local)
    g_propagate_error (error, g_steal_pointer (&local));
  return request;
}

static gboolean
plan_request (Job *job, GError **error)
{
  AmbSyncLanes *self = job->lane->lanes;
  g_autoptr (GError) local = NULL;

  if (!self->engine)
    self->engine = amb_sync_engine_new (get_store (self), error);
  if (!self->engine)
    return FALSE;
  if (!amb_sync_engine_is_connected (self->engine))
    return TRUE;
  if (job->lane->kind == AMB_SYNC_PUSH)
    job->request = amb_sync_engine_plan_push (self->engine, &local);
  else
    job->request = plan_pull (self, &local);
  if (local)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  if (job->request)
    job->server = amb_sync_dup_server (get_store (self), NULL);
  else
    job->news->changes =
        amb_store_take_changes (get_store (self)); /* of an action that was refused */
  return TRUE;
}

static gpointer
plan_job (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  gboolean planned = plan_request (job, error);

  fill_news (job->lane->lanes, job->news);
  return planned ? job : NULL;
}

static gpointer
apply_job (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  AmbSyncLanes *self = job->lane->lanes;
  gboolean applied =
      amb_sync_engine_apply (self->engine, job->request, job->response, &job->outcome, error);

  if (job->outcome.applied)
    job->news->changes = amb_store_take_changes (get_store (self));
  if (job->outcome.compared)
    job->news->comparison = amb_sync_engine_take_comparison (self->engine);
  if (job->outcome.account)
    amb_programme_load_actor (self->programme);
  if (job->outcome.asks)
    amb_sync_lanes_kick (self, FALSE);
  job->news->rows = job->outcome.rows;
  job->news->operations = job->outcome.operations;
  job->news->busy = job->outcome.more;
  fill_news (self, job->news);
  return applied ? job : NULL;
}

static gpointer
free_engine_job (gpointer data, GCancellable *cancellable, GError **error)
{
  AmbSyncLanes *self = data;

  g_clear_pointer (&self->engine, amb_sync_engine_free);
  return NULL;
}

/* News: handed to the main context. */

typedef struct
{
  AmbSyncLanes *lanes;
  AmbSyncKind kind;
  AmbSyncNews *news;
} Delivery;

static void
delivery_free (Delivery *self)
{
  lanes_unref (self->lanes);
  amb_sync_news_free (self->news);
  g_free (self);
}

static gboolean
deliver_cb (gpointer data)
{
  Delivery *delivery = data;
  gboolean stopped;

  g_mutex_lock (&delivery->lanes->mutex);
  stopped = delivery->lanes->stopped;
  g_mutex_unlock (&delivery->lanes->mutex);
  if (!stopped)
    delivery->lanes->func (delivery->kind, delivery->news, delivery->lanes->data);
  return G_SOURCE_REMOVE;
}

static void
deliver (Lane *lane, AmbSyncNews *news)
{
  Delivery *delivery = g_new0 (Delivery, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  delivery->lanes = lanes_ref (lane->lanes);
  delivery->kind = lane->kind;
  delivery->news = news;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, delivery, (GDestroyNotify) delivery_free);
  g_source_attach (source, lane->lanes->context);
}

/* Threads. */

static gboolean
is_stopped (Lane *lane)
{
  gboolean stopped;

  g_mutex_lock (&lane->lanes->mutex);
  stopped = lane->lanes->stopped;
  g_mutex_unlock (&lane->lanes->mutex);
  return stopped;
}

/* Waits until somebody kicks the lane, it is stopped, or the time is over. */
static void
pause_lane (Lane *lane, gint64 microseconds)
{
  gint64 until = g_get_monotonic_time () + microseconds;

  g_mutex_lock (&lane->lanes->mutex);
  while (!lane->lanes->stopped && !lane->kicked)
    if (!g_cond_wait_until (&lane->wake, &lane->lanes->mutex, until))
      break;
  lane->kicked = FALSE;
  g_mutex_unlock (&lane->lanes->mutex);
}

static GCancellable *
renew_cancellable (Lane *lane)
{
  GCancellable *cancellable = NULL;

  g_mutex_lock (&lane->lanes->mutex);
  if (!lane->lanes->stopped)
    {
      g_set_object (&lane->cancellable, NULL);
      lane->cancellable = g_cancellable_new ();
      cancellable = g_object_ref (lane->cancellable);
    }
  g_mutex_unlock (&lane->lanes->mutex);
  return cancellable;
}

typedef enum
{
  STEP_NOTHING,
  STEP_MORE,
  STEP_MENDED, /* the same again, but it may fail again */
  STEP_AGAIN,
  STEP_FAILED
} Step;

static AmbTransport *
open_transport (Lane *lane,
                const AmbCredentialsKey *server,
                GCancellable *cancellable,
                GError **error)
{
  AmbSyncLanes *self = lane->lanes;
  AmbTransport *transport = self->open (server, self->open_data, cancellable, error);

  return transport && lane->kind == AMB_SYNC_PULL
             ? AMB_TRANSPORT (amb_ahead_transport_new (transport))
             : transport;
}

static void
set_queues (AmbSyncLanes *self, gboolean queues)
{
  g_mutex_lock (&self->mutex);
  self->queues = queues;
  g_cond_broadcast (&self->turn);
  g_mutex_unlock (&self->mutex);
}

/* A page that comes while much is pushed, most of which is just that, is applied while the next
 * push is under way: the server shouldn't wait for this desk's writer. */
static void
wait_for_turn (Lane *lane)
{
  AmbSyncLanes *self = lane->lanes;
  gint64 until = g_get_monotonic_time () + TURN_MICROSECONDS;

  g_mutex_lock (&self->mutex);
  while (self->queues && !self->stopped)
    if (!g_cond_wait_until (&self->turn, &self->mutex, until))
      break;
  g_mutex_unlock (&self->mutex);
}

/* One plan, its request and its answer; @news tells how it went. */
static Step
run_step (Lane *lane, AmbTransport **transport, AmbSyncNews *news, GError **error)
{
  AmbSyncLanes *self = lane->lanes;
  g_autoptr (GCancellable) cancellable = renew_cancellable (lane);
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) response = NULL;
  g_autoptr (AmbCredentialsKey) server = NULL;
  Job job = { .lane = lane, .news = news };
  gint64 began;

  if (!cancellable)
    return STEP_NOTHING;
  if (!amb_worker_run (self->writer, plan_job, &job, NULL, error))
    return STEP_FAILED;
  request = job.request;
  server = job.server;
  if (!request)
    return STEP_NOTHING;
  if (!*transport)
    *transport = open_transport (lane, server, cancellable, error);
  if (!*transport)
    return STEP_FAILED;
  if (lane->kind == AMB_SYNC_PUSH)
    set_queues (self, FALSE);
  began = g_get_monotonic_time ();
  response = amb_transport_send (*transport, request, cancellable, error);
  lane->took = g_get_monotonic_time () - began;
  if (!response)
    return STEP_FAILED;
  lane->retry_after = response->retry_after;
  job.response = response;
  if (lane->kind == AMB_SYNC_PUSH)
    set_queues (self, TRUE);
  else
    wait_for_turn (lane);
  if (!amb_worker_run (self->writer, apply_job, &job, NULL, error))
    return STEP_FAILED;
  if (job.outcome.mended)
    return STEP_MENDED;
  return job.outcome.more ? STEP_MORE : STEP_AGAIN;
}

static gint64
get_failure_pause (Lane *lane)
{
  AmbClock *clock = amb_store_get_clock (get_store (lane->lanes));

  return amb_backoff_next (&lane->backoff, clock, lane->retry_after) * 1000;
}

/* How long to pause after a step: 0 goes on at once. */
static gint64
after_step (Lane *lane, Step step, const AmbSyncNews *news)
{
  switch (step)
    {
    case STEP_FAILED:
      return get_failure_pause (lane);
    case STEP_NOTHING:
      return news->connected && lane->kind == AMB_SYNC_PULL ? BREATH_MICROSECONDS
                                                            : IDLE_MICROSECONDS;
    case STEP_MENDED:
      return 0;
    default:
      amb_backoff_reset (&lane->backoff);
      /* A poll that waited its time has breathed: what others do now must not wait. */
      return lane->kind == AMB_SYNC_PULL && step == STEP_AGAIN && news->rows == 0 &&
                     lane->took < BREATH_MICROSECONDS
                 ? BREATH_MICROSECONDS
                 : 0;
    }
}

static gpointer
lane_main (gpointer data)
{
  Lane *lane = data;
  AmbTransport *transport = NULL;
  /* libsoup's streams need a context of this thread. */
  g_autoptr (GMainContext) context = g_main_context_new ();

  amb_thread_give_way ();
  g_main_context_push_thread_default (context);
  while (!is_stopped (lane))
    {
      AmbSyncNews *news = g_new0 (AmbSyncNews, 1);
      Step step;
      gint64 pause;
      gboolean cancelled;

      lane->retry_after = 0;
      step = run_step (lane, &transport, news, &news->error);
      if (lane->kind == AMB_SYNC_PUSH)
        set_queues (lane->lanes, step == STEP_MORE);
      cancelled = g_error_matches (news->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      if (step == STEP_FAILED && !cancelled)
        g_clear_object (&transport);
      pause = cancelled ? 0 : after_step (lane, step, news);
      if (cancelled)
        amb_sync_news_free (news);
      else
        deliver (lane, news);
      if (pause > 0)
        pause_lane (lane, pause);
    }
  g_clear_object (&transport);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
start_lane (AmbSyncLanes *self, Lane *lane, AmbSyncKind kind, const char *name)
{
  lane->lanes = self;
  lane->kind = kind;
  g_cond_init (&lane->wake);
  lane->thread = g_thread_new (name, lane_main, lane);
}

AmbSyncLanes *
amb_sync_lanes_new (AmbWorker *writer,
                    AmbProgramme *programme,
                    AmbSyncOpen open,
                    gpointer open_data,
                    AmbSyncNewsFunc func,
                    gpointer data)
{
  AmbSyncLanes *self = g_new0 (AmbSyncLanes, 1);

  g_atomic_ref_count_init (&self->refs);
  self->writer = g_object_ref (writer);
  self->programme = g_object_ref (programme);
  self->open = open;
  self->open_data = open_data;
  self->func = func;
  self->data = data;
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->turn);
  start_lane (self, &self->push, AMB_SYNC_PUSH, "sync-push");
  start_lane (self, &self->pull, AMB_SYNC_PULL, "sync-pull");
  return self;
}

static void
wake_lane (Lane *lane, gboolean cancel)
{
  lane->kicked = TRUE;
  g_cond_signal (&lane->wake);
  if (cancel && lane->cancellable)
    g_cancellable_cancel (lane->cancellable);
}

void
amb_sync_lanes_compare (AmbSyncLanes *self)
{
  g_mutex_lock (&self->mutex);
  self->compares = TRUE;
  wake_lane (&self->push, FALSE);
  wake_lane (&self->pull, TRUE);
  g_mutex_unlock (&self->mutex);
}

void
amb_sync_lanes_kick (AmbSyncLanes *self, gboolean anew)
{
  g_mutex_lock (&self->mutex);
  wake_lane (&self->push, FALSE);
  if (anew)
    wake_lane (&self->pull, TRUE);
  g_mutex_unlock (&self->mutex);
}

void
amb_sync_lanes_stop (AmbSyncLanes *self)
{
  g_mutex_lock (&self->mutex);
  self->stopped = TRUE;
  g_cond_broadcast (&self->turn);
  wake_lane (&self->push, TRUE);
  wake_lane (&self->pull, TRUE);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->push.thread);
  g_thread_join (self->pull.thread);
  amb_worker_run (self->writer, free_engine_job, self, NULL, NULL);
  lanes_unref (self);
}
