/* Plain REST: what integrations read and write, with the same rules as everybody. */
#include "http-fixture.h"

#define JSON  "application/json"
#define PATCH "application/merge-patch+json"
#define DAY   G_GINT64_CONSTANT (86400000)

static void
assert_status (Response *response, guint status)
{
  if (response->status != status)
    g_error ("%u instead of %u: %s", response->status, status, response->text);
}

static void
assert_code (Response *response, guint status, const char *code)
{
  assert_status (response, status);
  g_assert_cmpstr (response_get (response, "code"), ==, code);
}

static const char *
get_etag (Response *response)
{
  return soup_message_headers_get_one (response->headers, "ETag");
}

static Response *
get_person (Http *http, const char *token, const char *id)
{
  g_autofree char *path = g_strconcat ("/v1/ambassadors/", id, NULL);

  return http_get (http, path, token);
}

static Response *
patch_person (Http *http, const char *token, const char *id, const char *body, const char *if_match)
{
  g_autofree char *path = g_strconcat ("/v1/ambassadors/", id, NULL);
  g_autofree char *header = if_match != NULL ? g_strconcat ("If-Match: ", if_match, NULL) : NULL;

  return http_send (http, "PATCH", path, token, PATCH, body, header);
}

static Response *
delete_person (Http *http, const char *token, const char *id, const char *if_match)
{
  g_autofree char *path = g_strconcat ("/v1/ambassadors/", id, NULL);
  g_autofree char *header = if_match != NULL ? g_strconcat ("If-Match: ", if_match, NULL) : NULL;

  return http_send (http, "DELETE", path, token, NULL, NULL, header);
}

static void
test_a_record_is_made_read_changed_and_deleted (void)
{
  Http http;

  http_open (&http);
  g_autoptr (Response) made =
      http_send (&http, "POST", "/v1/ambassadors", http.manager, JSON,
                 "{\"display-name\":\"Zoë\",\"roles\":[\"curator\"]}", NULL);
  assert_status (made, 201);
  g_autofree char *id = g_strdup (response_get (made, "id"));
  g_autofree char *location = g_strconcat ("/v1/ambassadors/", id, NULL);
  g_assert_cmpstr (soup_message_headers_get_one (made->headers, "Location"), ==, location);
  g_assert_cmpstr (response_get (made, "state"), ==, "identified");

  g_autoptr (Response) read = get_person (&http, http.manager, id);
  assert_status (read, 200);
  g_assert_cmpstr (get_etag (read), ==, get_etag (made));
  g_assert_cmpstr (response_get (read, "display-name"), ==, "Zoë");

  g_autoptr (Response) changed = patch_person (
      &http, http.manager, id, "{\"country\":\"FR\",\"roles\":[\"trainer\"]}", get_etag (read));
  assert_status (changed, 200);
  g_assert_cmpstr (response_get (changed, "country"), ==, "FR");
  g_assert_cmpstr (get_etag (changed), !=, get_etag (read));

  g_autoptr (Response) cleared =
      patch_person (&http, http.manager, id, "{\"country\":null}", get_etag (changed));
  assert_status (cleared, 200);
  g_assert_null (response_get (cleared, "country"));

  g_autoptr (Response) gone = delete_person (&http, http.manager, id, get_etag (cleared));
  assert_status (gone, 204);
  g_autoptr (Response) missing = get_person (&http, http.manager, id);
  assert_code (missing, 404, "not-found");
  http_close (&http);
}

static void
test_a_write_names_the_version_that_it_saw (void)
{
  Http http;

  http_open (&http);
  g_autoptr (Response) read = get_person (&http, http.manager, http.ada);
  g_autoptr (Response) blind = patch_person (&http, http.manager, http.ada, "{}", NULL);
  assert_code (blind, 428, "if-match-required");
  g_autoptr (Response) blind_delete = delete_person (&http, http.manager, http.ada, NULL);
  assert_code (blind_delete, 428, "if-match-required");

  g_autoptr (Response) first =
      patch_person (&http, http.manager, http.ada, "{\"country\":\"FR\"}", get_etag (read));
  assert_status (first, 200);
  static const char *const stale[] = { "\"1\"", "\"nonsense\"", "\"1\", \"2\"", "\"\"" };
  for (guint i = 0; i < G_N_ELEMENTS (stale); i++)
    {
      g_autoptr (Response) late =
          patch_person (&http, http.manager, http.ada, "{\"country\":\"DE\"}", stale[i]);
      assert_code (late, 412, "stale");
    }
  g_autoptr (Response) late_delete = delete_person (&http, http.manager, http.ada, get_etag (read));
  assert_code (late_delete, 412, "stale");
  g_autoptr (Response) any =
      patch_person (&http, http.manager, http.ada, "{\"country\":\"DE\"}", "*");
  assert_status (any, 200);
  http_close (&http);
}

