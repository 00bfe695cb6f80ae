/* What an import did, or would do: counts, and a reason for every row that stayed out. */
#include "amb-import-report.h"

#include "amb-csv-writer.h"
#include "amb-error.h"
#include "amb-import-private.h"
#include "amb-json.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void
duplicate_free (AmbImportDuplicate *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->other_id);
  g_free (self);
}

static void
leaver_free (AmbImportLeaver *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->state);
  g_free (self->reason);
  g_free (self);
}

static void
example_free (AmbImportExample *self)
{
  g_free (self->title);
  g_free (self->details);
  g_free (self);
}

static void
taken_free (AmbImportTaken *self)
{
  g_free (self->header);
  g_free (self->field);
  g_free (self);
}

void
amb_import_skip_free (AmbImportSkip *self)
{
  g_free (self->reason);
  g_free (self->text);
  g_strfreev (self->cells);
  g_free (self);
}

AmbImportReport *
amb_import_report_new (const AmbEntity *entity)
{
  AmbImportReport *self = g_new0 (AmbImportReport, 1);

  g_atomic_ref_count_init (&self->refs);

  self->entity = entity;
  self->delimiter = ',';
  self->skipped = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_import_skip_free);
  self->warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_import_skip_free);
  self->duplicates = g_ptr_array_new_with_free_func ((GDestroyNotify) duplicate_free);
  self->leavers = g_ptr_array_new_with_free_func ((GDestroyNotify) leaver_free);
  self->examples = g_ptr_array_new_with_free_func ((GDestroyNotify) example_free);
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) taken_free);
  self->made = g_ptr_array_new_with_free_func (g_free);
  return self;
}

AmbImportReport *
amb_import_report_ref (AmbImportReport *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
amb_import_report_free (AmbImportReport *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->skipped);
  g_ptr_array_unref (self->warnings);
  g_ptr_array_unref (self->duplicates);
  g_ptr_array_unref (self->leavers);
  g_ptr_array_unref (self->examples);
  g_ptr_array_unref (self->made);
  g_ptr_array_unref (self->columns);
  g_strfreev (self->header);
  g_free (self);
}

gboolean
amb_import_report_is_partial (const AmbImportReport *self)
{
  return self->skipped->len > 0 || self->cancelled;
}

guint
amb_import_report_count_leaving (const AmbImportReport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->leavers->len; i++)
    n += ((const AmbImportLeaver *) self->leavers->pdata[i])->state != NULL ? 1 : 0;
  return n;
}

gboolean
amb_import_report_check_force (const AmbImportReport *self, const char *file, GError **error)
{
  g_autofree char *leaving = g_strdup_printf ("%'u", amb_import_report_count_leaving (self));
  g_autofree char *known = g_strdup_printf ("%'" G_GINT64_FORMAT, self->known);

  if (!self->needs_force)
    return TRUE;
  g_set_error (
      error, AMB_ERROR, AMB_ERROR_REFUSED,
      _ ("More than half would leave: %1$s of the %2$s records that “%3$s” could name. "
         "Nothing was changed. Check that the file is complete; if it is, force the import "
         "(--force)."),
      leaving, known, file);
  return FALSE;
}

static void
append_counts (GString *out, const AmbImportReport *self)
{
  const char *format =
      self->dry_run
          /* Translators: the four are numbers of rows, already formatted. */
          ? _ ("%1$s would be created, %2$s updated, %3$s unchanged, %4$s left out.")
          : _ ("%1$s created, %2$s updated, %3$s unchanged, %4$s left out.");
  g_autofree char *created = g_strdup_printf ("%'" G_GINT64_FORMAT, self->created);
  g_autofree char *updated = g_strdup_printf ("%'" G_GINT64_FORMAT, self->updated);
  g_autofree char *unchanged = g_strdup_printf ("%'" G_GINT64_FORMAT, self->unchanged);
  g_autofree char *skipped = g_strdup_printf ("%'u", self->skipped->len);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (out, format, created, updated, unchanged, skipped);
#pragma GCC diagnostic pop
}

static void
append_made (GString *out, const AmbImportReport *self)
{
  gboolean is_people = g_str_equal (self->made_of->name, "ambassador");
  const char *format =
      self->dry_run ? (is_people ? _ ("People to be made: %u.") : _ ("Nodes to be made: %u."))
                    : (is_people ? _ ("People made: %u.") : _ ("Nodes made: %u."));

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_c (out, ' ');
  g_string_append_printf (out, format, self->made->len);
#pragma GCC diagnostic pop
}

