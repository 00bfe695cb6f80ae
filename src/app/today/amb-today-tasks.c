/* What people are asked to do: of me, of others; and the rest of an ambassador's week. */
#include "amb-display.h"
#include "amb-own-training.h"
#include "amb-today-facts-private.h"
#include "amb-validate.h"

#include <glib/gi18n.h>

#define LAPSING_DAYS 2 /* before it is due, a request that isn't done shows */
#define SILENT_DAYS  5 /* after which a request without an answer shows */
#define SEPARATOR    " · "

static char *
dup_answer (AmbRecord *task, const char *to)
{
  return g_strdup_printf ("win.answer(('%s','%s'))", amb_record_get_id (task), to);
}

static void
set_action (AmbTodayLine *line, const char *verb, char *action)
{
  g_free (line->action);
  line->verb = verb;
  line->action = action;
}

static char *
dup_value (AmbRecord *record, const char *name)
{
  return amb_field_format (amb_entity_find_field (amb_record_get_entity (record), name),
                           amb_record_get (record, name));
}

/* “Share · 10 min · Proposed” */
static char *
describe (AmbRecord *task)
{
  g_autofree char *kind = dup_value (task, "kind");
  g_autofree char *standing = dup_value (task, "standing");
  g_autofree char *minutes = NULL;

  if (amb_record_get (task, "minutes") != NULL)
    /* Translators: a duration */
    minutes = g_strdup_printf (_ ("%d min"), (int) amb_record_get_int (task, "minutes", 0));
  return minutes != NULL ? g_strjoin (SEPARATOR, kind, minutes, standing, NULL)
                         : g_strjoin (SEPARATOR, kind, standing, NULL);
}

gboolean
amb_today_read_asked_of_me (AmbTodayReading *reading, const char *me, GError **error)
{
  const AmbEntity *entity = amb_entity_find ("task");
  AmbTodaySection *section = amb_today_section_new (_ ("Asked of me"), "people", TRUE);
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  g_autoptr (GPtrArray) records = NULL;

  amb_today_where (query, "standing", AMB_MATCH_IN,
                   (const char *[]){ "proposed", "accepted", NULL });
  amb_today_where (query, "ambassador-id", AMB_MATCH_IN, (const char *[]){ me, NULL });
  query->sort = amb_entity_find_field (entity, "due-on");
  records = amb_today_list (reading, section, query, 2 * MAIN_LINES, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      AmbRecord *task = g_ptr_array_index (records, i);
      AmbTodayLine *line = amb_today_append_line (section, task, _ ("Done"));

      set_action (line, _ ("Done"), dup_answer (task, "done"));
      if (g_strcmp0 (amb_record_get_state (task), "proposed") == 0)
        {
          set_action (line, _ ("Accept"), dup_answer (task, "accepted"));
          amb_today_add_act (line, _ ("Decline"), dup_answer (task, "declined"));
        }
      line->icon = "amb-task-symbolic";
      line->caption = describe (task);
      amb_today_set_day (reading, line, amb_record_get (task, "due-on"));
    }
  amb_today_take_section (reading, section);
  return records != NULL;
}

static gboolean
read_others (AmbTodayReading *reading, const char *title, AmbQuery *query, GError **error)
{
  AmbTodaySection *section = amb_today_section_new (title, NULL, FALSE);
  g_autofree char *me = amb_store_dup_meta (reading->store, "actor-person");
  g_autoptr (GPtrArray) records = NULL;

  amb_today_where (query, "ambassador-id", AMB_MATCH_NOT_IN, (const char *[]){ "", me, NULL });
  query->sort = amb_entity_find_field (query->entity, "due-on");
  records = amb_today_list (reading, section, query, SIDE_LINES, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      AmbRecord *task = g_ptr_array_index (records, i);
      AmbTodayLine *line = amb_today_append_line (section, task, _ ("Record…"));

      /* What a person answered in another way than here. */
      set_action (line, _ ("Record…"), dup_answer (task, ""));
      line->icon = "amb-task-symbolic";
      line->caption = amb_store_dup_title (reading->store, reading->people,
                                           amb_record_get (task, "ambassador-id"));
      amb_today_set_due (reading, line, amb_record_get (task, "due-on"));
    }
  amb_today_take_section (reading, section);
  return records != NULL;
}

