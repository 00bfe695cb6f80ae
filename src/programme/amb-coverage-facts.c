#include "amb-coverage-facts.h"

#include "amb-error.h"
#include "amb-holding-private.h"
#include "amb-programme-private.h"
#include "amb-set.h"
#include "amb-sight.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CANDIDATES                                                                                 \
  "'nominated', 'applied', 'in_review', 'shortlisted', 'waitlisted', 'invited', 'accepted'"

/* Rows of the statement, one after the other; FALSE at the end or with @error. */
static gboolean
next (AmbStmt *stmt, GError **error)
{
  gboolean row = FALSE;

  return amb_stmt_step (stmt, &row, error) && row;
}

static gboolean
load_nodes (AmbStore *store, AmbCoverage *coverage, GError **error)
{
  GError *inner = NULL;
  g_autoptr (AmbSight) sight = amb_sight_load (store, error);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT n.id, n.name, n.kind, n.parent_id, n.head_id, n.backup_id IS NOT NULL, h.count, "
      "h.counted_on, n.headcount, EXISTS (SELECT 1 FROM sponsorships s WHERE s.node_id = n.id AND "
      "s.deleted = 0 AND s.state = 'active' AND (s.starts_on IS NULL OR s.starts_on <= " TODAY
      ") AND (s.ends_on IS NULL OR s.ends_on >= " TODAY
      ")), c.display_name, b.display_name FROM nodes n LEFT JOIN ambassadors c ON "
      "c.id = n.head_id AND c.deleted = 0 LEFT JOIN ambassadors b ON b.id = n.backup_id AND "
      "b.deleted = 0 LEFT JOIN headcounts h ON "
      "h.rid = (SELECT rid FROM headcounts WHERE node_id = n.id AND deleted = 0 AND counted_on "
      "<= " TODAY
      " ORDER BY counted_on DESC, rid DESC LIMIT 1) WHERE n.deleted = 0 ORDER BY n.name_key, "
      "n.rid",
      error);

  if (stmt == NULL || sight == NULL)
    return FALSE;
  coverage->of_all = sight->all;
  while (next (stmt, &inner))
    {
      AmbCoverageNode *node =
          amb_coverage_add_node (coverage, amb_stmt_get_text (stmt, 0), amb_stmt_get_text (stmt, 1),
                                 amb_stmt_get_text (stmt, 2), amb_stmt_get_text (stmt, 3));

      node->seen = amb_sight_has_node (sight, node->id);
      node->head_id = g_strdup (amb_stmt_get_text (stmt, 4));
      node->has_backup = amb_stmt_get_int (stmt, 5) != 0;
      if (node->seen)
        node->counted_on = g_strdup (amb_stmt_get_text (stmt, 7));
      if (node->counted_on != NULL)
        node->headcount = amb_stmt_get_int (stmt, 6);
      else if (node->seen && !amb_stmt_is_null (stmt, 8))
        node->headcount = amb_stmt_get_int (stmt, 8);
      node->has_sponsor = amb_stmt_get_int (stmt, 9) != 0;
      node->head = g_strdup (amb_stmt_get_text (stmt, 10));
      node->backup = g_strdup (amb_stmt_get_text (stmt, 11));
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

static gboolean
load_roles (AmbStore *store, AmbCoverage *coverage, const char *role, GError **error)
{
  GError *inner = NULL;
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (store),
                      "SELECT id, name, CAST (level AS INTEGER) FROM roles WHERE deleted = 0 AND "
                      "(in_use = 1 OR id = ?1) AND (?1 IS NULL OR id = ?1) ORDER BY position IS "
                      "NULL, position, name_key, rid",
                      error);

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, role);
  while (next (stmt, &inner))
    amb_coverage_add_role (coverage, amb_stmt_get_text (stmt, 0), amb_stmt_get_text (stmt, 1),
                           (int) amb_stmt_get_int (stmt, 2));
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

