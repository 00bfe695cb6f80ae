#include "crash-vfs.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

typedef struct
{
  sqlite3_file base;
  CrashFile file;
  gboolean watched;
  sqlite3_file *real; /* behind this struct */
} File;

static const char *const suffixes[CRASH_FILES] = { "", "-wal", "-journal" };

static sqlite3_vfs *plain;
static char *watched; /* nullable */
static GPtrArray *recorded;
static guint step;
static guint count;
static guint armed; /* 0: none */
static CrashFault armed_fault;
static gboolean dead;

/* Which of the watched database's files is @name? */
static gboolean
find_file (const char *name, CrashFile *file)
{
  gsize n = watched ? strlen (watched) : 0;

  if (!name || !watched || strncmp (name, watched, n) != 0)
    return FALSE;
  for (guint i = 0; i < CRASH_FILES; i++)
    if (g_str_equal (name + n, suffixes[i]))
      {
        *file = i;
        return TRUE;
      }
  return FALSE;
}

/* What SQLite's own unix VFS answers when the system call fails. */
static int
get_failure (CrashKind kind)
{
  switch (kind)
    {
    case CRASH_WRITE:
      return armed_fault == CRASH_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    case CRASH_TRUNCATE:
      return SQLITE_IOERR_TRUNCATE;
    case CRASH_SYNC:
      return SQLITE_IOERR_FSYNC;
    default:
      return SQLITE_IOERR_DELETE;
    }
}

static int
pass (CrashKind kind, CrashFile file, gint64 offset, const void *data, gsize size)
{
  CrashOp *op;

  if (dead)
    return get_failure (kind);
  if (++count == armed)
    {
      dead = armed_fault == CRASH_DIE;
      return get_failure (kind);
    }
  if (!recorded)
    return SQLITE_OK;
  op = g_new0 (CrashOp, 1);
  *op = (CrashOp){ kind, file, offset, size, data ? g_memdup2 (data, size) : NULL, step };
  g_ptr_array_add (recorded, op);
  return SQLITE_OK;
}

static int
file_close (sqlite3_file *file)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods ? real->pMethods->xClose (real) : SQLITE_OK;
}

static int
file_read (sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xRead (real, data, size, offset);
}

static int
file_write (sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
  File *self = (File *) file;
  int rc = self->watched ? pass (CRASH_WRITE, self->file, offset, data, size) : SQLITE_OK;

  return rc == SQLITE_OK ? self->real->pMethods->xWrite (self->real, data, size, offset) : rc;
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  File *self = (File *) file;
  int rc = self->watched ? pass (CRASH_TRUNCATE, self->file, size, NULL, 0) : SQLITE_OK;

  return rc == SQLITE_OK ? self->real->pMethods->xTruncate (self->real, size) : rc;
}

static int
file_sync (sqlite3_file *file, int flags)
{
  File *self = (File *) file;
  int rc = self->watched ? pass (CRASH_SYNC, self->file, 0, NULL, 0) : SQLITE_OK;

  return rc == SQLITE_OK ? self->real->pMethods->xSync (self->real, flags) : rc;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xFileSize (real, size);
}

static int
file_lock (sqlite3_file *file, int level)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xLock (real, level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xUnlock (real, level);
}

static int
file_check_lock (sqlite3_file *file, int *out)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xCheckReservedLock (real, out);
}

static int
file_control (sqlite3_file *file, int op, void *data)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xFileControl (real, op, data);
}

static int
file_sector_size (sqlite3_file *file)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xSectorSize (real);
}

static int
file_characteristics (sqlite3_file *file)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xDeviceCharacteristics (real);
}

static int
file_shm_map (sqlite3_file *file, int region, int size, int extend, void volatile **data)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xShmMap (real, region, size, extend, data);
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xShmLock (real, offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  sqlite3_file *real = ((File *) file)->real;

  real->pMethods->xShmBarrier (real);
}

static int
file_shm_unmap (sqlite3_file *file, int delete)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xShmUnmap (real, delete);
}

/* Version 2: without mapped reads of the database. */
static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
  File *self = (File *) file;
  int rc;

  self->real = (sqlite3_file *) (self + 1);
  self->watched = find_file (name, &self->file);
  rc = plain->xOpen (plain, name, self->real, flags, out);
  file->pMethods = self->real->pMethods ? &methods : NULL;
  return rc;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *name, int sync)
{
  CrashFile file;
  int rc = find_file (name, &file) ? pass (CRASH_DELETE, file, 0, NULL, 0) : SQLITE_OK;

  return rc == SQLITE_OK ? plain->xDelete (plain, name, sync) : rc;
}

