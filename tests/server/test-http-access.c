/* What a lead and an ambassador may read and write, over plain HTTP. */
#include "http-fixture.h"

#include <string.h>

#define JSON "application/json"

/* One request as @token; FALSE and a message when it is answered otherwise. */
static gboolean
is_answered (Http *http,
             const char *token,
             const char *method,
             const char *path,
             const char *body,
             guint status)
{
  const char *type = g_str_equal (method, "PATCH") ? "application/merge-patch+json" : JSON;
  const char *match = g_str_equal (method, "POST") ? NULL : "If-Match: *";
  g_autoptr (Response) response =
      http_send (http, method, path, token, body != NULL ? type : NULL, body, match);

  if (response->status != status)
    g_test_message ("%s %s %s: %u instead of %u: %s", method, path, body != NULL ? body : "",
                    response->status, status, response->text);
  return response->status == status;
}

static gboolean
reads (Http *http, const char *token, const char *collection, const char *id)
{
  g_autofree char *path = g_strdup_printf ("/v1/%s/%s", collection, id);
  g_autofree char *all = g_strdup_printf ("/v1/%s?limit=500", collection);
  g_autoptr (Response) one = http_get (http, path, token);
  g_autoptr (Response) list = http_get (http, all, token);

  g_assert_true (one->status == 200 || one->status == 404);
  g_assert_cmpuint (list->status, ==, 200);
  g_assert_cmpint (strstr (list->text, id) != NULL, ==, one->status == 200);
  return one->status == 200;
}

/* The whole feed from the beginning: what a desktop's file is made of. */
static char *
dup_feed (Http *http, const char *token)
{
  GString *all = g_string_new (NULL);
  g_autofree char *cursor = g_strdup ("");
  gboolean more = TRUE;

  while (more)
    {
      g_autofree char *path =
          g_strdup_printf ("/v1/changes?limit=500%s%s", *cursor != '\0' ? "&cursor=" : "", cursor);
      g_autoptr (Response) page = http_get (http, path, token);
      g_auto (GStrv) lines = g_strsplit (page->text, "\n", -1);
      g_autoptr (AmbJson) end = NULL;
      guint n = g_strv_length (lines);

      g_assert_cmpuint (page->status, ==, 200);
      g_string_append (all, page->text);
      end = amb_json_parse (lines[n - 2], strlen (lines[n - 2]), NULL);
      g_free (cursor);
      cursor = g_strdup (amb_json_node_get_member_string (amb_json_get_root (end), "cursor"));
      more = strstr (lines[n - 2], "\"more\":true") != NULL;
    }
  return g_string_free (all, FALSE);
}

/* What a digest tells at each of its depths, in one text. */
static char *
dup_digest (Http *http, const char *token, const char *const *scopes)
{
  GString *all = g_string_new (NULL);
  g_autoptr (Response) sums = http_get (http, "/v1/digest", token);

  g_assert_cmpuint (sums->status, ==, 200);
  g_string_append (all, sums->text);
  for (; *scopes != NULL; scopes++)
    {
      g_autofree char *path = g_strconcat ("/v1/digest?scope=", *scopes, NULL);
      g_autoptr (Response) buckets = http_get (http, path, token);

      g_assert_cmpuint (buckets->status, ==, 200);
      g_string_append (all, buckets->text);
      for (guint bucket = 0; bucket < 256; bucket++)
        {
          g_autofree char *deep =
              g_strdup_printf ("%s&entity=ambassador&prefix=%02x", path, bucket);
          g_autoptr (Response) rows = http_get (http, deep, token);

          g_assert_cmpuint (rows->status, ==, 200);
          g_string_append (all, rows->text);
        }
    }
  return g_string_free (all, FALSE);
}

/* A digest is of the asker's own scopes: neither a value nor an id of others' comes out of it, and
 * for a scope of others the answer is the same as for one that never was. */
