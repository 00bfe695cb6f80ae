#include "amb-dialog-names.h"

/* GTK 4.8 names a button by its label as it was written and by the label's words: “_Cancel Cancel”.
 * One that was named on purpose keeps that name; there is no other way to ask for it. */
static void
name_button (GtkButton *button)
{
  const char *written = gtk_button_get_label (button);
  g_autofree char *other =
      written != NULL ? gtk_test_accessible_check_property (GTK_ACCESSIBLE (button),
                                                            GTK_ACCESSIBLE_PROPERTY_LABEL, written)
                      : NULL;

  if (written != NULL && other == NULL && gtk_button_get_use_underline (button))
    gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

void
amb_dialog_names_take (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    {
      name_button (GTK_BUTTON (widget));
      g_signal_handlers_disconnect_by_func (widget, name_button, NULL);
      g_signal_connect (widget, "notify::label", G_CALLBACK (name_button), NULL);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    amb_dialog_names_take (child);
}

static void
windows_changed_cb (GListModel *windows, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      g_signal_connect (window, "map", G_CALLBACK (amb_dialog_names_take), NULL);
    }
}

void
amb_dialog_names_begin (void)
{
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (windows_changed_cb),
                    NULL);
}
