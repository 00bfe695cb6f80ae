#include "amb-error.h"
#include "amb-sync-engine-private.h"

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

/* The log's operations stand before everything that is sent, as they did. */
static gboolean
resend_log (AmbSyncEngine *self, GError **error)
{
  return amb_db_exec (
      self->db,
      "DELETE FROM outbox WHERE state = 2;"
      "UPDATE outbox SET n = n + (1 << 40);"
      "INSERT OR IGNORE INTO outbox (n, op, tx, entity, id, kind, payload, at, state)"
      " SELECT (SELECT count (*) FROM sync_log o WHERE o.n <= l.n), op, tx, entity,"
      " id, kind, payload, at, 1 FROM sync_log l ORDER BY l.n;"
      "DELETE FROM sync_log",
      error);
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
  return resend_log (self, error) && forget_versions (self, error) && fork_device (self, error) &&
         amb_store_set_meta (self->store, AMB_SYNC_META_EPOCH, "", error) &&
         amb_store_set_meta_int (self->store, AMB_SYNC_META_MARK, 0, error) &&
         amb_store_set_meta_int (self->store, AMB_SYNC_META_RESEND, 1, error) &&
         amb_sync_reset (self, error);
}

static gboolean
mend (AmbSyncEngine *self, const GError *problem, gboolean *mended, GError **error)
{
  gint64 last_n = amb_problem_error_get_last_n (problem);

  *mended = TRUE;
  switch ((AmbProblemCode) problem->code)
    {
    case AMB_PROBLEM_EPOCH_CHANGED:
      return change_epoch (self, error);
    case AMB_PROBLEM_BAD_CURSOR:
      return amb_sync_reset (self, error);
    case AMB_PROBLEM_DEVICE_FORK:
      return fork_device (self, error);
    case AMB_PROBLEM_SEQUENCE_GAP:
      return last_n >= 0 ? renumber_sent (self, last_n, error) : fork_device (self, error);
    default:
      *mended = FALSE;
      return TRUE;
    }
}

void
amb_sync_translate (GError *problem, GError **error)
{
  switch ((AmbProblemCode) problem->code)
    {
    case AMB_PROBLEM_UNAUTHORIZED:
      g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
                   _ ("The server no longer accepts this desktop's token. Ask your administrator "
                      "for a new one, then connect again. Your changes are kept here."));
      return;
    case AMB_PROBLEM_TOO_OLD:
      g_set_error (error, AMB_ERROR, AMB_ERROR_TOO_NEW,
                   _ ("The server is newer than this program and no longer serves it. Update "
                      "Ambassade; until then everything works here, and your changes wait."));
      return;
    case AMB_PROBLEM_BAD_FRAME:
      g_set_error (error, AMB_ERROR, AMB_ERROR_PROTOCOL,
                   _ ("The server's answer was cut off or damaged on the way: %s It was thrown "
                      "away, and nothing was changed. It is asked again by itself."),
                   problem->message);
      return;
    default:
      g_set_error (error, AMB_ERROR, amb_problem_to_error (problem->code), "%s", problem->message);
    }
}

/* A proxy or a hotel's sign-in page answers in place of the server: only a problem that carries a
 * code is the server's word, on which the client may act. */
GError *
amb_sync_read_problem (const AmbSyncResponse *response)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (response->body, &length);
  g_autoptr (AmbJson) json = length > 0 ? amb_json_parse (data, length, NULL) : NULL;
  const AmbJsonNode *root = json ? amb_json_get_root (json) : NULL;
  gboolean is_foreign = amb_json_node_get_member_string (root, "code") == NULL;
  gboolean is_denial = response->status == 401 || response->status == 403;
  GError *problem = amb_problem_read_json (
      root, is_foreign && !is_denial && response->status < 500 ? 502 : response->status);

  if (is_foreign && !is_denial)
    {
      g_free (problem->message);
      problem->message = g_strdup_printf (
          _ ("What answered in place of the server said %u, and not as an Ambassade server does. "
             "Check the address and the network; nothing was changed, and what waits stays here."),
          response->status);
    }
  return problem;
}

gboolean
amb_sync_apply_problem (AmbSyncEngine *self,
                        const AmbSyncRequest *request,
                        const AmbSyncResponse *response,
                        AmbSyncOutcome *outcome,
                        GError **error)
{
  g_autoptr (GError) problem = amb_sync_read_problem (response);
  gboolean mended = FALSE;

  if (!amb_db_begin (self->db, error))
    return FALSE;
  if (!mend (self, problem, &mended, error))
    {
      amb_db_rollback (self->db);
      return FALSE;
    }
  if (!amb_db_commit (self->db, error))
    return FALSE;
  outcome->applied = mended;
  outcome->more = mended;
  if (mended)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}
