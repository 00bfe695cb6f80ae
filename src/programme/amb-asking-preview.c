#include "amb-asking-private.h"
#include "amb-first-names-private.h"
#include "amb-zone.h"

static void
person_free (gpointer data)
{
  AmbAskPerson *person = data;

  g_free (person->id);
  g_free (person->name);
  g_free (person);
}

void
amb_ask_preview_free (AmbAskPreview *self)
{
  g_ptr_array_unref (self->people);
  g_free (self->quiet_from);
  g_free (self->quiet_until);
  g_string_chunk_free (self->times);
  g_free (self);
}

/* A zone, and what its clock says of now. */
typedef struct
{
  GTimeZone *zone;
  const char *time;
  gboolean is_quiet;
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_time_zone_unref (place->zone);
  g_free (place);
}

typedef struct
{
  AmbStore *store;
  AmbRequestRules rules;
  AmbAskPreview *preview;
  char *zone;         /* of the programme */
  GHashTable *places; /* by name of zone */
  guint most;         /* of each note so many are named, in short */
} Reading;

static Place *
find_place (Reading *reading, const char *name)
{
  Place *place;

  if (name == NULL)
    name = reading->zone;
  place = g_hash_table_lookup (reading->places, name);
  if (place == NULL)
    {
      g_autofree char *time = NULL;

      place = g_new0 (Place, 1);
      place->zone = amb_zone_new (name);
      if (place->zone == NULL) /* one that a newer system knows */
        place->zone = g_time_zone_new_utc ();
      time = amb_request_dup_time (&reading->rules, place->zone);
      place->time = g_string_chunk_insert_const (reading->preview->times, time);
      place->is_quiet = amb_request_is_quiet (&reading->rules, place->zone);
      g_hash_table_insert (reading->places, g_strdup (name), place);
    }
  return place;
}

#define ROSTER "a.state IN ('onboarding', 'active', 'paused')"

/* Everybody. */

/* Whom a request reaches. ?1: the ids as JSON; ?2: today. */
static const char *const who_sql[] = {
  [AMB_ASK_PEOPLE] = "a.id IN (SELECT value FROM json_each (?1))",
  [AMB_ASK_ROLE] =
      ROSTER " AND (a.id IN (SELECT ambassador_id FROM assignments WHERE role_id IN "
             "(SELECT value FROM json_each (?1)) AND state = 'current' AND deleted = 0 AND "
             "COALESCE (starts_on, '') <= ?2 AND COALESCE (ends_on, '9999') >= ?2) OR "
             "a.rid IN (SELECT s.rid FROM set_value s JOIN roles r ON r.kind = s.value "
             "WHERE s.entity = 'ambassador' AND s.field = 'roles' AND r.deleted = 0 AND "
             "r.id IN (SELECT value FROM json_each (?1))))",
  /* The pluses: in the order of names, which an index has, and not by state and then sorted. */
  [AMB_ASK_NODE] =
      "+" ROSTER " AND +a.rid IN (SELECT rid FROM ambassadors WHERE node_id IN below UNION ALL "
      "SELECT rid FROM ambassadors WHERE department_id IN below)",
  [AMB_ASK_COHORT] = "a.id IN (SELECT ambassador_id FROM seats WHERE deleted = 0 AND "
                     "kind = 'seat' AND cohort_id IN (SELECT value FROM json_each (?1)))",
};

#define BELOW                                                                                      \
  "below (id) AS (SELECT value FROM json_each (?1) UNION SELECT n.id FROM nodes n JOIN below b "   \
  "ON n.parent_id = b.id WHERE n.deleted = 0)"
/* A node without a zone has that of the nearest one above it. */
#define ZONED                                                                                      \
  "zoned (id, zone) AS (SELECT id, zone FROM nodes WHERE parent_id IS NULL AND deleted = 0 UNION " \
  "ALL SELECT n.id, COALESCE (n.zone, z.zone) FROM nodes n JOIN zoned z ON n.parent_id = z.id "    \
  "WHERE n.deleted = 0)"

