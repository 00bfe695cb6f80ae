/* The seam to SQL: statements, transactions, interruption, backup. */
#include "store-fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static AmbDb *
get_db (Fixture *f)
{
  return amb_store_get_db (f->store);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  fixture_set_up_file (f, data);
  fixture_run (f, "CREATE TABLE t (a INTEGER, b TEXT)");
}

static void
insert (Fixture *f, gint64 a)
{
  g_autoptr (GError) error = NULL;

  amb_db_run (get_db (f), &error, "INSERT INTO t VALUES (?, ?)", "it", a, "b");
  g_assert_no_error (error);
}

static void
test_values (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *none = NULL;
  gint64 n;

  g_assert_true (
      amb_db_run (get_db (f), NULL, "INSERT INTO t VALUES (?, ?)", "it", G_MAXINT64, "é\n"));
  g_assert_true (amb_db_run (get_db (f), NULL, "INSERT INTO t VALUES (?, ?)", "it",
                             G_GINT64_CONSTANT (1), NULL));
  g_assert_true (amb_db_query_int (get_db (f), &n, 0, NULL, "SELECT max(a) FROM t", NULL));
  g_assert_cmpint (n, ==, G_MAXINT64);
  g_assert_true (amb_db_query_text (get_db (f), &text, NULL, "SELECT b FROM t WHERE a > ?", "i",
                                    G_GINT64_CONSTANT (5)));
  g_assert_cmpstr (text, ==, "é\n");
  g_assert_true (amb_db_query_text (get_db (f), &none, NULL, "SELECT b FROM t WHERE a = 1", NULL));
  g_assert_null (none);
  g_assert_true (amb_db_query_int (get_db (f), &n, 7, NULL, "SELECT a FROM t WHERE a = 2", NULL));
  g_assert_cmpint (n, ==, 7);
}

static void
test_same_statement_twice (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbStmt) outer = NULL;
  g_autoptr (AmbStmt) inner = NULL;
  gboolean row;

  insert (f, 1);
  insert (f, 2);
  outer = amb_db_prepare (get_db (f), "SELECT a FROM t ORDER BY a", NULL);
  g_assert_true (amb_stmt_step (outer, &row, NULL));
  inner = amb_db_prepare (get_db (f), "SELECT a FROM t ORDER BY a", NULL);
  g_assert_true (amb_stmt_step (inner, &row, NULL));
  g_assert_true (amb_stmt_step (inner, &row, NULL));
  g_assert_cmpint (amb_stmt_get_int (outer, 0), ==, 1);
  g_assert_cmpint (amb_stmt_get_int (inner, 0), ==, 2);
  g_assert_true (amb_stmt_step (inner, &row, NULL));
  g_assert_false (row);
}

static void
test_transactions_nest (Fixture *f, gconstpointer data)
{
  AmbDb *db = get_db (f);

  g_assert_false (amb_db_is_in_transaction (db));
  g_assert_true (amb_db_begin (db, NULL));
  insert (f, 1);
  g_assert_true (amb_db_begin (db, NULL));
  insert (f, 2);
  amb_db_rollback (db);
  g_assert_true (amb_db_begin (db, NULL));
  insert (f, 3);
  g_assert_true (amb_db_commit (db, NULL));
  g_assert_true (amb_db_is_in_transaction (db));
  g_assert_true (amb_db_commit (db, NULL));
  g_assert_false (amb_db_is_in_transaction (db));
  g_assert_cmpint (fixture_count (f, "SELECT sum(a) FROM t"), ==, 4);
  g_assert_true (amb_db_begin (db, NULL));
  g_assert_true (amb_db_begin (db, NULL));
  insert (f, 9);
  g_assert_true (amb_db_commit (db, NULL));
  amb_db_rollback (db);
  g_assert_cmpint (fixture_count (f, "SELECT sum(a) FROM t"), ==, 4);
  amb_db_rollback (db);
}

