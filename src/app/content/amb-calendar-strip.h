/* The balance of audiences: the mix there is over the mix that is meant, and the empty weeks. */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_STRIP (amb_calendar_strip_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarStrip, amb_calendar_strip, AMB, CALENDAR_STRIP, GtkBox)

/* Its button activates "calendar.fill". */
GtkWidget *amb_calendar_strip_new (AmbCalendarModel *model);
/** amb_calendar_strip_set_compact: the empty weeks alone */
void amb_calendar_strip_set_compact (AmbCalendarStrip *self, gboolean compact);

G_END_DECLS
