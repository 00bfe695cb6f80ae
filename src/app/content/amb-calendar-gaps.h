/* The empty weeks, read with the assets that would fill them. */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

/** amb_calendar_load_gaps_async: of what the calendar shows. @callback's source is the AmbContext:
 * its answer is of amb_context_read_finish(): (transfer full): a GPtrArray of AmbGap. Only once
 * something was read; main thread. */
void amb_calendar_load_gaps_async (AmbCalendarModel *model,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/** amb_calendar_load_coming_gaps_async: of the weeks to come, whatever the calendar shows: what
 * Today tells */
void amb_calendar_load_coming_gaps_async (AmbContext *context,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);

G_END_DECLS
