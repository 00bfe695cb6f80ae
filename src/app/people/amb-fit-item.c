#include "amb-fit-item.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (AmbFitItem, amb_fit_item, G_TYPE_OBJECT)

static void
amb_fit_item_finalize (GObject *object)
{
  AmbFitItem *self = AMB_FIT_ITEM (object);

  g_free (self->id);
  g_free (self->rank);
  g_free (self->title);
  g_free (self->facts);
  g_free (self->fit);
  G_OBJECT_CLASS (amb_fit_item_parent_class)->finalize (object);
}

static void
amb_fit_item_class_init (AmbFitItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_fit_item_finalize;
}

static void
amb_fit_item_init (AmbFitItem *self)
{
}

static char *
dup_spread (const AmbFit *fit)
{
  if (fit->spread == 0)
    return g_strdup (_ ("Raters agree"));
  return g_strdup_printf (ngettext ("%d point apart", "%d points apart", (gulong) fit->spread),
                          fit->spread);
}

/* “Curator · 85 % complete · 2 raters · 3 points apart” */
static char *
describe (const AmbCandidates *list, const AmbCandidate *candidate)
{
  const AmbFit *fit = candidate->fit;
  const char *role =
      candidate->role != NULL ? g_hash_table_lookup (list->roles, candidate->role) : NULL;
  g_autofree char *share = amb_fit_dup_share (fit->completeness);
  g_autofree char *spread = dup_spread (fit);
  GString *out = g_string_new (role);

  if (role != NULL)
    g_string_append (out, " · ");
  if (fit->n_raters == 0)
    {
      g_string_append (out, _ ("Not rated yet"));
      return g_string_free (out, FALSE);
    }
  g_string_append_printf (out, _ ("%s complete"), share);
  g_string_append (out, " · ");
  g_string_append_printf (out, ngettext ("%u rater", "%u raters", fit->n_raters), fit->n_raters);
  if (fit->n_raters > 1)
    {
      g_string_append (out, " · ");
      g_string_append (out, spread);
    }
  return g_string_free (out, FALSE);
}

AmbFitItem *
amb_fit_item_new (const AmbCandidates *list, const AmbCandidate *candidate, const char *title)
{
  AmbFitItem *self = g_object_new (AMB_TYPE_FIT_ITEM, NULL);

  self->id = g_strdup (candidate->id);
  self->rank = candidate->rank > 0 ? g_strdup_printf ("%u", candidate->rank) : g_strdup ("–");
  self->title = g_strdup (title);
  self->facts = describe (list, candidate);
  self->fit = amb_fit_dup_text (candidate->fit->fit);
  self->is_above = amb_candidates_is_above (list, candidate);
  return self;
}

gboolean
amb_fit_item_equal (AmbFitItem *a, AmbFitItem *b)
{
  return g_str_equal (a->id, b->id) && g_str_equal (a->rank, b->rank) &&
         g_str_equal (a->title, b->title) && g_str_equal (a->facts, b->facts) &&
         g_str_equal (a->fit, b->fit) && a->is_above == b->is_above;
}
