/* SoupServer keeps whole bodies in memory: this counts what arrives and stops keeping it in time.
 */
#include "amb-http-body.h"

#include "amb-problem.h"

#include <glib/gi18n-lib.h>

#define KEY "amb-http-body"

typedef struct
{
  GByteArray *bytes; /* NULL once it is too large */
  gsize limit;
  AmbHttpBodyFull full;
  gpointer data;
} Body;

static void
body_free (gpointer data)
{
  Body *self = data;

  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  Body *self = data;
  gsize size = g_bytes_get_size (chunk);

  if (self->bytes == NULL)
    return;
  if (size <= self->limit - self->bytes->len)
    {
      g_byte_array_append (self->bytes, g_bytes_get_data (chunk, NULL), (guint) size);
      return;
    }
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  self->full (message, self->data);
}

void
amb_http_body_watch (SoupServerMessage *message, gsize limit, AmbHttpBodyFull full, gpointer data)
{
  Body *self = g_new0 (Body, 1);

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  self->bytes = g_byte_array_new ();
  self->limit = limit;
  self->full = full;
  self->data = data;
  g_object_set_data_full (G_OBJECT (message), KEY, self, body_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), self);
}

/* Two readers of one connection must agree where a body ends: libsoup takes the last of several
 * lengths, a proxy perhaps the first. */
static gboolean
has_one_length (SoupMessageHeaders *headers)
{
  const char *length = soup_message_headers_get_list (headers, "Content-Length");

  if (length == NULL)
    return TRUE;
  if (soup_message_headers_get_list (headers, "Transfer-Encoding") != NULL)
    return FALSE;
  for (const char *p = length; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      return FALSE;
  return TRUE;
}

gboolean
amb_http_body_is_big (SoupServerMessage *message, gsize size)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  switch (soup_message_headers_get_encoding (headers))
    {
    case SOUP_ENCODING_NONE:
      return FALSE;
    case SOUP_ENCODING_CONTENT_LENGTH:
      return soup_message_headers_get_content_length (headers) > (goffset) size;
    default:
      return TRUE;
    }
}

void
amb_http_body_set_too_large (GError **error, gsize limit)
{
  amb_problem_set_error (error, AMB_PROBLEM_TOO_LARGE,
                         _ ("A body may hold %d bytes. Send less at a time."), (int) limit);
}

gboolean
amb_http_body_check (SoupServerMessage *message, gsize limit, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (!has_one_length (headers))
    {
      amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                             _ ("The request says in two ways how long its body is. Send one "
                                "Content-Length, or Transfer-Encoding alone."));
      return FALSE;
    }
  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH ||
      soup_message_headers_get_content_length (headers) <= (goffset) limit)
    return TRUE;
  amb_http_body_set_too_large (error, limit);
  return FALSE;
}

GBytes *
amb_http_body_take (SoupServerMessage *message)
{
  Body *self = g_object_get_data (G_OBJECT (message), KEY);

  if (self == NULL || self->bytes == NULL)
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&self->bytes));
}
