#include "amb-clock-words.h"

#include "amb-zone.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* “UTC”, “UTC+1”, “UTC−3:30” */
static char *
dup_offset (gint32 seconds)
{
  gint32 minutes = ABS (seconds) / 60;
  const char *sign = seconds < 0 ? "−" : "+";

  if (minutes == 0)
    return g_strdup ("UTC");
  return minutes % 60 == 0 ? g_strdup_printf ("UTC%s%d", sign, minutes / 60)
                           : g_strdup_printf ("UTC%s%d:%02d", sign, minutes / 60, minutes % 60);
}

/* Seconds east of Greenwich by which the clock goes at noon of @day. */
static gint32
get_offset (GTimeZone *zone, const char *day)
{
  int year = 1970, month = 1, mday = 1;
  gint64 noon;

  sscanf (day, "%4d-%2d-%2d", &year, &month, &mday);
  noon = amb_zone_get_instant (zone, year, month, mday, 12 * 60, NULL);
  return g_time_zone_get_offset (zone,
                                 g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, noon));
}

char *
amb_clock_words (GTimeZone *zone, const char *first, const char *last, char **words)
{
  const char *name = g_time_zone_get_identifier (zone);
  gint32 from = get_offset (zone, first), to = get_offset (zone, last);
  g_autofree char *one = dup_offset (from);
  g_autofree char *other = dup_offset (to);

  if (name == NULL || !amb_zone_is_known (name) || g_str_equal (name, one))
    name = NULL;
  if (words != NULL && from != to)
    /* Translators: %1$s: a time zone, as Europe/Paris; %2$s, %3$s: as UTC+2 and UTC+1 */
    *words = g_strdup_printf (_ ("Hours by the clock of %1$s: %2$s, then %3$s"),
                              name != NULL ? name : _ ("this computer"), one, other);
  else if (words != NULL && name == NULL)
    /* Translators: as UTC+1 */
    *words = g_strdup_printf (_ ("Hours by the clock of this computer: %s"), one);
  else if (words != NULL)
    /* Translators: %1$s: a time zone, as Europe/Paris; %2$s: as UTC+1 */
    *words = g_strdup_printf (_ ("Hours by the clock of %1$s: %2$s"), name, one);
  /* A narrow column has no room for both. */
  return from == to ? g_steal_pointer (&one) : g_strconcat (one, "\n", other, NULL);
}
