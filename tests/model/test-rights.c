/* When an asset may be used, day by day. */
#include "amb-rights.h"

#define TODAY "2026-11-23"

static void
test_standing (void)
{
  static const struct
  {
    AmbRights rights;
    const char *standing, *last;
  } cases[] = {
    { { "own", NULL, NULL }, "in_rights", NULL },
    { { NULL, NULL, NULL }, "unclear", NULL },
    { { "unclear", "2026-11-24", NULL }, "unclear", "2026-11-24" },
    /* The last day is one on which it may be used. */
    { { "licence", TODAY, NULL }, "ends_soon", TODAY },
    { { "licence", "2026-11-22", NULL }, "rights_over", "2026-11-22" },
    { { "own", NULL, TODAY }, "ends_soon", TODAY },
    { { "own", NULL, "2026-11-22" }, "expired", "2026-11-22" },
    /* Thirty days ahead. */
    { { "own", "2026-12-23", NULL }, "ends_soon", "2026-12-23" },
    { { "own", "2026-12-24", NULL }, "in_rights", "2026-12-24" },
    /* The earlier one counts; out of date before rights that are over. */
    { { "own", "2027-12-24", "2026-12-01" }, "ends_soon", "2026-12-01" },
    { { "own", "2026-11-01", "2026-11-02" }, "expired", "2026-11-01" },
    { { "unclear", "2026-11-01", NULL }, "rights_over", "2026-11-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpstr (amb_rights_get_standing (&cases[i].rights, TODAY), ==, cases[i].standing);
      g_assert_cmpstr (amb_rights_get_last_day (&cases[i].rights), ==, cases[i].last);
    }
}

static void
test_renew (void)
{
  static const struct
  {
    const char *until, *today;
    int years;
    const char *renewed;
  } cases[] = {
    { "2027-03-01", TODAY, 1, "2028-03-01" }, /* from where they end */
    { "2025-03-01", TODAY, 1, "2027-11-23" }, /* over: from today */
    { NULL, TODAY, 2, "2028-11-23" },         { "2028-02-29", TODAY, 1, "2029-02-28" },
    { "nonsense", "so is this", 1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AmbRights rights = { "licence", cases[i].until, NULL };
      g_autofree char *renewed = amb_rights_renew (&rights, cases[i].today, cases[i].years);

      g_assert_cmpstr (renewed, ==, cases[i].renewed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rights/standing", test_standing);
  g_test_add_func ("/rights/renewed-from-the-day-on-which-they-end", test_renew);
  return g_test_run ();
}