/* ?3, ?4: the month. */
#define PEOPLE_SQL                                                                                 \
  "WITH RECURSIVE " BELOW ", " ZONED                                                               \
  ", asked (id, n) AS MATERIALIZED (SELECT ambassador_id, count (*) FROM tasks WHERE deleted = 0 " \
  "AND asked_at >= ?3 AND asked_at < ?4 AND ambassador_id IS NOT NULL GROUP BY ambassador_id) "    \
  "SELECT a.id, a.display_name, a.state, a.paused_until, z.zone, COALESCE (t.n, 0) FROM "          \
  "ambassadors a LEFT JOIN zoned z ON z.id = a.node_id LEFT JOIN asked t ON t.id = a.id WHERE "    \
  "a.deleted = 0 AND %s ORDER BY a.display_name_key, a.rid"

char *
amb_ask_dup_json (const char *const *ids)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      amb_json_append_string (json, ids[i]);
    }
  return g_string_free (g_string_append_c (json, ']'), FALSE);
}

static void
count_notes (AmbAskPreview *preview, guint notes)
{
  preview->n_outside += (notes & AMB_REQUEST_OUTSIDE) != 0;
  preview->n_paused += (notes & AMB_REQUEST_PAUSED) != 0;
  preview->n_budget += (notes & AMB_REQUEST_BUDGET) != 0;
  preview->n_quiet += (notes & AMB_REQUEST_QUIET) != 0;
}

static void
take_person (Reading *reading, const AmbAsk *ask, AmbStmt *stmt)
{
  AmbAskPreview *preview = reading->preview;
  AmbAskPerson *person = g_new0 (AmbAskPerson, 1);
  const Place *place = find_place (reading, amb_stmt_get_text (stmt, 4));

  person->id = g_strdup (amb_stmt_get_text (stmt, 0));
  person->n_asked = (int) amb_stmt_get_int (stmt, 5);
  person->notes = amb_request_judge (&reading->rules, amb_stmt_get_text (stmt, 2),
                                     amb_stmt_get_text (stmt, 3), person->n_asked, place->is_quiet);
  if (person->notes != 0)
    person->name = g_strdup (amb_stmt_get_text (stmt, 1));
  if (person->notes & AMB_REQUEST_QUIET)
    person->time = place->time;
  count_notes (preview, person->notes);
  preview->n_people++;
  preview->n_asked += amb_ask_gets (ask, person);
  g_ptr_array_add (preview->people, person);
}

static gboolean
read_people (Reading *reading, const AmbAsk *ask, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_ref (find_place (reading, NULL)->zone);
  g_autofree char *json = amb_ask_dup_json ((const char *const *) ask->ids);
  g_autofree char *from = NULL, *until = NULL;
  g_autofree char *sql = g_strdup_printf (PEOPLE_SQL, who_sql[ask->to]);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (reading->store), sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  amb_request_get_month (&reading->rules, zone, &from, &until);
  amb_stmt_bind_text (stmt, 1, json);
  amb_stmt_bind_text (stmt, 2, reading->rules.today);
  amb_stmt_bind_text (stmt, 3, from);
  amb_stmt_bind_text (stmt, 4, until);
  while (TRUE)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      take_person (reading, ask, stmt);
    }
}

/* Where there is no programme's record yet, what a new one says. */
static AmbRecord *
load_programme (AmbStore *store)
{
  const AmbEntity *entity = amb_entity_find ("programme");
  AmbRecord *record = amb_store_lookup (store, entity, amb_entity_get_singleton_id (entity), NULL);

  return record != NULL ? record : amb_record_new (entity, NULL);
}

static AmbAskPreview *
preview_new (const AmbRequestRules *rules)
{
  AmbAskPreview *self = g_new0 (AmbAskPreview, 1);

  self->people = g_ptr_array_new_with_free_func (person_free);
  self->times = g_string_chunk_new (256);
  self->budget = rules->budget;
  self->quiet_from = g_strdup (rules->quiet_from);
  self->quiet_until = g_strdup (rules->quiet_until);
  return self;
}

