#include "amb-error.h"
#include "amb-sync-engine-private.h"
#include "amb-sync-send-all.h"

#include <glib/gi18n-lib.h>

/* Acknowledged operations only wait for their mark: they leave the numbers to the others, which
 * first get out of the way of one another. */
static const char STEP_ASIDE[] =
    "UPDATE outbox SET n = (SELECT min (0, min (n)) FROM outbox) - n WHERE state = 2 AND n > 0;"
    "UPDATE outbox SET n = n + (1 << 40) WHERE state <> 2";

/* Numbers what was sent anew from @last_n + 1, in its order; what was not follows. */
static gboolean
renumber_sent (AmbSyncEngine *self, gint64 last_n, GError **error)
{
  static const AmbOperationState states[] = { AMB_OPERATION_SENT, AMB_OPERATION_PENDING,
                                              AMB_OPERATION_PARKED };
  gint64 n = last_n;

  if (!amb_db_exec (self->db, STEP_ASIDE, error))
    return FALSE;
  for (guint s = 0; s < G_N_ELEMENTS (states); s++)
    {
      g_autoptr (GPtrArray) list = amb_outbox_list (self->store, states[s], -1, error);

      for (guint i = 0; list && i < list->len; i++)
        if (!amb_db_run (self->db, error, "UPDATE outbox SET n = ?1 WHERE op = ?2", "it", ++n,
                         ((AmbOperation *) g_ptr_array_index (list, i))->op))
          return FALSE;
      if (!list ||
          (s == 0 && !amb_store_set_meta_int (self->store, AMB_SYNC_META_LAST_N, n, error)))
        return FALSE;
    }
  return amb_store_set_meta_int (self->store, AMB_SYNC_META_NEXT_N, n + 1, error);
}

/* Another profile sends under this device id (a copied folder): from now on this one is another. */
static gboolean
fork_device (AmbSyncEngine *self, GError **error)
{
  g_autofree char *device = amb_clock_dup_id (amb_store_get_clock (self->store));

  return amb_store_set_meta (self->store, AMB_SYNC_META_DEVICE, device, error) &&
         renumber_sent (self, 0, error);
}

/* The log's operations stand before everything that is sent, as they did. They are marked: what
 * the server says of them may have been told before. */
static gboolean
resend_log (AmbSyncEngine *self, GError **error)
{
  return amb_db_exec (self->db,
                      "DELETE FROM outbox WHERE state = 2;"
                      "UPDATE outbox SET n = n + (1 << 40);",
                      error) &&
         amb_db_run (self->db, error,
                     "INSERT OR IGNORE INTO outbox (n, op, tx, entity, id, kind, payload, at,"
                     " state, mark)"
                     " SELECT (SELECT count (*) FROM sync_log o WHERE o.n <= l.n), op, tx, entity,"
                     " id, kind, payload, at, 1, ?1 FROM sync_log l ORDER BY l.n",
                     "i", (gint64) AMB_SYNC_MARK_RESENT) &&
         amb_db_exec (self->db, "DELETE FROM sync_log", error);
}

static gboolean
forget_versions (AmbSyncEngine *self, GError **error)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE \"%s\" SET ver = min (ver, 1), fv = NULL",
                                              (*entity)->collection);

      if (!amb_db_exec (self->db, sql, error))
        return FALSE;
    }
  return amb_db_exec (self->db, "UPDATE shadow SET ver = 0", error);
}

/* The server was restored: versions mean nothing any longer, and it may lack what it had confirmed.
 */
static gboolean
change_epoch (AmbSyncEngine *self, GError **error)
{
  return resend_log (self, error) && amb_sync_sending_resume (self, error) &&
         forget_versions (self, error) && fork_device (self, error) &&
         amb_store_set_meta (self->store, AMB_SYNC_META_EPOCH, "", error) &&
         amb_store_set_meta_int (self->store, AMB_SYNC_META_MARK, 0, error) &&
         amb_store_set_meta_int (self->store, AMB_SYNC_META_RESEND, 1, error) &&
         amb_sync_reset (self, error);
}

static gboolean
is_mendable (const GError *problem)
{
  return problem->code == AMB_PROBLEM_EPOCH_CHANGED || problem->code == AMB_PROBLEM_BAD_CURSOR ||
         problem->code == AMB_PROBLEM_DEVICE_FORK || problem->code == AMB_PROBLEM_SEQUENCE_GAP;
}

static gboolean
mend (AmbSyncEngine *self, const GError *problem, GError **error)
{
  gint64 last_n = amb_problem_error_get_last_n (problem);

  switch ((AmbProblemCode) problem->code)
    {
    case AMB_PROBLEM_DEVICE_REVOKED:
      /* another id would take back what an administrator decided */
      return amb_store_set_meta_int (self->store, AMB_SYNC_META_REVOKED, 1, error);
    case AMB_PROBLEM_NOT_EMPTY:
      return amb_sync_sending_refuse (self, error);
    case AMB_PROBLEM_EPOCH_CHANGED:
      return change_epoch (self, error);
    case AMB_PROBLEM_BAD_CURSOR:
      return amb_sync_reset (self, error);
    case AMB_PROBLEM_SEQUENCE_GAP:
      return last_n >= 0 && last_n < AMB_MAX_N ? renumber_sent (self, last_n, error)
                                               : fork_device (self, error);
    case AMB_PROBLEM_DEVICE_FORK:
    default:
      return fork_device (self, error);
    }
}

