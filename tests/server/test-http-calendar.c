/* Calendars that programs subscribe to: what they show, to whom, and until when. */
#include "http-fixture.h"

#include <string.h>

#define JSON "application/json"
#define NOW  G_GINT64_CONSTANT (1795435200000) /* 2026-11-23T12:00Z */
#define DAY  (G_GINT64_CONSTANT (24) * 3600 * 1000)

/* What a calendar says of an item. */
typedef struct
{
  guint n; /* events */
  gint64 sequence;
  char *status, *start, *uid, *summary; /* nullable: of the first */
} Told;

static void
told_clear (Told *self)
{
  g_free (self->status);
  g_free (self->start);
  g_free (self->uid);
  g_free (self->summary);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Told, told_clear)

static void
assert_status (Response *response, guint status)
{
  if (response->status != status)
    g_error ("%u instead of %u: %s", response->status, status, response->text);
}

static const char *
get_header (Response *response, const char *name)
{
  return soup_message_headers_get_one (response->headers, name);
}

/* (transfer full): the path of the calendar */
static char *
make (Http *http, const char *token, const char *view, const char *query)
{
  g_autoptr (GString) body = g_string_new ("{\"name\":\"Posts\"");
  g_autoptr (Response) made = NULL;

  if (view != NULL)
    g_string_append_printf (body, ",\"view\":\"%s\"", view);
  if (query != NULL)
    {
      g_string_append (body, ",\"query\":");
      amb_json_append_string (body, query);
    }
  g_string_append_c (body, '}');
  made = http_send (http, "POST", "/v1/calendars", token, JSON, body->str, NULL);
  assert_status (made, 201);
  return g_strdup (response_get (made, "path"));
}

static char *
dup_line (const char *text, const char *name)
{
  const char *event = strstr (text, "BEGIN:VEVENT");
  g_autofree char *begin = g_strconcat ("\r\n", name, NULL);
  const char *line = event != NULL ? strstr (event, begin) : NULL;

  return line != NULL
             ? g_strndup (line + strlen (begin), strcspn (line + 2, "\r") + 2 - strlen (begin))
             : NULL;
}

static guint
count (const char *text, const char *word)
{
  g_auto (GStrv) parts = g_strsplit (text, word, -1);

  return g_strv_length (parts) - 1;
}

static Told
ask (Http *http, const char *path)
{
  g_autoptr (Response) response = http_get (http, path, NULL);
  g_autofree char *sequence = NULL;
  Told told = { 0 };

  assert_status (response, 200);
  g_assert_cmpstr (get_header (response, "Content-Type"), ==, "text/calendar; charset=utf-8");
  told.n = count (response->text, "BEGIN:VEVENT");
  told.status = dup_line (response->text, "STATUS:");
  told.start = dup_line (response->text, "DTSTART;TZID=Europe/Paris:");
  told.uid = dup_line (response->text, "UID:");
  told.summary = dup_line (response->text, "SUMMARY:");
  sequence = dup_line (response->text, "SEQUENCE:");
  told.sequence = sequence != NULL ? g_ascii_strtoll (sequence, NULL, 10) : -1;
  return told;
}

static void
patch (Http *http, const char *collection, const char *id, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/v1/%s/%s", collection, id);
  g_autoptr (Response) response = http_send (http, "PATCH", path, http->manager,
                                             "application/merge-patch+json", body, "If-Match: *");

  assert_status (response, 200);
}

static char *
add_item (Http *http, const char *node)
{
  return http_add_record (
      http, "content_items",
      "{\"title\":\"Portrait\",\"publish-on\":\"2026-12-01T09:00[Europe/Paris]\","
      "\"department-id\":\"%s\",\"tags\":[\"jobs\"]}",
      node);
}

static void
assert_grows (gint64 *last, const Told *told)
{
  g_assert_cmpint (told->sequence, >, *last);
  *last = told->sequence;
}

