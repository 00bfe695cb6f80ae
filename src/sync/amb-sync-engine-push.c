#include "amb-error.h"
#include "amb-journal.h"
#include "amb-sync-account.h"
#include "amb-sync-engine-private.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

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

/* (transfer full): a patch as the server reads it: what the person saw, and what is empty, stays
 * here. */
static char *
dup_sent_payload (const AmbOperation *operation)
{
  static const char *const kept_here[] = { "was", "piled", "saw", NULL };
  g_autoptr (AmbJson) json = NULL;
  g_autoptr (GString) out = g_string_new ("{");

  if (operation->payload && g_str_equal (operation->kind, "patch"))
    json = amb_json_parse (operation->payload, strlen (operation->payload), NULL);
  if (!json)
    return g_strdup (operation->payload);
  for (const AmbJsonNode *part = amb_json_node_get_first (amb_json_get_root (json)); part;
       part = amb_json_node_get_next (part))
    {
      const char *name = amb_json_node_get_key (part);

      if (g_strv_contains (kept_here, name) ||
          (!amb_json_node_get_first (part) &&
           (g_str_equal (name, "add") || g_str_equal (name, "del"))))
        continue;
      amb_json_append_key (out, name);
      amb_json_node_append (part, out);
    }
  g_string_append_c (out, '}');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
add_line (AmbFrameWriter *writer, const AmbOperation *operation, gint64 n)
{
  g_autofree char *payload = dup_sent_payload (operation);

  amb_push_writer_add (writer, n, operation->op, operation->tx, operation->entity->name,
                       operation->id, operation->kind, payload, operation->at);
}

/* One action: operations of a tx that follow one another in a list. */
typedef struct
{
  guint end;  /* index of the first operation that is no longer of it */
  guint n;    /* operations that are left of it */
  gsize size; /* estimated */
} Action;

/* Measures the action that begins at @start and completes its operations; what is left without
 * anything to say becomes NULL in @source. */
static gboolean
measure (AmbSyncEngine *self, GPtrArray *source, guint start, Action *action, GError **error)
{
  g_autofree char *tx = g_strdup (((AmbOperation *) g_ptr_array_index (source, start))->tx);

  *action = (Action){ .end = start };
  for (; action->end < source->len; action->end++)
    {
      AmbOperation *operation = g_ptr_array_index (source, action->end);
      gboolean keep;

      if (!g_str_equal (operation->tx, tx))
        return TRUE;
      if (!complete_operation (self, operation, &keep, error))
        return FALSE;
      if (!keep)
        {
          amb_operation_free (operation);
          source->pdata[action->end] = NULL;
          continue;
        }
      action->n++;
      action->size += estimate_size (operation);
    }
  return TRUE;
}

/* Whether the server takes the action at all. Its lines are written only when the estimate, which
 * is high, leaves a doubt. */
static gboolean
fits_server (GPtrArray *source, guint start, const Action *action)
{
  g_autoptr (AmbFrameWriter) writer = NULL;

  if (action->n > AMB_MAX_TX_OPERATIONS)
    return FALSE;
  if (action->size <= AMB_MAX_TX_BYTES)
    return TRUE;
  writer = amb_frame_writer_new ();
  for (guint i = start; i < action->end; i++)
    if (source->pdata[i])
      add_line (writer, source->pdata[i], G_MAXINT64);
  return amb_frame_writer_get_size (writer) <= AMB_MAX_TX_BYTES;
}

/* What is being put together for the next push. */
typedef struct
{
  GPtrArray *operations;
  gsize size;
  gboolean is_full;
  char *oversize; /* nullable: a tx that the server would never take */
} Batch;

static void
take_action (Batch *batch, GPtrArray *source, guint start, const Action *action)
{
  for (guint i = start; i < action->end; i++)
    if (source->pdata[i])
      g_ptr_array_add (batch->operations, g_steal_pointer (&source->pdata[i]));
  batch->size += action->size;
}

/* What a former version sent in parts is repeated in parts: it never changes. */
static void
take_part (Batch *batch, GPtrArray *source, guint start, const Action *action)
{
  for (guint i = start; i < action->end && batch->operations->len < AMB_MAX_PUSH_OPERATIONS; i++)
    {
      if (batch->size + estimate_size (source->pdata[i]) > AMB_MAX_PUSH_BYTES)
        return;
      batch->size += estimate_size (source->pdata[i]);
      g_ptr_array_add (batch->operations, g_steal_pointer (&source->pdata[i]));
    }
}

/* Whole actions of @source, as long as there is room; none is ever split. */
static gboolean
take_actions (
    AmbSyncEngine *self, Batch *batch, GPtrArray *source, gboolean is_sent, GError **error)
{
  Action action;

  for (guint start = 0; start < source->len && !batch->is_full; start = action.end)
    {
      if (!measure (self, source, start, &action, error))
        return FALSE;
      if (!is_sent && !fits_server (source, start, &action))
        {
          for (guint i = start; i < action.end && !batch->oversize; i++)
            if (source->pdata[i])
              batch->oversize = g_strdup (((AmbOperation *) source->pdata[i])->tx);
          return TRUE;
        }
      batch->is_full = batch->operations->len + action.n > AMB_MAX_PUSH_OPERATIONS ||
                       batch->size + action.size > AMB_MAX_PUSH_BYTES;
      if (!batch->is_full)
        take_action (batch, source, start, &action);
      else if (batch->operations->len == 0)
        take_part (batch, source, start, &action);
    }
  return TRUE;
}

/* What may be sent now: an action that begins within a push's room is seen to its end, or to where
 * it is too large. */
static GPtrArray *
list_pending (AmbSyncEngine *self, GHashTable *held, GError **error)
{
  gint64 limit = AMB_MAX_PUSH_OPERATIONS + AMB_MAX_TX_OPERATIONS + 1 + g_hash_table_size (held);
  g_autoptr (GPtrArray) all = amb_outbox_list (self->store, AMB_OPERATION_PENDING, limit, error);
  g_autoptr (GPtrArray) pending =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_operation_free);

  if (!all || g_hash_table_size (held) == 0)
    return g_steal_pointer (&all);
  for (guint i = 0; i < all->len; i++)
    if (!g_hash_table_contains (held, ((AmbOperation *) all->pdata[i])->op))
      g_ptr_array_add (pending, g_steal_pointer (&all->pdata[i]));
  return g_steal_pointer (&pending);
}

