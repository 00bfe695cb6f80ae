/* The tray: what has no day yet, with what stands between it and one; and the key of the states. */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_TRAY (amb_calendar_tray_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarTray, amb_calendar_tray, AMB, CALENDAR_TRAY, GtkBox)

GtkWidget *amb_calendar_tray_new (AmbCalendarModel *model, GMenuModel *menu);

G_END_DECLS
