/* Seven days by the hour: each item at its hour by the reader's clock, beside those that it meets.
 */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

#define AMB_CALENDAR_DAYS      7
#define AMB_CALENDAR_HOUR_AXIS 52 /* px at the usual text size: the column of the hours */

#define AMB_TYPE_CALENDAR_HOURS (amb_calendar_hours_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarHours, amb_calendar_hours, AMB, CALENDAR_HOURS, GtkWidget)

/** amb_calendar_hours_new: shows the week of the model's day */
GtkWidget *amb_calendar_hours_new (AmbCalendarModel *model);
/** amb_calendar_hours_focus: on the leading item, else on the first one, else on today */
void amb_calendar_hours_focus (AmbCalendarHours *self);
/** amb_calendar_hours_dup_spot: (transfer full) (nullable): where what is pasted comes to: the hour
 * that was clicked at, a whole planned time by the reader's clock, else the day of the keyboard */
char *amb_calendar_hours_dup_spot (AmbCalendarHours *self);
/** amb_calendar_hours_dup_when: (transfer full) (nullable): the same of a point in it */
char *amb_calendar_hours_dup_when (AmbCalendarHours *self, double x, double y);
/** amb_calendar_hours_get_top: px from above to the first hour that is worth seeing */
int amb_calendar_hours_get_top (AmbCalendarHours *self);
/** amb_calendar_hours_place_column: where the column of the day at @index begins and how wide it
 * is, in @width px, from the side on which reading begins */
void amb_calendar_hours_place_column (
    GtkWidget *widget, int width, int index, int *start, int *column_width);

G_END_DECLS