/* Held operations leave their numbers to the @n operations that are sent before them, and keep
 * their order. */
static gboolean
put_held_last (AmbSyncEngine *self, GHashTable *held, guint n, GError **error)
{
  gint64 last_n = amb_store_get_meta_int (self->store, AMB_SYNC_META_LAST_N, 0);
  gint64 next = amb_store_get_meta_int (self->store, AMB_SYNC_META_NEXT_N, 1);
  g_autoptr (GPtrArray) all = NULL;
  gboolean is_in_the_way = FALSE;

  if (n == 0 || g_hash_table_size (held) == 0)
    return TRUE;
  all = amb_outbox_list (self->store, AMB_OPERATION_PENDING, -1, error);
  for (guint i = 0; all && i < all->len; i++)
    {
      const AmbOperation *operation = g_ptr_array_index (all, i);

      is_in_the_way = is_in_the_way ||
                      (operation->n <= last_n + n && g_hash_table_contains (held, operation->op));
    }
  for (guint i = 0; is_in_the_way && i < all->len; i++)
    {
      const AmbOperation *operation = g_ptr_array_index (all, i);

      if (g_hash_table_contains (held, operation->op) &&
          !amb_db_run (self->db, error, "UPDATE outbox SET n = ?1 WHERE op = ?2", "it", next++,
                       operation->op))
        return FALSE;
    }
  return all && (!is_in_the_way ||
                 amb_store_set_meta_int (self->store, AMB_SYNC_META_NEXT_N, next, error));
}

