/* What the secondary button offers at a day or an hour. */
#include "amb-calendar-cell.h"
#include "amb-calendar-clip.h"
#include "amb-calendar-day.h"
#include "amb-calendar-hours.h"
#include "amb-calendar-more.h"
#include "amb-calendar-run.h"
#include "amb-calendar-tile.h"

#include <glib/gi18n.h>

/* (transfer full) (nullable): the day or the planned time at that point of @forms */
static char *
dup_when (GtkWidget *forms, double x, double y)
{
  GtkWidget *target = gtk_widget_pick (forms, x, y, GTK_PICK_DEFAULT);
  GtkWidget *day, *hours, *cell;

  if (target == NULL || gtk_widget_get_ancestor (target, AMB_TYPE_CALENDAR_TILE) != NULL ||
      gtk_widget_get_ancestor (target, AMB_TYPE_CALENDAR_MORE) != NULL ||
      gtk_widget_get_ancestor (target, AMB_TYPE_CALENDAR_RUN) != NULL)
    return NULL;
  day = gtk_widget_get_ancestor (target, AMB_TYPE_CALENDAR_DAY);
  cell = gtk_widget_get_ancestor (target, AMB_TYPE_CALENDAR_CELL);
  hours = gtk_widget_get_ancestor (target, AMB_TYPE_CALENDAR_HOURS);
  if (day != NULL)
    return g_strdup (amb_calendar_day_get_day (AMB_CALENDAR_DAY (day)));
  if (cell != NULL)
    return g_strdup (amb_calendar_cell_get_week (AMB_CALENDAR_CELL (cell)));
  if (hours == NULL || !gtk_widget_translate_coordinates (forms, hours, x, y, &x, &y))
    return NULL;
  return amb_calendar_hours_dup_when (AMB_CALENDAR_HOURS (hours), x, y);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkPopover *popover)
{
  GtkWidget *forms = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  g_autofree char *when = dup_when (forms, x, y);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) add = g_menu_item_new (_ ("New Item…"), NULL);
  g_autoptr (GMenuItem) paste = g_menu_item_new (_ ("Paste"), NULL);

  if (when == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (popover)) ||
      !gtk_widget_translate_coordinates (forms, gtk_widget_get_parent (GTK_WIDGET (popover)), x, y,
                                         &x, &y))
    return;
  g_menu_item_set_action_and_target (add, "calendar.add", "s", when);
  g_menu_item_set_action_and_target (paste, "calendar.paste-at", "s", when);
  g_menu_append_item (menu, add);
  g_menu_append_item (menu, paste);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (popover), G_MENU_MODEL (menu));
  gtk_popover_set_pointing_to (popover, &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (popover);
}

GtkWidget *
amb_calendar_clip_add_menu (AmbCalendarModel *model, GtkWidget *forms, GtkWidget *parent)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkWidget *popover = gtk_popover_menu_new_from_model (NULL);

  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_widget_set_parent (popover, parent);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), popover, 0);
  gtk_widget_add_controller (forms, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_sensitive (popover, amb_calendar_model_may_write (model));
  return popover;
}
