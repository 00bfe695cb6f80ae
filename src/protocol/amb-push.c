/* Pushes as the server reads them and as a client writes them. */
#include "amb-push.h"
#include "amb-clock.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

// clang-format off
static const char *const kinds[] = {
  [AMB_PUSH_CREATE]   = "create",
  [AMB_PUSH_PATCH]    = "patch",
  [AMB_PUSH_MOVE]     = "move",
  [AMB_PUSH_DELETE]   = "delete",
  [AMB_PUSH_UNDELETE] = "undelete",
};
// clang-format on

const char *
amb_push_kind_to_text (AmbPushKind kind)
{
  return kinds[kind];
}

gboolean
amb_push_kind_from_text (const char *text, AmbPushKind *kind)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i], text))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

void
amb_push_operation_free (AmbPushOperation *self)
{
  g_clear_error (&self->problem);
  g_clear_pointer (&self->json, amb_json_free);
  g_free (self);
}

void
amb_push_free (AmbPush *self)
{
  g_free (self->device);
  g_free (self->request);
  g_free (self->claim);
  g_clear_pointer (&self->operations, g_ptr_array_unref);
  g_free (self);
}

static const AmbJsonNode *
get_object (const AmbJsonNode *node, const char *name, AmbPushOperation *operation)
{
  const AmbJsonNode *member = amb_json_node_get_member (node, name);
  if (member == NULL || amb_json_node_get_type (member) == AMB_JSON_OBJECT)
    return member;
  if (operation->problem == NULL)
    amb_problem_set_error (&operation->problem, AMB_PROBLEM_BAD_REQUEST,
                           _ ("The member “%s” of an operation is not an object."), name);
  return NULL;
}

void
amb_push_set_too_many_unknown (GError **error, const AmbEntity *entity)
{
  amb_problem_set_error (error, AMB_PROBLEM_TOO_LARGE,
                         _ ("%s: a record may hold %d members that this server doesn’t know. Send "
                            "fewer, or update the server."),
                         _ (entity->label_plural), AMB_MAX_UNKNOWN_MEMBERS);
}

static gboolean
has_too_many_unknown (const AmbPushOperation *self)
{
  guint n = 0;

  for (const AmbJsonNode *member = amb_json_node_get_first (self->set); member != NULL;
       member = amb_json_node_get_next (member))
    if (amb_entity_find_field (self->entity, amb_json_node_get_key (member)) == NULL)
      n++;
  return n > AMB_MAX_UNKNOWN_MEMBERS;
}

/* Of what there is one, there is no second one under another id. */
static gboolean
is_second (const AmbPushOperation *self)
{
  const char *single = amb_entity_get_singleton_id (self->entity);

  return self->kind == AMB_PUSH_CREATE && single != NULL && !g_str_equal (self->id, single);
}

static void
set_second (GError **error, const AmbEntity *entity)
{
  GError *problem = NULL;

  amb_problem_set_error (&problem, AMB_PROBLEM_DUPLICATE,
                         _ ("There is one programme, and it is there already. Change that one."));
  amb_problem_error_set_other (problem, amb_entity_get_singleton_id (entity));
  g_propagate_error (error, problem);
}

