/* Today: who was found by activity and waits to be told, or is removed. */
#include "amb-today-facts-private.h"

#include "amb-suggestions.h"
#include "amb-validate.h"

#include <glib/gi18n.h>
#include <string.h>

#define SEPARATOR   " · "
#define SUGGESTIONS "win.go-to::people/suggestions"

/* The query is of all of them, for “Show All”. */
static void
set_query (AmbTodayReading *reading, AmbTodaySection *section)
{
  g_autoptr (AmbQuery) query = amb_query_new (reading->people);

  amb_query_where (query, amb_entity_find_field (reading->people, "state"), AMB_MATCH_IN,
                   (const char *const[]){ "identified", NULL });
  amb_query_where (query, amb_entity_find_field (reading->people, "told-on"), AMB_MATCH_IN,
                   (const char *const[]){ "", NULL });
  section->entity = g_strdup (reading->people->name);
  section->query = amb_query_to_json (query);
}

static gboolean
may_write (const AmbTodayReading *reading)
{
  return (amb_access_get_rights (reading->access, amb_entity_find ("letter")) & AMB_RIGHT_CREATE) !=
         0;
}

static void
append_untold (AmbTodayReading *reading,
               AmbTodaySection *section,
               const AmbUntold *untold,
               const char *today)
{
  const AmbField *field = amb_entity_get_state_field (reading->people);
  g_autofree char *state = amb_field_format (field, "identified");
  AmbTodayLine *line = g_new0 (AmbTodayLine, 1);
  int days_left = amb_date_days_between (today, untold->tell_by);
  int days = ABS (days_left);

  line->entity = reading->people;
  line->id = g_strdup (untold->id);
  line->title = g_strdup (untold->name);
  line->caption =
      untold->node != NULL ? g_strconcat (state, SEPARATOR, untold->node, NULL) : g_strdup (state);
  line->verb = _ ("Tell Them");
  line->action = may_write (reading) ? g_strdup_printf ("win.tell(['%s'])", untold->id)
                                     : g_strdup (SUGGESTIONS);
  if (days_left < 0)
    {
      line->when = g_strdup_printf (ngettext ("%d day late", "%d days late", (gulong) days), days);
      line->when_style = "bad";
    }
  else
    {
      line->when = g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) days), days);
      line->when_style = days_left <= 7 ? "warn" : NULL;
    }
  g_ptr_array_add (section->lines, line);
}

/* One act for all of them; the page lists them before. */
static void
take_removal (AmbTodayReading *reading, gint64 removable)
{
  AmbTodaySection *section = amb_today_section_new (_ ("Never told"), "people", TRUE);

  section->count = removable;
  if (section->count > 0)
    {
      AmbTodayLine *line = g_new0 (AmbTodayLine, 1);

      line->title = g_strdup_printf (ngettext ("%d person was found and never told",
                                               "%d people were found and never told",
                                               (gulong) section->count),
                                     (int) section->count);
      line->caption = g_strdup (_ ("What is kept about them is to be removed"));
      line->icon = "user-trash-symbolic";
      line->icon_style = "warn";
      line->verb = _ ("Show");
      line->action = g_strdup (SUGGESTIONS);
      g_ptr_array_add (section->lines, line);
    }
  amb_today_take_section (reading, section);
}

gboolean
amb_today_read_untold (AmbTodayReading *reading, GError **error)
{
  AmbTodaySection *section;
  g_autofree char *now = amb_instant_format (reading->now);
  g_autofree char *today = g_strndup (now, strlen ("2026-11-23"));
  AmbUntoldCount count = { 0 };
  g_autoptr (GPtrArray) untold =
      amb_untold_load_first (reading->store, reading->node, today, MAIN_LINES, &count, error);

  if (untold == NULL)
    return FALSE;
  section = amb_today_section_new (_ ("To tell that we know them"), "people", TRUE);
  section->count = count.all;
  set_query (reading, section);
  for (guint i = 0; i < untold->len; i++)
    append_untold (reading, section, g_ptr_array_index (untold, i), today);
  amb_today_take_section (reading, section);
  take_removal (reading, count.removable);
  return TRUE;
}
