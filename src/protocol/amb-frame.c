/* Frames: lines, and a trailer that vouches for every byte before it. */
#include "amb-frame.h"
#include "amb-problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HASH_PREFIX "sha256:"

struct _AmbFrameWriter
{
  GString *buffer;
  guint rows;
};

struct _AmbFrameReader
{
  GBytes *bytes;
  AmbJson *end;
  const char *p;     /* next line */
  const char *limit; /* first byte of the trailer */
  guint rows;
};

AmbFrameWriter *
amb_frame_writer_new (void)
{
  AmbFrameWriter *self = g_new0 (AmbFrameWriter, 1);
  self->buffer = g_string_new (NULL);
  return self;
}

void
amb_frame_writer_free (AmbFrameWriter *self)
{
  g_string_free (self->buffer, TRUE);
  g_free (self);
}

GString *
amb_frame_writer_get_buffer (AmbFrameWriter *self)
{
  return self->buffer;
}

void
amb_frame_writer_end_line (AmbFrameWriter *self, gboolean counts)
{
  g_string_append_c (self->buffer, '\n');
  if (counts)
    self->rows++;
}

guint
amb_frame_writer_get_rows (AmbFrameWriter *self)
{
  return self->rows;
}

gsize
amb_frame_writer_get_size (AmbFrameWriter *self)
{
  return self->buffer->len;
}

GBytes *
amb_frame_writer_finish (AmbFrameWriter *self, const char *count, const char *members)
{
  g_autofree char *hash = g_compute_checksum_for_data (
      G_CHECKSUM_SHA256, (const guchar *) self->buffer->str, self->buffer->len);

  g_string_append_printf (self->buffer, "{\"k\":\"end\",\"%s\":%u,\"h\":\"" HASH_PREFIX "%s\"",
                          count, self->rows, hash);
  if (members != NULL && *members != '\0')
    g_string_append_printf (self->buffer, ",%s", members);
  g_string_append (self->buffer, "}\n");

  GString *buffer = g_steal_pointer (&self->buffer);
  self->buffer = g_string_new (NULL);
  self->rows = 0;
  return g_string_free_to_bytes (buffer);
}

static gboolean
fail (GError **error, const char *detail)
{
  amb_problem_set_error (error, AMB_PROBLEM_BAD_FRAME, "%s", detail);
  return FALSE;
}

/* The trailer is the last line; @start is set to its first byte. */
static AmbJson *
read_trailer (const char *data, gsize size, const char **start, GError **error)
{
  if (size == 0 || data[size - 1] != '\n')
    {
      fail (error, _ ("The data was cut off on the way. Try again."));
      return NULL;
    }

  *start = data + size - 1;
  while (*start > data && (*start)[-1] != '\n')
    (*start)--;

  g_autoptr (AmbJson) end = amb_json_parse (*start, (gsize) (data + size - 1 - *start), NULL);
  const char *kind =
      end != NULL ? amb_json_node_get_member_string (amb_json_get_root (end), "k") : NULL;
  if (g_strcmp0 (kind, "end") != 0)
    {
      fail (error, _ ("The data was cut off on the way. Try again."));
      return NULL;
    }
  return g_steal_pointer (&end);
}

static gboolean
is_hash_right (const AmbJsonNode *end, const char *data, gsize size)
{
  const char *told = amb_json_node_get_member_string (end, "h");
  if (told == NULL || !g_str_has_prefix (told, HASH_PREFIX))
    return FALSE;
  g_autofree char *hash =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, size);
  return g_str_equal (told + strlen (HASH_PREFIX), hash);
}

/* Control lines start with "k" and are neither put nor rm; everything else counts. */
static gboolean
is_row (const char *line, gsize length)
{
  static const char *const control[] = { "{\"k\":\"head\"", "{\"k\":\"scope\"" };
  for (guint i = 0; i < G_N_ELEMENTS (control); i++)
    if (length >= strlen (control[i]) && memcmp (line, control[i], strlen (control[i])) == 0)
      return FALSE;
  return TRUE;
}

static guint
count_rows (const char *data, const char *limit)
{
  guint rows = 0;
  while (data < limit)
    {
      const char *newline = memchr (data, '\n', (gsize) (limit - data));
      if (is_row (data, (gsize) (newline - data)))
        rows++;
      data = newline + 1;
    }
  return rows;
}

AmbFrameReader *
amb_frame_reader_new (GBytes *bytes, const char *count, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *limit = NULL;

  g_autoptr (AmbJson) end = read_trailer (data, size, &limit, error);
  if (end == NULL)
    return NULL;

  const AmbJsonNode *root = amb_json_get_root (end);
  if (!is_hash_right (root, data, (gsize) (limit - data)))
    {
      fail (error, _ ("The data was damaged on the way. Try again."));
      return NULL;
    }
  guint rows = count_rows (data, limit);
  if (amb_json_node_get_member_int (root, count, -1) != rows)
    {
      fail (error, _ ("The data says another number of rows than it holds. Try again."));
      return NULL;
    }

  AmbFrameReader *self = g_new0 (AmbFrameReader, 1);
  self->bytes = g_bytes_ref (bytes);
  self->end = g_steal_pointer (&end);
  self->p = data;
  self->limit = limit;
  self->rows = rows;
  return self;
}

void
amb_frame_reader_free (AmbFrameReader *self)
{
  amb_json_free (self->end);
  g_bytes_unref (self->bytes);
  g_free (self);
}

const AmbJsonNode *
amb_frame_reader_get_end (AmbFrameReader *self)
{
  return amb_json_get_root (self->end);
}

guint
amb_frame_reader_get_rows (AmbFrameReader *self)
{
  return self->rows;
}

gsize
amb_frame_reader_get_offset (AmbFrameReader *self)
{
  return (gsize) (self->p - (const char *) g_bytes_get_data (self->bytes, NULL));
}

gboolean
amb_frame_reader_next (AmbFrameReader *self, AmbJson **line, GError **error)
{
  *line = NULL;
  if (self->p >= self->limit)
    return TRUE;

  const char *newline = memchr (self->p, '\n', (gsize) (self->limit - self->p));
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbJson) json = amb_json_parse (self->p, (gsize) (newline - self->p), &local);
  if (json == NULL)
    return fail (error, local->message);
  if (amb_json_node_get_type (amb_json_get_root (json)) != AMB_JSON_OBJECT)
    return fail (error, _ ("A line of the data is not an object."));

  self->p = newline + 1;
  *line = g_steal_pointer (&json);
  return TRUE;
}
