/* Rows, lines, headers, and what happens to files that are broken. */
#include "amb-csv-reader.h"
#include "amb-error.h"

#include <glib/gstdio.h>
#include <string.h>

static AmbCsvReader *
open_text (const char *text, gssize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, size < 0 ? strlen (text) : (gsize) size);
  AmbCsvReader *reader = amb_csv_reader_new (bytes, 0, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reader);

  return reader;
}

/* All that is left, separated by blanks: `line:problem@problem-line:[cell][cell]`. */
static char *
describe (AmbCsvReader *reader)
{
  static const char *const problems[] = { "ok", "few", "many", "open", "stray", "bytes" };
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AmbCsvRow row;

  while (amb_csv_reader_next (reader, &row, &error))
    {
      g_autofree char *reason = amb_csv_reader_dup_reason (reader, &row);

      g_assert_true ((reason == NULL) == (row.problem == AMB_CSV_GOOD));
      g_assert_null (row.cells[row.n_cells]);
      g_string_append_printf (all, "%u:%s", row.line, problems[row.problem]);
      if (row.problem_line != row.line)
        g_string_append_printf (all, "@%u", row.problem_line);
      g_string_append_c (all, ':');
      for (guint i = 0; i < row.n_cells; i++)
        {
          g_assert_true (g_utf8_validate (row.cells[i], -1, NULL));
          g_string_append_printf (all, "[%s]", row.cells[i]);
        }
      g_string_append_c (all, ' ');
    }
  g_assert_no_error (error);
  if (all->len > 0)
    g_string_truncate (all, all->len - 1);

  return g_string_free (g_steal_pointer (&all), FALSE);
}

static const struct
{
  const char *text;
  const char *rows;
} cases[] = {
  { "a,b\n1,2\n3,4\n", "2:ok:[1][2] 3:ok:[3][4]" },
  { "a,b\r\n1,2\r\n3,4", "2:ok:[1][2] 3:ok:[3][4]" },
  { "a,b\r1,2\r3,4\r", "2:ok:[1][2] 3:ok:[3][4]" },
  { "a;b\n1,5;2\n", "2:ok:[1,5][2]" },
  { "a\tb\n1\t\n\t2\n", "2:ok:[1][] 3:ok:[][2]" },
  { "a|b\n1|2", "2:ok:[1][2]" },
  { "a\nx\ny\n", "2:ok:[x] 3:ok:[y]" },
  { "a,b\n", "" },
  { "a,b", "" },

  /* Blank lines and rows. */
  { "\n \r\na,b\n\n1,2\n\n\n3,4\n\n", "5:ok:[1][2] 8:ok:[3][4]" },
  { "a,b\n,\n\"\",\"\"\n,,,,\n1,2\n", "5:ok:[1][2]" },

  /* Quotes. */
  { "a,b\n\"1,1\",\"say \"\"x\"\"\"\n", "2:ok:[1,1][say \"x\"]" },
  { "a,b\n\"x\ny\",2\n3,4\n", "2:ok:[x\ny][2] 4:ok:[3][4]" },
  { "a,b\r\n\"x\r\n\r\ny\",2\r\n3,4\r\n", "2:ok:[x\r\n\r\ny][2] 5:ok:[3][4]" },
  { "a,b\n24\" screen,27\"\n", "2:ok:[24\" screen][27\"]" },
  { "a,b\nd'Arc,l’œuvre\n", "2:ok:[d'Arc][l’œuvre]" },
  { "a,b\n  1 , 2  \n\" 1 \", \"2\" \n", "2:ok:[1][2] 3:ok:[ 1 ][2]" },
  { "a,b\n\"1\",\"2\"", "2:ok:[1][2]" },

  /* Ragged rows. */
  { "a,b,c\n1,2\n1,2,3,4\n1,2,3\n", "2:few:[1][2] 3:many:[1][2][3][4] 4:ok:[1][2][3]" },
  { "a,b\n1,2,,\n1\n", "2:ok:[1][2] 3:few:[1]" },
  { "a,b,,\n1,2,,\n1,2\n1,2,3,\n", "2:ok:[1][2] 3:ok:[1][2] 4:many:[1][2][3]" },

  /* A quote that nothing closes spoils its own line alone. */
  { "a,b\n1,\"open\n3,4\n5,6\n", "2:open:[1][open] 3:ok:[3][4] 4:ok:[5][6]" },
  { "a,b\n1,\"open", "2:open:[1][open]" },
  { "a,b\n\"open,2\r\n3,4\r\n", "2:open:[open,2] 3:ok:[3][4]" },
  { "a,b\n\"x\ny\",\"open\n3,4\n", "2:open@3:[x\ny][open] 4:ok:[3][4]" },
  { "a,b\n1,\"\n3,4\n", "2:open:[1][] 3:ok:[3][4]" },
  { "a,b\n\"\n3,4\n", "2:open:[] 3:ok:[3][4]" },

  /* Text behind a closing quote. */
  { "a,b\n\"Bob\" Smith,2\n3,4\n", "2:stray:[Bob\" Smith,2] 3:ok:[3][4]" },
  { "a,b\n1,\"x\"y\n3,4\n", "2:stray:[1][x\"y] 3:ok:[3][4]" },
  { "a,b\n1,\"x\ny\"z\n3,4", "2:open:[1][x] 3:few:[y\"z] 4:ok:[3][4]" },
  { "a,b,c\n1,\"x\ny\",\"z\"w\n3,4,5", "2:stray@3:[1][x\ny][z\"w] 4:ok:[3][4][5]" },
  { "a,b\n1,\"x\" \"y\n3,4", "2:stray:[1][x\" \"y] 3:ok:[3][4]" },

  /* The guard against formulas goes. */
  { "a,b\n'=1,\"'-5\"\n''+1,'x\n", "2:ok:[=1][-5] 3:ok:['+1]['x]" },

  /* Encodings. */
  { "\xef\xbb\xbf"
    "a,b\n1,2\n",
    "2:ok:[1][2]" },
  { "a,b\ncaf\xe9,\x9cuvre\n", "2:ok:[café][œuvre]" },
  { "a,b\ncaf\xe9,1\nx,\x81\ny,2\n", "2:ok:[café][1] 3:bytes:[x][\xef\xbf\xbd] 4:ok:[y][2]" },
  { "a,b\nx,\xef\xbf\xbd\n", "2:ok:[x][\xef\xbf\xbd]" }, /* it was there before */

  /* Excel's first line. */
  { "sep=;\na,b;c\n1;2\n", "3:ok:[1][2]" },
  { "SEP=|\r\na|b\r\n1|2\r\n", "3:ok:[1][2]" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbCsvReader) reader = open_text (cases[i].text, -1);
      g_autofree char *rows = describe (reader);
      g_autofree char *again = NULL;

      g_assert_cmpstr (rows, ==, cases[i].rows);
      g_assert_cmpfloat (amb_csv_reader_get_progress (reader), ==, 1.0);
      amb_csv_reader_rewind (reader);
      again = describe (reader);
      g_assert_cmpstr (again, ==, cases[i].rows);
    }
}

