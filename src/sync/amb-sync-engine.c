#include "amb-error.h"
#include "amb-sync-account.h"
#include "amb-sync-engine-private.h"
#include "amb-sync-send-all.h"

#include <glib/gi18n-lib.h>

static gboolean
backfill_known (AmbSyncEngine *self, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (self->db, "SELECT entity FROM sync_unknown", error);
  gboolean known = FALSE;
  gboolean row = FALSE;

  if (!stmt || !amb_stmt_step (stmt, &row, error))
    return FALSE;
  while (row)
    {
      known = known || amb_entity_find (amb_stmt_get_text (stmt, 0)) != NULL;
      if (!amb_stmt_step (stmt, &row, error))
        return FALSE;
    }
  g_clear_pointer (&stmt, amb_stmt_free);
  if (!known)
    return TRUE;
  if (!amb_db_begin (self->db, error))
    return FALSE;
  if (!amb_db_exec (self->db, "DELETE FROM sync_unknown", error) || !amb_sync_reset (self, error))
    {
      amb_db_rollback (self->db);
      return FALSE;
    }
  return amb_db_commit (self->db, error);
}

AmbSyncEngine *
amb_sync_engine_new (AmbStore *store, GError **error)
{
  g_autoptr (AmbSyncEngine) self = g_new0 (AmbSyncEngine, 1);

  self->store = g_object_ref (store);
  self->db = amb_store_get_db (store);
  return backfill_known (self, error) ? g_steal_pointer (&self) : NULL;
}

void
amb_sync_engine_free (AmbSyncEngine *self)
{
  if (self->loading)
    amb_db_set_bulk (self->db, FALSE, NULL); /* rare checkpoints */
  g_clear_object (&self->store);
  g_free (self->pull_id);
  g_free (self->push_id);
  g_free (self->ahead_id);
  amb_sync_digest_drop (self);
  g_clear_pointer (&self->comparison, amb_sync_comparison_free);
  g_free (self);
}

gboolean
amb_sync_engine_is_connected (AmbSyncEngine *self)
{
  g_autofree char *url = amb_store_dup_meta (self->store, AMB_SYNC_META_URL);

  return url != NULL && *url != '\0';
}

gboolean
amb_sync_bump_generation (AmbSyncEngine *self, GError **error)
{
  gint64 generation = amb_store_get_meta_int (self->store, AMB_SYNC_META_GENERATION, 0);

  return amb_store_set_meta_int (self->store, AMB_SYNC_META_GENERATION, generation + 1, error);
}

gboolean
amb_sync_reset (AmbSyncEngine *self, GError **error)
{
  return amb_store_set_meta (self->store, AMB_SYNC_META_CURSOR, "", error) &&
         amb_store_set_meta_int (self->store, AMB_SYNC_META_HEAD, 0, error) &&
         amb_sync_scopes_doubt (self->db, error) && amb_sync_bump_generation (self, error);
}

static gboolean
set_texts (AmbSyncEngine *self, const char *const *pairs, guint n, GError **error)
{
  for (guint i = 0; i < n; i += 2)
    if (!amb_store_set_meta (self->store, pairs[i], pairs[i + 1], error))
      return FALSE;
  return TRUE;
}

gboolean
amb_sync_engine_begin (AmbSyncEngine *self, const char *url, const char *device, GError **error)
{
  g_autofree char *now =
      g_strdup_printf ("%" G_GINT64_FORMAT, amb_clock_now (amb_store_get_clock (self->store)));
  const char *const pairs[] = {
    AMB_SYNC_META_URL,           url,  AMB_SYNC_META_DEVICE,        device,
    AMB_SYNC_META_COMPARED,      now,  AMB_SYNC_META_REPAIRS,       "0",
    AMB_SYNC_META_DIFFERED,      "0",  AMB_SYNC_META_DIFFERED_ROWS, "0",
    AMB_SYNC_META_REGISTERED,    "",   AMB_SYNC_META_EPOCH,         "",
    AMB_SYNC_META_CURSOR,        "",   AMB_SYNC_META_MARK,          "0",
    AMB_SYNC_META_LAST_N,        "0",  AMB_SYNC_META_LAST_SYNC,     "0",
    AMB_SYNC_META_COMPLETE,      "0",  AMB_SYNC_META_HEAD,          "0",
    AMB_SYNC_META_RESEND,        "0",  AMB_SYNC_META_REVOKED,       NULL,
    AMB_SYNC_META_TOKEN_REVOKED, NULL, AMB_SYNC_META_SERVER_SCHEMA, NULL,
    AMB_SYNC_META_OUTDATED,      NULL
  };

  return amb_sync_members_clear (self->db, error) &&
         set_texts (self, pairs, G_N_ELEMENTS (pairs), error) &&
         amb_sync_bump_generation (self, error);
}

