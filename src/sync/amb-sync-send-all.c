#include "amb-sync-send-all.h"

#include "amb-sync-engine-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  AmbStore *store;
  AmbDb *db;
  gint64 next; /* number of the next operation */
} Sender;

static gboolean
add_operation (Sender *self,
               const AmbEntity *entity,
               const char *id,
               const char *kind,
               const char *payload,
               GError **error)
{
  AmbClock *clock = amb_store_get_clock (self->store);
  g_autofree char *op = amb_clock_dup_id (clock);
  g_autofree char *tx = amb_clock_dup_id (clock);

  return amb_db_run (self->db, error,
                     "INSERT INTO outbox (n, op, tx, entity, id, kind, payload, at, state)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)",
                     "itttttti", self->next++, op, tx, entity->name, id, kind, payload,
                     amb_clock_now (clock));
}

/* The state is taken as given; the moves that led to it come as they are. */
static gboolean
add_create (Sender *self, const AmbEntity *entity, const char *id, GError **error)
{
  return add_operation (self, entity, id, "create",
                        amb_entity_get_state_field (entity) ? "{\"imported\":true}" : NULL, error);
}

/* The field of @entity by which its records form a tree; they are sent from its top. */
static const AmbField *
find_tree (const AmbEntity *entity)
{
  for (const AmbField *field = entity->fields; field->name; field++)
    if (field->type == AMB_FIELD_REF && g_str_equal (field->ref, entity->name))
      return field;
  return NULL;
}

static gboolean
is_later (const AmbEntity *entity, const char *name)
{
  for (const AmbEntity *const *other = amb_entities (); *other != entity; other++)
    if (g_str_equal ((*other)->name, name))
      return FALSE;
  return TRUE;
}

/* May what @field refers to be sent after its record? Then it is told in a patch. */
static gboolean
is_told_later (const AmbEntity *entity, const AmbField *field)
{
  return field->type == AMB_FIELD_REF && amb_field_is_stored (field) &&
         !(field->flags & (AMB_FIELD_REQUIRED | AMB_FIELD_LOCAL)) && field != find_tree (entity) &&
         is_later (entity, field->ref);
}

static char *
dup_column (const AmbField *field)
{
  return g_strdelimit (g_strdup (field->name), "-", '_');
}

/* A record below another one of its kind. */
typedef struct
{
  char *id;
  char *parent;
  gboolean is_sent;
  gboolean is_reached; /* on the way up from one below */
} Child;

static void
child_free (gpointer data)
{
  Child *self = data;

  g_free (self->id);
  g_free (self->parent);
  g_free (self);
}

