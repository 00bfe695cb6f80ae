/* Writes CSV: quoting, the guard against formulas, a buffer. */
#include "amb-csv-writer.h"

#include <string.h>

#define BUFFER_SIZE ((gsize) 64 * 1024)

struct _AmbCsvWriter
{
  GOutputStream *stream;
  char delimiter;
  gboolean is_in_row;
  GString *buffer;
};

int
amb_csv_guard_length (const char *text)
{
  gsize apostrophes = strspn (text, "'");
  char c = text[apostrophes];

  return c != '\0' && strchr ("=+-@\t\r\n", c) != NULL ? (int) MIN (apostrophes, G_MAXINT) : -1;
}

AmbCsvWriter *
amb_csv_writer_new (GOutputStream *stream, char delimiter, gboolean with_bom)
{
  AmbCsvWriter *self;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);
  g_return_val_if_fail (g_ascii_isprint (delimiter) || delimiter == '\t', NULL);
  g_return_val_if_fail (delimiter != '"', NULL);

  self = g_new0 (AmbCsvWriter, 1);
  self->stream = g_object_ref (stream);
  self->delimiter = delimiter;
  self->buffer = g_string_new (with_bom ? "\xef\xbb\xbf" : NULL);

  return self;
}

void
amb_csv_writer_free (AmbCsvWriter *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->stream);
  g_string_free (self->buffer, TRUE);
  g_free (self);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* A file that begins with `sep=;` tells Excel, and our reader, its delimiter. */
static gboolean
needs_quotes (AmbCsvWriter *self, const char *text)
{
  gsize length = strlen (text);

  if (length == 0)
    return FALSE;

  return g_ascii_strncasecmp (text, "sep=", 4) == 0 || strpbrk (text, "\"\r\n") != NULL ||
         strchr (text, self->delimiter) != NULL || is_blank (text[0]) ||
         is_blank (text[length - 1]);
}

static void
append_quoted (GString *out, gboolean is_guarded, const char *text)
{
  g_string_append_c (out, '"');
  if (is_guarded)
    g_string_append_c (out, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

void
amb_csv_writer_add_cell (AmbCsvWriter *self, const char *text)
{
  const char *cell = text != NULL ? text : "";
  gboolean is_guarded = amb_csv_guard_length (cell) >= 0;

  if (self->is_in_row)
    g_string_append_c (self->buffer, self->delimiter);
  self->is_in_row = TRUE;

  if (needs_quotes (self, cell))
    append_quoted (self->buffer, is_guarded, cell);
  else if (is_guarded)
    g_string_append_printf (self->buffer, "'%s", cell);
  else
    g_string_append (self->buffer, cell);
}

gboolean
amb_csv_writer_end_row (AmbCsvWriter *self, GCancellable *cancellable, GError **error)
{
  g_string_append (self->buffer, "\r\n");
  self->is_in_row = FALSE;

  return self->buffer->len < BUFFER_SIZE || amb_csv_writer_flush (self, cancellable, error);
}

gboolean
amb_csv_writer_flush (AmbCsvWriter *self, GCancellable *cancellable, GError **error)
{
  gboolean is_written = g_output_stream_write_all (self->stream, self->buffer->str,
                                                   self->buffer->len, NULL, cancellable, error);

  g_string_truncate (self->buffer, 0);

  return is_written;
}
