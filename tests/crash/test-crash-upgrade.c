/* A crash, an I/O error and a full disk at every boundary of an upgrade of a file by a newer
 * program: the file is as it was, or upgraded whole, and the next start finishes it. */
#include "crash-vfs.h"

#include "amb-error.h"
#include "amb-sanitizer.h"
#include "amb-store.h"
#include "levels.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW    G_GINT64_CONSTANT (1795435200000)
#define PEOPLE 40

static const char *const fault_names[] = { "crash", "EIO", "ENOSPC" };

static AmbClock *clock_;

static AmbStore *
open_level (const char *path, TestLevel level, AmbStoreFlags flags, GError **error)
{
  test_levels_use (level);
  return amb_store_open (path, flags, clock_, error);
}

/* People of whom a program of the first level keeps what it doesn't know, and what waits. */
static void
make_old (const char *path, AmbStoreFlags flags)
{
  g_autoptr (AmbStore) store = open_level (path, TEST_LEVEL_ONE, flags, NULL);

  for (guint i = 0; i < PEOPLE; i++)
    {
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-%012u", i);
      g_autofree char *extra = g_strdup_printf (
          "{\"links\":\"https://%u.example\",\"roles\":[\"curator\",\"trainer\"],\"x\":%u}", i, i);
      g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), id);

      amb_record_set (record, "display-name", "Zoé");
      amb_record_set_extra (record, extra);
      g_assert_true (amb_store_put (store, record, NULL));
    }
  if ((flags & AMB_STORE_SERVER) == 0)
    g_assert_true (amb_db_exec (amb_store_get_db (store),
                                "INSERT INTO outbox (n, op, tx, entity, id, kind, at) VALUES (1,"
                                " 'o', 't', 'ambassador', 'i', 'create', 0);"
                                "INSERT INTO sync_unknown VALUES ('pillar');",
                                NULL));
  /* all in the one file, so that it is what is copied */
  g_assert_true (amb_db_exec (amb_store_get_db (store), "PRAGMA wal_checkpoint(TRUNCATE)", NULL));
}

static char *
query_all (AmbStore *store, const char *sql)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean row = TRUE;

  while (amb_stmt_step (stmt, &row, NULL) && row)
    g_string_append_printf (out, "%s\n", amb_stmt_get_text (stmt, 0));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Every row and object of the file; none: it can't be opened under @level. */
static char *
dump (const char *path, TestLevel level, AmbStoreFlags flags)
{
  g_autoptr (AmbStore) store = open_level (path, level, flags, NULL);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *objects = NULL;
  g_autofree char *sets = NULL;
  g_autoptr (GError) error = NULL;

  if (store == NULL)
    return NULL;
  findings = amb_store_check (store, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf (out, "finding: %s\n", (char *) findings->pdata[i]);
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      g_autoptr (AmbQuery) query = amb_query_new (*e);
      g_autoptr (GPtrArray) records = amb_store_list (store, query, -1, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < records->len; i++)
        amb_record_append_json (records->pdata[i], out);
    }
  objects = query_all (store, "SELECT type || name || coalesce(sql, '') FROM sqlite_schema"
                              " ORDER BY name");
  sets = query_all (store, "SELECT entity || field || value || rid FROM set_value ORDER BY 1");
  g_string_append_printf (out, "%s%s", objects, sets);
  if ((flags & AMB_STORE_SERVER) == 0)
    {
      g_autofree char *outbox = query_all (store, "SELECT op FROM outbox");
      g_autofree char *unknown = query_all (store, "SELECT entity FROM sync_unknown");

      g_string_append_printf (out, "%s%s", outbox, unknown);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* A file whose last connection was cut off leaves its log beside it. */
static void
put_back (const CrashImage *image, const char *path)
{
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  g_unlink (shm);
  crash_image_write (image, path);
}

static guint
try_all (const char *folder, AmbStoreFlags flags, CrashFault fault)
{
  g_autofree char *path = g_build_filename (folder, flags != 0 ? "server.db" : "desk.db", NULL);
  g_autoptr (CrashImage) start = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint n_before = 0, n_after = 0;

  make_old (path, flags);
  start = crash_image_new (path);
  before = dump (path, TEST_LEVEL_ONE, flags);
  put_back (start, path);
  after = dump (path, TEST_LEVEL_TWO, flags);
  g_assert_cmpstr (before, !=, after);
  g_assert_null (strstr (after, "finding: "));
  for (guint n = 1;; n++)
    {
      g_autoptr (AmbStore) store = NULL;
      g_autoptr (CrashImage) left = NULL;
      g_autofree char *found = NULL;
      g_autofree char *finished = NULL;

      put_back (start, path);
      crash_vfs_watch (path);
      crash_vfs_arm (n, fault);
      store = open_level (path, TEST_LEVEL_TWO, flags, NULL);
      g_clear_object (&store);
      if (!crash_vfs_has_fired ())
        {
          g_print ("%s of %s: %u boundaries; %u files as they were, %u upgraded\n",
                   fault_names[fault], flags != 0 ? "a server" : "a desk", n - 1, n_before,
                   n_after);
          g_assert_cmpuint (n_before, >, 0);
          crash_vfs_watch (NULL);
          return n - 1;
        }
      crash_vfs_watch (NULL);
      left = crash_image_new (path);
      found = dump (path, TEST_LEVEL_ONE, flags);
      n_before += found != NULL;
      n_after += found == NULL;
      if (found != NULL)
        g_assert_cmpstr (found, ==, before);
      put_back (left, path);
      finished = dump (path, TEST_LEVEL_TWO, flags);
      g_assert_cmpstr (finished, ==, after);
    }
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("amb-crash-upgrade-XXXXXX", NULL);
  const AmbStoreFlags sides[] = { AMB_STORE_DEFAULT, AMB_STORE_SERVER };
  g_autoptr (GDir) dir = NULL;
  const char *name;

  amb_sanitizer_prepare ();
  crash_vfs_register ();
  test_levels_keep (test_levels_people);
  clock_ = amb_clock_new_manual (NOW, 7);
  for (guint s = 0; s < G_N_ELEMENTS (sides); s++)
    for (guint fault = CRASH_DIE; fault <= CRASH_FULL; fault++)
      {
        g_autofree char *own = g_strdup_printf ("%s/%u", folder, fault);

        g_mkdir_with_parents (own, 0700);
        try_all (own, sides[s], fault);
      }
  for (guint fault = CRASH_DIE; fault <= CRASH_FULL; fault++)
    {
      g_autofree char *own = g_strdup_printf ("%s/%u", folder, fault);

      dir = g_dir_open (own, 0, NULL);
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *file = g_build_filename (own, name, NULL);

          g_unlink (file);
        }
      g_clear_pointer (&dir, g_dir_close);
      g_rmdir (own);
    }
  g_rmdir (folder);
  g_object_unref (clock_);
  return 0;
}
