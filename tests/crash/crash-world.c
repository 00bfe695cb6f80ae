#include "amb-error.h"
#include "crash-private.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* 2026-11-23, noon. */
#define NOW G_GINT64_CONSTANT (1795435200000)

const char *const crash_side_names[CRASH_SIDES] = { "client", "server" };

static sqlite3 *last_opened;

static int
opened_cb (sqlite3 *db, const char **message, const struct sqlite3_api_routines *api)
{
  last_opened = db;
  return SQLITE_OK;
}

static void
open_client (CrashWorld *self)
{
  g_autoptr (GError) error = NULL;

  self->programme = amb_programme_new (self->stores[CRASH_CLIENT]);
  amb_programme_set_actor (self->programme, "Lea", NULL, AMB_ACCESS_LEAD);
  self->engine = amb_sync_engine_new (self->stores[CRASH_CLIENT], &error);
  if (!self->engine)
    g_error ("the desktop can't start: %s", error->message);
  if (self->defect == CRASH_NO_SYNC)
    sqlite3_exec (self->handles[CRASH_CLIENT], "PRAGMA synchronous=OFF", NULL, NULL, NULL);
}

void
crash_world_open_side (CrashWorld *self, CrashSide side)
{
  g_autoptr (GError) error = NULL;

  self->stores[side] = amb_store_open (
      self->paths[side], side == CRASH_SERVER ? AMB_STORE_SERVER : 0, self->clocks[side], &error);
  if (!self->stores[side])
    g_error ("the %s's file can't be opened: %s", crash_side_names[side], error->message);
  self->handles[side] = last_opened;
  if (side == CRASH_CLIENT)
    open_client (self);
  else
    self->core = amb_server_core_new (self->stores[side], &error);
  if (!self->core)
    g_error ("the server can't start: %s", error->message);
}

void
crash_world_close_side (CrashWorld *self, CrashSide side)
{
  if (side == CRASH_CLIENT)
    {
      g_clear_pointer (&self->request, amb_sync_request_free);
      g_clear_pointer (&self->response, amb_sync_response_free);
      g_clear_pointer (&self->engine, amb_sync_engine_free);
      g_clear_object (&self->programme);
    }
  else
    g_clear_object (&self->core);
  g_clear_object (&self->stores[side]);
}

CrashWorld *
crash_world_new (const char *folder, guint32 seed, CrashDefect defect)
{
  CrashWorld *self = g_new0 (CrashWorld, 1);

  self->folder = g_strdup (folder);
  self->defect = defect;
  for (guint i = 0; i < CRASH_SIDES; i++)
    {
      g_autofree char *name = g_strconcat (crash_side_names[i], ".db", NULL);

      self->paths[i] = g_build_filename (folder, name, NULL);
      self->clocks[i] = amb_clock_new_manual (NOW + seed * 60000, seed * 10 + i);
    }
  crash_world_open_side (self, CRASH_SERVER);
  crash_world_open_side (self, CRASH_CLIENT);
  return self;
}

void
crash_world_close (CrashWorld *self)
{
  crash_world_close_side (self, CRASH_CLIENT);
  crash_world_close_side (self, CRASH_SERVER);
}

void
crash_world_free (CrashWorld *self)
{
  crash_world_close (self);
  for (guint i = 0; i < CRASH_SIDES; i++)
    {
      g_free (self->paths[i]);
      g_object_unref (self->clocks[i]);
    }
  g_free (self->folder);
  g_free (self);
}

char *
crash_world_read_token (CrashWorld *self, const char *name, guint index)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("%s is missing", path);
  words = g_strsplit (text, " ", -1);
  return g_strdup (words[index]);
}

static void
write_token (CrashWorld *self,
             const char *name,
             AmbAccess access,
             const char *const *nodes,
             const char *device)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  gint64 id = 0;
  g_autofree char *token =
      amb_server_core_create_token (self->core, name, access, nodes, NULL, &id, &error);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %s %s", id, token, device);

  g_assert_no_error (error);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
put (AmbStore *store, const char *entity, const char *id, const char *const *values)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find (entity), id);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; values[i]; i += 2)
    amb_record_set (record, values[i], values[i + 1]);
  amb_store_put (store, record, &error);
  g_assert_no_error (error);
}

/* Five people in node 2, three in node 3, nobody in 4 and 5; all below node 1. */
static void
put_records (AmbStore *store)
{
  static const char *const nodes[] = { CRASH_NODE (1), CRASH_NODE (2), CRASH_NODE (3),
                                       CRASH_NODE (4), CRASH_NODE (5) };
  static const char *const people[] = { CRASH_PERSON (0), CRASH_PERSON (1), CRASH_PERSON (2),
                                        CRASH_PERSON (3), CRASH_PERSON (4), CRASH_PERSON (5),
                                        CRASH_PERSON (6), CRASH_PERSON (7) };

  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    {
      g_autofree char *name = g_strdup_printf ("Node %u", i + 1);

      put (store, "node", nodes[i],
           (const char *const[]){ "name", name, "kind", "spoke", i > 0 ? "parent-id" : NULL,
                                  nodes[0], NULL });
    }
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %u", i);

      put (store, "ambassador", people[i],
           (const char *const[]){ "display-name", name, "state", "identified", "node-id",
                                  nodes[i < 5 ? 1 : 2], "notes", i < 5 ? "known" : CRASH_SECRET,
                                  NULL });
    }
  put (store, "task", CRASH_TASK,
       (const char *const[]){ "title", "Write", "ambassador-id", CRASH_PERSON (3), NULL });
}