void
amb_sync_set_revoked (GError **error)
{
  g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
               _ ("The server no longer accepts this device: it was revoked there. Nothing is sent "
                  "or fetched any longer, and your changes are kept here. Ask your administrator, "
                  "then leave the server and connect again."));
}

void
amb_sync_set_not_empty (AmbStore *store, GError **error)
{
  g_autofree char *url = amb_store_dup_meta (store, AMB_SYNC_META_URL);

  g_set_error (error, AMB_ERROR, AMB_ERROR_CONFLICT,
               _ ("Another programme is on the server %s by now, so this one isn’t sent. All of it "
                  "is here. Leave the server, then connect again and keep this one apart."),
               url);
}

void
amb_sync_set_too_new (GError **error)
{
  g_set_error (error, AMB_ERROR, AMB_ERROR_TOO_NEW,
               _ ("The server is newer; update Ambassade. Until then everything works here, and "
                  "your changes are kept."));
}

void
amb_sync_set_foreign (const char *url, GError **error)
{
  g_set_error (error, AMB_ERROR, AMB_ERROR_OFFLINE,
               _ ("What answers at %s is not an Ambassade server (perhaps a sign-in page of the "
                  "network). Sign in to the network, or check the address. Nothing was changed."),
               url);
}

/* What a problem comes to for the person, on a profile that has something to send. */
void
amb_sync_translate (const GError *problem, GError **error)
{
  int kind = amb_problem_to_error (problem->code);

  switch ((AmbProblemCode) problem->code)
    {
    case AMB_PROBLEM_UNAUTHORIZED:
      g_set_error (error, AMB_ERROR, kind,
                   _ ("The server no longer knows this desktop’s token. Your changes are kept "
                      "here. Ask your administrator for a new token, then leave the server and "
                      "connect again."));
      return;
    case AMB_PROBLEM_TOKEN_REVOKED:
      amb_sync_set_token_revoked (error);
      return;
    case AMB_PROBLEM_DEVICE_REVOKED:
      amb_sync_set_revoked (error);
      return;
    case AMB_PROBLEM_TOO_OLD:
      amb_sync_set_too_new (error);
      return;
    case AMB_PROBLEM_BAD_FRAME:
      g_set_error (error, AMB_ERROR, kind,
                   _ ("The server’s answer was cut off or damaged on the way. It was thrown away, "
                      "and nothing was changed. The next synchronisation asks again."));
      return;
    case AMB_PROBLEM_FULL:
      g_set_error (error, AMB_ERROR, kind,
                   _ ("The server’s disk is full. Your changes are kept here and are sent when "
                      "there is room."));
      return;
    case AMB_PROBLEM_UNAVAILABLE:
      g_set_error (error, AMB_ERROR, kind,
                   _ ("The server is not available at the moment. Your changes are kept here and "
                      "are sent when there is room for them."));
      return;
    case AMB_PROBLEM_TOO_MANY:
      g_set_error (error, AMB_ERROR, kind,
                   _ ("The server has too much to do and asks for a pause. Your changes are kept "
                      "here and are sent after it."));
      return;
    case AMB_PROBLEM_INTERNAL:
      g_set_error (
          error, AMB_ERROR, kind,
          _ ("The server failed over this request. Your changes are kept here, and the next "
             "synchronisation asks again. If that doesn’t help, tell its "
             "administrator."));
      return;
    default:
      g_set_error (error, AMB_ERROR, kind, "%s", problem->message);
    }
}

static gboolean
is_of_type (const AmbSyncResponse *response, const char *type)
{
  return !response->type || g_ascii_strcasecmp (response->type, type) == 0;
}

gboolean
amb_sync_is_answer (const AmbSyncRequest *request, const AmbSyncResponse *response)
{
  gboolean is_frame = request->kind == AMB_SYNC_PULL || request->kind == AMB_SYNC_PUSH ||
                      request->kind == AMB_SYNC_DIGEST;

  return response->status >= 200 && response->status < 300 &&
         is_of_type (response, is_frame ? AMB_FRAME_TYPE : "application/json");
}

/* A proxy or a hotel's sign-in page answers in place of the server: only a problem that carries a
 * code is the server's word, on which the client may act. */
