/* Is the file sound? SQLite's own check, search text, set values, references, journal. */
#include "amb-error.h"
#include "amb-store-private.h"
#include "amb-store-sql.h"

#include <glib/gi18n-lib.h>

static gboolean
check_sqlite (AmbStore *self, GPtrArray *findings, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (self->db, "PRAGMA main.integrity_check(20)", error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  while (amb_stmt_step (stmt, &row, error) && row)
    if (g_strcmp0 (amb_stmt_get_text (stmt, 0), "ok") != 0)
      g_ptr_array_add (
          findings, g_strdup_printf (_ ("The file is damaged: %s."), amb_stmt_get_text (stmt, 0)));
  return !row;
}

static gboolean
check_count (AmbStore *self,
             GPtrArray *findings,
             const char *sql,
             const char *sentence,
             const char *name,
             GError **error)
{
  gint64 n;

  if (!amb_db_query_int (self->db, &n, 0, error, sql, NULL))
    return FALSE;
  if (n > 0)
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_ptr_array_add (findings, g_strdup_printf (sentence, name, (int) n));
#pragma GCC diagnostic pop
    }
  return TRUE;
}

static gboolean
check_search (AmbStore *self, const AmbEntity *entity, GPtrArray *findings, GError **error)
{
  g_autofree char *integrity =
      g_strdup_printf ("INSERT INTO \"%s_fts\" (\"%s_fts\") VALUES ('integrity-check')",
                       entity->collection, entity->collection);
  g_autofree char *missing = g_strdup_printf (
      "SELECT (SELECT count(*) FROM \"%s\" WHERE rid NOT IN (SELECT rowid FROM \"%s_fts\")) + "
      "(SELECT count(*) FROM \"%s_fts\" WHERE rowid NOT IN (SELECT rid FROM \"%s\"))",
      entity->collection, entity->collection, entity->collection, entity->collection);
  g_autoptr (GError) local = NULL;

  if (!amb_sql_has_search (entity))
    return TRUE;
  if ((self->flags & AMB_STORE_READ_ONLY) == 0 && !amb_db_exec (self->db, integrity, &local))
    g_ptr_array_add (findings, g_strdup_printf (_ ("%s: the search index is damaged (%s)."),
                                                _ (entity->label_plural), local->message));
  return check_count (self, findings, missing, _ ("%s: %d records and search texts do not match."),
                      _ (entity->label_plural), error);
}