void
crash_world_prepare (const char *folder)
{
  const char *const nodes[] = { CRASH_NODE (2), CRASH_NODE (3), NULL };
  CrashWorld *self;
  AmbDb *db;
  g_autofree char *device = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GError) error = NULL;

  sqlite3_auto_extension ((void (*) (void)) opened_cb);
  self = crash_world_new (folder, 1, CRASH_SOUND);
  device = amb_clock_dup_id (self->clocks[CRASH_CLIENT]);
  other = amb_clock_dup_id (self->clocks[CRASH_SERVER]);
  db = amb_store_get_db (self->stores[CRASH_SERVER]);
  amb_db_begin (db, &error);
  put_records (self->stores[CRASH_SERVER]);
  amb_db_commit (db, &error);
  g_assert_no_error (error);
  amb_server_core_adopt (self->core, &error);
  g_assert_no_error (error);
  write_token (self, "desktop", AMB_ACCESS_LEAD, nodes, device);
  write_token (self, "manager", AMB_ACCESS_MANAGER, NULL, other);
  amb_sync_engine_begin (self->engine, "memory:", device, &error);
  g_assert_no_error (error);
  crash_world_settle (self, &error);
  g_assert_no_error (error);
  crash_world_free (self);
}

static gboolean
is_own (const char *sql)
{
  return sql && !g_str_has_prefix (sql, "CREATE VIRTUAL");
}

static char *
dump_table (sqlite3 *db, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  sqlite3_stmt *stmt = NULL;
  guint rows = 0;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);

  while (rc == SQLITE_OK && sqlite3_step (stmt) == SQLITE_ROW)
    {
      rows++;
      for (int i = 0; i < sqlite3_column_count (stmt); i++)
        {
          const char type = (char) ('0' + sqlite3_column_type (stmt, i));
          const guint8 *bytes = sqlite3_column_blob (stmt, i);

          g_checksum_update (sum, (const guint8 *) &type, 1);
          if (bytes)
            g_checksum_update (sum, bytes, sqlite3_column_bytes (stmt, i));
        }
    }
  if (sqlite3_finalize (stmt) != SQLITE_OK || rc != SQLITE_OK)
    return g_strdup_printf ("%s: %s", table, sqlite3_errmsg (db));
  return g_strdup_printf ("%s %u %s", table, rows, g_checksum_get_string (sum));
}

GPtrArray *
crash_world_dump (CrashWorld *self, CrashSide side)
{
  GPtrArray *dump = g_ptr_array_new_with_free_func (g_free);
  sqlite3 *db = self->handles[side];
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (db,
                          "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name",
                          -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  while (sqlite3_step (stmt) == SQLITE_ROW)
    if (is_own ((const char *) sqlite3_column_text (stmt, 1)))
      g_ptr_array_add (dump, dump_table (db, (const char *) sqlite3_column_text (stmt, 0)));
  sqlite3_finalize (stmt);
  return dump;
}

char *
crash_world_dup_difference (GPtrArray *a, GPtrArray *b)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (a->len != b->len)
    return g_strdup ("the number of tables");
  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (a->pdata[i], b->pdata[i]))
      g_string_append_printf (text, "%s%.*s", text->len > 0 ? ", " : "",
                              (int) strcspn (a->pdata[i], " "), (char *) a->pdata[i]);
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
append_content (AmbStore *store, const char *name, const char *const *fields, GString *text)
{
  g_autoptr (AmbQuery) query = amb_query_new (amb_entity_find (name));
  g_autoptr (GPtrArray) records = amb_store_list (store, query, -1, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; records && i < records->len; i++)
    {
      GString *line = g_string_new (name);

      for (guint j = 0; fields[j]; j++)
        g_string_append_printf (line, "|%s",
                                amb_record_get (records->pdata[i], fields[j])
                                    ? amb_record_get (records->pdata[i], fields[j])
                                    : "-");
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }
  g_ptr_array_sort (lines, compare_texts);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s\n", (char *) lines->pdata[i]);
}

static gint64
count (CrashWorld *self, CrashSide side, const char *sql)
{
  gint64 n = -1;

  amb_db_query_int (amb_store_get_db (self->stores[side]), &n, -1, NULL, sql, NULL);
  return n;
}

