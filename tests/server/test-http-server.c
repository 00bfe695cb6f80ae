/* The server on HTTP: who gets in, what is refused, what waits. */
#include "http-fixture.h"

#include "amb-frame.h"
#include "amb-push.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

static void
assert_problem (Response *response, guint status, const char *code)
{
  if (response->status != status)
    g_error ("%u instead of %u: %s", response->status, status, response->text);
  g_assert_cmpstr (soup_message_headers_get_content_type (response->headers, NULL), ==,
                   "application/problem+json");
  g_assert_cmpstr (response_get (response, "code"), ==, code);
}

static void
test_says_who_it_is_to_anybody (void)
{
  Http http;

  http_open (&http);
  g_autoptr (Response) meta = http_get (&http, "/v1/meta", NULL);
  g_assert_cmpuint (meta->status, ==, 200);
  g_assert_cmpint (amb_json_node_get_member_int (amb_json_get_root (meta->json), "protocol", 0), ==,
                   1);
  g_assert_nonnull (response_get (meta, "epoch"));
  http_close (&http);
}

static void
test_refuses_what_it_should (void)
{
  static const struct
  {
    const char *method, *path, *token, *type, *body;
    guint status;
    const char *code;
  } cases[] = {
    { "GET", "/v1/changes", NULL, NULL, NULL, 401, "unauthorized" },
    { "GET", "/v1/changes", "wrong", NULL, NULL, 401, "unauthorized" },
    { "GET", "/v1/ambassadors", "", NULL, NULL, 401, "unauthorized" },
    { "GET", "/v1/nothing", "manager", NULL, NULL, 404, "not-found" },
    { "GET", "/", "manager", NULL, NULL, 404, "not-found" },
    { "GET", "/v1/ambassadors/", "manager", NULL, NULL, 404, "not-found" },
    { "GET", "/v1/ambassadors/x/y/z", "manager", NULL, NULL, 404, "not-found" },
    { "GET", "/v1/ambassadors/unknown", "manager", NULL, NULL, 404, "not-found" },
    { "PUT", "/v1/ambassadors", "manager", NULL, NULL, 405, "method-not-allowed" },
    { "GET", "/v1/devices", "manager", NULL, NULL, 405, "method-not-allowed" },
    { "GET", "/v1/push", "manager", NULL, NULL, 405, "method-not-allowed" },
    { "POST", "/v1/push", "manager", "text/plain", "x", 415, "media-type" },
    { "POST", "/v1/push", "manager", "application/x-ndjson", "x", 400, "bad-frame" },
    { "POST", "/v1/push", "manager", "application/x-ndjson", "", 400, "bad-frame" },
    { "POST", "/v1/nodes", "manager", "text/plain", "{}", 415, "media-type" },
    { "POST", "/v1/nodes", "manager", "application/json", "{'a':1}", 400, "bad-request" },
    { "POST", "/v1/nodes", "manager", "application/json", "[]", 400, "bad-request" },
    { "POST", "/v1/nodes", "manager", "application/json", "{\"a\":1,\"a\":2}", 400, "bad-request" },
    { "POST", "/v1/nodes", "manager", "application/json", "{\"name\":\"\\ud800\"}", 400,
      "bad-request" },
    { "POST", "/v1/nodes", "manager", "application/json", "{\"name\":12}", 422, "invalid" },
    { "POST", "/v1/nodes", "manager", "application/json", "{\"kind\":\"hub\"}", 422, "invalid" },
    { "POST", "/v1/nodes", "manager", "application/json", "{\"name\":\"x\",\"nonsense\":1}", 422,
      "invalid" },
    { "POST", "/v1/nodes", "manager", "application/json", "{\"name\":\"x\",\"id\":\"y\"}", 422,
      "invalid" },
    { "POST", "/v1/devices", "manager", "application/json", "{\"id\":\"7\"}", 400, "bad-request" },
    { "POST", "/v1/nodes", "sponsor", "application/json", "{\"name\":\"x\"}", 403, "forbidden" },
    { "POST", "/v1/nodes", "auditor", "application/json", "{\"name\":\"x\"}", 403, "forbidden" },
    { "POST", "/v1/transitions", "manager", "application/json", "{}", 403, "forbidden" },
    { "GET", "/v1/ambassadors", "sponsor", NULL, NULL, 403, "forbidden" },
    { "GET", "/v1/changes?limit=x", "manager", NULL, NULL, 400, "bad-request" },
    { "GET", "/v1/changes?wait=26", "manager", NULL, NULL, 400, "bad-request" },
    { "GET", "/v1/changes?cursor=x", "manager", NULL, NULL, 400, "bad-cursor" },
    { "GET", "/v1/ambassadors?nonsense=1", "manager", NULL, NULL, 400, "bad-request" },
    { "GET", "/v1/ambassadors?limit=0", "manager", NULL, NULL, 400, "bad-request" },
  };
  Http http;

  http_open (&http);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *token = g_strcmp0 (cases[i].token, "manager") == 0   ? http.manager
                          : g_strcmp0 (cases[i].token, "sponsor") == 0 ? http.sponsor
                          : g_strcmp0 (cases[i].token, "auditor") == 0 ? http.auditor
                                                                       : cases[i].token;
      g_autoptr (Response) response = http_send (&http, cases[i].method, cases[i].path, token,
                                                 cases[i].type, cases[i].body, NULL);

      g_test_message ("%s %s", cases[i].method, cases[i].path);
      assert_problem (response, cases[i].status, cases[i].code);
      if (cases[i].status == 401)
        g_assert_nonnull (soup_message_headers_get_one (response->headers, "WWW-Authenticate"));
      if (cases[i].status == 405)
        g_assert_nonnull (soup_message_headers_get_one (response->headers, "Allow"));
    }
  http_close (&http);
}

