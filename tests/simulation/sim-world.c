#include "sim.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

const char *const sim_nodes[SIM_NODES] = {
  "01900000-0000-7000-8000-000000000001",
  "01900000-0000-7000-8000-000000000002",
  "01900000-0000-7000-8000-000000000003",
  "01900000-0000-7000-8000-000000000004",
};

static const char *const people[] = {
  "01900000-0000-7000-8000-000000000011",
  "01900000-0000-7000-8000-000000000012",
  "01900000-0000-7000-8000-000000000013",
};

/* 2026-11-23, noon. */
#define START G_GINT64_CONSTANT (1795435200000)
/* Every so many schedules the stores are files, and a kill opens them anew. */
#define FILES_EVERY 128
/* Every so many schedules programs are upgraded, which needs files too. */
#define UPGRADES_EVERY 32
#define TEN_YEARS      (3652 * SIM_DAY)
/* Of a hundred schedules, those with a profile that was copied while it was new. */
#define COPIES 15

/* SplitMix64. */
guint32
sim_random (SimRandom *self, guint32 below)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return below > 0 ? (guint32) ((z ^ (z >> 31)) % below) : 0;
}

gboolean
sim_chance (SimRandom *self, guint percent)
{
  return sim_random (self, 100) < percent;
}

/* A crash at a commit: every connection asks here before it commits. */
static guint armed;   /* commits until the crash, 0: none */
static gboolean dead; /* after it nothing is committed any longer */

static int
commit_cb (void *data)
{
  if (dead)
    return 1;
  if (armed > 0 && --armed == 0)
    dead = TRUE;
  return dead;
}

static sqlite3 *last_opened;

static int
opened_cb (sqlite3 *db, const char **message, const struct sqlite3_api_routines *api)
{
  sqlite3_commit_hook (db, commit_cb, NULL);
  last_opened = db;
  return SQLITE_OK;
}

void
sim_arm (guint n)
{
  armed = n;
}

gboolean
sim_disarm (void)
{
  gboolean crashed = dead;

  armed = 0;
  dead = FALSE;
  return crashed;
}

void
sim_message_free (SimMessage *self)
{
  amb_sync_request_free (self->request);
  g_clear_pointer (&self->response, amb_sync_response_free);
  g_free (self);
}

void
sim_fail (SimWorld *self, const char *format, ...)
{
  va_list arguments;

  if (self->failure->len > 0)
    return; /* the first one tells most */
  va_start (arguments, format);
  g_string_append_vprintf (self->failure, format, arguments);
  va_end (arguments);
}

void
sim_note (SimWorld *self, const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  if (!self->verbose)
    return;
  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("  %s\n", text);
}

gboolean
sim_has_failed (SimWorld *self)
{
  return self->failure->len > 0;
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *content = NULL;
  g_autofree char *wal = g_strconcat (to, "-wal", NULL);
  g_autofree char *shm = g_strconcat (to, "-shm", NULL);
  gsize length;
  FILE *file;

  g_unlink (wal);
  g_unlink (shm);
  if (!g_file_get_contents (from, &content, &length, NULL))
    g_error ("%s is missing", from);
  file = fopen (to, "wb");
  if (!file || fwrite (content, 1, length, file) != length || fclose (file) != 0)
    g_error ("%s can't be written", to);
}

/* The file that a schedule begins with. */
static char *
dup_start (const char *folder, const char *what, TestLevel level)
{
  g_autofree char *name = g_strdup_printf ("%s.start%u", what, level);

  return g_build_filename (folder, name, NULL);
}

/* A crash in the middle of an upgrade leaves the file as it was: the next start upgrades it. */
static AmbStore *
open_store (const char *path, AmbStoreFlags flags, AmbClock *clock)
{
  g_autoptr (GError) error = NULL;
  AmbStore *store = amb_store_open (path, flags, clock, &error);

  if (sim_disarm ())
    {
      g_clear_error (&error);
      g_clear_object (&store);
      store = amb_store_open (path, flags, clock, &error);
    }
  if (!store)
    g_error ("%s: %s", path, error->message);
  /* The file lives in memory: a lost power supply is not what is simulated here. */
  amb_db_exec (amb_store_get_db (store), "PRAGMA synchronous = OFF", NULL);
  return store;
}

