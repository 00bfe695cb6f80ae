/* Takes the rows of a CSV file into the programme, a chunk at a time. */
#include "amb-importer.h"

#include "amb-error.h"
#include "amb-csv-file.h"
#include "amb-import-kept.h"
#include "amb-import-mark.h"
#include "amb-importer-private.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

#define CHUNK 500

G_DEFINE_FINAL_TYPE (AmbImporter, amb_importer, G_TYPE_OBJECT)

static void
deferred_free (AmbImportDeferred *self)
{
  g_free (self->text);
  g_free (self->before);
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
  g_clear_pointer (&self->tally, amb_import_tally_free);
  g_clear_pointer (&self->answers, amb_import_answers_free);
  g_clear_object (&self->rehearsal);
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
  self->taken = g_hash_table_new (NULL, NULL);
  self->present = g_hash_table_new (NULL, NULL);
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

gint64
amb_importer_get_group (AmbImporter *self)
{
  return self->group;
}

AmbImportReport *
amb_importer_take_report (AmbImporter *self)
{
  self->report->cancelled = self->stage != AMB_IMPORTER_DONE;
  return g_steal_pointer (&self->report);
}

/* Stages. */

/* What of the file goes where: an import passes nothing over in silence. */
static void
report_columns (AmbImporter *self)
{
  static const char *const parts[] = { "",        ".given", ".family",     "id",
                                       ".answer", ".name",  ".name-given", ".name-family" };

  for (guint i = 0; i < self->plan->columns->len; i++)
    {
      const AmbImportColumn *column = self->plan->columns->pdata[i];
      AmbImportTaken *taken = g_new0 (AmbImportTaken, 1);
      taken->header = g_strdup (column->header);
      if (column->field || column->part == AMB_IMPORT_ID)
        taken->field =
            g_strconcat (column->field ? column->field->name : "", parts[column->part], NULL);
      g_ptr_array_add (self->report->columns, taken);
    }
}

/* There are no more rows than line ends, which are quickly counted; what is written says how many
 * there are. */
static gboolean
check_rows (AmbImporter *self, GError **error)
{
  gsize size, n = 0, rows = 0;
  const char *data = g_bytes_get_data (self->plan->bytes, &size);
  gboolean is_complete = (self->flags & AMB_IMPORT_COMPLETE) != 0;
  gboolean counts = is_complete || (self->flags & AMB_IMPORT_DRY_RUN) == 0;
  AmbCsvRow row;

  for (gsize i = 0; i < size; i++)
    n += data[i] == '\n' || data[i] == '\r' ? 1 : 0;
  while ((n > AMB_IMPORT_MAX_ROWS || counts) && rows <= AMB_IMPORT_MAX_ROWS &&
         amb_csv_reader_next (self->reader, &row, NULL))
    rows++;
  self->total = (gint64) rows;
  amb_csv_reader_rewind (self->reader);
  if (rows > AMB_IMPORT_MAX_ROWS)
    g_set_error (error, AMB_ERROR, AMB_ERROR_TOO_LARGE,
                 _ ("“%1$s” has more than %2$d rows. Split it into several files."),
                 self->plan->name, AMB_IMPORT_MAX_ROWS);
  else if (is_complete && !rows)
    g_set_error (
        error, AMB_ERROR, AMB_ERROR_INVALID,
        _ ("“%s” has no rows, so everybody would leave. Nothing was changed. Check the file, "
           "or import it without saying that it is complete."),
        self->plan->name);
  else
    return TRUE;
  return FALSE;
}

static gboolean
refers_to_own (const AmbImportPlan *plan)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const AmbField *field = ((AmbImportColumn *) plan->columns->pdata[i])->field;
      if (field && field->type == AMB_FIELD_REF &&
          amb_entity_get_base (amb_entity_find (field->ref)) == plan->entity)
        return TRUE;
    }
  return FALSE;
}

