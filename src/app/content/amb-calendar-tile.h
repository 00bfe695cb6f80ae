/* One content item on a day of the calendar: time, state and title in two lines. */
#pragma once

#include "amb-calendar-model.h"
#include "amb-calendar-slots.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_TILE (amb_calendar_tile_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarTile, amb_calendar_tile, AMB, CALENDAR_TILE, GtkWidget)

typedef enum
{
  AMB_CALENDAR_TILE_USUAL,
  AMB_CALENDAR_TILE_BRIEF, /* where there is too little width for words of the program's own */
  AMB_CALENDAR_TILE_DENSE, /* where there is little width: the mark stands before the title */
  AMB_CALENDAR_TILE_DATED, /* where the day isn't said otherwise: it stands before the time */
  AMB_CALENDAR_TILE_WIDE /* where there is the width of a list: channel, owner and state in words */
} AmbCalendarTileStyle;

/** amb_calendar_tile_set_style: before its first item */
void amb_calendar_tile_set_style (AmbCalendarTile *self, AmbCalendarTileStyle style);
/** amb_calendar_tile_new: @model: (nullable): NULL: it is no part of the calendar, and opens beside
 * its day there */
GtkWidget *amb_calendar_tile_new (AmbCalendarModel *model);
/** amb_calendar_tile_set_item: NULL hides it; made for being used again */
void amb_calendar_tile_set_item (AmbCalendarTile *self, const AmbCalendarItem *item);
/** amb_calendar_tile_set_slot: an empty place instead of an item: it opens what would go into it */
void amb_calendar_tile_set_slot (AmbCalendarTile *self, const AmbCalendarSlot *slot);
const char *amb_calendar_tile_get_id (AmbCalendarTile *self); /* nullable */
/** amb_calendar_tile_get_slot: (nullable): key of the empty place that it shows, and offers */
const char *amb_calendar_tile_get_slot (AmbCalendarTile *self);
/** amb_calendar_tile_dup_return: (transfer full) (nullable): id of the item to which the keyboard
 * goes back when what is shown was read again: that of the tile @focus (nullable); once something
 * was done here, the one that leads, which has another place now. NULL: it stays where it is */
char *amb_calendar_tile_dup_return (AmbCalendarModel *model, GtkWidget *focus);
/** amb_calendar_tile_dup_focused: (transfer full) (nullable): id of the tile in @box that has the
 * focus */
char *amb_calendar_tile_dup_focused (GtkWidget *box);
/** amb_calendar_tile_focus_in: the tile of @id (nullable) among the children of @box; FALSE: there
 * is none */
gboolean amb_calendar_tile_focus_in (GtkWidget *box, const char *id);
/** amb_calendar_tile_show_selected: after another selection */
void amb_calendar_tile_show_selected (AmbCalendarTile *self);

G_END_DECLS
