#include "amb-outcome.h"

void
amb_outcome_take (AmbOutcome *self, gint64 reach, const AmbResults *results)
{
  gboolean is_whole;
  gint64 value;
  AmbOrigin origin = amb_results_get_engagement (results, &value, &is_whole);

  self->n++;
  if (reach >= 0)
    self->reach += reach;
  else
    self->n_reach_unknown++;
  if (amb_origin_is_known (origin))
    {
      self->engagement += value;
      self->n_known++;
      self->n_partial += is_whole ? 0 : 1;
    }
  else if (origin == AMB_ORIGIN_ESTIMATED)
    {
      self->estimated += value;
      self->n_estimated++;
    }
  else
    self->n_unknown++;
}

void
amb_outcome_add (AmbOutcome *self, const AmbOutcome *other)
{
  self->n += other->n;
  self->reach += other->reach;
  self->n_reach_unknown += other->n_reach_unknown;
  self->engagement += other->engagement;
  self->n_known += other->n_known;
  self->n_partial += other->n_partial;
  self->estimated += other->estimated;
  self->n_estimated += other->n_estimated;
  self->n_unknown += other->n_unknown;
}
