/* What the files of the month share: its days, and the bands that lie over them. */
#pragma once

#include "amb-calendar-day.h"
#include "amb-calendar-month.h"

G_BEGIN_DECLS

#define AMB_MONTH_DAYS  7
#define AMB_MONTH_WEEKS 6

struct _AmbCalendarMonth
{
  GtkWidget parent_instance;

  AmbCalendarModel *model;
  GtkWidget *corner;
  GtkWidget *weekdays[AMB_MONTH_DAYS];
  GtkWidget *weeks[AMB_MONTH_WEEKS];
  GtkWidget *numbers[AMB_MONTH_WEEKS];
  GtkWidget *marks[AMB_MONTH_WEEKS][AMB_N_AUDIENCES];
  GtkWidget *days[AMB_MONTH_WEEKS * AMB_MONTH_DAYS];
  GtkWidget *bands[AMB_MONTH_WEEKS]; /* of AmbCalendarRuns: between heads and tiles */
  GtkWidget *holds[AMB_MONTH_WEEKS]; /* of AmbCalendarRuns: below the tiles */
  int tops[AMB_MONTH_WEEKS + 1];     /* px: where the weeks begin, and where the last one ends */
  guint n_weeks;
  int first;         /* weekday of the first column */
  int n_bands;       /* rows of a week at the most, for which there is room */
  int column;        /* of the day at which the keyboard was last */
  gboolean is_stale; /* another calendar was read since it was seen */
  guint room_source;
  guint uncover_source;
  GtkAdjustment *scrolled; /* nullable, weak: of what scrolls it: the heads of its columns stay */
};

GtkWidget *amb_calendar_month_get_focus (AmbCalendarMonth *self); /* nullable */
/** amb_calendar_month_place_columns: where a column begins, from the side on which reading begins:
 * 0 the weeks, 1 to 7 the days */
void amb_calendar_month_place_columns (AmbCalendarMonth *self,
                                       int width,
                                       int columns[AMB_MONTH_DAYS + 2]);

/* Bands. @band: a bar of one, or the button of those of a week that there is no room for; @day:
 * index of a day. */
void amb_calendar_month_add_bands (AmbCalendarMonth *self);
void amb_calendar_month_show_bands (AmbCalendarMonth *self);
/** amb_calendar_month_measure_least: px that the week has for them at the least */
int amb_calendar_month_measure_least (AmbCalendarMonth *self, guint week);
/** amb_calendar_month_plan_bands: @room: px for those of all weeks. TRUE: another number of rows
 * has room than is shown, which amb_calendar_month_take_bands() shows, out of the allocation */
gboolean amb_calendar_month_plan_bands (AmbCalendarMonth *self, int room);
void amb_calendar_month_take_bands (AmbCalendarMonth *self);
/** amb_calendar_month_measure_bands: px that the week has for them, above and below its tiles */
int amb_calendar_month_measure_bands (AmbCalendarMonth *self, guint week);
int amb_calendar_month_measure_bands_above (AmbCalendarMonth *self, guint week);
/** amb_calendar_month_place_bands: once its days are placed; @bottom: px: where the week ends */
void amb_calendar_month_place_bands (AmbCalendarMonth *self, guint week, int width, int bottom);
gboolean amb_calendar_month_is_band (AmbCalendarMonth *self, GtkWidget *focus);
int amb_calendar_month_find_day_of_band (AmbCalendarMonth *self, GtkWidget *band);
/** amb_calendar_month_find_band_beside: (nullable): as amb_calendar_runs_find_beside() */
GtkWidget *amb_calendar_month_find_band_beside (
    AmbCalendarMonth *self, int week, GtkWidget *band, int column, int by);
/** amb_calendar_month_dup_focused_band: (transfer full) (nullable): id */
char *amb_calendar_month_dup_focused_band (AmbCalendarMonth *self);
/** amb_calendar_month_focus_band: in the week where the keyboard is, else in the first that has it
 */
void amb_calendar_month_focus_band (AmbCalendarMonth *self, const char *id);

G_END_DECLS