void
crash_vfs_register (void)
{
  static sqlite3_vfs vfs;

  plain = sqlite3_vfs_find (NULL);
  vfs = *plain;
  vfs.zName = "crash";
  vfs.pNext = NULL;
  vfs.szOsFile = (int) sizeof (File) + plain->szOsFile;
  vfs.xOpen = vfs_open;
  vfs.xDelete = vfs_delete;
  sqlite3_vfs_register (&vfs, 1);
}

void
crash_vfs_watch (const char *path)
{
  g_free (watched);
  watched = g_strdup (path);
  recorded = NULL;
  count = step = armed = 0;
  dead = FALSE;
}

void
crash_vfs_record (GPtrArray *ops)
{
  recorded = ops;
}

void
crash_vfs_set_step (guint number)
{
  step = number;
}

void
crash_vfs_arm (guint n, CrashFault fault)
{
  armed = n;
  armed_fault = fault;
}

guint
crash_vfs_get_count (void)
{
  return count;
}

gboolean
crash_vfs_has_fired (void)
{
  return armed > 0 && count >= armed;
}

void
crash_op_free (CrashOp *self)
{
  g_free (self->data);
  g_free (self);
}

CrashImage *
crash_image_new (const char *path)
{
  CrashImage *self = g_new0 (CrashImage, 1);

  for (guint i = 0; i < CRASH_FILES; i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);
      char *content = NULL;
      gsize size = 0;

      self->files[i] = g_file_get_contents (name, &content, &size, NULL)
                           ? g_byte_array_new_take ((guint8 *) content, size)
                           : g_byte_array_new ();
    }
  return self;
}

static void
copy_bytes (GByteArray *to, const GByteArray *from)
{
  g_byte_array_set_size (to, from->len);
  if (from->len > 0)
    memcpy (to->data, from->data, from->len);
}

CrashImage *
crash_image_copy (const CrashImage *self)
{
  CrashImage *copy = g_new0 (CrashImage, 1);

  for (guint i = 0; i < CRASH_FILES; i++)
    {
      copy->files[i] = g_byte_array_new ();
      copy_bytes (copy->files[i], self->files[i]);
    }
  return copy;
}

void
crash_image_free (CrashImage *self)
{
  for (guint i = 0; i < CRASH_FILES; i++)
    g_byte_array_unref (self->files[i]);
  g_free (self);
}

/* What lies between an old end and a new one reads as zeros. */
static void
resize (GByteArray *file, gsize size)
{
  gsize old = file->len;

  g_byte_array_set_size (file, size);
  if (size > old)
    memset (file->data + old, 0, size - old);
}

void
crash_image_apply (CrashImage *self, const CrashOp *op, gboolean torn)
{
  GByteArray *file = self->files[op->file];
  gsize size = torn ? op->size / 2 : op->size;

  switch (op->kind)
    {
    case CRASH_WRITE:
      if (op->offset + size > file->len)
        resize (file, op->offset + size);
      memcpy (file->data + op->offset, op->data, size);
      break;
    case CRASH_TRUNCATE:
      resize (file, op->offset);
      break;
    case CRASH_DELETE:
      resize (file, 0);
      break;
    default:
      break;
    }
}

void
crash_image_sync (CrashImage *self, const CrashImage *now, CrashFile file)
{
  copy_bytes (self->files[file], now->files[file]);
}

static void
write_files (const CrashImage *self, const char *path, guint first)
{
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  g_unlink (shm);
  for (guint i = first; i < CRASH_FILES; i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);
      const GByteArray *file = self->files[i];
      FILE *stream = NULL;

      g_unlink (name);
      if (file->len == 0 && i != CRASH_DATABASE)
        continue;
      stream = g_fopen (name, "wbe");
      if (!stream || fwrite (file->data, 1, file->len, stream) != file->len || fclose (stream) != 0)
        g_error ("%s can't be written", name);
    }
}

void
crash_image_write (const CrashImage *self, const char *path)
{
  write_files (self, path, CRASH_DATABASE);
}

void
crash_image_write_logs (const CrashImage *self, const char *path)
{
  write_files (self, path, CRASH_WAL);
}
