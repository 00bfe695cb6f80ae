#include "amb-whole-text.h"
#include "list-fixture.h"

#include <adwaita.h>

#define LONG "The community manager of Northern Europe and the islands"

static GtkWidget *
show (GtkWidget *child, int width)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, 80);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (window) == 0)
    g_main_context_iteration (NULL, TRUE);
  list_fixture_iterate ();
  return window;
}

static GtkWidget *
new_label (void)
{
  GtkWidget *label = gtk_label_new (LONG);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

/* Whether the window answers where the pointer rests on the middle of @label. */
static gboolean
is_told (GtkWidget *window, GtkWidget *label)
{
  g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean told = FALSE;
  double x, y;

  g_assert_true (gtk_widget_translate_coordinates (label, window,
                                                   gtk_widget_get_width (label) / 2.0,
                                                   gtk_widget_get_height (label) / 2.0, &x, &y));
  g_signal_emit_by_name (window, "query-tooltip", (int) x, (int) y, FALSE, tooltip, &told);
  g_assert_true (gtk_widget_get_has_tooltip (window));
  g_assert_cmpint (told, ==, amb_whole_text_find (window, x, y) != NULL);
  return told;
}

static void
test_cut (void)
{
  GtkWidget *label = new_label ();
  GtkWidget *window = show (label, 160);

  g_assert_true (is_told (window, label));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_whole (void)
{
  GtkWidget *label = new_label ();
  GtkWidget *window = show (label, 900);

  g_assert_false (is_told (window, label));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* It tells what is pointed at, not its neighbour. */
static void
test_neighbour (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *cut = new_label (), *whole = gtk_label_new ("Level"), *window;

  gtk_box_append (GTK_BOX (box), cut);
  gtk_box_append (GTK_BOX (box), whole);
  window = show (box, 160);
  g_assert_true (is_told (window, cut));
  g_assert_false (is_told (window, whole));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The title of an entry row lets the pointer through to the entry. */
static void
test_entry_row (void)
{
  GtkWidget *list = gtk_list_box_new (), *row = adw_entry_row_new (), *window;
  GtkLabel *found;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), LONG);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  window = show (list, 200);
  found = amb_whole_text_find (window, gtk_widget_get_width (row) / 2.0,
                               gtk_widget_get_height (row) / 2.0);
  g_assert_nonnull (found);
  g_assert_cmpstr (gtk_label_get_text (found), ==, LONG);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  amb_whole_text_begin ();
  g_test_add_func ("/app/whole-text/a-cut-text-is-told", test_cut);
  g_test_add_func ("/app/whole-text/a-whole-text-is-not-told-again", test_whole);
  g_test_add_func ("/app/whole-text/only-what-is-pointed-at", test_neighbour);
  g_test_add_func ("/app/whole-text/a-title-that-lets-the-pointer-through", test_entry_row);
  return g_test_run ();
}
