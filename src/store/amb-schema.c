/* The schema of a file: entity tables from their field tables, and what the client keeps besides.
 */
#include "amb-error.h"
#include "amb-store-private.h"
#include "amb-store-sql.h"

#include <glib/gi18n-lib.h>

static const char common_sql[] =
    "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS set_value (entity TEXT NOT NULL, field TEXT NOT NULL,"
    "  value TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (entity, field, value, rid))"
    "  STRICT, WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS set_value_rid ON set_value (entity, rid);";

static const char client_sql[] =
    "CREATE TABLE IF NOT EXISTS outbox (n INTEGER PRIMARY KEY, op TEXT NOT NULL UNIQUE,"
    "  tx TEXT NOT NULL, entity TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT,"
    "  at INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0, mark INTEGER NOT NULL DEFAULT 0)"
    "  STRICT;"
    "CREATE INDEX IF NOT EXISTS outbox_record ON outbox (entity, id);"
    "CREATE INDEX IF NOT EXISTS outbox_state ON outbox (state, n);"
    "CREATE TABLE IF NOT EXISTS shadow (entity TEXT NOT NULL, id TEXT NOT NULL,"
    "  field TEXT NOT NULL, value TEXT, ver INTEGER NOT NULL, PRIMARY KEY (entity, id, field))"
    "  STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS sync_scope (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
    "  gen INTEGER NOT NULL, doubt INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE TABLE IF NOT EXISTS sync_member (entity TEXT NOT NULL, rid INTEGER NOT NULL,"
    "  scope INTEGER NOT NULL, gen INTEGER NOT NULL, dead INTEGER NOT NULL DEFAULT 0,"
    "  PRIMARY KEY (entity, rid, scope)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS sync_member_scope ON sync_member (scope, gen);"
    "CREATE TABLE IF NOT EXISTS sync_orphan (entity TEXT NOT NULL, rid INTEGER NOT NULL,"
    "  PRIMARY KEY (entity, rid)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS sync_repair (name TEXT PRIMARY KEY, state INTEGER NOT NULL)"
    "  STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS sync_unknown (entity TEXT PRIMARY KEY) STRICT;"
    "CREATE TABLE IF NOT EXISTS sync_log (n INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  op TEXT NOT NULL UNIQUE, tx TEXT NOT NULL, entity TEXT NOT NULL, id TEXT NOT NULL,"
    "  kind TEXT NOT NULL, payload TEXT, at INTEGER NOT NULL, acked INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS finding (key INTEGER PRIMARY KEY, conflict INTEGER NOT NULL,"
    "  entity TEXT NOT NULL, id TEXT NOT NULL, field TEXT, base TEXT, mine TEXT, theirs TEXT,"
    "  by TEXT, by_at INTEGER NOT NULL DEFAULT 0, kind TEXT, code TEXT, detail TEXT, typed TEXT,"
    "  op TEXT, tx TEXT, at INTEGER NOT NULL, payload TEXT) STRICT;"
    "CREATE INDEX IF NOT EXISTS finding_record ON finding (entity, id);"
    "CREATE TABLE IF NOT EXISTS settled_finding (key INTEGER PRIMARY KEY, conflict INTEGER NOT "
    "NULL,"
    "  entity TEXT NOT NULL, id TEXT NOT NULL, field TEXT, base TEXT, mine TEXT, theirs TEXT,"
    "  by TEXT, by_at INTEGER NOT NULL DEFAULT 0, kind TEXT, code TEXT, detail TEXT, typed TEXT,"
    "  op TEXT, tx TEXT, at INTEGER NOT NULL, payload TEXT, grp INTEGER NOT NULL) STRICT;"
    "CREATE INDEX IF NOT EXISTS settled_finding_group ON settled_finding (grp);"
    "CREATE TABLE IF NOT EXISTS settled_operation (op TEXT PRIMARY KEY, grp INTEGER NOT NULL,"
    "  waited_for TEXT NOT NULL, other TEXT, parked TEXT, sent TEXT) STRICT, WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS settled_operation_group ON settled_operation (grp);"
    "CREATE TABLE IF NOT EXISTS settled_child (op TEXT PRIMARY KEY, grp INTEGER NOT NULL,"
    "  n INTEGER NOT NULL, tx TEXT NOT NULL, entity TEXT NOT NULL, id TEXT NOT NULL,"
    "  kind TEXT NOT NULL, payload TEXT, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS settled_child_group ON settled_child (grp);"
    "CREATE TABLE IF NOT EXISTS settled_reference (op TEXT NOT NULL, field TEXT NOT NULL,"
    "  PRIMARY KEY (op, field)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS settled_edit (grp INTEGER NOT NULL, entity TEXT NOT NULL,"
    "  id TEXT NOT NULL, payload TEXT NOT NULL, seen INTEGER NOT NULL,"
    "  PRIMARY KEY (grp, entity, id)) STRICT,"
    "  WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS undo_group (grp INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
    "  label TEXT NOT NULL, state INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE INDEX IF NOT EXISTS undo_group_state ON undo_group (state, grp);"
    "CREATE TABLE IF NOT EXISTS journal (seq INTEGER PRIMARY KEY, grp INTEGER NOT NULL,"
    "  at INTEGER NOT NULL, by TEXT, entity TEXT NOT NULL, id TEXT NOT NULL,"
    "  action INTEGER NOT NULL, field TEXT, old TEXT, value TEXT, why TEXT) STRICT;"
    "CREATE INDEX IF NOT EXISTS journal_group ON journal (grp, seq);"
    "CREATE INDEX IF NOT EXISTS journal_record ON journal (entity, id, seq);"
    "CREATE TABLE IF NOT EXISTS draft (entity TEXT NOT NULL, id TEXT NOT NULL,"
    "  field TEXT NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL,"
    "  PRIMARY KEY (entity, id, field)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS view_state (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
    "  STRICT, WITHOUT ROWID;";

