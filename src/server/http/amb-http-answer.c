/* libsoup 3.2 never closes a connection that its client gave up between two requests, so every
 * answer is the last of its connection. And it answers only after the whole body: what is refused
 * before that is answered here. */
#include "amb-http-answer.h"

#include "amb-problem.h"

#include <string.h>

/* How long, and how much, a refused client may go on before it is cut off: enough for it to see the
 * answer, which a reset would take from it. */
#define PARTING_MS    2000
#define PARTING_BYTES ((gsize) 16 * 1024 * 1024)

const char *
amb_http_answer_get_id (SoupServerMessage *message)
{
  const char *id = soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                 "X-Request-Id");

  return id != NULL && strlen (id) <= 64 && g_utf8_validate (id, -1, NULL) ? id : NULL;
}

static void
set_common_headers (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *id = amb_http_answer_get_id (message);

  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  if (id != NULL)
    soup_message_headers_replace (headers, "X-Request-Id", id);
}

void
amb_http_answer_problem (SoupServerMessage *message, const GError *problem, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  AmbProblemCode code = amb_problem_from_error (problem);
  g_autoptr (GString) text = g_string_new (NULL);
  char *valid;

  /* The path and the method are in it as they came: perhaps not in UTF-8, which JSON is. */
  amb_problem_append_json (problem, path, text);
  valid = g_utf8_make_valid (text->str, (gssize) text->len);
  set_common_headers (message);
  if (amb_problem_get_status (code) == 401)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer realm=\"ambassade\"");
  if (amb_problem_is_retryable (code) && amb_problem_get_status (code) >= 429)
    soup_message_headers_replace (headers, "Retry-After", "5");
  soup_server_message_set_status (message, amb_problem_get_status (code), NULL);
  soup_server_message_set_response (message, "application/problem+json", SOUP_MEMORY_TAKE, valid,
                                    strlen (valid));
}

/* Who subscribes keeps the answer and asks whether it still holds. */
static void
set_modified (SoupMessageHeaders *headers, gint64 modified)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (modified / 1000);
  g_autofree char *text = soup_date_time_to_string (time, SOUP_DATE_HTTP);

  soup_message_headers_replace (headers, "Last-Modified", text);
  soup_message_headers_replace (headers, "Cache-Control", "private, no-cache");
}

void
amb_http_answer_reply (SoupServerMessage *message, const AmbHttpReply *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  set_common_headers (message);
  soup_server_message_set_status (message, reply->status, NULL);
  if (reply->etag != NULL)
    soup_message_headers_replace (headers, "ETag", reply->etag);
  if (reply->modified != 0)
    set_modified (headers, reply->modified);
  if (reply->location != NULL)
    soup_message_headers_replace (headers, "Location", reply->location);
  if (reply->body == NULL)
    return;
  soup_message_headers_replace (headers, "Vary", "Accept-Encoding");
  if (reply->gzipped)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  soup_message_headers_set_content_type (headers, reply->type, NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), reply->body);
}

/* A connection on its way out. */
typedef struct
{
  GIOStream *stream;
  GSocket *socket;
  GBytes *text;
  GCancellable *cancellable;
  guint timeout;
  gsize read;
  char buffer[16 * 1024];
} Parting;

static void
parting_free (Parting *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_io_stream_close (self->stream, NULL, NULL);
  g_object_unref (self->stream);
  g_object_unref (self->socket);
  g_bytes_unref (self->text);
  g_object_unref (self->cancellable);
  g_free (self);
}

static gboolean
parting_over_cb (gpointer data)
{
  Parting *self = data;

  self->timeout = 0;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void drained_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
drain (Parting *self)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (self->stream), self->buffer,
                             sizeof self->buffer, G_PRIORITY_LOW, self->cancellable, drained_cb,
                             self);
}

static void
drained_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Parting *self = data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  self->read += n > 0 ? (gsize) n : 0;
  if (n > 0 && self->read < PARTING_BYTES)
    drain (self);
  else
    parting_free (self);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Parting *self = data;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL) &&
      g_socket_shutdown (self->socket, FALSE, TRUE, NULL))
    drain (self);
  else
    parting_free (self);
}

static GBytes *
write_response (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_response_body (message));
  guint status = soup_server_message_get_status (message);
  GString *text = g_string_new (NULL);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  g_string_append_printf (text, "HTTP/1.1 %u %s\r\n", status, soup_status_get_phrase (status));
  soup_message_headers_set_content_length (headers, (goffset) g_bytes_get_size (body));
  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_string_append_printf (text, "%s: %s\r\n", name, value);
  g_string_append (text, "\r\n");
  if (!g_str_equal (soup_server_message_get_method (message), SOUP_METHOD_HEAD))
    g_string_append_len (text, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  return g_string_free_to_bytes (text);
}

void
amb_http_answer_at_once (SoupServerMessage *message)
{
  Parting *self = g_new0 (Parting, 1);

  self->text = write_response (message);
  self->socket = g_object_ref (soup_server_message_get_socket (message));
  self->cancellable = g_cancellable_new ();
  self->timeout = g_timeout_add (PARTING_MS, parting_over_cb, self);
  self->stream = soup_server_message_steal_connection (message);
  g_output_stream_write_all_async (
      g_io_stream_get_output_stream (self->stream), g_bytes_get_data (self->text, NULL),
      g_bytes_get_size (self->text), G_PRIORITY_DEFAULT, self->cancellable, written_cb, self);
}
