#include "amb-calendar-facts.h"

#include "amb-calendar-bands.h"
#include "amb-calendar-slots.h"
#include "amb-codes.h"
#include "amb-error.h"
#include "amb-programme.h"
#include "amb-zone.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TRAY 100 /* cards; the list of items has all */

static const AmbEntity *
get_items (void)
{
  return amb_entity_find ("content-item");
}

static void
item_free (gpointer data)
{
  AmbCalendarItem *item = data;

  g_clear_object (&item->record);
  g_free (item->channel);
  g_free (item->pillar);
  g_free (item->campaign);
  g_free (item->department);
  g_free (item->owner);
  g_free (item->missing);
  g_free (item);
}

AmbCalendarAsk *
amb_calendar_ask_new (const char *from, guint n_weeks, const AmbQuery *filter)
{
  AmbCalendarAsk *self = g_new0 (AmbCalendarAsk, 1);

  g_strlcpy (self->from, from, sizeof self->from);
  self->n_weeks = n_weeks;
  self->zone = g_time_zone_new_local ();
  self->filter = filter != NULL ? amb_query_copy (filter) : NULL;
  return self;
}

void
amb_calendar_ask_free (gpointer self)
{
  AmbCalendarAsk *ask = self;

  g_time_zone_unref (ask->zone);
  g_clear_pointer (&ask->filter, amb_query_free);
  g_free (ask);
}

void
amb_calendar_free (AmbCalendar *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->tray);
  g_hash_table_unref (self->notes);
  g_hash_table_unref (self->blocked);
  g_clear_pointer (&self->bands, g_ptr_array_unref);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_array_unref (self->week_counts);
  g_free (self);
}

static AmbCalendar *
calendar_new (const AmbCalendarAsk *ask)
{
  AmbCalendar *self = g_new0 (AmbCalendar, 1);

  memcpy (self->from, ask->from, sizeof self->from);
  self->n_weeks = ask->n_weeks;
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->tray = g_ptr_array_new_with_free_func (item_free);
  self->notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->blocked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->week_counts = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_set_size (self->week_counts, ask->n_weeks * AMB_N_AUDIENCES);
  return self;
}

char *
amb_calendar_dup_day (const AmbCalendar *self, guint index)
{
  return amb_date_add_days (self->from, (int) index);
}

guint
amb_calendar_get_count (const AmbCalendar *self, guint week, guint audience)
{
  return g_array_index (self->week_counts, guint, week * AMB_N_AUDIENCES + audience);
}

gboolean
amb_calendar_is_empty (const AmbCalendar *self, guint week, guint audience)
{
  return self->balance.targets[audience] > 0 && amb_calendar_get_count (self, week, audience) == 0;
}

guint
amb_calendar_count_empty (const AmbCalendar *self)
{
  guint n = 0;

  for (guint week = 0; week < self->n_weeks; week++)
    for (guint i = 0; i < AMB_N_AUDIENCES; i++)
      n += amb_calendar_is_empty (self, week, i);
  return n;
}

guint
amb_calendar_take_audiences (AmbQuery *filter)
{
  const AmbField *field = amb_entity_find_field (get_items (), "audience");
  const AmbCondition *condition = amb_query_find_condition (filter, field, AMB_MATCH_IN);
  guint audiences = 0;

  for (guint i = 0; condition != NULL && condition->values[i] != NULL; i++)
    {
      int audience = amb_audience_find (condition->values[i]);

      if (audience < 0)
        return 0;
      audiences |= 1U << audience;
    }
  if (condition != NULL)
    amb_query_where (filter, field, AMB_MATCH_IN, NULL);
  return audiences;
}

/* The records. */

/* What @where adds to the conditions that the reader chose. */
static AmbQuery *
new_query (const AmbCalendarAsk *ask)
{
  AmbQuery *query =
      ask->filter != NULL ? amb_query_copy (ask->filter) : amb_query_new (get_items ());
  const AmbField *state = amb_entity_get_state_field (get_items ());
  const AmbCondition *hidden = amb_query_find_condition (query, state, AMB_MATCH_NOT_IN);
  g_autoptr (GStrvBuilder) gone = g_strv_builder_new ();
  g_auto (GStrv) states = NULL;

  g_strv_builder_add (gone, "rejected");
  if (hidden != NULL)
    g_strv_builder_addv (gone, (const char **) hidden->values);
  states = g_strv_builder_end (gone);
  amb_query_where (query, state, AMB_MATCH_NOT_IN, (const char *const *) states);
  query->sort = amb_entity_find_field (get_items (), "publish-on");
  return query;
}

