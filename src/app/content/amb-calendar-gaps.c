#include "amb-calendar-gaps.h"

static void
free_gaps (gpointer data)
{
  g_ptr_array_unref (data);
}

static gpointer
read_gaps (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmbCalendar) calendar = amb_calendar_load_balance (store, data, error);

  return calendar != NULL ? amb_calendar_load_gaps (store, calendar, amb_store_get_today (store),
                                                    G_MAXUINT, error)
                          : NULL;
}

void
amb_calendar_load_gaps_async (AmbCalendarModel *model,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (model);

  g_return_if_fail (calendar != NULL);

  amb_context_read_async (amb_calendar_model_get_context (model), read_gaps,
                          amb_calendar_ask_new (calendar->from, calendar->n_weeks,
                                                amb_calendar_model_get_filter (model)),
                          amb_calendar_ask_free, free_gaps, cancellable, callback, user_data);
}

static gpointer
read_coming (AmbStore *store, gpointer node, GCancellable *cancellable, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return amb_calendar_load_coming_gaps (store, zone, node, G_MAXUINT, error);
}

void
amb_calendar_load_coming_gaps_async (AmbContext *context,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  amb_context_read_async (context, read_coming, g_strdup (amb_context_get_node (context)), g_free,
                          free_gaps, NULL, callback, user_data);
}