/* Most schedules run in memory, in stores that stay open and are filled anew. */
typedef struct
{
  AmbStore *store;
  AmbClock *clock;
  GPtrArray *refill; /* of sqlite3_stmt, as those that follow */
  GPtrArray *backup; /* the server's */
  GPtrArray *restore;
  sqlite3 *db;
} Slot;

static Slot slots[SIM_CLIENTS + 1]; /* the last is the server's */

static void
run_sql (sqlite3 *db, const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
}

static void
add_statement (Slot *slot, GPtrArray *statements, const char *format, const char *table)
{
  g_autoptr (GString) sql = g_string_new (format);
  sqlite3_stmt *stmt = NULL;

  g_string_replace (sql, "@", table, 0);
  if (sqlite3_prepare_v2 (slot->db, sql->str, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql->str, sqlite3_errmsg (slot->db));
  g_ptr_array_add (statements, stmt);
}

gboolean
sim_is_played (const AmbEntity *entity)
{
  static const char *const played[] = { "programme", "node",         "ambassador", "transition",
                                        "consent",   "record-merge", NULL };

  return g_strv_contains (played, entity->name);
}

/* Is it a table of the client or the server, or of an entity that schedules write? */
static gboolean
is_played (const char *table)
{
  g_autofree char *name = g_strdup (table);
  const AmbEntity *entity;

  if (g_str_has_suffix (name, "_fts"))
    name[strlen (name) - strlen ("_fts")] = '\0';
  entity = amb_entity_find (name);
  return !entity || !g_str_equal (entity->collection, name) || sim_is_played (entity);
}

/* Fills the tables of one database from another's. */
static void
add_copy (Slot *slot, GPtrArray *statements, const char *to, const char *from, const char *table)
{
  gboolean search = g_str_has_suffix (table, "_fts");
  g_autofree char *clear = g_strdup_printf ("DELETE FROM %s.\"@\"", to);
  g_autofree char *fill =
      search ? g_strdup_printf ("INSERT INTO %s.\"@\" (%s, text) SELECT %s, text FROM %s.\"@\"", to,
                                g_str_equal (to, "kept") ? "line" : "rowid",
                                g_str_equal (from, "kept") ? "line" : "rowid", from)
             : g_strdup_printf ("INSERT INTO %s.\"@\" SELECT * FROM %s.\"@\"", to, from);

  add_statement (slot, statements, clear, table);
  add_statement (slot, statements, fill, table);
}

static int
table_cb (void *data, int n, char **values, char **names)
{
  Slot *slot = data;
  gboolean search = g_str_has_suffix (values[0], "_fts");
  g_autofree char *make =
      g_strdup_printf (search ? "CREATE TABLE kept.\"%s\" (line, text)"
                              : "CREATE TABLE kept.\"%s\" AS SELECT * FROM start.\"%s\" LIMIT 0",
                       values[0], values[0]);

  if (!is_played (values[0]))
    return 0;
  add_copy (slot, slot->refill, "main", "start", values[0]);
  if (slot->backup)
    {
      run_sql (slot->db, make);
      add_copy (slot, slot->backup, "kept", "main", values[0]);
      add_copy (slot, slot->restore, "main", "kept", values[0]);
    }
  return 0;
}

static void
open_slot (Slot *slot, const char *start, gboolean server)
{
  g_autofree char *attach = g_strdup_printf ("ATTACH 'file:%s?immutable=1' AS start", start);

  slot->clock = amb_clock_new_manual (START, 1);
  slot->store = open_store (":memory:", server ? AMB_STORE_SERVER : AMB_STORE_DEFAULT, slot->clock);
  slot->db = last_opened;
  slot->refill = g_ptr_array_new ();
  if (server)
    {
      run_sql (slot->db, "ATTACH ':memory:' AS kept");
      slot->backup = g_ptr_array_new ();
      slot->restore = g_ptr_array_new ();
    }
  if (server)
    g_object_unref (amb_server_core_new (slot->store, NULL)); /* makes its tables */
  run_sql (slot->db, attach);
  if (sqlite3_exec (slot->db,
                    "SELECT name FROM start.sqlite_master WHERE type = 'table' AND name NOT LIKE"
                    " 'sqlite_%' AND name NOT LIKE '%\\_fts\\__%' ESCAPE '\\'",
                    table_cb, slot, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (slot->db));
}

static void
fill_slot (Slot *slot, GPtrArray *statements)
{
  run_sql (slot->db, "BEGIN");
  for (guint i = 0; i < statements->len; i++)
    {
      sqlite3_stmt *stmt = g_ptr_array_index (statements, i);

      if (sqlite3_step (stmt) != SQLITE_DONE)
        g_error ("%s", sqlite3_errmsg (slot->db));
      sqlite3_reset (stmt);
    }
  run_sql (slot->db, "COMMIT");
  g_ptr_array_unref (amb_store_take_changes (slot->store));
}

/* The store of a client or the server, and its clock, as everything begins. */
static AmbStore *
begin_store (SimWorld *self, guint index, const char *path, gint64 now, AmbClock **clock)
{
  gboolean server = index == SIM_CLIENTS;
  guint32 seed = 1 + sim_random (&self->random, 1 << 30);
  g_autofree char *start =
      dup_start (self->folder, server ? "server" : "client", test_levels_get ());
  Slot *slot = &slots[index];

  if (self->on_files)
    {
      copy_file (start, path);
      *clock = amb_clock_new_manual (now, seed);
      return open_store (path, server ? AMB_STORE_SERVER : AMB_STORE_DEFAULT, *clock);
    }
  if (!slot->store)
    open_slot (slot, start, server);
  amb_clock_restart (slot->clock, now, seed);
  fill_slot (slot, slot->refill);
  *clock = g_object_ref (slot->clock);
  return g_object_ref (slot->store);
}

static gboolean
put_record (
    AmbStore *store, const char *entity, const char *id, const char *const *values, GError **error)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find (entity), id);

  for (guint i = 0; values[i]; i += 2)
    if (amb_entity_find_field (amb_record_get_entity (record), values[i]))
      amb_record_set (record, values[i], values[i + 1]);
  return amb_store_put (store, record, error);
}

