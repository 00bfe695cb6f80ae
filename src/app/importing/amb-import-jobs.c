/* The import assistant's jobs: what runs on the threads of the context. */
#include "amb-import-kept.h"
#include "amb-import-window-private.h"
#include "amb-merging.h"

#include "amb-error.h"

#include <glib/gi18n.h>

/* Reading the columns. */

typedef struct
{
  AmbImportWindow *window; /* owned */
  const AmbEntity *entity;
  char *path;
  char *call; /* nullable */
} PlanJob;

static void
plan_job_free (gpointer data)
{
  PlanJob *job = data;

  g_object_unref (job->window);
  g_free (job->path);
  g_free (job->call);
  g_free (job);
}

static gpointer
run_plan (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const PlanJob *job = data;

  g_autoptr (AmbImportPlan) plan = amb_import_plan_new (job->entity, job->path, error);

  if (plan && job->call && !amb_import_plan_set_call (plan, store, job->call, error))
    return NULL;
  if (plan)
    amb_import_kept_apply (plan, store);
  return g_steal_pointer (&plan);
}

static void
plan_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PlanJob *job = user_data;
  AmbImportWindow *self = job->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbImportPlan) plan = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  /* Another file may have been dropped while this one was read. */
  if (self->stage == AMB_IMPORT_STAGE_READING && g_strcmp0 (job->path, self->path) == 0)
    {
      if (plan)
        {
          amb_import_mapping_set_plan (self->mapping, plan);
          amb_import_window_set_stage (self, AMB_IMPORT_STAGE_MAPPING);
        }
      else
        amb_import_window_fail (self, error->message);
    }
  plan_job_free (job);
}

void
amb_import_window_read_columns (AmbImportWindow *self)
{
  PlanJob *job = g_new0 (PlanJob, 1);

  job->window = g_object_ref (self);
  job->entity = self->entity;
  job->path = g_strdup (self->path);
  job->call = g_strdup (self->call);
  amb_import_window_set_stage (self, AMB_IMPORT_STAGE_READING);
  amb_context_read_async (self->context, run_plan, job, NULL, (GDestroyNotify) amb_import_plan_free,
                          NULL, plan_cb, job);
}

/* Preview and import. */

static void
begin_importer (AmbImportWindow *self, AmbImportFlags flags)
{
  g_clear_object (&self->importer);
  g_clear_object (&self->cancellable);
  amb_import_results_clear (self->results);
  g_clear_pointer (&self->report, amb_import_report_free);
  self->cancellable = g_cancellable_new ();
  self->is_stopping = FALSE;
  self->importer = amb_importer_new (amb_import_mapping_get_plan (self->mapping),
                                     amb_import_mapping_get_flags (self->mapping) | flags);
}

static gpointer
run_preview (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (amb_importer_preview (data, store, cancellable, error));
}

static void
preview_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmbImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  if (self->stage != AMB_IMPORT_STAGE_CHECKING)
    return;
  if (error)
    {
      amb_import_window_set_stage (self, AMB_IMPORT_STAGE_MAPPING);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        amb_import_window_toast (self, error->message);
      return;
    }
  self->report = amb_importer_take_report (self->importer);
  amb_import_window_set_stage (self, AMB_IMPORT_STAGE_PREVIEW);
}

void
amb_import_window_check_rows (AmbImportWindow *self)
{
  begin_importer (self, AMB_IMPORT_DRY_RUN);
  amb_import_window_set_stage (self, AMB_IMPORT_STAGE_CHECKING);
  amb_context_read_async (self->context, run_preview, g_object_ref (self->importer), g_object_unref,
                          NULL, self->cancellable, preview_cb, g_object_ref (self));
}

/* One chunk; the next is asked for when it is in, so that others get at the writer in between. */
static gpointer
run_step (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  gboolean more = FALSE;

  return GINT_TO_POINTER (amb_importer_step (data, programme, &more, error) && more);
}

static void
finish_import (AmbImportWindow *self)
{
  self->report = amb_importer_take_report (self->importer);
  self->group = amb_importer_get_group (self->importer);
  amb_import_window_set_stage (self, AMB_IMPORT_STAGE_REPORT);
}

/* It ended early: with an error, or because a person said so. */
static gpointer
run_stop (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  amb_importer_stop (data, programme);
  return NULL;
}

static void step (AmbImportWindow *self);

static void
step_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmbImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean more = GPOINTER_TO_INT (amb_context_write_finish (AMB_CONTEXT (source), result, &error));

  if (more && !self->is_stopping)
    {
      step (self);
      return;
    }
  if (more || error)
    amb_context_write_async (self->context, run_stop, g_object_ref (self->importer), g_object_unref,
                             NULL, NULL, NULL, NULL);
  finish_import (self);
  if (error)
    amb_import_results_set_problem (self->results, error->message);
}