/* A chunked body of 300 MB: the answer is 413, and the memory stays where it was. */
static long
read_resident_kib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmRSS:");
  return strtol (line + strlen ("VmRSS:"), NULL, 10);
}

typedef struct
{
  GInputStream parent_instance;
  gsize left;
} Zeros;
typedef GInputStreamClass ZerosClass;
GType zeros_get_type (void);
G_DEFINE_TYPE (Zeros, zeros, G_TYPE_INPUT_STREAM)

static gssize
zeros_read (
    GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  Zeros *self = (Zeros *) stream;
  gsize n = MIN (count, self->left);

  memset (buffer, '0', n);
  self->left -= n;
  return (gssize) n;
}

static void
zeros_class_init (ZerosClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = zeros_read;
}

static void
zeros_init (Zeros *self)
{
}

typedef struct
{
  guint status;
  gboolean done;
} Upload;

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Upload *upload = data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GBytes) bytes =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  upload->status = soup_message_get_status (message);
  upload->done = TRUE;
}

static Upload
upload (Http *http, gssize length, gsize sent)
{
  g_autofree char *address = g_strconcat (http->address, "/v1/push", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", address);
  g_autoptr (GInputStream) body = g_object_new (zeros_get_type (), NULL);
  Upload upload = { 0 };

  ((Zeros *) body)->left = sent;
  soup_message_set_request_body (message, AMB_FRAME_TYPE, body, length);
  soup_session_send_and_read_async (http->session, message, G_PRIORITY_DEFAULT, NULL, uploaded_cb,
                                    &upload);
  while (!upload.done)
    g_main_context_iteration (NULL, TRUE);
  return upload;
}

static void
test_a_huge_body_is_refused_and_not_kept (void)
{
  Http http;

#ifdef __SANITIZE_THREAD__
  g_test_skip ("300 MB take too long under ThreadSanitizer; the other builds measure them");
  return;
#endif
  http_open (&http);
  long before = read_resident_kib ();
  Upload chunked = upload (&http, -1, 300 * 1000 * 1000);
  g_assert_cmpuint (chunked.status, ==, 413);
  g_assert_cmpint (read_resident_kib () - before, <, 100 * 1024);

  g_autoptr (Response) alive = http_get (&http, "/v1/meta", NULL);
  g_assert_cmpuint (alive->status, ==, 200);
  http_close (&http);
}

static void
test_a_body_that_says_that_it_is_huge_is_refused (void)
{
  Http http;

  http_open (&http);
  g_autofree char *body = g_strnfill (AMB_MAX_PUSH_BYTES + 1, 'x');
  g_autoptr (Response) response =
      http_send (&http, "POST", "/v1/push", http.manager, AMB_FRAME_TYPE, body, NULL);
  assert_problem (response, 413, "too-large");
  g_autoptr (Response) alive = http_get (&http, "/v1/meta", NULL);
  g_assert_cmpuint (alive->status, ==, 200);
  http_close (&http);
}

static AmbFrameReader *
read_page (Response *response)
{
  g_autoptr (GError) error = NULL;
  AmbFrameReader *reader = amb_frame_reader_new (response->bytes, "rows", &error);

  g_assert_no_error (error);
  return reader;
}

static char *
dup_cursor (AmbFrameReader *reader)
{
  return g_strdup (amb_json_node_get_member_string (amb_frame_reader_get_end (reader), "cursor"));
}

static void
test_pulls_in_pages_and_repeats_the_request_id (void)
{
  Http http;

  http_open (&http);
  g_autoptr (Response) response = http_send (&http, "GET", "/v1/changes?limit=2", http.manager,
                                             NULL, NULL, "X-Request-Id: r17");
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_one (response->headers, "X-Request-Id"), ==, "r17");
  g_autoptr (AmbFrameReader) reader = read_page (response);
  const AmbJsonNode *end = amb_frame_reader_get_end (reader);
  g_assert_cmpstr (amb_json_node_get_member_string (end, "req"), ==, "r17");
  g_assert_true (amb_json_node_get_bool (amb_json_node_get_member (end, "more"), FALSE));
  http_close (&http);
}

