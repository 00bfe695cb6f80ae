/* The agenda: the same items as a list by days, for a narrow window and for reading aloud. */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_AGENDA (amb_calendar_agenda_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarAgenda, amb_calendar_agenda, AMB, CALENDAR_AGENDA, GtkBox)

GtkWidget *amb_calendar_agenda_new (AmbCalendarModel *model);
void amb_calendar_agenda_focus (AmbCalendarAgenda *self);
/** amb_calendar_agenda_get_focus_id: (nullable): of the item in whose row the keyboard is */
const char *amb_calendar_agenda_get_focus_id (AmbCalendarAgenda *self);

G_END_DECLS
