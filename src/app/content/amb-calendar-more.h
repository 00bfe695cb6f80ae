/* A button for items that there is no room for: it opens a list of them. */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_MORE (amb_calendar_more_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarMore, amb_calendar_more, AMB, CALENDAR_MORE, GtkWidget)

/** amb_calendar_more_new: @is_short: it says “+3” alone */
GtkWidget *amb_calendar_more_new (AmbCalendarModel *model, gboolean is_short);
/** amb_calendar_more_set: @ids: of the items; none: it is hidden */
void amb_calendar_more_set (AmbCalendarMore *self, GPtrArray *ids);
gboolean amb_calendar_more_has (AmbCalendarMore *self, const char *id);
void amb_calendar_more_show_selected (AmbCalendarMore *self);
/** amb_calendar_more_get_button: what takes the keyboard */
GtkWidget *amb_calendar_more_get_button (AmbCalendarMore *self);

G_END_DECLS
