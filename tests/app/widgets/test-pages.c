/* Each page and widget with a template, made, shown and let go. */
#include "amb-add-window.h"
#include "amb-history-window.h"
#include "amb-list-detail.h"
#include "amb-people-page.h"
#include "amb-records-page.h"
#include "list-fixture.h"

static void
check_gone (GtkWidget **widget)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (*widget)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      list_fixture_iterate ();
    }
}

static GtkWidget *
show_in_window (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 700);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
close_window (GtkWidget *window, GtkWidget **child)
{
  gtk_window_destroy (GTK_WINDOW (window));
  if (child)
    check_gone (child);
}

static gboolean
has_rows (gpointer data)
{
  AmbListModel *model = amb_record_list_get_model (data);

  return g_list_model_get_n_items (G_LIST_MODEL (model)) > 0 && !amb_list_model_get_loading (model);
}

static gboolean
is_blank (gpointer list)
{
  gboolean blank;

  g_object_get (list, "blank", &blank, NULL);
  return blank;
}

static void
test_people (ListFixture *fixture, gconstpointer data)
{
  GtkWidget *page, *window, *list, *pane;
  g_autofree char *id = list_fixture_dup_id (fixture, 2);

  list_fixture_fill (fixture, 300);
  page = g_object_new (AMB_TYPE_PEOPLE_PAGE, "context", fixture->context, NULL);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  window = show_in_window (page);
  list = list_fixture_find_type (page, AMB_TYPE_RECORD_LIST);
  list_fixture_wait (has_rows, list);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (amb_record_list_get_model (AMB_RECORD_LIST (list)))),
      ==, 150);

  g_assert_true (amb_page_open_record (AMB_PAGE (page), fixture->person, id));
  pane = list_fixture_find_type (page, AMB_TYPE_DETAIL_PANE);
  g_assert_nonnull (amb_detail_pane_get_record (AMB_DETAIL_PANE (pane)));
  g_assert_cmpstr (amb_record_get_id (amb_detail_pane_get_record (AMB_DETAIL_PANE (pane))), ==, id);
  g_assert_true (amb_page_go_back (AMB_PAGE (page)));
  g_assert_null (amb_detail_pane_get_record (AMB_DETAIL_PANE (pane)));
  g_assert_false (amb_page_go_back (AMB_PAGE (page)));
  close_window (window, &page);
}

static void
test_people_empty (ListFixture *fixture, gconstpointer data)
{
  GtkWidget *page, *window;

  page = g_object_new (AMB_TYPE_PEOPLE_PAGE, "context", fixture->context, NULL);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  window = show_in_window (page);
  list_fixture_wait (is_blank, list_fixture_find_type (page, AMB_TYPE_RECORD_LIST));
  close_window (window, &page);
}

static void
test_records (ListFixture *fixture, gconstpointer data)
{
  GtkWidget *page, *window;

  list_fixture_fill (fixture, 20);
  page = g_object_new (AMB_TYPE_RECORDS_PAGE, "context", fixture->context, NULL);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  window = show_in_window (page);
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      g_autoptr (AmbQuery) query = amb_query_new (*entity);

      amb_page_show_query (AMB_PAGE (page), query);
      list_fixture_iterate ();
    }
  g_assert_true (amb_page_open_record (AMB_PAGE (page), fixture->node, fixture->node_id));
  list_fixture_iterate ();
  close_window (window, &page);
}

static void
test_list_state_survives (ListFixture *fixture, gconstpointer data)
{
  const AmbField *language = amb_entity_find_field (fixture->person, "language");
  const char *const french[] = { "fr", NULL };

  list_fixture_fill (fixture, 30);
  for (guint round = 0; round < 2; round++)
    {
      GtkWidget *view = amb_list_detail_new (fixture->context, fixture->person, NULL, NULL);
      AmbRecordList *list = amb_list_detail_get_list (AMB_LIST_DETAIL (view));
      GtkWidget *window = show_in_window (view);

      g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
      list_fixture_wait (has_rows, list);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (amb_record_list_get_model (list))),
                        ==, round == 0 ? 30 : 10);
      if (round == 0)
        {
          g_autoptr (AmbQuery) query = amb_query_new (fixture->person);

          amb_query_where (query, language, AMB_MATCH_IN, french);
          amb_record_list_show_query (list, query);
        }
      close_window (window, &view);
    }
}

static void
test_windows (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 1);

  list_fixture_fill (fixture, 2);
  list_fixture_set (fixture, id, "job-title", "Editor");
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *window =
          i == 0 ? amb_add_window_new (fixture->context, fixture->person, "Add Person", NULL, NULL)
                 : amb_history_window_new (fixture->context, fixture->person, id, "Ama", NULL);

      g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
      gtk_window_present (GTK_WINDOW (window));
      list_fixture_iterate ();
      gtk_window_destroy (GTK_WINDOW (window));
      check_gone (&window);
    }
}

static gpointer
read_history (AmbStore *store, const AmbEntity *entity, const char *id)
{
  g_autoptr (GPtrArray) entries = amb_journal_list_record (store, entity, id, 1, NULL);

  g_assert_cmpuint (entries->len, ==, 1);
  return amb_history_describe (store, g_ptr_array_index (entries, 0));
}

static void
test_history_words (ListFixture *fixture, gconstpointer data)
{
  AmbStore *store = amb_context_get_store (fixture->context);
  g_autofree char *id = list_fixture_dup_id (fixture, 1);
  g_autofree char *text = NULL;
  g_autofree char *reference = NULL;

  list_fixture_fill (fixture, 2);
  list_fixture_set (fixture, id, "job-title", "Editor");
  text = read_history (store, fixture->person, id);
  g_assert_cmpstr (text, ==, "Job title: nothing → Editor");
  list_fixture_set (fixture, id, "node-id", fixture->node_id);
  reference = read_history (store, fixture->person, id);
  g_assert_cmpstr (reference, ==, "Node: nothing → Ghana");
}

static gpointer
move_person (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (amb_programme_move (programme, amb_entity_find ("ambassador"), data,
                                              "nominated", "A good voice", error));
}

static gboolean
has_history_row (gpointer data)
{
  return list_fixture_find_type (data, ADW_TYPE_ACTION_ROW) != NULL;
}

static void
test_history_tells_moves (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 1);
  g_autoptr (GError) error = NULL;
  GtkWidget *window, *row;

  list_fixture_fill (fixture, 2);
  list_fixture_write (fixture, move_person, id, &error);
  g_assert_no_error (error);
  window = amb_history_window_new (fixture->context, fixture->person, id, "Ama", NULL);
  gtk_window_present (GTK_WINDOW (window));
  list_fixture_wait (has_history_row, window);
  row = list_fixture_find_type (window, ADW_TYPE_ACTION_ROW);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "Moved from Identified to Nominated");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "A good voice"));
  /* Journal and moves tell it once. */
  g_assert_null (gtk_widget_get_next_sibling (row));
  gtk_window_destroy (GTK_WINDOW (window));
  list_fixture_iterate ();
}

#define ADD(path, test)                                                                            \
  g_test_add ("/app/pages/" path, ListFixture, NULL, list_fixture_set_up, test,                    \
              list_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("people-shows-the-roster-and-opens-a-record", test_people);
  ADD ("people-without-anybody-is-blank", test_people_empty);
  ADD ("records-shows-every-entity", test_records);
  ADD ("a-list-comes-back-as-it-was-left", test_list_state_survives);
  ADD ("windows-open-and-go", test_windows);
  ADD ("history-is-in-words", test_history_words);
  ADD ("history-tells-each-move-once", test_history_tells_moves);
  return g_test_run ();
}