static void
test_a_digest_tells_of_own_scopes_only (void)
{
  Http http;

  http_open (&http);
  g_autofree char *own = g_strconcat ("node:", http.paris, NULL);
  g_autofree char *others = g_strconcat ("/v1/digest?scope=node:", http.tokyo, NULL);
  const char *const scopes[] = { own, "org", NULL };
  g_autofree char *told = dup_digest (&http, http.lead, scopes);
  g_autoptr (Response) refused = http_get (&http, others, http.lead);
  g_autoptr (Response) unknown =
      http_get (&http, "/v1/digest?scope=node:01900000-0000-7000-8000-00000000ffff", http.lead);

  g_assert_nonnull (strstr (told, http.ada));
  g_assert_null (strstr (told, http.chie));
  g_assert_null (strstr (told, http.tokyo));
  g_assert_null (strstr (told, "\"s\":\"all\""));
  g_assert_null (strstr (told, "Ada"));
  g_assert_cmpuint (refused->status, ==, 404);
  g_assert_cmpuint (unknown->status, ==, 404);
  g_assert_cmpstr (response_get (refused, "code"), ==, response_get (unknown, "code"));
  g_assert_cmpstr (response_get (refused, "title"), ==, response_get (unknown, "title"));
  g_assert_cmpuint (strlen (response_get (refused, "detail")), ==,
                    strlen (response_get (unknown, "detail")));
  http_close (&http);
}

/* A person's department has a lead too, who trains them. */
static void
test_a_department_holds_a_person_with_their_training (void)
{
  Http http;

  http_open (&http);
  g_autofree char *legal =
      http_add_record (&http, "nodes", "{\"name\":\"Legal\",\"kind\":\"department\"}");
  g_autofree char *lead = http_add_token (&http, "Lead of Legal", AMB_ACCESS_LEAD, legal, NULL);
  g_autofree char *zoe = http_add_record (
      &http, "ambassadors",
      "{\"display-name\":\"Zoë\",\"node-id\":\"%s\",\"department-id\":\"%s\"}", http.tokyo, legal);
  g_autofree char *track = http_add_record (&http, "tracks", "{\"name\":\"Basics\"}");
  g_autofree char *module =
      http_add_record (&http, "modules", "{\"title\":\"One\",\"track-id\":\"%s\"}", track);
  g_autofree char *enrolment = http_add_record (
      &http, "enrolments", "{\"ambassador-id\":\"%s\",\"track-id\":\"%s\"}", zoe, track);
  g_autofree char *result =
      http_add_record (&http, "module_results",
                       "{\"ambassador-id\":\"%s\",\"enrolment-id\":\"%s\",\"module-id\":\"%s\","
                       "\"done-on\":\"2026-11-20\"}",
                       zoe, enrolment, module);
  g_autofree char *certificate =
      http_add_record (&http, "certificates",
                       "{\"ambassador-id\":\"%s\",\"track-id\":\"%s\",\"issued-on\":\"2026-11-20\","
                       "\"code\":\"C-1\"}",
                       zoe, track);
  g_autofree char *path = g_strconcat ("/v1/ambassadors/", zoe, NULL);
  const struct
  {
    const char *collection, *id;
  } rows[] = { { "ambassadors", zoe },
               { "enrolments", enrolment },
               { "module_results", result },
               { "certificates", certificate } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].collection);
      g_assert_true (reads (&http, lead, rows[i].collection, rows[i].id));
      g_assert_false (reads (&http, http.lead, rows[i].collection, rows[i].id));
      g_assert_false (reads (&http, http.ambassador, rows[i].collection, rows[i].id));
    }
  g_autofree char *theirs = dup_feed (&http, lead);
  g_autofree char *others = dup_feed (&http, http.lead);
  g_assert_nonnull (strstr (theirs, result));
  g_assert_null (strstr (others, zoe));
  /* and follows them to another department, with what belongs to what belongs to them */
  g_autofree char *elsewhere = g_strdup_printf ("{\"department-id\":\"%s\"}", http.tokyo);
  g_assert_true (is_answered (&http, http.manager, "PATCH", path, elsewhere, 422));
  g_assert_true (is_answered (&http, http.manager, "PATCH", path, "{\"department-id\":null}", 200));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_false (reads (&http, lead, rows[i].collection, rows[i].id));
  g_autofree char *after = dup_feed (&http, lead);
  g_assert_null (strstr (after, "\"k\":\"put\",\"s\":\"node"));
  http_close (&http);
}

