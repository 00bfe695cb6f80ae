/* Pushes: what a client writes the server reads; what is wrong is refused, whole or alone. */
#include "amb-push.h"

#include <string.h>

#define DEVICE "01900000-0000-7000-8000-000000000001"
#define OP     "01900000-0000-7000-8000-0000000000a1"
#define TX     "01900000-0000-7000-8000-0000000000b1"
#define ID     "01900000-0000-7000-8000-0000000000c1"

static GBytes *
frame (const char *const *lines)
{
  g_autoptr (AmbFrameWriter) writer = amb_frame_writer_new ();
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_string_append (amb_frame_writer_get_buffer (writer), lines[i]);
      amb_frame_writer_end_line (writer, i > 0);
    }
  return amb_frame_writer_finish (writer, "ops", NULL);
}

static void
test_reads_what_a_client_writes (void)
{
  g_autoptr (AmbFrameWriter) writer = amb_push_writer_new (DEVICE, 7, "r1");
  amb_push_writer_add (writer, 7, OP, TX, "ambassador", ID, "patch",
                       "{\"set\":{\"city\":\"Lyon\",\"country\":null},\"bv\":{\"city\":3}}", 1000);
  amb_push_writer_add (writer, 8, OP, TX, "ambassador", ID, "delete", "{\"base\":12}", 0);
  amb_push_writer_add (writer, 9, OP, TX, "ambassador", ID, "undelete", NULL, 0);
  amb_push_writer_add (writer, 10, OP, TX, "ambassador", ID, "move",
                       "{\"from\":\"active\",\"to\":\"paused\",\"why\":\"leave\"}", 0);
  g_autoptr (GBytes) body = amb_frame_writer_finish (writer, "ops", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbPush) push = amb_push_read (body, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (push->device, ==, DEVICE);
  g_assert_cmpstr (push->request, ==, "r1");
  g_assert_cmpuint (push->operations->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_no_error (((AmbPushOperation *) push->operations->pdata[i])->problem);

  AmbPushOperation *patch = push->operations->pdata[0];
  g_assert_cmpint (patch->n, ==, 7);
  g_assert_cmpint (patch->kind, ==, AMB_PUSH_PATCH);
  g_assert_cmpint (patch->at, ==, 1000);
  g_assert_cmpstr (amb_json_node_get_member_string (patch->set, "city"), ==, "Lyon");
  g_assert_cmpint (amb_json_node_get_member_int (patch->bv, "city", 0), ==, 3);
  g_assert_cmpint (((AmbPushOperation *) push->operations->pdata[1])->base, ==, 12);
  g_assert_cmpstr (((AmbPushOperation *) push->operations->pdata[3])->why, ==, "leave");
}

static void
test_refuses_a_push_as_a_whole (void)
{
  static const struct
  {
    const char *what;
    const char *lines[4];
  } cases[] = {
    { "no head", { "{\"n\":1}", NULL } },
    { "no device", { "{\"k\":\"head\",\"n0\":1}", NULL } },
    { "a device that is no id", { "{\"k\":\"head\",\"device\":\"x\",\"n0\":1}", NULL } },
    { "n0 of zero", { "{\"k\":\"head\",\"device\":\"" DEVICE "\",\"n0\":0}", NULL } },
    { "numbers that skip",
      { "{\"k\":\"head\",\"device\":\"" DEVICE "\",\"n0\":1}",
        "{\"n\":2,\"op\":\"" OP "\",\"tx\":\"" TX "\"}", NULL } },
    { "no op",
      { "{\"k\":\"head\",\"device\":\"" DEVICE "\",\"n0\":1}", "{\"n\":1,\"tx\":\"" TX "\"}",
        NULL } },
    { "a tx that is no id",
      { "{\"k\":\"head\",\"device\":\"" DEVICE "\",\"n0\":1}",
        "{\"n\":1,\"op\":\"" OP "\",\"tx\":\"5\"}", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) body = frame (cases[i].lines);
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbPush) push = amb_push_read (body, &error);
      if (push != NULL)
        g_error ("accepted: %s", cases[i].what);
      g_assert_cmpint (error->domain, ==, AMB_PROBLEM_ERROR);
    }
}

static void
test_one_bad_operation_is_refused_alone (void)
{
  static const char *const contents[] = {
    "\"t\":\"dragon\",\"id\":\"" ID "\",\"kind\":\"create\"",
    "\"t\":\"ambassador\",\"id\":\"" ID "\",\"kind\":\"explode\"",
    "\"t\":\"ambassador\",\"id\":\"7\",\"kind\":\"create\"",
    "\"t\":\"ambassador\",\"id\":\"" ID "\",\"kind\":\"create\",\"set\":[]",
    "\"t\":\"ambassador\",\"id\":\"" ID "\",\"kind\":\"move\",\"to\":\"active\"",
    "\"kind\":\"create\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *line =
          g_strdup_printf ("{\"n\":1,\"op\":\"" OP "\",\"tx\":\"" TX "\",%s}", contents[i]);
      const char *lines[] = { "{\"k\":\"head\",\"device\":\"" DEVICE "\",\"n0\":1}", line, NULL };
      g_autoptr (GBytes) body = frame (lines);
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbPush) push = amb_push_read (body, &error);

      g_assert_no_error (error);
      g_assert_error (((AmbPushOperation *) push->operations->pdata[0])->problem, AMB_PROBLEM_ERROR,
                      AMB_PROBLEM_BAD_REQUEST);
    }
}

static void
test_refuses_too_many_operations_and_too_many_bytes (void)
{
  g_autoptr (AmbFrameWriter) many = amb_push_writer_new (DEVICE, 1, NULL);
  for (int n = 1; n <= AMB_MAX_PUSH_OPERATIONS + 1; n++)
    amb_push_writer_add (many, n, OP, TX, "ambassador", ID, "undelete", NULL, 0);
  g_autoptr (GBytes) body = amb_frame_writer_finish (many, "ops", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_null (amb_push_read (body, &error));
  g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_TOO_LARGE);
  g_clear_error (&error);

  g_autofree char *text = g_strnfill (AMB_MAX_PUSH_BYTES, 'x');
  g_autoptr (AmbFrameWriter) big = amb_push_writer_new (text, 1, NULL);
  g_autoptr (GBytes) big_body = amb_frame_writer_finish (big, "ops", NULL);
  g_assert_null (amb_push_read (big_body, &error));
  g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_TOO_LARGE);
}

