/* Writing the feed: what each scope is told of a row. */
#include "amb-server-private.h"

#include "amb-error.h"

/* One entry for each (entity, row, scope): compacted by construction. why: NULL for a put, else the
 * reason of a rm. */
static const char *const tables[] = {
  "CREATE TABLE IF NOT EXISTS scope (sid INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;",
  "CREATE TABLE IF NOT EXISTS feed_entity (code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) "
  "STRICT;",
  "CREATE TABLE IF NOT EXISTS feed (entity INTEGER NOT NULL, row INTEGER NOT NULL,"
  " scope INTEGER NOT NULL, ver INTEGER NOT NULL, why TEXT,"
  " PRIMARY KEY (entity, row, scope)) STRICT, WITHOUT ROWID;",
  "CREATE INDEX IF NOT EXISTS feed_ver ON feed (scope, ver, why);",
};

gboolean
amb_server_feed_create_tables (AmbDb *db, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!amb_db_exec (db, tables[i], error))
      return FALSE;
  return TRUE;
}

/* What the feed holds of one row. */
typedef struct
{
  gint64 scope;
  gboolean is_put;
} Entry;

static GArray *
list_entries (AmbServerCore *self, gint64 code, gint64 rid, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      self->db, "SELECT scope, why IS NULL FROM feed WHERE entity = ? AND row = ?", error);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_int (stmt, 1, code);
  amb_stmt_bind_int (stmt, 2, rid);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      Entry entry = { amb_stmt_get_int (stmt, 0), amb_stmt_get_int (stmt, 1) != 0 };
      g_array_append_val (entries, entry);
    }
  return row ? NULL : g_steal_pointer (&entries);
}

static gboolean
write_entry (
    AmbServerTx *tx, gint64 code, gint64 rid, gint64 scope, const char *why, GError **error)
{
  tx->feed_rows++;
  return amb_db_run (tx->core->db, error,
                     "INSERT INTO feed (entity, row, scope, ver, why) VALUES (?1, ?2, ?3, ?4, ?5)"
                     " ON CONFLICT (entity, row, scope) DO UPDATE SET ver = ?4, why = ?5",
                     "iiiit", code, rid, scope, amb_server_tx_touch (tx), why);
}

