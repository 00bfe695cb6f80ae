/* Today: the queue of content, as the view shows it: what waits for a decision of who sits here. */
#include "amb-today-facts-private.h"

#include "amb-calendar-facts.h"
#include "amb-content-flow.h"
#include "amb-validate.h"

#include <glib/gi18n.h>

#define SEPARATOR " · "
#define QUEUE     "win.go-to::content/review"
#define FILL      "win.fill-gaps"

/* The queue is its reader's, wherever they look: the place doesn't narrow it. */
static AmbTodayLine *
append_line (AmbTodaySection *section, const char *id, const char *title, const char *verb)
{
  AmbTodayLine *line = g_new0 (AmbTodayLine, 1);

  line->entity = amb_entity_find ("content-item");
  line->id = g_strdup (id);
  line->title = g_strdup (title != NULL ? title : _ ("Without a name"));
  line->icon = "amb-content-symbolic";
  line->verb = verb;
  line->action = g_strdup_printf ("win.review-item::%s", id);
  g_ptr_array_add (section->lines, line);
  return line;
}

static gboolean
leads (const AmbTodayReading *reading)
{
  return reading->access == AMB_ACCESS_MANAGER || reading->access == AMB_ACCESS_LEAD;
}

/* Without a person the queue is everybody's, which is for who leads. */
static gboolean
may_decide (const AmbTodayReading *reading, const char *me)
{
  guint rights = amb_access_get_rights (reading->access, amb_entity_find ("content-item"));

  return (rights & AMB_RIGHT_MOVE) != 0 && (me != NULL || leads (reading));
}

gboolean
amb_today_read_reviews (AmbTodayReading *reading, const char *me, GError **error)
{
  AmbTodaySection *section;
  g_autoptr (GPtrArray) reviews = NULL;

  if (!may_decide (reading, me))
    return TRUE;
  reviews = amb_content_list_reviews (reading->store, me, reading->access, error);
  if (reviews == NULL)
    return FALSE;
  section = amb_today_section_new (_ ("To approve"), "content", TRUE);
  section->count = reviews->len;
  section->action = QUEUE;
  for (guint i = 0; i < MIN (reviews->len, MAIN_LINES); i++)
    {
      const AmbReviewItem *item = g_ptr_array_index (reviews, i);
      AmbTodayLine *line = append_line (section, item->id, item->title, _ ("Review"));

      line->caption = g_strdup (item->owner_name);
      amb_today_set_due (reading, line, item->publish_on);
    }
  amb_today_take_section (reading, section);
  return TRUE;
}

gboolean
amb_today_read_suggestions (AmbTodayReading *reading, const char *me, GError **error)
{
  AmbTodaySection *section;
  g_autoptr (GPtrArray) ideas = NULL;

  if (!leads (reading))
    return TRUE;
  ideas = amb_content_list_suggestions (reading->store, me, error);
  if (ideas == NULL)
    return FALSE;
  section = amb_today_section_new (_ ("Suggestions to answer"), "content", TRUE);
  section->count = ideas->len;
  section->action = QUEUE;
  for (guint i = 0; i < MIN (ideas->len, MAIN_LINES); i++)
    {
      const AmbContentSuggestion *idea = g_ptr_array_index (ideas, i);
      AmbTodayLine *line = append_line (section, idea->id, idea->title, _ ("Decide"));

      line->caption = idea->author_name != NULL && idea->need != NULL
                          ? g_strconcat (idea->author_name, SEPARATOR, idea->need, NULL)
                          : g_strdup (idea->author_name != NULL ? idea->author_name : idea->need);
    }
  amb_today_take_section (reading, section);
  return TRUE;
}

/* What would fill it, from the best on. */
static char *
describe_offers (const AmbGap *gap)
{
  const AmbGapOffer *first = gap->offers->len > 0 ? gap->offers->pdata[0] : NULL;
  const AmbGapOffer *second = gap->offers->len > 1 ? gap->offers->pdata[1] : NULL;

  if (first == NULL)
    return g_strdup (_ ("No asset that may be used"));
  if (second == NULL)
    /* Translators: the title of an asset that would fill an empty week */
    return g_strdup_printf (_ ("“%s”"), first->title);
  /* Translators: the titles of two assets, each of which would fill an empty week */
  return g_strdup_printf (_ ("“%s” or “%s”"), first->title, second->title);
}

static void
append_gap (AmbTodayReading *reading, AmbTodaySection *section, const AmbGap *gap)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("content-item"), "audience");
  g_autofree char *audience = amb_field_format (field, amb_audience_get_id (gap->audience));
  g_autofree char *last = amb_date_add_days (gap->week, 6);
  g_autofree char *from = amb_day_format (gap->week, _ ("%-d %b"));
  g_autofree char *to = amb_day_format (last, _ ("%-d %b"));
  AmbTodayLine *line = g_new0 (AmbTodayLine, 1);

  /* Translators: an audience, the number of a week, its first and its last day */
  line->title = g_strdup_printf (_ ("%s, week %d (%s – %s)"), audience,
                                 amb_week_get_number (gap->week), from, to);
  line->caption = describe_offers (gap);
  line->icon = "x-office-calendar-symbolic";
  line->verb = _ ("Fill");
  line->action = g_strdup (FILL);
  amb_today_set_due (reading, line, last);
  g_ptr_array_add (section->lines, line);
}

gboolean
amb_today_read_gaps (AmbTodayReading *reading, GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GPtrArray) gaps = NULL;
  AmbTodaySection *section;

  if (!amb_today_may (reading, amb_entity_find ("content-item"), AMB_RIGHT_CREATE) ||
      !amb_today_may (reading, amb_entity_find ("asset"), AMB_RIGHT_READ))
    return TRUE;
  zone = g_time_zone_new_local ();
  gaps = amb_calendar_load_coming_gaps (reading->store, zone, reading->node, SIDE_LINES, error);
  if (gaps == NULL)
    return FALSE;
  section = amb_today_section_new (_ ("Empty weeks"), NULL, FALSE);
  section->count = gaps->len;
  section->action = FILL;
  for (guint i = 0; i < MIN (gaps->len, SIDE_LINES); i++)
    append_gap (reading, section, g_ptr_array_index (gaps, i));
  amb_today_take_section (reading, section);
  return TRUE;
}
