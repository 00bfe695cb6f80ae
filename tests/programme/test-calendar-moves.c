/* The calendar: its commands with one undo each, and what is read of it. */
#include "programme-fixture.h"

#include "amb-calendar-bands.h"
#include "amb-calendar-facts.h"
#include "amb-calendar-moves.h"
#include "amb-error.h"

#include <string.h>

typedef struct
{
  Fixture f;
  const AmbEntity *items;
  AmbQuery *filter; /* what the reader chose */
  GTimeZone *paris;
  char *europe, *france, *sales, *channel, *settings;
} World;

#define ADD(self, entity, ...) FIXTURE_ADD (&(self)->f, entity, __VA_ARGS__)

static void
set_up (World *self, gconstpointer data)
{
  fixture_set_up (&self->f, data);
  self->items = amb_entity_find ("content-item");
  self->filter = amb_query_new (self->items);
  self->paris = g_time_zone_new_identifier ("Europe/Paris");
  self->europe = fixture_add_node (&self->f, "Europe", NULL);
  self->france = fixture_add_node (&self->f, "France", self->europe);
  self->sales = fixture_add_node (&self->f, "Sales", NULL);
  self->settings = ADD (self, "programme", "name", "Programme", "zone", "Europe/Madrid");
  self->channel = ADD (self, "channel", "name", "The page", "language", "fr");
  fixture_set (&self->f, self->f.nodes, self->france, "country", "FR");
}

static void
tear_down (World *self, gconstpointer data)
{
  g_free (self->europe);
  g_free (self->france);
  g_free (self->sales);
  g_free (self->channel);
  g_free (self->settings);
  g_time_zone_unref (self->paris);
  amb_query_free (self->filter);
  fixture_tear_down (&self->f, data);
}

/* @wall: (nullable) */
static char *
add_item (World *self, const char *title, const char *audience, const char *state, const char *wall)
{
  g_autoptr (AmbRecord) record = amb_record_new (self->items, NULL);

  amb_record_set (record, "title", title);
  amb_record_set (record, "audience", audience);
  amb_record_set (record, "state", state);
  amb_record_set (record, "publish-on", wall);
  amb_record_set (record, "department-id", self->france);
  amb_record_set (record, "channel-id", self->channel);
  return fixture_add (&self->f, g_steal_pointer (&record), AMB_COMMAND_RUNNING);
}

static AmbCalendar *
load (World *self, guint audiences, const char *node)
{
  g_autoptr (AmbQuery) filter = amb_query_copy (self->filter);
  g_autoptr (GError) error = NULL;
  AmbCalendarAsk ask = { "2026-11-23", 2, self->paris, audiences, filter };
  AmbCalendar *calendar;

  filter->within = g_strdup (node);
  calendar = amb_calendar_load (self->f.store, &ask, &error);
  g_assert_no_error (error);
  return calendar;
}

