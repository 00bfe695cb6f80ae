#include "amb-calendar.h"

#include "amb-balance.h"
#include "amb-clock.h"
#include "amb-zone.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <stdio.h>
#include <string.h>

#define DAY_LENGTH  (AMB_DAY_SIZE - 1)
#define DAY_MINUTES (24 * 60)
#define STEP        15 /* minutes: clocks change at none between */
#define UTC         "[UTC]"

char *
amb_wall_time_make (const char *day, const char *time, const char *zone)
{
  return g_strdup_printf ("%sT%s[%s]", day, time, zone);
}

static GDateTime *
parse_day (const char *day, GTimeZone *zone, int minutes)
{
  int year, month, mday;

  if (sscanf (day, "%4d-%2d-%2d", &year, &month, &mday) != 3)
    return NULL;
  return g_date_time_new (zone, year, month, mday, minutes / 60, minutes % 60, 0);
}

/* Minutes since the midnight of its first day that the text says. */
static int
read_minutes (const char *wall)
{
  int hour = 0, minute = 0;

  sscanf (wall + DAY_LENGTH, "T%2d:%2d", &hour, &minute);
  return hour * 60 + minute;
}

/* Returns: (nullable): the instant, with its own zone */
static GDateTime *
parse_wall (const char *wall, int *minutes)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) utc = NULL;
  gint64 seconds;

  if (!amb_zone_read_wall (wall, &seconds, &zone, NULL))
    return NULL;
  *minutes = read_minutes (wall);
  utc = g_date_time_new_from_unix_utc (seconds);
  return g_date_time_to_timezone (utc, zone);
}

gboolean
amb_wall_time_read (const char *wall, GTimeZone *zone, AmbMoment *moment)
{
  int minutes = 0;
  g_autoptr (GDateTime) own = parse_wall (wall, &minutes);
  g_autoptr (GDateTime) there = own != NULL ? g_date_time_to_timezone (own, zone) : NULL;

  if (there == NULL)
    return FALSE;
  g_snprintf (moment->day, sizeof moment->day, "%04d-%02d-%02d", g_date_time_get_year (there),
              g_date_time_get_month (there), g_date_time_get_day_of_month (there));
  moment->minutes = g_date_time_get_hour (there) * 60 + g_date_time_get_minute (there);
  moment->is_other_clock =
      moment->minutes != minutes || strncmp (moment->day, wall, DAY_LENGTH) != 0;
  moment->seconds = g_date_time_to_unix (there);
  moment->is_second = amb_zone_is_second (zone, moment->seconds);
  return TRUE;
}

char *
amb_wall_time_dup_note (const char *wall)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) utc = NULL, meant = NULL;
  g_autofree char *name = NULL, *typed = NULL, *text = NULL;
  gint64 seconds;
  AmbHour hour;

  if (!amb_zone_read_wall (wall, &seconds, &zone, &hour) || hour == AMB_HOUR_ONCE)
    return NULL;
  utc = g_date_time_new_from_unix_utc (seconds);
  meant = g_date_time_to_timezone (utc, zone);
  name = g_strndup (strchr (wall, '[') + 1, strlen (strchr (wall, '[')) - 2);
  typed = g_strndup (wall + DAY_LENGTH + 1, 5);
  if (hour == AMB_HOUR_TWICE)
    /* Translators: %1$s: a time of the day, %2$s: a time zone, as Europe/Paris */
    return g_strdup_printf (_ ("The clocks of %2$s show %1$s twice on that day: the first time is "
                               "meant."),
                            typed, name);
  text = g_date_time_format (meant, "%H:%M");
  /* Translators: %1$s and %3$s: times of the day, %2$s: a time zone, as Europe/Paris */
  return g_strdup_printf (
      _ ("The clocks of %2$s are put forward over %1$s on that day: it is taken "
         "as %3$s."),
      typed, name, text);
}

char *
amb_wall_time_shift (const char *wall, int days)
{
  g_autofree char *day = g_strndup (wall, DAY_LENGTH);
  g_autofree char *moved = amb_date_add_days (day, days);

  return moved != NULL && strlen (wall) > DAY_LENGTH ? g_strconcat (moved, wall + DAY_LENGTH, NULL)
                                                     : NULL;
}

char *
amb_wall_time_place (const char *wall, const char *day, GTimeZone *zone)
{
  AmbMoment moment;
  g_autofree char *moved = NULL;
  int off;

  if (!amb_wall_time_read (wall, zone, &moment))
    return NULL;
  moved = amb_wall_time_shift (wall, amb_date_days_between (moment.day, day));
  /* Two clocks that change on other days may put it on the day beside. */
  if (moved == NULL || !amb_wall_time_read (moved, zone, &moment))
    return NULL;
  off = amb_date_days_between (moment.day, day);
  if (off != 0)
    {
      char *again = amb_wall_time_shift (moved, off);

      g_free (moved);
      moved = again;
    }
  return g_steal_pointer (&moved);
}