/* The department that made an item and the node that published it both see what came of it. */
static void
test_figures_go_to_who_made_and_who_published (void)
{
  gint64 now = 0;
  Http http;

  g_assert_true (amb_instant_parse ("2026-11-20T08:00:00.000Z", &now));
  http_open_at (&http, amb_clock_new_manual (now, 7));
  g_autofree char *legal =
      http_add_record (&http, "nodes", "{\"name\":\"Legal\",\"kind\":\"department\"}");
  g_autofree char *maker = http_add_token (&http, "Lead of Legal", AMB_ACCESS_LEAD, legal, NULL);
  g_autofree char *other =
      http_add_token (&http, "Lead of Tokyo", AMB_ACCESS_LEAD, http.tokyo, NULL);
  g_autofree char *item = http_add_approved (&http, legal);

  amb_clock_advance (http.clock, 2 * G_GINT64_CONSTANT (86400000));
  g_autofree char *publication =
      http_add_record (&http, "publications",
                       "{\"item-id\":\"%s\",\"kind\":\"personal\",\"node-id\":\"%s\","
                       "\"published-at\":\"2026-11-20T09:00:00.000Z\"}",
                       item, http.paris);
  g_autofree char *measurement = http_add_record (
      &http, "measurements",
      "{\"publication-id\":\"%s\",\"measured-on\":\"2026-11-21\",\"clicks\":1}", publication);
  const struct
  {
    const char *token;
    gboolean may;
  } cases[] = {
    { maker, TRUE }, { http.lead, TRUE }, { other, FALSE }, { http.ambassador, FALSE }
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (reads (&http, cases[i].token, "publications", publication), ==,
                       cases[i].may);
      g_assert_cmpint (reads (&http, cases[i].token, "measurements", measurement), ==,
                       cases[i].may);
    }
  http_close (&http);
}

/* Spaces. */

typedef struct
{
  Http http;
  char *bob, *eve;                    /* people */
  char *host, *backup, *guest, *none; /* tokens of ada, chie, bob and eve */
  char *studio, *den;                 /* a space on request, and a private one */
} Rooms;

static void
rooms_open (Rooms *self)
{
  Http *http = &self->http;

  http_open (http);
  self->bob = http_add_record (
      http, "ambassadors", "{\"display-name\":\"Bob\",\"state\":\"identified\",\"node-id\":\"%s\"}",
      http->tokyo);
  self->eve = http_add_record (http, "ambassadors", "{\"display-name\":\"Eve\",\"node-id\":\"%s\"}",
                               http->tokyo);
  self->host = g_strdup (http->ambassador);
  self->backup = http_add_token (http, "Chie", AMB_ACCESS_AMBASSADOR, NULL, http->chie);
  self->guest = http_add_token (http, "Bob", AMB_ACCESS_AMBASSADOR, NULL, self->bob);
  self->none = http_add_token (http, "Eve", AMB_ACCESS_AMBASSADOR, NULL, self->eve);
  self->studio = http_add_record (http, "spaces",
                                  "{\"name\":\"Studio\",\"host-id\":\"%s\",\"backup-id\":\"%s\"}",
                                  http->ada, http->chie);
  self->den = http_add_record (http, "spaces",
                               "{\"name\":\"Den\",\"visibility\":\"private\",\"host-id\":\"%s\"}",
                               http->ada);
}

static void
rooms_close (Rooms *self)
{
  g_free (self->bob);
  g_free (self->eve);
  g_free (self->host);
  g_free (self->backup);
  g_free (self->guest);
  g_free (self->none);
  g_free (self->studio);
  g_free (self->den);
  http_close (&self->http);
}

/* (transfer full): the id, NULL when it was refused with @status */
static char *
post (Rooms *self, const char *token, const char *collection, guint status, const char *format, ...)
{
  g_autofree char *path = g_strconcat ("/v1/", collection, NULL);
  g_autofree char *body = NULL;
  g_autoptr (Response) response = NULL;
  va_list args;

  va_start (args, format);
  body = g_strdup_vprintf (format, args);
  va_end (args);
  response = http_send (&self->http, "POST", path, token, JSON, body, NULL);
  if (response->status != status)
    g_error ("%s %s: %u instead of %u: %s", path, body, response->status, status, response->text);
  return status == 201 ? g_strdup (response_get (response, "id")) : NULL;
}

