/* Settled findings, and operations that waited for one of them: as long as the undo group that
 * settled them can be taken back. */
#include "amb-outbox.h"

#include <string.h>

#define COLUMNS                                                                                    \
  "key, conflict, entity, id, field, base, mine, theirs, by, by_at, kind, code, detail, typed, "   \
  "op, tx, at, payload"

/* Operations of group ?1 that were let go and are not sent yet, by the record they waited for: all
 * of them or none. What referred to the record itself goes back only as long as its create does. */
#define STILL_HERE                                                                                 \
  "waited_for NOT IN (SELECT s.waited_for FROM settled_operation s LEFT JOIN outbox o ON "         \
  "o.op = s.op WHERE s.grp = ?1 AND (o.op IS NULL OR o.state <> 0 OR o.payload IS NOT s.sent OR "  \
  "(s.other IS NULL AND NOT EXISTS (SELECT 1 FROM outbox c WHERE c.id = s.waited_for AND "         \
  "c.kind = 'create' AND c.state = 0))))"

gboolean
amb_settled_take (AmbStore *store, const AmbFinding *finding, gint64 group, GError **error)
{
  AmbDb *db = amb_store_get_db (store);

  return amb_db_run (db, error,
                     "INSERT OR REPLACE INTO settled_finding (" COLUMNS ", grp) "
                     "SELECT " COLUMNS ", ? FROM finding WHERE key = ?",
                     "ii", group, finding->key) &&
         amb_findings_remove (store, finding->key, error);
}

gboolean
amb_settled_note_operation (AmbStore *store,
                            gint64 group,
                            const AmbOperation *operation,
                            const char *waited_for,
                            const char *other,
                            const char *sent,
                            GError **error)
{
  return amb_db_run (amb_store_get_db (store), error,
                     "INSERT OR REPLACE INTO settled_operation (op, grp, waited_for, other, "
                     "parked, sent) VALUES (?, ?, ?, ?, ?, ?)",
                     "titttt", operation->op, group, waited_for, other, operation->payload, sent);
}

gboolean
amb_settled_note_reference (AmbStore *store,
                            const AmbOperation *operation,
                            const AmbField *field,
                            GError **error)
{
  return amb_db_run (amb_store_get_db (store), error,
                     "INSERT OR REPLACE INTO settled_reference (op, field) VALUES (?, ?)", "tt",
                     operation->op, field->name);
}

/* One reference of the row of an operation. */
typedef struct
{
  const AmbEntity *entity;
  char *id;
  char *field; /* nullable: the row refers to nothing else now */
  char *waited_for, *other;
} Reference;

static void
reference_free (gpointer data)
{
  Reference *self = data;

  g_free (self->id);
  g_free (self->field);
  g_free (self->waited_for);
  g_free (self->other);
  g_free (self);
}

/* Rows of the operations of @group in @state, with their references. */
static GPtrArray *
list_references (AmbStore *store, gint64 group, AmbOperationState state, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (reference_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT o.entity, o.id, r.field, s.waited_for, s.other FROM settled_operation s "
      "JOIN outbox o ON o.op = s.op LEFT JOIN settled_reference r ON r.op = s.op "
      "WHERE s.grp = ?1 AND o.state = ?2 ORDER BY o.n",
      error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_int (stmt, 1, group);
  amb_stmt_bind_int (stmt, 2, state);
  while (TRUE)
    {
      Reference *reference;

      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      reference = g_new0 (Reference, 1);
      reference->entity = amb_entity_find (amb_stmt_get_text (stmt, 0));
      reference->id = g_strdup (amb_stmt_get_text (stmt, 1));
      reference->field = g_strdup (amb_stmt_get_text (stmt, 2));
      reference->waited_for = g_strdup (amb_stmt_get_text (stmt, 3));
      reference->other = g_strdup (amb_stmt_get_text (stmt, 4));
      g_ptr_array_add (list, reference);
    }
}

static gboolean
change_reference (
    AmbStore *store, const Reference *reference, const char *from, const char *to, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) row = NULL;

  if (reference->field == NULL || reference->other == NULL)
    return TRUE;
  row = amb_store_lookup (store, reference->entity, reference->id, &local);
  if (local != NULL)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  if (row == NULL || g_strcmp0 (amb_record_get (row, reference->field), from) != 0)
    return TRUE;
  amb_record_set (row, reference->field, to);
  return amb_store_put (store, row, error);
}