/* set_value against the sets of the rows, both ways. */
static gboolean
check_sets (AmbStore *self, const AmbEntity *entity, GPtrArray *findings, GError **error)
{
  for (const AmbField *f = entity->fields; f->name != NULL; f++)
    {
      g_autofree char *column = amb_field_dup_column (f);
      g_autofree char *sql = NULL;

      if (f->type != AMB_FIELD_SET)
        continue;
      sql = g_strdup_printf (
          "WITH own (rid, value) AS (SELECT t.rid, j.value FROM \"%s\" t, json_each(t.\"%s\") j),"
          " kept (rid, value) AS (SELECT rid, value FROM set_value WHERE entity = '%s' AND field = "
          "'%s') SELECT count(DISTINCT rid) FROM (SELECT * FROM (SELECT * FROM own EXCEPT SELECT * "
          "FROM kept) UNION ALL SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM own))",
          entity->collection, column, entity->name, f->name);
      if (!check_count (self, findings, sql,
                        _ ("%s: the sets of %d records do not match their "
                           "index."),
                        _ (entity->label_plural), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_sort_keys (AmbStore *self, const AmbEntity *entity, GPtrArray *findings, GError **error)
{
  const AmbField *title = amb_entity_get_title_field (entity);
  g_autofree char *key = amb_sql_key_column (entity);
  g_autofree char *column = title != NULL ? amb_field_dup_column (title) : NULL;
  g_autofree char *sql = NULL;

  if (key == NULL)
    return TRUE;
  sql = g_strdup_printf (
      "SELECT count(*) FROM \"%s\" WHERE \"%s\" IS NOT amb_fold(COALESCE(\"%s\", ''))",
      entity->collection, key, column);
  return check_count (self, findings, sql, _ ("%s: %d records are sorted under another name."),
                      _ (entity->label_plural), error);
}

/* A client may not have every record that is referred to; a server has. */
static gboolean
check_references (AmbStore *self, const AmbEntity *entity, GPtrArray *findings, GError **error)
{
  for (const AmbField *f = entity->fields; f->name != NULL; f++)
    {
      const AmbEntity *target = f->type == AMB_FIELD_REF ? amb_entity_find (f->ref) : NULL;
      g_autofree char *column = amb_field_dup_column (f);
      g_autofree char *sql = NULL;

      if (target == NULL)
        continue;
      sql = g_strdup_printf (self->flags & AMB_STORE_SERVER
                                 ? "SELECT count(*) FROM \"%s\" WHERE deleted = 0 AND \"%s\" IS "
                                   "NOT NULL AND \"%s\" NOT "
                                   "IN (SELECT id FROM \"%s\" WHERE deleted = 0)"
                                 : "SELECT count(*) FROM \"%s\" WHERE deleted = 0 AND \"%s\" IS "
                                   "NOT NULL AND \"%s\" IN "
                                   "(SELECT id FROM \"%s\" WHERE deleted = 1)",
                             entity->collection, column, column, target->collection);
      if (!check_count (self, findings, sql, _ ("%s: %d references lead to removed records."),
                        _ (entity->label_plural), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_circles (AmbStore *self, const AmbEntity *entity, GPtrArray *findings, GError **error)
{
  for (const AmbField *f = entity->fields; f->name != NULL; f++)
    {
      g_autofree char *column = amb_field_dup_column (f);
      g_autofree char *sql = NULL;

      if (f->type != AMB_FIELD_REF || g_strcmp0 (f->ref, entity->name) != 0)
        continue;
      sql = g_strdup_printf (
          "WITH RECURSIVE up (start, id, depth) AS (SELECT id, \"%s\", 1 FROM \"%s\" WHERE deleted "
          "= 0 "
          "AND \"%s\" IS NOT NULL UNION ALL SELECT up.start, t.\"%s\", depth + 1 FROM up JOIN "
          "\"%s\" t "
          "ON t.id = up.id WHERE t.\"%s\" IS NOT NULL AND up.id <> up.start AND depth < 64) "
          "SELECT count(DISTINCT start) FROM up WHERE id = start",
          column, entity->collection, column, column, entity->collection, column);
      if (!check_count (self, findings, sql, _ ("%s: %d records stand above themselves."),
                        _ (entity->label_plural), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_client (AmbStore *self, GPtrArray *findings, GError **error)
{
  return check_count (self, findings,
                      "SELECT count(*) FROM journal WHERE grp > 0 AND grp <= "
                      "(SELECT COALESCE(max(grp), 0) FROM undo_group) AND grp >= "
                      "(SELECT COALESCE(min(grp), 0) FROM undo_group) AND grp NOT IN "
                      "(SELECT grp FROM undo_group)",
                      _ ("%s: %d entries belong to no undo group."), _ ("Journal"), error) &&
         check_count (self, findings,
                      "SELECT count(*) FROM shadow s WHERE field <> '' AND NOT EXISTS "
                      "(SELECT 1 FROM outbox o WHERE o.entity = s.entity AND o.id = s.id)",
                      _ ("%s: %d server values wait for no operation."), _ ("Sync"), error);
}

GPtrArray *
amb_store_check (AmbStore *self, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  if (!check_sqlite (self, findings, error))
    return NULL;
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    if (!check_search (self, *e, findings, error) || !check_sets (self, *e, findings, error) ||
        !check_sort_keys (self, *e, findings, error) ||
        !check_circles (self, *e, findings, error) || !check_references (self, *e, findings, error))
      return NULL;
  if ((self->flags & AMB_STORE_SERVER) == 0 && !check_client (self, findings, error))
    return NULL;
  return g_steal_pointer (&findings);
}
