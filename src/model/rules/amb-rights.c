#include "amb-rights.h"

#include "amb-clock.h"

#include <stdio.h>
#include <string.h>

const char *
amb_rights_get_last_day (const AmbRights *self)
{
  if (self->until == NULL || self->expires == NULL)
    return self->until != NULL ? self->until : self->expires;
  return strcmp (self->until, self->expires) < 0 ? self->until : self->expires;
}

const char *
amb_rights_get_standing (const AmbRights *self, const char *today)
{
  const char *last = amb_rights_get_last_day (self);
  g_autofree char *soon = amb_date_add_days (today, AMB_RIGHTS_SOON);

  if (self->expires != NULL && strcmp (self->expires, today) < 0)
    return "expired";
  if (self->until != NULL && strcmp (self->until, today) < 0)
    return "rights_over";
  if (self->rights == NULL || g_str_equal (self->rights, "unclear"))
    return "unclear";
  return last != NULL && strcmp (last, soon) <= 0 ? "ends_soon" : "in_rights";
}

char *
amb_rights_renew (const AmbRights *self, const char *today, int years)
{
  const char *from = self->until != NULL && strcmp (self->until, today) > 0 ? self->until : today;
  int year, month, day;
  g_autoptr (GDateTime) begin = NULL;
  g_autoptr (GDateTime) end = NULL;

  if (sscanf (from, "%d-%d-%d", &year, &month, &day) != 3)
    return NULL;
  begin = g_date_time_new_utc (year, month, day, 0, 0, 0);
  end = begin != NULL ? g_date_time_add_years (begin, years) : NULL;
  return end != NULL ? g_date_time_format (end, "%Y-%m-%d") : NULL;
}
