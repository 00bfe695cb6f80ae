/* What goes out in one node next. */
#pragma once

#include "amb-calendar-facts.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *items; /* of AmbCalendarItem, as they come */
  guint n;          /* with those after them */
} AmbCalendarAhead;

/**
 * amb_calendar_load_ahead:
 * @ask: from which day, for how many weeks; its filter says where
 * @most: items
 *
 * The first ones that are planned. What was rejected or put away isn't among them. Any thread with
 * a store.
 */
AmbCalendarAhead *
amb_calendar_load_ahead (AmbStore *store, const AmbCalendarAsk *ask, guint most, GError **error);
void amb_calendar_ahead_free (AmbCalendarAhead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbCalendarAhead, amb_calendar_ahead_free)

G_END_DECLS