/* RFC 9110, 13.1.1: one strong tag of the list is that of the record, or any is meant. */
static void
test_if_match_is_a_list_of_strong_tags (void)
{
  static const struct
  {
    const char *format; /* TAG stands for the record's */
    guint status;
  } cases[] = {
    { "TAG", 200 },          { "\"1\", TAG", 200 }, { "TAG,\"1\"", 200 }, { ", TAG ,", 200 },
    { "W/\"1\", TAG", 200 }, { "*", 200 },          { "W/TAG", 412 },     { "\"1\"", 412 },
    { "\"TAG\"", 400 },      { "nonsense", 400 },   { "7", 400 },         { "\"7", 400 },
    { "TAG TAG\"", 400 },    { ",", 400 },          { "*, TAG", 400 },
  };
  Http http;

  http_open (&http);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Response) read = get_person (&http, http.manager, http.ada);
      g_autoptr (GString) tags = g_string_new (cases[i].format);
      g_autofree char *body = g_strdup_printf ("{\"notes\":\"%u\"}", i);

      g_string_replace (tags, "TAG", get_etag (read), 0);
      g_autoptr (Response) written = patch_person (&http, http.manager, http.ada, body, tags->str);
      g_test_message ("%s", tags->str);
      assert_status (written, cases[i].status);
    }
  http_close (&http);
}

static void
test_a_move_keeps_to_the_version_that_it_names (void)
{
  Http http;

  http_open (&http);
  g_autofree char *path = g_strdup_printf ("/v1/ambassadors/%s/moves", http.ada);
  g_autoptr (Response) late = http_send (&http, "POST", path, http.manager, JSON,
                                         "{\"to\":\"nominated\"}", "If-Match: \"1\"");
  assert_code (late, 412, "stale");
  g_autoptr (Response) read = get_person (&http, http.manager, http.ada);
  g_autofree char *header = g_strconcat ("If-Match: ", get_etag (read), NULL);
  g_autoptr (Response) moved =
      http_send (&http, "POST", path, http.manager, JSON, "{\"to\":\"nominated\"}", header);
  assert_status (moved, 200);
  http_close (&http);
}

/* A desk sends the action with the move; what comes by REST says no less. */
static void
test_a_task_that_is_done_is_an_action (void)
{
  Http http;

  http_open (&http);
  g_autofree char *task = http_add_record (
      &http, "tasks", "{\"title\":\"Share the film\",\"ambassador-id\":\"%s\"}", http.ada);
  g_autofree char *path = g_strdup_printf ("/v1/tasks/%s/moves", task);
  g_autofree char *person = g_strconcat ("/v1/ambassadors/", http.ada, NULL);
  g_autofree char *actions = g_strdup_printf ("/v1/activities?task-id=%s", task);
  g_autoptr (Response) accepted =
      http_send (&http, "POST", path, http.ambassador, JSON, "{\"to\":\"accepted\"}", NULL);
  g_autoptr (Response) none = http_get (&http, actions, http.manager);
  g_autoptr (Response) done =
      http_send (&http, "POST", path, http.ambassador, JSON, "{\"to\":\"done\"}", NULL);
  g_autoptr (Response) one = http_get (&http, actions, http.manager);
  g_autoptr (Response) active = http_get (&http, person, http.manager);

  assert_status (accepted, 200);
  g_assert_null (strstr (none->text, "task_done"));
  assert_status (done, 200);
  g_assert_nonnull (response_get (done, "done-at"));
  assert_status (one, 200);
  g_assert_nonnull (strstr (one->text, "\"kind\":\"task_done\""));
  g_assert_nonnull (strstr (one->text, "\"what\":\"Share the film\""));
  g_assert_nonnull (response_get (active, "last-active-on"));
  http_close (&http);
}

