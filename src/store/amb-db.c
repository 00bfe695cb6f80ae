#include "amb-db.h"

#include "amb-error.h"
#include "amb-text.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The idle statements of one text of SQL. */
typedef struct
{
  char *sql;
  GPtrArray *idle; /* of sqlite3_stmt* */
} Pool;

/* Texts that were asked lately, by their address: most are literals, or kept by who asks. */
#define RECENT 64

struct _AmbDb
{
  sqlite3 *handle;
  char *path;
  char *file;        /* nullable: which file it is, of those that are open */
  GHashTable *cache; /* sql → Pool, whose key it is */
  Pool *recent[RECENT];
  int depth;
  guint64 transaction; /* how many outermost ones were begun */
  AmbDbToday today;    /* nullable */
  gpointer today_data;
  char *today_text; /* nullable: what it said in the run of a statement that is under way */
  AmbDbCommitting committing;  /* nullable */
  AmbDbRolledBack rolled_back; /* nullable */
  gpointer transaction_data;   /* of both */
};

struct _AmbStmt
{
  AmbDb *db;
  Pool *pool;
  sqlite3_stmt *stmt;
};

static gboolean
set_error (AmbDb *self, int rc, GError **error)
{
  const char *message = self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (rc);

  switch (rc & 0xff)
    {
    case SQLITE_FULL:
      g_set_error (error, AMB_ERROR, AMB_ERROR_FULL,
                   _ ("There is no space left for “%s”. Free some space and try again; nothing was "
                      "changed."),
                   self->path);
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      g_set_error (
          error, AMB_ERROR, AMB_ERROR_CORRUPT,
          _ ("The file “%s” is damaged (%s). Restore it from a backup, or move it away and "
             "connect again."),
          self->path, message);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, AMB_ERROR, AMB_ERROR_BUSY,
                   _ ("“%s” is in use by another program. Close that first."), self->path);
      break;
    case SQLITE_INTERRUPT:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
      break;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      g_set_error (error, AMB_ERROR, AMB_ERROR_FAILED,
                   _ ("“%s” can’t be opened for writing (%s). Check the folder’s rights."),
                   self->path, message);
      break;
    default:
      g_set_error (error, AMB_ERROR, AMB_ERROR_FAILED, _ ("“%s”: %s."), self->path, message);
    }
  return FALSE;
}

static void
fold_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);

  if (text == NULL)
    sqlite3_result_null (context);
  else
    sqlite3_result_text (context, amb_text_fold (text), -1, g_free);
}

static void
today_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  AmbDb *self = sqlite3_user_data (context);

  if (self->today == NULL)
    return;
  /* What SQLite calls a constant it asks anew for each row of an inner statement. */
  if (self->today_text == NULL)
    {
      const char *text = self->today (self->today_data); /* which runs statements */

      self->today_text = g_strdup (text);
    }
  sqlite3_result_text (context, self->today_text, -1, SQLITE_TRANSIENT);
}

static gboolean
configure (AmbDb *self, AmbDbFlags flags, GError **error)
{
  const char *sql = flags & AMB_DB_READ_ONLY
                        ? "PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0;"
                          "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-64000;"
                        : "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                          "PRAGMA secure_delete=ON; PRAGMA foreign_keys=OFF;"
                          "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;";

  sqlite3_busy_timeout (self->handle, 5000);
  sqlite3_extended_result_codes (self->handle, 1);
  /* Without this, the name of a column that is missing reads as a text of the same letters. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  /* A writer's statements run for row after row, each by its key. Where SQLite keeps samples of
   * values (STAT4, as Debian builds it) it would compile such a statement again for every new
   * parameter. Readers keep that: a list is asked once, and the value decides which index serves
   * it. */
  if ((flags & AMB_DB_READ_ONLY) == 0)
    sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
  sqlite3_create_function (self->handle, "amb_fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                           fold_func, NULL, NULL);
  /* Deterministic within a statement, which is what SQLite makes of it. */
  sqlite3_create_function (self->handle, "amb_today", 0, SQLITE_UTF8 | SQLITE_DETERMINISTIC, self,
                           today_func, NULL, NULL);
  return amb_db_exec (self, sql, error);
}

/* The files that this process has open, by device and inode, and how often. POSIX drops all locks
 * of a process on a file when it closes any descriptor of it: beside an open connection nothing
 * opens its file but SQLite, which knows (“How To Corrupt An SQLite Database File”, 2.2). Another
 * program that found no lock would take itself for the last one, and remove the -wal file with what
 * is in it. */
static GMutex files_mutex;
static GHashTable *files;

static char *
dup_file (const char *path)
{
  struct stat about;

  return path[0] != ':' && stat (path, &about) == 0
             ? g_strdup_printf ("%ju:%ju", (uintmax_t) about.st_dev, (uintmax_t) about.st_ino)
             : NULL;
}

/* With the mutex held. */
static guint
count_open (const char *path)
{
  g_autofree char *file = dup_file (path);

  return file != NULL && files != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (files, file)) : 0;
}