static void
assert_days (const AmbCalendar *calendar, const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < calendar->items->len; i++)
    {
      const AmbCalendarItem *item = g_ptr_array_index (calendar->items, i);

      g_string_append_printf (found, "%s%s %s %02d:%02d", i > 0 ? ", " : "",
                              amb_record_get_title (item->record), item->at.day + 5,
                              item->at.minutes / 60, item->at.minutes % 60);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_weeks (World *self, gconstpointer data)
{
  g_autofree char *first =
      add_item (self, "Monday", "client", "scheduled", "2026-11-23T09:00[Europe/Paris]");
  g_autofree char *far =
      add_item (self, "Night in Brazil", "partner", "idea", "2026-11-25T21:30[America/Sao_Paulo]");
  g_autofree char *early =
      add_item (self, "Early", "client", "published", "2026-11-23T07:00[Europe/Paris]");
  g_autofree char *before =
      add_item (self, "Before", "client", "scheduled", "2026-11-22T23:59[Europe/Paris]");
  g_autofree char *after =
      add_item (self, "After", "client", "scheduled", "2026-12-07T00:00[Europe/Paris]");
  g_autofree char *last =
      add_item (self, "Last", "internal", "failed", "2026-12-06T23:59[Europe/Paris]");
  g_autofree char *no =
      add_item (self, "No", "client", "rejected", "2026-11-24T09:00[Europe/Paris]");
  g_autofree char *away =
      add_item (self, "Put away", "client", "archived", "2026-11-24T09:00[Europe/Paris]");
  g_autofree char *out =
      add_item (self, "Was out", "applicant", "archived", "2026-11-24T09:00[Europe/Paris]");
  g_autofree char *publication =
      ADD (self, "publication", "item-id", out, "published-at", "2026-11-23T08:00:00.000Z");
  g_autoptr (AmbCalendar) all = load (self, 0, NULL);
  g_autoptr (AmbCalendar) clients = load (self, 1, NULL);
  g_autoptr (AmbCalendar) within = load (self, 0, self->europe);
  g_autoptr (AmbCalendar) elsewhere = load (self, 0, self->sales);

  assert_days (all, "Early 11-23 07:00, Monday 11-23 09:00, Was out 11-24 09:00, "
                    "Night in Brazil 11-26 01:30, Last 12-06 23:59");
  assert_days (clients, "Early 11-23 07:00, Monday 11-23 09:00");
  g_assert_cmpuint (within->items->len, ==, 5);
  g_assert_cmpuint (elsewhere->items->len, ==, 0);
  /* What failed serves nobody; what is hidden is counted. */
  g_assert_cmpuint (clients->balance.counts[0], ==, 2);
  g_assert_cmpuint (clients->balance.counts[1], ==, 1);
  g_assert_cmpuint (clients->balance.counts[2], ==, 1);
  g_assert_cmpuint (clients->balance.counts[3], ==, 0);
  g_assert_cmpuint (amb_calendar_get_count (all, 0, 0), ==, 2);
  g_assert_true (amb_calendar_is_empty (all, 1, 0));
  g_assert_cmpuint (amb_calendar_count_empty (all), ==, 5);
}

static const AmbCalendarItem *
find_card (const AmbCalendar *calendar, const char *title)
{
  for (guint i = 0; i < calendar->tray->len; i++)
    {
      const AmbCalendarItem *item = g_ptr_array_index (calendar->tray, i);

      if (g_str_equal (amb_record_get_title (item->record), title))
        return item;
    }
  g_assert_not_reached ();
}

static void
test_tray (World *self, gconstpointer data)
{
  g_autofree char *owner = fixture_add_person (&self->f, "Ana Abate");
  g_autofree char *ownerless = add_item (self, "Ownerless", "client", "draft", NULL);
  g_autofree char *ready = add_item (self, "Ready", "client", "approved", NULL);
  g_autofree char *aimless = add_item (self, "Aimless", NULL, "draft", NULL);
  g_autofree char *review = add_item (self, "Reviewed", "client", "in_review", NULL);
  g_autofree char *planned =
      add_item (self, "Planned", "client", "draft", "2026-11-24T09:00[Europe/Paris]");
  g_autofree char *done = add_item (self, "Done", "client", "archived", NULL);
  g_autoptr (AmbCalendar) calendar = NULL;

  fixture_set (&self->f, self->items, ready, "owner-id", owner);
  fixture_set (&self->f, self->items, aimless, "owner-id", owner);
  calendar = load (self, 0, NULL);
  g_assert_cmpuint (calendar->tray->len, ==, 4);
  g_assert_cmpuint (calendar->n_tray, ==, 4);
  g_assert_cmpstr (find_card (calendar, "Ownerless")->missing, ==, "no owner");
  g_assert_cmpstr (find_card (calendar, "Ready")->missing, ==, "ready to place");
  g_assert_cmpstr (find_card (calendar, "Ready")->owner, ==, "Ana Abate");
  g_assert_cmpstr (find_card (calendar, "Aimless")->missing, ==, "no audience");
  g_assert_cmpstr (find_card (calendar, "Reviewed")->missing, ==, "waiting since today");
  g_assert_true (calendar->tray->pdata[0] == find_card (calendar, "Ready"));
  g_assert_cmpstr (find_card (calendar, "Ready")->department, ==, "France");
}

/* The tray has room for a hundred: they are of the audience that is asked for, nearest to a day
 * first, and the number is of that audience. */
static void
test_full_tray (World *self, gconstpointer data)
{
  const AmbField *state = amb_entity_get_state_field (self->items);
  g_autofree char *partner = NULL;
  g_autofree char *ready = NULL;
  g_autoptr (AmbCalendar) all = NULL, partners = NULL, drafts = NULL, out = NULL;

  for (guint i = 0; i < 110; i++)
    {
      g_autofree char *title = g_strdup_printf ("Client %03u", i);
      g_autofree char *id = add_item (self, title, "client", "draft", NULL);
    }
  partner = add_item (self, "Zebra for partners", "partner", "draft", NULL);
  ready = add_item (self, "Zoo, approved", "client", "approved", NULL);
  all = load (self, 0, NULL);
  partners = load (self, 1U << 2, NULL);

  g_assert_cmpuint (all->tray->len, ==, 100);
  g_assert_cmpuint (all->n_tray, ==, 112);
  g_assert_true (all->tray->pdata[0] == find_card (all, "Zoo, approved"));
  g_assert_cmpuint (partners->tray->len, ==, 1);
  g_assert_cmpuint (partners->n_tray, ==, 1);
  g_assert_nonnull (find_card (partners, "Zebra for partners"));

  amb_query_where (self->filter, state, AMB_MATCH_IN,
                   (const char *const[]){ "approved", "published", NULL });
  drafts = load (self, 0, NULL);
  g_assert_cmpuint (drafts->tray->len, ==, 1);
  g_assert_cmpuint (drafts->n_tray, ==, 1);
  amb_query_where (self->filter, state, AMB_MATCH_IN, (const char *const[]){ "published", NULL });
  out = load (self, 0, NULL);
  g_assert_cmpuint (out->tray->len, ==, 0);
  g_assert_cmpuint (out->n_tray, ==, 0);
}

static void
test_days (World *self, gconstpointer data)
{
  g_autofree char *holiday =
      ADD (self, "holiday", "name", "Fête", "day", "2026-11-25", "country", "FR");
  g_autofree char *foreign =
      ADD (self, "holiday", "name", "Fest", "day", "2026-11-25", "country", "DE");
  g_autofree char *everywhere = ADD (self, "blackout-day", "reason", "Quiet period", "first-day",
                                     "2026-12-05", "last-day", "2027-01-05");
  g_autofree char *ours = ADD (self, "blackout-day", "reason", "Inventory", "first-day",
                               "2026-11-01", "last-day", "2026-11-23", "node-id", self->europe);
  g_autofree char *theirs = ADD (self, "blackout-day", "reason", "Elections", "first-day",
                                 "2026-11-26", "last-day", "2026-11-26", "country", "FR");
  g_autoptr (AmbCalendar) all = load (self, 0, NULL);
  g_autoptr (AmbCalendar) france = load (self, 0, self->france);
  g_autoptr (AmbCalendar) sales = load (self, 0, self->sales);

  g_assert_cmpstr (g_hash_table_lookup (france->notes, "2026-11-25"), ==, "Fête (FR)");
  g_assert_cmpstr (g_hash_table_lookup (france->notes, "2026-11-26"), ==, "Elections (FR)");
  g_assert_cmpuint (g_hash_table_size (france->notes), ==, 2);
  /* Of a part of what is shown. */
  g_assert_cmpstr (g_hash_table_lookup (all->notes, "2026-11-23"), ==, "Inventory (Europe)");
  g_assert_cmpuint (g_hash_table_size (all->blocked), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (france->blocked, "2026-11-23"), ==, "Inventory");
  g_assert_cmpstr (g_hash_table_lookup (france->blocked, "2026-12-06"), ==, "Quiet period");
  g_assert_cmpuint (g_hash_table_size (france->blocked), ==, 3);
  g_assert_cmpuint (g_hash_table_size (sales->notes), ==, 0);
  g_assert_cmpuint (g_hash_table_size (sales->blocked), ==, 2);
}

static AmbPlanReport *
place (World *self, const char *day, const char *time, const char *one, const char *other)
{
  const char *const ids[] = { one, other, NULL };
  g_autoptr (GError) error = NULL;
  AmbPlanReport *report =
      amb_programme_place_items (self->f.programme, ids, day, time, self->paris, &error);

  g_assert_no_error (error);
  return report;
}

#define DAY_OF(id, wall) fixture_assert (&self->f, self->items, id, "publish-on", wall)

static void
test_place (World *self, gconstpointer data)
{
  g_autofree char *one =
      add_item (self, "One", "client", "draft", "2026-10-23T09:00[Europe/Paris]");
  g_autofree char *two =
      add_item (self, "Two", "client", "scheduled", "2026-10-24T21:00[America/Sao_Paulo]");
  g_autofree char *out =
      add_item (self, "Out", "client", "published", "2026-10-23T09:00[Europe/Paris]");
  g_autoptr (AmbPlanReport) report = place (self, "2026-10-26", NULL, one, two);
  g_autoptr (AmbPlanReport) refused = NULL;

  g_assert_cmpuint (report->done->len, ==, 2);
  DAY_OF (one, "2026-10-26T09:00[Europe/Paris]");
  DAY_OF (two, "2026-10-27T21:00[America/Sao_Paulo]");
  g_free (fixture_undo (&self->f, 2, 0));
  DAY_OF (one, "2026-10-23T09:00[Europe/Paris]");
  DAY_OF (two, "2026-10-24T21:00[America/Sao_Paulo]");
  refused = place (self, "2026-10-26", "14:30", out, one);
  g_assert_cmpuint (refused->done->len, ==, 1);
  g_assert_cmpstr (refused->refused->pdata[0], ==,
                   "“Out” stays: it is out, and its day is a fact.");
  DAY_OF (one, "2026-10-26T14:30[Europe/Paris]");
}

static void
test_place_without_a_day (World *self, gconstpointer data)
{
  g_autofree char *slot = ADD (self, "slot-template", "channel-id", self->channel, "weekday",
                               "tuesday", "local-time", "17:30", "zone", "Europe/Berlin");
  g_autofree char *card = add_item (self, "Card", "client", "draft", NULL);
  g_autoptr (AmbPlanReport) at_slot = place (self, "2026-12-01", NULL, card, NULL);
  g_autoptr (AmbPlanReport) cleared = NULL;
  g_autoptr (AmbPlanReport) by_programme = NULL;
  g_autoptr (AmbPlanReport) at_nine = NULL;
  g_autoptr (AmbPlanReport) at_eight = NULL;
  const char *const ids[] = { card, NULL };

  DAY_OF (card, "2026-12-01T17:30[Europe/Berlin]");
  cleared = amb_programme_unplan_items (self->f.programme, ids, NULL);
  g_assert_cmpuint (cleared->done->len, ==, 1);
  DAY_OF (card, NULL);
  by_programme = place (self, "2026-12-03", NULL, card, NULL);
  DAY_OF (card, "2026-12-03T09:00[Europe/Madrid]");
  g_clear_pointer (&cleared, amb_plan_report_free);
  cleared = amb_programme_unplan_items (self->f.programme, ids, NULL);
  fixture_set (&self->f, self->f.nodes, self->europe, "zone", "Europe/Lisbon");
  at_nine = place (self, "2026-12-02", NULL, card, NULL);
  DAY_OF (card, "2026-12-02T09:00[Europe/Lisbon]");
  g_clear_pointer (&cleared, amb_plan_report_free);
  cleared = amb_programme_unplan_items (self->f.programme, ids, NULL);
  at_eight = place (self, "2026-12-01", "08:00", card, NULL);
  DAY_OF (card, "2026-12-01T08:00[Europe/Lisbon]");
}

/* What a publication refers to stays, and is told; the rest goes, and comes back at once. */
static void
test_remove_is_one_undo (World *self, gconstpointer data)
{
  g_autofree char *one = add_item (self, "One", "client", "draft", NULL);
  g_autofree char *other = add_item (self, "Other", "client", "draft", NULL);
  g_autofree char *kept =
      add_item (self, "Kept", "client", "published", "2026-11-20T09:00[Europe/Paris]");
  g_autofree char *copy = ADD (self, "publication", "item-id", kept, "channel-id", self->channel,
                               "published-at", "2026-11-20T09:00:00.000Z");
  const char *const ids[] = { one, kept, other, NULL };
  g_autoptr (AmbPlanReport) report = amb_programme_remove_items (self->f.programme, ids, NULL);
  AmbStore *store = amb_programme_get_store (self->f.programme);

  g_assert_nonnull (copy);
  g_assert_cmpuint (report->done->len, ==, 2);
  g_assert_cmpuint (report->refused->len, ==, 1);
  g_assert_nonnull (strstr (report->refused->pdata[0], "“Kept” stays"));
  g_assert_null (amb_store_get (store, amb_entity_find ("content-item"), one, NULL));
  g_clear_pointer (&report, amb_plan_report_free);
  amb_undo_report_free (amb_programme_undo (self->f.programme, NULL));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (AmbRecord) item =
          amb_store_get (store, amb_entity_find ("content-item"), ids[i], NULL);

      g_assert_nonnull (item);
    }
}

