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

typedef enum
{
  AMB_CALENDAR_BAR_WIDE,   /* all in one row */
  AMB_CALENDAR_BAR_SHORT,  /* its facet is behind the button of the others */
  AMB_CALENDAR_BAR_FOLDED, /* the audiences and the facet in a row of their own */
  AMB_CALENDAR_BAR_NARROW, /* marks without words, the menus in a third row */
} AmbCalendarBarRoom;

/** amb_calendar_bar_set_room: the menu of forms is whole in each; what else there is no room for is
 * scrolled to */
void amb_calendar_bar_set_room (AmbCalendarBar *self, AmbCalendarBarRoom room);

G_END_DECLS
