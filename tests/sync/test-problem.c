/* Answers that a client must not act upon, or not without end. */
#include "sync-fixture.h"

#include "amb-error.h"
#include "amb-frame.h"
#include "amb-outbox.h"
#include "amb-problem.h"
#include "amb-sync-engine.h"

#include <string.h>

/* The frame @body with @from replaced by @to in its lines, and in what its end says. */
static GBytes *
rewrite (GBytes *body, const char *from, const char *to)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autoptr (GString) all = g_string_new (text);
  g_autoptr (AmbFrameWriter) writer = amb_frame_writer_new ();
  g_auto (GStrv) lines = NULL;

  if (from)
    g_string_replace (all, from, to, 0);
  lines = g_strsplit (all->str, "\n", -1);
  for (char **line = lines; *line && **line; line++)
    {
      g_autofree char *members = NULL;

      if (!g_str_has_prefix (*line, "{\"k\":\"end\""))
        {
          g_string_append (amb_frame_writer_get_buffer (writer), *line);
          amb_frame_writer_end_line (writer, strstr (*line, "\"k\":\"put\"") ||
                                                 strstr (*line, "\"k\":\"rm\"") ||
                                                 strstr (*line, "\"status\""));
          continue;
        }
      members = g_strdup (strstr (*line, "sha256:") + strlen ("sha256:") + 64 + strlen ("\","));
      members[strlen (members) - 1] = '\0';
      return amb_frame_writer_finish (writer, strstr (*line, "\"ops\"") ? "ops" : "rows", members);
    }
  g_assert_not_reached ();
}

static AmbSyncRequest *
plan (SyncDesk *desk, AmbSyncKind kind)
{
  g_autoptr (GError) error = NULL;
  AmbSyncRequest *request = kind == AMB_SYNC_PULL
                                ? amb_sync_engine_plan_pull (desk->engine, 0, &error)
                                : amb_sync_engine_plan_push (desk->engine, &error);

  g_assert_no_error (error);
  g_assert_nonnull (request);
  return request;
}

typedef struct
{
  const char *name;
  const char *from, *to;
  int code;         /* of AMB_ERROR; −1: the page is taken */
  const char *says; /* in the sentence */
} Page;

static const Page pages[] = {
  { "as-it-is", NULL, NULL, -1, NULL },
  { "of-a-newer-protocol", "\"v\":1", "\"v\":2", AMB_ERROR_TOO_NEW,
    "The server is newer; update Ambassade" },
  { "of-no-protocol", "\"v\":1,", "", AMB_ERROR_PROTOCOL, "no version" },
  { "of-a-newer-schema", "\"schema\":1", "\"schema\":99", -1, NULL },
  { "with-a-field-of-a-newer-schema", "\"d\":{", "\"d\":{\"shoe-size\":43,", -1, NULL },
  { "with-an-entity-of-a-newer-schema", "\"t\":\"ambassador\"", "\"t\":\"starship\"", -1, NULL },
  { "with-a-put-without-an-id", "\"t\":\"ambassador\",\"id\":\"0",
    "\"t\":\"ambassador\",\"id\":\"zz-", AMB_ERROR_PROTOCOL, "id" },
  { "with-a-scope-that-was-never-opened", "\"s\":\"all\",\"t\":\"amb",
    "\"s\":\"every\",\"t\":\"amb", AMB_ERROR_PROTOCOL, "every" },
  { "of-another-request", "\"req\":\"0", "\"req\":\"1", AMB_ERROR_PROTOCOL, "another request" },
};

