#include "amb-sync-engine-private.h"

/* What an operation's line costs beside its payload. */
#define LINE_BYTES    400
#define TRAILER_BYTES (64 * 1024)
/* Operations are kept this long to give a restored server back what it lost. */
#define LOG_MILLISECONDS (14 * G_TIME_SPAN_DAY / 1000)

static gboolean
renumber (AmbSyncEngine *self, AmbOperation *operation, gint64 n, GError **error)
{
  if (operation->n == n)
    return TRUE;
  /* A parked operation may stand there: it gets a number of its own when it is unparked. */
  if (!amb_db_run (self->db, error,
                   "UPDATE outbox SET n = n + (1 << 40) WHERE n = ?1 AND state = ?2", "ii", n,
                   (gint64) AMB_OPERATION_PARKED) ||
      !amb_db_run (self->db, error, "UPDATE outbox SET n = ?1 WHERE n = ?2", "ii", n, operation->n))
    return FALSE;
  operation->n = n;
  return TRUE;
}

/* From here on the operation never changes: it gets its number, its payload, and is marked sent. */
static gboolean
freeze (AmbSyncEngine *self, AmbOperation *operation, GError **error)
{
  gint64 n = amb_store_get_meta_int (self->store, AMB_SYNC_META_LAST_N, 0) + 1;

  operation->state = AMB_OPERATION_SENT;
  return renumber (self, operation, n, error) &&
         amb_outbox_update (self->store, operation, error) &&
         amb_store_set_meta_int (self->store, AMB_SYNC_META_LAST_N, n, error);
}

/* Fills in the payload of a create; FALSE in *@keep when its row is gone and nothing is left to
 * say. */
static gboolean
complete_operation (AmbSyncEngine *self, AmbOperation *operation, gboolean *keep, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *payload;

  *keep = TRUE;
  if (operation->state != AMB_OPERATION_PENDING || !g_str_equal (operation->kind, "create"))
    return TRUE;
  payload = amb_outbox_dup_create_payload (self->store, operation, &local);
  if (local)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  if (!payload)
    {
      *keep = FALSE;
      return amb_outbox_remove (self->store, operation->n, error);
    }
  g_free (operation->payload);
  operation->payload = payload;
  return TRUE;
}

static gsize
estimate_size (const AmbOperation *operation)
{
  return LINE_BYTES + (operation->payload ? strlen (operation->payload) : 0);
}

/* The operations of the next push: whole transactions, what was sent before comes first. */
static GPtrArray *
collect (AmbSyncEngine *self, GError **error)
{
  g_autoptr (GPtrArray) batch =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_operation_free);
  g_autoptr (GPtrArray) sent =
      amb_outbox_list (self->store, AMB_OPERATION_SENT, AMB_MAX_PUSH_OPERATIONS + 1, error);
  g_autoptr (GPtrArray) pending = sent ? amb_outbox_list (self->store, AMB_OPERATION_PENDING,
                                                          AMB_MAX_PUSH_OPERATIONS + 1, error)
                                       : NULL;
  gsize size = TRAILER_BYTES;
  guint tx_start = 0;

  if (!pending)
    return NULL;
  for (guint i = 0; i < sent->len + pending->len; i++)
    {
      GPtrArray *source = i < sent->len ? sent : pending;
      guint index = i < sent->len ? i : i - sent->len;
      AmbOperation *operation = g_ptr_array_index (source, index);
      AmbOperation *last = batch->len > 0 ? g_ptr_array_index (batch, batch->len - 1) : NULL;
      gboolean keep;

      if (!complete_operation (self, operation, &keep, error))
        return NULL;
      if (!keep)
        continue;
      if (!last || !g_str_equal (last->tx, operation->tx))
        tx_start = batch->len;
      size += estimate_size (operation);
      if (batch->len >= AMB_MAX_PUSH_OPERATIONS || size > AMB_MAX_PUSH_BYTES)
        {
          g_ptr_array_set_size (batch, tx_start > 0 ? tx_start : batch->len);
          break;
        }
      g_ptr_array_add (batch, operation);
      source->pdata[index] = NULL;
    }
  return g_steal_pointer (&batch);
}

