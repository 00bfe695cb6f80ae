/* The strict JSON reader beside json-glib, in one run on the same bytes: MB/s and their ratio.
 *   bench-json [RECORDS]      records of a page, 5000 when not given */
#include "amb-json.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define ROUNDS 15

typedef void (*Reader) (GPtrArray *lines);

/* Lines as the feed has them: about 470 bytes, with escapes and letters beyond ASCII. */
static GPtrArray *
make_lines (guint count)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < count; i++)
    {
      char *line = g_strdup_printf (
          "{\"k\":\"put\",\"s\":\"node:0192f0c1-7d6e-7a3b-8c4d-%012x\",\"t\":\"ambassador\","
          "\"id\":\"0192f0c1-7d6e-7a3b-9c4d-%012x\",\"ver\":%u,\"fv\":{\"state\":%u,\"email\":%u},"
          "\"d\":{\"display-name\":\"Zoë Lefèvre %u\",\"email\":\"zoe.lefevre.%u@example.org\","
          "\"country\":\"FR\",\"language\":\"fr\",\"state\":\"active\",\"score\":%u.25,"
          "\"joined\":\"2026-08-31T09:00:00.000Z\",\"mentor\":null,\"public\":true,"
          "\"topics\":[\"accessibility\",\"design\",\"research\"],"
          "\"notes\":\"Met at the spring event.\\nSpeaks well to large rooms, \\\"no "
          "slides\\\".\"}}",
          i, i, i * 7, i * 3, i * 5, i, i, i % 100);

      g_ptr_array_add (lines, g_bytes_new_take (line, strlen (line)));
    }

  return lines;
}

static void
read_strictly (GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      gsize size;
      const char *line = g_bytes_get_data (lines->pdata[i], &size);
      g_autoptr (AmbJson) json = amb_json_parse (line, size, NULL);

      g_assert_nonnull (json);
    }
}

static void
read_with_json_glib (GPtrArray *lines)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  for (guint i = 0; i < lines->len; i++)
    {
      gsize size;
      const char *line = g_bytes_get_data (lines->pdata[i], &size);

      g_assert_true (json_parser_load_from_data (parser, line, (gssize) size, NULL));
    }
}

static double
time_once (Reader reader, GPtrArray *lines)
{
  gint64 start = g_get_monotonic_time ();

  reader (lines);

  return (double) (g_get_monotonic_time () - start);
}

static void
compare (const char *what, GPtrArray *lines)
{
  double strict = G_MAXDOUBLE;
  double glib = G_MAXDOUBLE;
  gsize total = 0;

  for (guint i = 0; i < lines->len; i++)
    total += g_bytes_get_size (lines->pdata[i]);
  /* In turns, so that a busy machine slows both; the best of each counts. */
  for (guint i = 0; i < ROUNDS; i++)
    {
      double ours = time_once (read_strictly, lines);
      double theirs = time_once (read_with_json_glib, lines);

      strict = MIN (strict, ours);
      glib = MIN (glib, theirs);
    }
  g_print ("%s: strict reader %.0f MB/s, json-glib %.0f MB/s, ratio %.1f (%zu bytes, best of %d)\n",
           what, (double) total / strict, (double) total / glib, glib / strict, total, ROUNDS);
}

int
main (int argc, char **argv)
{
  guint count = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 5000;
  g_autoptr (GPtrArray) lines = make_lines (MAX (count, 1));
  g_autoptr (GPtrArray) whole = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GString) array = g_string_new ("[");

  compare ("a line at a time", lines);
  for (guint i = 0; i < lines->len; i++)
    {
      gsize size;
      const char *line = g_bytes_get_data (lines->pdata[i], &size);

      g_string_append (array, i > 0 ? ",\n" : "");
      g_string_append_len (array, line, (gssize) size);
    }
  g_string_append_c (array, ']');
  g_ptr_array_add (whole, g_bytes_new (array->str, array->len));
  compare ("one document", whole);

  return 0;
}