/* A clock may be a day ahead of another, or behind. */
static GPtrArray *
list_planned (AmbStore *store, const AmbCalendarAsk *ask, GError **error)
{
  const AmbField *field = amb_entity_find_field (get_items (), "publish-on");
  g_autoptr (AmbQuery) query = new_query (ask);
  g_autofree char *from = amb_date_add_days (ask->from, -1);
  g_autofree char *to = amb_date_add_days (ask->from, (int) ask->n_weeks * 7 + 1);

  amb_query_where (query, field, AMB_MATCH_FROM, (const char *const[]){ from, NULL });
  amb_query_where (query, field, AMB_MATCH_TO, (const char *const[]){ to, NULL });
  return amb_store_list (store, query, -1, error);
}

/* Of the states before a day is set, what is nearest to it first: those that the reader chose. */
static const char **
list_open_states (const AmbCalendarAsk *ask)
{
  static const char *const open[] = { "approved", "in_review", "changes_requested",
                                      "draft",    "on_hold",   "idea" };
  const AmbField *field = amb_entity_get_state_field (get_items ());
  const AmbCondition *in = NULL, *not_in = NULL;
  g_autoptr (GPtrArray) states = g_ptr_array_new ();

  if (ask->filter != NULL)
    {
      in = amb_query_find_condition (ask->filter, field, AMB_MATCH_IN);
      not_in = amb_query_find_condition (ask->filter, field, AMB_MATCH_NOT_IN);
    }
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    if ((in == NULL || g_strv_contains ((const char *const *) in->values, open[i])) &&
        (not_in == NULL || !g_strv_contains ((const char *const *) not_in->values, open[i])))
      g_ptr_array_add (states, (gpointer) open[i]);
  g_ptr_array_add (states, NULL);
  return (const char **) g_ptr_array_steal (states, NULL);
}

static void
where_audiences (AmbQuery *query, guint audiences)
{
  const char *values[AMB_N_AUDIENCES + 1] = { NULL };

  for (guint i = 0, n = 0; i < AMB_N_AUDIENCES; i++)
    if ((audiences & (1U << i)) != 0)
      values[n++] = amb_audience_get_id (i);
  if (audiences != 0)
    amb_query_where (query, amb_entity_find_field (get_items (), "audience"), AMB_MATCH_IN, values);
}

static guint
get_count (GHashTable *counts, const char *state)
{
  const gint64 *count = g_hash_table_lookup (counts, state);

  return count != NULL ? (guint) *count : 0;
}

/* As many as the tray has room for, state after state; *n of all. */
static GPtrArray *
list_unplanned (AmbStore *store, const AmbCalendarAsk *ask, guint *n, GError **error)
{
  static const char *const unset[] = { "", NULL };
  const AmbField *field = amb_entity_get_state_field (get_items ());
  g_autofree const char **states = list_open_states (ask);
  g_autoptr (AmbQuery) query = new_query (ask);
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) counts = NULL;

  amb_query_where (query, field, AMB_MATCH_NOT_IN, NULL);
  amb_query_where (query, field, AMB_MATCH_IN, NULL);
  amb_query_where (query, amb_entity_find_field (get_items (), "publish-on"), AMB_MATCH_IN, unset);
  where_audiences (query, ask->audiences);
  query->sort = NULL;
  counts = amb_store_count_values (store, query, field, error);
  if (counts == NULL)
    return NULL;
  for (guint i = 0; states[i] != NULL; i++)
    {
      guint count = get_count (counts, states[i]);
      g_autoptr (GPtrArray) more = NULL;

      *n += count;
      if (count == 0 || cards->len == TRAY)
        continue;
      amb_query_where (query, field, AMB_MATCH_IN, (const char *const[]){ states[i], NULL });
      more = amb_store_list (store, query, TRAY - (int) cards->len, error);
      if (more == NULL)
        return NULL;
      for (guint k = 0; k < more->len; k++)
        if (more->pdata[k] != NULL)
          g_ptr_array_add (cards, g_object_ref (more->pdata[k]));
    }
  return g_steal_pointer (&cards);
}

