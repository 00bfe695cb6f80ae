/* Undo and redo: byte-equal when nobody else wrote, and careful when somebody did. */
#include "programme-fixture.h"

#include <string.h>

static void
test_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) undo = NULL;
  g_autoptr (GError) redo = NULL;

  g_assert_null (amb_programme_undo (f->programme, &undo));
  g_assert_error (undo, AMB_ERROR, AMB_ERROR_NOT_FOUND);
  g_assert_null (amb_programme_redo (f->programme, &redo));
  g_assert_error (redo, AMB_ERROR, AMB_ERROR_NOT_FOUND);
}

/* What one can do to a person, each undone and redone. */
static void
do_set (Fixture *f, const char *id)
{
  fixture_set (f, f->people, id, "email", "new@a.example");
}

static void
do_clear (Fixture *f, const char *id)
{
  fixture_set (f, f->people, id, "notes", NULL);
}

static void
do_set_roles (Fixture *f, const char *id)
{
  fixture_set (f, f->people, id, "roles", "[\"producer\",\"trainer\"]");
}

static void
do_move (Fixture *f, const char *id)
{
  fixture_move (f, id, "nominated", "Good at it");
}

static void
do_remove (Fixture *f, const char *id)
{
  g_assert_true (amb_programme_remove (f->programme, f->people, id, NULL));
}

static void
do_add (Fixture *f, const char *id)
{
  g_autofree char *other = fixture_add_person (f, "Another");
}

static const struct
{
  const char *name;
  void (*act) (Fixture *, const char *);
} acts[] = {
  { "set", do_set },   { "clear", do_clear },   { "roles", do_set_roles },
  { "move", do_move }, { "remove", do_remove }, { "add", do_add },
};

static void
test_each (Fixture *f, gconstpointer data)
{
  gboolean connected = data != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autofree char *id = NULL;
      g_autofree char *before = NULL;
      g_autofree char *undone = NULL;
      g_autofree char *done = NULL;
      g_autofree char *redone = NULL;
      g_autofree char *again = NULL;

      g_test_message ("%s", acts[i].name);
      if (connected)
        fixture_connect (f);
      id = fixture_add (f,
                        fixture_new (f, f->people, "display-name", acts[i].name, "notes", "x",
                                     "roles", "[\"curator\",\"producer\"]", NULL),
                        0);
      before = fixture_dump (f, f->people);
      acts[i].act (f, id);
      done = fixture_dump (f, f->people);
      g_assert_cmpstr (before, !=, done);
      g_assert_null (fixture_undo (f, 1, 0));
      undone = fixture_dump (f, f->people);
      g_assert_cmpstr (before, ==, undone);
      g_assert_null (fixture_redo (f, 1, 0));
      redone = fixture_dump (f, f->people);
      g_assert_cmpstr (done, ==, redone);
      g_assert_null (fixture_undo (f, 1, 0));
      again = fixture_dump (f, f->people);
      g_assert_cmpstr (before, ==, again);
    }
}

/* As an import does: nodes and people that refer to each other, changed and moved, in one group. */
static void
test_group (Fixture *f, gconstpointer data)
{
  g_autofree char *kept = fixture_add_person (f, "Kept");
  g_autofree char *people = NULL, *nodes = NULL, *moves = NULL;
  g_autofree char *people_after = NULL, *nodes_after = NULL, *moves_after = NULL;
  g_autofree char *people_done = NULL, *people_redone = NULL;
  g_autofree char *node = NULL, *child = NULL, *a = NULL, *b = NULL;

  people = fixture_dump (f, f->people);
  nodes = fixture_dump (f, f->nodes);
  moves = fixture_dump (f, f->moves);
  g_assert_true (amb_programme_open_group (f->programme, "Import people.csv", NULL));
  node = fixture_add_node (f, "France", NULL);
  child = fixture_add_node (f, "Lyon", node);
  a = fixture_add (f, fixture_new (f, f->people, "display-name", "A", "node-id", child, NULL), 0);
  b = fixture_add (f, fixture_new (f, f->people, "display-name", "B", "manager-id", a, NULL), 0);
  fixture_set (f, f->nodes, child, "head-id", b);
  fixture_set (f, f->people, kept, "node-id", node);
  fixture_set (f, f->nodes, node, "head-id", kept);
  fixture_move (f, kept, "applied", NULL);
  amb_programme_close_group (f->programme);
  people_done = fixture_dump (f, f->people);

  g_assert_null (fixture_undo (f, 8, 0));
  people_after = fixture_dump (f, f->people);
  nodes_after = fixture_dump (f, f->nodes);
  moves_after = fixture_dump (f, f->moves);
  g_assert_cmpstr (people, ==, people_after);
  g_assert_cmpstr (nodes, ==, nodes_after);
  g_assert_cmpstr (moves, ==, moves_after);
  g_assert_null (fixture_redo (f, 8, 0));
  people_redone = fixture_dump (f, f->people);
  g_assert_cmpstr (people_done, ==, people_redone);
}