static gboolean
moves (Rooms *self,
       const char *token,
       const char *collection,
       const char *id,
       const char *to,
       guint status)
{
  g_autofree char *path = g_strdup_printf ("/v1/%s/%s/moves", collection, id);
  g_autofree char *body = g_strdup_printf ("{\"to\":\"%s\"}", to);

  return is_answered (&self->http, token, "POST", path, body, status);
}

static char *
ask (Rooms *self, const char *token, const char *person, const char *space)
{
  return post (self, token, "memberships", 201,
               "{\"space-id\":\"%s\",\"ambassador-id\":\"%s\",\"note\":\"May I?\"}", space, person);
}

static char *
say (Rooms *self, const char *token, const char *person, const char *thread, guint status)
{
  return post (self, token, "posts", status,
               "{\"thread-id\":\"%s\",\"space-id\":\"%s\",\"author-id\":\"%s\",\"posted-at\":"
               "\"2026-11-20T09:00:00.000Z\",\"body\":\"Secret of the studio\"}",
               thread, self->studio, person);
}

static char *
begin_thread (Rooms *self, const char *token, const char *person, guint status)
{
  return post (self, token, "threads", status,
               "{\"title\":\"A question\",\"space-id\":\"%s\",\"author-id\":\"%s\"}", self->studio,
               person);
}

/* Asked, let in by the host, reads and writes, leaves, and holds nothing any longer. */
static void
test_the_life_of_a_member (void)
{
  Rooms rooms;

  rooms_open (&rooms);
  g_autofree char *thread = begin_thread (&rooms, rooms.host, rooms.http.ada, 201);
  g_autofree char *first = say (&rooms, rooms.host, rooms.http.ada, thread, 201);
  g_autofree char *membership = ask (&rooms, rooms.guest, rooms.bob, rooms.studio);

  g_assert_false (reads (&rooms.http, rooms.guest, "threads", thread));
  g_assert_false (reads (&rooms.http, rooms.guest, "posts", first));
  g_assert_true (moves (&rooms, rooms.guest, "memberships", membership, "member", 409));
  g_assert_false (reads (&rooms.http, rooms.none, "memberships", membership));
  g_assert_true (moves (&rooms, rooms.none, "memberships", membership, "member", 404));
  g_assert_true (moves (&rooms, rooms.host, "memberships", membership, "member", 200));

  g_assert_true (reads (&rooms.http, rooms.guest, "threads", thread));
  g_assert_true (reads (&rooms.http, rooms.guest, "posts", first));
  g_autofree char *own = say (&rooms, rooms.guest, rooms.bob, thread, 201);
  g_assert_true (reads (&rooms.http, rooms.host, "posts", own));
  g_autofree char *held = dup_feed (&rooms.http, rooms.guest);
  g_assert_nonnull (strstr (held, first));

  g_assert_true (moves (&rooms, rooms.guest, "memberships", membership, "left", 200));
  g_assert_false (reads (&rooms.http, rooms.guest, "posts", first));
  g_assert_false (reads (&rooms.http, rooms.guest, "threads", thread));
  g_assert_true (reads (&rooms.http, rooms.guest, "posts", own));
  g_autofree char *after = dup_feed (&rooms.http, rooms.guest);
  g_assert_null (strstr (after, first));
  g_assert_null (say (&rooms, rooms.guest, rooms.bob, thread, 422)); /* not seen any longer */
  rooms_close (&rooms);
}

static gboolean
knows (Rooms *self, const char *token, const char *person)
{
  g_autofree char *feed = dup_feed (&self->http, token);
  g_auto (GStrv) lines = g_strsplit (feed, "\n", -1);
  g_autofree char *card = g_strdup_printf ("\"t\":\"person-card\",\"id\":\"%s\"", person);
  gboolean found = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    found =
        found || (strstr (lines[i], card) != NULL && strstr (lines[i], "\"k\":\"put\"") != NULL);
  return found;
}

