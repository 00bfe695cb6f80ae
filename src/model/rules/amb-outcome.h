/* What publications brought, summed: known, estimated and unknown apart, so that what isn't known
 * is never a 0. Pure. */
#pragma once

#include "amb-content-figures.h"

G_BEGIN_DECLS

typedef struct
{
  guint n;               /* publications */
  gint64 reach;          /* potential: sizes of their audiences at that time */
  guint n_reach_unknown; /* publications without one */
  gint64 engagement;     /* measured or imported */
  guint n_known;         /* publications of which it is known */
  guint n_partial;       /* of them: a part is missing, so it is the least there was */
  gint64 estimated;      /* engagement that is estimated; never added to the other */
  guint n_estimated;
  guint n_unknown;
} AmbOutcome;

/** amb_outcome_take: one publication; @reach: −1: unknown */
void amb_outcome_take (AmbOutcome *self, gint64 reach, const AmbResults *results);
void amb_outcome_add (AmbOutcome *self, const AmbOutcome *other);

G_END_DECLS
