#include "sim.h"

#include "amb-store-sql.h"
#include "amb-validate.h"

#include <string.h>

/* What the server took, in its order, as a second, simple account of it. */
typedef struct
{
  char *value; /* nullable */
  guint author;
  gboolean is_old;      /* it was there before, and came back: by an undo */
  gboolean was_removed; /* with its record, by a removal that was accepted… */
  int restored_by;      /* …and whoever brought that back; −1: nobody */
} Current;

/* A value that a person typed over another. */
typedef struct
{
  guint client;
  char *key;           /* "entity id field" */
  char *was;           /* nullable: what the person saw */
  char *value;         /* nullable: removed with its record */
  gboolean is_typed;   /* a value that was never before */
  gboolean superseded; /* by the author */
} Edit;

struct _SimOracle
{
  GHashTable *fields;   /* key → Current */
  GHashTable *members;  /* "id role" in the set */
  GHashTable *deleted;  /* "entity id" */
  GHashTable *decided;  /* op */
  GHashTable *sent;     /* op */
  GHashTable *accepted; /* "key value" */
  GHashTable *before;   /* key → value as the acting person sees it */
  GHashTable *again;    /* keys whose values the command brings back as they were typed */
  guint n_values;       /* typed before the command */
  gboolean is_blind;    /* the server was restored: its order is another than the account's */
  GPtrArray *edits;
};

static void
current_free (Current *self)
{
  g_free (self->value);
  g_free (self);
}

static void
edit_free (Edit *self)
{
  g_free (self->key);
  g_free (self->was);
  g_free (self->value);
  g_free (self);
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

SimOracle *
sim_oracle_new (void)
{
  SimOracle *self = g_new0 (SimOracle, 1);

  self->fields =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) current_free);
  self->members = new_set ();
  self->deleted = new_set ();
  self->decided = new_set ();
  self->sent = new_set ();
  self->accepted = new_set ();
  self->again = new_set ();
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) edit_free);
  return self;
}

void
sim_oracle_free (SimOracle *self)
{
  g_hash_table_unref (self->fields);
  g_hash_table_unref (self->members);
  g_hash_table_unref (self->deleted);
  g_hash_table_unref (self->decided);
  g_hash_table_unref (self->sent);
  g_hash_table_unref (self->accepted);
  g_hash_table_unref (self->again);
  g_clear_pointer (&self->before, g_hash_table_unref);
  g_ptr_array_unref (self->edits);
  g_free (self);
}

/* The fields whose every value is another; of a text that is merged by lines, every line. */
static const struct
{
  const char *entity;
  const char *field;
  guint n_lines; /* 0: it is one value */
} watched[] = {
  { "ambassador", "display-name", 0 },
  { "ambassador", "job-title", 0 },
  { "ambassador", "notes", SIM_LINES },
  { "node", "name", 0 },
  { "ambassador", "links", 0 }, /* a program of the first level keeps it without knowing it */
  { "pillar", "name", 0 },
};

/* Returns: its place among those that are watched, -1: it is not */
static int
find_watched (const char *entity, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    if (g_str_equal (watched[i].entity, entity) && g_str_equal (watched[i].field, field))
      return (int) i;
  return -1;
}

/* A value of its own is its part 0. */
static guint
get_n_parts (guint which)
{
  return MAX (watched[which].n_lines, 1);
}

static char *
dup_part (guint which, const char *value, guint part)
{
  return watched[which].n_lines > 0 ? sim_get_line (value, part) : g_strdup (value);
}

static char *
dup_key (guint which, const char *id, guint part)
{
  return g_strdup_printf ("%s %s %s#%u", watched[which].entity, id, watched[which].field, part);
}