static void
test_header (void)
{
  static const struct
  {
    const char *text;
    const char *names;
  } headers[] = {
    { "Name,E-mail\n", "Name|E-mail" },
    { "\" Name \", E-mail \n", "Name|E-mail" },
    { "Name,,E-mail\n", "Name|Column 2|E-mail" },
    { "Name,E-mail,,\n", "Name|E-mail" },
    { "Name,Name,name\n", "Name|Name (2)|name" },
    { "x,x,x (2),x\n", "x|x (3)|x (2)|x (4)" },
    { "a,a (2),a (2),a\n", "a|a (2)|a (2) (2)|a (3)" },
    { "a,a,b,a,b,a,a (2),a\n", "a|a (3)|b|a (4)|b (2)|a (5)|a (2)|a (6)" },
    { ",Column 1\n", "Column 1 (2)|Column 1" },
    { "\"two\nlines\",b\n", "two\nlines|b" },
    { "\n\n;a;b\n", "Column 1|a|b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (AmbCsvReader) reader = open_text (headers[i].text, -1);
      g_autofree char *names = g_strjoinv ("|", (char **) amb_csv_reader_get_header (reader));

      g_assert_cmpstr (names, ==, headers[i].names);
      g_assert_cmpuint (amb_csv_reader_get_n_columns (reader), ==,
                        g_strv_length ((char **) amb_csv_reader_get_header (reader)));
    }
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *bytes;
    gsize size;
    const char *says;
  } refused[] = {
    { "", 0, "empty" },
    { "\n \r\n\n", 4, "empty" },
    { "sep=;\n", 6, "empty" },
    { "\" \",\"\f\"\n1,2\n", 12, "empty" },
    { "\0", 1, "Line 1" },
    { "a,\0\n1,2\n", 8, "Line 1" },
    { "a\0,\0b\0\n\0", 8, "Line 1" }, /* UTF-16 without a mark */
    { "a,\"open\n1,2\n", 12, "line 1" },
    { "\"a\"x,b\n1,2\n", 11, "line 1" },
    { "caf\xe9,\x81\n", 7, "Windows-1252" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = g_bytes_new (refused[i].bytes, refused[i].size);
      g_autoptr (AmbCsvReader) reader = NULL;

      reader = amb_csv_reader_new (bytes, 0, &error);
      g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
      g_assert_null (reader);
      g_assert_nonnull (strstr (error->message, refused[i].says));
    }
}

static void
test_nul_spoils_its_row_alone (void)
{
  g_autoptr (AmbCsvReader) reader = open_text ("a,b\n1,2\nx\0y,4\n\0\0,6\n7,8\n", 23);
  g_autofree char *rows = describe (reader);

  g_assert_cmpstr (
      rows, ==,
      "2:ok:[1][2] 3:bytes:[x\xef\xbf\xbdy][4] 4:bytes:[\xef\xbf\xbd\xef\xbf\xbd][6] 5:ok:[7][8]");
  g_assert_cmpuint (amb_csv_reader_get_n_replaced (reader), ==, 3);
}

static void
test_header_of_empty_cells_is_no_header (void)
{
  g_autoptr (AmbCsvReader) reader = open_text (",,\na,b,c\n1,2,3\n", -1);
  g_autofree char *rows = describe (reader);

  g_assert_cmpstr (amb_csv_reader_get_header (reader)[0], ==, "a");
  g_assert_cmpstr (rows, ==, "3:ok:[1][2][3]");
}

static void
test_utf16 (void)
{
  static const char text[] = "\xff\xfe"
                             "a\0;\0b\0\r\0\n\0\x53\x01;\0"
                             "2\0\r\0\n\0";
  g_autoptr (AmbCsvReader) reader = open_text (text, sizeof text - 1);
  g_autofree char *rows = describe (reader);

  g_assert_cmpint (amb_csv_reader_get_encoding (reader), ==, AMB_ENCODING_UTF16LE);
  g_assert_cmpint (amb_csv_reader_get_delimiter (reader), ==, ';');
  g_assert_cmpstr (rows, ==, "2:ok:[œ][2]");
}

static void
test_chosen_delimiter_beats_the_detected (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("sep=;\na,b;c\n1,2;3\n", 18);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbCsvReader) reader = amb_csv_reader_new (bytes, ',', &error);
  g_autofree char *rows = describe (reader);

  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, "3:ok:[1][2;3]");
}

