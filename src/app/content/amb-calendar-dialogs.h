/* What the calendar asks before it does something: a day, a number of days, an asset. */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

/** amb_calendar_ask_day: day and time for @ids; the first one's own stand there. Nothing happens
 * without an id. */
void amb_calendar_ask_day (GtkWidget *widget, AmbCalendarModel *model, const char *const *ids);
/** amb_calendar_ask_days: by how many days @ids are shifted */
void amb_calendar_ask_days (GtkWidget *widget, AmbCalendarModel *model, const char *const *ids);
/** amb_calendar_ask_week: how many weeks later copies of @ids stand */
void amb_calendar_ask_week (GtkWidget *widget, AmbCalendarModel *model, const char *const *ids);
/** amb_calendar_show_gaps: the empty weeks, each with the two assets that would fill it best */
void amb_calendar_show_gaps (GtkWidget *widget, AmbCalendarModel *model);
/** amb_calendar_show_coming_gaps: those of the weeks to come, whatever is shown */
void amb_calendar_show_coming_gaps (GtkWidget *widget, AmbCalendarModel *model);

G_END_DECLS
