/* What is said before somebody is asked: cases computed by hand. */
#include "amb-clock.h"
#include "amb-request.h"

#define NOON G_GINT64_CONSTANT (1795435200000) /* Monday 2026-11-23T12:00Z */
#define HOUR G_GINT64_CONSTANT (3600000)

static AmbRequestRules
usual (gint64 now)
{
  return (AmbRequestRules){
    .budget = 4, .quiet_from = "19:00", .quiet_until = "08:00", .today = "2026-11-23", .now = now
  };
}

static guint
judge (const AmbRequestRules *rules, const char *state, const char *until, int n_asked)
{
  g_autoptr (GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");

  return amb_request_judge (rules, state, until, n_asked, amb_request_is_quiet (rules, paris));
}

static void
test_initial (void)
{
  g_autoptr (AmbRecord) programme = amb_record_new (amb_entity_find ("programme"), NULL);
  AmbRequestRules rules = { 0 };

  amb_request_read_rules (&rules, programme);
  g_assert_cmpint (rules.budget, ==, 4);
  g_assert_cmpstr (rules.quiet_from, ==, "19:00");
  g_assert_cmpstr (rules.quiet_until, ==, "08:00");
  amb_record_set (programme, "ask-budget", NULL);
  amb_request_read_rules (&rules, programme);
  g_assert_cmpint (rules.budget, ==, -1);
}

static void
test_roster (void)
{
  static const char *const outside[] = { "associate",    "identified",  "nominated",  "applied",
                                         "in_review",    "shortlisted", "waitlisted", "invited",
                                         "accepted",     "suspended",   "alumni",     "declined",
                                         "not_selected", "withdrawn" };
  AmbRequestRules rules = usual (NOON);

  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    g_assert_cmpuint (judge (&rules, outside[i], NULL, 9), ==, AMB_REQUEST_OUTSIDE);
  g_assert_cmpuint (judge (&rules, NULL, NULL, 0), ==, AMB_REQUEST_OUTSIDE);
  g_assert_cmpuint (judge (&rules, "onboarding", NULL, 0), ==, 0);
  g_assert_cmpuint (judge (&rules, "active", NULL, 0), ==, 0);
}

/* The last day of a pause belongs to it; whoever came back early isn't paused any more. */
static void
test_pause (void)
{
  AmbRequestRules rules = usual (NOON);

  g_assert_cmpuint (judge (&rules, "paused", NULL, 0), ==, AMB_REQUEST_PAUSED);
  g_assert_cmpuint (judge (&rules, "paused", "2026-11-24", 0), ==, AMB_REQUEST_PAUSED);
  g_assert_cmpuint (judge (&rules, "paused", "2026-11-23", 0), ==, AMB_REQUEST_PAUSED);
  g_assert_cmpuint (judge (&rules, "paused", "2026-11-22", 0), ==, 0);
  g_assert_cmpuint (judge (&rules, "active", "2026-12-31", 0), ==, 0);
}

static void
test_budget (void)
{
  AmbRequestRules rules = usual (NOON);

  g_assert_cmpuint (judge (&rules, "active", NULL, 3), ==, 0);
  g_assert_cmpuint (judge (&rules, "active", NULL, 4), ==, AMB_REQUEST_BUDGET);
  g_assert_cmpuint (judge (&rules, "paused", NULL, 5), ==, AMB_REQUEST_BUDGET | AMB_REQUEST_PAUSED);
  rules.budget = 0; /* nobody is asked at all */
  g_assert_cmpuint (judge (&rules, "active", NULL, 0), ==, AMB_REQUEST_BUDGET);
  rules.budget = -1;
  g_assert_cmpuint (judge (&rules, "active", NULL, 1000), ==, 0);
}

/* 12:00 UTC is 13:00 in Paris, 21:00 in Tokyo, 07:00 in New York, 17:30 in Kolkata. */
static void
test_quiet (void)
{
  static const struct
  {
    const char *zone, *from, *until;
    int hours; /* after noon, UTC */
    gboolean quiet;
    const char *time;
  } cases[] = {
    { "Europe/Paris", "19:00", "08:00", 0, FALSE, "13:00" },
    { "Europe/Paris", "19:00", "08:00", 6, TRUE, "19:00" },
    { "Europe/Paris", "19:00", "08:00", 12, TRUE, "01:00" },
    { "Europe/Paris", "19:00", "08:00", 18, TRUE, "07:00" },
    { "Europe/Paris", "19:00", "08:00", 19, FALSE, "08:00" },
    { "Asia/Tokyo", "19:00", "08:00", 0, TRUE, "21:00" },
    { "America/New_York", "19:00", "08:00", 0, TRUE, "07:00" },
    { "America/New_York", "19:00", "08:00", 1, FALSE, "08:00" },
    { "Asia/Kolkata", "17:30", "08:00", 0, TRUE, "17:30" },
    { "Asia/Kolkata", "17:31", "08:00", 0, FALSE, "17:30" },
    { "Europe/Paris", "12:00", "14:00", 0, TRUE, "13:00" }, /* within one day */
    { "Europe/Paris", "12:00", "13:00", 0, FALSE, "13:00" },
    { "Europe/Paris", "13:00", "13:00", 0, FALSE, "13:00" }, /* none */
    { "Europe/Paris", NULL, "13:00", 12, FALSE, "01:00" },
    { "Europe/Paris", "19:00", NULL, 12, FALSE, "01:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      AmbRequestRules rules = usual (NOON + cases[i].hours * HOUR);
      g_autofree char *time = amb_request_dup_time (&rules, zone);

      rules.quiet_from = cases[i].from;
      rules.quiet_until = cases[i].until;
      g_test_message ("case %u", i);
      g_assert_cmpstr (time, ==, cases[i].time);
      g_assert_cmpint (amb_request_is_quiet (&rules, zone), ==, cases[i].quiet);
      g_assert_cmpuint (
          amb_request_judge (&rules, "active", NULL, 0, amb_request_is_quiet (&rules, zone)), ==,
          cases[i].quiet ? AMB_REQUEST_QUIET : 0);
    }
}

/* Paris is an hour ahead of UTC in winter and two in summer. */
static void
test_month (void)
{
  static const struct
  {
    const char *today, *zone, *from, *until;
  } cases[] = {
    { "2026-11-23", "Europe/Paris", "2026-10-31T23:00:00.000Z", "2026-11-30T23:00:00.000Z" },
    { "2026-12-31", "Europe/Paris", "2026-11-30T23:00:00.000Z", "2026-12-31T23:00:00.000Z" },
    { "2026-10-01", "Europe/Paris", "2026-09-30T22:00:00.000Z", "2026-10-31T23:00:00.000Z" },
    { "2026-02-28", "UTC", "2026-02-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z" },
    { "2026-01-01", "Asia/Tokyo", "2025-12-31T15:00:00.000Z", "2026-01-31T15:00:00.000Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      AmbRequestRules rules = usual (NOON);
      g_autofree char *from = NULL, *until = NULL;

      rules.today = cases[i].today;
      amb_request_get_month (&rules, zone, &from, &until);
      g_assert_cmpstr (from, ==, cases[i].from);
      g_assert_cmpstr (until, ==, cases[i].until);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/request/the-programme-says-how-often-and-when", test_initial);
  g_test_add_func ("/model/request/only-the-roster-is-asked", test_roster);
  g_test_add_func ("/model/request/a-pause-lasts-through-its-last-day", test_pause);
  g_test_add_func ("/model/request/the-budget-is-of-a-month", test_budget);
  g_test_add_func ("/model/request/quiet-hours-are-by-their-clock", test_quiet);
  g_test_add_func ("/model/request/a-month-begins-by-the-programmes-clock", test_month);
  return g_test_run ();
}
