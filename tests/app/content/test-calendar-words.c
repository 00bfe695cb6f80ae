/* What a tile of the calendar says: the hour of the reader, and that of the place. */
#include "amb-calendar-words.h"

typedef struct
{
  const char *wall;
  const char *said;
} Case;

/* The reader is in UTC. */
static const Case cases[] = {
  { "2026-10-27T08:30[Europe/Paris]", "Tuesday 27 October, 07:30, 08:30 (Europe/Paris)" },
  { "2026-10-26T22:30[America/Sao_Paulo]",
    "Tuesday 27 October, 01:30, Monday 26 October, 22:30 (America/Sao_Paulo)" },
  { "2026-10-27T08:30[UTC]", "Tuesday 27 October, 08:30" },
};

static void
test_item (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("content-item"), NULL);
      AmbCalendarItem item = { .record = record, .audience = -1 };
      g_autofree char *whole = NULL, *expected = g_strdup_printf ("Visit, %s", cases[i].said);

      amb_record_set (record, "title", "Visit");
      amb_record_set (record, "publish-on", cases[i].wall);
      g_assert_true (amb_wall_time_read (cases[i].wall, utc, &item.at));
      whole = amb_calendar_dup_whole (&item);
      g_test_message ("%s", whole);
      g_assert_true (g_str_has_prefix (whole, expected));
      g_assert_null (strstr (whole, "Today"));
    }
}

/* A tile that is too narrow shows the beginning of each of these. */
static void
test_pieces (void)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("content-item"), NULL);
  AmbCalendarItem item = {
    .record = record, .audience = 0, .channel = (char *) "Page", .owner = (char *) "Ada"
  };
  g_autofree char *whole = NULL, *where = amb_calendar_dup_where (&item);

  amb_record_set (record, "title", "Visit");
  amb_record_set (record, "state", "changes_requested");
  whole = amb_calendar_dup_whole (&item);
  g_test_message ("%s", whole);
  g_assert_cmpstr (where, ==, "Page · Ada");
  g_assert_nonnull (strstr (whole, where));
  g_assert_nonnull (strstr (whole, amb_calendar_get_word (&item)));
  item.owner = NULL;
  g_free (where);
  where = amb_calendar_dup_where (&item);
  g_assert_cmpstr (where, ==, "Page");
}

static void
test_slot (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmbCalendarSlot slot = { .channel = (char *) "Page",
                               .wall = (char *) cases[i].wall,
                               .audience = -1 };
      g_autofree char *whole = NULL;
      g_autofree char *expected = g_strdup_printf ("Empty place: %s, Page", cases[i].said);

      g_assert_true (amb_wall_time_read (cases[i].wall, utc, &slot.at));
      whole = amb_calendar_dup_slot (&slot);
      g_assert_cmpstr (whole, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/calendar-words/an-item-tells-both-clocks", test_item);
  g_test_add_func ("/app/calendar-words/a-tile-tells-whole-what-it-cuts", test_pieces);
  g_test_add_func ("/app/calendar-words/an-empty-place-tells-both-clocks", test_slot);
  return g_test_run ();
}
