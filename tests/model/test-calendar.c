/* Weeks and clocks, by hand: three zones with their changes of 2026. */
#include "amb-calendar.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static void
test_shift_keeps_the_hour (void)
{
  /* The instant in UTC before and after: the local hour stays, the instant moves by an hour. */
  static const struct
  {
    const char *wall;
    int days;
    const char *moved;
    int before, after; /* minutes of the day in UTC */
  } cases[] = {
    /* Paris: summer ends on 25 October 2026, begins on 29 March 2026 */
    { "2026-10-23T09:00[Europe/Paris]", 4, "2026-10-27T09:00[Europe/Paris]", 420, 480 },
    { "2026-03-27T09:00[Europe/Paris]", 7, "2026-04-03T09:00[Europe/Paris]", 480, 420 },
    /* New York: summer ends on 1 November 2026 */
    { "2026-10-30T17:30[America/New_York]", 3, "2026-11-02T17:30[America/New_York]", 1290, 1350 },
    /* Sydney: summer begins on 4 October 2026 */
    { "2026-10-02T08:15[Australia/Sydney]", 7, "2026-10-09T08:15[Australia/Sydney]", 1335, 1275 },
    /* Kolkata has no change */
    { "2026-10-23T10:30[Asia/Kolkata]", 30, "2026-11-22T10:30[Asia/Kolkata]", 300, 300 },
    { "2026-10-27T09:00[Europe/Paris]", -4, "2026-10-23T09:00[Europe/Paris]", 480, 420 },
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *moved = amb_wall_time_shift (cases[i].wall, cases[i].days);
      AmbMoment moment;

      g_assert_cmpstr (moved, ==, cases[i].moved);
      g_assert_true (amb_wall_time_read (cases[i].wall, utc, &moment));
      g_assert_cmpint (moment.minutes, ==, cases[i].before);
      g_assert_true (amb_wall_time_read (moved, utc, &moment));
      g_assert_cmpint (moment.minutes, ==, cases[i].after);
    }
}