/* @field: (nullable): that is wrong, “”: none alone; NULL: it is taken */
static void
assert_taken (Response *response, const char *field)
{
  g_autofree char *named = field != NULL ? g_strdup_printf ("\"fields\":[\"%s\"]", field) : NULL;

  if (field == NULL)
    assert_status (response, 201);
  else
    {
      assert_code (response, 422, "invalid");
      g_assert_cmpint (strstr (response->text, named) != NULL, ==, *field != '\0');
    }
}

static void
put_charter_in_force (Http *http)
{
  g_autofree char *charter =
      http_add_record (http, "policy_texts",
                       "{\"title\":\"Charter\",\"kind\":\"charter\",\"version\":\"2\",\"language\":"
                       "\"en\",\"body\":\"%s\",\"valid-from\":\"2026-01-01\"}",
                       "We agree");
  g_autofree char *path = g_strdup_printf ("/v1/policy_texts/%s/moves", charter);
  g_autoptr (Response) moved =
      http_send (http, "POST", path, http->manager, JSON, "{\"to\":\"in_force\"}", NULL);

  assert_status (moved, 200);
}

/* What an integration says is held against the server's clock; whoever did something was active. */
static void
test_what_is_said_to_have_happened_has_happened (void)
{
  static const struct
  {
    const char *collection, *body; /* ADA, ITEM, POST, CALL, STEP: ids */
    const char *field; /* nullable: that is wrong, “”: none alone; NULL: it is taken */
  } cases[] = {
    { "activities", "{\"ambassador-id\":\"ADA\",\"at\":\"2036-01-01T00:00:00.000Z\"}", "at" },
    { "activities", "{\"ambassador-id\":\"ADA\",\"at\":\"1901-01-01T00:00:00.000Z\"}", "at" },
    { "publications", "{\"item-id\":\"ITEM\",\"published-at\":\"2030-01-01T00:00:00.000Z\"}",
      "published-at" },
    { "publications", "{\"item-id\":\"ITEM\",\"published-at\":\"2026-11-07T09:00:00.000Z\"}",
      "published-at" },
    { "measurements",
      "{\"publication-id\":\"POST\",\"measured-on\":\"2026-11-25\",\"reactions\":1}",
      "measured-on" },
    { "measurements",
      "{\"publication-id\":\"POST\",\"measured-on\":\"2026-11-09\",\"reactions\":1}",
      "measured-on" },
    { "measurements", "{\"publication-id\":\"POST\",\"measured-on\":\"2026-11-20\"}", "" },
    { "applications",
      "{\"ambassador-id\":\"ADA\",\"call-id\":\"CALL\",\"submitted-on\":\"2099-01-01\"}",
      "submitted-on" },
    { "applications",
      "{\"ambassador-id\":\"ADA\",\"call-id\":\"CALL\",\"submitted-on\":\"2026-11-23\"}", "" },
    { "ambassadors", "{\"display-name\":\"Bo\",\"charter-version\":\"9\"}", "charter-version" },
    { "ambassadors", "{\"display-name\":\"Bo\",\"charter-version\":\"2\"}", NULL },
    { "step_checks", "{\"ambassador-id\":\"ADA\",\"step-id\":\"STEP\",\"done-on\":\"2026-11-20\"}",
      "" },
    { "measurements",
      "{\"publication-id\":\"POST\",\"measured-on\":\"2026-11-24\",\"reactions\":1}", NULL },
    { "activities",
      "{\"ambassador-id\":\"ADA\",\"kind\":\"share\",\"at\":\"2026-11-22T10:00:00.000Z\"}", NULL },
  };
  gint64 now = 0;
  Http http;

  g_assert_true (amb_instant_parse ("2026-11-23T14:00:00.000Z", &now));
  http_open_at (&http, amb_clock_new_manual (now - 15 * DAY, 7));
  g_autofree char *item = http_add_approved (&http, http.paris);

  amb_clock_advance (http.clock, 15 * DAY);
  g_autofree char *post =
      http_add_record (&http, "publications",
                       "{\"item-id\":\"%s\",\"published-at\":\"2026-11-10T09:00:00.000Z\"}", item);
  g_autofree char *call = http_add_record (&http, "calls", "{\"name\":\"Not out yet\"}");
  g_autofree char *role =
      http_add_record (&http, "roles", "{\"name\":\"Curator\",\"kind\":\"curator\"}");
  g_autofree char *step =
      http_add_record (&http, "role_steps", "{\"role-id\":\"%s\",\"what\":\"Read\"}", role);
  g_autofree char *path = g_strconcat ("/v1/ambassadors/", http.ada, NULL);

  put_charter_in_force (&http);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *to = g_strconcat ("/v1/", cases[i].collection, NULL);
      g_autoptr (GString) body = g_string_new (cases[i].body);
      g_autoptr (Response) response = NULL;

      g_string_replace (body, "ADA", http.ada, 0);
      g_string_replace (body, "ITEM", item, 0);
      g_string_replace (body, "POST", post, 0);
      g_string_replace (body, "CALL", call, 0);
      g_string_replace (body, "STEP", step, 0);
      g_test_message ("%s", body->str);
      response = http_send (&http, "POST", to, http.manager, JSON, body->str, NULL);
      assert_taken (response, cases[i].field);
    }
  g_autoptr (Response) far =
      http_send (&http, "PATCH", path, http.ambassador, "application/merge-patch+json",
                 "{\"last-active-on\":\"2199-12-31\"}", "If-Match: *");
  g_autoptr (Response) active = http_get (&http, path, http.manager);
  assert_code (far, 422, "invalid");
  g_assert_cmpstr (response_get (active, "last-active-on"), ==, "2026-11-22");
  http_close (&http);
}