/* Tells the scopes that the row left or was deleted; steals nothing from @kept. */
static gboolean
write_removals (AmbServerTx *tx,
                gint64 code,
                gint64 rid,
                GArray *entries,
                GArray *kept,
                const char *why,
                guint *n_removed,
                GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      gboolean is_kept = FALSE;

      for (guint k = 0; k < kept->len && !is_kept; k++)
        is_kept = g_array_index (kept, gint64, k) == entry->scope;
      if (is_kept || !entry->is_put)
        continue;
      (*n_removed)++;
      if (!write_entry (tx, code, rid, entry->scope, why, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
was_put (GArray *entries, gint64 scope)
{
  for (guint i = 0; i < entries->len; i++)
    if (g_array_index (entries, Entry, i).scope == scope)
      return g_array_index (entries, Entry, i).is_put;
  return FALSE;
}

static gboolean republish_dependents (AmbServerTx *tx, AmbRecord *record, GError **error);

/* Publishes @record as @view shows it; *@n_changed grows with each scope that it came to or left.
 */
static gboolean
publish_view (AmbServerTx *tx,
              const AmbEntity *view,
              AmbRecord *record,
              gboolean is_new,
              guint *n_changed,
              GError **error)
{
  AmbServerCore *self = tx->core;
  gint64 code = amb_server_core_get_entity_code (self, view);
  gint64 rid = amb_record_get_rid (record);
  gboolean deleted = amb_record_get_deleted (record);
  g_autoptr (GArray) entries =
      is_new ? g_array_new (FALSE, FALSE, sizeof (Entry)) : list_entries (self, code, rid, error);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) scopes = NULL;

  if (entries == NULL)
    return FALSE;
  scopes = deleted ? g_ptr_array_new () : amb_server_scope_list (self, view, record, error);
  if (scopes == NULL)
    return FALSE;
  for (guint i = 0; i < scopes->len; i++)
    {
      gint64 sid;

      if (!amb_server_core_intern_scope (self, g_ptr_array_index (scopes, i), &sid, error) ||
          !write_entry (tx, code, rid, sid, NULL, error))
        return FALSE;
      g_array_append_val (kept, sid);
      *n_changed += was_put (entries, sid) ? 0 : 1;
    }
  return write_removals (tx, code, rid, entries, kept, deleted ? "deleted" : "left", n_changed,
                         error);
}

/* The row is in the same scopes as before. */
static gboolean
renew_view (AmbServerTx *tx, const AmbEntity *view, AmbRecord *record, GError **error)
{
  AmbDb *db = tx->core->db;

  if (!amb_db_run (db, error,
                   "UPDATE feed SET ver = ?1 WHERE entity = ?2 AND row = ?3 AND why IS NULL", "iii",
                   amb_server_tx_touch (tx), amb_server_core_get_entity_code (tx->core, view),
                   amb_record_get_rid (record)))
    return FALSE;
  tx->feed_rows += amb_db_get_changes (db);
  return TRUE;
}

gboolean
amb_server_feed_publish (AmbServerTx *tx, AmbRecord *record, gboolean is_new, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  guint n_changed = 0;

  for (const AmbEntity *const *view = amb_entities (); *view != NULL; view++)
    if (amb_entity_get_base (*view) == entity &&
        !publish_view (tx, *view, record, is_new, &n_changed, error))
      return FALSE;
  return is_new || n_changed == 0 || republish_dependents (tx, record, error);
}

gboolean
amb_server_feed_publish_edit (AmbServerTx *tx, AmbRecord *record, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  guint n_changed = 0;

  for (const AmbEntity *const *view = amb_entities (); *view != NULL; view++)
    if (amb_entity_get_base (*view) == entity &&
        !(amb_server_scope_may_have_changed (*view, record)
              ? publish_view (tx, *view, record, FALSE, &n_changed, error)
              : renew_view (tx, *view, record, error)))
      return FALSE;
  return n_changed == 0 || republish_dependents (tx, record, error);
}

gboolean
amb_server_feed_publish_cards (AmbServerTx *tx, const char *person, GError **error)
{
  const AmbEntity *entity = amb_entity_find ("ambassador");
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) record = amb_store_lookup (tx->core->store, entity, person, &local);
  guint n_changed = 0;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (const AmbEntity *const *view = amb_entities (); record != NULL && *view != NULL; view++)
    if (*view != entity && amb_entity_get_base (*view) == entity &&
        !publish_view (tx, *view, record, FALSE, &n_changed, error))
      return FALSE;
  return TRUE;
}

static gboolean
republish_all (AmbServerTx *tx, const AmbEntity *entity, GPtrArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (AmbRecord) child =
          amb_store_lookup (tx->core->store, entity, g_ptr_array_index (ids, i), error);

      if (child == NULL || !amb_server_feed_publish (tx, child, FALSE, error))
        return FALSE;
    }
  return TRUE;
}

/* The scopes of @record changed: rows whose own scopes go through it follow, in the same version.
 */
static gboolean
republish_dependents (AmbServerTx *tx, AmbRecord *record, GError **error)
{
  const AmbEntity *target = amb_record_get_entity (record);
  const AmbEntity *const *entities = amb_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    for (const AmbField *field = entities[i]->fields; field->name != NULL; field++)
      {
        g_autoptr (GPtrArray) ids = NULL;

        if (entities[i]->kind == AMB_KIND_PROJECTION || entities[i] == target ||
            (field->ref != NULL && !g_str_equal (field->ref, target->name)) ||
            !amb_server_scope_goes_through (entities[i], field))
          continue;
        ids = amb_store_find (tx->core->store, entities[i], field, amb_record_get_id (record),
                              FALSE, error);
        if (ids == NULL || !republish_all (tx, entities[i], ids, error))
          return FALSE;
      }
  return TRUE;
}
