/* One command is one transaction: on a full disk nothing of it is left. */
#include "programme-fixture.h"

#include <string.h>

static void
fill_disk (Fixture *f)
{
  g_autofree char *limit = NULL;

  limit =
      g_strdup_printf ("PRAGMA max_page_count = %d", (int) fixture_count (f, "PRAGMA page_count"));
  g_assert_cmpint (fixture_count (f, limit), >, 0);
}

static char *
dump_all (Fixture *f)
{
  g_autofree char *people = fixture_dump (f, f->people);
  g_autofree char *moves = fixture_dump (f, f->moves);

  return g_strdup_printf ("%s%s %d %d %d", people, moves,
                          (int) fixture_count (f, "SELECT count(*) FROM journal"),
                          (int) fixture_count (f, "SELECT count(*) FROM undo_group"),
                          (int) fixture_count (f, "SELECT count(*) FROM outbox"));
}

static void
test_full_disk (Fixture *f, gconstpointer data)
{
  g_autofree char *large = g_strnfill (200000, 'x');
  g_autofree char *id = fixture_add_person (f, "Zoé");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (AmbRecord) record =
      fixture_new (f, f->people, "display-name", "B", "notes", large, NULL);
  g_autoptr (GError) set = NULL;
  g_autoptr (GError) add = NULL;

  fixture_connect (f);
  before = dump_all (f);
  fill_disk (f);
  g_assert_false (amb_programme_set_field (f->programme, f->people, id, "notes", large, &set));
  g_assert_error (set, AMB_ERROR, AMB_ERROR_FULL);
  g_assert_null (amb_programme_add (f->programme, record, 0, &add));
  g_assert_error (add, AMB_ERROR, AMB_ERROR_FULL);
  after = dump_all (f);
  g_assert_cmpstr (before, ==, after);

  g_assert_cmpint (fixture_count (f, "PRAGMA max_page_count = 1000000"), >, 0);
  fixture_set (f, f->people, id, "notes", large);
}

static void
test_inside_a_callers_transaction (Fixture *f, gconstpointer data)
{
  AmbDb *db = amb_store_get_db (f->store);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_db_begin (db, NULL));
  id = fixture_add_person (f, "Zoé");
  g_assert_false (amb_programme_set_field (f->programme, f->people, id, "email", "x", &error));
  amb_db_rollback (db);
  g_assert_false (fixture_lives (f, f->people, id));
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM undo_group"), ==, 0);
}

static void
test_resumed_group (Fixture *f, gconstpointer data)
{
  g_autofree char *a = NULL, *between = NULL, *b = NULL;
  gint64 group;

  g_assert_true (amb_programme_open_group (f->programme, "Long", NULL));
  group = amb_programme_get_group (f->programme);
  a = fixture_add_person (f, "A");
  amb_programme_close_group (f->programme);
  g_assert_cmpint (amb_programme_get_group (f->programme), ==, 0);
  between = fixture_add_person (f, "Between");
  g_assert_true (amb_programme_resume_group (f->programme, group, NULL));
  b = fixture_add_person (f, "B");
  amb_programme_close_group (f->programme);
  g_assert_null (fixture_undo (f, 1, 0));
  g_assert_null (fixture_undo (f, 2, 0));
  g_assert_false (fixture_lives (f, f->people, a));
  g_assert_false (fixture_lives (f, f->people, b));
}

static void
test_operations_of_a_command_share_their_tx (Fixture *f, gconstpointer data)
{
  g_autofree char *node = fixture_add_node (f, "France", NULL);
  g_autofree char *a =
      fixture_add (f, fixture_new (f, f->people, "display-name", "A", "node-id", node, NULL), 0);

  fixture_connect (f);
  g_assert_true (amb_programme_remove (f->programme, f->nodes, node, NULL));
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox"), ==, 2);
  g_assert_cmpint (fixture_count (f, "SELECT count(DISTINCT tx) FROM outbox"), ==, 1);
}

static void
test_alone_nothing_waits (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");

  fixture_set (f, f->people, id, "notes", "x");
  fixture_move (f, id, "applied", NULL);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox"), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM shadow"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/programme/command/a-full-disk-leaves-everything-as-it-was", test_full_disk);
  ADD ("/programme/command/goes-with-the-callers-transaction", test_inside_a_callers_transaction);
  ADD ("/programme/command/a-group-can-be-resumed", test_resumed_group);
  ADD ("/programme/command/its-operations-share-their-tx",
       test_operations_of_a_command_share_their_tx);
  ADD ("/programme/command/without-a-server-nothing-waits", test_alone_nothing_waits);
  return g_test_run ();
}