GHashTable *
amb_settled_park (AmbStore *store, gint64 group, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) references = NULL;

  if (!amb_db_run (amb_store_get_db (store), error,
                   "UPDATE outbox SET state = ?2, payload = s.parked FROM settled_operation s "
                   "WHERE s.op = outbox.op AND s.grp = ?1 AND s." STILL_HERE,
                   "ii", group, (gint64) AMB_OPERATION_PARKED))
    return NULL;
  references = list_references (store, group, AMB_OPERATION_PARKED, error);
  for (guint i = 0; references != NULL && i < references->len; i++)
    {
      const Reference *reference = g_ptr_array_index (references, i);

      if (!change_reference (store, reference, reference->other, reference->waited_for, error))
        return NULL;
      g_hash_table_add (ids, g_strdup (reference->id));
    }
  return references != NULL ? g_steal_pointer (&ids) : NULL;
}

/* Findings whose keys @sql selects, but for those of the records in @left. */
static GArray *
list_keys (AmbStore *store, const char *sql, gint64 group, GHashTable *left, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_int (stmt, 1, group);
  while (TRUE)
    {
      gint64 key;

      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&keys);
      key = amb_stmt_get_int (stmt, 0);
      if (!g_hash_table_contains (left, amb_stmt_get_text (stmt, 1)))
        g_array_append_val (keys, key);
    }
}

gboolean
amb_settled_bring_back (AmbStore *store, gint64 group, GHashTable *left, guint *n, GError **error)
{
  /* Of a field that is asked about again meanwhile, the newer question stands. */
  g_autoptr (GArray) keys = list_keys (
      store,
      "SELECT key, id FROM settled_finding s WHERE grp = ? AND NOT EXISTS (SELECT 1 FROM finding f "
      "WHERE f.key = s.key OR (s.conflict = 1 AND f.conflict = 1 AND f.entity = s.entity AND "
      "f.id = s.id AND f.field IS s.field)) ORDER BY key",
      group, left, error);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    if (!amb_db_run (amb_store_get_db (store), error,
                     "INSERT INTO finding (" COLUMNS ") SELECT " COLUMNS
                     " FROM settled_finding WHERE key = ?",
                     "i", g_array_index (keys, gint64, i)))
      return FALSE;
  if (keys == NULL)
    return FALSE;
  *n += keys->len;
  return keys->len == 0 || amb_settled_park_children (store, group, error);
}

/* They are sent behind what was made meanwhile: their parent among it. */
static gboolean
let_go (AmbStore *store, gint64 group, GError **error)
{
  AmbDb *db = amb_store_get_db (store);
  g_autoptr (GPtrArray) references = list_references (store, group, AMB_OPERATION_PARKED, error);
  gint64 next = amb_store_get_meta_int (store, "next-n", 1);
  gint64 n = 0;

  for (guint i = 0; references != NULL && i < references->len; i++)
    {
      const Reference *reference = g_ptr_array_index (references, i);

      if (!change_reference (store, reference, reference->waited_for, reference->other, error))
        return FALSE;
    }
  return references != NULL &&
         amb_db_query_int (db, &n, 0, error,
                           "SELECT count(*) FROM outbox WHERE state = ?2 AND op IN (SELECT op FROM "
                           "settled_operation WHERE grp = ?1)",
                           "ii", group, (gint64) AMB_OPERATION_PARKED) &&
         amb_db_run (db, error,
                     "UPDATE outbox SET state = 0, payload = p.sent, n = ?3 + p.place FROM (SELECT "
                     "s.op, s.sent, row_number () OVER (ORDER BY o.n) - 1 AS place FROM "
                     "settled_operation s JOIN outbox o ON o.op = s.op WHERE s.grp = ?1 AND "
                     "o.state = ?2) p WHERE p.op = outbox.op",
                     "iii", group, (gint64) AMB_OPERATION_PARKED, next) &&
         amb_store_set_meta_int (store, "next-n", next + n, error);
}

