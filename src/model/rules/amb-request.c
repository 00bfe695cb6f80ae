#include "amb-request.h"

#include "amb-clock.h"

static const char *const roster[] = { "onboarding", "active", "paused", NULL };

void
amb_request_read_rules (AmbRequestRules *self, AmbRecord *programme)
{
  self->budget = (int) amb_record_get_int (programme, "ask-budget", -1);
  self->quiet_from = amb_record_get (programme, "quiet-from");
  self->quiet_until = amb_record_get (programme, "quiet-until");
}

gboolean
amb_request_is_in_roster (const char *state)
{
  return state != NULL && g_strv_contains (roster, state);
}

static GDateTime *
get_local (const AmbRequestRules *self, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->now / 1000);

  return g_date_time_to_timezone (utc, zone);
}

char *
amb_request_dup_time (const AmbRequestRules *self, GTimeZone *zone)
{
  g_autoptr (GDateTime) local = get_local (self, zone);

  return g_date_time_format (local, "%H:%M");
}

/* "09:05" sorts as the clock goes. */
gboolean
amb_request_is_quiet (const AmbRequestRules *self, GTimeZone *zone)
{
  g_autofree char *time = NULL;
  gboolean has_begun, has_ended;

  if (self->quiet_from == NULL || self->quiet_until == NULL ||
      g_str_equal (self->quiet_from, self->quiet_until))
    return FALSE;
  time = amb_request_dup_time (self, zone);
  has_begun = g_strcmp0 (time, self->quiet_from) >= 0;
  has_ended = g_strcmp0 (time, self->quiet_until) >= 0;
  if (g_strcmp0 (self->quiet_from, self->quiet_until) < 0)
    return has_begun && !has_ended;
  return has_begun || !has_ended;
}

guint
amb_request_judge (const AmbRequestRules *self,
                   const char *state,
                   const char *paused_until,
                   int n_asked,
                   gboolean is_quiet)
{
  guint notes = 0;

  if (!amb_request_is_in_roster (state))
    return AMB_REQUEST_OUTSIDE;
  if (g_str_equal (state, "paused") &&
      (paused_until == NULL || g_strcmp0 (paused_until, self->today) >= 0))
    notes |= AMB_REQUEST_PAUSED;
  if (self->budget >= 0 && n_asked >= self->budget)
    notes |= AMB_REQUEST_BUDGET;
  if (is_quiet)
    notes |= AMB_REQUEST_QUIET;
  return notes;
}

/* The first minute of a month, where the clocks may jump over midnight: the first that there is. */
static char *
dup_first_instant (GTimeZone *zone, int year, int month)
{
  g_autoptr (GDateTime) first = g_date_time_new (zone, year, month, 1, 0, 0, 0);

  return amb_instant_format (g_date_time_to_unix (first) * 1000);
}

void
amb_request_get_month (const AmbRequestRules *self, GTimeZone *zone, char **from, char **until)
{
  int year = (int) g_ascii_strtoll (self->today, NULL, 10);
  int month = (int) g_ascii_strtoll (self->today + 5, NULL, 10);

  *from = dup_first_instant (zone, year, month);
  *until = dup_first_instant (zone, month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1);
}