static AmbSyncRequest *
new_request (AmbSyncEngine *self, AmbSyncKind kind)
{
  AmbClock *clock = amb_store_get_clock (self->store);
  g_autofree char *id = amb_clock_dup_id (clock);
  AmbSyncRequest *request = amb_sync_request_new (kind, id);

  request->device = amb_store_dup_meta (self->store, AMB_SYNC_META_DEVICE);
  request->generation = amb_store_get_meta_int (self->store, AMB_SYNC_META_GENERATION, 0);
  g_free (self->push_id);
  self->push_id = g_strdup (id);
  return request;
}

static GBytes *
write_push (AmbSyncRequest *request, GPtrArray *batch)
{
  AmbOperation *first = g_ptr_array_index (batch, 0);
  g_autoptr (AmbFrameWriter) writer = amb_push_writer_new (request->device, first->n, request->id);

  for (guint i = 0; i < batch->len; i++)
    {
      AmbOperation *operation = g_ptr_array_index (batch, i);

      amb_push_writer_add (writer, operation->n, operation->op, operation->tx,
                           operation->entity->name, operation->id, operation->kind,
                           operation->payload, operation->at);
    }
  return amb_frame_writer_finish (writer, "ops", NULL);
}

static GPtrArray *
collect_and_freeze (AmbSyncEngine *self, GError **error)
{
  g_autoptr (GPtrArray) batch = collect (self, error);

  if (!batch)
    return NULL;
  for (guint i = 0; i < batch->len; i++)
    {
      AmbOperation *operation = g_ptr_array_index (batch, i);

      if (operation->state == AMB_OPERATION_PENDING && !freeze (self, operation, error))
        return NULL;
    }
  if (batch->len == 0 && !amb_store_set_meta_int (self->store, AMB_SYNC_META_RESEND, 0, error))
    return NULL;
  return g_steal_pointer (&batch);
}

AmbSyncRequest *
amb_sync_engine_plan_push (AmbSyncEngine *self, GError **error)
{
  g_autofree char *device = amb_store_dup_meta (self->store, AMB_SYNC_META_DEVICE);
  g_autofree char *registered = amb_store_dup_meta (self->store, AMB_SYNC_META_REGISTERED);
  g_autoptr (GPtrArray) batch = NULL;
  AmbSyncRequest *request;

  if (!amb_sync_engine_is_connected (self))
    return NULL;
  if (g_strcmp0 (device, registered) != 0)
    return new_request (self, AMB_SYNC_REGISTER);
  if (amb_outbox_count_waiting (self->store) == 0 &&
      amb_store_get_meta_int (self->store, AMB_SYNC_META_RESEND, 0) == 0)
    return NULL;
  if (!amb_db_begin (self->db, error))
    return NULL;
  batch = collect_and_freeze (self, error);
  if (!batch)
    {
      amb_db_rollback (self->db);
      return NULL;
    }
  if (!amb_db_commit (self->db, error) || batch->len == 0)
    return NULL;
  request = new_request (self, AMB_SYNC_PUSH);
  request->body = write_push (request, batch);
  return request;
}

/* What a restored server may lack is sent again from here. */
static gboolean
log_operation (AmbSyncEngine *self, const AmbOperation *operation, GError **error)
{
  gint64 now = amb_clock_now (amb_store_get_clock (self->store));

  return amb_db_run (
      self->db, error,
      "INSERT OR REPLACE INTO sync_log (op, tx, entity, id, kind, payload, at, acked)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      "ttttttii", operation->op, operation->tx, operation->entity->name, operation->id,
      operation->kind, operation->payload, operation->at, now);
}

