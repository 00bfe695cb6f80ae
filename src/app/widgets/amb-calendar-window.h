/* Addresses of calendars: made, listed, revoked. */
#pragma once

#include "amb-context.h"
#include "amb-query.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_WINDOW (amb_calendar_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarWindow, amb_calendar_window, AMB, CALENDAR_WINDOW, AdwWindow)

/**
 * amb_calendar_window_new:
 * @view: (nullable): id of the named view that a new address is of
 * @title: (nullable): of that view
 * @query: what a new address shows where there is no view: as the list shows it now
 *
 * Returns: (transfer full): a window that asks the server; without one it says so. Main thread.
 */
GtkWidget *amb_calendar_window_new (AmbContext *context,
                                    GtkWindow *parent,
                                    const char *view,
                                    const char *title,
                                    const AmbQuery *query);

G_END_DECLS