/* The names that records refer to: of each entity in one statement. */
typedef struct
{
  GHashTable *channels, *pillars, *campaigns, *nodes, *people;
} Names;

static void
names_clear (Names *self)
{
  GHashTable **tables[] = { &self->channels, &self->pillars, &self->campaigns, &self->nodes,
                            &self->people };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_clear_pointer (tables[i], g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Names, names_clear)

static void
collect (GPtrArray *records, const char *field, GHashTable *ids)
{
  for (guint i = 0; i < records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (records, i);
      const char *id = record != NULL ? amb_record_get (record, field) : NULL;

      if (id != NULL)
        g_hash_table_add (ids, (gpointer) id);
    }
}

static GHashTable *
list_names (AmbStore *store, GPtrArray *one, GPtrArray *other, const char *field, GError **error)
{
  const AmbField *reference = amb_entity_find_field (get_items (), field);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree const char **list = NULL;

  collect (one, field, ids);
  collect (other, field, ids);
  list = (const char **) g_hash_table_get_keys_as_array (ids, NULL);
  return amb_store_list_titles (store, amb_entity_find (reference->ref), list, error);
}

static gboolean
load_names (AmbStore *store, GPtrArray *one, GPtrArray *other, Names *names, GError **error)
{
  names->channels = list_names (store, one, other, "channel-id", error);
  names->pillars =
      names->channels != NULL ? list_names (store, one, other, "pillar-id", error) : NULL;
  names->campaigns =
      names->pillars != NULL ? list_names (store, one, other, "campaign-id", error) : NULL;
  names->nodes =
      names->campaigns != NULL ? list_names (store, one, other, "department-id", error) : NULL;
  names->people = names->nodes != NULL ? list_names (store, one, other, "owner-id", error) : NULL;
  return names->people != NULL;
}

static char *
dup_name (GHashTable *names, AmbRecord *record, const char *field)
{
  const char *id = amb_record_get (record, field);

  return id != NULL && names != NULL ? g_strdup (g_hash_table_lookup (names, id)) : NULL;
}

static AmbCalendarItem *
item_new (AmbRecord *record, const Names *names)
{
  AmbCalendarItem *item = g_new0 (AmbCalendarItem, 1);

  item->record = g_object_ref (record);
  item->audience = amb_audience_find (amb_record_get (record, "audience"));
  item->channel = dup_name (names->channels, record, "channel-id");
  item->pillar = dup_name (names->pillars, record, "pillar-id");
  item->campaign = dup_name (names->campaigns, record, "campaign-id");
  item->department = dup_name (names->nodes, record, "department-id");
  item->owner = dup_name (names->people, record, "owner-id");
  return item;
}

static gboolean
is_wanted (const AmbCalendarAsk *ask, const AmbCalendarItem *item)
{
  return ask->audiences == 0 ||
         (item->audience >= 0 && (ask->audiences & (1U << item->audience)) != 0);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const AmbCalendarItem *one = *(AmbCalendarItem *const *) a;
  const AmbCalendarItem *other = *(AmbCalendarItem *const *) b;
  int by_day = strcmp (one->at.day, other->at.day);

  if (by_day != 0)
    return by_day;
  if (one->at.seconds != other->at.seconds)
    return one->at.seconds < other->at.seconds ? -1 : 1;
  return strcmp (amb_record_get_id (one->record), amb_record_get_id (other->record));
}

/* What failed or was put away serves nobody in that week. */
static gboolean
counts_for_audience (const AmbCalendarItem *item)
{
  const char *state = amb_record_get_state (item->record);

  return item->audience >= 0 && g_strcmp0 (state, "failed") != 0;
}

static gboolean
was_dropped (AmbRecord *record, GHashTable *published)
{
  return g_strcmp0 (amb_record_get_state (record), "archived") == 0 &&
         !g_hash_table_contains (published, amb_record_get_id (record));
}

/* Items that were put away, once they were out. */
static GHashTable *
load_published (AmbStore *store, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GError *inner = NULL;
  gboolean row = FALSE;
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT DISTINCT i.id FROM content_items i JOIN publications p ON p.item_id = i.id WHERE "
      "i.state = 'archived' AND i.deleted = 0 AND p.deleted = 0",
      error);

  if (stmt == NULL)
    return NULL;
  while (amb_stmt_step (stmt, &row, &inner) && row)
    g_hash_table_add (ids, g_strdup (amb_stmt_get_text (stmt, 0)));
  if (inner == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, inner);
  return NULL;
}

