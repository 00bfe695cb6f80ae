/* The server on HTTP: who gets in, what is refused, what waits. */
#include "http-fixture.h"

#include "amb-frame.h"
#include "amb-push.h"
#include "levels.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
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
    { "POST", "/v1/nodes", "manager", "Application/JSON", "[]", 400, "bad-request" },
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
    { "GET", "/v1/changes?limit=1&limit=2", "manager", NULL, NULL, 400, "bad-request" },
    { "GET", "/v1/changes?cursor=%ff", "manager", NULL, NULL, 400, "bad-request" },
    { "GET", "/v1/changes?wait=26", "manager", NULL, NULL, 400, "bad-request" },
    { "GET", "/v1/changes?cursor=x", "manager", NULL, NULL, 400, "bad-cursor" },
    { "GET", "/v1/digest", NULL, NULL, NULL, 401, "unauthorized" },
    { "GET", "/v1/digest", "wrong", NULL, NULL, 401, "unauthorized" },
    { "POST", "/v1/digest", "manager", "application/json", "{}", 405, "method-not-allowed" },
    { "GET", "/v1/digest?scope=node:nobody", "manager", NULL, NULL, 404, "not-found" },
    { "GET", "/v1/digest?scope=all", "sponsor", NULL, NULL, 404, "not-found" },
    { "GET", "/v1/digest?cursor=x", "manager", NULL, NULL, 400, "bad-cursor" },
    { "GET", "/v1/digest?scope=all&scope=org", "manager", NULL, NULL, 400, "bad-request" },
    { "GET", "/v1/digest?entity=node", "manager", NULL, NULL, 400, "bad-request" },
    { "GET", "/v1/digest?scope=all&prefix=00", "manager", NULL, NULL, 400, "bad-request" },
    { "GET", "/v1/digest?scope=all&entity=node&prefix=0g", "manager", NULL, NULL, 400,
      "bad-request" },
    { "GET", "/v1/digest?scope=all&entity=node&prefix=00&limit=0", "manager", NULL, NULL, 400,
      "bad-request" },
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

/* Only who syncs says which schema it knows; who is too old is told what to do. */
static void
test_serves_this_schema_and_the_one_before (void)
{
  static const struct
  {
    TestLevel level;
    const char *headers;
    guint status;
    const char *code;
  } cases[] = {
    { TEST_LEVEL_TWO, NULL, 200, NULL },
    { TEST_LEVEL_TWO, "X-Schema: 1", 200, NULL },
    { TEST_LEVEL_TWO, "X-Schema: 2", 200, NULL },
    { TEST_LEVEL_TWO, "X-Schema: 99", 200, NULL }, /* newer than the server */
    { TEST_LEVEL_THREE, "X-Schema: 2", 200, NULL },
    { TEST_LEVEL_THREE, "X-Schema: 1", 426, "too-old" },
    { TEST_LEVEL_TWO, "X-Schema: 0", 400, "bad-request" },
    { TEST_LEVEL_TWO, "X-Schema: -1", 400, "bad-request" },
    { TEST_LEVEL_TWO, "X-Schema: two", 400, "bad-request" },
    { TEST_LEVEL_TWO, "X-Schema: 1, 2", 400, "bad-request" },
    { TEST_LEVEL_TWO, "X-Schema: 18446744073709551617", 400, "bad-request" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      static const char *const paths[] = { "/v1/changes", "/v1/devices", "/v1/push" };
      Http http;

      test_levels_use (cases[i].level);
      http_open (&http);
      for (guint p = 0; p < (cases[i].code != NULL ? G_N_ELEMENTS (paths) : 1); p++)
        {
          g_autoptr (Response) response =
              p == 0
                  ? http_send (&http, "GET", paths[p], http.manager, NULL, NULL, cases[i].headers)
              : p == 1 ? http_send (&http, "POST", paths[p], http.manager, "application/json",
                                    "{\"id\":\"01900000-0000-7000-8000-000000000001\"}",
                                    cases[i].headers)
                       : http_send (&http, "POST", paths[p], http.manager, "application/x-ndjson",
                                    "x", cases[i].headers);

          g_test_message ("%s %s", paths[p], cases[i].headers);
          if (cases[i].code != NULL)
            assert_problem (response, cases[i].status, cases[i].code);
          else
            g_assert_cmpuint (response->status, ==, cases[i].status);
        }
      http_close (&http);
    }
  test_levels_use (TEST_LEVEL_OWN);
}

static void
test_says_which_schemas_it_serves (void)
{
  Http http;

  test_levels_use (TEST_LEVEL_THREE);
  http_open (&http);
  g_autoptr (Response) meta = http_get (&http, "/v1/meta", NULL);
  const AmbJsonNode *schema = amb_json_node_get_member (amb_json_get_root (meta->json), "schema");
  g_assert_cmpint (amb_json_node_get_member_int (schema, "min", 0), ==, 2);
  g_assert_cmpint (amb_json_node_get_member_int (schema, "max", 0), ==, 3);
  g_autoptr (Response) plain =
      http_send (&http, "GET", "/v1/ambassadors", http.manager, NULL, NULL, "X-Schema: 1");
  g_assert_cmpuint (plain->status, ==, 200); /* an integration reads what there is */
  http_close (&http);
  test_levels_use (TEST_LEVEL_OWN);
}

static long
read_resident_kib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmRSS:");
  return strtol (line + strlen ("VmRSS:"), NULL, 10);
}

