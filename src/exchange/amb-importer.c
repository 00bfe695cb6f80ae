/* Takes the rows of a CSV file into the programme, a chunk at a time. */
#include "amb-importer.h"

#include "amb-error.h"
#include "amb-importer-private.h"

#include <glib/gi18n-lib.h>

#define CHUNK 500

G_DEFINE_FINAL_TYPE (AmbImporter, amb_importer, G_TYPE_OBJECT)

static void
deferred_free (AmbImportDeferred *self)
{
  g_free (self->id);
  g_free (self->text);
  g_free (self);
}

static void
amb_importer_finalize (GObject *object)
{
  AmbImporter *self = AMB_IMPORTER (object);

  g_clear_pointer (&self->plan, amb_import_plan_free);
  g_clear_pointer (&self->reader, amb_csv_reader_free);
  g_clear_pointer (&self->lookups.by_name, g_hash_table_unref);
  g_clear_pointer (&self->lookups.values, g_hash_table_unref);
  g_clear_pointer (&self->report, amb_import_report_free);
  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_clear_pointer (&self->present, g_hash_table_unref);
  g_clear_pointer (&self->spoiled, g_hash_table_unref);
  g_clear_pointer (&self->deferred, g_ptr_array_unref);
  G_OBJECT_CLASS (amb_importer_parent_class)->finalize (object);
}

static void
amb_importer_class_init (AmbImporterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_importer_finalize;
}

static void
amb_importer_init (AmbImporter *self)
{
  self->lookups.by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                 (GDestroyNotify) amb_import_lookup_free);
  self->lookups.values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->spoiled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->deferred = g_ptr_array_new_with_free_func ((GDestroyNotify) deferred_free);
}

AmbImporter *
amb_importer_new (const AmbImportPlan *plan, AmbImportFlags flags)
{
  AmbImporter *self = g_object_new (AMB_TYPE_IMPORTER, NULL);

  self->plan = amb_import_plan_copy (plan);
  self->flags = flags;
  self->report = amb_import_report_new (plan->entity);
  self->report->dry_run = (flags & AMB_IMPORT_DRY_RUN) != 0;
  return self;
}

double
amb_importer_get_progress (AmbImporter *self)
{
  return g_atomic_int_get (&self->permille) / 1000.0;
}

gint64
amb_importer_get_rows (AmbImporter *self)
{
  return g_atomic_int_get (&self->rows);
}

char *
amb_importer_dup_label (AmbImporter *self)
{
  return g_strdup_printf (_ ("Import of “%s”"), self->plan->name);
}

AmbImportReport *
amb_importer_take_report (AmbImporter *self)
{
  self->report->cancelled = self->stage != AMB_IMPORTER_DONE;
  return g_steal_pointer (&self->report);
}

/* Stages. */

static gboolean
load (AmbImporter *self, AmbStore *store, GError **error)
{
  if (!amb_import_plan_check (self->plan, error))
    return FALSE;
  self->reader = amb_csv_reader_new_for_path (self->plan->path, self->plan->delimiter, NULL, error);
  if (!self->reader)
    return FALSE;
  if (amb_csv_reader_get_n_columns (self->reader) != self->plan->columns->len)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_CONFLICT,
                   _ ("“%s” was changed since its columns were read. Choose the file again."),
                   self->plan->name);
      return FALSE;
    }
  self->report->header = g_strdupv ((char **) amb_csv_reader_get_header (self->reader));
  self->report->delimiter = amb_csv_reader_get_delimiter (self->reader);
  self->lookups.store = store;
  self->own = amb_import_lookups_get (&self->lookups, self->plan->entity, error);
  self->stage = AMB_IMPORTER_ROWS;
  return self->own != NULL;
}

