#include "amb-composer-private.h"

#include "amb-candidates.h"
#include "amb-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
amb_composer_person_free (gpointer data)
{
  AmbComposerPerson *person = data;

  g_free (person->id);
  g_free (person->seat_id);
  g_free (person->name);
  g_free (person->state);
  g_free (person->node_id);
  g_free (person->node);
  g_free (person->department_id);
  g_free (person->department);
  g_free (person->country);
  g_free (person->language);
  g_free (person->role_id);
  g_free (person->role);
  g_free (person->reason);
  g_free (person->fit);
  g_free (person->audiences);
  g_free (person);
}

static void
tally_free (gpointer data)
{
  AmbComposerTally *tally = data;

  g_free (tally->value);
  g_free (tally->name);
  g_free (tally);
}

static void
hole_free (gpointer data)
{
  AmbComposerHole *hole = data;

  g_free (hole->role_id);
  g_free (hole->role);
  g_free (hole->node_id);
  g_free (hole->node);
  g_free (hole);
}

void
amb_composition_free (AmbComposition *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->state);
  g_free (self->reason);
  g_ptr_array_unref (self->draft);
  g_ptr_array_unref (self->wait);
  g_ptr_array_unref (self->tallies);
  g_ptr_array_unref (self->holes);
  g_free (self);
}

/* People. */

/* Of a seat (s) or without one; the role that was wished last is that of the latest application. */
#define WISHED                                                                                     \
  "(SELECT x.role_id FROM applications x WHERE x.ambassador_id = p.id AND x.deleted = 0 AND "      \
  "x.role_id IS NOT NULL ORDER BY x.submitted_on DESC, x.rid DESC LIMIT 1)"
#define PERSON_COLUMNS(seat, role, reason, waits, audiences)                                       \
  "SELECT p.id, " seat ", p.display_name, p.state, p.node_id, n.name, p.department_id, d.name, "   \
  "p.country, p.language, r.id, r.name, " reason ", " audiences ", " waits " FROM "
/* Whom somebody reaches already. */
#define AUDIENCES                                                                                  \
  "(SELECT group_concat (a, ' ') FROM (SELECT c.kind AS a FROM contacts c WHERE c.owner_id = "     \
  "p.id AND c.deleted = 0 AND c.kind IN ('client', 'applicant', 'partner') UNION SELECT "          \
  "i.audience FROM content_items i WHERE p.id IN (i.owner_id, i.author_id) AND i.deleted = 0 AND " \
  "i.audience IS NOT NULL AND i.state <> 'rejected' ORDER BY 1))"
#define PERSON_JOINS(role)                                                                         \
  " LEFT JOIN nodes n ON n.id = p.node_id AND n.deleted = 0 LEFT JOIN nodes d ON d.id = "          \
  "p.department_id AND d.deleted = 0 LEFT JOIN roles r ON r.id = " role " AND r.deleted = 0 "

