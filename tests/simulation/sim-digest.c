#include "sim.h"

/* A comparison over a network that works takes fewer questions and answers. */
#define MAX_QUESTIONS 60

/* What became of one person's row in a desk's file, behind its back. */
typedef struct
{
  const char *what;
  const char *where; /* which rows it may happen to */
  const char *sql;   /* ?1: the row's number */
} Damage;

/* Of a row that nothing waits for. */
#define QUIET  "ver > 0 AND id NOT IN (SELECT id FROM outbox) AND id NOT IN (SELECT id FROM shadow)"
#define LIVING QUIET " AND deleted = 0"

/* Goes with the row: nobody could say whose it was. */
#define HISTORY                                                                                    \
  "DELETE FROM journal WHERE entity = 'ambassador' AND id = (SELECT id FROM ambassadors"           \
  " WHERE rid = ?1);"

#define GHOST                                                                                      \
  "INSERT INTO ambassadors (id, ver, display_name, display_name_key, state)"                       \
  " VALUES ('01900000-0000-7000-8000-00000000beef', 7, 'Ghost', 'ghost', 'identified')"

static const Damage damages[] = {
  { "loses a person", LIVING, HISTORY "DELETE FROM ambassadors WHERE rid = ?1" },
  { "loses a person and all that tells of them", LIVING,
    HISTORY "DELETE FROM ambassadors WHERE rid = ?1;"
            "DELETE FROM ambassadors_fts WHERE rowid = ?1;"
            "DELETE FROM set_value WHERE entity = 'ambassador' AND rid = ?1;"
            "DELETE FROM sync_member WHERE entity = 'ambassador' AND rid = ?1" },
  { "holds an older version", LIVING,
    "UPDATE ambassadors SET ver = max (1, ver - 1), fv = NULL, job_title = 'Damaged' WHERE rid = "
    "?1" },
  { "holds a version that never was", LIVING,
    "UPDATE ambassadors SET ver = ver + 1000, job_title = 'Damaged' WHERE rid = ?1" },
  { "holds another value", LIVING, "UPDATE ambassadors SET job_title = 'Damaged' WHERE rid = ?1" },
  { "holds other versions of fields", LIVING,
    "UPDATE ambassadors SET fv = '{\"*\":1,\"job-title\":9999}' WHERE rid = ?1" },
  { "hides a person", LIVING, "UPDATE ambassadors SET deleted = 1 WHERE rid = ?1" },
  { "shows somebody who was removed", QUIET " AND deleted = 1",
    "UPDATE ambassadors SET deleted = 0 WHERE rid = ?1" },
  { "forgets that a scope holds a person", LIVING,
    "DELETE FROM sync_member WHERE entity = 'ambassador' AND rid = ?1" },
  { "takes a removal for a person's", LIVING,
    "UPDATE sync_member SET dead = 1 WHERE entity = 'ambassador' AND rid = ?1" },
  { "shows somebody whom the server never had", LIVING,
    GHOST "; INSERT INTO sync_member SELECT 'ambassador', (SELECT max (rid) FROM ambassadors),"
          " scope, gen, 0 FROM sync_member WHERE entity = 'ambassador' AND rid = ?1" },
  { "shows somebody whom no scope holds", LIVING, GHOST },
};

/* A comparison ended. Of a file that nobody damaged it must not find anything: never. */
void
sim_note_comparison (SimWorld *self, SimClient *client)
{
  g_autoptr (AmbSyncComparison) comparison = amb_sync_engine_take_comparison (client->engine);
  guint n = comparison ? comparison->differences->len : 0;

  if (!comparison || comparison->gave_up)
    return;
  client->compared = TRUE;
  client->differed = n > 0;
  for (guint i = 0; i < n; i++)
    {
      const AmbSyncDifference *difference = g_ptr_array_index (comparison->differences, i);
      const char *scope = difference->scope ? difference->scope : "no scope";
      const char *entity = difference->entity ? difference->entity->name : "-";

      sim_note (self, "client %u differs in %s, %s: lacks %d, stays %d, differs %d", client->index,
                scope, entity, (int) difference->lacks, (int) difference->stays,
                (int) difference->differs);
      if (!client->damage)
        sim_fail (self, "I16: a false alarm: client %u is said to differ in %s, %s: %d, %d, %d",
                  client->index, scope, entity, (int) difference->lacks, (int) difference->stays,
                  (int) difference->differs);
    }
}

