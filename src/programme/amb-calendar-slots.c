#include "amb-calendar-slots.h"

#include "amb-codes.h"
#include "amb-zone.h"

#include <string.h>

/* ?1 first day, ?2 last day, both with a margin for other clocks; ?3 node or NULL. What comes
 * first in a row says what it is. A channel without a node is nowhere: what holds somewhere only
 * does not hold for it. */
#define SLOTS                                                                                      \
  "WITH RECURSIVE below (id) AS (SELECT ?3 WHERE ?3 IS NOT NULL UNION SELECT n.id FROM nodes n "   \
  "JOIN below b ON n.parent_id = b.id WHERE n.deleted = 0), "                                      \
  "used (id, name, node_id) AS (SELECT id, name, node_id FROM channels WHERE deleted = 0 AND "     \
  "active = 1 AND (?3 IS NULL OR node_id IN below) AND id IN (SELECT channel_id FROM "             \
  "slot_templates WHERE deleted = 0)), "                                                           \
  "up (channel, id, parent, country) AS (SELECT u.id, n.id, n.parent_id, n.country FROM used u "   \
  "JOIN nodes n ON n.id = u.node_id UNION SELECT up.channel, n.id, n.parent_id, n.country FROM "   \
  "nodes n JOIN up ON n.id = up.parent) "                                                          \
  "SELECT 0, u.id, s.id, u.name, u.node_id, s.weekday, s.local_time || '[' || s.zone || ']', "     \
  "s.audience, s.kind FROM slot_templates s JOIN used u ON u.id = s.channel_id WHERE s.deleted "   \
  "= 0 UNION ALL "                                                                                 \
  "SELECT 1, u.id, i.publish_on, i.audience, NULL, NULL, NULL, NULL, NULL FROM content_items i "   \
  "JOIN used u ON u.id = i.channel_id WHERE i.deleted = 0 AND i.publish_on >= ?1 AND "             \
  "i.publish_on < ?2 AND i.state NOT IN ('rejected', 'failed', 'archived') UNION ALL "             \
  "SELECT 2, u.id, d.first_day, d.last_day, d.reason, NULL, NULL, NULL, NULL FROM blackout_days "  \
  "d JOIN used u WHERE d.deleted = 0 AND d.first_day <= ?2 AND d.last_day >= ?1 AND (d.country "   \
  "IS NULL OR d.country IN (SELECT country FROM up WHERE channel = u.id)) AND (d.node_id IS NULL " \
  "OR d.node_id IN (SELECT id FROM up WHERE channel = u.id)) ORDER BY 1, 3, 2"

/* A place on its way: which day it has by its own clock, and whether an item is in it. */
typedef struct
{
  AmbCalendarSlot *slot;
  GTimeZone *zone;
  char day[AMB_DAY_SIZE];
  char *before, *after; /* days: an item in it is planned from one on, and before the other */
  int minutes;
  gboolean is_taken;
} Place;

/* An item that goes out on a channel with slots. */
typedef struct
{
  char *channel, *wall;
  int audience;
  gboolean is_in; /* it has its place */
} Guest;

typedef struct
{
  const AmbCalendarAsk *ask;
  const char *today;
  GPtrArray *places, *guests;
} Reading;

static void
slot_free (gpointer data)
{
  AmbCalendarSlot *slot = data;

  g_free (slot->key);
  g_free (slot->channel_id);
  g_free (slot->channel);
  g_free (slot->department_id);
  g_free (slot->kind);
  g_free (slot->wall);
  g_free (slot->reason);
  g_free (slot);
}

static void
place_free (gpointer data)
{
  Place *place = data;

  if (place->slot != NULL)
    slot_free (place->slot);
  g_time_zone_unref (place->zone);
  g_free (place->before);
  g_free (place->after);
  g_free (place);
}

static void
guest_free (gpointer data)
{
  Guest *guest = data;

  g_free (guest->channel);
  g_free (guest->wall);
  g_free (guest);
}

/* What is asked for. */

/* A slot has a channel, an audience and a node; nobody asks for a place by anything else. */
static gboolean
may_have_slots (const AmbQuery *filter)
{
  if (filter == NULL)
    return TRUE;
  for (guint i = 0; i < filter->conditions->len; i++)
    {
      const AmbCondition *condition = g_ptr_array_index (filter->conditions, i);

      if (!g_str_equal (condition->field->name, "channel-id") || condition->match != AMB_MATCH_IN)
        return FALSE;
    }
  return filter->search == NULL;
}