char *
amb_wall_time_shift_by (const char *wall, int days, int minutes)
{
  g_autofree char *moved = NULL;
  int total, over;

  if (strlen (wall) < DAY_LENGTH + 6)
    return NULL;
  total = read_minutes (wall) + minutes;
  over = total >= 0 ? total / DAY_MINUTES : -((DAY_MINUTES - 1 - total) / DAY_MINUTES);
  total -= over * DAY_MINUTES;
  moved = amb_wall_time_shift (wall, days + over);
  if (moved == NULL)
    return NULL;
  return g_strdup_printf ("%.*sT%02d:%02d%s", DAY_LENGTH, moved, total / 60, total % 60,
                          moved + DAY_LENGTH + 6);
}

/* What the clock shows at an instant; @name: of its zone, in brackets. */
static char *
write_instant (gint64 seconds, GTimeZone *zone, const char *name)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) there = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autofree char *time = there != NULL ? g_date_time_format (there, "%Y-%m-%dT%H:%M") : NULL;

  return time != NULL ? g_strconcat (time, name, NULL) : NULL;
}

/* The text of a local time means the first of two: the second one is said in UTC. */
static char *
write_exactly (gint64 seconds, const char *clock)
{
  g_autoptr (GTimeZone) zone = NULL, utc = g_time_zone_new_utc ();
  gint64 ignored;

  if (!amb_zone_read_wall (clock, &ignored, &zone, NULL))
    return NULL;
  return amb_zone_is_second (zone, seconds) ? write_instant (seconds, utc, UTC)
                                            : write_instant (seconds, zone, strchr (clock, '['));
}

char *
amb_wall_time_at (const char *wall, const AmbMoment *at, GTimeZone *zone)
{
  int year, month, day;
  gint64 seconds;

  if (sscanf (at->day, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return NULL;
  seconds = at->is_second ? amb_zone_get_second_instant (zone, year, month, day, at->minutes)
                          : amb_zone_get_instant (zone, year, month, day, at->minutes, NULL);
  return write_exactly (seconds, wall);
}

char *
amb_wall_time_go_on (const char *wall, const char *clock, int minutes)
{
  gint64 seconds;

  return amb_zone_read_wall (wall, &seconds, NULL, NULL)
             ? write_exactly (seconds + minutes * G_GINT64_CONSTANT (60), clock)
             : NULL;
}

char *
amb_wall_time_by (const char *wall, const char *clock)
{
  g_autoptr (GTimeZone) zone = NULL;
  gint64 seconds, ignored;

  return amb_zone_read_wall (wall, &seconds, NULL, NULL) &&
                 amb_zone_read_wall (clock, &ignored, &zone, NULL)
             ? write_instant (seconds, zone, strchr (clock, '['))
             : NULL;
}

char *
amb_wall_time_find_own (const char *wall, const char *zone)
{
  g_autoptr (GTimeZone) own = zone != NULL ? amb_zone_new (zone) : NULL;
  g_autofree char *name = g_strdup_printf ("[%s]", zone);
  gint64 seconds;

  return own != NULL && g_str_has_suffix (wall, UTC) &&
                 amb_zone_read_wall (wall, &seconds, NULL, NULL) &&
                 amb_zone_is_second (own, seconds)
             ? write_instant (seconds, own, name)
             : NULL;
}

gboolean
amb_day_find_again (const char *day, GTimeZone *zone, int *from, int *length)
{
  int year, month, mday;

  *from = *length = 0;
  if (sscanf (day, "%4d-%2d-%2d", &year, &month, &mday) != 3)
    return FALSE;
  for (int at = 0; at < DAY_MINUTES; at += STEP)
    {
      AmbHour hour = AMB_HOUR_ONCE;

      amb_zone_get_instant (zone, year, month, mday, at, &hour);
      if (hour != AMB_HOUR_TWICE)
        continue;
      *from = *length == 0 ? at : *from;
      *length = at + STEP - *from;
    }
  return *length > 0;
}

int
amb_wall_time_get_minutes (const char *from, const char *to)
{
  g_autofree char *one = g_strndup (from, DAY_LENGTH);
  g_autofree char *other = g_strndup (to, DAY_LENGTH);

  return amb_date_days_between (one, other) * DAY_MINUTES + read_minutes (to) - read_minutes (from);
}

/* Those that meet share their width: each knows how many lanes they came to. */
static void
close_cluster (AmbHourPlace *places, guint from, guint to, int n_lanes, gboolean is_full)
{
  for (guint i = from; i < to; i++)
    {
      places[i].n_lanes = n_lanes;
      places[i].is_full = is_full;
    }
}

void
amb_hours_stack (AmbHourPlace *places, guint n, int length, int most)
{
  g_autofree int *ends = g_new0 (int, most);
  guint cluster = 0, head = 0;
  int n_lanes = 0, last = 0;
  gboolean is_full = FALSE, has_head = FALSE;

  for (guint i = 0; i < n; i++)
    {
      AmbHourPlace *place = &places[i];
      int lane = 0;

      if (i > cluster && place->start >= last)
        {
          close_cluster (places, cluster, i, n_lanes, is_full);
          cluster = i;
          n_lanes = 0;
          is_full = has_head = FALSE;
          memset (ends, 0, sizeof *ends * (gsize) most);
        }
      while (lane < most && lane < n_lanes && ends[lane] > place->start)
        lane++;
      place->n_more = 0;
      place->lane = lane < most ? lane : -1;
      last = MAX (last, place->start + length);
      if (lane < most)
        {
          ends[lane] = place->start + length;
          n_lanes = MAX (n_lanes, lane + 1);
          continue;
        }
      is_full = TRUE;
      if (!has_head || place->start >= places[head].start + length)
        head = i;
      has_head = TRUE;
      places[head].n_more++;
    }
  close_cluster (places, cluster, n, n_lanes, is_full);
}

char *
amb_day_format (const char *day, const char *format)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = amb_date_is_valid (day) ? parse_day (day, utc, 0) : NULL;

  return date != NULL ? g_date_time_format (date, format) : g_strdup (day);
}

int
amb_week_get_first_weekday (void)
{
#ifdef _NL_TIME_FIRST_WEEKDAY
  /* The day that the locale counts from, and which of them is the first one: 1 is that very day. */
  guint base = GPOINTER_TO_UINT (nl_langinfo (_NL_TIME_WEEK_1STDAY));
  int first = nl_langinfo (_NL_TIME_FIRST_WEEKDAY)[0];
  int from = base == 19971130 ? 7 : 1; /* a Sunday, or Monday 19971201 */

  if (first >= 1 && first <= 7)
    return (from + first - 2) % 7 + 1;
#endif
  return 1;
}

int
amb_week_get_weekday (const char *day)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = parse_day (day, utc, 0);

  return date != NULL ? g_date_time_get_day_of_week (date) : 1;
}

