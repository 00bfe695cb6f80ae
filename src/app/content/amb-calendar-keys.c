#include "amb-calendar-keys.h"

#include <glib/gi18n.h>

GMenuModel *
amb_calendar_make_menu (AmbCalendarModel *model)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) acts = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();
  g_autoptr (GMenu) clip = g_menu_new ();

  g_menu_append (rest, _ ("Open"), "calendar.open-selected");
  g_menu_append (rest, _ ("Select the Week"), "calendar.select-week");
  if (amb_calendar_model_may_write (model))
    {
      g_menu_append (clip, _ ("Cut"), "calendar.clip-cut");
      g_menu_append (clip, _ ("Copy"), "calendar.clip-copy");
      g_menu_append (clip, _ ("Paste"), "calendar.paste");
      g_menu_append (acts, _ ("Move…"), "calendar.move");
      g_menu_append (acts, _ ("Shift by Days…"), "calendar.shift");
      g_menu_append (acts, _ ("Copy to Another Week…"), "calendar.copy");
      g_menu_append (acts, _ ("Back to the Tray"), "calendar.unplan");
      g_menu_append (acts, _ ("Holds a Day Longer"), "calendar.longer");
      g_menu_append (acts, _ ("Holds a Day Less"), "calendar.shorter");
      g_menu_append (acts, _ ("Record Publication…"), "calendar.publish");
      if (amb_context_may (amb_calendar_model_get_context (model), amb_entity_find ("content-item"),
                           AMB_RIGHT_DELETE))
        g_menu_append (acts, _ ("Remove"), "calendar.remove");
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (clip));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (acts));
  return G_MENU_MODEL (menu);
}

/* Keys that hold wherever in the calendar the focus is. */

static void
add_key (GtkShortcutController *keys, const char *trigger, const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      keys, gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                              gtk_named_action_new (action)));
}

void
amb_calendar_add_keys (GtkWidget *widget)
{
  GtkShortcutController *keys = GTK_SHORTCUT_CONTROLLER (gtk_shortcut_controller_new ());

  add_key (keys, "Page_Up", "calendar.previous");
  add_key (keys, "Page_Down", "calendar.next");
  add_key (keys, "Home", "calendar.today");
  add_key (keys, "<Control>m", "calendar.move");
  add_key (keys, "<Control>p", "calendar.print");
  add_key (keys, "Menu|<Shift>F10", "calendar.menu");
  add_key (keys, "<Control><Shift>a", "calendar.select-week");
  add_key (keys, "<Control>a", "calendar.select-all");
  add_key (keys, "Delete", "calendar.remove");
  add_key (keys, "<Control>c", "calendar.clip-copy");
  add_key (keys, "<Control>x", "calendar.clip-cut");
  add_key (keys, "<Control>v", "calendar.paste");
  add_key (keys, "<Control>Page_Down", "calendar.longer");
  add_key (keys, "<Control>Page_Up", "calendar.shorter");
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (keys));
}

/* Where the days are scrolled, a page further is the next week or month still. */
void
amb_calendar_add_page_keys (GtkWidget *form)
{
  GtkShortcutController *keys = GTK_SHORTCUT_CONTROLLER (gtk_shortcut_controller_new ());

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (keys), GTK_PHASE_CAPTURE);
  add_key (keys, "Page_Up", "calendar.previous");
  add_key (keys, "Page_Down", "calendar.next");
  gtk_widget_add_controller (form, GTK_EVENT_CONTROLLER (keys));
}

/* The form may be chosen wherever in the window the focus is, while the calendar is seen. */
static gboolean
form_key_cb (GtkWidget *widget, GVariant *form, gpointer data)
{
  return gtk_widget_get_mapped (widget) &&
         gtk_widget_activate_action_variant (widget, "calendar.view", form);
}

void
amb_calendar_add_form_key (GtkWidget *widget, const char *key, const char *form)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (key),
                                            gtk_callback_action_new (form_key_cb, NULL, NULL));

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_set_arguments (shortcut, g_variant_new_string (form));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
  gtk_widget_add_controller (widget, keys);
}
