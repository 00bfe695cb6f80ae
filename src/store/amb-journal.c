#include "amb-journal.h"

#include "amb-outbox.h"

#define MAX_GROUPS 100

void
amb_journal_entry_free (AmbJournalEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->by);
  g_free (self->id);
  g_free (self->old);
  g_free (self->value);
  g_free (self->why);
  g_free (self);
}

gboolean
amb_journal_open_group (AmbStore *store, const char *label, gint64 *group, GError **error)
{
  AmbDb *db = amb_store_get_db (store);

  /* Before the number of a group that is gone may be given again. */
  if (!amb_settled_purge (store, error) ||
      !amb_db_run (db, error, "INSERT INTO undo_group (at, label) VALUES (?, ?)", "it",
                   amb_clock_now (amb_store_get_clock (store)), label))
    return FALSE;
  *group = amb_db_get_last_rowid (db);
  return amb_db_run (db, error, "DELETE FROM undo_group WHERE grp <= ?", "i", *group - MAX_GROUPS);
}

gboolean
amb_journal_add (AmbStore *store,
                 gint64 group,
                 const char *by,
                 AmbJournalAction action,
                 const AmbEntity *entity,
                 const char *id,
                 const AmbField *field,
                 const char *old,
                 const char *value,
                 const char *why,
                 GError **error)
{
  return amb_db_run (
      amb_store_get_db (store), error,
      "INSERT INTO journal (grp, at, by, entity, id, action, field, old, value, why) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      "iitttitttt", group, amb_clock_now (amb_store_get_clock (store)), by, entity->name, id,
      (gint64) action, field != NULL ? field->name : NULL, old, value, why);
}

static AmbJournalEntry *
read_entry (AmbStmt *stmt)
{
  AmbJournalEntry *self = g_new0 (AmbJournalEntry, 1);

  self->seq = amb_stmt_get_int (stmt, 0);
  self->group = amb_stmt_get_int (stmt, 1);
  self->at = amb_stmt_get_int (stmt, 2);
  self->by = g_strdup (amb_stmt_get_text (stmt, 3));
  self->entity = amb_entity_find (amb_stmt_get_text (stmt, 4));
  self->id = g_strdup (amb_stmt_get_text (stmt, 5));
  self->action = amb_stmt_get_int (stmt, 6);
  self->field = amb_entity_find_field (self->entity, amb_stmt_get_text (stmt, 7));
  self->old = g_strdup (amb_stmt_get_text (stmt, 8));
  self->value = g_strdup (amb_stmt_get_text (stmt, 9));
  self->why = g_strdup (amb_stmt_get_text (stmt, 10));
  return self;
}

static GPtrArray *
read_entries (AmbStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_journal_entry_free);
  gboolean row;

  while (TRUE)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, read_entry (stmt));
    }
}

#define SELECT "SELECT seq, grp, at, by, entity, id, action, field, old, value, why FROM journal "

GPtrArray *
amb_journal_list_group (AmbStore *store, gint64 group, GError **error)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (store), SELECT "WHERE grp = ? ORDER BY seq", error);

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_int (stmt, 1, group);
  return read_entries (stmt, error);
}

GPtrArray *
amb_journal_list_record (
    AmbStore *store, const AmbEntity *entity, const char *id, gint64 limit, GError **error)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (store),
                      SELECT "WHERE entity = ? AND id = ? ORDER BY seq DESC LIMIT ?", error);

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, entity->name);
  amb_stmt_bind_text (stmt, 2, id);
  amb_stmt_bind_int (stmt, 3, limit);
  return read_entries (stmt, error);
}

gint64
amb_journal_get_undo (AmbStore *store, gboolean redo, char **label)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      redo ? "SELECT grp, label FROM undo_group WHERE state = 1 ORDER BY grp ASC LIMIT 1"
           : "SELECT grp, label FROM undo_group WHERE state = 0 ORDER BY grp DESC LIMIT 1",
      NULL);
  gboolean row = FALSE;

  if (label != NULL)
    *label = NULL;
  if (stmt == NULL || !amb_stmt_step (stmt, &row, NULL) || !row)
    return 0;
  if (label != NULL)
    *label = g_strdup (amb_stmt_get_text (stmt, 1));
  return amb_stmt_get_int (stmt, 0);
}

gboolean
amb_journal_set_group_state (AmbStore *store, gint64 group, AmbGroupState state, GError **error)
{
  return amb_db_run (amb_store_get_db (store), error,
                     "UPDATE undo_group SET state = ? WHERE grp = ?", "ii", (gint64) state, group);
}

gboolean
amb_journal_spend_redo (AmbStore *store, GError **error)
{
  return amb_db_run (amb_store_get_db (store), error,
                     "UPDATE undo_group SET state = 2 WHERE state = 1", NULL);
}

gboolean
amb_draft_set (AmbStore *store,
               const AmbEntity *entity,
               const char *id,
               const char *field,
               const char *text,
               GError **error)
{
  return amb_db_run (amb_store_get_db (store), error,
                     "INSERT OR REPLACE INTO draft (entity, id, field, text, at) VALUES "
                     "(?, ?, ?, ?, ?)",
                     "tttti", entity->name, id, field, text,
                     amb_clock_now (amb_store_get_clock (store)));
}

gboolean
amb_draft_remove (
    AmbStore *store, const AmbEntity *entity, const char *id, const char *field, GError **error)
{
  if (field == NULL)
    return amb_db_run (amb_store_get_db (store), error,
                       "DELETE FROM draft WHERE entity = ? AND id = ?", "tt", entity->name, id);
  return amb_db_run (amb_store_get_db (store), error,
                     "DELETE FROM draft WHERE entity = ? AND id = ? AND field = ?", "ttt",
                     entity->name, id, field);
}

GHashTable *
amb_draft_list (AmbStore *store, const AmbEntity *entity, const char *id, GError **error)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store), "SELECT field, text FROM draft WHERE entity = ? AND id = ?", error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, entity->name);
  amb_stmt_bind_text (stmt, 2, id);
  while (TRUE)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&texts);
      g_hash_table_insert (texts, g_strdup (amb_stmt_get_text (stmt, 0)),
                           g_strdup (amb_stmt_get_text (stmt, 1)));
    }
}