gboolean
amb_sync_engine_end (AmbSyncEngine *self, GError **error)
{
  const char *const pairs[] = {
    AMB_SYNC_META_URL,           NULL, AMB_SYNC_META_DEVICE,        NULL,
    AMB_SYNC_META_REGISTERED,    NULL, AMB_SYNC_META_EPOCH,         NULL,
    AMB_SYNC_META_CURSOR,        NULL, AMB_SYNC_META_MARK,          NULL,
    AMB_SYNC_META_PRINCIPAL,     NULL, AMB_SYNC_META_ACCESS,        NULL,
    AMB_SYNC_META_ACCOUNT_AT,    NULL, AMB_SYNC_META_REVOKED,       NULL,
    AMB_SYNC_META_TOKEN_REVOKED, NULL, AMB_SYNC_META_SERVER_SCHEMA, NULL,
    AMB_SYNC_META_OUTDATED,      NULL, AMB_SYNC_META_COMPARED,      NULL,
    AMB_SYNC_META_DIFFERED,      NULL, AMB_SYNC_META_REPAIRS,       NULL,
    AMB_SYNC_META_DIFFERED_ROWS, NULL, AMB_SYNC_META_SENDING,       NULL,
    AMB_SYNC_META_CLAIM,         NULL
  };

  g_clear_pointer (&self->pull_id, g_free);
  g_clear_pointer (&self->push_id, g_free);
  amb_sync_digest_drop (self);
  return amb_sync_members_clear (self->db, error) &&
         amb_db_exec (self->db, "DELETE FROM outbox; DELETE FROM shadow; DELETE FROM finding",
                      error) &&
         set_texts (self, pairs, G_N_ELEMENTS (pairs), error) &&
         amb_sync_account_leave (self->store, error) && amb_sync_bump_generation (self, error);
}

gboolean
amb_sync_check_device (AmbSyncEngine *self, GError **error)
{
  if (amb_store_get_meta_int (self->store, AMB_SYNC_META_TOKEN_REVOKED, 0) != 0)
    amb_sync_set_token_revoked (error);
  else if (amb_store_get_meta_int (self->store, AMB_SYNC_META_REVOKED, 0) != 0)
    amb_sync_set_revoked (error);
  else
    return TRUE;
  return FALSE;
}

/* What may have been asked for ahead is taken up, unless the profile has moved on since. */
static char *
take_pull_id (AmbSyncEngine *self, gint64 generation)
{
  g_autofree char *ahead = g_steal_pointer (&self->ahead_id);

  return ahead && self->ahead_generation == generation
             ? g_steal_pointer (&ahead)
             : amb_clock_dup_id (amb_store_get_clock (self->store));
}

AmbSyncRequest *
amb_sync_engine_plan_pull (AmbSyncEngine *self, guint wait, GError **error)
{
  gint64 generation = amb_store_get_meta_int (self->store, AMB_SYNC_META_GENERATION, 0);
  g_autoptr (GError) local = NULL;
  g_autofree char *reset = NULL;
  AmbSyncRequest *request;

  if (!amb_sync_engine_is_connected (self) ||
      amb_store_get_meta_int (self->store, AMB_SYNC_META_RESEND, 0) != 0 ||
      amb_sync_get_sending (self->store) == AMB_SENDING_ON ||
      !amb_sync_check_device (self, error) || !amb_sync_check_served (self, error) ||
      !amb_sync_sending_check (self, error))
    return NULL;
  reset = amb_sync_repair_dup_reset (self->db, &local);
  if (local)
    return g_propagate_error (error, g_steal_pointer (&local)), NULL;
  g_free (self->pull_id);
  self->pull_id = take_pull_id (self, generation);
  request = amb_sync_request_new (AMB_SYNC_PULL, self->pull_id);
  request->next_id = amb_clock_dup_id (amb_store_get_clock (self->store));
  request->generation = generation;
  request->cursor = amb_store_dup_meta (self->store, AMB_SYNC_META_CURSOR);
  request->reset = g_steal_pointer (&reset);
  request->limit = AMB_PAGE_ROWS;
  request->wait = wait;
  return request;
}

/* Under another id everything is numbered anew: what was sent under the former is sent again, and
 * the server knows it by its name. */
static gboolean
is_of_this_device (AmbSyncEngine *self, const AmbSyncRequest *request)
{
  g_autofree char *device = amb_store_dup_meta (self->store, AMB_SYNC_META_DEVICE);

  return g_strcmp0 (device, request->device) == 0;
}

