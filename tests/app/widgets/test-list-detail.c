#include "amb-list-detail.h"
#include "amb-record-list-private.h"
#include "list-fixture.h"

typedef struct
{
  ListFixture *fixture;
  GtkWidget *window;
  GtkWidget *view;
  AmbRecordList *list;
  GtkWidget *pane;
} Shown;

static gboolean
has_rows (gpointer data)
{
  AmbListModel *model = amb_record_list_get_model (data);

  return g_list_model_get_n_items (G_LIST_MODEL (model)) > 0 && !amb_list_model_get_loading (model);
}

static void
show_wide (Shown *self, ListFixture *fixture, guint n, int width)
{
  list_fixture_fill (fixture, n);
  self->fixture = fixture;
  self->view = amb_list_detail_new (fixture->context, fixture->person, NULL, NULL);
  self->list = amb_list_detail_get_list (AMB_LIST_DETAIL (self->view));
  self->pane = list_fixture_find_type (self->view, AMB_TYPE_DETAIL_PANE);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, 700);
  gtk_window_set_child (GTK_WINDOW (self->window), self->view);
  gtk_window_present (GTK_WINDOW (self->window));
  list_fixture_wait (has_rows, self->list);
}

static void
show (Shown *self, ListFixture *fixture, guint n)
{
  show_wide (self, fixture, n, 1200);
}

static void
hide (Shown *self)
{
  g_object_add_weak_pointer (G_OBJECT (self->view), (gpointer *) &self->view);
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (self->view)
    list_fixture_iterate ();
}

static GtkSelectionModel *
get_selection (Shown *self)
{
  return GTK_SELECTION_MODEL (amb_record_list_get_selection (self->list));
}

static void
test_many_close_the_pane (ListFixture *fixture, gconstpointer data)
{
  Shown s;

  show (&s, fixture, 20);
  gtk_selection_model_select_item (get_selection (&s), 2, TRUE);
  g_assert_true (gtk_widget_get_visible (s.pane));
  gtk_selection_model_select_item (get_selection (&s), 4, FALSE);
  g_assert_false (gtk_widget_get_visible (s.pane));
  g_assert_null (amb_detail_pane_get_record (AMB_DETAIL_PANE (s.pane)));
  gtk_selection_model_unselect_item (get_selection (&s), 2);
  g_assert_true (gtk_widget_get_visible (s.pane));
  hide (&s);
}

static void
test_first_esc_mends (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 1);
  GtkWidget *email;
  Shown s;

  show (&s, fixture, 20);
  g_assert_true (amb_list_detail_open (AMB_LIST_DETAIL (s.view), id));
  email = list_fixture_find_row (s.pane, "E-mail");
  gtk_editable_set_text (GTK_EDITABLE (email), "no address");
  g_assert_true (amb_list_detail_go_back (AMB_LIST_DETAIL (s.view)));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (email)), ==, "");
  g_assert_true (gtk_widget_get_visible (s.pane));
  g_assert_true (amb_list_detail_go_back (AMB_LIST_DETAIL (s.view)));
  g_assert_false (gtk_widget_get_visible (s.pane));
  hide (&s);
}

static gboolean
focus_is_in_the_rows (gpointer data)
{
  Shown *s = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (s->window));

  return focus && gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW) != NULL;
}

static void
test_focus_comes_back (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 3);
  Shown s;

  show (&s, fixture, 20);
  g_assert_true (amb_list_detail_open (AMB_LIST_DETAIL (s.view), id));
  list_fixture_iterate ();
  gtk_widget_grab_focus (list_fixture_find_row (s.pane, "Name"));
  g_assert_true (amb_list_detail_go_back (AMB_LIST_DETAIL (s.view)));
  g_assert_true (focus_is_in_the_rows (&s));
  hide (&s);
}

static gboolean
is_allocated (gpointer data)
{
  Shown *s = data;

  return gtk_widget_get_mapped (s->pane) && gtk_widget_get_allocated_width (s->pane) > 0;
}

