/* Ids, instants and days. */
#include "amb-clock.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1795442520000) /* 2026-11-23T14:02:00.000Z */

static void
test_manual_stands_still (void)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (NOW, 1);

  g_assert_cmpint (amb_clock_now (clock), ==, NOW);
  g_assert_cmpint (amb_clock_now (clock), ==, NOW);
  amb_clock_advance (clock, 1500);
  g_assert_cmpint (amb_clock_now (clock), ==, NOW + 1500);
  amb_clock_set (clock, -5);
  g_assert_cmpint (amb_clock_now (clock), ==, -5);
}

static void
test_system_tells_the_time (void)
{
  g_autoptr (AmbClock) clock = amb_clock_new_system ();
  gint64 before = g_get_real_time () / 1000;
  gint64 now = amb_clock_now (clock);

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time () / 1000);
}

static void
test_seed_repeats (void)
{
  g_autoptr (AmbClock) a = amb_clock_new_manual (NOW, 7);
  g_autoptr (AmbClock) b = amb_clock_new_manual (NOW, 7);
  g_autoptr (AmbClock) other = amb_clock_new_manual (NOW, 8);
  guint equal = 0;

  for (guint i = 0; i < 100; i++)
    {
      guint32 number = amb_clock_random (a);

      g_assert_cmpuint (number, ==, amb_clock_random (b));
      equal += number == amb_clock_random (other) ? 1 : 0;
    }
  g_assert_cmpuint (equal, <, 3);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id_a = amb_clock_dup_id (a);
      g_autofree char *id_b = amb_clock_dup_id (b);

      g_assert_cmpstr (id_a, ==, id_b);
    }
}

static void
test_no_seed_is_random (void)
{
  g_autoptr (AmbClock) a = amb_clock_new_manual (NOW, 0);
  g_autoptr (AmbClock) b = amb_clock_new_manual (NOW, 0);
  g_autofree char *id_a = amb_clock_dup_id (a);
  g_autofree char *id_b = amb_clock_dup_id (b);

  g_assert_cmpstr (id_a, !=, id_b);
  g_assert_true (g_str_has_prefix (id_a, "01a208b6-afc0-7"));
  g_assert_true (g_str_has_prefix (id_b, "01a208b6-afc0-7"));
}

static void
check_ascending (AmbClock *clock, guint count)
{
  g_autofree char *previous = amb_clock_dup_id (clock);

  for (guint i = 0; i < count; i++)
    {
      char *id = amb_clock_dup_id (clock);

      g_assert_true (amb_id_is_valid (id));
      g_assert_cmpstr (previous, <, id);
      g_free (previous);
      previous = id;
    }
}

static void
test_id_says_the_time (void)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (G_GINT64_CONSTANT (0x0123456789ab), 3);
  g_autofree char *id = amb_clock_dup_id (clock);

  g_assert_true (g_str_has_prefix (id, "01234567-89ab-7"));
  g_assert_cmpint (amb_id_get_instant (id), ==, G_GINT64_CONSTANT (0x0123456789ab));
  g_assert_cmpint (amb_id_get_instant ("01234567-89ab-4cde-8f01-23456789abcd"), ==, 0);
  g_assert_cmpint (amb_id_get_instant (NULL), ==, 0);
}

static void
test_ids_ascend_in_one_millisecond (void)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (NOW, 5);

  check_ascending (clock, 20000);
}

static void
test_ids_ascend_when_time_goes_back (void)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (NOW, 5);
  g_autofree char *first = amb_clock_dup_id (clock);
  g_autofree char *second = NULL;

  amb_clock_advance (clock, -1000000);
  second = amb_clock_dup_id (clock);
  g_assert_cmpstr (first, <, second);
  check_ascending (clock, 10000);
}

static void
test_ids_ascend_on_the_system_clock (void)
{
  g_autoptr (AmbClock) clock = amb_clock_new_system ();

  check_ascending (clock, 50000);
}

#define IDS_A_THREAD 2000

static gpointer
make_ids (gpointer data)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < IDS_A_THREAD; i++)
    g_ptr_array_add (ids, amb_clock_dup_id (data));

  return ids;
}

