/* A day of the month: its number, what it is, its first items, and the rest of them on demand. */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_DAY (amb_calendar_day_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarDay, amb_calendar_day, AMB, CALENDAR_DAY, GtkWidget)

GtkWidget *amb_calendar_day_new (AmbCalendarModel *model);
/** amb_calendar_day_set: @day as a date; @from: place of its first item in the calendar; @n: how
 * many it has; @is_first: it names its month too */
void amb_calendar_day_set (
    AmbCalendarDay *self, const char *day, guint from, guint n, gboolean is_first);
/** amb_calendar_day_plan_room: in a day of that many px; TRUE: another number of tiles has room
 * than is shown, or other words, which amb_calendar_day_take_room() shows, out of the allocation */
gboolean amb_calendar_day_plan_room (AmbCalendarDay *self, int width, int height);
void amb_calendar_day_take_room (AmbCalendarDay *self);
/** amb_calendar_day_get_head: what stands above its tiles */
GtkWidget *amb_calendar_day_get_head (AmbCalendarDay *self);
/** amb_calendar_day_set_top: px from its head's top to its tiles, at least its head's height; what
 * is between them lies over several days. Within the allocation of what it stands in. */
void amb_calendar_day_set_top (AmbCalendarDay *self, int top);
/** amb_calendar_day_take: what is dragged gets this day; FALSE: nothing is */
gboolean amb_calendar_day_take (AmbCalendarDay *self, const GValue *value);
const char *amb_calendar_day_get_day (AmbCalendarDay *self);
void amb_calendar_day_show_selected (AmbCalendarDay *self);
/** amb_calendar_day_find: (nullable): where the keyboard finds that item: its tile, or the button
 * of those that are not shown */
GtkWidget *amb_calendar_day_find (AmbCalendarDay *self, const char *id);
/** amb_calendar_day_get_stop: (nullable): the stops of the keyboard from above to below: tiles,
 * the button; of a day without any the day itself. −1: the last one */
GtkWidget *amb_calendar_day_get_stop (AmbCalendarDay *self, int index);
/** amb_calendar_day_find_stop: place of what has the focus among them, −1: none */
int amb_calendar_day_find_stop (AmbCalendarDay *self, GtkWidget *focus);

G_END_DECLS