/* What of one operation can be wrong without hurting the others. */
static void
read_content (AmbPushOperation *self, const AmbJsonNode *node)
{
  const char *entity = amb_json_node_get_member_string (node, "t");
  const char *kind = amb_json_node_get_member_string (node, "kind");
  const char *at = amb_json_node_get_member_string (node, "at");

  self->entity = entity != NULL ? amb_entity_find (entity) : NULL;
  self->id = amb_json_node_get_member_string (node, "id");
  self->set = get_object (node, "set", self);
  self->bv = get_object (node, "bv", self);
  self->add = get_object (node, "add", self);
  self->del = get_object (node, "del", self);
  self->base = amb_json_node_get_member_int (node, "base", 0);
  self->took = amb_json_node_get_member_int (node, "took", 0);
  self->from = amb_json_node_get_member_string (node, "from");
  self->to = amb_json_node_get_member_string (node, "to");
  self->why = amb_json_node_get_member_string (node, "why");
  self->transition = amb_json_node_get_member_string (node, "transition");
  self->reverts = amb_json_node_get_member_string (node, "reverts");
  self->imported = amb_json_node_get_bool (amb_json_node_get_member (node, "imported"), FALSE);
  if (at != NULL)
    amb_instant_parse (at, &self->at);

  if (self->problem != NULL)
    return;
  if (self->entity == NULL || !g_str_equal (self->entity->name, entity))
    amb_problem_set_error (&self->problem, AMB_PROBLEM_BAD_REQUEST,
                           _ ("This server knows no kind of record called “%s”."),
                           entity != NULL ? entity : "");
  else if (!amb_push_kind_from_text (kind, &self->kind))
    amb_problem_set_error (&self->problem, AMB_PROBLEM_BAD_REQUEST,
                           _ ("“%s” is no kind of operation."), kind != NULL ? kind : "");
  else if (self->id == NULL || (!amb_id_is_valid (self->id) &&
                                g_strcmp0 (self->id, amb_entity_get_singleton_id (self->entity))))
    amb_problem_set_error (&self->problem, AMB_PROBLEM_BAD_REQUEST,
                           _ ("“%s” is no id of a record."), self->id != NULL ? self->id : "");
  else if (self->kind == AMB_PUSH_MOVE && (self->from == NULL || self->to == NULL))
    amb_problem_set_error (&self->problem, AMB_PROBLEM_BAD_REQUEST,
                           _ ("A move needs the states “from” and “to”."));
  else if (self->transition != NULL && !amb_id_is_valid (self->transition))
    amb_problem_set_error (&self->problem, AMB_PROBLEM_BAD_REQUEST,
                           _ ("The id of a transition is not valid."));
  else if (is_second (self))
    set_second (&self->problem, self->entity);
  else if (has_too_many_unknown (self))
    amb_push_set_too_many_unknown (&self->problem, self->entity);
}

/* FALSE: the push as a whole can't be trusted. */
static gboolean
read_operation (AmbPush *push, AmbJson *json, gsize size, GError **error)
{
  g_autoptr (AmbPushOperation) self = g_new0 (AmbPushOperation, 1);
  const AmbJsonNode *node = amb_json_get_root (json);
  gint64 expected = push->n0 + push->operations->len;

  self->json = json;
  self->size = size;
  self->n = amb_json_node_get_member_int (node, "n", -1);
  self->op = amb_json_node_get_member_string (node, "op");
  self->tx = amb_json_node_get_member_string (node, "tx");

  if (self->n != expected)
    {
      amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                             _ ("Operation %" PRId64 " is missing in the push."), expected);
      return FALSE;
    }
  if (self->op == NULL || !amb_id_is_valid (self->op) || self->tx == NULL ||
      !amb_id_is_valid (self->tx))
    {
      amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                             _ ("Operation %" PRId64 " has no valid “op” and “tx”."), self->n);
      return FALSE;
    }
  read_content (self, node);
  g_ptr_array_add (push->operations, g_steal_pointer (&self));
  return TRUE;
}

/* What a whole programme is sent under. */
static gboolean
read_claim (AmbPush *push, const AmbJsonNode *head, GError **error)
{
  push->claim = g_strdup (amb_json_node_get_member_string (head, "claim"));
  push->is_last = amb_json_node_get_bool (amb_json_node_get_member (head, "last"), FALSE);
  if (amb_json_node_get_member (head, "claim") == NULL ||
      (push->claim != NULL && amb_id_is_valid (push->claim)))
    return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST, _ ("The “claim” of a push is no id."));
  return FALSE;
}