static void
test_ids_are_unique_across_threads (void)
{
  g_autoptr (AmbClock) clock = amb_clock_new_system ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ids", make_ids, clock);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (GPtrArray) ids = g_thread_join (threads[i]);

      for (guint j = 0; j < ids->len; j++)
        g_assert_true (g_hash_table_add (seen, g_strdup (g_ptr_array_index (ids, j))));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, IDS_A_THREAD * G_N_ELEMENTS (threads));
}

static void
test_id_validity (void)
{
  static const struct
  {
    const char *text;
    gboolean is_valid;
  } cases[] = {
    { "01890a5d-ac96-774b-bcce-b302099a8057", TRUE },
    { "01890a5d-ac96-774b-8cce-b302099a8057", TRUE },
    { "01890A5D-ac96-774b-bcce-b302099a8057", FALSE },  /* upper case */
    { "01890a5d-ac96-474b-bcce-b302099a8057", FALSE },  /* version 4 */
    { "01890a5d-ac96-774b-ccce-b302099a8057", FALSE },  /* another variant */
    { "01890a5dac96774bbcceb302099a8057", FALSE },      /* no hyphens */
    { "01890a5d-ac96-774b-bcce-b302099a805", FALSE },   /* short */
    { "01890a5d-ac96-774b-bcce-b302099a80570", FALSE }, /* long */
    { "01890a5d-ac96-774b-bcce-b302099a805g", FALSE },
    { "01890a5d_ac96-774b-bcce-b302099a8057", FALSE },
    { "", FALSE },
    { NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (amb_id_is_valid (cases[i].text), ==, cases[i].is_valid);
    }
}

static void
test_instants_that_parse (void)
{
  static const struct
  {
    const char *text;
    const char *utc;
  } cases[] = {
    { "2026-11-23T14:02:00.000Z", "2026-11-23T14:02:00.000Z" },
    { "2026-11-23T14:02:00Z", "2026-11-23T14:02:00.000Z" },
    { "2026-11-23t14:02:00z", "2026-11-23T14:02:00.000Z" },
    { "2026-11-23T14:02:00.5Z", "2026-11-23T14:02:00.500Z" },
    { "2026-11-23T14:02:00.123999999Z", "2026-11-23T14:02:00.123Z" },
    { "2026-11-23T14:02:00+01:00", "2026-11-23T13:02:00.000Z" },
    { "2026-11-23T00:30:00+05:45", "2026-11-22T18:45:00.000Z" },
    { "2026-12-31T22:00:00.250-03:30", "2027-01-01T01:30:00.250Z" },
    { "2026-11-23T14:02:00-00:00", "2026-11-23T14:02:00.000Z" },
    { "2024-02-29T23:59:59.999Z", "2024-02-29T23:59:59.999Z" },
    { "2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z" },
    { "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z" },
    { "1900-03-01T00:00:00+00:01", "1900-02-28T23:59:00.000Z" },
    { "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z" },
    { "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z" },
    { "1990-12-31T23:59:60Z", "1991-01-01T00:00:00.000Z" }, /* leap seconds of RFC 3339, 5.8 */
    { "1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00.000Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *utc = NULL;
      gint64 instant;

      g_test_message ("%s", cases[i].text);
      g_assert_true (amb_instant_parse (cases[i].text, &instant));
      utc = amb_instant_format (instant);
      g_assert_cmpstr (utc, ==, cases[i].utc);
    }
}

static void
test_instants_that_do_not (void)
{
  static const char *const cases[] = {
    "",
    "2026-11-23",
    "2026-11-23T14:02Z",
    "2026-11-23T14:02:00",
    "2026-11-23 14:02:00Z",
    "2026-11-23T24:00:00Z",
    "2026-11-23T23:60:00Z",
    "2026-11-23T23:59:61Z",
    "2026-11-23T14:02:60Z",
    "2026-11-23T23:59:60Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-04-00T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    "9999-12-31T23:59:60Z",
    "2026-11-23T14:02:00.Z",
    "2026-11-23T14:02:00,5Z",
    "2026-11-23T14:02:00+0100",
    "2026-11-23T14:02:00+01",
    "2026-11-23T14:02:00+24:00",
    "2026-11-23T14:02:00+01:60",
    "2026-11-23T14:02:00ZZ",
    "2026-11-23T14:02:00Z ",
    " 2026-11-23T14:02:00Z",
    "+026-11-23T14:02:00Z",
    "26-11-23T14:02:00Z",
    "2026-1-23T14:02:00Z",
    NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 instant = 42;

      g_test_message ("%s", cases[i]);
      g_assert_false (amb_instant_parse (cases[i], &instant));
      g_assert_cmpint (instant, ==, 42);
    }
}

static void
test_instants_agree_with_glib (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < 5000; i++)
    {
      gint64 instant = (gint64) g_rand_double_range (rand, -62135596800.0, 253402300799.0) * 1000 +
                       g_rand_int_range (rand, 0, 1000);
      g_autoptr (GDateTime) time =
          g_date_time_new_from_unix_utc ((instant - (instant % 1000 + 1000) % 1000) / 1000);
      g_autofree char *text = amb_instant_format (instant);
      g_autofree char *expected = g_date_time_format (time, "-%m-%dT%H:%M:%S.");
      gint64 back;

      g_assert_true (g_str_has_prefix (text + 4, expected));
      g_assert_cmpint (g_ascii_strtoll (text, NULL, 10), ==, g_date_time_get_year (time));
      g_assert_true (amb_instant_parse (text, &back));
      g_assert_cmpint (back, ==, instant);
    }
}

static void
test_instants_beyond_four_digits_are_the_ends (void)
{
  g_autofree char *first = amb_instant_format (G_MININT64);
  g_autofree char *last = amb_instant_format (G_MAXINT64);

  g_assert_cmpstr (first, ==, "0001-01-01T00:00:00.000Z");
  g_assert_cmpstr (last, ==, "9999-12-31T23:59:59.999Z");
}

static void
test_days (void)
{
  static const struct
  {
    const char *text;
    gboolean is_valid;
  } cases[] = {
    { "2026-08-31", TRUE },  { "2024-02-29", TRUE },
    { "2023-02-29", FALSE }, { "2026-8-31", FALSE },
    { "2026-08-32", FALSE }, { "2026-13-01", FALSE },
    { "0000-01-01", FALSE }, { "0001-01-01", TRUE },
    { "9999-12-31", TRUE },  { "2026-08-31 ", FALSE },
    { "20260831", FALSE },   { "2026-08-31T00:00:00Z", FALSE },
    { "", FALSE },           { NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (amb_date_is_valid (cases[i].text), ==, cases[i].is_valid);
    }
}

static void
test_days_move (void)
{
  static const struct
  {
    const char *from;
    int days;
    const char *to;
  } cases[] = {
    { "2026-11-23", 0, "2026-11-23" },   { "2026-12-31", 1, "2027-01-01" },
    { "2024-02-28", 1, "2024-02-29" },   { "2024-03-01", -1, "2024-02-29" },
    { "2025-02-28", 1, "2025-03-01" },   { "1970-01-01", -1, "1969-12-31" },
    { "2026-01-01", 365, "2027-01-01" }, { "2000-01-01", 146097, "2400-01-01" },
    { "9999-12-31", 1, NULL },           { "0001-01-01", -1, NULL },
    { "2026-02-30", 1, NULL },           { "2026-01-01", G_MAXINT, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *moved = amb_date_add_days (cases[i].from, cases[i].days);

      g_test_message ("%s %+d", cases[i].from, cases[i].days);
      g_assert_cmpstr (moved, ==, cases[i].to);
      if (cases[i].to != NULL)
        g_assert_cmpint (amb_date_days_between (cases[i].from, cases[i].to), ==, cases[i].days);
    }
}

static void
test_today_depends_on_the_zone (void)
{
  static const struct
  {
    const char *instant;
    const char *zone;
    const char *today;
  } cases[] = {
    { "2026-11-23T23:30:00Z", "UTC", "2026-11-23" },
    { "2026-11-23T23:30:00Z", "Europe/Paris", "2026-11-24" },
    { "2026-11-24T03:29:59Z", "America/St_Johns", "2026-11-23" },
    { "2026-11-24T03:30:00Z", "America/St_Johns", "2026-11-24" },
    { "2026-07-01T22:30:00Z", "Europe/Paris", "2026-07-02" },
    { "2026-11-23T10:00:00Z", "Pacific/Kiritimati", "2026-11-24" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      g_autoptr (AmbClock) clock = amb_clock_new_manual (0, 1);
      g_autofree char *today = NULL;
      gint64 instant;

      g_assert_nonnull (zone);
      g_assert_true (amb_instant_parse (cases[i].instant, &instant));
      amb_clock_set (clock, instant);
      today = amb_clock_dup_today (clock, zone);
      g_assert_cmpstr (today, ==, cases[i].today);
    }
}

static void
test_today_without_a_zone_is_local (void)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (NOW, 1);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autofree char *today = amb_clock_dup_today (clock, NULL);
  g_autofree char *expected = amb_clock_dup_today (clock, local);

  g_assert_cmpstr (today, ==, expected);
}

/* The suite runs in UTC and, half an hour off, in St. John’s. */
static void
test_day_of_an_instant_is_the_local_one (void)
{
  static const struct
  {
    const char *at;
    int hour, minute; /* UTC */
  } cases[] = {
    { "2026-11-23T00:00:00.000Z", 0, 0 },   { "2026-11-23T02:29:00.000Z", 2, 29 },
    { "2026-11-23T03:31:00.000Z", 3, 31 },  { "2026-11-23T12:00:00.000Z", 12, 0 },
    { "2026-11-23T23:59:00.000Z", 23, 59 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GDateTime) noon = g_date_time_new_local (2026, 11, 23, 12, 0, 0);
      const int offset = (int) (g_date_time_get_utc_offset (noon) / G_TIME_SPAN_MINUTE);
      const int minute = cases[i].hour * 60 + cases[i].minute + offset;
      g_autofree char *day = NULL;
      gint64 at;

      g_assert_true (amb_instant_parse (cases[i].at, &at));
      day = amb_instant_dup_day (at);
      g_assert_cmpstr (day, ==,
                       minute < 0          ? "2026-11-22"
                       : minute >= 24 * 60 ? "2026-11-24"
                                           : "2026-11-23");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/clock/day-of-an-instant-is-the-local-one",
                   test_day_of_an_instant_is_the_local_one);
  g_test_add_func ("/base/clock/manual-stands-still", test_manual_stands_still);
  g_test_add_func ("/base/clock/system-tells-the-time", test_system_tells_the_time);
  g_test_add_func ("/base/clock/seed-repeats", test_seed_repeats);
  g_test_add_func ("/base/clock/no-seed-is-random", test_no_seed_is_random);
  g_test_add_func ("/base/clock/id-says-the-time", test_id_says_the_time);
  g_test_add_func ("/base/clock/ids-ascend-in-one-millisecond", test_ids_ascend_in_one_millisecond);
  g_test_add_func ("/base/clock/ids-ascend-when-time-goes-back",
                   test_ids_ascend_when_time_goes_back);
  g_test_add_func ("/base/clock/ids-ascend-on-the-system-clock",
                   test_ids_ascend_on_the_system_clock);
  g_test_add_func ("/base/clock/ids-are-unique-across-threads", test_ids_are_unique_across_threads);
  g_test_add_func ("/base/clock/id-validity", test_id_validity);
  g_test_add_func ("/base/clock/instants-that-parse", test_instants_that_parse);
  g_test_add_func ("/base/clock/instants-that-do-not", test_instants_that_do_not);
  g_test_add_func ("/base/clock/instants-agree-with-glib", test_instants_agree_with_glib);
  g_test_add_func ("/base/clock/instants-beyond-four-digits-are-the-ends",
                   test_instants_beyond_four_digits_are_the_ends);
  g_test_add_func ("/base/clock/days", test_days);
  g_test_add_func ("/base/clock/days-move", test_days_move);
  g_test_add_func ("/base/clock/today-depends-on-the-zone", test_today_depends_on_the_zone);
  g_test_add_func ("/base/clock/today-without-a-zone-is-local", test_today_without_a_zone_is_local);

  return g_test_run ();
}
