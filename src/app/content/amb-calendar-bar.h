/* The one row over the calendar: which month, for whom, by what, and in which form. */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_BAR (amb_calendar_bar_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarBar, amb_calendar_bar, AMB, CALENDAR_BAR, GtkBox)

/* Its buttons activate "calendar.previous", "calendar.next", "calendar.today",
 * "calendar.view::month". */
GtkWidget *amb_calendar_bar_new (AmbCalendarModel *model);
/** amb_calendar_bar_set_view: @label: translated: what the menu of forms says */
void amb_calendar_bar_set_view (AmbCalendarBar *self, const char *label);
/** amb_calendar_bar_set_when: is a month or a week shown, to which the arrows lead? */
void amb_calendar_bar_set_when (AmbCalendarBar *self, gboolean has_when);
/** amb_calendar_bar_set_compact: marks without words, in two rows */
void amb_calendar_bar_set_compact (AmbCalendarBar *self, gboolean compact);
/** amb_calendar_bar_fit: it has @width px from now on */
void amb_calendar_bar_fit (AmbCalendarBar *self, int width);

G_END_DECLS
