/* Lists of AmbStore: row numbers, counts, facets, titles. */
#include "amb-error.h"
#include "amb-store-private.h"
#include "amb-store-sql.h"
#include "amb-text.h"

/* A search sees what the open transaction has written. */
static AmbStmt *
prepare_bound (
    AmbStore *self, const AmbQuery *query, const char *sql, GPtrArray *binds, GError **error)
{
  AmbStmt *stmt = NULL;

  if (query->search == NULL || amb_store_write_texts (self, error))
    stmt = amb_db_prepare (self->db, sql, error);
  for (guint i = 0; stmt != NULL && i < binds->len; i++)
    amb_stmt_bind_text (stmt, i + 1, g_ptr_array_index (binds, i));
  return stmt;
}

/* Does the node hold so much of the network that most rows belong to it? It decides how the list
 * is made, never what is in it. */
static gboolean
is_wide (AmbStore *self, const AmbQuery *query)
{
  gint64 wide = 0;

  if (query->within == NULL)
    return FALSE;
  amb_db_query_int (self->db, &wide, 0, NULL,
                    "WITH RECURSIVE below (id) AS (SELECT ? UNION SELECT n.id FROM nodes n JOIN "
                    "below ON n.parent_id = below.id WHERE n.deleted = 0) SELECT 4 * (SELECT "
                    "count(*) FROM below) >= (SELECT count(*) FROM nodes WHERE deleted = 0)",
                    "t", query->within);
  return wide != 0;
}

/* @all: every row is asked for, not the first of them */
static char *
build_list (AmbStore *self, const AmbQuery *query, gboolean all, GPtrArray *binds)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  gboolean wide = is_wide (self, query);

  g_string_printf (sql, "SELECT rid FROM \"%s\"", query->entity->collection);
  amb_sql_where (query, NULL, wide, sql, binds);
  amb_sql_order (query, all && (wide || query->conditions->len > 0), sql);
  g_string_append (sql, " LIMIT ? OFFSET ?");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

char *
amb_store_dup_list_sql (AmbStore *self, const AmbQuery *query)
{
  g_autoptr (GPtrArray) binds = g_ptr_array_new_with_free_func (g_free);

  return build_list (self, query, FALSE, binds);
}

static gboolean
read_rids (AmbStmt *stmt, GArray *rids, GError **error)
{
  gboolean row;

  g_array_set_size (rids, 0);
  while (TRUE)
    {
      gint64 rid;

      if (!amb_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      rid = amb_stmt_get_int (stmt, 0);
      g_array_append_val (rids, rid);
    }
}

gboolean
amb_store_list_rids (AmbStore *self,
                     const AmbQuery *query,
                     gint64 offset,
                     gint64 limit,
                     GArray *rids,
                     GError **error)
{
  g_autoptr (GPtrArray) binds = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = build_list (self, query, limit < 0, binds);
  g_autoptr (AmbStmt) stmt = prepare_bound (self, query, sql, binds, error);

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_int (stmt, binds->len + 1, limit);
  amb_stmt_bind_int (stmt, binds->len + 2, offset);
  return read_rids (stmt, rids, error);
}

gboolean
amb_store_list_rids_after (AmbStore *self,
                           const AmbQuery *query,
                           const char *narrow,
                           gint64 after,
                           gint64 limit,
                           GArray *rids,
                           GError **error)
{
  g_autoptr (GPtrArray) binds = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (AmbStmt) stmt = NULL;

  g_string_printf (sql, "SELECT rid FROM \"%s\"", query->entity->collection);
  amb_sql_where (query, NULL, is_wide (self, query), sql, binds);
  if (narrow != NULL)
    g_string_append_printf (sql, " AND %s", narrow);
  g_string_append (sql, " AND rid > ? ORDER BY rid LIMIT ?");
  stmt = prepare_bound (self, query, sql->str, binds, error);
  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_int (stmt, binds->len + 1, after);
  amb_stmt_bind_int (stmt, binds->len + 2, limit);
  return read_rids (stmt, rids, error);
}

gboolean
amb_store_count (AmbStore *self, const AmbQuery *query, gint64 *count, GError **error)
{
  g_autoptr (GPtrArray) binds = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean row;

  g_string_printf (sql, "SELECT count(*) FROM \"%s\"", query->entity->collection);
  amb_sql_where (query, NULL, is_wide (self, query), sql, binds);
  stmt = prepare_bound (self, query, sql->str, binds, error);
  if (stmt == NULL || !amb_stmt_step (stmt, &row, error))
    return FALSE;
  *count = amb_stmt_get_int (stmt, 0);
  return TRUE;
}

GPtrArray *
amb_store_list (AmbStore *self, const AmbQuery *query, gint64 limit, GError **error)
{
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!amb_store_list_rids (self, query, 0, limit, rids, error))
    return NULL;
  return amb_store_load (self, query->entity, (const gint64 *) rids->data, rids->len, error);
}