static gboolean
take_rows (AmbImporter *self, AmbStore *store, AmbProgramme *programme, GError **error)
{
  g_autoptr (GError) problem = NULL;
  AmbCsvRow row;

  for (guint n = 0; n < CHUNK; n++)
    {
      if (!amb_csv_reader_next (self->reader, &row, &problem))
        {
          self->stage = AMB_IMPORTER_REFERENCES;
          break;
        }
      self->report->rows++;
      if (!amb_importer_take_row (self, store, programme, &row, error))
        return FALSE;
    }
  g_atomic_int_set (&self->permille, (int) (amb_csv_reader_get_progress (self->reader) * 990));
  g_atomic_int_set (&self->rows, (int) self->report->rows);
  if (!problem)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static void
warn_reference (AmbImporter *self, const AmbImportDeferred *deferred, const char *reason)
{
  AmbImportSkip *warning = g_new0 (AmbImportSkip, 1);

  warning->line = deferred->line;
  warning->field = deferred->field;
  warning->text = g_strdup (deferred->text);
  warning->reason =
      reason ? g_strdup (reason)
             : g_strdup_printf (
                   _ ("“%1$s” was not found in %2$s, nor in the file. The field was left empty."),
                   deferred->text, _ (self->plan->entity->label_plural));
  g_ptr_array_add (self->report->warnings, warning);
}

static gboolean
resolve (AmbImporter *self,
         AmbProgramme *programme,
         const AmbImportDeferred *deferred,
         GError **error)
{
  g_autoptr (GError) problem = NULL;
  const char *id = NULL;

  if (!amb_import_lookup_find (self->own, deferred->text, &id, &problem) || !id)
    {
      warn_reference (self, deferred, problem ? problem->message : NULL);
      return TRUE;
    }
  if (!programme || amb_programme_set_field (programme, self->plan->entity, deferred->id,
                                             deferred->field->name, id, &problem))
    return TRUE;
  if (!amb_import_error_is_of_row (problem))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  warn_reference (self, deferred, problem->message);
  return TRUE;
}

static gboolean
resolve_references (AmbImporter *self, AmbStore *store, AmbProgramme *programme, GError **error)
{
  guint end = MIN (self->next + CHUNK, self->deferred->len);

  for (; self->next < end; self->next++)
    if (!resolve (self, programme, self->deferred->pdata[self->next], error))
      return FALSE;
  if (self->next < self->deferred->len)
    return TRUE;
  self->next = 0;
  self->stage = AMB_IMPORTER_DONE;
  if (!(self->flags & AMB_IMPORT_COMPLETE))
    return TRUE;
  self->stage = AMB_IMPORTER_LEAVERS;
  return amb_import_list_leavers (store, self->plan, self->present, self->spoiled,
                                  self->report->leavers, error);
}

static gboolean
move_leavers (AmbImporter *self, AmbStore *store, AmbProgramme *programme, GError **error)
{
  GPtrArray *leavers = self->report->leavers;
  guint end = MIN (self->next + CHUNK, leavers->len);

  for (; self->next < end; self->next++)
    if (!amb_import_move_leaver (programme, store, self->plan->entity, self->plan->name,
                                 leavers->pdata[self->next], error))
      return FALSE;
  if (self->next == leavers->len)
    self->stage = AMB_IMPORTER_DONE;
  return TRUE;
}

static gboolean
run_chunk (AmbImporter *self, AmbStore *store, AmbProgramme *programme, GError **error)
{
  switch (self->stage)
    {
    case AMB_IMPORTER_LOAD:
      return load (self, store, error);
    case AMB_IMPORTER_ROWS:
      return take_rows (self, store, programme, error);
    case AMB_IMPORTER_REFERENCES:
      return resolve_references (self, store, programme, error);
    case AMB_IMPORTER_LEAVERS:
      return move_leavers (self, store, programme, error);
    case AMB_IMPORTER_DONE:
    default:
      g_atomic_int_set (&self->permille, 1000);
      return TRUE;
    }
}

static gboolean
check_rights (AmbImporter *self, AmbStore *store, AmbProgramme *programme, GError **error)
{
  g_autofree char *text = amb_store_dup_meta (store, "actor-access");
  AmbAccess access = programme ? amb_programme_get_access (programme)
                     : text    ? amb_access_from_text (text)
                               : AMB_ACCESS_MANAGER;

  if (amb_access_get_rights (access, self->plan->entity) & (AMB_RIGHT_CREATE | AMB_RIGHT_UPDATE))
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
               _ ("You have no right to change %s. Ask a manager of the programme."),
               _ (self->plan->entity->label_plural));
  return FALSE;
}