static void
test_empty_group_is_not_offered (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "A");
  g_autofree char *label = NULL;

  g_assert_true (amb_programme_open_group (f->programme, "Nothing", NULL));
  amb_programme_close_group (f->programme);
  g_assert_cmpint (amb_journal_get_undo (f->store, FALSE, &label), >, 0);
  g_assert_cmpstr (label, ==, "Add A");
}

/* A pull changed the record: the store's row and a journal entry REMOTE, as sync writes them. */
static void
change_remotely (Fixture *f, const char *id, const char *name, const char *value)
{
  g_autoptr (AmbRecord) record = amb_store_get (f->store, f->people, id, NULL);
  g_autofree char *old = g_strdup (amb_record_get (record, name));

  amb_record_set (record, name, value);
  g_assert_true (amb_store_put (f->store, record, NULL));
  g_assert_true (amb_journal_add (f->store, 0, "Somebody", AMB_JOURNAL_REMOTE, f->people, id,
                                  amb_entity_find_field (f->people, name), old, value, NULL, NULL));
}

static void
test_changed_since_stays (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");
  g_autofree char *left = NULL;

  g_assert_true (amb_programme_open_group (f->programme, "Edit", NULL));
  fixture_set (f, f->people, id, "job-title", "Mine");
  fixture_set (f, f->people, id, "notes", "Mine");
  amb_programme_close_group (f->programme);
  change_remotely (f, id, "notes", "Theirs");
  left = fixture_undo (f, 1, 1);
  g_assert_cmpstr (left, ==, "Zoé: “Notes” was changed since and stays.");
  fixture_assert (f, f->people, id, "notes", "Theirs");
  fixture_assert (f, f->people, id, "job-title", NULL);
}

/* Somebody may have made a field what undo or redo would make it: then there is nothing to say. */
static void
test_as_it_shall_be (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");
  g_autofree char *left = NULL;

  g_assert_true (amb_programme_open_group (f->programme, "Edit", NULL));
  fixture_set (f, f->people, id, "job-title", "Mine");
  fixture_set (f, f->people, id, "notes", "Mine");
  amb_programme_close_group (f->programme);
  g_free (fixture_undo (f, 2, 0));
  change_remotely (f, id, "notes", "Mine");
  left = fixture_redo (f, 1, 0);
  g_assert_null (left);
  fixture_assert (f, f->people, id, "notes", "Mine");
  fixture_assert (f, f->people, id, "job-title", "Mine");
}

static void
test_created_and_changed_since_stays (Fixture *f, gconstpointer data)
{
  g_autofree char *a = NULL, *b = NULL, *c = NULL, *left = NULL;

  g_assert_true (amb_programme_open_group (f->programme, "Import", NULL));
  a = fixture_add_person (f, "A");
  b = fixture_add_person (f, "B");
  c = fixture_add_person (f, "C");
  amb_programme_close_group (f->programme);
  change_remotely (f, b, "notes", "Theirs");
  left = fixture_undo (f, 2, 1);
  g_assert_cmpstr (left, ==, "B was changed since and stays.");
  g_assert_false (fixture_lives (f, f->people, a));
  g_assert_true (fixture_lives (f, f->people, b));
}

static void
test_set_merges (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add (
      f, fixture_new (f, f->people, "display-name", "Zoé", "roles", "[\"curator\"]", NULL), 0);

  fixture_set (f, f->people, id, "roles", "[\"producer\"]");
  change_remotely (f, id, "roles", "[\"producer\",\"trainer\"]");
  g_assert_null (fixture_undo (f, 1, 0));
  fixture_assert (f, f->people, id, "roles", "[\"curator\",\"trainer\"]");
}

static void
test_moved_on_stays (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");
  g_autofree char *left = NULL;

  fixture_move (f, id, "applied", NULL);
  change_remotely (f, id, "state", "in_review");
  left = fixture_undo (f, 0, 1);
  g_assert_cmpstr (left, ==, "Zoé has moved on since and stays.");
  fixture_assert (f, f->people, id, "state", "in_review");
}