static void
show_narrow (Shown *self, ListFixture *fixture, int width)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 3);

  show_wide (self, fixture, 20, width);
  amb_record_list_focus (self->list);
  g_assert_true (amb_list_detail_open (AMB_LIST_DETAIL (self->view), id));
  list_fixture_wait (is_allocated, self);
  for (guint i = 0; i < 50; i++)
    list_fixture_iterate ();
}

static gboolean
is_in (GtkWidget *focus, GtkWidget *parent)
{
  return focus && (focus == parent || gtk_widget_is_ancestor (focus, parent));
}

/* Nothing of a list that the pane covers takes the focus, and closing gives it back. */
static void
test_covered_list (ListFixture *fixture, gconstpointer data)
{
  guint n = 0;
  Shown s;

  show_narrow (&s, fixture, 400);
  g_assert_cmpint (gtk_widget_get_allocated_width (s.pane), >=,
                   gtk_widget_get_allocated_width (s.view));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (s.list)));
  for (guint i = 0; i < 200; i++)
    {
      GtkWidget *focus;

      g_signal_emit_by_name (s.window, "move-focus",
                             i < 100 ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (s.window));
      g_assert_false (is_in (focus, GTK_WIDGET (s.list)));
      n += is_in (focus, s.pane);
    }
  g_assert_cmpuint (n, >, 100);
  gtk_widget_grab_focus (list_fixture_find_row (s.pane, "Name"));
  g_assert_true (amb_list_detail_go_back (AMB_LIST_DETAIL (s.view)));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (s.list)));
  g_assert_true (focus_is_in_the_rows (&s));
  hide (&s);
}

/* What a pane hides of a list beside it is passed over; the rest, and the pane, are reached. */
static void
test_partly_covered_list (ListFixture *fixture, gconstpointer data)
{
  guint n_list = 0, n_pane = 0;
  Shown s;

  show_narrow (&s, fixture, 700);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (s.list)));
  for (guint i = 0; i < 200; i++)
    {
      GtkWidget *focus;
      graphene_rect_t own, pane;

      g_signal_emit_by_name (s.window, "move-focus",
                             i < 100 ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (s.window));
      n_pane += is_in (focus, s.pane);
      if (!is_in (focus, GTK_WIDGET (s.list)))
        continue;
      n_list++;
      g_assert_true (gtk_widget_compute_bounds (focus, s.view, &own));
      g_assert_true (gtk_widget_compute_bounds (s.pane, s.view, &pane));
      g_assert_cmpfloat (own.origin.x, <, pane.origin.x);
    }
  g_assert_cmpuint (n_list, >, 0);
  g_assert_cmpuint (n_pane, >, 0);
  hide (&s);
}

static GtkAdjustment *
get_offset (Shown *self)
{
  GtkWidget *table = list_fixture_find_type (GTK_WIDGET (self->list), GTK_TYPE_COLUMN_VIEW);

  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (table));
}

static gboolean
is_scrolled (gpointer data)
{
  GtkAdjustment *offset = get_offset (data);

  gtk_adjustment_set_value (offset, 2000);
  return gtk_adjustment_get_value (offset) >= 2000;
}

static gboolean
is_at_the_top (gpointer data)
{
  return has_rows (((Shown *) data)->list) && gtk_adjustment_get_value (get_offset (data)) <= 0;
}

static void
test_an_answer_is_read_from_the_top (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (fixture->person);
  g_autofree char *id = list_fixture_dup_id (fixture, 1);
  Shown s;

  show (&s, fixture, 500);
  list_fixture_wait (is_scrolled, &s);
  query->sort = amb_entity_find_field (fixture->person, "language");
  query->descending = TRUE;
  amb_record_list_show_query (s.list, query);
  list_fixture_wait (is_at_the_top, &s);

  /* A record that changes doesn't move the reader. */
  list_fixture_wait (is_scrolled, &s);
  list_fixture_set (fixture, id, "job-title", "Editor");
  list_fixture_wait (has_rows, s.list);
  list_fixture_iterate ();
  g_assert_cmpfloat (gtk_adjustment_get_value (get_offset (&s)), >, 1000);
  hide (&s);
}

