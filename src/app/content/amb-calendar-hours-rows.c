/* The rows of the week by its hours. In the night in which a clock is put back a part of it is
 * shown twice, and has two rows in all columns, since they share the hours; only in that night's
 * column there is something at the second. */
#include "amb-calendar-hours-private.h"

#include "amb-calendar-words.h"

void
amb_calendar_hours_find_again (AmbCalendarHours *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  AmbMoment at = { .is_second = TRUE };
  g_autofree char *text = NULL;

  self->again_day = -1;
  for (int i = 0; self->again_day < 0 && i < AMB_CALENDAR_DAYS; i++)
    if (amb_day_find_again (self->days[i], zone, &self->again_from, &self->again_length))
      self->again_day = i;
  at.minutes = self->again_from;
  /* Half an hour is too low for two lines. */
  text = self->again_length < 60 ? amb_calendar_dup_time_at (at.minutes)
                                 : amb_calendar_dup_axis_time (&at);
  gtk_label_set_label (GTK_LABEL (self->again), text);
  gtk_widget_set_visible (self->again, self->again_day >= 0);
}

int
amb_calendar_hours_get_n_rows (AmbCalendarHours *self)
{
  return AMB_HOURS * 60 + self->again_length;
}

int
amb_calendar_hours_get_row (AmbCalendarHours *self, const AmbMoment *at)
{
  gboolean is_after = at->minutes >= self->again_from + self->again_length;

  return at->minutes + (is_after || at->is_second ? self->again_length : 0);
}

void
amb_calendar_hours_get_moment (AmbCalendarHours *self, int day, int row, AmbMoment *moment)
{
  int again = self->again_from + self->again_length, after = again + self->again_length;

  *moment = (AmbMoment){ .minutes = row };
  g_strlcpy (moment->day, self->days[day], sizeof moment->day);
  if (self->again_length == 0 || row < again)
    return;
  moment->is_second = row < after && day == self->again_day;
  moment->minutes = row < after && !moment->is_second ? again : row - self->again_length;
}
