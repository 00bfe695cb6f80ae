/* One synchronisation from beginning to end: pushes and pulls in turn, until both are at head. */
#include "amb-sync.h"

#include "amb-ahead-transport.h"
#include "amb-backoff.h"
#include "amb-error.h"
#include "amb-sync-engine-private.h"
#include "amb-sync-private.h"

#include <glib/gi18n-lib.h>

/* Rounds without anything new before a synchronisation that can't finish gives up. */
#define IDLE_ROUNDS 5
/* How long a server may hold a poll of one who follows. */
#define LONG_POLL 25
/* After an answer without news that came at once. */
#define BREATH_MILLISECONDS 100

typedef struct
{
  AmbWorker *writer; /* nullable: the calling thread owns the programme */
  AmbProgramme *programme;
  AmbSyncEngine *engine;     /* of the programme's thread, as everything that jobs use */
  AmbCredentialsKey *server; /* owned */
  AmbSyncRequest *request;   /* owned; nullable: there is nothing to ask */
  AmbSyncResponse *response; /* owned; what a job applies */
  AmbSyncOutcome outcome;    /* of the latest answer */
  gboolean is_push;          /* the request under way */
  gboolean at_head;
  gboolean pulled;          /* once: a comparison is of what is here now */
  gboolean compares;        /* one was asked for */
  gboolean tells;           /* ... and nothing else */
  gboolean wants;           /* one is asked for or due, or under way */
  AmbSyncComparison *found; /* owned; nullable: the first one that ended */
  AmbSyncComparison *after; /* owned; nullable: the last one, when it isn't the first */
  gboolean follows;         /* polls at the head */
  AmbSyncReport report;
} Rounds;

static void
rounds_clear (Rounds *self)
{
  g_clear_pointer (&self->server, amb_credentials_key_free);
  g_clear_pointer (&self->request, amb_sync_request_free);
  g_clear_pointer (&self->response, amb_sync_response_free);
  g_clear_pointer (&self->found, amb_sync_comparison_free);
  g_clear_pointer (&self->after, amb_sync_comparison_free);
}

/* Jobs: on the programme's thread. */

static gpointer
open_job (gpointer data, GCancellable *cancellable, GError **error)
{
  Rounds *self = data;
  AmbStore *store = amb_programme_get_store (self->programme);

  /* Somebody asks for it: so does this. */
  if (!amb_sync_forget_outdated (store, error))
    return NULL;
  self->server = amb_sync_dup_server (store, error);
  if (self->server)
    self->engine = amb_sync_engine_new (store, error);
  if (self->engine && self->compares)
    amb_sync_engine_compare (self->engine, !self->tells);
  return self->engine;
}

static gpointer
close_job (gpointer data, GCancellable *cancellable, GError **error)
{
  g_clear_pointer (&((Rounds *) data)->engine, amb_sync_engine_free);
  return NULL;
}

static gpointer
plan_job (gpointer data, GCancellable *cancellable, GError **error)
{
  Rounds *self = data;
  g_autoptr (GError) local = NULL;

  self->request = amb_sync_engine_plan_push (self->engine, &local);
  self->is_push = self->request != NULL;
  if (!self->request && !local && (self->pulled || self->follows))
    self->request = amb_sync_engine_plan_digest (self->engine, &local);
  if (!self->request && !local)
    self->request = amb_sync_engine_plan_pull (
        self->engine, self->follows && amb_sync_engine_is_at_head (self->engine) ? LONG_POLL : 0,
        &local);
  self->at_head = amb_sync_engine_is_at_head (self->engine);
  self->wants = amb_sync_engine_wants_comparison (self->engine);
  if (!local)
    return self;
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
take_comparison (Rounds *self)
{
  AmbSyncComparison *comparison = amb_sync_engine_take_comparison (self->engine);

  self->report.differed += amb_sync_comparison_count (comparison);
  if (!self->found)
    {
      self->found = comparison;
      return;
    }
  g_clear_pointer (&self->after, amb_sync_comparison_free);
  self->after = comparison;
}

static gpointer
apply_job (gpointer data, GCancellable *cancellable, GError **error)
{
  Rounds *self = data;

  if (!amb_sync_engine_apply (self->engine, self->request, self->response, &self->outcome, error))
    return NULL;
  if (self->outcome.account)
    amb_programme_load_actor (self->programme);
  if (self->outcome.compared)
    take_comparison (self);
  self->at_head = amb_sync_engine_is_at_head (self->engine);
  self->wants = amb_sync_engine_wants_comparison (self->engine);
  return self;
}

static gboolean
run_job (Rounds *self, AmbWorkerJob job, GError **error)
{
  gpointer done = self->writer ? amb_worker_run (self->writer, job, self, NULL, error)
                               : job (self, NULL, error);

  return done != NULL;
}

static AmbTransport *
open_transport (Rounds *self, GCancellable *cancellable, GError **error)
{
  AmbTransport *transport = amb_sync_open_transport (self->server, cancellable, error);

  return transport ? AMB_TRANSPORT (amb_ahead_transport_new (transport)) : NULL;
}

/* One request and its answer; *@progress is 0 when nothing is left to say. */
static gboolean
run_round (Rounds *self,
           AmbTransport *transport,
           guint *progress,
           GCancellable *cancellable,
           GError **error)
{
  g_clear_pointer (&self->request, amb_sync_request_free);
  g_clear_pointer (&self->response, amb_sync_response_free);
  *progress = 0;
  if (!run_job (self, plan_job, error))
    return FALSE;
  if (!self->request)
    return TRUE;
  self->response = amb_transport_send (transport, self->request, cancellable, error);
  if (!self->response || !run_job (self, apply_job, error))
    return FALSE;
  *progress = self->outcome.rows + self->outcome.operations + self->outcome.more +
              self->outcome.asks + self->is_push + self->outcome.compared;
  self->report.received += self->outcome.rows;
  self->report.sent += self->outcome.operations;
  self->report.findings += self->outcome.findings;
  return TRUE;
}

static gboolean
run_rounds (Rounds *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmbTransport) transport = open_transport (self, cancellable, error);

  if (!transport)
    return FALSE;
  for (guint idle = 0; idle < IDLE_ROUNDS;)
    {
      guint progress = 0;

      if (!run_round (self, transport, &progress, cancellable, error))
        return FALSE;
      idle = progress > 0 ? 0 : idle + 1;
      self->pulled = self->pulled || progress == 0;
      if (self->pulled && self->at_head && !self->wants)
        break;
    }
  return TRUE;
}

