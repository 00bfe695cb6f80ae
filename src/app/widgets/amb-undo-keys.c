#include "amb-undo-keys.h"

static gboolean
undo_cb (GtkWidget *widget, GVariant *action, gpointer is_typed)
{
  if (((AmbUndoKeysTyped) is_typed) (widget))
    return FALSE;
  return gtk_widget_activate_action_variant (widget, g_variant_get_string (action, NULL), NULL);
}

void
amb_undo_keys_add (GtkWidget *widget, AmbUndoKeysTyped is_typed)
{
  static const char *const keys[][2] = { { "<Control>z", "win.undo" },
                                         { "<Control><Shift>z", "win.redo" } };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcut *shortcut =
          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i][0]),
                            gtk_callback_action_new (undo_cb, (gpointer) is_typed, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_string (keys[i][1]));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_widget_add_controller (widget, controller);
}

static gboolean
holds_text (GtkWidget *search)
{
  return *gtk_editable_get_text (GTK_EDITABLE (search)) != '\0';
}

void
amb_undo_keys_add_to_search (GtkEditable *search)
{
  amb_undo_keys_add (GTK_WIDGET (search), holds_text);
}