static void
step (AmbImportWindow *self)
{
  amb_context_write_async (self->context, run_step, g_object_ref (self->importer), g_object_unref,
                           NULL, NULL, step_cb, g_object_ref (self));
}

void
amb_import_window_import_rows (AmbImportWindow *self, AmbImportFlags flags)
{
  begin_importer (self, flags);
  amb_import_window_set_stage (self, AMB_IMPORT_STAGE_IMPORTING);
  step (self);
}

/* After the import. */

typedef struct
{
  AmbImportWindow *window; /* owned */
  const AmbEntity *entity;
  char *keep, *other;
  gint64 group;
  guint index;
} MergeJob;

static void
merge_job_free (MergeJob *job)
{
  g_object_unref (job->window);
  g_free (job->keep);
  g_free (job->other);
  g_free (job);
}

static gpointer
run_merge (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const MergeJob *job = data;
  g_autofree char *label = NULL;
  gboolean is_last = job->group != 0 && amb_journal_get_undo (amb_programme_get_store (programme),
                                                              FALSE, &label) == job->group;
  gboolean done;

  /* What came in between is undone before the import: then this is a group of its own. */
  if (is_last && !amb_programme_resume_group (programme, job->group, error))
    return NULL;
  done = amb_programme_merge (programme, job->entity, job->keep, job->other, error);
  if (is_last)
    amb_programme_close_group (programme);
  return GINT_TO_POINTER (done);
}

static void
merge_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MergeJob *job = user_data;
  AmbImportWindow *self = job->window;
  g_autoptr (GError) error = NULL;

  if (amb_context_write_finish (AMB_CONTEXT (source), result, &error))
    {
      amb_import_results_set_merged (self->results, job->index);
      amb_import_window_toast (self, _ ("The two records are one now"));
    }
  else
    amb_import_window_toast (self, error->message);
  amb_import_window_update_undo (self);
  merge_job_free (job);
}

void
amb_import_window_merge (AmbImportWindow *self, guint index)
{
  const AmbImportDuplicate *duplicate = self->report->duplicates->pdata[index];
  MergeJob *job;

  if (!duplicate->id || !duplicate->other_id)
    return;
  job = g_new0 (MergeJob, 1);
  job->window = g_object_ref (self);
  job->entity = self->entity;
  job->keep = g_strdup (duplicate->other_id);
  job->other = g_strdup (duplicate->id);
  job->group = self->group;
  job->index = index;
  amb_context_write_async (self->context, run_merge, job, NULL, NULL, NULL, merge_cb, job);
}

/* The import, and what was merged in it. */
static gpointer
run_undo (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 *group = data;
  g_autofree char *label = NULL;

  if (amb_journal_get_undo (amb_programme_get_store (programme), FALSE, &label) == *group)
    return amb_programme_undo (programme, error);
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_REFUSED,
                       _ ("Something else was done since the import. Undo that first."));
  return NULL;
}

static void
undo_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmbImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) undone =
      amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *text = NULL;

  if (!undone)
    {
      amb_import_window_toast (self, error->message);
      amb_import_window_update_undo (self);
      return;
    }
  self->group = 0;
  amb_import_results_set_undone (self->results);
  amb_import_window_update_undo (self);
  if (undone->left->len)
    text = g_strdup_printf (ngettext ("The import was taken back, but for %u change made since",
                                      "The import was taken back, but for %u changes made since",
                                      undone->left->len),
                            undone->left->len);
  amb_import_window_toast (self, text ? text : _ ("The import was taken back"));
}

void
amb_import_window_undo (AmbImportWindow *self)
{
  amb_context_write_async (self->context, run_undo, g_memdup2 (&self->group, sizeof self->group),
                           g_free, (GDestroyNotify) amb_undo_report_free, NULL, undo_cb,
                           g_object_ref (self));
}

typedef struct
{
  AmbImportWindow *window; /* owned */
  AmbImportReport *report; /* owned: the window may begin the next import meanwhile */
  char *path;
} SaveJob;

static gpointer
run_save (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const SaveJob *job = data;

  return GINT_TO_POINTER (amb_import_report_save_failed (job->report, job->path, error));
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SaveJob *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_filename_display_basename (job->path);
  g_autofree char *text = g_strdup_printf (_ ("Saved to “%s”"), name);

  amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  amb_import_window_toast (job->window, error ? error->message : text);
  g_object_unref (job->window);
  amb_import_report_free (job->report);
  g_free (job->path);
  g_free (job);
}

void
amb_import_window_save_failed (AmbImportWindow *self, const char *path)
{
  SaveJob *job = g_new0 (SaveJob, 1);

  job->window = g_object_ref (self);
  job->report = amb_import_report_ref (self->report);
  job->path = g_strdup (path);
  amb_context_read_async (self->context, run_save, job, NULL, NULL, NULL, save_cb, job);
}