/* The operations of the next push: what was sent before comes first. */
static GPtrArray *
collect (AmbSyncEngine *self, GHashTable *held, char **oversize, GError **error)
{
  g_autoptr (GPtrArray) operations =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_operation_free);
  g_autoptr (GPtrArray) sent =
      amb_outbox_list (self->store, AMB_OPERATION_SENT, AMB_MAX_PUSH_OPERATIONS + 1, error);
  g_autoptr (GPtrArray) pending = sent ? list_pending (self, held, error) : NULL;
  Batch batch = { .operations = operations, .size = TRAILER_BYTES };
  gboolean taken = pending && take_actions (self, &batch, sent, TRUE, error) &&
                   take_actions (self, &batch, pending, FALSE, error);

  *oversize = batch.oversize;
  return taken ? g_steal_pointer (&operations) : NULL;
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
write_push (AmbSyncEngine *self, AmbSyncRequest *request, GPtrArray *batch)
{
  AmbOperation *first = g_ptr_array_index (batch, 0);
  gboolean is_last;
  g_autofree char *claim = amb_sync_sending_dup_claim (self, &is_last);
  g_autoptr (AmbFrameWriter) writer =
      amb_push_writer_new_claiming (request->device, first->n, request->id, claim, is_last);

  for (guint i = 0; i < batch->len; i++)
    {
      AmbOperation *operation = g_ptr_array_index (batch, i);

      add_line (writer, operation, operation->n);
    }
  return amb_frame_writer_finish (writer, "ops", NULL);
}

/* An action of more than the server takes at once is refused here, as the server would: whole, and
 * what was typed is kept in findings. */
static gboolean
refuse_action (AmbSyncEngine *self, const char *tx, GError **error)
{
  g_autoptr (GPtrArray) pending = amb_outbox_list (self->store, AMB_OPERATION_PENDING, -1, error);
  g_autoptr (GPtrArray) action = g_ptr_array_new ();
  g_autoptr (GHashTable) lost = amb_sync_new_lost ();
  g_autoptr (GError) problem = NULL;
  guint n_findings = 0;

  amb_problem_set_error (&problem, AMB_PROBLEM_TOO_LARGE,
                         _ ("This action is more than the server takes at once (%d changes, %d "
                            "KiB). None of it was sent. Do it again in smaller parts."),
                         AMB_MAX_TX_OPERATIONS, AMB_MAX_TX_BYTES / 1024);
  for (guint i = 0; pending && i < pending->len; i++)
    {
      AmbOperation *operation = g_ptr_array_index (pending, i);

      if (!g_str_equal (operation->tx, tx))
        continue;
      /* Not pending: a refused create must park others, not its own action. */
      operation->state = AMB_OPERATION_SENT;
      if (!amb_outbox_update (self->store, operation, error))
        return FALSE;
      g_ptr_array_add (action, operation);
    }
  for (guint i = 0; i < action->len; i++)
    if (!amb_sync_refuse (self, g_ptr_array_index (action, i), problem, lost, &n_findings, error))
      return FALSE;
  return pending != NULL && amb_sync_park_dependents (self, lost, error);
}

static guint
count_pending (GPtrArray *batch)
{
  guint n = 0;

  for (guint i = 0; i < batch->len; i++)
    n += ((AmbOperation *) g_ptr_array_index (batch, i))->state == AMB_OPERATION_PENDING;
  return n;
}

