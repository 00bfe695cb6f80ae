#include "amb-calendar-month-private.h"

#include "amb-calendar-run.h"
#include "amb-calendar-runs.h"

#define MOST_BANDS 3 /* rows of a week */

/* Where they are. */

static void
place_column (GtkWidget *runs, int width, int index, int *start, int *column_width)
{
  AmbCalendarMonth *self = AMB_CALENDAR_MONTH (gtk_widget_get_parent (runs));
  int columns[AMB_MONTH_DAYS + 2];

  amb_calendar_month_place_columns (self, width, columns);
  *start = columns[index + 1];
  *column_width = columns[index + 2] - columns[index + 1];
}

static int
find_week (AmbCalendarMonth *self, GtkWidget *runs)
{
  for (int week = 0; week < AMB_MONTH_WEEKS; week++)
    if (self->bands[week] == runs || self->holds[week] == runs)
      return week;
  return -1;
}

static int
find_week_at (AmbCalendarMonth *self, double y)
{
  int week = 0;

  while (week + 1 < (int) self->n_weeks && y >= self->tops[week + 1])
    week++;
  return week;
}

static int
count_weeks (GtkWidget *runs, double y)
{
  AmbCalendarMonth *self = AMB_CALENDAR_MONTH (gtk_widget_get_parent (runs));
  double x;

  gtk_widget_translate_coordinates (runs, GTK_WIDGET (self), 0, y, &x, &y);
  return find_week_at (self, y) - find_week (self, runs);
}

static const AmbCalendarRunsPlace runs_place = { place_column, count_weeks };