/* A page that is not taken changes nothing; the true one is taken afterwards. */
static void
test_page (gconstpointer data)
{
  const Page *page = data;
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) real = NULL;
  g_autoptr (AmbSyncResponse) told = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  AmbSyncOutcome outcome;

  sync_desk_set (&fixture->a, id, "notes", "new");
  sync_fixture_run (fixture, &fixture->a);
  request = plan (&fixture->b, AMB_SYNC_PULL);
  real = sync_fixture_answer (fixture, &fixture->b, request);
  body = rewrite (real->body, page->from, page->to);
  told = amb_sync_response_new (200, body, 0);
  amb_sync_engine_apply (fixture->b.engine, request, told, &outcome, &error);
  if (page->code < 0)
    {
      g_assert_no_error (error);
      g_assert_true (outcome.applied);
    }
  else
    {
      g_assert_error (error, AMB_ERROR, page->code);
      g_assert_nonnull (strstr (error->message, page->says));
      g_assert_false (outcome.applied);
      g_assert_cmpstr (sync_desk_get (&fixture->b, id, "notes", &value), ==, NULL);
      sync_fixture_run (fixture, &fixture->b);
      g_assert_cmpstr (sync_desk_get (&fixture->b, id, "notes", &value), ==, "new");
    }
  sync_fixture_free (fixture);
}

static void
test_unknown_members_of_a_newer_schema_are_kept (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) real = NULL;
  g_autoptr (AmbSyncResponse) told = NULL;
  g_autoptr (GBytes) newer = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (AmbRecord) record = NULL;
  AmbSyncOutcome outcome;

  sync_desk_set (&fixture->a, id, "notes", "new");
  sync_fixture_run (fixture, &fixture->a);
  request = plan (&fixture->b, AMB_SYNC_PULL);
  real = sync_fixture_answer (fixture, &fixture->b, request);
  newer = rewrite (real->body, "\"schema\":1", "\"schema\":2");
  body = rewrite (newer, "\"d\":{", "\"d\":{\"shoe-size\":43,");
  told = amb_sync_response_new (200, body, 0);
  g_assert_true (amb_sync_engine_apply (fixture->b.engine, request, told, &outcome, NULL));
  record = amb_store_get (fixture->b.store, amb_entity_find ("ambassador"), id, NULL);
  g_assert_cmpstr (amb_record_get_extra (record), ==, "{\"shoe-size\":43}");
  sync_fixture_free (fixture);
}

typedef struct
{
  const char *name;
  AmbSyncKind kind;
  AmbProblemCode code;
} Mend;

static const Mend mends[] = {
  { "epoch-changed", AMB_SYNC_PULL, AMB_PROBLEM_EPOCH_CHANGED },
  { "bad-cursor", AMB_SYNC_PULL, AMB_PROBLEM_BAD_CURSOR },
  { "device-fork", AMB_SYNC_PUSH, AMB_PROBLEM_DEVICE_FORK },
  { "sequence-gap", AMB_SYNC_PUSH, AMB_PROBLEM_SEQUENCE_GAP },
};

static AmbSyncResponse *
new_problem (AmbProblemCode code)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;

  amb_problem_set_error (&problem, code, "Again.");
  amb_problem_append_json (problem, NULL, text);
  body = g_bytes_new (text->str, text->len);
  return amb_sync_response_new (amb_problem_get_status (code), body, 0);
}

/* The server says the same to whatever is asked in that way, and answers everything else. */
static gboolean
meet (SyncFixture *fixture, SyncDesk *desk, const Mend *mend, gboolean *mended, GError **error)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (AmbSyncRequest) request = amb_sync_engine_plan_push (desk->engine, NULL);
      g_autoptr (AmbSyncResponse) response = NULL;
      AmbSyncOutcome outcome;
      gboolean is_met;

      if (!request)
        request = amb_sync_engine_plan_pull (desk->engine, 0, NULL);
      if (!request)
        continue;
      is_met = request->kind == mend->kind;
      response = is_met ? new_problem (mend->code) : sync_fixture_answer (fixture, desk, request);
      if (!amb_sync_engine_apply (desk->engine, request, response, &outcome, error))
        return FALSE;
      *mended = outcome.mended;
      if (is_met)
        return TRUE;
    }
  g_assert_not_reached ();
}

static void
test_mend (gconstpointer data)
{
  const Mend *mend = data;
  SyncFixture *fixture = sync_fixture_new ();
  SyncDesk *desk = &fixture->b;
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  gboolean mended;

  sync_desk_set (desk, id, "job-title", "typed");
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (meet (fixture, desk, mend, &mended, &error));
      g_assert_true (mended);
    }
  g_assert_false (meet (fixture, desk, mend, &mended, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, "again and again"));
  sync_fixture_settle (fixture); /* it has come to its senses */
  g_assert_cmpstr (sync_desk_get (&fixture->a, id, "job-title", &value), ==, "typed");
  g_assert_cmpint (amb_findings_count (desk->store), ==, 0);
  g_clear_error (&error);
  sync_desk_set (desk, id, "job-title", "anew");
  g_assert_true (meet (fixture, desk, mend, &mended, &error));
  g_assert_true (mended);
  sync_fixture_free (fixture);
}