/* Over a network that works, with whatever pulls must come first. */
static void
compare (SimWorld *self, SimClient *client)
{
  guint questions = 0;

  client->compared = FALSE;
  amb_sync_engine_compare (client->engine, TRUE);
  while (!client->compared && !sim_has_failed (self))
    {
      if (!sim_exchange (self, client, SIM_DIGEST, 0))
        {
          sim_exchange (self, client, SIM_PUSH, 100);
          sim_exchange (self, client, SIM_PULL, 100);
        }
      if (++questions > MAX_QUESTIONS)
        sim_fail (self, "I10: client %u: a comparison comes to no end", client->index);
    }
}

void
sim_ask_digest (SimWorld *self, SimClient *client)
{
  if (!amb_sync_engine_wants_comparison (client->engine))
    amb_sync_engine_compare (client->engine, TRUE);
  sim_plan (self, client, SIM_DIGEST);
}

void
sim_compare_all (SimWorld *self)
{
  for (guint i = 0; i < SIM_CLIENTS && !sim_has_failed (self); i++)
    {
      SimClient *client = &self->clients[i];

      compare (self, client);
      /* A row that was nobody's because the server deleted it meanwhile is found by the comparison
       * that follows a repair. */
      if (client->damage && client->differed && !sim_has_failed (self))
        compare (self, client);
      if (client->differed && !sim_has_failed (self))
        sim_fail (self, "I16: client %u %s, and that isn’t mended", i, client->damage);
    }
}

static gint64
pick_row (SimWorld *self, SimClient *client, const Damage *damage)
{
  g_autofree char *count =
      g_strconcat ("SELECT count (*) FROM ambassadors WHERE ", damage->where, NULL);
  g_autofree char *pick = g_strconcat ("SELECT rid FROM ambassadors WHERE ", damage->where,
                                       " ORDER BY rid LIMIT 1 OFFSET ?1", NULL);
  gint64 n = 0, rid = 0;

  amb_db_query_int (amb_store_get_db (client->store), &n, 0, NULL, count, NULL);
  if (n > 0)
    amb_db_query_int (amb_store_get_db (client->store), &rid, 0, NULL, pick, "i",
                      (gint64) sim_random (&self->random, (guint32) n));
  return rid;
}

static void
run_damage (SimClient *client, const Damage *damage, gint64 rid)
{
  AmbDb *db = amb_store_get_db (client->store);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, rid);
  g_autoptr (GString) sql = g_string_new (damage->sql);
  g_autoptr (GError) error = NULL;

  g_string_replace (sql, "?1", number, 0);
  if (!amb_db_exec (db, sql->str, &error))
    g_error ("%s: %s", sql->str, error->message);
}

/* What others do while it is mended, over a network that loses, doubles and delays. */
static void
live_on (SimWorld *self, SimClient *damaged)
{
  guint n_steps = sim_random (&self->random, 12);

  for (guint i = 0; i < n_steps && !sim_has_failed (self); i++)
    {
      SimClient *client = &self->clients[sim_random (&self->random, SIM_CLIENTS)];
      guint pick = sim_random (&self->random, 100);

      if (pick < 35 && client != damaged)
        sim_edit (self, client);
      else if (pick < 50)
        sim_exchange (self, client, SIM_PUSH, 100);
      else if (pick < 60)
        sim_plan (self, damaged, SIM_PULL);
      else if (pick < 85)
        sim_deliver (self);
      else if (pick < 92)
        sim_client_kill (self, damaged);
      else
        sim_change_grants (self);
    }
}

gboolean
sim_damage (SimWorld *self)
{
  SimClient *client = &self->clients[sim_random (&self->random, SIM_CLIENTS)];
  const Damage *damage = &damages[sim_random (&self->random, G_N_ELEMENTS (damages))];
  gint64 rid = pick_row (self, client, damage);

  if (rid == 0)
    return FALSE;
  sim_note (self, "client %u %s (row %d)", client->index, damage->what, (int) rid);
  run_damage (client, damage, rid);
  client->damage = damage->what;
  if (sim_chance (&self->random, 30))
    sim_client_kill (self, client);
  compare (self, client);
  if (!client->differed)
    sim_fail (self, "I16: client %u %s, and no digest tells", client->index, damage->what);
  live_on (self, client);
  return TRUE;
}
