#include "amb-calendar-ahead.h"

#include <string.h>

void
amb_calendar_ahead_free (AmbCalendarAhead *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

/* Moments are compared as text: up to a day is before its first hour. */
static void
limit (AmbQuery *query, AmbMatch match, const char *day)
{
  const AmbField *field = amb_entity_find_field (query->entity, "publish-on");

  amb_query_where (query, field, match, (const char *const[]){ day, NULL });
}

/* The day that is written down is of the clock of wherever it goes out, which may be a day behind
 * the reader's: the day before is read with it, whatever its number. */
static GPtrArray *
list_records (AmbStore *store, AmbQuery *query, const char *today, guint most, GError **error)
{
  g_autoptr (AmbQuery) before = amb_query_copy (query);
  gint64 n_before = 0;

  limit (before, AMB_MATCH_TO, today);
  if (!amb_store_count (store, before, &n_before, error))
    return NULL;
  return amb_store_list (store, query, n_before + most, error);
}

AmbCalendarAhead *
amb_calendar_load_ahead (AmbStore *store, const AmbCalendarAsk *ask, guint most, GError **error)
{
  static const char *const gone[] = { "rejected", "archived", NULL };
  g_autoptr (AmbCalendarAhead) self = g_new0 (AmbCalendarAhead, 1);
  g_autoptr (AmbQuery) query = amb_query_copy (ask->filter);
  g_autofree char *from = amb_date_add_days (ask->from, -1);
  g_autofree char *to = amb_date_add_days (ask->from, (int) ask->n_weeks * 7);
  g_autoptr (GPtrArray) records = NULL;
  gint64 count = 0;

  amb_query_where (query, amb_entity_get_state_field (query->entity), AMB_MATCH_NOT_IN, gone);
  query->sort = amb_entity_find_field (query->entity, "publish-on");
  limit (query, AMB_MATCH_FROM, from);
  limit (query, AMB_MATCH_TO, to);
  records = list_records (store, query, ask->from, most, error);
  if (records == NULL || !amb_store_count (store, query, &count, error))
    return NULL;
  self->n = (guint) count;
  self->items = amb_calendar_list_items (store, records, ask->zone, error);
  if (self->items == NULL)
    return NULL;
  while (self->items->len > 0 &&
         strcmp (((AmbCalendarItem *) self->items->pdata[0])->at.day, ask->from) < 0)
    {
      g_ptr_array_remove_index (self->items, 0);
      self->n--;
    }
  if (self->items->len > most)
    g_ptr_array_set_size (self->items, (int) most);
  return g_steal_pointer (&self);
}