static GPtrArray *
list_children (Sender *self, const AmbEntity *entity, const AmbField *tree, GError **error)
{
  g_autofree char *column = dup_column (tree);
  g_autofree char *sql = g_strdup_printf (
      "SELECT id, \"%1$s\" FROM \"%2$s\" WHERE deleted = 0 AND \"%1$s\" IS NOT NULL"
      " ORDER BY rid",
      column, entity->collection);
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (child_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (self->db, sql, error);
  gboolean row = FALSE;

  if (!stmt || !amb_stmt_step (stmt, &row, error))
    return NULL;
  while (row)
    {
      Child *child = g_new0 (Child, 1);

      child->id = g_strdup (amb_stmt_get_text (stmt, 0));
      child->parent = g_strdup (amb_stmt_get_text (stmt, 1));
      g_ptr_array_add (children, child);
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
    }
  return g_steal_pointer (&children);
}

/* @child, after whatever stands above it and was not sent yet. */
static gboolean
send_branch (Sender *self, const AmbEntity *entity, GHashTable *by_id, Child *child, GError **error)
{
  g_autoptr (GPtrArray) way = g_ptr_array_new ();

  for (; child && !child->is_sent && !child->is_reached;
       child = g_hash_table_lookup (by_id, child->parent))
    {
      child->is_reached = TRUE;
      g_ptr_array_add (way, child);
    }
  for (guint i = way->len; i > 0; i--)
    {
      Child *next = g_ptr_array_index (way, i - 1);

      next->is_sent = TRUE;
      if (!add_create (self, entity, next->id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
send_children (Sender *self, const AmbEntity *entity, const AmbField *tree, GError **error)
{
  g_autoptr (GPtrArray) children = list_children (self, entity, tree, error);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; children && i < children->len; i++)
    g_hash_table_insert (by_id, ((Child *) children->pdata[i])->id, children->pdata[i]);
  for (guint i = 0; children && i < children->len; i++)
    if (!send_branch (self, entity, by_id, children->pdata[i], error))
      return FALSE;
  return children != NULL;
}

static gboolean
send_rows (Sender *self, const AmbEntity *entity, const char *narrow, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE deleted = 0%s ORDER BY rid",
                                          entity->collection, narrow);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (self->db, sql, error);
  gboolean row = FALSE;

  if (!stmt || !amb_stmt_step (stmt, &row, error))
    return FALSE;
  while (row)
    if (!add_create (self, entity, amb_stmt_get_text (stmt, 0), error) ||
        !amb_stmt_step (stmt, &row, error))
      return FALSE;
  return TRUE;
}

static gboolean
send_creates (Sender *self, const AmbEntity *entity, GError **error)
{
  const AmbField *tree = find_tree (entity);
  g_autofree char *column = tree ? dup_column (tree) : NULL;
  g_autofree char *narrow = tree ? g_strdup_printf (" AND \"%s\" IS NULL", column) : g_strdup ("");

  return send_rows (self, entity, narrow, error) &&
         (!tree || send_children (self, entity, tree, error));
}

/* The fields of @entity that are told later, and the query for the records that have any. */
static char *
dup_later_sql (const AmbEntity *entity, GPtrArray *fields)
{
  g_autoptr (GString) columns = g_string_new ("id");
  g_autoptr (GString) some = g_string_new (NULL);

  for (const AmbField *field = entity->fields; field->name; field++)
    {
      g_autofree char *column = dup_column (field);

      if (!is_told_later (entity, field))
        continue;
      g_ptr_array_add (fields, (gpointer) field);
      g_string_append_printf (columns, ", \"%s\"", column);
      g_string_append_printf (some, "%s\"%s\" IS NOT NULL", some->len > 0 ? " OR " : "", column);
    }
  return g_strdup_printf ("SELECT %s FROM \"%s\" WHERE deleted = 0 AND (%s) ORDER BY rid",
                          columns->str, entity->collection, some->str);
}

/* One record's: the server has the fields unset, from the create. */
static gboolean
send_patch (Sender *self, const AmbEntity *entity, GPtrArray *fields, AmbStmt *stmt, GError **error)
{
  const char *id = amb_stmt_get_text (stmt, 0);
  g_autoptr (GString) set = g_string_new ("{\"set\":{");
  g_autoptr (GString) bv = g_string_new ("},\"bv\":{");
  g_autoptr (GString) was = g_string_new ("},\"was\":{");

  for (guint i = 0; i < fields->len; i++)
    {
      const AmbField *field = g_ptr_array_index (fields, i);
      const char *value = amb_stmt_get_text (stmt, (int) i + 1);

      if (!value)
        continue;
      amb_json_append_key (set, field->name);
      amb_json_append_string (set, value);
      amb_json_append_key (bv, field->name);
      g_string_append_c (bv, '0');
      amb_json_append_key (was, field->name);
      g_string_append (was, "null");
      if (!amb_shadow_set (self->store, entity, id, field->name, NULL, 0, error))
        return FALSE;
    }
  g_string_append_printf (set, "%s%s},\"piled\":{},\"add\":{},\"del\":{}}", bv->str, was->str);
  return add_operation (self, entity, id, "patch", set->str, error);
}

static gboolean
send_later (Sender *self, const AmbEntity *entity, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autofree char *sql = dup_later_sql (entity, fields);
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean row = FALSE;

  if (fields->len == 0)
    return TRUE;
  stmt = amb_db_prepare (self->db, sql, error);
  if (!stmt || !amb_stmt_step (stmt, &row, error))
    return FALSE;
  while (row)
    if (!send_patch (self, entity, fields, stmt, error) || !amb_stmt_step (stmt, &row, error))
      return FALSE;
  return TRUE;
}

/* What each machine computes, and narrower views, are nobody's to send. */
static gboolean
travels (const AmbEntity *entity)
{
  return entity->kind == AMB_KIND_ORDINARY || entity->kind == AMB_KIND_APPEND ||
         entity->kind == AMB_KIND_SINGLETON;
}

static gboolean
is_move (const AmbEntity *entity)
{
  return g_str_equal (entity->name, "transition");
}

typedef gboolean (*Step) (Sender *self, const AmbEntity *entity, GError **error);

static gboolean
for_each (Sender *self, Step step, gboolean moves, GError **error)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    if (travels (*entity) && is_move (*entity) == moves && !step (self, *entity, error))
      return FALSE;
  return TRUE;
}

/* Versions of a server that was left mean nothing to another. */
static gboolean
forget_versions (Sender *self, const AmbEntity *entity, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE \"%s\" SET ver = 0, fv = NULL WHERE ver <> 0", entity->collection);

  return amb_db_exec (self->db, sql, error);
}

gboolean
amb_sync_send_all (AmbStore *store, GError **error)
{
  Sender self = { .store = store,
                  .db = amb_store_get_db (store),
                  .next = amb_store_get_meta_int (store, AMB_SYNC_META_NEXT_N, 1) };
  g_autofree char *claim = amb_clock_dup_id (amb_store_get_clock (store));
  gint64 first = self.next;

  return for_each (&self, forget_versions, FALSE, error) &&
         for_each (&self, forget_versions, TRUE, error) &&
         for_each (&self, send_creates, FALSE, error) &&
         for_each (&self, send_later, FALSE, error) &&
         for_each (&self, send_creates, TRUE, error) &&
         amb_store_set_meta_int (store, AMB_SYNC_META_NEXT_N, self.next, error) &&
         amb_store_set_meta_int (store, AMB_SYNC_META_SENDING_TOTAL, self.next - first, error) &&
         amb_store_set_meta_int (store, AMB_SYNC_META_SENDING, AMB_SENDING_ON, error) &&
         amb_store_set_meta (store, AMB_SYNC_META_CLAIM, claim, error);
}

AmbSending
amb_sync_get_sending (AmbStore *store)
{
  return (AmbSending) amb_store_get_meta_int (store, AMB_SYNC_META_SENDING, AMB_SENDING_NOT);
}

void
amb_sync_count_sending (AmbStore *store, gint64 *total, gint64 *left)
{
  gboolean sends = amb_sync_get_sending (store) != AMB_SENDING_NOT;

  *total = sends ? amb_store_get_meta_int (store, AMB_SYNC_META_SENDING_TOTAL, 0) : 0;
  *left = sends ? amb_outbox_count_waiting (store) : 0;
  *total = MAX (*total, *left); /* more was typed meanwhile */
}

gboolean
amb_sync_count_records (AmbStore *store, gint64 *count, GError **error)
{
  *count = 0;
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      g_autofree char *sql =
          g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE deleted = 0", (*entity)->collection);
      gint64 n = 0;

      if (is_move (*entity) ||
          ((*entity)->kind != AMB_KIND_ORDINARY && (*entity)->kind != AMB_KIND_APPEND))
        continue;
      if (!amb_db_query_int (amb_store_get_db (store), &n, 0, error, sql, NULL))
        return FALSE;
      *count += n;
    }
  return TRUE;
}