static void
test_a_record_that_is_known_is_not_sent_again (void)
{
  static const struct
  {
    const char *format;
    guint status;
  } cases[] = {
    { "TAG", 304 }, { "W/TAG", 304 }, { "\"1\", W/TAG", 304 }, { "*", 304 },
    { "", 200 },    { "\"1\"", 200 }, { "W/\"1\"", 200 },      { "nonsense", 400 },
  };
  Http http;

  http_open (&http);
  g_autofree char *path = g_strconcat ("/v1/ambassadors/", http.ada, NULL);
  g_autoptr (Response) read = get_person (&http, http.manager, http.ada);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) header = g_string_new ("If-None-Match: ");

      g_string_append (header, cases[i].format);
      g_string_replace (header, "TAG", get_etag (read), 0);
      g_autoptr (Response) again = http_send (&http, "GET", path, http.manager, NULL, NULL,
                                              *cases[i].format != '\0' ? header->str : NULL);
      g_test_message ("%s", header->str);
      assert_status (again, cases[i].status);
      if (cases[i].status == 304)
        {
          g_assert_cmpstr (again->text, ==, "");
          g_assert_cmpstr (get_etag (again), ==, get_etag (read));
        }
    }
  http_close (&http);
}

static void
test_a_state_is_refused_and_names_the_moves (void)
{
  Http http;

  http_open (&http);
  g_autoptr (Response) patched =
      patch_person (&http, http.manager, http.ada, "{\"state\":\"active\"}", "*");
  assert_code (patched, 409, "state-by-move");
  g_assert_nonnull (strstr (response_get (patched, "detail"), "nominated"));
  g_autoptr (Response) posted = http_send (&http, "POST", "/v1/ambassadors", http.manager, JSON,
                                           "{\"display-name\":\"Max\",\"state\":\"active\"}", NULL);
  assert_code (posted, 409, "state-by-move");

  g_autofree char *path = g_strdup_printf ("/v1/ambassadors/%s/moves", http.ada);
  g_autoptr (Response) wrong =
      http_send (&http, "POST", path, http.manager, JSON, "{\"to\":\"active\"}", NULL);
  assert_code (wrong, 409, "refused");
  g_autoptr (Response) empty = http_send (&http, "POST", path, http.manager, JSON, "{}", NULL);
  assert_code (empty, 400, "bad-request");
  g_autoptr (Response) moved = http_send (&http, "POST", path, http.lead, JSON,
                                          "{\"to\":\"nominated\",\"why\":\"keen\"}", NULL);
  assert_status (moved, 200);
  g_assert_cmpstr (response_get (moved, "state"), ==, "nominated");

  g_autofree char *history = g_strdup_printf ("/v1/transitions?record=%s", http.ada);
  g_autoptr (Response) transitions = http_get (&http, history, http.lead);
  assert_status (transitions, 200);
  g_assert_nonnull (strstr (transitions->text, "\"by\":\"Lead\""));
  http_close (&http);
}