static gboolean
purge_log (AmbSyncEngine *self, GError **error)
{
  gint64 now = amb_clock_now (amb_store_get_clock (self->store));

  return amb_db_run (self->db, error, "DELETE FROM sync_log WHERE acked < ?1", "i",
                     (gint64) (now - LOG_MILLISECONDS));
}

/* The field is no longer this operation's business: theirs stayed. */
static void
forget_field (AmbOperation *operation, const char *field)
{
  g_autoptr (AmbJson) json =
      operation->payload ? amb_json_parse (operation->payload, strlen (operation->payload), NULL)
                         : NULL;
  g_autoptr (GString) payload = g_string_new ("{");

  if (!json)
    return;
  for (const AmbJsonNode *part = amb_json_node_get_first (amb_json_get_root (json)); part;
       part = amb_json_node_get_next (part))
    {
      const char *name = amb_json_node_get_key (part);

      amb_json_append_key (payload, name);
      if (!g_str_equal (name, "set") && !g_str_equal (name, "bv") && !g_str_equal (name, "was"))
        {
          amb_json_node_append (part, payload);
          continue;
        }
      g_string_append_c (payload, '{');
      for (const AmbJsonNode *member = amb_json_node_get_first (part); member;
           member = amb_json_node_get_next (member))
        if (!g_str_equal (amb_json_node_get_key (member), field))
          {
            amb_json_append_key (payload, amb_json_node_get_key (member));
            amb_json_node_append (member, payload);
          }
      g_string_append_c (payload, '}');
    }
  g_string_append_c (payload, '}');
  g_free (operation->payload);
  operation->payload = g_string_free (g_steal_pointer (&payload), FALSE);
}

static gboolean
read_conflict_value (const AmbField *field, const AmbJsonNode *node, char **value, GError **error)
{
  if (!field || !node || amb_json_node_get_type (node) == AMB_JSON_NULL)
    return TRUE;
  return amb_field_read_value (field, node, value, error);
}

/* What the person saw when the edit began. */
static char *
dup_base (const AmbOperation *operation, const AmbField *field)
{
  g_autoptr (AmbJson) json =
      operation->payload ? amb_json_parse (operation->payload, strlen (operation->payload), NULL)
                         : NULL;
  const AmbJsonNode *was = json ? amb_json_node_get_member (amb_json_get_root (json), "was") : NULL;
  const AmbJsonNode *node = field ? amb_json_node_get_member (was, field->name) : NULL;
  char *value = NULL;

  if (node)
    amb_field_read_value (field, node, &value, NULL);
  return value;
}

/* Theirs becomes the server's value that the row falls back to, at its version. */
static gboolean
take_theirs (AmbSyncEngine *self,
             const AmbOperation *operation,
             const AmbPushConflict *conflict,
             const AmbField *field,
             const char *theirs,
             GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) row =
      amb_store_lookup (self->store, operation->entity, operation->id, &local);

  if (local)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  if (!row || amb_record_get_field_version (row, field->name) >= conflict->ver)
    return TRUE; /* a pull has brought a newer one */
  amb_record_set_field_version (row, field->name, conflict->ver);
  return amb_store_put (self->store, row, error) &&
         amb_shadow_set (self->store, operation->entity, operation->id, field->name, theirs,
                         conflict->ver, error);
}