char *
amb_import_report_dup_summary (const AmbImportReport *self)
{
  GString *out = g_string_new (NULL);
  guint leaving = amb_import_report_count_leaving (self);

  if (self->rows == 0 && !self->cancelled)
    g_string_append_printf (out, "%s ", _ ("The file has no rows under its header."));
  append_counts (out, self);
  if (self->leavers->len)
    {
      g_autofree char *left = g_strdup_printf ("%'u", leaving);
      g_autofree char *kept = g_strdup_printf ("%'u", self->leavers->len - leaving);
      g_string_append_c (out, ' ');
      g_string_append_printf (out,
                              self->dry_run
                                  ? _ ("Not in the file: %1$s would leave, %2$s would stay.")
                                  : _ ("Not in the file: %1$s have left, %2$s stay."),
                              left, kept);
    }
  if (self->duplicates->len)
    {
      g_string_append_c (out, ' ');
      g_string_append_printf (out, _ ("Possible duplicates: %u."), self->duplicates->len);
    }
  if (self->made->len)
    append_made (out, self);
  return g_string_free (out, FALSE);
}

/* Details. */

static void
append_reading (GString *out, const AmbImportReport *self)
{
  const char delimiter[] = { self->delimiter, '\0' };
  guint n = 0;

  if (self->kind == AMB_IMPORT_OF_CARDS)
    g_string_append (out, _ ("Read as vCards.\n"));
  else if (self->kind == AMB_IMPORT_OF_EVENTS)
    g_string_append (out, _ ("Read as iCalendar.\n"));
  else
    g_string_append_printf (out, _ ("Read as %1$s, cells separated by “%2$s”.\n"),
                            amb_encoding_get_name (self->encoding),
                            self->delimiter == '\t' ? _ ("tab") : delimiter);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AmbImportTaken *column = self->columns->pdata[i];
      if (column->field)
        continue;
      g_string_append (out, n++ ? ", " : _ ("Columns not taken: "));
      /* Translators: the name of a column, in quotation marks. */
      g_string_append_printf (out, _ ("“%s”"), column->header);
    }
  g_string_append (out, n ? ".\n" : "");
}

static void
append_twin_line (GString *out, const AmbImportReport *self, const AmbImportDuplicate *twin)
{
  int per_cent = (int) (twin->score * 100 + 0.5);

  if (twin->other_id)
    g_string_append_printf (out,
                            _ ("Line %1$d: “%2$s” may be there already, as %3$s (%4$d %% sure).\n"),
                            (int) twin->line, twin->title, twin->other_id, per_cent);
  else
    g_string_append_printf (
        out, _ ("Line %1$d: “%2$s” may be in an earlier line of the file (%3$d %% sure).\n"),
        (int) twin->line, twin->title, per_cent);
}

static void
append_leaver_line (GString *out, const AmbImportReport *self, const AmbImportLeaver *leaver)
{
  const AmbField *field = amb_entity_get_state_field (self->entity);
  const AmbChoice *choice =
      field && leaver->state ? amb_field_find_choice (field, leaver->state) : NULL;
  const char *title = leaver->title ? leaver->title : leaver->id;

  if (leaver->state)
    g_string_append_printf (out,
                            self->dry_run ? _ ("Not in the file: “%1$s” would become %2$s.\n")
                                          : _ ("Not in the file: “%1$s” is now %2$s.\n"),
                            title, choice ? _ (choice->label) : leaver->state);
  else
    g_string_append_printf (out, _ ("Not in the file: “%1$s” stays. %2$s\n"), title,
                            leaver->reason ? leaver->reason : "");
}

char *
amb_import_report_dup_details (const AmbImportReport *self)
{
  GString *out = g_string_new (NULL);

  append_reading (out, self);
  for (guint i = 0; i < self->made->len; i++)
    g_string_append_printf (out,
                            self->dry_run ? _ ("“%s” would be made, because a row names it.\n")
                                          : _ ("“%s” was made, because a row names it.\n"),
                            (const char *) self->made->pdata[i]);
  for (guint i = 0; i < self->duplicates->len; i++)
    append_twin_line (out, self, self->duplicates->pdata[i]);
  for (guint i = 0; i < self->leavers->len; i++)
    append_leaver_line (out, self, self->leavers->pdata[i]);
  return g_string_free (out, FALSE);
}

/* JSON. */

static void
append_int (GString *out, const char *name, gint64 value)
{
  amb_json_append_key (out, name);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
}

static void
append_text (GString *out, const char *name, const char *value)
{
  amb_json_append_key (out, name);
  amb_json_append_string (out, value);
}

static void
append_flag (GString *out, const char *name, gboolean value)
{
  amb_json_append_key (out, name);
  g_string_append (out, value ? "true" : "false");
}

static void
append_skip (gpointer data, GString *out)
{
  const AmbImportSkip *skip = data;

  append_int (out, "line", skip->line);
  append_text (out, "field", skip->field ? skip->field->name : NULL);
  append_text (out, "reason", skip->reason);
  append_text (out, "text", skip->text);
}

