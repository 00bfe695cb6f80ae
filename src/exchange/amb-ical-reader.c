/* Reads the events of a calendar, each with what was not taken from it. */
#include "amb-ical-private.h"
#include "amb-calendar.h"
#include "amb-ical-versions.h"

#include "amb-clock.h"
#include "amb-error.h"
#include "amb-vcard-private.h"
#include "amb-zone.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BEGINS_AT "09:00" /* what is told by its day only */

typedef struct
{
  AmbVcardLines text; /* the file */
  char *zone;         /* of times that name none */

  GPtrArray *events;
  AmbIcalEvent *event; /* nullable: the one that is open; owned */
  GPtrArray *lines;    /* of AmbVcardLine: of the open event */
  GPtrArray *inside;   /* of char *: names of what is open within it, as VALARM */
  GPtrArray *outer;    /* of char *: names of what is open around events */
} Reader;

AmbIcalEvent *
amb_ical_event_new (guint line)
{
  AmbIcalEvent *self = g_new0 (AmbIcalEvent, 1);

  self->line = line;
  self->notices = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
amb_ical_event_free (AmbIcalEvent *self)
{
  if (self == NULL)
    return;
  g_free (self->uid);
  g_free (self->summary);
  g_free (self->start);
  g_free (self->recurrence);
  g_free (self->description);
  g_free (self->location);
  g_free (self->url);
  g_strfreev (self->categories);
  g_free (self->reason);
  g_ptr_array_unref (self->notices);
  g_free (self);
}

static void
refuse (AmbIcalEvent *event, char *reason)
{
  if (event->reason == NULL)
    event->reason = reason;
  else
    g_free (reason);
}

static void
notice (AmbIcalEvent *event, char *text)
{
  g_ptr_array_add (event->notices, text);
}

/* What is taken. */

static const AmbVcardLine *
find_line (GPtrArray *lines, const char *name)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (((AmbVcardLine *) g_ptr_array_index (lines, i))->name, name))
      return g_ptr_array_index (lines, i);
  return NULL;
}

/* Once an event: what is read otherwise than it is written is said. */
static void
tell_guess (AmbIcalEvent *event, const AmbVcardLine *line)
{
  if (event->is_guessed || !amb_vcard_line_is_guessed (line))
    return;
  event->is_guessed = TRUE;
  notice (event,
          g_strdup_printf (_ ("Line %u (%s) is not UTF-8 and was read as Windows-1252. Look "
                              "whether its accents are right; if they aren’t, save the file as "
                              "UTF-8 and import it again."),
                           line->number, line->name));
}

/* (nullable): as it stands, still escaped */
static char *
dup_value (AmbIcalEvent *event, GPtrArray *lines, const char *name)
{
  const AmbVcardLine *line = find_line (lines, name);
  char *text = line != NULL ? amb_vcard_line_dup_text (line) : NULL;

  if (line != NULL && text == NULL)
    refuse (event, g_strdup_printf (_ ("Line %u (%s) contains bytes that are no text. Save the "
                                       "file as UTF-8 and try again."),
                                    line->number, line->name));
  else if (line != NULL)
    tell_guess (event, line);
  return text;
}

/* (nullable): never empty */
static char *
dup_text (AmbIcalEvent *event, GPtrArray *lines, const char *name)
{
  g_autofree char *value = dup_value (event, lines, name);
  g_autofree char *text = value != NULL ? amb_vcard_unescape (value) : NULL;

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
add_categories (const char *value, GStrvBuilder *words)
{
  for (const char *p = value; p != NULL;)
    {
      const char *end = p;
      g_autofree char *part = NULL, *word = NULL;

      while (*end != '\0' && *end != ',')
        end += *end == '\\' && end[1] != '\0' ? 2 : 1;
      part = g_strndup (p, (gsize) (end - p));
      word = amb_vcard_unescape (part);
      if (*word != '\0')
        g_strv_builder_add (words, word);
      p = *end == ',' ? end + 1 : NULL;
    }
}

static void
take_categories (AmbIcalEvent *event, GPtrArray *lines)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; i < lines->len; i++)
    {
      const AmbVcardLine *line = g_ptr_array_index (lines, i);
      g_autofree char *value =
          g_str_equal (line->name, "CATEGORIES") ? amb_vcard_line_dup_text (line) : NULL;

      if (value == NULL)
        continue;
      tell_guess (event, line);
      add_categories (value, words);
    }
  event->categories = g_strv_builder_end (words);
  if (event->categories[0] == NULL)
    g_clear_pointer (&event->categories, g_strfreev);
}