gboolean
amb_sync_once_on (AmbWorker *writer,
                  AmbProgramme *programme,
                  AmbSyncReport *report,
                  GCancellable *cancellable,
                  GError **error)
{
  /* libsoup's streams need a context of this thread. */
  g_autoptr (GMainContext) context = g_main_context_new ();
  Rounds self = { .writer = writer, .programme = programme };
  gboolean done;

  g_main_context_push_thread_default (context);
  done = run_job (&self, open_job, error) && run_rounds (&self, cancellable, error);
  run_job (&self, close_job, NULL);
  g_main_context_pop_thread_default (context);
  if (report)
    *report = self.report;
  rounds_clear (&self);
  return done;
}

gboolean
amb_sync_compare (AmbProgramme *programme,
                  AmbSyncCompareFlags flags,
                  AmbSyncComparison **found,
                  AmbSyncComparison **after,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Rounds self = { .programme = programme,
                  .compares = TRUE,
                  .tells = (flags & AMB_SYNC_COMPARE_DRY_RUN) != 0 };
  gboolean done;

  g_main_context_push_thread_default (context);
  done = run_job (&self, open_job, error) && run_rounds (&self, cancellable, error);
  run_job (&self, close_job, NULL);
  g_main_context_pop_thread_default (context);
  if (done && !self.found)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_OFFLINE,
                   _ ("The comparison with the server came to no end. Nothing was changed; try "
                      "again later."));
      done = FALSE;
    }
  if (done)
    {
      *found = g_steal_pointer (&self.found);
      *after = g_steal_pointer (&self.after);
    }
  rounds_clear (&self);
  return done;
}

gboolean
amb_sync_once (AmbProgramme *programme,
               AmbSyncReport *report,
               GCancellable *cancellable,
               GError **error)
{
  return amb_sync_once_on (NULL, programme, report, cancellable, error);
}

/* Waits for that long, or until somebody cancels. */
static void
pause_following (gint64 milliseconds, GCancellable *cancellable)
{
  GPollFD fd = { 0 };

  if (cancellable && g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_poll (&fd, 1, (int) milliseconds);
      g_cancellable_release_fd (cancellable);
    }
  else
    g_usleep (milliseconds * 1000);
}

/* Rounds over one connection until something fails; what moved is told whenever all is through. */
static gboolean
follow_server (Rounds *self,
               AmbBackoff *backoff,
               AmbSyncFollowFunc func,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (AmbTransport) transport = open_transport (self, cancellable, error);

  while (transport)
    {
      gint64 began = g_get_monotonic_time ();
      guint progress = 0;

      if (!run_round (self, transport, &progress, cancellable, error))
        return FALSE;
      if (!self->outcome.mended)
        amb_backoff_reset (backoff);
      if (self->outcome.more)
        continue;
      if (self->report.received + self->report.sent + self->report.findings +
              self->report.differed >
          0)
        func (&self->report, NULL, data);
      self->report = (AmbSyncReport){ 0 };
      if (progress == 0 && g_get_monotonic_time () - began < BREATH_MILLISECONDS * 1000)
        pause_following (BREATH_MILLISECONDS, cancellable);
    }
  return FALSE;
}

static gboolean
follow (
    Rounds *self, AmbSyncFollowFunc func, gpointer data, GCancellable *cancellable, GError **error)
{
  AmbClock *clock = amb_store_get_clock (amb_programme_get_store (self->programme));
  AmbBackoff backoff = { 0 };

  while (!g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr (GError) local = NULL;
      gint64 retry_after;

      follow_server (self, &backoff, func, data, cancellable, &local);
      retry_after = self->response ? self->response->retry_after : 0;
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        break;
      if (g_error_matches (local, AMB_ERROR, AMB_ERROR_DENIED) ||
          g_error_matches (local, AMB_ERROR, AMB_ERROR_TOO_NEW))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      func (NULL, local, data);
      pause_following (amb_backoff_next (&backoff, clock, retry_after), cancellable);
    }
  return TRUE;
}

gboolean
amb_sync_follow (AmbProgramme *programme,
                 AmbSyncFollowFunc func,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  /* libsoup's streams need a context of this thread. */
  g_autoptr (GMainContext) context = g_main_context_new ();
  Rounds self = { .programme = programme, .follows = TRUE };
  gboolean done;

  g_main_context_push_thread_default (context);
  done = run_job (&self, open_job, error) && follow (&self, func, data, cancellable, error);
  run_job (&self, close_job, NULL);
  g_main_context_pop_thread_default (context);
  rounds_clear (&self);
  return done;
}
