/* What holds for several days: campaigns and blackout days, and how they are made longer. */
#pragma once

#include "amb-calendar.h"
#include "amb-programme.h"

G_BEGIN_DECLS

typedef struct
{
  const AmbEntity *entity; /* "campaign", "blackout-day" */
  char *id, *title;
  char *where; /* nullable: of a blackout day: the country or the node that it holds for */
  char first[AMB_DAY_SIZE], last[AMB_DAY_SIZE];
  gboolean is_open; /* a campaign without an end: it holds until the last day that is asked for */
} AmbCalendarBand;

/**
 * amb_calendar_load_bands:
 * @from: the first day
 * @node: (nullable): id: what holds in it, above it or below it
 *
 * In the order of their first days. A campaign that was called off isn't among them.
 *
 * Returns: (transfer full): of AmbCalendarBand; any thread with a store
 */
GPtrArray *amb_calendar_load_bands (
    AmbStore *store, const char *from, guint n_days, const char *node, GError **error);

/**
 * amb_programme_stretch:
 * @entity: one with a span: a campaign, a blackout day, a content item
 * @first_by, @last_by: days by which its first and its last day move
 *
 * Of a content item the last day is that after which it is out of date; one without is given it,
 * counted from the day on which it goes out. AMB_ERROR_INVALID where it would end before it begins,
 * or has no day at all.
 */
gboolean amb_programme_stretch (AmbProgramme *self,
                                const AmbEntity *entity,
                                const char *id,
                                int first_by,
                                int last_by,
                                GError **error);

G_END_DECLS
