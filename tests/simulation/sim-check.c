#include "sim.h"

#include <string.h>

static int
compare_members (gconstpointer a, gconstpointer b)
{
  return strcmp (amb_json_node_get_key (*(AmbJsonNode *const *) a),
                 amb_json_node_get_key (*(AmbJsonNode *const *) b));
}

/* What a program doesn't know it keeps in another place of its record. Before the server knows the
 * kind of a node, nobody says what it begins with. */
static void
append_sorted (AmbRecord *record, GString *out)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (AmbJson) json = NULL;
  g_autoptr (GPtrArray) members = g_ptr_array_new ();

  amb_record_append_json (record, text);
  json = amb_json_parse (text->str, text->len, NULL);
  for (const AmbJsonNode *m = amb_json_node_get_first (amb_json_get_root (json)); m;
       m = amb_json_node_get_next (m))
    g_ptr_array_add (members, (gpointer) m);
  g_ptr_array_sort (members, compare_members);
  for (guint i = 0; i < members->len; i++)
    {
      const AmbJsonNode *m = g_ptr_array_index (members, i);

      if (g_str_equal (amb_json_node_get_key (m), "kind") &&
          g_strcmp0 (amb_json_node_get_string (m), "spoke") == 0)
        continue;
      amb_json_append_key (out, amb_json_node_get_key (m));
      amb_json_node_append (m, out);
    }
}

/* id → the whole living record, versions included; empty when the program doesn't know it. */
static GHashTable *
dump (AmbStore *store, const char *name, TestLevel level)
{
  const AmbEntity *entity = (test_levels_use (level), amb_entity_find (name));
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (AmbQuery) query = entity ? amb_query_new (entity) : NULL;
  g_autoptr (GPtrArray) records = entity ? amb_store_list (store, query, -1, NULL) : NULL;

  for (guint i = 0; records && i < records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (records, i);
      GString *text = g_string_new (NULL);

      g_string_append_printf (text, "%" G_GINT64_FORMAT " %s ", amb_record_get_ver (record),
                              amb_record_get_fv (record) ? amb_record_get_fv (record) : "-");
      if (level == TEST_LEVEL_OWN)
        amb_record_append_json (record, text);
      else
        append_sorted (record, text);
      g_hash_table_insert (rows, g_strdup (amb_record_get_id (record)),
                           g_string_free (text, FALSE));
    }
  return rows;
}

static gboolean
is_below (SimWorld *self, const char *node, const char *top)
{
  g_autoptr (AmbRecord) record = NULL;

  for (guint depth = 0; node && depth < SIM_NODES + 1; depth++)
    {
      g_autoptr (AmbRecord) next = NULL;

      if (g_str_equal (node, top))
        return TRUE;
      next = amb_store_lookup (self->store, amb_entity_find ("node"), node, NULL);
      g_set_object (&record, next);
      node = record ? amb_record_get (record, "parent-id") : NULL;
    }
  return FALSE;
}

static gboolean
sees_person (SimWorld *self, const AmbPrincipal *principal, const char *id)
{
  g_autoptr (AmbRecord) person =
      amb_store_lookup (self->store, amb_entity_find ("ambassador"), id, NULL);

  /* What is told of somebody who was removed is the managers' alone. */
  if (!person || amb_record_get_deleted (person))
    return FALSE;
  for (char **node = principal->nodes; *node; node++)
    if (is_below (self, amb_record_get (person, "node-id"), *node) ||
        is_below (self, amb_record_get (person, "department-id"), *node))
      return TRUE;
  return FALSE;
}

/* The rights in words of their own: what the server's code says is not asked here. */
static gboolean
may_see (SimWorld *self, const AmbPrincipal *principal, const AmbEntity *entity, const char *id)
{
  g_autoptr (AmbRecord) record = NULL;

  if (principal->access == AMB_ACCESS_MANAGER || g_str_equal (entity->name, "node") ||
      g_str_equal (entity->name, "pillar") || g_str_equal (entity->name, "programme"))
    return TRUE;
  if (g_str_equal (entity->name, "ambassador"))
    return sees_person (self, principal, id);
  record = amb_store_lookup (self->store, entity, id, NULL);
  if (g_str_equal (entity->name, "consent"))
    return record && sees_person (self, principal, amb_record_get (record, "ambassador-id"));
  return record && g_str_equal (entity->name, "transition") &&
         sees_person (self, principal, amb_record_get (record, "record"));
}

static gboolean
is_parked (SimClient *client, const AmbEntity *entity, const char *id)
{
  gint64 found = 0;

  amb_db_query_int (amb_store_get_db (client->store), &found, 0, NULL,
                    "SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 3 AND (id = ?1"
                    " OR instr (payload, ?1) > 0))",
                    "t", id);
  return found != 0;
}

