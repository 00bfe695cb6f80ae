/* The calendar of the place Content: what is shown of it, the tray, the balance, the open item. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_VIEW (amb_calendar_view_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarView, amb_calendar_view, AMB, CALENDAR_VIEW, AdwBin)

/* Property "search-mode". Action "calendar.add" (s, a day) is the page's: it asks for an item. */
GtkWidget *amb_calendar_view_new (AmbContext *context);
/** amb_calendar_view_open: shows the item of @id, on its day; FALSE when there is none */
gboolean amb_calendar_view_open (AmbCalendarView *self, const char *id);
/** amb_calendar_view_fill_gaps: the empty weeks to come, in a window of their own */
void amb_calendar_view_fill_gaps (AmbCalendarView *self);
gboolean amb_calendar_view_go_back (AmbCalendarView *self);
void amb_calendar_view_focus (AmbCalendarView *self);
void amb_calendar_view_focus_search (AmbCalendarView *self);
/** amb_calendar_view_show_today: in whichever form it is in */
void amb_calendar_view_show_today (AmbCalendarView *self);

G_END_DECLS
