/* Rows of AmbStore: reading, writing, their search text and set values. */
#include "amb-error.h"
#include "amb-set.h"
#include "amb-store-private.h"
#include "amb-store-sql.h"
#include "amb-text.h"

#include <glib/gi18n-lib.h>

static AmbRecord *
read_row (const AmbEntity *entity, AmbStmt *stmt)
{
  AmbRecord *record = amb_record_new (entity, amb_stmt_get_text (stmt, 1));

  amb_record_set_rid (record, amb_stmt_get_int (stmt, 0));
  amb_record_set_ver (record, amb_stmt_get_int (stmt, 2));
  amb_record_set_fv (record, amb_stmt_get_text (stmt, 3));
  amb_record_set_extra (record, amb_stmt_get_text (stmt, 4));
  amb_record_set_deleted (record, amb_stmt_get_int (stmt, 5) != 0);
  for (guint i = 0; entity->fields[i].name != NULL; i++)
    amb_record_set_at (record, i, amb_stmt_get_text (stmt, AMB_SQL_FIRST_FIELD + i));
  amb_record_mark_stored (record);
  return record;
}

AmbRecord *
amb_store_lookup (AmbStore *self, const AmbEntity *entity, const char *id, GError **error)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (self->db, amb_store_get_plan (self, entity)->by_id, error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, id);
  if (!amb_stmt_step (stmt, &row, error) || !row)
    return NULL;
  return read_row (entity, stmt);
}

AmbRecord *
amb_store_get (AmbStore *self, const AmbEntity *entity, const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) record = amb_store_lookup (self, entity, id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (record == NULL || amb_record_get_deleted (record))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                   _ ("There is no record “%s” among %s: it was removed, or never was here."), id,
                   _ (entity->label_plural));
      return NULL;
    }
  return g_steal_pointer (&record);
}

/* A row that went has no record. */
static void
unref_record (gpointer record)
{
  g_clear_object (&record);
}

GPtrArray *
amb_store_load (
    AmbStore *self, const AmbEntity *entity, const gint64 *rids, guint n, GError **error)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (self->db, amb_store_get_plan (self, entity)->by_rid, error);
  g_autoptr (GHashTable) found =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (unref_record);
  g_autoptr (GString) list = g_string_new ("[");
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", rids[i]);
  g_string_append_c (list, ']');
  amb_stmt_bind_text (stmt, 1, list->str);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      gint64 rid = amb_stmt_get_int (stmt, 0);

      g_hash_table_insert (found, g_memdup2 (&rid, sizeof rid), read_row (entity, stmt));
    }
  if (row)
    return NULL;
  g_ptr_array_set_size (records, n);
  for (guint i = 0; i < n; i++)
    {
      AmbRecord *record = g_hash_table_lookup (found, &rids[i]);

      records->pdata[i] = record != NULL ? g_object_ref (record) : NULL;
    }
  return g_steal_pointer (&records);
}

static gboolean
put_sets (AmbStore *self, AmbRecord *record, gboolean is_new, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  gint64 rid = amb_record_get_rid (record);

  if (!is_new && !amb_db_run (self->db, error, "DELETE FROM set_value WHERE entity = ? AND rid = ?",
                              "ti", entity->name, rid))
    return FALSE;
  for (guint i = 0; entity->fields[i].name != NULL; i++)
    {
      const char *value = amb_record_get_at (record, i);

      g_auto (GStrv) items = NULL;

      if (entity->fields[i].type != AMB_FIELD_SET || value == NULL)
        continue;
      items = amb_set_to_strv (value);
      for (guint k = 0; items[k] != NULL; k++)
        if (!amb_db_run (
                self->db, error,
                "INSERT OR IGNORE INTO set_value (entity, field, value, rid) VALUES (?, ?, ?, ?)",
                "ttti", entity->name, entity->fields[i].name, items[k], rid))
          return FALSE;
    }
  return TRUE;
}

static void
bind_field (AmbStmt *stmt, int n, const AmbField *field, const char *value)
{
  if (value != NULL && amb_field_is_number (field))
    amb_stmt_bind_int (stmt, n, g_ascii_strtoll (value, NULL, 10));
  else
    amb_stmt_bind_text (stmt, n, value);
}

/* Returns: the number of the next parameter */
static int
bind_row (AmbStmt *stmt, AmbRecord *record)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const AmbField *title = amb_entity_get_title_field (entity);
  int n = 5;

  amb_stmt_bind_text (stmt, 1, amb_record_get_id (record));
  amb_stmt_bind_int (stmt, 2, amb_record_get_ver (record));
  amb_stmt_bind_text (stmt, 3, amb_record_get_fv (record));
  amb_stmt_bind_text (stmt, 4, amb_record_get_extra (record));
  amb_stmt_bind_int (stmt, 5, amb_record_get_deleted (record));
  for (guint i = 0; entity->fields[i].name != NULL; i++)
    {
      if (amb_field_is_stored (&entity->fields[i]))
        bind_field (stmt, ++n, &entity->fields[i], amb_record_get_at (record, i));
    }
  if (title != NULL && amb_field_is_stored (title))
    {
      g_autofree char *key = amb_text_fold (amb_record_get (record, title->name));

      amb_stmt_bind_text (stmt, ++n, key);
    }
  return n + 1;
}

