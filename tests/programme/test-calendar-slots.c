/* Empty places of the calendar: which weekly slots have no item yet, and which are not offered. */
#include "programme-fixture.h"

#include "amb-calendar-slots.h"

/* The clock stands at Monday, 2026-11-23. */
typedef struct
{
  Fixture f;
  const AmbEntity *items;
  GTimeZone *paris;
  char *france, *spain, *page, *inside;
  const char *from;
} World;

#define ADD(self, entity, ...)  FIXTURE_ADD (&(self)->f, entity, __VA_ARGS__)
#define MAKE(self, entity, ...) g_free (ADD (self, entity, __VA_ARGS__))

static void
set_up (World *self, gconstpointer data)
{
  fixture_set_up (&self->f, data);
  self->items = amb_entity_find ("content-item");
  self->paris = g_time_zone_new_identifier ("Europe/Paris");
  self->france = fixture_add_node (&self->f, "France", NULL);
  self->spain = fixture_add_node (&self->f, "Spain", NULL);
  fixture_set (&self->f, self->f.nodes, self->france, "country", "FR");
  fixture_set (&self->f, self->f.nodes, self->spain, "country", "ES");
  self->page = ADD (self, "channel", "name", "The page", "node-id", self->france);
  self->inside = ADD (self, "channel", "name", "Inside", "node-id", self->spain);
  self->from = "2026-11-23";
}

static void
tear_down (World *self, gconstpointer data)
{
  g_free (self->france);
  g_free (self->spain);
  g_free (self->page);
  g_free (self->inside);
  g_time_zone_unref (self->paris);
  fixture_tear_down (&self->f, data);
}

static void
add_slot (World *self, const char *channel, const char *weekday, const char *time, const char *zone)
{
  MAKE (self, "slot-template", "channel-id", channel, "weekday", weekday, "local-time", time,
        "zone", zone, "audience", "client", "kind", "news");
}

static char *
add_item (World *self, const char *audience, const char *state, const char *wall)
{
  g_autoptr (AmbRecord) record = amb_record_new (self->items, NULL);

  amb_record_set (record, "title", "Item");
  amb_record_set (record, "audience", audience);
  amb_record_set (record, "state", state);
  amb_record_set (record, "publish-on", wall);
  amb_record_set (record, "channel-id", self->page);
  return fixture_add (&self->f, g_steal_pointer (&record), AMB_COMMAND_RUNNING);
}

static AmbCalendar *
load (World *self, guint audiences, AmbQuery *filter)
{
  g_autoptr (GError) error = NULL;
  AmbCalendarAsk ask = { "", 2, self->paris, audiences, filter };
  AmbCalendar *calendar;

  g_strlcpy (ask.from, self->from, sizeof ask.from);
  calendar = amb_calendar_load (self->f.store, &ask, &error);
  g_assert_no_error (error);
  return calendar;
}

