#include "amb-sync-engine-private.h"
#include "amb-sync.h"

#include <glib/gi18n-lib.h>

/* What was typed, as one JSON object by field name. */
static void
append_members (GString *typed, const AmbJsonNode *members)
{
  for (const AmbJsonNode *member = amb_json_node_get_first (members); member;
       member = amb_json_node_get_next (member))
    {
      amb_json_append_key (typed, amb_json_node_get_key (member));
      amb_json_node_append (member, typed);
    }
}

/* Of a set, the person typed the whole: what the row shows. */
static void
append_sets (AmbSyncEngine *self,
             GString *typed,
             const AmbOperation *operation,
             const AmbJsonNode *payload)
{
  g_autoptr (AmbRecord) row =
      amb_store_lookup (self->store, operation->entity, operation->id, NULL);

  for (guint i = 0; row && i < amb_entity_get_n_fields (operation->entity); i++)
    {
      const AmbField *field = &operation->entity->fields[i];
      const AmbJsonNode *add = amb_json_node_get_member (payload, "add");
      const AmbJsonNode *del = amb_json_node_get_member (payload, "del");

      if (!amb_json_node_get_member (add, field->name) &&
          !amb_json_node_get_member (del, field->name))
        continue;
      amb_json_append_key (typed, field->name);
      amb_field_append_value (field, amb_record_get_at (row, i), typed);
    }
}

static void
append_move (GString *typed, const AmbOperation *operation, const AmbJsonNode *payload)
{
  const AmbField *state = amb_entity_get_state_field (operation->entity);

  if (!state || !g_str_equal (operation->kind, "move"))
    return;
  amb_json_append_key (typed, state->name);
  amb_json_append_string (typed, amb_json_node_get_member_string (payload, "to"));
  if (!amb_json_node_get_member_string (payload, "why"))
    return;
  amb_json_append_key (typed, "why");
  amb_json_append_string (typed, amb_json_node_get_member_string (payload, "why"));
}

/* A refused create takes the whole row with it: as it stands now, later edits included. */
static char *
dup_typed (AmbSyncEngine *self, const AmbOperation *operation)
{
  g_autoptr (GString) typed = g_string_new ("{");
  g_autoptr (AmbJson) json = NULL;
  const AmbJsonNode *payload = NULL;

  if (g_str_equal (operation->kind, "create"))
    {
      g_autoptr (AmbRecord) row =
          amb_store_lookup (self->store, operation->entity, operation->id, NULL);

      if (row)
        {
          g_string_truncate (typed, 0);
          amb_record_append_json (row, typed);
          return g_string_free (g_steal_pointer (&typed), FALSE);
        }
    }
  if (operation->payload)
    json = amb_json_parse (operation->payload, strlen (operation->payload), NULL);
  if (json)
    payload = amb_json_get_root (json);
  append_members (typed, amb_json_node_get_member (payload, "set"));
  append_sets (self, typed, operation, payload);
  append_move (typed, operation, payload);
  g_string_append_c (typed, '}');
  return g_string_free (g_steal_pointer (&typed), FALSE);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 first = (*(AmbOperation *const *) a)->n;
  gint64 second = (*(AmbOperation *const *) b)->n;

  return first < second ? -1 : first > second;
}

/* What depends on lost records, as far as it was found. */
typedef struct
{
  GPtrArray *all;    /* operations; NULL where one was found */
  GHashTable *by_id; /* id → indexes of the operations that are of it or name it */
  GHashTable *by_tx; /* action → indexes */
  GPtrArray *found;  /* owns its operations */
  GQueue lost;       /* ids whose dependents were not looked for yet */
} Search;

static void
add_index (GHashTable *table, const char *key, guint index)
{
  GArray *indexes = g_hash_table_lookup (table, key);

  if (!indexes)
    {
      indexes = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (table, (char *) key, indexes);
    }
  g_array_append_val (indexes, index);
}

static void
index_operations (Search *self, GPtrArray *names)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      const AmbOperation *operation = g_ptr_array_index (self->all, i);
      const GPtrArray *named = g_ptr_array_index (names, i);

      add_index (self->by_tx, operation->tx, i);
      add_index (self->by_id, operation->id, i);
      for (guint j = 0; j < named->len; j++)
        add_index (self->by_id, g_ptr_array_index (named, j), i);
    }
}