static AmbComposerPerson *
person_new (AmbStmt *stmt)
{
  AmbComposerPerson *person = g_new0 (AmbComposerPerson, 1);
  char **const texts[] = {
    &person->id,      &person->seat_id,   &person->name,          &person->state,
    &person->node_id, &person->node,      &person->department_id, &person->department,
    &person->country, &person->language,  &person->role_id,       &person->role,
    &person->reason,  &person->audiences,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup (amb_stmt_get_text (stmt, (int) i));
  person->waits = amb_stmt_get_int (stmt, G_N_ELEMENTS (texts)) != 0;
  return person;
}

static gboolean
read_fits (AmbStore *store, const char *cohort, GPtrArray *people, GError **error)
{
  GError *inner = NULL;
  g_autoptr (GHashTable) fits = amb_composer_load_fits (store, cohort, &inner);

  for (guint i = 0; fits != NULL && i < people->len; i++)
    {
      AmbComposerPerson *person = g_ptr_array_index (people, i);

      person->fit = g_strdup (g_hash_table_lookup (fits, person->id));
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

static GPtrArray *
read_people (AmbStore *store, const char *cohort, AmbStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (amb_composer_person_free);
  gboolean row = TRUE;

  while (row)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (people, person_new (stmt));
    }
  if (people->len > 0 && !read_fits (store, cohort, people, error))
    return NULL;
  return g_steal_pointer (&people);
}

/* Whoever gave a seat up has none. */
#define SEATED "seats s JOIN ambassadors p ON p.id = s.ambassador_id AND p.deleted = 0"
#define IN_ORDER                                                                                   \
  "WHERE s.cohort_id = ? AND s.deleted = 0 AND s.kind IN ('seat', 'wait_list') ORDER BY "          \
  "s.position IS NULL, s.position, s.id"

static gboolean
load_people (AmbStore *store, AmbComposition *self, GError **error)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (store),
                      PERSON_COLUMNS ("s.id", "s.role_id", "s.reason", "s.kind = 'wait_list'",
                                      AUDIENCES) SEATED PERSON_JOINS ("s.role_id") IN_ORDER,
                      error);
  g_autoptr (GPtrArray) people = NULL;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, self->id);
  people = read_people (store, self->id, stmt, error);
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      AmbComposerPerson *person = g_ptr_array_index (people, i);

      g_ptr_array_add (person->waits ? self->wait : self->draft, person);
    }
  if (people != NULL)
    g_ptr_array_set_free_func (people, NULL);
  return people != NULL;
}

/* What the draft covers. */

static void
tally (AmbComposition *self, AmbComposerSide side, const char *value, const char *name)
{
  AmbComposerTally *found = NULL;

  for (guint i = 0; i < self->tallies->len && found == NULL; i++)
    {
      AmbComposerTally *known = g_ptr_array_index (self->tallies, i);

      if (known->side == side && g_strcmp0 (known->value, value) == 0)
        found = known;
    }
  if (found == NULL)
    {
      found = g_new0 (AmbComposerTally, 1);
      found->side = side;
      found->value = g_strdup (value);
      found->name = g_strdup (name);
      g_ptr_array_add (self->tallies, found);
    }
  found->n++;
}

/* By side, the most first, the unknown last. */
static int
compare_tallies (gconstpointer a, gconstpointer b)
{
  const AmbComposerTally *first = *(AmbComposerTally *const *) a;
  const AmbComposerTally *second = *(AmbComposerTally *const *) b;

  if (first->side != second->side)
    return first->side < second->side ? -1 : 1;
  if ((first->value == NULL) != (second->value == NULL))
    return first->value == NULL ? 1 : -1;
  if (first->n != second->n)
    return first->n > second->n ? -1 : 1;
  return g_strcmp0 (first->name != NULL ? first->name : first->value,
                    second->name != NULL ? second->name : second->value);
}

/* Each audience has its line, whoever reaches it. */
static void
tally_audiences (AmbComposition *self)
{
  static const char *const audiences[] = { "client", "applicant", "partner", "internal" };

  for (guint k = 0; self->draft->len > 0 && k < G_N_ELEMENTS (audiences); k++)
    {
      AmbComposerTally *sum = g_new0 (AmbComposerTally, 1);

      sum->side = AMB_COMPOSER_AUDIENCE;
      sum->value = g_strdup (audiences[k]);
      for (guint i = 0; i < self->draft->len; i++)
        sum->n += amb_words_contain (((AmbComposerPerson *) self->draft->pdata[i])->audiences,
                                     audiences[k]);
      g_ptr_array_add (self->tallies, sum);
    }
}

