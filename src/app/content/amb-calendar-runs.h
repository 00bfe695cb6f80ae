/* What holds for days, over a week: campaigns, blackout days, and how long the chosen item holds.
 */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_RUNS (amb_calendar_runs_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarRuns, amb_calendar_runs, AMB, CALENDAR_RUNS, GtkWidget)

/**
 * amb_calendar_runs_new:
 *
 * One bar each, in the columns of AmbCalendarHours. The pointer drags a bar, or one of its ends;
 * Ctrl+Shift and an arrow carries it by a day, Shift and an arrow moves its last day. Main thread.
 */
GtkWidget *amb_calendar_runs_new (AmbCalendarModel *model);

G_END_DECLS