static void
take_url (AmbIcalEvent *event, GPtrArray *lines)
{
  g_autofree char *url = dup_text (event, lines, "URL");

  if (url != NULL && (g_str_has_prefix (url, "http://") || g_str_has_prefix (url, "https://")) &&
      strpbrk (url, " \t\n\v\f\r") == NULL)
    event->url = g_steal_pointer (&url);
  else if (url != NULL)
    notice (event, g_strdup_printf (_ ("Line %u is no web address and was not taken."),
                                    find_line (lines, "URL")->number));
}

/* Times. */

static gboolean
is_digits (const char *text, guint from, guint n)
{
  for (guint i = from; i < from + n; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

/* “20260831”, “20260831T090000”, the latter with a Z behind it or not. @clock: “09:00” */
static gboolean
parse_time (const char *value, char **day, char **clock, gboolean *is_utc)
{
  gsize length = strlen (value);
  g_autofree char *date = NULL;

  *is_utc = length == 16 && value[15] == 'Z';
  if ((length != 8 && length != 15 && !*is_utc) || !is_digits (value, 0, 8) ||
      (length > 8 && (value[8] != 'T' || !is_digits (value, 9, 6))))
    return FALSE;
  date = g_strdup_printf ("%.4s-%.2s-%.2s", value, value + 4, value + 6);
  if (!amb_date_is_valid (date) ||
      (length > 8 && (strncmp (value + 9, "24", 2) >= 0 || strncmp (value + 11, "60", 2) >= 0 ||
                      strncmp (value + 13, "61", 2) >= 0)))
    return FALSE;
  *day = g_steal_pointer (&date);
  *clock = length > 8 ? g_strdup_printf ("%.2s:%.2s", value + 9, value + 11) : NULL;
  return TRUE;
}

/* An instant as the clock of @zone tells it; as it is where that isn't possible, and where that
 * clock shows the same time a second time. */
static char *
dup_in_zone (const char *day, const char *clock, const char *zone)
{
  g_autofree char *text = g_strdup_printf ("%sT%s:00Z", day, clock);
  g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (text, NULL);
  g_autoptr (GTimeZone) there = amb_zone_new (zone);
  g_autoptr (GDateTime) local =
      utc != NULL && there != NULL ? g_date_time_to_timezone (utc, there) : NULL;
  g_autofree char *time = local != NULL ? g_date_time_format (local, "%Y-%m-%dT%H:%M") : NULL;
  g_autofree char *wall = time != NULL ? g_strdup_printf ("%s[%s]", time, zone) : NULL;
  gint64 seconds;

  if (!amb_zone_read_wall (wall, &seconds, NULL, NULL) || seconds != g_date_time_to_unix (utc))
    return g_strdup_printf ("%sT%s[UTC]", day, clock);
  return g_steal_pointer (&wall);
}

static char *
dup_start (
    const Reader *self, AmbIcalEvent *event, const AmbVcardLine *line, const char *day, char *clock)
{
  g_autofree char *zone = line->zone != NULL && *line->zone != '\0'
                              ? amb_ical_zone_find (line->zone)
                              : g_strdup (self->zone);
  g_autofree char *wall = NULL, *note = NULL;

  if (zone == NULL)
    {
      refuse (event, g_strdup_printf (_ ("Line %u names the time zone “%s”, which is not known. "
                                         "Give the event a zone such as Europe/Paris."),
                                      line->number, line->zone));
      return NULL;
    }
  if (clock == NULL)
    notice (event, g_strdup_printf (_ ("The event lasts all day. It was put at %s."), BEGINS_AT));
  wall = g_strdup_printf ("%sT%s[%s]", day, clock != NULL ? clock : BEGINS_AT, zone);
  note = amb_wall_time_dup_note (wall);
  if (note != NULL)
    notice (event, g_steal_pointer (&note));
  return g_steal_pointer (&wall);
}

static void
take_start (const Reader *self, AmbIcalEvent *event, GPtrArray *lines)
{
  const AmbVcardLine *line = find_line (lines, "DTSTART");
  g_autofree char *value = dup_text (event, lines, "DTSTART");
  g_autofree char *day = NULL, *clock = NULL;
  gboolean is_utc;

  if (value == NULL)
    notice (event, g_strdup (_ ("The event has no beginning, so the day was left open.")));
  else if (!parse_time (value, &day, &clock, &is_utc))
    refuse (event,
            g_strdup_printf (_ ("Line %u is no time. Write it as 20260831T090000."), line->number));
  else if (is_utc)
    event->start = dup_in_zone (day, clock, self->zone);
  else
    event->start = dup_start (self, event, line, day, clock);
}

static void
take_status (AmbIcalEvent *event, GPtrArray *lines)
{
  g_autofree char *status = dup_text (event, lines, "STATUS");
  g_autofree char *sequence = dup_text (event, lines, "SEQUENCE");

  event->status =
      status != NULL && g_ascii_strcasecmp (status, "TENTATIVE") == 0   ? AMB_ICAL_TENTATIVE
      : status != NULL && g_ascii_strcasecmp (status, "CANCELLED") == 0 ? AMB_ICAL_CANCELLED
                                                                        : AMB_ICAL_CONFIRMED;
  if (sequence != NULL)
    event->sequence = CLAMP (g_ascii_strtoll (sequence, NULL, 10), 0, G_MAXINT32);
}

static void
take_modified (AmbIcalEvent *event, GPtrArray *lines)
{
  g_autofree char *value = dup_text (event, lines, "LAST-MODIFIED");
  g_autoptr (GDateTime) time = value != NULL ? g_date_time_new_from_iso8601 (value, NULL) : NULL;

  event->modified = time != NULL ? g_date_time_to_unix (time) * 1000 : 0;
}

/* Which time of an event that repeats this is; only compared with beginnings of the same file. */
static void
take_recurrence (const Reader *self, AmbIcalEvent *event, GPtrArray *lines)
{
  const AmbVcardLine *line = find_line (lines, "RECURRENCE-ID");
  g_autofree char *value = dup_text (event, lines, "RECURRENCE-ID");
  g_autofree char *day = NULL, *clock = NULL, *zone = NULL;
  gboolean is_utc;

  if (value == NULL)
    return;
  if (!parse_time (value, &day, &clock, &is_utc))
    event->recurrence = g_steal_pointer (&value);
  else if (is_utc)
    event->recurrence = dup_in_zone (day, clock, self->zone);
  else
    {
      zone = line->zone != NULL ? amb_ical_zone_find (line->zone) : g_strdup (self->zone);
      event->recurrence = g_strdup_printf ("%sT%s[%s]", day, clock != NULL ? clock : BEGINS_AT,
                                           zone != NULL ? zone : "");
    }
}

static void
check_event (AmbIcalEvent *event, GPtrArray *lines)
{
  if (event->summary == NULL)
    refuse (event, g_strdup (_ ("The event has no title. Give it one in the calendar that it "
                                "comes from (SUMMARY).")));
  if (event->status == AMB_ICAL_CANCELLED)
    refuse (event, g_strdup_printf (_ ("“%s” is cancelled in that calendar. If it is here, take "
                                       "it back here, with your reason."),
                                    event->summary != NULL ? event->summary : "–"));
  if (find_line (lines, "RRULE") != NULL || find_line (lines, "RDATE") != NULL)
    notice (event, g_strdup (_ ("The event repeats. Only its first time was taken.")));
}

static void
read_event (const Reader *self, AmbIcalEvent *event, GPtrArray *lines)
{
  event->uid = dup_text (event, lines, "UID");
  event->summary = dup_text (event, lines, "SUMMARY");
  event->description = dup_text (event, lines, "DESCRIPTION");
  event->location = dup_text (event, lines, "LOCATION");
  take_status (event, lines);
  take_modified (event, lines);
  take_start (self, event, lines);
  take_recurrence (self, event, lines);
  take_categories (event, lines);
  take_url (event, lines);
  check_event (event, lines);
}

/* The file. */

static void
end_event (Reader *self, gboolean is_whole)
{
  if (!is_whole)
    refuse (self->event, g_strdup_printf (_ ("The event that begins on line %u does not end. Put "
                                             "END:VEVENT behind it."),
                                          self->event->line));
  read_event (self, self->event, self->lines);
  g_ptr_array_set_size (self->lines, 0);
  g_ptr_array_set_size (self->inside, 0);
  g_ptr_array_add (self->events, g_steal_pointer (&self->event));
}

/* (nullable): what @line begins or ends, upper case */
static char *
dup_frame (const AmbVcardLine *line, const char *name)
{
  g_autofree char *text = g_str_equal (line->name, name) ? amb_vcard_line_dup_text (line) : NULL;

  return text != NULL ? g_ascii_strup (g_strstrip (text), -1) : NULL;
}

static void
tell_task (Reader *self, guint number, const char *kind)
{
  AmbIcalEvent *event = amb_ical_event_new (number);

  refuse (event, g_strdup_printf (_ ("What begins on line %u is no event but of the kind “%s”. "
                                     "Make it an event in the calendar that it comes from."),
                                  number, kind));
  g_ptr_array_add (self->events, event);
}

static void
begin_part (Reader *self, char *part, guint number)
{
  g_autofree char *kind = part;

  if (g_str_equal (kind, "VEVENT"))
    {
      if (self->event != NULL)
        end_event (self, FALSE);
      self->event = amb_ical_event_new (number);
    }
  else if (self->event != NULL)
    g_ptr_array_add (self->inside, g_steal_pointer (&kind));
  else
    {
      if (g_str_equal (kind, "VTODO") || g_str_equal (kind, "VJOURNAL"))
        tell_task (self, number, kind);
      g_ptr_array_add (self->outer, g_steal_pointer (&kind));
    }
}

static void
end_part (Reader *self, const char *kind)
{
  GPtrArray *open = self->event != NULL ? self->inside : self->outer;
  guint at;

  if (self->event != NULL && g_str_equal (kind, "VEVENT"))
    end_event (self, TRUE);
  else if (g_ptr_array_find_with_equal_func (open, kind, g_str_equal, &at))
    g_ptr_array_set_size (open, (int) at);
}

/* Of the calendar itself. */
static void
take_zone (Reader *self, const AmbVcardLine *line)
{
  g_autofree char *text =
      g_str_equal (line->name, "X-WR-TIMEZONE") ? amb_vcard_line_dup_text (line) : NULL;
  g_autofree char *zone = text != NULL ? amb_ical_zone_find (g_strstrip (text)) : NULL;

  if (zone == NULL)
    return;
  g_free (self->zone);
  self->zone = g_steal_pointer (&zone);
}

/* @line: (transfer full) (nullable) */
static void
take_line (Reader *self, AmbVcardLine *line, guint number)
{
  g_autoptr (AmbVcardLine) owned = line;
  g_autofree char *begun = line != NULL ? dup_frame (line, "BEGIN") : NULL;
  g_autofree char *ended = line != NULL ? dup_frame (line, "END") : NULL;

  if (begun != NULL)
    begin_part (self, g_steal_pointer (&begun), number);
  else if (ended != NULL)
    end_part (self, ended);
  else if (self->event == NULL && line != NULL)
    take_zone (self, line);
  else if (self->event != NULL && line == NULL)
    notice (self->event, g_strdup_printf (_ ("Line %u can’t be read and was passed over: a line "
                                             "is NAME:VALUE."),
                                          number));
  else if (self->event != NULL && self->inside->len == 0)
    g_ptr_array_add (self->lines, g_steal_pointer (&owned));
}

gboolean
amb_ical_is (GBytes *bytes)
{
  return amb_vcard_lines_begin (bytes, "BEGIN:VCALENDAR");
}

static void
read_lines (Reader *self)
{
  g_autoptr (GString) line = g_string_new (NULL);
  guint number;

  while (self->events->len <= AMB_ICAL_MAX_EVENTS &&
         amb_vcard_lines_next (&self->text, line, &number))
    {
      const char *p = line->str;

      while (g_ascii_isspace (*p))
        p++;
      if (p < line->str + line->len)
        take_line (self, amb_vcard_line_parse (number, line->str, line->len), number);
    }
  if (self->event != NULL)
    end_event (self, FALSE);
}

GPtrArray *
amb_ical_read (GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) text = amb_vcard_lines_open (bytes);
  g_autoptr (GPtrArray) events =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_ical_event_free);
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_vcard_line_free);
  g_autoptr (GPtrArray) inside = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) outer = g_ptr_array_new_with_free_func (g_free);
  Reader self = {
    .text = { .line = 1 }, .events = events, .lines = lines, .inside = inside, .outer = outer
  };

  self.text.data = g_bytes_get_data (text, &self.text.size);
  self.zone = amb_ical_zone_dup_own ();
  read_lines (&self);
  amb_ical_settle_versions (events);
  g_free (self.zone);
  if (events->len > 0 && events->len <= AMB_ICAL_MAX_EVENTS)
    return g_steal_pointer (&events);
  if (events->len == 0)
    g_set_error_literal (error, AMB_ERROR, AMB_ERROR_INVALID,
                         _ ("There is no event in it. Export the calendar as iCalendar (.ics)."));
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_TOO_LARGE,
                 _ ("There are more than %d events in it. Split it into several files."),
                 AMB_ICAL_MAX_EVENTS);
  return NULL;
}