GHashTable *
sim_look (AmbStore *store)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    {
      const AmbEntity *entity = amb_entity_find (watched[i].entity);
      const AmbField *field = entity ? amb_entity_find_field (entity, watched[i].field) : NULL;
      g_autofree char *column = field ? amb_sql_expression (field)
                                      : g_strdup_printf ("extra ->> '$.%s'", watched[i].field);
      g_autofree char *sql = g_strdup_printf ("SELECT id, %s FROM \"%s\" WHERE deleted = 0", column,
                                              entity ? entity->collection : "nodes");
      g_autoptr (AmbStmt) stmt =
          entity ? amb_db_prepare (amb_store_get_db (store), sql, NULL) : NULL;
      gboolean row = FALSE;

      while (stmt && amb_stmt_step (stmt, &row, NULL) && row)
        for (guint part = 0; part < get_n_parts (i); part++)
          g_hash_table_insert (values, dup_key (i, amb_stmt_get_text (stmt, 0), part),
                               dup_part (i, amb_stmt_get_text (stmt, 1), part));
    }
  return values;
}

void
sim_oracle_before (SimWorld *self, SimClient *client)
{
  g_clear_pointer (&self->oracle->before, g_hash_table_unref);
  self->oracle->before = sim_look (client->store);
  self->oracle->n_values = self->n_values;
  g_hash_table_remove_all (self->oracle->again);
}

static void
supersede (SimOracle *self, guint client, const char *key)
{
  for (guint i = 0; i < self->edits->len; i++)
    {
      Edit *edit = g_ptr_array_index (self->edits, i);

      if (edit->client == client && g_str_equal (edit->key, key))
        edit->superseded = TRUE;
    }
}

/* A record that comes back is no edit of its fields; one that is new has values that nobody typed
 * before. */
static gboolean
is_new_value (SimOracle *self, const char *value)
{
  guint64 number = 0;
  g_autofree char *digits =
      g_str_has_prefix (value, "value-") ? g_strndup (value + 6, strcspn (value + 6, "-")) : NULL;

  return digits && g_ascii_string_to_unsigned (digits, 10, 0, G_MAXUINT32, &number, NULL) &&
         number > self->n_values;
}

