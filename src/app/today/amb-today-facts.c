#include "amb-today-facts-private.h"
#include "amb-attention-acts.h"
#include "amb-display.h"
#include "amb-import-mark.h"
#include "amb-lifecycle.h"
#include "amb-outbox.h"
#include "amb-programme.h"
#include "amb-renewals.h"
#include "amb-sight.h"
#include "amb-validate.h"

#include <glib/gi18n.h>

#define SEPARATOR " · "

static void
line_free (gpointer data)
{
  AmbTodayLine *line = data;

  g_free (line->id);
  g_free (line->title);
  g_free (line->caption);
  g_free (line->when);
  g_free (line->action);
  g_clear_pointer (&line->acts, g_ptr_array_unref);
  g_free (line);
}

static void
act_free (gpointer data)
{
  AmbTodayAct *act = data;

  g_free (act->action);
  g_free (act);
}

void
amb_today_add_act (AmbTodayLine *line, const char *verb, char *action)
{
  AmbTodayAct *act = g_new0 (AmbTodayAct, 1);

  act->verb = verb;
  act->action = action;
  if (line->acts == NULL)
    line->acts = g_ptr_array_new_with_free_func (act_free);
  g_ptr_array_add (line->acts, act);
}

static void
section_free (gpointer data)
{
  AmbTodaySection *section = data;

  g_ptr_array_unref (section->lines);
  g_free (section->entity);
  g_free (section->query);
  g_free (section);
}

AmbTodaySection *
amb_today_section_new (const char *title, const char *place, gboolean is_main)
{
  AmbTodaySection *section = g_new0 (AmbTodaySection, 1);

  section->title = title;
  section->place = place;
  section->is_main = is_main;
  section->lines = g_ptr_array_new_with_free_func (line_free);
  return section;
}

void
amb_today_take_section (AmbTodayReading *reading, AmbTodaySection *section)
{
  if (section->lines->len == 0)
    section_free (section);
  else
    g_ptr_array_add (reading->facts->sections, section);
}

AmbTodayLine *
amb_today_append_line (AmbTodaySection *section, AmbRecord *record, const char *verb)
{
  AmbTodayLine *line = g_new0 (AmbTodayLine, 1);
  const char *title = amb_record_get_title (record);

  line->entity = amb_record_get_entity (record);
  line->id = g_strdup (amb_record_get_id (record));
  line->title = g_strdup (title != NULL ? title : _ ("Without a name"));
  line->verb = verb;
  line->action = g_strdup_printf ("win.open-record(('%s','%s'))", line->entity->name, line->id);
  g_ptr_array_add (section->lines, line);
  return line;
}

/* "a · b": what is known of it; unknown parts are left out. */
static char *
join (const char *first, const char *second)
{
  if (second == NULL || *second == '\0')
    return g_strdup (first);
  return g_strconcat (first, SEPARATOR, second, NULL);
}

static char *
dup_node_title (AmbTodayReading *reading, AmbRecord *person)
{
  const char *node = amb_record_get (person, "node-id");

  return node != NULL ? amb_store_dup_title (reading->store, reading->nodes, node) : NULL;
}

void
amb_today_where (AmbQuery *query, const char *field, AmbMatch match, const char *const *values)
{
  amb_query_where (query, amb_entity_find_field (query->entity, field), match, values);
}

/* Are its rows found by what they hold themselves, so that counting them reads an index? */
static gboolean
is_plain (const AmbQuery *query)
{
  for (guint i = 0; i < query->conditions->len; i++)
    if (!amb_field_is_stored (((AmbCondition *) query->conditions->pdata[i])->field))
      return FALSE;
  return query->sort == NULL || amb_field_is_stored (query->sort);
}

/* Where something is computed of each row, to find out whether it belongs there, that is most of
 * the work: it is done once. Else the first of them are found without sorting the others. */
static GPtrArray *
count_and_load (
    AmbTodayReading *reading, const AmbQuery *query, gint64 limit, gint64 *count, GError **error)
{
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean plain = is_plain (query);

  if (plain && !amb_store_count (reading->store, query, count, error))
    return NULL;
  if ((!plain || *count > 0) &&
      !amb_store_list_rids (reading->store, query, 0, plain ? limit : -1, rids, error))
    return NULL;
  if (!plain)
    *count = rids->len;
  return amb_store_load (reading->store, query->entity, (const gint64 *) rids->data,
                         MIN (rids->len, (guint) limit), error);
}

