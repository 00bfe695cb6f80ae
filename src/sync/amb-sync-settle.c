#include "amb-set.h"
#include "amb-sync-engine-private.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

static gboolean
names_field (const AmbJsonNode *payload, const char *part, const AmbField *field)
{
  const AmbJsonNode *members = amb_json_node_get_member (payload, part);

  return amb_json_node_get_member (members, field->name) != NULL;
}

gboolean
amb_sync_operation_touches (const AmbOperation *operation, const AmbField *field)
{
  g_autoptr (AmbJson) json = NULL;
  const AmbJsonNode *root;

  if (g_str_equal (operation->kind, "create"))
    return FALSE; /* what was typed after it was sent is a patch of its own */
  if (g_str_equal (operation->kind, "move") && (field->flags & AMB_FIELD_STATE))
    return TRUE;
  if (!operation->payload)
    return FALSE;
  json = amb_json_parse (operation->payload, strlen (operation->payload), NULL);
  if (!json)
    return FALSE;
  root = amb_json_get_root (json);
  return names_field (root, "set", field) || names_field (root, "add", field) ||
         names_field (root, "del", field);
}

gboolean
amb_sync_operation_piles (const AmbOperation *operation, const AmbField *field)
{
  g_autoptr (AmbJson) json =
      operation->payload ? amb_json_parse (operation->payload, strlen (operation->payload), NULL)
                         : NULL;

  return json && names_field (amb_json_get_root (json), "piled", field);
}

static void
change_members (GPtrArray *members, const AmbJsonNode *values, gboolean add)
{
  for (const AmbJsonNode *item = amb_json_node_get_first (values); item;
       item = amb_json_node_get_next (item))
    {
      const char *value = amb_json_node_get_string (item);
      guint index = 0;

      while (value && g_ptr_array_find_with_equal_func (members, value, g_str_equal, &index))
        g_ptr_array_remove_index (members, index);
      if (value && add)
        g_ptr_array_add (members, g_strdup (value));
    }
}

char *
amb_sync_set_on_top (const char *value, GPtrArray *operations, const AmbField *field)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) theirs = amb_set_to_strv (value);

  for (char **member = theirs; *member; member++)
    g_ptr_array_add (members, g_strdup (*member));
  for (guint i = 0; i < operations->len; i++)
    {
      const AmbOperation *operation = g_ptr_array_index (operations, i);
      g_autoptr (AmbJson) json = NULL;
      const AmbJsonNode *root;

      if (!operation->payload || g_str_equal (operation->kind, "create"))
        continue;
      json = amb_json_parse (operation->payload, strlen (operation->payload), NULL);
      root = json ? amb_json_get_root (json) : NULL;
      change_members (
          members, amb_json_node_get_member (amb_json_node_get_member (root, "add"), field->name),
          TRUE);
      change_members (
          members, amb_json_node_get_member (amb_json_node_get_member (root, "del"), field->name),
          FALSE);
    }
  g_ptr_array_add (members, NULL);
  return amb_set_from_strv ((const char *const *) members->pdata);
}

gboolean
amb_sync_operation_read (const AmbOperation *operation,
                         const AmbField *field,
                         char **value,
                         GError **error)
{
  g_autoptr (AmbJson) json = NULL;
  const AmbJsonNode *root, *node;

  *value = NULL;
  json = amb_json_parse (operation->payload, strlen (operation->payload), error);
  if (!json)
    return FALSE;
  root = amb_json_get_root (json);
  node = g_str_equal (operation->kind, "move")
             ? amb_json_node_get_member (root, "to")
             : amb_json_node_get_member (amb_json_node_get_member (root, "set"), field->name);
  return !node || amb_json_node_get_type (node) == AMB_JSON_NULL ||
         amb_field_read_value (field, node, value, error);
}

/* A deletion tells no values. What the server took of this desk before it is its value by now: the
 * row must not fall back to an older one while it waits. */
static gboolean
keep_taken (AmbSyncEngine *self,
            const AmbEntity *entity,
            const char *id,
            const AmbField *field,
            GPtrArray *operations,
            GError **error)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();
  gboolean waits = FALSE, found = FALSE;
  g_autofree char *value = NULL;
  g_autofree char *merged = NULL;
  gint64 ver = 0;

  for (guint i = 0; i < operations->len; i++)
    {
      AmbOperation *operation = g_ptr_array_index (operations, i);

      if (!amb_sync_operation_touches (operation, field))
        continue;
      waits = operation->state != AMB_OPERATION_ACKED;
      if (!waits)
        g_ptr_array_add (taken, operation);
    }
  if (taken->len == 0 || (waits && field->merge != AMB_MERGE_SET))
    return TRUE;
  if (!amb_shadow_get (self->store, entity, id, field->name, &found, &value, &ver, error))
    return FALSE;
  if (field->merge == AMB_MERGE_SET)
    merged = amb_sync_set_on_top (value, taken, field);
  else if (!amb_sync_operation_read (g_ptr_array_index (taken, taken->len - 1), field, &merged,
                                     error))
    return FALSE;
  return !found || amb_shadow_set (self->store, entity, id, field->name, merged, ver, error);
}