/* In a space people of all nodes have names: also who asks to join, for who decides about it. */
static void
test_who_shares_a_space_has_a_name_there (void)
{
  Rooms rooms;

  rooms_open (&rooms);
  g_assert_true (knows (&rooms, rooms.backup, rooms.http.ada));
  g_assert_false (knows (&rooms, rooms.host, rooms.bob));
  g_assert_false (knows (&rooms, rooms.guest, rooms.http.ada));
  g_autofree char *membership = ask (&rooms, rooms.guest, rooms.bob, rooms.studio);
  g_assert_true (knows (&rooms, rooms.host, rooms.bob));
  g_assert_false (knows (&rooms, rooms.guest, rooms.http.ada));
  g_assert_true (moves (&rooms, rooms.host, "memberships", membership, "member", 200));
  g_assert_true (knows (&rooms, rooms.guest, rooms.http.ada));
  g_assert_true (knows (&rooms, rooms.guest, rooms.http.chie));
  g_assert_false (knows (&rooms, rooms.guest, rooms.eve));
  g_assert_false (knows (&rooms, rooms.none, rooms.http.ada));
  /* who left knows nobody any longer, and is known for what they said */
  g_assert_true (moves (&rooms, rooms.guest, "memberships", membership, "left", 200));
  g_assert_false (knows (&rooms, rooms.guest, rooms.http.ada));
  g_assert_true (knows (&rooms, rooms.host, rooms.bob));
  g_assert_true (moves (&rooms, rooms.guest, "memberships", membership, "asked", 200));
  g_assert_true (moves (&rooms, rooms.host, "memberships", membership, "refused", 200));
  g_assert_false (knows (&rooms, rooms.host, rooms.bob));
  rooms_close (&rooms);
}

/* The host and the backup look after a space; nobody else of its members does. */
static void
test_a_space_is_kept_by_its_host_and_backup (void)
{
  Rooms rooms;

  rooms_open (&rooms);
  g_autofree char *thread = begin_thread (&rooms, rooms.host, rooms.http.ada, 201);
  g_autofree char *bob = ask (&rooms, rooms.guest, rooms.bob, rooms.studio);
  g_autofree char *eve = ask (&rooms, rooms.none, rooms.eve, rooms.studio);
  g_assert_true (moves (&rooms, rooms.backup, "memberships", bob, "member", 200));

  /* a member sees who else asks, and decides nothing */
  g_assert_true (reads (&rooms.http, rooms.guest, "memberships", eve));
  g_assert_true (moves (&rooms, rooms.guest, "memberships", eve, "member", 403));
  g_assert_true (moves (&rooms, rooms.guest, "memberships", eve, "refused", 403));
  g_assert_true (moves (&rooms, rooms.guest, "threads", thread, "closed", 403));
  g_assert_true (moves (&rooms, rooms.guest, "spaces", rooms.studio, "archived", 403));
  g_assert_true (moves (&rooms, rooms.backup, "memberships", eve, "refused", 200));
  g_assert_true (moves (&rooms, rooms.none, "memberships", eve, "asked", 403));
  g_assert_true (moves (&rooms, rooms.host, "memberships", eve, "asked", 200));

  g_autofree char *said = say (&rooms, rooms.guest, rooms.bob, thread, 201);
  g_autofree char *path = g_strconcat ("/v1/posts/", said, NULL);
  g_autofree char *answer = say (&rooms, rooms.backup, rooms.http.chie, thread, 201);
  g_autofree char *other = g_strconcat ("/v1/posts/", answer, NULL);
  g_assert_true (is_answered (&rooms.http, rooms.guest, "DELETE", other, NULL, 403));
  g_assert_true (is_answered (&rooms.http, rooms.guest, "PATCH", other, "{\"body\":\"x\"}", 403));
  /* who looks after the space removes words, and doesn't put others there */
  g_assert_true (is_answered (&rooms.http, rooms.backup, "PATCH", path, "{\"body\":\"x\"}", 403));
  g_assert_true (is_answered (&rooms.http, rooms.host, "PATCH", path, "{\"body\":\"x\"}", 403));
  g_assert_true (is_answered (&rooms.http, rooms.guest, "PATCH", path, "{\"body\":\"x\"}", 200));
  g_assert_true (
      is_answered (&rooms.http, rooms.http.manager, "PATCH", path, "{\"body\":\"y\"}", 200));
  g_assert_true (
      is_answered (&rooms.http, rooms.host, "PATCH", path, "{\"became\":\"practice\"}", 200));
  g_assert_true (is_answered (&rooms.http, rooms.backup, "DELETE", path, NULL, 204));

  g_autofree char *pin = g_strconcat ("/v1/threads/", thread, NULL);
  g_assert_true (is_answered (&rooms.http, rooms.guest, "PATCH", pin, "{\"pinned\":true}", 403));
  g_assert_true (is_answered (&rooms.http, rooms.backup, "PATCH", pin, "{\"pinned\":true}", 200));
  g_assert_true (moves (&rooms, rooms.backup, "threads", thread, "closed", 200));
  g_assert_true (moves (&rooms, rooms.host, "threads", thread, "open", 200));

  /* out again: the host's word */
  g_assert_true (moves (&rooms, rooms.host, "memberships", bob, "left", 200));
  g_assert_false (reads (&rooms.http, rooms.guest, "threads", thread));
  g_assert_true (moves (&rooms, rooms.backup, "spaces", rooms.studio, "archived", 200));
  rooms_close (&rooms);
}