/* The operation, and whatever else is of its action. */
static void
take_action (Search *self, guint index)
{
  const AmbOperation *first = g_ptr_array_index (self->all, index);
  const GArray *indexes = first ? g_hash_table_lookup (self->by_tx, first->tx) : NULL;

  for (guint i = 0; indexes && i < indexes->len; i++)
    {
      AmbOperation *operation =
          g_steal_pointer (&self->all->pdata[g_array_index (indexes, guint, i)]);

      g_ptr_array_add (self->found, operation);
      if (g_str_equal (operation->kind, "create"))
        g_queue_push_tail (&self->lost, operation->id);
    }
}

/* Operations in @state that are of a record in @lost or refer to one, those of the same action, and
 * what depends on them. */
static GPtrArray *
list_dependents (AmbSyncEngine *self, AmbOperationState state, GHashTable *lost, GError **error)
{
  g_autoptr (GPtrArray) all = amb_outbox_list (self->store, state, -1, error);
  g_autoptr (GPtrArray) names = all ? amb_sync_list_names (self, all, error) : NULL;
  g_autoptr (GHashTable) by_id =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) by_tx =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_operation_free);
  Search search = {
    .all = all, .by_id = by_id, .by_tx = by_tx, .found = found, .lost = G_QUEUE_INIT
  };
  GHashTableIter iter;
  gpointer id;

  if (!names)
    return NULL;
  index_operations (&search, names);
  g_hash_table_iter_init (&iter, lost);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_queue_push_tail (&search.lost, id);
  while ((id = g_queue_pop_head (&search.lost)))
    {
      const GArray *indexes = g_hash_table_lookup (by_id, id);

      for (guint i = 0; indexes && i < indexes->len; i++)
        take_action (&search, g_array_index (indexes, guint, i));
    }
  g_ptr_array_sort (found, compare_numbers);
  return g_steal_pointer (&found);
}

static GPtrArray *
list_dependents_of (AmbSyncEngine *self, AmbOperationState state, const char *id, GError **error)
{
  g_autoptr (GHashTable) lost = amb_sync_new_lost ();

  g_hash_table_add (lost, g_strdup (id));
  return list_dependents (self, state, lost, error);
}

GHashTable *
amb_sync_new_lost (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* The finding of a lost record holds what was typed in it. */
gboolean
amb_sync_park_dependents (AmbSyncEngine *self, GHashTable *lost, GError **error)
{
  g_autoptr (GPtrArray) pending = NULL;

  if (g_hash_table_size (lost) == 0)
    return TRUE;
  pending = list_dependents (self, AMB_OPERATION_PENDING, lost, error);
  for (guint i = 0; pending && i < pending->len; i++)
    {
      AmbOperation *operation = g_ptr_array_index (pending, i);

      operation->state = AMB_OPERATION_PARKED;
      if (!g_hash_table_contains (lost, operation->id))
        {
          if (!amb_outbox_update (self->store, operation, error))
            return FALSE;
        }
      else if (!amb_outbox_remove (self->store, operation->n, error) ||
               !amb_sync_settle_operation (self, operation, error))
        return FALSE; /* a move takes its transition along */
    }
  return pending != NULL;
}

/* Is what was typed already in the finding of the record's own refused create? */
static gboolean
is_covered (AmbSyncEngine *self, const AmbOperation *operation, GError **error, gboolean *covered)
{
  gint64 found = 0;

  *covered = FALSE;
  if (g_str_equal (operation->kind, "create"))
    return TRUE;
  if (!amb_db_query_int (self->db, &found, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM finding WHERE entity = ?1 AND id = ?2"
                         " AND kind = 'create')",
                         "tt", operation->entity->name, operation->id))
    return FALSE;
  *covered = found != 0;
  return TRUE;
}

gboolean
amb_sync_refuse (AmbSyncEngine *self,
                 AmbOperation *operation,
                 const GError *problem,
                 GHashTable *lost,
                 guint *n_findings,
                 GError **error)
{
  g_autofree char *typed = dup_typed (self, operation);
  gboolean covered;
  AmbFinding finding = {
    .entity = operation->entity,
    .id = operation->id,
    .kind = operation->kind,
    .theirs = (char *) amb_problem_error_get_other (problem),
    .code = (char *) amb_problem_get_name (problem->code),
    .detail = problem->message,
    .typed = typed,
    .op = operation->op,
    .tx = operation->tx,
    .payload = operation->payload,
    .at = amb_clock_now (amb_store_get_clock (self->store)),
  };

  if (!is_covered (self, operation, error, &covered))
    return FALSE;
  if (!covered)
    {
      if (!amb_findings_add (self->store, &finding, error))
        return FALSE;
      (*n_findings)++;
    }
  if (g_str_equal (operation->kind, "create"))
    g_hash_table_add (lost, g_strdup (operation->id));
  return amb_outbox_remove (self->store, operation->n, error) &&
         amb_sync_settle_operation (self, operation, error);
}

/* What referred to the record @id refers to @other: in the operation and in the row. */
static gboolean
point_to (
    AmbSyncEngine *self, AmbOperation *operation, const char *id, const char *other, GError **error)
{
  const AmbField *field;

  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) row =
      amb_store_lookup (self->store, operation->entity, operation->id, &local);
  gboolean changed = FALSE;

  if (local)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  if (operation->payload)
    {
      g_autoptr (GString) payload = g_string_new (operation->payload);

      g_string_replace (payload, id, other, 0);
      g_free (operation->payload);
      operation->payload = g_string_free (g_steal_pointer (&payload), FALSE);
    }
  for (guint i = 0; row && i < amb_entity_get_n_fields (operation->entity); i++)
    {
      field = &operation->entity->fields[i];
      if (field->type != AMB_FIELD_REF || g_strcmp0 (amb_record_get_at (row, i), id) != 0)
        continue;
      amb_record_set_at (row, i, other);
      changed = TRUE;
      if (!amb_settled_note_reference (self->store, operation, field, error))
        return FALSE;
    }
  return !changed || amb_store_put (self->store, row, error);
}