static void
test_blackout_warns (World *self, gconstpointer data)
{
  g_autofree char *quiet = ADD (self, "blackout-day", "reason", "Quiet period", "first-day",
                                "2026-12-01", "last-day", "2026-12-02", "country", "FR");
  g_autofree char *item =
      add_item (self, "One", "client", "draft", "2026-11-26T09:00[Europe/Paris]");
  g_autoptr (AmbPlanReport) on = place (self, "2026-12-02", NULL, item, NULL);
  g_autoptr (AmbPlanReport) off = place (self, "2026-12-03", NULL, item, NULL);

  g_assert_cmpuint (on->done->len, ==, 1);
  g_assert_cmpstr (on->warnings->pdata[0], ==, "“One” is on a blackout day: Quiet period.");
  g_assert_cmpuint (off->warnings->len, ==, 0);
}

/* That of the country in which the item's department is, by its name. */
static void
test_holiday_warns (World *self, gconstpointer data)
{
  g_autofree char *ours =
      ADD (self, "holiday", "name", "Armistice", "day", "2026-12-02", "country", "FR");
  g_autofree char *theirs =
      ADD (self, "holiday", "name", "Unity", "day", "2026-12-03", "country", "DE");
  g_autofree char *item =
      add_item (self, "One", "client", "draft", "2026-11-26T09:00[Europe/Paris]");
  g_autoptr (AmbPlanReport) on = place (self, "2026-12-02", NULL, item, NULL);
  g_autoptr (AmbPlanReport) off = place (self, "2026-12-03", NULL, item, NULL);

  g_assert_cmpuint (on->done->len, ==, 1);
  g_assert_cmpuint (on->warnings->len, ==, 1);
  g_assert_cmpstr (on->warnings->pdata[0], ==, "“One” is on a holiday: Armistice.");
  g_assert_cmpuint (off->warnings->len, ==, 0);
}

