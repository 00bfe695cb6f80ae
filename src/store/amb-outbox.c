#include "amb-outbox.h"

#include "amb-set.h"

#include <string.h>

#define COLUMNS "n, op, tx, entity, id, kind, payload, at, state, mark"

void
amb_operation_free (AmbOperation *self)
{
  if (self == NULL)
    return;
  g_free (self->op);
  g_free (self->tx);
  g_free (self->id);
  g_free (self->kind);
  g_free (self->payload);
  g_free (self);
}

gboolean
amb_outbox_is_connected (AmbStore *store)
{
  g_autofree char *url = amb_store_dup_meta (store, "server-url");

  return url != NULL;
}

static gboolean
add (AmbStore *store,
     const char *tx,
     const AmbEntity *entity,
     const char *id,
     const char *kind,
     const char *payload,
     GError **error)
{
  AmbClock *clock = amb_store_get_clock (store);
  g_autofree char *op = amb_clock_dup_id (clock);
  gint64 next = amb_store_get_meta_int (store, "next-n", 1);

  return amb_db_run (amb_store_get_db (store), error,
                     "INSERT INTO outbox (n, op, tx, entity, id, kind, payload, at, state) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)",
                     "itttttti", next, op, tx, entity->name, id, kind, payload,
                     amb_clock_now (clock)) &&
         amb_store_set_meta_int (store, "next-n", next + 1, error);
}

#define META_SEALED "sealed-n"

gboolean
amb_outbox_seal (AmbStore *store, GError **error)
{
  return amb_store_set_meta_int (store, META_SEALED,
                                 amb_store_get_meta_int (store, "next-n", 1) - 1, error);
}

gboolean
amb_outbox_is_open (AmbStore *store, const AmbOperation *operation)
{
  return operation->state == AMB_OPERATION_PENDING &&
         operation->n > amb_store_get_meta_int (store, META_SEALED, 0);
}

gboolean
amb_outbox_add_create (
    AmbStore *store, const char *tx, AmbRecord *record, const char *transition, GError **error)
{
  g_autofree char *payload =
      transition != NULL ? g_strdup_printf ("{\"imported\":true,\"transition\":\"%s\"}", transition)
                         : NULL;

  return !amb_outbox_is_connected (store) ||
         add (store, tx, amb_record_get_entity (record), amb_record_get_id (record), "create",
              payload, error);
}

static AmbOperation *
read_operation (AmbStmt *stmt)
{
  AmbOperation *self = g_new0 (AmbOperation, 1);

  self->n = amb_stmt_get_int (stmt, 0);
  self->op = g_strdup (amb_stmt_get_text (stmt, 1));
  self->tx = g_strdup (amb_stmt_get_text (stmt, 2));
  self->entity = amb_entity_find (amb_stmt_get_text (stmt, 3));
  self->id = g_strdup (amb_stmt_get_text (stmt, 4));
  self->kind = g_strdup (amb_stmt_get_text (stmt, 5));
  self->payload = g_strdup (amb_stmt_get_text (stmt, 6));
  self->at = amb_stmt_get_int (stmt, 7);
  self->state = amb_stmt_get_int (stmt, 8);
  self->mark = amb_stmt_get_int (stmt, 9);
  return self;
}

static GPtrArray *
read_operations (AmbStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_operation_free);
  gboolean row;

  while (TRUE)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, read_operation (stmt));
    }
}

GPtrArray *
amb_outbox_list (AmbStore *store, int state, gint64 limit, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      state < 0 ? "SELECT " COLUMNS " FROM outbox WHERE ? < 0 ORDER BY n LIMIT ?"
                : "SELECT " COLUMNS " FROM outbox WHERE state = ? ORDER BY n LIMIT ?",
      error);

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_int (stmt, 1, state);
  amb_stmt_bind_int (stmt, 2, limit);
  return read_operations (stmt, error);
}

GPtrArray *
amb_outbox_list_for (AmbStore *store, const AmbEntity *entity, const char *id, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT " COLUMNS " FROM outbox WHERE entity = ? AND id = ? ORDER BY n", error);

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, entity->name);
  amb_stmt_bind_text (stmt, 2, id);
  return read_operations (stmt, error);
}

