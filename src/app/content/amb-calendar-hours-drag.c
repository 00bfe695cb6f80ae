/* The hours of a week: what is dragged over them, and where it would come to. */
#include "amb-calendar-hours-private.h"

#include "amb-calendar-words.h"
#include "amb-text-scale.h"

#define EDGE 36  /* px from an end of what is seen: there it scrolls */
#define PACE 240 /* px a second */

static void
set_hint (AmbCalendarHours *self, int day, int row)
{
  g_autofree char *time = NULL;
  AmbMoment at;

  if (self->hint_day == day && self->hint_row == row)
    return;
  if (day >= 0)
    {
      amb_calendar_hours_get_moment (self, day, row, &at);
      time = amb_calendar_dup_moment (&at);
    }
  self->hint_day = day;
  self->hint_row = day >= 0 ? amb_calendar_hours_get_row (self, &at) : row;
  gtk_label_set_label (GTK_LABEL (self->hint), time != NULL ? time : "");
  gtk_widget_set_visible (self->hint, day >= 0);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Where the upper edge of what is dragged is: a card of the tray has no hour yet. */
static int
find_dragged (AmbCalendarHours *self, double y)
{
  const AmbCalendarItem *item =
      amb_calendar_model_find (self->model, amb_calendar_model_get_dragged (self->model));
  gboolean has_day = item != NULL && item->at.day[0] != '\0';

  return amb_calendar_hours_find_row (self,
                                      has_day ? y - amb_calendar_model_get_grip (self->model) : y);
}

/* (nullable): what scrolls it */
static GtkAdjustment *
get_scroll (AmbCalendarHours *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);

  return scroller != NULL ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller))
                          : NULL;
}

/* −1: the pointer is at the upper end of what is seen, 1: at the lower one */
static int
find_edge (AmbCalendarHours *self)
{
  GtkAdjustment *scroll = get_scroll (self);
  int edge = amb_text_scale_px (GTK_WIDGET (self), EDGE);

  if (scroll == NULL)
    return 0;
  if (self->drag_y < edge)
    return -1;
  return self->drag_y > gtk_adjustment_get_page_size (scroll) - edge;
}

static void
stop (AmbCalendarHours *self)
{
  if (self->drag_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->drag_tick);
  self->drag_tick = 0;
}

static gboolean
drag_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AmbCalendarHours *self = AMB_CALENDAR_HOURS (widget);
  GtkAdjustment *scroll = get_scroll (self);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double by = (double) (now - self->drag_at) * PACE / G_USEC_PER_SEC;
  double value;

  self->drag_at = now;
  value = gtk_adjustment_get_value (scroll) + find_edge (self) * MIN (by, EDGE);
  gtk_adjustment_set_value (scroll, value);
  set_hint (self, self->hint_day,
            find_dragged (self, self->drag_y + gtk_adjustment_get_value (scroll)));
  return G_SOURCE_CONTINUE;
}

static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, AmbCalendarHours *self)
{
  GtkAdjustment *scroll = get_scroll (self);
  int day = amb_calendar_hours_find_column (self, x);

  set_hint (self, day, find_dragged (self, y));
  self->drag_y = y - (scroll != NULL ? gtk_adjustment_get_value (scroll) : 0);
  if (day < 0 || find_edge (self) == 0)
    stop (self);
  else if (self->drag_tick == 0)
    {
      GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

      self->drag_at = clock != NULL ? gdk_frame_clock_get_frame_time (clock) : 0;
      self->drag_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), drag_tick_cb, NULL, NULL);
    }
  return day >= 0 ? GDK_ACTION_MOVE : 0;
}

static void
leave_cb (AmbCalendarHours *self)
{
  stop (self);
  set_hint (self, -1, 0);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  AmbCalendarHours *self = data;
  const char *dragged = amb_calendar_model_get_dragged (self->model);
  int day = amb_calendar_hours_find_column (self, x);
  g_auto (GStrv) ids = NULL;
  AmbMoment at;

  leave_cb (self);
  if (g_value_get_object (value) != (gpointer) self->model || dragged == NULL || day < 0)
    return FALSE;
  ids = amb_calendar_model_dup_chosen (self->model, dragged);
  amb_calendar_model_set_leading (self->model, dragged);
  amb_calendar_hours_get_moment (self, day, find_dragged (self, y), &at);
  amb_calendar_model_place_at (self->model, (const char *const *) ids, &at);
  return TRUE;
}

void
amb_calendar_hours_add_drop (AmbCalendarHours *self)
{
  GtkDropTarget *target = gtk_drop_target_new (AMB_TYPE_CALENDAR_MODEL, GDK_ACTION_MOVE);

  self->hint = gtk_label_new (NULL);
  gtk_widget_set_visible (self->hint, FALSE);
  gtk_widget_set_can_target (self->hint, FALSE);
  gtk_widget_add_css_class (self->hint, "amb-calendar-hint");
  gtk_widget_set_parent (self->hint, GTK_WIDGET (self));
  g_signal_connect (target, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (self, "unmap", G_CALLBACK (leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
