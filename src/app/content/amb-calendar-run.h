/* One bar over the days of a week: a campaign, a blackout day, how long an item holds. */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_RUN (amb_calendar_run_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarRun, amb_calendar_run, AMB, CALENDAR_RUN, GtkWidget)

typedef struct
{
  const AmbEntity *entity;
  const char *id, *title;
  const char *where; /* nullable: the country or the node that it holds for */
  const char *first, *last;
  gboolean is_open; /* has no end: @last is the last day that was read */
} AmbCalendarSpan;

/** amb_calendar_run_new: @is_thin: a line without words, as one of several that say the same */
GtkWidget *amb_calendar_run_new (gboolean is_thin);
/** amb_calendar_run_set: @span is copied */
void amb_calendar_run_set (AmbCalendarRun *self, const AmbCalendarSpan *span);
const AmbCalendarSpan *amb_calendar_run_get (AmbCalendarRun *self);
/** amb_calendar_run_set_cut: marks that it goes on before, and after, what is seen of it */
void amb_calendar_run_set_cut (AmbCalendarRun *self, gboolean before, gboolean after);
gboolean amb_calendar_run_is_cut_before (AmbCalendarRun *self);
gboolean amb_calendar_run_is_cut_after (AmbCalendarRun *self);
/** amb_calendar_run_set_row: from above, 0 the first */
void amb_calendar_run_set_row (AmbCalendarRun *self, int row);
int amb_calendar_run_get_row (AmbCalendarRun *self);
/** amb_calendar_span_dup_words: (transfer full): all of it, for a tooltip and a screen reader */
char *amb_calendar_span_dup_words (const AmbCalendarSpan *span);

G_END_DECLS