GHashTable *
amb_store_count_values (AmbStore *self,
                        const AmbQuery *query,
                        const AmbField *field,
                        GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) binds = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (AmbStmt) stmt = NULL;
  g_autofree char *expression = amb_sql_expression_of_many (field);
  gboolean row;

  if (field->type == AMB_FIELD_SET)
    {
      g_string_printf (sql,
                       "SELECT value, count(*) FROM set_value WHERE entity = ? AND field = ? AND "
                       "rid IN (SELECT rid FROM \"%s\"",
                       query->entity->collection);
      g_ptr_array_add (binds, g_strdup (query->entity->name));
      g_ptr_array_add (binds, g_strdup (field->name));
    }
  else
    g_string_printf (sql, "SELECT %s, count(*) FROM \"%s\"", expression, query->entity->collection);
  amb_sql_where (query, field, is_wide (self, query), sql, binds);
  g_string_append (sql, field->type == AMB_FIELD_SET ? ") GROUP BY value" : " GROUP BY 1");

  stmt = prepare_bound (self, query, sql->str, binds, error);
  if (stmt == NULL)
    return NULL;
  while (TRUE)
    {
      const char *value;
      gint64 count;

      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&counts);
      value = amb_stmt_get_text (stmt, 0);
      count = amb_stmt_get_int (stmt, 1);
      g_hash_table_insert (counts, g_strdup (value != NULL ? value : ""),
                           g_memdup2 (&count, sizeof count));
    }
}

static char *
read_title (AmbStore *self, const AmbEntity *entity, const char *id)
{
  const AmbField *title = amb_entity_get_title_field (entity);
  g_autofree char *expression = title != NULL ? amb_sql_expression (title) : NULL;
  g_autofree char *sql = NULL;
  char *text = NULL;

  if (expression == NULL || id == NULL)
    return NULL;
  sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE id = ?", expression, entity->collection);
  amb_db_query_text (self->db, &text, NULL, sql, "t", id);
  return text;
}

char *
amb_store_dup_title (AmbStore *self, const AmbEntity *entity, const char *id)
{
  char *text = read_title (self, entity, id);

  for (const AmbEntity *const *view = amb_entities (); *view != NULL && text == NULL; view++)
    if (*view != entity && amb_entity_get_base (*view) == entity)
      text = read_title (self, *view, id);
  return text;
}

GHashTable *
amb_store_list_titles (AmbStore *self,
                       const AmbEntity *entity,
                       const char *const *ids,
                       GError **error)
{
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const AmbField *title = amb_entity_get_title_field (entity);
  g_autofree char *expression = title != NULL ? amb_sql_expression (title) : NULL;
  g_autofree char *sql = NULL;
  g_autoptr (AmbStmt) stmt = NULL;
  g_autoptr (GString) list = g_string_new ("[");
  gboolean row;

  if (expression == NULL)
    return g_steal_pointer (&titles);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (list, ',');
      amb_json_append_string (list, ids[i]);
    }
  g_string_append_c (list, ']');
  sql = g_strdup_printf ("SELECT id, %s FROM \"%s\"%s", expression, entity->collection,
                         ids != NULL ? " WHERE id IN (SELECT value FROM json_each(?))"
                                     : " WHERE deleted = 0 AND ? IS NOT NULL");
  stmt = amb_db_prepare (self->db, sql, error);
  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, list->str);
  while (TRUE)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&titles);
      g_hash_table_insert (titles, g_strdup (amb_stmt_get_text (stmt, 0)),
                           g_strdup (amb_stmt_get_text (stmt, 1)));
    }
}

GHashTable *
amb_store_list_shared_titles (AmbStore *self, const AmbEntity *entity, GError **error)
{
  const AmbField *title = amb_entity_get_title_field (entity);
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *key = amb_sql_key_column (entity);
  g_autofree char *expression = title != NULL ? amb_sql_expression (title) : NULL;
  g_autofree char *folded =
      key != NULL ? g_strdup_printf ("\"%s\"", key) : g_strdup_printf ("amb_fold(%s)", expression);
  g_autofree char *sql =
      g_strdup_printf ("SELECT %s FROM \"%s\" WHERE deleted = 0 GROUP BY 1 HAVING count(*) > 1",
                       folded, entity->collection);
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean row = TRUE;

  if (title == NULL)
    return g_steal_pointer (&titles);
  stmt = amb_db_prepare (self->db, sql, error);
  if (stmt == NULL)
    return NULL;
  while (amb_stmt_step (stmt, &row, error) && row)
    if (!amb_stmt_is_null (stmt, 0))
      g_hash_table_add (titles, g_strdup (amb_stmt_get_text (stmt, 0)));
  return row ? NULL : g_steal_pointer (&titles);
}

GPtrArray *
amb_store_find (AmbStore *self,
                const AmbEntity *entity,
                const AmbField *field,
                const char *value,
                gboolean folded,
                GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *expression = amb_sql_expression (field);
  g_autofree char *key = amb_sql_key_column (entity);
  g_autofree char *text = folded ? amb_text_fold (value) : g_strdup (value);
  g_autofree char *sql = NULL;
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean row;

  if (folded && key != NULL && (field->flags & AMB_FIELD_TITLE))
    sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE deleted = 0 AND \"%s\" = ? ORDER BY rid",
                           entity->collection, key);
  else
    sql = g_strdup_printf (folded ? "SELECT id FROM \"%s\" WHERE deleted = 0 AND "
                                    "amb_fold(%s) = ? ORDER BY rid"
                                  : "SELECT id FROM \"%s\" WHERE deleted = 0 AND %s = ? "
                                    "ORDER BY rid",
                           entity->collection, expression);
  stmt = amb_db_prepare (self->db, sql, error);
  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, text);
  while (TRUE)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ids);
      g_ptr_array_add (ids, g_strdup (amb_stmt_get_text (stmt, 0)));
    }
}
