/* Who is suggested, and who waits to be told: read from a store. */
#include "amb-suggestions.h"

#include <string.h>

#define BELOW                                                                                      \
  "below (id) AS (SELECT ?1 WHERE ?1 IS NOT NULL UNION SELECT n.id FROM nodes n JOIN below ON "    \
  "n.parent_id = below.id WHERE n.deleted = 0)"
#define IN_NODE                                                                                    \
  "(?1 IS NULL OR p.node_id IN (SELECT id FROM below) OR p.department_id IN (SELECT id FROM "      \
  "below))"

#define ASKED_FOR                                                                                  \
  "called AS MATERIALIZED (SELECT ambassador_id AS person, CASE kind WHEN 'self' THEN NULL ELSE "  \
  "nominated_on END AS nominated_on, CASE kind WHEN 'self' THEN nominated_on END AS "              \
  "volunteered_on FROM nominations WHERE deleted = 0 UNION ALL SELECT ambassador_id, NULL, "       \
  "submitted_on FROM applications WHERE deleted = 0 AND state IN ('submitted', 'in_review', "      \
  "'waitlisted'))"

/* Everything of those days, out of one index (amb-activity.c). */
static const char done_sql[] =
    "SELECT ambassador_id, kind, external = 1, source <> 'file', coalesce (count, 1) FROM "
    "activities WHERE deleted = 0 AND at >= ?1 AND at < ?2";

/* Sponsors, heads of nodes and raters are outside the lifecycle: what they do suggests nobody. A
 * rater is whoever still is to score somebody. */
#define OUTSIDE                                                                                    \
  "outside AS MATERIALIZED (SELECT head_id AS person FROM nodes WHERE deleted = 0 AND head_id IS " \
  "NOT NULL UNION SELECT ambassador_id FROM sponsorships WHERE deleted = 0 AND state = 'active' "  \
  "AND (ends_on IS NULL OR ends_on >= ?3) UNION SELECT r.value FROM applications a, json_each "    \
  "(json_array (a.first_rater_id, a.second_rater_id)) r WHERE a.deleted = 0 AND a.state IN "       \
  "('submitted', 'in_review', 'waitlisted'))"

/* ?2: who may meet a threshold, as JSON. */
static const char people_sql[] =
    "WITH RECURSIVE " BELOW ", " ASKED_FOR ", " OUTSIDE
    " SELECT p.id, p.display_name, p.email, h.name, p.state, p.found_again_on, p.links, "
    "max (c.nominated_on), max (c.volunteered_on) FROM (SELECT value AS person FROM json_each (?2) "
    "UNION SELECT person FROM called) w CROSS JOIN ambassadors p ON p.id = w.person LEFT JOIN "
    "called c ON c.person = p.id LEFT JOIN nodes h ON h.id = p.node_id AND h.deleted = 0 WHERE "
    "p.deleted = 0 AND p.state = 'associate' AND (p.found_again_on IS NULL OR p.found_again_on <= "
    "?3) AND p.id NOT IN (SELECT person FROM outside WHERE person IS NOT NULL) AND " IN_NODE
    " GROUP BY p.rid ORDER BY p.display_name_key, p.rid";

static const char deeds_sql[] =
    "SELECT CAST (j.key AS INTEGER), a.kind, a.external = 1, a.source <> 'file', a.place, SUM "
    "(coalesce (a.count, 1)), substr (max (a.at), 1, 10) FROM json_each (?1) j CROSS JOIN "
    "activities a ON a.ambassador_id = j.value AND a.deleted = 0 AND a.at >= ?2 AND a.at < ?3 "
    "GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 6 DESC, 2, 5";

static void
suggestion_free (gpointer data)
{
  AmbSuggestion *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->email);
  g_free (self->node);
  g_array_unref (self->person.deeds);
  g_free (self);
}

void
amb_suggestions_free (AmbSuggestions *self)
{
  g_free (self->today);
  g_ptr_array_unref (self->people);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static void
read_rules (AmbStore *store, AmbFoundRules *rules)
{
  const AmbEntity *entity = amb_entity_find ("programme");
  g_autoptr (AmbRecord) record =
      amb_store_lookup (store, entity, amb_entity_get_singleton_id (entity), NULL);

  if (record == NULL)
    record = amb_record_new (entity, NULL);
  amb_found_read_rules (rules, record);
}

/* Rows of the statement, one after the other; FALSE at the end or with @error. */
static gboolean
next (AmbStmt *stmt, GError **error)
{
  gboolean row = FALSE;

  return amb_stmt_step (stmt, &row, error) && row;
}

static const char *
keep (AmbSuggestions *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->texts, text) : NULL;
}

