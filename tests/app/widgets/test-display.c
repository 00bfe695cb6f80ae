#include "amb-display.h"

static void
test_dates (void)
{
  static const struct
  {
    const char *date;
    const char *words;
  } cases[] = {
    { "2026-11-23", "Today" },    { "2026-11-22", "Yesterday" },  { "2026-11-24", "Tomorrow" },
    { "2026-11-21", "21 Nov" },   { "2025-10-02", "2 Oct 2025" }, { "2027-01-01", "1 Jan 2027" },
    { "not a day", "not a day" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = amb_display_date (cases[i].date, "2026-11-23");

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_values (void)
{
  const AmbEntity *person = amb_entity_find ("ambassador");
  static const struct
  {
    const char *field;
    const char *value;
    const char *title;
    const char *words;
  } cases[] = {
    { "display-name", "Ama", NULL, "Ama" },
    { "display-name", NULL, NULL, "" },
    { "node-id", "01939f00-0000-7000-8000-000000000001", "Ghana", "Ghana" },
    { "node-id", "01939f00-0000-7000-8000-000000000001", NULL, "" },
    { "roles", "[\"curator\",\"producer\"]", NULL, "Curator, Producer" },
    { "level", "2", NULL, "Level 2" },
    { "last-active-on", "2026-11-22", NULL, "Yesterday" },
    { "language", "xx-unknown", NULL, "xx-unknown" },
    { "country", "ZZ", NULL, "ZZ" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = amb_display_value (amb_entity_find_field (person, cases[i].field),
                                                  cases[i].value, cases[i].title, "2026-11-23");

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/display/near-days-have-names", test_dates);
  g_test_add_func ("/app/display/values-are-words-and-never-ids", test_values);
  return g_test_run ();
}
