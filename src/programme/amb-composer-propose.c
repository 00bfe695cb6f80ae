/* Who would be taken for the free seats, were it for the fit alone, and what speaks for them. */
#include "amb-composer-private.h"

#include "amb-candidates.h"
#include "amb-error.h"

#include <glib/gi18n-lib.h>

#define STRONG 3 /* points: a criterion below that is no strength */

/* How somebody stands among the candidates. */
typedef struct
{
  AmbFitStanding standing; /* its strings are of this */
  char *id, *since;
  char *strengths[2]; /* nullable: criteria, the best first */
} Standing;

typedef struct
{
  AmbStore *store;
  AmbComposerProposal *proposal;
  AmbComposition *composition;
  GHashTable *standings; /* id → Standing: of those who have a fit */
  GHashTable *whys;      /* id → the reason of the move by which they can be decided */
  GHashTable *parents;   /* id of a node → of the one above */
} Proposing;

void
amb_composer_proposal_free (AmbComposerProposal *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_free (self);
}

static void
standing_free (gpointer data)
{
  Standing *self = data;

  g_free (self->id);
  g_free (self->since);
  g_free (self->strengths[0]);
  g_free (self->strengths[1]);
  g_free (self);
}

static void
proposing_clear (Proposing *self)
{
  amb_composer_proposal_free (self->proposal);
  amb_composition_free (self->composition);
  g_clear_pointer (&self->standings, g_hash_table_unref);
  g_clear_pointer (&self->whys, g_hash_table_unref);
  g_clear_pointer (&self->parents, g_hash_table_unref);
}

/* Fits. */

/* Is the mean of @a above that of @b? Of equal ones the heavier criterion is. */
static gboolean
is_stronger (const AmbFitBar *a, const AmbFitBar *b)
{
  gint64 left, right;

  if (b == NULL)
    return TRUE;
  left = (gint64) a->sum * b->n;
  right = (gint64) b->sum * a->n;
  return left != right ? left > right : a->weight > b->weight;
}

static void
find_strengths (Standing *self, const AmbCandidates *candidates, const AmbFit *fit)
{
  const AmbFitBar *best[2] = { NULL, NULL };

  for (guint i = 0; i < fit->bars->len; i++)
    {
      const AmbFitBar *bar = &g_array_index (fit->bars, AmbFitBar, i);

      if (bar->answer != AMB_FIT_SCORED || bar->sum < STRONG * (int) bar->n)
        continue;
      if (is_stronger (bar, best[0]))
        {
          best[1] = best[0];
          best[0] = bar;
        }
      else if (is_stronger (bar, best[1]))
        best[1] = bar;
    }
  for (guint i = 0; i < G_N_ELEMENTS (best) && best[i] != NULL; i++)
    {
      const AmbCandidateCriterion *criterion =
          g_ptr_array_index (candidates->details, best[i]->criterion);

      self->strengths[i] = g_strdup (criterion->name);
    }
}

static Standing *
standing_new (const AmbCandidates *candidates, const AmbCandidate *candidate)
{
  Standing *self = g_new0 (Standing, 1);

  self->id = g_strdup (candidate->id);
  self->since = g_strdup (candidate->since);
  self->standing = (AmbFitStanding){
    .fit = candidate->fit->fit,
    .completeness = candidate->fit->completeness,
    .n_raters = candidate->fit->n_raters,
    .since = self->since,
    .id = self->id,
  };
  find_strengths (self, candidates, candidate->fit);
  return self;
}

/* Own scores alone make no order. */
static gboolean
take_call (Proposing *self, const char *call, GError **error)
{
  const AmbCandidatesQuery query = { .call = call, .seats = -1 };
  g_autoptr (AmbCandidates) candidates = amb_candidates_load (self->store, &query, error);

  for (guint i = 0; candidates != NULL && !candidates->is_own && i < candidates->candidates->len;
       i++)
    {
      const AmbCandidate *candidate = g_ptr_array_index (candidates->candidates, i);

      if (candidate->fit->fit != AMB_FIT_NONE &&
          !g_hash_table_contains (self->standings, candidate->id))
        {
          Standing *standing = standing_new (candidates, candidate);

          g_hash_table_insert (self->standings, standing->id, standing);
        }
    }
  return candidates != NULL;
}