static void
add_person (AmbSuggestions *self, AmbStmt *stmt)
{
  AmbSuggestion *suggestion = g_new0 (AmbSuggestion, 1);
  const char *links = amb_stmt_get_text (stmt, 6);

  suggestion->id = g_strdup (amb_stmt_get_text (stmt, 0));
  suggestion->name = g_strdup (amb_stmt_get_text (stmt, 1));
  suggestion->email = g_strdup (amb_stmt_get_text (stmt, 2));
  suggestion->node = g_strdup (amb_stmt_get_text (stmt, 3));
  suggestion->person = (AmbFoundPerson){
    .state = keep (self, amb_stmt_get_text (stmt, 4)),
    .again_on = keep (self, amb_stmt_get_text (stmt, 5)),
    .has_profile = links != NULL && *links != '\0',
    .nominated_on = keep (self, amb_stmt_get_text (stmt, 7)),
    .volunteered_on = keep (self, amb_stmt_get_text (stmt, 8)),
    .deeds = g_array_new (FALSE, FALSE, sizeof (AmbFoundDeed)),
  };
  g_ptr_array_add (self->people, suggestion);
}

/* What somebody's deeds come to for each kind. */
typedef struct
{
  gint64 of[AMB_FOUND_N_KINDS];
} Sums;

static void
sum_deed (GHashTable *people, AmbStmt *stmt)
{
  const AmbFoundDeed deed = {
    .kind = amb_stmt_get_text (stmt, 1),
    .is_public = amb_stmt_get_int (stmt, 2) != 0,
    .is_own = amb_stmt_get_int (stmt, 3) != 0,
    .count = amb_stmt_get_int (stmt, 4),
  };
  const char *person = amb_stmt_get_text (stmt, 0);
  Sums *sums = g_hash_table_lookup (people, person);

  if (sums == NULL)
    {
      sums = g_new0 (Sums, 1);
      g_hash_table_insert (people, g_strdup (person), sums);
    }
  for (guint kind = 0; kind < AMB_FOUND_N_KINDS; kind++)
    if (amb_found_deed_counts (&deed, kind))
      sums->of[kind] += deed.count;
}

/* (transfer full) (nullable): who may meet a threshold, whatever else is known of them, as JSON.
 * Those who act are few beside those who are there, so they come first. */
static char *
dup_acting (
    AmbSuggestions *self, AmbStore *store, const char *from, const char *until, GError **error)
{
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), done_sql, error);
  GString *json = NULL;
  GError *inner = NULL;
  GHashTableIter iter;
  gpointer id, sums;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, from);
  amb_stmt_bind_text (stmt, 2, until);
  while (next (stmt, &inner))
    sum_deed (people, stmt);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  json = g_string_new ("[");
  g_hash_table_iter_init (&iter, people);
  while (g_hash_table_iter_next (&iter, &id, &sums))
    if (amb_found_may_meet (&self->rules, ((Sums *) sums)->of))
      {
        if (json->len > 1)
          g_string_append_c (json, ',');
        amb_json_append_string (json, id);
      }
  return g_string_free (g_string_append_c (json, ']'), FALSE);
}

static gboolean
load_people (
    AmbSuggestions *self, AmbStore *store, const char *root, const char *acting, GError **error)
{
  GError *inner = NULL;
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), people_sql, error);

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, root);
  amb_stmt_bind_text (stmt, 2, acting);
  amb_stmt_bind_text (stmt, 3, self->today);
  while (next (stmt, &inner))
    add_person (self, stmt);
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

static char *
dup_ids (const AmbSuggestions *self)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 0; i < self->people->len; i++)
    g_string_append_printf (json, "%s\"%s\"", i > 0 ? "," : "",
                            ((AmbSuggestion *) self->people->pdata[i])->id);
  g_string_append_c (json, ']');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static gboolean