static void
tally_draft (AmbComposition *self)
{
  for (guint i = 0; i < self->draft->len; i++)
    {
      const AmbComposerPerson *person = g_ptr_array_index (self->draft, i);

      tally (self, AMB_COMPOSER_ROLE, person->role_id, person->role);
      tally (self, AMB_COMPOSER_DEPARTMENT, person->department_id, person->department);
      tally (self, AMB_COMPOSER_COUNTRY, person->country, NULL);
      tally (self, AMB_COMPOSER_LANGUAGE, person->language, NULL);
    }
  tally_audiences (self);
  g_ptr_array_sort (self->tallies, compare_tallies);
}

static void
add_hole (AmbComposition *self,
          const AmbCoverageRole *role,
          const AmbCoverageNode *node,
          gint64 missing,
          gboolean nobody)
{
  AmbComposerHole *hole = g_new0 (AmbComposerHole, 1);

  hole->role_id = role != NULL ? g_strdup (role->id) : NULL;
  hole->role = role != NULL ? g_strdup (role->name) : NULL;
  hole->node_id = g_strdup (node->id);
  hole->node = g_strdup (node->name);
  hole->missing = missing;
  hole->nobody = nobody;
  g_ptr_array_add (self->holes, hole);
}

static int
compare_holes (gconstpointer a, gconstpointer b)
{
  const AmbComposerHole *first = *(AmbComposerHole *const *) a;
  const AmbComposerHole *second = *(AmbComposerHole *const *) b;

  if (first->nobody != second->nobody)
    return first->nobody ? -1 : 1;
  if (first->missing != second->missing)
    return first->missing > second->missing ? -1 : 1;
  return 0;
}

/* Those of the draft count as if they held the roles of their seats. */
static void
seat_draft (AmbCoverage *coverage, const AmbComposition *self)
{
  for (guint i = 0; i < self->draft->len; i++)
    {
      const AmbComposerPerson *person = g_ptr_array_index (self->draft, i);
      int role = amb_coverage_find_role (coverage, person->role_id);
      const AmbCoverageHolding holding = {
        .person = -1 - (gint64) i, /* candidates hold nothing yet */
        .role = (guint) MAX (role, 0),
        .place = amb_coverage_find_node (coverage, person->node_id),
        .department = amb_coverage_find_node (coverage, person->department_id),
      };

      if (role >= 0)
        g_array_append_val (coverage->holdings, holding);
    }
}

/* Of the departments that the draft could have taken somebody from. */
static void
find_departments (AmbComposition *self, const AmbCoverage *coverage)
{
  for (guint i = 0; self->draft->len > 0 && i < coverage->nodes->len; i++)
    {
      const AmbCoverageNode *node = g_ptr_array_index (coverage->nodes, i);
      gboolean found = g_strcmp0 (node->kind, "department") != 0;

      for (guint k = 0; k < self->draft->len && !found; k++)
        found =
            g_strcmp0 (((AmbComposerPerson *) self->draft->pdata[k])->department_id, node->id) == 0;
      if (!found)
        add_hole (self, NULL, node, 1, TRUE);
    }
}

static gboolean
load_holes (AmbStore *store, AmbComposition *self, GError **error)
{
  g_autoptr (AmbCoverage) with = amb_coverage_load (store, NULL, NULL, NULL, error);
  g_autofree gboolean *was_hole = NULL;

  if (with == NULL)
    return FALSE;
  was_hole = g_new0 (gboolean, with->cells->len);
  for (guint i = 0; i < with->cells->len; i++)
    was_hole[i] = amb_coverage_get_missing (&g_array_index (with->cells, AmbCoverageCell, i)) > 0;
  seat_draft (with, self);
  amb_coverage_recompute (with);
  for (guint i = 0; i < with->cells->len; i++)
    {
      const AmbCoverageCell *cell = &g_array_index (with->cells, AmbCoverageCell, i);
      gint64 missing = amb_coverage_get_missing (cell);

      if (missing > 0)
        add_hole (self, g_ptr_array_index (with->roles, i / with->nodes->len),
                  g_ptr_array_index (with->nodes, i % with->nodes->len), missing,
                  cell->n_held == 0);
      else if (was_hole[i])
        self->n_filled++;
    }
  find_departments (self, with);
  g_ptr_array_sort (self->holes, compare_holes);
  return TRUE;
}

