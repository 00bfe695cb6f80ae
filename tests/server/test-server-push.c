/* Pushes: exactly once, whole or not at all, and one bad operation never in the way. */
#include "server-fixture.h"

typedef struct
{
  const char *op, *tx, *kind, *id, *payload;
} Op;

static GBytes *
make_push (Person *person, gint64 n0, const Op *ops, guint n)
{
  g_autoptr (AmbFrameWriter) writer = amb_push_writer_new (person->device, n0, "r");

  for (guint i = 0; i < n; i++)
    amb_push_writer_add (writer, n0 + i, ops[i].op, ops[i].tx, "node", ops[i].id, ops[i].kind,
                         ops[i].payload, 0);
  return amb_frame_writer_finish (writer, "ops", NULL);
}

static AmbPushReply *
push (Person *person, gint64 n0, const Op *ops, guint n, GError **error)
{
  g_autoptr (GBytes) body = make_push (person, n0, ops, n);
  g_autoptr (GBytes) answer =
      amb_server_core_push (person->server->core, person->principal, body, error);

  return answer != NULL ? amb_push_reply_read (answer, error) : NULL;
}

static AmbPushResult *
get_result (AmbPushReply *reply, guint i)
{
  return g_ptr_array_index (reply->results, i);
}

#define TX1        "01900000-0000-7000-8000-0000000000b1"
#define TX2        "01900000-0000-7000-8000-0000000000b2"
#define OP1        "01900000-0000-7000-8000-0000000000a1"
#define OP2        "01900000-0000-7000-8000-0000000000a2"
#define OP3        "01900000-0000-7000-8000-0000000000a3"
#define ID1        "01900000-0000-7000-8000-0000000000c1"
#define ID2        "01900000-0000-7000-8000-0000000000c2"
#define ID3        "01900000-0000-7000-8000-0000000000c3"
#define NODE(name) "{\"set\":{\"name\":\"" name "\",\"kind\":\"hub\"}}"

static void
test_a_repeat_gets_the_stored_answer (void)
{
  Server server;
  Person ada;
  const Op op = { OP1, TX1, "create", ID1, NODE ("Paris") };
  g_autoptr (GError) error = NULL;

  server_open (&server);
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  g_autoptr (AmbPushReply) first = push (&ada, 1, &op, 1, &error);
  g_assert_no_error (error);
  gint64 head = amb_server_core_get_head (server.core);
  g_autoptr (AmbPushReply) again = push (&ada, 1, &op, 1, &error);
  g_assert_no_error (error);

  g_assert_cmpint (get_result (first, 0)->status, ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (get_result (again, 0)->status, ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (get_result (again, 0)->ver, ==, get_result (first, 0)->ver);
  g_assert_cmpint (amb_server_core_get_head (server.core), ==, head);
  g_assert_cmpint (again->through, ==, 1);
  person_leave (&ada);
  server_close (&server);
}

/* A result tells of the record: whoever learns of another's operation is told nothing by it. */
static void
test_anothers_operation_is_not_answered (void)
{
  Server server;
  Person ada, bob;
  const Op op = { OP1, TX1, "create", ID1, NODE ("Paris") };
  const Op same = { OP1, TX1, "patch", ID1, "{\"set\":{\"code\":\"P\"},\"bv\":{\"code\":9}}" };
  g_autoptr (GError) error = NULL;

  server_open (&server);
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  person_join (&bob, &server, "Bob", AMB_ACCESS_AUDITOR, NULL, NULL);
  g_autoptr (AmbPushReply) first = push (&ada, 1, &op, 1, &error);
  g_assert_no_error (error);
  g_autoptr (AmbPushReply) told = push (&bob, 1, &same, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_result (first, 0)->status, ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (get_result (told, 0)->status, ==, AMB_PUSH_REJECTED);
  g_assert_error (get_result (told, 0)->problem, AMB_PROBLEM_ERROR, AMB_PROBLEM_FORBIDDEN);
  person_leave (&ada);
  person_leave (&bob);
  server_close (&server);
}

/* Numbers go on from the first: there must be room. */
static void
test_a_number_without_a_next_one_is_refused (void)
{
  static const gint64 numbers[] = { G_MAXINT64, G_MAXINT64 - 1, 0, -1, G_MININT64 };
  Server server;
  Person ada;
  const Op ops[] = { { OP1, TX1, "create", ID1, NODE ("Paris") },
                     { OP2, TX2, "create", ID2, NODE ("Lyon") } };

  server_open (&server);
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbPushReply) none = push (&ada, numbers[i], ops, 1, &error);

      g_assert_null (none);
      g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_BAD_REQUEST);
    }
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbPushReply) good = push (&ada, AMB_MAX_N, ops, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpint (good->through, ==, AMB_MAX_N + 1);
  person_leave (&ada);
  server_close (&server);
}