static void
test_more_without_a_step_ends (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  SyncDesk *desk = &fixture->b;

  sync_fixture_settle (fixture);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (AmbSyncRequest) request = plan (desk, AMB_SYNC_PULL);
      g_autoptr (AmbSyncResponse) real = sync_fixture_answer (fixture, desk, request);
      g_autoptr (GBytes) body = rewrite (real->body, "\"more\":false", "\"more\":true");
      g_autoptr (AmbSyncResponse) told = amb_sync_response_new (200, body, 0);
      g_autoptr (GError) error = NULL;
      AmbSyncOutcome outcome;

      amb_sync_engine_apply (desk->engine, request, told, &outcome, &error);
      if (i == 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, AMB_ERROR, AMB_ERROR_PROTOCOL);
    }
  sync_fixture_settle (fixture);
  sync_fixture_free (fixture);
}

static void
test_a_push_that_is_not_answered_ends (void)
{
  SyncFixture *fixture = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (fixture);
  g_autoptr (AmbFrameWriter) writer = amb_frame_writer_new ();
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) told = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  AmbSyncOutcome outcome;

  sync_desk_set (&fixture->b, id, "notes", "typed");
  request = plan (&fixture->b, AMB_SYNC_PUSH);
  body = amb_frame_writer_finish (writer, "ops", "\"through\":0,\"mark\":0");
  told = amb_sync_response_new (200, body, 0);
  g_assert_false (amb_sync_engine_apply (fixture->b.engine, request, told, &outcome, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_PROTOCOL);
  g_assert_cmpint (amb_outbox_count_waiting (fixture->b.store), ==, 1);
  sync_fixture_settle (fixture);
  g_assert_cmpint (amb_outbox_count_waiting (fixture->b.store), ==, 0);
  sync_fixture_free (fixture);
}

typedef struct
{
  const char *name;
  guint status;
  const char *type; /* NULL: not told */
  const char *body;
  int code;
  const char *says;
} Word;

#define HTML      "<html><body>Please sign in</body></html>"
#define FOREIGN   "is not an Ambassade server (perhaps a sign-in page of the network)"
#define PROBLEM   "application/problem+json"
#define REVOKED   "{\"code\":\"token-revoked\",\"status\":401}"
#define NEW_EPOCH "{\"code\":\"epoch-changed\",\"status\":410}"