static void
test_a_key_makes_a_post_safe_to_repeat (void)
{
  Http http;
  static const char *const body = "{\"name\":\"Lima\",\"kind\":\"hub\"}";

  http_open (&http);
  g_autoptr (Response) one =
      http_send (&http, "POST", "/v1/nodes", http.manager, JSON, body, "Idempotency-Key: k1");
  g_autoptr (Response) again =
      http_send (&http, "POST", "/v1/nodes", http.manager, JSON, body, "Idempotency-Key: k1");
  g_autoptr (Response) other =
      http_send (&http, "POST", "/v1/nodes", http.manager, JSON,
                 "{\"name\":\"Quito\",\"kind\":\"hub\"}", "Idempotency-Key: k1");
  g_autoptr (Response) fresh =
      http_send (&http, "POST", "/v1/nodes", http.manager, JSON, body, "Idempotency-Key: k2");

  assert_status (one, 201);
  assert_status (again, 201);
  g_assert_cmpstr (response_get (one, "id"), ==, response_get (again, "id"));
  assert_code (other, 422, "invalid");
  g_assert_cmpstr (response_get (one, "id"), !=, response_get (fresh, "id"));
  http_close (&http);
}

/* A key is its author's: another's says nothing, and takes nothing away. */
static void
test_a_key_of_another_is_another_key (void)
{
  Http http;
  static const char *const body = "{\"name\":\"Lima\"}";

  http_open (&http);
  g_autoptr (Response) one = http_send (&http, "POST", "/v1/organisations", http.manager, JSON,
                                        body, "Idempotency-Key: k1");
  g_autoptr (Response) other = http_send (&http, "POST", "/v1/organisations", http.sponsor, JSON,
                                          body, "Idempotency-Key: k1");
  g_autoptr (Response) elsewhere =
      http_send (&http, "POST", "/v1/nodes", http.manager, JSON, body, "Idempotency-Key: k1");
  assert_status (one, 201);
  assert_code (other, 403, "forbidden");
  assert_code (elsewhere, 422, "invalid");
  http_close (&http);
}

static void
test_a_key_is_short_and_printable (void)
{
  Http http;
  static const char *const body = "{\"name\":\"Lima\",\"kind\":\"hub\"}";

  http_open (&http);
  g_autofree char *longest = g_strnfill (255, 'k');
  g_autofree char *good = g_strconcat ("Idempotency-Key: ", longest, NULL);
  g_autofree char *too_long = g_strconcat (good, "k", NULL);
  g_autoptr (Response) one = http_send (&http, "POST", "/v1/nodes", http.manager, JSON, body, good);
  assert_status (one, 201);
  g_autoptr (Response) other =
      http_send (&http, "POST", "/v1/nodes", http.manager, JSON, body, too_long);
  assert_code (other, 400, "bad-request");
  g_autoptr (Response) accent =
      http_send (&http, "POST", "/v1/nodes", http.manager, JSON, body, "Idempotency-Key: clé");
  assert_code (accent, 400, "bad-request");
  http_close (&http);
}

/* The answer to a repeat is what became of the record since. */
static void
test_a_repeat_after_the_deletion_makes_nothing (void)
{
  Http http;
  static const char *const body = "{\"display-name\":\"Zoë\"}";

  http_open (&http);
  g_autoptr (Response) one =
      http_send (&http, "POST", "/v1/ambassadors", http.manager, JSON, body, "Idempotency-Key: k");
  assert_status (one, 201);
  g_autoptr (Response) gone =
      delete_person (&http, http.manager, response_get (one, "id"), get_etag (one));
  assert_status (gone, 204);
  g_autoptr (Response) again =
      http_send (&http, "POST", "/v1/ambassadors", http.manager, JSON, body, "Idempotency-Key: k");
  g_assert_true (again->status == 404 || again->status == 410);
  g_assert_nonnull (response_get (again, "code"));
  http_close (&http);
}

static void
test_there_is_one_programme (void)
{
  static const char *const bodies[] = {
    "{\"name\":\"Second\"}",
    "{\"name\":\"Second\",\"id\":\"00000000-0000-7000-8000-000000000001\"}",
    "{}",
  };
  Http http;

  http_open (&http);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (Response) second =
          http_send (&http, "POST", "/v1/programmes", http.manager, JSON, bodies[i], NULL);

      assert_code (second, 409, "duplicate");
      g_assert_cmpstr (response_get (second, "other"), ==, "00000000-0000-7000-8000-000000000001");
      g_assert_nonnull (strstr (response_get (second, "detail"), "one programme"));
    }
  g_autoptr (Response) list = http_get (&http, "/v1/programmes", http.manager);
  g_assert_nonnull (strstr (list->text, "\"more\":false"));
  g_assert_null (strstr (list->text, "Second"));
  http_close (&http);
}