gboolean
amb_outbox_update (AmbStore *store, const AmbOperation *operation, GError **error)
{
  return amb_db_run (amb_store_get_db (store), error,
                     "UPDATE outbox SET payload = ?, state = ?, mark = ? WHERE n = ?", "tiii",
                     operation->payload, (gint64) operation->state, operation->mark, operation->n);
}

gboolean
amb_outbox_remove (AmbStore *store, gint64 n, GError **error)
{
  return amb_db_run (amb_store_get_db (store), error, "DELETE FROM outbox WHERE n = ?", "i", n);
}

gint64
amb_outbox_count_waiting (AmbStore *store)
{
  gint64 n;

  amb_db_query_int (amb_store_get_db (store), &n, 0, NULL,
                    "SELECT count(*) FROM outbox WHERE state IN (0, 1)", NULL);
  return n;
}

/* Patches: members set, bv, add, del of the payload, merged over a pending patch of the same
 * record. */

static const AmbJsonNode *
find_member (const AmbJsonNode *root, const char *group, const char *field)
{
  return amb_json_node_get_member (amb_json_node_get_member (root, group), field);
}

/* The version that the person saw under this edit: an outstanding operation's own, else the row's.
 * @from: (out) (optional): that operation, NULL: none */
static gint64
find_base_version (GPtrArray *outstanding,
                   AmbRecord *before,
                   const char *field,
                   const AmbOperation **from)
{
  if (from != NULL)
    *from = NULL;
  for (guint i = outstanding->len; i > 0; i--)
    {
      const AmbOperation *op = g_ptr_array_index (outstanding, i - 1);
      g_autoptr (AmbJson) json =
          op->payload != NULL ? amb_json_parse (op->payload, strlen (op->payload), NULL) : NULL;
      const AmbJsonNode *known =
          json != NULL ? find_member (amb_json_get_root (json), "bv", field) : NULL;

      if (known == NULL)
        continue;
      if (from != NULL)
        *from = op;
      return amb_json_node_get_int (known, 0);
    }
  return amb_record_get_field_version (before, field);
}

static gboolean
keep_shadow (AmbStore *store, AmbRecord *before, const AmbField *field, GError **error)
{
  gboolean found;

  if (!amb_shadow_get (store, amb_record_get_entity (before), amb_record_get_id (before),
                       field->name, &found, NULL, NULL, error))
    return FALSE;
  return found || amb_shadow_set (store, amb_record_get_entity (before), amb_record_get_id (before),
                                  field->name, amb_record_get (before, field->name),
                                  amb_record_get_field_version (before, field->name), error);
}

static void
append_members (GString *out, const AmbJsonNode *old, GHashTable *fresh)
{
  g_autoptr (GList) names = g_hash_table_get_keys (fresh);

  names = g_list_sort (names, (GCompareFunc) strcmp);
  for (const AmbJsonNode *m = amb_json_node_get_first (old); m != NULL;
       m = amb_json_node_get_next (m))
    if (!g_hash_table_contains (fresh, amb_json_node_get_key (m)))
      {
        amb_json_append_key (out, amb_json_node_get_key (m));
        amb_json_node_append (m, out);
      }
  for (GList *l = names; l != NULL; l = l->next)
    {
      amb_json_append_key (out, l->data);
      g_string_append (out, g_hash_table_lookup (fresh, l->data));
    }
}

static char *
subtract (const char *set, const char *other)
{
  g_auto (GStrv) a = amb_set_to_strv (set);
  g_auto (GStrv) b = amb_set_to_strv (other);
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  for (guint i = 0; a[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) b, a[i]))
      g_ptr_array_add (rest, a[i]);
  g_ptr_array_add (rest, NULL);
  return amb_set_from_strv ((const char *const *) rest->pdata);
}

