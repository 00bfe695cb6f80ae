/* A whole programme goes to an empty server only, and only one does. */
#include "server-fixture.h"

#define CLAIM_A "01900000-0000-7000-8000-0000000000d1"
#define CLAIM_B "01900000-0000-7000-8000-0000000000d2"
#define NODE    "{\"set\":{\"name\":\"Paris\",\"kind\":\"hub\"}}"
#define PERSON  "{\"set\":{\"display-name\":\"Zoé\",\"state\":\"active\"},\"imported\":true}"

/* One operation under a claim; NULL: the push as a whole was refused. */
static AmbPushReply *
claim (Person *self,
       const char *claim,
       gboolean is_last,
       const char *entity,
       const char *id,
       const char *payload,
       GError **error)
{
  g_autofree char *op = server_dup_id (self->server);
  g_autofree char *tx = server_dup_id (self->server);
  g_autoptr (AmbFrameWriter) writer =
      amb_push_writer_new_claiming (self->device, self->n, "r", claim, is_last);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;

  amb_push_writer_add (writer, self->n, op, tx, entity, id, "create", payload, 0);
  body = amb_frame_writer_finish (writer, "ops", NULL);
  answer = amb_server_core_push (self->server->core, self->principal, body, error);
  if (answer == NULL)
    return NULL;
  self->n++;
  return amb_push_reply_read (answer, error);
}

static void
assert_taken (Person *self,
              const char *under,
              gboolean is_last,
              const char *entity,
              const char *id,
              const char *payload)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbPushReply) reply = claim (self, under, is_last, entity, id, payload, &error);

  g_assert_no_error (error);
  g_assert_cmpint (((AmbPushResult *) reply->results->pdata[0])->status, ==, AMB_PUSH_APPLIED);
}

static void
assert_refused (Person *self, const char *under, AmbProblemCode code)
{
  g_autofree char *id = server_dup_id (self->server);
  g_autoptr (GError) error = NULL;
  gint64 head = amb_server_core_get_head (self->server->core);

  g_assert_null (claim (self, under, FALSE, "node", id, NODE, &error));
  g_assert_error (error, AMB_PROBLEM_ERROR, (int) code);
  g_assert_cmpint (amb_server_core_get_head (self->server->core), ==, head);
}

static gboolean
is_empty (Server *server)
{
  gboolean empty = FALSE;

  g_assert_true (amb_server_core_is_empty (server->core, &empty, NULL));
  return empty;
}

static char *
dup_transition (Server *server, const char *record)
{
  g_autofree char *at = amb_instant_format (1700000000000);

  return g_strdup_printf (
      "{\"set\":{\"entity\":\"ambassador\",\"record\":\"%s\",\"from\":\"trained\","
      "\"to\":\"active\",\"by\":\"Old Hand\",\"at\":\"%s\"}}",
      record, at);
}

static void
test_only_what_nobody_has_written_in_is_empty (void)
{
  Server server;
  Person ada;
  g_autofree char *id = NULL;

  server_open (&server);
  g_assert_true (is_empty (&server));
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  g_assert_true (is_empty (&server)); /* who signs in is no record */
  id = person_add (&ada, "node", "\"name\":\"Paris\",\"kind\":\"hub\"");
  g_assert_false (is_empty (&server));
  /* What was removed was there. */
  g_assert_cmpint (person_push_status (&ada, "delete", "node", id, "{\"base\":99}"), ==,
                   AMB_PUSH_APPLIED);
  g_assert_false (is_empty (&server));
  person_leave (&ada);
  server_close (&server);
}

static void
test_a_renamed_programme_is_somebodys (void)
{
  const char *id = amb_entity_get_singleton_id (amb_entity_find ("programme"));
  Server server;
  Person ada;

  server_open (&server);
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  g_assert_cmpint (person_push_status (&ada, "patch", "programme", id,
                                       "{\"set\":{\"name\":\"Ours\"},\"bv\":{\"name\":1}}"),
                   ==, AMB_PUSH_APPLIED);
  g_assert_false (is_empty (&server));
  person_leave (&ada);
  server_close (&server);
}

static void
test_a_file_that_was_filled_before_its_first_start_is_not_empty (void)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (1795000000000, 7);
  g_autoptr (AmbStore) store = amb_store_open (":memory:", AMB_STORE_SERVER, clock, NULL);
  g_autofree char *id = amb_clock_dup_id (clock);
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("node"), id);
  g_autoptr (AmbServerCore) core = NULL;
  gboolean empty = TRUE;

  amb_record_set (record, "name", "Paris");
  amb_record_set (record, "kind", "hub");
  g_assert_true (amb_db_begin (amb_store_get_db (store), NULL));
  g_assert_true (amb_store_put (store, record, NULL));
  g_assert_true (amb_db_commit (amb_store_get_db (store), NULL));
  core = amb_server_core_new (store, NULL);
  g_assert_true (amb_server_core_is_empty (core, &empty, NULL));
  g_assert_false (empty);
}

