/* What holds for days, over a week: campaigns, blackout days, and how long the chosen item holds.
 */
#pragma once

#include "amb-calendar-model.h"

G_BEGIN_DECLS

#define AMB_TYPE_CALENDAR_RUNS (amb_calendar_runs_get_type ())
G_DECLARE_FINAL_TYPE (AmbCalendarRuns, amb_calendar_runs, AMB, CALENDAR_RUNS, GtkWidget)

typedef enum
{
  AMB_CALENDAR_RUNS_BANDS = 1 << 0,  /* campaigns and blackout days */
  AMB_CALENDAR_RUNS_CHOSEN = 1 << 1, /* the chosen item; alone it is a thin line */
} AmbCalendarRunsParts;

/* Where days are, for whoever shows them. */
typedef struct
{
  /* Where the column of the day at @index begins and how wide it is, in @width px, from the side
   * on which reading begins. */
  void (*place_column) (GtkWidget *runs, int width, int index, int *start, int *column_width);
  /* (nullable): weeks from the one of @runs down to the one at @y in it */
  int (*count_weeks) (GtkWidget *runs, double y);
} AmbCalendarRunsPlace;

/**
 * amb_calendar_runs_new:
 * @place: static
 *
 * One bar each, in the columns of @place. The pointer drags a bar, or one of its ends; Ctrl+Shift
 * and an arrow carries it by a day, Shift and an arrow moves its last day. Shows the week of the
 * model's day until it is given one. Signal "dragged" (nullable id, int, int): by how many days the
 * pointer moves the first and the last day of what it holds; NULL: it holds nothing any more. Main
 * thread.
 */
GtkWidget *amb_calendar_runs_new (AmbCalendarModel *model,
                                  AmbCalendarRunsParts parts,
                                  const AmbCalendarRunsPlace *place);
/** amb_calendar_runs_set_week: the week from @start on is shown from now on, as it was read last;
 * to be called again when it was read again */
void amb_calendar_runs_set_week (AmbCalendarRuns *self, const char *start);
/** amb_calendar_runs_preview: shows @id (nullable: nothing) as if it had been moved */
void amb_calendar_runs_preview (AmbCalendarRuns *self, const char *id, int first_by, int last_by);
/** amb_calendar_runs_find: (nullable): its bar */
GtkWidget *amb_calendar_runs_find (AmbCalendarRuns *self, const char *id);
/** amb_calendar_runs_find_beside: (nullable): the next bar on the day at @column, @by 1 below and
 * −1 above @bar; NULL: the first and the last one */
GtkWidget *
amb_calendar_runs_find_beside (AmbCalendarRuns *self, GtkWidget *bar, int column, int by);
/** amb_calendar_runs_get_n_wanted: rows that it would fill; those beyond the most are behind its
 * button */
int amb_calendar_runs_get_n_wanted (AmbCalendarRuns *self);
void amb_calendar_runs_set_most (AmbCalendarRuns *self, int most);
/** amb_calendar_runs_measure_rows: px of @n rows */
int amb_calendar_runs_measure_rows (AmbCalendarRuns *self, int n);
/** amb_calendar_runs_get_more: the button of those that have no row; it stands before the days, or
 * where it is put instead */
GtkWidget *amb_calendar_runs_get_more (AmbCalendarRuns *self);
/** amb_calendar_runs_has_more: is one of them on the day at @column? */
gboolean amb_calendar_runs_has_more (AmbCalendarRuns *self, int column);
/** amb_calendar_runs_clip: @column, or the nearest one in which @bar is */
int amb_calendar_runs_clip (AmbCalendarRuns *self, GtkWidget *bar, int column);

G_END_DECLS
