/* Mending what a comparison found: the scopes that differ are pulled from their beginning, while
 * everything stays on the screen; what no scope holds goes. */
#include "amb-sync-digest-private.h"

/* sync_repair.state */
enum
{
  TO_BE_ASKED = 1,
  UNDER_WAY = 2
};

char *
amb_sync_repair_dup_reset (AmbDb *db, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      db, "SELECT name FROM sync_repair WHERE state = ?1 ORDER BY name LIMIT ?2", error);
  g_autoptr (GString) names = g_string_new (NULL);
  gboolean row = TRUE;

  if (!stmt)
    return NULL;
  amb_stmt_bind_int (stmt, 1, TO_BE_ASKED);
  amb_stmt_bind_int (stmt, 2, AMB_MAX_RESETS);
  while (amb_stmt_step (stmt, &row, error) && row)
    g_string_append_printf (names, "%s%s", names->len > 0 ? "," : "", amb_stmt_get_text (stmt, 0));
  return !row && names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

gboolean
amb_sync_repair_list (AmbDb *db, GHashTable **names, GError **error)
{
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (db, "SELECT name FROM sync_repair", error);
  gboolean row = TRUE;

  if (!stmt)
    return FALSE;
  while (amb_stmt_step (stmt, &row, error) && row)
    g_hash_table_add (set, g_strdup (amb_stmt_get_text (stmt, 0)));
  if (g_hash_table_size (set) > 0)
    *names = g_steal_pointer (&set);
  return !row;
}

gboolean
amb_sync_repair_follow (AmbDb *db, const char *scope, const char *op, GError **error)
{
  if (g_str_equal (op, "done") || g_str_equal (op, "drop"))
    return amb_db_run (db, error, "DELETE FROM sync_repair WHERE name = ?1 AND (?2 OR state = ?3)",
                       "tii", scope, (gint64) g_str_equal (op, "drop"), (gint64) UNDER_WAY);
  return amb_db_run (db, error, "UPDATE sync_repair SET state = ?2 WHERE name = ?1", "ti", scope,
                     (gint64) UNDER_WAY);
}

gboolean
amb_sync_repair_answered (AmbDb *db, const char *reset, GError **error)
{
  g_auto (GStrv) names = g_strsplit (reset ? reset : "", ",", -1);

  for (guint i = 0; names[i]; i++)
    if (!amb_db_run (db, error, "DELETE FROM sync_repair WHERE name = ?1 AND state = ?2", "ti",
                     names[i], (gint64) TO_BE_ASKED))
      return FALSE;
  return TRUE;
}

/* Does the server have rows of @entity that are missing here? */
static gboolean
lacks_rows (const AmbSyncComparison *comparison, const AmbEntity *entity)
{
  for (guint i = 0; i < comparison->differences->len; i++)
    {
      const AmbSyncDifference *difference = g_ptr_array_index (comparison->differences, i);

      if (difference->entity == entity && difference->lacks > 0)
        return TRUE;
    }
  return FALSE;
}

/* What a lost row left behind would be taken for that of another row, which gets its number. A row
 * that no scope holds may be the very one that is missing in a scope: the pull tells, and what is
 * still nobody's afterwards the next comparison finds. */
static gboolean
clean_entity (AmbSyncEngine *self,
              const AmbSyncComparison *comparison,
              const AmbEntity *entity,
              GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "DELETE FROM sync_member WHERE entity = ?1 AND rid NOT IN (SELECT rid FROM \"%s\")",
      entity->collection);

  return amb_store_forget_lost_rows (self->store, entity, error) &&
         amb_db_run (self->db, error, sql, "t", entity->name) &&
         (lacks_rows (comparison, entity) || amb_sync_digest_settle_strays (self, entity, error));
}

/* Of a scope that isn't this profile's nothing will come. */
static gboolean
drop_scope (AmbSyncEngine *self, const char *scope, GError **error)
{
  return amb_sync_scope_drop (self->db, scope, error) && amb_sync_drop_orphans (self, TRUE, error);
}

static gboolean
plan_difference (AmbSyncEngine *self,
                 const AmbSyncComparison *comparison,
                 const AmbSyncDifference *difference,
                 GError **error)
{
  if (difference->entity && !clean_entity (self, comparison, difference->entity, error))
    return FALSE;
  if (!difference->scope)
    return TRUE;
  if (amb_sync_digest_is_foreign (self, difference->scope))
    return drop_scope (self, difference->scope, error);
  return amb_db_run (self->db, error,
                     "INSERT OR REPLACE INTO sync_repair (name, state) VALUES (?1, ?2)", "ti",
                     difference->scope, (gint64) TO_BE_ASKED);
}

/* The second repair takes nothing for granted. */
static gboolean
plan_whole (AmbSyncEngine *self, GError **error)
{
  return amb_sync_reset (self, error) &&
         amb_db_run (self->db, error,
                     "INSERT OR REPLACE INTO sync_repair (name, state) SELECT name, ?1"
                     " FROM sync_scope",
                     "i", (gint64) TO_BE_ASKED);
}

static gboolean
plan (AmbSyncEngine *self, const AmbSyncComparison *comparison, gint64 repairs, GError **error)
{
  for (guint i = 0; i < comparison->differences->len; i++)
    if (!plan_difference (self, comparison, g_ptr_array_index (comparison->differences, i), error))
      return FALSE;
  return (repairs == 0 || plan_whole (self, error)) &&
         amb_store_set_meta_int (self->store, AMB_SYNC_META_HEAD, 0, error) &&
         amb_sync_bump_generation (self, error);
}

static gboolean
note_differences (AmbSyncEngine *self,
                  AmbSyncComparison *comparison,
                  gint64 repairs,
                  GError **error)
{
  comparison->repairs = repairs < AMB_SYNC_REPAIRS;
  return amb_store_set_meta_int (self->store, AMB_SYNC_META_DIFFERED, comparison->at, error) &&
         amb_store_set_meta_int (self->store, AMB_SYNC_META_DIFFERED_ROWS,
                                 amb_sync_comparison_count (comparison), error) &&
         amb_store_set_meta_int (self->store, AMB_SYNC_META_REPAIRS, repairs + 1, error) &&
         (!comparison->repairs || plan (self, comparison, repairs, error));
}

gboolean
amb_sync_repair_conclude (AmbSyncEngine *self,
                          AmbSyncComparison *comparison,
                          gboolean anew,
                          GError **error)
{
  gint64 repairs = anew ? 0 : amb_store_get_meta_int (self->store, AMB_SYNC_META_REPAIRS, 0);

  if (!amb_store_set_meta_int (self->store, AMB_SYNC_META_COMPARED, comparison->at, error))
    return FALSE;
  return comparison->differences->len > 0
             ? note_differences (self, comparison, repairs, error)
             : amb_store_set_meta_int (self->store, AMB_SYNC_META_REPAIRS, 0, error);
}
