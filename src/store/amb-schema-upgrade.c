/* A file of an older program becomes one of this program: columns, indexes, and what was kept for
 * them as members that nobody knew. All inside the caller's transaction. */
#include "amb-store-private.h"
#include "amb-store-sql.h"

static gboolean
has_column (AmbDb *db, const char *table, const char *column, gboolean *has, GError **error)
{
  gint64 found = 0;

  if (!amb_db_query_int (db, &found, 0, error,
                         "SELECT count(*) FROM pragma_table_info(?) WHERE name = ?", "tt", table,
                         column))
    return FALSE;
  *has = found != 0;
  return TRUE;
}

gboolean
amb_schema_upgrade_client (AmbDb *db, GError **error)
{
  static const struct
  {
    const char *table, *column, *add;
  } columns[] = {
    { "finding", "payload", "ALTER TABLE finding ADD COLUMN payload TEXT" },
    { "settled_finding", "payload", "ALTER TABLE settled_finding ADD COLUMN payload TEXT" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      gboolean has;

      if (!has_column (db, columns[i].table, columns[i].column, &has, error) ||
          (!has && !amb_db_exec (db, columns[i].add, error)))
        return FALSE;
    }
  return TRUE;
}

/* Rows of an older program begin with what a REQUIRED field begins with. */
static gboolean
fill_required (
    AmbDb *db, const AmbEntity *entity, const AmbField *field, const char *column, GError **error)
{
  g_autofree char *fill =
      g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = %s", entity->collection, column,
                       amb_field_is_number (field) ? "CAST(? AS INTEGER)" : "?");

  return (field->flags & AMB_FIELD_REQUIRED) == 0 || field->initial == NULL ||
         amb_db_run (db, error, fill, "t", field->initial);
}

static gboolean
add_missing_columns (AmbDb *db, const AmbEntity *entity, GError **error)
{
  for (const AmbField *f = entity->fields; f->name != NULL; f++)
    {
      g_autofree char *column = amb_field_dup_column (f);
      g_autofree char *add = NULL;
      gboolean has;

      if (!amb_field_is_stored (f))
        continue;
      if (!has_column (db, entity->collection, column, &has, error))
        return FALSE;
      if (has)
        continue;
      add = amb_sql_add_column (entity, f);
      if (!amb_db_exec (db, add, error) || !fill_required (db, entity, f, column, error))
        return FALSE;
    }
  return TRUE;
}

/* The title may be another field than it was: its sort key is a column beside it. */
static gboolean
add_missing_key (AmbDb *db, const AmbEntity *entity, GError **error)
{
  const AmbField *title = amb_entity_get_title_field (entity);
  g_autofree char *key = amb_sql_key_column (entity);
  g_autofree char *column = title != NULL ? amb_field_dup_column (title) : NULL;
  g_autofree char *add = NULL;
  gboolean has = TRUE;

  if (key == NULL)
    return TRUE;
  if (!has_column (db, entity->collection, key, &has, error))
    return FALSE;
  if (has)
    return TRUE;
  add = g_strdup_printf ("ALTER TABLE \"%s\" ADD COLUMN \"%s\" TEXT;"
                         "UPDATE \"%s\" SET \"%s\" = amb_fold(COALESCE(\"%s\", ''));",
                         entity->collection, key, entity->collection, key, column);
  return amb_db_exec (db, add, error);
}

/* Indexes that an older program made and this one makes otherwise, or no longer. @indexes: the
 * statements that make those of this program. */
static gboolean
drop_stale_indexes (AmbDb *db, const AmbEntity *entity, const char *indexes, GError **error)
{
  g_autoptr (GString) drop = g_string_new (NULL);
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (db,
                      "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1"
                      " AND sql IS NOT NULL"
                      " AND instr(replace(?2, 'IF NOT EXISTS ', ''), sql || ';') = 0",
                      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, entity->collection);
  amb_stmt_bind_text (stmt, 2, indexes);
  while (amb_stmt_step (stmt, &row, error) && row)
    g_string_append_printf (drop, "DROP INDEX \"%s\";", amb_stmt_get_text (stmt, 0));
  g_clear_pointer (&stmt, amb_stmt_free);
  return !row && (drop->len == 0 || amb_db_exec (db, drop->str, error));
}

/* What was searched and no longer is. */
static gboolean
drop_stale_texts (AmbDb *db, const AmbEntity *entity, GError **error)
{
  g_autofree char *drop = g_strdup_printf ("DROP TABLE IF EXISTS \"%s_fts\"", entity->collection);

  return amb_sql_has_search (entity) || amb_db_exec (db, drop, error);
}

gboolean
amb_schema_upgrade_table (AmbDb *db, const AmbEntity *entity, const char *indexes, GError **error)
{
  return add_missing_columns (db, entity, error) && add_missing_key (db, entity, error) &&
         drop_stale_indexes (db, entity, indexes, error) && drop_stale_texts (db, entity, error);
}

/* Numbers of rows, as many as there are. */
static GArray *
list_rids (AmbStore *store, const AmbEntity *entity, const char *where, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT rid FROM \"%s\"%s", entity->collection, where);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (store->db, sql, error);
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      gint64 rid = amb_stmt_get_int (stmt, 0);

      g_array_append_val (rids, rid);
    }
  return row ? NULL : g_steal_pointer (&rids);
}

/* Rows are loaded and written in slices of this many. */
#define SLICE 500

static gboolean
take_extras (AmbStore *store, const AmbEntity *entity, guint version, GError **error)
{
  g_autoptr (GArray) rids = list_rids (store, entity, " WHERE extra IS NOT NULL", error);

  for (guint from = 0; rids != NULL && from < rids->len; from += SLICE)
    {
      g_autoptr (GPtrArray) records = amb_store_load (
          store, entity, &g_array_index (rids, gint64, from), MIN (SLICE, rids->len - from), error);

      for (guint i = 0; records != NULL && i < records->len; i++)
        if (amb_record_take_extra (records->pdata[i], version) &&
            !amb_store_put (store, records->pdata[i], error))
          return FALSE;
      if (records == NULL)
        return FALSE;
    }
  return rids != NULL;
}

/* Search texts that this program would write otherwise. */
static gboolean
renew_texts (AmbStore *store, const AmbEntity *entity, GError **error)
{
  g_autoptr (GArray) rids = NULL;

  if (!amb_sql_has_search (entity))
    return TRUE;
  rids = list_rids (store, entity, "", error);
  for (guint i = 0; rids != NULL && i < rids->len; i++)
    amb_store_note_text (store, entity, g_array_index (rids, gint64, i), FALSE);
  return rids != NULL;
}

gboolean
amb_schema_upgrade_rows (AmbStore *store, guint version, GError **error)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    if (!take_extras (store, *e, version, error) || !renew_texts (store, *e, error))
      return FALSE;
  return TRUE;
}
