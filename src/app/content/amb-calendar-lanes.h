/* The lanes: a row for each audience, a column for each week; what is missing says so. */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_LANES (amb_calendar_lanes_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarLanes, amb_calendar_lanes, AMB, CALENDAR_LANES, GtkBox)

GtkWidget *amb_calendar_lanes_new (AmbCalendarModel *model);
void amb_calendar_lanes_focus (AmbCalendarLanes *self);

G_END_DECLS
