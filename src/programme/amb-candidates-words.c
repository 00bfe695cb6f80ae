/* What is said of a fit, in the same words everywhere. */
#include "amb-candidates.h"

#include "amb-validate.h"

#include <glib/gi18n-lib.h>

char *
amb_candidate_dup_title (const AmbCandidates *self, const AmbCandidate *candidate)
{
  const char *role = candidate->role != NULL && self->roles != NULL
                         ? g_hash_table_lookup (self->roles, candidate->role)
                         : NULL;
  g_autofree char *since = NULL;

  if (candidate->name != NULL)
    return g_strdup (candidate->name);
  since = amb_field_format (amb_entity_find_field (amb_entity_find ("application"), "submitted-on"),
                            candidate->since);
  if (role == NULL)
    /* Translators: of somebody whose name a rater doesn't learn; %s is a day. */
    return g_strdup_printf (_ ("Application of %s"), since);
  /* Translators: of somebody whose name a rater doesn't learn; a day, and the role wished. */
  return g_strdup_printf (_ ("Application of %1$s for %2$s"), since, role);
}

char *
amb_fit_dup_text (int hundredths)
{
  if (hundredths == AMB_FIT_NONE)
    return g_strdup ("–");
  return g_strdup_printf ("%.2f", hundredths / 100.0);
}

char *
amb_fit_dup_decimal (const char *decimal)
{
  return amb_fit_dup_text ((int) (g_ascii_strtod (decimal, NULL) * 100 + 0.5));
}

char *
amb_fit_dup_share (int share)
{
  /* Translators: a share in percent. */
  return g_strdup_printf (_ ("%d %%"), share / 100);
}

char *
amb_fit_bar_dup_score (const AmbFitBar *bar, int points)
{
  int sum = bar->sum + points;

  if (bar->n == 0)
    return g_strdup ("–");
  if (sum % (int) bar->n == 0)
    return g_strdup_printf ("%d", sum / (int) bar->n);
  return g_strdup_printf (sum * 10 % (int) bar->n == 0 ? "%.1f" : "%.2f", (double) sum / bar->n);
}

char *
amb_fit_bar_dup_spread (const AmbFitBar *bar)
{
  int spread = bar->highest - bar->lowest;

  if (bar->answer == AMB_FIT_MISSING)
    return g_strdup (_ ("Not rated yet"));
  if (bar->answer == AMB_FIT_BLANK)
    return g_strdup (_ ("Left blank on purpose"));
  if (bar->n == 1)
    return g_strdup (bar->given->len > 1 ? _ ("One score, and left blank on purpose by others")
                                         : _ ("One rater"));
  if (spread == 0)
    return g_strdup (_ ("Raters agree"));
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d point apart", "%d points apart", (gulong) spread), spread);
}

char *
amb_fit_dup_gate (const AmbFit *fit)
{
  if (fit->bars->len == 0)
    return g_strdup (_ ("There are no criteria for this role: nothing can be rated."));
  if (amb_fit_has_two_raters (fit))
    return g_strdup (_ ("Two raters answered every criterion: it can be decided."));
  return g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE, "Not to be decided yet: %u rater of two answered every criterion.",
          "Not to be decided yet: %u raters of two answered every criterion.", fit->n_thorough),
      fit->n_thorough);
}

static const char *
get_criterion (const AmbCandidates *self, const AmbCandidate *candidate, guint bar)
{
  guint at = g_array_index (candidate->fit->bars, AmbFitBar, bar).criterion;

  return ((AmbCandidateCriterion *) g_ptr_array_index (self->details, at))->name;
}

static char *
describe_score (const AmbCandidates *self,
                const AmbCandidate *candidate,
                const AmbFitChange *change)
{
  const AmbFitBar *bar = &g_array_index (candidate->fit->bars, AmbFitBar, change->bar);
  const char *name = get_criterion (self, candidate, change->bar);
  g_autofree char *from = amb_fit_bar_dup_score (bar, 0);
  g_autofree char *to = amb_fit_bar_dup_score (bar, change->points);
  g_autofree char *fit = amb_fit_dup_text (change->fit);

  return g_strdup_printf (
      change->lifts
          /* Translators: a score, a criterion, the score that it has; then fit and rank. */
          ? _ ("With %1$s for “%2$s” instead of %3$s, the fit would be %4$s and the rank %5$u: a "
               "seat.")
          : _ ("With %1$s for “%2$s” instead of %3$s, the fit would be %4$s and the rank %5$u: no "
               "seat any more."),
      to, name, from, fit, change->rank);
}

static char *
describe_open (const AmbCandidates *self, const AmbCandidate *candidate, const AmbFitChange *change)
{
  const char *name = get_criterion (self, candidate, change->bar);
  g_autofree char *fit = amb_fit_dup_text (change->fit);

  return g_strdup_printf (
      change->lifts
          /* Translators: a criterion, a score; then fit and rank. */
          ? _ ("“%1$s” is not rated yet: with %2$d, the fit would be %3$s and the rank %4$u: a "
               "seat.")
          : _ ("“%1$s” is not rated yet: with %2$d, the fit would be %3$s and the rank %4$u: no "
               "seat any more."),
      name, change->points, fit, change->rank);
}

char *
amb_candidates_dup_seats (const AmbCandidates *self)
{
  if (self->is_own)
    return g_strdup (_ ("Only your own scores are here: no rank comes of them."));
  if (!self->has_seats)
    return g_strdup (_ ("There is no cut: no number of seats is set."));
  if (self->seats == 0)
    return g_strdup (_ ("No seat is free any more."));
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u seat is free.", "%u seats are free.", self->seats),
      self->seats);
}

char *
amb_candidates_dup_change (const AmbCandidates *self, const AmbCandidate *candidate)
{
  AmbFitChange change;

  amb_candidates_find_change (self, candidate, &change);
  switch (change.kind)
    {
    case AMB_FIT_CHANGE_SCORE:
      return describe_score (self, candidate, &change);
    case AMB_FIT_CHANGE_OPEN:
      return describe_open (self, candidate, &change);
    case AMB_FIT_CHANGE_NO_SEATS:
      return amb_candidates_dup_seats (self);
    case AMB_FIT_CHANGE_NOT_RATED:
      return g_strdup (_ ("Nobody gave a score yet."));
    case AMB_FIT_CHANGE_ALL_SEATED:
      return g_strdup (_ ("Nothing would: there is a seat for everybody."));
    case AMB_FIT_CHANGE_NONE:
    default:
      return g_strdup (change.lifts ? _ ("No criterion alone would bring a seat.")
                                    : _ ("No criterion alone would cost the seat."));
    }
}