AmbComposition *
amb_composer_load (AmbStore *store, const char *cohort, GError **error)
{
  g_autoptr (AmbRecord) record = amb_store_get (store, amb_entity_find ("cohort"), cohort, error);
  g_autoptr (AmbComposition) self = NULL;

  if (record == NULL)
    return NULL;
  self = g_new0 (AmbComposition, 1);
  self->draft = g_ptr_array_new_with_free_func (amb_composer_person_free);
  self->wait = g_ptr_array_new_with_free_func (amb_composer_person_free);
  self->tallies = g_ptr_array_new_with_free_func (tally_free);
  self->holes = g_ptr_array_new_with_free_func (hole_free);
  self->id = g_strdup (cohort);
  self->name = g_strdup (amb_record_get (record, "name"));
  self->state = g_strdup (amb_record_get_state (record));
  self->reason = g_strdup (amb_record_get (record, "frozen-reason"));
  if (amb_record_get (record, "seats") != NULL)
    self->seats = g_ascii_strtoll (amb_record_get (record, "seats"), NULL, 10);
  if (!load_people (store, self, error) || !load_holes (store, self, error))
    return NULL;
  tally_draft (self);
  return g_steal_pointer (&self);
}

char *
amb_composer_hole_dup_text (const AmbComposerHole *self)
{
  if (self->role == NULL)
    /* Translators: a department of which nobody is in the draft */
    return g_strdup_printf (_ ("Nobody from %s"), self->node);
  if (self->nobody)
    /* Translators: a node, then a role: “Nobody in Asia for monitoring” */
    return g_strdup_printf (_ ("Nobody in %s for %s"), self->node, self->role);
  /* Translators: a number, a node, a role: “2 more wanted in Asia for monitoring” */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d more wanted in %s for %s",
                                       "%d more wanted in %s for %s", (gulong) self->missing),
                          (int) self->missing, self->node, self->role);
}

/* Candidates. */

#define BY_NAME "ORDER BY p.state = 'in_review', p.state = 'waitlisted', p.display_name_key, p.rid"
/* Who they are is read of those alone who are listed. */
#define CHOSEN                                                                                     \
  "WITH RECURSIVE below (id) AS (SELECT ?2 UNION SELECT k.id FROM nodes k JOIN below ON "          \
  "k.parent_id = below.id WHERE k.deleted = 0), chosen AS MATERIALIZED (SELECT p.rid FROM "        \
  "ambassadors p WHERE p.deleted = 0 AND p.state IN ('shortlisted', 'waitlisted', 'in_review') "   \
  "AND (?3 IS NULL OR p.state = ?3) AND (?4 IS NULL OR p.language = ?4) AND (?2 IS NULL OR "       \
  "+p.node_id IN below OR +p.department_id IN below) AND NOT EXISTS (SELECT 1 FROM seats s WHERE " \
  "s.cohort_id = ?1 AND s.ambassador_id = p.id AND s.deleted = 0) "
#define CANDIDATES                                                                                 \
  BY_NAME                                                                                          \
  " LIMIT ?5) " PERSON_COLUMNS (                                                                   \
      "NULL", WISHED, "NULL", "0",                                                                 \
      "NULL") "chosen CROSS JOIN ambassadors p ON p.rid = chosen.rid" PERSON_JOINS (WISHED)        \
      BY_NAME

/* Row numbers that the words find, as a list for SQL; they are numbers, so nothing can be quoted
 * wrongly. */
