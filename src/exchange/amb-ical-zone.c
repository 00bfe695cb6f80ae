/* Zones of calendars: their changes of the clock, and their many names. */
#include "amb-ical-private.h"

#include "amb-vcard-private.h"
#include "amb-zone.h"

#include <string.h>

#define DAY  ((gint64) 24 * 60 * 60)
#define WEEK (7 * DAY) /* no zone changes its clock twice within one */

/* What Windows calls a zone, and its largest place (CLDR, windowsZones, territory 001). */
static const char *const windows[][2] = {
  { "UTC", "UTC" },
  { "GMT Standard Time", "Europe/London" },
  { "Greenwich Standard Time", "Atlantic/Reykjavik" },
  { "W. Europe Standard Time", "Europe/Berlin" },
  { "Romance Standard Time", "Europe/Paris" },
  { "Central Europe Standard Time", "Europe/Budapest" },
  { "Central European Standard Time", "Europe/Warsaw" },
  { "W. Central Africa Standard Time", "Africa/Lagos" },
  { "GTB Standard Time", "Europe/Bucharest" },
  { "E. Europe Standard Time", "Europe/Chisinau" },
  { "FLE Standard Time", "Europe/Kiev" },
  { "Egypt Standard Time", "Africa/Cairo" },
  { "South Africa Standard Time", "Africa/Johannesburg" },
  { "Morocco Standard Time", "Africa/Casablanca" },
  { "Israel Standard Time", "Asia/Jerusalem" },
  { "Turkey Standard Time", "Europe/Istanbul" },
  { "Russian Standard Time", "Europe/Moscow" },
  { "E. Africa Standard Time", "Africa/Nairobi" },
  { "Arab Standard Time", "Asia/Riyadh" },
  { "Iran Standard Time", "Asia/Tehran" },
  { "Arabian Standard Time", "Asia/Dubai" },
  { "Pakistan Standard Time", "Asia/Karachi" },
  { "India Standard Time", "Asia/Calcutta" },
  { "SE Asia Standard Time", "Asia/Bangkok" },
  { "China Standard Time", "Asia/Shanghai" },
  { "Singapore Standard Time", "Asia/Singapore" },
  { "Tokyo Standard Time", "Asia/Tokyo" },
  { "Korea Standard Time", "Asia/Seoul" },
  { "AUS Eastern Standard Time", "Australia/Sydney" },
  { "New Zealand Standard Time", "Pacific/Auckland" },
  { "Azores Standard Time", "Atlantic/Azores" },
  { "E. South America Standard Time", "America/Sao_Paulo" },
  { "Argentina Standard Time", "America/Buenos_Aires" },
  { "Newfoundland Standard Time", "America/St_Johns" },
  { "Atlantic Standard Time", "America/Halifax" },
  { "Eastern Standard Time", "America/New_York" },
  { "SA Pacific Standard Time", "America/Bogota" },
  { "Central Standard Time", "America/Chicago" },
  { "Central Standard Time (Mexico)", "America/Mexico_City" },
  { "Mountain Standard Time", "America/Denver" },
  { "US Mountain Standard Time", "America/Phoenix" },
  { "Pacific Standard Time", "America/Los_Angeles" },
  { "Alaskan Standard Time", "America/Anchorage" },
  { "Hawaiian Standard Time", "Pacific/Honolulu" },
};

gboolean
amb_ical_zone_split (const char *wall, char **local, char **zone)
{
  const char *open = wall != NULL ? strchr (wall, '[') : NULL;
  g_autoptr (GString) digits = g_string_new (NULL);

  if (open == NULL || open - wall != strlen ("2026-08-31T09:00") || !g_str_has_suffix (wall, "]"))
    return FALSE;
  for (const char *p = wall; p < open; p++)
    if (*p != '-' && *p != ':')
      g_string_append_c (digits, *p);
  g_string_append (digits, "00");
  *local = g_strdup (digits->str);
  *zone = g_strndup (open + 1, strlen (open) - 2);
  return TRUE;
}

