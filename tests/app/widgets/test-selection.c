#include "amb-bulk.h"
#include "amb-selection.h"
#include "list-fixture.h"

#include <string.h>

typedef struct
{
  AmbListModel *model;
  AmbSelection *selection;
  GtkSelectionModel *gtk;
} Chosen;

static gboolean
is_idle (gpointer data)
{
  return !amb_list_model_get_loading (data);
}

static void
open_selection (Chosen *self, ListFixture *fixture, guint n)
{
  g_autoptr (AmbQuery) query = amb_query_new (fixture->person);

  list_fixture_fill (fixture, n);
  self->model = amb_list_model_new (fixture->context, fixture->person);
  self->selection = amb_selection_new (self->model);
  self->gtk = GTK_SELECTION_MODEL (self->selection);
  amb_list_model_set_query (self->model, query, NULL);
  list_fixture_wait (is_idle, self->model);
}

static void
close_selection (Chosen *self)
{
  g_object_unref (self->selection);
  g_object_unref (self->model);
}

static GArray *
list_chosen (ListFixture *fixture, Chosen *self)
{
  g_autoptr (AmbRowSet) rows = amb_selection_dup_rows (self->selection);
  g_autoptr (GError) error = NULL;
  GArray *rids = amb_row_set_list (rows, amb_context_get_store (fixture->context), &error);

  g_assert_no_error (error);
  return rids;
}

static void
test_single (ListFixture *fixture, gconstpointer data)
{
  Chosen c;

  open_selection (&c, fixture, 10);
  gtk_selection_model_select_item (c.gtk, 2, TRUE);
  gtk_selection_model_select_item (c.gtk, 4, FALSE);
  g_assert_cmpuint (amb_selection_get_n_selected (c.selection), ==, 2);
  g_assert_cmpint (amb_selection_get_only (c.selection), ==, 0);
  gtk_selection_model_unselect_item (c.gtk, 2);
  g_assert_cmpint (amb_selection_get_only (c.selection), ==, amb_list_model_get_rid (c.model, 4));
  gtk_selection_model_select_item (c.gtk, 7, TRUE);
  g_assert_cmpint (amb_selection_get_only (c.selection), ==, amb_list_model_get_rid (c.model, 7));
  close_selection (&c);
}

static void
test_range (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (GtkBitset) bitset = NULL;
  Chosen c;

  open_selection (&c, fixture, 10);
  gtk_selection_model_select_range (c.gtk, 3, 4, TRUE);
  bitset = gtk_selection_model_get_selection (c.gtk);
  g_assert_cmpuint (gtk_bitset_get_size (bitset), ==, 4);
  g_assert_cmpuint (gtk_bitset_get_minimum (bitset), ==, 3);
  g_assert_cmpuint (gtk_bitset_get_maximum (bitset), ==, 6);
  gtk_selection_model_unselect_range (c.gtk, 0, 5);
  g_assert_cmpuint (amb_selection_get_n_selected (c.selection), ==, 2);
  close_selection (&c);
}

static void
test_all_but (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) rids = NULL;
  Chosen c;

  open_selection (&c, fixture, 100000);
  gtk_selection_model_select_all (c.gtk);
  g_assert_cmpuint (amb_selection_get_n_selected (c.selection), ==, 100000);
  g_assert_cmpuint (amb_list_model_get_n_objects (c.model), <=, AMB_LIST_KEPT_ITEMS);
  gtk_selection_model_unselect_item (c.gtk, 5);
  gtk_selection_model_unselect_item (c.gtk, 99999);
  g_assert_cmpuint (amb_selection_get_n_selected (c.selection), ==, 99998);
  g_assert_false (gtk_selection_model_is_selected (c.gtk, 5));
  g_assert_true (gtk_selection_model_is_selected (c.gtk, 6));
  rids = list_chosen (fixture, &c);
  g_assert_cmpuint (rids->len, ==, 99998);
  g_assert_cmpuint (amb_list_model_get_n_objects (c.model), <=, AMB_LIST_KEPT_ITEMS);
  gtk_selection_model_unselect_all (c.gtk);
  g_assert_cmpuint (amb_selection_get_n_selected (c.selection), ==, 0);
  close_selection (&c);
}