/* An ambassador records in their own name, and doesn't choose who rates them. */
static void
test_what_one_records_is_in_ones_own_name (void)
{
  Http http;

  http_open (&http);
  g_autofree char *mine =
      http_add_token (&http, "Ada herself", AMB_ACCESS_AMBASSADOR, NULL, http.ada);
  const char *names[] = { NULL, http.ada, http.chie };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *by =
          names[i] != NULL ? g_strdup_printf (",\"by-id\":\"%s\"", names[i]) : g_strdup ("");
      g_autofree char *body = g_strdup_printf (
          "{\"ambassador-id\":\"%s\",\"kind\":\"share\",\"at\":\"2026-11-20T10:00:00.000Z\"%s}",
          http.ada, by);

      g_assert_true (is_answered (&http, mine, "POST", "/v1/activities", body, i == 2 ? 403 : 201));
    }
  g_autofree char *rated =
      g_strdup_printf ("{\"ambassador-id\":\"%s\",\"first-rater-id\":\"%s\"}", http.ada, http.chie);
  g_assert_true (is_answered (&http, mine, "POST", "/v1/applications", rated, 403));
  http_close (&http);
}

/* Whoever sees a space doesn't write in it for that. */
static void
test_only_members_write_in_a_space (void)
{
  Rooms rooms;

  rooms_open (&rooms);
  g_assert_true (reads (&rooms.http, rooms.none, "spaces", rooms.studio));
  g_assert_null (begin_thread (&rooms, rooms.none, rooms.eve, 403));
  g_autofree char *lead =
      http_add_token (&rooms.http, "Eve, a lead", AMB_ACCESS_LEAD, rooms.http.tokyo, rooms.eve);
  g_assert_null (begin_thread (&rooms, lead, rooms.eve, 403));
  g_autofree char *asked = ask (&rooms, rooms.none, rooms.eve, rooms.studio);
  g_assert_null (begin_thread (&rooms, rooms.none, rooms.eve, 403));
  /* a lead lets in where they lead; this space is in none of their nodes */
  g_assert_true (moves (&rooms, lead, "memberships", asked, "member", 409));
  g_assert_true (moves (&rooms, rooms.host, "memberships", asked, "member", 200));
  g_autofree char *thread = begin_thread (&rooms, rooms.none, rooms.eve, 201);
  /* nobody speaks in another's name, who keeps the space neither */
  g_assert_null (begin_thread (&rooms, rooms.host, rooms.eve, 403));
  rooms_close (&rooms);
}

