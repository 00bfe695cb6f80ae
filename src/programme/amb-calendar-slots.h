/* Empty places of the calendar: weekly slots on a day on which nothing was placed in them yet. */
#pragma once

#include "amb-calendar-facts.h"

G_BEGIN_DECLS

typedef struct
{
  char *key;                  /* of the template and of the day by the slot's own clock */
  char *channel_id, *channel; /* id, name */
  char *department_id;        /* nullable: the node of the channel */
  char *kind;                 /* nullable: of a content item */
  char *wall;                 /* when an item in it goes out, by the slot's own clock */
  AmbMoment at;               /* by the reader's clock */
  int audience;               /* amb-balance.h, −1: none */
  char *reason;               /* nullable: a blackout day, for which it is not offered */
} AmbCalendarSlot;

/**
 * amb_calendar_load_slots:
 * @ask: the slots are of its channels, its audiences and its node; where it asks for what a slot
 * doesn't have (a search, a pillar), there are none
 *
 * The places from today on in which nothing goes out, in the order of their moments. One item takes
 * one place of its channel and of the day by the slot's clock: that of its hour, else the first one
 * for its audience. What was rejected, failed or was put away takes none. One statement, any
 * thread.
 *
 * Returns: (transfer full): of AmbCalendarSlot
 */
GPtrArray *amb_calendar_load_slots (AmbStore *store, const AmbCalendarAsk *ask, GError **error);

G_END_DECLS