/* Counts @query into the section and returns its first records, of what this desk holds with all
 * that belongs to it, as the list does that Show All opens. */
GPtrArray *
amb_today_list (AmbTodayReading *reading,
                AmbTodaySection *section,
                const AmbQuery *query,
                gint64 limit,
                GError **error)
{
  g_autoptr (AmbQuery) here = amb_query_copy (query);

  here->within = g_strdup (reading->node);
  amb_sight_narrow (reading->store, here);
  amb_query_narrow (here);
  section->entity = g_strdup (query->entity->name);
  section->query = amb_query_to_json (query);
  return count_and_load (reading, here, limit, &section->count, error);
}

/* Those who lead people have others to care for; everybody else has their own record only. */
gboolean
amb_today_may (AmbTodayReading *reading, const AmbEntity *entity, AmbRight right)
{
  guint rights = amb_access_get_rights (reading->access, entity);

  return (rights & right) != 0 && reading->access != AMB_ACCESS_AMBASSADOR;
}

/* Is one of the moves out of these states theirs to make, of other people? */
static gboolean
decides (AmbTodayReading *reading, const char *const *states)
{
  guint who = amb_access_get_who (reading->access, FALSE);

  for (const AmbMove *move = reading->people->moves; move->to != NULL; move++)
    if (g_strv_contains (states, move->from) && (move->who & who) != 0)
      return TRUE;
  return FALSE;
}

static const char *
get_state_word (AmbRecord *record)
{
  const AmbField *field = amb_entity_get_state_field (amb_record_get_entity (record));
  const AmbChoice *choice = amb_field_find_choice (field, amb_record_get_state (record));

  return choice != NULL ? _ (choice->label) : "";
}

/* Candidates to decide. */
static gboolean
read_candidates (AmbTodayReading *reading, GError **error)
{
  static const char *const states[] = { "shortlisted", "in_review", NULL };
  AmbTodaySection *section;
  g_autoptr (AmbQuery) query = amb_query_new (reading->people);
  g_autoptr (GPtrArray) records = NULL;

  if (!decides (reading, states))
    return TRUE;
  section = amb_today_section_new (_ ("To decide"), "people", TRUE);
  amb_today_where (query, "state", AMB_MATCH_IN, states);
  records = amb_today_list (reading, section, query, MAIN_LINES, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      AmbRecord *person = g_ptr_array_index (records, i);
      g_autofree char *node = dup_node_title (reading, person);
      AmbTodayLine *line = amb_today_append_line (section, person, _ ("Decide"));

      line->caption = join (get_state_word (person), node);
    }
  amb_today_take_section (reading, section);
  return records != NULL;
}

/* What is still missing before somebody may go on to @to. */
static char *
describe_gates (AmbTodayReading *reading, AmbRecord *person, const char *to)
{
  const AmbMove *move =
      amb_lifecycle_find_move (reading->people, amb_record_get_state (person), to);
  AmbFacts facts = { 0 };
  g_autoptr (GArray) gates = NULL;
  const char *missing = NULL;
  guint n_open = 0;

  if (move == NULL || !amb_programme_read_facts (reading->store, person, &facts, NULL))
    return g_strdup (get_state_word (person));
  gates = amb_lifecycle_list_gates (person, move, &facts);
  amb_facts_clear (&facts);
  for (guint i = 0; i < gates->len; i++)
    {
      const AmbGateStatus *gate = &g_array_index (gates, AmbGateStatus, i);

      if (gate->open)
        n_open++;
      else if (missing == NULL)
        missing = gate->label;
    }
  if (missing == NULL)
    return g_strdup (_ ("Everything on the checklist is done"));
  /* Translators: how much of a checklist is done, then the first step that is still open */
  return g_strdup_printf (_ ("%u of %u done, next: %s"), n_open, gates->len, missing);
}

static gboolean
read_onboarding (AmbTodayReading *reading, GError **error)
{
  AmbTodaySection *section = amb_today_section_new (_ ("On their way in"), "people", TRUE);
  g_autoptr (AmbQuery) query = amb_query_new (reading->people);
  g_autoptr (GPtrArray) records = NULL;

  amb_today_where (query, "state", AMB_MATCH_IN,
                   (const char *[]){ "accepted", "onboarding", NULL });
  records = amb_today_list (reading, section, query, MAIN_LINES, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      AmbRecord *person = g_ptr_array_index (records, i);
      gboolean is_accepted = g_str_equal (amb_record_get_state (person), "accepted");
      AmbTodayLine *line = amb_today_append_line (section, person, _ ("Open"));
      g_autofree char *gates =
          describe_gates (reading, person, is_accepted ? "onboarding" : "active");

      line->caption = join (get_state_word (person), gates);
    }
  amb_today_take_section (reading, section);
  return records != NULL;
}