static void
test_key_taken_meanwhile (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add (
      f, fixture_new (f, f->people, "display-name", "Zoé", "email", "z@a.example", NULL), 0);
  g_autoptr (AmbRecord) taker = NULL;
  g_autofree char *left = NULL;

  fixture_set (f, f->people, id, "email", NULL);
  taker = fixture_new (f, f->people, "display-name", "B", "email", "z@a.example", NULL);
  amb_record_set_id (taker, "01890000-0000-7000-8000-00000000000b");
  g_assert_true (amb_store_put (f->store, taker, NULL));
  left = fixture_undo (f, 0, 1);
  g_assert_true (g_str_has_prefix (left, "Zoé stays as it is. E-mail: “z@a.example” belongs to B"));
}

static void
test_move_leaves_no_trace (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");

  fixture_move (f, id, "applied", NULL);
  g_assert_null (fixture_undo (f, 1, 0));
  fixture_assert (f, f->people, id, "state", "identified");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM transitions"), ==, 0);
}

static void
test_sent_move_is_reverted (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;

  fixture_connect (f);
  id = fixture_add_person (f, "Zoé");
  fixture_move (f, id, "applied", NULL);
  g_assert_true (amb_db_exec (amb_store_get_db (f->store), "UPDATE outbox SET state = 1", NULL));
  amb_clock_advance (f->clock, 10);
  g_assert_null (fixture_undo (f, 1, 0));
  fixture_assert (f, f->people, id, "state", "identified");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM transitions"), ==, 2);
  g_assert_cmpint (fixture_count (f,
                                  "SELECT count(*) FROM outbox WHERE kind = 'move' AND state = 0 "
                                  "AND payload LIKE '%\"reverts\":%'"),
                   ==, 1);
}

static void
test_new_action_spends_redo (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");
  g_autoptr (GError) error = NULL;

  fixture_set (f, f->people, id, "notes", "x");
  g_assert_null (fixture_undo (f, 1, 0));
  fixture_set (f, f->people, id, "job-title", "y");
  g_assert_null (amb_programme_redo (f->programme, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND);
}

static void
test_order (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");

  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      fixture_set (f, f->people, id, "notes", text);
    }
  g_assert_null (fixture_undo (f, 1, 0));
  fixture_assert (f, f->people, id, "notes", "2");
  g_assert_null (fixture_undo (f, 1, 0));
  fixture_assert (f, f->people, id, "notes", "1");
  g_assert_null (fixture_redo (f, 1, 0));
  fixture_assert (f, f->people, id, "notes", "2");
  g_assert_null (fixture_redo (f, 1, 0));
  fixture_assert (f, f->people, id, "notes", "3");
  for (guint i = 0; i < 3; i++)
    g_assert_null (fixture_undo (f, 1, 0));
  fixture_assert (f, f->people, id, "notes", NULL);
}

static void
test_removed_node_gets_its_people_back (Fixture *f, gconstpointer data)
{
  g_autofree char *node = fixture_add_node (f, "France", NULL);
  g_autofree char *id =
      fixture_add (f, fixture_new (f, f->people, "display-name", "Zoé", "node-id", node, NULL), 0);

  g_assert_true (amb_programme_remove (f->programme, f->nodes, node, NULL));
  fixture_assert (f, f->people, id, "node-id", NULL);
  g_assert_null (fixture_undo (f, 2, 0));
  fixture_assert (f, f->people, id, "node-id", node);
}

/* Never sent, so cancelled: when it comes back, the server is told how it came to its state. */
static void
test_unsent_person_comes_back_with_moves (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *payload = NULL;
  g_autoptr (GPtrArray) operations = NULL;

  fixture_connect (f);
  id = fixture_add_person (f, "Zoé");
  fixture_move (f, id, "applied", NULL);
  fixture_move (f, id, "in_review", NULL);
  g_assert_true (amb_programme_remove (f->programme, f->people, id, NULL));
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox"), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM transitions WHERE deleted = 0"), ==, 0);
  g_assert_null (fixture_undo (f, 1, 0));
  operations = amb_outbox_list_for (f->store, f->people, id, NULL);
  g_assert_cmpuint (operations->len, ==, 3);
  g_assert_cmpstr (((AmbOperation *) operations->pdata[0])->kind, ==, "create");
  g_assert_cmpstr (((AmbOperation *) operations->pdata[2])->kind, ==, "move");
  g_assert_nonnull (strstr (((AmbOperation *) operations->pdata[2])->payload, "\"in_review\""));
  payload = amb_outbox_dup_create_payload (f->store, operations->pdata[0], NULL);
  g_assert_nonnull (strstr (payload, "\"state\":\"identified\""));
  fixture_assert (f, f->people, id, "state", "in_review");
}