/* On a server, rows that were put in directly are found without reading the others. */
static char *
dup_indexes (const AmbEntity *entity, gboolean server)
{
  g_autofree char *indexes = amb_sql_create_indexes (entity);

  if (!server)
    return g_steal_pointer (&indexes);
  return g_strdup_printf (
      "%sCREATE INDEX IF NOT EXISTS \"%s_unpublished\" ON \"%s\" (ver) WHERE ver = 0;", indexes,
      entity->collection, entity->collection);
}

/* Which columns, indexes and search texts there are, in one text: when it is what the file was last
 * prepared with, nothing needs to be looked at. */
static char *
make_fingerprint (gboolean server)
{
  g_autoptr (GString) all = g_string_new (server ? "server" : client_sql);

  g_string_append_printf (all, "%u", amb_schema_version ());
  g_string_append (all, common_sql);
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      g_autofree char *table = amb_sql_create_table (*e);
      g_autofree char *indexes = dup_indexes (*e, server);
      g_autofree char *texts = amb_sql_insert_texts (*e, FALSE);

      g_string_append (all, table);
      g_string_append (all, indexes);
      g_string_append (all, texts);
    }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, all->str, all->len);
}

/* What is made once of the program's tables. */
typedef struct
{
  char *fingerprint;
  AmbDb *template; /* a file that is new; NULL: none was needed yet */
} Made;

static GMutex made_lock;

/* Under the lock; tables of a program don't change while it runs, those of a test may. */
static Made *
get_made (gboolean server)
{
  static GHashTable *all[2]; /* by tables */
  Made *made;

  if (all[server] == NULL)
    all[server] = g_hash_table_new (NULL, NULL);
  made = g_hash_table_lookup (all[server], amb_entities ());
  if (made == NULL)
    {
      made = g_new0 (Made, 1);
      made->fingerprint = make_fingerprint (server);
      g_hash_table_insert (all[server], (gpointer) amb_entities (), made);
    }
  return made;
}

static const char *
get_fingerprint (gboolean server)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&made_lock);

  return get_made (server)->fingerprint;
}

