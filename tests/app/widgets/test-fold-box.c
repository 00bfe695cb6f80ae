#include "amb-fold-box.h"
#include "amb-text-scale.h"

static int
get_height (GtkWidget *widget, int width)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

static void
test_fold (void)
{
  GtkWidget *value = gtk_button_new_with_label ("A value of some length");
  GtkWidget *title = gtk_label_new ("Country");
  GtkWidget *box = g_object_ref_sink (amb_fold_box_new (title, value));
  GtkWidget *window = gtk_window_new ();
  int natural;

  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  g_assert_false (amb_fold_box_is_folded (AMB_FOLD_BOX (box), 2000));
  g_assert_true (amb_fold_box_is_folded (AMB_FOLD_BOX (box), 20));
  /* Below each other they are higher, and the title keeps its words whole. */
  g_assert_cmpint (get_height (box, 20), >, get_height (box, natural + 40));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (box);
}

static double
measure_scale (const char *font)
{
  GtkWidget *window;
  double scale;

  g_object_set (gtk_settings_get_default (), "gtk-font-name", font, NULL);
  window = gtk_window_new ();
  scale = amb_text_scale_get (window);
  if (scale < 1.0)
    g_assert_cmpint (amb_text_scale_px (window, 600), ==, 600);
  else
    g_assert_cmpint (amb_text_scale_px (window, 600), >=, (int) (600 * scale));
  gtk_window_destroy (GTK_WINDOW (window));
  return scale;
}

/* Larger text folds sooner; smaller text doesn't fold later. */
static void
test_scale (void)
{
  g_assert_cmpfloat_with_epsilon (measure_scale ("Sans 11"), 1.0, 0.02);
  g_assert_cmpfloat_with_epsilon (measure_scale ("Sans 22"), 2.0, 0.04);
  g_assert_cmpfloat (measure_scale ("Sans 8"), <, 1.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add_func ("/app/fold-box/the-value-goes-below-where-both-don-t-fit", test_fold);
  g_test_add_func ("/app/fold-box/widths-grow-with-the-text", test_scale);
  return g_test_run ();
}
