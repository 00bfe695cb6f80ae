#include "amb-bulk.h"

#include "amb-error.h"
#include <glib/gi18n.h>

#define MAX_ROWS 5000 /* of a chunk */
#define MAX_TIME (50 * G_TIME_SPAN_MILLISECOND)
#define LOADED   100 /* records that are read together */

/* Main thread and writer take turns with it: the writer while a chunk runs, else the main thread.
 */
typedef struct
{
  const AmbEntity *entity;
  AmbRowSet *rows;
  AmbBulkVerb verb;
  char *target;
  char *text;
  char *label;
  AmbBulkProgress progress; /* nullable */
  gpointer progress_data;
  GCancellable *cancellable; /* nullable */

  GArray *rids; /* NULL until the first chunk */
  guint next;
  gint64 group; /* 0: not opened yet */
  AmbBulkReport *report;
} Job;

static void
job_free (Job *job)
{
  amb_row_set_free (job->rows);
  g_free (job->target);
  g_free (job->text);
  g_free (job->label);
  g_clear_object (&job->cancellable);
  g_clear_pointer (&job->rids, g_array_unref);
  g_clear_pointer (&job->report, amb_bulk_report_free);
  g_free (job);
}

static void
refusal_free (gpointer data)
{
  AmbBulkRefusal *refusal = data;

  g_free (refusal->title);
  g_free (refusal->message);
  g_free (refusal);
}

void
amb_bulk_report_free (AmbBulkReport *self)
{
  g_ptr_array_unref (self->refusals);
  g_free (self);
}

static gboolean
run_one (AmbProgramme *programme, const Job *job, AmbRecord *record, GError **error)
{
  const char *id = amb_record_get_id (record);

  switch (job->verb)
    {
    case AMB_BULK_MOVE:
      return amb_programme_move (programme, job->entity, id, job->target, job->text, error);
    case AMB_BULK_SET:
      return amb_programme_set_field (programme, job->entity, id, job->target, job->text, error);
    case AMB_BULK_REMOVE:
    default:
      return amb_programme_remove (programme, job->entity, id, error);
    }
}

static void
count_refusal (AmbBulkReport *report, AmbRecord *record, const GError *reason)
{
  AmbBulkRefusal *refusal;

  report->n_refused++;
  if (report->refusals->len >= AMB_BULK_REASONS)
    return;
  refusal = g_new0 (AmbBulkRefusal, 1);
  refusal->rid = amb_record_get_rid (record);
  refusal->title = g_strdup (amb_record_get_title (record));
  refusal->message = g_strdup (reason->message);
  g_ptr_array_add (report->refusals, refusal);
}

static gboolean
run_record (AmbProgramme *programme, Job *job, AmbRecord *record, GError **error)
{
  g_autoptr (GError) refusal = NULL;

  if (!record)
    return TRUE;
  if (run_one (programme, job, record, &refusal))
    {
      job->report->n_done++;
      return TRUE;
    }
  if (!amb_error_is_refusal (refusal))
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
  count_refusal (job->report, record, refusal);
  return TRUE;
}

/* As many rows as fit into the time of a chunk, one at least: some verbs take long for each. */
static gboolean
run_rows (AmbProgramme *programme, Job *job, guint *next, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  gint64 end = g_get_monotonic_time () + MAX_TIME;
  guint stop = MIN (job->rids->len, job->next + MAX_ROWS);
  gboolean in_time = TRUE;

  for (*next = job->next; *next < stop && in_time;)
    {
      guint n = MIN (LOADED, stop - *next);
      g_autoptr (GPtrArray) records =
          amb_store_load (store, job->entity, &g_array_index (job->rids, gint64, *next), n, error);

      if (!records)
        return FALSE;
      for (guint i = 0; i < n && in_time; i++, (*next)++)
        {
          if (!run_record (programme, job, g_ptr_array_index (records, i), error))
            return FALSE;
          in_time = g_get_monotonic_time () < end;
        }
    }
  return TRUE;
}

static gboolean
join_group (AmbProgramme *programme, Job *job, GError **error)
{
  if (job->group)
    return amb_programme_resume_group (programme, job->group, error);
  if (!amb_programme_open_group (programme, job->label, error))
    return FALSE;
  job->group = amb_programme_get_group (programme);
  return TRUE;
}

static gboolean
run_chunk (AmbProgramme *programme, Job *job, GError **error)
{
  AmbDb *db = amb_store_get_db (amb_programme_get_store (programme));
  const AmbBulkReport before = *job->report;
  guint n_refusals = job->report->refusals->len, next = job->next;

  if (!amb_db_begin (db, error))
    return FALSE;
  if (run_rows (programme, job, &next, error))
    {
      if (!amb_db_commit (db, error))
        return FALSE;
      job->next = next;
      return TRUE;
    }
  amb_db_rollback (db);
  job->report->n_done = before.n_done;
  job->report->n_refused = before.n_refused;
  g_ptr_array_set_size (job->report->refusals, (int) n_refusals);
  return FALSE;
}

/* One turn on the writer. */
static gpointer
run_step (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  gboolean done;

  if (!job->rids)
    job->rids = amb_row_set_list (job->rows, amb_programme_get_store (programme), error);
  if (!job->rids)
    return NULL;
  if (g_cancellable_is_cancelled (job->cancellable))
    return GINT_TO_POINTER (TRUE);
  if (!join_group (programme, job, error))
    return NULL;
  done = run_chunk (programme, job, error);
  amb_programme_close_group (programme);
  return GINT_TO_POINTER (done);
}

static void start_step (AmbContext *context, GTask *task);

static void
stepped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!amb_context_write_finish (AMB_CONTEXT (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  job->report->stopped =
      job->next < job->rids->len && g_cancellable_is_cancelled (job->cancellable);
  if (job->next < job->rids->len && !job->report->stopped)
    {
      if (job->progress)
        job->progress (job->next, job->rids->len, job->progress_data);
      start_step (AMB_CONTEXT (source), g_steal_pointer (&task));
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&job->report),
                         (GDestroyNotify) amb_bulk_report_free);
}

/* @task: (transfer full). What a chunk wrote is told whole: only the gap between two is a place to
 * stop. */
static void
start_step (AmbContext *context, GTask *task)
{
  amb_context_write_async (context, run_step, g_task_get_task_data (task), NULL, NULL, NULL,
                           stepped_cb, task);
}

void
amb_bulk_run_async (AmbContext *context,
                    const AmbEntity *entity,
                    AmbRowSet *rows,
                    AmbBulkVerb verb,
                    const char *target,
                    const char *text,
                    const char *label,
                    AmbBulkProgress progress,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (context, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->entity = entity;
  job->rows = rows;
  job->verb = verb;
  job->target = g_strdup (target);
  job->text = g_strdup (text);
  job->label = g_strdup (label);
  job->progress = progress;
  job->progress_data = user_data;
  g_set_object (&job->cancellable, cancellable);
  job->report = g_new0 (AmbBulkReport, 1);
  job->report->refusals = g_ptr_array_new_with_free_func (refusal_free);
  g_task_set_source_tag (task, amb_bulk_run_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  start_step (context, task);
}

AmbBulkReport *
amb_bulk_run_finish (AmbContext *context, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
