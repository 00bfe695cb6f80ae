#include "amb-typed.h"

#define PARIS "Europe/Paris"

static const AmbField decimal = { .type = AMB_FIELD_DECIMAL };
static const AmbField duration = { .type = AMB_FIELD_DURATION };
static const AmbField wall = { .type = AMB_FIELD_WALL_TIME };
static const AmbField instant = { .type = AMB_FIELD_INSTANT };
static const AmbField text = { .type = AMB_FIELD_TEXT };

static void
test_read (void)
{
  static const struct
  {
    const AmbField *field;
    const char *typed;
    const char *value;
  } cases[] = {
    { &decimal, "12,50", "12.5" },
    { &decimal, "12.", "12" },
    { &decimal, "1 200,0", "1200" },
    { &decimal, "1\302\240200", "1200" },
    { &decimal, "-0.5", "-0.5" },
    { &decimal, "12,5,1", "12,5,1" },
    { &decimal, "twelve", "twelve" },
    { &duration, "90", "90" },
    { &duration, "90 min", "90" },
    { &duration, "1 h 30", "90" },
    { &duration, "1h30min", "90" },
    { &duration, "1:30", "90" },
    { &duration, "2 h", "120" },
    { &duration, "an hour", "an hour" },
    { &duration, "1 h 30 s", "1 h 30 s" },
    { &wall, "31/08/2026 09:00", "2026-08-31T09:00[Europe/Paris]" },
    { &wall, " 31.8.2026 9:05 ", "2026-08-31T09:05[Europe/Paris]" },
    { &wall, "2026-08-31 09h00", "2026-08-31T09:00[Europe/Paris]" },
    { &wall, "31/08/2026 09:00 Europe/London", "2026-08-31T09:00[Europe/London]" },
    { &wall, "31/08/2026 09:00 Nowhere/Land", "31/08/2026 09:00 Nowhere/Land" },
    { &wall, "31/08/2026 09:00 UTC+3", "31/08/2026 09:00 UTC+3" },
    { &wall, "31/02/2026 09:00", "31/02/2026 09:00" },
    { &wall, "31/08/2026 25:00", "31/08/2026 25:00" },
    { &wall, "31/08/2026", "31/08/2026" },
    { &wall, "", "" },
    { &text, "12,50", "12,50" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value = amb_typed_read (cases[i].field, cases[i].typed, PARIS);

      g_assert_cmpstr (value, ==, cases[i].value);
    }
}

static void
test_show (void)
{
  static const struct
  {
    const AmbField *field;
    const char *value;
    const char *shown;
  } cases[] = {
    { &decimal, "12.5", "12.5" },
    { &duration, "45", "45 min" },
    { &duration, "60", "1 h" },
    { &duration, "65", "1 h 05 min" },
    { &wall, "2026-08-31T09:00[Europe/Paris]", "31/08/2026 09:00" },
    { &wall, "2026-08-31T09:00[Europe/London]", "31/08/2026 09:00 Europe/London" },
    { &wall, "half typed", "half typed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = amb_typed_show (cases[i].field, cases[i].value, PARIS);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

/* Leaving a field without touching it must change nothing. */
static void
test_there_and_back (void)
{
  static const struct
  {
    const AmbField *field;
    const char *value;
  } cases[] = {
    { &decimal, "1200.25" },
    { &duration, "0" },
    { &duration, "605" },
    { &wall, "2026-01-02T03:04[Asia/Tokyo]" },
    { &instant, "2026-08-31T09:00:00.000Z" },
    { &instant, "2026-01-01T00:30:00.000Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = amb_typed_show (cases[i].field, cases[i].value, PARIS);
      g_autofree char *value = amb_typed_read (cases[i].field, shown, PARIS);

      g_assert_cmpstr (value, ==, cases[i].value);
    }
}

static void
test_problems (void)
{
  g_autofree char *day = amb_typed_dup_problem (&wall, "soon");
  g_autofree char *hours = amb_typed_dup_problem (&duration, "long");
  g_autofree char *zone = amb_typed_dup_problem (&wall, "31/08/2026 09:00 UTC+3");

  g_assert_nonnull (strstr (day, "31/08/2026 09:00"));
  g_assert_nonnull (strstr (hours, "1 h 30"));
  g_assert_nonnull (strstr (zone, "“UTC+3” is not a time zone"));
  g_assert_null (amb_typed_dup_problem (&wall, " "));
  g_assert_null (amb_typed_dup_problem (&text, "soon"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/typed/reads-what-people-type", test_read);
  g_test_add_func ("/app/typed/shows-what-people-read", test_show);
  g_test_add_func ("/app/typed/there-and-back-is-the-same", test_there_and_back);
  g_test_add_func ("/app/typed/a-problem-says-the-fix", test_problems);
  return g_test_run ();
}
