/* A thread with a queue: the one bridge between synchronous floors and GTask. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AMB_TYPE_WORKER (amb_worker_get_type ())
G_DECLARE_FINAL_TYPE (AmbWorker, amb_worker, AMB, WORKER, GObject)

/**
 * AmbWorkerJob:
 * @data: what was submitted
 *
 * Runs on the worker's thread. Returns: a result that the caller of amb_worker_run_finish() takes
 * over, or NULL (with or without @error).
 */
typedef gpointer (*AmbWorkerJob) (gpointer data, GCancellable *cancellable, GError **error);

typedef enum
{
  AMB_WORKER_NORMAL,
  AMB_WORKER_BACKGROUND, /* after everything that is NORMAL */
} AmbWorkerPriority;

/** amb_worker_new: starts a thread called @name. */
AmbWorker *amb_worker_new (const char *name);

/**
 * amb_worker_run_async:
 * @job: runs on the worker; a job already cancelled when its turn comes does not run
 * @free_data: (nullable): called on the thread that submitted's main context or on the worker
 * @free_result: (nullable): frees a result that nobody took
 *
 * Jobs of one priority run in order. The callback comes in the thread-default main context of the
 * caller.
 */
void amb_worker_run_async (AmbWorker *self,
                           AmbWorkerPriority priority,
                           AmbWorkerJob job,
                           gpointer data,
                           GDestroyNotify free_data,
                           GDestroyNotify free_result,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/** amb_worker_run_finish: (transfer full) (nullable): the job's result; NULL is no error unless
 * @error is set */
gpointer amb_worker_run_finish (AmbWorker *self, GAsyncResult *result, GError **error);

/** amb_worker_run: the same, waiting; never call it on a thread that must not block. */
gpointer amb_worker_run (
    AmbWorker *self, AmbWorkerJob job, gpointer data, GCancellable *cancellable, GError **error);

/** amb_worker_post: @job in its turn, for which nobody waits and whose result nobody takes: on
 * threads whose main context doesn't run. FALSE: the worker is stopped, and nothing runs. */
gboolean amb_worker_post (AmbWorker *self, AmbWorkerJob job, gpointer data);

/** amb_worker_stop: runs what is queued, then joins the thread. Later jobs fail with
 * G_IO_ERROR_CLOSED. */
void amb_worker_stop (AmbWorker *self);

G_END_DECLS