/* With the mutex held. @file: (nullable): one that is no file */
static void
note_open (const char *file, gboolean opened)
{
  guint n;

  if (file == NULL)
    return;
  if (files == NULL)
    files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (files, file));
  if (!opened && n == 1)
    g_hash_table_remove (files, file);
  else
    g_hash_table_replace (files, g_strdup (file), GUINT_TO_POINTER (opened ? n + 1 : n - 1));
}

/* The version in the file's header, before anything is written to it; 0 for a new or foreign file.
 */
static guint32
read_version (const char *path)
{
  guint8 header[64];
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  gsize n = 0;

  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), header, sizeof header, &n, NULL, NULL) ||
      n < sizeof header || memcmp (header, "SQLite format 3", 16) != 0)
    return 0;
  return (guint32) header[60] << 24 | header[61] << 16 | header[62] << 8 | header[63];
}

gboolean
amb_db_check_version (const char *path, guint32 known, GError **error)
{
  guint32 version = 0;

  /* What is open already was asked then. */
  g_mutex_lock (&files_mutex);
  if (path[0] != ':' && count_open (path) == 0)
    version = read_version (path);
  g_mutex_unlock (&files_mutex);
  if (version <= known)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_TOO_NEW,
               _ ("“%s” was written by a newer version of Ambassade (schema %u; this program knows "
                  "%u). Update Ambassade to open it; the file was left untouched."),
               path, version, known);
  return FALSE;
}

static void
finalize_stmt (gpointer stmt)
{
  sqlite3_finalize (stmt);
}

static Pool *
new_pool (const char *sql)
{
  Pool *pool = g_rc_box_new0 (Pool);

  pool->sql = g_strdup (sql);
  pool->idle = g_ptr_array_new_with_free_func (finalize_stmt);
  return pool;
}

static void
clear_pool (gpointer data)
{
  Pool *pool = data;

  g_ptr_array_unref (pool->idle);
  g_free (pool->sql);
}

static void
unref_pool (gpointer pool)
{
  g_rc_box_release_full (pool, clear_pool);
}

/* Statements that stay prepared; beyond it the idle ones make room for what is asked now. */
#define MAX_CACHED_SQL 1000

/* (transfer none) */
static Pool *
get_pool (AmbDb *self, const char *sql)
{
  Pool **recent = &self->recent[(GPOINTER_TO_SIZE (sql) >> 4) % RECENT];
  Pool *pool;

  if (*recent != NULL && strcmp ((*recent)->sql, sql) == 0)
    return *recent;
  pool = g_hash_table_lookup (self->cache, sql);
  if (pool == NULL)
    {
      if (g_hash_table_size (self->cache) >= MAX_CACHED_SQL)
        {
          memset (self->recent, 0, sizeof self->recent);
          g_hash_table_remove_all (self->cache);
        }
      pool = new_pool (sql);
      g_hash_table_insert (self->cache, pool->sql, pool);
    }
  *recent = pool;
  return pool;
}

/* Nobody asks for SQLite's count of its memory, and one lock around every allocation of all threads
 * is what it costs. */
static void
configure_library (void)
{
  static gsize once;

  if (!g_once_init_enter (&once))
    return;
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_once_init_leave (&once, 1);
}

/* For the person alone; with the mutex held. */
static void
create (const char *path)
{
  int fd;

  if (path[0] == ':' || strncmp (path, "file:", 5) == 0 || count_open (path) > 0)
    return;
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0)
    close (fd);
}

