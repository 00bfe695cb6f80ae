/* Two records were made one, and the server didn't take it, or not that the one goes: it is made
 * again as the merge that it was, and not piece by piece. */
#include "amb-merging.h"
#include "amb-sync-engine-private.h"
#include "amb-sync.h"

#include <string.h>

/* Of the merge that a finding is a part of. */
typedef struct
{
  char *entity, *removed, *kept;
} Merged;

static void
merged_clear (Merged *self)
{
  g_free (self->entity);
  g_free (self->removed);
  g_free (self->kept);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Merged, merged_clear)

/* The first merge of the action: what it began with; of a removal, that of the removed record. */
static gboolean
find_merge (AmbStore *store, const AmbFinding *finding, Merged *merged, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT entity, removed, kept FROM (SELECT m.entity, m.removed, m.kept, l.n AS place FROM "
      "sync_log l JOIN record_merges m ON m.id = l.id AND m.deleted = 0 WHERE l.tx = ?1 AND "
      "l.entity = 'record-merge' UNION ALL SELECT typed ->> '$.entity', typed ->> '$.removed', "
      "typed ->> '$.kept', key FROM (SELECT typed, key, tx, entity, kind FROM finding UNION ALL "
      "SELECT typed, key, tx, entity, kind FROM settled_finding) WHERE tx = ?1 AND entity = "
      "'record-merge' AND kind = 'create') WHERE ?2 IS NULL OR (removed = ?2 AND entity = ?3) "
      "ORDER "
      "BY place LIMIT 1",
      error);
  const gboolean removes = finding->is_conflict || g_strcmp0 (finding->kind, "delete") == 0;
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, finding->tx);
  amb_stmt_bind_text (stmt, 2, removes ? finding->id : NULL);
  amb_stmt_bind_text (stmt, 3, finding->entity->name);
  if (!amb_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    {
      merged->entity = g_strdup (amb_stmt_get_text (stmt, 0));
      merged->removed = g_strdup (amb_stmt_get_text (stmt, 1));
      merged->kept = g_strdup (amb_stmt_get_text (stmt, 2));
    }
  return TRUE;
}

/* Another part of it was settled before, and has made the merge. */
static gboolean
is_made (AmbStore *store, const Merged *merged, gboolean *made, GError **error)
{
  const AmbEntity *entity = amb_entity_find (merged->entity);
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) kept = amb_store_lookup (store, entity, merged->kept, &local);
  g_autoptr (AmbRecord) removed =
      local == NULL ? amb_store_lookup (store, entity, merged->removed, &local) : NULL;

  if (local != NULL)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  *made = kept != NULL && !amb_record_get_deleted (kept) && removed != NULL &&
          amb_record_get_deleted (removed);
  return TRUE;
}

gboolean
amb_sync_merge_again (AmbProgramme *programme,
                      const AmbFinding *finding,
                      gboolean *is_merge,
                      GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_auto (Merged) merged = { NULL, NULL, NULL };
  gboolean made = FALSE;

  *is_merge = FALSE;
  if (finding->tx == NULL)
    return TRUE;
  if (!find_merge (store, finding, &merged, error))
    return FALSE;
  if (merged.kept == NULL || amb_entity_find (merged.entity) == NULL)
    return TRUE;
  *is_merge = TRUE;
  if (!is_made (store, &merged, &made, error))
    return FALSE;
  return made || amb_programme_merge (programme, amb_entity_find (merged.entity), merged.kept,
                                      merged.removed, error);
}