static gboolean
load (AmbImporter *self, AmbStore *store, GError **error)
{
  const AmbImportFlags safe = AMB_IMPORT_DRY_RUN | AMB_IMPORT_FORCE;

  if (!amb_import_plan_check (self->plan, error))
    return FALSE;
  self->reader =
      amb_csv_file_open (self->plan->bytes, self->plan->path, self->plan->delimiter, error);
  if (!self->reader || !check_rows (self, error))
    return FALSE;
  self->report->header = g_strdupv ((char **) amb_csv_reader_get_header (self->reader));
  self->report->delimiter = amb_csv_reader_get_delimiter (self->reader);
  self->report->encoding = amb_csv_reader_get_encoding (self->reader);
  self->report->kind = self->plan->kind;
  report_columns (self);
  if (self->plan->form)
    self->answers = amb_import_answers_scan (self->plan, self->reader, error);
  if (self->plan->form && !self->answers)
    return FALSE;
  self->lookups.store = store;
  self->lookups.own = self->plan->entity;
  self->lookups.own_has_words = refers_to_own (self->plan);
  if ((self->flags & AMB_IMPORT_COMPLETE) && !(self->flags & safe))
    {
      self->stage = AMB_IMPORTER_REHEARSAL;
      return TRUE;
    }
  self->stage = AMB_IMPORTER_ROWS;
  self->own = amb_import_lookups_get (&self->lookups, self->plan->entity, error);
  if (self->own && self->plan->entity->tally)
    self->tally = amb_import_tally_new (store, self->plan->entity, error);
  return self->own && (self->tally || !self->plan->entity->tally);
}

static gboolean
run_chunk (AmbImporter *self, AmbStore *store, AmbProgramme *programme, GError **error);

/* A dry run first: nobody is moved out, and nothing taken in, before it is known how many leave. */
static gboolean
rehearse (AmbImporter *self, AmbStore *store, GError **error)
{
  if (!self->rehearsal)
    self->rehearsal = amb_importer_new (self->plan, self->flags | AMB_IMPORT_DRY_RUN);
  if (self->rehearsal->stage != AMB_IMPORTER_DONE)
    {
      gboolean done = run_chunk (self->rehearsal, store, NULL, error);
      g_atomic_int_set (&self->permille, g_atomic_int_get (&self->rehearsal->permille) / 2);
      return done;
    }
  if (!amb_import_report_check_force (self->rehearsal->report, self->plan->name, error))
    return FALSE;
  g_clear_object (&self->rehearsal);
  self->permille_before = 500;
  self->stage = AMB_IMPORTER_ROWS;
  self->own = amb_import_lookups_get (&self->lookups, self->plan->entity, error);
  return self->own != NULL;
}

/* (nullable): that the row at hand was made from */
static const AmbImportPiece *
get_piece (const AmbImporter *self)
{
  return self->plan->pieces ? self->plan->pieces->pdata[self->report->rows - 1] : NULL;
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
      if (!amb_importer_take_row (self, store, programme, &row, get_piece (self), error))
        return FALSE;
    }
  g_atomic_int_set (&self->permille,
                    self->permille_before + (int) (amb_csv_reader_get_progress (self->reader) *
                                                   (990 - self->permille_before)));
  g_atomic_int_set (&self->rows, (int) self->report->rows);
  /* Where nothing else is left to do, the mark of an import under way goes with its last rows. */
  if (!problem && self->stage == AMB_IMPORTER_REFERENCES && self->deferred->len == 0 &&
      !(self->flags & AMB_IMPORT_COMPLETE))
    self->stage = AMB_IMPORTER_DONE;
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