AmbDb *
amb_db_open (const char *path, AmbDbFlags flags, GError **error)
{
  g_autoptr (AmbDb) self = g_new0 (AmbDb, 1);
  int mode =
      flags & AMB_DB_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  int rc;

  self->path = g_strdup (path);
  self->cache = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, unref_pool);
  configure_library ();
  g_mutex_lock (&files_mutex);
  if ((flags & AMB_DB_READ_ONLY) == 0)
    create (path);
  rc = sqlite3_open_v2 (path, &self->handle, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
  self->file = dup_file (path);
  note_open (self->file, TRUE);
  g_mutex_unlock (&files_mutex);
  if (rc != SQLITE_OK)
    {
      set_error (self, rc, error);
      return NULL;
    }
  if (!configure (self, flags, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
amb_db_close (AmbDb *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->cache);
  sqlite3_close_v2 (self->handle);
  g_mutex_lock (&files_mutex);
  note_open (self->file, FALSE);
  g_mutex_unlock (&files_mutex);
  g_free (self->file);
  g_free (self->today_text);
  g_free (self->path);
  g_free (self);
}

AmbStmt *
amb_db_prepare (AmbDb *self, const char *sql, GError **error)
{
  Pool *pool = get_pool (self, sql);
  AmbStmt *stmt;
  sqlite3_stmt *handle = NULL;
  int rc;

  if (pool->idle->len > 0)
    handle = g_ptr_array_steal_index_fast (pool->idle, pool->idle->len - 1);
  else
    {
      rc = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
      if (rc != SQLITE_OK)
        {
          set_error (self, rc, error);
          return NULL;
        }
    }
  stmt = g_new0 (AmbStmt, 1);
  stmt->db = self;
  stmt->pool = g_rc_box_acquire (pool);
  stmt->stmt = handle;
  return stmt;
}

void
amb_stmt_free (AmbStmt *self)
{
  if (self == NULL)
    return;
  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
  g_ptr_array_add (self->pool->idle, self->stmt);
  unref_pool (self->pool);
  g_free (self);
}

void
amb_stmt_bind_text (AmbStmt *self, int index, const char *text)
{
  sqlite3_bind_text (self->stmt, index, text, -1, SQLITE_TRANSIENT);
}

void
amb_stmt_bind_int (AmbStmt *self, int index, gint64 value)
{
  sqlite3_bind_int64 (self->stmt, index, value);
}

void
amb_stmt_bind_null (AmbStmt *self, int index)
{
  sqlite3_bind_null (self->stmt, index);
}

gboolean
amb_stmt_step (AmbStmt *self, gboolean *row, GError **error)
{
  int rc;

  if (!sqlite3_stmt_busy (self->stmt))
    g_clear_pointer (&self->db->today_text, g_free);
  rc = sqlite3_step (self->stmt);
  if (rc == SQLITE_ROW || rc == SQLITE_DONE)
    {
      *row = rc == SQLITE_ROW;
      return TRUE;
    }
  set_error (self->db, rc, error);
  sqlite3_reset (self->stmt);
  return FALSE;
}

gboolean
amb_stmt_run (AmbStmt *self, GError **error)
{
  gboolean row = TRUE;

  while (row)
    if (!amb_stmt_step (self, &row, error))
      return FALSE;
  sqlite3_reset (self->stmt);
  return TRUE;
}

void
amb_stmt_reset (AmbStmt *self)
{
  sqlite3_reset (self->stmt);
}

const char *
amb_stmt_get_text (AmbStmt *self, int column)
{
  return (const char *) sqlite3_column_text (self->stmt, column);
}

gint64
amb_stmt_get_int (AmbStmt *self, int column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

gboolean
amb_stmt_is_null (AmbStmt *self, int column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}

gboolean
amb_db_exec (AmbDb *self, const char *sql, GError **error)
{
  int rc;

  g_clear_pointer (&self->today_text, g_free);
  rc = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  return rc == SQLITE_OK || set_error (self, rc, error);
}

static void
bind_all (AmbStmt *stmt, const char *types, va_list args)
{
  for (int i = 0; types != NULL && types[i] != '\0'; i++)
    if (types[i] == 't')
      amb_stmt_bind_text (stmt, i + 1, va_arg (args, const char *));
    else
      amb_stmt_bind_int (stmt, i + 1, va_arg (args, gint64));
}

gboolean
amb_db_run (AmbDb *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (self, sql, error);
  va_list args;

  if (stmt == NULL)
    return FALSE;
  va_start (args, types);
  bind_all (stmt, types, args);
  va_end (args);
  return amb_stmt_run (stmt, error);
}

gboolean
amb_db_query_int (AmbDb *self,
                  gint64 *value,
                  gint64 fallback,
                  GError **error,
                  const char *sql,
                  const char *types,
                  ...)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (self, sql, error);
  gboolean row = FALSE;
  va_list args;

  *value = fallback;
  if (stmt == NULL)
    return FALSE;
  va_start (args, types);
  bind_all (stmt, types, args);
  va_end (args);
  if (!amb_stmt_step (stmt, &row, error))
    return FALSE;
  if (row && !amb_stmt_is_null (stmt, 0))
    *value = amb_stmt_get_int (stmt, 0);
  return TRUE;
}

gboolean
amb_db_query_text (
    AmbDb *self, char **value, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (self, sql, error);
  gboolean row = FALSE;
  va_list args;

  *value = NULL;
  if (stmt == NULL)
    return FALSE;
  va_start (args, types);
  bind_all (stmt, types, args);
  va_end (args);
  if (!amb_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *value = g_strdup (amb_stmt_get_text (stmt, 0));
  return TRUE;
}

/* Words of transactions come often: prepared once. */
static gboolean
run_word (AmbDb *self, const char *sql, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (self, sql, error);

  return stmt != NULL && amb_stmt_run (stmt, error);
}

static gboolean
exec_savepoint (AmbDb *self, const char *verb, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("%s s%d", verb, self->depth);

  return run_word (self, sql, error);
}

void
amb_db_set_today_func (AmbDb *self, AmbDbToday func, gpointer data)
{
  self->today = func;
  self->today_data = data;
}

void
amb_db_set_transaction_funcs (AmbDb *self,
                              AmbDbCommitting committing,
                              AmbDbRolledBack rolled_back,
                              gpointer data)
{
  self->committing = committing;
  self->rolled_back = rolled_back;
  self->transaction_data = data;
}

static void
tell_rolled_back (AmbDb *self)
{
  if (self->depth == 0 && self->rolled_back != NULL)
    self->rolled_back (self->transaction_data);
}

gboolean
amb_db_begin (AmbDb *self, GError **error)
{
  gboolean ok = self->depth == 0 ? run_word (self, "BEGIN IMMEDIATE", error)
                                 : exec_savepoint (self, "SAVEPOINT", error);

  if (ok && self->depth++ == 0)
    self->transaction++;
  return ok;
}

guint64
amb_db_get_transaction (AmbDb *self)
{
  return self->depth > 0 ? self->transaction : 0;
}

gboolean
amb_db_commit (AmbDb *self, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (self->depth > 0, FALSE);
  ok = self->depth > 1 || self->committing == NULL ||
       self->committing (self->transaction_data, error);
  self->depth--;
  if (ok)
    ok = self->depth == 0 ? run_word (self, "COMMIT", error)
                          : exec_savepoint (self, "RELEASE", error);
  if (!ok && self->depth == 0 && !sqlite3_get_autocommit (self->handle))
    amb_db_exec (self, "ROLLBACK", NULL);
  else if (!ok)
    self->depth++;
  if (!ok && sqlite3_get_autocommit (self->handle))
    {
      self->depth = 0;
      tell_rolled_back (self);
    }
  return ok;
}

void
amb_db_rollback (AmbDb *self)
{
  if (self->depth == 0)
    return;
  self->depth--;
  tell_rolled_back (self);
  /* After a full disk SQLite may have rolled back by itself: then there is nothing to undo. */
  if (sqlite3_get_autocommit (self->handle))
    return;
  if (self->depth == 0)
    run_word (self, "ROLLBACK", NULL);
  else if (exec_savepoint (self, "ROLLBACK TO", NULL))
    exec_savepoint (self, "RELEASE", NULL);
}

gboolean
amb_db_is_in_transaction (AmbDb *self)
{
  return self->depth > 0;
}

gint64
amb_db_get_last_rowid (AmbDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

gint64
amb_db_get_changes (AmbDb *self)
{
  return sqlite3_changes64 (self->handle);
}

void
amb_db_interrupt (AmbDb *self)
{
  sqlite3_interrupt (self->handle);
}

gboolean
amb_db_set_bulk (AmbDb *self, gboolean bulk, GError **error)
{
  return amb_db_exec (self,
                      bulk ? "PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=10000;"
                           : "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=1000;"
                             "PRAGMA wal_checkpoint(TRUNCATE);",
                      error);
}

gboolean
amb_db_copy_from (AmbDb *self, AmbDb *source, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (self->handle, "main", source->handle, "main");
  int rc = backup != NULL ? sqlite3_backup_step (backup, -1) : sqlite3_errcode (self->handle);

  if (backup != NULL)
    sqlite3_backup_finish (backup);
  return rc == SQLITE_DONE || set_error (self, rc, error);
}

gboolean
amb_db_backup (AmbDb *self, const char *path, GError **error)
{
  g_autoptr (AmbDb) target = NULL;
  int rc;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("“%s” exists already. Name a new file for the backup."), path);
      return FALSE;
    }
  target = g_new0 (AmbDb, 1);
  target->path = g_strdup (path);
  target->cache = g_hash_table_new (g_str_hash, g_str_equal);
  rc = sqlite3_open (path, &target->handle);
  if (rc != SQLITE_OK)
    return set_error (target, rc, error);
  return amb_db_copy_from (target, self, error);
}
