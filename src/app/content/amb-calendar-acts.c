#include "amb-calendar-acts.h"

#include "amb-calendar-bands.h"
#include "amb-calendar-moves.h"
#include "amb-calendar-words.h"
#include "amb-display.h"
#include "amb-error.h"

#include <glib/gi18n.h>

typedef enum
{
  PLACE,
  PLACE_AT,
  SHIFT,
  TARGET,
  STRETCH,
  UNPLAN,
  REMOVE,
  COPY,
  COPY_TO,
  FILL,
} Verb;

typedef struct
{
  Verb verb;
  char **ids;
  char *day, *time; /* nullable */
  GTimeZone *zone;
  int days, minutes; /* of what is made longer: of its first day, of its last one */
  AmbMoment moment;
  gboolean has_hour;
  AmbCalendarCopied copied; /* nullable: is told in place of @done */
  guint audience;
  const AmbEntity *entity; /* of what is made longer */
  AmbCalendarDone done;
  gpointer data;
  char *today;
} Act;

static Act *
act_new (
    AmbContext *context, Verb verb, const char *const *ids, AmbCalendarDone done, gpointer data)
{
  Act *act = g_new0 (Act, 1);

  act->verb = verb;
  act->ids = g_strdupv ((char **) ids);
  act->zone = g_time_zone_new_local ();
  act->done = done;
  act->data = data;
  act->today = amb_clock_dup_today (amb_context_get_clock (context), NULL);
  return act;
}

static void
act_free (Act *act)
{
  g_strfreev (act->ids);
  g_free (act->day);
  g_free (act->time);
  g_free (act->today);
  g_time_zone_unref (act->zone);
  g_free (act);
}

static void
free_report (gpointer data)
{
  amb_plan_report_free (data);
}

/* (transfer full): of one thing that was done; @id: (transfer full) (nullable): it was not */
static AmbPlanReport *
report_one (char *id)
{
  AmbPlanReport *report;

  if (id == NULL)
    return NULL;
  report = g_new0 (AmbPlanReport, 1);
  report->done = g_ptr_array_new_with_free_func (g_free);
  report->refused = g_ptr_array_new ();
  report->warnings = g_ptr_array_new ();
  g_ptr_array_add (report->done, id);
  return report;
}

static AmbPlanReport *
stretch (AmbProgramme *programme, const Act *act, GError **error)
{
  return report_one (
      amb_programme_stretch (programme, act->entity, act->ids[0], act->days, act->minutes, error)
          ? g_strdup (act->ids[0])
          : NULL);
}

static AmbPlanReport *
fill (AmbProgramme *programme, const Act *act, GError **error)
{
  return report_one (
      amb_programme_fill_gap (programme, act->ids[0], act->audience, act->day, error));
}

/* What is borrowed here lives until the answer: the callback frees it. */
static gpointer
write_act (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Act *act = data;
  const char *const *ids = (const char *const *) act->ids;

  switch (act->verb)
    {
    case PLACE:
      return amb_programme_place_items (programme, ids, act->day, act->time, act->zone, error);
    case PLACE_AT:
      return amb_programme_place_items_at (programme, ids, &act->moment, act->zone, error);
    case SHIFT:
      return act->minutes != 0
                 ? amb_programme_shift_items_by (programme, ids, act->days, act->minutes, error)
                 : amb_programme_shift_items (programme, ids, act->days, error);
    case TARGET:
      return amb_programme_target_items (programme, ids, act->audience, act->days, act->day, error);
    case STRETCH:
      return stretch (programme, act, error);
    case UNPLAN:
      return amb_programme_unplan_items (programme, ids, error);
    case REMOVE:
      return amb_programme_remove_items (programme, ids, error);
    case COPY:
      return amb_programme_copy_items (programme, ids, act->days, error);
    case COPY_TO:
      return amb_programme_copy_items_to (programme, ids, act->day,
                                          act->has_hour ? &act->moment : NULL, act->zone, error);
    case FILL:
    default:
      return fill (programme, act, error);
    }
}

static char *
dup_done (const Act *act, guint n)
{
  g_autofree char *day = act->day != NULL ? amb_display_date (act->day, act->today) : NULL;

  switch (act->verb)
    {
    case PLACE:
    case PLACE_AT:
      /* Translators: a number of items, then a day: “Tomorrow”, “4 Dec” */
      return g_strdup_printf (ngettext ("%u item placed: %s.", "%u items placed: %s.", n), n, day);
    case SHIFT:
      return g_strdup_printf (ngettext ("%u item shifted.", "%u items shifted.", n), n);
    case TARGET:
      /* Translators: a number of items, then an audience: “1 item is for Partners.” */
      return g_strdup_printf (ngettext ("%u item is for %s.", "%u items are for %s.", n), n,
                              amb_calendar_get_audience (act->audience));
    case STRETCH:
      return g_strdup (_ ("Its days are others now."));
    case UNPLAN:
      return g_strdup_printf (
          ngettext ("%u item is back in the tray.", "%u items are back in the tray.", n), n);
    case REMOVE:
      return g_strdup_printf (ngettext ("%u item removed.", "%u items removed.", n), n);
    case COPY:
    case COPY_TO:
      return g_strdup_printf (
          ngettext ("%u item copied, as an idea.", "%u items copied, as ideas.", n), n);
    case FILL:
    default:
      return g_strdup (_ ("A new idea stands in the empty week."));
    }
}