static gboolean
put_start (AmbStore *store, GError **error)
{
  static const int parents[SIM_NODES] = { -1, 0, 0, 1 };

  for (guint i = 0; i < SIM_NODES; i++)
    {
      g_autofree char *name = g_strdup_printf ("Node %u", i);
      const char *const values[] = { "name",
                                     name,
                                     "kind",
                                     "spoke",
                                     parents[i] >= 0 ? "parent-id" : NULL,
                                     parents[i] >= 0 ? sim_nodes[parents[i]] : NULL,
                                     NULL };

      if (!put_record (store, "node", sim_nodes[i], values, error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %u", i);
      const char *const values[] = { "display-name",       name, "state", "identified", "node-id",
                                     sim_nodes[1 + i % 3], NULL };

      if (!put_record (store, "ambassador", people[i], values, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
prepare_server (const char *folder, GError **error)
{
  g_autofree char *path = dup_start (folder, "server", test_levels_get ());
  g_autofree char *tokens_path = dup_start (folder, "tokens", test_levels_get ());
  g_autoptr (AmbClock) clock = amb_clock_new_manual (START, 7);
  g_autoptr (AmbStore) store = open_store (path, AMB_STORE_SERVER, clock);
  g_autoptr (AmbServerCore) core = amb_server_core_new (store, error);
  g_autoptr (GString) tokens = g_string_new (NULL);

  if (!core || !amb_db_begin (amb_store_get_db (store), error) || !put_start (store, error) ||
      !amb_db_commit (amb_store_get_db (store), error) || !amb_server_core_adopt (core, error) ||
      !amb_server_core_prune (core, error))
    return FALSE;
  for (guint i = 0; i < SIM_CLIENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("client %u", i);
      g_autofree char *token = NULL;
      gint64 id;

      token = amb_server_core_create_token (core, name, AMB_ACCESS_MANAGER, NULL, NULL, &id, error);
      if (!token)
        return FALSE;
      g_string_append_printf (tokens, "%" G_GINT64_FORMAT " %s\n", id, token);
    }
  return g_file_set_contents (tokens_path, tokens->str, -1, error);
}

static gboolean
prepare_level (const char *folder, TestLevel level, GError **error)
{
  g_autofree char *path = dup_start (folder, "client", level);
  g_autoptr (AmbClock) clock = amb_clock_new_manual (START, 8);
  g_autoptr (AmbStore) store = NULL;
  g_autoptr (AmbSyncEngine) engine = NULL;

  test_levels_use (level);
  store = open_store (path, AMB_STORE_DEFAULT, clock);
  engine = amb_sync_engine_new (store, error);
  return engine && prepare_server (folder, error);
}

gboolean
sim_prepare (const char *folder, GError **error)
{
  /* Files of ninety entities would take most of the time of a schedule. */
  test_levels_keep (test_levels_people);
  sqlite3_auto_extension ((void (*) (void)) opened_cb);
  return prepare_level (folder, TEST_LEVEL_ONE, error) &&
         prepare_level (folder, TEST_LEVEL_TWO, error) &&
         prepare_level (folder, TEST_LEVEL_OWN, error);
}

static void
start_client (SimWorld *self, SimClient *client)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdup_printf ("client %u", client->index);

  test_levels_use (client->level);
  client->programme = amb_programme_new (client->store);
  amb_programme_set_actor (client->programme, name, NULL, client->access);
  client->engine = amb_sync_engine_new (client->store, &error);
  if (!client->engine)
    g_error ("%s", error->message);
}

static void
stop_client (SimClient *client)
{
  g_clear_pointer (&client->engine, amb_sync_engine_free);
  g_clear_object (&client->programme);
}

void
sim_client_kill (SimWorld *self, SimClient *client)
{
  sim_note (self, "client %u is killed", client->index);
  client->incarnation++;
  stop_client (client);
  if (self->on_files)
    {
      g_clear_object (&client->store);
      test_levels_use (client->level);
      client->store = open_store (client->path, AMB_STORE_DEFAULT, client->clock);
    }
  start_client (self, client);
}

static void
start_server (SimWorld *self)
{
  g_autoptr (GError) error = NULL;

  test_levels_use (self->level);
  self->core = amb_server_core_new (self->store, &error);
  if (!self->core)
    g_error ("%s", error->message);
}

void
sim_server_kill (SimWorld *self)
{
  sim_note (self, "the server is killed");
  g_clear_object (&self->core);
  if (self->on_files)
    {
      g_clear_object (&self->store);
      test_levels_use (self->level);
      self->store = open_store (self->server_path, AMB_STORE_SERVER, self->clock);
    }
  start_server (self);
}

void
sim_server_upkeep (SimWorld *self)
{
  g_autoptr (GError) error = NULL;

  sim_note (self, "the server forgets what is old");
  test_levels_use (self->level);
  if (!amb_server_core_prune (self->core, &error))
    sim_fail (self, "I14: what is old can't be forgotten: %s", error->message);
}

void
sim_server_backup (SimWorld *self)
{
  if (self->on_files)
    return;
  sim_note (self, "the server is backed up");
  fill_slot (&slots[SIM_CLIENTS], slots[SIM_CLIENTS].backup);
  sim_decisions_keep (self->decisions);
}

/* As amb_server_core_backup() leaves a file: whoever opens it begins another epoch. */
void
sim_server_restore (SimWorld *self)
{
  if (self->on_files)
    return;
  sim_note (self, "the server is restored");
  g_clear_object (&self->core);
  fill_slot (&slots[SIM_CLIENTS], slots[SIM_CLIENTS].restore);
  amb_store_set_meta_int (self->store, "restored", 1, NULL);
  start_server (self);
  self->is_restored = TRUE;
  sim_oracle_restored (self);
  sim_decisions_restore (self->decisions);
}

static void
arm_upgrade (SimWorld *self)
{
  sim_arm (sim_chance (&self->random, 20) ? 1 : 0);
}

void
sim_client_upgrade (SimWorld *self, SimClient *client, TestLevel level)
{
  if (!self->upgrades || level <= client->level)
    return;
  sim_note (self, "client %u gets a program of level %u", client->index, level);
  client->level = level;
  arm_upgrade (self);
  sim_client_kill (self, client);
}

void
sim_server_upgrade (SimWorld *self, TestLevel level)
{
  if (!self->upgrades || level <= self->level)
    return;
  sim_note (self, "the server gets a program of level %u", level);
  self->level = level;
  arm_upgrade (self);
  sim_server_kill (self);
}

TestLevel
sim_get_latest (SimWorld *self)
{
  return self->upgrades ? TEST_LEVEL_THREE : TEST_LEVEL_OWN;
}

/* Old and new programs together: who is first, the server or a client, is left to chance. */
static TestLevel
pick_level (SimWorld *self)
{
  if (!self->upgrades)
    return TEST_LEVEL_OWN;
  return sim_chance (&self->random, 65) ? TEST_LEVEL_ONE : TEST_LEVEL_TWO;
}

static gint64
pick_time (SimWorld *self)
{
  switch (sim_random (&self->random, 4))
    {
    case 0:
      return START - TEN_YEARS;
    case 1:
      return START + TEN_YEARS;
    default:
      return START;
    }
}

static void
begin_client (SimWorld *self, guint index, const char *line, const char *copied)
{
  SimClient *client = &self->clients[index];
  g_autofree char *name = g_strdup_printf ("client%u.db", index);
  g_autofree char *device = NULL;
  g_auto (GStrv) parts = g_strsplit (line, " ", 2);

  client->index = index;
  client->principal = g_ascii_strtoll (parts[0], NULL, 10);
  client->token = g_strdup (parts[1]);
  client->access = AMB_ACCESS_MANAGER;
  client->path = g_build_filename (self->folder, name, NULL);
  client->level = pick_level (self);
  test_levels_use (client->level);
  client->store = begin_store (self, index, client->path, pick_time (self), &client->clock);
  start_client (self, client);
  device = copied ? g_strdup (copied) : amb_clock_dup_id (client->clock);
  amb_sync_engine_begin (client->engine, "sim", device, NULL);
}

SimWorld *
sim_world_new (const char *folder, guint64 seed, gboolean verbose)
{
  SimWorld *self = g_new0 (SimWorld, 1);
  g_autofree char *tokens_path = NULL;
  g_autofree char *tokens = NULL;
  g_auto (GStrv) lines = NULL;

  self->seed = seed;
  self->random.state = seed * G_GUINT64_CONSTANT (0x2545f4914f6cdd1d);
  self->verbose = verbose;
  self->folder = g_strdup (folder);
  self->server_path = g_build_filename (folder, "server.db", NULL);
  self->failure = g_string_new (NULL);
  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_message_free);
  self->people = g_ptr_array_new_with_free_func (g_free);
  self->pillars = g_ptr_array_new_with_free_func (g_free);
  self->consents = g_ptr_array_new_with_free_func (g_free);
  self->oracle = sim_oracle_new ();
  self->decisions = sim_decisions_new ();
  self->undo = sim_undo_new ();
  self->upgrades = seed % UPGRADES_EVERY == 1;
  self->on_files = self->upgrades || seed % FILES_EVERY == 0;
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_ptr_array_add (self->people, g_strdup (people[i]));
  self->level = pick_level (self);
  test_levels_use (self->level);
  tokens_path = dup_start (folder, "tokens", self->level);
  self->store = begin_store (self, SIM_CLIENTS, self->server_path, pick_time (self), &self->clock);
  start_server (self);
  sim_server_upkeep (self);
  if (!g_file_get_contents (tokens_path, &tokens, NULL, NULL))
    g_error ("%s is missing", tokens_path);
  lines = g_strsplit (tokens, "\n", -1);
  self->is_copied = sim_chance (&self->random, COPIES);
  for (guint i = 0; i < SIM_CLIENTS; i++)
    {
      gboolean copy = self->is_copied && i == SIM_CLIENTS - 1;
      g_autofree char *device =
          copy ? amb_store_dup_meta (self->clients[i - 1].store, "device") : NULL;

      begin_client (self, i, lines[copy ? i - 1 : i], device);
    }
  return self;
}

void
sim_world_free (SimWorld *self)
{
  for (guint i = 0; i < SIM_CLIENTS; i++)
    {
      stop_client (&self->clients[i]);
      g_clear_object (&self->clients[i].store);
      g_clear_object (&self->clients[i].clock);
      g_free (self->clients[i].path);
      g_free (self->clients[i].token);
    }
  g_clear_object (&self->core);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_ptr_array_unref (self->messages);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->pillars);
  g_ptr_array_unref (self->consents);
  sim_oracle_free (self->oracle);
  sim_decisions_free (self->decisions);
  sim_undo_free (self->undo);
  g_string_free (self->failure, TRUE);
  g_free (self->server_path);
  g_free (self->folder);
  g_free (self);
}
