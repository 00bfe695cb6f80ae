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
test_due (void)
{
  static const struct
  {
    const char *due, *words, *style;
  } cases[] = {
    { "2026-11-21", "2 days late", "bad" },
    { "2026-11-23", "Today", "warn" },
    { "2026-11-24T09:00:00", "1 day left", "info" },
    { "2026-11-30", "7 days left", "info" },
    { "2026-12-01", "Due 1 Dec", NULL },
    { "2027-01-01", "Due 1 Jan 2027", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *style = "";
      g_autofree char *words = amb_display_due (cases[i].due, "2026-11-23", &style);

      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpstr (style, ==, cases[i].style);
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

static void
test_types (void)
{
  static const struct
  {
    const char *entity;
    const char *field;
    const char *value;
    const char *words;
  } cases[] = {
    { "programme", "self-approval", "1", "Yes" },
    { "programme", "self-approval", "0", "No" },
    { "programme", "dormant-days", "30", "30" },
    { "module", "minutes", "90", "1 h 30 min" },
    { "kpi-target", "target", "12.5", "12.5" },
    { "rota", "starts-at", "2026-11-23T09:00[Europe/Paris]", "Today, 09:00 (Europe/Paris)" },
    { "named-view", "entity", "ambassador", "Person" },
    { "transition", "entity", "node", "Node" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AmbField *field =
          amb_entity_find_field (amb_entity_find (cases[i].entity), cases[i].field);
      g_autofree char *words = amb_display_value (field, cases[i].value, NULL, "2026-11-23");

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_codes_of_a_move (void)
{
  const AmbEntity *transition = amb_entity_find ("transition");
  g_autoptr (AmbRecord) move = amb_record_new (transition, NULL);
  static const struct
  {
    const char *field;
    const char *value;
    const char *words;
  } cases[] = {
    { "entity", "ambassador", "Person" },
    { "from", "identified", "Identified" },
    { "to", "active", "Active" },
    { "record", "01939f00-0000-7000-8000-000000000001", "Ama" },
    { "why", "identified", "identified" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    amb_record_set (move, cases[i].field, cases[i].value);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint index = (guint) amb_entity_get_field_index (transition, cases[i].field);
      g_autofree char *words = amb_display_record_value (move, index, "Ama", "2026-11-23");

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_nouns (void)
{
  static const struct
  {
    const char *entity, *button, *noun;
  } cases[] = {
    { "node", "Add Node", "node" },
    { "policy-text", "Add Policy Text", "policy text" },
    { "content-item", "Add Content Item", "content item" },
    { "kpi-target", "Add KPI Target", "KPI target" },
    { "hold-order", "Add Speak or Hold Order", "speak or hold order" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AmbEntity *entity = amb_entity_find (cases[i].entity);
      g_autofree char *button = amb_display_add (entity);
      g_autofree char *noun = amb_display_noun (entity->label);

      g_assert_cmpstr (button, ==, cases[i].button);
      g_assert_cmpstr (noun, ==, cases[i].noun);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/display/near-days-have-names", test_dates);
  g_test_add_func ("/app/display/by-when-something-is-due", test_due);
  g_test_add_func ("/app/display/values-are-words-and-never-ids", test_values);
  g_test_add_func ("/app/display/each-type-in-its-own-words", test_types);
  g_test_add_func ("/app/display/a-move-s-codes-are-words", test_codes_of_a_move);
  g_test_add_func ("/app/display/buttons-begin-their-words-with-capitals", test_nouns);
  return g_test_run ();
}
