#include "amb-patience.h"

struct _AmbPatience
{
  GCancellable *cancellable;
  GCancellable *outer; /* nullable */
  gulong outer_handler;
  GThread *thread;
  GMutex mutex;
  GCond ended;
  gint64 deadline;   /* under the mutex */
  gboolean is_ended; /* under the mutex: nobody waits any longer */
  gboolean is_over;  /* under the mutex */
};

static gpointer
watch (gpointer data)
{
  AmbPatience *self = data;
  gboolean over;

  g_mutex_lock (&self->mutex);
  while (!self->is_ended && g_get_monotonic_time () < self->deadline)
    g_cond_wait_until (&self->ended, &self->mutex, self->deadline);
  self->is_over = over = !self->is_ended;
  g_mutex_unlock (&self->mutex);
  if (over)
    g_cancellable_cancel (self->cancellable);
  return NULL;
}

static void
cancelled_cb (GCancellable *outer, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static gint64
get_deadline (guint seconds)
{
  return g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
}

AmbPatience *
amb_patience_new (guint seconds, GCancellable *outer)
{
  AmbPatience *self = g_new0 (AmbPatience, 1);

  self->cancellable = g_cancellable_new ();
  self->deadline = get_deadline (seconds);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ended);
  if (outer)
    {
      self->outer = g_object_ref (outer);
      self->outer_handler = g_cancellable_connect (
          outer, G_CALLBACK (cancelled_cb), g_object_ref (self->cancellable), g_object_unref);
    }
  self->thread = g_thread_new ("sync-patience", watch, self);
  return self;
}

void
amb_patience_free (AmbPatience *self)
{
  g_mutex_lock (&self->mutex);
  self->is_ended = TRUE;
  g_cond_signal (&self->ended);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  if (self->outer)
    g_cancellable_disconnect (self->outer, self->outer_handler);
  g_clear_object (&self->outer);
  g_object_unref (self->cancellable);
  g_cond_clear (&self->ended);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

GCancellable *
amb_patience_get_cancellable (AmbPatience *self)
{
  return self->cancellable;
}

void
amb_patience_renew (AmbPatience *self, guint seconds)
{
  g_mutex_lock (&self->mutex);
  self->deadline = get_deadline (seconds);
  g_mutex_unlock (&self->mutex);
}

gboolean
amb_patience_is_over (AmbPatience *self)
{
  gboolean over;

  g_mutex_lock (&self->mutex);
  over = self->is_over;
  g_mutex_unlock (&self->mutex);
  return over;
}