/* GLib reads a zone from its file again when nobody holds it. */
static void
hold_zone (GHashTable *zones, const char *wall)
{
  const char *open = wall != NULL ? strchr (wall, '[') : NULL;
  g_autofree char *name = open != NULL ? g_strndup (open + 1, strcspn (open + 1, "]")) : NULL;
  GTimeZone *zone =
      name != NULL && !g_hash_table_contains (zones, name) ? amb_zone_new (name) : NULL;

  if (zone != NULL)
    g_hash_table_insert (zones, g_steal_pointer (&name), zone);
}

static void
take_planned (AmbCalendar *self,
              const AmbCalendarAsk *ask,
              GPtrArray *records,
              const Names *names,
              GHashTable *published)
{
  g_autoptr (GHashTable) zones =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_time_zone_unref);

  for (guint i = 0; i < records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (records, i);
      AmbCalendarItem *item;
      AmbMoment at;
      int day;

      if (record != NULL)
        hold_zone (zones, amb_record_get (record, "publish-on"));
      if (record == NULL || was_dropped (record, published) ||
          !amb_wall_time_read (amb_record_get (record, "publish-on"), ask->zone, &at))
        continue;
      day = amb_date_days_between (self->from, at.day);
      if (day < 0 || day >= (int) self->n_weeks * 7)
        continue;
      item = item_new (record, names);
      item->at = at;
      if (counts_for_audience (item))
        {
          self->balance.counts[item->audience]++;
          g_array_index (self->week_counts, guint,
                         (guint) day / 7 * AMB_N_AUDIENCES + (guint) item->audience)++;
        }
      if (is_wanted (ask, item))
        g_ptr_array_add (self->items, item);
      else
        item_free (item);
    }
  g_ptr_array_sort (self->items, compare_items);
}

GPtrArray *
amb_calendar_list_items (AmbStore *store, GPtrArray *records, GTimeZone *zone, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_auto (Names) names = { NULL };

  if (!load_names (store, records, none, &names, error))
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (records, i);
      AmbMoment at;

      if (record == NULL || !amb_wall_time_read (amb_record_get (record, "publish-on"), zone, &at))
        continue;
      g_ptr_array_add (items, item_new (record, &names));
      ((AmbCalendarItem *) items->pdata[items->len - 1])->at = at;
    }
  g_ptr_array_sort (items, compare_items);
  return g_steal_pointer (&items);
}

/* The tray. */

/* id → days since it waits for a review, of the items without a day. */
static GHashTable *
load_waiting (AmbStore *store, GError **error)
{
  g_autoptr (GHashTable) days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GError *inner = NULL;
  gboolean row = FALSE;
  g_autofree char *today = g_strdup (amb_store_get_today (store));
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT i.id, MAX (t.at) FROM content_items i JOIN transitions t ON "
      "t.record = i.id WHERE i.state = 'in_review' AND i.publish_on IS NULL AND i.deleted = 0 AND "
      "t.\"to\" = 'in_review' AND t.deleted = 0 GROUP BY i.id",
      error);

  if (stmt == NULL)
    return NULL;
  while (amb_stmt_step (stmt, &row, &inner) && row)
    {
      gint64 at = 0;
      g_autofree char *day = amb_instant_parse (amb_stmt_get_text (stmt, 1), &at)
                                 ? amb_instant_dup_day (at)
                                 : g_strdup (today);

      g_hash_table_insert (days, g_strdup (amb_stmt_get_text (stmt, 0)),
                           GINT_TO_POINTER (MAX (amb_date_days_between (day, today), 0)));
    }
  if (inner == NULL)
    return g_steal_pointer (&days);
  g_propagate_error (error, inner);
  return NULL;
}