static gboolean
wants_channel (const AmbQuery *filter, const char *id)
{
  for (guint i = 0; filter != NULL && i < filter->conditions->len; i++)
    {
      const AmbCondition *condition = g_ptr_array_index (filter->conditions, i);

      if (!g_strv_contains ((const char *const *) condition->values, id))
        return FALSE;
    }
  return TRUE;
}

static gboolean
wants_audience (const AmbCalendarAsk *ask, int audience)
{
  return ask->audiences == 0 || (audience >= 0 && (ask->audiences & (1U << audience)) != 0);
}

/* The places. */

static int
find_weekday (const char *name)
{
  static const char *const names[] = { "monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (int) i + 1;
  return 0;
}

static gboolean
is_seen (const Reading *reading, const AmbMoment *at)
{
  int day = amb_date_days_between (reading->ask->from, at->day);

  return day >= 0 && day < (int) reading->ask->n_weeks * 7 && strcmp (at->day, reading->today) >= 0;
}

/* @zone: the slot's own. Where the clocks leave its hour out, it goes out when they say so. */
static void
add_place (Reading *reading, AmbStmt *stmt, const char *day, GTimeZone *zone)
{
  g_autofree char *wall = g_strconcat (day, "T", amb_stmt_get_text (stmt, 6), NULL);
  AmbMoment at, own;
  Place *place;
  AmbCalendarSlot *slot;

  if (!amb_wall_time_read (wall, reading->ask->zone, &at) ||
      !amb_wall_time_read (wall, zone, &own) || !is_seen (reading, &at))
    return;
  place = g_new0 (Place, 1);
  place->slot = slot = g_new0 (AmbCalendarSlot, 1);
  place->zone = g_time_zone_ref (zone);
  g_strlcpy (place->day, day, sizeof place->day);
  place->before = amb_date_add_days (day, -1);
  place->after = amb_date_add_days (day, 2);
  place->minutes = own.minutes;
  slot->key = g_strconcat (amb_stmt_get_text (stmt, 2), "/", day, NULL);
  slot->channel_id = g_strdup (amb_stmt_get_text (stmt, 1));
  slot->channel = g_strdup (amb_stmt_get_text (stmt, 3));
  slot->department_id = g_strdup (amb_stmt_get_text (stmt, 4));
  slot->audience = amb_audience_find (amb_stmt_get_text (stmt, 7));
  slot->kind = g_strdup (amb_stmt_get_text (stmt, 8));
  slot->wall = g_steal_pointer (&wall);
  slot->at = at;
  g_ptr_array_add (reading->places, place);
}

/* A day before the first and after the last one may be seen on another by the reader's clock. */
static void
read_template (Reading *reading, AmbStmt *stmt)
{
  int weekday = find_weekday (amb_stmt_get_text (stmt, 5));
  const char *time = amb_stmt_get_text (stmt, 6);
  const char *open = strchr (time, '[');
  g_autofree char *name = open != NULL ? g_strndup (open + 1, strcspn (open + 1, "]")) : NULL;
  g_autoptr (GTimeZone) zone = name != NULL ? amb_zone_new (name) : NULL;

  if (zone == NULL || !wants_channel (reading->ask->filter, amb_stmt_get_text (stmt, 1)))
    return;
  for (int i = -1; i <= (int) reading->ask->n_weeks * 7; i++)
    {
      g_autofree char *day = amb_date_add_days (reading->ask->from, i);

      if (amb_week_get_weekday (day) == weekday)
        add_place (reading, stmt, day, zone);
    }
}

static void
read_guest (Reading *reading, AmbStmt *stmt)
{
  Guest *guest = g_new0 (Guest, 1);

  guest->channel = g_strdup (amb_stmt_get_text (stmt, 1));
  guest->wall = g_strdup (amb_stmt_get_text (stmt, 2));
  guest->audience = amb_audience_find (amb_stmt_get_text (stmt, 3));
  g_ptr_array_add (reading->guests, guest);
}

static void
read_blackout (Reading *reading, AmbStmt *stmt)
{
  for (guint i = 0; i < reading->places->len; i++)
    {
      Place *place = g_ptr_array_index (reading->places, i);

      if (place->slot->reason == NULL &&
          g_str_equal (place->slot->channel_id, amb_stmt_get_text (stmt, 1)) &&
          strcmp (place->day, amb_stmt_get_text (stmt, 2)) >= 0 &&
          strcmp (place->day, amb_stmt_get_text (stmt, 3)) <= 0)
        place->slot->reason = g_strdup (amb_stmt_get_text (stmt, 4));
    }
}

/* Who is in which. */

/* @same_hour: of its very minute; else any that is for its audience, or for none in particular */
static gboolean
fits (const Place *place, const Guest *guest, gboolean same_hour)
{
  AmbMoment at;

  if (place->is_taken || !g_str_equal (place->slot->channel_id, guest->channel) ||
      strcmp (guest->wall, place->before) < 0 || strcmp (guest->wall, place->after) >= 0 ||
      !amb_wall_time_read (guest->wall, place->zone, &at) || !g_str_equal (at.day, place->day))
    return FALSE;
  return same_hour ? at.minutes == place->minutes
                   : place->slot->audience < 0 || guest->audience < 0 ||
                         place->slot->audience == guest->audience;
}

static void
seat (Reading *reading, gboolean same_hour)
{
  for (guint i = 0; i < reading->guests->len; i++)
    {
      Guest *guest = g_ptr_array_index (reading->guests, i);

      for (guint j = 0; !guest->is_in && j < reading->places->len; j++)
        {
          Place *place = g_ptr_array_index (reading->places, j);

          if (fits (place, guest, same_hour))
            place->is_taken = guest->is_in = TRUE;
        }
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const AmbCalendarSlot *one = (*(Place *const *) a)->slot;
  const AmbCalendarSlot *other = (*(Place *const *) b)->slot;
  int by_day = strcmp (one->at.day, other->at.day);

  if (by_day != 0)
    return by_day;
  if (one->at.seconds != other->at.seconds)
    return one->at.seconds < other->at.seconds ? -1 : 1;
  return strcmp (one->key, other->key);
}

static gboolean
read_rows (Reading *reading, AmbStmt *stmt, GError **error)
{
  GError *inner = NULL;
  gboolean row = FALSE;

  while (amb_stmt_step (stmt, &row, &inner) && row)
    if (amb_stmt_get_int (stmt, 0) == 0)
      read_template (reading, stmt);
    else if (amb_stmt_get_int (stmt, 0) == 1)
      read_guest (reading, stmt);
    else
      read_blackout (reading, stmt);
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

GPtrArray *
amb_calendar_load_slots (AmbStore *store, const AmbCalendarAsk *ask, GError **error)
{
  g_autoptr (GPtrArray) slots = g_ptr_array_new_with_free_func (slot_free);
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (place_free);
  g_autoptr (GPtrArray) guests = g_ptr_array_new_with_free_func (guest_free);
  g_autofree char *today = g_strdup (amb_store_get_today (store));
  g_autofree char *from = amb_date_add_days (ask->from, -2);
  g_autofree char *to = amb_date_add_days (ask->from, (int) ask->n_weeks * 7 + 2);
  Reading reading = { ask, today, places, guests };
  g_autoptr (AmbStmt) stmt = NULL;

  if (!may_have_slots (ask->filter))
    return g_steal_pointer (&slots);
  stmt = amb_db_prepare (amb_store_get_db (store), SLOTS, error);
  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, from);
  amb_stmt_bind_text (stmt, 2, to);
  amb_stmt_bind_text (stmt, 3, ask->filter != NULL ? ask->filter->within : NULL);
  if (!read_rows (&reading, stmt, error))
    return NULL;
  g_ptr_array_sort (places, compare_places);
  seat (&reading, TRUE);
  seat (&reading, FALSE);
  for (guint i = 0; i < places->len; i++)
    {
      Place *place = g_ptr_array_index (places, i);

      if (!place->is_taken && wants_audience (ask, place->slot->audience))
        g_ptr_array_add (slots, g_steal_pointer (&place->slot));
    }
  return g_steal_pointer (&slots);
}
