/* One audience in one week: its items, or what would fill it. */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_CELL (amb_calendar_cell_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarCell, amb_calendar_cell, AMB, CALENDAR_CELL, GtkWidget)

/** amb_calendar_cell_new: @audience: −1: what is meant for none of them yet */
GtkWidget *amb_calendar_cell_new (AmbCalendarModel *model, int audience);
/** amb_calendar_cell_set: @week: its place in the calendar; @start: its first day */
void amb_calendar_cell_set (AmbCalendarCell *self, guint week, const char *start);
/** amb_calendar_cell_set_gap: (nullable): what would fill the week, borrowed for the call */
void amb_calendar_cell_set_gap (AmbCalendarCell *self, const AmbGap *gap);
guint amb_calendar_cell_get_n (AmbCalendarCell *self);
int amb_calendar_cell_get_audience (AmbCalendarCell *self);
const char *amb_calendar_cell_get_week (AmbCalendarCell *self); /* nullable: its first day */
void amb_calendar_cell_show_selected (AmbCalendarCell *self);
/** amb_calendar_cell_find: (nullable): where the keyboard finds that item */
GtkWidget *amb_calendar_cell_find (AmbCalendarCell *self, const char *id);
/** amb_calendar_cell_get_stop: (nullable): the stops of the keyboard; −1: the last one */
GtkWidget *amb_calendar_cell_get_stop (AmbCalendarCell *self, int index);
int amb_calendar_cell_find_stop (AmbCalendarCell *self, GtkWidget *focus);

G_END_DECLS