static void
test_life (void)
{
  Http http;
  gint64 last = -1;

  http_open_at (&http, amb_clock_new_manual (NOW, 0));
  g_autofree char *id = add_item (&http, http.paris);
  g_autofree char *path = make (&http, http.manager, NULL,
                                "{\"where\":[{\"field\":\"tags\","
                                "\"match\":\"contains\",\"values\":["
                                "\"jobs\"]}]}");
  g_autofree char *uid = g_strconcat (id, "@ambassade", NULL);

  g_auto (Told) first = ask (&http, path);
  g_assert_cmpuint (first.n, ==, 1);
  g_assert_cmpstr (first.uid, ==, uid);
  g_assert_cmpstr (first.start, ==, "20261201T090000");
  g_assert_cmpstr (first.status, ==, "TENTATIVE");
  assert_grows (&last, &first);

  patch (&http, "content_items", id, "{\"publish-on\":\"2026-12-02T10:30[Europe/Paris]\"}");
  g_auto (Told) moved = ask (&http, path);
  g_assert_cmpstr (moved.start, ==, "20261202T103000");
  assert_grows (&last, &moved);

  /* Out of the view, which is a cancellation to whoever looks at it. */
  patch (&http, "content_items", id, "{\"tags\":[\"other\"]}");
  g_auto (Told) gone = ask (&http, path);
  g_assert_cmpuint (gone.n, ==, 1);
  g_assert_cmpstr (gone.status, ==, "CANCELLED");
  g_assert_cmpstr (gone.start, ==, "20261202T103000");
  g_assert_cmpstr (gone.summary, ==, "Portrait");
  assert_grows (&last, &gone);

  patch (&http, "content_items", id, "{\"tags\":[\"jobs\"]}");
  g_auto (Told) back = ask (&http, path);
  g_assert_cmpstr (back.status, ==, "TENTATIVE");
  assert_grows (&last, &back);
  patch (&http, "content_items", id, "{\"publish-on\":\"2026-12-03T10:30[Europe/Paris]\"}");
  g_auto (Told) again = ask (&http, path);
  assert_grows (&last, &again);

  g_autofree char *address = g_strconcat ("/v1/content_items/", id, NULL);
  g_autoptr (Response) deleted =
      http_send (&http, "DELETE", address, http.manager, NULL, NULL, "If-Match: *");
  assert_status (deleted, 204);
  g_auto (Told) removed = ask (&http, path);
  g_assert_cmpstr (removed.status, ==, "CANCELLED");
  g_assert_cmpstr (removed.uid, ==, uid);
  assert_grows (&last, &removed);
  amb_clock_advance (http.clock, 29 * DAY);
  g_auto (Told) kept = ask (&http, path);
  g_assert_cmpstr (kept.status, ==, "CANCELLED");
  g_assert_cmpint (kept.sequence, ==, last);
  amb_clock_advance (http.clock, DAY);
  g_auto (Told) over = ask (&http, path);
  g_assert_cmpuint (over.n, ==, 0);
  http_close (&http);
}

/* By whoever made it, and by what they may see at the moment of each request. */
static void
test_access (void)
{
  Http http;

  http_open_at (&http, amb_clock_new_manual (NOW, 0));
  g_autofree char *paris = add_item (&http, http.paris);
  g_autofree char *tokyo = add_item (&http, http.tokyo);
  g_autofree char *all = make (&http, http.manager, NULL, NULL);
  g_autofree char *led = make (&http, http.lead, NULL, NULL);
  g_autofree char *uid = g_strconcat (paris, "@ambassade", NULL);

  g_auto (Told) everything = ask (&http, all);
  g_assert_cmpuint (everything.n, ==, 2);
  g_auto (Told) own = ask (&http, led);
  g_assert_cmpuint (own.n, ==, 1);
  g_assert_cmpstr (own.uid, ==, uid);

  /* Into another's node: the lead is told that it is off, and no longer what it is called. */
  g_autofree char *body =
      g_strdup_printf ("{\"department-id\":\"%s\",\"title\":\"Secret\"}", http.tokyo);
  patch (&http, "content_items", paris, body);
  g_auto (Told) lost = ask (&http, led);
  g_assert_cmpstr (lost.uid, ==, uid);
  g_assert_cmpstr (lost.status, ==, "CANCELLED");
  g_assert_cmpstr (lost.summary, ==, "Content item");

  g_autoptr (Response) sponsor =
      http_send (&http, "POST", "/v1/calendars", http.sponsor, JSON, "{\"name\":\"Posts\"}", NULL);
  assert_status (sponsor, 403);
  g_autoptr (Response) nobody =
      http_send (&http, "POST", "/v1/calendars", NULL, JSON, "{\"name\":\"Posts\"}", NULL);
  assert_status (nobody, 401);
  http_close (&http);
}