static char *
find_words (AmbStore *store, const char *search, GError **error)
{
  static const char *const states[] = { "shortlisted", "waitlisted", "in_review", NULL };
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autoptr (AmbQuery) query = amb_query_new (people);
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GString) list = g_string_new ("0");

  query->search = g_strdup (search);
  amb_query_where (query, amb_entity_get_state_field (people), AMB_MATCH_IN, states);
  if (!amb_store_list_rids (store, query, 0, -1, rids, error))
    return NULL;
  for (guint i = 0; i < rids->len; i++)
    g_string_append_printf (list, ",%" G_GINT64_FORMAT, g_array_index (rids, gint64, i));
  return g_string_free (g_steal_pointer (&list), FALSE);
}

GPtrArray *
amb_composer_list_candidates (AmbStore *store,
                              const char *cohort,
                              const char *search,
                              const char *node,
                              const char *language,
                              const char *state,
                              gint64 limit,
                              GError **error)
{
  gboolean searches = search != NULL && *search != '\0';
  g_autofree char *found = searches ? find_words (store, search, error) : NULL;
  g_autofree char *sql = NULL;
  g_autoptr (AmbStmt) stmt = NULL;

  if (searches && found == NULL)
    return NULL;
  sql = g_strconcat (CHOSEN, searches ? "AND p.rid IN (" : "", searches ? found : "",
                     searches ? ") " : "", CANDIDATES, NULL);
  stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, cohort);
  amb_stmt_bind_text (stmt, 2, node);
  amb_stmt_bind_text (stmt, 3, state);
  amb_stmt_bind_text (stmt, 4, language);
  amb_stmt_bind_int (stmt, 5, limit);
  return read_people (store, cohort, stmt, error);
}

/* Fit is a figure of its own, beside what the draft covers. */

/* Hundredths as a canonical decimal. */
static char *
dup_decimal (int hundredths)
{
  if (hundredths % 100 == 0)
    return g_strdup_printf ("%d", hundredths / 100);
  if (hundredths % 10 == 0)
    return g_strdup_printf ("%d.%d", hundredths / 100, hundredths / 10 % 10);
  return g_strdup_printf ("%d.%02d", hundredths / 100, hundredths % 100);
}

/* What is there already stands: the latest call comes first. */
static gboolean
take_fits (AmbStore *store, const char *call, GHashTable *fits, GError **error)
{
  const AmbCandidatesQuery query = { .call = call, .seats = -1, .is_rated = TRUE };
  g_autoptr (AmbCandidates) candidates = amb_candidates_load (store, &query, error);

  for (guint i = 0; candidates != NULL && i < candidates->candidates->len; i++)
    {
      const AmbCandidate *candidate = g_ptr_array_index (candidates->candidates, i);

      if (candidate->fit->fit != AMB_FIT_NONE && !g_hash_table_contains (fits, candidate->id))
        g_hash_table_insert (fits, g_strdup (candidate->id), dup_decimal (candidate->fit->fit));
    }
  return candidates != NULL;
}

static gboolean
take_all_fits (AmbStore *store, GHashTable *fits, GError **error)
{
  g_autoptr (GPtrArray) calls = amb_candidates_list_calls (store, error);

  for (guint i = 0; calls != NULL && i < calls->len; i++)
    if (!take_fits (store, ((AmbCandidatesCall *) calls->pdata[i])->id, fits, error))
      return FALSE;
  return calls != NULL;
}

GHashTable *
amb_composer_load_fits (AmbStore *store, const char *cohort, GError **error)
{
  g_autoptr (AmbRecord) record = amb_store_get (store, amb_entity_find ("cohort"), cohort, error);
  const char *call = record != NULL ? amb_record_get (record, "call-id") : NULL;
  g_autoptr (GHashTable) fits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GError *inner = NULL;

  if (record == NULL)
    return NULL;
  if (call != NULL ? take_fits (store, call, fits, &inner) : take_all_fits (store, fits, &inner))
    return g_steal_pointer (&fits);
  if (g_error_matches (inner, AMB_ERROR, AMB_ERROR_DENIED))
    g_error_free (inner);
  else
    g_propagate_error (error, inner);
  return NULL;
}
