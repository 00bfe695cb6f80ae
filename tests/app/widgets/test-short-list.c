/* A short list by what it holds, and by whom the pointer meets while it scrolls. */
#include "amb-short-list.h"
#include <adwaita.h>

#define N_ROWS 400

static guint n_made;

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  n_made++;
  amb_short_list_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (amb_short_list_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkWidget *
make_list (void)
{
  GtkStringList *strings = gtk_string_list_new (NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *text = g_strdup_printf ("Row %03u", i);

      gtk_string_list_append (strings, text);
    }
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return amb_short_list_new (
      GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (strings))), factory);
}

static void
wait_for (gboolean (*is_so) (GtkWidget *), GtkWidget *widget)
{
  gint64 deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (!is_so (widget))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
    }
}

static gboolean
is_laid_out (GtkWidget *scroller)
{
  return gtk_adjustment_get_upper (
             gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller))) > 400;
}

/* (nullable): what the row says that the pointer would meet */
static const char *
get_picked (GtkWidget *scroller)
{
  GtkWidget *list = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller));
  GtkWidget *picked = gtk_widget_pick (scroller, 40, 100, GTK_PICK_DEFAULT);

  while (picked != NULL && picked != scroller && gtk_widget_get_parent (picked) != list)
    picked = gtk_widget_get_parent (picked);
  return picked != NULL && picked != scroller
             ? gtk_label_get_label (GTK_LABEL (amb_short_list_find_child (picked)))
             : NULL;
}

static gboolean
meets_row (GtkWidget *scroller)
{
  return get_picked (scroller) != NULL;
}

static gboolean
meets_none (GtkWidget *scroller)
{
  return get_picked (scroller) == NULL;
}

static void
test_scroll (void)
{
  GtkWidget *window = gtk_window_new (), *scroller = gtk_scrolled_window_new ();
  g_autofree char *first = NULL;

  n_made = 0;
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_list ());
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 300);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_present (GTK_WINDOW (window));
  wait_for (is_laid_out, scroller);
  wait_for (meets_row, scroller);
  first = g_strdup (get_picked (scroller));
  g_assert_cmpuint (n_made, <, N_ROWS / 4);

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)),
                            400);
  wait_for (meets_none, scroller);
  wait_for (meets_row, scroller);
  g_assert_cmpstr (get_picked (scroller), !=, first);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Let go while the pause after a step is not over. */
static void
test_let_go (void)
{
  GtkWidget *window = gtk_window_new (), *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_list ());
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 300);
  gtk_window_set_child (GTK_WINDOW (window), g_object_ref (scroller));
  gtk_window_present (GTK_WINDOW (window));
  wait_for (is_laid_out, scroller);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)),
                            400);
  wait_for (meets_none, scroller);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (scroller);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77; /* skipped: no display */
  adw_init ();
  g_test_add_func ("/app/short-list/the-pointer-meets-no-row-while-it-scrolls", test_scroll);
  g_test_add_func ("/app/short-list/may-go-while-it-scrolls", test_let_go);
  return g_test_run ();
}
