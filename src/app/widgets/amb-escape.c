#include "amb-escape.h"

void
amb_escape_add (GtkWidget *content, const char *action)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new (action)));
  gtk_widget_add_controller (content, keys);
}