static void
append_duplicate (gpointer data, GString *out)
{
  const AmbImportDuplicate *duplicate = data;
  char score[G_ASCII_DTOSTR_BUF_SIZE];

  append_int (out, "line", duplicate->line);
  append_text (out, "id", duplicate->id);
  append_text (out, "title", duplicate->title);
  append_text (out, "other", duplicate->other_id);
  amb_json_append_key (out, "score");
  g_string_append (out, g_ascii_formatd (score, sizeof score, "%.2f", duplicate->score));
}

static void
append_leaver (gpointer data, GString *out)
{
  const AmbImportLeaver *leaver = data;

  append_text (out, "id", leaver->id);
  append_text (out, "title", leaver->title);
  append_text (out, "state", leaver->state);
  append_text (out, "reason", leaver->reason);
}

static void
append_column (gpointer data, GString *out)
{
  const AmbImportTaken *column = data;

  append_text (out, "column", column->header);
  append_text (out, "field", column->field);
}

static void
append_list (GString *out,
             const char *name,
             const GPtrArray *list,
             void (*append) (gpointer, GString *))
{
  amb_json_append_key (out, name);
  g_string_append_c (out, '[');
  for (guint i = 0; i < list->len; i++)
    {
      g_string_append (out, i ? ",{" : "{");
      append (list->pdata[i], out);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

char *
amb_import_report_to_json (const AmbImportReport *self)
{
  const char delimiter[] = { self->delimiter, '\0' };
  GString *out = g_string_new ("{");

  append_int (out, "created", self->created);
  append_int (out, "updated", self->updated);
  append_int (out, "unchanged", self->unchanged);
  append_list (out, "skipped", self->skipped, append_skip);
  append_list (out, "warnings", self->warnings, append_skip);
  append_list (out, "duplicates", self->duplicates, append_duplicate);
  append_list (out, "leavers", self->leavers, append_leaver);
  amb_json_append_key (out, "made");
  g_string_append_c (out, '[');
  for (guint i = 0; i < self->made->len; i++)
    {
      g_string_append (out, i ? "," : "");
      amb_json_append_string (out, self->made->pdata[i]);
    }
  g_string_append_c (out, ']');
  append_list (out, "columns", self->columns, append_column);
  append_text (out, "encoding", amb_encoding_get_name (self->encoding));
  append_text (out, "delimiter", delimiter);
  append_flag (out, "needs_force", self->needs_force);
  append_flag (out, "dry_run", self->dry_run);
  append_flag (out, "cancelled", self->cancelled);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

static gboolean
write_failed (const AmbImportReport *self, AmbCsvWriter *writer, GError **error)
{
  amb_csv_writer_add_cell (writer, _ ("Line"));
  amb_csv_writer_add_cell (writer, _ ("Reason"));
  for (char **cell = self->header; cell && *cell; cell++)
    amb_csv_writer_add_cell (writer, *cell);
  if (!amb_csv_writer_end_row (writer, NULL, error))
    return FALSE;
  for (guint i = 0; i < self->skipped->len; i++)
    {
      const AmbImportSkip *skip = self->skipped->pdata[i];
      g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT, skip->line);
      amb_csv_writer_add_cell (writer, line);
      amb_csv_writer_add_cell (writer, skip->reason);
      for (char **cell = skip->cells; cell && *cell; cell++)
        amb_csv_writer_add_cell (writer, *cell);
      if (!amb_csv_writer_end_row (writer, NULL, error))
        return FALSE;
    }
  return amb_csv_writer_flush (writer, NULL, error);
}

gboolean
amb_import_report_check_target (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  gboolean exists = g_file_test (path, G_FILE_TEST_EXISTS);
  const char *problem = NULL;

  if (*path == '\0')
    problem = _ ("it has no name");
  else if (g_file_test (path, G_FILE_TEST_IS_DIR))
    problem = _ ("it is a folder");
  else if (exists && g_access (path, W_OK) != 0)
    problem = g_strerror (errno);
  else if (!exists && g_access (folder, W_OK | X_OK) != 0)
    problem = g_strerror (errno);
  if (problem == NULL)
    return TRUE;
  g_set_error (
      error, AMB_ERROR, AMB_ERROR_FAILED,
      _ ("The failed rows can’t be saved to “%1$s”: %2$s. Nothing was imported; name another "
         "file."),
      path, problem);
  return FALSE;
}

gboolean
amb_import_report_save_failed (const AmbImportReport *self, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, &problem);

  if (stream)
    {
      AmbCsvWriter *writer = amb_csv_writer_new (G_OUTPUT_STREAM (stream), self->delimiter, TRUE);
      gboolean done = write_failed (self, writer, &problem) &&
                      g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &problem);
      amb_csv_writer_free (writer);
      if (done)
        return TRUE;
    }
  g_set_error (error, AMB_ERROR,
               g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? AMB_ERROR_FULL
                                                                          : AMB_ERROR_FAILED,
               _ ("The failed rows could not be saved to “%1$s”: %2$s"), path, problem->message);
  return FALSE;
}