static void
test_pages_are_compressed_for_who_accepts_it (void)
{
  Http http;

  http_open (&http);
  soup_session_remove_feature_by_type (http.session, SOUP_TYPE_CONTENT_DECODER);
  g_autoptr (Response) plain = http_get (&http, "/v1/changes", http.manager);
  g_autoptr (Response) small =
      http_send (&http, "GET", "/v1/changes", http.manager, NULL, NULL, "Accept-Encoding: gzip");
  g_assert_null (soup_message_headers_get_one (plain->headers, "Content-Encoding"));
  g_assert_cmpstr (soup_message_headers_get_one (small->headers, "Content-Encoding"), ==, "gzip");
  g_assert_cmpuint (g_bytes_get_size (small->bytes), <, g_bytes_get_size (plain->bytes));

  g_autoptr (GConverter) gunzip =
      G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GError) error = NULL;
  g_autofree char *buffer = g_malloc (1024 * 1024);
  gsize read, written;
  g_converter_convert (gunzip, g_bytes_get_data (small->bytes, NULL),
                       g_bytes_get_size (small->bytes), buffer, 1024 * 1024,
                       G_CONVERTER_INPUT_AT_END, &read, &written, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) bytes = g_bytes_new (buffer, written);
  g_autoptr (AmbFrameReader) reader = amb_frame_reader_new (bytes, "rows", &error);
  g_assert_no_error (error);
  http_close (&http);
}

static char *
pull_to_head (Http *http, const char *token)
{
  g_autoptr (Response) response = http_get (http, "/v1/changes", token);
  g_autoptr (AmbFrameReader) reader = read_page (response);

  return dup_cursor (reader);
}