/* The first thing that somebody has to do before it can have its day, in words. */
static char *
dup_missing (const AmbCalendarItem *item, GHashTable *waiting)
{
  AmbRecord *record = item->record;
  const char *state = amb_record_get_state (record);
  int days = GPOINTER_TO_INT (g_hash_table_lookup (waiting, amb_record_get_id (record)));

  if (g_strcmp0 (state, "in_review") == 0)
    return days > 0 ? g_strdup_printf (ngettext ("waiting %d day", "waiting %d days", days), days)
                    : g_strdup (_ ("waiting since today"));
  if (g_strcmp0 (state, "changes_requested") == 0)
    return g_strdup (_ ("changes are to be made"));
  if (g_strcmp0 (state, "on_hold") == 0)
    return g_strdup (_ ("held back"));
  if (amb_record_get (record, "owner-id") == NULL)
    return g_strdup (_ ("no owner"));
  if (item->audience < 0)
    return g_strdup (_ ("no audience"));
  if (amb_record_get (record, "channel-id") == NULL)
    return g_strdup (_ ("no channel"));
  if (g_strcmp0 (state, "approved") == 0)
    return g_strdup (_ ("ready to place"));
  if (g_strcmp0 (state, "idea") != 0 && amb_record_get (record, "asset-id") != NULL &&
      amb_record_get (record, "alternative-text") == NULL)
    return g_strdup (_ ("text for picture missing"));
  return g_strdup (_ ("no date yet"));
}

static void
take_tray (AmbCalendar *self, GPtrArray *records, const Names *names, GHashTable *waiting)
{
  for (guint i = 0; i < records->len; i++)
    {
      AmbCalendarItem *item = item_new (records->pdata[i], names);

      item->missing = dup_missing (item, waiting);
      g_ptr_array_add (self->tray, item);
    }
}

/* Days. */

static void
note_day (GHashTable *table, const char *day, const char *words)
{
  const char *known = g_hash_table_lookup (table, day);

  g_hash_table_insert (table, g_strdup (day),
                       known != NULL ? g_strdup_printf ("%s · %s", known, words)
                                     : g_strdup (words));
}

/* ?1 first day, ?2 last day, ?3 node or NULL: what holds in it, above it or below it. */
#define NODES                                                                                      \
  "WITH RECURSIVE below (id) AS (SELECT ?3 WHERE ?3 IS NOT NULL UNION SELECT n.id FROM nodes n "   \
  "JOIN below b ON n.parent_id = b.id WHERE n.deleted = 0), "                                      \
  "above (id) AS (SELECT ?3 WHERE ?3 IS NOT NULL UNION SELECT n.parent_id FROM nodes n JOIN "      \
  "above a ON n.id = a.id WHERE n.parent_id IS NOT NULL), "                                        \
  "here (id) AS (SELECT id FROM below UNION SELECT id FROM above), "                               \
  "countries (code) AS (SELECT DISTINCT country FROM nodes WHERE deleted = 0 AND country IS NOT "  \
  "NULL AND (?3 IS NULL OR id IN here)) "
#define HOLIDAYS                                                                                   \
  NODES "SELECT name, day, day, country, 0 FROM holidays WHERE deleted = 0 AND day BETWEEN ?1 "    \
        "AND ?2 AND country IN countries ORDER BY day, country"
/* One that holds for a part of what is shown is told; one that holds for all of it blocks the day.
 */
#define BLACKOUTS                                                                                  \
  NODES "SELECT d.reason, d.first_day, d.last_day, COALESCE (d.country, n.name), d.country IS "    \
        "NULL AND (d.node_id IS NULL OR d.node_id IN above) FROM blackout_days d LEFT JOIN nodes " \
        "n ON n.id = d.node_id WHERE d.deleted = 0 AND d.first_day <= ?2 AND d.last_day >= ?1 "    \
        "AND (d.country IS NULL OR d.country IN countries) AND (d.node_id IS NULL OR ?3 IS NULL "  \
        "OR d.node_id IN here) ORDER BY d.first_day, d.rid"