static void
test_shift (World *self, gconstpointer data)
{
  g_autofree char *one =
      add_item (self, "One", "client", "draft", "2026-10-23T09:00[Europe/Paris]");
  g_autofree char *card = add_item (self, "Card", "client", "draft", NULL);
  const char *const ids[] = { one, card, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbPlanReport) report = amb_programme_shift_items (self->f.programme, ids, 7, &error);

  g_assert_no_error (error);
  DAY_OF (one, "2026-10-30T09:00[Europe/Paris]");
  g_assert_cmpstr (report->refused->pdata[0], ==,
                   "“Card” stays: it has no day yet. Place it first.");
  g_free (fixture_undo (&self->f, 1, 0));
  DAY_OF (one, "2026-10-23T09:00[Europe/Paris]");
}

static void
test_unplan_keeps_what_is_scheduled (World *self, gconstpointer data)
{
  g_autofree char *item =
      add_item (self, "One", "client", "scheduled", "2026-11-26T09:00[Europe/Paris]");
  const char *const ids[] = { item, NULL };
  g_autoptr (AmbPlanReport) report = amb_programme_unplan_items (self->f.programme, ids, NULL);

  g_assert_cmpuint (report->done->len, ==, 0);
  g_assert_cmpuint (report->refused->len, ==, 1);
  DAY_OF (item, "2026-11-26T09:00[Europe/Paris]");
}

