/* Two drafts side by side: what both have, and what only one of them has. */
#include "amb-composer.h"

void
amb_composer_comparison_free (AmbComposerComparison *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->both, g_ptr_array_unref);
  g_clear_pointer (&self->only_first, g_ptr_array_unref);
  g_clear_pointer (&self->only_second, g_ptr_array_unref);
  g_clear_pointer (&self->holes_both, g_ptr_array_unref);
  g_clear_pointer (&self->holes_first, g_ptr_array_unref);
  g_clear_pointer (&self->holes_second, g_ptr_array_unref);
  g_clear_pointer (&self->pairs, g_array_unref);
  amb_composition_free (self->first);
  amb_composition_free (self->second);
  g_free (self);
}

static gboolean
has_person (GPtrArray *people, const char *id)
{
  for (guint i = 0; i < people->len; i++)
    if (g_str_equal (((AmbComposerPerson *) people->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

static gboolean
has_hole (GPtrArray *holes, const AmbComposerHole *hole)
{
  for (guint i = 0; i < holes->len; i++)
    {
      const AmbComposerHole *other = g_ptr_array_index (holes, i);

      if (g_strcmp0 (other->role_id, hole->role_id) == 0 &&
          g_strcmp0 (other->node_id, hole->node_id) == 0 && other->missing == hole->missing &&
          other->nobody == hole->nobody)
        return TRUE;
    }
  return FALSE;
}

static void
compare_holes (AmbComposerComparison *self)
{
  self->holes_both = g_ptr_array_new ();
  self->holes_first = g_ptr_array_new ();
  self->holes_second = g_ptr_array_new ();
  for (guint i = 0; i < self->first->holes->len; i++)
    {
      AmbComposerHole *hole = g_ptr_array_index (self->first->holes, i);

      g_ptr_array_add (has_hole (self->second->holes, hole) ? self->holes_both : self->holes_first,
                       hole);
    }
  for (guint i = 0; i < self->second->holes->len; i++)
    {
      AmbComposerHole *hole = g_ptr_array_index (self->second->holes, i);

      if (!has_hole (self->first->holes, hole))
        g_ptr_array_add (self->holes_second, hole);
    }
}

static AmbComposerPair *
find_pair (GArray *pairs, const AmbComposerTally *tally)
{
  const AmbComposerPair fresh = { tally, 0, 0 };

  for (guint i = 0; i < pairs->len; i++)
    {
      AmbComposerPair *pair = &g_array_index (pairs, AmbComposerPair, i);

      if (pair->tally->side == tally->side && g_strcmp0 (pair->tally->value, tally->value) == 0)
        return pair;
    }
  g_array_append_val (pairs, fresh);
  return &g_array_index (pairs, AmbComposerPair, pairs->len - 1);
}

static int
order_pairs (gconstpointer a, gconstpointer b)
{
  const AmbComposerPair *first = a, *second = b;
  const gboolean same_first = first->n_first == first->n_second;
  const gboolean same_second = second->n_first == second->n_second;

  if (first->tally->side != second->tally->side)
    return first->tally->side < second->tally->side ? -1 : 1;
  if (same_first != same_second)
    return same_first - same_second;
  return (int) (second->n_first + second->n_second) - (int) (first->n_first + first->n_second);
}

static void
compare_tallies (AmbComposerComparison *self)
{
  GPtrArray *first = self->first->tallies, *second = self->second->tallies;

  self->pairs = g_array_new (FALSE, FALSE, sizeof (AmbComposerPair));
  for (guint i = 0; i < first->len; i++)
    {
      const AmbComposerTally *tally = g_ptr_array_index (first, i);

      find_pair (self->pairs, tally)->n_first = tally->n;
    }
  for (guint i = 0; i < second->len; i++)
    {
      const AmbComposerTally *tally = g_ptr_array_index (second, i);

      find_pair (self->pairs, tally)->n_second = tally->n;
    }
  g_array_sort (self->pairs, order_pairs);
}

AmbComposerComparison *
amb_composer_compare (AmbStore *store, const char *first, const char *second, GError **error)
{
  g_autoptr (AmbComposerComparison) self = g_new0 (AmbComposerComparison, 1);

  self->first = amb_composer_load (store, first, error);
  self->second = self->first != NULL ? amb_composer_load (store, second, error) : NULL;
  if (self->second == NULL)
    return NULL;
  self->both = g_ptr_array_new ();
  self->only_first = g_ptr_array_new ();
  self->only_second = g_ptr_array_new ();
  for (guint i = 0; i < self->first->draft->len; i++)
    {
      AmbComposerPerson *person = g_ptr_array_index (self->first->draft, i);

      g_ptr_array_add (has_person (self->second->draft, person->id) ? self->both : self->only_first,
                       person);
    }
  for (guint i = 0; i < self->second->draft->len; i++)
    {
      AmbComposerPerson *person = g_ptr_array_index (self->second->draft, i);

      if (!has_person (self->first->draft, person->id))
        g_ptr_array_add (self->only_second, person);
    }
  compare_holes (self);
  compare_tallies (self);
  return g_steal_pointer (&self);
}
