/* What the files of AmbCalendarHours share. */
#pragma once

#include "amb-calendar-hours.h"

G_BEGIN_DECLS

#define AMB_HOURS 24

struct _AmbCalendarHours
{
  GtkWidget parent_instance;

  AmbCalendarModel *model;
  GtkWidget *labels[AMB_HOURS];
  GtkWidget *again;             /* label of the row of what the clock shows for the second time */
  int again_day;                /* column of the day with that row; −1: none of the week */
  int again_from, again_length; /* minutes that are shown twice */
  GtkWidget *columns[AMB_CALENDAR_DAYS];
  GPtrArray *tiles; /* of AmbCalendarTile: those of the week, and others that are hidden */
  GPtrArray *chips; /* of AmbCalendarMore */
  char *days[AMB_CALENDAR_DAYS];
  GPtrArray *places; /* of AmbCalendarTile: empty places of the week, and others, hidden */
  guint from, n;     /* in the calendar */
  guint slot_from, n_slots;
  guint n_chips;
  int tile_height;
  int most;               /* lanes that there is room for */
  int spot_day, spot_row; /* where was clicked: what is pasted comes there; −1: nowhere */
  int hint_day, hint_row; /* where what is dragged would come to; −1: nowhere */
  GtkWidget *hint;        /* the hour that it would get, beside the line */
  double drag_y;          /* px from the top of what is seen: where the pointer drags */
  gint64 drag_at;         /* µs of the frame clock: when it was scrolled last for it */
  guint drag_tick;        /* 0: the pointer is at no end */
  guint tick_source;
};

/** amb_calendar_hours_get_hour: px of an hour */
int amb_calendar_hours_get_hour (AmbCalendarHours *self);
/* Rows: minutes from above; they are those of a day, but that what the clock shows twice stands
 * twice. (amb-calendar-hours-rows.c) */
void amb_calendar_hours_find_again (AmbCalendarHours *self);
int amb_calendar_hours_get_n_rows (AmbCalendarHours *self);
int amb_calendar_hours_get_row (AmbCalendarHours *self, const AmbMoment *at);
/** amb_calendar_hours_get_moment: what the clock shows at @row of the column @day; where that day
 * has no such row, what comes after it */
void amb_calendar_hours_get_moment (AmbCalendarHours *self, int day, int row, AmbMoment *moment);
/** amb_calendar_hours_get_item: (nullable): the one at @index of those of the week */
const AmbCalendarItem *amb_calendar_hours_get_item (AmbCalendarHours *self, guint index);
/** amb_calendar_hours_find_day: the column of @day, −1: none */
int amb_calendar_hours_find_day (AmbCalendarHours *self, const char *day);
/** amb_calendar_hours_get_length: minutes that a tile takes up */
int amb_calendar_hours_get_length (AmbCalendarHours *self);
/** amb_calendar_hours_show_places: the empty places of the week (amb-calendar-hours-places.c) */
void amb_calendar_hours_show_places (AmbCalendarHours *self);
/** amb_calendar_hours_get_slot: (nullable): the one at @index of those of the week */
const AmbCalendarSlot *amb_calendar_hours_get_slot (AmbCalendarHours *self, guint index);
/** amb_calendar_hours_stack_places: gives a day's empty places their lanes beside its items; where
 * there are too many, items come first, and a place that meets one is left out
 * @items: those of the day, their starts given; stacked here */
void amb_calendar_hours_stack_places (AmbCalendarHours *self,
                                      AmbHourPlace *items,
                                      guint n_items,
                                      AmbHourPlace *places,
                                      guint n_places,
                                      int most);
/** amb_calendar_hours_stack: (transfer full): of all items of the week, each day for itself;
 * @places: (nullable) (out) (transfer full): of its empty places */
AmbHourPlace *amb_calendar_hours_stack (AmbCalendarHours *self, int most, AmbHourPlace **places);
/** amb_calendar_hours_get_focus: (nullable): what in it has the keyboard */
GtkWidget *amb_calendar_hours_get_focus (AmbCalendarHours *self);
/** amb_calendar_hours_find_item: (nullable): its tile, or the button that it is behind */
GtkWidget *amb_calendar_hours_find_item (AmbCalendarHours *self, const char *id);

/* amb-calendar-hours-hands.c */
/** amb_calendar_hours_set_spot: @day: −1: none */
void amb_calendar_hours_set_spot (AmbCalendarHours *self, int day, int row);
void amb_calendar_hours_add_hands (AmbCalendarHours *self);
/** amb_calendar_hours_find_column: the column at @x, −1: none */
int amb_calendar_hours_find_column (AmbCalendarHours *self, double x);
/** amb_calendar_hours_find_row: that which what is let go at @y comes to */
int amb_calendar_hours_find_row (AmbCalendarHours *self, double y);
/** amb_calendar_hours_add_drop: takes what is dragged, scrolls at the ends of what is seen, and
 * tells the hour (amb-calendar-hours-drag.c) */
void amb_calendar_hours_add_drop (AmbCalendarHours *self);
/** amb_calendar_hours_focus_in: one stop for Tab; arrows go about in it */
gboolean amb_calendar_hours_focus_in (GtkWidget *widget, GtkDirectionType direction);

G_END_DECLS
