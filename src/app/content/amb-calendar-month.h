/* The month: weeks as rows, with the audiences of each week beside them. */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_MONTH (amb_calendar_month_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarMonth, amb_calendar_month, AMB, CALENDAR_MONTH, GtkWidget)

GtkWidget *amb_calendar_month_new (AmbCalendarModel *model);
/** amb_calendar_month_focus: on the leading item, else on today, else on the first day */
void amb_calendar_month_focus (AmbCalendarMonth *self);
/** amb_calendar_month_get_focus_id: (nullable): of the item that has the focus */
const char *amb_calendar_month_get_focus_id (AmbCalendarMonth *self);
/** amb_calendar_month_get_focus_day: (nullable): of the day that has the focus */
const char *amb_calendar_month_get_focus_day (AmbCalendarMonth *self);

G_END_DECLS