/* The engine's half. */

gboolean
amb_sync_sending_check (AmbSyncEngine *self, GError **error)
{
  if (amb_sync_get_sending (self->store) != AMB_SENDING_REFUSED)
    return TRUE;
  amb_sync_set_not_empty (self->store, error);
  return FALSE;
}

gboolean
amb_sync_sending_settle (AmbSyncEngine *self, GError **error)
{
  return amb_sync_get_sending (self->store) != AMB_SENDING_ON ||
         amb_outbox_count_waiting (self->store) > 0 ||
         amb_store_set_meta_int (self->store, AMB_SYNC_META_SENDING, AMB_SENDING_NOT, error);
}

gboolean
amb_sync_sending_refuse (AmbSyncEngine *self, GError **error)
{
  return amb_store_set_meta_int (self->store, AMB_SYNC_META_SENDING, AMB_SENDING_REFUSED, error);
}

gboolean
amb_sync_sending_resume (AmbSyncEngine *self, GError **error)
{
  g_autofree char *claim = amb_store_dup_meta (self->store, AMB_SYNC_META_CLAIM);
  gint64 moves = 0;

  if (!claim)
    return TRUE;
  if (!amb_db_query_int (self->db, &moves, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM outbox WHERE entity = 'transition')", ""))
    return FALSE;
  return moves == 0 ||
         amb_store_set_meta_int (self->store, AMB_SYNC_META_SENDING, AMB_SENDING_ON, error);
}

char *
amb_sync_sending_dup_claim (AmbSyncEngine *self, gboolean *is_last)
{
  gint64 pending = 1;

  *is_last = FALSE;
  if (amb_sync_get_sending (self->store) != AMB_SENDING_ON)
    return NULL;
  *is_last = amb_db_query_int (self->db, &pending, 0, NULL,
                               "SELECT EXISTS (SELECT 1 FROM outbox WHERE state = ?1)", "i",
                               (gint64) AMB_OPERATION_PENDING) &&
             pending == 0;
  return amb_store_dup_meta (self->store, AMB_SYNC_META_CLAIM);
}