/* @read: fills the preview */
static AmbAskPreview *
read_preview (AmbStore *store,
              const AmbAsk *ask,
              guint most,
              gboolean (*read) (Reading *reading, const AmbAsk *ask, GError **error),
              GError **error)
{
  g_autoptr (AmbAskPreview) self = NULL;
  g_autoptr (AmbRecord) programme = load_programme (store);
  g_autoptr (GHashTable) places =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, place_free);
  g_autofree char *today = g_strdup (amb_store_get_today (store));
  Reading reading = { .store = store, .places = places, .most = most };

  reading.rules.now = amb_clock_now (amb_store_get_clock (store));
  reading.rules.today = today;
  reading.zone = (char *) amb_record_get (programme, "zone");
  amb_request_read_rules (&reading.rules, programme);
  reading.preview = self = preview_new (&reading.rules);
  return read (&reading, ask, error) ? g_steal_pointer (&self) : NULL;
}

AmbAskPreview *
amb_ask_preview (AmbStore *store, const AmbAsk *ask, GError **error)
{
  return read_preview (store, ask, G_MAXUINT, read_people, error);
}

/* In short: everybody is counted, and only the first are named. */

/* In no order. People of a node are found in one index: else the row of each would be read. */
#define SHORT_SQL                                                                                  \
  "WITH RECURSIVE " BELOW " SELECT a.rid, a.id, a.state, a.paused_until, a.node_id FROM "          \
  "ambassadors a %s a.deleted = 0 AND ?2 IS NOT NULL AND %s"
#define OF_NODE "+" ROSTER " AND (a.node_id IN below OR a.department_id IN below)"

/* One of many, as much as is kept of them. */
typedef struct
{
  guint notes;
  int n_asked;
  const Place *place;
} Brief;

typedef struct
{
  Reading *reading;
  const AmbAsk *ask;
  GHashTable *zoned; /* node → Place, borrowed */
  GHashTable *asked; /* person → n, of those who were asked this month */
  GHashTable *noted; /* rid → Brief, of whom something is to be said */
} Shortening;

static void
shortening_clear (Shortening *self)
{
  g_clear_pointer (&self->zoned, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->noted, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shortening, shortening_clear)

static gboolean
read_zones (Shortening *self, GError **error)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (self->reading->store),
                      "WITH RECURSIVE " ZONED " SELECT id, zone FROM zoned", error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  while (amb_stmt_step (stmt, &row, error) && row)
    g_hash_table_insert (self->zoned, g_strdup (amb_stmt_get_text (stmt, 0)),
                         find_place (self->reading, amb_stmt_get_text (stmt, 1)));
  return !row;
}

static gboolean
read_asked (Shortening *self, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_ref (find_place (self->reading, NULL)->zone);
  g_autofree char *from = NULL, *until = NULL;
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (self->reading->store),
                      "SELECT ambassador_id FROM tasks WHERE deleted = 0 AND asked_at >= ?1 AND "
                      "asked_at < ?2 AND ambassador_id IS NOT NULL",
                      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  amb_request_get_month (&self->reading->rules, zone, &from, &until);
  amb_stmt_bind_text (stmt, 1, from);
  amb_stmt_bind_text (stmt, 2, until);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      const char *id = amb_stmt_get_text (stmt, 0);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->asked, id));

      g_hash_table_insert (self->asked, g_strdup (id), GUINT_TO_POINTER (n + 1));
    }
  return !row;
}