/* A UUIDv7 ends in what is random: its last letters tell ids apart as well as all of them. */
static guint
hash_id (gconstpointer id)
{
  const gsize length = strlen (id);
  guint64 end = 0;

  memcpy (&end, (const char *) id + (length > sizeof end ? length - sizeof end : 0),
          MIN (length, sizeof end));
  return (guint) ((end * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32);
}

/* id → place + 1 */
static GHashTable *
index_nodes (const AmbCoverage *coverage)
{
  GHashTable *places = g_hash_table_new (hash_id, g_str_equal);

  for (guint i = 0; i < coverage->nodes->len; i++)
    g_hash_table_insert (places, ((AmbCoverageNode *) coverage->nodes->pdata[i])->id,
                         GUINT_TO_POINTER (i + 1));
  return places;
}

static GHashTable *
index_roles (const AmbCoverage *coverage)
{
  GHashTable *places = g_hash_table_new (hash_id, g_str_equal);

  for (guint i = 0; i < coverage->roles->len; i++)
    g_hash_table_insert (places, ((AmbCoverageRole *) coverage->roles->pdata[i])->id,
                         GUINT_TO_POINTER (i + 1));
  return places;
}

/* −1: none, also of a NULL id */
static int
find (GHashTable *places, const char *id)
{
  return id != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (places, id)) - 1 : -1;
}

static gboolean
load_targets (
    AmbStore *store, AmbCoverage *coverage, GHashTable *nodes, GHashTable *roles, GError **error)
{
  GError *inner = NULL;
  g_autofree char *today = g_strdup (amb_store_get_today (store));
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT role_id, node_id, target, due_on FROM role_targets WHERE deleted = 0", error);

  if (stmt == NULL)
    return FALSE;
  while (next (stmt, &inner))
    {
      int role = find (roles, amb_stmt_get_text (stmt, 0));
      int node = find (nodes, amb_stmt_get_text (stmt, 1));

      if (role >= 0 && node >= 0 && ((AmbCoverageNode *) coverage->nodes->pdata[node])->seen)
        amb_coverage_add_target (coverage, (guint) role, (guint) node, amb_stmt_get_int (stmt, 2),
                                 amb_stmt_get_text (stmt, 3), today);
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

/* Who is in the roster, by id. */
typedef struct
{
  GArray *people;      /* of AmbCoverageHolding without a role */
  GHashTable *indexes; /* id → place in @people + 1 */
  GStringChunk *ids;
} Roster;

static void
roster_free (Roster *self)
{
  g_array_unref (self->people);
  g_hash_table_unref (self->indexes);
  g_string_chunk_free (self->ids);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Roster, roster_free)

static Roster *
load_roster (AmbStore *store, GHashTable *nodes, GError **error)
{
  GError *inner = NULL;
  g_autoptr (Roster) self = g_new0 (Roster, 1);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store),
                                             "SELECT p.rid, p.id, p.node_id, p.department_id FROM "
                                             "ambassadors p WHERE p.deleted = 0 AND " IN_ROSTER,
                                             error);

  self->people = g_array_new (FALSE, FALSE, sizeof (AmbCoverageHolding));
  self->indexes = g_hash_table_new (hash_id, g_str_equal);
  self->ids = g_string_chunk_new (1 << 16);
  if (stmt == NULL)
    return NULL;
  while (next (stmt, &inner))
    {
      AmbCoverageHolding person = {
        .person = amb_stmt_get_int (stmt, 0),
        .place = find (nodes, amb_stmt_get_text (stmt, 2)),
        .department = find (nodes, amb_stmt_get_text (stmt, 3)),
      };

      g_array_append_val (self->people, person);
      g_hash_table_insert (self->indexes,
                           g_string_chunk_insert (self->ids, amb_stmt_get_text (stmt, 1)),
                           GUINT_TO_POINTER (self->people->len));
    }
  if (inner != NULL)
    return g_propagate_error (error, inner), NULL;
  return g_steal_pointer (&self);
}

/* The assignments of today in the order of their roles, of one role alone when there is but one.
 * Who holds them is looked up here, not by a join: it would go down the index of people once a row.
 */
static AmbStmt *
prepare_holdings (AmbStore *store, const AmbCoverage *coverage, GError **error)
{
  const gboolean of_one = coverage->roles->len == 1;
  AmbStmt *stmt = amb_db_prepare (
      amb_store_get_db (store),
      of_one ? "SELECT a.role_id, a.ambassador_id, a.node_id FROM assignments a "
               "INDEXED BY assignments_holding WHERE " HELD_TODAY " AND a.role_id = ?1"
             : "SELECT a.role_id, a.ambassador_id, a.node_id FROM assignments a "
               "INDEXED BY assignments_holding WHERE " HELD_TODAY,
      error);

  if (stmt != NULL && of_one)
    amb_stmt_bind_text (stmt, 1, ((AmbCoverageRole *) coverage->roles->pdata[0])->id);
  return stmt;
}

