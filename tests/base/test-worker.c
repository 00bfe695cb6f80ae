/* Order, priorities, cancellation, the end of the thread. */
#include "amb-thread.h"
#include "amb-worker.h"

#include <errno.h>
#include <pthread.h>
#include <sys/resource.h>

/* Holds the worker back. Of pthread, whose locks the thread sanitizer sees. */
typedef struct
{
  pthread_mutex_t mutex;
  pthread_cond_t cond;
  gboolean is_open;
} Gate;

static void
gate_init (Gate *gate)
{
  pthread_mutex_init (&gate->mutex, NULL);
  pthread_cond_init (&gate->cond, NULL);
  gate->is_open = FALSE;
}

static void
gate_open (Gate *gate)
{
  pthread_mutex_lock (&gate->mutex);
  gate->is_open = TRUE;
  pthread_cond_broadcast (&gate->cond);
  pthread_mutex_unlock (&gate->mutex);
}

static gpointer
wait_for_gate (gpointer data, GCancellable *cancellable, GError **error)
{
  Gate *gate = data;

  pthread_mutex_lock (&gate->mutex);
  while (!gate->is_open)
    pthread_cond_wait (&gate->cond, &gate->mutex);
  pthread_mutex_unlock (&gate->mutex);

  return NULL;
}

static void
gate_clear (Gate *gate)
{
  pthread_mutex_destroy (&gate->mutex);
  pthread_cond_destroy (&gate->cond);
}

static gpointer
upper_case (gpointer data, GCancellable *cancellable, GError **error)
{
  return g_ascii_strup (data, -1);
}

static gpointer
fail (gpointer data, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, "busy");

  return NULL;
}

static gpointer
do_nothing (gpointer data, GCancellable *cancellable, GError **error)
{
  return NULL;
}

static gpointer
count (gpointer data, GCancellable *cancellable, GError **error)
{
  (*(guint *) data)++;

  return NULL;
}

static gpointer
dup_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  return g_thread_self ();
}

static void
keep_result_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_assert_true (AMB_IS_WORKER (object));
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);

  return g_steal_pointer (slot);
}

