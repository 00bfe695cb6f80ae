#include "amb-calendar-gaps.h"

typedef struct
{
  AmbCalendarAsk ask;
  AmbQuery *filter;
  char *today;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  amb_query_free (asked->filter);
  g_time_zone_unref (asked->ask.zone);
  g_free (asked->today);
  g_free (asked);
}

static void
free_gaps (gpointer data)
{
  g_ptr_array_unref (data);
}

static gpointer
read_gaps (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Asked *asked = data;
  g_autoptr (AmbCalendar) calendar = amb_calendar_load_balance (store, &asked->ask, error);

  return calendar != NULL ? amb_calendar_load_gaps (store, calendar, asked->today, error) : NULL;
}

void
amb_calendar_load_gaps_async (AmbCalendarModel *model,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (model);
  Asked *asked;

  g_return_if_fail (calendar != NULL);

  asked = g_new0 (Asked, 1);
  g_strlcpy (asked->ask.from, calendar->from, sizeof asked->ask.from);
  asked->ask.n_weeks = calendar->n_weeks;
  asked->ask.zone = g_time_zone_new_local ();
  asked->filter = amb_query_copy (amb_calendar_model_get_filter (model));
  asked->ask.filter = asked->filter;
  asked->today = g_strdup (amb_calendar_model_get_today (model));
  amb_context_read_async (amb_calendar_model_get_context (model), read_gaps, asked, asked_free,
                          free_gaps, cancellable, callback, user_data);
}

static gpointer
read_coming (AmbStore *store, gpointer node, GCancellable *cancellable, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return amb_calendar_load_coming_gaps (store, zone, node, error);
}

void
amb_calendar_load_coming_gaps_async (AmbContext *context,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  amb_context_read_async (context, read_coming, g_strdup (amb_context_get_node (context)), g_free,
                          free_gaps, NULL, callback, user_data);
}
