/* Calendars: what is written is what libical reads, through every change of the clock; what others
 * write is taken, or told. */
#include "amb-clock.h"
#include "amb-error.h"
#include "amb-ical-private.h"
#include "amb-ical.h"

#include <libical/ical.h>
#include <string.h>

#define ROUNDS 600

static AmbIcalEvent *
make (const char *start)
{
  AmbIcalEvent *event = amb_ical_event_new (0);

  event->uid = g_strdup ("x@ambassade");
  event->summary = g_strdup ("Post");
  event->start = g_strdup (start);
  return event;
}

static char *
write_events (GPtrArray *events)
{
  g_autoptr (GBytes) bytes = amb_ical_write (events, NULL, NULL);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
write_one (AmbIcalEvent *event)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  g_ptr_array_add (events, event);
  return write_events (events);
}

/* Seconds since the epoch, by the zone that stands in the file: libical knows no other here. */
static gint64
judge (const char *text)
{
  icalcomponent *calendar = icalparser_parse_string (text);
  icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  struct icaltimetype start;
  gint64 at;

  g_assert_nonnull (event);
  g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
  start = icalcomponent_get_dtstart (event);
  g_assert_true (icaltime_is_utc (start) || start.zone != NULL);
  at = (gint64) icaltime_as_timet_with_zone (start, start.zone);
  icalcomponent_free (calendar);
  return at;
}

/* By hand, from the days on which the clocks are changed: Paris 29 March and 25 October 2026,
 * New York 8 March and 1 November, Sydney 5 April and 4 October. */
static const struct
{
  const char *wall;
  const char *utc;
} hours[] = {
  { "2026-03-28T09:00[Europe/Paris]", "2026-03-28T08:00:00.000Z" },
  { "2026-03-29T09:00[Europe/Paris]", "2026-03-29T07:00:00.000Z" },
  { "2026-10-24T09:00[Europe/Paris]", "2026-10-24T07:00:00.000Z" },
  { "2026-10-25T09:00[Europe/Paris]", "2026-10-25T08:00:00.000Z" },
  { "2026-03-07T09:00[America/New_York]", "2026-03-07T14:00:00.000Z" },
  { "2026-03-08T09:00[America/New_York]", "2026-03-08T13:00:00.000Z" },
  { "2026-10-31T09:00[America/New_York]", "2026-10-31T13:00:00.000Z" },
  { "2026-11-01T09:00[America/New_York]", "2026-11-01T14:00:00.000Z" },
  { "2026-04-04T09:00[Australia/Sydney]", "2026-04-03T22:00:00.000Z" },
  { "2026-04-05T09:00[Australia/Sydney]", "2026-04-04T23:00:00.000Z" },
  { "2026-10-03T09:00[Australia/Sydney]", "2026-10-02T23:00:00.000Z" },
  { "2026-10-04T09:00[Australia/Sydney]", "2026-10-03T22:00:00.000Z" },
  { "2026-07-01T09:00[Asia/Kolkata]", "2026-07-01T03:30:00.000Z" },
  { "2026-07-01T09:00[UTC]", "2026-07-01T09:00:00.000Z" },
  /* Left out: by the clock before the change. Shown twice: the first one. */
  { "2026-03-29T02:30[Europe/Paris]", "2026-03-29T01:30:00.000Z" },
  { "2026-10-25T02:30[Europe/Paris]", "2026-10-25T00:30:00.000Z" },
  { "2026-03-08T02:00[America/New_York]", "2026-03-08T07:00:00.000Z" },
  { "2026-11-01T01:59[America/New_York]", "2026-11-01T05:59:00.000Z" },
  { "2026-10-04T02:15[Australia/Lord_Howe]", "2026-10-03T15:45:00.000Z" },
  { "2026-04-05T01:45[Australia/Lord_Howe]", "2026-04-04T14:45:00.000Z" },
  { "2026-04-05T02:00[Australia/Lord_Howe]", "2026-04-04T15:30:00.000Z" },
  { "2011-12-30T10:00[Pacific/Apia]", "2011-12-30T20:00:00.000Z" },
};

static void
test_hours (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    {
      g_autoptr (AmbIcalEvent) event = make (hours[i].wall);
      g_autofree char *text = write_one (event);
      gint64 expected;

      g_assert_true (amb_instant_parse (hours[i].utc, &expected));
      g_test_message ("%s", hours[i].wall);
      g_assert_cmpint (amb_ical_zone_get_instant (hours[i].wall) * 1000, ==, expected);
      g_assert_cmpint (judge (text) * 1000, ==, expected);
    }
}

