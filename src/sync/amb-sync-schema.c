/* A program and a server of different schemas. What the server doesn't know as a field it keeps
 * verbatim; what it couldn't take at all waits here until it is upgraded. */
#include "amb-sync-engine-private.h"

#define OUTDATED_MILLISECONDS (60 * 60 * 1000)

gboolean
amb_sync_is_ahead (AmbSyncEngine *self)
{
  gint64 theirs = amb_store_get_meta_int (self->store, AMB_SYNC_META_SERVER_SCHEMA, 0);

  return theirs > 0 && theirs < amb_schema_version ();
}

gboolean
amb_sync_note_server (AmbSyncEngine *self, gint64 schema, GError **error)
{
  return schema <= 0 ||
         schema == amb_store_get_meta_int (self->store, AMB_SYNC_META_SERVER_SCHEMA, 0) ||
         amb_store_set_meta_int (self->store, AMB_SYNC_META_SERVER_SCHEMA, schema, error);
}

static gboolean
names_new_choice (const AmbField *field, const AmbJsonNode *node, gint64 schema)
{
  const AmbChoice *choice = amb_field_find_choice (field, amb_json_node_get_string (node));

  for (const AmbJsonNode *item = amb_json_node_get_first (node); item && !choice;
       item = amb_json_node_get_next (item))
    if (names_new_choice (field, item, schema))
      return TRUE;
  return choice && choice->since > schema;
}

/* A field that the server doesn't know may hold anything. */
static gboolean
names_new_choices (const AmbEntity *entity, const AmbJsonNode *members, gint64 schema)
{
  for (const AmbJsonNode *member = amb_json_node_get_first (members); member;
       member = amb_json_node_get_next (member))
    {
      const AmbField *field = amb_entity_find_field (entity, amb_json_node_get_key (member));

      if (field && field->since <= schema && names_new_choice (field, member, schema))
        return TRUE;
    }
  return FALSE;
}

/* The values of a row that was never sent. */
static gboolean
has_new_choice (AmbSyncEngine *self, const AmbOperation *operation, gint64 schema)
{
  g_autoptr (AmbRecord) row =
      amb_store_lookup (self->store, operation->entity, operation->id, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (AmbJson) json = NULL;

  if (!row)
    return FALSE;
  amb_record_append_json (row, text);
  json = amb_json_parse (text->str, text->len, NULL);
  return json && names_new_choices (operation->entity, amb_json_get_root (json), schema);
}

/* Would a server of @schema have to refuse it? */
static gboolean
needs_newer (AmbSyncEngine *self, const AmbOperation *operation, gint64 schema)
{
  const AmbField *state = amb_entity_get_state_field (operation->entity);
  g_autoptr (AmbJson) json = NULL;
  const AmbJsonNode *root;

  if (operation->entity->since > schema ||
      (g_str_equal (operation->kind, "create") && has_new_choice (self, operation, schema)))
    return TRUE;
  if (!operation->payload)
    return FALSE;
  json = amb_json_parse (operation->payload, strlen (operation->payload), NULL);
  root = json ? amb_json_get_root (json) : NULL;
  return names_new_choices (operation->entity, amb_json_node_get_member (root, "set"), schema) ||
         names_new_choices (operation->entity, amb_json_node_get_member (root, "add"), schema) ||
         (state && names_new_choice (state, amb_json_node_get_member (root, "to"), schema));
}

/* What waits, as far as the outbox has been looked through. */
typedef struct
{
  gint64 schema;
  GHashTable *operations; /* ids of operations */
  GHashTable *actions;
  GHashTable *records; /* ids of those that an earlier one that waits is about */
  GHashTable *made;    /* of these, ids of those whose create waits */
} Held;

static gboolean
names_made (const GPtrArray *names, GHashTable *made)
{
  for (guint i = 0; i < names->len; i++)
    if (g_hash_table_contains (made, g_ptr_array_index (names, i)))
      return TRUE;
  return FALSE;
}

/* From first to last: what comes later on a record must not overtake. Returns: does more wait than
 * before? */
static gboolean
look_through (AmbSyncEngine *self, GPtrArray *pending, GPtrArray *names, Held *held)
{
  guint n = g_hash_table_size (held->operations);

  g_hash_table_remove_all (held->records);
  g_hash_table_remove_all (held->made);
  for (guint i = 0; i < pending->len; i++)
    {
      const AmbOperation *operation = g_ptr_array_index (pending, i);

      if (!g_hash_table_contains (held->operations, operation->op) &&
          !g_hash_table_contains (held->actions, operation->tx) &&
          !g_hash_table_contains (held->records, operation->id) &&
          !names_made (g_ptr_array_index (names, i), held->made) &&
          !needs_newer (self, operation, held->schema))
        continue;
      g_hash_table_add (held->operations, operation->op);
      g_hash_table_add (held->actions, operation->tx);
      g_hash_table_add (held->records, operation->id);
      if (g_str_equal (operation->kind, "create"))
        g_hash_table_add (held->made, operation->id);
    }
  return g_hash_table_size (held->operations) > n;
}

GHashTable *
amb_sync_list_held (AmbSyncEngine *self, GError **error)
{
  g_autoptr (GHashTable) result = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) operations = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) actions = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) records = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) made = g_hash_table_new (g_str_hash, g_str_equal);
  Held held = { .operations = operations, .actions = actions, .records = records, .made = made };
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GPtrArray) names = NULL;

  if (!amb_sync_is_ahead (self))
    return g_steal_pointer (&result);
  held.schema = amb_store_get_meta_int (self->store, AMB_SYNC_META_SERVER_SCHEMA, 0);
  pending = amb_outbox_list (self->store, AMB_OPERATION_PENDING, -1, error);
  names = pending ? amb_sync_list_names (self, pending, error) : NULL;
  if (!names)
    return NULL;
  while (look_through (self, pending, names, &held))
    continue;
  for (guint i = 0; i < pending->len; i++)
    {
      const AmbOperation *operation = g_ptr_array_index (pending, i);

      if (g_hash_table_contains (operations, operation->op))
        g_hash_table_add (result, g_strdup (operation->op));
    }
  return g_steal_pointer (&result);
}