static gboolean
load_days (AmbStore *store, AmbCalendar *self, const char *sql, const char *node, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  g_autofree char *last = amb_calendar_dup_day (self, self->n_weeks * 7 - 1);
  GError *inner = NULL;
  gboolean row = FALSE;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, self->from);
  amb_stmt_bind_text (stmt, 2, last);
  amb_stmt_bind_text (stmt, 3, node);
  while (amb_stmt_step (stmt, &row, &inner) && row)
    {
      const char *where = amb_stmt_get_text (stmt, 3);
      gboolean is_blocked = amb_stmt_get_int (stmt, 4) != 0;
      g_autofree char *words = where != NULL && !is_blocked
                                   ? g_strdup_printf ("%s (%s)", amb_stmt_get_text (stmt, 0), where)
                                   : g_strdup (amb_stmt_get_text (stmt, 0));
      int begin = MAX (amb_date_days_between (self->from, amb_stmt_get_text (stmt, 1)), 0);
      int end = MIN (amb_date_days_between (self->from, amb_stmt_get_text (stmt, 2)),
                     (int) self->n_weeks * 7 - 1);

      for (int i = begin; i <= end; i++)
        {
          g_autofree char *day = amb_calendar_dup_day (self, (guint) i);

          note_day (is_blocked ? self->blocked : self->notes, day, words);
        }
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

static gboolean
load_targets (AmbStore *store, AmbBalance *balance, GError **error)
{
  gboolean row = FALSE;
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (store),
                      "SELECT mix_client, mix_applicant, mix_partner, mix_internal, mix_tolerance "
                      "FROM programmes WHERE deleted = 0 LIMIT 1",
                      error);

  if (stmt == NULL || !amb_stmt_step (stmt, &row, error))
    return FALSE;
  for (int i = 0; row && i < AMB_N_AUDIENCES; i++)
    balance->targets[i] = (int) amb_stmt_get_int (stmt, i);
  if (row)
    balance->tolerance = (int) amb_stmt_get_int (stmt, AMB_N_AUDIENCES);
  return TRUE;
}

static void
mark_foreign (GPtrArray *items, GHashTable *rids)
{
  for (guint i = 0; i < items->len; i++)
    {
      AmbCalendarItem *item = g_ptr_array_index (items, i);
      gint64 rid = amb_record_get_rid (item->record);

      item->is_foreign = g_hash_table_contains (rids, &rid);
    }
}

AmbCalendar *
amb_calendar_load (AmbStore *store, const AmbCalendarAsk *ask, GError **error)
{
  g_autoptr (AmbCalendar) self = calendar_new (ask);
  const char *node = ask->filter != NULL ? ask->filter->within : NULL;
  g_autoptr (GPtrArray) planned = list_planned (store, ask, error);
  g_autoptr (GPtrArray) unplanned =
      planned != NULL ? list_unplanned (store, ask, &self->n_tray, error) : NULL;
  g_autoptr (GHashTable) published = unplanned != NULL ? load_published (store, error) : NULL;
  g_autoptr (GHashTable) waiting = published != NULL ? load_waiting (store, error) : NULL;
  g_autoptr (GHashTable) foreign = NULL;
  g_auto (Names) names = { NULL };

  if (waiting == NULL || !load_names (store, planned, unplanned, &names, error) ||
      !load_targets (store, &self->balance, error) ||
      !load_days (store, self, HOLIDAYS, node, error) ||
      !load_days (store, self, BLACKOUTS, node, error))
    return NULL;
  self->bands = amb_calendar_load_bands (store, self->from, self->n_weeks * 7, node, error);
  if (self->bands == NULL)
    return NULL;
  self->slots = amb_calendar_load_slots (store, ask, error);
  if (self->slots == NULL)
    return NULL;
  foreign = amb_list_foreign (store, ask->access, amb_entity_find ("content-item"), error);
  if (foreign == NULL)
    return NULL;
  take_planned (self, ask, planned, &names, published);
  take_tray (self, unplanned, &names, waiting);
  mark_foreign (self->items, foreign);
  mark_foreign (self->tray, foreign);
  return g_steal_pointer (&self);
}

AmbCalendar *
amb_calendar_load_balance (AmbStore *store, const AmbCalendarAsk *ask, GError **error)
{
  g_autoptr (AmbCalendar) self = calendar_new (ask);
  g_autoptr (GPtrArray) planned = list_planned (store, ask, error);
  g_autoptr (GHashTable) published = planned != NULL ? load_published (store, error) : NULL;
  const Names names = { NULL };

  if (published == NULL || !load_targets (store, &self->balance, error))
    return NULL;
  take_planned (self, ask, planned, &names, published);
  return g_steal_pointer (&self);
}