int
amb_calendar_month_measure_bands_above (AmbCalendarMonth *self, guint week)
{
  int minimum;

  gtk_widget_measure (self->bands[week], GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static int
measure_hold (AmbCalendarMonth *self, guint week)
{
  int minimum;

  gtk_widget_measure (self->holds[week], GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static AmbCalendarRuns *
get_bands (AmbCalendarMonth *self, int week)
{
  return AMB_CALENDAR_RUNS (self->bands[week]);
}

static int
measure_rows (AmbCalendarMonth *self, guint week, int most)
{
  AmbCalendarRuns *runs = get_bands (self, (int) week);

  return measure_hold (self, week) +
         amb_calendar_runs_measure_rows (runs, MIN (amb_calendar_runs_get_n_wanted (runs), most));
}

int
amb_calendar_month_measure_least (AmbCalendarMonth *self, guint week)
{
  return measure_rows (self, week, 1);
}

static int
measure_whole (AmbCalendarMonth *self, int most)
{
  int whole = 0;

  for (guint week = 0; week < self->n_weeks; week++)
    whole += measure_rows (self, week, most);
  return whole;
}

gboolean
amb_calendar_month_plan_bands (AmbCalendarMonth *self, int room)
{
  int former = self->n_bands;

  self->n_bands = MOST_BANDS;
  while (self->n_bands > 1 && measure_whole (self, self->n_bands) > room)
    self->n_bands--;
  return self->n_bands != former;
}

void
amb_calendar_month_take_bands (AmbCalendarMonth *self)
{
  for (int week = 0; week < AMB_MONTH_WEEKS; week++)
    amb_calendar_runs_set_most (get_bands (self, week), self->n_bands);
}

int
amb_calendar_month_measure_bands (AmbCalendarMonth *self, guint week)
{
  return amb_calendar_month_measure_bands_above (self, week) + measure_hold (self, week);
}

void
amb_calendar_month_place_bands (AmbCalendarMonth *self, guint week, int width, int bottom)
{
  int above = amb_calendar_month_measure_bands_above (self, week);
  int below = measure_hold (self, week);
  float y = 0;
  graphene_rect_t box;

  for (guint i = 0; i < AMB_MONTH_DAYS; i++)
    {
      GtkWidget *day = self->days[week * AMB_MONTH_DAYS + i];

      if (gtk_widget_compute_bounds (amb_calendar_day_get_head (AMB_CALENDAR_DAY (day)),
                                     GTK_WIDGET (self), &box))
        y = MAX (y, box.origin.y + box.size.height);
    }
  gtk_widget_size_allocate (self->bands[week], &(GtkAllocation){ 0, (int) y, width, above }, -1);
  gtk_widget_size_allocate (self->holds[week], &(GtkAllocation){ 0, bottom - below, width, below },
                            -1);
}

/* Showing. */

void
amb_calendar_month_show_bands (AmbCalendarMonth *self)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);

  for (guint week = 0; week < AMB_MONTH_WEEKS; week++)
    {
      g_autofree char *start = amb_calendar_dup_day (calendar, week * AMB_MONTH_DAYS);

      gtk_widget_set_visible (self->bands[week], week < self->n_weeks);
      gtk_widget_set_visible (self->holds[week], week < self->n_weeks);
      if (week >= self->n_weeks)
        continue;
      amb_calendar_runs_set_week (AMB_CALENDAR_RUNS (self->bands[week]), start);
      amb_calendar_runs_set_week (AMB_CALENDAR_RUNS (self->holds[week]), start);
    }
}

/* What is dragged in one week is seen in all of them. */
static void
dragged_cb (
    AmbCalendarMonth *self, const char *id, int first_by, int last_by, AmbCalendarRuns *dragged)
{
  for (guint week = 0; week < self->n_weeks; week++)
    {
      GtkWidget *const runs[] = { self->bands[week], self->holds[week] };

      for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
        if (runs[i] != GTK_WIDGET (dragged))
          amb_calendar_runs_preview (AMB_CALENDAR_RUNS (runs[i]), id, first_by, last_by);
    }
}

/* What is dropped on a band was meant for the day below it. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, AmbCalendarMonth *self)
{
  int columns[AMB_MONTH_DAYS + 2], column = 0, width = gtk_widget_get_width (GTK_WIDGET (self));
  int week = find_week_at (self, y);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = width - x;
  amb_calendar_month_place_columns (self, width, columns);
  while (column + 1 < AMB_MONTH_DAYS && x >= columns[column + 2])
    column++;
  return self->n_weeks > 0 && y >= self->tops[0] && x >= columns[1] &&
         amb_calendar_day_take (AMB_CALENDAR_DAY (self->days[week * AMB_MONTH_DAYS + column]),
                                value);
}

static GtkWidget *
new_runs (AmbCalendarMonth *self, AmbCalendarRunsParts parts)
{
  GtkWidget *runs = amb_calendar_runs_new (self->model, parts, &runs_place);

  gtk_widget_set_visible (runs, FALSE);
  gtk_widget_set_parent (runs, GTK_WIDGET (self));
  g_signal_connect_object (runs, "dragged", G_CALLBACK (dragged_cb), self, G_CONNECT_SWAPPED);
  return runs;
}

void
amb_calendar_month_add_bands (AmbCalendarMonth *self)
{
  GtkDropTarget *target = gtk_drop_target_new (AMB_TYPE_CALENDAR_MODEL, GDK_ACTION_MOVE);

  self->n_bands = MOST_BANDS;
  for (guint week = 0; week < AMB_MONTH_WEEKS; week++)
    {
      GtkWidget *more;

      self->bands[week] = new_runs (self, AMB_CALENDAR_RUNS_BANDS);
      amb_calendar_runs_set_most (get_bands (self, (int) week), self->n_bands);
      more = g_object_ref (amb_calendar_runs_get_more (get_bands (self, (int) week)));
      gtk_widget_unparent (more);
      gtk_box_append (GTK_BOX (self->weeks[week]), more);
      g_object_unref (more);
      self->holds[week] = new_runs (self, AMB_CALENDAR_RUNS_CHOSEN);
    }
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* The keyboard. */

/* −1: no bar, and no button of a week */
static int
find_week_of (AmbCalendarMonth *self, GtkWidget *focus)
{
  if (focus == NULL)
    return -1;
  if (AMB_IS_CALENDAR_RUN (focus))
    return find_week (self, gtk_widget_get_parent (focus));
  for (int week = 0; week < AMB_MONTH_WEEKS; week++)
    if (gtk_widget_is_ancestor (focus, self->weeks[week]))
      return week;
  return -1;
}

gboolean
amb_calendar_month_is_band (AmbCalendarMonth *self, GtkWidget *focus)
{
  return find_week_of (self, focus) >= 0;
}

int
amb_calendar_month_find_day_of_band (AmbCalendarMonth *self, GtkWidget *band)
{
  int week = find_week_of (self, band);
  int column = AMB_IS_CALENDAR_RUN (band)
                   ? amb_calendar_runs_clip (get_bands (self, week), band, self->column)
                   : self->column;

  return week * AMB_MONTH_DAYS + column;
}

/* The button of a week comes after its last bar. */
GtkWidget *
amb_calendar_month_find_band_beside (
    AmbCalendarMonth *self, int week, GtkWidget *band, int column, int by)
{
  AmbCalendarRuns *runs = get_bands (self, week);
  gboolean is_more = band != NULL && !AMB_IS_CALENDAR_RUN (band);
  gboolean has_more = !is_more && amb_calendar_runs_has_more (runs, column);
  GtkWidget *next;

  if ((is_more && by > 0) || (has_more && band == NULL && by < 0))
    return is_more ? NULL : amb_calendar_runs_get_more (runs);
  next = amb_calendar_runs_find_beside (runs, is_more ? NULL : band, column, by);
  return next == NULL && has_more && by > 0 ? amb_calendar_runs_get_more (runs) : next;
}

char *
amb_calendar_month_dup_focused_band (AmbCalendarMonth *self)
{
  GtkWidget *focus = amb_calendar_month_get_focus (self);

  return focus != NULL && AMB_IS_CALENDAR_RUN (focus)
             ? g_strdup (amb_calendar_run_get (AMB_CALENDAR_RUN (focus))->id)
             : NULL;
}

void
amb_calendar_month_focus_band (AmbCalendarMonth *self, const char *id)
{
  if (amb_calendar_month_is_band (self, amb_calendar_month_get_focus (self)))
    return;
  for (guint week = 0; week < self->n_weeks; week++)
    {
      GtkWidget *bar = amb_calendar_runs_find (AMB_CALENDAR_RUNS (self->bands[week]), id);

      if (bar != NULL && gtk_widget_grab_focus (bar))
        return;
    }
}