static gboolean
load_holdings (
    AmbStore *store, AmbCoverage *coverage, GHashTable *nodes, GHashTable *roles, GError **error)
{
  GError *inner = NULL;
  g_autofree char *role_id = NULL;
  int role = -1;
  g_autoptr (Roster) roster = load_roster (store, nodes, error);
  g_autoptr (AmbStmt) stmt = roster != NULL ? prepare_holdings (store, coverage, error) : NULL;

  if (stmt == NULL)
    return FALSE;
  while (next (stmt, &inner))
    {
      const char *of = amb_stmt_get_text (stmt, 0);
      int person = find (roster->indexes, amb_stmt_get_text (stmt, 1));
      AmbCoverageHolding holding;

      if (g_strcmp0 (of, role_id) != 0)
        {
          g_free (role_id);
          role_id = g_strdup (of);
          role = find (roles, role_id);
        }
      if (role < 0 || person < 0)
        continue;
      holding = g_array_index (roster->people, AmbCoverageHolding, person);
      holding.role = (guint) role;
      if (!amb_stmt_is_null (stmt, 2))
        holding.place = find (nodes, amb_stmt_get_text (stmt, 2));
      g_array_append_val (coverage->holdings, holding);
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

/* A pair of nodes once, of the days that count. */
static gboolean
load_exchanges (AmbStore *store, AmbCoverage *coverage, GHashTable *nodes, GError **error)
{
  GError *inner = NULL;
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (store),
                      "SELECT DISTINCT from_node_id, to_node_id FROM exchanges WHERE deleted = 0 "
                      "AND happened_on <= " TODAY " AND happened_on >= date (" TODAY
                      ", '-' || COALESCE ((SELECT silo_days FROM programmes "
                      "WHERE deleted = 0 LIMIT 1), ?) || ' days')",
                      error);

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_int (stmt, 1, AMB_SILO_DAYS);
  while (next (stmt, &inner))
    {
      int from = find (nodes, amb_stmt_get_text (stmt, 0));
      int to = find (nodes, amb_stmt_get_text (stmt, 1));

      if (from >= 0 && to >= 0)
        amb_coverage_add_exchange (coverage, from, to);
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

static gboolean
load_sponsors (AmbStore *store, AmbCoverage *coverage, GError **error)
{
  gint64 found = 0;

  if (!amb_db_query_int (
          amb_store_get_db (store), &found, 0, error,
          "SELECT EXISTS (SELECT 1 FROM sponsorships WHERE node_id IS NULL AND "
          "deleted = 0 AND state = 'active' AND (starts_on IS NULL OR starts_on <= " TODAY
          ") AND (ends_on IS NULL OR ends_on >= " TODAY "))",
          NULL))
    return FALSE;
  coverage->sponsors = found != 0;
  return TRUE;
}

/* One node that is taken into another. */
typedef struct
{
  const char *node, *into; /* ids */
} Merging;

/* @self has its nodes and roles. @merging: (nullable): whoever is in that node is in the other one;
 * its targets end, its exchanges are facts. */
static gboolean
load_rest (AmbStore *store,
           AmbCoverage *self,
           const char *root,
           const char *kind,
           const Merging *merging,
           GError **error)
{
  g_autoptr (GHashTable) nodes = NULL;
  g_autoptr (GHashTable) roles = NULL;
  g_autoptr (GHashTable) wanting = NULL;

  amb_coverage_arrange (self, root, kind);
  nodes = index_nodes (self);
  roles = index_roles (self);
  if (!load_exchanges (store, self, nodes, error) || !load_sponsors (store, self, error))
    return FALSE;
  wanting = index_nodes (self);
  if (merging != NULL)
    {
      g_hash_table_remove (wanting, merging->node);
      g_hash_table_insert (nodes, (gpointer) merging->node,
                           g_hash_table_lookup (nodes, merging->into));
    }
  if (!load_targets (store, self, wanting, roles, error) ||
      !load_holdings (store, self, nodes, roles, error))
    return FALSE;
  amb_coverage_compute (self);
  return TRUE;
}

AmbCoverage *
amb_coverage_load (
    AmbStore *store, const char *root, const char *kind, const char *role, GError **error)
{
  g_autoptr (AmbCoverage) self = amb_coverage_new ();

  if (!load_nodes (store, self, error) || !load_roles (store, self, role, error) ||
      !load_rest (store, self, root, kind, NULL, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Would @node stand above itself? */
static gboolean
check_circle (const AmbCoverage *self, const char *node, const char *under, GError **error)
{
  int place = amb_coverage_find_node (self, under);

  for (guint steps = 0; place >= 0 && steps <= self->nodes->len; steps++)
    {
      const AmbCoverageNode *above = g_ptr_array_index (self->nodes, (guint) place);

      if (g_str_equal (above->id, node))
        {
          g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                       _ ("%s can’t become a part of what is below it. Choose another node."),
                       above->name);
          return FALSE;
        }
      place = amb_coverage_find_node (self, above->parent_id);
    }
  return TRUE;
}

/* @self with its nodes and roles, which @node and @under (nullable) are among without a circle. */
static AmbCoverage *
load_tree (AmbStore *store, const char *node, const char *under, GError **error)
{
  g_autoptr (AmbCoverage) self = amb_coverage_new ();

  if (!load_nodes (store, self, error) || !load_roles (store, self, NULL, error))
    return NULL;
  if (amb_coverage_find_node (self, node) < 0 ||
      (under != NULL && amb_coverage_find_node (self, under) < 0))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                   _ ("There is no such node. Choose one that exists."));
      return NULL;
    }
  return check_circle (self, node, under, error) ? g_steal_pointer (&self) : NULL;
}

static void
set_parent (AmbCoverageNode *node, const char *parent)
{
  char *copy = g_strdup (parent);

  g_free (node->parent_id);
  node->parent_id = copy;
}

static AmbCoverageNode *
get_node (AmbCoverage *self, const char *id)
{
  return g_ptr_array_index (self->nodes, (guint) amb_coverage_find_node (self, id));
}

AmbCoverage *
amb_coverage_load_moved (AmbStore *store, const char *node, const char *under, GError **error)
{
  g_autoptr (AmbCoverage) self = load_tree (store, node, under, error);

  if (self == NULL)
    return NULL;
  set_parent (get_node (self, node), under);
  return load_rest (store, self, NULL, NULL, NULL, error) ? g_steal_pointer (&self) : NULL;
}

AmbCoverage *
amb_coverage_load_merged (
    AmbStore *store, const char *node, const char *into, gboolean stays, GError **error)
{
  g_autoptr (AmbCoverage) self = load_tree (store, node, into, error);
  const Merging merging = { node, into };
  AmbCoverageNode *merged;

  if (self == NULL)
    return NULL;
  merged = get_node (self, node);
  for (guint i = 0; i < self->nodes->len; i++)
    {
      AmbCoverageNode *below = g_ptr_array_index (self->nodes, i);

      if (g_strcmp0 (below->parent_id, node) == 0)
        set_parent (below, into);
    }
  get_node (self, into)->has_sponsor |= merged->has_sponsor;
  set_parent (merged, into);
  merged->has_sponsor = merged->has_backup = FALSE;
  if (!stays)
    g_ptr_array_remove (self->nodes, merged);
  return load_rest (store, self, NULL, NULL, &merging, error) ? g_steal_pointer (&self) : NULL;
}

/* People of a cell. */

void
amb_coverage_person_free (AmbCoveragePerson *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->state);
  g_free (self->standing);
  g_free (self->level);
  g_free (self->node);
  g_free (self);
}

/* ?1 role, ?2 node; the rest of each statement follows. */
#define BELOW                                                                                      \
  "WITH RECURSIVE below (id) AS (SELECT ?2 UNION SELECT n.id FROM nodes n JOIN below ON "          \
  "n.parent_id = below.id WHERE n.deleted = 0) "
/* A pause that is over counts as being active. */
#define STANDING                                                                                   \
  "CASE WHEN p.state = 'paused' AND p.paused_until < " TODAY " THEN 'active' ELSE p.state END"
#define COLUMNS                                                                                    \
  "SELECT p.id, p.display_name, p.state, " STANDING ", p.level, h.name, " IN_ROSTER                \
  ", (SELECT count (DISTINCT a.role_id) FROM assignments a WHERE a.ambassador_id = p.id "          \
  "AND " HELD_TODAY                                                                                \
  ") FROM ambassadors p LEFT JOIN nodes h ON h.id = p.node_id AND h.deleted = 0 WHERE "
#define HOLDERS                                                                                    \
  "p.deleted = 0 AND " IN_ROSTER " AND p.id IN (SELECT a.ambassador_id FROM assignments a JOIN "   \
  "ambassadors q ON q.id = a.ambassador_id WHERE a.role_id = ?1 AND " HELD_TODAY " AND (COALESCE " \
  "(a.node_id, q.node_id) IN below OR q.department_id IN below))"
/* Out of two indexes: people by state, and who holds the role. The pluses keep SQLite from another.
 */
#define FITS                                                                                       \
  "ambassadors p INDEXED BY ambassadors_in_state WHERE p.deleted = 0 AND p.state IN "              \
  "('onboarding', 'active', 'paused', " CANDIDATES ") AND (p.state <> 'paused' OR p.paused_until " \
  "< " TODAY ") AND (+p.node_id IN below OR +p.department_id IN below) AND CAST (p.level AS "      \
  "INTEGER) >= (SELECT CAST (level AS INTEGER) FROM roles WHERE id = ?1) AND p.id NOT IN (SELECT " \
  "a.ambassador_id FROM assignments a WHERE a.role_id = ?1 AND a.deleted = 0 AND (a.state = "      \
  "'proposed' OR a.state = 'current' AND (a.ends_on IS NULL OR a.ends_on >= " TODAY ")))"

/* @limit: −1: all */
static GPtrArray *
list_people (
    AmbStore *store, const char *sql, const char *role, const char *node, int limit, GError **error)
{
  g_autoptr (GPtrArray) people =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_coverage_person_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  GError *inner = NULL;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, role);
  amb_stmt_bind_text (stmt, 2, node);
  amb_stmt_bind_int (stmt, 3, limit);
  while (next (stmt, &inner))
    {
      AmbCoveragePerson *person = g_new0 (AmbCoveragePerson, 1);

      person->id = g_strdup (amb_stmt_get_text (stmt, 0));
      person->name = g_strdup (amb_stmt_get_text (stmt, 1));
      person->state = g_strdup (amb_stmt_get_text (stmt, 2));
      person->standing = g_strdup (amb_stmt_get_text (stmt, 3));
      person->level = g_strdup (amb_stmt_get_text (stmt, 4));
      person->node = g_strdup (amb_stmt_get_text (stmt, 5));
      person->in_roster = amb_stmt_get_int (stmt, 6) != 0;
      person->n_roles = (guint) amb_stmt_get_int (stmt, 7);
      g_ptr_array_add (people, person);
    }
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  return g_steal_pointer (&people);
}

GPtrArray *
amb_coverage_list_holders (
    AmbStore *store, const char *role, const char *node, int limit, GError **error)
{
  return list_people (store, BELOW COLUMNS HOLDERS " ORDER BY p.display_name_key, p.rid LIMIT ?3",
                      role, node, limit, error);
}

/* Somebody who fits, as much as decides their place. */
typedef struct
{
  gint64 rid;
  gboolean in_roster;
  const char *key; /* by which names sort */
} Fit;

static int
compare_fits (gconstpointer a, gconstpointer b)
{
  const Fit *first = a, *second = b;
  int order = second->in_roster - first->in_roster;

  if (order == 0)
    order = strcmp (first->key, second->key);
  return order != 0 ? order : (first->rid > second->rid) - (first->rid < second->rid);
}

static gboolean
find_fits (AmbStore *store,
           const char *role,
           const char *node,
           GArray *fits,
           GStringChunk *keys,
           GError **error)
{
  GError *inner = NULL;
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (store),
                      BELOW "SELECT p.rid, " IN_ROSTER ", p.display_name_key FROM " FITS, error);

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, role);
  amb_stmt_bind_text (stmt, 2, node);
  while (next (stmt, &inner))
    {
      const char *key = amb_stmt_get_text (stmt, 2);
      const Fit fit = { amb_stmt_get_int (stmt, 0), amb_stmt_get_int (stmt, 1) != 0,
                        g_string_chunk_insert (keys, key != NULL ? key : "") };

      g_array_append_val (fits, fit);
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  g_array_sort (fits, compare_fits);
  return inner == NULL;
}