static char *
node_to_set (const AmbJsonNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (node == NULL)
    return NULL;
  amb_json_node_append (node, text);
  return text->len > 2 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* What was added and removed since the last thing that was sent: an addition that was taken back
 * leaves both lists. */
static void
collect_set (const AmbField *field,
             AmbRecord *before,
             AmbRecord *after,
             const AmbJsonNode *old,
             GHashTable *additions,
             GHashTable *removals)
{
  g_autofree char *old_add = node_to_set (find_member (old, "add", field->name));
  g_autofree char *old_del = node_to_set (find_member (old, "del", field->name));
  const char *from = amb_record_get (before, field->name);
  const char *to = amb_record_get (after, field->name);
  g_autofree char *added = subtract (to, from);
  g_autofree char *removed = subtract (from, to);
  g_autofree char *all_added = amb_set_merge (NULL, added, old_add);
  g_autofree char *all_removed = amb_set_merge (NULL, removed, old_del);
  char *add_list = subtract (all_added, removed);
  char *del_list = subtract (all_removed, added);

  g_hash_table_insert (additions, g_strdup (field->name),
                       add_list != NULL ? add_list : g_strdup ("[]"));
  g_hash_table_insert (removals, g_strdup (field->name),
                       del_list != NULL ? del_list : g_strdup ("[]"));
}

static char *
dup_json (const AmbField *field, const char *value)
{
  GString *text = g_string_new (NULL);

  amb_field_append_value (field, value, text);
  return g_string_free (text, FALSE);
}

static void
collect_scalar (const AmbField *field,
                AmbRecord *before,
                AmbRecord *after,
                GPtrArray *outstanding,
                const AmbOperation *merged,
                GHashTable *set,
                GHashTable *bv,
                GHashTable *piled)
{
  const AmbOperation *from;
  gint64 version = find_base_version (outstanding, before, field->name, &from);

  if (from != NULL && from != merged)
    g_hash_table_insert (piled, g_strdup (field->name), g_strdup ("true"));
  g_hash_table_insert (set, g_strdup (field->name),
                       dup_json (field, amb_record_get (after, field->name)));
  g_hash_table_insert (bv, g_strdup (field->name), g_strdup_printf ("%" G_GINT64_FORMAT, version));
}

static GHashTable *
new_members (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static const char *const patch_groups[] = { "set", "bv", "was", "piled", "add", "del" };

/* @old with the members of @fresh in their place: one table for each of patch_groups. */
static char *
write_patch (const AmbJsonNode *old, GHashTable *const fresh[])
{
  g_autoptr (GString) out = g_string_new ("{");

  for (guint i = 0; i < G_N_ELEMENTS (patch_groups); i++)
    {
      amb_json_append_key (out, patch_groups[i]);
      g_string_append_c (out, '{');
      append_members (out, amb_json_node_get_member (old, patch_groups[i]), fresh[i]);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, '}');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* The payload of a patch; @merged: the pending patch that it is merged into, or NULL, and @old its
 * payload. “was” and “piled” are for this desk, the server passes over them: what the person saw,
 * and which fields were typed on top of something outstanding, so that the server's base is another
 * than what they saw. */
static char *
build_patch (AmbStore *store,
             AmbRecord *before,
             AmbRecord *after,
             GPtrArray *outstanding,
             const AmbOperation *merged,
             const AmbJsonNode *old,
             GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (after);
  g_autoptr (GHashTable) set = new_members ();
  g_autoptr (GHashTable) bv = new_members ();
  g_autoptr (GHashTable) was = new_members ();
  g_autoptr (GHashTable) piled = new_members ();
  g_autoptr (GHashTable) additions = new_members ();
  g_autoptr (GHashTable) removals = new_members ();
  GHashTable *const fresh[] = { set, bv, was, piled, additions, removals };

  for (guint i = 0; entity->fields[i].name != NULL; i++)
    {
      const AmbField *field = &entity->fields[i];

      if (!amb_field_is_stored (field) || (field->flags & AMB_FIELD_LOCAL) != 0 ||
          g_strcmp0 (amb_record_get_at (before, i), amb_record_get_at (after, i)) == 0)
        continue;
      if (!keep_shadow (store, before, field, error))
        return NULL;
      if (field->merge == AMB_MERGE_SET)
        collect_set (field, before, after, old, additions, removals);
      else
        collect_scalar (field, before, after, outstanding, merged, set, bv, piled);
      /* What the person saw first is what a conflict shows as “was”. */
      if (field->merge != AMB_MERGE_SET && find_member (old, "was", field->name) == NULL)
        g_hash_table_insert (was, g_strdup (field->name),
                             dup_json (field, amb_record_get_at (before, i)));
    }
  return write_patch (old, fresh);
}

/* Does the edit refer to a record? Its create may stand in the outbox behind @last, so the edit
 * must not slip in front of it. */
static gboolean
must_follow (AmbStore *store, const AmbOperation *last, AmbRecord *before, AmbRecord *after)
{
  const AmbEntity *entity = amb_record_get_entity (after);

  if (last->n == amb_store_get_meta_int (store, "next-n", 1) - 1)
    return FALSE;
  for (guint i = 0; entity->fields[i].name != NULL; i++)
    if (entity->fields[i].type == AMB_FIELD_REF && amb_record_get_at (after, i) != NULL &&
        g_strcmp0 (amb_record_get_at (before, i), amb_record_get_at (after, i)) != 0)
      return TRUE;
  return FALSE;
}

gboolean
amb_outbox_add_patch (
    AmbStore *store, const char *tx, AmbRecord *before, AmbRecord *after, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (after);
  const char *id = amb_record_get_id (after);
  g_autoptr (GPtrArray) outstanding = NULL;
  g_autoptr (AmbJson) json = NULL;
  g_autofree char *payload = NULL;
  AmbOperation *last;
  gboolean is_open, merges;

  if (!amb_outbox_is_connected (store))
    return TRUE;
  outstanding = amb_outbox_list_for (store, entity, id, error);
  if (outstanding == NULL)
    return FALSE;
  last = outstanding->len > 0 ? g_ptr_array_index (outstanding, outstanding->len - 1) : NULL;
  is_open =
      last != NULL && amb_outbox_is_open (store, last) && !must_follow (store, last, before, after);
  if (is_open && g_str_equal (last->kind, "create"))
    return TRUE; /* its payload is read from the row when it is sent */

  merges = is_open && g_str_equal (last->kind, "patch");
  if (merges)
    json = amb_json_parse (last->payload, strlen (last->payload), error);
  if (merges && json == NULL)
    return FALSE;
  payload = build_patch (store, before, after, outstanding, merges ? last : NULL,
                         json != NULL ? amb_json_get_root (json) : NULL, error);
  if (payload == NULL)
    return FALSE;
  if (!merges)
    return add (store, tx, entity, id, "patch", payload, error);
  g_free (last->payload);
  last->payload = g_steal_pointer (&payload);
  return amb_outbox_update (store, last, error);
}

static void
take_member (GHashTable *members, const AmbJsonNode *payload, const char *group, const char *field)
{
  const AmbJsonNode *node = find_member (payload, group, field);
  g_autoptr (GString) text = g_string_new (NULL);

  if (node == NULL)
    return;
  amb_json_node_append (node, text);
  g_hash_table_insert (members, g_strdup (field), g_string_free (g_steal_pointer (&text), FALSE));
}

/* @payload, with what @earlier says was seen of each field where its version is not the newer one,
 * unless all of it up to @seen was. */
static char *
age_payload (const AmbJsonNode *payload, const AmbJsonNode *earlier, gint64 seen)
{
  g_autoptr (GHashTable) bv = new_members ();
  g_autoptr (GHashTable) was = new_members ();
  g_autoptr (GHashTable) piled = new_members ();
  g_autoptr (GHashTable) none = new_members ();
  GHashTable *const fresh[] = { none, bv, was, piled, none, none };

  for (const AmbJsonNode *node = amb_json_node_get_first (amb_json_node_get_member (payload, "bv"));
       node != NULL; node = amb_json_node_get_next (node))
    {
      const char *field = amb_json_node_get_key (node);
      const AmbJsonNode *version = find_member (earlier, "bv", field);

      if (version == NULL || amb_json_node_get_int (node, 0) <= seen ||
          amb_json_node_get_int (version, 0) >= amb_json_node_get_int (node, 0))
        continue;
      take_member (bv, earlier, "bv", field);
      take_member (was, earlier, "was", field);
      take_member (piled, earlier, "piled", field);
    }
  return write_patch (payload, fresh);
}

gboolean
amb_outbox_age_patch (AmbStore *store,
                      const AmbEntity *entity,
                      const char *id,
                      const AmbJsonNode *payload,
                      gint64 seen,
                      GError **error)
{
  g_autoptr (GPtrArray) outstanding = amb_outbox_list_for (store, entity, id, error);
  g_autoptr (AmbJson) json = NULL;
  g_autofree char *aged = NULL;
  AmbOperation *last;

  if (outstanding == NULL)
    return FALSE;
  last = outstanding->len > 0 ? g_ptr_array_index (outstanding, outstanding->len - 1) : NULL;
  if (payload == NULL || last == NULL || last->state != AMB_OPERATION_PENDING ||
      !g_str_equal (last->kind, "patch"))
    return TRUE;
  json = amb_json_parse (last->payload, strlen (last->payload), error);
  if (json == NULL)
    return FALSE;
  aged = age_payload (amb_json_get_root (json), payload, seen);
  g_free (last->payload);
  last->payload = g_steal_pointer (&aged);
  return amb_outbox_update (store, last, error);
}

gboolean
amb_outbox_add_move (AmbStore *store,
                     const char *tx,
                     AmbRecord *before,
                     const char *to,
                     const char *why,
                     const char *transition,
                     const char *reverts,
                     GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (before);
  const AmbField *state = amb_entity_get_state_field (entity);
  g_autoptr (GPtrArray) outstanding = NULL;
  g_autoptr (GString) out = g_string_new ("{");
  gint64 bv;

  if (!amb_outbox_is_connected (store))
    return TRUE;
  outstanding = amb_outbox_list_for (store, entity, amb_record_get_id (before), error);
  if (outstanding == NULL || !keep_shadow (store, before, state, error))
    return FALSE;
  bv = find_base_version (outstanding, before, state->name, NULL);
  amb_json_append_key (out, "from");
  amb_json_append_string (out, amb_record_get_state (before));
  amb_json_append_key (out, "to");
  amb_json_append_string (out, to);
  amb_json_append_key (out, "why");
  amb_json_append_string (out, why);
  amb_json_append_key (out, "transition");
  amb_json_append_string (out, transition);
  if (reverts != NULL)
    {
      amb_json_append_key (out, "reverts");
      amb_json_append_string (out, reverts);
    }
  g_string_append_printf (out, ",\"bv\":{\"%s\":%" G_GINT64_FORMAT "}}", state->name, bv);
  return add (store, tx, entity, amb_record_get_id (before), "move", out->str, error);
}

/* The row's version before the answer to @operation brought one field of it. */
static gint64
get_seen (const AmbOperation *operation)
{
  g_autoptr (AmbJson) json =
      operation->payload != NULL
          ? amb_json_parse (operation->payload, strlen (operation->payload), NULL)
          : NULL;

  return json != NULL ? amb_json_node_get_member_int (amb_json_get_root (json), "saw", G_MAXINT64)
                      : G_MAXINT64;
}

/* The version of the row that the person saw: what a pull has brought since of fields that are
 * dirty here is shown to nobody yet, and what came with a conflict is one field alone. */
gboolean
amb_outbox_find_seen (AmbStore *store, AmbRecord *record, gint64 *seen, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const char *id = amb_record_get_id (record);
  g_autoptr (GPtrArray) outstanding = amb_outbox_list_for (store, entity, id, error);

  *seen = amb_record_get_ver (record);
  if (outstanding == NULL)
    return FALSE;
  for (guint i = 0; i < outstanding->len; i++)
    *seen = MIN (*seen, get_seen (g_ptr_array_index (outstanding, i)));
  for (const AmbField *field = entity->fields; outstanding->len > 0 && field->name != NULL; field++)
    {
      gint64 theirs = 0;
      gboolean found;

      if (!amb_shadow_get (store, entity, id, field->name, &found, NULL, &theirs, error))
        return FALSE;
      if (found && theirs > find_base_version (outstanding, record, field->name, NULL))
        *seen = MIN (*seen, theirs - 1);
    }
  return TRUE;
}

gboolean
amb_outbox_add_delete (AmbStore *store, const char *tx, AmbRecord *record, GError **error)
{
  g_autofree char *payload = NULL;
  gint64 seen;

  if (!amb_outbox_is_connected (store))
    return TRUE;
  if (!amb_outbox_find_seen (store, record, &seen, error))
    return FALSE;
  payload = g_strdup_printf ("{\"base\":%" G_GINT64_FORMAT "}", seen);
  return add (store, tx, amb_record_get_entity (record), amb_record_get_id (record), "delete",
              payload, error);
}

gboolean
amb_outbox_add_undelete (AmbStore *store, const char *tx, AmbRecord *record, GError **error)
{
  return !amb_outbox_is_connected (store) ||
         add (store, tx, amb_record_get_entity (record), amb_record_get_id (record), "undelete",
              "{}", error);
}

gboolean
amb_outbox_knows (AmbStore *store, AmbRecord *record)
{
  gint64 n;

  amb_db_query_int (amb_store_get_db (store), &n, 0, NULL,
                    "SELECT count(*) FROM outbox WHERE entity = ? AND id = ?", "tt",
                    amb_record_get_entity (record)->name, amb_record_get_id (record));
  return n > 0;
}

/* Does the row that @value of @field refers to exist, or will it when this is sent? */
static gboolean
is_known (AmbStore *store, const AmbField *field, const char *value)
{
  g_autoptr (AmbRecord) record = NULL;

  if (field->type != AMB_FIELD_REF || value == NULL)
    return TRUE;
  record = amb_store_lookup (store, amb_entity_find (field->ref), value, NULL);
  return record != NULL && (!amb_record_get_deleted (record) || amb_outbox_knows (store, record));
}

static gboolean
is_in_patch (const AmbJsonNode *payload, const char *field)
{
  return find_member (payload, "set", field) != NULL ||
         find_member (payload, "add", field) != NULL || find_member (payload, "del", field) != NULL;
}

/* What a later patch of @list brings isn't the create's to say: what it refers to may be made in
 * between, a value that there may be once only given up. What the record had before is kept beside
 * it. */
static gboolean
leave_later_values (AmbStore *store, AmbRecord *record, GPtrArray *list, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);

  for (guint i = 1; i < list->len; i++)
    {
      const AmbOperation *op = g_ptr_array_index (list, i);
      g_autoptr (AmbJson) json = g_str_equal (op->kind, "patch")
                                     ? amb_json_parse (op->payload, strlen (op->payload), NULL)
                                     : NULL;

      for (guint k = 0; json != NULL && entity->fields[k].name != NULL; k++)
        {
          const AmbField *field = &entity->fields[k];
          g_autofree char *was = NULL;
          gboolean found;

          if (!is_in_patch (amb_json_get_root (json), field->name))
            continue;
          if (!amb_shadow_get (store, entity, amb_record_get_id (record), field->name, &found, &was,
                               NULL, error))
            return FALSE;
          if (found && is_known (store, field, was))
            amb_record_set_at (record, k, was);
          else if (field->type == AMB_FIELD_REF && (field->flags & AMB_FIELD_REQUIRED) == 0)
            amb_record_set_at (record, k, NULL);
        }
    }
  return TRUE;
}

/* The first pending move of @list; its `from` is the state in which the record began. */
static char *
dup_begin_state (GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      const AmbOperation *op = g_ptr_array_index (list, i);
      g_autoptr (AmbJson) json = NULL;

      if (!g_str_equal (op->kind, "move"))
        continue;
      json = amb_json_parse (op->payload, strlen (op->payload), NULL);
      return g_strdup (
          json != NULL ? amb_json_node_get_member_string (amb_json_get_root (json), "from") : NULL);
    }
  return NULL;
}

/* Of a singleton the server has made its own already: what is unset here is to be unset there. */
static void
append_whole (AmbRecord *record, GString *out)
{
  const AmbEntity *entity = amb_record_get_entity (record);

  g_string_append_c (out, '{');
  for (guint i = 0; entity->fields[i].name != NULL; i++)
    {
      if ((entity->fields[i].flags & (AMB_FIELD_LOCAL | AMB_FIELD_COMPUTED)) != 0)
        continue;
      amb_json_append_key (out, entity->fields[i].name);
      amb_field_append_value (&entity->fields[i], amb_record_get_at (record, i), out);
    }
  g_string_append_c (out, '}');
}

char *
amb_outbox_dup_create_payload (AmbStore *store, const AmbOperation *operation, GError **error)
{
  g_autoptr (AmbRecord) record = amb_store_lookup (store, operation->entity, operation->id, error);
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *begin = NULL;
  GString *out;

  if (record == NULL)
    return NULL;
  list = amb_outbox_list_for (store, operation->entity, operation->id, error);
  if (list == NULL || !leave_later_values (store, record, list, error))
    return NULL;
  begin = dup_begin_state (list);
  if (begin != NULL)
    amb_record_set (record, amb_entity_get_state_field (operation->entity)->name, begin);
  out = g_string_new ("{\"set\":");
  if (amb_entity_get_singleton_id (operation->entity) != NULL)
    append_whole (record, out);
  else
    amb_record_append_json (record, out);
  if (operation->payload != NULL)
    {
      g_string_append_c (out, ',');
      g_string_append (out, operation->payload + 1);
    }
  else
    g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}