static void
test_a_gap_is_refused_and_says_where (void)
{
  Server server;
  Person ada;
  const Op one = { OP1, TX1, "create", ID1, NODE ("Paris") };
  const Op later = { OP2, TX2, "create", ID2, NODE ("Lyon") };
  g_autoptr (GError) error = NULL;

  server_open (&server);
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  g_autoptr (AmbPushReply) first = push (&ada, 1, &one, 1, &error);
  g_autoptr (AmbPushReply) gap = push (&ada, 3, &later, 1, &error);

  g_assert_null (gap);
  g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_SEQUENCE_GAP);
  g_assert_cmpint (amb_problem_error_get_last_n (error), ==, 1);
  person_leave (&ada);
  server_close (&server);
}

static void
test_a_copied_profile_is_a_fork_and_loses_nothing (void)
{
  Server server;
  Person ada, twin;
  const Op mine = { OP1, TX1, "create", ID1, NODE ("Paris") };
  const Op twins[] = { { OP2, TX2, "create", ID2, NODE ("Lyon") } };
  const Op both[] = { mine, twins[0] };
  g_autoptr (GError) error = NULL;

  server_open (&server);
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  g_autoptr (AmbPushReply) first = push (&ada, 1, &mine, 1, &error);
  g_autoptr (AmbPushReply) fork = push (&ada, 1, twins, 1, &error);
  g_assert_null (fork);
  g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_DEVICE_FORK);
  g_clear_error (&error);

  /* with a device of its own it sends all again: what is known is not done twice */
  twin = ada;
  twin.device = server_dup_id (&server);
  g_autoptr (AmbPushReply) resent = push (&twin, 1, both, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_result (resent, 0)->ver, ==, get_result (first, 0)->ver);
  g_assert_cmpint (get_result (resent, 1)->status, ==, AMB_PUSH_APPLIED);
  g_free (twin.device);
  person_leave (&ada);
  server_close (&server);
}

static void
test_an_action_is_refused_as_a_whole_and_the_next_goes_on (void)
{
  Server server;
  Person ada;
  const Op ops[] = {
    { OP1, TX1, "create", ID1, NODE ("Paris") },
    { OP2, TX1, "create", ID2, "{\"set\":{\"kind\":\"hub\"}}" },
    { OP3, TX2, "create", ID3, NODE ("Lyon") },
  };
  g_autoptr (GError) error = NULL;

  server_open (&server);
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  g_autoptr (AmbPushReply) reply = push (&ada, 1, ops, 3, &error);
  g_assert_no_error (error);

  g_assert_error (get_result (reply, 0)->problem, AMB_PROBLEM_ERROR, AMB_PROBLEM_ACTION_REFUSED);
  g_assert_error (get_result (reply, 1)->problem, AMB_PROBLEM_ERROR, AMB_PROBLEM_INVALID);
  g_assert_cmpstr (amb_problem_error_get_field (get_result (reply, 1)->problem), ==, "name");
  g_assert_cmpint (get_result (reply, 2)->status, ==, AMB_PUSH_APPLIED);
  g_assert_null (amb_store_lookup (server.store, amb_entity_find ("node"), ID1, NULL));
  person_leave (&ada);
  server_close (&server);
}

static void
test_another_token_cannot_use_the_device (void)
{
  Server server;
  Person ada, bob;
  const Op op = { OP1, TX1, "create", ID1, NODE ("Paris") };
  g_autoptr (GError) error = NULL;

  server_open (&server);
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  person_join (&bob, &server, "Bob", AMB_ACCESS_MANAGER, NULL, NULL);
  g_free (bob.device);
  bob.device = g_strdup (ada.device);
  g_autoptr (AmbPushReply) reply = push (&bob, 1, &op, 1, &error);
  g_assert_null (reply);
  g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_DEVICE_FORK);
  person_leave (&ada);
  person_leave (&bob);
  server_close (&server);
}

static void
test_a_damaged_push_changes_nothing (void)
{
  Server server;
  Person ada;
  const Op op = { OP1, TX1, "create", ID1, NODE ("Paris") };

  server_open (&server);
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  g_autoptr (GBytes) whole = make_push (&ada, 1, &op, 1);
  gint64 head = amb_server_core_get_head (server.core);
  for (gsize cut = 0; cut < g_bytes_get_size (whole); cut += 7)
    {
      g_autoptr (GBytes) body = g_bytes_new_from_bytes (whole, 0, cut);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) answer = amb_server_core_push (server.core, ada.principal, body, &error);

      g_assert_null (answer);
      g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_BAD_FRAME);
    }
  g_assert_cmpint (amb_server_core_get_head (server.core), ==, head);
  person_leave (&ada);
  server_close (&server);
}

