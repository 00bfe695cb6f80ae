/* Today: the queue of content, as the view shows it: what waits for a decision of who sits here. */
#include "amb-today-facts-private.h"

#include "amb-content-flow.h"

#include <glib/gi18n.h>

#define SEPARATOR " · "
#define QUEUE     "content/review"

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
  section->view = QUEUE;
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
  section->view = QUEUE;
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
