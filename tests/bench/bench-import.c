/* An import of people from a CSV file beside the sqlite3 shell's bulk insert of the same rows into
 * the same indexed and searchable table, in one run: rows a second and their ratio. bench-import
 * [ROWS] 20000 when not given */
#include "amb-error.h"
#include "amb-importer.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
write_people (const char *folder, guint rows)
{
  char *path = g_build_filename (folder, "people.csv", NULL);
  g_autoptr (GString) text =
      g_string_new ("Matricule;Nom;Prénom;Courriel;Pays;Langue;Entité;Poste;Rôles\r\n");

  for (guint i = 0; i < rows; i++)
    g_string_append_printf (
        text, "%u;Lefèvre-%u;Élodie;p%u@exemple.com;France;fr;Node %u;Ingénieure;%s\r\n",
        100000 + i, i, i, i % 40, i % 5 ? "" : "Curator | Producer");
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  return path;
}

static AmbStore *
open_store (const char *folder, const char *name, AmbClock *clock)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  AmbStore *store = amb_store_open (path, AMB_STORE_DEFAULT, clock, &error);

  g_assert_no_error (error);
  return store;
}

static double
import (AmbProgramme *programme, const AmbEntity *entity, const char *path, guint rows)
{
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (AmbImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_import_file (programme, entity, path, NULL, &report, &error));
  g_assert_no_error (error);
  g_assert_cmpint (report->created, ==, rows);
  return (g_get_monotonic_time () - begun) / 1e6;
}

static void
add_nodes (AmbProgramme *programme, const char *folder)
{
  g_autoptr (GString) text = g_string_new ("Name,Kind\n");
  g_autofree char *path = g_build_filename (folder, "nodes.csv", NULL);

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (text, "Node %u,spoke\n", i);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  import (programme, amb_entity_find ("node"), path, 40);
}

/* Rows, set values and search text as the import left them, by the sqlite3 shell in one transaction
 * with the store's own settings. */
static double
insert (const char *folder)
{
  g_autofree char *from = g_build_filename (folder, "import.db", NULL);
  g_autofree char *path = g_build_filename (folder, "insert.db", NULL);
  g_autofree char *sql = g_strdup_printf (
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
      "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000; ATTACH '%s' AS source; BEGIN;"
      "INSERT INTO ambassadors SELECT * FROM source.ambassadors ORDER BY rid;"
      "INSERT INTO set_value SELECT * FROM source.set_value WHERE entity = 'ambassador';"
      "INSERT INTO ambassadors_fts (rowid, text)"
      "  SELECT rowid, text FROM source.ambassadors_fts; COMMIT;",
      from);
  const char *const command[] = { "sqlite3", "-bail", path, sql, NULL };
  g_autoptr (GError) error = NULL;
  gint64 begun = g_get_monotonic_time ();
  int status = 1;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL,
                NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return (g_get_monotonic_time () - begun) / 1e6;
}

int
main (int argc, char **argv)
{
  guint rows = argc > 1 ? (guint) atoi (argv[1]) : 20000;
  g_autofree char *folder = g_dir_make_tmp ("amb-bench-import-XXXXXX", NULL);
  g_autoptr (AmbClock) clock = amb_clock_new_system ();
  g_autoptr (AmbStore) store = open_store (folder, "import.db", clock);
  g_autoptr (AmbProgramme) programme = amb_programme_new (store);
  g_autoptr (AmbStore) plain = open_store (folder, "insert.db", clock);
  g_autofree char *path = write_people (folder, rows);
  double importing, inserting;

  add_nodes (programme, folder);
  importing = import (programme, amb_entity_find ("ambassador"), path, rows);
  g_clear_object (&plain); /* it made the tables */
  inserting = insert (folder);
  g_print ("import of %u rows: %.2f s, %.0f rows/s\n", rows, importing, rows / importing);
  g_print ("sqlite3 inserts the same: %.2f s, %.0f rows/s\n", inserting, rows / inserting);
  g_print ("ratio import / sqlite3: %.1f\n", importing / inserting);
  g_clear_object (&programme);
  g_clear_object (&store);

  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);
      g_unlink (file);
    }
  g_rmdir (folder);
  return 0;
}
