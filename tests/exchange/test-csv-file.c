/* Files that are no tables, and pipes. */
#include "amb-csv-file.h"
#include "amb-error.h"

#include <string.h>
#include <unistd.h>

#define BYTES(literal) literal, sizeof (literal) - 1

static const struct
{
  const char *name;
  const char *bytes;
  gsize size;
  const char *words; /* NULL: it is a table */
} cases[] = {
  { "people.csv", BYTES ("PK\x03\x04\x14\0\x06\0xl/workbook.xml"), "spreadsheet" },
  { "people.csv", BYTES ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0"), "spreadsheet" },
  { "people.csv", BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "picture" },
  { "people.csv", BYTES ("%PDF-1.7\n"), "PDF" },
  { "people.csv", BYTES ("{\"records\":[]}"), "JSON" },
  { "people.csv", BYTES ("\xef\xbb\xbf [\n {\"a\":1}]"), "JSON" },
  { "people.json", BYTES ("Name;E-mail\n"), "JSON" },
  { "people.csv", BYTES ("a\n\x01\x02\x03\x04\x05\x06\x07"), "no text" },
  { "people.csv", BYTES (""), "empty" },
  { "people.csv", BYTES ("Name;[{\nAnn;{\n"), NULL },
  { "people.csv", BYTES ("[Name];E-mail\nAnn;a@x.com\n"), NULL },
  { "people.csv", BYTES ("Name;Notes\nAnn;\x1b[31mred\n"), NULL },
  { "people.csv",
    BYTES ("\xff\xfe"
           "a\0;\0b\0\n\0"),
    NULL },
};

static void
test_tells_tables_from_other_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, cases[i].size);
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbCsvReader) reader = amb_csv_file_open (bytes, cases[i].name, 0, &error);

      g_test_message ("case %u", i);
      g_assert_true ((reader == NULL) == (cases[i].words != NULL));
      if (cases[i].words == NULL)
        continue;
      g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].words));
      g_assert_nonnull (strstr (error->message, cases[i].name));
    }
}

/* Bytes of a generator that repeats itself: whatever the seed, no table comes of it. */
static void
test_random_bytes_are_no_table (void)
{
  for (guint32 seed = 1; seed <= 50; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      guint8 data[2000];
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < sizeof data; i++)
        data[i] = (guint8) g_rand_int_range (rand, 0, 256);
      bytes = g_bytes_new_static (data, sizeof data);
      g_assert_null (amb_csv_file_open (bytes, "random.csv", 0, &error));
      g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
    }
}

static void
test_a_pipe_is_read_to_its_end (void)
{
  static const char text[] = "a;b\n1;2\n";
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (write (ends[1], text, strlen (text)), ==, strlen (text));
  close (ends[1]);
  path = g_strdup_printf ("/dev/fd/%d", ends[0]);
  bytes = amb_csv_file_read (path, NULL, &error);
  close (ends[0]);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/csv-file/tells-tables-from-other-files",
                   test_tells_tables_from_other_files);
  g_test_add_func ("/exchange/csv-file/random-bytes-are-no-table", test_random_bytes_are_no_table);
  g_test_add_func ("/exchange/csv-file/a-pipe-is-read-to-its-end", test_a_pipe_is_read_to_its_end);
  return g_test_run ();
}
