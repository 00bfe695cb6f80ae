/* What this file holds of the server's rows, scope by scope. */
#include "amb-sync-digest-private.h"

/* Rows are loaded in slices of this many. */
#define SLICE 500

typedef struct
{
  AmbSyncEngine *engine;
  AmbDigestHasher *hasher;
  GHashTable *dirty; /* of "entity id" */
  AmbSyncScanFunc func;
  gpointer data;
  char *scope;
  const AmbEntity *entity; /* nullable: this program doesn't know it */
  char *name;              /* of the entity */
  GArray *rids;            /* gint64 */
} Scan;

static void
scan_clear (Scan *self)
{
  g_clear_pointer (&self->hasher, amb_digest_hasher_free);
  g_clear_pointer (&self->dirty, g_hash_table_unref);
  g_clear_pointer (&self->scope, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->rids, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scan, scan_clear)

/* The first column of each row, or the first two with a space between them. */
static GHashTable *
read_set (AmbDb *db, const char *sql, gboolean two, GError **error)
{
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (db, sql, error);
  gboolean row = TRUE;

  if (!stmt)
    return NULL;
  while (amb_stmt_step (stmt, &row, error) && row)
    g_hash_table_add (
        set, two ? g_strconcat (amb_stmt_get_text (stmt, 0), " ", amb_stmt_get_text (stmt, 1), NULL)
                 : g_strdup (amb_stmt_get_text (stmt, 0)));
  return row ? NULL : g_steal_pointer (&set);
}

GHashTable *
amb_sync_digest_list_scopes (AmbSyncEngine *self, GError **error)
{
  return read_set (self->db, "SELECT name FROM sync_scope", FALSE, error);
}

/* The row as the server has it. */
static gboolean
take_shadows (AmbSyncEngine *self, AmbRecord *record, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  g_autoptr (GHashTable) shadows =
      amb_shadow_list (self->store, entity, amb_record_get_id (record), error);
  GHashTableIter iter;
  gpointer name, value;

  if (!shadows)
    return FALSE;
  g_hash_table_iter_init (&iter, shadows);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (amb_entity_find_field (entity, name))
      amb_record_set (record, name, value);
  return TRUE;
}

static gboolean
scan_row (Scan *self, AmbRecord *record, GError **error)
{
  g_autofree char *key = g_strconcat (self->entity->name, " ", amb_record_get_id (record), NULL);

  if (g_hash_table_contains (self->dirty, key))
    {
      /* A removal that waits hides a row that the server has. */
      if (!take_shadows (self->engine, record, error))
        return FALSE;
    }
  else if (amb_record_get_deleted (record))
    return TRUE;
  self->func (self->scope, self->entity, amb_record_get_id (record),
              amb_digest_hasher_hash (self->hasher, record), self->data);
  return TRUE;
}

static gboolean
flush (Scan *self, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;

  if (self->rids->len == 0)
    return TRUE;
  records = amb_store_load (self->engine->store, self->entity, (const gint64 *) self->rids->data,
                            self->rids->len, error);
  for (guint i = 0; records && i < records->len; i++)
    if (records->pdata[i] && !scan_row (self, records->pdata[i], error))
      return FALSE;
  g_array_set_size (self->rids, 0);
  return records != NULL;
}

static gboolean
begin_group (Scan *self, const char *scope, const char *name, GError **error)
{
  if (g_strcmp0 (self->scope, scope) == 0 && g_strcmp0 (self->name, name) == 0)
    return TRUE;
  if (!flush (self, error))
    return FALSE;
  g_free (self->scope);
  g_free (self->name);
  self->scope = g_strdup (scope);
  self->name = g_strdup (name);
  self->entity = amb_entity_find (name);
  return TRUE;
}

static gboolean
scan_members (Scan *self, AmbStmt *stmt, GError **error)
{
  gboolean row = TRUE;

  while (amb_stmt_step (stmt, &row, error) && row)
    {
      gint64 rid = amb_stmt_get_int (stmt, 2);

      if (!begin_group (self, amb_stmt_get_text (stmt, 0), amb_stmt_get_text (stmt, 1), error))
        return FALSE;
      if (!self->entity)
        continue;
      g_array_append_val (self->rids, rid);
      if (self->rids->len >= SLICE && !flush (self, error))
        return FALSE;
    }
  return !row && flush (self, error);
}

gboolean
amb_sync_digest_scan (AmbSyncEngine *self,
                      const char *scope,
                      const AmbEntity *entity,
                      AmbSyncScanFunc func,
                      gpointer data,
                      GError **error)
{
  g_auto (Scan) scan = { .engine = self,
                         .hasher = amb_digest_hasher_new (),
                         .func = func,
                         .data = data,
                         .rids = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (self->db,
                      "SELECT s.name, m.entity, m.rid FROM sync_member m"
                      " JOIN sync_scope s ON s.id = m.scope WHERE m.dead = 0"
                      " AND (?1 IS NULL OR s.name = ?1) AND (?2 IS NULL OR m.entity = ?2)"
                      " ORDER BY s.name, m.entity, m.rid",
                      error);

  scan.dirty = read_set (
      self->db, "SELECT entity, id FROM outbox UNION SELECT entity, id FROM shadow", TRUE, error);
  if (!stmt || !scan.dirty)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, scope);
  amb_stmt_bind_text (stmt, 2, entity ? entity->name : NULL);
  return scan_members (&scan, stmt, error);
}

/* Rows that the server gave once (they have a version), that are shown, that no scope holds and no
 * operation is about. */
static GPtrArray *
list_strays (AmbSyncEngine *self, const AmbEntity *entity, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT id FROM \"%s\" t WHERE ver > 0"
      " AND NOT EXISTS (SELECT 1 FROM sync_member m WHERE m.entity = ?1 AND m.rid = t.rid"
      " AND m.dead <= t.deleted) AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.entity = ?1 AND "
      "o.id = "
      "t.id)",
      entity->collection);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (self->db, sql, error);
  gboolean row = TRUE;

  if (!stmt)
    return NULL;
  amb_stmt_bind_text (stmt, 1, entity->name);
  while (amb_stmt_step (stmt, &row, error) && row)
    g_ptr_array_add (ids, g_strdup (amb_stmt_get_text (stmt, 0)));
  return row ? NULL : g_steal_pointer (&ids);
}

gboolean
amb_sync_digest_find_strays (AmbSyncEngine *self, AmbSyncComparison *comparison, GError **error)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      g_autoptr (GPtrArray) ids = list_strays (self, *entity, error);

      if (!ids)
        return FALSE;
      if (ids->len > 0)
        amb_sync_digest_add_difference (comparison, NULL, *entity, ids->len);
    }
  return TRUE;
}

gboolean
amb_sync_digest_settle_strays (AmbSyncEngine *self, const AmbEntity *entity, GError **error)
{
  g_autoptr (GPtrArray) ids = list_strays (self, entity, error);

  for (guint i = 0; ids && i < ids->len; i++)
    if (!amb_sync_settle (self, entity, g_ptr_array_index (ids, i), error))
      return FALSE;
  return ids != NULL;
}
