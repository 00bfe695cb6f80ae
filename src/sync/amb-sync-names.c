/* Which records an operation names: in what it says, and in the row of a create that was never
 * sent. One statement an entity, however many operations there are. */
#include "amb-sync-engine-private.h"

#include <string.h>

#define ID_LENGTH 36

static void
add_name (GPtrArray *names, const char *id, gsize length)
{
  g_ptr_array_add (names, g_strndup (id, length));
}

/* Ids stand in quotes; whatever else has their form does no harm. */
static void
add_names_of_payload (GPtrArray *names, const char *payload)
{
  for (const char *quote = payload ? strchr (payload, '"') : NULL; quote;
       quote = strchr (quote + 1, '"'))
    if (strnlen (quote + 1, ID_LENGTH) == ID_LENGTH && quote[9] == '-' && quote[14] == '-' &&
        quote[19] == '-' && quote[24] == '-')
      add_name (names, quote + 1, ID_LENGTH);
}

/* (transfer full): the @n columns of @entity that refer to records */
static char *
dup_reference_columns (const AmbEntity *entity, int *n)
{
  GString *columns = g_string_new (NULL);

  *n = 0;
  for (guint i = 0; i < amb_entity_get_n_fields (entity); i++)
    if (entity->fields[i].type == AMB_FIELD_REF && amb_field_is_stored (&entity->fields[i]))
      {
        g_autofree char *column = amb_field_dup_column (&entity->fields[i]);

        g_string_append_printf (columns, ", t.\"%s\"", column);
        (*n)++;
      }
  return g_string_free (columns, FALSE);
}

/* @by_op: op → its list of names. */
static gboolean
add_names_of_rows (AmbSyncEngine *self, const AmbEntity *entity, GHashTable *by_op, GError **error)
{
  int n;
  g_autofree char *columns = dup_reference_columns (entity, &n);
  g_autofree char *sql = NULL;
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean row = TRUE;

  if (n == 0)
    return TRUE;
  sql = g_strdup_printf ("SELECT o.op%s FROM outbox o JOIN \"%s\" t ON t.id = o.id"
                         " WHERE o.entity = ?1 AND o.kind = 'create'",
                         columns, entity->collection);
  stmt = amb_db_prepare (self->db, sql, error);
  if (!stmt)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, entity->name);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      GPtrArray *names = g_hash_table_lookup (by_op, amb_stmt_get_text (stmt, 0));

      for (int i = 1; names && i <= n; i++)
        if (!amb_stmt_is_null (stmt, i))
          add_name (names, amb_stmt_get_text (stmt, i), strlen (amb_stmt_get_text (stmt, i)));
    }
  return !row;
}

GPtrArray *
amb_sync_list_names (AmbSyncEngine *self, GPtrArray *operations, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) by_op = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) entities = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer entity;

  for (guint i = 0; i < operations->len; i++)
    {
      const AmbOperation *operation = g_ptr_array_index (operations, i);
      GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

      add_names_of_payload (names, operation->payload);
      g_ptr_array_add (all, names);
      g_hash_table_insert (by_op, operation->op, names);
      if (g_str_equal (operation->kind, "create"))
        g_hash_table_add (entities, (gpointer) operation->entity);
    }
  g_hash_table_iter_init (&iter, entities);
  while (g_hash_table_iter_next (&iter, &entity, NULL))
    if (!add_names_of_rows (self, entity, by_op, error))
      return NULL;
  return g_steal_pointer (&all);
}