static void
test_a_long_poll_brings_news_when_there_are_some (void)
{
  Http http;
  Response *waiting = NULL, *other = NULL;

  http_open (&http);
  g_autofree char *cursor = pull_to_head (&http, http.manager);
  g_autofree char *path = g_strdup_printf ("/v1/changes?wait=25&cursor=%s", cursor);
  g_autofree char *lead_cursor = pull_to_head (&http, http.lead);
  g_autofree char *lead_path = g_strdup_printf ("/v1/changes?wait=1&cursor=%s", lead_cursor);
  http_send_async (&http, "GET", path, http.manager, &waiting);
  http_send_async (&http, "GET", lead_path, http.lead, &other);
  for (int i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (waiting);

  g_autofree char *body =
      g_strdup_printf ("{\"display-name\":\"Dan\",\"node-id\":\"%s\"}", http.tokyo);
  g_autoptr (Response) made =
      http_send (&http, "POST", "/v1/ambassadors", http.manager, "application/json", body, NULL);
  g_assert_cmpuint (made->status, ==, 201);
  http_wait_for (&waiting);
  g_autoptr (AmbFrameReader) news = read_page (waiting);
  g_assert_cmpuint (amb_frame_reader_get_rows (news), ==, 1);

  /* the lead isn't told of Tokyo: an empty page when the time is over */
  http_wait_for (&other);
  g_autoptr (AmbFrameReader) nothing = read_page (other);
  g_assert_cmpuint (amb_frame_reader_get_rows (nothing), ==, 0);
  response_free (waiting);
  response_free (other);
  http_close (&http);
}

static void
test_stopping_answers_those_who_wait (void)
{
  Http http;
  Response *waiting = NULL;

  http_open (&http);
  g_autofree char *cursor = pull_to_head (&http, http.manager);
  g_autofree char *path = g_strdup_printf ("/v1/changes?wait=25&cursor=%s", cursor);
  http_send_async (&http, "GET", path, http.manager, &waiting);
  for (int i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  amb_http_server_stop (http.server);
  http_wait_for (&waiting);
  g_assert_cmpuint (waiting->status, ==, 200);
  response_free (waiting);
  http_close (&http);
}

static void
test_a_device_registers_pushes_and_is_revoked (void)
{
  Http http;

  http_open (&http);
  g_autofree char *device = amb_clock_dup_id (http.clock);
  g_autofree char *id = amb_clock_dup_id (http.clock);
  g_autofree char *op = amb_clock_dup_id (http.clock);
  g_autofree char *body = g_strdup_printf ("{\"id\":\"%s\"}", device);
  g_autoptr (Response) registered =
      http_send (&http, "POST", "/v1/devices", http.manager, "application/json", body, NULL);
  g_assert_cmpuint (registered->status, ==, 201);
  g_assert_cmpstr (response_get (registered, "name"), ==, "Manager");
  g_assert_cmpstr (response_get (registered, "access"), ==, "manager");

  g_autoptr (AmbFrameWriter) writer = amb_push_writer_new (device, 1, "r");
  amb_push_writer_add (writer, 1, op, op, "node", id, "create",
                       "{\"set\":{\"name\":\"Lima\",\"kind\":\"hub\"}}", 0);
  g_autoptr (GBytes) push = amb_frame_writer_finish (writer, "ops", NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (push, NULL), g_bytes_get_size (push));
  g_autoptr (Response) pushed =
      http_send (&http, "POST", "/v1/push", http.manager, AMB_FRAME_TYPE, text, NULL);
  g_assert_cmpuint (pushed->status, ==, 200);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbPushReply) reply = amb_push_reply_read (pushed->bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((AmbPushResult *) reply->results->pdata[0])->status, ==, AMB_PUSH_APPLIED);

  g_autofree char *path = g_strconcat ("/v1/devices/", device, NULL);
  g_autoptr (Response) foreign = http_send (&http, "DELETE", path, http.lead, NULL, NULL, NULL);
  assert_problem (foreign, 404, "not-found");
  g_autoptr (Response) revoked = http_send (&http, "DELETE", path, http.manager, NULL, NULL, NULL);
  g_assert_cmpuint (revoked->status, ==, 204);
  g_autoptr (Response) refused =
      http_send (&http, "POST", "/v1/push", http.manager, AMB_FRAME_TYPE, text, NULL);
  assert_problem (refused, 409, "device-fork");
  http_close (&http);
}

static void
test_other_machines_are_refused_without_a_proxy (void)
{
  static const char *const bad[] = { "0.0.0.0:0", "[::]:0",          "192.0.2.1:80",   "nonsense",
                                     "127.0.0.1", "127.0.0.1:70000", "example.com:80", ":80" };
  Http http;

  http_open (&http);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (amb_http_server_listen (http.server, bad[i], FALSE, &error));
      g_assert_error (error, AMB_ERROR, AMB_ERROR_USAGE);
    }
  g_autoptr (GError) error = NULL;
  g_autofree char *taken = g_strdup (http.address + strlen ("http://"));
  g_assert_null (amb_http_server_listen (http.server, taken, FALSE, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_BUSY);
  g_clear_error (&error);

  g_autofree char *socket = g_strdup_printf ("unix:%s/http.sock", http.folder);
  g_autofree char *shown = amb_http_server_listen (http.server, socket, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (shown, ==, socket);
  g_autoptr (GSocketAddress) connectable = g_unix_socket_address_new (socket + strlen ("unix:"));
  g_object_unref (http.session);
  http.session = soup_session_new_with_options ("remote-connectable", connectable, NULL);
  g_autoptr (Response) meta = http_get (&http, "/v1/meta", NULL);
  g_assert_cmpuint (meta->status, ==, 200);
  http_close (&http);
}

/* What a broken client or a broken line sends, byte by byte; then nothing more comes. */
static void
test_survives_what_is_no_http (void)
{
  static const char *const sent[] = {
    "",
    "GET",
    "GET / HTTP/1.1\r\n\r\n",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
    "Content-Length: 1000\r\n\r\n{\"k\":\"head\"",
    "POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
    "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"k\":\r\n",
    "POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "GET /v1/%00meta HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /v1/meta?%ff=%fe HTTP/1.1\r\nHost: x\r\nX-Request-Id: \xff\xfe\r\n\r\n",
  };
  Http http;

  http_open (&http);
  for (guint i = 0; i < G_N_ELEMENTS (sent); i++)
    {
      g_autoptr (GSocketClient) client = g_socket_client_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
          client, http.address + strlen ("http://"), 0, NULL, &error);

      g_assert_no_error (error);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), sent[i],
                                 strlen (sent[i]), NULL, NULL, NULL);
      for (int k = 0; k < 10; k++)
        g_main_context_iteration (NULL, FALSE);
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      for (int k = 0; k < 10; k++)
        g_main_context_iteration (NULL, FALSE);
    }
  g_autoptr (Response) alive = http_get (&http, "/v1/meta", NULL);
  g_assert_cmpuint (alive->status, ==, 200);
  http_close (&http);
}