static void
test_copy (World *self, gconstpointer data)
{
  g_autofree char *one =
      add_item (self, "One", "client", "published", "2026-10-23T09:00[Europe/Paris]");
  const char *const ids[] = { one, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbPlanReport) report = amb_programme_copy_items (self->f.programme, ids, 7, &error);
  g_autofree char *twin = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (report->done->len, ==, 1);
  twin = g_strdup (report->done->pdata[0]);
  DAY_OF (twin, "2026-10-30T09:00[Europe/Paris]");
  fixture_assert (&self->f, self->items, twin, "state", "idea");
  fixture_assert (&self->f, self->items, twin, "parent-id", one);
  fixture_assert (&self->f, self->items, twin, "channel-id", self->channel);
  g_free (fixture_undo (&self->f, 1, 0));
  g_assert_false (fixture_lives (&self->f, self->items, twin));
}

/* To an hour of the reader's clock: the others move by as many minutes of their own. */
static void
test_place_at (World *self, gconstpointer data)
{
  g_autofree char *one =
      add_item (self, "One", "client", "draft", "2026-11-24T09:00[Europe/Paris]");
  g_autofree char *far =
      add_item (self, "Far", "client", "draft", "2026-11-24T22:00[America/Sao_Paulo]");
  g_autofree char *card = add_item (self, "Card", "client", "draft", NULL);
  const char *const ids[] = { one, far, card, NULL };
  const char *const alone[] = { far, NULL };
  g_autoptr (GError) error = NULL;
  const AmbMoment afternoon = { "2026-11-25", 14 * 60 + 15, FALSE, FALSE, 0 };
  const AmbMoment midnight = { "2026-11-25", 0, FALSE, FALSE, 0 };
  g_autoptr (AmbPlanReport) report =
      amb_programme_place_items_at (self->f.programme, ids, &afternoon, self->paris, &error);
  g_autoptr (AmbPlanReport) shifted = NULL;
  g_autoptr (AmbPlanReport) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (report->done->len, ==, 3);
  DAY_OF (one, "2026-11-25T14:15[Europe/Paris]");
  DAY_OF (far, "2026-11-26T03:15[America/Sao_Paulo]");
  DAY_OF (card, "2026-11-25T14:15[Europe/Madrid]");
  shifted = amb_programme_shift_items_by (self->f.programme, ids, 1, -30, &error);
  g_assert_no_error (error);
  DAY_OF (one, "2026-11-26T13:45[Europe/Paris]");
  DAY_OF (far, "2026-11-27T02:45[America/Sao_Paulo]");
  g_free (fixture_undo (&self->f, 3, 0));
  g_free (fixture_undo (&self->f, 3, 0));
  DAY_OF (one, "2026-11-24T09:00[Europe/Paris]");
  DAY_OF (far, "2026-11-24T22:00[America/Sao_Paulo]");
  DAY_OF (card, NULL);
  again = amb_programme_place_items_at (self->f.programme, alone, &midnight, self->paris, &error);
  g_assert_no_error (error);
  DAY_OF (far, "2026-11-24T20:00[America/Sao_Paulo]");
}

/* What is pasted: at a day or an hour, once or again, one undo each; what is out may be copied. */
static void
test_copy_to (World *self, gconstpointer data)
{
  const AmbMoment at = { "2026-12-02", 14 * 60, FALSE, FALSE, 0 };
  g_autofree char *out =
      add_item (self, "Out", "client", "published", "2026-11-24T09:00[Europe/Paris]");
  g_autofree char *next =
      add_item (self, "Next", "client", "draft", "2026-11-26T10:00[Europe/Paris]");
  g_autofree char *card = add_item (self, "Card", "client", "draft", NULL);
  const char *const both[] = { out, next, NULL }, *const alone[] = { card, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbPlanReport) days = amb_programme_copy_items_to (
      self->f.programme, both, "2026-12-01", NULL, self->paris, &error);
  g_autoptr (AmbPlanReport) hours = NULL;
  g_autoptr (AmbPlanReport) first = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (days->done->len, ==, 2);
  DAY_OF (days->done->pdata[0], "2026-12-01T09:00[Europe/Paris]");
  DAY_OF (days->done->pdata[1], "2026-12-03T10:00[Europe/Paris]");
  fixture_assert (&self->f, self->items, days->done->pdata[0], "state", "idea");
  fixture_assert (&self->f, self->items, days->done->pdata[0], "parent-id", out);
  DAY_OF (out, "2026-11-24T09:00[Europe/Paris]");
  hours = amb_programme_copy_items_to (self->f.programme, both, at.day, &at, self->paris, &error);
  g_assert_no_error (error);
  DAY_OF (hours->done->pdata[0], "2026-12-02T14:00[Europe/Paris]");
  DAY_OF (hours->done->pdata[1], "2026-12-04T15:00[Europe/Paris]");
  first = amb_programme_copy_items_to (self->f.programme, alone, "2026-12-02", NULL, self->paris,
                                       &error);
  g_assert_no_error (error);
  DAY_OF (first->done->pdata[0], "2026-12-02T09:00[Europe/Madrid]");
  DAY_OF (card, NULL);
  g_free (fixture_undo (&self->f, 1, 0));
  g_free (fixture_undo (&self->f, 2, 0));
  g_assert_false (fixture_lives (&self->f, self->items, hours->done->pdata[0]));
  g_assert_true (fixture_lives (&self->f, self->items, days->done->pdata[0]));
}