/* The answer comes while the client still sends, and nothing of the body is kept. */
static void
test_a_body_without_end_is_answered_and_cut_off (void)
{
  static const char *const heads[] = { "Transfer-Encoding: chunked", "Content-Length: 3000000000",
                                       "Transfer-Encoding: chunked\r\nExpect: 100-continue",
                                       "Content-Length: 3000000000\r\nExpect: 100-continue" };
  Http http;

  http_open (&http);
  g_autofree char *xs = g_strnfill (0x8000, 'x');
  g_autofree char *chunk = g_strdup_printf ("8000\r\n%s\r\n", xs);
  long before = read_resident_kib ();
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *sent =
          g_strdup_printf ("POST /v1/push HTTP/1.1\r\nHost: x\r\nAuthorization: "
                           "Bearer %s\r\nContent-Type: %s\r\n%s\r\n\r\n",
                           http.manager, AMB_FRAME_TYPE, heads[i]);
      g_autofree char *answer =
          http_exchange (&http, sent, g_str_has_prefix (heads[i], "C") ? xs : chunk);

      g_test_message ("%s: %.200s", heads[i], answer);
      g_assert_nonnull (strstr (answer, "HTTP/1.1 413 "));
      g_assert_nonnull (strstr (answer, "Connection: close\r\n"));
      g_assert_nonnull (strstr (answer, "\"code\":\"too-large\""));
    }
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

/* Where a body ends decides what the next request is: whoever is in doubt closes. */
static void
test_a_body_of_two_lengths_is_refused (void)
{
  static const char *const lengths[] = {
    "Content-Length: 5\r\nContent-Length: 7",
    "Content-Length: 7\r\nContent-Length: 5",
    "Content-Length: 5\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 5",
    "Content-Length: +5",
  };
  Http http;

  http_open (&http);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *sent = g_strdup_printf (
          "POST /v1/nodes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: "
          "application/json\r\n%s\r\n\r\n0\r\n\r\nGET /v1/meta HTTP/1.1\r\nHost: x\r\n\r\n",
          http.manager, lengths[i]);
      g_autofree char *answer = http_exchange (&http, sent, NULL);

      g_test_message ("%s: %.100s", lengths[i], answer);
      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 400 "));
      g_assert_null (strstr (answer + 1, "HTTP/1.1 "));
    }
  http_close (&http);
}

