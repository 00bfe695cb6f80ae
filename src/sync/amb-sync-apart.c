#include "amb-sync-apart.h"

#include "amb-error.h"
#include "amb-sync-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Of a profile's file: folders, one a line. */
#define META_BESIDE "programmes-beside"
#define FILE_NAME   "cache.db"
/* Until it is whole: a kill leaves no profile that looks like one. */
#define PART_NAME "cache.db.part"

gboolean
amb_sync_check_apart (const char *folder, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &local);
  const char *name = dir ? g_dir_read_name (dir) : NULL;

  /* What a kill has left of a copy is begun anew. */
  while (name && g_str_has_prefix (name, PART_NAME))
    name = g_dir_read_name (dir);
  if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT) || (dir && !name))
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("“%s” can’t hold what is kept apart: it is no empty folder. Name a new one."),
               folder);
  return FALSE;
}

char *
amb_sync_dup_apart (const char *profile)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *folder = i == 1 ? g_strdup_printf ("%s-apart", profile)
                                       : g_strdup_printf ("%s-apart-%u", profile, i);

      if (amb_sync_check_apart (folder, NULL))
        return g_steal_pointer (&folder);
    }
}

char *
amb_sync_dup_apart_of (AmbStore *store)
{
  g_autofree char *profile = amb_sync_dup_folder (store);

  return amb_sync_dup_apart (profile);
}

static void
remove_file (const char *folder, const char *name)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *full = g_strconcat (name, suffixes[i], NULL);
      g_autofree char *path = g_build_filename (folder, full, NULL);

      g_unlink (path);
    }
}

void
amb_sync_undo_apart (const char *folder)
{
  remove_file (folder, PART_NAME);
  remove_file (folder, FILE_NAME);
  g_rmdir (folder);
}

/* The name is on disk too, before the profile that it was copied from is emptied. */
static gboolean
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
set_failed (const char *folder, GError **error)
{
  g_set_error (error, AMB_ERROR, errno == ENOSPC ? AMB_ERROR_FULL : AMB_ERROR_FAILED,
               _ ("The programme can’t be kept apart in “%1$s”: %2$s. Nothing was changed."),
               folder, g_strerror (errno));
  return FALSE;
}

/* It has no server of its own, whatever became of the profile that it was copied from. */
static gboolean
leave_server (AmbStore *copy, GError **error)
{
  AmbDb *db = amb_store_get_db (copy);
  g_autoptr (AmbSyncEngine) engine = amb_sync_engine_new (copy, error);

  if (!engine || !amb_db_begin (db, error))
    return FALSE;
  if (!amb_sync_engine_is_connected (engine) || amb_sync_engine_end (engine, error))
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  return FALSE;
}

/* The copy is opened once before it gets its name: it is whole, and knows where it came from. */
static gboolean
write_copy (AmbStore *store, const char *profile, const char *path, GError **error)
{
  g_autoptr (AmbStore) copy = NULL;

  if (!amb_db_backup (amb_store_get_db (store), path, error))
    return FALSE;
  copy = amb_store_open (path, AMB_STORE_DEFAULT, amb_store_get_clock (store), error);
  return copy && leave_server (copy, error) && amb_sync_note_apart (copy, profile, error);
}

static gboolean
copy_file (AmbStore *store, const char *profile, const char *folder, GError **error)
{
  g_autofree char *part = g_build_filename (folder, PART_NAME, NULL);
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autofree char *above = g_path_get_dirname (folder);

  remove_file (folder, PART_NAME);
  if (!write_copy (store, profile, part, error))
    return FALSE;
  return (g_rename (part, path) == 0 && sync_folder (folder) && sync_folder (above)) ||
         set_failed (folder, error);
}

gboolean
amb_sync_copy_apart (AmbStore *store, const char *profile, const char *folder, GError **error)
{
  if (!amb_sync_check_apart (folder, error))
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_failed (folder, error);
  if (copy_file (store, profile, folder, error))
    return TRUE;
  amb_sync_undo_apart (folder);
  return FALSE;
}

static char **
read_list (AmbStore *store)
{
  g_autofree char *text = amb_store_dup_meta (store, META_BESIDE);

  return g_strsplit (text ? text : "", "\n", -1);
}

char **
amb_sync_list_apart (AmbStore *store)
{
  g_auto (GStrv) all = read_list (store);
  g_autoptr (GStrvBuilder) there = g_strv_builder_new ();

  for (char **folder = all; *folder; folder++)
    {
      g_autofree char *path = g_build_filename (*folder, FILE_NAME, NULL);

      if (**folder && g_file_test (path, G_FILE_TEST_EXISTS))
        g_strv_builder_add (there, *folder);
    }
  return g_strv_builder_end (there);
}

gboolean
amb_sync_note_apart (AmbStore *store, const char *folder, GError **error)
{
  g_autofree char *known = amb_store_dup_meta (store, META_BESIDE);
  g_autofree char *whole = g_canonicalize_filename (folder, NULL);
  g_auto (GStrv) all = read_list (store);
  g_autofree char *list =
      known && *known ? g_strconcat (known, "\n", whole, NULL) : g_strdup (whole);

  return g_strv_contains ((const char *const *) all, whole) ||
         amb_store_set_meta (store, META_BESIDE, list, error);
}
