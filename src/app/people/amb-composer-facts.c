#include "amb-composer-facts.h"

#define CANDIDATES 1000 /* more are found by searching */

static void
cohort_free (gpointer data)
{
  AmbComposerCohort *cohort = data;

  g_free (cohort->id);
  g_free (cohort->name);
  g_free (cohort->state);
  g_free (cohort);
}

void
amb_composer_question_free (AmbComposerQuestion *self)
{
  if (self == NULL)
    return;
  g_free (self->cohort);
  g_free (self->search);
  g_free (self->state);
  g_free (self->node);
  g_free (self);
}

void
amb_composer_facts_free (AmbComposerFacts *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->cohorts, g_ptr_array_unref);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->guests, g_ptr_array_unref);
  g_free (self->today);
  amb_composition_free (self->composition);
  g_free (self);
}

/* Drafts first; ids tell the time at which records were made. */
static int
compare_cohorts (gconstpointer a, gconstpointer b)
{
  const AmbComposerCohort *first = *(AmbComposerCohort *const *) a;
  const AmbComposerCohort *second = *(AmbComposerCohort *const *) b;
  gboolean is_draft = g_str_equal (first->state, "draft");

  if (is_draft != g_str_equal (second->state, "draft"))
    return is_draft ? -1 : 1;
  return g_strcmp0 (second->id, first->id);
}

static gboolean
read_cohorts (AmbStore *store, AmbComposerFacts *facts, GError **error)
{
  static const char *const states[] = { "draft", "frozen", "running", NULL };
  const AmbEntity *entity = amb_entity_find ("cohort");
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  g_autoptr (GPtrArray) records = NULL;

  amb_query_where (query, amb_entity_get_state_field (entity), AMB_MATCH_IN, states);
  records = amb_store_list (store, query, -1, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (records, i);
      AmbComposerCohort *cohort = g_new0 (AmbComposerCohort, 1);

      cohort->id = g_strdup (amb_record_get_id (record));
      cohort->name = g_strdup (amb_record_get_title (record));
      cohort->state = g_strdup (amb_record_get_state (record));
      g_ptr_array_add (facts->cohorts, cohort);
    }
  g_ptr_array_sort (facts->cohorts, compare_cohorts);
  return records != NULL;
}

/* The one that is asked for, while it is there. */
static const char *
choose_cohort (const AmbComposerFacts *facts, const char *wanted)
{
  for (guint i = 0; i < facts->cohorts->len; i++)
    if (g_strcmp0 (((AmbComposerCohort *) facts->cohorts->pdata[i])->id, wanted) == 0)
      return wanted;
  return facts->cohorts->len > 0 ? ((AmbComposerCohort *) facts->cohorts->pdata[0])->id : NULL;
}

gpointer
amb_composer_facts_read (AmbStore *store,
                         gpointer question,
                         GCancellable *cancellable,
                         GError **error)
{
  const AmbComposerQuestion *asked = question;
  AmbComposerFacts *facts = g_new0 (AmbComposerFacts, 1);
  const char *cohort;
  gboolean ok;

  facts->cohorts = g_ptr_array_new_with_free_func (cohort_free);
  facts->today = g_strdup (amb_store_get_today (store));
  ok = read_cohorts (store, facts, error);
  cohort = choose_cohort (facts, asked->cohort);
  if (ok && cohort != NULL)
    {
      facts->composition = amb_composer_load (store, cohort, error);
      ok = facts->composition != NULL;
    }
  if (ok && cohort != NULL && g_str_equal (facts->composition->state, "draft"))
    {
      facts->candidates = amb_composer_list_candidates (store, cohort, asked->search, asked->node,
                                                        NULL, asked->state, CANDIDATES, error);
      ok = facts->candidates != NULL;
    }
  else if (ok && cohort != NULL)
    {
      facts->guests = amb_composer_list_guests (store, cohort, error);
      ok = facts->guests != NULL;
    }
  if (ok && !g_cancellable_set_error_if_cancelled (cancellable, error))
    return facts;
  amb_composer_facts_free (facts);
  return NULL;
}