static void
test_set_selection (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (GtkBitset) selected = gtk_bitset_new_range (2, 3);
  g_autoptr (GtkBitset) mask = gtk_bitset_new_range (0, 4);
  Chosen c;

  open_selection (&c, fixture, 10);
  gtk_selection_model_select_item (c.gtk, 9, TRUE);
  gtk_selection_model_set_selection (c.gtk, selected, mask);
  g_assert_false (gtk_selection_model_is_selected (c.gtk, 1));
  g_assert_true (gtk_selection_model_is_selected (c.gtk, 2));
  g_assert_true (gtk_selection_model_is_selected (c.gtk, 3));
  g_assert_false (gtk_selection_model_is_selected (c.gtk, 4));
  g_assert_true (gtk_selection_model_is_selected (c.gtk, 9));
  close_selection (&c);
}

typedef struct
{
  Chosen *chosen;
  guint n;
} Awaited;

static gboolean
has_n_items (gpointer data)
{
  const Awaited *awaited = data;

  return g_list_model_get_n_items (G_LIST_MODEL (awaited->chosen->model)) == awaited->n &&
         !amb_list_model_get_loading (awaited->chosen->model);
}

static void
test_follows_its_rows (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *first = list_fixture_dup_id (fixture, 1);
  g_autofree char *fourth = list_fixture_dup_id (fixture, 4);
  Awaited awaited;
  Chosen c;

  open_selection (&c, fixture, 10);
  gtk_selection_model_select_range (c.gtk, 3, 2, TRUE);
  list_fixture_remove (fixture, first);
  awaited = (Awaited){ &c, 9 };
  list_fixture_wait (has_n_items, &awaited);
  g_assert_true (gtk_selection_model_is_selected (c.gtk, 2));
  g_assert_true (gtk_selection_model_is_selected (c.gtk, 3));
  g_assert_false (gtk_selection_model_is_selected (c.gtk, 4));
  list_fixture_remove (fixture, fourth);
  awaited.n = 8;
  list_fixture_wait (has_n_items, &awaited);
  g_assert_cmpuint (amb_selection_get_n_selected (c.selection), ==, 1);
  close_selection (&c);
}

static void
test_query_clears (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbQuery) sorted = amb_query_new (fixture->person);
  g_autoptr (AmbQuery) searched = amb_query_new (fixture->person);
  Chosen c;

  open_selection (&c, fixture, 10);
  gtk_selection_model_select_all (c.gtk);
  sorted->descending = TRUE;
  amb_list_model_set_query (c.model, sorted, NULL);
  list_fixture_wait (is_idle, c.model);
  g_assert_cmpuint (amb_selection_get_n_selected (c.selection), ==, 10);
  amb_query_where (searched, amb_entity_find_field (fixture->person, "language"), AMB_MATCH_IN,
                   (const char *const[]){ "fr", NULL });
  amb_list_model_set_query (c.model, searched, NULL);
  list_fixture_wait (is_idle, c.model);
  g_assert_cmpuint (amb_selection_get_n_selected (c.selection), ==, 0);
  close_selection (&c);
}

/* Bulk verbs. */

typedef struct
{
  AmbBulkReport *report;
  GError *error;
  gboolean is_done;
} Ran;

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Ran *ran = data;

  ran->report = amb_bulk_run_finish (AMB_CONTEXT (source), result, &ran->error);
  ran->is_done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Ran *) data)->is_done;
}

static AmbBulkReport *
run_bulk (ListFixture *fixture, Chosen *c, AmbBulkVerb verb, const char *target, const char *text)
{
  Ran ran = { 0 };

  amb_bulk_run_async (fixture->context, fixture->person, amb_selection_dup_rows (c->selection),
                      verb, target, text, "Bulk", NULL, NULL, ran_cb, &ran);
  list_fixture_wait (is_done, &ran);
  g_assert_no_error (ran.error);
  return ran.report;
}

static gpointer
undo (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmbUndoReport) report = amb_programme_undo (programme, error);

  return NULL;
}