/* The night in which a clock is put back: half an hour for half an hour through both hours and
 * back, to the second one at once, together with others, and away from it by the clock of the
 * place. */
static void
test_both_hours (World *self, gconstpointer data)
{
  static const char *const later[] = { "2026-10-25T02:00[Europe/Paris]",
                                       "2026-10-25T02:30[Europe/Paris]", "2026-10-25T01:00[UTC]",
                                       "2026-10-25T01:30[UTC]", "2026-10-25T03:00[Europe/Paris]" };
  const AmbMoment second = { "2026-10-25", 150, FALSE, TRUE, 0 };
  g_autofree char *one =
      add_item (self, "One", "client", "draft", "2026-10-25T01:30[Europe/Paris]");
  g_autofree char *far =
      add_item (self, "Far", "client", "draft", "2026-10-24T20:00[America/New_York]");
  const char *const ids[] = { one, NULL }, *const both[] = { one, far, NULL };
  g_autoptr (GError) error = NULL;

  fixture_set (&self->f, self->f.nodes, self->france, "zone", "Europe/Paris");
  for (guint i = 0; i < 2 * G_N_ELEMENTS (later) - 1; i++)
    {
      gboolean is_back = i >= G_N_ELEMENTS (later);

      amb_plan_report_free (
          amb_programme_shift_items_by (self->f.programme, ids, 0, is_back ? -30 : 30, &error));
      g_assert_no_error (error);
      DAY_OF (one, later[is_back ? 2 * G_N_ELEMENTS (later) - 2 - i : i]);
    }
  amb_plan_report_free (
      amb_programme_place_items_at (self->f.programme, both, &second, self->paris, &error));
  g_assert_no_error (error);
  DAY_OF (one, "2026-10-25T01:30[UTC]");
  /* By as much as the clock of the first one says. */
  DAY_OF (far, "2026-10-24T20:30[America/New_York]");
  amb_plan_report_free (
      amb_programme_place_items (self->f.programme, ids, "2026-10-25", NULL, self->paris, &error));
  DAY_OF (one, "2026-10-25T01:30[UTC]");
  amb_plan_report_free (amb_programme_shift_items (self->f.programme, ids, -7, &error));
  g_assert_no_error (error);
  DAY_OF (one, "2026-10-18T02:30[Europe/Paris]");
  g_free (fixture_undo (&self->f, 1, 0));
  DAY_OF (one, "2026-10-25T01:30[UTC]");
}

static void
test_target (World *self, gconstpointer data)
{
  g_autofree char *one =
      add_item (self, "One", "client", "draft", "2026-11-24T09:00[Europe/Paris]");
  g_autofree char *approved =
      add_item (self, "Approved", "client", "approved", "2026-11-24T09:00[Europe/Paris]");
  g_autofree char *card = add_item (self, "Card", NULL, "idea", NULL);
  const char *const ids[] = { one, approved, card, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbPlanReport) report =
      amb_programme_target_items (self->f.programme, ids, 2, 7, "2026-11-30", &error);
  g_autoptr (AmbPlanReport) week = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (report->done->len, ==, 2);
  fixture_assert (&self->f, self->items, one, "audience", "partner");
  DAY_OF (one, "2026-12-01T09:00[Europe/Paris]");
  fixture_assert (&self->f, self->items, card, "audience", "partner");
  DAY_OF (card, "2026-12-01T09:00[Europe/Madrid]");
  fixture_assert (&self->f, self->items, approved, "audience", "client");
  DAY_OF (approved, "2026-11-24T09:00[Europe/Paris]");
  g_assert_cmpstr (report->refused->pdata[0], ==,
                   "“Approved” stays: it was approved for its audience. Take it back to its "
                   "review, or derive an item from it for the other one.");
  /* Within its lane it goes from week to week as everywhere. */
  week = amb_programme_target_items (self->f.programme, (const char *const[]){ approved, NULL }, 0,
                                     7, NULL, &error);
  g_assert_no_error (error);
  DAY_OF (approved, "2026-12-01T09:00[Europe/Paris]");
  g_free (fixture_undo (&self->f, 1, 0));
  g_free (fixture_undo (&self->f, 4, 0));
  fixture_assert (&self->f, self->items, one, "audience", "client");
  DAY_OF (card, NULL);
  DAY_OF (one, "2026-11-24T09:00[Europe/Paris]");
}