static gboolean
read_paused (AmbTodayReading *reading, GError **error)
{
  AmbTodaySection *section = amb_today_section_new (_ ("Back from a pause"), "people", TRUE);
  g_autofree char *yesterday = amb_date_add_days (reading->today, -1);
  g_autoptr (AmbQuery) query = amb_query_new (reading->people);
  g_autoptr (GPtrArray) records = NULL;

  amb_today_where (query, "state", AMB_MATCH_IN, (const char *[]){ "paused", NULL });
  amb_today_where (query, "paused-until", AMB_MATCH_TO, (const char *[]){ yesterday, NULL });
  records = amb_today_list (reading, section, query, MAIN_LINES, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      AmbRecord *person = g_ptr_array_index (records, i);
      AmbTodayLine *line = amb_today_append_line (section, person, _ ("Welcome Back"));

      int days = amb_date_days_between (amb_record_get (person, "paused-until"), reading->today);

      line->caption = g_strdup_printf (
          ngettext ("The pause ended %d day ago", "The pause ended %d days ago", (gulong) days),
          days);
    }
  amb_today_take_section (reading, section);
  return records != NULL;
}

static gboolean
read_quiet (AmbTodayReading *reading, GError **error)
{
  AmbTodaySection *section = amb_today_section_new (_ ("Gone quiet"), NULL, FALSE);
  g_autoptr (AmbQuery) query = amb_query_new (reading->people);
  g_autoptr (GPtrArray) records = NULL;

  amb_today_where (query, "standing", AMB_MATCH_IN, (const char *[]){ "dormant", NULL });
  query->sort = amb_entity_find_field (reading->people, "last-active-on");
  records = amb_today_list (reading, section, query, SIDE_LINES, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      AmbRecord *person = g_ptr_array_index (records, i);
      const char *last = amb_record_get (person, "last-active-on");
      const char *email = amb_record_get (person, "email");
      AmbTodayLine *line =
          amb_today_append_line (section, person, email != NULL ? _ ("Write") : _ ("Open"));

      int days = last != NULL ? amb_date_days_between (last, reading->today) : 0;

      line->caption = last != NULL
                          ? g_strdup_printf (ngettext ("Last action %d day ago",
                                                       "Last action %d days ago", (gulong) days),
                                             days)
                          : g_strdup (_ ("No action yet"));
      if (email != NULL)
        {
          g_free (line->action);
          line->action = g_strdup_printf ("page.write-to::%s", email);
        }
    }
  amb_today_take_section (reading, section);
  return records != NULL;
}

/* Whose year is over or ends soon, and whose training changed. */
static gboolean
read_renewals (AmbTodayReading *reading, GError **error)
{
  const AmbField *field = amb_entity_find_field (reading->people, "renewal");
  AmbTodaySection *section = amb_today_section_new (_ ("To renew"), NULL, FALSE);
  g_autoptr (AmbQuery) query = amb_query_new (reading->people);
  g_autoptr (GPtrArray) records = NULL;

  amb_today_where (query, "renewal", AMB_MATCH_IN,
                   (const char *[]){ "requalify", "due", "soon", NULL });
  query->within = g_strdup (reading->node);
  records = amb_renewals_load (reading->store, query, SIDE_LINES, &section->count, error);
  section->entity = g_strdup (query->entity->name);
  section->query = amb_query_to_json (query);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      AmbRecord *person = g_ptr_array_index (records, i);
      g_autofree char *node = dup_node_title (reading, person);
      g_autofree char *what = amb_field_format (field, amb_record_get (person, "renewal"));
      AmbTodayLine *line = amb_today_append_line (section, person, _ ("Open"));

      line->caption = join (what, node);
    }
  amb_today_take_section (reading, section);
  return records != NULL;
}