static void
test_bulk_set_is_one_undo (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbBulkReport) report = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n = 0;
  g_autoptr (AmbQuery) titled = amb_query_new (fixture->person);
  Chosen c;

  amb_query_where (titled, amb_entity_find_field (fixture->person, "job-title"), AMB_MATCH_IN,
                   (const char *const[]){ "Editor", NULL });
  open_selection (&c, fixture, 700);
  gtk_selection_model_select_all (c.gtk);
  gtk_selection_model_unselect_item (c.gtk, 0);
  report = run_bulk (fixture, &c, AMB_BULK_SET, "job-title", "Editor");
  g_assert_cmpuint (report->n_done, ==, 699);
  amb_store_count (amb_context_get_store (fixture->context), titled, &n, &error);
  g_assert_cmpint (n, ==, 699);

  list_fixture_write (fixture, undo, NULL, &error);
  g_assert_no_error (error);
  amb_store_count (amb_context_get_store (fixture->context), titled, &n, &error);
  g_assert_cmpint (n, ==, 0);
  close_selection (&c);
}

static void
test_bulk_move_names_refusals (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbBulkReport) report = NULL;
  Chosen c;

  /* Every second one is active and can't become a candidate. */
  open_selection (&c, fixture, 6);
  gtk_selection_model_select_all (c.gtk);
  report = run_bulk (fixture, &c, AMB_BULK_MOVE, "nominated", NULL);
  g_assert_cmpuint (report->n_done, ==, 3);
  g_assert_cmpuint (report->n_refused, ==, 3);
  g_assert_cmpuint (report->refusals->len, ==, 3);
  for (guint i = 0; i < report->refusals->len; i++)
    {
      const AmbBulkRefusal *refusal = g_ptr_array_index (report->refusals, i);
      g_autofree char *title = g_strdup_printf ("Person %06u", 2 * (i + 1));

      g_assert_cmpstr (refusal->title, ==, title);
      g_assert_cmpint (refusal->rid, >, 0);
      g_assert_nonnull (strstr (refusal->message, "there is no move to Nominated"));
    }
  close_selection (&c);
}

typedef struct
{
  Ran ran;
  GCancellable *cancellable;
  guint n_progress;
  gboolean other_came_first;
} Stepped;

static void
stepped_ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ran_cb (source, result, &((Stepped *) data)->ran);
}

static void
progress_cb (guint done, guint total, gpointer data)
{
  Stepped *stepped = data;

  g_assert_cmpuint (done, <, total);
  stepped->n_progress++;
  if (stepped->cancellable)
    g_cancellable_cancel (stepped->cancellable);
}

static gpointer
do_nothing (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  return NULL;
}

static void
other_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Stepped *stepped = data;

  stepped->other_came_first = !stepped->ran.is_done;
}

static void
run_stepped (ListFixture *fixture, Chosen *c, Stepped *stepped)
{
  amb_bulk_run_async (fixture->context, fixture->person, amb_selection_dup_rows (c->selection),
                      AMB_BULK_SET, "job-title", "Editor", "Bulk", progress_cb,
                      stepped->cancellable, stepped_ran_cb, stepped);
  amb_context_write_async (fixture->context, do_nothing, NULL, NULL, NULL, NULL, other_written_cb,
                           stepped);
  list_fixture_wait (is_done, &stepped->ran);
  g_assert_no_error (stepped->ran.error);
}

static void
test_bulk_lets_others_write (ListFixture *fixture, gconstpointer data)
{
  Stepped stepped = { 0 };
  Chosen c;

  open_selection (&c, fixture, 5100); /* more than one chunk, on any machine */
  gtk_selection_model_select_all (c.gtk);
  run_stepped (fixture, &c, &stepped);
  g_assert_cmpuint (stepped.ran.report->n_done, ==, 5100);
  g_assert_cmpuint (stepped.n_progress, >, 0);
  g_assert_true (stepped.other_came_first);
  g_assert_false (stepped.ran.report->stopped);
  amb_bulk_report_free (stepped.ran.report);
  close_selection (&c);
}