char *
crash_world_dup_content (CrashWorld *self, CrashSide side)
{
  GString *text = g_string_new (NULL);
  AmbStore *store = self->stores[side];

  append_content (store, "ambassador",
                  (const char *const[]){ "display-name", "email", "job-title", "notes", "state",
                                         "roles", "country", "node-id", NULL },
                  text);
  append_content (store, "task", (const char *const[]){ "title", "state", NULL }, text);
  append_content (store, "transition", (const char *const[]){ "record", "from", "to", "why", NULL },
                  text);
  if (side == CRASH_SERVER)
    g_string_append_printf (text, "operations %d head %d\n",
                            (int) count (self, side, "SELECT count(*) FROM operation"),
                            (int) amb_server_core_get_head (self->core));
  return g_string_free (text, FALSE);
}

/* Every row of the desktop is the server's, versions included. */
static char *
compare_sides (CrashWorld *self, const AmbEntity *entity)
{
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  g_autoptr (GPtrArray) mine = amb_store_list (self->stores[CRASH_CLIENT], query, -1, NULL);

  for (guint i = 0; mine && i < mine->len; i++)
    {
      AmbRecord *record = mine->pdata[i];
      g_autoptr (AmbRecord) other =
          amb_store_lookup (self->stores[CRASH_SERVER], entity, amb_record_get_id (record), NULL);
      g_autoptr (GString) a = g_string_new (NULL);
      g_autoptr (GString) b = g_string_new (NULL);

      if (!other || amb_record_get_deleted (other))
        return g_strdup_printf ("the server has no %s %s", entity->name,
                                amb_record_get_id (record));
      amb_record_append_json (record, a);
      amb_record_append_json (other, b);
      if (!g_str_equal (a->str, b->str) ||
          amb_record_get_ver (record) != amb_record_get_ver (other) ||
          g_strcmp0 (amb_record_get_fv (record), amb_record_get_fv (other)) != 0)
        return g_strdup_printf ("the %s %s is %s here and %s there", entity->name,
                                amb_record_get_id (record), a->str, b->str);
    }
  return mine ? NULL : g_strdup_printf ("the %s can't be listed", entity->label_plural);
}

/* What the server confirmed is there. */
static char *
check_confirmed (CrashWorld *self)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (self->stores[CRASH_CLIENT]),
                                             "SELECT op FROM sync_log", NULL);
  gboolean row = TRUE;

  while (stmt && amb_stmt_step (stmt, &row, NULL) && row)
    {
      gint64 n = 0;

      amb_db_query_int (amb_store_get_db (self->stores[CRASH_SERVER]), &n, 0, NULL,
                        "SELECT count(*) FROM operation WHERE op = ?", "t",
                        amb_stmt_get_text (stmt, 0));
      if (n != 1)
        return g_strdup_printf ("a confirmed operation is %d times there", (int) n);
    }
  return NULL;
}

static char *
check_findings (CrashWorld *self)
{
  g_autoptr (GPtrArray) findings = amb_findings_list (self->stores[CRASH_CLIENT], NULL);
  const AmbFinding *finding = findings && findings->len == 1 ? findings->pdata[0] : NULL;

  return finding && g_strcmp0 (finding->mine, "typed title") == 0 &&
                 g_strcmp0 (finding->theirs, "their title") == 0
             ? NULL
             : g_strdup_printf ("%u findings, or another than of the title",
                                findings ? findings->len : 0);
}

char *
crash_world_check_end (CrashWorld *self)
{
  static const struct
  {
    CrashSide side;
    const char *what, *sql; /* counts what should not be there */
  } rules[] = {
    { CRASH_CLIENT, "operations are left", "SELECT count(*) FROM outbox" },
    { CRASH_CLIENT, "shadows are left", "SELECT count(*) FROM shadow" },
    { CRASH_CLIENT, "orphans are left", "SELECT count(*) FROM sync_orphan" },
    { CRASH_CLIENT, "people of a node that is not the desktop's",
      "SELECT count(*) FROM ambassadors WHERE node_id IN ('" CRASH_NODE (3) "', '" CRASH_NODE (
          5) "')" },
    { CRASH_SERVER, "an operation is there twice",
      "SELECT count(*) FROM (SELECT op FROM operation GROUP BY op HAVING count(*) > 1)" },
    { CRASH_SERVER, "an address is there twice",
      "SELECT count(*) FROM (SELECT email FROM ambassadors WHERE email IS NOT NULL GROUP BY email"
      " HAVING count(*) > 1)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      gint64 n = count (self, rules[i].side, rules[i].sql);

      if (n != 0)
        return g_strdup_printf ("%s (%d)", rules[i].what, (int) n);
    }
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      char *failure = compare_sides (self, *entity);

      if (failure)
        return failure;
    }
  {
    char *failure = check_confirmed (self);

    return failure ? failure : check_findings (self);
  }
}

char *
crash_world_check_file (CrashWorld *self, CrashSide side)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = side == CRASH_SERVER
                                       ? amb_server_core_check (self->core, &error)
                                       : amb_store_check (self->stores[side], &error);

  if (!findings)
    return g_strdup (error->message);
  return findings->len > 0 ? g_strdup (findings->pdata[0]) : NULL;
}