static void
count_person (Shortening *self, AmbStmt *stmt)
{
  AmbAskPreview *preview = self->reading->preview;
  const char *node = amb_stmt_get_text (stmt, 4);
  const Place *place = node != NULL ? g_hash_table_lookup (self->zoned, node) : NULL;
  Brief brief = { .place = place != NULL ? place : find_place (self->reading, NULL) };
  AmbAskPerson person = { 0 };

  brief.n_asked = GPOINTER_TO_INT (g_hash_table_lookup (self->asked, amb_stmt_get_text (stmt, 1)));
  brief.notes = person.notes =
      amb_request_judge (&self->reading->rules, amb_stmt_get_text (stmt, 2),
                         amb_stmt_get_text (stmt, 3), brief.n_asked, brief.place->is_quiet);
  count_notes (preview, brief.notes);
  preview->n_people++;
  preview->n_asked += amb_ask_gets (self->ask, &person);
  if (brief.notes != 0)
    {
      gint64 rid = amb_stmt_get_int (stmt, 0);

      g_hash_table_insert (self->noted, g_memdup2 (&rid, sizeof rid),
                           g_memdup2 (&brief, sizeof brief));
    }
}

static gboolean
count_people (Shortening *self, GError **error)
{
  const AmbAsk *ask = self->ask;
  g_autofree char *json = amb_ask_dup_json ((const char *const *) ask->ids);
  g_autofree char *sql =
      ask->to == AMB_ASK_NODE
          ? g_strdup_printf (SHORT_SQL, "INDEXED BY ambassadors_covers WHERE", OF_NODE)
          : g_strdup_printf (SHORT_SQL, "WHERE", who_sql[ask->to]);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (self->reading->store), sql, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, json);
  amb_stmt_bind_text (stmt, 2, self->reading->rules.today);
  while (amb_stmt_step (stmt, &row, error) && row)
    count_person (self, stmt);
  return !row;
}

/* Adds the first of those who have @note to @chosen. */
static gboolean
choose_some (Shortening *self, AmbRequestNote note, GHashTable *chosen, GError **error)
{
  g_autoptr (GHashTable) rids = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) first = NULL;
  GHashTableIter iter;
  gpointer rid, brief;

  g_hash_table_iter_init (&iter, self->noted);
  while (g_hash_table_iter_next (&iter, &rid, &brief))
    if (((Brief *) brief)->notes & note)
      g_hash_table_add (rids, rid);
  first = amb_first_names_load (self->reading->store, rids, self->reading->most, error);
  for (guint i = 0; first != NULL && i < first->len; i++)
    {
      gint64 *one = &g_array_index (first, AmbFirstName, i).rid;

      g_hash_table_add (chosen, g_memdup2 (one, sizeof *one));
    }
  return first != NULL;
}

static void
name_person (Shortening *self, const AmbFirstName *name)
{
  AmbAskPerson *person = g_new0 (AmbAskPerson, 1);
  const Brief *brief = g_hash_table_lookup (self->noted, &name->rid);

  person->id = g_strdup (name->id);
  person->name = g_strdup (name->name);
  person->notes = brief->notes;
  person->n_asked = brief->n_asked;
  if (brief->notes & AMB_REQUEST_QUIET)
    person->time = brief->place->time;
  g_ptr_array_add (self->reading->preview->people, person);
}

static gboolean
name_people (Shortening *self, GError **error)
{
  static const AmbRequestNote notes[] = { AMB_REQUEST_OUTSIDE, AMB_REQUEST_PAUSED,
                                          AMB_REQUEST_BUDGET, AMB_REQUEST_QUIET };
  g_autoptr (GHashTable) chosen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) names = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    if (!choose_some (self, notes[i], chosen, error))
      return FALSE;
  names = amb_first_names_load (self->reading->store, chosen, g_hash_table_size (chosen), error);
  for (guint i = 0; names != NULL && i < names->len; i++)
    name_person (self, &g_array_index (names, AmbFirstName, i));
  return names != NULL;
}

static gboolean
read_short (Reading *reading, const AmbAsk *ask, GError **error)
{
  g_auto (Shortening) self = {
    .reading = reading,
    .ask = ask,
    .zoned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .noted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free),
  };

  return read_zones (&self, error) && read_asked (&self, error) && count_people (&self, error) &&
         name_people (&self, error);
}

AmbAskPreview *
amb_ask_preview_short (AmbStore *store, const AmbAsk *ask, guint most, GError **error)
{
  return read_preview (store, ask, most, read_short, error);
}