static char *
dup_row_name (GtkWidget *widget)
{
  if (g_strcmp0 (gtk_widget_get_css_name (widget), "row") == 0 &&
      g_object_get_data (G_OBJECT (widget), "amb-row-name"))
    return g_strdup (g_object_get_data (G_OBJECT (widget), "amb-row-name"));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      char *name = dup_row_name (child);

      if (name)
        return name;
    }
  return NULL;
}

static gboolean
has_row_name (gpointer data)
{
  g_autofree char *name = dup_row_name (GTK_WIDGET (((Shown *) data)->list));

  return g_strcmp0 (name, "Person 000001") == 0;
}

static void
test_rows_have_names (ListFixture *fixture, gconstpointer data)
{
  Shown s;

  show (&s, fixture, 20);
  list_fixture_wait (has_row_name, &s);
  hide (&s);
}

/* Both readers are held up: the query of the list has to wait. */
static gpointer
sleep_a_while (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_usleep (400 * 1000);
  return NULL;
}

static gboolean
is_busy (gpointer data)
{
  return gtk_widget_get_visible (((Shown *) data)->list->spinner);
}

static gboolean
is_counted (gpointer data)
{
  Shown *s = data;

  return has_rows (s->list) && !is_busy (s);
}

static void
test_a_slow_query_is_seen (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (fixture->person);
  Shown s;

  show (&s, fixture, 20);
  list_fixture_wait (is_counted, &s);
  g_assert_true (g_str_has_prefix (gtk_label_get_label (GTK_LABEL (s.list->count_label)), "20 "));
  for (guint i = 0; i < 2; i++)
    amb_context_read_async (fixture->context, sleep_a_while, NULL, NULL, NULL, NULL, NULL, NULL);
  amb_query_where (query, amb_entity_find_field (fixture->person, "language"), AMB_MATCH_IN,
                   (const char *const[]){ "fr", NULL });
  amb_record_list_show_query (s.list, query);
  g_assert_false (is_busy (&s));
  list_fixture_wait (is_busy, &s);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (s.list->count_label)), ==, "…");
  list_fixture_wait (is_counted, &s);
  g_assert_true (
      g_str_has_prefix (gtk_label_get_label (GTK_LABEL (s.list->count_label)), "6 of 20"));
  hide (&s);
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return l->data;
  return NULL;
}

static gboolean
has_dialog (gpointer data)
{
  return find_dialog () != NULL;
}

/* Two who are identified: four states are one step away, Active is not. */
static void
test_move_offers_what_can_be_reached (ListFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog, *combo;
  GListModel *labels;
  Shown s;

  show (&s, fixture, 20);
  gtk_selection_model_select_item (get_selection (&s), 0, TRUE);
  gtk_selection_model_select_item (get_selection (&s), 2, FALSE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (s.list), "records.move", NULL));
  list_fixture_wait (has_dialog, NULL);
  dialog = find_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "Move 2 people");
  combo = list_fixture_find_type (dialog, ADW_TYPE_COMBO_ROW);
  labels = adw_combo_row_get_model (ADW_COMBO_ROW (combo));
  g_assert_cmpuint (g_list_model_get_n_items (labels), ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (labels), i), !=, "Active");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (combo)), ==,
                    GTK_INVALID_LIST_POSITION);
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "move"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), 1);
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "move"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  hide (&s);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/app/list-detail/" path, ListFixture, NULL, list_fixture_set_up, test,              \
              list_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("many-selected-close-the-pane", test_many_close_the_pane);
  ADD ("the-first-esc-mends-the-next-closes", test_first_esc_mends);
  ADD ("closing-gives-the-focus-back-to-the-rows", test_focus_comes_back);
  ADD ("a-covered-list-takes-no-focus", test_covered_list);
  ADD ("what-is-hidden-of-a-list-takes-no-focus", test_partly_covered_list);
  ADD ("another-query-is-read-from-the-top", test_an_answer_is_read_from_the_top);
  ADD ("a-slow-query-is-seen-and-has-no-count-yet", test_a_slow_query_is_seen);
  ADD ("a-move-of-many-offers-what-can-be-reached", test_move_offers_what_can_be_reached);
  ADD ("a-row-is-named-after-its-record", test_rows_have_names);
  return g_test_run ();
}
