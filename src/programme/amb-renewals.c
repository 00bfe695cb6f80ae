#include "amb-renewals.h"

#include "amb-first-names-private.h"
#include "amb-store-sql.h"

static AmbStmt *
prepare (AmbStore *store, const AmbQuery *query, GError **error)
{
  g_autoptr (GString) sql =
      g_string_new ("SELECT rid FROM ambassadors INDEXED BY ambassadors_renewed");
  g_autoptr (GPtrArray) binds = g_ptr_array_new_with_free_func (g_free);
  AmbStmt *stmt;

  amb_sql_where (query, NULL, TRUE, sql, binds);
  stmt = amb_db_prepare (amb_store_get_db (store), sql->str, error);
  for (guint i = 0; stmt != NULL && i < binds->len; i++)
    amb_stmt_bind_text (stmt, (int) i + 1, g_ptr_array_index (binds, i));
  return stmt;
}

GPtrArray *
amb_renewals_load (
    AmbStore *store, const AmbQuery *query, guint most, gint64 *count, GError **error)
{
  g_autoptr (GHashTable) rids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) first = NULL;
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AmbStmt) stmt = prepare (store, query, error);
  gboolean row = TRUE;

  while (stmt != NULL && row)
    {
      gint64 rid;

      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      rid = row ? amb_stmt_get_int (stmt, 0) : 0;
      if (row)
        g_hash_table_add (rids, g_memdup2 (&rid, sizeof rid));
    }
  first = stmt != NULL ? amb_first_names_load (store, rids, most, error) : NULL;
  if (first == NULL)
    return NULL;
  for (guint i = 0; i < first->len; i++)
    g_array_append_val (wanted, g_array_index (first, AmbFirstName, i).rid);
  *count = g_hash_table_size (rids);
  return amb_store_load (store, query->entity, (const gint64 *) wanted->data, wanted->len, error);
}
