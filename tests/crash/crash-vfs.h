/* An SQLite VFS between the programs' code and the files of one database: it writes down what
 * reaches the disk, in order, and lets one write fail. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CRASH_WRITE,
  CRASH_TRUNCATE,
  CRASH_SYNC,
  CRASH_DELETE,
} CrashKind;

typedef enum
{
  CRASH_DATABASE,
  CRASH_WAL,
  CRASH_JOURNAL,
  CRASH_FILES
} CrashFile;

/* One boundary. */
typedef struct
{
  CrashKind kind;
  CrashFile file;
  gint64 offset; /* TRUNCATE: the new size */
  gsize size;
  guint8 *data; /* WRITE */
  guint step;   /* crash_vfs_set_step() */
} CrashOp;

typedef enum
{
  CRASH_DIE,  /* it and every later one is dropped and fails */
  CRASH_EIO,  /* it fails, once */
  CRASH_FULL, /* so, of a full disk; what is no write fails as CRASH_EIO does */
} CrashFault;

/** crash_vfs_register: makes it the default VFS of the process */
void crash_vfs_register (void);
/** crash_vfs_watch: counts boundaries of the database @path from now on (NULL: of none), from 0;
 * nothing fails until crash_vfs_arm() */
void crash_vfs_watch (const char *path);
/** crash_vfs_record: (nullable): appends each boundary to @ops (of CrashOp) */
void crash_vfs_record (GPtrArray *ops);
void crash_vfs_set_step (guint step);
/** crash_vfs_arm: boundary @n (from 1) fails as @fault says */
void crash_vfs_arm (guint n, CrashFault fault);
guint crash_vfs_get_count (void);
/** crash_vfs_has_fired: was boundary n reached? */
gboolean crash_vfs_has_fired (void);

void crash_op_free (CrashOp *self);

/* The files as they are on the disk at some boundary. */
typedef struct
{
  GByteArray *files[CRASH_FILES];
} CrashImage;

/** crash_image_new: @path: of the database; reads it, and what is beside it */
CrashImage *crash_image_new (const char *path);
CrashImage *crash_image_copy (const CrashImage *self);
void crash_image_free (CrashImage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrashImage, crash_image_free)
/** crash_image_apply: @torn: only the first half of a write */
void crash_image_apply (CrashImage *self, const CrashOp *op, gboolean torn);
/** crash_image_sync: the file of @op is in @self as it is in @now */
void crash_image_sync (CrashImage *self, const CrashImage *now, CrashFile file);
/** crash_image_write: replaces the files at @path */
void crash_image_write (const CrashImage *self, const char *path);
/** crash_image_write_logs: all but the database */
void crash_image_write_logs (const CrashImage *self, const char *path);

G_END_DECLS
