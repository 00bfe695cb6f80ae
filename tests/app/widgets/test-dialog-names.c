/* What a screen reader says of buttons with a mnemonic. */
#include "amb-dialog-names.h"
#include "list-fixture.h"

#include <adwaita.h>

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static gboolean
is_named (GtkWidget *button, const char *name)
{
  g_autofree char *other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (button),
                                                               GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  return other == NULL;
}

static void
show (GtkWidget *window, GtkWidget *child)
{
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  list_fixture_wait (is_mapped, window);
}

static void
test_mnemonic (void)
{
  GtkWidget *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = gtk_button_new_with_mnemonic ("_Ask");

  g_assert_true (is_named (button, "_Ask"));
  gtk_box_append (GTK_BOX (box), button);
  show (window, box);
  g_assert_false (is_named (button, "_Ask"));
  gtk_button_set_label (GTK_BUTTON (button), "_Import 3");
  g_assert_false (is_named (button, "_Import 3"));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Import 3");
  button = gtk_button_new_with_mnemonic ("_Later");
  amb_dialog_names_take (button);
  gtk_box_append (GTK_BOX (box), button);
  g_assert_false (is_named (button, "_Later"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_on_purpose (void)
{
  GtkWidget *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *named = gtk_button_new_with_mnemonic ("_Ask");
  GtkWidget *plain = gtk_button_new_with_label ("snake_case");

  gtk_accessible_update_property (GTK_ACCESSIBLE (named), GTK_ACCESSIBLE_PROPERTY_LABEL, "Ask Bo",
                                  -1);
  gtk_box_append (GTK_BOX (box), named);
  gtk_box_append (GTK_BOX (box), plain);
  show (window, box);
  g_assert_true (is_named (named, "Ask Bo"));
  g_assert_true (is_named (plain, "snake_case"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  amb_dialog_names_begin ();
  g_test_add_func ("/app/dialog-names/a-mnemonic-is-not-read", test_mnemonic);
  g_test_add_func ("/app/dialog-names/a-name-given-on-purpose-stays", test_on_purpose);
  return g_test_run ();
}
