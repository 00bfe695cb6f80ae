#include "amb-hold-list.h"

#include "amb-display.h"
#include "amb-validate.h"

#include <glib/gi18n.h>
#include <string.h>

/* “1 Dec, 09:00 · Client”: by the item's own clock. */
static char *
describe (const AmbHoldItem *item, const char *today)
{
  const AmbEntity *items = amb_entity_find ("content-item");
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (item->publish_on != NULL && strlen (item->publish_on) > AMB_DAY_SIZE + 5)
    {
      g_autofree char *day = g_strndup (item->publish_on, AMB_DAY_SIZE - 1);
      g_autofree char *time = g_strndup (item->publish_on + AMB_DAY_SIZE, 5);
      g_autofree char *shown = amb_display_date (day, today);

      g_ptr_array_add (parts, g_strdup_printf ("%s, %s", shown, time));
    }
  if (item->audience != NULL)
    g_ptr_array_add (parts,
                     amb_field_format (amb_entity_find_field (items, "audience"), item->audience));
  if (item->was != NULL)
    g_ptr_array_add (parts, amb_display_state (items, item->was));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

GtkWidget *
amb_hold_row_new (const AmbHoldItem *item, const char *today)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *line = describe (item, today);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 item->title != NULL ? item->title : _ ("Not here any more"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  return row;
}

GtkWidget *
amb_hold_window_fill (AdwWindow *window, const char *title, const char *verb, GtkWidget *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *button = gtk_button_new_with_mnemonic (verb);
  static const guint enter[] = { GDK_KEY_Return, GDK_KEY_KP_Enter };
  GtkEventController *keys = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (enter); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (keys),
        gtk_shortcut_new (gtk_keyval_trigger_new (enter[i], GDK_CONTROL_MASK),
                          gtk_named_action_new ("default.activate")));
  gtk_window_set_default_widget (GTK_WINDOW (window), button);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 680);
  gtk_widget_set_size_request (GTK_WIDGET (window), 340, 360);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  gtk_widget_add_css_class (button, "suggested-action");
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), button);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (window, box);
  return button;
}

void
amb_hold_tell (GtkWindow *window, const char *done, const AmbHoldReport *report)
{
  g_autoptr (GString) text = g_string_new (done);
  guint n_more = report->refused->len > 2 ? report->refused->len - 2 : 0;

  for (guint i = 0; i < report->refused->len && i < 2; i++)
    g_string_append_printf (text, " %s", (const char *) report->refused->pdata[i]);
  if (n_more > 0)
    g_string_append_printf (text, ngettext (" And %u more.", " And %u more.", n_more), n_more);
  if (gtk_window_get_transient_for (window) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (window)), "win.toast",
                                "(sb)", text->str, TRUE);
}

gboolean
amb_hold_may (AmbContext *context)
{
  AmbAccess access = amb_context_get_access (context);

  return (access == AMB_ACCESS_MANAGER || access == AMB_ACCESS_LEAD) &&
         amb_context_may (context, amb_entity_find ("hold-order"), AMB_RIGHT_CREATE) &&
         amb_context_may (context, amb_entity_find ("content-item"), AMB_RIGHT_MOVE);
}