static void
test_errors_name_the_file (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_db_exec (get_db (f), "SELECT nonsense", &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, f->path));
  g_assert_null (amb_db_prepare (get_db (f), "SELECT nonsense", NULL));
}

/* A full disk may undo the whole transaction by itself; the levels above must survive that. */
static void
test_full_disk_in_nested_transactions (Fixture *f, gconstpointer data)
{
  AmbDb *db = get_db (f);
  g_autofree char *limit =
      g_strdup_printf ("PRAGMA max_page_count = %d", (int) fixture_count (f, "PRAGMA page_count"));
  g_autoptr (GError) error = NULL;

  insert (f, 1);
  fixture_run (f, limit);
  g_assert_true (amb_db_begin (db, NULL));
  insert (f, 2);
  g_assert_true (amb_db_begin (db, NULL));
  g_assert_false (amb_db_exec (db, "INSERT INTO t VALUES (3, zeroblob(1000000))", &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_FULL);
  amb_db_rollback (db);
  amb_db_rollback (db);
  g_assert_false (amb_db_is_in_transaction (db));
  g_assert_cmpint (fixture_count (f, "SELECT sum(a) FROM t"), ==, 1);
  g_assert_true (amb_db_begin (db, NULL));
  insert (f, 4);
  g_assert_true (amb_db_commit (db, NULL));
  g_assert_cmpint (fixture_count (f, "SELECT sum(a) FROM t"), ==, 5);
}

static gpointer
interrupt_thread (gpointer db)
{
  amb_db_interrupt (db);
  return NULL;
}

static void
test_interrupt (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      get_db (f),
      "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n", NULL);
  g_autoptr (GError) error = NULL;
  gboolean row;

  g_assert_true (amb_stmt_step (stmt, &row, NULL));
  g_thread_join (g_thread_new ("interrupt", interrupt_thread, get_db (f)));
  while (amb_stmt_step (stmt, &row, &error))
    ;
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A loop that ends when there is no row tells the end from a failure by what it saw last. */
static void
test_a_failing_step_is_no_end (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      get_db (f), "SELECT abs (value) FROM json_each ('[1, -9223372036854775808, 3]')", NULL);
  g_autoptr (GError) error = NULL;
  gboolean row = FALSE;

  g_assert_true (amb_stmt_step (stmt, &row, &error));
  g_assert_true (row);
  g_assert_false (amb_stmt_step (stmt, &row, &error));
  g_assert_nonnull (error);
  g_assert_true (row);
}

/* However many statements there were, the one that is asked for again is at hand. */
static void
test_many_statements (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 2500; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %u", i);
      gint64 n;

      g_assert_true (amb_db_query_int (get_db (f), &n, -1, NULL, sql, NULL));
      g_assert_cmpint (n, ==, i);
    }
}