/* A file that is new has every column from the start. */
static gboolean
prepare_entities (AmbDb *db, gboolean server, gboolean is_new, GError **error)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      g_autofree char *table = amb_sql_create_table (*e);
      g_autofree char *indexes = dup_indexes (*e, server);

      if (!amb_db_exec (db, table, error) ||
          (!is_new && !amb_schema_upgrade_table (db, *e, indexes, error)) ||
          !amb_db_exec (db, indexes, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
prepare_all (AmbDb *db, gboolean server, gboolean is_new, const char *fingerprint, GError **error)
{
  g_autofree char *version = g_strdup_printf ("PRAGMA user_version = %u;", amb_schema_version ());

  return amb_db_exec (db, common_sql, error) && (server || amb_db_exec (db, client_sql, error)) &&
         (server || is_new || amb_schema_upgrade_client (db, error)) &&
         prepare_entities (db, server, is_new, error) &&
         amb_db_run (db, error, "INSERT OR REPLACE INTO meta (key, value) VALUES ('schema', ?)",
                     "t", fingerprint) &&
         amb_db_exec (db, version, error);
}

/* Statement by statement a schema of ninety entities takes its time: it is made once, and every new
 * file begins as a copy of it. */
static gboolean
copy_template (AmbDb *db, gboolean server, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&made_lock);
  Made *made = get_made (server);
  g_autoptr (AmbDb) template = NULL;

  if (made->template == NULL)
    {
      template = amb_db_open (":memory:", AMB_DB_DEFAULT, error);
      if (template == NULL || !prepare_all (template, server, TRUE, made->fingerprint, error))
        return FALSE;
      made->template = g_steal_pointer (&template);
    }
  return amb_db_copy_from (db, made->template, error);
}

/* A file with tables and without our version is somebody else's. */
static gboolean
check_foreign (AmbDb *db, GError **error)
{
  gint64 tables;

  if (!amb_db_query_int (db, &tables, 0, error, "SELECT count(*) FROM sqlite_schema", NULL))
    return FALSE;
  if (tables == 0)
    return TRUE;
  g_set_error (
      error, AMB_ERROR, AMB_ERROR_CORRUPT,
      _ ("This database was not written by Ambassade. It was left untouched; choose another "
         "folder."));
  return FALSE;
}

static gboolean
check_version (AmbDb *db, gint64 *version, GError **error)
{
  if (!amb_db_query_int (db, version, 0, error, "PRAGMA user_version", NULL))
    return FALSE;
  if (*version == 0 && !check_foreign (db, error))
    return FALSE;
  if (*version <= amb_schema_version ())
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_TOO_NEW,
               _ ("This file was written by a newer version of Ambassade (schema %d; this program "
                  "knows %d). Update Ambassade to open it; the file was left untouched."),
               (int) *version, (int) amb_schema_version ());
  return FALSE;
}

/* Of an index that is new SQLite knows nothing yet, beside others of which it knows how they serve.
 * A file that was never looked at needs none of it. */
static gboolean
look_again (AmbStore *store, GError **error)
{
  gint64 known;

  return amb_db_query_int (store->db, &known, 0, error,
                           "SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'",
                           NULL) &&
         (known == 0 || amb_store_finish_load (store, error));
}

/* One transaction: an older file is as it was, or of this program whole. */
static gboolean
upgrade (AmbStore *store, gint64 version, const char *fingerprint, GError **error)
{
  gboolean server = (store->flags & AMB_STORE_SERVER) != 0;

  if (!amb_db_begin (store->db, error))
    return FALSE;
  if (!prepare_all (store->db, server, FALSE, fingerprint, error) ||
      !amb_schema_upgrade_rows (store, (guint) version, error) || !look_again (store, error))
    {
      amb_db_rollback (store->db);
      return FALSE;
    }
  return amb_db_commit (store->db, error);
}

gboolean
amb_schema_prepare (AmbStore *store, GError **error)
{
  gboolean server = (store->flags & AMB_STORE_SERVER) != 0;
  const char *fingerprint = get_fingerprint (server);
  g_autofree char *known = NULL;
  gint64 version;

  if (!check_version (store->db, &version, error))
    return FALSE;
  if (version > 0 && !amb_db_query_text (store->db, &known, error,
                                         "SELECT value FROM meta WHERE key = 'schema'", NULL))
    return FALSE;
  if (g_strcmp0 (known, fingerprint) == 0)
    return TRUE;
  return version == 0 ? copy_template (store->db, server, error)
                      : upgrade (store, version, fingerprint, error);
}

gboolean
amb_schema_verify (AmbDb *db, GError **error)
{
  gint64 version;

  if (!check_version (db, &version, error))
    return FALSE;
  if (version == amb_schema_version ())
    return TRUE;
  if (version > 0)
    g_set_error (error, AMB_ERROR, AMB_ERROR_BUSY,
                 _ ("This file is still of an older version of Ambassade (schema %d; this program "
                    "writes %d), and another program holds it. Close that one; then this one "
                    "upgrades the file when it opens it."),
                 (int) version, (int) amb_schema_version ());
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                 _ ("There is no programme in this file yet. Add, import or connect first."));
  return FALSE;
}
