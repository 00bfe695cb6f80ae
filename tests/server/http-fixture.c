#include "http-fixture.h"

#include "amb-frame.h"

#include <glib/gstdio.h>
#include <string.h>

static void
finish_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Response **slot = data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GError) error = NULL;
  Response *self = g_new0 (Response, 1);

  self->bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  if (self->bytes == NULL)
    {
      g_test_message ("no answer: %s", error->message);
      self->bytes = g_bytes_new (NULL, 0);
    }
  self->status = soup_message_get_status (message);
  self->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  self->text =
      g_bytes_get_size (self->bytes) == 0
          ? g_strdup ("")
          : g_strndup (g_bytes_get_data (self->bytes, NULL), g_bytes_get_size (self->bytes));
  self->json = amb_json_parse (self->text, strlen (self->text), NULL);
  *slot = self;
}

static void
add_headers (SoupMessageHeaders *headers, const char *lines)
{
  g_auto (GStrv) all = g_strsplit (lines != NULL ? lines : "", "\n", -1);

  for (guint i = 0; all[i] != NULL; i++)
    {
      char *colon = strchr (all[i], ':');

      if (colon == NULL)
        continue;
      *colon = '\0';
      soup_message_headers_replace (headers, all[i], g_strstrip (colon + 1));
    }
}

static void
start (Http *self,
       const char *method,
       const char *path,
       const char *token,
       const char *type,
       const char *body,
       const char *headers,
       Response **response)
{
  g_autofree char *address = g_strconcat (self->address, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, address);
  SoupMessageHeaders *sent = soup_message_get_request_headers (message);

  g_assert_nonnull (message);
  if (token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", token, NULL);
      soup_message_headers_replace (sent, "Authorization", value);
    }
  add_headers (sent, headers);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
      soup_message_set_request_body_from_bytes (message, type, bytes);
    }
  *response = NULL;
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, finish_cb,
                                    response);
}

void
http_wait_for (Response **response)
{
  while (*response == NULL)
    g_main_context_iteration (NULL, TRUE);
}

void
http_settle (void)
{
  gint64 end = g_get_monotonic_time () + 300 * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
}

Response *
http_send (Http *self,
           const char *method,
           const char *path,
           const char *token,
           const char *type,
           const char *body,
           const char *headers)
{
  Response *response;

  start (self, method, path, token, type, body, headers, &response);
  http_wait_for (&response);
  return response;
}

Response *
http_get (Http *self, const char *path, const char *token)
{
  return http_send (self, "GET", path, token, NULL, NULL, NULL);
}

void
http_send_async (
    Http *self, const char *method, const char *path, const char *token, Response **response)
{
  start (self, method, path, token, NULL, NULL, NULL, response);
}