/* A row that changed nothing but this: once, though it may have several references. */
static void
count_mended (AmbImporter *self, const AmbImportDeferred *deferred)
{
  if (!deferred->is_unchanged || self->mended == deferred->line)
    return;
  self->mended = deferred->line;
  self->report->unchanged--;
  self->report->updated++;
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
  if (amb_field_same (id, deferred->before))
    return TRUE;
  if (!programme || amb_programme_set_field (programme, self->plan->entity, deferred->id,
                                             deferred->field->name, id, &problem))
    {
      count_mended (self, deferred);
      return TRUE;
    }
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
  return amb_import_list_leavers (store, self->plan, self->own, self->present, self->spoiled,
                                  self->report, error);
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
  if (self->next < leavers->len)
    return TRUE;
  self->stage = AMB_IMPORTER_DONE;
  self->report->needs_force =
      self->report->dry_run && !(self->flags & AMB_IMPORT_FORCE) &&
      2 * (gint64) amb_import_report_count_leaving (self->report) > self->report->known;
  return TRUE;
}

static gboolean
run_chunk (AmbImporter *self, AmbStore *store, AmbProgramme *programme, GError **error)
{
  switch (self->stage)
    {
    case AMB_IMPORTER_LOAD:
      return load (self, store, error);
    case AMB_IMPORTER_REHEARSAL:
      return rehearse (self, store, error);
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
  AmbAccess access =
      programme ? amb_programme_get_access (programme) : amb_programme_read_access (store);

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

/* How far it came, in the chunk's own transaction. */
static gboolean
write_mark (AmbImporter *self, AmbStore *store, GError **error)
{
  if (self->stage == AMB_IMPORTER_DONE)
    return amb_import_mark_finish (store, self->plan->entity, self->plan->name, error);
  return amb_import_mark_write (store, self->group, self->plan->entity, self->plan->name,
                                self->report->rows, self->total, error);
}

/* What is counted of a chunk that did not get in is not so. */
static void
restore_report (AmbImportReport *report,
                const AmbImportReport *before,
                const guint *lengths,
                guint first_leaver)
{
  GPtrArray *const lists[] = { report->skipped,  report->warnings, report->duplicates,
                               report->examples, report->made,     report->leavers };

  report->rows = before->rows;
  report->created = before->created;
  report->updated = before->updated;
  report->unchanged = before->unchanged;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_ptr_array_set_size (lists[i], (int) lengths[i]);
  for (guint i = first_leaver; i < report->leavers->len; i++)
    {
      AmbImportLeaver *leaver = report->leavers->pdata[i];
      g_clear_pointer (&leaver->state, g_free);
      if (!leaver->reason)
        leaver->reason = g_strdup (_ ("The import stopped before."));
    }
}

static gboolean
write_chunk (AmbImporter *self, AmbProgramme *programme, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  AmbDb *db = amb_store_get_db (store);
  const AmbImportReport before = *self->report;
  const guint lengths[] = { before.skipped->len,  before.warnings->len, before.duplicates->len,
                            before.examples->len, before.made->len,     before.leavers->len };
  guint first_leaver = self->stage == AMB_IMPORTER_LEAVERS ? self->next : 0;
  gboolean done;

  if (!amb_db_begin (db, error))
    return FALSE;
  done = join_group (self, programme, error) && run_chunk (self, store, programme, error) &&
         write_mark (self, store, error) &&
         (self->stage != AMB_IMPORTER_DONE || amb_import_kept_save (self->plan, store, error));
  amb_programme_close_group (programme);
  if (done && amb_db_commit (db, error))
    return TRUE;
  amb_db_rollback (db);
  restore_report (self->report, &before, lengths, first_leaver);
  return FALSE;
}

static char *
dup_database (AmbStore *store)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (store), "PRAGMA database_list", NULL);
  gboolean row = FALSE;

  return stmt && amb_stmt_step (stmt, &row, NULL) && row ? g_strdup (amb_stmt_get_text (stmt, 2))
                                                         : NULL;
}