static int
bind_plain (AmbStmt *stmt, AmbRecord *record)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  int n = 3;

  amb_stmt_bind_int (stmt, 1, amb_record_get_ver (record));
  amb_stmt_bind_text (stmt, 2, amb_record_get_fv (record));
  amb_stmt_bind_text (stmt, 3, amb_record_get_extra (record));
  for (guint i = 0; entity->fields[i].name != NULL; i++)
    if (amb_field_is_stored (&entity->fields[i]) && !amb_sql_is_indexed (&entity->fields[i]))
      bind_field (stmt, ++n, &entity->fields[i], amb_record_get_at (record, i));
  return n + 1;
}

/* Is nothing of an index another than in the row that it was read from? */
static gboolean
is_plain_update (AmbRecord *record)
{
  return !amb_record_has_changed (record, AMB_SQL_INDEXED) &&
         !amb_record_has_changed_type (record, AMB_FIELD_REF);
}

static gboolean
run_update (AmbStore *self,
            AmbRecord *record,
            gint64 rid,
            gboolean is_plain,
            gboolean *done,
            GError **error)
{
  const AmbStorePlan *plan = amb_store_get_plan (self, amb_record_get_entity (record));
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (self->db, is_plain ? plan->update_plain : plan->update, error);
  int next;

  if (stmt == NULL)
    return FALSE;
  next = is_plain ? bind_plain (stmt, record) : bind_row (stmt, record);
  amb_stmt_bind_int (stmt, next, rid);
  amb_stmt_bind_text (stmt, next + 1, amb_record_get_id (record));
  if (!amb_stmt_run (stmt, error))
    return FALSE;
  *done = amb_db_get_changes (self->db) > 0;
  return TRUE;
}

/* @done: FALSE when there is a row of its id already */
static gboolean
run_insert (AmbStore *self, AmbRecord *record, gboolean *done, GError **error)
{
  const AmbStorePlan *plan = amb_store_get_plan (self, amb_record_get_entity (record));
  g_autoptr (AmbStmt) stmt = amb_db_prepare (self->db, plan->insert, error);

  if (stmt == NULL)
    return FALSE;
  bind_row (stmt, record);
  if (!amb_stmt_run (stmt, error))
    return FALSE;
  *done = amb_db_get_changes (self->db) > 0;
  if (*done)
    amb_record_set_rid (record, amb_db_get_last_rowid (self->db));
  return TRUE;
}

/* The row under the number that the record was read with, else a new one, else that of its id. */
static gboolean
put_row (AmbStore *self, AmbRecord *record, gboolean *is_new, GError **error)
{
  const AmbStorePlan *plan = amb_store_get_plan (self, amb_record_get_entity (record));
  gint64 rid = amb_record_get_rid (record);
  gboolean done = FALSE;

  *is_new = FALSE;
  if (rid > 0 && !run_update (self, record, rid, is_plain_update (record), &done, error))
    return FALSE;
  if (done)
    return TRUE;
  if (!run_insert (self, record, is_new, error))
    return FALSE;
  if (*is_new)
    return TRUE;
  if (!amb_db_query_int (self->db, &rid, 0, error, plan->find, "t", amb_record_get_id (record)) ||
      !run_update (self, record, rid, FALSE, &done, error))
    return FALSE;
  amb_record_set_rid (record, rid);
  return TRUE;
}

/* Outside a transaction there is no end to wait for. */
static gboolean
write_texts_unless_open (AmbStore *self, GError **error)
{
  return amb_db_is_in_transaction (self->db) || amb_store_write_texts (self, error);
}

gboolean
amb_store_put (AmbStore *self, AmbRecord *record, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const AmbStorePlan *plan = amb_store_get_plan (self, entity);
  gint64 rid = amb_record_get_rid (record);
  gboolean is_new, is_other;

  if (!put_row (self, record, &is_new, error))
    return FALSE;
  is_other = is_new || amb_record_get_rid (record) != rid; /* than the row that was read */
  if (plan->has_search && (is_other || amb_record_has_changed (record, AMB_FIELD_SEARCH)))
    amb_store_note_text (self, entity, amb_record_get_rid (record), is_new);
  if (plan->has_sets && (is_other || amb_record_has_changed_type (record, AMB_FIELD_SET)) &&
      !put_sets (self, record, is_new, error))
    return FALSE;
  amb_store_note_change (self, entity, amb_record_get_id (record), amb_record_get_rid (record),
                         amb_record_get_deleted (record));
  return write_texts_unless_open (self, error);
}

gboolean
amb_store_drop (AmbStore *self, const AmbEntity *entity, const char *id, GError **error)
{
  const AmbStorePlan *plan = amb_store_get_plan (self, entity);
  g_autofree char *row = g_strdup_printf ("DELETE FROM \"%s\" WHERE rid = ?", entity->collection);
  gint64 rid;

  if (!amb_db_query_int (self->db, &rid, 0, error, plan->find, "t", id))
    return FALSE;
  if (rid == 0)
    return TRUE;
  if (!amb_db_run (self->db, error, row, "i", rid) ||
      (plan->has_sets &&
       !amb_db_run (self->db, error, "DELETE FROM set_value WHERE entity = ? AND rid = ?", "ti",
                    entity->name, rid)))
    return FALSE;
  if (plan->has_search)
    amb_store_note_text (self, entity, rid, FALSE);
  amb_store_note_change (self, entity, id, rid, TRUE);
  return write_texts_unless_open (self, error);
}