/* So that undo lets it wait again. @payload: as it was parked */
static gboolean
note_unparked (AmbSyncEngine *self,
               const AmbOperation *operation,
               char *payload,
               const char *id,
               const char *other,
               gint64 group,
               GError **error)
{
  AmbOperation parked = *operation;

  parked.payload = payload;
  return amb_settled_note_operation (self->store, group, &parked, id, other, operation->payload,
                                     error);
}

static gboolean
unpark_operation (AmbSyncEngine *self, AmbOperation *operation, GError **error)
{
  gint64 next = amb_store_get_meta_int (self->store, AMB_SYNC_META_NEXT_N, 1);

  operation->state = AMB_OPERATION_PENDING;
  return amb_outbox_update (self->store, operation, error) &&
         amb_db_run (self->db, error, "UPDATE outbox SET n = ?1 WHERE op = ?2", "it", next,
                     operation->op) &&
         amb_store_set_meta_int (self->store, AMB_SYNC_META_NEXT_N, next + 1, error);
}

gboolean
amb_sync_unpark (AmbStore *store, const char *id, const char *other, gint64 group, GError **error)
{
  g_autoptr (AmbSyncEngine) self = amb_sync_engine_new (store, error);
  g_autoptr (GPtrArray) parked =
      self ? list_dependents_of (self, AMB_OPERATION_PARKED, id, error) : NULL;

  for (guint i = 0; parked && i < parked->len; i++)
    {
      AmbOperation *operation = g_ptr_array_index (parked, i);
      g_autofree char *payload = g_strdup (operation->payload);

      if ((other && !point_to (self, operation, id, other, error)) ||
          !note_unparked (self, operation, payload, id, other, group, error) ||
          !unpark_operation (self, operation, error))
        return FALSE;
    }
  return parked != NULL;
}

GPtrArray *
amb_sync_list_waiting (AmbStore *store, const char *id, GError **error)
{
  /* A new engine may write to the store; this one only reads it. */
  AmbSyncEngine reader = { .store = store, .db = amb_store_get_db (store) };

  return list_dependents_of (&reader, AMB_OPERATION_PARKED, id, error);
}

gboolean
amb_sync_refuse_parked (AmbStore *store, const char *id, gint64 group, GError **error)
{
  g_autoptr (AmbSyncEngine) self = amb_sync_engine_new (store, error);
  g_autoptr (GPtrArray) parked =
      self ? list_dependents_of (self, AMB_OPERATION_PARKED, id, error) : NULL;
  g_autoptr (GHashTable) lost = amb_sync_new_lost ();
  g_autoptr (GError) problem = NULL;
  guint n_findings = 0;

  amb_problem_set_error (&problem, AMB_PROBLEM_ACTION_REFUSED,
                         _ ("It refers to a record that the server refused and that was given up. "
                            "Choose another record and try again."));
  for (guint i = 0; parked && i < parked->len; i++)
    if (!amb_settled_note_child (store, group, g_ptr_array_index (parked, i), error))
      return FALSE;
  for (guint i = 0; parked && i < parked->len; i++)
    if (!amb_sync_refuse (self, g_ptr_array_index (parked, i), problem, lost, &n_findings, error))
      return FALSE;
  return parked != NULL && amb_sync_park_dependents (self, lost, error);
}
