/* The CSV reader: rows in order, nothing lost and nothing twice, and good rows survive the writer.
 * The first byte chooses the delimiter, the rest is the file. */
#include "fuzz.h"

#include "amb-csv-reader.h"
#include "amb-csv-writer.h"
#include "amb-error.h"

#include <string.h>

/* A letter that no name of the reader's own contains (“Column 2”), nor `sep=`. */
#define COUNTED 'z'

static guint
count_letter (const char *text, gsize size)
{
  guint count = 0;

  for (gsize i = 0; i < size; i++)
    count += text[i] == COUNTED ? 1 : 0;

  return count;
}

static void
check_header (AmbCsvReader *reader)
{
  const char *const *names = amb_csv_reader_get_header (reader);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (amb_csv_reader_get_n_columns (reader), ==, g_strv_length ((char **) names));
  g_assert_cmpuint (amb_csv_reader_get_n_columns (reader), >, 0);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_assert_true (g_utf8_validate (names[i], -1, NULL));
      g_assert_cmpstr (names[i], !=, "");
      g_assert_true (g_hash_table_add (seen, (gpointer) names[i]));
    }
}

static void
check_row (AmbCsvReader *reader, const AmbCsvRow *row, guint last_line)
{
  g_autofree char *reason = amb_csv_reader_dup_reason (reader, row);

  g_assert_cmpuint (row->line, >, last_line);
  g_assert_cmpuint (row->problem_line, >=, row->line);
  g_assert_cmpuint (row->n_cells, >, 0);
  g_assert_cmpuint (row->n_cells, ==, g_strv_length ((char **) row->cells));
  g_assert_true ((reason == NULL) == (row->problem == AMB_CSV_GOOD));
  if (row->problem == AMB_CSV_GOOD)
    g_assert_cmpuint (row->n_cells, ==, amb_csv_reader_get_n_columns (reader));
  if (row->problem == AMB_CSV_UNREADABLE)
    g_assert_cmpuint (row->problem_cell, <, row->n_cells);
  for (guint i = 0; i < row->n_cells; i++)
    g_assert_true (g_utf8_validate (row->cells[i], -1, NULL));
}

static void
write_row (AmbCsvWriter *writer, const char *const *cells)
{
  for (guint i = 0; cells[i] != NULL; i++)
    amb_csv_writer_add_cell (writer, cells[i]);
  g_assert_true (amb_csv_writer_end_row (writer, NULL, NULL));
}

/* What the writer made of the good rows reads as the same rows. */
static void
check_written (GBytes *written, char delimiter, GPtrArray *rows, const char *const *header)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbCsvReader) reader = amb_csv_reader_new (written, delimiter, &error);
  AmbCsvRow row;

  g_assert_no_error (error);
  g_assert_true (g_strv_equal (amb_csv_reader_get_header (reader), header));
  for (guint i = 0; i < rows->len; i++)
    {
      g_assert_true (amb_csv_reader_next (reader, &row, NULL));
      g_assert_cmpint (row.problem, ==, AMB_CSV_GOOD);
      g_assert_true (g_strv_equal (row.cells, rows->pdata[i]));
    }
  g_assert_false (amb_csv_reader_next (reader, &row, NULL));
}

static void
check_reader (AmbCsvReader *reader, GBytes *text)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AmbCsvWriter) writer = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *names = g_strjoinv ("", (char **) amb_csv_reader_get_header (reader));
  guint found = count_letter (names, strlen (names));
  guint last_line = 0;
  gboolean is_too_wide = FALSE;
  AmbCsvRow row;

  writer = amb_csv_writer_new (stream, amb_csv_reader_get_delimiter (reader), TRUE);
  write_row (writer, amb_csv_reader_get_header (reader));
  while (amb_csv_reader_next (reader, &row, &error))
    {
      check_row (reader, &row, last_line);
      last_line = row.line;
      is_too_wide = is_too_wide || row.n_cells > AMB_CSV_MAX_COLUMNS;
      for (guint i = 0; i < row.n_cells; i++)
        found += count_letter (row.cells[i], strlen (row.cells[i]));
      if (row.problem != AMB_CSV_GOOD)
        continue;
      write_row (writer, row.cells);
      g_ptr_array_add (rows, g_strdupv ((char **) row.cells));
    }
  g_assert_no_error (error);
  if (!is_too_wide)
    g_assert_cmpuint (found, ==,
                      count_letter (g_bytes_get_data (text, NULL), g_bytes_get_size (text)));

  g_assert_true (amb_csv_writer_flush (writer, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  written = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  check_written (written, amb_csv_reader_get_delimiter (reader), rows,
                 amb_csv_reader_get_header (reader));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char choices[] = { 0, ';', ',', '\t', '|' };
  g_autoptr (GBytes) bytes = g_bytes_new_static (data + MIN (size, 1), size - MIN (size, 1));
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbCsvReader) reader =
      amb_csv_reader_new (bytes, size > 0 ? choices[data[0] % sizeof choices] : 0, &error);
  g_autoptr (GBytes) text = amb_encoding_to_utf8 (bytes, NULL, NULL);

  g_assert_true ((reader == NULL) == (error != NULL));
  if (reader == NULL)
    {
      g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
      return 0;
    }
  check_header (reader);
  check_reader (reader, text);

  return 0;
}