gboolean
sim_oracle_has_typed (SimWorld *self, SimClient *client, const char *key, const char *value)
{
  const GPtrArray *edits = self->oracle->edits;

  for (guint i = 0; i < edits->len; i++)
    {
      const Edit *edit = g_ptr_array_index (edits, i);

      if (edit->client == client->index && edit->is_typed && g_str_equal (edit->key, key) &&
          g_strcmp0 (edit->value, value) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_edit (SimWorld *self, SimClient *client, const char *key, const char *was, const char *value)
{
  SimOracle *oracle = self->oracle;
  gboolean is_wanted_again = value && g_hash_table_contains (oracle->again, key) &&
                             sim_oracle_has_typed (self, client, key, value);
  Edit *edit = g_new0 (Edit, 1);

  edit->client = client->index;
  edit->key = g_strdup (key);
  edit->was = g_strdup (was);
  edit->value = g_strdup (value);
  edit->is_typed = value && is_new_value (oracle, value);
  edit->superseded = !value || (!was && !edit->is_typed && !is_wanted_again);
  g_ptr_array_add (oracle->edits, edit);
}

void
sim_oracle_after (SimWorld *self, SimClient *client)
{
  SimOracle *oracle = self->oracle;
  g_autoptr (GHashTable) after = sim_look (client->store);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const char *was = g_hash_table_lookup (oracle->before, key);

      if (g_strcmp0 (was, value) == 0)
        continue;
      supersede (oracle, client->index, key);
      add_edit (self, client, key, was, value);
    }
  g_hash_table_iter_init (&iter, oracle->before);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (after, key))
      {
        supersede (oracle, client->index, key);
        add_edit (self, client, key, value, NULL);
      }
}

void
sim_oracle_again (SimWorld *self, const char *key)
{
  g_hash_table_add (self->oracle->again, g_strdup (key));
}

void
sim_oracle_decided (SimWorld *self, SimClient *client, const AmbFinding *finding)
{
  for (guint i = 0; i < self->oracle->edits->len; i++)
    {
      Edit *edit = g_ptr_array_index (self->oracle->edits, i);

      if (edit->client == client->index && edit->value && strstr (edit->key, finding->id) &&
          ((finding->mine && strstr (finding->mine, edit->value)) ||
           (finding->typed && strstr (finding->typed, edit->value))))
        edit->superseded = TRUE;
    }
}

void
sim_oracle_sent (SimWorld *self, SimClient *client, GBytes *body)
{
  g_autoptr (AmbPush) push = NULL;

  test_levels_use (sim_get_latest (self));
  push = amb_push_read (body, NULL);
  if (!push)
    {
      sim_note (self, "%.*s", (int) g_bytes_get_size (body),
                (const char *) g_bytes_get_data (body, NULL));
      sim_fail (self, "I6: client %u sends a push that can't be read", client->index);
      return;
    }
  for (guint i = 0; i < push->operations->len; i++)
    {
      AmbPushOperation *operation = g_ptr_array_index (push->operations, i);

      g_hash_table_add (self->oracle->sent, g_strdup (operation->op));
    }
}

static gboolean
has_seen (SimOracle *self, guint client, const char *key, const char *value)
{
  for (guint i = 0; i < self->edits->len; i++)
    {
      const Edit *edit = g_ptr_array_index (self->edits, i);

      if (edit->client == client && g_str_equal (edit->key, key) &&
          g_strcmp0 (edit->was, value) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
sim_oracle_has_fallen_back (
    SimWorld *self, SimClient *client, const char *key, const char *value, const char *now)
{
  const Current *current = g_hash_table_lookup (self->oracle->fields, key);
  gboolean is_own = current && current->author == client->index;

  if (self->oracle->is_blind || g_strcmp0 (now, value) == 0)
    return FALSE;
  if (is_own && g_strcmp0 (current->value, value) == 0)
    return TRUE;
  return has_seen (self->oracle, client->index, key, now) &&
         (!current || is_own || g_strcmp0 (current->value, now) != 0);
}

const char *
sim_oracle_get_label (const char *key)
{
  g_auto (GStrv) parts = g_strsplit_set (key, " #", 4);
  const AmbEntity *entity = amb_entity_find (parts[0]);
  const AmbField *field = entity ? amb_entity_find_field (entity, parts[2]) : NULL;

  return field && field->merge != AMB_MERGE_TEXT ? field->label : NULL;
}

/* Another's value may only go when the person saw it. */
static void
check_overwrite (SimWorld *self, SimClient *client, const char *key, const char *value)
{
  const Current *current = g_hash_table_lookup (self->oracle->fields, key);

  /* Whoever brings a removed record back and takes that back leaves the other's removal. */
  if (current && !value && current->was_removed && current->restored_by == (int) client->index)
    return;
  if (!current || current->author == client->index || g_strcmp0 (current->value, value) == 0 ||
      has_seen (self->oracle, client->index, key, current->value))
    return;
  sim_fail (self,
            "I12: client %u overwrote “%s” of client %u, which it never saw, in %s (with “%s”)",
            client->index, current->value, current->author, key, value ? value : "a removal");
}

static void
take_value (SimWorld *self, SimClient *client, const char *key, const char *value)
{
  Current *current = g_new0 (Current, 1);

  current->value = g_strdup (value);
  current->author = client->index;
  current->is_old =
      !g_hash_table_add (self->oracle->accepted, g_strdup_printf ("%s %s", key, value)) || !value ||
      !g_str_has_prefix (value, "value-");
  current->restored_by = -1;
  g_hash_table_replace (self->oracle->fields, g_strdup (key), current);
}

static gboolean
is_in_conflict (const AmbPushResult *result, const char *field)
{
  for (guint i = 0; result->conflicts && i < result->conflicts->len; i++)
    if (g_strcmp0 (g_array_index (result->conflicts, AmbPushConflict, i).field, field) == 0)
      return TRUE;
  return FALSE;
}

static void
take_part (SimWorld *self,
           SimClient *client,
           const AmbPushOperation *operation,
           const AmbPushResult *result,
           guint which,
           guint part,
           const char *text)
{
  g_autofree char *key = dup_key (which, operation->id, part);
  g_autofree char *value = dup_part (which, text, part);
  const Current *current = g_hash_table_lookup (self->oracle->fields, key);

  if (is_in_conflict (result, watched[which].field))
    {
      if (current && current->author == client->index && watched[which].n_lines == 0)
        sim_fail (self, "I12: client %u is in conflict with itself in %s", client->index, key);
      else if (current && watched[which].n_lines == 0 && !current->is_old &&
               has_seen (self->oracle, client->index, key, current->value))
        sim_fail (self, "I12: client %u is asked about “%s” in %s, which it saw", client->index,
                  current->value, key);
      return;
    }
  /* The other lines of a text travel with the one that was changed. */
  if (watched[which].n_lines > 0 && current && g_strcmp0 (current->value, value) == 0)
    return;
  /* Equal values converge: the value stays its author's. */
  if (operation->kind == AMB_PUSH_PATCH && current && g_strcmp0 (current->value, value) == 0)
    {
      g_hash_table_add (self->oracle->accepted, g_strdup_printf ("%s %s", key, value));
      return;
    }
  if (operation->kind == AMB_PUSH_PATCH)
    check_overwrite (self, client, key, value);
  take_value (self, client, key, value);
}

static void
take_fields (SimWorld *self,
             SimClient *client,
             const AmbPushOperation *operation,
             const AmbPushResult *result)
{
  for (const AmbJsonNode *member = amb_json_node_get_first (operation->set); member;
       member = amb_json_node_get_next (member))
    {
      int which = find_watched (operation->entity->name, amb_json_node_get_key (member));

      for (guint part = 0; which >= 0 && part < get_n_parts ((guint) which); part++)
        take_part (self, client, operation, result, (guint) which, part,
                   amb_json_node_get_string (member));
    }
}

static void
take_members (SimWorld *self,
              const AmbPushOperation *operation,
              const AmbJsonNode *members,
              gboolean add)
{
  const AmbJsonNode *values = amb_json_node_get_member (members, "roles");

  for (const AmbJsonNode *item = amb_json_node_get_first (values); item;
       item = amb_json_node_get_next (item))
    {
      char *key = g_strdup_printf ("%s %s", operation->id, amb_json_node_get_string (item));

      if (add)
        g_hash_table_add (self->oracle->members, key);
      else
        {
          g_hash_table_remove (self->oracle->members, key);
          g_free (key);
        }
    }
}

static void
check_removal (SimWorld *self, SimClient *client, const AmbPushOperation *operation)
{
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    for (guint part = 0; part < get_n_parts (i); part++)
      {
        g_autofree char *key = dup_key (i, operation->id, part);

        if (g_str_equal (watched[i].entity, operation->entity->name))
          check_overwrite (self, client, key, NULL);
      }
}

/* @by: who brings the record back; −1: it is removed */
static void
note_removal (SimWorld *self, const AmbPushOperation *operation, int by)
{
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    for (guint part = 0; part < get_n_parts (i); part++)
      {
        g_autofree char *key = dup_key (i, operation->id, part);
        Current *current = g_hash_table_lookup (self->oracle->fields, key);

        if (!current)
          continue;
        current->was_removed = current->was_removed || by < 0;
        current->restored_by = by;
      }
}

static void
take_operation (SimWorld *self,
                SimClient *client,
                const AmbPushOperation *operation,
                const AmbPushResult *result)
{
  g_autofree char *record = g_strdup_printf ("%s %s", operation->entity->name, operation->id);

  if (result->status == AMB_PUSH_REJECTED)
    return;
  if (operation->kind == AMB_PUSH_DELETE)
    {
      if (result->status == AMB_PUSH_CONFLICT)
        return;
      if (!g_hash_table_contains (self->oracle->deleted, record))
        check_removal (self, client, operation);
      g_hash_table_add (self->oracle->deleted, g_steal_pointer (&record));
      note_removal (self, operation, -1);
      return;
    }
  if (operation->kind == AMB_PUSH_UNDELETE && g_hash_table_remove (self->oracle->deleted, record))
    note_removal (self, operation, (int) client->index);
  take_fields (self, client, operation, result);
  take_members (self, operation, operation->add, TRUE);
  take_members (self, operation, operation->del, FALSE);
  if (operation->kind == AMB_PUSH_CREATE)
    take_members (self, operation, operation->set, TRUE);
}

void
sim_oracle_pushed (SimWorld *self, SimClient *client, GBytes *body, GBytes *reply)
{
  g_autoptr (AmbPush) push = NULL;
  g_autoptr (AmbPushReply) answer = amb_push_reply_read (reply, NULL);

  test_levels_use (sim_get_latest (self));
  push = amb_push_read (body, NULL);
  if (!push || !answer || push->operations->len != answer->results->len)
    {
      sim_fail (self, "I6: the server's answer to client %u can't be read", client->index);
      return;
    }
  for (guint i = 0; i < push->operations->len; i++)
    {
      const AmbPushOperation *operation = g_ptr_array_index (push->operations, i);

      if (g_hash_table_add (self->oracle->decided, g_strdup (operation->op)) &&
          !self->oracle->is_blind)
        take_operation (self, client, operation, g_ptr_array_index (answer->results, i));
    }
  sim_decisions_take (self, client, push, answer);
}

static gboolean
is_needing_attention (SimClient *client, const char *id, const char *value)
{
  gint64 found = 0;

  amb_db_query_int (amb_store_get_db (client->store), &found, 0, NULL,
                    "SELECT EXISTS (SELECT 1 FROM finding WHERE id = ?1 AND (instr (mine, ?2) > 0"
                    " OR instr (typed, ?2) > 0)) OR EXISTS (SELECT 1 FROM outbox WHERE state = 3"
                    " AND id = ?1)",
                    "tt", id, value);
  return found != 0;
}

/* The last that @client typed into @edit's field? */
static gboolean
is_last (SimOracle *self, guint index)
{
  const Edit *edit = g_ptr_array_index (self->edits, index);

  for (guint i = index + 1; i < self->edits->len; i++)
    {
      const Edit *other = g_ptr_array_index (self->edits, i);

      if (other->client == edit->client && g_str_equal (other->key, edit->key))
        return FALSE;
    }
  return TRUE;
}

void
sim_oracle_check_view (SimWorld *self, SimClient *client)
{
  g_autoptr (GHashTable) shown = NULL;

  if (self->oracle->is_blind)
    return;
  shown = sim_look (client->store);
  for (guint i = 0; i < self->oracle->edits->len; i++)
    {
      const Edit *edit = g_ptr_array_index (self->oracle->edits, i);
      const Current *current = g_hash_table_lookup (self->oracle->fields, edit->key);
      const char *value = g_hash_table_lookup (shown, edit->key);
      g_auto (GStrv) parts = g_strsplit (edit->key, " ", 3);

      if (edit->client != client->index || edit->superseded || !value ||
          g_strcmp0 (value, edit->value) == 0 || (current && current->author != client->index) ||
          !is_last (self->oracle, i) || is_needing_attention (client, parts[1], edit->value))
        continue;
      sim_fail (self, "I9: client %u typed “%s” in %s and suddenly sees “%s”", client->index,
                edit->value, edit->key, value);
    }
}

static void
check_edits (SimWorld *self)
{
  for (guint i = 0; i < self->oracle->edits->len; i++)
    {
      const Edit *edit = g_ptr_array_index (self->oracle->edits, i);
      g_autofree char *accepted = g_strdup_printf ("%s %s", edit->key, edit->value);
      g_auto (GStrv) parts = g_strsplit (edit->key, " ", 3);

      if (edit->superseded || g_hash_table_contains (self->oracle->accepted, accepted) ||
          !edit->value ||
          is_needing_attention (&self->clients[edit->client], parts[1], edit->value))
        continue;
      sim_fail (self, "I9: “%s”, which client %u typed in %s, vanished", edit->value, edit->client,
                edit->key);
    }
}

static void
check_operations (SimWorld *self)
{
  GHashTableIter iter;
  gpointer op;

  g_hash_table_iter_init (&iter, self->oracle->sent);
  while (g_hash_table_iter_next (&iter, &op, NULL))
    if (!g_hash_table_contains (self->oracle->decided, op))
      sim_fail (self, "I2: the server never decided operation %s", (char *) op);
}

static AmbRecord *
lookup_on_server (SimWorld *self, const char *entity, const char *id)
{
  return amb_store_lookup (self->store, amb_entity_find (entity), id, NULL);
}

/* (transfer full): what @record holds of @part, “field#part”. */
static char *
dup_held (AmbRecord *record, const char *part)
{
  g_auto (GStrv) names = g_strsplit (part, "#", 2);
  int which = find_watched (amb_record_get_entity (record)->name, names[0]);

  return dup_part ((guint) which, amb_record_get (record, names[0]), (guint) atoi (names[1]));
}

static void
check_fields (SimWorld *self)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->oracle->fields);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Current *current = value;
      g_auto (GStrv) parts = g_strsplit (key, " ", 3);
      g_autoptr (AmbRecord) record = lookup_on_server (self, parts[0], parts[1]);
      g_autofree char *name = g_strdup_printf ("%s %s", parts[0], parts[1]);
      g_autofree char *held = record ? dup_held (record, parts[2]) : NULL;

      if (!record)
        sim_fail (self, "I2: the server lost %s", name);
      else if (amb_record_get_deleted (record) !=
               g_hash_table_contains (self->oracle->deleted, name))
        sim_fail (self, "I5: %s is %s on the server", name,
                  amb_record_get_deleted (record) ? "deleted" : "alive");
      else if (g_strcmp0 (held, current->value) != 0)
        sim_fail (self, "I3: %s is “%s” on the server; the last accepted was “%s” of client %u",
                  (char *) key, held, current->value, current->author);
    }
}

static void
check_members (SimWorld *self)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      const char *id = g_ptr_array_index (self->people, i);
      g_autoptr (AmbRecord) record = lookup_on_server (self, "ambassador", id);

      for (guint r = 0; record && sim_roles[r]; r++)
        {
          g_autofree char *key = g_strdup_printf ("%s %s", id, sim_roles[r]);
          const char *set = amb_record_get (record, "roles");
          gboolean has = set && strstr (set, sim_roles[r]) != NULL;

          if (has != g_hash_table_contains (self->oracle->members, key))
            sim_fail (self, "I2: the role %s of %s is %s on the server", sim_roles[r], id,
                      has ? "there" : "missing");
        }
    }
}

/* What had its answer need not be sent again, if it was refused. */
void
sim_oracle_restored (SimWorld *self)
{
  GHashTableIter iter;
  gpointer op;

  self->oracle->is_blind = TRUE;
  g_hash_table_iter_init (&iter, self->oracle->decided);
  while (g_hash_table_iter_next (&iter, &op, NULL))
    g_hash_table_remove (self->oracle->sent, op);
  g_hash_table_remove_all (self->oracle->decided);
}

void
sim_oracle_check (SimWorld *self)
{
  test_levels_use (self->level);
  check_operations (self);
  if (self->oracle->is_blind)
    return;
  check_fields (self);
  check_members (self);
  check_edits (self);
}