static void
test_view (void)
{
  Http http;

  http_open_at (&http, amb_clock_new_manual (NOW, 0));
  g_autofree char *id = add_item (&http, http.paris);
  g_autofree char *view = http_add_record (
      &http, "named_views",
      "{\"title\":\"Jobs\",\"entity\":\"content-item\",\"visibility\":\"shared\",\"query\":"
      "\"{\\\"where\\\":[{\\\"field\\\":\\\"tags\\\",\\\"match\\\":\\\"contains\\\","
      "\\\"values\\\":[\\\"jobs\\\"]}]}\"}");
  g_autofree char *people =
      http_add_record (&http, "named_views",
                       "{\"title\":\"P\",\"entity\":\"ambassador\",\"visibility\":\"shared\"}");
  g_autofree char *path = make (&http, http.lead, view, NULL);
  g_autofree char *body = g_strdup_printf ("{\"name\":\"x\",\"view\":\"%s\"}", people);
  g_autoptr (Response) wrong =
      http_send (&http, "POST", "/v1/calendars", http.lead, JSON, body, NULL);
  g_autoptr (Response) damaged = http_send (
      &http, "POST", "/v1/calendars", http.lead, JSON,
      "{\"name\":\"x\",\"query\":\"{\\\"where\\\":[{\\\"field\\\":\\\"none\\\"}]}\"}", NULL);

  assert_status (wrong, 422);
  assert_status (damaged, 422);
  g_auto (Told) shown = ask (&http, path);
  g_assert_cmpstr (shown.status, ==, "TENTATIVE");
  /* Private from now on, and another's: it shows nothing, rather than everything. */
  patch (&http, "named_views", view, "{\"visibility\":\"private\"}");
  g_auto (Told) hidden = ask (&http, path);
  g_assert_cmpuint (hidden.n, ==, 1);
  g_assert_cmpstr (hidden.status, ==, "CANCELLED");
  http_close (&http);
}

static void
test_conditions (void)
{
  Http http;

  http_open_at (&http, amb_clock_new_manual (NOW, 0));
  g_autofree char *id = add_item (&http, http.paris);
  g_autofree char *path = make (&http, http.manager, NULL, NULL);
  g_autoptr (Response) first = http_get (&http, path, NULL);
  g_autofree char *tag = g_strconcat ("If-None-Match: ", get_header (first, "ETag"), NULL);
  g_autofree char *since =
      g_strconcat ("If-Modified-Since: ", get_header (first, "Last-Modified"), NULL);

  amb_clock_advance (http.clock, 3 * 3600 * 1000);
  g_autoptr (Response) same = http_send (&http, "GET", path, NULL, NULL, NULL, tag);
  g_autoptr (Response) same_since = http_send (&http, "GET", path, NULL, NULL, NULL, since);
  assert_status (same, 304);
  assert_status (same_since, 304);
  g_assert_cmpstr (get_header (same, "ETag"), ==, get_header (first, "ETag"));
  g_assert_cmpstr (get_header (same, "Last-Modified"), ==, get_header (first, "Last-Modified"));
  g_assert_cmpuint (same->text != NULL ? strlen (same->text) : 0, ==, 0);

  patch (&http, "content_items", id, "{\"title\":\"Other\"}");
  g_autoptr (Response) other = http_send (&http, "GET", path, NULL, NULL, NULL, tag);
  g_autoptr (Response) other_since = http_send (&http, "GET", path, NULL, NULL, NULL, since);
  assert_status (other, 200);
  assert_status (other_since, 200);
  g_assert_nonnull (strstr (other->text, "SUMMARY:Other"));
  g_autoptr (Response) broken =
      http_send (&http, "GET", path, NULL, NULL, NULL, "If-None-Match: x");
  assert_status (broken, 400);
  http_close (&http);
}