static gpointer
make_slow (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  AmbDb *db = amb_store_get_db (amb_programme_get_store (programme));

  amb_db_exec (db,
               "CREATE TEMP VIEW many AS WITH RECURSIVE c (x) AS (VALUES (1) UNION ALL SELECT x + "
               "1 FROM c WHERE x < 1000000) SELECT max (x) AS most FROM c",
               error);
  amb_db_exec (db,
               "CREATE TEMP TRIGGER slow AFTER UPDATE ON main.ambassadors BEGIN SELECT most FROM "
               "many; END",
               error);
  return NULL;
}

/* A few that take long are as many chunks. */
static void
test_bulk_of_slow_ones_lets_others_write (ListFixture *fixture, gconstpointer data)
{
  Stepped stepped = { 0 };
  g_autoptr (GError) error = NULL;
  Chosen c;

  open_selection (&c, fixture, 3);
  list_fixture_write (fixture, make_slow, NULL, &error);
  g_assert_no_error (error);
  gtk_selection_model_select_all (c.gtk);
  run_stepped (fixture, &c, &stepped);
  g_assert_cmpuint (stepped.ran.report->n_done, ==, 3);
  g_assert_cmpuint (stepped.n_progress, ==, 2);
  g_assert_true (stepped.other_came_first);
  amb_bulk_report_free (stepped.ran.report);
  close_selection (&c);
}

static void
test_bulk_stops_between_chunks (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (AmbQuery) titled = amb_query_new (fixture->person);
  g_autoptr (GError) error = NULL;
  Stepped stepped = { .cancellable = cancellable };
  gint64 n = -1;
  Chosen c;

  amb_query_where (titled, amb_entity_find_field (fixture->person, "job-title"), AMB_MATCH_IN,
                   (const char *const[]){ "Editor", NULL });
  open_selection (&c, fixture, 10100);
  gtk_selection_model_select_all (c.gtk);
  run_stepped (fixture, &c, &stepped);
  g_assert_true (stepped.ran.report->stopped);
  g_assert_cmpuint (stepped.ran.report->n_done, >, 0);
  g_assert_cmpuint (stepped.ran.report->n_done, <, 10100);

  /* What was done before is one step of undo. */
  list_fixture_write (fixture, undo, NULL, &error);
  g_assert_no_error (error);
  amb_store_count (amb_context_get_store (fixture->context), titled, &n, &error);
  g_assert_cmpint (n, ==, 0);
  amb_bulk_report_free (stepped.ran.report);
  close_selection (&c);
}

static void
test_bulk_remove (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbBulkReport) report = NULL;
  Awaited awaited;
  Chosen c;

  open_selection (&c, fixture, 20);
  gtk_selection_model_select_range (c.gtk, 5, 10, TRUE);
  report = run_bulk (fixture, &c, AMB_BULK_REMOVE, NULL, NULL);
  g_assert_cmpuint (report->n_done, ==, 10);
  awaited = (Awaited){ &c, 10 };
  list_fixture_wait (has_n_items, &awaited);
  g_assert_cmpuint (amb_selection_get_n_selected (c.selection), ==, 0);
  close_selection (&c);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/app/selection/" path, ListFixture, NULL, list_fixture_set_up, test,                \
              list_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("one-row-and-another", test_single);
  ADD ("a-range", test_range);
  ADD ("all-but-some-of-a-hundred-thousand-makes-no-objects", test_all_but);
  ADD ("what-the-mask-says", test_set_selection);
  ADD ("follows-its-rows", test_follows_its_rows);
  ADD ("another-query-clears-it-another-order-does-not", test_query_clears);
  ADD ("a-bulk-set-is-undone-as-one", test_bulk_set_is_one_undo);
  ADD ("a-bulk-verb-lets-others-write-in-between", test_bulk_lets_others_write);
  ADD ("a-bulk-verb-that-is-slow-for-each-lets-others-write-too",
       test_bulk_of_slow_ones_lets_others_write);
  ADD ("a-cancelled-bulk-verb-stops-and-is-undone-as-one", test_bulk_stops_between_chunks);
  ADD ("a-bulk-move-names-whom-it-left-alone", test_bulk_move_names_refusals);
  ADD ("a-bulk-remove-empties-the-selection", test_bulk_remove);
  return g_test_run ();
}