gboolean
amb_settled_note_edit (AmbStore *store,
                       gint64 group,
                       const AmbEntity *entity,
                       const char *id,
                       const AmbJsonNode *payload,
                       gint64 seen,
                       GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (group == 0 || payload == NULL)
    return TRUE;
  amb_json_node_append (payload, text);
  return amb_db_run (amb_store_get_db (store), error,
                     "INSERT OR REPLACE INTO settled_edit (grp, entity, id, payload, seen)"
                     " VALUES (?, ?, ?, ?, ?)",
                     "ittti", group, entity->name, id, text->str, seen);
}

gboolean
amb_settled_see (AmbStore *store, AmbRecord *record, gint64 seen, GError **error)
{
  return amb_db_run (amb_store_get_db (store), error,
                     "UPDATE settled_edit SET seen = max (seen, ?) WHERE entity = ? AND id = ?",
                     "itt", seen, amb_record_get_entity (record)->name, amb_record_get_id (record));
}

/* What the group typed again was typed when its person had seen no more than at first. */
static gboolean
age_again (AmbStore *store, gint64 group, GError **error)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (store),
                      "SELECT entity, id, payload, seen FROM settled_edit WHERE grp = ?", error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_int (stmt, 1, group);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      const AmbEntity *entity = amb_entity_find (amb_stmt_get_text (stmt, 0));
      const char *payload = amb_stmt_get_text (stmt, 2);
      g_autoptr (AmbJson) json = amb_json_parse (payload, strlen (payload), error);

      if (json == NULL ||
          (entity != NULL &&
           !amb_outbox_age_patch (store, entity, amb_stmt_get_text (stmt, 1),
                                  amb_json_get_root (json), amb_stmt_get_int (stmt, 3), error)))
        return FALSE;
    }
  return !row;
}

gboolean
amb_settled_take_again (AmbStore *store, gint64 group, GHashTable *left, guint *n, GError **error)
{
  g_autoptr (GArray) keys = list_keys (
      store,
      "SELECT key, id FROM finding WHERE key IN (SELECT key FROM settled_finding WHERE grp = ?)",
      group, left, error);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      const AmbFinding finding = { .key = g_array_index (keys, gint64, i) };

      if (!amb_settled_take (store, &finding, group, error))
        return FALSE;
    }
  if (keys == NULL || !age_again (store, group, error))
    return FALSE;
  *n += keys->len;
  return keys->len == 0 ||
         (let_go (store, group, error) && amb_settled_give_up_children (store, group, error));
}

gboolean
amb_settled_purge (AmbStore *store, GError **error)
{
  /* Findings of what was given up with another one stand under the negative number. */
#define GONE "abs (grp) NOT IN (SELECT grp FROM undo_group WHERE state IN (0, 1))"
  AmbDb *db = amb_store_get_db (store);

  return amb_db_run (db, error, "DELETE FROM settled_finding WHERE " GONE, NULL) &&
         amb_db_run (db, error, "DELETE FROM settled_operation WHERE " GONE, NULL) &&
         amb_db_run (db, error, "DELETE FROM settled_child WHERE " GONE, NULL) &&
         amb_db_run (db, error, "DELETE FROM settled_edit WHERE " GONE, NULL) &&
         amb_db_run (db, error,
                     "DELETE FROM settled_reference WHERE op NOT IN "
                     "(SELECT op FROM settled_operation)",
                     NULL);
#undef GONE
}

gboolean
amb_settled_is_used (AmbStore *store, gint64 group)
{
  gint64 used = 0;

  amb_db_query_int (amb_store_get_db (store), &used, 1, NULL,
                    "SELECT EXISTS (SELECT 1 FROM settled_finding WHERE grp = ?)", "i", group);
  return used != 0;
}
