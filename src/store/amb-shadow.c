/* Shadows: the server's values of fields that are dirty here. */
#include "amb-outbox.h"

gboolean
amb_shadow_get (AmbStore *store,
                const AmbEntity *entity,
                const char *id,
                const char *field,
                gboolean *found,
                char **value,
                gint64 *ver,
                GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT value, ver FROM shadow WHERE entity = ? AND id = ? AND field = ?", error);

  *found = FALSE;
  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, entity->name);
  amb_stmt_bind_text (stmt, 2, id);
  amb_stmt_bind_text (stmt, 3, field);
  if (!amb_stmt_step (stmt, found, error))
    return FALSE;
  if (*found && value != NULL)
    *value = g_strdup (amb_stmt_get_text (stmt, 0));
  if (*found && ver != NULL)
    *ver = amb_stmt_get_int (stmt, 1);
  return TRUE;
}

gboolean
amb_shadow_set (AmbStore *store,
                const AmbEntity *entity,
                const char *id,
                const char *field,
                const char *value,
                gint64 ver,
                GError **error)
{
  return amb_db_run (amb_store_get_db (store), error,
                     "INSERT OR REPLACE INTO shadow (entity, id, field, value, ver) "
                     "VALUES (?, ?, ?, ?, ?)",
                     "tttti", entity->name, id, field, value, ver);
}

gboolean
amb_shadow_remove (
    AmbStore *store, const AmbEntity *entity, const char *id, const char *field, GError **error)
{
  return amb_db_run (amb_store_get_db (store), error,
                     "DELETE FROM shadow WHERE entity = ? AND id = ? AND field = ?", "ttt",
                     entity->name, id, field);
}

GHashTable *
amb_shadow_list (AmbStore *store, const AmbEntity *entity, const char *id, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (store),
                      "SELECT field, value FROM shadow WHERE entity = ? AND id = ?", error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, entity->name);
  amb_stmt_bind_text (stmt, 2, id);
  while (TRUE)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&values);
      g_hash_table_insert (values, g_strdup (amb_stmt_get_text (stmt, 0)),
                           g_strdup (amb_stmt_get_text (stmt, 1)));
    }
}