/* It is not offered again, whatever is done next, and the file is sound. */
static void
test_group_that_stays_is_nobodys (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");
  g_autofree char *left = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  fixture_set (f, f->people, id, "notes", "Mine");
  change_remotely (f, id, "notes", "Theirs");
  left = fixture_undo (f, 0, 1);
  fixture_set (f, f->people, id, "job-title", "Chemist");
  g_assert_null (fixture_undo (f, 1, 0));
  g_assert_null (fixture_redo (f, 1, 0));

  fixture_set (f, f->people, id, "links", "Mine");
  fixture_set (f, f->people, id, "country", "GH");
  change_remotely (f, id, "links", "Theirs");
  g_assert_null (fixture_undo (f, 1, 0));
  g_clear_pointer (&left, g_free);
  left = fixture_undo (f, 0, 1);
  findings = amb_store_check (f->store, NULL);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* The latest move is the one that was made last, not the one with the latest date. */
static void
test_a_clock_that_was_put_back (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_person (f, "Zoé");

  fixture_move (f, id, "nominated", "first");
  fixture_move (f, id, "withdrawn", NULL);
  amb_clock_advance (f->clock, -3653 * DAY);
  fixture_move (f, id, "nominated", "again");
  g_assert_null (fixture_undo (f, 1, 0));
  fixture_assert (f, f->people, id, "state", "withdrawn");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM transitions WHERE why = 'again'"), ==,
                   0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM transitions WHERE why = 'first'"), ==,
                   1);
}

static void
test_moves_come_back_in_their_order (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) operations = NULL;

  fixture_connect (f);
  id = fixture_add_person (f, "Zoé");
  fixture_move (f, id, "applied", NULL);
  amb_clock_advance (f->clock, -3653 * DAY);
  fixture_move (f, id, "in_review", NULL);
  g_assert_true (amb_programme_remove (f->programme, f->people, id, NULL));
  g_assert_null (fixture_undo (f, 1, 0));
  operations = amb_outbox_list_for (f->store, f->people, id, NULL);
  g_assert_cmpuint (operations->len, ==, 3);
  g_assert_nonnull (strstr (((AmbOperation *) operations->pdata[1])->payload, "\"applied\""));
  g_assert_nonnull (strstr (((AmbOperation *) operations->pdata[2])->payload, "\"in_review\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD_WITH(path, data, func)                                                                 \
  g_test_add (path, Fixture, data, fixture_set_up, func, fixture_tear_down)
#define ADD(path, func) ADD_WITH (path, NULL, func)
  ADD ("/programme/undo/nothing-to-undo-says-so", test_nothing);
  ADD_WITH ("/programme/undo/each-command-there-and-back-byte-equal", NULL, test_each);
  ADD_WITH ("/programme/undo/each-command-with-a-server-too", "connected", test_each);
  ADD ("/programme/undo/a-group-there-and-back-byte-equal", test_group);
  ADD ("/programme/undo/an-empty-group-is-not-offered", test_empty_group_is_not_offered);
  ADD ("/programme/undo/what-was-changed-since-stays-and-is-named", test_changed_since_stays);
  ADD ("/programme/undo/what-is-as-it-shall-be-is-not-named", test_as_it_shall_be);
  ADD ("/programme/undo/a-created-record-that-was-changed-stays",
       test_created_and_changed_since_stays);
  ADD ("/programme/undo/a-set-takes-back-only-its-own", test_set_merges);
  ADD ("/programme/undo/who-has-moved-on-stays", test_moved_on_stays);
  ADD ("/programme/undo/a-key-taken-meanwhile-is-left-to-its-owner", test_key_taken_meanwhile);
  ADD ("/programme/undo/an-unsent-move-leaves-no-trace", test_move_leaves_no_trace);
  ADD ("/programme/undo/a-sent-move-is-reverted-by-another", test_sent_move_is_reverted);
  ADD ("/programme/undo/a-new-action-spends-redo", test_new_action_spends_redo);
  ADD ("/programme/undo/steps-go-back-and-forth-in-order", test_order);
  ADD ("/programme/undo/a-removed-node-gets-its-people-back",
       test_removed_node_gets_its_people_back);
  ADD ("/programme/undo/an-unsent-person-comes-back-with-the-moves",
       test_unsent_person_comes_back_with_moves);
  ADD ("/programme/undo/a-group-of-which-nothing-comes-back-is-nobody-s",
       test_group_that_stays_is_nobodys);
  ADD ("/programme/undo/a-clock-that-was-put-back-does-not-choose-another-move",
       test_a_clock_that_was_put_back);
  ADD ("/programme/undo/moves-come-back-in-the-order-in-which-they-were-made",
       test_moves_come_back_in_their_order);
  return g_test_run ();
}
