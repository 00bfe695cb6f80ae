/* A thread with two queues. */
#include "amb-worker.h"

#include <glib/gi18n-lib.h>

/* The thread sanitizer does not see into GLib's locks: it is told what they hand over. */
#if defined(__SANITIZE_THREAD__)
#define AMB_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define AMB_TSAN 1
#endif
#endif

#ifdef AMB_TSAN
void __tsan_acquire (void *address);
void __tsan_release (void *address);
#define HAND_OVER(pointer) __tsan_release (pointer)
#define TAKE_OVER(pointer) __tsan_acquire (pointer)
#else
#define HAND_OVER(pointer) ((void) (pointer))
#define TAKE_OVER(pointer) ((void) (pointer))
#endif

#define N_PRIORITIES (AMB_WORKER_BACKGROUND + 1)

/* What the object and its thread share; it outlives whichever goes first. */
typedef struct
{
  GMutex mutex;
  GCond cond; /* a job came, or the end */
  GQueue jobs[N_PRIORITIES];
  gboolean is_stopping;
} Queue;

/* One waiting caller: lives on the stack of amb_worker_run(). */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean is_done;
  gpointer result;
  GError *error;
} Waiter;

typedef struct
{
  AmbWorkerJob run;
  gpointer data;
  GDestroyNotify free_data;
  GCancellable *cancellable;
  GTask *task;    /* of amb_worker_run_async() */
  Waiter *waiter; /* of amb_worker_run(); neither: nobody waits */
} Job;

struct _AmbWorker
{
  GObject parent_instance;

  GMutex mutex; /* guards thread: only one caller joins it */
  GThread *thread;

  Queue *queue;
};

G_DEFINE_FINAL_TYPE (AmbWorker, amb_worker, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  if (job->free_data != NULL)
    job->free_data (job->data);
  g_clear_object (&job->cancellable);
  g_clear_object (&job->task);
  g_free (job);
}

static void
queue_clear (gpointer data)
{
  Queue *queue = data;

  g_mutex_clear (&queue->mutex);
  g_cond_clear (&queue->cond);
}

static void
queue_unref (Queue *queue)
{
  g_atomic_rc_box_release_full (queue, queue_clear);
}

static void
queue_lock (Queue *queue)
{
  g_mutex_lock (&queue->mutex);
  TAKE_OVER (queue);
}

static void
queue_unlock (Queue *queue)
{
  HAND_OVER (queue);
  g_mutex_unlock (&queue->mutex);
}

/* FALSE when the queue takes no more jobs. */
static gboolean
queue_push (Queue *queue, AmbWorkerPriority priority, Job *job)
{
  gboolean is_open;

  queue_lock (queue);
  is_open = !queue->is_stopping;
  if (is_open)
    {
      g_queue_push_tail (&queue->jobs[priority], job);
      g_cond_signal (&queue->cond);
    }
  queue_unlock (queue);

  return is_open;
}

static void
queue_stop (Queue *queue)
{
  queue_lock (queue);
  queue->is_stopping = TRUE;
  g_cond_signal (&queue->cond);
  queue_unlock (queue);
}

static Job *
queue_take_first (Queue *queue)
{
  Job *job = NULL;

  for (guint i = 0; job == NULL && i < N_PRIORITIES; i++)
    job = g_queue_pop_head (&queue->jobs[i]);

  return job;
}

/* Waits for the next job; NULL when the queue is stopped and empty. */
static Job *
queue_pop (Queue *queue)
{
  Job *job;

  queue_lock (queue);
  job = queue_take_first (queue);
  while (job == NULL && !queue->is_stopping)
    {
      HAND_OVER (queue);
      g_cond_wait (&queue->cond, &queue->mutex);
      TAKE_OVER (queue);
      job = queue_take_first (queue);
    }
  queue_unlock (queue);

  return job;
}

static void
waiter_return (Waiter *waiter, gpointer result, GError *error)
{
  g_mutex_lock (&waiter->mutex);
  TAKE_OVER (waiter);
  waiter->result = result;
  waiter->error = error;
  waiter->is_done = TRUE;
  HAND_OVER (waiter);
  g_cond_signal (&waiter->cond);
  g_mutex_unlock (&waiter->mutex);
}

static void
waiter_wait (Waiter *waiter)
{
  g_mutex_lock (&waiter->mutex);
  TAKE_OVER (waiter);
  while (!waiter->is_done)
    {
      HAND_OVER (waiter);
      g_cond_wait (&waiter->cond, &waiter->mutex);
      TAKE_OVER (waiter);
    }
  g_mutex_unlock (&waiter->mutex);
}

static void
task_return (GTask *task, gpointer result, GError *error)
{
  HAND_OVER (task);
  if (error != NULL)
    {
      GDestroyNotify free_result = g_task_get_task_data (task);

      if (result != NULL && free_result != NULL)
        free_result (result);
      g_task_return_error (task, error);
    }
  else
    {
      g_task_return_pointer (task, result, g_task_get_task_data (task));
    }
}

static void
job_run (Job *job)
{
  g_autoptr (GTask) task = g_steal_pointer (&job->task);
  Waiter *waiter = job->waiter;
  GError *error = NULL;
  gpointer result = NULL;

  if (!g_cancellable_set_error_if_cancelled (job->cancellable, &error))
    result = job->run (job->data, job->cancellable, &error);
  job_free (job);

  if (waiter != NULL)
    waiter_return (waiter, result, error);
  else if (task != NULL)
    task_return (task, result, error);
  else
    g_clear_error (&error);
}