/* Who hangs up while waiting is forgotten; the next commit wakes the others. */
static void
test_a_waiting_client_may_hang_up (void)
{
  Http http;
  Response *waiting = NULL;

  http_open (&http);
  g_autofree char *cursor = pull_to_head (&http, http.manager);
  g_autofree char *path = g_strdup_printf ("/v1/changes?wait=25&cursor=%s", cursor);
  http_send_async (&http, "GET", path, http.manager, &waiting);
  for (int i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  soup_session_abort (http.session);
  http_wait_for (&waiting);
  response_free (waiting);
  g_autoptr (Response) made = http_send (&http, "POST", "/v1/nodes", http.manager,
                                         "application/json", "{\"name\":\"Lima\"}", NULL);
  g_assert_cmpuint (made->status, ==, 201);
  g_autoptr (Response) again = http_get (&http, path, http.manager);
  g_assert_cmpuint (again->status, ==, 200);
  http_close (&http);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/server/http-server/" name, func)
  ADD ("says-who-it-is-to-anybody", test_says_who_it_is_to_anybody);
  ADD ("refuses-what-it-should", test_refuses_what_it_should);
  ADD ("a-huge-body-is-refused-and-not-kept", test_a_huge_body_is_refused_and_not_kept);
  ADD ("a-body-that-says-that-it-is-huge-is-refused",
       test_a_body_that_says_that_it_is_huge_is_refused);
  ADD ("pulls-in-pages-and-repeats-the-request-id", test_pulls_in_pages_and_repeats_the_request_id);
  ADD ("pages-are-compressed-for-who-accepts-it", test_pages_are_compressed_for_who_accepts_it);
  ADD ("a-long-poll-brings-news-when-there-are-some",
       test_a_long_poll_brings_news_when_there_are_some);
  ADD ("stopping-answers-those-who-wait", test_stopping_answers_those_who_wait);
  ADD ("a-device-registers-pushes-and-is-revoked", test_a_device_registers_pushes_and_is_revoked);
  ADD ("other-machines-are-refused-without-a-proxy",
       test_other_machines_are_refused_without_a_proxy);
  ADD ("survives-what-is-no-http", test_survives_what_is_no_http);
  ADD ("a-waiting-client-may-hang-up", test_a_waiting_client_may_hang_up);
  return g_test_run ();
}