/* Nodes that stand on one person or on none. */
static gboolean
read_holes (AmbTodayReading *reading,
            const char *field,
            const char *title,
            const char *caption,
            const char *verb,
            GError **error)
{
  AmbTodaySection *section = amb_today_section_new (title, NULL, FALSE);
  g_autoptr (AmbQuery) query = amb_query_new (reading->nodes);
  g_autoptr (GPtrArray) records = NULL;

  amb_today_where (query, field, AMB_MATCH_IN, (const char *[]){ "", NULL });
  if (g_str_equal (field, "backup-id"))
    amb_today_where (query, "head-id", AMB_MATCH_NOT_IN, (const char *[]){ "", NULL });
  records = amb_today_list (reading, section, query, SIDE_LINES, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      AmbTodayLine *line = amb_today_append_line (section, g_ptr_array_index (records, i), verb);

      line->icon = "amb-node-symbolic";
      line->icon_style = g_str_equal (field, "head-id") ? "warn" : NULL;
      line->caption = g_strdup (caption);
    }
  amb_today_take_section (reading, section);
  return records != NULL;
}

/* A record that the server refused has its name in what was typed only. */
static char *
dup_typed_title (const AmbFinding *finding)
{
  const AmbField *title = amb_entity_get_title_field (finding->entity);
  g_autoptr (AmbJson) json = finding->typed != NULL
                                 ? amb_json_parse (finding->typed, strlen (finding->typed), NULL)
                                 : NULL;

  if (json == NULL || title == NULL)
    return NULL;
  return g_strdup (amb_json_node_get_member_string (amb_json_get_root (json), title->name));
}

/* What two desktops, or the server and this one, don't agree about. */
static gboolean
read_findings (AmbTodayReading *reading, GError **error)
{
  AmbTodaySection *section = amb_today_section_new (_ ("Needs Attention"), "", TRUE);
  g_autoptr (GPtrArray) findings = amb_findings_list (reading->store, error);
  g_autoptr (GPtrArray) acts = findings != NULL ? amb_attention_acts_new (findings) : NULL;

  for (guint i = 0; acts != NULL && i < MIN (acts->len, MAIN_LINES); i++)
    {
      const AmbAttentionAct *act = g_ptr_array_index (acts, i);
      const AmbFinding *finding = act->main;
      AmbTodayLine *line = g_new0 (AmbTodayLine, 1);
      g_autofree char *title = amb_store_dup_title (reading->store, finding->entity, finding->id);

      if (title == NULL)
        title = dup_typed_title (finding);
      line->title =
          title != NULL ? g_steal_pointer (&title) : g_strdup (_ (finding->entity->label));
      if (!finding->is_conflict)
        line->caption = g_strdup (act->detail);
      else if (finding->field != NULL)
        line->caption =
            /* Translators: a field: “Notes” */
            g_strdup_printf (_ ("Changed here and elsewhere: %s"), _ (finding->field->label));
      else
        line->caption = g_strdup (_ ("Changed elsewhere since you removed it"));
      line->icon = "amb-conflict-symbolic";
      line->icon_style = "bad";
      line->verb = _ ("Review");
      line->action = g_strdup ("win.go-to::attention");
      g_ptr_array_add (section->lines, line);
    }
  section->count = acts != NULL ? acts->len : 0;
  reading->facts->findings = section->count;
  amb_today_take_section (reading, section);
  return acts != NULL;
}

/* An import that was killed, or broke off, is in by a part. */
static gboolean
read_imports (AmbTodayReading *reading, GError **error)
{
  AmbTodaySection *section = amb_today_section_new (_ ("Imported in part"), "", TRUE);
  g_autoptr (GPtrArray) marks = amb_import_mark_list (reading->store, error);

  for (guint i = 0; marks != NULL && i < marks->len && section->lines->len == 0; i++)
    {
      const AmbImportMark *mark = g_ptr_array_index (marks, i);
      AmbTodayLine *line;

      if (mark->is_running)
        continue;
      line = g_new0 (AmbTodayLine, 1);
      line->title = amb_import_mark_dup_title (mark);
      line->caption = g_strdup (amb_import_mark_get_advice (mark));
      line->icon = "dialog-warning-symbolic";
      line->icon_style = "warn";
      line->verb = _ ("Decide");
      line->action = g_strdup ("win.stopped-import");
      g_ptr_array_add (section->lines, line);
    }
  section->count = section->lines->len;
  amb_today_take_section (reading, section);
  return marks != NULL;
}

void
amb_today_set_day (AmbTodayReading *reading, AmbTodayLine *line, const char *due)
{
  if (due != NULL)
    line->when = amb_display_due (due, reading->today, &line->when_style);
}

void
amb_today_set_due (AmbTodayReading *reading, AmbTodayLine *line, const char *due)
{
  amb_today_set_day (reading, line, due);
  if (line->when_style == NULL)
    g_clear_pointer (&line->when, g_free);
}

