/* The named views of the calendar: those of the lists of content items, and of calendar feeds. */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_VIEWS (amb_calendar_views_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarViews, amb_calendar_views, AMB, CALENDAR_VIEWS, GtkWidget)

/**
 * amb_calendar_views_new:
 *
 * A menu button: it says which view is shown, and whether its filters are others now; the menu
 * chooses one, and saves what is shown as another. What it did goes to `win.toast`. Main thread.
 */
GtkWidget *amb_calendar_views_new (AmbCalendarModel *model);

G_END_DECLS