/* The message of the store is about one chunk; those before it are in. */
static void
explain_stop (AmbImporter *self, AmbStore *store, GError *problem, GError **error)
{
  gint64 n = self->report->created + self->report->updated + self->report->unchanged;
  g_autofree char *rows = g_strdup_printf ("%'" G_GINT64_FORMAT, n);
  g_autofree char *path = dup_database (store);

  if (n == 0 || (self->flags & AMB_IMPORT_DRY_RUN))
    g_propagate_error (error, g_error_copy (problem));
  else if (g_error_matches (problem, AMB_ERROR, AMB_ERROR_FULL))
    g_set_error (
        error, AMB_ERROR, AMB_ERROR_FULL,
        ngettext ("There is no space left for “%1$s”: %2$s row of “%3$s” is in, the rest is "
                  "not. Free some space and import the file again, or undo the import.",
                  "There is no space left for “%1$s”: %2$s rows of “%3$s” are in, the rest "
                  "is not. Free some space and import the file again, or undo the import.",
                  (gulong) n),
        path ? path : "", rows, self->plan->name);
  else
    g_set_error (error, problem->domain, problem->code,
                 ngettext ("The import stopped: %1$s row of “%2$s” is in, the rest is not. %3$s",
                           "The import stopped: %1$s rows of “%2$s” are in, the rest is not. %3$s",
                           (gulong) n),
                 rows, self->plan->name, problem->message);
}

gboolean
amb_importer_step (AmbImporter *self, AmbProgramme *programme, gboolean *more, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autoptr (GError) problem = NULL;
  gboolean done;

  if (self->stage == AMB_IMPORTER_LOAD)
    done = check_rights (self, store, programme, &problem) && load (self, store, &problem);
  else if ((self->flags & AMB_IMPORT_DRY_RUN) || self->stage == AMB_IMPORTER_REHEARSAL)
    done = run_chunk (self, store, NULL, &problem);
  else
    done = write_chunk (self, programme, &problem);
  *more = done && self->stage != AMB_IMPORTER_DONE;
  if (!done)
    explain_stop (self, store, problem, error);
  return done;
}

void
amb_importer_stop (AmbImporter *self, AmbProgramme *programme)
{
  /* A disk that is full can't be written to; the next who opens the profile does it. */
  if ((self->flags & AMB_IMPORT_DRY_RUN) == 0)
    amb_import_mark_stop (amb_programme_get_store (programme), NULL);
}

/* Whoever maps columns on a command line is told how. */
static gboolean
check_plan (AmbImportPlan *plan, const char *const *map, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *headers = NULL;

  for (guint i = 0; map && map[i]; i++)
    if (!amb_import_plan_map (plan, map[i], error))
      return FALSE;
  if (!amb_import_plan_check_header (plan, error))
    return FALSE;
  if (amb_import_plan_check (plan, &problem))
    return TRUE;
  headers = amb_import_plan_dup_headers (plan);
  g_set_error (
      error, AMB_ERROR, map && map[0] ? AMB_ERROR_USAGE : AMB_ERROR_INVALID,
      _ ("“%1$s” can’t be imported as it is. %2$s Its columns are %3$s; say what they hold "
         "with --map COLUMN=FIELD."),
      plan->name, problem->message, headers);
  return FALSE;
}

static gboolean
run_steps (AmbImporter *importer,
           AmbProgramme *programme,
           const AmbImportOptions *options,
           GError **error)
{
  gboolean more = TRUE;

  while (more && !g_cancellable_is_cancelled (options->cancellable))
    {
      if (!amb_importer_step (importer, programme, &more, error))
        return FALSE;
      if (options->progress)
        options->progress (amb_importer_get_progress (importer), amb_importer_get_rows (importer),
                           options->user_data);
    }
  return TRUE;
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
  gboolean done;

  *report = NULL;
  if (plan && with->call &&
      !amb_import_plan_set_call (plan, amb_programme_get_store (programme), with->call, error))
    return FALSE;
  if (plan)
    amb_import_kept_apply (plan, amb_programme_get_store (programme));
  if (!plan || !check_plan (plan, with->map, error))
    return FALSE;
  importer = amb_importer_new (plan, with->flags);
  done = run_steps (importer, programme, with, error);
  if (importer->stage != AMB_IMPORTER_DONE)
    amb_importer_stop (importer, programme);
  if (done || importer->report->rows > 0)
    *report = amb_importer_take_report (importer);
  return done;
}