/* They are found and counted at once; only those who are listed are read. */
GPtrArray *
amb_coverage_list_fits (
    AmbStore *store, const char *role, const char *node, int limit, gint64 *total, GError **error)
{
  g_autoptr (GArray) fits = g_array_new (FALSE, FALSE, sizeof (Fit));
  g_autoptr (GStringChunk) keys = g_string_chunk_new (4096);
  g_autoptr (GString) rids = g_string_new ("[");

  if (!find_fits (store, role, node, fits, keys, error))
    return NULL;
  if (total != NULL)
    *total = fits->len;
  for (guint i = 0; i < fits->len && (limit < 0 || i < (guint) limit); i++)
    g_string_append_printf (rids, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            g_array_index (fits, Fit, i).rid);
  g_string_append_c (rids, ']');
  return list_people (store,
                      COLUMNS "p.rid IN (SELECT value FROM json_each (?1)) AND ?2 IS NOT NULL "
                              "ORDER BY NOT " IN_ROSTER ", p.display_name_key, p.rid LIMIT ?3",
                      rids->str, node, limit, error);
}

/* Giving a role. */

static gboolean
is_in_roster (AmbRecord *person)
{
  return amb_words_contain ("onboarding active paused", amb_record_get_state (person));
}

/* The roles of the record are kinds; a role of no kind isn't one of them. */
static gboolean
add_kind (AmbProgramme *self, AmbRecord *person, AmbRecord *role, GError **error)
{
  const AmbEntity *people = amb_record_get_entity (person);
  const char *kind = amb_record_get (role, "kind");
  const char *roles = amb_record_get (person, "roles");
  g_autofree char *added = NULL;
  g_autofree char *merged = NULL;

  if (amb_field_find_choice (amb_entity_find_field (people, "roles"), kind) == NULL ||
      amb_set_contains (roles, kind))
    return TRUE;
  added = amb_set_from_strv ((const char *const[]){ kind, NULL });
  merged = amb_set_merge (NULL, added, roles);
  return amb_programme_set_field (self, people, amb_record_get_id (person), "roles", merged, error);
}