load_deeds (
    AmbSuggestions *self, AmbStore *store, const char *from, const char *until, GError **error)
{
  GError *inner = NULL;
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), deeds_sql, error);
  g_autofree char *ids = dup_ids (self);

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, ids);
  amb_stmt_bind_text (stmt, 2, from);
  amb_stmt_bind_text (stmt, 3, until);
  while (next (stmt, &inner))
    {
      AmbSuggestion *suggestion = self->people->pdata[amb_stmt_get_int (stmt, 0)];
      const AmbFoundDeed deed = {
        .kind = keep (self, amb_stmt_get_text (stmt, 1)),
        .is_public = amb_stmt_get_int (stmt, 2) != 0,
        .is_own = amb_stmt_get_int (stmt, 3) != 0,
        .place = keep (self, amb_stmt_get_text (stmt, 4)),
        .count = amb_stmt_get_int (stmt, 5),
        .last = keep (self, amb_stmt_get_text (stmt, 6)),
      };

      g_array_append_val (suggestion->person.deeds, deed);
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

/* The rule knows what the sums don't: their state, their profile. */
static void
judge (AmbSuggestions *self)
{
  guint n = 0;

  for (guint i = 0; i < self->people->len; i++)
    {
      AmbSuggestion *suggestion = self->people->pdata[i];

      suggestion->kinds = amb_found_judge (&self->rules, &suggestion->person, self->today);
      if (suggestion->kinds != 0)
        self->people->pdata[n++] = suggestion;
      else
        suggestion_free (suggestion);
    }
  g_ptr_array_set_free_func (self->people, NULL);
  g_ptr_array_set_size (self->people, (int) n);
  g_ptr_array_set_free_func (self->people, suggestion_free);
}

AmbSuggestions *
amb_suggestions_load (AmbStore *store, const char *root, GError **error)
{
  g_autoptr (AmbSuggestions) self = g_new0 (AmbSuggestions, 1);
  g_autofree char *from = NULL, *until = NULL, *acting = NULL;

  self->people = g_ptr_array_new_with_free_func (suggestion_free);
  self->texts = g_string_chunk_new (4096);
  self->today = g_strdup (amb_store_get_today (store));
  read_rules (store, &self->rules);
  from = amb_found_dup_from (&self->rules, self->today);
  until = amb_date_add_days (self->today, 1);
  acting = dup_acting (self, store, from, until, error);
  if (acting == NULL || !load_people (self, store, root, acting, error) ||
      !load_deeds (self, store, from, until, error))
    return NULL;
  judge (self);
  return g_steal_pointer (&self);
}

/* Waiting to be told. */

/* When somebody was identified last, out of an index, and why. */
#define IDENTIFIED(column)                                                                         \
  "(SELECT m." column " FROM transitions m WHERE m.deleted = 0 AND m.record = p.id AND m.entity "  \
  "= 'ambassador' AND m.\"to\" = 'identified' ORDER BY m.at DESC LIMIT 1)"

/* Those who wait to be told, in the order of their names, are an index of its own. */
#define WAITING                                                                                    \
  "ambassadors p INDEXED BY ambassadors_untold WHERE p.deleted = 0 AND p.state = 'identified' "    \
  "AND p.told_on IS NULL AND " IN_NODE

static const char days_sql[] = "WITH RECURSIVE " BELOW " SELECT p.rid, p.id, " IDENTIFIED (
    "at") " FROM " WAITING " ORDER BY p.display_name_key, p.rid";

#define TOLD_OF(rids, why)                                                                         \
  "WITH RECURSIVE " BELOW " SELECT p.id, p.display_name, p.email, h.name, " why                    \
  ", " IDENTIFIED ("at") " FROM (" rids                                                            \
                         ") w CROSS JOIN ambassadors p ON p.rid = w.rid LEFT JOIN nodes h ON "     \
                         "h.id = p.node_id AND h.deleted = 0 ORDER BY p.display_name_key, p.rid"

static const char untold_sql[] = TOLD_OF ("SELECT p.rid FROM " WAITING, IDENTIFIED ("why"));
static const char first_sql[] = TOLD_OF ("SELECT value AS rid FROM json_each (?2)", "NULL");

void
amb_untold_free (AmbUntold *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->email);
  g_free (self->node);
  g_free (self->why);
  g_free (self->since);
  g_free (self->tell_by);
  g_free (self->remove_on);
  g_free (self);
}

/* The day in a UUIDv7: when the record was made. */
static char *
dup_day_made (const char *id)
{
  g_autofree char *digits = g_strdup_printf ("%.8s%.4s", id, strlen (id) > 13 ? id + 9 : "");
  g_autofree char *instant = amb_instant_format ((gint64) g_ascii_strtoull (digits, NULL, 16));

  return g_strndup (instant, strlen ("2026-11-23"));
}

static int
compare_untold (gconstpointer a, gconstpointer b)
{
  const AmbUntold *left = *(AmbUntold *const *) a, *right = *(AmbUntold *const *) b;

  return g_strcmp0 (left->tell_by, right->tell_by);
}

/* Until when those are told and removed who were identified on a day. */
typedef struct
{
  char *tell_by;
  char *remove_on;
} Deadlines;

static void
deadlines_free (gpointer data)
{
  Deadlines *self = data;

  g_free (self->tell_by);
  g_free (self->remove_on);
  g_free (self);
}

/* Many are found on one day: it is reckoned once. @days: by the day */
static const Deadlines *
get_deadlines (GHashTable *days, const AmbFoundRules *rules, const char *since)
{
  Deadlines *self = g_hash_table_lookup (days, since);

  if (self == NULL)
    {
      self = g_new0 (Deadlines, 1);
      self->tell_by = amb_found_dup_deadline (rules, since);
      self->remove_on = amb_found_dup_removal (rules, since);
      g_hash_table_insert (days, g_strdup (since), self);
    }
  return self;
}

