/* Today: work that is due, told from the tables of its entities. */
#include "amb-today-facts-private.h"

#include "amb-content-flow.h"
#include "amb-validate.h"

#include <glib/gi18n.h>
#include <string.h>

#define SEPARATOR " · "

typedef struct
{
  const char *title;
  const char *entity;
  const char *place; /* nullable: in the side column, and waits for nobody in particular */
  const char *mine;  /* nullable: the field that names whose it is; NULL: whose ever it is */
  const char *field; /* that says how it stands */
  const char *words; /* of it that wait, separated by blanks */
  const char *due;   /* nullable: the field that says until when: the first is the most urgent */
  const char *verb;
  const char *icon;
  AmbRight right;   /* of who sees to everybody's; 0: it is shown to whose it is in any case */
  const char *days; /* nullable: of these fields, separated by blanks, the earliest day is told */
  const char *sort; /* nullable: unlike @due */
  const char *kind; /* nullable: only of that kind */
  const char *told; /* nullable: the field that the caption tells, unlike @field */
  void (*act) (AmbTodayReading *reading, AmbTodayLine *line, AmbRecord *record); /* nullable */
} Shelf;

/* What is out is published in one act, unless something is to be done before: the editor says what.
 */
static void
say_out (AmbTodayReading *reading, AmbTodayLine *line, AmbRecord *record)
{
  AmbFacts facts = { 0 };
  gboolean may = amb_programme_read_facts (reading->store, record, &facts, NULL) &&
                 amb_content_check_unsaid (reading->store, record, &facts, NULL);

  amb_facts_clear (&facts);
  g_free (line->action);
  line->verb = may ? _ ("Published") : _ ("Open");
  line->action = g_strdup_printf (may ? "win.say-out::%s" : "win.edit-item::%s", line->id);
}

// clang-format off
#define UNSAID N_("Out, not published yet")
static const Shelf own_shelves[] = {
  { N_("My training"), "enrolment", "training", "ambassador-id", "standing", "assigned in_progress overdue", "due", N_("Open"), "amb-training-symbolic" },
  { N_("My content to finish"), "content-item", "content", "owner-id", "standing", "changes_requested overdue", "publish-on", N_("Open"), "amb-content-symbolic" },
  { UNSAID, "content-item", "content", "owner-id", "standing", "out", NULL, N_("Open"), "amb-content-symbolic", AMB_RIGHT_MOVE, "publish-on", "publish-on", NULL, "state", say_out },
  { N_("My needs without content"), "need", NULL, "owner-id", "standing", "late without", "wanted-by", N_("Open"), "user-bookmarks-symbolic", AMB_RIGHT_MOVE },
  { N_("My assets whose time ends"), "asset", NULL, "owner-id", "standing", "ends_soon rights_over expired", NULL, N_("Open"), "amb-asset-symbolic", AMB_RIGHT_UPDATE, "rights-until expires-on", "standing" },
  { N_("My figures to record"), "publication", NULL, "by-id", "figures", "missing", NULL, N_("Open"), "amb-figures-symbolic", 0, "published-at", "published-at" },
};
static const Shelf common_shelves[] = {
  { N_("Overdue signals"), "signal", "listening", NULL, "standing", "overdue", "due-at", N_("Open"), "amb-listening-symbolic", AMB_RIGHT_MOVE },
  { UNSAID, "content-item", "content", NULL, "standing", "out", NULL, N_("Open"), "amb-content-symbolic", AMB_RIGHT_MOVE, "publish-on", "publish-on", NULL, "state", say_out },
  { N_("Past their time"), "content-item", NULL, NULL, "standing", "overdue", "publish-on", N_("Open"), "amb-content-symbolic", AMB_RIGHT_MOVE },
  { N_("Needs without content"), "need", NULL, NULL, "standing", "late without", "wanted-by", N_("Open"), "user-bookmarks-symbolic", AMB_RIGHT_MOVE },
  { N_("Assets whose time ends"), "asset", NULL, NULL, "standing", "ends_soon rights_over expired", NULL, N_("Open"), "amb-asset-symbolic", AMB_RIGHT_UPDATE, "rights-until expires-on", "standing" },
  /* What one shares on an own profile is one's own. */
  { N_("Figures to record"), "publication", NULL, NULL, "figures", "missing", NULL, N_("Open"), "amb-figures-symbolic", AMB_RIGHT_UPDATE, "published-at", "published-at", "company" },
  { N_("Late asks"), "ask", NULL, NULL, "standing", "late", "due-on", N_("Open"), "amb-sponsor-symbolic", AMB_RIGHT_MOVE },
};
// clang-format on

