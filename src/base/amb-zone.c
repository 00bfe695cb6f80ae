#include "amb-zone.h"

#include <stdio.h>
#include <string.h>

#define DAY G_GINT64_CONSTANT (86400)

/* The only names of one word with figures: those of the list's first years. */
static const char *const with_figures[] = { "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT", NULL };

/* A rule of POSIX has figures in its first word. “posix/” and “right/” are folders of the system.
 */
static gboolean
has_form (const char *name)
{
  const char *first_end = strchr (name, '/');
  gsize first = first_end != NULL ? (gsize) (first_end - name) : strlen (name);

  if (g_strv_contains (with_figures, name))
    return TRUE;
  if (!g_ascii_isupper (name[0]) || first < 2)
    return FALSE;
  for (gsize i = 1; name[i] != '\0'; i++)
    if (!g_ascii_isalpha (name[i]) && strchr ("_-", name[i]) == NULL &&
        (i < first || (!g_ascii_isdigit (name[i]) && strchr ("/+", name[i]) == NULL)))
      return FALSE;
  return TRUE;
}

GTimeZone *
amb_zone_new (const char *name)
{
  return name != NULL && has_form (name) ? g_time_zone_new_identifier (name) : NULL;
}

gboolean
amb_zone_is_known (const char *name)
{
  g_autoptr (GTimeZone) zone = amb_zone_new (name);

  return zone != NULL;
}

static gint64
get_offset (GTimeZone *zone, gint64 at)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at);

  return g_time_zone_get_offset (zone, interval);
}

gint64
amb_zone_get_instant (GTimeZone *zone, int year, int month, int day, int minutes, AmbHour *hour)
{
  g_autoptr (GDateTime) local =
      g_date_time_new_utc (year, month, day, minutes / 60, minutes % 60, 0);
  gint64 clock = local != NULL ? g_date_time_to_unix (local) : 0;
  gint64 before = local != NULL ? get_offset (zone, clock - DAY) : 0;
  gint64 after = local != NULL ? get_offset (zone, clock + DAY) : 0;
  gboolean is_before, is_after;
  AmbHour found;

  if (local == NULL)
    return 0;
  is_before = get_offset (zone, clock - before) == before;
  is_after = get_offset (zone, clock - after) == after;
  found = is_before || is_after ? AMB_HOUR_ONCE : AMB_HOUR_NEVER;
  if (is_before && is_after && before != after)
    found = AMB_HOUR_TWICE;
  if (hour != NULL)
    *hour = found;
  return clock - (is_before || !is_after ? before : after);
}

gint64
amb_zone_get_second_instant (GTimeZone *zone, int year, int month, int day, int minutes)
{
  AmbHour hour = AMB_HOUR_ONCE;
  gint64 first = amb_zone_get_instant (zone, year, month, day, minutes, &hour);
  gint64 clock = first + get_offset (zone, first);

  return hour == AMB_HOUR_TWICE ? clock - get_offset (zone, clock + DAY) : first;
}

gboolean
amb_zone_is_second (GTimeZone *zone, gint64 seconds)
{
  gint64 now = get_offset (zone, seconds), before = get_offset (zone, seconds - DAY);

  return before > now && get_offset (zone, seconds - (before - now)) == before;
}

gboolean
amb_zone_read_wall (const char *wall, gint64 *seconds, GTimeZone **zone, AmbHour *hour)
{
  const char *open = wall != NULL ? strchr (wall, '[') : NULL;
  g_autofree char *name = NULL;
  g_autoptr (GTimeZone) found = NULL;
  g_autoptr (GDateTime) date = NULL;
  int year, month, day, hours, minutes;

  if (open == NULL || open - wall != (gssize) strlen ("2026-08-31T09:00") ||
      !g_str_has_suffix (wall, "]") ||
      sscanf (wall, "%4d-%2d-%2dT%2d:%2d", &year, &month, &day, &hours, &minutes) != 5)
    return FALSE;
  name = g_strndup (open + 1, strlen (open) - 2);
  found = amb_zone_new (name);
  date = g_date_time_new_utc (year, month, day, hours, minutes, 0);
  if (found == NULL || date == NULL)
    return FALSE;
  *seconds = amb_zone_get_instant (found, year, month, day, hours * 60 + minutes, hour);
  if (zone != NULL)
    *zone = g_steal_pointer (&found);
  return TRUE;
}