static AmbUntold *
untold_new (GHashTable *days, const AmbFoundRules *rules, const char *today, AmbStmt *stmt)
{
  AmbUntold *self = g_new0 (AmbUntold, 1);
  const char *at = amb_stmt_get_text (stmt, 5);
  const Deadlines *deadlines;

  self->id = g_strdup (amb_stmt_get_text (stmt, 0));
  self->name = g_strdup (amb_stmt_get_text (stmt, 1));
  self->email = g_strdup (amb_stmt_get_text (stmt, 2));
  self->node = g_strdup (amb_stmt_get_text (stmt, 3));
  self->why = g_strdup (amb_stmt_get_text (stmt, 4));
  self->since = at != NULL ? g_strndup (at, strlen ("2026-11-23")) : dup_day_made (self->id);
  deadlines = get_deadlines (days, rules, self->since);
  self->tell_by = g_strdup (deadlines->tell_by);
  self->remove_on = g_strdup (deadlines->remove_on);
  self->is_late = g_strcmp0 (self->tell_by, today) < 0;
  self->is_removable = g_strcmp0 (self->remove_on, today) <= 0;
  return self;
}

/* @rids: (nullable): of these alone, as JSON */
static GPtrArray *
load_untold (AmbStore *store, const char *sql, const char *root, const char *rids, GError **error)
{
  g_autoptr (GPtrArray) untold = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_untold_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  g_autofree char *today = g_strdup (amb_store_get_today (store));
  g_autoptr (GHashTable) days =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, deadlines_free);
  AmbFoundRules rules;
  GError *inner = NULL;

  if (stmt == NULL)
    return NULL;
  read_rules (store, &rules);
  amb_stmt_bind_text (stmt, 1, root);
  if (rids != NULL)
    amb_stmt_bind_text (stmt, 2, rids);
  while (next (stmt, &inner))
    g_ptr_array_add (untold, untold_new (days, &rules, today, stmt));
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  /* Stable: who is level stays by name. */
  g_ptr_array_sort (untold, compare_untold);
  return g_steal_pointer (&untold);
}

GPtrArray *
amb_untold_load (AmbStore *store, const char *root, GError **error)
{
  return load_untold (store, untold_sql, root, NULL, error);
}

/* Somebody of whom only the day is read. */
typedef struct
{
  gint64 rid;
  guint place; /* by name */
  char since[sizeof "2026-11-23"];
} Waiting;

static int
compare_waiting (gconstpointer a, gconstpointer b)
{
  const Waiting *left = a, *right = b;
  int days = strcmp (left->since, right->since);

  return days != 0 ? days : (left->place > right->place) - (left->place < right->place);
}

/* (transfer full): of Waiting, by name */
static GArray *
load_waiting (AmbStore *store, const char *root, GError **error)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, TRUE, sizeof (Waiting));
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), days_sql, error);
  GError *inner = NULL;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, root);
  while (next (stmt, &inner))
    {
      const char *at = amb_stmt_get_text (stmt, 2);
      g_autofree char *made = at == NULL ? dup_day_made (amb_stmt_get_text (stmt, 1)) : NULL;
      Waiting one = { amb_stmt_get_int (stmt, 0), waiting->len, "" };

      g_strlcpy (one.since, at != NULL ? at : made, sizeof one.since);
      g_array_append_val (waiting, one);
    }
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  return g_steal_pointer (&waiting);
}

static gint64
count_removable (AmbStore *store, const GArray *waiting, const char *day)
{
  g_autoptr (GHashTable) days =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, deadlines_free);
  AmbFoundRules rules;
  gint64 n = 0;

  read_rules (store, &rules);
  for (guint i = 0; i < waiting->len; i++)
    {
      const Waiting *one = &g_array_index (waiting, Waiting, i);

      n += g_strcmp0 (get_deadlines (days, &rules, one->since)->remove_on, day) <= 0;
    }
  return n;
}

GPtrArray *
amb_untold_load_first (AmbStore *store,
                       const char *root,
                       const char *day,
                       guint most,
                       AmbUntoldCount *count,
                       GError **error)
{
  g_autoptr (GArray) waiting = load_waiting (store, root, error);
  g_autoptr (GString) rids = g_string_new ("[");

  if (waiting == NULL)
    return NULL;
  /* Whose day is earlier is told earlier, whatever the rules say. */
  g_array_sort (waiting, compare_waiting);
  count->all = waiting->len;
  count->removable = count_removable (store, waiting, day);
  for (guint i = 0; i < MIN (waiting->len, most); i++)
    g_string_append_printf (rids, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            g_array_index (waiting, Waiting, i).rid);
  g_string_append_c (rids, ']');
  return load_untold (store, first_sql, root, rids->str, error);
}