gboolean
amb_ical_zone_is_utc (const char *zone)
{
  static const char *const names[] = { "UTC", "Etc/UTC", "Z", NULL };

  return g_strv_contains (names, zone);
}

gint64
amb_ical_zone_get_instant (const char *wall)
{
  gint64 seconds = 0;

  return amb_zone_read_wall (wall, &seconds, NULL, NULL) ? seconds : 0;
}

static int
get_interval (GTimeZone *zone, gint64 at)
{
  return g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at);
}

static gint32
get_offset (GTimeZone *zone, gint64 at)
{
  return g_time_zone_get_offset (zone, get_interval (zone, at));
}

/* The first second of the offset that holds at @to and not at @from. */
static gint64
find_change (GTimeZone *zone, gint64 from, gint64 to)
{
  gint32 before = get_offset (zone, from);

  while (to - from > 1)
    {
      gint64 middle = from + (to - from) / 2;

      if (get_offset (zone, middle) == before)
        from = middle;
      else
        to = middle;
    }
  return to;
}

static void
append_offset (GString *out, const char *name, gint32 offset)
{
  gint32 size = ABS (offset);
  g_autofree char *seconds = size % 60 != 0 ? g_strdup_printf ("%02d", size % 60) : NULL;

  g_string_append_printf (out, "%s:%c%02d%02d%s\r\n", name, offset < 0 ? '-' : '+', size / 3600,
                          size / 60 % 60, seconds != NULL ? seconds : "");
}

/* What holds from @at on. Its beginning is told by the clock before it. */
static void
append_observance (GTimeZone *zone, gint64 at, gint32 before, GString *out)
{
  int interval = get_interval (zone, at);
  const char *kind = g_time_zone_is_dst (zone, interval) ? "DAYLIGHT" : "STANDARD";
  const char *name = g_time_zone_get_abbreviation (zone, interval);
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_utc (at + before);
  g_autofree char *start = g_date_time_format (local, "%Y%m%dT%H%M%S");

  g_string_append_printf (out, "BEGIN:%s\r\nDTSTART:%s\r\n", kind, start);
  append_offset (out, "TZOFFSETFROM", before);
  append_offset (out, "TZOFFSETTO", g_time_zone_get_offset (zone, interval));
  if (name != NULL && *name != '\0')
    g_string_append_printf (out, "TZNAME:%s\r\n", name);
  g_string_append_printf (out, "END:%s\r\n", kind);
}

void
amb_ical_zone_append (const char *name, gint64 from, gint64 to, GString *out)
{
  g_autoptr (GTimeZone) zone = amb_zone_new (name);
  g_autofree char *id = g_strconcat ("TZID:", name, NULL);

  if (zone == NULL)
    return;
  g_string_append (out, "BEGIN:VTIMEZONE\r\n");
  amb_vcard_append_folded (out, id);
  append_observance (zone, from, get_offset (zone, from), out);
  for (gint64 at = from; at < to; at += WEEK)
    if (get_offset (zone, at + WEEK) != get_offset (zone, at))
      append_observance (zone, find_change (zone, at, at + WEEK), get_offset (zone, at), out);
  g_string_append (out, "END:VTIMEZONE\r\n");
}

char *
amb_ical_zone_find (const char *tzid)
{
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    if (g_ascii_strcasecmp (windows[i][0], tzid) == 0)
      return g_strdup (windows[i][1]);
  for (const char *name = tzid; name != NULL;
       name = strchr (name, '/') != NULL ? strchr (name, '/') + 1 : NULL)
    if (amb_zone_is_known (name))
      return g_strdup (name);
  return NULL;
}

char *
amb_ical_zone_dup_own (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (zone);

  return g_strdup (name != NULL && strchr (name, '/') != NULL && amb_zone_is_known (name) ? name
                                                                                          : "UTC");
}
