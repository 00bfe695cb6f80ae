#include "amb-reason.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *entry; /* borrowed */
  AmbReasonFunc given;
  gpointer data;
  GDestroyNotify destroy;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *asking = data;

  if (asking->destroy != NULL)
    asking->destroy (asking->data);
  g_free (asking);
}

static char *
dup_reason (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static void
changed_cb (AdwMessageDialog *dialog, GtkWidget *entry)
{
  g_autofree char *why = dup_reason (entry);

  adw_message_dialog_set_response_enabled (dialog, "do", why[0] != '\0');
}

/* What was written before is gone on with: the keyboard, on its way in, chooses all of it. */
static void
show_end (AdwMessageDialog *dialog)
{
  GtkWidget *entry = g_object_get_data (G_OBJECT (dialog), "amb-entry");

  gtk_widget_grab_focus (entry);
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Asking *asking = data;
  g_autofree char *why = dup_reason (asking->entry);

  if (g_strcmp0 (response, "do") == 0)
    asking->given (asking->data, why);
}

static GtkWidget *
make_list (Asking *asking)
{
  GtkWidget *list = gtk_list_box_new ();

  asking->entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (asking->entry), _ ("Reason"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (asking->entry), TRUE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), asking->entry);
  return list;
}

void
amb_reason_ask (GtkWidget *widget,
                const char *heading,
                const char *body,
                const char *verb,
                gboolean needed,
                const char *former,
                AmbReasonFunc given,
                gpointer data,
                GDestroyNotify destroy)
{
  Asking *asking = g_new0 (Asking, 1);
  GtkWidget *window =
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading, body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (window);

  asking->given = given;
  asking->data = data;
  asking->destroy = destroy;
  adw_message_dialog_set_extra_child (dialog, make_list (asking));
  g_object_set_data (G_OBJECT (dialog), "amb-entry", asking->entry);
  if (former != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (asking->entry), former);
      g_signal_connect_after (dialog, "map", G_CALLBACK (show_end), NULL);
    }
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "do", verb, NULL);
  adw_message_dialog_set_response_appearance (dialog, "do", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "do");
  adw_message_dialog_set_close_response (dialog, "cancel");
  if (needed)
    {
      g_signal_connect_object (asking->entry, "changed", G_CALLBACK (changed_cb), dialog,
                               G_CONNECT_SWAPPED);
      changed_cb (dialog, asking->entry);
    }
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), asking, asking_free, 0);
  gtk_window_present (GTK_WINDOW (window));
}