static void
test_a_reference_to_nothing_names_its_field (void)
{
  Http http;

  http_open (&http);
  g_autofree char *nobody = amb_clock_dup_id (http.clock);
  g_autofree char *body = g_strdup_printf ("{\"node-id\":\"%s\"}", nobody);
  g_autoptr (Response) response = patch_person (&http, http.manager, http.ada, body, "*");
  assert_code (response, 422, "invalid");
  g_assert_nonnull (strstr (response->text, "\"fields\":[\"node-id\"]"));
  http_close (&http);
}

static guint
count_records (Response *response)
{
  return amb_json_node_get_length (
      amb_json_node_get_member (amb_json_get_root (response->json), "records"));
}

static void
test_lists_filter_search_and_page (void)
{
  static const struct
  {
    const char *query;
    guint n;
  } cases[] = {
    { "", 2 },
    { "?search=ad", 1 },
    { "?search=nobody", 0 },
    { "?email=chie%40example.com", 1 },
    { "?state=identified", 2 },
    { "?state=identified&search=chie", 1 },
    { "?roles=curator", 0 },
    { "?limit=1", 1 },
    { "?state=identified&state=active", 2 },
    { "?state=active&state=paused", 0 },
    { "?email=ada%40example.com&email=chie%40example.com", 2 },
    { "?country=", 2 },
    { "?country=FR&country=", 2 },
    { "?search=Ad+", 1 },
    { "?&state=identified&", 2 },
  };
  Http http;

  http_open (&http);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/v1/ambassadors", cases[i].query, NULL);
      g_autoptr (Response) list = http_get (&http, path, http.manager);

      g_test_message ("%s", path);
      assert_status (list, 200);
      g_assert_cmpuint (count_records (list), ==, cases[i].n);
    }
  g_autoptr (Response) first = http_get (&http, "/v1/ambassadors?limit=1", http.manager);
  gint64 after = amb_json_node_get_member_int (amb_json_get_root (first->json), "after", 0);
  g_autofree char *next = g_strdup_printf ("/v1/ambassadors?limit=1&after=%d", (int) after);
  g_autoptr (Response) second = http_get (&http, next, http.manager);
  g_assert_cmpuint (count_records (second), ==, 1);
  g_assert_nonnull (strstr (second->text, "\"more\":false"));
  g_assert_cmpstr (first->text, !=, second->text);
  http_close (&http);
}

/* Nothing that is asked for is left out in silence. */
static void
test_a_query_that_makes_no_sense_is_refused (void)
{
  static const struct
  {
    const char *query, *name, *value; /* as the sentence names them */
  } cases[] = {
    { "state=zzz", "“state”", "“zzz”" },
    { "state=active&state=zzz", "“state”", "“zzz”" },
    { "last-active-on=2026", "“last-active-on”", "“2026”" },
    { "roles=king", "“roles”", "“king”" },
    { "node-id=paris", "“node-id”", "“paris”" },
    { "country=XX", "“country”", "“XX”" },
    { "nonsense=1", "“nonsense”", "" },
    { "search=%ff", "“search”", "“%FF”" },
    { "search=%00", "“search”", "“%00”" },
    { "%ff=1", "“%FF”", "“1”" },
    { "search=a&search=b", "“search”", "“b”" },
    { "limit=0", "“limit”", "“0”" },
    { "limit=1001", "“limit”", "“1001”" },
    { "limit=", "“limit”", "“”" },
    { "limit=1&limit=1", "“limit”", "“1”" },
    { "after=-1", "“after”", "“-1”" },
  };
  Http http;

  http_open (&http);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sent = g_strdup_printf ("GET /v1/ambassadors?%s HTTP/1.1\r\nHost: x\r\n"
                                               "Authorization: Bearer %s\r\n\r\n",
                                               cases[i].query, http.manager);
      g_autofree char *answer = http_exchange (&http, sent, NULL);

      g_test_message ("%s: %s", cases[i].query, answer);
      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 400 "));
      g_assert_nonnull (strstr (answer, cases[i].name));
      g_assert_nonnull (strstr (answer, cases[i].value));
    }
  g_autoptr (GString) many = g_string_new ("/v1/ambassadors?country=FR");
  for (guint i = 0; i < 100; i++)
    g_string_append (many, "&country=FR");
  g_autoptr (Response) refused = http_get (&http, many->str, http.manager);
  assert_code (refused, 400, "bad-request");
  http_close (&http);
}