/* An hour that the clock leaves out or goes through twice has two readings. */
static gboolean
is_plain (const char *wall, const char *name)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (name);
  gint64 at = amb_ical_zone_get_instant (wall);
  const int hour = 3 * 3600;
  int before = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at - hour);
  int after = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at + hour);

  return g_time_zone_get_offset (zone, before) == g_time_zone_get_offset (zone, after);
}

/* Zones of half hours, of the south, and one that changes its clock for a month of the moon. */
static void
test_sweep (void)
{
  static const char *const zones[] = { "Europe/Paris",      "America/St_Johns",
                                       "Africa/Casablanca", "Australia/Adelaide",
                                       "Asia/Tokyo",        "America/Sao_Paulo" };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint n = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      const char *zone = zones[g_rand_int_range (random, 0, G_N_ELEMENTS (zones))];
      g_autofree char *wall = g_strdup_printf (
          "%d-%02d-%02dT%02d:%02d[%s]", g_rand_int_range (random, 2020, 2036),
          g_rand_int_range (random, 1, 13), g_rand_int_range (random, 1, 29),
          g_rand_int_range (random, 0, 24), g_rand_int_range (random, 0, 60), zone);
      g_autoptr (AmbIcalEvent) event = make (wall);
      g_autofree char *text = write_one (event);

      if (!is_plain (wall, zone))
        continue;
      g_test_message ("%s", wall);
      g_assert_cmpint (judge (text), ==, amb_ical_zone_get_instant (wall));
      n++;
    }
  g_assert_cmpuint (n, >, ROUNDS / 2);
}

static void
test_whole (void)
{
  g_autoptr (AmbIcalEvent) event = make ("2026-08-31T09:00[Asia/Tokyo]");
  g_autofree char *text = NULL;

  event->description = g_strdup ("One, two; three\nback\\slash");
  event->location = g_strdup ("Company page");
  event->url = g_strdup ("https://x.example/a,b;c");
  event->categories = g_strsplit ("a,b|c", "|", -1);
  event->status = AMB_ICAL_TENTATIVE;
  event->sequence = 3;
  event->modified = G_GINT64_CONSTANT (1795435200000);
  text = write_one (event);
  g_assert_cmpstr (
      text, ==,
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Ambassade//Ambassade//EN\r\n"
      "CALSCALE:GREGORIAN\r\nBEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\nBEGIN:STANDARD\r\n"
      "DTSTART:20250830T090000\r\nTZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900\r\nTZNAME:JST\r\n"
      "END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:x@ambassade\r\n"
      "DTSTAMP:20261123T120000Z\r\nLAST-MODIFIED:20261123T120000Z\r\nSEQUENCE:3\r\n"
      "DTSTART;TZID=Asia/Tokyo:20260831T090000\r\nDURATION:PT30M\r\nTRANSP:TRANSPARENT\r\n"
      "STATUS:TENTATIVE\r\nSUMMARY:Post\r\nLOCATION:Company page\r\n"
      "DESCRIPTION:One\\, two\\; three\\nback\\\\slash\r\nCATEGORIES:a\\,b,c\r\n"
      "URL:https://x.example/a,b;c\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

/* A line is 75 bytes at most, no character is cut, and libical puts it together again. */
static void
test_folds (void)
{
  g_autoptr (AmbIcalEvent) event = make ("2026-08-31T09:00[Europe/Paris]");
  g_autoptr (GString) long_one = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  icalcomponent *calendar;

  for (guint i = 0; i < 40; i++)
    g_string_append (long_one, "é🙂, ; \\ n");
  g_string_append_c (long_one, '.');
  g_free (event->summary);
  event->summary = g_strdup (long_one->str);
  text = write_one (event);
  lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
  calendar = icalparser_parse_string (text);
  g_assert_cmpstr (icalcomponent_get_summary (
                       icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT)),
                   ==, long_one->str);
  icalcomponent_free (calendar);
}

static char *
dup_words (GRand *random)
{
  static const char *const words[] = { "a",    ",", ";", "\\", "\n", ":",      "\"",  "é",
                                       "🙂", "n", "N", " ",  "\t", "BEGIN:", "END", "=" };
  GString *out = g_string_new ("x");

  for (int i = g_rand_int_range (random, 0, 60); i > 0; i--)
    g_string_append (out, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
  return g_string_free (g_string_append_c (out, 'x'), FALSE);
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint i = 0; i < ROUNDS; i++)
    {
      gboolean is_plain_hour = i % 2 == 0;
      g_autoptr (AmbIcalEvent) event = make (is_plain_hour ? "2026-10-25T03:30[Europe/Paris]"
                                                           : "2026-10-25T02:30[Europe/Paris]");
      g_autofree char *text = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GPtrArray) again = NULL;
      const AmbIcalEvent *copy;

      g_free (event->summary);
      event->summary = dup_words (random);
      event->description = dup_words (random);
      event->categories = g_new0 (char *, 3);
      event->categories[0] = dup_words (random);
      event->categories[1] = dup_words (random);
      event->sequence = g_rand_int (random) >> 1;
      event->status = g_rand_int_range (random, 0, 2);
      text = write_one (event);
      bytes = g_bytes_new_static (text, strlen (text));
      again = amb_ical_read (bytes, NULL);
      g_assert_cmpuint (again->len, ==, 1);
      copy = g_ptr_array_index (again, 0);
      g_assert_cmpstr (copy->reason, ==, NULL);
      g_assert_cmpstr (copy->uid, ==, event->uid);
      g_assert_cmpstr (copy->summary, ==, event->summary);
      g_assert_cmpstr (copy->description, ==, event->description);
      /* An hour that is shown twice is written as the instant that it is. */
      if (is_plain_hour)
        g_assert_cmpstr (copy->start, ==, event->start);
      g_assert_cmpint (amb_ical_zone_get_instant (copy->start), ==,
                       amb_ical_zone_get_instant (event->start));
      g_assert_cmpstrv (copy->categories, event->categories);
      g_assert_cmpint (copy->sequence, ==, event->sequence);
      g_assert_cmpint (copy->status, ==, event->status);
    }
}