static void
stretch (World *self, const char *entity, const char *id, int first_by, int last_by)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_programme_stretch (self->f.programme, amb_entity_find (entity), id, first_by,
                                        last_by, &error));
  g_assert_no_error (error);
}

static void
test_bands (World *self, gconstpointer data)
{
  const AmbEntity *campaigns = amb_entity_find ("campaign");
  g_autofree char *quiet = ADD (self, "blackout-day", "reason", "Quiet", "first-day", "2026-11-25",
                                "last-day", "2026-11-26", "country", "FR");
  g_autofree char *foreign = ADD (self, "blackout-day", "reason", "Ruhe", "first-day", "2026-11-25",
                                  "last-day", "2026-11-26", "country", "DE");
  g_autofree char *over =
      ADD (self, "campaign", "name", "Over", "starts-on", "2026-11-01", "ends-on", "2026-11-22");
  g_autofree char *open = ADD (self, "campaign", "name", "Open", "starts-on", "2026-11-20");
  g_autofree char *item =
      add_item (self, "One", "client", "scheduled", "2026-11-24T09:00[Europe/Paris]");
  g_autofree char *card = add_item (self, "Card", "client", "draft", NULL);
  g_autoptr (AmbCalendar) calendar = load (self, 0, NULL);
  g_autoptr (AmbCalendar) sales = load (self, 0, self->sales);
  g_autoptr (GError) error = NULL;
  const AmbCalendarBand *band;

  g_assert_cmpuint (calendar->bands->len, ==, 2);
  band = g_ptr_array_index (calendar->bands, 0);
  g_assert_cmpstr (band->title, ==, "Open");
  g_assert_true (band->is_open);
  g_assert_cmpstr (band->last, ==, "2026-12-06");
  band = g_ptr_array_index (calendar->bands, 1);
  g_assert_cmpstr (band->title, ==, "Quiet");
  g_assert_cmpstr (band->where, ==, "FR");
  g_assert_cmpuint (sales->bands->len, ==, 1);

  stretch (self, "blackout-day", quiet, 1, 2);
  fixture_assert (&self->f, amb_entity_find ("blackout-day"), quiet, "first-day", "2026-11-26");
  fixture_assert (&self->f, amb_entity_find ("blackout-day"), quiet, "last-day", "2026-11-28");
  /* What has no end is carried without one; asked for one, it gets it. */
  stretch (self, "campaign", open, 1, 1);
  fixture_assert (&self->f, campaigns, open, "starts-on", "2026-11-21");
  fixture_assert (&self->f, campaigns, open, "ends-on", NULL);
  stretch (self, "campaign", open, 0, 10);
  fixture_assert (&self->f, campaigns, open, "ends-on", "2026-12-01");
  g_assert_false (amb_programme_stretch (self->f.programme, campaigns, open, 0, -11, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  g_clear_error (&error);
  stretch (self, "content-item", item, 0, 14);
  fixture_assert (&self->f, self->items, item, "expires-on", "2026-12-08");
  fixture_assert (&self->f, self->items, item, "state", "scheduled");
  g_free (fixture_undo (&self->f, 1, 0));
  fixture_assert (&self->f, self->items, item, "expires-on", NULL);
  g_assert_false (amb_programme_stretch (self->f.programme, self->items, card, 0, 1, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
}

static char *
add_asset (World *self, const char *title, const char *language, const char *until)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("asset"), NULL);

  amb_record_set (record, "title", title);
  amb_record_set (record, "department-id", self->sales);
  amb_record_set (record, "rights", "own");
  amb_record_set (record, "confidentiality", "public");
  amb_record_set (record, "language", language);
  amb_record_set (record, "rights-until", until);
  return fixture_add (&self->f, g_steal_pointer (&record), AMB_COMMAND_DEFAULT);
}

static void
test_gaps (World *self, gconstpointer data)
{
  g_autofree char *slot =
      ADD (self, "slot-template", "channel-id", self->channel, "weekday", "thursday", "local-time",
           "17:30", "zone", "Europe/Paris", "audience", "client");
  g_autofree char *fresh = add_asset (self, "Fresh", "fr", NULL);
  g_autofree char *german = add_asset (self, "German", "de", NULL);
  g_autofree char *used = add_asset (self, "Used", "fr", NULL);
  g_autofree char *over = add_asset (self, "Over", "fr", "2026-12-01");
  g_autofree char *item =
      add_item (self, "One", "applicant", "draft", "2026-11-24T09:00[Europe/Paris]");
  g_autofree char *made = NULL;
  g_autoptr (AmbCalendar) calendar = NULL;
  g_autoptr (AmbCalendar) filled = NULL;
  g_autoptr (GPtrArray) gaps = NULL;
  g_autoptr (GError) error = NULL;
  const AmbGap *gap;

  fixture_set (&self->f, self->items, item, "asset-id", used);
  calendar = load (self, 0, NULL);
  gaps = amb_calendar_load_gaps (self->f.store, calendar, "2026-12-01", G_MAXUINT, &error);
  g_assert_no_error (error);
  /* Nothing is offered for a week that is over. */
  g_assert_cmpuint (gaps->len, ==, 4);
  gap = g_ptr_array_index (gaps, 0);
  g_assert_cmpstr (gap->week, ==, "2026-11-30");
  g_assert_cmpuint (gap->audience, ==, 0);
  g_assert_cmpuint (gap->offers->len, ==, 2);
  g_assert_cmpstr (((AmbGapOffer *) gap->offers->pdata[0])->title, ==, "Fresh");
  g_assert_cmpstr (((AmbGapOffer *) gap->offers->pdata[1])->title, ==, "German");
  /* The next one begins with what was not offered yet. */
  gap = g_ptr_array_index (gaps, 1);
  g_assert_cmpstr (((AmbGapOffer *) gap->offers->pdata[0])->title, ==, "Used");

  made = amb_programme_fill_gap (self->f.programme, fresh, 0, "2026-11-30", &error);
  g_assert_no_error (error);
  DAY_OF (made, "2026-12-03T17:30[Europe/Paris]");
  fixture_assert (&self->f, self->items, made, "channel-id", self->channel);
  fixture_assert (&self->f, self->items, made, "asset-id", fresh);
  fixture_assert (&self->f, self->items, made, "state", "idea");
  filled = load (self, 0, NULL);
  g_assert_false (amb_calendar_is_empty (filled, 1, 0));
}

/* As lists sort them; and no more of them than is wanted gets an offer. */
static void
test_gap_offers_in_order (World *self, gconstpointer data)
{
  g_autofree char *zinc = add_asset (self, "Zinc", NULL, NULL);
  g_autofree char *echo = add_asset (self, "Écho", NULL, NULL);
  g_autofree char *over = add_asset (self, "Alloy", NULL, "2026-12-01");
  g_autoptr (AmbCalendar) calendar = load (self, 0, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) gaps =
      amb_calendar_load_gaps (self->f.store, calendar, "2026-12-01", 1, &error);
  const AmbGap *gap;

  g_assert_no_error (error);
  g_assert_cmpuint (gaps->len, >, 1);
  gap = g_ptr_array_index (gaps, 0);
  g_assert_cmpuint (gap->offers->len, ==, 2);
  g_assert_cmpstr (((AmbGapOffer *) gap->offers->pdata[0])->title, ==, "Écho");
  g_assert_cmpstr (((AmbGapOffer *) gap->offers->pdata[1])->title, ==, "Zinc");
  gap = g_ptr_array_index (gaps, 1);
  g_assert_cmpuint (gap->offers->len, ==, 0);
}

/* Many that don't fit, and too few that were never used: what was comes after them. */
static void
test_gap_offers_among_many (World *self, gconstpointer data)
{
  g_autofree char *fresh = NULL, *used = NULL;
  g_autofree char *item =
      add_item (self, "One", "applicant", "draft", "2026-11-24T09:00[Europe/Paris]");
  g_autoptr (AmbCalendar) calendar = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) gaps = NULL;
  const AmbGap *gap;

  for (guint i = 0; i < 30; i++)
    g_free (add_asset (self, "Over", NULL, "2026-12-01"));
  used = add_asset (self, "All used", NULL, NULL);
  fresh = add_asset (self, "Zinc", NULL, NULL);
  fixture_set (&self->f, self->items, item, "asset-id", used);
  calendar = load (self, 0, NULL);
  gaps = amb_calendar_load_gaps (self->f.store, calendar, "2026-12-01", 1, &error);
  g_assert_no_error (error);
  gap = g_ptr_array_index (gaps, 0);
  g_assert_cmpuint (gap->offers->len, ==, 2);
  g_assert_cmpstr (((AmbGapOffer *) gap->offers->pdata[0])->title, ==, "Zinc");
  g_assert_cmpstr (((AmbGapOffer *) gap->offers->pdata[1])->title, ==, "All used");
}

#define TEST(path, func) g_test_add ("/calendar/" path, World, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("weeks", test_weeks);
  TEST ("tray", test_tray);
  TEST ("full-tray", test_full_tray);
  TEST ("days", test_days);
  TEST ("place", test_place);
  TEST ("place-without-a-day", test_place_without_a_day);
  TEST ("remove-is-one-undo", test_remove_is_one_undo);
  TEST ("blackout-warns", test_blackout_warns);
  TEST ("holiday-warns", test_holiday_warns);
  TEST ("shift", test_shift);
  TEST ("unplan-keeps-what-is-scheduled", test_unplan_keeps_what_is_scheduled);
  TEST ("copy", test_copy);
  TEST ("copy-to", test_copy_to);
  TEST ("place-at", test_place_at);
  TEST ("both-hours-of-a-night", test_both_hours);
  TEST ("target", test_target);
  TEST ("bands", test_bands);
  TEST ("gaps", test_gaps);
  TEST ("gap-offers-in-order", test_gap_offers_in_order);
  TEST ("gap-offers-among-many", test_gap_offers_among_many);
  return g_test_run ();
}
