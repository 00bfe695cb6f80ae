/* A file that should be a table: read once, and told apart from what is none. */
#include "amb-csv-file.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PIECE_BYTES ((gsize) 64 * 1024)
/* How much of the file tells what it is, and how little of it may be control characters. */
#define SAMPLE_BYTES       ((gsize) 4096)
#define CONTROLS_PER_CENT  5
#define SMALLEST_TELLTALES 4

static const char spreadsheet[] = N_ (
    "It is a spreadsheet or another packed file, not CSV. Open it in its program and save it as "
    "“CSV UTF-8”.");
static const char picture[] = N_ ("It is a picture, not a table. Choose a CSV file.");

/* By their first bytes. */
static const struct
{
  const char *begins;
  gsize length;
  const char *message; /* N_() */
} kinds[] = {
  // clang-format off
  { "PK\x03\x04", 4, spreadsheet },
  { "PK\x05\x06", 4, spreadsheet },
  { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, spreadsheet },
  { "\x89PNG\r\n\x1a\n", 8, picture },
  { "\xff\xd8\xff", 3, picture },
  { "GIF8", 4, picture },
  { "%PDF-", 5, N_ ("It is a PDF document, not a table. Ask whoever made it for a CSV file.") },
  // clang-format on
};

static void
set_file_error (GError **error, const char *path, const GError *cause)
{
  g_autofree char *name = g_filename_display_name (path);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_error_copy (cause));
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                 _ ("There is no file “%s”. Check its name and folder."), name);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED, _ ("You have no right to read the file “%s”."),
                 name);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_FAILED, _ ("The file “%s” can’t be read: %s"), name,
                 cause->message);
}

/* All of the stream, or one piece more than the limit. */
static GBytes *
read_all (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);

  for (;;)
    {
      gssize size = g_input_stream_read (stream, piece, PIECE_BYTES, cancellable, error);

      if (size < 0)
        return NULL;
      g_byte_array_append (all, piece, (guint) size);
      if (size == 0 || all->len > AMB_CSV_MAX_BYTES)
        return g_byte_array_free_to_bytes (g_steal_pointer (&all));
    }
}

GBytes *
amb_csv_file_read (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) local = NULL;
  GBytes *bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_file_new_for_path (path);
  stream = g_file_read (file, cancellable, &local);
  if (stream != NULL)
    bytes = read_all (G_INPUT_STREAM (stream), cancellable, &local);
  if (bytes == NULL)
    set_file_error (error, path, local);

  return bytes;
}

/* An object, or an array of them; no header of a table looks so. */
static gboolean
looks_like_json (const char *data, gsize size)
{
  const char *end = data + size;
  const char *p = size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? data + 3 : data;
  char first;

  while (p < end && g_ascii_isspace (*p))
    p++;
  if (p == end)
    return FALSE;
  first = *p++;
  while (p < end && g_ascii_isspace (*p))
    p++;

  return p < end && ((first == '{' && *p == '"') || (first == '[' && *p == '{'));
}

static gboolean
has_json_name (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".json");
}

/* UTF-16 has zeros, but also a mark. */
static gboolean
looks_like_no_text (const guint8 *data, gsize size)
{
  gsize sample = MIN (size, SAMPLE_BYTES);
  gsize controls = 0;

  if (size >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    return FALSE;
  for (gsize i = 0; i < sample; i++)
    if (data[i] < 0x20 && memchr ("\t\n\v\f\r\x1a", data[i], 6) == NULL)
      controls++;

  return controls >= SMALLEST_TELLTALES && controls * 100 > sample * CONTROLS_PER_CENT;
}

static gboolean
check_kind (GBytes *bytes, const char *path, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *message = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && message == NULL; i++)
    if (size >= kinds[i].length && memcmp (data, kinds[i].begins, kinds[i].length) == 0)
      message = kinds[i].message;
  if (message == NULL && size > 0 && (has_json_name (path) || looks_like_json (data, size)))
    message = N_ ("It is JSON, not CSV. Save or export the table as CSV.");
  if (message == NULL && size > 0 && looks_like_no_text ((const guint8 *) data, size))
    message = N_ ("It is no text. Save the table as “CSV UTF-8” and try again.");
  if (message == NULL)
    return TRUE;
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_INVALID, _ (message));

  return FALSE;
}

AmbCsvReader *
amb_csv_file_open (GBytes *bytes, const char *path, char delimiter, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *name = g_filename_display_basename (path);
  AmbCsvReader *self = NULL;

  if (check_kind (bytes, path, &local))
    self = amb_csv_reader_new (bytes, delimiter, &local);
  if (self == NULL)
    g_set_error (error, local->domain, local->code, _ ("The file “%s” can’t be used. %s"), name,
                 local->message);

  return self;
}
