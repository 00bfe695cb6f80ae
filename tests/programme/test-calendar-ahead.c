/* What goes out in one node next. */
#include "programme-fixture.h"

#include "amb-calendar-ahead.h"

/* The clock stands at Monday, 2026-11-23. */
typedef struct
{
  Fixture f;
  GTimeZone *paris;
  char *europe, *france, *spain;
} World;

static void
set_up (World *self, gconstpointer data)
{
  fixture_set_up (&self->f, data);
  self->paris = g_time_zone_new_identifier ("Europe/Paris");
  self->europe = fixture_add_node (&self->f, "Europe", NULL);
  self->france = fixture_add_node (&self->f, "France", self->europe);
  self->spain = fixture_add_node (&self->f, "Spain", self->europe);
}

static void
tear_down (World *self, gconstpointer data)
{
  g_free (self->europe);
  g_free (self->france);
  g_free (self->spain);
  g_time_zone_unref (self->paris);
  fixture_tear_down (&self->f, data);
}

static void
add (World *self, const char *title, const char *node, const char *state, const char *wall)
{
  g_free (FIXTURE_ADD (&self->f, "content-item", "title", title, "department-id", node, "state",
                       state, "publish-on", wall));
}

static void
assert_ahead (World *self, const char *node, guint most, guint n, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbQuery) filter = amb_query_new (amb_entity_find ("content-item"));
  AmbCalendarAsk ask = { "2026-11-23", 4, self->paris, 0, filter };
  g_autoptr (AmbCalendarAhead) ahead = NULL;
  g_autoptr (GString) found = g_string_new (NULL);

  filter->within = g_strdup (node);
  ahead = amb_calendar_load_ahead (self->f.store, &ask, most, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ahead->items->len; i++)
    {
      const AmbCalendarItem *item = g_ptr_array_index (ahead->items, i);

      g_string_append_printf (found, "%s%s %s", i > 0 ? ", " : "",
                              amb_record_get_title (item->record), item->at.day + 5);
      g_assert_cmpstr (item->department, !=, NULL);
    }
  g_assert_cmpstr (found->str, ==, expected);
  g_assert_cmpuint (ahead->n, ==, n);
}

static void
test_of_the_node (World *self, gconstpointer data)
{
  assert_ahead (self, self->france, 6, 0, "");
  add (self, "One", self->france, "scheduled", "2026-11-24T09:00[Europe/Paris]");
  add (self, "Two", self->spain, "draft", "2026-11-25T09:00[Europe/Paris]");
  add (self, "No", self->france, "rejected", "2026-11-26T09:00[Europe/Paris]");
  add (self, "Away", self->france, "archived", "2026-11-26T09:00[Europe/Paris]");
  add (self, "Idea", self->france, "idea", NULL);
  assert_ahead (self, self->france, 6, 1, "One 11-24");
  assert_ahead (self, self->europe, 6, 2, "One 11-24, Two 11-25");
}

/* As many as are asked for, whatever went out yesterday. */
static void
test_from_today_on (World *self, gconstpointer data)
{
  add (self, "Sunday", self->france, "published", "2026-11-22T09:00[Europe/Paris]");
  add (self, "Evening", self->france, "published", "2026-11-22T20:00[Europe/Paris]");
  add (self, "Elsewhere", self->france, "scheduled", "2026-11-22T22:00[America/New_York]");
  add (self, "Today", self->france, "published", "2026-11-23T00:30[Europe/Paris]");
  add (self, "Last", self->france, "draft", "2026-12-20T23:00[Europe/Paris]");
  add (self, "Later", self->france, "draft", "2026-12-21T09:00[Europe/Paris]");
  assert_ahead (self, self->france, 2, 3, "Today 11-23, Elsewhere 11-23");
  assert_ahead (self, self->france, 6, 3, "Today 11-23, Elsewhere 11-23, Last 12-20");
}

#define TEST(path, function)                                                                       \
  g_test_add ("/programme/calendar-ahead/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("is-of-the-node-and-of-what-is-below-it", test_of_the_node);
  TEST ("begins-today-by-the-readers-clock", test_from_today_on);
  return g_test_run ();
}