static gboolean
apply_conflict (AmbSyncEngine *self,
                AmbOperation *operation,
                const AmbPushConflict *conflict,
                AmbSyncOutcome *outcome,
                GError **error)
{
  const AmbField *field =
      conflict->field ? amb_entity_find_field (operation->entity, conflict->field) : NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *base = dup_base (operation, field);
  AmbFinding finding = {
    .is_conflict = TRUE,
    .entity = operation->entity,
    .id = operation->id,
    .field = field,
    .by = (char *) conflict->by,
    .by_at = conflict->at,
    .kind = operation->kind,
    .op = operation->op,
    .tx = operation->tx,
    .at = amb_clock_now (amb_store_get_clock (self->store)),
  };

  if (conflict->field && !field)
    return TRUE; /* a field that this program never sent */
  if (!read_conflict_value (field, conflict->mine, &mine, error) ||
      !read_conflict_value (field, conflict->theirs, &theirs, error))
    return FALSE;
  finding.base = base;
  finding.mine = mine;
  finding.theirs = theirs;
  outcome->findings++;
  if (!amb_findings_add (self->store, &finding, error))
    return FALSE;
  if (!field)
    return TRUE;
  forget_field (operation, field->name);
  return take_theirs (self, operation, conflict, field, theirs, error);
}

static gboolean
apply_result (AmbSyncEngine *self,
              AmbOperation *operation,
              const AmbPushResult *result,
              gint64 mark,
              AmbSyncOutcome *outcome,
              GError **error)
{
  if (result->status == AMB_PUSH_REJECTED)
    return amb_sync_refuse (self, operation, result->problem, &outcome->findings, error);
  for (guint i = 0; result->conflicts && i < result->conflicts->len; i++)
    if (!apply_conflict (self, operation, &g_array_index (result->conflicts, AmbPushConflict, i),
                         outcome, error))
      return FALSE;
  if (result->status == AMB_PUSH_CONFLICT && g_str_equal (operation->kind, "delete"))
    return amb_outbox_remove (self->store, operation->n, error) &&
           amb_sync_settle_operation (self, operation, error);
  operation->state = AMB_OPERATION_ACKED;
  operation->mark = mark;
  if (!amb_outbox_update (self->store, operation, error) || !log_operation (self, operation, error))
    return FALSE;
  return result->status != AMB_PUSH_CONFLICT || amb_sync_settle_operation (self, operation, error);
}

static AmbOperation *
find_sent (GPtrArray *sent, const AmbPushResult *result)
{
  for (guint i = 0; i < sent->len; i++)
    {
      AmbOperation *operation = g_ptr_array_index (sent, i);

      if (operation && operation->n == result->n && g_strcmp0 (operation->op, result->op) == 0)
        return operation;
    }
  return NULL;
}

static gboolean
apply_results (AmbSyncEngine *self, AmbPushReply *reply, AmbSyncOutcome *outcome, GError **error)
{
  g_autoptr (GPtrArray) sent = amb_outbox_list (self->store, AMB_OPERATION_SENT, -1, error);

  if (!sent)
    return FALSE;
  for (guint i = 0; i < reply->results->len; i++)
    {
      const AmbPushResult *result = g_ptr_array_index (reply->results, i);
      AmbOperation *operation = i < sent->len ? g_ptr_array_index (sent, i) : NULL;

      if (!operation || operation->n != result->n || g_strcmp0 (operation->op, result->op) != 0)
        operation = find_sent (sent, result);
      if (!operation)
        continue;
      outcome->operations++;
      if (!apply_result (self, operation, result, reply->mark, outcome, error))
        return FALSE;
    }
  return purge_log (self, error) && amb_sync_release (self, error);
}

gboolean
amb_sync_apply_reply (AmbSyncEngine *self, GBytes *body, AmbSyncOutcome *outcome, GError **error)
{
  g_autoptr (AmbPushReply) reply = amb_push_reply_read (body, error);

  if (!reply || !amb_db_begin (self->db, error))
    return FALSE;
  if (!apply_results (self, reply, outcome, error))
    {
      amb_db_rollback (self->db);
      return FALSE;
    }
  if (!amb_db_commit (self->db, error))
    return FALSE;
  outcome->applied = TRUE;
  outcome->more = amb_outbox_count_waiting (self->store) > 0 ||
                  amb_store_get_meta_int (self->store, AMB_SYNC_META_RESEND, 0) != 0;
  return TRUE;
}
