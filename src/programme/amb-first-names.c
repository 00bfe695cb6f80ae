#include "amb-first-names-private.h"

/* So many are sorted; of more the first are met soon when people are read in the order of their
 * names, which an index has. */
#define FEW 1000

static void
first_name_clear (gpointer data)
{
  AmbFirstName *first = data;

  g_free (first->id);
  g_free (first->name);
}

static void
append_rid (GString *json, gint64 rid)
{
  g_string_append_printf (json, "%s%" G_GINT64_FORMAT, json->len > 1 ? "," : "", rid);
}

static char *
dup_all (GHashTable *rids)
{
  GString *json = g_string_new ("[");
  GHashTableIter iter;
  gpointer rid;

  g_hash_table_iter_init (&iter, rids);
  while (g_hash_table_iter_next (&iter, &rid, NULL))
    append_rid (json, *(gint64 *) rid);
  return g_string_free (g_string_append_c (json, ']'), FALSE);
}

/* (nullable): those of @rids who are met first */
static char *
dup_met (AmbStore *store, GHashTable *rids, guint most, GError **error)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT rid FROM ambassadors WHERE deleted = 0 ORDER BY display_name_key, rid", error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  for (guint n = 0; row && n < most;)
    {
      gint64 rid;

      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      rid = row ? amb_stmt_get_int (stmt, 0) : 0;
      if (row && g_hash_table_contains (rids, &rid))
        {
          append_rid (json, rid);
          n++;
        }
    }
  g_string_append_c (json, ']');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

GArray *
amb_first_names_load (AmbStore *store, GHashTable *rids, guint most, GError **error)
{
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (AmbFirstName));
  g_autofree char *json =
      g_hash_table_size (rids) <= FEW ? dup_all (rids) : dup_met (store, rids, most, error);
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean row = TRUE;

  g_array_set_clear_func (names, first_name_clear);
  if (json != NULL)
    stmt = amb_db_prepare (amb_store_get_db (store),
                           "SELECT p.rid, p.id, p.display_name FROM json_each (?1) j CROSS JOIN "
                           "ambassadors p ON p.rid = j.value WHERE p.deleted = 0 ORDER BY "
                           "p.display_name_key, p.rid LIMIT ?2",
                           error);
  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, json);
  amb_stmt_bind_int (stmt, 2, most);
  while (row)
    {
      AmbFirstName first;

      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        break;
      first = (AmbFirstName){ amb_stmt_get_int (stmt, 0), g_strdup (amb_stmt_get_text (stmt, 1)),
                              g_strdup (amb_stmt_get_text (stmt, 2)) };
      g_array_append_val (names, first);
    }
  return g_steal_pointer (&names);
}