static void
compare (SimWorld *self, SimClient *client, const AmbPrincipal *principal, const AmbEntity *entity)
{
  g_autoptr (GHashTable) mine = dump (client->store, entity->name, client->level);
  g_autoptr (GHashTable) theirs = dump (self->store, entity->name, self->level);
  GHashTableIter iter;
  gpointer id, text;

  g_hash_table_iter_init (&iter, theirs);
  while (g_hash_table_iter_next (&iter, &id, &text))
    {
      const char *shown = g_hash_table_lookup (mine, id);
      gboolean may = may_see (self, principal, entity, id);

      if (is_parked (client, entity, id))
        continue;
      if (!may && shown)
        sim_fail (self, "I8: client %u shows the %s %s, which it may not see", client->index,
                  entity->name, (char *) id);
      else if (may && !shown)
        sim_fail (self, "I1: client %u lacks the %s %s", client->index, entity->name, (char *) id);
      else if (may && !g_str_equal (shown, text))
        sim_fail (self, "I1: client %u shows the %s %s as\n    %s\n  and the server as\n    %s",
                  client->index, entity->name, (char *) id, shown, (char *) text);
    }
  g_hash_table_iter_init (&iter, mine);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (theirs, id) && !is_parked (client, entity, id))
      sim_fail (self, "I1: client %u shows the %s %s, which the server has not", client->index,
                entity->name, (char *) id);
}

static void
check_none (SimWorld *self, SimClient *client, const char *what, const char *sql)
{
  gint64 n = 0;

  if (!amb_db_query_int (amb_store_get_db (client->store), &n, 0, NULL, sql, NULL) || n != 0)
    sim_fail (self, "%s: %" G_GINT64_FORMAT " of client %u", what, n, client->index);
}

/* What may not be left behind when everything is in step. */
static void
check_leftovers (SimWorld *self, SimClient *client)
{
  check_none (self, client, "I2: operations are still on their way",
              "SELECT count (*) FROM outbox WHERE state <> 3");
  check_none (self, client, "I14: shadows without an operation",
              "SELECT count (*) FROM shadow s WHERE NOT EXISTS (SELECT 1 FROM outbox o"
              " WHERE o.entity = s.entity AND o.id = s.id)");
  check_none (self, client, "I14: orphans", "SELECT count (*) FROM sync_orphan");
  check_none (self, client, "I8: people in the search index that are gone",
              "SELECT count (*) FROM ambassadors_fts WHERE rowid NOT IN (SELECT rid FROM "
              "ambassadors)");
  check_none (self, client, "I8: people that no scope holds",
              "SELECT count (*) FROM ambassadors a WHERE ver > 0 AND NOT EXISTS (SELECT 1"
              " FROM sync_member m WHERE m.entity = 'ambassador' AND m.rid = a.rid)"
              " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.id = a.id)");
  check_none (
      self, client, "I8: what others wrote of people that are gone",
      "SELECT count (*) FROM journal j WHERE j.entity = 'ambassador' AND j.action = "
      "5 /* AMB_JOURNAL_REMOTE */ AND NOT EXISTS (SELECT 1 FROM ambassadors a WHERE a.id = j.id)");
  check_none (self, client, "I14: memberships of rows that are gone",
              "SELECT count (*) FROM sync_member m WHERE m.entity = 'ambassador' AND m.rid NOT IN"
              " (SELECT rid FROM ambassadors)");
}

static void
check_file (SimWorld *self, SimClient *client)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = amb_store_check (client->store, &error);

  if (!findings)
    sim_fail (self, "I7: client %u can't be checked: %s", client->index, error->message);
  else if (findings->len > 0 && client->access == AMB_ACCESS_MANAGER &&
           !strstr (g_ptr_array_index (findings, 0), "refers"))
    sim_fail (self, "I7: client %u: %s", client->index, (char *) g_ptr_array_index (findings, 0));
}

static void
check_server (SimWorld *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  test_levels_use (self->level);
  findings = amb_server_core_check (self->core, &error);
  if (!findings)
    sim_fail (self, "I11: the server can't be checked: %s", error->message);
  else if (findings->len > 0)
    sim_fail (self, "I11: the server: %s", (char *) g_ptr_array_index (findings, 0));
}

static gboolean
knows_pillars (SimClient *client, const AmbEntity *entity)
{
  return g_str_equal (entity->name, "pillar") && client->level >= TEST_LEVEL_TWO;
}

void
sim_check (SimWorld *self)
{
  for (guint i = 0; i < SIM_CLIENTS && !sim_has_failed (self); i++)
    {
      SimClient *client = &self->clients[i];
      g_autoptr (AmbPrincipal) principal = NULL;

      test_levels_use (self->level);
      principal = amb_server_core_authenticate (self->core, client->token, NULL);
      for (const AmbEntity *const *entity = amb_entities (); principal && *entity; entity++)
        if (sim_is_played (*entity) || (self->upgrades && knows_pillars (client, *entity)))
          compare (self, client, principal, *entity);
      test_levels_use (client->level);
      check_leftovers (self, client);
    }
  if (self->seed % 16 == 1)
    check_server (self);
  if (self->seed % 16 < 2)
    {
      SimClient *client = &self->clients[self->seed / 16 % SIM_CLIENTS];

      test_levels_use (client->level);
      check_file (self, client);
    }
}