/* Only the headers are sent: the answer doesn't wait for the body. */
static void
test_who_is_not_signed_in_is_refused_before_the_body (void)
{
  static const struct
  {
    const char *path, *token, *length, *status;
  } cases[] = {
    { "/v1/push", "", "Content-Length: 1000000", "401" },
    { "/v1/push", "Authorization: Bearer wrong\r\n", "Content-Length: 1000000", "401" },
    { "/v1/push", "", "Transfer-Encoding: chunked", "401" },
    { "/v1/nowhere", "", "Content-Length: 1000000", "404" },
    { "/v1/changes", "", "Content-Length: 1000000", "405" },
  };
  Http http;

  http_open (&http);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sent =
          g_strdup_printf ("POST %s HTTP/1.1\r\nHost: x\r\n%sContent-Type: %s"
                           "\r\n%s\r\n\r\n",
                           cases[i].path, cases[i].token, AMB_FRAME_TYPE, cases[i].length);
      g_autofree char *answer = http_exchange (&http, sent, NULL);

      g_test_message ("%s %s: %.100s", cases[i].path, cases[i].token, answer);
      g_assert_true (g_str_has_prefix (answer + strlen ("HTTP/1.1 "), cases[i].status));
      g_assert_nonnull (strstr (answer, "\"code\":"));
    }
  g_autofree char *body = g_strnfill (1000000, 'x');
  g_autoptr (Response) read =
      http_send (&http, "POST", "/v1/push", http.manager, AMB_FRAME_TYPE, body, NULL);
  assert_problem (read, 400, "bad-frame");
  http_close (&http);
}

/* libsoup leaves a connection open for good that its client closes between two requests. */
static void
test_connections_that_come_and_go_leave_no_file_open (void)
{
  static const char *const sent[] = {
    "GET /v1/meta HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /v1/meta HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n",
    "GET /v1/meta HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n",
    "GET /v1/meta HTTP/1.1\r\nHost: x\r\n\r\nGET /v1/meta HTTP/1.1\r\nHost: x\r\n\r\n",
    "HEAD /v1/meta HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /v1/changes HTTP/1.1\r\nHost: x\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab",
    "GET /v1/a%2f..%2fb HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /v1/%00 HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET nowhere\r\n\r\n",
    "POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n",
    "POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n",
    "POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\nx",
  };
  Http http;
  guint before = 0;

  http_open (&http);
  for (guint round = 0; round <= 20; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (sent); i++)
        {
          g_autofree char *answer = http_exchange (&http, sent[i], NULL);

          g_assert_true (g_str_has_prefix (answer, "HTTP/1."));
          g_assert_true (strstr (answer, "Connection: close\r\n") != NULL ||
                         strstr (answer, " 400 ") != NULL);
        }
      g_autoptr (Response) response = http_get (&http, "/v1/meta", NULL);
      g_assert_cmpuint (response->status, ==, 200);
      if (round == 0)
        before = http_count_files ();
    }
  http_settle ();
  g_assert_cmpuint (http_count_files (), <, before + 20);
  http_close (&http);
}

