#include "amb-renewals.h"

#include "amb-first-names-private.h"
#include "amb-store-sql.h"

/* So many are looked at by their numbers. More are counted only: the first of so many are met soon
 * when people are read in the order of their names. */
#define FEW 1000

#define BY_ID   " FROM ambassadors INDEXED BY ambassadors_renewed"
#define BY_NAME " FROM ambassadors INDEXED BY ambassadors_title"

static AmbStmt *
prepare (
    AmbStore *store, const AmbQuery *query, const char *select, const char *end, GError **error)
{
  g_autoptr (GString) sql = g_string_new (select);
  g_autoptr (GPtrArray) binds = g_ptr_array_new_with_free_func (g_free);
  AmbStmt *stmt;

  amb_sql_where (query, NULL, TRUE, sql, binds);
  g_string_append (sql, end);
  stmt = amb_db_prepare (amb_store_get_db (store), sql->str, error);
  for (guint i = 0; stmt != NULL && i < binds->len; i++)
    amb_stmt_bind_text (stmt, (int) i + 1, g_ptr_array_index (binds, i));
  return stmt;
}

/* (transfer full): the numbers in the first column; at most @most */
static GArray *
read_numbers (AmbStmt *stmt, guint most, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = stmt != NULL;

  if (stmt == NULL)
    return NULL;
  while (row && numbers->len < most)
    {
      gint64 number;

      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      number = row ? amb_stmt_get_int (stmt, 0) : 0;
      if (row)
        g_array_append_val (numbers, number);
    }
  return g_steal_pointer (&numbers);
}

/* (transfer full): of @rids the first by name */
static GArray *
choose_first (AmbStore *store, const GArray *rids, guint most, GError **error)
{
  g_autoptr (GHashTable) all = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) names = NULL;
  GArray *first;

  for (guint i = 0; i < rids->len; i++)
    g_hash_table_add (all, &g_array_index (rids, gint64, i));
  names = amb_first_names_load (store, all, most, error);
  if (names == NULL)
    return NULL;
  first = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < names->len; i++)
    g_array_append_val (first, g_array_index (names, AmbFirstName, i).rid);
  return first;
}

static GArray *
count_many (AmbStore *store, const AmbQuery *query, guint most, gint64 *count, GError **error)
{
  g_autoptr (AmbStmt) counting = prepare (store, query, "SELECT count(*)" BY_ID, "", error);
  g_autoptr (GArray) counted = read_numbers (counting, 1, error);
  g_autoptr (AmbStmt) first = counted != NULL ? prepare (store, query, "SELECT rid" BY_NAME,
                                                         " ORDER BY display_name_key, rid", error)
                                              : NULL;

  if (counted != NULL)
    *count = g_array_index (counted, gint64, 0);
  return read_numbers (first, most, error);
}

GPtrArray *
amb_renewals_load (
    AmbStore *store, const AmbQuery *query, guint most, gint64 *count, GError **error)
{
  g_autoptr (AmbStmt) stmt = prepare (store, query, "SELECT rid" BY_ID, "", error);
  g_autoptr (GArray) rids = read_numbers (stmt, FEW + 1, error);
  g_autoptr (GArray) first = NULL;

  if (rids == NULL)
    return NULL;
  *count = rids->len;
  first = rids->len <= FEW ? choose_first (store, rids, most, error)
                           : count_many (store, query, most, count, error);
  return first != NULL ? amb_store_load (store, query->entity, (const gint64 *) first->data,
                                         first->len, error)
                       : NULL;
}