static void
test_runs_on_its_own_thread (void)
{
  g_autoptr (AmbWorker) worker = amb_worker_new ("test");
  g_autoptr (GError) error = NULL;
  gpointer first = amb_worker_run (worker, dup_thread, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (first);
  g_assert_true (first != g_thread_self ());
  g_assert_true (amb_worker_run (worker, dup_thread, NULL, NULL, &error) == first);
}

static void
test_returns_result_and_error (void)
{
  g_autoptr (AmbWorker) worker = amb_worker_new ("test");
  g_autoptr (GError) error = NULL;
  g_autofree char *result = amb_worker_run (worker, upper_case, (gpointer) "abc", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (result, ==, "ABC");
  g_assert_null (amb_worker_run (worker, do_nothing, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (amb_worker_run (worker, fail, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
}

static void
test_async_calls_back_in_the_callers_context (void)
{
  g_autoptr (AmbWorker) worker = amb_worker_new ("test");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GAsyncResult *slot = NULL;

  g_main_context_push_thread_default (context);
  amb_worker_run_async (worker, AMB_WORKER_NORMAL, upper_case, g_strdup ("abc"), g_free, g_free,
                        NULL, keep_result_cb, &slot);
  g_assert_null (slot);
  result = wait_for (&slot);
  g_main_context_pop_thread_default (context);

  text = amb_worker_run_finish (worker, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "ABC");
}

static void
test_async_reports_an_error (void)
{
  g_autoptr (AmbWorker) worker = amb_worker_new ("test");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  amb_worker_run_async (worker, AMB_WORKER_NORMAL, fail, NULL, NULL, NULL, NULL, keep_result_cb,
                        &slot);
  result = wait_for (&slot);
  g_assert_null (amb_worker_run_finish (worker, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
}

/* A result that is counted when it is freed. */
static gint freed;

static void
count_freed (gpointer data)
{
  g_atomic_int_inc (&freed);
}

static gpointer
return_data (gpointer data, GCancellable *cancellable, GError **error)
{
  return data;
}

static void
test_a_result_that_nobody_takes_is_freed (void)
{
  g_autoptr (AmbWorker) worker = amb_worker_new ("test");
  GAsyncResult *slot = NULL;

  g_atomic_int_set (&freed, 0);
  amb_worker_run_async (worker, AMB_WORKER_NORMAL, return_data, &freed, NULL, count_freed, NULL,
                        keep_result_cb, &slot);
  g_object_unref (wait_for (&slot));
  amb_worker_stop (worker); /* the thread's own reference is gone too */
  g_assert_cmpint (g_atomic_int_get (&freed), ==, 1);
}

typedef struct
{
  GString *log;
  char letter;
} Note;

static gpointer
write_note (gpointer data, GCancellable *cancellable, GError **error)
{
  Note *note = data;

  g_string_append_c (note->log, note->letter);

  return NULL;
}

static void
add_note (AmbWorker *worker, AmbWorkerPriority priority, GString *log, char letter)
{
  Note *note = g_new (Note, 1);

  note->log = log;
  note->letter = letter;
  amb_worker_run_async (worker, priority, write_note, note, g_free, NULL, NULL, NULL, NULL);
}

static void
test_keeps_order_and_priority (void)
{
  g_autoptr (AmbWorker) worker = amb_worker_new ("test");
  g_autoptr (GString) log = g_string_new (NULL);
  Gate gate;

  gate_init (&gate);
  amb_worker_run_async (worker, AMB_WORKER_NORMAL, wait_for_gate, &gate, NULL, NULL, NULL, NULL,
                        NULL);
  add_note (worker, AMB_WORKER_BACKGROUND, log, 'x');
  add_note (worker, AMB_WORKER_NORMAL, log, 'a');
  add_note (worker, AMB_WORKER_BACKGROUND, log, 'y');
  add_note (worker, AMB_WORKER_NORMAL, log, 'b');
  add_note (worker, AMB_WORKER_NORMAL, log, 'c');
  gate_open (&gate);
  amb_worker_stop (worker);

  g_assert_cmpstr (log->str, ==, "abcxy");
  gate_clear (&gate);
}

static void
test_a_cancelled_job_does_not_run (void)
{
  g_autoptr (AmbWorker) worker = amb_worker_new ("test");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  guint runs = 0;
  Gate gate;

  gate_init (&gate);
  amb_worker_run_async (worker, AMB_WORKER_NORMAL, wait_for_gate, &gate, NULL, NULL, NULL, NULL,
                        NULL);
  amb_worker_run_async (worker, AMB_WORKER_NORMAL, count, &runs, NULL, NULL, cancellable,
                        keep_result_cb, &slot);
  g_cancellable_cancel (cancellable);
  gate_open (&gate);
  result = wait_for (&slot);

  g_assert_null (amb_worker_run_finish (worker, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (runs, ==, 0);
  gate_clear (&gate);
}

static gpointer
cancel_and_succeed (gpointer data, GCancellable *cancellable, GError **error)
{
  g_cancellable_cancel (cancellable);

  return g_strdup ("committed");
}

static void
test_a_late_cancellation_hides_no_result (void)
{
  g_autoptr (AmbWorker) worker = amb_worker_new ("test");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GAsyncResult *slot = NULL;

  amb_worker_run_async (worker, AMB_WORKER_NORMAL, cancel_and_succeed, NULL, NULL, g_free,
                        cancellable, keep_result_cb, &slot);
  result = wait_for (&slot);
  text = amb_worker_run_finish (worker, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "committed");
}

static void
test_stop_runs_what_is_queued (void)
{
  g_autoptr (AmbWorker) worker = amb_worker_new ("test");
  guint runs = 0;

  for (guint i = 0; i < 1000; i++)
    amb_worker_run_async (worker, (AmbWorkerPriority) (i % 2), count, &runs, NULL, NULL, NULL, NULL,
                          NULL);
  amb_worker_stop (worker);
  amb_worker_stop (worker);

  g_assert_cmpuint (runs, ==, 1000);
}

static void
test_a_stopped_worker_refuses (void)
{
  g_autoptr (AmbWorker) worker = amb_worker_new ("test");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  guint runs = 0;

  amb_worker_stop (worker);
  g_atomic_int_set (&freed, 0);
  g_assert_null (amb_worker_run (worker, count, &runs, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);

  amb_worker_run_async (worker, AMB_WORKER_NORMAL, count, &runs, count_freed, NULL, NULL,
                        keep_result_cb, &slot);
  result = wait_for (&slot);
  g_assert_null (amb_worker_run_finish (worker, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_cmpuint (runs, ==, 0);
  g_assert_cmpint (g_atomic_int_get (&freed), ==, 1);
}

/* The reference that the queued jobs hold is the last one, and goes on the worker's own thread. */
static void
test_the_last_reference_may_go_on_the_thread (void)
{
  for (guint i = 0; i < 50; i++)
    {
      AmbWorker *worker = amb_worker_new ("test");

      g_atomic_int_set (&freed, 0);
      amb_worker_run_async (worker, AMB_WORKER_NORMAL, do_nothing, NULL, count_freed, NULL, NULL,
                            NULL, NULL);
      g_object_unref (worker);
      while (g_atomic_int_get (&freed) == 0 || g_main_context_pending (NULL))
        g_main_context_iteration (NULL, FALSE);
    }
}

#define JOBS_A_THREAD 500

typedef struct
{
  AmbWorker *worker;
  guint *total; /* touched by jobs alone, which never run beside one another */
} Submitter;

static gpointer
submit_many (gpointer data)
{
  Submitter *submitter = data;

  for (guint i = 0; i < JOBS_A_THREAD; i++)
    amb_worker_run (submitter->worker, count, submitter->total, NULL, NULL);

  return NULL;
}

static void
test_many_threads_submit (void)
{
  g_autoptr (AmbWorker) worker = amb_worker_new ("test");
  guint total = 0;
  Submitter submitter = { worker, &total };
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("submitter", submit_many, &submitter);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  amb_worker_stop (worker);

  g_assert_cmpuint (total, ==, JOBS_A_THREAD * G_N_ELEMENTS (threads));
}

/* The calling thread's nice value. */
static int
get_niceness (void)
{
  int nice;

  errno = 0;
  nice = getpriority (PRIO_PROCESS, 0);
  g_assert_cmpint (errno, ==, 0);
  return nice;
}

static gpointer
give_way (gpointer data, GCancellable *cancellable, GError **error)
{
  amb_thread_give_way ();
  return GINT_TO_POINTER (get_niceness () + 1);
}

static void
test_one_thread_gives_way_and_not_the_program (void)
{
#ifdef __linux__
  g_autoptr (AmbWorker) worker = amb_worker_new ("test");
  int before = get_niceness ();
  int behind = GPOINTER_TO_INT (amb_worker_run (worker, give_way, NULL, NULL, NULL)) - 1;

  if (before < 10) /* the test itself may run behind everything */
    g_assert_cmpint (behind, >, before);
  g_assert_cmpint (behind, >=, before);
  g_assert_cmpint (get_niceness (), ==, before);
#else
  g_test_skip ("threads have no priority of their own here");
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/worker/runs-on-its-own-thread", test_runs_on_its_own_thread);
  g_test_add_func ("/base/worker/returns-result-and-error", test_returns_result_and_error);
  g_test_add_func ("/base/worker/async-calls-back-in-the-callers-context",
                   test_async_calls_back_in_the_callers_context);
  g_test_add_func ("/base/worker/async-reports-an-error", test_async_reports_an_error);
  g_test_add_func ("/base/worker/a-result-that-nobody-takes-is-freed",
                   test_a_result_that_nobody_takes_is_freed);
  g_test_add_func ("/base/worker/keeps-order-and-priority", test_keeps_order_and_priority);
  g_test_add_func ("/base/worker/a-cancelled-job-does-not-run", test_a_cancelled_job_does_not_run);
  g_test_add_func ("/base/worker/a-late-cancellation-hides-no-result",
                   test_a_late_cancellation_hides_no_result);
  g_test_add_func ("/base/worker/stop-runs-what-is-queued", test_stop_runs_what_is_queued);
  g_test_add_func ("/base/worker/a-stopped-worker-refuses", test_a_stopped_worker_refuses);
  g_test_add_func ("/base/worker/the-last-reference-may-go-on-the-thread",
                   test_the_last_reference_may_go_on_the_thread);
  g_test_add_func ("/base/worker/many-threads-submit", test_many_threads_submit);
  g_test_add_func ("/base/worker/one-thread-gives-way-and-not-the-program",
                   test_one_thread_gives_way_and_not_the_program);

  return g_test_run ();
}