GError *
amb_sync_read_problem (const AmbSyncResponse *response)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (response->body, &length);
  g_autoptr (AmbJson) json = NULL;

  if (response->status >= 400 && length > 0 && is_of_type (response, "application/problem+json"))
    json = amb_json_parse (data, length, NULL);
  if (!json || !amb_json_node_get_member_string (amb_json_get_root (json), "code"))
    return NULL;
  return amb_problem_read_json (amb_json_get_root (json), response->status);
}

gboolean
amb_sync_is_gateway (const AmbSyncResponse *response)
{
  return response->status == 429 || (response->status >= 502 && response->status <= 504);
}

/* No word of the server's. */
static void
set_no_word (AmbSyncEngine *self, const AmbSyncResponse *response, GError **error)
{
  g_autofree char *url = amb_store_dup_meta (self->store, AMB_SYNC_META_URL);

  if (amb_sync_is_gateway (response))
    g_set_error (error, AMB_ERROR, AMB_ERROR_OFFLINE,
                 _ ("What stands before the server %s says that it is not available (%u). Your "
                    "changes are kept here and are sent as soon as it answers."),
                 url, response->status);
  else if (response->status == 413)
    g_set_error (error, AMB_ERROR, AMB_ERROR_OFFLINE,
                 _ ("What stands before the server %s takes no request of this size (413). Your "
                    "changes are kept here; ask its administrator to let larger ones through."),
                 url);
  else if (response->status >= 500 && response->status < 511)
    g_set_error (error, AMB_ERROR, AMB_ERROR_OFFLINE,
                 _ ("What answers at %s failed (%u). Your changes are kept here, and the next "
                    "synchronisation asks again. If that doesn’t help, tell the server’s "
                    "administrator."),
                 url, response->status);
  else if (response->status == 401 || response->status == 403)
    g_set_error (error, AMB_ERROR, AMB_ERROR_OFFLINE,
                 _ ("What answers at %s lets nothing through (%u) and is not an Ambassade server "
                    "(perhaps a sign-in page of the network). Sign in to the network, or check the "
                    "address. Your changes are kept here."),
                 url, response->status);
  else
    amb_sync_set_foreign (url, error);
}

static gboolean
commit_mending (AmbSyncEngine *self, const GError *problem, GError **error)
{
  if (!amb_db_begin (self->db, error))
    return FALSE;
  if (!mend (self, problem, error))
    {
      amb_db_rollback (self->db);
      return FALSE;
    }
  return amb_db_commit (self->db, error);
}

/* A server that asks for the same again and again would keep both busy without end. */
static gboolean
check_mends (AmbSyncEngine *self, const AmbSyncRequest *request, GError **error)
{
  guint *mends = &self->mends[request->kind];

  if (++*mends <= AMB_SYNC_MENDS)
    return TRUE;
  *mends = AMB_SYNC_MENDS - 1; /* later, one more try at a time */
  g_set_error (error, AMB_ERROR, AMB_ERROR_PROTOCOL,
               _ ("The server asks again and again to begin anew. That was done, and didn’t help. "
                  "Your changes are kept here, and it is asked again later; tell its "
                  "administrator."));
  return FALSE;
}

static void
set_revoked_meanwhile (GError **error)
{
  g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
               _ ("The server no longer accepts this desktop: its token was revoked while the "
                  "programme was being sent. All of it is here. Ask your administrator for a new "
                  "token, then leave the server and connect again."));
}

gboolean
amb_sync_mend (AmbSyncEngine *self,
               const AmbSyncRequest *request,
               const GError *problem,
               AmbSyncOutcome *outcome,
               GError **error)
{
  outcome->applied = outcome->more = outcome->mended =
      check_mends (self, request, error) && commit_mending (self, problem, error);
  return outcome->mended;
}

gboolean
amb_sync_apply_problem (AmbSyncEngine *self,
                        const AmbSyncRequest *request,
                        const AmbSyncResponse *response,
                        AmbSyncOutcome *outcome,
                        GError **error)
{
  g_autoptr (GError) problem = amb_sync_read_problem (response);

  if (!problem)
    {
      set_no_word (self, response, error);
      return FALSE;
    }
  if (problem->code == AMB_PROBLEM_NOT_EMPTY)
    {
      if (commit_mending (self, problem, error))
        amb_sync_set_not_empty (self->store, error);
      return FALSE;
    }
  /* What is being sent is the person's own: there is nothing yet that came from the server. */
  if (problem->code == AMB_PROBLEM_TOKEN_REVOKED &&
      amb_sync_get_sending (self->store) == AMB_SENDING_ON)
    {
      set_revoked_meanwhile (error);
      return FALSE;
    }
  if (problem->code == AMB_PROBLEM_TOKEN_REVOKED)
    return amb_sync_revoke (self, outcome, error);
  if (is_mendable (problem))
    return amb_sync_mend (self, request, problem, outcome, error);
  if (problem->code == AMB_PROBLEM_DEVICE_REVOKED && !commit_mending (self, problem, error))
    return FALSE;
  if (problem->code == AMB_PROBLEM_TOO_OLD && !amb_sync_note_outdated (self, error))
    return FALSE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}