static gboolean
take_calls (Proposing *self, const char *call, GError **error)
{
  g_autoptr (GPtrArray) calls = NULL;

  if (call != NULL)
    return take_call (self, call, error);
  calls = amb_candidates_list_calls (self->store, error);
  for (guint i = 0; calls != NULL && i < calls->len; i++)
    if (!take_call (self, ((AmbCandidatesCall *) calls->pdata[i])->id, error))
      return FALSE;
  return calls != NULL;
}

/* Whoever may not see scores gets a proposal without them. */
static gboolean
load_standings (Proposing *self, GError **error)
{
  g_autoptr (AmbRecord) cohort =
      amb_store_get (self->store, amb_entity_find ("cohort"), self->composition->id, error);
  GError *inner = NULL;

  self->standings = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, standing_free);
  if (cohort == NULL)
    return FALSE;
  if (take_calls (self, amb_record_get (cohort, "call-id"), &inner))
    return TRUE;
  if (!g_error_matches (inner, AMB_ERROR, AMB_ERROR_DENIED))
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  g_error_free (inner);
  return TRUE;
}

/* What else is known. */

/* @table: filled with the two columns of each row; a later row replaces an earlier one */
static gboolean
load_pairs (AmbStore *store, GHashTable *table, const char *sql, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  while (row)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return FALSE;
      if (row)
        g_hash_table_insert (table, g_strdup (amb_stmt_get_text (stmt, 0)),
                             g_strdup (amb_stmt_get_text (stmt, 1)));
    }
  return TRUE;
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static gboolean
load_words (Proposing *self, GError **error)
{
  self->whys = new_table ();
  self->parents = new_table ();
  return load_pairs (self->store, self->whys,
                     "SELECT p.id, t.why FROM ambassadors p CROSS JOIN transitions t ON t.record = "
                     "p.id AND t.deleted = 0 AND t.\"to\" = p.state AND t.why IS NOT NULL AND "
                     "t.imported IS NOT 1 WHERE "
                     "p.deleted = 0 AND p.state IN ('shortlisted', 'waitlisted') ORDER BY t.at, "
                     "t.rid",
                     error) &&
         load_pairs (self->store, self->parents,
                     "SELECT id, parent_id FROM nodes WHERE deleted = 0 AND parent_id IS NOT NULL",
                     error);
}

/* Whoever has a seat of a cohort that is decided isn't taken for another one. */
static gboolean
load_people (Proposing *self, const char *node, GError **error)
{
  g_autoptr (GPtrArray) people = amb_composer_list_candidates (self->store, self->composition->id,
                                                               NULL, node, NULL, NULL, -1, error);
  g_autoptr (GHashTable) seated = new_table ();

  if (people == NULL ||
      !load_pairs (self->store, seated,
                   "SELECT s.ambassador_id, s.cohort_id FROM cohorts c JOIN seats s ON s.cohort_id "
                   "= c.id AND s.deleted = 0 AND s.kind = 'seat' WHERE c.deleted = 0 AND c.state "
                   "IN ('frozen', 'running')",
                   error))
    return FALSE;
  g_ptr_array_set_free_func (people, NULL);
  for (guint i = 0; i < people->len; i++)
    {
      AmbComposerPerson *person = g_ptr_array_index (people, i);
      gboolean is_open = g_str_equal (person->state, "in_review");

      self->proposal->n_open += is_open ? 1 : 0;
      if (is_open || g_hash_table_contains (seated, person->id))
        amb_composer_person_free (person);
      else
        g_ptr_array_add (self->proposal->people, person);
    }
  return TRUE;
}

static AmbFitStanding
get_standing (Proposing *self, const AmbComposerPerson *person)
{
  const Standing *known = g_hash_table_lookup (self->standings, person->id);

  return known != NULL ? known->standing
                       : (AmbFitStanding){ .fit = AMB_FIT_NONE, .id = person->id };
}

static int
compare_people (gconstpointer a, gconstpointer b, gpointer data)
{
  const AmbFitStanding first = get_standing (data, *(AmbComposerPerson *const *) a);
  const AmbFitStanding second = get_standing (data, *(AmbComposerPerson *const *) b);

  return amb_fit_standing_compare (&first, &second);
}

/* Reasons. */