gint64
amb_sync_engine_count_held (AmbSyncEngine *self)
{
  g_autoptr (GHashTable) held = amb_sync_list_held (self, NULL);

  return held ? g_hash_table_size (held) : 0;
}

gboolean
amb_sync_has_sendable (AmbSyncEngine *self)
{
  gint64 waiting = amb_outbox_count_waiting (self->store);
  g_autoptr (GHashTable) held = waiting > 0 ? amb_sync_list_held (self, NULL) : NULL;

  return waiting > (held ? g_hash_table_size (held) : 0);
}

gboolean
amb_sync_note_outdated (AmbSyncEngine *self, GError **error)
{
  return amb_store_set_meta_int (self->store, AMB_SYNC_META_OUTDATED, amb_schema_version (),
                                 error) &&
         amb_store_set_meta_int (self->store, AMB_SYNC_META_OUTDATED_AT,
                                 amb_clock_now (amb_store_get_clock (self->store)), error);
}

/* A clock that was put back must not keep the server from being asked. */
gboolean
amb_sync_check_served (AmbSyncEngine *self, GError **error)
{
  gint64 schema = amb_store_get_meta_int (self->store, AMB_SYNC_META_OUTDATED, 0);
  gint64 at = amb_store_get_meta_int (self->store, AMB_SYNC_META_OUTDATED_AT, 0);
  gint64 now = amb_clock_now (amb_store_get_clock (self->store));

  if (schema != amb_schema_version () || at > now || now - at > OUTDATED_MILLISECONDS)
    return TRUE;
  amb_sync_set_too_new (error);
  return FALSE;
}

gboolean
amb_sync_forget_outdated (AmbStore *store, GError **error)
{
  return amb_store_set_meta (store, AMB_SYNC_META_OUTDATED, NULL, error) &&
         amb_store_set_meta (store, AMB_SYNC_META_OUTDATED_AT, NULL, error);
}

gboolean
amb_sync_is_outdated (AmbStore *store)
{
  return amb_store_get_meta_int (store, AMB_SYNC_META_OUTDATED, 0) == amb_schema_version ();
}