static void
test_a_duplicate_is_named_to_who_may_see_it (void)
{
  Http http;

  http_open (&http);
  g_autofree char *body = g_strdup_printf (
      "{\"display-name\":\"Twin\",\"email\":\"chie@example.com\",\"node-id\":\"%s\"}", http.paris);
  g_autoptr (Response) seen =
      http_send (&http, "POST", "/v1/ambassadors", http.manager, JSON, body, NULL);
  assert_code (seen, 409, "duplicate");
  g_assert_cmpstr (response_get (seen, "other"), ==, http.chie);
  g_autoptr (Response) unseen =
      http_send (&http, "POST", "/v1/ambassadors", http.lead, JSON, body, NULL);
  assert_code (unseen, 409, "duplicate");
  g_assert_null (response_get (unseen, "other"));
  g_assert_null (strstr (unseen->text, "Chie"));
  http_close (&http);
}

static void
test_a_lead_stays_within_their_nodes (void)
{
  Http http;

  http_open (&http);
  g_autoptr (Response) own = get_person (&http, http.lead, http.ada);
  assert_status (own, 200);
  g_autoptr (Response) foreign = get_person (&http, http.lead, http.chie);
  assert_code (foreign, 404, "not-found");
  g_autoptr (Response) list = http_get (&http, "/v1/ambassadors", http.lead);
  g_assert_cmpuint (count_records (list), ==, 1);
  g_autoptr (Response) edit =
      patch_person (&http, http.lead, http.ada, "{\"country\":\"FR\"}", "*");
  assert_status (edit, 200);
  g_autoptr (Response) unseen =
      patch_person (&http, http.lead, http.chie, "{\"country\":\"FR\"}", "*");
  assert_code (unseen, 404, "not-found");

  g_autofree char *away = g_strdup_printf ("{\"node-id\":\"%s\"}", http.tokyo);
  g_autoptr (Response) push_out = patch_person (&http, http.lead, http.ada, away, "*");
  assert_code (push_out, 403, "forbidden");
  g_autofree char *there =
      g_strdup_printf ("{\"display-name\":\"X\",\"node-id\":\"%s\"}", http.tokyo);
  g_autoptr (Response) made =
      http_send (&http, "POST", "/v1/ambassadors", http.lead, JSON, there, NULL);
  assert_code (made, 403, "forbidden");
  g_autoptr (Response) nowhere = http_send (&http, "POST", "/v1/ambassadors", http.lead, JSON,
                                            "{\"display-name\":\"X\"}", NULL);
  assert_code (nowhere, 403, "forbidden");
  g_autoptr (Response) removed = delete_person (&http, http.lead, http.ada, "*");
  assert_code (removed, 403, "forbidden");
  http_close (&http);
}

