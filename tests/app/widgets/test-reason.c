/* A reason that is asked again is gone on with. */
#include "amb-reason.h"

#include <adwaita.h>

static GtkEditable *
find_entry (GtkWidget *widget)
{
  GtkEditable *found = ADW_IS_ENTRY_ROW (widget) ? GTK_EDITABLE (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_entry (child);
  return found;
}

static void
given_cb (gpointer data, const char *why)
{
}

static GtkWindow *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

static void
test_the_cursor_stands_behind_what_was_written (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWindow *dialog;
  GtkEditable *entry;
  GtkWidget *focus;

  gtk_window_present (GTK_WINDOW (window));
  amb_reason_ask (window, "Reject", "It was refused.", "_Reject", TRUE, "Too long", given_cb, NULL,
                  NULL);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  while (!gtk_widget_get_mapped (GTK_WIDGET (dialog)) || gtk_window_get_focus (dialog) == NULL)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  entry = find_entry (GTK_WIDGET (dialog));
  focus = gtk_window_get_focus (dialog);
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (entry)));
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Too long");
  g_assert_false (gtk_editable_get_selection_bounds (entry, NULL, NULL));
  g_assert_cmpint (gtk_editable_get_position (entry), ==, 8);
  gtk_window_destroy (dialog);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/reason/the-cursor-stands-behind-what-was-written",
                   test_the_cursor_stands_behind_what_was_written);
  return g_test_run ();
}
