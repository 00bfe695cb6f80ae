/* What the server decided about each operation, and what must hold among its decisions. */
#include "amb-attention-items.h"
#include "amb-validate.h"
#include "sim.h"

#include <string.h>

struct _SimDecisions
{
  GHashTable *statuses;    /* op → AmbPushStatus */
  GHashTable *states;      /* id → state that its last move came to */
  GHashTable *transitions; /* ids of the records of moves */
  GHashTable *authors;     /* "id role" → index of who put it there */
  GHashTable *removed;     /* ids */
  GHashTable *restored;    /* id → index of who brought it back, until others change its roles */
  GHashTable *kept;        /* statuses when the server was backed up; NULL: it never was */
  GHashTable *kept_states;
  GHashTable *lost; /* ops that a restored server took and lacks */
  gboolean is_restored;
  GHashTable *before; /* id → roles, as the acting person sees them */
  GHashTable *seen;   /* "client id role": shown when that client removed the person */
};

static GHashTable *
new_texts (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

SimDecisions *
sim_decisions_new (void)
{
  SimDecisions *self = g_new0 (SimDecisions, 1);

  self->statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->states = new_texts ();
  self->transitions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->restored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->authors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lost = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
sim_decisions_free (SimDecisions *self)
{
  g_hash_table_unref (self->statuses);
  g_hash_table_unref (self->states);
  g_hash_table_unref (self->transitions);
  g_hash_table_unref (self->authors);
  g_hash_table_unref (self->removed);
  g_hash_table_unref (self->restored);
  g_hash_table_unref (self->seen);
  g_hash_table_unref (self->lost);
  g_clear_pointer (&self->before, g_hash_table_unref);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_pointer (&self->kept_states, g_hash_table_unref);
  g_free (self);
}

void
sim_decisions_keep (SimDecisions *self)
{
  GHashTableIter iter;
  gpointer key, value;

  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_pointer (&self->kept_states, g_hash_table_unref);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->kept_states = new_texts ();
  g_hash_table_iter_init (&iter, self->statuses);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (self->kept, g_strdup (key), value);
  g_hash_table_iter_init (&iter, self->states);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (self->kept_states, g_strdup (key), g_strdup (value));
}

/* What was taken since must be given back. A conflict may have left nothing of its operation. */
void
sim_decisions_restore (SimDecisions *self)
{
  GHashTableIter iter;
  gpointer op, status;

  g_hash_table_iter_init (&iter, self->statuses);
  while (g_hash_table_iter_next (&iter, &op, &status))
    if (!g_hash_table_contains (self->kept, op) && GPOINTER_TO_INT (status) <= AMB_PUSH_MERGED)
      g_hash_table_add (self->lost, g_strdup (op));
  g_hash_table_unref (self->statuses);
  g_hash_table_unref (self->states);
  self->statuses = g_steal_pointer (&self->kept);
  self->states = g_steal_pointer (&self->kept_states);
  g_hash_table_remove_all (self->transitions);
  self->is_restored = TRUE;
}

/* id → roles of the living; a former program doesn't know them. */
static GHashTable *
look_at_roles (AmbStore *store)
{
  GHashTable *roles = new_texts ();
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean row = FALSE;

  if (!amb_entity_find_field (amb_entity_find ("ambassador"), "roles"))
    return roles;
  stmt =
      amb_db_prepare (amb_store_get_db (store),
                      "SELECT id, coalesce (roles, '') FROM ambassadors WHERE deleted = 0", NULL);
  while (amb_stmt_step (stmt, &row, NULL) && row)
    g_hash_table_insert (roles, g_strdup (amb_stmt_get_text (stmt, 0)),
                         g_strdup (amb_stmt_get_text (stmt, 1)));
  return roles;
}

void
sim_decisions_before (SimWorld *self, SimClient *client)
{
  g_clear_pointer (&self->decisions->before, g_hash_table_unref);
  self->decisions->before = look_at_roles (client->store);
}

void
sim_decisions_after (SimWorld *self, SimClient *client)
{
  SimDecisions *decisions = self->decisions;
  g_autoptr (GHashTable) after = look_at_roles (client->store);
  GHashTableIter iter;
  gpointer id, roles;

  g_hash_table_iter_init (&iter, decisions->before);
  while (g_hash_table_iter_next (&iter, &id, &roles))
    for (guint i = 0; !g_hash_table_contains (after, id) && sim_roles[i]; i++)
      if (strstr (roles, sim_roles[i]))
        g_hash_table_add (decisions->seen,
                          g_strdup_printf ("%u %s %s", client->index, (char *) id, sim_roles[i]));
}

/* The roles that a question about a removal lists as changed since are seen by whoever answers it.
 */
static void
note_shown (SimDecisions *self, const SimClient *client, const AmbAttentionItem *item)
{
  for (guint i = 0; i < item->fields->len; i++)
    {
      const AmbAttentionField *shown = g_ptr_array_index (item->fields, i);

      if (!g_str_equal (shown->field->name, "roles"))
        continue;
      for (guint k = 0; sim_roles[k]; k++)
        {
          g_autofree char *label = amb_field_format (shown->field, sim_roles[k]);

          if (strstr (shown->theirs, label))
            g_hash_table_add (self->seen, g_strdup_printf ("%u %s %s", client->index,
                                                           item->finding->id, sim_roles[k]));
        }
    }
}

void
sim_decisions_asked (SimWorld *self, SimClient *client)
{
  g_autoptr (GPtrArray) items = amb_attention_items_read (client->store, 0, NULL, NULL);

  for (guint i = 0; items && i < items->len; i++)
    {
      const AmbAttentionItem *item = g_ptr_array_index (items, i);

      if (item->finding->is_conflict && !item->finding->field)
        note_shown (self->decisions, client, item);
    }
}

/* The answer to an operation never changes, whoever asks again. */
static gboolean
take_status (SimWorld *self, SimClient *client, const AmbPushResult *result)
{
  gpointer known;

  if (!g_hash_table_lookup_extended (self->decisions->statuses, result->op, NULL, &known))
    {
      g_hash_table_insert (self->decisions->statuses, g_strdup (result->op),
                           GINT_TO_POINTER (result->status));
      return TRUE;
    }
  if (GPOINTER_TO_INT (known) != (int) result->status)
    sim_fail (self, "I3: operation %s of client %u was answered “%s” and now “%s”", result->op,
              client->index, amb_push_status_to_text (GPOINTER_TO_INT (known)),
              amb_push_status_to_text (result->status));
  return FALSE;
}

static void
take_move (SimWorld *self, SimClient *client, const AmbPushOperation *operation)
{
  const char *state = g_hash_table_lookup (self->decisions->states, operation->id);

  if (g_strcmp0 (operation->from, state ? state : "identified") != 0)
    sim_fail (self, "I12: client %u moved %s from “%s”, while it was “%s”", client->index,
              operation->id, operation->from, state ? state : "identified");
  g_hash_table_replace (self->decisions->states, g_strdup (operation->id),
                        g_strdup (operation->to));
  g_hash_table_add (self->decisions->transitions, g_strdup (operation->transition));
}

/* Did @client bring the person back, and did nobody else change their roles since? */
static gboolean
is_restored_by (SimWorld *self, SimClient *client, const char *id)
{
  gpointer by;

  return g_hash_table_lookup_extended (self->decisions->restored, id, NULL, &by) &&
         GPOINTER_TO_UINT (by) == client->index;
}

static void
take_roles (SimWorld *self,
            SimClient *client,
            const AmbPushOperation *operation,
            const AmbJsonNode *members,
            gboolean add)
{
  const AmbJsonNode *values = amb_json_node_get_member (members, "roles");

  for (const AmbJsonNode *item = amb_json_node_get_first (values); item;
       item = amb_json_node_get_next (item))
    {
      g_autofree char *key =
          g_strdup_printf ("%s %s", operation->id, amb_json_node_get_string (item));

      /* What is there already, or was gone, changes nothing. */
      if (add != g_hash_table_contains (self->decisions->authors, key) &&
          !is_restored_by (self, client, operation->id))
        g_hash_table_remove (self->decisions->restored, operation->id);
      if (!add)
        g_hash_table_remove (self->decisions->authors, key);
      else if (!g_hash_table_contains (self->decisions->authors, key))
        g_hash_table_insert (self->decisions->authors, g_steal_pointer (&key),
                             GUINT_TO_POINTER (client->index));
    }
}

/* Roles that others gave may only go with a person when the remover saw them, unless the remover
 * takes back that they brought the person back: that leaves another's removal. */
static void
check_roles (SimWorld *self, SimClient *client, const AmbPushOperation *operation)
{
  /* A former program shows no roles to those who remove. */
  if (self->upgrades || is_restored_by (self, client, operation->id))
    return;
  for (guint i = 0; sim_roles[i]; i++)
    {
      g_autofree char *key = g_strdup_printf ("%s %s", operation->id, sim_roles[i]);
      g_autofree char *seen = g_strdup_printf ("%u %s", client->index, key);
      gpointer author;

      if (!self->decisions->is_restored &&
          g_hash_table_lookup_extended (self->decisions->authors, key, NULL, &author) &&
          GPOINTER_TO_UINT (author) != client->index &&
          !g_hash_table_contains (self->decisions->seen, seen))
        sim_fail (self, "I12: client %u removed %s with the role %s, which it never saw",
                  client->index, operation->id, sim_roles[i]);
    }
}

static void
take_result (SimWorld *self,
             SimClient *client,
             const AmbPushOperation *operation,
             const AmbPushResult *result)
{
  if (result->status == AMB_PUSH_REJECTED)
    return;
  if (operation->kind == AMB_PUSH_MOVE && result->status == AMB_PUSH_APPLIED)
    take_move (self, client, operation);
  if (operation->kind == AMB_PUSH_UNDELETE &&
      g_hash_table_remove (self->decisions->removed, operation->id))
    g_hash_table_replace (self->decisions->restored, g_strdup (operation->id),
                          GUINT_TO_POINTER (client->index));
  if (operation->kind == AMB_PUSH_DELETE && result->status == AMB_PUSH_APPLIED &&
      g_hash_table_add (self->decisions->removed, g_strdup (operation->id)))
    check_roles (self, client, operation);
  take_roles (self, client, operation,
              operation->kind == AMB_PUSH_CREATE ? operation->set : operation->add, TRUE);
  take_roles (self, client, operation, operation->del, FALSE);
}

/* One action is taken whole or refused whole. */
static void
check_action (SimWorld *self,
              SimClient *client,
              const AmbPushOperation *first,
              const AmbPushOperation *second,
              const AmbPushResult *one,
              const AmbPushResult *other)
{
  if (g_str_equal (first->tx, second->tx) &&
      (one->status == AMB_PUSH_REJECTED) != (other->status == AMB_PUSH_REJECTED))
    sim_fail (self, "I6: half of action %s of client %u was refused", first->tx, client->index);
}

static gboolean
refers_to (const AmbPushOperation *operation, const char *id)
{
  for (const AmbJsonNode *member = amb_json_node_get_first (operation->set); member;
       member = amb_json_node_get_next (member))
    if (g_strcmp0 (amb_json_node_get_string (member), id) == 0)
      return TRUE;
  return FALSE;
}

/* What refers to a new record comes after its create. */
static void
check_order (SimWorld *self, SimClient *client, const AmbPush *push, guint create)
{
  const AmbPushOperation *operation = push->operations->pdata[create];

  for (guint i = 0; operation->kind == AMB_PUSH_CREATE && i < create; i++)
    if (refers_to (push->operations->pdata[i], operation->id))
      sim_fail (self, "I11: client %u refers to %s before it creates it", client->index,
                operation->id);
}

void
sim_decisions_take (SimWorld *self,
                    SimClient *client,
                    const AmbPush *push,
                    const AmbPushReply *reply)
{
  for (guint i = 0; i < push->operations->len; i++)
    {
      const AmbPushOperation *operation = push->operations->pdata[i];
      const AmbPushResult *result = reply->results->pdata[i];

      check_order (self, client, push, i);
      if (take_status (self, client, result))
        take_result (self, client, operation, result);
      if (i > 0)
        check_action (self, client, push->operations->pdata[i - 1], operation,
                      reply->results->pdata[i - 1], result);
    }
}

/* What refers to a record that was refused waits for a person. */
void
sim_decisions_check_sent (SimWorld *self, SimClient *client, GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (client->store),
      "SELECT id FROM finding f WHERE kind = 'create' AND entity = 'ambassador' AND NOT EXISTS"
      " (SELECT 1 FROM ambassadors a WHERE a.id = f.id)",
      NULL);
  gboolean row = FALSE;

  while (amb_stmt_step (stmt, &row, NULL) && row)
    if (g_strstr_len (text, (gssize) length, amb_stmt_get_text (stmt, 0)))
      sim_fail (self, "I11: client %u sends what refers to %s, which was refused", client->index,
                amb_stmt_get_text (stmt, 0));
}

void
sim_decisions_check (SimWorld *self)
{
  GHashTableIter iter;
  gpointer id, op;

  g_hash_table_iter_init (&iter, self->decisions->lost);
  while (g_hash_table_iter_next (&iter, &op, NULL))
    if (!g_hash_table_contains (self->decisions->statuses, op))
      sim_fail (self, "I2: the restored server never got operation %s back", (char *) op);
  g_hash_table_iter_init (&iter, self->decisions->transitions);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autoptr (AmbRecord) record =
          amb_store_lookup (self->store, amb_entity_find ("transition"), id, NULL);

      if (!record)
        sim_fail (self, "I2: the server has no record of the move %s", (char *) id);
    }
}