static Response *
post (Http *http, const char *collection, const char *token, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

static Response *
post (Http *http, const char *collection, const char *token, const char *format, ...)
{
  g_autofree char *path = g_strconcat ("/v1/", collection, NULL);
  g_autofree char *body = NULL;
  va_list args;

  va_start (args, format);
  body = g_strdup_vprintf (format, args);
  va_end (args);
  return http_send (http, "POST", path, token, JSON, body, NULL);
}

#define PAST "2020-01-01T00:00:00.000Z"

/* An integration says nothing in another's name, nor of the past; a decision is a move. */
static void
test_what_is_said_is_said_by_the_token (void)
{
  Http http;

  http_open (&http);
  g_autofree char *lead = http_add_token (&http, "Ada Lead", AMB_ACCESS_LEAD, http.paris, http.ada);
  g_autofree char *manager =
      http_add_token (&http, "Chie Manager", AMB_ACCESS_MANAGER, NULL, http.chie);
  g_autoptr (Response) item = post (&http, "content_items", lead,
                                    "{\"title\":\"Rye\",\"department-id\":\"%s\"}", http.paris);
  assert_status (item, 201);
  const char *id = response_get (item, "id");

  g_assert_cmpstr (response_get (item, "author-id"), ==, http.ada);
  g_autoptr (Response) approved =
      post (&http, "approvals", manager,
            "{\"item-id\":\"%s\",\"by-id\":\"%s\",\"verdict\":\"approved\",\"at\":\"" PAST "\"}",
            id, http.chie);
  assert_code (approved, 403, "forbidden");
  g_autoptr (Response) forged =
      post (&http, "comments", lead,
            "{\"item-id\":\"%s\",\"author-id\":\"%s\",\"body\":\"Yes\",\"at\":\"" PAST "\"}", id,
            http.chie);
  assert_status (forged, 403);
  g_autoptr (Response) said = post (
      &http, "comments", lead, "{\"item-id\":\"%s\",\"body\":\"Yes\",\"at\":\"" PAST "\"}", id);
  assert_status (said, 201);
  g_assert_cmpstr (response_get (said, "author-id"), ==, http.ada);
  g_assert_cmpstr (response_get (said, "at"), !=, PAST);
  /* another lead of the place answers it, settles it, and doesn't rewrite it */
  g_autofree char *other = http_add_token (&http, "Bob Lead", AMB_ACCESS_LEAD, http.paris, NULL);
  g_autofree char *path = g_strconcat ("/v1/comments/", response_get (said, "id"), NULL);
  g_autoptr (Response) rewritten =
      http_send (&http, "PATCH", path, other, PATCH, "{\"body\":\"No\"}", "If-Match: *");
  assert_code (rewritten, 403, "forbidden");
  g_autoptr (Response) resolved =
      http_send (&http, "PATCH", path, other, PATCH, "{\"resolved\":true}", "If-Match: *");
  assert_status (resolved, 200);
  g_autoptr (Response) mended =
      http_send (&http, "PATCH", path, lead, PATCH, "{\"body\":\"Yes!\"}", "If-Match: *");
  assert_status (mended, 200);
  g_autoptr (Response) out =
      post (&http, "publications", lead,
            "{\"item-id\":\"%s\",\"node-id\":\"%s\",\"published-at\":\"2026-01-01T00:00:00.000Z\"}",
            id, http.paris);
  assert_code (out, 409, "refused");
  http_close (&http);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/server/http-records/" name, func)
  ADD ("a-record-is-made-read-changed-and-deleted", test_a_record_is_made_read_changed_and_deleted);
  ADD ("a-write-names-the-version-that-it-saw", test_a_write_names_the_version_that_it_saw);
  ADD ("if-match-is-a-list-of-strong-tags", test_if_match_is_a_list_of_strong_tags);
  ADD ("a-move-keeps-to-the-version-that-it-names", test_a_move_keeps_to_the_version_that_it_names);
  ADD ("a-task-that-is-done-is-an-action", test_a_task_that_is_done_is_an_action);
  ADD ("what-is-said-to-have-happened-has-happened",
       test_what_is_said_to_have_happened_has_happened);
  ADD ("a-record-that-is-known-is-not-sent-again", test_a_record_that_is_known_is_not_sent_again);
  ADD ("a-state-is-refused-and-names-the-moves", test_a_state_is_refused_and_names_the_moves);
  ADD ("a-key-makes-a-post-safe-to-repeat", test_a_key_makes_a_post_safe_to_repeat);
  ADD ("a-key-of-another-is-another-key", test_a_key_of_another_is_another_key);
  ADD ("a-key-is-short-and-printable", test_a_key_is_short_and_printable);
  ADD ("a-repeat-after-the-deletion-makes-nothing", test_a_repeat_after_the_deletion_makes_nothing);
  ADD ("there-is-one-programme", test_there_is_one_programme);
  ADD ("a-reference-to-nothing-names-its-field", test_a_reference_to_nothing_names_its_field);
  ADD ("lists-filter-search-and-page", test_lists_filter_search_and_page);
  ADD ("a-query-that-makes-no-sense-is-refused", test_a_query_that_makes_no_sense_is_refused);
  ADD ("a-duplicate-is-named-to-who-may-see-it", test_a_duplicate_is_named_to_who_may_see_it);
  ADD ("what-is-said-is-said-by-the-token", test_what_is_said_is_said_by_the_token);
  ADD ("a-lead-stays-within-their-nodes", test_a_lead_stays_within_their_nodes);
  return g_test_run ();
}