static void
test_a_space_that_is_free_to_join_lets_in (void)
{
  Rooms rooms;

  rooms_open (&rooms);
  g_autofree char *path = g_strconcat ("/v1/spaces/", rooms.studio, NULL);
  g_autofree char *membership = ask (&rooms, rooms.guest, rooms.bob, rooms.studio);
  g_assert_true (moves (&rooms, rooms.guest, "memberships", membership, "member", 409));
  g_assert_true (
      is_answered (&rooms.http, rooms.host, "PATCH", path, "{\"joining\":\"open\"}", 200));
  g_assert_true (moves (&rooms, rooms.guest, "memberships", membership, "member", 200));
  /* who was refused isn't let in by that */
  g_assert_true (moves (&rooms, rooms.host, "memberships", membership, "left", 200));
  g_assert_true (moves (&rooms, rooms.host, "memberships", membership, "asked", 200));
  g_assert_true (moves (&rooms, rooms.host, "memberships", membership, "refused", 200));
  g_assert_true (moves (&rooms, rooms.guest, "memberships", membership, "asked", 403));
  rooms_close (&rooms);
}

static void
test_a_private_space_is_not_there_for_others (void)
{
  Rooms rooms;

  rooms_open (&rooms);
  g_assert_true (reads (&rooms.http, rooms.host, "spaces", rooms.den));
  g_assert_false (reads (&rooms.http, rooms.guest, "spaces", rooms.den));
  g_assert_false (reads (&rooms.http, rooms.http.lead, "spaces", rooms.den));
  g_assert_null (post (&rooms, rooms.guest, "memberships", 422,
                       "{\"space-id\":\"%s\",\"ambassador-id\":\"%s\"}", rooms.den, rooms.bob));
  g_autofree char *before = dup_feed (&rooms.http, rooms.guest);
  g_assert_null (strstr (before, rooms.den));
  g_autofree char *membership =
      http_add_record (&rooms.http, "memberships", "{\"space-id\":\"%s\",\"ambassador-id\":\"%s\"}",
                       rooms.den, rooms.bob);
  g_assert_true (moves (&rooms, rooms.host, "memberships", membership, "member", 200));
  g_assert_true (reads (&rooms.http, rooms.guest, "spaces", rooms.den));
  rooms_close (&rooms);
}

/* Another host: what the former one held of the space goes to the new one. */
static void
test_a_new_host_takes_over (void)
{
  Rooms rooms;

  rooms_open (&rooms);
  g_autofree char *path = g_strconcat ("/v1/spaces/", rooms.studio, NULL);
  g_autofree char *body = g_strdup_printf ("{\"host-id\":\"%s\"}", rooms.eve);
  g_autofree char *membership = ask (&rooms, rooms.guest, rooms.bob, rooms.studio);
  g_autofree char *thread = begin_thread (&rooms, rooms.backup, rooms.http.chie, 201);

  g_assert_true (is_answered (&rooms.http, rooms.http.manager, "PATCH", path, body, 200));
  g_assert_false (reads (&rooms.http, rooms.host, "memberships", membership));
  g_assert_false (reads (&rooms.http, rooms.host, "threads", thread));
  g_assert_true (reads (&rooms.http, rooms.none, "threads", thread));
  g_assert_true (moves (&rooms, rooms.none, "memberships", membership, "member", 200));
  g_assert_true (knows (&rooms, rooms.none, rooms.bob));
  g_assert_false (knows (&rooms, rooms.host, rooms.http.chie));
  rooms_close (&rooms);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/server/http-access/" name, func)
  ADD ("a-digest-tells-of-own-scopes-only", test_a_digest_tells_of_own_scopes_only);
  ADD ("a-department-holds-a-person-with-their-training",
       test_a_department_holds_a_person_with_their_training);
  ADD ("figures-go-to-who-made-and-who-published", test_figures_go_to_who_made_and_who_published);
  ADD ("the-life-of-a-member", test_the_life_of_a_member);
  ADD ("who-shares-a-space-has-a-name-there", test_who_shares_a_space_has_a_name_there);
  ADD ("a-space-is-kept-by-its-host-and-backup", test_a_space_is_kept_by_its_host_and_backup);
  ADD ("what-one-records-is-in-ones-own-name", test_what_one_records_is_in_ones_own_name);
  ADD ("only-members-write-in-a-space", test_only_members_write_in_a_space);
  ADD ("a-space-that-is-free-to-join-lets-in", test_a_space_that_is_free_to_join_lets_in);
  ADD ("a-private-space-is-not-there-for-others", test_a_private_space_is_not_there_for_others);
  ADD ("a-new-host-takes-over", test_a_new_host_takes_over);
  return g_test_run ();
}