static char *
describe_fit (const Standing *standing)
{
  g_autofree char *fit = amb_fit_dup_text (standing->standing.fit);

  if (standing->strengths[0] == NULL)
    /* Translators: why somebody is chosen; a fit from 0 to 100 */
    return g_strdup_printf (_ ("Fit %s."), fit);
  if (standing->strengths[1] == NULL)
    /* Translators: why somebody is chosen; a fit from 0 to 100, a criterion */
    return g_strdup_printf (_ ("Fit %1$s, strongest in “%2$s”."), fit, standing->strengths[0]);
  /* Translators: why somebody is chosen; a fit from 0 to 100, two criteria */
  return g_strdup_printf (_ ("Fit %1$s, strongest in “%2$s” and “%3$s”."), fit,
                          standing->strengths[0], standing->strengths[1]);
}

static AmbComposerHole *
find_hole (Proposing *self, const char *role, const char *node)
{
  for (guint i = 0; i < self->composition->holes->len; i++)
    {
      AmbComposerHole *hole = g_ptr_array_index (self->composition->holes, i);

      if (hole->missing > 0 && g_strcmp0 (hole->role_id, role) == 0 &&
          g_str_equal (hole->node_id, node))
        return hole;
    }
  return NULL;
}

/* Adds the holes of that role in @node and above, the nearest first. */
static void
list_holes (Proposing *self, const char *role, const char *node, GPtrArray *holes)
{
  guint steps = 0;

  /* Two desks may make a circle of two sound trees. */
  for (; node != NULL && steps <= g_hash_table_size (self->parents); steps++)
    {
      AmbComposerHole *hole = find_hole (self, role, node);

      if (hole != NULL && !g_ptr_array_find (holes, hole, NULL))
        g_ptr_array_add (holes, hole);
      node = g_hash_table_lookup (self->parents, node);
    }
}

/* Whoever is taken makes them smaller for those who follow. */
static char *
describe_hole (Proposing *self, const AmbComposerPerson *person)
{
  g_autoptr (GPtrArray) holes = g_ptr_array_new ();
  const AmbComposerHole *nearest;

  if (person->role_id == NULL)
    return NULL;
  list_holes (self, person->role_id, person->node_id, holes);
  list_holes (self, person->role_id, person->department_id, holes);
  if (holes->len == 0)
    return NULL;
  for (guint i = 0; i < holes->len; i++)
    ((AmbComposerHole *) holes->pdata[i])->missing--;
  nearest = g_ptr_array_index (holes, 0);
  /* Translators: why somebody is chosen; a role, a node: “Wanted for monitoring in Asia.” */
  return g_strdup_printf (_ ("Wanted for %1$s in %2$s."), nearest->role, nearest->node);
}

static void
draft_reason (Proposing *self, AmbComposerPerson *person)
{
  const Standing *standing = g_hash_table_lookup (self->standings, person->id);
  g_autofree char *known = standing != NULL
                               ? describe_fit (standing)
                               : g_strdup (g_hash_table_lookup (self->whys, person->id));
  g_autofree char *hole = describe_hole (self, person);

  g_free (person->reason);
  if (known != NULL && hole != NULL)
    /* Translators: two sentences, the second of a hole in the coverage */
    person->reason = g_strdup_printf (_ ("%1$s %2$s"), known, hole);
  else
    person->reason = g_strdup (known != NULL ? known : hole);
}

static gboolean
propose (Proposing *self, const char *node, GError **error)
{
  GPtrArray *people = self->proposal->people;
  gint64 seats = self->composition->seats;

  if (!load_standings (self, error) || !load_words (self, error) ||
      !load_people (self, node, error))
    return FALSE;
  g_ptr_array_sort_with_data (people, compare_people, self);
  for (guint i = 0; i < people->len; i++)
    draft_reason (self, g_ptr_array_index (people, i));
  self->proposal->n_free = seats > 0 ? MAX (seats - (gint64) self->composition->draft->len, 0) : -1;
  return TRUE;
}

AmbComposerProposal *
amb_composer_propose (AmbStore *store, const char *cohort, const char *node, GError **error)
{
  Proposing self = { .store = store, .proposal = g_new0 (AmbComposerProposal, 1) };
  AmbComposerProposal *proposal = NULL;

  self.proposal->people = g_ptr_array_new_with_free_func (amb_composer_person_free);
  self.composition = amb_composer_load (store, cohort, error);
  if (self.composition != NULL && propose (&self, node, error))
    proposal = g_steal_pointer (&self.proposal);
  proposing_clear (&self);
  return proposal;
}
