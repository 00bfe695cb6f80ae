/* Plain rows for integrations. */
#include "amb-server-rest.h"
#include "amb-server-private.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static gboolean
check_readable (const AmbPrincipal *principal, const AmbEntity *entity, GError **error)
{
  if (amb_access_get_rights (principal->access, entity) & AMB_RIGHT_READ)
    return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_FORBIDDEN,
                         _ ("%s: your access doesn’t allow this. Ask a manager of the programme."),
                         _ (entity->label_plural));
  return FALSE;
}

AmbRecord *
amb_server_core_read (AmbServerCore *self,
                      const AmbPrincipal *principal,
                      const AmbEntity *entity,
                      const char *id,
                      GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) record = NULL;
  gboolean can = FALSE;

  if (!check_readable (principal, entity, error))
    return NULL;
  record = amb_store_lookup (self->store, entity, id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (record != NULL && !amb_record_get_deleted (record) &&
      !amb_server_grants_can_see (self, principal, record, &can, error))
    return NULL;
  if (can)
    return g_steal_pointer (&record);
  amb_problem_set_error (error, AMB_PROBLEM_NOT_FOUND, _ ("%s: there is no record “%s”."),
                         _ (entity->label_plural), id);
  return NULL;
}

/* Of the principals who don't see all: the rows that the feed puts into one of their scopes. */
static char *
dup_visible (AmbServerCore *self, const AmbPrincipal *principal, const AmbEntity *entity)
{
  if (amb_access_sees_all (principal->access, entity))
    return NULL;
  return g_strdup_printf ("rid IN (SELECT row FROM feed WHERE entity = %" PRId64
                          " AND why IS NULL AND scope IN (SELECT scope FROM grant_scope WHERE"
                          " principal = %" PRId64 " AND until IS NULL))",
                          amb_server_core_get_entity_code (self, entity), principal->id);
}

GPtrArray *
amb_server_core_list (AmbServerCore *self,
                      const AmbPrincipal *principal,
                      const AmbQuery *query,
                      gint64 after,
                      guint limit,
                      gboolean *more,
                      GError **error)
{
  g_autofree char *visible = dup_visible (self, principal, query->entity);
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));

  *more = FALSE;
  if (!check_readable (principal, query->entity, error) ||
      !amb_store_list_rids_after (self->store, query, visible, after, (gint64) limit + 1, rids,
                                  error))
    return NULL;
  *more = rids->len > limit;
  return amb_store_load (self->store, query->entity, (const gint64 *) rids->data,
                         MIN (rids->len, limit), error);
}

/* Is the row at the version that the author saw? A row that isn't there is told by the operation.
 */
static gboolean
check_match (AmbServerTx *tx, AmbPushOperation *operation, gint64 if_match, GError **error)
{
  g_autoptr (AmbRecord) record =
      amb_store_lookup (tx->core->store, operation->entity, operation->id, NULL);

  if (record == NULL)
    return TRUE;
  if (operation->kind == AMB_PUSH_MOVE)
    operation->from = g_intern_string (amb_record_get_state (record));
  if (if_match < 0 || if_match == amb_record_get_ver (record) || amb_record_get_deleted (record))
    return TRUE;
  amb_problem_set_error (
      error, AMB_PROBLEM_STALE,
      _ ("The record is at version %" PRId64 ", not %" PRId64 ". Read it again and decide anew."),
      amb_record_get_ver (record), if_match);
  return FALSE;
}

static gboolean
can_know (AmbServerTx *tx, const AmbPushOperation *operation, GError **error)
{
  g_autoptr (AmbRecord) record = NULL;

  if (operation->kind == AMB_PUSH_CREATE)
    return TRUE;
  record = amb_server_core_read (tx->core, tx->principal, operation->entity, operation->id, error);
  return record != NULL;
}

/* Inside a transaction of its own or of the caller. */
static gboolean
apply_one (AmbServerCore *self,
           const AmbPrincipal *principal,
           AmbPushOperation *operation,
           gint64 if_match,
           GError **error)
{
  AmbServerTx tx = { .core = self, .principal = principal, .force = TRUE };
  g_autoptr (GString) conflicts = g_string_new (NULL);
  AmbServerOutcome outcome = { .conflicts = conflicts };

  if (!amb_server_tx_begin (&tx, error))
    return FALSE;
  if (can_know (&tx, operation, error) && check_match (&tx, operation, if_match, error) &&
      amb_server_apply (&tx, operation, &outcome, error) &&
      amb_server_finish (&tx, operation, error))
    return amb_server_tx_commit (&tx, error);
  amb_server_tx_rollback (&tx);
  return FALSE;
}

AmbRecord *
amb_server_core_write (AmbServerCore *self,
                       const AmbPrincipal *principal,
                       AmbPushOperation *operation,
                       gint64 if_match,
                       GError **error)
{
  gint64 head = amb_server_core_get_head (self);

  if (!apply_one (self, principal, operation, if_match, error))
    return NULL;
  if (amb_server_core_get_head (self) != head)
    amb_server_core_emit_committed (self);
  return amb_store_lookup (self->store, operation->entity, operation->id, error);
}

/* What the key made before; NULL without @error when it is new. */
static char *
find_made (AmbServerCore *self,
           const AmbPrincipal *principal,
           const char *key,
           const char *request,
           GError **error)
{
  g_autofree char *known = NULL;
  g_autofree char *id = NULL;

  if (key == NULL ||
      !amb_db_query_text (self->db, &known, error,
                          "SELECT request FROM idempotency WHERE principal = ? AND key = ?", "it",
                          principal->id, key) ||
      known == NULL)
    return NULL;
  if (!g_str_equal (known, request))
    {
      amb_problem_set_error (error, AMB_PROBLEM_INVALID,
                             _ ("This Idempotency-Key was used for another request. Take a new "
                                "one."));
      return NULL;
    }
  if (!amb_db_query_text (self->db, &id, error,
                          "SELECT reply FROM idempotency WHERE principal = ? AND key = ?", "it",
                          principal->id, key))
    return NULL;
  return g_steal_pointer (&id);
}

static gboolean
keep_made (AmbServerCore *self,
           const AmbPrincipal *principal,
           const char *key,
           const char *request,
           const char *id,
           GError **error)
{
  return key == NULL ||
         amb_db_run (self->db, error,
                     "INSERT INTO idempotency (principal, key, request, reply, at) VALUES (?, ?, "
                     "?, ?, ?)",
                     "itt"
                     "ti",
                     principal->id, key, request, id,
                     amb_clock_now (amb_store_get_clock (self->store)));
}

AmbRecord *
amb_server_core_create (AmbServerCore *self,
                        const AmbPrincipal *principal,
                        AmbPushOperation *operation,
                        const char *key,
                        const char *request,
                        GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *made = find_made (self, principal, key, request, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (made != NULL)
    return amb_server_core_read (self, principal, operation->entity, made, error);
  if (!amb_db_begin (self->db, error))
    return NULL;
  if (!apply_one (self, principal, operation, -1, error) ||
      !keep_made (self, principal, key, request, operation->id, error) ||
      !amb_db_commit (self->db, error))
    {
      amb_server_core_rollback (self);
      return NULL;
    }
  amb_server_core_emit_committed (self);
  return amb_store_lookup (self->store, operation->entity, operation->id, error);
}