static void
test_read (void)
{
  static const struct
  {
    const char *wall, *zone, *day;
    int minutes;
    gboolean is_other;
  } cases[] = {
    { "2026-11-26T09:00[Europe/Paris]", "Europe/Paris", "2026-11-26", 540, FALSE },
    { "2026-11-26T18:00[America/Sao_Paulo]", "Europe/Paris", "2026-11-26", 1320, TRUE },
    { "2026-11-26T21:00[America/Sao_Paulo]", "Europe/Paris", "2026-11-27", 60, TRUE },
    { "2026-11-26T03:00[Asia/Tokyo]", "America/New_York", "2026-11-25", 780, TRUE },
    { "2026-11-26T09:00[Europe/Berlin]", "Europe/Paris", "2026-11-26", 540, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      AmbMoment moment;

      g_assert_true (amb_wall_time_read (cases[i].wall, zone, &moment));
      g_assert_cmpstr (moment.day, ==, cases[i].day);
      g_assert_cmpint (moment.minutes, ==, cases[i].minutes);
      g_assert_cmpint (moment.is_other_clock, ==, cases[i].is_other);
    }
}

/* What a calendar makes of the local time (RFC 5545), and a sentence that says it. */
static void
test_hours_that_are_none_or_two (void)
{
  static const struct
  {
    const char *wall;
    int minutes;      /* of the day in UTC */
    const char *said; /* nullable: a part of the sentence */
  } cases[] = {
    { "2027-03-28T01:59[Europe/Paris]", 59, NULL },
    { "2027-03-28T02:30[Europe/Paris]", 90, "03:30" },
    { "2027-03-28T03:00[Europe/Paris]", 60, NULL },
    { "2026-10-25T02:30[Europe/Paris]", 30, "02:30 twice" },
    { "2026-10-25T03:00[Europe/Paris]", 120, NULL },
    { "2026-10-04T02:15[Australia/Lord_Howe]", 945, "02:45" },
    { "2026-04-05T01:45[Australia/Lord_Howe]", 885, "01:45 twice" },
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *note = amb_wall_time_dup_note (cases[i].wall);
      AmbMoment moment;

      g_test_message ("%s: %s", cases[i].wall, note);
      g_assert_true (amb_wall_time_read (cases[i].wall, utc, &moment));
      g_assert_cmpint (moment.minutes, ==, cases[i].minutes);
      g_assert_cmpint (note != NULL, ==, cases[i].said != NULL);
      g_assert_true (note == NULL || strstr (note, cases[i].said) != NULL);
    }
}

static void
test_read_refuses (void)
{
  static const char *const none[] = { "", "2026-11-26", "2026-11-26T09:00",
                                      "2026-11-26T09:00[No/Where]",
                                      "2026-11-26T09:00[Europe/Paris" };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  AmbMoment moment;

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_false (amb_wall_time_read (none[i], utc, &moment));
  g_assert_null (amb_wall_time_shift ("2026-11-26", 1));
  g_assert_null (amb_wall_time_place ("nothing", "2026-11-26", utc));
}

/* Where the reader's clock shows it on another day than its own: the day that was pointed at. */
static void
test_place (void)
{
  static const struct
  {
    const char *wall, *zone, *day, *placed;
  } cases[] = {
    { "2026-11-26T09:00[Europe/Paris]", "Europe/Paris", "2026-11-30",
      "2026-11-30T09:00[Europe/Paris]" },
    /* It is the 27th in Paris, and comes to the 30th there */
    { "2026-11-26T21:00[America/Sao_Paulo]", "Europe/Paris", "2026-11-30",
      "2026-11-29T21:00[America/Sao_Paulo]" },
    /* 18:30 in New York is 23:30 in Paris between the two changes and 00:30 on the next day after
     * them: the 28th of October becomes the 3rd of November, not the 4th */
    { "2026-10-28T18:30[America/New_York]", "Europe/Paris", "2026-11-03",
      "2026-11-02T18:30[America/New_York]" },
    { "2026-11-02T18:30[America/New_York]", "Europe/Paris", "2026-10-28",
      "2026-10-28T18:30[America/New_York]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      g_autofree char *placed = amb_wall_time_place (cases[i].wall, cases[i].day, zone);

      g_assert_cmpstr (placed, ==, cases[i].placed);
    }
}

/* By minutes of its own clock, over midnights; and to an hour of the reader's. */
static void
test_hours (void)
{
  static const struct
  {
    const char *wall;
    int days, minutes;
    const char *moved;
  } shifts[] = {
    { "2026-11-26T09:00[Europe/Paris]", 0, 30, "2026-11-26T09:30[Europe/Paris]" },
    { "2026-11-26T09:00[Europe/Paris]", 1, -30, "2026-11-27T08:30[Europe/Paris]" },
    { "2026-11-30T23:45[Europe/Paris]", 0, 30, "2026-12-01T00:15[Europe/Paris]" },
    { "2026-12-01T00:15[Europe/Paris]", 0, -30, "2026-11-30T23:45[Europe/Paris]" },
    { "2026-12-01T00:00[Europe/Paris]", 0, -1440, "2026-11-30T00:00[Europe/Paris]" },
    { "2026-12-01T00:00[Europe/Paris]", 0, 2881, "2026-12-03T00:01[Europe/Paris]" },
  };
  static const struct
  {
    const char *wall, *zone, *day;
    int minutes;
    const char *placed;
  } places[] = {
    { "2026-11-26T09:00[Europe/Paris]", "Europe/Paris", "2026-11-30", 870,
      "2026-11-30T14:30[Europe/Paris]" },
    /* 01:30 in Paris is 21:30 of the day before in São Paulo */
    { "2026-11-26T09:00[America/Sao_Paulo]", "Europe/Paris", "2026-11-30", 90,
      "2026-11-29T21:30[America/Sao_Paulo]" },
    /* The same hour of Paris is another one in New York between the two changes of 2026 */
    { "2026-10-20T09:00[America/New_York]", "Europe/Paris", "2026-10-28", 900,
      "2026-10-28T10:00[America/New_York]" },
    { "2026-10-20T09:00[America/New_York]", "Europe/Paris", "2026-11-04", 900,
      "2026-11-04T09:00[America/New_York]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++)
    {
      g_autofree char *moved =
          amb_wall_time_shift_by (shifts[i].wall, shifts[i].days, shifts[i].minutes);

      g_assert_cmpstr (moved, ==, shifts[i].moved);
      g_assert_cmpint (amb_wall_time_get_minutes (shifts[i].wall, moved), ==,
                       shifts[i].days * 1440 + shifts[i].minutes);
    }
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (places[i].zone);
      AmbMoment at = { .minutes = places[i].minutes };
      g_autofree char *placed = NULL;

      g_strlcpy (at.day, places[i].day, sizeof at.day);
      placed = amb_wall_time_at (places[i].wall, &at, zone);

      g_assert_cmpstr (placed, ==, places[i].placed);
    }
  g_assert_null (amb_wall_time_shift_by ("2026-11-26", 0, 30));
}

/* The second of two equal times: in three zones, one of which goes back by half an hour. */
static void
test_second (void)
{
  static const struct
  {
    const char *zone, *day;
    int from, length, minutes;
    const char *first, *second, *after; /* the last: an hour and a half later */
  } cases[] = {
    { "Europe/Paris", "2026-10-25", 120, 60, 150, "2026-10-25T02:30[Europe/Paris]",
      "2026-10-25T01:30[UTC]", "2026-10-25T04:00[Europe/Paris]" },
    { "America/New_York", "2026-11-01", 60, 60, 60, "2026-11-01T01:00[America/New_York]",
      "2026-11-01T06:00[UTC]", "2026-11-01T02:30[America/New_York]" },
    { "Australia/Lord_Howe", "2026-04-05", 90, 30, 105, "2026-04-05T01:45[Australia/Lord_Howe]",
      "2026-04-04T15:15[UTC]", "2026-04-05T03:15[Australia/Lord_Howe]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      AmbMoment at = { .minutes = cases[i].minutes }, read;
      g_autofree char *first = NULL, *second = NULL, *after = NULL, *own = NULL, *through = NULL;
      int from, length;

      g_assert_true (amb_day_find_again (cases[i].day, zone, &from, &length));
      g_assert_cmpint (from, ==, cases[i].from);
      g_assert_cmpint (length, ==, cases[i].length);
      g_strlcpy (at.day, cases[i].day, sizeof at.day);
      first = amb_wall_time_at (cases[i].first, &at, zone);
      g_assert_cmpstr (first, ==, cases[i].first);
      g_assert_true (amb_wall_time_read (first, zone, &read));
      g_assert_false (read.is_second);
      at.is_second = TRUE;
      second = amb_wall_time_at (cases[i].first, &at, zone);
      g_assert_cmpstr (second, ==, cases[i].second);
      g_assert_true (amb_wall_time_read (second, zone, &read));
      g_assert_true (read.is_second);
      g_assert_cmpstr (read.day, ==, cases[i].day);
      g_assert_cmpint (read.minutes, ==, cases[i].minutes);
      through = amb_wall_time_go_on (first, first, length);
      g_assert_cmpstr (through, ==, second);
      own = amb_wall_time_find_own (second, cases[i].zone);
      g_assert_cmpstr (own, ==, first);
      after = amb_wall_time_go_on (second, own, 90);
      g_assert_cmpstr (after, ==, cases[i].after);
    }
}

/* What only looks like it: another day, another zone, the hour after. */
static void
test_not_second (void)
{
  g_autoptr (GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (GTimeZone) kolkata = g_time_zone_new_identifier ("Asia/Kolkata");
  AmbMoment read;
  int from, length;

  g_assert_false (amb_day_find_again ("2026-10-24", paris, &from, &length));
  g_assert_cmpint (length, ==, 0);
  g_assert_false (amb_day_find_again ("2026-03-29", paris, &from, &length));
  g_assert_false (amb_day_find_again ("2026-10-25", kolkata, &from, &length));
  g_assert_true (amb_wall_time_read ("2026-10-25T02:00[UTC]", paris, &read));
  g_assert_false (read.is_second);
  g_assert_true (amb_wall_time_read ("2026-10-25T00:59[UTC]", paris, &read));
  g_assert_false (read.is_second);
  g_assert_null (amb_wall_time_find_own ("2026-10-25T02:00[UTC]", "Europe/Paris"));
  g_assert_null (amb_wall_time_find_own ("2026-10-25T01:30[UTC]", "Asia/Kolkata"));
  g_assert_null (amb_wall_time_find_own ("2026-10-25T01:30[UTC]", NULL));
  g_assert_null (amb_wall_time_find_own ("2026-10-25T01:30[Europe/London]", "Europe/Paris"));
}

/* Each as start:lane/lanes, with a star where there was no room, and how many those are. */
static void
test_stack (void)
{
  static const struct
  {
    const char *starts, *expected;
  } cases[] = {
    { "540", "540:0/1" },
    { "540 580", "540:0/1 580:0/1" }, /* one ends where the other begins */
    { "540 560", "540:0/2 560:1/2" },
    { "540 560 580", "540:0/2 560:1/2 580:0/2" }, /* the first lane is free again */
    { "540 540 540", "540:0/2 540:1/2 540:-1/2*+1" },
    { "540 540 550 560 570", "540:0/2 540:1/2 550:-1/2*+3 560:-1/2* 570:-1/2*" },
    { "540 540 550 700", "540:0/2 540:1/2 550:-1/2*+1 700:0/1" },
    { "0 0 10 20 60 61 70 75",
      "0:0/2 0:1/2 10:-1/2*+2 20:-1/2* 60:0/2 61:1/2 70:-1/2*+2 75:-1/2*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) starts = g_strsplit (cases[i].starts, " ", -1);
      guint n = g_strv_length (starts);
      g_autofree AmbHourPlace *places = g_new0 (AmbHourPlace, n);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = 0; j < n; j++)
        places[j].start = atoi (starts[j]);
      amb_hours_stack (places, n, 40, 2);
      for (guint j = 0; j < n; j++)
        {
          g_string_append_printf (text, "%s%d:%d/%d%s", j > 0 ? " " : "", places[j].start,
                                  places[j].lane, places[j].n_lanes, places[j].lane < 0 ? "*" : "");
          if (places[j].n_more > 0)
            g_string_append_printf (text, "+%u", places[j].n_more);
          g_assert_true (places[j].lane >= 0 || places[j].is_full);
        }
      g_assert_cmpstr (text->str, ==, cases[i].expected);
    }
}

static void
test_weeks (void)
{
  static const struct
  {
    const char *day;
    int first;
    const char *start;
    guint n_weeks;
    int number;
  } cases[] = {
    { "2026-11-26", 1, "2026-10-26", 6, 44 }, /* 1 November is a Sunday */
    { "2026-11-26", 7, "2026-11-01", 5, 45 }, /* its Thursday is the 5th */
    { "2027-02-14", 1, "2027-02-01", 4, 5 },  /* 28 days from a Monday */
    { "2026-01-31", 1, "2025-12-29", 5, 1 },  { "2027-01-01", 1, "2026-12-28", 5, 53 },
    { "2026-08-15", 6, "2026-08-01", 5, 32 }, /* from Saturday, as in Cairo: Thursday the 6th */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_weeks = 0;
      g_autofree char *start = amb_month_get_weeks (cases[i].day, cases[i].first, &n_weeks);

      g_assert_cmpstr (start, ==, cases[i].start);
      g_assert_cmpuint (n_weeks, ==, cases[i].n_weeks);
      g_assert_cmpint (amb_week_get_number (start), ==, cases[i].number);
      g_assert_cmpint (amb_week_get_weekday (start), ==, cases[i].first);
    }
}

static void
test_months (void)
{
  g_autofree char *next = amb_month_add ("2026-12-31", 1);
  g_autofree char *before = amb_month_add ("2026-01-15", -1);
  g_autofree char *same = amb_month_add ("2026-05-20", 0);

  g_assert_cmpstr (next, ==, "2027-01-01");
  g_assert_cmpstr (before, ==, "2025-12-01");
  g_assert_cmpstr (same, ==, "2026-05-01");
}

/* Of the locales that are there; the tests' own is one of them. */
static void
test_first_weekday (void)
{
  static const struct
  {
    const char *locale;
    int first;
  } cases[] = {
    { "fr_FR.UTF-8", 1 }, { "en_US.UTF-8", 7 }, { "ar_EG.UTF-8", 6 }, { "de_DE.UTF-8", 1 }
  };
  g_autofree char *before = g_strdup (setlocale (LC_TIME, NULL));
  int first = amb_week_get_first_weekday ();

  g_assert_true (first == 1 || first == 6 || first == 7);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (setlocale (LC_TIME, cases[i].locale) != NULL)
      g_assert_cmpint (amb_week_get_first_weekday (), ==, cases[i].first);
  setlocale (LC_TIME, before);
}

static const AmbGapAsset base = { .id = "a",
                                  .title = "Heat pump",
                                  .key = "heat pump",
                                  .rights = "own",
                                  .confidentiality = "public",
                                  .language = "fr" };

static void
test_gap_fits (void)
{
  AmbGapAsset asset = base;

  g_assert_true (amb_gap_fits (&asset, 0, "2026-12-06"));
  asset.until = "2026-12-06";
  g_assert_true (amb_gap_fits (&asset, 0, "2026-12-06"));
  g_assert_false (amb_gap_fits (&asset, 0, "2026-12-07"));
  asset = base;
  asset.rights = "unclear";
  g_assert_false (amb_gap_fits (&asset, 0, "2026-12-06"));
  asset.rights = NULL;
  g_assert_false (amb_gap_fits (&asset, 0, "2026-12-06"));
  asset = base;
  asset.confidentiality = "internal";
  g_assert_false (amb_gap_fits (&asset, 0, "2026-12-06"));
  g_assert_true (amb_gap_fits (&asset, 3, "2026-12-06"));
  asset.confidentiality = "confidential";
  g_assert_false (amb_gap_fits (&asset, 3, "2026-12-06"));
}

static void
test_gap_order (void)
{
  static const char *const french[] = { "fr-CA", NULL };
  AmbGapAsset used = base, foreign = base, seen = base, later = base;

  used.n_uses = 2;
  foreign.language = "de";
  seen.n_uses = 2;
  seen.uses[1] = 2;
  later.key = "pump";
  g_assert_cmpint (amb_gap_compare (&base, &used, 1, french), <, 0);
  g_assert_cmpint (amb_gap_compare (&foreign, &used, 1, french), <, 0);
  g_assert_cmpint (amb_gap_compare (&base, &foreign, 1, french), <, 0);
  g_assert_cmpint (amb_gap_compare (&base, &foreign, 1, NULL), ==, 0);
  g_assert_cmpint (amb_gap_compare (&seen, &used, 1, french), >, 0);
  g_assert_cmpint (amb_gap_compare (&seen, &used, 0, french), ==, 0);
  g_assert_cmpint (amb_gap_compare (&base, &later, 1, french), <, 0);
  foreign.language = NULL;
  g_assert_cmpint (amb_gap_compare (&base, &foreign, 1, french), ==, 0);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/the-second-of-two-equal-times-is-another-instant", test_second);
  g_test_add_func ("/calendar/only-the-second-is-the-second", test_not_second);
  g_test_add_func ("/calendar/shift-keeps-the-hour", test_shift_keeps_the_hour);
  g_test_add_func ("/calendar/hours", test_hours);
  g_test_add_func ("/calendar/what-meets-stands-side-by-side", test_stack);
  g_test_add_func ("/calendar/read", test_read);
  g_test_add_func ("/calendar/read-refuses", test_read_refuses);
  g_test_add_func ("/calendar/hours-that-are-none-or-two", test_hours_that_are_none_or_two);
  g_test_add_func ("/calendar/place", test_place);
  g_test_add_func ("/calendar/weeks", test_weeks);
  g_test_add_func ("/calendar/months", test_months);
  g_test_add_func ("/calendar/first-weekday", test_first_weekday);
  g_test_add_func ("/calendar/gap-fits", test_gap_fits);
  g_test_add_func ("/calendar/gap-order", test_gap_order);
  return g_test_run ();
}