static GPtrArray *
collect_and_freeze (AmbSyncEngine *self, GError **error)
{
  g_autoptr (GHashTable) held = amb_sync_list_held (self, error);
  g_autoptr (GPtrArray) batch = NULL;

  if (!held)
    return NULL;
  while (!batch)
    {
      g_autofree char *oversize = NULL;
      g_autoptr (GPtrArray) collected = collect (self, held, &oversize, error);

      if (!collected || (oversize && !refuse_action (self, oversize, error)))
        return NULL;
      if (!oversize)
        batch = g_steal_pointer (&collected);
    }
  if (!put_held_last (self, held, count_pending (batch), error))
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

  if (!amb_sync_engine_is_connected (self) || !amb_sync_check_device (self, error) ||
      !amb_sync_check_served (self, error) || !amb_sync_sending_check (self, error) ||
      !amb_sync_sending_settle (self, error))
    return NULL;
  if (g_strcmp0 (device, registered) != 0 || amb_sync_account_is_due (self->store))
    return new_request (self, AMB_SYNC_REGISTER);
  if (!amb_sync_has_sendable (self) &&
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
  request->body = write_push (self, request, batch);
  return request;
}

/* Is it a patch whose every field was in conflict? */
static gboolean
says_nothing (const AmbOperation *operation)
{
  static const char *const parts[] = { "set", "add", "del" };
  g_autoptr (AmbJson) json = NULL;

  if (!g_str_equal (operation->kind, "patch") || !operation->payload)
    return FALSE;
  json = amb_json_parse (operation->payload, strlen (operation->payload), NULL);
  for (guint i = 0; json && i < G_N_ELEMENTS (parts); i++)
    if (amb_json_node_get_first (amb_json_node_get_member (amb_json_get_root (json), parts[i])))
      return FALSE;
  return TRUE;
}

/* (transfer full): the payload, with the version as which it was first taken. */
static char *
dup_placed_payload (const AmbOperation *operation, gint64 version)
{
  const char *payload = operation->payload && *operation->payload ? operation->payload : "{}";
  gsize length = strlen (payload);

  if (version <= 0)
    return g_strdup (operation->payload);
  if (strstr (payload, "\"took\":"))
    {
      g_autoptr (AmbJson) json = amb_json_parse (payload, length, NULL);

      if (json && amb_json_node_get_member (amb_json_get_root (json), "took"))
        return g_strdup (payload);
    }
  return g_strdup_printf ("%.*s%s\"took\":%" G_GINT64_FORMAT "}", (int) length - 1, payload,
                          length > 2 ? "," : "", version);
}

/* What a restored server may lack is sent again from here. */
static gboolean
log_operation (AmbSyncEngine *self, const AmbOperation *operation, gint64 version, GError **error)
{
  gint64 now = amb_clock_now (amb_store_get_clock (self->store));
  g_autofree char *payload = dup_placed_payload (operation, version);

  if (says_nothing (operation))
    return TRUE;
  return amb_db_run (
      self->db, error,
      "INSERT OR REPLACE INTO sync_log (op, tx, entity, id, kind, payload, at, acked)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      "ttttttii", operation->op, operation->tx, operation->entity->name, operation->id,
      operation->kind, payload, operation->at, now);
}

static gboolean
purge_log (AmbSyncEngine *self, GError **error)
{
  gint64 now = amb_clock_now (amb_store_get_clock (self->store));

  return amb_db_run (self->db, error, "DELETE FROM sync_log WHERE acked < ?1", "i",
                     (gint64) (now - LOG_MILLISECONDS));
}

/* Somebody else made the same move first: it is theirs, and this desk's undo must leave it alone.
 */
static gboolean
give_move_away (AmbSyncEngine *self, const AmbOperation *operation, GError **error)
{
  g_autoptr (AmbJson) json =
      operation->payload ? amb_json_parse (operation->payload, strlen (operation->payload), NULL)
                         : NULL;
  const AmbJsonNode *root = json ? amb_json_get_root (json) : NULL;

  return amb_db_run (self->db, error,
                     "UPDATE journal SET action = ?1, by = NULL WHERE seq = (SELECT max (seq)"
                     " FROM journal WHERE entity = ?2 AND id = ?3 AND action = ?4 AND grp <> 0"
                     " AND old IS ?5 AND value IS ?6)",
                     "ittitt", (gint64) AMB_JOURNAL_REMOTE, operation->entity->name, operation->id,
                     (gint64) AMB_JOURNAL_MOVE, amb_json_node_get_member_string (root, "from"),
                     amb_json_node_get_member_string (root, "to"));
}

/* The page that told of the row's removal came before the answer that says what it had taken. */
static gboolean
keep_taken (AmbSyncEngine *self, const AmbOperation *operation, GError **error)
{
  g_autofree char *why = NULL;
  gboolean found;

  return amb_shadow_get (self->store, operation->entity, operation->id, "", &found, &why, NULL,
                         error) &&
         (g_strcmp0 (why, "deleted") != 0 ||
          amb_sync_keep_taken (self, operation->entity, operation->id, error));
}

static gboolean
apply_result (AmbSyncEngine *self,
              AmbOperation *operation,
              const AmbPushResult *result,
              gint64 mark,
              GHashTable *lost,
              AmbSyncOutcome *outcome,
              GError **error)
{
  if (result->status == AMB_PUSH_REJECTED && result->problem->code == AMB_PROBLEM_FORBIDDEN &&
      !amb_sync_account_doubt (self->store, error))
    return FALSE;
  if (result->status == AMB_PUSH_REJECTED)
    return amb_sync_refuse (self, operation, result->problem, lost, &outcome->findings, error);
  for (guint i = 0; result->conflicts && i < result->conflicts->len; i++)
    if (!amb_sync_take_conflict (self, operation,
                                 &g_array_index (result->conflicts, AmbPushConflict, i), outcome,
                                 error))
      return FALSE;
  if (result->status == AMB_PUSH_CONFLICT && g_str_equal (operation->kind, "delete"))
    return amb_outbox_remove (self->store, operation->n, error) &&
           amb_sync_settle_operation (self, operation, error);
  if (result->status == AMB_PUSH_MERGED && g_str_equal (operation->kind, "move") &&
      !give_move_away (self, operation, error))
    return FALSE;
  operation->state = AMB_OPERATION_ACKED;
  operation->mark = mark;
  if (!amb_outbox_update (self->store, operation, error) || !keep_taken (self, operation, error) ||
      !log_operation (self, operation, result->ver, error))
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
  g_autoptr (GHashTable) lost = amb_sync_new_lost ();

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
      if (!apply_result (self, operation, result, reply->mark, lost, outcome, error))
        return FALSE;
    }
  return amb_sync_park_dependents (self, lost, error) && purge_log (self, error) &&
         amb_sync_release (self, error);
}

