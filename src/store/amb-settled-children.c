/* Operations that were given up together with the refused record they referred to: undo lets them
 * wait for it again, redo gives them up again. */
#include "amb-outbox.h"

#include <string.h>

#define COLUMNS                                                                                    \
  "key, conflict, entity, id, field, base, mine, theirs, by, by_at, kind, code, detail, typed, "   \
  "op, tx, at"

gboolean
amb_settled_note_child (AmbStore *store,
                        gint64 group,
                        const AmbOperation *operation,
                        GError **error)
{
  return amb_db_run (amb_store_get_db (store), error,
                     "INSERT OR REPLACE INTO settled_child (op, grp, n, tx, entity, id, kind, "
                     "payload, at) SELECT op, ?, n, tx, entity, id, kind, payload, at FROM outbox "
                     "WHERE op = ?",
                     "it", group, operation->op);
}

/* One of them, with what is kept of it in its finding. */
typedef struct
{
  AmbOperation operation;
  char *typed;      /* nullable: there is no finding */
  gboolean is_open; /* its finding is open */
} Child;

static void
child_free (gpointer data)
{
  Child *self = data;

  g_free (self->operation.op);
  g_free (self->operation.tx);
  g_free (self->operation.id);
  g_free (self->operation.kind);
  g_free (self->operation.payload);
  g_free (self->typed);
  g_free (self);
}

static Child *
read_child (AmbStmt *stmt)
{
  Child *self = g_new0 (Child, 1);

  self->operation.op = g_strdup (amb_stmt_get_text (stmt, 0));
  self->operation.tx = g_strdup (amb_stmt_get_text (stmt, 1));
  self->operation.entity = amb_entity_find (amb_stmt_get_text (stmt, 2));
  self->operation.id = g_strdup (amb_stmt_get_text (stmt, 3));
  self->operation.kind = g_strdup (amb_stmt_get_text (stmt, 4));
  self->operation.payload = g_strdup (amb_stmt_get_text (stmt, 5));
  self->operation.at = amb_stmt_get_int (stmt, 6);
  self->typed = g_strdup (amb_stmt_get_text (stmt, 7));
  self->is_open = !amb_stmt_is_null (stmt, 7);
  return self;
}

/* Those of @group that are (@waiting) or are not in the outbox, in the order in which they were
 * made. */
static GPtrArray *
list_children (AmbStore *store, gint64 group, gboolean waiting, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (child_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT c.op, c.tx, c.entity, c.id, c.kind, c.payload, c.at, f.typed FROM settled_child c "
      "LEFT JOIN finding f ON f.op = c.op AND f.entity = c.entity AND f.id = c.id WHERE c.grp = ?1 "
      "AND EXISTS (SELECT 1 FROM outbox o WHERE o.op = c.op AND o.state = ?3) = ?2 ORDER BY c.n",
      error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_int (stmt, 1, group);
  amb_stmt_bind_int (stmt, 2, waiting);
  amb_stmt_bind_int (stmt, 3, AMB_OPERATION_PARKED);
  while (TRUE)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, read_child (stmt));
    }
}

static gboolean
is_of_created (GPtrArray *children, const Child *child)
{
  for (guint i = 0; i < children->len; i++)
    {
      const Child *other = g_ptr_array_index (children, i);

      if (g_str_equal (other->operation.kind, "create") &&
          g_str_equal (other->operation.id, child->operation.id))
        return TRUE;
    }
  return FALSE;
}

static const AmbJsonNode *
get_part (const AmbJson *json, const char *part)
{
  return amb_json_node_get_first (
      amb_json_node_get_member (json != NULL ? amb_json_get_root (json) : NULL, part));
}

static AmbJson *
parse (const char *text)
{
  return text != NULL ? amb_json_parse (text, strlen (text), NULL) : NULL;
}

/* Only what is as it was left can wait again: a record that is not here, or an edit of fields. */
static gboolean
can_wait (AmbStore *store, GPtrArray *children, const Child *child)
{
  const AmbOperation *operation = &child->operation;
  g_autoptr (AmbRecord) row = amb_store_lookup (store, operation->entity, operation->id, NULL);
  g_autoptr (AmbJson) payload = parse (operation->payload);

  if (g_str_equal (operation->kind, "create"))
    return child->is_open && row == NULL && operation->payload == NULL;
  if (!g_str_equal (operation->kind, "patch") || payload == NULL)
    return FALSE;
  if (is_of_created (children, child))
    return TRUE;
  return child->is_open && row != NULL && !amb_record_get_deleted (row) &&
         get_part (payload, "add") == NULL && get_part (payload, "del") == NULL;
}

static gboolean
put_created (AmbStore *store, const Child *child, GError **error)
{
  g_autoptr (AmbRecord) row = amb_record_new (child->operation.entity, child->operation.id);
  g_autoptr (AmbJson) typed = amb_json_parse (child->typed, strlen (child->typed), error);

  return typed != NULL && amb_record_read_json (row, amb_json_get_root (typed), error) &&
         amb_store_put (store, row, error);
}

