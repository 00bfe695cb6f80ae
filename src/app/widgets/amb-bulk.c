#include "amb-bulk.h"

#include "amb-error.h"
#include <glib/gi18n.h>

#define CHUNK 500

typedef struct
{
  const AmbEntity *entity;
  AmbRowSet *rows;
  AmbBulkVerb verb;
  char *target;
  char *text;
  char *label;
} Job;

static void
job_free (Job *job)
{
  amb_row_set_free (job->rows);
  g_free (job->target);
  g_free (job->text);
  g_free (job->label);
  g_free (job);
}

void
amb_bulk_report_free (AmbBulkReport *self)
{
  g_ptr_array_unref (self->reasons);
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

static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, AMB_ERROR, AMB_ERROR_REFUSED) ||
         g_error_matches (error, AMB_ERROR, AMB_ERROR_INVALID) ||
         g_error_matches (error, AMB_ERROR, AMB_ERROR_DENIED) ||
         g_error_matches (error, AMB_ERROR, AMB_ERROR_NOT_FOUND);
}

static gboolean
run_records (AmbProgramme *programme,
             const Job *job,
             GPtrArray *records,
             AmbBulkReport *report,
             GError **error)
{
  for (guint i = 0; i < records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (records, i);
      g_autoptr (GError) refusal = NULL;

      if (!record)
        continue;
      if (run_one (programme, job, record, &refusal))
        {
          report->n_done++;
          continue;
        }
      if (!is_refusal (refusal))
        {
          g_propagate_error (error, g_steal_pointer (&refusal));
          return FALSE;
        }
      report->n_refused++;
      if (report->reasons->len < AMB_BULK_REASONS)
        {
          const char *title = amb_record_get_title (record);

          /* Translators: a record's name, then why it was left alone */
          g_ptr_array_add (report->reasons,
                           g_strdup_printf (_ ("%s: %s"), title ? title : "", refusal->message));
        }
    }
  return TRUE;
}

static gboolean
run_chunk (AmbProgramme *programme,
           const Job *job,
           const gint64 *rids,
           guint n,
           AmbBulkReport *report,
           GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  AmbDb *db = amb_store_get_db (store);
  g_autoptr (GPtrArray) records = amb_store_load (store, job->entity, rids, n, error);

  if (!records || !amb_db_begin (db, error))
    return FALSE;
  if (!run_records (programme, job, records, report, error))
    {
      amb_db_rollback (db);
      return FALSE;
    }
  return amb_db_commit (db, error);
}

static gpointer
run (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (AmbBulkReport) report = g_new0 (AmbBulkReport, 1);
  g_autoptr (GArray) rids =
      amb_row_set_list (job->rows, amb_programme_get_store (programme), error);
  gboolean done = TRUE;

  report->reasons = g_ptr_array_new_with_free_func (g_free);
  if (!rids || !amb_programme_open_group (programme, job->label, error))
    return NULL;
  for (guint i = 0; done && i < rids->len; i += CHUNK)
    {
      report->stopped = g_cancellable_is_cancelled (cancellable);
      if (report->stopped)
        break;
      done = run_chunk (programme, job, &g_array_index (rids, gint64, i),
                        MIN (CHUNK, rids->len - i), report, error);
    }
  amb_programme_close_group (programme);
  return done ? g_steal_pointer (&report) : NULL;
}

void
amb_bulk_run_async (AmbContext *context,
                    const AmbEntity *entity,
                    AmbRowSet *rows,
                    AmbBulkVerb verb,
                    const char *target,
                    const char *text,
                    const char *label,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->entity = entity;
  job->rows = rows;
  job->verb = verb;
  job->target = g_strdup (target);
  job->text = g_strdup (text);
  job->label = g_strdup (label);
  amb_context_write_async (context, run, job, (GDestroyNotify) job_free,
                           (GDestroyNotify) amb_bulk_report_free, cancellable, callback, user_data);
}

AmbBulkReport *
amb_bulk_run_finish (AmbContext *context, GAsyncResult *result, GError **error)
{
  return amb_context_write_finish (context, result, error);
}
