/* Findings: what *Needs attention* shows. */
#include "amb-outbox.h"

#define COLUMNS                                                                                    \
  "key, conflict, entity, id, field, base, mine, theirs, by, by_at, kind, code, detail, typed, "   \
  "op, tx, at, payload"

void
amb_finding_free (AmbFinding *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->base);
  g_free (self->mine);
  g_free (self->theirs);
  g_free (self->by);
  g_free (self->kind);
  g_free (self->code);
  g_free (self->detail);
  g_free (self->typed);
  g_free (self->op);
  g_free (self->tx);
  g_free (self->payload);
  g_free (self);
}

gboolean
amb_findings_add (AmbStore *store, const AmbFinding *finding, GError **error)
{
  AmbDb *db = amb_store_get_db (store);
  const char *field = finding->field != NULL ? finding->field->name : NULL;
  gboolean is_text = finding->field != NULL && finding->field->merge == AMB_MERGE_TEXT;
  gint64 known = 0;

  /* A later value of a field takes an earlier one's place. A later text does when it was typed on
   * top of the earlier one; otherwise it lacks lines that nobody has decided about. */
  if (finding->is_conflict &&
      !amb_db_query_int (db, &known, 0, error,
                         "SELECT key FROM finding WHERE conflict = 1 AND entity = ? AND id = ? AND "
                         "field IS ? AND (? = 0 OR mine IS ? OR mine IS ?)",
                         "tttitt", finding->entity->name, finding->id, field, (gint64) is_text,
                         finding->mine, finding->base))
    return FALSE;
  if (known != 0)
    return amb_db_run (db, error,
                       "UPDATE finding SET mine = ?, theirs = ?, by = ?, by_at = ?, op = ?, tx = ?,"
                       " at = ? WHERE key = ?",
                       "tttittii", finding->mine, finding->theirs, finding->by, finding->by_at,
                       finding->op, finding->tx, finding->at, known);
  return amb_db_run (
      db, error,
      /* The key of one that was settled is not given again: undo may bring it back. */
      "INSERT INTO finding (key, conflict, entity, id, field, base, mine, theirs, by, "
      "by_at, kind, code, detail, typed, op, tx, at, payload) VALUES (1 + max ("
      "(SELECT coalesce (max (key), 0) FROM finding), "
      "(SELECT coalesce (max (key), 0) FROM settled_finding)), ?, ?, ?, ?, ?, ?, ?, ?, "
      "?, ?, ?, ?, ?, ?, ?, ?, ?)",
      "itttttttittttttit", (gint64) finding->is_conflict, finding->entity->name, finding->id, field,
      finding->base, finding->mine, finding->theirs, finding->by, finding->by_at, finding->kind,
      finding->code, finding->detail, finding->typed, finding->op, finding->tx, finding->at,
      finding->payload);
}

static AmbFinding *
read_finding (AmbStmt *stmt)
{
  AmbFinding *self = g_new0 (AmbFinding, 1);

  self->key = amb_stmt_get_int (stmt, 0);
  self->is_conflict = amb_stmt_get_int (stmt, 1) != 0;
  self->entity = amb_entity_find (amb_stmt_get_text (stmt, 2));
  self->id = g_strdup (amb_stmt_get_text (stmt, 3));
  self->field = amb_entity_find_field (self->entity, amb_stmt_get_text (stmt, 4));
  self->base = g_strdup (amb_stmt_get_text (stmt, 5));
  self->mine = g_strdup (amb_stmt_get_text (stmt, 6));
  self->theirs = g_strdup (amb_stmt_get_text (stmt, 7));
  self->by = g_strdup (amb_stmt_get_text (stmt, 8));
  self->by_at = amb_stmt_get_int (stmt, 9);
  self->kind = g_strdup (amb_stmt_get_text (stmt, 10));
  self->code = g_strdup (amb_stmt_get_text (stmt, 11));
  self->detail = g_strdup (amb_stmt_get_text (stmt, 12));
  self->typed = g_strdup (amb_stmt_get_text (stmt, 13));
  self->op = g_strdup (amb_stmt_get_text (stmt, 14));
  self->tx = g_strdup (amb_stmt_get_text (stmt, 15));
  self->at = amb_stmt_get_int (stmt, 16);
  self->payload = g_strdup (amb_stmt_get_text (stmt, 17));
  return self;
}

GPtrArray *
amb_findings_list (AmbStore *store, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_finding_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store), "SELECT " COLUMNS " FROM finding ORDER BY key DESC", error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (TRUE)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, read_finding (stmt));
    }
}

AmbFinding *
amb_findings_get (AmbStore *store, gint64 key, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store), "SELECT " COLUMNS " FROM finding WHERE key = ?", error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_int (stmt, 1, key);
  if (!amb_stmt_step (stmt, &row, error))
    return NULL;
  return row ? read_finding (stmt) : NULL;
}

gboolean
amb_findings_remove (AmbStore *store, gint64 key, GError **error)
{
  return amb_db_run (amb_store_get_db (store), error, "DELETE FROM finding WHERE key = ?", "i",
                     key);
}

gint64
amb_findings_count (AmbStore *store)
{
  gint64 n;

  amb_db_query_int (amb_store_get_db (store), &n, 0, NULL, "SELECT count(*) FROM finding", NULL);
  return n;
}