/* The row shows what was typed again, and the shadow keeps what the server has. */
static gboolean
put_edited (AmbStore *store, const Child *child, GError **error)
{
  const AmbOperation *operation = &child->operation;
  g_autoptr (AmbRecord) row = amb_store_lookup (store, operation->entity, operation->id, error);
  g_autoptr (AmbJson) payload = parse (operation->payload);

  if (row == NULL)
    return FALSE;
  for (const AmbJsonNode *member = get_part (payload, "set"); member != NULL;
       member = amb_json_node_get_next (member))
    {
      const AmbField *field =
          amb_entity_find_field (operation->entity, amb_json_node_get_key (member));
      g_autofree char *value = NULL;
      gboolean found;

      if (field == NULL)
        continue;
      if (!amb_field_read_value (field, member, &value, error) ||
          !amb_shadow_get (store, operation->entity, operation->id, field->name, &found, NULL, NULL,
                           error) ||
          (!found && !amb_shadow_set (store, operation->entity, operation->id, field->name,
                                      amb_record_get (row, field->name),
                                      amb_record_get_field_version (row, field->name), error)))
        return FALSE;
      amb_record_set (row, field->name, value);
    }
  return amb_store_put (store, row, error);
}

static gboolean
park (AmbStore *store, const Child *child, gint64 group, GError **error)
{
  const AmbOperation *operation = &child->operation;
  const gint64 next = amb_store_get_meta_int (store, "next-n", 1);
  AmbDb *db = amb_store_get_db (store);

  /* Its finding comes back with redo: kept under a number that no group has. */
  if (child->is_open &&
      (!(g_str_equal (operation->kind, "create") ? put_created (store, child, error)
                                                 : put_edited (store, child, error)) ||
       !amb_db_run (db, error,
                    "INSERT OR REPLACE INTO settled_finding (" COLUMNS ", grp) SELECT " COLUMNS
                    ", ? FROM finding WHERE op = ?",
                    "it", -group, operation->op) ||
       !amb_db_run (db, error, "DELETE FROM finding WHERE op = ?", "t", operation->op)))
    return FALSE;
  return amb_db_run (db, error,
                     "INSERT INTO outbox (n, op, tx, entity, id, kind, payload, at, state) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     "ittttttii", next, operation->op, operation->tx, operation->entity->name,
                     operation->id, operation->kind, operation->payload, operation->at,
                     (gint64) AMB_OPERATION_PARKED) &&
         amb_store_set_meta_int (store, "next-n", next + 1, error);
}

gboolean
amb_settled_park_children (AmbStore *store, gint64 group, GError **error)
{
  g_autoptr (GPtrArray) children = list_children (store, group, FALSE, error);

  for (guint i = 0; children != NULL && i < children->len; i++)
    if (!can_wait (store, children, g_ptr_array_index (children, i)))
      return TRUE; /* all or none: they stay as findings */
  for (guint i = 0; children != NULL && i < children->len; i++)
    if (!park (store, g_ptr_array_index (children, i), group, error))
      return FALSE;
  return children != NULL;
}

/* Fields that the operation held show the server's value again. */
static gboolean
take_back (AmbStore *store, const AmbOperation *operation, GError **error)
{
  g_autoptr (GHashTable) shadows = amb_shadow_list (store, operation->entity, operation->id, error);
  g_autoptr (AmbRecord) row = NULL;
  GHashTableIter iter;
  gpointer name, value;

  if (g_str_equal (operation->kind, "create"))
    return amb_store_drop (store, operation->entity, operation->id, error);
  row = amb_store_lookup (store, operation->entity, operation->id, NULL);
  if (shadows == NULL || row == NULL)
    return shadows != NULL;
  g_hash_table_iter_init (&iter, shadows);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      if (amb_entity_find_field (operation->entity, name) == NULL)
        continue;
      amb_record_set (row, name, value);
      if (!amb_shadow_remove (store, operation->entity, operation->id, name, error))
        return FALSE;
    }
  return amb_store_put (store, row, error);
}

gboolean
amb_settled_give_up_children (AmbStore *store, gint64 group, GError **error)
{
  AmbDb *db = amb_store_get_db (store);
  g_autoptr (GPtrArray) children = list_children (store, group, TRUE, error);

  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      const AmbOperation *operation = &((Child *) g_ptr_array_index (children, i))->operation;

      if (!amb_db_run (db, error, "DELETE FROM outbox WHERE op = ?", "t", operation->op) ||
          !take_back (store, operation, error))
        return FALSE;
    }
  return children != NULL &&
         amb_db_run (db, error,
                     "INSERT OR IGNORE INTO finding (" COLUMNS ") SELECT " COLUMNS
                     " FROM settled_finding WHERE grp = ?",
                     "i", -group) &&
         amb_db_run (db, error, "DELETE FROM settled_finding WHERE grp = ?", "i", -group);
}