static gpointer
thread_main (gpointer data)
{
  Queue *queue = data;

  for (Job *job = queue_pop (queue); job != NULL; job = queue_pop (queue))
    job_run (job);
  queue_unref (queue);

  return NULL;
}

static void
amb_worker_finalize (GObject *object)
{
  AmbWorker *self = AMB_WORKER (object);

  amb_worker_stop (self);
  g_clear_pointer (&self->queue, queue_unref);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (amb_worker_parent_class)->finalize (object);
}

static void
amb_worker_class_init (AmbWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_worker_finalize;
}

static void
amb_worker_init (AmbWorker *self)
{
  g_mutex_init (&self->mutex);
  self->queue = g_atomic_rc_box_new0 (Queue);
  g_mutex_init (&self->queue->mutex);
  g_cond_init (&self->queue->cond);
  for (guint i = 0; i < N_PRIORITIES; i++)
    g_queue_init (&self->queue->jobs[i]);
}

AmbWorker *
amb_worker_new (const char *name)
{
  AmbWorker *self = g_object_new (AMB_TYPE_WORKER, NULL);

  self->thread = g_thread_new (name, thread_main, g_atomic_rc_box_acquire (self->queue));

  return self;
}

static gboolean
is_own_thread (AmbWorker *self)
{
  gboolean is_own;

  g_mutex_lock (&self->mutex);
  is_own = self->thread == g_thread_self ();
  g_mutex_unlock (&self->mutex);

  return is_own;
}

static GError *
closed_error (void)
{
  return g_error_new (G_IO_ERROR, G_IO_ERROR_CLOSED,
                      _ ("This work was not done because its thread has already been stopped."));
}

static Job *
job_new (AmbWorkerJob run, gpointer data, GDestroyNotify free_data, GCancellable *cancellable)
{
  Job *job = g_new0 (Job, 1);

  job->run = run;
  job->data = data;
  job->free_data = free_data;
  g_set_object (&job->cancellable, cancellable);

  return job;
}

void
amb_worker_run_async (AmbWorker *self,
                      AmbWorkerPriority priority,
                      AmbWorkerJob run,
                      gpointer data,
                      GDestroyNotify free_data,
                      GDestroyNotify free_result,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  Job *job;

  g_return_if_fail (AMB_IS_WORKER (self));
  g_return_if_fail (priority < N_PRIORITIES);
  g_return_if_fail (run != NULL);

  job = job_new (run, data, free_data, cancellable);
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, amb_worker_run_async);
  g_task_set_task_data (job->task, free_result, NULL);
  /* A job that has run keeps its result: what it committed is not undone by a late cancellation. */
  g_task_set_check_cancellable (job->task, FALSE);

  if (!queue_push (self->queue, priority, job))
    {
      g_autoptr (GTask) task = g_steal_pointer (&job->task);

      job_free (job);
      g_task_return_error (task, closed_error ());
    }
}

gpointer
amb_worker_run_finish (AmbWorker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  TAKE_OVER (G_TASK (result));

  return g_task_propagate_pointer (G_TASK (result), error);
}

gpointer
amb_worker_run (
    AmbWorker *self, AmbWorkerJob run, gpointer data, GCancellable *cancellable, GError **error)
{
  Waiter waiter = { 0 };
  Job *job;

  g_return_val_if_fail (AMB_IS_WORKER (self), NULL);
  g_return_val_if_fail (run != NULL, NULL);
  g_return_val_if_fail (!is_own_thread (self), NULL);

  job = job_new (run, data, NULL, cancellable);
  job->waiter = &waiter;
  g_mutex_init (&waiter.mutex);
  g_cond_init (&waiter.cond);
  if (queue_push (self->queue, AMB_WORKER_NORMAL, job))
    {
      waiter_wait (&waiter);
    }
  else
    {
      job_free (job);
      waiter.error = closed_error ();
    }
  g_mutex_clear (&waiter.mutex);
  g_cond_clear (&waiter.cond);
  if (waiter.error != NULL)
    g_propagate_error (error, waiter.error);

  return waiter.result;
}

gboolean
amb_worker_post (AmbWorker *self, AmbWorkerJob run, gpointer data)
{
  Job *job;

  g_return_val_if_fail (AMB_IS_WORKER (self), FALSE);
  g_return_val_if_fail (run != NULL, FALSE);

  job = job_new (run, data, NULL, NULL);
  if (queue_push (self->queue, AMB_WORKER_NORMAL, job))
    return TRUE;
  job_free (job);
  return FALSE;
}

void
amb_worker_stop (AmbWorker *self)
{
  g_autoptr (GThread) thread = NULL;

  g_return_if_fail (AMB_IS_WORKER (self));

  queue_stop (self->queue);

  g_mutex_lock (&self->mutex);
  thread = g_steal_pointer (&self->thread);
  g_mutex_unlock (&self->mutex);

  /* The last reference may go on the worker itself, which then ends without being waited for. */
  if (thread != NULL && thread != g_thread_self ())
    g_thread_join (g_steal_pointer (&thread));
}