static const Word words[] = {
  { "html-200", 200, "text/html", HTML, AMB_ERROR_OFFLINE, FOREIGN },
  { "nothing-204", 204, "", "", AMB_ERROR_OFFLINE, FOREIGN },
  { "redirect-302", 302, "text/html", "", AMB_ERROR_OFFLINE, FOREIGN },
  { "html-401", 401, "text/html", HTML, AMB_ERROR_OFFLINE, FOREIGN },
  { "html-403", 403, "text/html", HTML, AMB_ERROR_OFFLINE, FOREIGN },
  { "plain-401", 401, "text/plain", "no", AMB_ERROR_OFFLINE,
    "lets nothing through (401) and is not" },
  { "plain-403", 403, "text/plain", "no", AMB_ERROR_OFFLINE, "Your changes are kept here." },
  { "plain-413", 413, "text/plain", "no", AMB_ERROR_OFFLINE,
    "takes no request of this size (413). Your changes are kept here" },
  { "plain-500", 500, "text/plain", "no", AMB_ERROR_OFFLINE,
    "failed (500). Your changes are kept here" },
  { "html-511", 511, "text/html", HTML, AMB_ERROR_OFFLINE, FOREIGN },
  { "json-without-a-code-401", 401, PROBLEM, "{\"title\":\"Sign in\"}", AMB_ERROR_OFFLINE,
    FOREIGN },
  { "a-code-in-html-401", 401, "text/html", REVOKED, AMB_ERROR_OFFLINE, FOREIGN },
  { "a-code-in-plain-json-410", 410, "application/json", NEW_EPOCH, AMB_ERROR_OFFLINE, FOREIGN },
  { "a-code-with-200", 200, PROBLEM, REVOKED, AMB_ERROR_OFFLINE, FOREIGN },
  { "a-proxy-502", 502, "text/html", HTML, AMB_ERROR_OFFLINE, "(502)" },
  { "a-proxy-503", 503, "text/html", HTML, AMB_ERROR_OFFLINE, "(503)" },
  { "unauthorized-401", 401, PROBLEM, "{\"code\":\"unauthorized\",\"status\":401}",
    AMB_ERROR_DENIED, "no longer knows" },
  { "unavailable-503", 503, PROBLEM, "{\"code\":\"unavailable\",\"status\":503}", AMB_ERROR_OFFLINE,
    "Your changes are kept here and are sent when there is room" },
  { "full-507", 507, PROBLEM, "{\"code\":\"storage-full\",\"status\":507}", AMB_ERROR_FULL,
    "disk is full. Your changes are kept here and are sent when there is room" },
  { "a-code-of-a-newer-server-409", 409, PROBLEM,
    "{\"code\":\"of-tomorrow\",\"status\":409,\"detail\":\"Not today.\"}", AMB_ERROR_REFUSED,
    "Not today." },
};

/* Whoever answers, nothing is lost; only the server's own word is acted upon. */
static void
test_word (gconstpointer data)
{
  const Word *word = data;
  static const AmbSyncKind kinds[] = { AMB_SYNC_PULL, AMB_SYNC_PUSH };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      SyncFixture *fixture = sync_fixture_new ();
      SyncDesk *desk = &fixture->b;
      g_autofree char *id = sync_fixture_add_person (fixture);
      g_autoptr (GBytes) body = g_bytes_new_static (word->body, strlen (word->body));
      g_autoptr (AmbSyncResponse) told = amb_sync_response_new (word->status, body, 0);
      g_autofree char *device = amb_store_dup_meta (desk->store, "device");
      g_autofree char *same = NULL;
      g_autofree char *value = NULL;
      g_autoptr (AmbSyncRequest) request = NULL;
      g_autoptr (GError) error = NULL;
      AmbSyncOutcome outcome;

      sync_desk_set (desk, id, "notes", "typed");
      request = plan (desk, kinds[i]);
      told->type = g_strdup (word->type);
      g_assert_false (amb_sync_engine_apply (desk->engine, request, told, &outcome, &error));
      g_assert_error (error, AMB_ERROR, word->code);
      g_assert_nonnull (strstr (error->message, word->says));
      same = amb_store_dup_meta (desk->store, "device");
      g_assert_cmpstr (same, ==, device);
      g_assert_cmpint (amb_outbox_count_waiting (desk->store), ==, 1);
      g_assert_cmpstr (sync_desk_get (desk, id, "notes", &value), ==, "typed");
      sync_fixture_settle (fixture);
      g_assert_cmpstr (sync_desk_get (&fixture->a, id, "notes", &value), ==, "typed");
      sync_fixture_free (fixture);
    }
}

static void
add (const char *group, const char *name, gconstpointer data, GTestDataFunc func)
{
  g_autofree char *path = g_strconcat ("/sync/problem/", group, "/", name, NULL);

  g_test_add_data_func (path, data, func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    add ("page", pages[i].name, &pages[i], test_page);
  for (guint i = 0; i < G_N_ELEMENTS (mends); i++)
    add ("mended-twice-in-a-row", mends[i].name, &mends[i], test_mend);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    add ("word", words[i].name, &words[i], test_word);
  g_test_add_func ("/sync/problem/unknown-members-of-a-newer-schema-are-kept",
                   test_unknown_members_of_a_newer_schema_are_kept);
  g_test_add_func ("/sync/problem/more-without-a-step-ends", test_more_without_a_step_ends);
  g_test_add_func ("/sync/problem/a-push-that-is-not-answered-ends",
                   test_a_push_that_is_not_answered_ends);
  return g_test_run ();
}