static gboolean
contains (const char *bytes, gsize size, const char *word)
{
  gsize length = strlen (word);

  for (gsize i = 0; i + length <= size; i++)
    if (memcmp (bytes + i, word, length) == 0)
      return TRUE;
  return FALSE;
}

/* The address is the secret: it stands nowhere in the file, and nothing near it opens. */
static void
test_token (void)
{
  Http http;

  http_open_at (&http, amb_clock_new_manual (NOW, 0));
  g_autofree char *path = make (&http, http.lead, NULL, NULL);
  g_autofree char *token = g_strndup (path + strlen ("/calendar/"), 64);
  g_autofree char *near = g_strdup (path);
  g_autofree char *bare = g_strconcat ("/calendar/", token, NULL);
  const char *const wrong[] = { near, bare, "/calendar/.ics", "/calendar/x.ics" };

  g_assert_cmpuint (strlen (path), ==, strlen ("/calendar/.ics") + 64);
  near[strlen ("/calendar/") + 63] = token[63] == '0' ? '1' : '0';
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (Response) response = http_get (&http, wrong[i], NULL);

      assert_status (response, 404);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *file =
          g_build_filename (http.folder, i == 0 ? "ambassade.db" : "ambassade.db-wal", NULL);
      g_autofree char *bytes = NULL;
      gsize size;

      if (g_file_get_contents (file, &bytes, &size, NULL))
        g_assert_false (contains (bytes, size, token));
    }
  g_autoptr (Response) head = http_send (&http, "HEAD", path, NULL, NULL, NULL, NULL);
  assert_status (head, 200);
  http_close (&http);
}

static void
test_revoke (void)
{
  Http http;

  http_open_at (&http, amb_clock_new_manual (NOW, 0));
  g_autofree char *mine = make (&http, http.manager, NULL, NULL);
  g_autofree char *theirs = make (&http, http.lead, NULL, NULL);
  g_autoptr (Response) listed = http_get (&http, "/v1/calendars", http.lead);
  g_autoptr (Response) all = http_get (&http, "/v1/calendars", http.manager);
  g_autoptr (Response) foreign =
      http_send (&http, "DELETE", "/v1/calendars/1", http.lead, NULL, NULL, NULL);
  g_autoptr (Response) nonsense =
      http_send (&http, "DELETE", "/v1/calendars/x", http.lead, NULL, NULL, NULL);

  g_assert_cmpuint (count (listed->text, "\"own\":true"), ==, 1);
  g_assert_cmpuint (count (listed->text, "\"own\":false"), ==, 0);
  g_assert_cmpuint (count (all->text, "\"own\":"), ==, 2);
  g_assert_null (strstr (all->text, "calendar/"));
  assert_status (foreign, 404);
  assert_status (nonsense, 404);
  g_autoptr (Response) by_manager =
      http_send (&http, "DELETE", "/v1/calendars/2", http.manager, NULL, NULL, NULL);
  assert_status (by_manager, 204);
  g_autoptr (Response) gone = http_get (&http, theirs, NULL);
  g_autoptr (Response) other = http_get (&http, mine, NULL);
  assert_status (gone, 404);
  assert_status (other, 200);
  g_autoptr (Response) twice =
      http_send (&http, "DELETE", "/v1/calendars/2", http.manager, NULL, NULL, NULL);
  assert_status (twice, 404);
  http_close (&http);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/http-calendar/an-item-is-followed-through-its-life", test_life);
  g_test_add_func ("/server/http-calendar/its-owners-access-holds-at-every-request", test_access);
  g_test_add_func ("/server/http-calendar/a-view-that-is-hidden-shows-nothing", test_view);
  g_test_add_func ("/server/http-calendar/what-one-has-is-not-sent-again", test_conditions);
  g_test_add_func ("/server/http-calendar/the-address-is-the-secret", test_token);
  g_test_add_func ("/server/http-calendar/who-made-it-and-managers-revoke-it", test_revoke);
  return g_test_run ();
}