#define HEAD         "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-TIMEZONE:Europe/Paris\n"
#define EVENT(lines) HEAD "BEGIN:VEVENT\nSUMMARY:Post\n" lines "END:VEVENT\nEND:VCALENDAR\n"

/* What comes of the event of a file: a start, or a word of the reason. */
static const struct
{
  const char *text;
  const char *start;  /* nullable */
  const char *reason; /* nullable */
  const char *notice; /* nullable */
} foreign[] = {
  { EVENT ("DTSTART;TZID=America/New_York:20260831T090000\n"),
    "2026-08-31T09:00[America/New_York]" },
  { EVENT ("DTSTART;TZID=\"Romance Standard Time\":20260831T090000\n"),
    "2026-08-31T09:00[Europe/Paris]" },
  { EVENT ("DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Tokyo:20260831T090000\n"),
    "2026-08-31T09:00[Asia/Tokyo]" },
  { EVENT ("DTSTART:20260831T090000\n"), "2026-08-31T09:00[Europe/Paris]" },
  { EVENT ("DTSTART:20260831T230000Z\n"), "2026-09-01T01:00[Europe/Paris]" },
  { EVENT ("DTSTART;VALUE=DATE:20260831\n"), "2026-08-31T09:00[Europe/Paris]", NULL, "all day" },
  { EVENT ("DTSTART:20260831T090000\nRRULE:FREQ=DAILY\n"), "2026-08-31T09:00[Europe/Paris]", NULL,
    "repeats" },
  { EVENT ("BEGIN:VALARM\nDTSTART:20300101T000000\nEND:VALARM\nDTSTART:2026\n 0831T090000\n"),
    "2026-08-31T09:00[Europe/Paris]" },
  { EVENT ("LOCATION:Here\n"), NULL, NULL, "no beginning" },
  { EVENT ("DTSTART;TZID=Mars/Olympus:20260831T090000\n"), NULL, "Mars/Olympus" },
  { EVENT ("DTSTART;TZID=UTC+3:20260831T090000\n"), NULL, "UTC+3" },
  { EVENT ("DTSTART;TZID=Europe/Paris:20260329T023000\n"), "2026-03-29T02:30[Europe/Paris]", NULL,
    "put forward" },
  { EVENT ("DTSTART;TZID=Europe/Paris:20261025T023000\n"), "2026-10-25T02:30[Europe/Paris]", NULL,
    "twice" },
  { EVENT ("DTSTART:20261025T003000Z\n"), "2026-10-25T02:30[Europe/Paris]" },
  { EVENT ("DTSTART:20261025T013000Z\n"), "2026-10-25T01:30[UTC]" },
  { EVENT ("DTSTART:20260231T090000\n"), NULL, "no time" },
  { EVENT ("DTSTART:20260831T240000\n"), NULL, "no time" },
  { EVENT ("DTSTART:20260831T090000\nSTATUS:CANCELLED\n"), "2026-08-31T09:00[Europe/Paris]",
    "cancelled" },
  { HEAD "BEGIN:VEVENT\nDTSTART:20260831T090000\nEND:VEVENT\n", "2026-08-31T09:00[Europe/Paris]",
    "no title" },
  { HEAD "BEGIN:VEVENT\nSUMMARY:Post\nDTSTART:20260831T090000\n", "2026-08-31T09:00[Europe/Paris]",
    "END:VEVENT" },
  { HEAD "BEGIN:VTODO\nSUMMARY:Do\nEND:VTODO\n", NULL, "VTODO" },
  { EVENT ("SUMMARY\nDTSTART:20260831T090000\n"), "2026-08-31T09:00[Europe/Paris]", NULL,
    "NAME:VALUE" },
};