char *
amb_week_get_start (const char *day, int first)
{
  return amb_date_add_days (day, -((amb_week_get_weekday (day) - first + 7) % 7));
}

int
amb_week_get_number (const char *start)
{
  g_autofree char *thursday = amb_date_add_days (start, (4 - amb_week_get_weekday (start) + 7) % 7);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = parse_day (thursday, utc, 0);

  return g_date_time_get_week_of_year (date);
}

char *
amb_month_add (const char *day, int months)
{
  int year = 1970, month = 1, whole;

  sscanf (day, "%4d-%2d", &year, &month);
  whole = year * 12 + month - 1 + months;
  return g_strdup_printf ("%04d-%02d-01", whole / 12, whole % 12 + 1);
}

char *
amb_month_get_weeks (const char *day, int first, guint *n_weeks)
{
  g_autofree char *begin = amb_month_add (day, 0);
  g_autofree char *end = amb_month_add (day, 1);
  char *start = amb_week_get_start (begin, first);

  *n_weeks = ((guint) amb_date_days_between (start, end) + 6) / 7;
  return start;
}

gboolean
amb_gap_fits (const AmbGapAsset *asset, guint audience, const char *last_day)
{
  gboolean is_public = g_strcmp0 (asset->confidentiality, "public") == 0;
  gboolean is_inside = g_strcmp0 (asset->confidentiality, "internal") == 0 &&
                       (int) audience == amb_audience_find ("internal");

  return (is_public || is_inside) && asset->rights != NULL &&
         !g_str_equal (asset->rights, "unclear") &&
         (asset->until == NULL || strcmp (asset->until, last_day) >= 0);
}

/* "fr" is spoken where "fr-CA" is asked for, and the other way round. */
gboolean
amb_gap_is_spoken (const AmbGapAsset *asset, const char *const *languages)
{
  const char *language = asset->language;

  if (language == NULL || languages == NULL || languages[0] == NULL)
    return TRUE;
  for (guint i = 0; languages[i] != NULL; i++)
    if (strncmp (languages[i], language, 2) == 0)
      return TRUE;
  return FALSE;
}

int
amb_gap_compare (const AmbGapAsset *a,
                 const AmbGapAsset *b,
                 guint audience,
                 const char *const *languages)
{
  gboolean used_a = a->n_uses > 0, used_b = b->n_uses > 0;
  gboolean spoken_a = amb_gap_is_spoken (a, languages);
  gboolean spoken_b = amb_gap_is_spoken (b, languages);

  if (used_a != used_b)
    return used_a - used_b;
  if (spoken_a != spoken_b)
    return spoken_b - spoken_a;
  if (a->uses[audience] != b->uses[audience])
    return a->uses[audience] < b->uses[audience] ? -1 : 1;
  if (a->n_uses != b->n_uses)
    return a->n_uses < b->n_uses ? -1 : 1;
  return g_strcmp0 (a->key, b->key);
}