static void
test_reads_a_reply (void)
{
  static const char *const lines[] = {
    "{\"k\":\"head\"}",
    "{\"n\":1,\"op\":\"" OP "\",\"status\":\"applied\",\"ver\":5}",
    "{\"n\":2,\"op\":\"" OP
    "\",\"status\":\"conflict\",\"ver\":6,\"conflicts\":[{\"field\":\"city\","
    "\"base\":3,\"ver\":4,\"mine\":\"Lyon\",\"theirs\":null,\"by\":\"Ada\"}]}",
    "{\"n\":3,\"op\":\"" OP
    "\",\"status\":\"rejected\",\"problem\":{\"code\":\"gone\",\"detail\":\"x\"}}",
    NULL,
  };
  g_autoptr (GBytes) body = frame (lines);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbPushReply) reply = NULL;

  /* a reply has no head; the frame helper made one, which is refused as a result */
  reply = amb_push_reply_read (body, &error);
  g_assert_null (reply);
  g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_BAD_FRAME);
  g_clear_error (&error);

  g_autoptr (AmbFrameWriter) writer = amb_frame_writer_new ();
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_string_append (amb_frame_writer_get_buffer (writer), lines[i]);
      amb_frame_writer_end_line (writer, TRUE);
    }
  g_autoptr (GBytes) good = amb_frame_writer_finish (writer, "ops", "\"through\":3,\"mark\":9");
  reply = amb_push_reply_read (good, &error);
  g_assert_no_error (error);
  g_assert_cmpint (reply->through, ==, 3);
  g_assert_cmpint (reply->mark, ==, 9);

  AmbPushResult *conflict = reply->results->pdata[1];
  AmbPushConflict *first = &g_array_index (conflict->conflicts, AmbPushConflict, 0);
  g_assert_cmpint (conflict->status, ==, AMB_PUSH_CONFLICT);
  g_assert_cmpstr (first->field, ==, "city");
  g_assert_cmpstr (amb_json_node_get_string (first->mine), ==, "Lyon");
  g_assert_cmpint (first->ver, ==, 4);
  g_assert_error (((AmbPushResult *) reply->results->pdata[2])->problem, AMB_PROBLEM_ERROR,
                  AMB_PROBLEM_GONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/push/reads-what-a-client-writes", test_reads_what_a_client_writes);
  g_test_add_func ("/protocol/push/refuses-a-push-as-a-whole", test_refuses_a_push_as_a_whole);
  g_test_add_func ("/protocol/push/one-bad-operation-is-refused-alone",
                   test_one_bad_operation_is_refused_alone);
  g_test_add_func ("/protocol/push/refuses-too-many-operations-and-too-many-bytes",
                   test_refuses_too_many_operations_and_too_many_bytes);
  g_test_add_func ("/protocol/push/reads-a-reply", test_reads_a_reply);
  return g_test_run ();
}