gboolean
amb_sync_keep_taken (AmbSyncEngine *self, const AmbEntity *entity, const char *id, GError **error)
{
  g_autoptr (GPtrArray) operations = amb_outbox_list_for (self->store, entity, id, error);

  for (guint i = 0; operations && i < amb_entity_get_n_fields (entity); i++)
    if (amb_field_is_stored (&entity->fields[i]) &&
        !keep_taken (self, entity, id, &entity->fields[i], operations, error))
      return FALSE;
  return operations != NULL;
}

/* The last of @operations that is about @field; NULL: none is. */
static const AmbOperation *
find_last (GPtrArray *operations, const AmbField *field)
{
  for (guint i = operations->len; i > 0; i--)
    if (amb_sync_operation_touches (g_ptr_array_index (operations, i - 1), field))
      return g_ptr_array_index (operations, i - 1);
  return NULL;
}

/* What the row shows: theirs, with what is outstanding on top of it. */
static gboolean
read_shown (const AmbField *field,
            const char *theirs,
            GPtrArray *operations,
            const AmbOperation *last,
            char **shown,
            GError **error)
{
  if (last && field->merge != AMB_MERGE_SET)
    return amb_sync_operation_read (last, field, shown, error);
  *shown = last ? amb_sync_set_on_top (theirs, operations, field) : g_strdup (theirs);
  return TRUE;
}

/* Fields that nobody holds any longer take the server's value; the others show what is outstanding,
 * which is less when an operation was refused. */
static gboolean
settle_fields (AmbSyncEngine *self,
               AmbRecord *record,
               GPtrArray *operations,
               gboolean *changed,
               GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const char *id = amb_record_get_id (record);
  g_autoptr (GHashTable) shadows = amb_shadow_list (self->store, entity, id, error);
  GHashTableIter iter;
  gpointer name, value;
  gboolean left;

  if (!shadows)
    return FALSE;
  /* Of a row that left this profile's scopes no newer value comes: the shadow is from before. */
  left = g_strcmp0 (g_hash_table_lookup (shadows, ""), "left") == 0;
  g_hash_table_iter_init (&iter, shadows);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const AmbField *field = amb_entity_find_field (entity, name);
      const AmbOperation *last = field ? find_last (operations, field) : NULL;
      g_autofree char *shown = NULL;

      if (*(char *) name == '\0')
        continue;
      if (!last && !amb_shadow_remove (self->store, entity, id, name, error))
        return FALSE;
      if (!field || (left && (!last || field->merge == AMB_MERGE_SET)))
        continue;
      if (!read_shown (field, value, operations, last, &shown, error))
        return FALSE;
      if (!amb_field_same (shown, amb_record_get (record, name)))
        {
          amb_record_set (record, name, shown);
          *changed = TRUE;
        }
    }
  return TRUE;
}

/* What it was like, in the history and in questions about it: what was typed here stays in
 * findings.
 */
static gboolean
forget_values (AmbSyncEngine *self, const AmbEntity *entity, const char *id, GError **error)
{
#define ITS_GROUPS "grp IN (SELECT grp FROM journal WHERE entity = ?1 AND id = ?2 AND grp > 0)"
  /* What “Undo …” says may name it. */
  return amb_db_run (self->db, error,
                     "DELETE FROM undo_group WHERE " ITS_GROUPS " AND NOT EXISTS (SELECT 1 FROM "
                     "journal o WHERE o.grp = undo_group.grp AND (o.entity <> ?1 OR o.id <> ?2))",
                     "tt", entity->name, id) &&
         amb_db_run (self->db, error, "UPDATE undo_group SET label = ?3 WHERE " ITS_GROUPS, "ttt",
                     entity->name, id, _ ("Other changes")) &&
         amb_db_run (self->db, error, "DELETE FROM journal WHERE entity = ? AND id = ?", "tt",
                     entity->name, id) &&
         amb_db_run (self->db, error, "DELETE FROM settled_finding WHERE entity = ? AND id = ?",
                     "tt", entity->name, id) &&
         amb_db_run (self->db, error, "DELETE FROM settled_edit WHERE entity = ? AND id = ?", "tt",
                     entity->name, id) &&
         amb_db_run (self->db, error,
                     "UPDATE finding SET base = NULL, theirs = NULL WHERE entity = ? AND id = ? "
                     "AND conflict = 1",
                     "tt", entity->name, id);
#undef ITS_GROUPS
}