/* What was done, then what was not, each with its reason; three of them at the most. */
static char *
dup_sentence (const Act *act, const AmbPlanReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *const lists[] = { report->warnings, report->refused };
  guint n_told = 0, n_more = 0;

  if (report->done->len > 0)
    {
      g_autofree char *done = dup_done (act, report->done->len);

      g_string_append (text, done);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->len; j++)
      if (n_told < 3)
        {
          g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                                  (const char *) lists[i]->pdata[j]);
          n_told++;
        }
      else
        n_more++;
  if (n_more > 0)
    g_string_append_printf (text, ngettext (" And %u more.", " And %u more.", n_more), n_more);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Act *act = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbPlanReport) report =
      amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *sentence = report != NULL ? dup_sentence (act, report) : NULL;

  if (act->verb == FILL && g_error_matches (error, AMB_ERROR, AMB_ERROR_NOT_FOUND))
    sentence = g_strdup (_ ("This asset is not here any more. Use another one."));
  if (sentence == NULL)
    sentence = g_strdup (error->message);
  if (act->copied != NULL)
    act->copied (act->data, sentence, report != NULL && report->done->len > 0,
                 report != NULL && report->done->len > 0 ? report->done->pdata[0] : NULL);
  else
    act->done (act->data, sentence, report != NULL && report->done->len > 0);
  act_free (act);
}

static void
run (AmbContext *context, Act *act)
{
  amb_context_write_async (context, write_act, act, NULL, free_report, NULL, done_cb, act);
}

void
amb_calendar_act_place (AmbContext *context,
                        const char *const *ids,
                        const char *day,
                        const char *time,
                        AmbCalendarDone done,
                        gpointer data)
{
  Act *act = act_new (context, PLACE, ids, done, data);

  act->day = g_strdup (day);
  act->time = g_strdup (time);
  run (context, act);
}

void
amb_calendar_act_shift (
    AmbContext *context, const char *const *ids, int days, AmbCalendarDone done, gpointer data)
{
  Act *act = act_new (context, SHIFT, ids, done, data);

  act->days = days;
  run (context, act);
}

void
amb_calendar_act_place_at (AmbContext *context,
                           const char *const *ids,
                           const AmbMoment *at,
                           AmbCalendarDone done,
                           gpointer data)
{
  Act *act = act_new (context, PLACE_AT, ids, done, data);

  act->day = g_strdup (at->day);
  act->moment = *at;
  run (context, act);
}

void
amb_calendar_act_shift_by (AmbContext *context,
                           const char *const *ids,
                           int days,
                           int minutes,
                           AmbCalendarDone done,
                           gpointer data)
{
  Act *act = act_new (context, SHIFT, ids, done, data);

  act->days = days;
  act->minutes = minutes;
  run (context, act);
}

void
amb_calendar_act_target (AmbContext *context,
                         const char *const *ids,
                         guint audience,
                         int days,
                         const char *week,
                         AmbCalendarDone done,
                         gpointer data)
{
  Act *act = act_new (context, TARGET, ids, done, data);

  act->day = g_strdup (week);
  act->audience = audience;
  act->days = days;
  run (context, act);
}

void
amb_calendar_act_stretch (AmbContext *context,
                          const AmbEntity *entity,
                          const char *id,
                          int first_by,
                          int last_by,
                          AmbCalendarDone done,
                          gpointer data)
{
  const char *const ids[] = { id, NULL };
  Act *act = act_new (context, STRETCH, ids, done, data);

  act->entity = entity;
  act->days = first_by;
  act->minutes = last_by;
  run (context, act);
}

void
amb_calendar_act_unplan (AmbContext *context,
                         const char *const *ids,
                         AmbCalendarDone done,
                         gpointer data)
{
  run (context, act_new (context, UNPLAN, ids, done, data));
}

void
amb_calendar_act_remove (AmbContext *context,
                         const char *const *ids,
                         AmbCalendarDone done,
                         gpointer data)
{
  run (context, act_new (context, REMOVE, ids, done, data));
}

void
amb_calendar_act_copy (
    AmbContext *context, const char *const *ids, int days, AmbCalendarDone done, gpointer data)
{
  Act *act = act_new (context, COPY, ids, done, data);

  act->days = days;
  run (context, act);
}

void
amb_calendar_act_copy_to (AmbContext *context,
                          const char *const *ids,
                          const AmbMoment *at,
                          gboolean has_hour,
                          AmbCalendarCopied done,
                          gpointer data)
{
  Act *act = act_new (context, COPY_TO, ids, NULL, data);

  act->copied = done;
  act->day = g_strdup (at->day);
  act->moment = *at;
  act->has_hour = has_hour;
  run (context, act);
}

void
amb_calendar_act_fill (AmbContext *context,
                       const char *asset,
                       guint audience,
                       const char *week,
                       AmbCalendarDone done,
                       gpointer data)
{
  const char *const ids[] = { asset, NULL };
  Act *act = act_new (context, FILL, ids, done, data);

  act->day = g_strdup (week);
  act->audience = audience;
  run (context, act);
}