/* Each line opens a quote: every one is a row of its own, and nothing gets lost. */
static void
test_many_open_quotes (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autoptr (AmbCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  AmbCsvRow row;
  guint rows = 0;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "%u,\"text\n", i);
  reader = open_text (text->str, -1);
  while (amb_csv_reader_next (reader, &row, &error))
    {
      g_assert_cmpint (row.problem, ==, AMB_CSV_OPEN_QUOTE);
      g_assert_cmpuint (row.line, ==, rows + 2);
      g_assert_cmpuint (g_ascii_strtoull (row.cells[0], NULL, 10), ==, rows);
      g_assert_cmpstr (row.cells[1], ==, "text");
      rows++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (rows, ==, 20000);
}

/* An open quote at the top is noticed at the end of the file; the rows below it are read all the
 * same, once. */
static void
test_an_open_quote_above_many_rows (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n0,\"open\n");
  g_autoptr (AmbCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  AmbCsvRow row;
  guint rows = 0;

  for (guint i = 1; i < 20000; i++)
    g_string_append_printf (text, i % 3 == 0 ? "%u,\"\"\n" : "%u,x\"\"y\n", i);
  reader = open_text (text->str, -1);
  while (amb_csv_reader_next (reader, &row, &error))
    {
      g_assert_cmpint (row.problem, ==, rows == 0 ? AMB_CSV_OPEN_QUOTE : AMB_CSV_GOOD);
      g_assert_cmpuint (g_ascii_strtoull (row.cells[0], NULL, 10), ==, rows);
      rows++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (rows, ==, 20000);
}

static void
test_too_many_columns (void)
{
  g_autofree char *wide = g_strnfill (AMB_CSV_MAX_COLUMNS + 100, ',');
  g_autofree char *text = g_strdup_printf ("a,b\n1%s2\n3,4\n", wide);
  g_autoptr (AmbCsvReader) reader = open_text (text, -1);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  AmbCsvRow row;

  g_assert_true (amb_csv_reader_next (reader, &row, NULL));
  g_assert_cmpint (row.problem, ==, AMB_CSV_TOO_MANY_CELLS);
  g_assert_true (amb_csv_reader_next (reader, &row, NULL));
  g_assert_cmpint (row.problem, ==, AMB_CSV_GOOD);

  bytes = g_bytes_new_take (g_strdup_printf ("a%sb", wide), AMB_CSV_MAX_COLUMNS + 102);
  g_assert_null (amb_csv_reader_new (bytes, 0, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
}

static void
test_too_large (void)
{
  gsize size = AMB_CSV_MAX_BYTES + 1;
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (&size, size, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (amb_csv_reader_new (bytes, 0, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "64 MiB"));
}

/* One bad byte in a file of UTF-8 spoils its row, and the cell is named. */
static void
test_a_bad_byte_spoils_its_row_alone (void)
{
  g_autoptr (AmbCsvReader) reader =
      open_text ("Nom;Pr\xc3\xa9nom\nL\xc3\xa9;Zo\xc3\xa9\nA;B\xe9\n\xc3\x89l;\xc3\x87\n", -1);
  g_autofree char *reason = NULL;
  AmbCsvRow row;

  g_assert_cmpint (amb_csv_reader_get_encoding (reader), ==, AMB_ENCODING_UTF8);
  g_assert_true (amb_csv_reader_next (reader, &row, NULL));
  g_assert_cmpstr (row.cells[1], ==, "Zoé");
  g_assert_true (amb_csv_reader_next (reader, &row, NULL));
  g_assert_cmpint (row.problem, ==, AMB_CSV_UNREADABLE);
  g_assert_cmpuint (row.problem_cell, ==, 1);
  reason = amb_csv_reader_dup_reason (reader, &row);
  g_assert_cmpuint (row.line, ==, 3);
  g_assert_nonnull (strstr (reason, "“Prénom”"));
  g_assert_true (amb_csv_reader_next (reader, &row, NULL));
  g_assert_cmpint (row.problem, ==, AMB_CSV_GOOD);
}

static void
test_progress_moves (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autoptr (AmbCsvReader) reader = NULL;
  AmbCsvRow row;
  double last = 0;

  for (guint i = 0; i < 100; i++)
    g_string_append (text, "1,2\n");
  reader = open_text (text->str, -1);
  while (amb_csv_reader_next (reader, &row, NULL))
    {
      double progress = amb_csv_reader_get_progress (reader);

      g_assert_cmpfloat (progress, >, last);
      g_assert_cmpfloat (progress, <=, 1.0);
      last = progress;
    }
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("csv-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "people.csv", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.csv", NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (AmbCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = NULL;

  g_assert_true (g_file_set_contents (path, "a;b\n1;2\n", -1, NULL));
  reader = amb_csv_reader_new_for_path (path, 0, NULL, &error);
  g_assert_no_error (error);
  rows = describe (reader);
  g_assert_cmpstr (rows, ==, "2:ok:[1][2]");

  g_assert_null (amb_csv_reader_new_for_path (missing, 0, NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "missing.csv"));
  g_clear_error (&error);

  g_assert_null (amb_csv_reader_new_for_path (folder, 0, NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_FAILED);
  g_clear_error (&error);

  g_cancellable_cancel (cancelled);
  g_assert_null (amb_csv_reader_new_for_path (path, 0, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_null (amb_csv_reader_new_for_path (path, 0, NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "people.csv"));

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange/csv-reader/rows", test_rows);
  g_test_add_func ("/exchange/csv-reader/header", test_header);
  g_test_add_func ("/exchange/csv-reader/refuses", test_refuses);
  g_test_add_func ("/exchange/csv-reader/nul-spoils-its-row-alone", test_nul_spoils_its_row_alone);
  g_test_add_func ("/exchange/csv-reader/header-of-empty-cells-is-no-header",
                   test_header_of_empty_cells_is_no_header);
  g_test_add_func ("/exchange/csv-reader/utf16", test_utf16);
  g_test_add_func ("/exchange/csv-reader/chosen-delimiter-beats-the-detected",
                   test_chosen_delimiter_beats_the_detected);
  g_test_add_func ("/exchange/csv-reader/many-open-quotes", test_many_open_quotes);
  g_test_add_func ("/exchange/csv-reader/an-open-quote-above-many-rows",
                   test_an_open_quote_above_many_rows);
  g_test_add_func ("/exchange/csv-reader/too-many-columns", test_too_many_columns);
  g_test_add_func ("/exchange/csv-reader/too-large", test_too_large);
  g_test_add_func ("/exchange/csv-reader/a-bad-byte-spoils-its-row-alone",
                   test_a_bad_byte_spoils_its_row_alone);
  g_test_add_func ("/exchange/csv-reader/progress-moves", test_progress_moves);
  g_test_add_func ("/exchange/csv-reader/files", test_files);

  return g_test_run ();
}