static gboolean
read_own_work (AmbTodayReading *reading, GError **error)
{
  g_autofree char *me = amb_store_dup_meta (reading->store, "actor-person");

  return (me == NULL || (amb_today_read_asked_of_me (reading, me, error) &&
                         amb_today_read_own_shelves (reading, me, error))) &&
         amb_today_read_reviews (reading, me, error) &&
         amb_today_read_suggestions (reading, me, error);
}

/* Who is there at all, beside the one who asks. */
static gboolean
count_everything (AmbTodayReading *reading, GError **error)
{
  AmbTodayFacts *facts = reading->facts;
  g_autoptr (AmbQuery) everybody = amb_query_new (reading->people);
  g_autoptr (AmbQuery) everywhere = amb_query_new (reading->nodes);
  g_autofree char *me = amb_store_dup_meta (reading->store, "actor-person");
  g_autoptr (AmbRecord) own = NULL;

  if (!amb_store_count (reading->store, everybody, &facts->others, error) ||
      !amb_store_count (reading->store, everywhere, &facts->nodes, error))
    return FALSE;
  if (me != NULL)
    own = amb_store_lookup (reading->store, reading->people, me, NULL);
  if (own != NULL && !amb_record_get_deleted (own))
    facts->others--;
  return TRUE;
}

static gboolean
read_people (AmbTodayReading *reading, GError **error)
{
  if (amb_today_may (reading, reading->people, AMB_RIGHT_MOVE) &&
      (!read_candidates (reading, error) || !read_onboarding (reading, error)))
    return FALSE;
  if (amb_today_may (reading, reading->people, AMB_RIGHT_UPDATE) &&
      !amb_today_read_untold (reading, error))
    return FALSE;
  return !amb_today_may (reading, reading->people, AMB_RIGHT_MOVE) || read_paused (reading, error);
}

static gboolean
read_side (AmbTodayReading *reading, GError **error)
{
  if (amb_today_may (reading, reading->nodes, AMB_RIGHT_UPDATE) &&
      (!read_holes (reading, "head-id", _ ("Without a head"), _ ("Nobody leads this node"),
                    _ ("Name a Head"), error) ||
       !read_holes (reading, "backup-id", _ ("Resting on one person"),
                    _ ("Single point of failure: no backup"), _ ("Name a Backup"), error)))
    return FALSE;
  return !amb_today_may (reading, reading->people, AMB_RIGHT_UPDATE) ||
         (read_renewals (reading, error) && read_quiet (reading, error));
}

/* What is asked of me is mine wherever I look; the rest is of the place. */
static gboolean
read_all (AmbTodayReading *reading, const char *node, GError **error)
{
  if (!count_everything (reading, error) || !read_findings (reading, error) ||
      !read_imports (reading, error) || !read_own_work (reading, error))
    return FALSE;
  reading->node = node;
  if (!read_people (reading, error) || !amb_today_read_common_shelves (reading, error) ||
      !amb_today_read_gaps (reading, error) || !amb_today_read_asked_of_others (reading, error) ||
      !read_side (reading, error))
    return FALSE;
  reading->node = NULL;
  return amb_today_read_week (reading, error);
}

AmbTodayFacts *
amb_today_facts_read (AmbStore *store,
                      gint64 now,
                      const char *today,
                      AmbAccess access,
                      const char *node,
                      GError **error)
{
  g_autoptr (AmbTodayFacts) self = g_new0 (AmbTodayFacts, 1);
  AmbTodayReading reading = {
    .store = store,
    .facts = self,
    .people = amb_entity_find ("ambassador"),
    .nodes = amb_entity_find ("node"),
    .now = now,
    .today = today,
    .access = access,
  };

  self->sections = g_ptr_array_new_with_free_func (section_free);
  return read_all (&reading, node, error) ? g_steal_pointer (&self) : NULL;
}

void
amb_today_facts_free (AmbTodayFacts *self)
{
  g_ptr_array_unref (self->sections);
  g_free (self);
}

guint
amb_today_facts_count (const AmbTodayFacts *self, const char *place)
{
  guint count = 0;

  for (guint i = 0; i < self->sections->len; i++)
    {
      const AmbTodaySection *section = g_ptr_array_index (self->sections, i);

      if (section->place != NULL && (place == NULL || g_str_equal (section->place, place)))
        count += (guint) section->count;
    }
  return count;
}
