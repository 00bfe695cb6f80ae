/* The seam to SQL: one connection, cached statements, transactions. One thread at a time. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _AmbDb AmbDb;
typedef struct _AmbStmt AmbStmt;

typedef enum
{
  AMB_DB_DEFAULT = 0,
  AMB_DB_READ_ONLY = 1 << 0, /* a reader: never checkpoints (sync.md's WAL rule) */
} AmbDbFlags;

/**
 * amb_db_open:
 * @path: file (created 0600 when missing) or ":memory:"
 *
 * WAL, synchronous=FULL, secure_delete, foreign_keys off. Errors: AMB_ERROR_CORRUPT, _FULL, _BUSY,
 * _FAILED, each naming the file.
 */
AmbDb *amb_db_open (const char *path, AmbDbFlags flags, GError **error);
/** amb_db_check_version: refuses a file whose PRAGMA user_version is above @known, without opening
 * it: opening would turn its journal to WAL. AMB_ERROR_TOO_NEW. */
gboolean amb_db_check_version (const char *path, guint32 known, GError **error);
void amb_db_close (AmbDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbDb, amb_db_close)

/** amb_db_prepare: (transfer full): a statement from the cache; freeing it resets it and puts it
 * back */
AmbStmt *amb_db_prepare (AmbDb *self, const char *sql, GError **error);
void amb_stmt_free (AmbStmt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbStmt, amb_stmt_free)

/* Parameters count from 1; text is copied; a NULL text binds NULL. */
void amb_stmt_bind_text (AmbStmt *self, int index, const char *text);
void amb_stmt_bind_int (AmbStmt *self, int index, gint64 value);
void amb_stmt_bind_null (AmbStmt *self, int index);
/** amb_stmt_step: TRUE and *@row TRUE for a row, *@row FALSE at the end; FALSE with @error */
gboolean amb_stmt_step (AmbStmt *self, gboolean *row, GError **error);
/** amb_stmt_run: steps to the end, then resets so that it can be bound and run again */
gboolean amb_stmt_run (AmbStmt *self, GError **error);
void amb_stmt_reset (AmbStmt *self);
/* Columns count from 0; text is borrowed until the next step. */
const char *amb_stmt_get_text (AmbStmt *self, int column);
gint64 amb_stmt_get_int (AmbStmt *self, int column);
gboolean amb_stmt_is_null (AmbStmt *self, int column);

/** amb_db_exec: one or more statements without parameters */
gboolean amb_db_exec (AmbDb *self, const char *sql, GError **error);
/**
 * amb_db_run:
 * @types: one letter a parameter: `t` const char *, `i` gint64 (cast it!)
 */
gboolean amb_db_run (AmbDb *self, GError **error, const char *sql, const char *types, ...);
/** amb_db_query_int: first column of the first row, @fallback when there is none; same @types */
gboolean amb_db_query_int (AmbDb *self,
                           gint64 *value,
                           gint64 fallback,
                           GError **error,
                           const char *sql,
                           const char *types,
                           ...);
/** amb_db_query_text: (out) (transfer full) (nullable) @value: first column of the first row, NULL
 * when there is none */
gboolean amb_db_query_text (
    AmbDb *self, char **value, GError **error, const char *sql, const char *types, ...);

/* Transactions nest: the inner ones are savepoints. Commit of the outermost one makes it durable.
 */
gboolean amb_db_begin (AmbDb *self, GError **error);
gboolean amb_db_commit (AmbDb *self, GError **error);
void amb_db_rollback (AmbDb *self);
/** amb_db_set_today_func: what the SQL function amb_today() asks, once in each run of a statement:
 * a day as YYYY-MM-DD; without one it is NULL */
typedef const char *(*AmbDbToday) (gpointer data);
void amb_db_set_today_func (AmbDb *self, AmbDbToday func, gpointer data);
/** amb_db_set_transaction_funcs: @committing is called before an outermost transaction is
 * committed, with it still open; its failure is the commit's, and rolls back. @rolled_back is
 * called when one came to nothing */
typedef gboolean (*AmbDbCommitting) (gpointer data, GError **error);
typedef void (*AmbDbRolledBack) (gpointer data);
void amb_db_set_transaction_funcs (AmbDb *self,
                                   AmbDbCommitting committing,
                                   AmbDbRolledBack rolled_back,
                                   gpointer data);
gboolean amb_db_is_in_transaction (AmbDb *self);
/** amb_db_get_transaction: the number of the open outermost transaction, 0: none */
guint64 amb_db_get_transaction (AmbDb *self);

gint64 amb_db_get_last_rowid (AmbDb *self);
gint64 amb_db_get_changes (AmbDb *self);
/** amb_db_interrupt: stops what runs on it. Any thread. */
void amb_db_interrupt (AmbDb *self);
/** amb_db_set_bulk: synchronous=NORMAL and rare checkpoints while a first load runs */
gboolean amb_db_set_bulk (AmbDb *self, gboolean bulk, GError **error);
/** amb_db_copy_from: everything of @source, which nobody else may use meanwhile, into @self, whose
 * file is empty */
gboolean amb_db_copy_from (AmbDb *self, AmbDb *source, GError **error);
/** amb_db_backup: a consistent copy into a new file while others read and write; an existing @path
 * is refused */
gboolean amb_db_backup (AmbDb *self, const char *path, GError **error);

G_END_DECLS
