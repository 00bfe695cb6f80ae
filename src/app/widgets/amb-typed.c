#include "amb-typed.h"

#include "amb-clock.h"
#include "amb-display.h"
#include "amb-text.h"
#include "amb-validate.h"
#include "amb-zone.h"
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#define MINUTES_AN_HOUR 60
#define GROUPED_FROM    5 /* digits: a year is no number to group */

gboolean
amb_typed_is_needed (const AmbField *field)
{
  return field->type == AMB_FIELD_DECIMAL || field->type == AMB_FIELD_DURATION ||
         field->type == AMB_FIELD_INSTANT || field->type == AMB_FIELD_WALL_TIME;
}

/* Without any space, the narrow ones of French numbers included. */
static char *
squeeze (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)) && g_utf8_get_char (p) != 0x202f)
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

/* Numbers. */

static char *
group_digits (const char *digits)
{
  gint64 number;

  if (strlen (digits) < GROUPED_FROM ||
      !g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return g_strdup (digits);
  return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}

static char *
show_decimal (const char *value, gboolean grouped)
{
  const char *dot = strchr (value, '.');
  g_autofree char *whole = dot ? g_strndup (value, dot - value) : g_strdup (value);
  g_autofree char *shown = grouped ? group_digits (whole) : g_strdup (whole);

  return dot ? g_strconcat (shown, localeconv ()->decimal_point, dot + 1, NULL)
             : g_steal_pointer (&shown);
}

/* A comma or a point, whatever the locale; zeros at the end say nothing. */
static char *
read_decimal (const char *typed)
{
  g_autofree char *text = squeeze (typed);
  char *dot, *end;

  if (!g_regex_match_simple ("^-?[0-9]+([.,][0-9]*)?$", text, 0, 0))
    return g_strdup (typed);
  g_strdelimit (text, ",", '.');
  dot = strchr (text, '.');
  end = text + strlen (text);
  while (dot && end > dot && (end[-1] == '0' || end == dot + 1))
    *--end = '\0';
  return g_steal_pointer (&text);
}

/* Durations. */

static char *
show_duration (const char *value)
{
  gint64 minutes;

  if (!g_ascii_string_to_signed (value, 10, 0, G_MAXINT, &minutes, NULL))
    return g_strdup (value);
  if (minutes < MINUTES_AN_HOUR)
    /* Translators: a duration in minutes */
    return g_strdup_printf (_ ("%d min"), (int) minutes);
  if (minutes % MINUTES_AN_HOUR == 0)
    /* Translators: a duration in hours */
    return g_strdup_printf (_ ("%d h"), (int) (minutes / MINUTES_AN_HOUR));
  /* Translators: a duration in hours and minutes */
  return g_strdup_printf (_ ("%d h %02d min"), (int) (minutes / MINUTES_AN_HOUR),
                          (int) (minutes % MINUTES_AN_HOUR));
}

static char *
read_duration (const char *typed)
{
  g_autofree char *squeezed = squeeze (typed);
  g_autofree char *text = g_ascii_strdown (squeezed, -1);
  int hours = 0, minutes = 0, end = 0;

  if (sscanf (text, "%6d%n", &minutes, &end) == 1 &&
      g_regex_match_simple ("^(m|mn|min)?$", text + end, 0, 0))
    return g_strdup_printf ("%d", minutes);
  minutes = 0;
  if (!g_regex_match_simple ("^[0-9]{1,4}(h([0-9]{1,2}(m|mn|min)?)?|:[0-9]{2})$", text, 0, 0) ||
      sscanf (text, "%d%*[h:]%d", &hours, &minutes) < 1)
    return g_strdup (typed);
  return g_strdup_printf ("%d", hours * MINUTES_AN_HOUR + minutes);
}

/* Days with a time. */

typedef struct
{
  int year, month, day, hour, minute;
  char *zone; /* nullable */
} Moment;

static void
moment_clear (Moment *moment)
{
  g_free (moment->zone);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Moment, moment_clear)

/* “2026-08-31T09:00[Europe/Paris]”. */
static gboolean
parse_wall (const char *value, Moment *moment)
{
  int end = 0;

  if (sscanf (value, "%4d-%2d-%2dT%2d:%2d[%n", &moment->year, &moment->month, &moment->day,
              &moment->hour, &moment->minute, &end) != 5 ||
      end == 0 || !g_str_has_suffix (value, "]"))
    return FALSE;
  moment->zone = g_strndup (value + end, strlen (value + end) - 1);
  return TRUE;
}

static gboolean
parse_instant (const char *value, Moment *moment)
{
  g_autoptr (GDateTime) utc = NULL, local = NULL;
  gint64 instant;

  if (!amb_instant_parse (value, &instant))
    return FALSE;
  utc = g_date_time_new_from_unix_utc (instant / 1000);
  local = g_date_time_to_local (utc);
  g_date_time_get_ymd (local, &moment->year, &moment->month, &moment->day);
  moment->hour = g_date_time_get_hour (local);
  moment->minute = g_date_time_get_minute (local);
  return TRUE;
}

static gboolean
parse (const AmbField *field, const char *value, Moment *moment)
{
  return field->type == AMB_FIELD_INSTANT ? parse_instant (value, moment)
                                          : parse_wall (value, moment);
}

static char *
show_moment (const AmbField *field, const char *value, const char *zone)
{
  g_auto (Moment) m = { 0 };
  g_autofree char *text = NULL;

  if (!parse (field, value, &m))
    return g_strdup (value);
  text = g_strdup_printf ("%02d/%02d/%04d %02d:%02d", m.day, m.month, m.year, m.hour, m.minute);
  if (!m.zone || g_strcmp0 (m.zone, zone) == 0)
    return g_steal_pointer (&text);
  return g_strconcat (text, " ", m.zone, NULL);
}

/* Day first, or year first; then “9:00”, “09:00” or “9h00”, and perhaps a zone. */
static gboolean
parse_typed (const char *typed, Moment *moment)
{
  int a, b, c, end = 0, rest = 0;
  const char *time;

  if (sscanf (typed, "%4d%*1[-/.]%2d%*1[-/.]%4d%n", &a, &b, &c, &end) != 3 || end == 0)
    return FALSE;
  moment->year = a > 31 ? a : c;
  moment->month = b;
  moment->day = a > 31 ? c : a;
  time = typed + end + strspn (typed + end, " T,");
  if (time == typed + end ||
      sscanf (time, "%2d%*1[:hH]%2d%n", &moment->hour, &moment->minute, &rest) != 2 || rest == 0)
    return FALSE;
  time += rest + strspn (time + rest, " ");
  if (*time)
    moment->zone = g_strdup (time);
  return moment->year >= 1000 && moment->hour < 24 && moment->minute < 60;
}

static char *
read_moment (const AmbField *field, const char *typed, const char *zone)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autofree char *date = NULL;
  g_auto (Moment) m = { 0 };

  if (!parse_typed (text, &m))
    return g_strdup (typed);
  date = g_strdup_printf ("%04d-%02d-%02d", m.year, m.month, m.day);
  if (!amb_date_is_valid (date))
    return g_strdup (typed);
  if (field->type == AMB_FIELD_INSTANT)
    {
      g_autoptr (GDateTime) local =
          m.zone ? NULL : g_date_time_new_local (m.year, m.month, m.day, m.hour, m.minute, 0);

      return local ? amb_instant_format (g_date_time_to_unix (local) * 1000) : g_strdup (typed);
    }
  if (!amb_zone_is_known (m.zone ? m.zone : zone))
    return g_strdup (typed);
  return g_strdup_printf ("%sT%02d:%02d[%s]", date, m.hour, m.minute, m.zone ? m.zone : zone);
}