static void
test_backup (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "copy.db", NULL);
  g_autoptr (AmbRecord) person = fixture_put (f, f->people, "display-name", "Zoé", NULL);
  g_autoptr (AmbRecord) copied = NULL;
  g_autoptr (GError) error = NULL;
  AmbStore *copy;

  amb_db_backup (get_db (f), path, &error);
  g_assert_no_error (error);
  copy = amb_store_open (path, AMB_STORE_DEFAULT, f->clock, &error);
  g_assert_no_error (error);
  copied = amb_store_get (copy, f->people, amb_record_get_id (person), &error);
  g_assert_no_error (error);
  g_assert_finalize_object (copy);
  g_assert_false (amb_db_backup (get_db (f), path, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
}

static void
test_bulk (Fixture *f, gconstpointer data)
{
  g_assert_true (amb_db_set_bulk (get_db (f), TRUE, NULL));
  insert (f, 1);
  g_assert_cmpint (fixture_count (f, "PRAGMA synchronous"), ==, 1);
  g_assert_true (amb_db_set_bulk (get_db (f), FALSE, NULL));
  g_assert_cmpint (fixture_count (f, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (fixture_count (f, "PRAGMA wal_autocheckpoint"), ==, 1000);
}

static const char *
count_today (gpointer data)
{
  guint *n = data;

  (*n)++;
  return *n == 1 ? "2026-11-23" : "2026-11-24";
}

/* An inner statement asks for it at each row, another run of the same statement may be of another
 * day. */
static void
test_today (Fixture *f, gconstpointer data)
{
  static const char sql[] =
      "WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 50) SELECT group_"
      "concat (DISTINCT (SELECT amb_today () || '' WHERE r.i > 0)) FROM r";
  g_autofree char *first = NULL, *second = NULL;
  guint n = 0;

  amb_db_set_today_func (get_db (f), count_today, &n);
  amb_db_query_text (get_db (f), &first, NULL, sql, NULL);
  g_assert_cmpstr (first, ==, "2026-11-23");
  g_assert_cmpuint (n, ==, 1);
  amb_db_query_text (get_db (f), &second, NULL, sql, NULL);
  g_assert_cmpstr (second, ==, "2026-11-24");
  g_assert_cmpuint (n, ==, 2);
}

/* Another program: adds a row, or tells how many there are. */

static int
run_other (const char *path, const char *sql)
{
  g_autoptr (AmbDb) db = amb_db_open (path, AMB_DB_DEFAULT, NULL);
  gint64 n = -1;

  if (db == NULL || !amb_db_exec (db, sql, NULL) ||
      !amb_db_query_int (db, &n, -1, NULL, "SELECT count(*) FROM t", NULL))
    return 1;
  printf ("%d\n", (int) n);
  return 0;
}

static int
ask_other (Fixture *f, const char *sql)
{
  const char *argv[] = { "/proc/self/exe", "--other", f->path, sql, NULL };
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return atoi (out);
}

/* Opened and closed beside it by this process, a file keeps its locks: the other program, which
 * closes it too, doesn't take itself for the last one and remove what is not in the file yet. */
static void
test_locks_stay (Fixture *f, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);

  insert (f, 1);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AmbStore) reader = NULL;
      g_autoptr (AmbDb) writer = NULL;
      g_autoptr (GError) error = NULL;

      reader = amb_store_open (f->path, AMB_STORE_READ_ONLY, f->clock, &error);
      g_assert_no_error (error);
      writer = amb_db_open (f->path, AMB_DB_DEFAULT, &error);
      g_assert_no_error (error);
      g_assert_true (amb_db_check_version (f->path, G_MAXINT32, &error));
    }
  g_assert_cmpint (ask_other (f, "INSERT INTO t VALUES (2, 'other')"), ==, 2);
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
  insert (f, 3);
  g_assert_cmpint (ask_other (f, "SELECT 1"), ==, 3);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--other"))
    return run_other (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)
  ADD ("/store/db/values-go-in-and-come-out", test_values);
  ADD ("/store/db/one-statement-can-run-twice-at-a-time", test_same_statement_twice);
  ADD ("/store/db/transactions-nest", test_transactions_nest);
  ADD ("/store/db/errors-name-the-file", test_errors_name_the_file);
  ADD ("/store/db/a-full-disk-undoes-every-level", test_full_disk_in_nested_transactions);
  ADD ("/store/db/a-long-query-is-interrupted", test_interrupt);
  ADD ("/store/db/a-step-that-fails-is-not-the-end", test_a_failing_step_is_no_end);
  ADD ("/store/db/many-statements-are-forgotten-and-prepared-again", test_many_statements);
  ADD ("/store/db/a-backup-opens-and-is-not-overwritten", test_backup);
  ADD ("/store/db/a-first-load-ends-durable", test_bulk);
  ADD ("/store/db/a-statement-is-of-one-day", test_today);
  ADD ("/store/db/beside-an-open-file-locks-stay", test_locks_stay);
  return g_test_run ();
}