static void
test_a_server_stays_empty_when_it_starts_again (void)
{
  Server server;
  g_autoptr (AmbServerCore) again = NULL;
  gboolean empty = FALSE;

  server_open (&server);
  again = amb_server_core_new (server.store, NULL);
  g_assert_true (amb_server_core_is_empty (again, &empty, NULL));
  g_assert_true (empty);
  g_clear_object (&again);
  server_close (&server);
}

static void
test_of_two_who_send_one_comes_first (void)
{
  Server server;
  Person ada, ben;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  server_open (&server);
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  person_join (&ben, &server, "Ben", AMB_ACCESS_MANAGER, NULL, NULL);
  first = server_dup_id (&server);
  second = server_dup_id (&server);
  assert_taken (&ada, CLAIM_A, FALSE, "node", first, NODE);
  assert_refused (&ben, CLAIM_B, AMB_PROBLEM_NOT_EMPTY);
  assert_taken (&ada, CLAIM_A, FALSE, "node", second, NODE);
  person_leave (&ada);
  person_leave (&ben);
  server_close (&server);
}

static void
test_the_claim_is_the_programmes_not_the_devices (void)
{
  Server server;
  Person ada, fork;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  server_open (&server);
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  person_join (&fork, &server, "Ada on another desk", AMB_ACCESS_MANAGER, NULL, NULL);
  first = server_dup_id (&server);
  second = server_dup_id (&server);
  assert_taken (&ada, CLAIM_A, FALSE, "node", first, NODE);
  assert_taken (&fork, CLAIM_A, FALSE, "node", second, NODE);
  person_leave (&ada);
  person_leave (&fork);
  server_close (&server);
}

static void
test_only_a_manager_sends (void)
{
  Server server;
  Person auditor;

  server_open (&server);
  person_join (&auditor, &server, "Lea", AMB_ACCESS_AUDITOR, NULL, NULL);
  assert_refused (&auditor, CLAIM_A, AMB_PROBLEM_FORBIDDEN);
  g_assert_true (is_empty (&server));
  person_leave (&auditor);
  server_close (&server);
}

static gint64
count_transitions (Server *server)
{
  gint64 n = -1;

  amb_db_query_int (amb_store_get_db (server->store), &n, -1, NULL,
                    "SELECT count (*) FROM transitions", NULL);
  return n;
}

static void
test_moves_come_as_they_are_until_all_is_sent (void)
{
  Server server;
  Person ada;
  g_autofree char *zoe = NULL;
  g_autofree char *eve = NULL;
  g_autofree char *move = NULL;
  g_autofree char *other = NULL;
  g_autofree char *payload = NULL;
  g_autoptr (AmbRecord) kept = NULL;

  server_open (&server);
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  zoe = server_dup_id (&server);
  eve = server_dup_id (&server);
  move = server_dup_id (&server);
  other = server_dup_id (&server);
  payload = dup_transition (&server, zoe);
  /* Nobody makes a move's record by itself. */
  g_assert_cmpint (person_push_problem (&ada, "create", "transition", other, payload), ==,
                   AMB_PROBLEM_FORBIDDEN);
  assert_taken (&ada, CLAIM_A, FALSE, "ambassador", zoe, PERSON);
  g_assert_cmpint (count_transitions (&server), ==, 0);
  assert_taken (&ada, CLAIM_A, TRUE, "transition", move, payload);
  kept = server_get (&server, "transition", move);
  g_assert_cmpstr (amb_record_get (kept, "by"), ==, "Old Hand");
  /* All is here: from now on it is a server like any other. */
  assert_taken (&ada, CLAIM_A, FALSE, "ambassador", eve, PERSON);
  g_assert_cmpint (count_transitions (&server), ==, 2);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (AmbPushReply) reply =
        claim (&ada, CLAIM_A, FALSE, "transition", other, payload, &error);

    g_assert_no_error (error);
    g_assert_cmpint (((AmbPushResult *) reply->results->pdata[0])->problem->code, ==,
                     AMB_PROBLEM_FORBIDDEN);
  }
  person_leave (&ada);
  server_close (&server);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    GTestFunc func;
  } tests[] = {
    { "only-what-nobody-has-written-in-is-empty", test_only_what_nobody_has_written_in_is_empty },
    { "a-renamed-programme-is-somebodys", test_a_renamed_programme_is_somebodys },
    { "a-file-that-was-filled-before-its-first-start-is-not-empty",
      test_a_file_that_was_filled_before_its_first_start_is_not_empty },
    { "a-server-stays-empty-when-it-starts-again", test_a_server_stays_empty_when_it_starts_again },
    { "of-two-who-send-one-comes-first", test_of_two_who_send_one_comes_first },
    { "the-claim-is-the-programmes-not-the-devices",
      test_the_claim_is_the_programmes_not_the_devices },
    { "only-a-manager-sends", test_only_a_manager_sends },
    { "moves-come-as-they-are-until-all-is-sent", test_moves_come_as_they_are_until_all_is_sent },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/server/claim/", tests[i].path, NULL);

      g_test_add_func (path, tests[i].func);
    }
  return g_test_run ();
}