static void
assert_slots (World *self, guint audiences, AmbQuery *filter, const char *expected)
{
  g_autoptr (AmbCalendar) calendar = load (self, audiences, filter);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < calendar->slots->len; i++)
    {
      const AmbCalendarSlot *slot = g_ptr_array_index (calendar->slots, i);

      g_string_append_printf (found, "%s%s %s %02d:%02d%s%s", i > 0 ? ", " : "", slot->channel,
                              slot->at.day + 5, slot->at.minutes / 60, slot->at.minutes % 60,
                              slot->reason != NULL ? " " : "",
                              slot->reason != NULL ? slot->reason : "");
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_come_back_every_week (World *self, gconstpointer data)
{
  g_autoptr (AmbCalendar) calendar = NULL;
  const AmbCalendarSlot *slot;

  add_slot (self, self->page, "thursday", "17:30", "Europe/Paris");
  add_slot (self, self->inside, "tuesday", "09:00", "Europe/Madrid");
  assert_slots (
      self, 0, NULL,
      "Inside 11-24 09:00, The page 11-26 17:30, Inside 12-01 09:00, The page 12-03 17:30");
  calendar = load (self, 0, NULL);
  slot = calendar->slots->pdata[1];
  g_assert_cmpstr (slot->wall, ==, "2026-11-26T17:30[Europe/Paris]");
  g_assert_cmpstr (slot->channel_id, ==, self->page);
  g_assert_cmpstr (slot->department_id, ==, self->france);
  g_assert_cmpstr (slot->kind, ==, "news");
  g_assert_cmpint (slot->audience, ==, 0);
  /* What is over is offered to nobody. */
  self->from = "2026-11-16";
  assert_slots (self, 0, NULL, "Inside 11-24 09:00, The page 11-26 17:30");
}

static void
test_an_item_takes_its_place (World *self, gconstpointer data)
{
  g_autofree char *late = NULL;
  g_autofree char *other = NULL;
  g_autofree char *no = NULL;

  add_slot (self, self->page, "thursday", "09:00", "Europe/Paris");
  add_slot (self, self->page, "thursday", "17:30", "Europe/Paris");
  late = add_item (self, "partner", "draft", "2026-11-26T17:30[Europe/Paris]");
  assert_slots (self, 0, NULL, "The page 11-26 09:00, The page 12-03 09:00, The page 12-03 17:30");
  /* At another hour it takes the first one that is for its audience. */
  other = add_item (self, "client", "idea", "2026-12-03T12:00[Europe/Paris]");
  no = add_item (self, "client", "rejected", "2026-11-26T09:00[Europe/Paris]");
  assert_slots (self, 0, NULL, "The page 11-26 09:00, The page 12-03 17:30");
  fixture_set (&self->f, self->items, other, "audience", "partner");
  assert_slots (self, 0, NULL, "The page 11-26 09:00, The page 12-03 09:00, The page 12-03 17:30");
  /* It is undone as one goes: the place is there again. */
  fixture_set (&self->f, self->items, late, "publish-on", "2026-11-27T17:30[Europe/Paris]");
  assert_slots (self, 0, NULL,
                "The page 11-26 09:00, The page 11-26 17:30, The page 12-03 09:00, "
                "The page 12-03 17:30");
}

/* The item that a filter hides is in its place all the same. */
static void
test_filters (World *self, gconstpointer data)
{
  g_autoptr (AmbQuery) filter = amb_query_new (self->items);
  const AmbField *channel = amb_entity_find_field (self->items, "channel-id");
  g_autofree char *item = add_item (self, "client", "draft", "2026-11-26T09:00[Europe/Paris]");

  add_slot (self, self->page, "thursday", "09:00", "Europe/Paris");
  add_slot (self, self->inside, "friday", "09:00", "Europe/Madrid");
  assert_slots (self, 1U << 1, NULL, "");
  assert_slots (self, 1U, NULL, "Inside 11-27 09:00, The page 12-03 09:00, Inside 12-04 09:00");
  amb_query_where (filter, channel, AMB_MATCH_IN, (const char *const[]){ self->page, NULL });
  assert_slots (self, 0, filter, "The page 12-03 09:00");
  amb_query_where (filter, channel, AMB_MATCH_IN, NULL);
  filter->within = g_strdup (self->spain);
  assert_slots (self, 0, filter, "Inside 11-27 09:00, Inside 12-04 09:00");
  /* Nobody finds a place by a word. */
  filter->search = g_strdup ("Inside");
  assert_slots (self, 0, filter, "");
}

static void
test_blackout_days (World *self, gconstpointer data)
{
  add_slot (self, self->page, "thursday", "09:00", "Europe/Paris");
  add_slot (self, self->inside, "thursday", "10:00", "Europe/Madrid");
  MAKE (self, "blackout-day", "reason", "Mourning", "country", "ES", "first-day", "2026-11-25",
        "last-day", "2026-11-26");
  MAKE (self, "blackout-day", "reason", "Results", "first-day", "2026-12-03", "last-day",
        "2026-12-03");
  assert_slots (self, 0, NULL,
                "The page 11-26 09:00, Inside 11-26 10:00 Mourning, The page 12-03 09:00 Results, "
                "Inside 12-03 10:00 Results");
}

/* The hour that the clocks leave out is the first moment after it, as it is for an item;
 * before and after a change the same hour there is another one elsewhere. */
static void
test_clock_changes (World *self, gconstpointer data)
{
  add_slot (self, self->page, "sunday", "02:30", "Europe/Paris");
  add_slot (self, self->inside, "monday", "09:00", "America/New_York");
  self->from = "2027-03-08";
  /* New York changed on the 14th, Paris will on the 28th: there is no half past two on that day. */
  assert_slots (
      self, 0, NULL,
      "Inside 03-08 15:00, The page 03-14 02:30, Inside 03-15 14:00, The page 03-21 02:30");
  self->from = "2027-03-22";
  assert_slots (
      self, 0, NULL,
      "Inside 03-22 14:00, The page 03-28 03:30, Inside 03-29 15:00, The page 04-04 02:30");
}

/* A slot late in the evening is on the next day for who lives further east. */
static void
test_another_day_elsewhere (World *self, gconstpointer data)
{
  g_autofree char *item = NULL;

  add_slot (self, self->page, "sunday", "21:00", "America/Sao_Paulo");
  assert_slots (self, 0, NULL, "The page 11-23 01:00, The page 11-30 01:00");
  item = add_item (self, "client", "draft", "2026-11-30T01:00[Europe/Paris]");
  assert_slots (self, 0, NULL, "The page 11-23 01:00");
}

#define TEST(path, func) g_test_add ("/calendar-slots/" path, World, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("come-back-every-week-from-today-on", test_come_back_every_week);
  TEST ("an-item-takes-the-place-of-its-channel-and-day", test_an_item_takes_its_place);
  TEST ("are-of-the-channels-audiences-and-node-asked-for", test_filters);
  TEST ("a-blackout-day-of-its-country-is-not-offered", test_blackout_days);
  TEST ("keep-their-local-hour-over-clock-changes", test_clock_changes);
  TEST ("stand-on-the-readers-day", test_another_day_elsewhere);
  return g_test_run ();
}
