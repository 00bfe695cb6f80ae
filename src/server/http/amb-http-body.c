/* SoupServer keeps whole bodies in memory: this counts what arrives and stops keeping it in time.
 */
#include "amb-http-body.h"

#define KEY "amb-http-body"

/* Beyond this much the rest isn't even read: a client that goes on is cut off. */
#define MAX_DRAIN ((gsize) 1024 * 1024 * 1024)

typedef struct
{
  GByteArray *bytes; /* NULL once it is too large */
  gsize seen;
  gsize limit;
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

  self->seen += size;
  if (self->seen > self->limit)
    g_clear_pointer (&self->bytes, g_byte_array_unref);
  else
    g_byte_array_append (self->bytes, g_bytes_get_data (chunk, NULL), (guint) size);
  if (self->seen > MAX_DRAIN && soup_server_message_get_socket (message) != NULL)
    g_socket_shutdown (soup_server_message_get_socket (message), TRUE, FALSE, NULL);
}

gboolean
amb_http_body_watch (SoupServerMessage *message, gsize limit)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  Body *self;

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > (goffset) limit)
    return FALSE;

  self = g_new0 (Body, 1);
  self->bytes = g_byte_array_new ();
  self->limit = limit;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_object_set_data_full (G_OBJECT (message), KEY, self, body_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), self);
  return TRUE;
}

GBytes *
amb_http_body_take (SoupServerMessage *message)
{
  Body *self = g_object_get_data (G_OBJECT (message), KEY);

  if (self == NULL || self->bytes == NULL)
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&self->bytes));
}