/* What waits in the background finds the core still there. */
static void
test_stops_right_after_it_started (void)
{
  g_autoptr (AmbClock) clock = amb_clock_new_system ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("ambassade-server-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, AMB_HTTP_DATABASE, NULL);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (AmbHttpServer) server = amb_http_server_new (folder, clock, &error);

      g_assert_no_error (error);
      g_assert_null (amb_http_server_listen (server, "nonsense", FALSE, NULL));
      amb_http_server_stop (server);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_a_head_is_like_a_get_without_the_body (void)
{
  Http http;

  http_open (&http);
  g_autofree char *got = http_exchange (&http, "GET /v1/nodes HTTP/1.1\r\nHost: x\r\n\r\n", NULL);
  g_autofree char *head = http_exchange (&http, "HEAD /v1/nodes HTTP/1.1\r\nHost: x\r\n\r\n", NULL);
  g_assert_true (g_str_has_prefix (head, "HTTP/1.1 401 "));
  g_assert_true (g_str_has_suffix (head, "\r\n\r\n"));
  g_assert_nonnull (strstr (head, "Content-Type: application/problem+json"));
  g_assert_false (g_str_has_suffix (got, "\r\n\r\n"));

  g_autoptr (Response) get = http_get (&http, "/v1/nodes", http.manager);
  g_autoptr (Response) like =
      http_send (&http, "HEAD", "/v1/nodes", http.manager, NULL, NULL, NULL);
  g_assert_cmpuint (like->status, ==, 200);
  g_assert_cmpstr (like->text, ==, "");
  g_assert_cmpint (soup_message_headers_get_content_length (like->headers), ==,
                   soup_message_headers_get_content_length (get->headers));
  g_autoptr (Response) wrong =
      http_send (&http, "DELETE", "/v1/nodes", http.manager, NULL, NULL, NULL);
  g_assert_cmpstr (soup_message_headers_get_one (wrong->headers, "Allow"), ==, "GET, HEAD, POST");
  http_close (&http);
}

/* Whatever bytes a request has, what tells of them is JSON. */
static void
test_every_problem_is_valid_utf8 (void)
{
  static const char *const lines[] = {
    "GET /v1/ambassadors/%ff%fe",
    "GET /v1/%ff",
    "G\xff\xfe /v1/meta",
    "GET /\xff\xfe",
    "GET /v1/ambassadors?search=%ff",
    "GET /v1/ambassadors?%ff=1",
    "GET /v1/ambassadors?x=%zz",
  };
  Http http;

  http_open (&http);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *sent =
          g_strdup_printf ("%s HTTP/1.1\r\nHost: x\r\nX-Request-Id: \xff\r\nAuthorization: Bearer "
                           "%s\r\n\r\n",
                           lines[i], http.manager);
      g_autofree char *answer = http_exchange (&http, sent, NULL);
      const char *body = strstr (answer, "\r\n\r\n");

      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 4"));
      g_assert_nonnull (body);
      g_assert_true (g_utf8_validate (answer, -1, NULL));
      if (body[4] != '\0')
        {
          g_autoptr (AmbJson) json = amb_json_parse (body + 4, strlen (body + 4), NULL);
          g_assert_nonnull (json);
        }
    }
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
  http_settle ();
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
  http_settle ();
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
  assert_problem (refused, 403, "device-revoked");
  g_autoptr (Response) again =
      http_send (&http, "POST", "/v1/devices", http.manager, "application/json", body, NULL);
  assert_problem (again, 403, "device-revoked");
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

static void
assert_not_listening (Http *http, const char *path, int code, const char *says)
{
  g_autofree char *address = g_strconcat ("unix:", path, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (amb_http_server_listen (http->server, address, FALSE, &error));
  g_assert_error (error, AMB_ERROR, code);
  g_assert_nonnull (strstr (error->message, says));
}

/* A path is taken over from a server that was killed, and from nothing else. */
static void
test_a_socket_is_taken_only_from_the_dead (void)
{
  Http http;

  http_open (&http);
  g_autofree char *path = g_build_filename (http.folder, "other.sock", NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketListener) other = g_socket_listener_new ();
  g_autoptr (GError) error = NULL;
  g_socket_listener_add_address (other, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT,
                                 NULL, NULL, &error);
  g_assert_no_error (error);
  assert_not_listening (&http, path, AMB_ERROR_BUSY, "Another program listens");
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) still =
      g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &error);
  g_assert_no_error (error);

  g_socket_listener_close (other); /* as a killed server: the path stays */
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_autofree char *dead = g_strconcat ("unix:", path, NULL);
  g_autofree char *shown = amb_http_server_listen (http.server, dead, FALSE, &error);
  g_assert_no_error (error);

  g_autofree char *file = g_build_filename (http.folder, "notes.txt", NULL);
  g_assert_true (g_file_set_contents (file, "dear", -1, NULL));
  assert_not_listening (&http, file, AMB_ERROR_USAGE, "is no socket");
  g_autofree char *kept = NULL;
  g_assert_true (g_file_get_contents (file, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "dear");
  assert_not_listening (&http, http.folder, AMB_ERROR_USAGE, "is no socket");
  assert_not_listening (&http, "", AMB_ERROR_USAGE, "unix:PATH");
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
  http_settle ();
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

/* Answers of more than sockets hold, for somebody who never reads: stopping gives them up. */
static void
test_stopping_waits_no_longer_for_who_does_not_read (void)
{
  g_autofree char *notes = g_strnfill (250 * 1024, 'n');
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *ask = NULL;
  Http http;

  http_open (&http);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *body =
          g_strdup_printf ("{\"display-name\":\"P%u\",\"notes\":\"%s\"}", i, notes);
      g_autoptr (Response) made = http_send (&http, "POST", "/v1/ambassadors", http.manager,
                                             "application/json", body, NULL);

      g_assert_cmpuint (made->status, ==, 201);
    }
  connection =
      g_socket_client_connect_to_host (client, http.address + strlen ("http://"), 0, NULL, &error);
  g_assert_no_error (error);
  ask = g_strdup_printf ("GET /v1/ambassadors?limit=1000 HTTP/1.1\r\nHost: x\r\n"
                         "Authorization: Bearer %s\r\n\r\n",
                         http.manager);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), ask,
                             strlen (ask), NULL, NULL, &error);
  g_assert_no_error (error);
  while (g_socket_get_available_bytes (g_socket_connection_get_socket (connection)) == 0)
    g_main_context_iteration (NULL, FALSE);
  http_close (&http);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/server/http-server/" name, func)
  ADD ("says-who-it-is-to-anybody", test_says_who_it_is_to_anybody);
  ADD ("refuses-what-it-should", test_refuses_what_it_should);
  ADD ("serves-this-schema-and-the-one-before", test_serves_this_schema_and_the_one_before);
  ADD ("says-which-schemas-it-serves", test_says_which_schemas_it_serves);
  ADD ("a-body-without-end-is-answered-and-cut-off",
       test_a_body_without_end_is_answered_and_cut_off);
  ADD ("a-body-that-says-that-it-is-huge-is-refused",
       test_a_body_that_says_that_it_is_huge_is_refused);
  ADD ("a-body-of-two-lengths-is-refused", test_a_body_of_two_lengths_is_refused);
  ADD ("who-is-not-signed-in-is-refused-before-the-body",
       test_who_is_not_signed_in_is_refused_before_the_body);
  ADD ("connections-that-come-and-go-leave-no-file-open",
       test_connections_that_come_and_go_leave_no_file_open);
  ADD ("stops-right-after-it-started", test_stops_right_after_it_started);
  ADD ("a-head-is-like-a-get-without-the-body", test_a_head_is_like_a_get_without_the_body);
  ADD ("every-problem-is-valid-utf8", test_every_problem_is_valid_utf8);
  ADD ("a-socket-is-taken-only-from-the-dead", test_a_socket_is_taken_only_from_the_dead);
  ADD ("pulls-in-pages-and-repeats-the-request-id", test_pulls_in_pages_and_repeats_the_request_id);
  ADD ("pages-are-compressed-for-who-accepts-it", test_pages_are_compressed_for_who_accepts_it);
  ADD ("a-long-poll-brings-news-when-there-are-some",
       test_a_long_poll_brings_news_when_there_are_some);
  ADD ("stopping-answers-those-who-wait", test_stopping_answers_those_who_wait);
  ADD ("stopping-waits-no-longer-for-who-does-not-read",
       test_stopping_waits_no_longer_for_who_does_not_read);
  ADD ("a-device-registers-pushes-and-is-revoked", test_a_device_registers_pushes_and_is_revoked);
  ADD ("other-machines-are-refused-without-a-proxy",
       test_other_machines_are_refused_without_a_proxy);
  ADD ("survives-what-is-no-http", test_survives_what_is_no_http);
  ADD ("a-waiting-client-may-hang-up", test_a_waiting_client_may_hang_up);
  return g_test_run ();
}