/* A desk in the zone of the time needs not be told it. */
static gboolean
is_local_zone (const char *name)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();

  return g_strcmp0 (g_time_zone_get_identifier (local), name) == 0;
}

static char *
format_moment (const AmbField *field, const char *value, const char *today)
{
  g_auto (Moment) m = { 0 };
  g_autofree char *date = NULL, *day = NULL, *time = NULL;
  g_autoptr (GDateTime) clock = NULL;

  if (!parse (field, value, &m))
    return g_strdup (value);
  date = g_strdup_printf ("%04d-%02d-%02d", m.year, m.month, m.day);
  day = amb_display_date (date, today);
  clock = g_date_time_new_utc (m.year, m.month, m.day, m.hour, m.minute, 0);
  /* Translators: the time of day, as strftime's format */
  time = clock ? g_date_time_format (clock, _ ("%H:%M")) : g_strdup ("");
  if (!m.zone || is_local_zone (m.zone))
    /* Translators: a day and the time of day, “Today, 14:01” */
    return g_strdup_printf (_ ("%s, %s"), day, time);
  /* Translators: a day, the time of day, and its time zone where it is another than one's own */
  return g_strdup_printf (_ ("%s, %s (%s)"), day, time, m.zone);
}

/* By type. */

char *
amb_typed_show (const AmbField *field, const char *value, const char *zone)
{
  switch (field->type)
    {
    case AMB_FIELD_DECIMAL:
      return show_decimal (value, FALSE);
    case AMB_FIELD_DURATION:
      return show_duration (value);
    case AMB_FIELD_INSTANT:
    case AMB_FIELD_WALL_TIME:
      return show_moment (field, value, zone);
    default:
      return g_strdup (value);
    }
}

char *
amb_typed_read (const AmbField *field, const char *typed, const char *zone)
{
  switch (field->type)
    {
    case AMB_FIELD_DECIMAL:
      return read_decimal (typed);
    case AMB_FIELD_DURATION:
      return read_duration (typed);
    case AMB_FIELD_INSTANT:
    case AMB_FIELD_WALL_TIME:
      return read_moment (field, typed, zone);
    default:
      return g_strdup (typed);
    }
}

/* Where all but the zone is right, it is the zone. */
static char *
dup_moment_problem (const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_auto (Moment) m = { 0 };
  g_autoptr (GError) error = NULL;

  if (parse_typed (text, &m) && m.zone && !amb_zone_check (m.zone, &error))
    return g_strdup (error->message);
  return g_strdup_printf (_ ("“%s” is not a day with a time. Write it as 31/08/2026 09:00."),
                          typed);
}

char *
amb_typed_dup_problem (const AmbField *field, const char *typed)
{
  if (amb_text_is_blank (typed))
    return NULL;
  switch (field->type)
    {
    case AMB_FIELD_DECIMAL:
      return g_strdup_printf (_ ("“%s” is not a number. Write it as 12 or 12.5."), typed);
    case AMB_FIELD_DURATION:
      return g_strdup_printf (_ ("“%s” is not a duration. Write it as 90 or 1 h 30."), typed);
    case AMB_FIELD_INSTANT:
    case AMB_FIELD_WALL_TIME:
      return dup_moment_problem (typed);
    default:
      return NULL;
    }
}

char *
amb_typed_format (const AmbField *field, const char *value, const char *today)
{
  switch (field->type)
    {
    case AMB_FIELD_INT:
      return group_digits (value);
    case AMB_FIELD_DECIMAL:
      return show_decimal (value, TRUE);
    case AMB_FIELD_DURATION:
      return show_duration (value);
    case AMB_FIELD_INSTANT:
    case AMB_FIELD_WALL_TIME:
      return format_moment (field, value, today);
    default:
      return g_strdup (value);
    }
}