/* FALSE: it takes no more. */
static gboolean
send_some (GSocket *socket, const char **left)
{
  g_autoptr (GError) error = NULL;
  gssize n = g_socket_send (socket, *left, strlen (*left), NULL, &error);

  *left += MAX (n, 0);
  return n >= 0 || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

/* FALSE: it is closed. */
static gboolean
receive_some (GSocket *socket, GString *answer)
{
  char buffer[4096];
  g_autoptr (GError) error = NULL;
  gssize n = g_socket_receive (socket, buffer, sizeof buffer, NULL, &error);

  g_string_append_len (answer, buffer, MAX (n, 0));
  return n > 0 || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

char *
http_exchange (Http *self, const char *sent, const char *again)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_host (client, self->address + strlen ("http://"), 0, NULL, &error);
  GSocket *socket;
  GString *answer = g_string_new (NULL);
  gint64 deadline = g_get_monotonic_time () + 60 * G_TIME_SPAN_SECOND;
  gboolean takes = TRUE;

  g_assert_no_error (error);
  socket = g_socket_connection_get_socket (connection);
  g_socket_set_blocking (socket, FALSE);
  do
    {
      if (*sent == '\0' && again != NULL)
        sent = again;
      takes = takes && *sent != '\0' && send_some (socket, &sent);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      if (!takes)
        g_usleep (200);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    }
  while (receive_some (socket, answer));
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return g_string_free (answer, FALSE);
}

guint
http_count_files (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

const char *
response_get (Response *self, const char *member)
{
  return self->json != NULL
             ? amb_json_node_get_member_string (amb_json_get_root (self->json), member)
             : NULL;
}

void
response_free (Response *self)
{
  soup_message_headers_unref (self->headers);
  g_bytes_unref (self->bytes);
  g_free (self->text);
  g_clear_pointer (&self->json, amb_json_free);
  g_free (self);
}

/* Tokens are made on the writer's thread. */
typedef struct
{
  Http *http;
  const char *name;
  AmbAccess access;
  const char *node, *person;
} NewToken;

static gpointer
make_token (gpointer data, GCancellable *cancellable, GError **error)
{
  NewToken *new = data;
  const char *nodes[] = { new->node, NULL };

  return amb_server_core_create_token (amb_http_server_get_core (new->http->server), new->name,
                                       new->access, nodes, new->person, NULL, error);
}

char *
http_add_token (
    Http *self, const char *name, AmbAccess access, const char *node, const char *person)
{
  NewToken new = { self, name, access, node, person };
  g_autoptr (GError) error = NULL;
  char *token =
      amb_worker_run (amb_http_server_get_writer (self->server), make_token, &new, NULL, &error);

  g_assert_no_error (error);
  return token;
}

char *
http_add_record (Http *self, const char *collection, const char *format, ...)
{
  g_autofree char *body = NULL;
  va_list args;

  va_start (args, format);
  body = g_strdup_vprintf (format, args);
  va_end (args);
  g_autofree char *path = g_strconcat ("/v1/", collection, NULL);
  g_autoptr (Response) response =
      http_send (self, "POST", path, self->manager, "application/json", body, NULL);

  if (response->status != 201)
    g_error ("%u %s", response->status, response->text);
  return g_strdup (response_get (response, "id"));
}

void
http_open (Http *self)
{
  http_open_at (self, amb_clock_new_system ());
}

void
http_open_at (Http *self, AmbClock *clock)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;

  *self = (Http){ 0 };
  self->folder = g_dir_make_tmp ("ambassade-server-XXXXXX", &error);
  g_assert_no_error (error);
  self->clock = clock;
  self->server = amb_http_server_new (self->folder, self->clock, &error);
  g_assert_no_error (error);
  shown = amb_http_server_listen (self->server, "127.0.0.1:0", FALSE, &error);
  g_assert_no_error (error);
  self->address = g_strndup (shown, strlen (shown) - 1);
  self->session = soup_session_new_with_options ("max-conns-per-host", 20, NULL);

  self->manager = http_add_token (self, "Manager", AMB_ACCESS_MANAGER, NULL, NULL);
  self->paris =
      http_add_record (self, "nodes", "{\"name\":\"Paris\",\"kind\":\"hub\",\"code\":\"PAR\"}");
  self->tokyo =
      http_add_record (self, "nodes", "{\"name\":\"Tokyo\",\"kind\":\"hub\",\"code\":\"TYO\"}");
  self->ada = http_add_record (
      self, "ambassadors",
      "{\"display-name\":\"Ada\",\"email\":\"ada@example.com\",\"node-id\":\"%s\"}", self->paris);
  self->chie = http_add_record (
      self, "ambassadors",
      "{\"display-name\":\"Chie\",\"email\":\"chie@example.com\",\"node-id\":\"%s\"}", self->tokyo);
  self->lead = http_add_token (self, "Lead", AMB_ACCESS_LEAD, self->paris, NULL);
  self->ambassador = http_add_token (self, "Ada", AMB_ACCESS_AMBASSADOR, NULL, self->ada);
  self->sponsor = http_add_token (self, "Sponsor", AMB_ACCESS_SPONSOR, NULL, NULL);
  self->auditor = http_add_token (self, "Auditor", AMB_ACCESS_AUDITOR, NULL, NULL);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

void
http_close (Http *self)
{
  soup_session_abort (self->session);
  amb_http_server_stop (self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->server);
  g_object_unref (self->session);
  g_object_unref (self->clock);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->address);
  g_free (self->manager);
  g_free (self->lead);
  g_free (self->ambassador);
  g_free (self->sponsor);
  g_free (self->auditor);
  g_free (self->paris);
  g_free (self->tokyo);
  g_free (self->ada);
  g_free (self->chie);
}

char *
http_add_approved (Http *self, const char *node)
{
  static const char *const path[] = { "draft", "in_review", "approved" };
  g_autofree char *pillar = http_add_record (self, "pillars", "{\"name\":\"Craft\"}");
  g_autofree char *channel = http_add_record (self, "channels", "{\"name\":\"Blog\"}");
  char *item = http_add_record (
      self, "content_items",
      "{\"title\":\"Post\",\"audience\":\"client\",\"pillar-id\":\"%s\",\"owner-id\":\"%s\","
      "\"department-id\":\"%s\",\"source\":\"original\",\"language\":\"en\",\"channel-id\":"
      "\"%s\",\"publish-on\":\"2026-12-01T09:00[Europe/Paris]\",\"expires-on\":\"2027-12-01\","
      "\"disclosure\":\"Mine\"}",
      pillar, self->ada, node, channel);
  g_autofree char *address = g_strdup_printf ("/v1/content_items/%s/moves", item);

  for (guint i = 0; i < G_N_ELEMENTS (path); i++)
    {
      g_autofree char *to = g_strdup_printf ("{\"to\":\"%s\"}", path[i]);
      g_autoptr (Response) moved =
          http_send (self, "POST", address, self->manager, "application/json", to, "If-Match: *");

      g_assert_cmpuint (moved->status, ==, 200);
    }
  return item;
}