static char *
give (AmbProgramme *self, AmbRecord *person, AmbRecord *role, const char *node, GError **error)
{
  g_autoptr (AmbRecord) assignment = amb_record_new (amb_entity_find ("assignment"), NULL);
  gboolean holds = is_in_roster (person);
  g_autofree char *id = NULL;

  amb_record_set (assignment, "ambassador-id", amb_record_get_id (person));
  amb_record_set (assignment, "role-id", amb_record_get_id (role));
  amb_record_set (assignment, "node-id", node);
  amb_record_set (assignment, "author-id", self->actor_person);
  amb_record_set (assignment, "state", holds ? "current" : "proposed");
  if (holds)
    amb_record_set (assignment, "starts-on", amb_store_get_today (self->store));
  id = amb_programme_add (self, assignment, AMB_COMMAND_DEFAULT, error);
  if (id == NULL || (holds && !add_kind (self, person, role, error)))
    return NULL;
  return g_steal_pointer (&id);
}

char *
amb_programme_give_role (AmbProgramme *self,
                         const char *person_id,
                         const char *role_id,
                         const char *node,
                         GError **error)
{
  g_autoptr (AmbRecord) person =
      amb_store_get (self->store, amb_entity_find ("ambassador"), person_id, error);
  g_autoptr (AmbRecord) role =
      person != NULL ? amb_store_get (self->store, amb_entity_find ("role"), role_id, error) : NULL;
  g_autofree char *label = NULL;
  g_autofree char *id = NULL;

  if (role == NULL)
    return NULL;
  /* Translators: what “Undo …” takes back: a role, a person */
  label = g_strdup_printf (_ ("Give %s to %s"), amb_record_get_title (role),
                           amb_record_get_title (person));
  if (!amb_db_begin (amb_store_get_db (self->store), error))
    return NULL;
  if (!amb_programme_open_group (self, label, error))
    {
      amb_db_rollback (amb_store_get_db (self->store));
      return NULL;
    }
  id = give (self, person, role, node, error);
  amb_programme_close_group (self);
  if (id == NULL)
    {
      amb_db_rollback (amb_store_get_db (self->store));
      return NULL;
    }
  return amb_db_commit (amb_store_get_db (self->store), error) ? g_steal_pointer (&id) : NULL;
}
