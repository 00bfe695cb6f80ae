/* A token that was revoked: what it gave access to goes; what its author typed and did not send
 * stays theirs to copy. */
#include "amb-error.h"
#include "amb-sync-account.h"
#include "amb-sync-engine-private.h"
#include "amb-sync-private.h"

#include <glib/gi18n-lib.h>

void
amb_sync_set_token_revoked (GError **error)
{
  g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
               _ ("The server no longer accepts this desktop: its token was revoked. What came "
                  "from the server was removed here, and nothing is sent or fetched any longer. "
                  "What you typed and didn’t send is kept under “Needs attention”: copy it first. "
                  "Ask a manager of the programme for a new token, then leave the server and "
                  "connect again."));
}

/* Every operation that the server didn't confirm, marked so that none parks another. */
static GPtrArray *
take_unsent (AmbSyncEngine *self, GError **error)
{
  g_autoptr (GPtrArray) all = amb_outbox_list (self->store, -1, -1, error);
  g_autoptr (GPtrArray) unsent =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_operation_free);

  for (guint i = 0; all && i < all->len; i++)
    {
      AmbOperation *operation = all->pdata[i];

      if (operation->state == AMB_OPERATION_ACKED || operation->mark == AMB_SYNC_MARK_RESENT)
        continue;
      operation->state = AMB_OPERATION_SENT;
      if (!amb_outbox_update (self->store, operation, error))
        return NULL;
      g_ptr_array_add (unsent, operation);
      all->pdata[i] = NULL;
    }
  return all ? g_steal_pointer (&unsent) : NULL;
}

static gboolean
keep_typed (AmbSyncEngine *self, const GError *problem, guint *n_findings, GError **error)
{
  g_autoptr (GPtrArray) unsent = take_unsent (self, error);
  g_autoptr (GHashTable) lost = amb_sync_new_lost ();

  for (guint i = 0; unsent && i < unsent->len; i++)
    if (!amb_sync_refuse (self, unsent->pdata[i], problem, lost, n_findings, error))
      return FALSE;
  return unsent != NULL && amb_sync_park_dependents (self, lost, error);
}

/* Of a finding, what the person typed stays; what others wrote goes. */
static gboolean
strip_findings (AmbSyncEngine *self, const GError *problem, GError **error)
{
  return amb_db_run (self->db, error,
                     "UPDATE finding SET base = NULL, theirs = NULL, by = NULL, by_at = 0,"
                     " detail = iif (conflict, NULL, ?1)",
                     "t", problem->message);
}

static gboolean
drop_everything (AmbSyncEngine *self, GError **error)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    if (!amb_sync_clear_entity (self->store, *entity, error) ||
        !amb_store_forget_words (self->store, *entity, error))
      return FALSE;
  return amb_db_exec (self->db, "DELETE FROM outbox; DELETE FROM shadow", error) &&
         amb_sync_members_clear (self->db, error) && amb_sync_clear_history (self->store, error);
}

static gboolean
revoke_all (AmbSyncEngine *self, guint *n_findings, GError **error)
{
  g_autoptr (GError) problem = NULL;

  amb_problem_set_error (&problem, AMB_PROBLEM_TOKEN_REVOKED,
                         _ ("The server no longer accepts this desktop: its token was revoked "
                            "before this was sent."));
  return keep_typed (self, problem, n_findings, error) && strip_findings (self, problem, error) &&
         drop_everything (self, error) &&
         amb_store_set_meta_int (self->store, AMB_SYNC_META_TOKEN_REVOKED, 1, error) &&
         amb_store_set_meta_int (self->store, AMB_SYNC_META_RESEND, 0, error) &&
         amb_sync_account_revoke (self->store, error) && amb_sync_reset (self, error);
}

gboolean
amb_sync_revoke (AmbSyncEngine *self, AmbSyncOutcome *outcome, GError **error)
{
  guint n_findings = 0;

  if (!amb_db_begin (self->db, error))
    return FALSE;
  if (!revoke_all (self, &n_findings, error))
    {
      amb_db_rollback (self->db);
      return FALSE;
    }
  if (!amb_db_commit (self->db, error))
    return FALSE;
  self->loading = FALSE;
  outcome->applied = TRUE;
  outcome->account = TRUE;
  outcome->findings = n_findings;
  /* The log beside the file still holds what was removed. */
  return amb_db_set_bulk (self->db, FALSE, error);
}
