/* Quoting, the guard against formulas, and that everything comes back. */
#include "amb-csv-reader.h"
#include "amb-csv-writer.h"

#include <string.h>

static GBytes *
write_cells (char delimiter, gboolean with_bom, guint n_columns, const char *const *cells, guint n)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AmbCsvWriter) writer = amb_csv_writer_new (stream, delimiter, with_bom);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      amb_csv_writer_add_cell (writer, cells[i]);
      if ((i + 1) % n_columns == 0)
        g_assert_true (amb_csv_writer_end_row (writer, NULL, &error));
    }
  g_assert_true (amb_csv_writer_flush (writer, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
assert_bytes (GBytes *bytes, const char *expected)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data, size);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_cells (void)
{
  static const struct
  {
    const char *text;
    char delimiter;
    const char *cell;
  } cases[] = {
    { NULL, ',', "" },
    { "", ',', "" },
    { "plain", ',', "plain" },
    { "two words", ',', "two words" },
    { "a,b", ',', "\"a,b\"" },
    { "a,b", ';', "a,b" },
    { "a;b", ';', "\"a;b\"" },
    { "a\tb", '\t', "\"a\tb\"" },
    { "say \"hi\"", ',', "\"say \"\"hi\"\"\"" },
    { "two\nlines", ',', "\"two\nlines\"" },
    { "two\r\nlines", ',', "\"two\r\nlines\"" },
    { " leading", ',', "\" leading\"" },
    { "trailing ", ',', "\"trailing \"" },
    { "=1+1", ',', "'=1+1" },
    { "=A1;B1", ';', "\"'=A1;B1\"" },
    { "+33 1 23", ',', "'+33 1 23" },
    { "-5", ',', "'-5" },
    { "@sum(1)", ',', "'@sum(1)" },
    { "\t=1", ',', "\"'\t=1\"" },
    { "\r=1", ',', "\"'\r=1\"" },
    { "\n=1", ',', "\"'\n=1\"" },
    { "=HYPERLINK(\"x\")", ',', "\"'=HYPERLINK(\"\"x\"\")\"" },
    { "'=1", ',', "''=1" },
    { "''+", ',', "'''+" },
    { "'quoted'", ',', "'quoted'" },
    { "sep=;", ',', "\"sep=;\"" }, /* else it would tell the delimiter */
    { "1-2", ',', "1-2" },
    { "a=b", ',', "a=b" },
    { "2026-11-23", ',', "2026-11-23" },
    { "é", ',', "é" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const cells[] = { "x", cases[i].text };
      g_autoptr (GBytes) bytes = write_cells (cases[i].delimiter, FALSE, 2, cells, 2);
      g_autofree char *expected = g_strdup_printf ("x%c%s\r\n", cases[i].delimiter, cases[i].cell);

      assert_bytes (bytes, expected);
    }
}

static void
test_mark_and_rows (void)
{
  static const char *const cells[] = { "a", "b", "1", "2" };
  g_autoptr (GBytes) bytes = write_cells (';', TRUE, 2, cells, 4);

  assert_bytes (bytes, "\xef\xbb\xbf"
                       "a;b\r\n1;2\r\n");
}

static void
test_everything_comes_back (void)
{
  static const char *const texts[] = {
    "=1",
    "+1",
    "-1",
    "@1",
    "\t1",
    "\r1",
    "\n1",
    "'=1",
    "''=1",
    "'x",
    "'",
    "=",
    "'=",
    "a,b;c\td|e",
    "\"",
    "\"\"",
    " x ",
    "line\nbreak",
    "line\r\nbreak",
    "24\" screen",
    "é€😀",
  };
  static const char delimiters[] = ",;\t|";

  for (guint i = 0; i < strlen (delimiters); i++)
    for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
      {
        const char *const cells[] = { "head", "tail", "x", texts[j], texts[j], "y" };
        g_autoptr (GBytes) bytes = write_cells (delimiters[i], i % 2 == 0, 2, cells, 6);
        g_autoptr (GError) error = NULL;
        g_autoptr (AmbCsvReader) reader = amb_csv_reader_new (bytes, delimiters[i], &error);
        AmbCsvRow row;

        g_assert_no_error (error);
        g_assert_true (amb_csv_reader_next (reader, &row, &error));
        g_assert_cmpint (row.problem, ==, AMB_CSV_GOOD);
        g_assert_cmpstr (row.cells[1], ==, texts[j]);
        g_assert_true (amb_csv_reader_next (reader, &row, &error));
        g_assert_cmpstr (row.cells[0], ==, texts[j]);
        g_assert_false (amb_csv_reader_next (reader, &row, &error));
        g_assert_no_error (error);
      }
}

static void
test_large_tables_are_written_in_pieces (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AmbCsvWriter) writer = amb_csv_writer_new (stream, ',', FALSE);
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);

  for (guint i = 0; i < 20000; i++)
    {
      amb_csv_writer_add_cell (writer, "0123456789");
      g_assert_true (amb_csv_writer_end_row (writer, NULL, NULL));
    }
  g_assert_cmpuint (g_memory_output_stream_get_data_size (memory), >, 0);
  g_assert_cmpuint (g_memory_output_stream_get_data_size (memory), <, 240000);
  g_assert_true (amb_csv_writer_flush (writer, NULL, NULL));
  g_assert_cmpuint (g_memory_output_stream_get_data_size (memory), ==, 240000);
}

static void
test_errors_of_the_stream_are_told (void)
{
  static char small[4];
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new (small, sizeof small, NULL, NULL);
  g_autoptr (AmbCsvWriter) writer = amb_csv_writer_new (stream, ',', FALSE);
  g_autoptr (GError) error = NULL;

  amb_csv_writer_add_cell (writer, "more than fits");
  g_assert_true (amb_csv_writer_end_row (writer, NULL, &error));
  g_assert_false (amb_csv_writer_flush (writer, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange/csv-writer/cells", test_cells);
  g_test_add_func ("/exchange/csv-writer/mark-and-rows", test_mark_and_rows);
  g_test_add_func ("/exchange/csv-writer/everything-comes-back", test_everything_comes_back);
  g_test_add_func ("/exchange/csv-writer/large-tables-are-written-in-pieces",
                   test_large_tables_are_written_in_pieces);
  g_test_add_func ("/exchange/csv-writer/errors-of-the-stream-are-told",
                   test_errors_of_the_stream_are_told);

  return g_test_run ();
}