gboolean
amb_today_read_asked_of_others (AmbTodayReading *reading, GError **error)
{
  const AmbEntity *entity = amb_entity_find ("task");
  g_autoptr (AmbQuery) lapsing = amb_query_new (entity);
  g_autoptr (AmbQuery) silent = amb_query_new (entity);
  g_autofree char *soon = amb_date_add_days (reading->today, LAPSING_DAYS);
  g_autofree char *later = amb_date_add_days (reading->today, LAPSING_DAYS + 1);
  g_autofree char *asked =
      amb_instant_format (reading->now - SILENT_DAYS * G_GINT64_CONSTANT (86400000));

  if ((amb_access_get_rights (reading->access, entity) & AMB_RIGHT_CREATE) == 0)
    return TRUE;
  amb_today_where (lapsing, "standing", AMB_MATCH_IN,
                   (const char *[]){ "proposed", "accepted", NULL });
  amb_today_where (lapsing, "due-on", AMB_MATCH_TO, (const char *[]){ soon, NULL });
  amb_today_where (silent, "standing", AMB_MATCH_IN, (const char *[]){ "proposed", NULL });
  amb_today_where (silent, "asked-at", AMB_MATCH_TO, (const char *[]){ asked, NULL });
  amb_today_where (silent, "due-on", AMB_MATCH_FROM, (const char *[]){ later, NULL });
  return read_others (reading, _ ("Requests about to lapse"), lapsing, error) &&
         read_others (reading, _ ("Requests without an answer"), silent, error);
}

/* Of each track that one is on; the row opens the module, the button where one goes on with it. */
static gboolean
read_modules (AmbTodayReading *reading, const char *me, GError **error)
{
  AmbTodaySection *section = amb_today_section_new (_ ("My next module"), "training", TRUE);
  g_autoptr (AmbOwnTraining) training = amb_own_training_load (reading->store, me, error);

  for (guint i = 0; training != NULL && i < training->tracks->len; i++)
    {
      const AmbOwnTrack *track = g_ptr_array_index (training->tracks, i);
      g_autoptr (AmbRecord) module = NULL;
      AmbTodayLine *line;

      if (track->next == NULL || section->lines->len == SIDE_LINES)
        continue;
      module = amb_record_new (amb_entity_find ("module"), track->next->id);
      amb_record_set (module, "title", track->next->title);
      line = amb_today_append_line (section, module, _ ("Open"));
      set_action (line, _ ("Open"), g_strdup ("win.go-to::training"));
      line->icon = "amb-training-symbolic";
      line->caption = g_strdup (track->name);
      amb_today_set_day (reading, line, track->due);
    }
  section->count = section->lines->len;
  amb_today_take_section (reading, section);
  return training != NULL;
}

static gboolean
read_shareable (AmbTodayReading *reading, GError **error)
{
  const AmbEntity *entity = amb_entity_find ("variant");
  AmbTodaySection *section = amb_today_section_new (_ ("What I may share"), NULL, FALSE);
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  g_autoptr (GPtrArray) records = NULL;

  amb_today_where (query, "state", AMB_MATCH_IN, (const char *[]){ "released", NULL });
  records = amb_today_list (reading, section, query, 2 * SIDE_LINES, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      AmbRecord *variant = g_ptr_array_index (records, i);
      AmbTodayLine *line = amb_today_append_line (section, variant, _ ("Open"));
      g_autofree char *audience = dup_value (variant, "audience");
      const char *code = amb_record_get (variant, "language");
      g_autofree char *language = code != NULL ? amb_display_language (code) : NULL;

      line->icon = "amb-content-symbolic";
      line->caption = g_strjoin (SEPARATOR, audience, language, NULL);
    }
  amb_today_take_section (reading, section);
  return records != NULL;
}

gboolean
amb_today_read_week (AmbTodayReading *reading, GError **error)
{
  g_autofree char *me = amb_store_dup_meta (reading->store, "actor-person");

  if (reading->access != AMB_ACCESS_AMBASSADOR || me == NULL)
    return TRUE;
  return read_modules (reading, me, error) && read_shareable (reading, error);
}