static void
test_foreign (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (foreign[i].text, strlen (foreign[i].text));
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) events = amb_ical_read (bytes, &error);
      const AmbIcalEvent *event;

      g_test_message ("%s", foreign[i].text);
      g_assert_no_error (error);
      g_assert_true (amb_ical_is (bytes));
      g_assert_cmpuint (events->len, ==, 1);
      event = g_ptr_array_index (events, 0);
      g_assert_cmpuint (event->line, ==, 4);
      g_assert_cmpstr (event->start, ==, foreign[i].start);
      g_assert_true ((event->reason != NULL) == (foreign[i].reason != NULL));
      g_assert_true (event->reason == NULL || strstr (event->reason, foreign[i].reason) != NULL);
      g_assert_cmpuint (event->notices->len, ==, foreign[i].notice != NULL ? 1 : 0);
      g_assert_true (foreign[i].notice == NULL ||
                     strstr (g_ptr_array_index (event->notices, 0), foreign[i].notice) != NULL);
    }
}

static void
test_empty (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (HEAD, strlen (HEAD));
  g_autoptr (GError) error = NULL;

  g_assert_null (amb_ical_read (bytes, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
}

/* In the order in which a record goes through them: none may fall, and all are of 31 bits. */
static void
test_sequence (void)
{
  static const struct
  {
    gint64 version;
    gboolean is_ahead;
    gint64 changes;
  } life[] = {
    { 0, TRUE, 1 },
    { 0, TRUE, 2 },
    { 0, TRUE, 90000 },
    { 1, FALSE, 90000 },
    { 1, TRUE, 90001 },
    { 2, FALSE, 1 },
    { 16000000, FALSE, 1 },
    { G_GINT64_CONSTANT (1) << 31, FALSE, 1 },
    { (G_GINT64_CONSTANT (1) << 32) + 1, FALSE, 1 },
    { (G_GINT64_CONSTANT (1) << 32) + 2, FALSE, 1 },
    { (G_GINT64_CONSTANT (300) << 32) + 2, FALSE, 1 },
  };
  gint64 before = -1;

  for (guint i = 0; i < G_N_ELEMENTS (life); i++)
    {
      gint64 now = amb_ical_sequence (life[i].version, life[i].is_ahead, life[i].changes);

      g_assert_cmpint (now, >=, before);
      g_assert_cmpint (now, <=, G_MAXINT32);
      before = now;
    }
  g_assert_cmpint (amb_ical_sequence (0, TRUE, 2), >, amb_ical_sequence (0, TRUE, 1));
  g_assert_cmpint (amb_ical_sequence (1, FALSE, 0), >, amb_ical_sequence (0, TRUE, 90000));
  g_assert_cmpint (amb_ical_sequence (8, FALSE, 0), >, amb_ical_sequence (7, FALSE, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  icaltimezone_set_tzid_prefix ("/none/");
  g_test_add_func ("/exchange/ical/the-local-hour-holds-through-every-change-of-the-clock",
                   test_hours);
  g_test_add_func ("/exchange/ical/libical-reads-every-hour-as-it-was-meant", test_sweep);
  g_test_add_func ("/exchange/ical/an-event-is-written-whole", test_whole);
  g_test_add_func ("/exchange/ical/lines-are-folded-between-characters", test_folds);
  g_test_add_func ("/exchange/ical/what-is-written-is-read-again", test_round_trip);
  g_test_add_func ("/exchange/ical/what-others-write-is-taken-or-told", test_foreign);
  g_test_add_func ("/exchange/ical/a-calendar-without-events-is-refused", test_empty);
  g_test_add_func ("/exchange/ical/a-sequence-never-falls", test_sequence);
  return g_test_run ();
}
