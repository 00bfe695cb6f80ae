/* Deleting: against edits of others, and with what the references say. */
#include "amb-server-private.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The versions of a record's fields. */
static GArray *
list_versions (AmbRecord *record)
{
  const char *fv = amb_record_get_fv (record);
  g_autoptr (AmbJson) json = fv != NULL ? amb_json_parse (fv, strlen (fv), NULL) : NULL;
  GArray *versions = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 ver = amb_record_get_ver (record);

  if (json == NULL)
    g_array_append_val (versions, ver);
  for (const AmbJsonNode *member = json != NULL ? amb_json_node_get_first (amb_json_get_root (json))
                                                : NULL;
       member != NULL; member = amb_json_node_get_next (member))
    {
      ver = amb_json_node_get_int (member, 0);
      g_array_append_val (versions, ver);
    }
  return versions;
}

/* The latest version after @base that another device wrote, or brought the record back with; 0:
 * none.
 */
static gboolean
find_foreign_edit (AmbServerTx *tx, AmbRecord *record, gint64 base, gint64 *ver, GError **error)
{
  g_autoptr (GArray) versions = list_versions (record);

  *ver = 0;
  for (guint i = 0; i < versions->len; i++)
    {
      gint64 one = g_array_index (versions, gint64, i);
      g_auto (AmbServerVersion) version = { 0 };

      if (one <= base || one == tx->version || one <= *ver)
        continue;
      if (!amb_server_core_get_version (tx->core, one, &version, error))
        return FALSE;
      if (version.device == 0 || version.device != tx->device)
        *ver = one;
    }
  return TRUE;
}

static gboolean
bury (AmbServerTx *tx, AmbRecord *record, GError **error)
{
  amb_record_set_deleted (record, TRUE);
  amb_server_bump (record, amb_server_tx_touch (tx));
  return amb_server_tx_write (tx, record, error);
}

static gboolean
refuse (AmbServerTx *tx, AmbRecord *record, const AmbDependent *dependent, GError **error)
{
  g_autofree char *kept = amb_dup_kept (tx->core->store, record, dependent);
  g_autofree char *title = NULL;

  if (kept != NULL)
    {
      amb_problem_set_error (error, AMB_PROBLEM_REFUSED, "%s", kept);
      return FALSE;
    }
  title = amb_store_dup_title (tx->core->store, dependent->entity, dependent->id);
  amb_problem_set_error (
      error, AMB_PROBLEM_REFUSED,
      _ ("“%s” can’t be deleted while “%s” refers to it (%s). Change that "
         "first."),
      amb_record_get_title (record) != NULL ? amb_record_get_title (record) : "–",
      title != NULL ? title : _ (dependent->entity->label), _ (dependent->field->label));
  return FALSE;
}

static gboolean
settle_dependent (AmbServerTx *tx, const AmbDependent *dependent, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) record =
      amb_store_lookup (tx->core->store, dependent->entity, dependent->id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (record == NULL || amb_record_get_deleted (record))
    return TRUE;
  if (dependent->rule == AMB_CASCADE)
    return bury (tx, record, error);
  amb_record_set (record, dependent->field->name, NULL);
  amb_record_set_field_version (record, dependent->field->name, amb_server_tx_touch (tx));
  return amb_server_tx_write (tx, record, error);
}

static gboolean
is_same_record (const AmbDependent *dependent, AmbRecord *record)
{
  return dependent->entity == amb_record_get_entity (record) &&
         g_strcmp0 (dependent->id, amb_record_get_id (record)) == 0;
}

/* What still refers to a record that is merged into @kept was made meanwhile, by others. */
static gboolean
lead_all (AmbServerTx *tx, AmbRecord *record, const char *kept, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  g_autoptr (GPtrArray) dependents =
      amb_list_dependents (tx->core->store, entity, amb_record_get_id (record), error);

  for (guint i = 0; dependents != NULL && i < dependents->len; i++)
    {
      const AmbDependent *dependent = g_ptr_array_index (dependents, i);

      if (g_strcmp0 (dependent->field->ref, entity->name) == 0 &&
          !is_same_record (dependent, record) &&
          !amb_server_lead_dependent (tx, dependent, record, kept, error))
        return FALSE;
    }
  return dependents != NULL;
}

gboolean
amb_server_apply_delete (AmbServerTx *tx,
                         AmbRecord *record,
                         const AmbPushOperation *operation,
                         AmbServerOutcome *outcome,
                         GError **error)
{
  g_autoptr (GPtrArray) dependents = NULL;
  g_autofree char *kept = NULL;
  gint64 edited = 0;

  outcome->ver = amb_record_get_ver (record);
  if (!tx->force && !find_foreign_edit (tx, record, operation->base, &edited, error))
    return FALSE;
  if (edited != 0)
    return amb_server_append_conflict (tx, outcome, NULL, operation->base, edited, NULL, NULL,
                                       error);
  if (!amb_server_find_kept (tx, record, &kept, error) ||
      (kept != NULL && !lead_all (tx, record, kept, error)))
    return FALSE;
  dependents = amb_list_dependents (tx->core->store, amb_record_get_entity (record),
                                    amb_record_get_id (record), error);
  if (dependents == NULL)
    return FALSE;
  for (guint i = 0; i < dependents->len; i++)
    {
      const AmbDependent *dependent = g_ptr_array_index (dependents, i);

      if (dependent->rule == AMB_REFUSE && !is_same_record (dependent, record))
        return refuse (tx, record, dependent, error);
    }
  for (guint i = 0; i < dependents->len; i++)
    {
      const AmbDependent *dependent = g_ptr_array_index (dependents, i);

      if (!is_same_record (dependent, record) && !settle_dependent (tx, dependent, error))
        return FALSE;
    }
  if (!bury (tx, record, error))
    return FALSE;
  outcome->ver = amb_record_get_ver (record);
  return TRUE;
}
