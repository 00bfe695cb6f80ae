/* The week: its days, what holds for days, and below them the hours. */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_WEEK (amb_calendar_week_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarWeek, amb_calendar_week, AMB, CALENDAR_WEEK, GtkBox)

GtkWidget *amb_calendar_week_new (AmbCalendarModel *model);
void amb_calendar_week_focus (AmbCalendarWeek *self);
/** amb_calendar_week_dup_spot: as amb_calendar_hours_dup_spot() */
char *amb_calendar_week_dup_spot (AmbCalendarWeek *self);

G_END_DECLS
