/* The schema of a file: made, kept, mended, and a newer one left alone. */
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static void
test_created (Fixture *f, gconstpointer data)
{
  GStatBuf info;

  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", (*e)->collection);

      g_assert_cmpint (fixture_count (f, sql), ==, 0);
    }
  g_assert_cmpint (fixture_count (f, "PRAGMA user_version"), ==, AMB_SCHEMA_VERSION);
  g_assert_cmpint (g_stat (f->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_reopened (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = fixture_put (f, f->people, "display-name", "Zoé", NULL);
  g_autoptr (AmbRecord) again = NULL;

  fixture_reopen (f);
  again = fixture_lookup (f, f->people, amb_record_get_id (person));
  g_assert_cmpstr (amb_record_get_title (again), ==, "Zoé");
}

static void
test_newer_is_refused (Fixture *f, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_size, after_size;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) reader = NULL;

  fixture_run (f, "PRAGMA user_version = 99; PRAGMA journal_mode = DELETE;");
  g_assert_finalize_object (g_steal_pointer (&f->store));
  g_assert_true (g_file_get_contents (f->path, &before, &before_size, NULL));

  g_assert_null (amb_store_open (f->path, AMB_STORE_DEFAULT, f->clock, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_TOO_NEW);
  g_assert_nonnull (strstr (error->message, f->path));
  g_assert_null (amb_store_open (f->path, AMB_STORE_READ_ONLY, f->clock, &reader));
  g_assert_error (reader, AMB_ERROR, AMB_ERROR_TOO_NEW);
  g_assert_true (g_file_get_contents (f->path, &after, &after_size, NULL));
  g_assert_cmpmem (before, before_size, after, after_size);
}

/* A file of an earlier program lacks a column and an index: they come with their values unset. */
static void
test_missing_column (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = fixture_put (f, f->people, "display-name", "Zoé", NULL);
  g_autoptr (AmbRecord) again = NULL;

  fixture_run (f, "DROP INDEX ambassadors_last_active_on; DROP INDEX ambassadors_in_state;"
                  "ALTER TABLE ambassadors DROP COLUMN last_active_on;"
                  "UPDATE meta SET value = 'older' WHERE key = 'schema';");
  fixture_reopen (f);
  again = fixture_lookup (f, f->people, amb_record_get_id (person));
  g_assert_null (amb_record_get (again, "last-active-on"));
  amb_record_set (again, "last-active-on", "2026-01-01");
  fixture_save (f, again);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM sqlite_master WHERE name = "
                                     "'ambassadors_last_active_on'"),
                   ==, 1);
}

static void
test_reader_needs_a_programme (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "other.db", NULL);
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) empty = NULL;

  g_assert_null (amb_store_open (path, AMB_STORE_READ_ONLY, f->clock, &missing));
  g_assert_nonnull (strstr (missing->message, path));
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_null (amb_store_open (path, AMB_STORE_READ_ONLY, f->clock, &empty));
  g_assert_error (empty, AMB_ERROR, AMB_ERROR_NOT_FOUND);
}

static void
test_not_a_database (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "other.db", NULL);
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_null (amb_store_open (path, AMB_STORE_DEFAULT, f->clock, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_reader_sees_and_does_not_write (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  AmbStore *reader = amb_store_open (f->path, AMB_STORE_READ_ONLY, f->clock, &error);
  g_autoptr (AmbRecord) person = fixture_put (f, f->people, "display-name", "Zoé", NULL);
  g_autoptr (AmbRecord) seen = NULL;

  g_assert_no_error (error);
  seen = amb_store_get (reader, f->people, amb_record_get_id (person), &error);
  g_assert_no_error (error);
  g_assert_false (amb_store_put (reader, seen, &error));
  g_assert_nonnull (error);
  g_assert_finalize_object (reader);
}

static void
test_server_has_no_outbox (void)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (NOW, 7);
  g_autoptr (AmbStore) store = amb_store_open (":memory:", AMB_STORE_SERVER, clock, NULL);
  gint64 n;

  g_assert_true (amb_db_query_int (amb_store_get_db (store), &n, -1, NULL,
                                   "SELECT count(*) FROM sqlite_master WHERE name IN ('outbox', "
                                   "'shadow', 'journal', 'draft')",
                                   NULL));
  g_assert_cmpint (n, ==, 0);
}

static void
test_meta (Fixture *f, gconstpointer data)
{
  g_autofree char *none = amb_store_dup_meta (f->store, "key");
  g_autofree char *one = NULL;

  g_assert_null (none);
  g_assert_cmpint (amb_store_get_meta_int (f->store, "key", 7), ==, 7);
  g_assert_true (amb_store_set_meta_int (f->store, "key", -3, NULL));
  g_assert_cmpint (amb_store_get_meta_int (f->store, "key", 7), ==, -3);
  g_assert_true (amb_store_set_meta (f->store, "key", "a", NULL));
  one = amb_store_dup_meta (f->store, "key");
  g_assert_cmpstr (one, ==, "a");
  g_assert_true (amb_store_set_meta (f->store, "key", NULL, NULL));
  g_assert_cmpint (amb_store_get_meta_int (f->store, "key", 7), ==, 7);
}

static void
test_foreign_database (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "foreign.db", NULL);
  g_autoptr (AmbDb) db = amb_db_open (path, AMB_DB_DEFAULT, NULL);
  g_autoptr (AmbStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gint64 tables;

  g_assert_true (amb_db_exec (db, "CREATE TABLE songs (title TEXT)", NULL));
  store = amb_store_open (path, AMB_STORE_DEFAULT, f->clock, &error);
  g_assert_null (store);
  g_assert_error (error, AMB_ERROR, AMB_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "not written by Ambassade"));
  g_assert_true (
      amb_db_query_int (db, &tables, 0, NULL, "SELECT count(*) FROM sqlite_schema", NULL));
  g_assert_cmpint (tables, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, Fixture, NULL, fixture_set_up_file, func, fixture_tear_down)
  ADD ("/store/schema/a-new-file-has-every-table-and-is-private", test_created);
  ADD ("/store/schema/a-file-opens-again", test_reopened);
  ADD ("/store/schema/a-newer-file-is-refused-untouched", test_newer_is_refused);
  ADD ("/store/schema/a-missing-column-is-added", test_missing_column);
  ADD ("/store/schema/a-reader-needs-a-programme", test_reader_needs_a_programme);
  ADD ("/store/schema/what-is-no-database-is-called-damaged", test_not_a_database);
  ADD ("/store/schema/somebody-elses-database-is-left-alone", test_foreign_database);
  ADD ("/store/schema/a-reader-sees-and-does-not-write", test_reader_sees_and_does_not_write);
  g_test_add_func ("/store/schema/a-server-keeps-no-outbox", test_server_has_no_outbox);
  ADD ("/store/schema/settings-of-the-file", test_meta);
  return g_test_run ();
}