static gboolean
is_outstanding (AmbSyncEngine *self, const AmbSyncRequest *request)
{
  if (request->kind == AMB_SYNC_PUSH && !is_of_this_device (self, request))
    return FALSE;
  if (request->kind == AMB_SYNC_PULL)
    return g_strcmp0 (self->pull_id, request->id) == 0 &&
           request->generation == amb_store_get_meta_int (self->store, AMB_SYNC_META_GENERATION, 0);
  return g_strcmp0 (request->kind == AMB_SYNC_DIGEST ? self->digest_id : self->push_id,
                    request->id) == 0;
}

static char **
get_outstanding (AmbSyncEngine *self, AmbSyncKind kind)
{
  if (kind == AMB_SYNC_DIGEST)
    return &self->digest_id;
  return kind == AMB_SYNC_PULL ? &self->pull_id : &self->push_id;
}

/* Who signed in; it may have another access than when it was asked before. */
static gboolean
apply_registration (AmbSyncEngine *self,
                    const AmbSyncRequest *request,
                    GBytes *body,
                    AmbSyncOutcome *outcome,
                    GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (body, &length);
  g_autoptr (AmbJson) account = length > 0 ? amb_json_parse (data, length, NULL) : NULL;

  if (!account)
    {
      amb_problem_set_error (error, AMB_PROBLEM_BAD_FRAME, "The server did not say who signed in.");
      return FALSE;
    }
  if (!amb_db_begin (self->db, error))
    return FALSE;
  if (!amb_store_set_meta (self->store, AMB_SYNC_META_REGISTERED, request->device, error) ||
      !amb_sync_note_server (
          self, amb_json_node_get_member_int (amb_json_get_root (account), "schema", 0), error) ||
      !amb_sync_account_take (self->store, amb_json_get_root (account), error))
    {
      amb_db_rollback (self->db);
      return FALSE;
    }
  outcome->applied = TRUE;
  outcome->more = TRUE;
  outcome->account = amb_json_node_get_member (amb_json_get_root (account), "access") != NULL;
  return amb_db_commit (self->db, error);
}

static gboolean
apply_answer (AmbSyncEngine *self,
              const AmbSyncRequest *request,
              const AmbSyncResponse *response,
              AmbSyncOutcome *outcome,
              GError **error)
{
  gboolean applied;

  if (!amb_sync_is_answer (request, response))
    return request->kind == AMB_SYNC_DIGEST
               ? amb_sync_apply_digest_problem (self, request, response, outcome, error)
               : amb_sync_apply_problem (self, request, response, outcome, error);
  if (request->kind == AMB_SYNC_REGISTER)
    applied = apply_registration (self, request, response->body, outcome, error);
  else if (request->kind == AMB_SYNC_PULL)
    applied = amb_sync_apply_page (self, request, response->body, outcome, error);
  else if (request->kind == AMB_SYNC_DIGEST)
    applied = amb_sync_apply_digest (self, request, response->body, outcome, error);
  else
    applied = amb_sync_apply_reply (self, response->body, outcome, error);
  if (applied)
    self->mends[request->kind] = 0;
  return applied &&
         (!amb_sync_is_outdated (self->store) || amb_sync_forget_outdated (self->store, error));
}

gboolean
amb_sync_engine_apply (AmbSyncEngine *self,
                       const AmbSyncRequest *request,
                       const AmbSyncResponse *response,
                       AmbSyncOutcome *outcome,
                       GError **error)
{
  g_autoptr (GError) local = NULL;

  *outcome = (AmbSyncOutcome){ 0 };
  if (!is_outstanding (self, request))
    return TRUE;
  g_clear_pointer (get_outstanding (self, request->kind), g_free);
  if (apply_answer (self, request, response, outcome, &local))
    return TRUE;
  *outcome = (AmbSyncOutcome){ 0 };
  if (g_error_matches (local, AMB_PROBLEM_ERROR, AMB_PROBLEM_EPOCH_CHANGED))
    return amb_sync_mend (self, request, local, outcome, error);
  if (local->domain == AMB_PROBLEM_ERROR)
    amb_sync_translate (local, error);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
amb_sync_engine_is_at_head (AmbSyncEngine *self)
{
  g_autoptr (GHashTable) held = amb_sync_list_held (self, NULL);
  gint64 busy = 0, repairs = 1;

  return held && amb_store_get_meta_int (self->store, AMB_SYNC_META_HEAD, 0) != 0 &&
         amb_store_get_meta_int (self->store, AMB_SYNC_META_RESEND, 0) == 0 &&
         amb_db_query_int (self->db, &busy, 0, NULL,
                           "SELECT count (*) FROM outbox WHERE state <> ?1", "i",
                           (gint64) AMB_OPERATION_PARKED) &&
         busy == g_hash_table_size (held) &&
         amb_db_query_int (self->db, &repairs, 1, NULL, "SELECT EXISTS (SELECT 1 FROM sync_repair)",
                           NULL) &&
         repairs == 0;
}