/* The row left this profile's scopes, or no server ever had it. */
static gboolean
drop_row (AmbSyncEngine *self, AmbRecord *record, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const char *id = amb_record_get_id (record);
  g_autoptr (GHashTable) shadows = amb_shadow_list (self->store, entity, id, error);
  GHashTableIter iter;
  gpointer name;

  if (!shadows)
    return FALSE;
  g_hash_table_iter_init (&iter, shadows);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!amb_shadow_remove (self->store, entity, id, name, error))
      return FALSE;
  return (amb_record_get_ver (record) == 0 || forget_values (self, entity, id, error)) &&
         amb_store_drop (self->store, entity, id, error);
}

gboolean
amb_sync_settle (AmbSyncEngine *self, const AmbEntity *entity, const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) record = amb_store_lookup (self->store, entity, id, &local);
  g_autoptr (GPtrArray) operations = NULL;
  AmbMembership membership = AMB_MEMBER_NONE;
  gboolean changed = FALSE;

  if (local)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  if (!record)
    return TRUE;
  operations = amb_outbox_list_for (self->store, entity, id, error);
  if (!operations || !settle_fields (self, record, operations, &changed, error))
    return FALSE;
  if (operations->len == 0)
    {
      if (!amb_sync_member_get (self->db, entity, amb_record_get_rid (record), &membership, error))
        return FALSE;
      if (membership == AMB_MEMBER_NONE)
        return drop_row (self, record, error);
      if (amb_record_get_deleted (record) != (membership == AMB_MEMBER_DEAD))
        {
          amb_record_set_deleted (record, membership == AMB_MEMBER_DEAD);
          changed = TRUE;
        }
      if (!amb_shadow_remove (self->store, entity, id, "", error))
        return FALSE;
    }
  return !changed || amb_store_put (self->store, record, error);
}

gboolean
amb_sync_settle_operation (AmbSyncEngine *self, const AmbOperation *operation, GError **error)
{
  const AmbEntity *entity = amb_entity_find ("transition");
  g_autoptr (AmbJson) json = NULL;
  const char *transition = NULL;

  if (!amb_sync_settle (self, operation->entity, operation->id, error))
    return FALSE;
  if (operation->payload)
    json = amb_json_parse (operation->payload, strlen (operation->payload), NULL);
  if (json)
    transition = amb_json_node_get_member_string (amb_json_get_root (json), "transition");
  return !transition || !entity || amb_sync_settle (self, entity, transition, error);
}

/* What waits for an operation that was taken back before it was sent (undo): nothing holds the
 * server's values any longer. */
static gboolean
settle_idle (AmbSyncEngine *self, GError **error)
{
  g_autoptr (GPtrArray) idle = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (self->db,
                      "SELECT DISTINCT entity, id FROM shadow s WHERE NOT EXISTS"
                      " (SELECT 1 FROM outbox o WHERE o.entity = s.entity AND o.id = s.id)",
                      error);
  gboolean row = TRUE;

  if (!stmt)
    return FALSE;
  while (row)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return FALSE;
      if (row)
        g_ptr_array_add (idle, g_strdup_printf ("%s %s", amb_stmt_get_text (stmt, 0),
                                                amb_stmt_get_text (stmt, 1)));
    }
  g_clear_pointer (&stmt, amb_stmt_free);
  for (guint i = 0; i < idle->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (idle, i), " ", 2);

      if (!amb_sync_settle (self, amb_entity_find (parts[0]), parts[1], error))
        return FALSE;
    }
  return TRUE;
}

gboolean
amb_sync_release (AmbSyncEngine *self, GError **error)
{
  gint64 mark = amb_store_get_meta_int (self->store, AMB_SYNC_META_MARK, 0);
  g_autoptr (GPtrArray) acked = amb_outbox_list (self->store, AMB_OPERATION_ACKED, -1, error);

  if (!acked)
    return FALSE;
  for (guint i = 0; i < acked->len; i++)
    {
      AmbOperation *operation = g_ptr_array_index (acked, i);

      if (operation->mark <= mark && !amb_outbox_remove (self->store, operation->n, error))
        return FALSE;
    }
  for (guint i = 0; i < acked->len; i++)
    {
      AmbOperation *operation = g_ptr_array_index (acked, i);

      if (operation->mark <= mark && !amb_sync_settle_operation (self, operation, error))
        return FALSE;
    }
  return settle_idle (self, error);
}