gboolean
amb_importer_preview (AmbImporter *self, AmbStore *store, GCancellable *cancellable, GError **error)
{
  if (!check_rights (self, store, NULL, error))
    return FALSE;
  while (self->stage != AMB_IMPORTER_DONE)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !run_chunk (self, store, NULL, error))
      return FALSE;
  return TRUE;
}

static gboolean
join_group (AmbImporter *self, AmbProgramme *programme, GError **error)
{
  g_autofree char *label = NULL;

  if (self->group)
    return amb_programme_resume_group (programme, self->group, error);
  label = amb_importer_dup_label (self);
  if (!amb_programme_open_group (programme, label, error))
    return FALSE;
  self->group = amb_programme_get_group (programme);
  return TRUE;
}

/* What is counted of a chunk that did not get in is not so. */
static void
restore_report (AmbImportReport *report, const AmbImportReport *before, const guint *lengths)
{
  GPtrArray *const lists[] = { report->skipped, report->warnings, report->duplicates,
                               report->examples, report->made };

  report->rows = before->rows;
  report->created = before->created;
  report->updated = before->updated;
  report->unchanged = before->unchanged;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_ptr_array_set_size (lists[i], (int) lengths[i]);
}

static gboolean
write_chunk (AmbImporter *self, AmbProgramme *programme, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  AmbDb *db = amb_store_get_db (store);
  const AmbImportReport before = *self->report;
  const guint lengths[] = { before.skipped->len, before.warnings->len, before.duplicates->len,
                            before.examples->len, before.made->len };
  gboolean done;

  if (!amb_db_begin (db, error))
    return FALSE;
  done = join_group (self, programme, error) && run_chunk (self, store, programme, error);
  amb_programme_close_group (programme);
  if (done && amb_db_commit (db, error))
    return TRUE;
  amb_db_rollback (db);
  restore_report (self->report, &before, lengths);
  return FALSE;
}

gboolean
amb_importer_step (AmbImporter *self, AmbProgramme *programme, gboolean *more, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  gboolean done;

  if (self->stage == AMB_IMPORTER_LOAD)
    done = check_rights (self, store, programme, error) && load (self, store, error);
  else if (self->flags & AMB_IMPORT_DRY_RUN)
    done = run_chunk (self, store, NULL, error);
  else
    done = write_chunk (self, programme, error);
  *more = done && self->stage != AMB_IMPORTER_DONE;
  if (!done && self->report->rows > 0)
    g_prefix_error (
        error,
        ngettext ("The import stopped after %d row, which is in: ",
                  "The import stopped after %d rows, which are in: ", (gulong) self->report->rows),
        (int) self->report->rows);
  return done;
}

gboolean
amb_import_file (AmbProgramme *programme,
                 const AmbEntity *entity,
                 const char *path,
                 const AmbImportOptions *options,
                 AmbImportReport **report,
                 GError **error)
{
  static const AmbImportOptions nothing = { 0 };
  const AmbImportOptions *with = options ? options : &nothing;
  g_autoptr (AmbImportPlan) plan = amb_import_plan_new (entity, path, error);
  g_autoptr (AmbImporter) importer = NULL;
  gboolean more = TRUE;

  *report = NULL;
  for (guint i = 0; plan && with->map && with->map[i]; i++)
    if (!amb_import_plan_map (plan, with->map[i], error))
      return FALSE;
  if (!plan)
    return FALSE;
  importer = amb_importer_new (plan, with->flags);
  while (more && !g_cancellable_is_cancelled (with->cancellable))
    {
      if (!amb_importer_step (importer, programme, &more, error))
        return FALSE;
      if (with->progress)
        with->progress (amb_importer_get_progress (importer), amb_importer_get_rows (importer),
                        with->user_data);
    }
  *report = amb_importer_take_report (importer);
  return TRUE;
}