/* A server that answers nothing would be sent the same again without end. */
static gboolean
check_answered (const AmbSyncOutcome *outcome, GError **error)
{
  if (outcome->operations > 0)
    return TRUE;
  g_set_error (
      error, AMB_ERROR, AMB_ERROR_PROTOCOL,
      _ ("The server answered nothing of what was sent. Your changes are kept here and are "
         "sent again later; tell the administrator of the server."));
  return FALSE;
}

/* Who sends before the first page is there learns of whom it was: another one that answers the next
 * pull was restored since, and lacks it. */
static gboolean
note_epoch (AmbSyncEngine *self, const AmbPushReply *reply, GError **error)
{
  g_autofree char *known = amb_store_dup_meta (self->store, AMB_SYNC_META_EPOCH);

  return !reply->epoch || (known && *known) ||
         amb_store_set_meta (self->store, AMB_SYNC_META_EPOCH, reply->epoch, error);
}

gboolean
amb_sync_apply_reply (AmbSyncEngine *self, GBytes *body, AmbSyncOutcome *outcome, GError **error)
{
  g_autoptr (AmbPushReply) reply = amb_push_reply_read (body, error);

  if (!reply || !amb_db_begin (self->db, error))
    return FALSE;
  if (!apply_results (self, reply, outcome, error) || !note_epoch (self, reply, error) ||
      !check_answered (outcome, error))
    {
      amb_db_rollback (self->db);
      return FALSE;
    }
  if (!amb_db_commit (self->db, error))
    return FALSE;
  outcome->applied = TRUE;
  outcome->more = amb_sync_has_sendable (self) ||
                  amb_store_get_meta_int (self->store, AMB_SYNC_META_RESEND, 0) != 0 ||
                  amb_sync_account_is_due (self->store);
  return TRUE;
}