static gboolean
read_head (AmbPush *push, AmbFrameReader *reader, GError **error)
{
  g_autoptr (AmbJson) line = NULL;
  if (!amb_frame_reader_next (reader, &line, error))
    return FALSE;

  const AmbJsonNode *node = line != NULL ? amb_json_get_root (line) : NULL;
  push->device = g_strdup (amb_json_node_get_member_string (node, "device"));
  push->request = g_strdup (amb_json_node_get_member_string (node, "req"));
  push->n0 = amb_json_node_get_member_int (node, "n0", -1);

  if (g_strcmp0 (amb_json_node_get_member_string (node, "k"), "head") != 0 ||
      push->device == NULL || !amb_id_is_valid (push->device) || push->n0 < 1 ||
      push->n0 > AMB_MAX_N)
    {
      amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                             _ ("A push begins with a head that names “device” and “n0”."));
      return FALSE;
    }
  return read_claim (push, node, error);
}

AmbPush *
amb_push_read (GBytes *body, GError **error)
{
  if (g_bytes_get_size (body) > AMB_MAX_PUSH_BYTES)
    {
      amb_problem_set_error (error, AMB_PROBLEM_TOO_LARGE,
                             _ ("A push may hold %d bytes. Send fewer operations."),
                             AMB_MAX_PUSH_BYTES);
      return NULL;
    }
  g_autoptr (AmbFrameReader) reader = amb_frame_reader_new (body, "ops", error);
  if (reader == NULL)
    return NULL;
  if (amb_frame_reader_get_rows (reader) > AMB_MAX_PUSH_OPERATIONS)
    {
      amb_problem_set_error (error, AMB_PROBLEM_TOO_LARGE,
                             _ ("A push may hold %d operations. Send fewer."),
                             AMB_MAX_PUSH_OPERATIONS);
      return NULL;
    }

  g_autoptr (AmbPush) push = g_new0 (AmbPush, 1);
  push->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_push_operation_free);
  if (!read_head (push, reader, error))
    return NULL;
  for (;;)
    {
      AmbJson *line = NULL;
      gsize before = amb_frame_reader_get_offset (reader);
      if (!amb_frame_reader_next (reader, &line, error))
        return NULL;
      if (line == NULL)
        return g_steal_pointer (&push);
      if (!read_operation (push, line, amb_frame_reader_get_offset (reader) - before, error))
        return NULL;
    }
}

AmbFrameWriter *
amb_push_writer_new (const char *device, gint64 n0, const char *request)
{
  return amb_push_writer_new_claiming (device, n0, request, NULL, FALSE);
}

AmbFrameWriter *
amb_push_writer_new_claiming (
    const char *device, gint64 n0, const char *request, const char *claim, gboolean is_last)
{
  AmbFrameWriter *writer = amb_frame_writer_new ();
  GString *out = amb_frame_writer_get_buffer (writer);

  g_string_append (out, "{\"k\":\"head\",\"device\":");
  amb_json_append_string (out, device);
  g_string_append_printf (out, ",\"n0\":%" G_GINT64_FORMAT ",\"req\":", n0);
  amb_json_append_string (out, request);
  if (claim != NULL)
    {
      amb_json_append_key (out, "claim");
      amb_json_append_string (out, claim);
      g_string_append (out, is_last ? ",\"last\":true" : "");
    }
  g_string_append_c (out, '}');
  amb_frame_writer_end_line (writer, FALSE);
  return writer;
}

void
amb_push_writer_add (AmbFrameWriter *writer,
                     gint64 n,
                     const char *op,
                     const char *tx,
                     const char *entity,
                     const char *id,
                     const char *kind,
                     const char *payload,
                     gint64 at)
{
  GString *out = amb_frame_writer_get_buffer (writer);
  g_autofree char *instant = at != 0 ? amb_instant_format (at) : NULL;
  const char *const members[][2] = { { "op", op }, { "tx", tx },     { "t", entity },
                                     { "id", id }, { "kind", kind }, { "at", instant } };

  g_string_append_printf (out, "{\"n\":%" G_GINT64_FORMAT, n);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i][1] != NULL)
      {
        amb_json_append_key (out, members[i][0]);
        amb_json_append_string (out, members[i][1]);
      }
  if (payload != NULL && payload[0] == '{' && payload[1] != '}')
    {
      g_string_append_c (out, ',');
      g_string_append (out, payload + 1);
    }
  else
    g_string_append_c (out, '}');
  amb_frame_writer_end_line (writer, TRUE);
}
