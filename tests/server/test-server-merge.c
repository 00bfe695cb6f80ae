/* Merging, each rule in words: Ada changed the record first, Bob's operation comes second. */
#include "server-fixture.h"

typedef struct
{
  Server server;
  Person ada, bob;
  char *id;
  gint64 seen; /* the version that both saw */
} Desk;

static void
desk_open (Desk *self)
{
  server_open (&self->server);
  person_join (&self->ada, &self->server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  person_join (&self->bob, &self->server, "Bob", AMB_ACCESS_MANAGER, NULL, NULL);
  self->id = person_add (&self->ada, "ambassador",
                         "\"display-name\":\"Zoë\",\"state\":\"identified\",\"country\":\"FR\","
                         "\"roles\":[\"curator\",\"producer\"],\"last-active-on\":\"2026-01-01\"");
  g_autoptr (AmbRecord) record = server_get (&self->server, "ambassador", self->id);
  self->seen = amb_record_get_ver (record);
}

static void
desk_close (Desk *self)
{
  person_leave (&self->ada);
  person_leave (&self->bob);
  g_free (self->id);
  server_close (&self->server);
}

/* @payload's %d is the version that both saw. */
static AmbPushReply *
patch (Desk *self, Person *person, const char *payload)
{
  g_autoptr (GString) text = g_string_new (payload);
  g_autofree char *seen = g_strdup_printf ("%d", (int) self->seen);

  g_string_replace (text, "SEEN", seen, 0);
  return person_push (person, "patch", "ambassador", self->id, text->str);
}

static const struct
{
  const char *words;
  const char *first;  /* Ada's */
  const char *second; /* Bob's */
  AmbPushStatus status;
  const char *field, *value; /* afterwards */
} cases[] = {
  { "other-fields-merge-by-themselves", "{\"set\":{\"country\":\"DE\"},\"bv\":{\"country\":SEEN}}",
    "{\"set\":{\"notes\":\"x\"},\"bv\":{\"notes\":SEEN}}", AMB_PUSH_APPLIED, "notes", "x" },
  { "the-same-field-is-asked-and-theirs-stays",
    "{\"set\":{\"country\":\"DE\"},\"bv\":{\"country\":SEEN}}",
    "{\"set\":{\"country\":\"ES\"},\"bv\":{\"country\":SEEN}}", AMB_PUSH_CONFLICT, "country",
    "DE" },
  { "the-same-value-is-no-conflict", "{\"set\":{\"country\":\"DE\"},\"bv\":{\"country\":SEEN}}",
    "{\"set\":{\"country\":\"DE\"},\"bv\":{\"country\":SEEN}}", AMB_PUSH_APPLIED, "country", "DE" },
  { "clearing-against-a-change-is-asked",
    "{\"set\":{\"country\":\"DE\"},\"bv\":{\"country\":SEEN}}",
    "{\"set\":{\"country\":null},\"bv\":{\"country\":SEEN}}", AMB_PUSH_CONFLICT, "country", "DE" },
  { "a-change-against-clearing-is-asked", "{\"set\":{\"country\":null},\"bv\":{\"country\":SEEN}}",
    "{\"set\":{\"country\":\"ES\"},\"bv\":{\"country\":SEEN}}", AMB_PUSH_CONFLICT, "country",
    NULL },
  { "who-saw-the-latest-version-applies",
    "{\"set\":{\"country\":\"DE\"},\"bv\":{\"country\":SEEN}}",
    "{\"set\":{\"country\":\"ES\"},\"bv\":{\"country\":9999}}", AMB_PUSH_APPLIED, "country", "ES" },
  { "who-says-no-version-has-seen-none", "{\"set\":{\"country\":\"DE\"},\"bv\":{\"country\":SEEN}}",
    "{\"set\":{\"country\":\"ES\"}}", AMB_PUSH_CONFLICT, "country", "DE" },
  { "the-later-day-stays",
    "{\"set\":{\"last-active-on\":\"2026-03-03\"},\"bv\":{\"last-active-on\":SEEN}}",
    "{\"set\":{\"last-active-on\":\"2026-02-02\"},\"bv\":{\"last-active-on\":SEEN}}",
    AMB_PUSH_MERGED, "last-active-on", "2026-03-03" },
  { "the-later-day-is-taken",
    "{\"set\":{\"last-active-on\":\"2026-02-02\"},\"bv\":{\"last-active-on\":SEEN}}",
    "{\"set\":{\"last-active-on\":\"2026-03-03\"},\"bv\":{\"last-active-on\":SEEN}}",
    AMB_PUSH_MERGED, "last-active-on", "2026-03-03" },
  { "who-saw-the-later-day-takes-it-back",
    "{\"set\":{\"last-active-on\":\"2026-03-03\"},\"bv\":{\"last-active-on\":SEEN}}",
    "{\"set\":{\"last-active-on\":\"2026-02-02\"},\"bv\":{\"last-active-on\":9999}}",
    AMB_PUSH_APPLIED, "last-active-on", "2026-02-02" },
  { "additions-to-a-set-add-up", "{\"add\":{\"roles\":[\"trainer\"]},\"bv\":{\"roles\":SEEN}}",
    "{\"add\":{\"roles\":[\"responder\"]},\"bv\":{\"roles\":SEEN}}", AMB_PUSH_MERGED, "roles",
    "[\"curator\",\"producer\",\"responder\",\"trainer\"]" },
  { "a-removal-meets-an-addition", "{\"add\":{\"roles\":[\"trainer\"]},\"bv\":{\"roles\":SEEN}}",
    "{\"del\":{\"roles\":[\"curator\"]},\"bv\":{\"roles\":SEEN}}", AMB_PUSH_MERGED, "roles",
    "[\"producer\",\"trainer\"]" },
  { "removing-twice-is-done-once", "{\"del\":{\"roles\":[\"curator\"]},\"bv\":{\"roles\":SEEN}}",
    "{\"del\":{\"roles\":[\"curator\"]},\"bv\":{\"roles\":SEEN}}", AMB_PUSH_APPLIED, "roles",
    "[\"producer\"]" },
  { "fields-beside-the-conflict-apply", "{\"set\":{\"country\":\"DE\"},\"bv\":{\"country\":SEEN}}",
    "{\"set\":{\"country\":\"ES\",\"notes\":\"x\"},\"bv\":{\"country\":SEEN,\"notes\":SEEN}}",
    AMB_PUSH_CONFLICT, "notes", "x" },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  Desk desk;

  desk_open (&desk);
  g_autoptr (AmbPushReply) first = patch (&desk, &desk.ada, cases[i].first);
  g_autoptr (AmbPushReply) second = patch (&desk, &desk.bob, cases[i].second);
  AmbPushResult *result = second->results->pdata[0];
  g_autoptr (AmbRecord) record = server_get (&desk.server, "ambassador", desk.id);

  g_assert_cmpint (((AmbPushResult *) first->results->pdata[0])->status, ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (result->status, ==, cases[i].status);
  g_assert_cmpstr (amb_record_get (record, cases[i].field), ==, cases[i].value);
  g_assert_cmpuint (result->conflicts->len, ==, cases[i].status == AMB_PUSH_CONFLICT ? 1 : 0);
  desk_close (&desk);
}

static void
test_a_conflict_tells_all_that_a_person_needs (void)
{
  Desk desk;

  desk_open (&desk);
  amb_clock_advance (desk.server.clock, 5000);
  g_autoptr (AmbPushReply) first =
      patch (&desk, &desk.ada, "{\"set\":{\"country\":\"DE\"},\"bv\":{\"country\":SEEN}}");
  g_autoptr (AmbPushReply) second =
      patch (&desk, &desk.bob, "{\"set\":{\"country\":\"ES\"},\"bv\":{\"country\":SEEN}}");
  AmbPushResult *result = second->results->pdata[0];
  AmbPushConflict *conflict = &g_array_index (result->conflicts, AmbPushConflict, 0);

  g_assert_cmpstr (conflict->field, ==, "country");
  g_assert_cmpint (conflict->base, ==, desk.seen);
  g_assert_cmpint (conflict->ver, ==, ((AmbPushResult *) first->results->pdata[0])->ver);
  g_assert_cmpstr (amb_json_node_get_string (conflict->mine), ==, "ES");
  g_assert_cmpstr (amb_json_node_get_string (conflict->theirs), ==, "DE");
  g_assert_cmpstr (conflict->by, ==, "Ada");
  g_assert_cmpint (conflict->at, ==, amb_clock_now (desk.server.clock));
  desk_close (&desk);
}

/* A device has always seen its own writes, whatever version it names. */
static void
test_ones_own_earlier_write_is_no_conflict (void)
{
  Desk desk;

  desk_open (&desk);
  g_autoptr (AmbPushReply) first =
      patch (&desk, &desk.bob, "{\"set\":{\"country\":\"DE\"},\"bv\":{\"country\":SEEN}}");
  g_autoptr (AmbPushReply) second =
      patch (&desk, &desk.bob, "{\"set\":{\"country\":\"ES\"},\"bv\":{\"country\":SEEN}}");
  g_autoptr (AmbRecord) record = server_get (&desk.server, "ambassador", desk.id);

  g_assert_cmpint (((AmbPushResult *) second->results->pdata[0])->status, ==, AMB_PUSH_APPLIED);
  g_assert_cmpstr (amb_record_get (record, "country"), ==, "ES");
  desk_close (&desk);
}

static void
test_only_what_changed_gets_a_new_version (void)
{
  Desk desk;

  desk_open (&desk);
  g_autoptr (AmbPushReply) reply =
      patch (&desk, &desk.ada, "{\"set\":{\"country\":\"DE\"},\"bv\":{\"country\":SEEN}}");
  g_autoptr (AmbRecord) record = server_get (&desk.server, "ambassador", desk.id);

  g_assert_cmpint (amb_record_get_field_version (record, "country"), ==,
                   ((AmbPushResult *) reply->results->pdata[0])->ver);
  g_assert_cmpint (amb_record_get_field_version (record, "notes"), ==, desk.seen);
  desk_close (&desk);
}

static void
test_a_delete_against_an_edit_keeps_the_row (void)
{
  Desk desk;

  desk_open (&desk);
  g_autofree char *base = g_strdup_printf ("{\"base\":%d}", (int) desk.seen);
  g_autoptr (AmbPushReply) edit =
      patch (&desk, &desk.ada, "{\"set\":{\"country\":\"DE\"},\"bv\":{\"country\":SEEN}}");
  g_autoptr (AmbPushReply) reply = person_push (&desk.bob, "delete", "ambassador", desk.id, base);
  AmbPushResult *result = reply->results->pdata[0];
  AmbPushConflict *conflict = &g_array_index (result->conflicts, AmbPushConflict, 0);

  g_assert_cmpint (result->status, ==, AMB_PUSH_CONFLICT);
  g_assert_null (conflict->field);
  g_assert_cmpstr (conflict->by, ==, "Ada");
  g_autoptr (AmbRecord) record = server_get (&desk.server, "ambassador", desk.id);
  g_assert_false (amb_record_get_deleted (record));

  /* who edited it themselves may delete it all the same, and so may who has seen the edit */
  g_assert_cmpint (
      person_push_status (&desk.bob, "delete", "ambassador", desk.id, "{\"base\":9999}"), ==,
      AMB_PUSH_APPLIED);
  desk_close (&desk);
}

static void
test_edits_never_bring_a_deleted_row_back (void)
{
  Desk desk;

  desk_open (&desk);
  person_push_status (&desk.ada, "delete", "ambassador", desk.id, "{\"base\":9999}");
  g_assert_cmpint (person_push_problem (&desk.bob, "patch", "ambassador", desk.id,
                                        "{\"set\":{\"country\":\"ES\"},\"bv\":{\"country\":9999}}"),
                   ==, AMB_PROBLEM_GONE);
  g_assert_cmpint (person_push_problem (&desk.bob, "move", "ambassador", desk.id,
                                        "{\"from\":\"identified\",\"to\":\"nominated\"}"),
                   ==, AMB_PROBLEM_GONE);
  g_assert_cmpint (
      person_push_problem (&desk.bob, "create", "ambassador", desk.id,
                           "{\"set\":{\"display-name\":\"Z\",\"state\":\"identified\"}}"),
      ==, AMB_PROBLEM_GONE);
  g_assert_cmpint (person_push_status (&desk.bob, "delete", "ambassador", desk.id, "{\"base\":1}"),
                   ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (person_push_status (&desk.bob, "undelete", "ambassador", desk.id, NULL), ==,
                   AMB_PUSH_APPLIED);
  g_autoptr (AmbRecord) record = server_get (&desk.server, "ambassador", desk.id);
  g_assert_false (amb_record_get_deleted (record));
  g_assert_cmpstr (amb_record_get (record, "country"), ==, "FR");
  desk_close (&desk);
}

static void
test_unknown_members_are_kept_and_echoed (void)
{
  Desk desk;

  desk_open (&desk);
  g_autoptr (AmbPushReply) one =
      patch (&desk, &desk.ada, "{\"set\":{\"shoe-size\":42,\"pet\":{\"name\":\"Rex\"}}}");
  g_autoptr (AmbPushReply) two = patch (&desk, &desk.ada, "{\"set\":{\"shoe-size\":43}}");
  g_autoptr (AmbRecord) record = server_get (&desk.server, "ambassador", desk.id);

  g_assert_cmpstr (amb_record_get_extra (record), ==,
                   "{\"pet\":{\"name\":\"Rex\"},\"shoe-size\":43}");
  desk_close (&desk);
}

/* A program that knows the field asks its person; one that doesn't must not decide. */
static void
test_unknown_members_are_asked_about_too (void)
{
  Desk desk;

  desk_open (&desk);
  g_autoptr (AmbPushReply) one =
      patch (&desk, &desk.ada, "{\"set\":{\"pet\":{\"name\":\"Rex\"}},\"bv\":{\"pet\":SEEN}}");
  g_autoptr (AmbPushReply) two =
      patch (&desk, &desk.bob,
             "{\"set\":{\"pet\":\"Tom\",\"notes\":\"x\"},\"bv\":{\"pet\":SEEN,\"notes\":SEEN}}");
  g_autoptr (AmbPushReply) same =
      patch (&desk, &desk.bob, "{\"set\":{\"pet\":{\"name\":\"Rex\"}},\"bv\":{\"pet\":SEEN}}");
  g_autoptr (AmbPushReply) own =
      patch (&desk, &desk.ada, "{\"set\":{\"pet\":\"Max\"},\"bv\":{\"pet\":SEEN}}");
  g_autoptr (AmbPushReply) seen =
      patch (&desk, &desk.bob, "{\"set\":{\"pet\":null},\"bv\":{\"pet\":9999}}");
  g_autoptr (AmbRecord) record = server_get (&desk.server, "ambassador", desk.id);
  const AmbPushResult *second = two->results->pdata[0];
  const AmbPushConflict *conflict;

  g_assert_cmpint (((AmbPushResult *) one->results->pdata[0])->status, ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (second->status, ==, AMB_PUSH_CONFLICT);
  g_assert_cmpuint (second->conflicts->len, ==, 1);
  conflict = &g_array_index (second->conflicts, AmbPushConflict, 0);
  g_assert_cmpstr (conflict->field, ==, "pet");
  g_assert_cmpstr (amb_json_node_get_string (conflict->mine), ==, "Tom");
  g_assert_cmpstr (amb_json_node_get_member_string (conflict->theirs, "name"), ==, "Rex");
  g_assert_cmpstr (amb_record_get (record, "notes"), ==, "x");
  g_assert_cmpint (((AmbPushResult *) same->results->pdata[0])->status, ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (((AmbPushResult *) own->results->pdata[0])->status, ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (((AmbPushResult *) seen->results->pdata[0])->status, ==, AMB_PUSH_APPLIED);
  g_assert_null (amb_record_get_extra (record));
  desk_close (&desk);
}

static void
test_unknown_sets_add_up (void)
{
  Desk desk;

  desk_open (&desk);
  g_autoptr (AmbPushReply) one =
      patch (&desk, &desk.ada, "{\"add\":{\"skills\":[\"b\",\"c\"]},\"bv\":{\"skills\":SEEN}}");
  g_autoptr (AmbPushReply) two =
      patch (&desk, &desk.bob, "{\"add\":{\"skills\":[\"a\"]},\"del\":{\"skills\":[\"c\",\"z\"]}}");
  g_autoptr (AmbRecord) record = server_get (&desk.server, "ambassador", desk.id);

  g_assert_cmpint (((AmbPushResult *) two->results->pdata[0])->status, ==, AMB_PUSH_APPLIED);
  g_assert_cmpstr (amb_record_get_extra (record), ==, "{\"skills\":[\"a\",\"b\"]}");
  g_assert_cmpint (person_push_problem (&desk.ada, "patch", "ambassador", desk.id,
                                        "{\"add\":{\"skills\":\"a\"}}"),
                   ==, AMB_PROBLEM_INVALID);
  g_assert_cmpint (person_push_problem (&desk.ada, "patch", "ambassador", desk.id,
                                        "{\"add\":{\"No Name\":[\"a\"]}}"),
                   ==, AMB_PROBLEM_INVALID);
  desk_close (&desk);
}

static char *
dup_members (const char *prefix, guint n, const char *value)
{
  g_autoptr (GString) text = g_string_new ("{\"set\":{\"display-name\":\"Zoë\"");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, ",\"%s%u\":%s", prefix, i, value);
  g_string_append (text, "}}");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Each costs time and space at every write: a record has room for those of a newer program. */
static void
test_a_record_has_a_hundred_unknown_members_at_most (void)
{
  Desk desk;

  desk_open (&desk);
  g_autofree char *other = server_dup_id (&desk.server);
  g_autofree char *many = dup_members ("a", AMB_MAX_UNKNOWN_MEMBERS + 1, "1");
  g_autofree char *all = dup_members ("a", AMB_MAX_UNKNOWN_MEMBERS, "1");
  g_autofree char *none = dup_members ("a", AMB_MAX_UNKNOWN_MEMBERS, "null");
  g_assert_cmpint (person_push_problem (&desk.ada, "create", "ambassador", other, many), ==,
                   AMB_PROBLEM_TOO_LARGE);
  g_assert_cmpint (person_push_problem (&desk.ada, "patch", "ambassador", desk.id, many), ==,
                   AMB_PROBLEM_TOO_LARGE);
  g_assert_cmpint (person_push_status (&desk.ada, "patch", "ambassador", desk.id, all), ==,
                   AMB_PUSH_APPLIED);
  g_assert_cmpint (
      person_push_problem (&desk.ada, "patch", "ambassador", desk.id, "{\"set\":{\"b\":1}}"), ==,
      AMB_PROBLEM_TOO_LARGE);

  /* what is known is written all the same, and so are those that are there */
  g_autoptr (AmbPushReply) known =
      patch (&desk, &desk.ada, "{\"set\":{\"country\":\"DE\",\"a7\":2},\"bv\":{\"country\":SEEN}}");
  g_assert_cmpint (((AmbPushResult *) known->results->pdata[0])->status, ==, AMB_PUSH_APPLIED);

  /* a name that was removed has a version still */
  g_assert_cmpint (person_push_status (&desk.ada, "patch", "ambassador", desk.id, none), ==,
                   AMB_PUSH_APPLIED);
  g_autoptr (AmbRecord) record = server_get (&desk.server, "ambassador", desk.id);
  g_assert_null (amb_record_get_extra (record));
  g_assert_cmpint (
      person_push_problem (&desk.ada, "patch", "ambassador", desk.id, "{\"set\":{\"b\":1}}"), ==,
      AMB_PROBLEM_TOO_LARGE);
  desk_close (&desk);
}

static void
test_there_is_one_programme (void)
{
  Desk desk;

  desk_open (&desk);
  g_autofree char *second = server_dup_id (&desk.server);
  const char *first = amb_entity_get_singleton_id (amb_entity_find ("programme"));
  g_autoptr (AmbPushReply) reply =
      person_push (&desk.ada, "create", "programme", second, "{\"set\":{\"name\":\"Second\"}}");
  AmbPushResult *result = reply->results->pdata[0];
  g_assert_error (result->problem, AMB_PROBLEM_ERROR, AMB_PROBLEM_DUPLICATE);
  g_assert_cmpstr (amb_problem_error_get_other (result->problem), ==, first);

  /* the one that is there is begun by a client as by the server */
  g_assert_cmpint (person_push_status (&desk.ada, "create", "programme", first,
                                       "{\"set\":{\"name\":\"First\"}}"),
                   ==, AMB_PUSH_APPLIED);
  desk_close (&desk);
}

static const struct
{
  const char *words, *set;
  AmbProblemCode code;
} refused[] = {
  { "a-state-is-no-field", "\"state\":\"active\"", AMB_PROBLEM_STATE_BY_MOVE },
  { "a-computed-field", "\"standing\":\"dormant\"", AMB_PROBLEM_INVALID },
  { "an-empty-required-field", "\"display-name\":null", AMB_PROBLEM_INVALID },
  { "a-wrong-type", "\"display-name\":12", AMB_PROBLEM_INVALID },
  { "a-wrong-choice", "\"level\":\"9\"", AMB_PROBLEM_INVALID },
  { "a-wrong-email", "\"email\":\"nobody\"", AMB_PROBLEM_INVALID },
  { "a-reference-to-nothing", "\"node-id\":\"01900000-0000-7000-8000-0000000000ff\"",
    AMB_PROBLEM_INVALID },
  { "a-member-that-is-no-name", "\"*\":1", AMB_PROBLEM_INVALID },
  { "a-member-called-id", "\"id\":\"x\"", AMB_PROBLEM_INVALID },
};

static void
test_refused (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  Desk desk;

  desk_open (&desk);
  g_autofree char *payload = g_strdup_printf ("{\"set\":{%s}}", refused[i].set);
  g_assert_cmpint (person_push_problem (&desk.ada, "patch", "ambassador", desk.id, payload), ==,
                   refused[i].code);
  desk_close (&desk);
}

static void
test_a_taken_key_names_its_owner (void)
{
  Desk desk;

  desk_open (&desk);
  g_autofree char *owner = person_add (&desk.ada, "ambassador",
                                       "\"display-name\":\"Yan\",\"state\":\"identified\","
                                       "\"email\":\"yan@example.com\"");
  g_autoptr (AmbPushReply) reply =
      person_push (&desk.bob, "patch", "ambassador", desk.id,
                   "{\"set\":{\"email\":\"yan@example.com\"},\"bv\":{\"email\":9999}}");
  AmbPushResult *result = reply->results->pdata[0];
  g_assert_error (result->problem, AMB_PROBLEM_ERROR, AMB_PROBLEM_DUPLICATE);
  g_assert_cmpstr (amb_problem_error_get_other (result->problem), ==, owner);
  desk_close (&desk);
}

/* Two desks that were offline make the same: the second one is told which came first. */
static void
test_what_there_is_once (void)
{
  Desk desk;
  desk_open (&desk);
  g_autofree char *space =
      person_add (&desk.ada, "space", "\"name\":\"Bread\",\"purpose\":\"Bread\"");
  g_autofree char *members =
      g_strdup_printf ("\"space-id\":\"%s\",\"ambassador-id\":\"%s\"", space, desk.id);
  g_autofree char *first = person_add (&desk.ada, "membership", members);
  g_autofree char *second = server_dup_id (&desk.server);
  g_autofree char *payload =
      g_strdup_printf ("{\"set\":{%s,\"kind\":\"member\",\"state\":\"asked\"}}", members);
  g_autoptr (AmbPushReply) reply = person_push (&desk.bob, "create", "membership", second, payload);
  AmbPushResult *result = reply->results->pdata[0];

  g_assert_error (result->problem, AMB_PROBLEM_ERROR, AMB_PROBLEM_DUPLICATE);
  g_assert_cmpstr (amb_problem_error_get_other (result->problem), ==, first);
  g_assert_cmpint (person_push_status (&desk.ada, "delete", "membership", first, "{\"base\":9999}"),
                   ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (person_push_status (&desk.bob, "create", "membership", second, payload), ==,
                   AMB_PUSH_APPLIED);
  g_assert_cmpint (person_push_problem (&desk.ada, "undelete", "membership", first, "{}"), ==,
                   AMB_PROBLEM_DUPLICATE);
  desk_close (&desk);
}

/* An edit and a move may make a second one, too. */
static void
test_a_second_one_by_edit_or_move (void)
{
  Desk desk;
  desk_open (&desk);
  g_autofree char *node = person_add (&desk.ada, "node", "\"name\":\"Paris\",\"kind\":\"hub\"");
  g_autofree char *one =
      g_strdup_printf ("\"node-id\":\"%s\",\"counted-on\":\"2026-01-01\",\"count\":7", node);
  g_autofree char *two =
      g_strdup_printf ("\"node-id\":\"%s\",\"counted-on\":\"2026-02-01\",\"count\":8", node);
  g_autofree char *january = person_add (&desk.ada, "headcount", one);
  g_autofree char *february = person_add (&desk.bob, "headcount", two);
  g_autofree char *role = person_add (&desk.ada, "role", "\"name\":\"Baker\",\"mission\":\"Bake\"");
  g_autofree char *members = g_strdup_printf (
      "\"role-id\":\"%s\",\"ambassador-id\":\"%s\",\"starts-on\":\"2026-01-01\"", role, desk.id);
  g_autofree char *proposed = person_add (&desk.ada, "assignment", members);
  g_autofree char *again = NULL;

  g_assert_cmpint (person_push_problem (
                       &desk.bob, "patch", "headcount", february,
                       "{\"set\":{\"counted-on\":\"2026-01-01\"},\"bv\":{\"counted-on\":9999}}"),
                   ==, AMB_PROBLEM_DUPLICATE);
  g_assert_cmpint (person_push_status (&desk.bob, "patch", "headcount", february,
                                       "{\"set\":{\"count\":9},\"bv\":{\"count\":9999}}"),
                   ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (person_push_status (&desk.ada, "move", "assignment", proposed,
                                       "{\"from\":\"proposed\",\"to\":\"declined\"}"),
                   ==, AMB_PUSH_APPLIED);
  again = person_add (&desk.bob, "assignment", members);
  g_assert_cmpint (person_push_problem (&desk.ada, "move", "assignment", proposed,
                                        "{\"from\":\"declined\",\"to\":\"proposed\"}"),
                   ==, AMB_PROBLEM_DUPLICATE);
  desk_close (&desk);
}

/* Each moved one end; together it would end before it begins. */
static void
test_nothing_ends_before_it_begins (void)
{
  Desk desk;
  desk_open (&desk);
  g_autofree char *id = person_add (&desk.ada, "campaign",
                                    "\"name\":\"Rye\",\"starts-on\":\"2026-01-01\",\"ends-on\":"
                                    "\"2026-02-01\"");

  g_assert_cmpint (
      person_push_status (&desk.ada, "patch", "campaign", id,
                          "{\"set\":{\"ends-on\":\"2026-01-10\"},\"bv\":{\"ends-on\":9999}}"),
      ==, AMB_PUSH_APPLIED);
  g_autoptr (AmbPushReply) reply =
      person_push (&desk.bob, "patch", "campaign", id,
                   "{\"set\":{\"starts-on\":\"2026-01-20\"},\"bv\":{\"starts-on\":9999}}");
  AmbPushResult *result = reply->results->pdata[0];
  g_assert_error (result->problem, AMB_PROBLEM_ERROR, AMB_PROBLEM_INVALID);
  g_assert_cmpint (
      person_push_status (&desk.bob, "patch", "campaign", id,
                          "{\"set\":{\"starts-on\":\"2026-01-10\"},\"bv\":{\"starts-on\":9999}}"),
      ==, AMB_PUSH_APPLIED);
  desk_close (&desk);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/server/server-merge/", cases[i].words, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/server/server-merge/refuses-", refused[i].words, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_refused);
    }
#define ADD(name, func) g_test_add_func ("/server/server-merge/" name, func)
  ADD ("a-conflict-tells-all-that-a-person-needs", test_a_conflict_tells_all_that_a_person_needs);
  ADD ("ones-own-earlier-write-is-no-conflict", test_ones_own_earlier_write_is_no_conflict);
  ADD ("only-what-changed-gets-a-new-version", test_only_what_changed_gets_a_new_version);
  ADD ("a-delete-against-an-edit-keeps-the-row", test_a_delete_against_an_edit_keeps_the_row);
  ADD ("edits-never-bring-a-deleted-row-back", test_edits_never_bring_a_deleted_row_back);
  ADD ("unknown-members-are-kept-and-echoed", test_unknown_members_are_kept_and_echoed);
  ADD ("unknown-members-are-asked-about-too", test_unknown_members_are_asked_about_too);
  ADD ("unknown-sets-add-up", test_unknown_sets_add_up);
  ADD ("a-record-has-a-hundred-unknown-members-at-most",
       test_a_record_has_a_hundred_unknown_members_at_most);
  ADD ("there-is-one-programme", test_there_is_one_programme);
  ADD ("a-taken-key-names-its-owner", test_a_taken_key_names_its_owner);
  ADD ("nothing-ends-before-it-begins", test_nothing_ends_before_it_begins);
  ADD ("what-there-is-once-names-the-first", test_what_there_is_once);
  ADD ("a-second-one-comes-by-no-edit-and-no-move", test_a_second_one_by_edit_or_move);
  return g_test_run ();
}