static void
test_results_are_forgotten_after_400_days (void)
{
  Server server;
  Person ada;
  const Op op = { OP1, TX1, "create", ID1, NODE ("Paris") };
  g_autoptr (GError) error = NULL;
  gint64 left;

  server_open (&server);
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  g_autoptr (AmbPushReply) reply = push (&ada, 1, &op, 1, &error);
  amb_clock_advance (server.clock, 399 * G_GINT64_CONSTANT (86400000));
  amb_server_core_prune (server.core, &error);
  amb_db_query_int (amb_store_get_db (server.store), &left, -1, &error,
                    "SELECT count(*) FROM operation", NULL);
  g_assert_cmpint (left, ==, 1);
  amb_clock_advance (server.clock, 2 * G_GINT64_CONSTANT (86400000));
  amb_server_core_prune (server.core, &error);
  amb_db_query_int (amb_store_get_db (server.store), &left, -1, &error,
                    "SELECT count(*) FROM operation", NULL);
  g_assert_no_error (error);
  g_assert_cmpint (left, ==, 0);
  person_leave (&ada);
  server_close (&server);
}

#define TEN_YEARS (3653 * G_GINT64_CONSTANT (86400000))

/* The server starts with a clock that is years off, and again when it was put right. */
static void
test_a_clock_that_jumps_makes_no_result_old (void)
{
  static const gint64 offsets[] = { TEN_YEARS, -TEN_YEARS };
  const Op made = { OP1, TX1, "create", ID1, NODE ("Paris") };
  const Op changed = { OP2, TX2, "patch", ID1,
                       "{\"set\":{\"name\":\"Lyon\"},\"bv\":{\"name\":0}}" };

  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      Server server;
      Person ada;
      g_autoptr (GError) error = NULL;

      server_open (&server);
      g_assert_true (amb_server_core_prune (server.core, &error));
      person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
      if (offsets[i] < 0)
        amb_clock_advance (server.clock, offsets[i]);
      g_assert_true (amb_server_core_prune (server.core, &error));
      g_autoptr (AmbPushReply) first = push (&ada, 1, &made, 1, &error);
      g_assert_no_error (error);
      amb_clock_advance (server.clock, TEN_YEARS);
      g_assert_true (amb_server_core_prune (server.core, &error));

      g_autoptr (AmbPushReply) again = push (&ada, 1, &made, 1, &error);
      g_assert_no_error (error);
      g_assert_cmpint (get_result (again, 0)->ver, ==, get_result (first, 0)->ver);
      /* whose the record's version is was not forgotten either: nobody is in conflict with oneself
       */
      g_autoptr (AmbPushReply) later = push (&ada, 2, &changed, 1, &error);
      g_assert_no_error (error);
      g_assert_cmpint (get_result (later, 0)->status, ==, AMB_PUSH_APPLIED);
      person_leave (&ada);
      server_close (&server);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/server-push/a-repeat-gets-the-stored-answer",
                   test_a_repeat_gets_the_stored_answer);
  g_test_add_func ("/server/server-push/a-gap-is-refused-and-says-where",
                   test_a_gap_is_refused_and_says_where);
  g_test_add_func ("/server/server-push/anothers-operation-is-not-answered",
                   test_anothers_operation_is_not_answered);
  g_test_add_func ("/server/server-push/a-number-without-a-next-one-is-refused",
                   test_a_number_without_a_next_one_is_refused);
  g_test_add_func ("/server/server-push/a-copied-profile-is-a-fork-and-loses-nothing",
                   test_a_copied_profile_is_a_fork_and_loses_nothing);
  g_test_add_func ("/server/server-push/an-action-is-refused-as-a-whole-and-the-next-goes-on",
                   test_an_action_is_refused_as_a_whole_and_the_next_goes_on);
  g_test_add_func ("/server/server-push/another-token-cannot-use-the-device",
                   test_another_token_cannot_use_the_device);
  g_test_add_func ("/server/server-push/a-damaged-push-changes-nothing",
                   test_a_damaged_push_changes_nothing);
  g_test_add_func ("/server/server-push/results-are-forgotten-after-400-days",
                   test_results_are_forgotten_after_400_days);
  g_test_add_func ("/server/server-push/a-clock-that-jumps-makes-no-result-old",
                   test_a_clock_that_jumps_makes_no_result_old);
  return g_test_run ();
}
