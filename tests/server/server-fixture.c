#include "server-fixture.h"

#include <string.h>

void
server_open (Server *self)
{
  g_autoptr (GError) error = NULL;

  self->clock = amb_clock_new_manual (1795000000000, 7);
  self->store = amb_store_open (":memory:", AMB_STORE_SERVER, self->clock, &error);
  g_assert_no_error (error);
  self->core = amb_server_core_new (self->store, &error);
  g_assert_no_error (error);
}

void
server_close (Server *self)
{
  g_assert_finalize_object (self->core);
  g_assert_finalize_object (self->store);
  g_object_unref (self->clock);
}

char *
server_dup_id (Server *self)
{
  return amb_clock_dup_id (self->clock);
}

void
person_join (Person *self,
             Server *server,
             const char *name,
             AmbAccess access,
             const char *const *nodes,
             const char *record)
{
  g_autoptr (GError) error = NULL;

  *self = (Person){ .server = server, .n = 1 };
  self->token =
      amb_server_core_create_token (server->core, name, access, nodes, record, NULL, &error);
  g_assert_no_error (error);
  self->principal = amb_server_core_authenticate (server->core, self->token, &error);
  g_assert_no_error (error);
  self->device = server_dup_id (server);
  amb_server_core_register_device (server->core, self->principal, self->device, &error);
  g_assert_no_error (error);
}

void
person_leave (Person *self)
{
  g_free (self->token);
  g_clear_pointer (&self->principal, amb_principal_free);
  g_free (self->device);
  g_free (self->cursor);
}

AmbPushReply *
person_push (
    Person *self, const char *kind, const char *entity, const char *id, const char *payload)
{
  g_autofree char *op = server_dup_id (self->server);
  g_autofree char *tx = server_dup_id (self->server);
  g_autoptr (AmbFrameWriter) writer = amb_push_writer_new (self->device, self->n, "r");
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  AmbPushReply *reply;

  amb_push_writer_add (writer, self->n++, op, tx, entity, id, kind, payload, 0);
  body = amb_frame_writer_finish (writer, "ops", NULL);
  answer = amb_server_core_push (self->server->core, self->principal, body, &error);
  g_assert_no_error (error);
  reply = amb_push_reply_read (answer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->results->len, ==, 1);
  return reply;
}

AmbPushStatus
person_push_status (
    Person *self, const char *kind, const char *entity, const char *id, const char *payload)
{
  g_autoptr (AmbPushReply) reply = person_push (self, kind, entity, id, payload);
  AmbPushResult *result = reply->results->pdata[0];

  if (result->problem != NULL)
    g_test_message ("%s", result->problem->message);
  return result->status;
}

AmbProblemCode
person_push_problem (
    Person *self, const char *kind, const char *entity, const char *id, const char *payload)
{
  g_autoptr (AmbPushReply) reply = person_push (self, kind, entity, id, payload);
  AmbPushResult *result = reply->results->pdata[0];

  g_assert_cmpint (result->status, ==, AMB_PUSH_REJECTED);
  return result->problem->code;
}

char *
person_add (Person *self, const char *entity, const char *members)
{
  g_autofree char *id = server_dup_id (self->server);
  g_autofree char *payload = g_strdup_printf ("{\"set\":{%s}}", members);

  g_assert_cmpint (person_push_status (self, "create", entity, id, payload), ==, AMB_PUSH_APPLIED);
  return g_steal_pointer (&id);
}

AmbRecord *
server_get (Server *self, const char *entity, const char *id)
{
  g_autoptr (GError) error = NULL;
  AmbRecord *record = amb_store_lookup (self->store, amb_entity_find (entity), id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);
  return record;
}

static void
read_line (Pulled *self, AmbJson *json)
{
  const AmbJsonNode *node = amb_json_get_root (json);
  const char *kind = amb_json_node_get_member_string (node, "k");
  const char *why = amb_json_node_get_member_string (node, "why");

  if (g_str_equal (kind, "scope"))
    g_ptr_array_add (self->lines,
                     g_strdup_printf ("scope %s %s", amb_json_node_get_member_string (node, "op"),
                                      amb_json_node_get_member_string (node, "scope")));
  else if (!g_str_equal (kind, "head"))
    g_ptr_array_add (self->lines, g_strdup_printf ("%s %s %s %s%s%s", kind,
                                                   amb_json_node_get_member_string (node, "s"),
                                                   amb_json_node_get_member_string (node, "t"),
                                                   amb_json_node_get_member_string (node, "id"),
                                                   why != NULL ? " " : "", why != NULL ? why : ""));
  if (g_str_equal (kind, "put") || g_str_equal (kind, "rm"))
    g_ptr_array_add (self->rows, json);
  else
    amb_json_free (json);
}

static void
pull_into (Person *self, Pulled *pulled, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbPrincipal) principal =
      amb_server_core_authenticate (self->server->core, self->token, &error);
  g_autoptr (GBytes) page = NULL;
  g_autoptr (AmbFrameReader) reader = NULL;
  AmbJson *line = NULL;

  g_assert_no_error (error);
  page = amb_server_core_pull (self->server->core, principal, self->cursor, limit, "q", &error);
  g_assert_no_error (error);
  reader = amb_frame_reader_new (page, "rows", &error);
  g_assert_no_error (error);
  while (amb_frame_reader_next (reader, &line, &error) && line != NULL)
    read_line (pulled, line);
  g_assert_no_error (error);
  pulled->mark = amb_json_node_get_member_int (amb_frame_reader_get_end (reader), "mark", -1);
  pulled->more = amb_json_node_get_bool (
      amb_json_node_get_member (amb_frame_reader_get_end (reader), "more"), FALSE);
  g_free (self->cursor);
  self->cursor =
      g_strdup (amb_json_node_get_member_string (amb_frame_reader_get_end (reader), "cursor"));
}

static Pulled *
pulled_new (void)
{
  Pulled *self = g_new0 (Pulled, 1);

  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_json_free);
  return self;
}

Pulled *
person_pull (Person *self, guint limit)
{
  Pulled *pulled = pulled_new ();

  pull_into (self, pulled, limit);
  return pulled;
}

Pulled *
person_pull_all (Person *self)
{
  Pulled *pulled = pulled_new ();

  do
    pull_into (self, pulled, 5000);
  while (pulled->more);
  return pulled;
}

gboolean
pulled_has (Pulled *self, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  return g_ptr_array_find_with_equal_func (self->lines, line, g_str_equal, NULL);
}

void
pulled_free (Pulled *self)
{
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->rows);
  g_free (self);
}