/* The day that it is about, where none of its own says until when it waits. */
static char *
describe (const Shelf *shelf, AmbRecord *record)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const char *told = shelf->told != NULL ? shelf->told : shelf->field;
  g_autofree char *word =
      amb_field_format (amb_entity_find_field (entity, told), amb_record_get (record, told));
  g_auto (GStrv) names = g_strsplit (shelf->days != NULL ? shelf->days : "", " ", -1);
  const char *name = NULL, *earliest = NULL;
  g_autofree char *day = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *value = amb_record_get (record, names[i]);

      if (value != NULL && (earliest == NULL || strcmp (value, earliest) < 0))
        {
          earliest = value;
          name = names[i];
        }
    }
  if (earliest == NULL)
    return g_steal_pointer (&word);
  day = amb_field_format (amb_entity_find_field (entity, name), earliest);
  return g_strconcat (word, SEPARATOR, day, NULL);
}

static AmbQuery *
make_query (const Shelf *shelf, const char *me)
{
  const AmbEntity *entity = amb_entity_find (shelf->entity);
  const char *sort = shelf->sort != NULL ? shelf->sort : shelf->due;
  AmbQuery *query = amb_query_new (entity);
  g_auto (GStrv) words = g_strsplit (shelf->words, " ", -1);

  amb_today_where (query, shelf->field, AMB_MATCH_IN, (const char *const *) words);
  if (shelf->mine != NULL)
    amb_today_where (query, shelf->mine, AMB_MATCH_IN, (const char *[]){ me, NULL });
  if (shelf->kind != NULL)
    amb_today_where (query, "kind", AMB_MATCH_IN, (const char *[]){ shelf->kind, NULL });
  query->sort = amb_entity_find_field (entity, sort);
  return query;
}

static gboolean
read_shelf (AmbTodayReading *reading, const Shelf *shelf, const char *me, GError **error)
{
  AmbTodaySection *section =
      amb_today_section_new (_ (shelf->title), shelf->place, shelf->place != NULL);
  g_autoptr (AmbQuery) query = make_query (shelf, me);
  g_autoptr (GPtrArray) records = amb_today_list (
      reading, section, query, shelf->place != NULL ? MAIN_LINES : SIDE_LINES, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (records, i);
      AmbTodayLine *line = amb_today_append_line (section, record, _ (shelf->verb));

      line->icon = shelf->icon;
      line->caption = describe (shelf, record);
      if (shelf->due != NULL)
        amb_today_set_due (reading, line, amb_record_get (record, shelf->due));
      if (shelf->act != NULL)
        shelf->act (reading, line, record);
    }
  amb_today_take_section (reading, section);
  return records != NULL;
}

/* Of whoever sees to everybody's, their own is among it. */
gboolean
amb_today_read_own_shelves (AmbTodayReading *reading, const char *me, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (own_shelves); i++)
    {
      const Shelf *shelf = &own_shelves[i];
      gboolean is_among = shelf->right != 0 &&
                          amb_today_may (reading, amb_entity_find (shelf->entity), shelf->right);

      if (!is_among && !read_shelf (reading, shelf, me, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
amb_today_read_common_shelves (AmbTodayReading *reading, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (common_shelves); i++)
    {
      const Shelf *shelf = &common_shelves[i];

      if (amb_today_may (reading, amb_entity_find (shelf->entity), shelf->right) &&
          !read_shelf (reading, shelf, NULL, error))
        return FALSE;
    }
  return TRUE;
}
