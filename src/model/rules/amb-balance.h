/* The mix of audiences beside the mix that is meant: pure rules over counts. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In the order in which they are always shown: client, applicant, partner, internal. */
#define AMB_N_AUDIENCES 4

/** amb_audience_get_id: "client" … ; @audience below AMB_N_AUDIENCES */
const char *amb_audience_get_id (guint audience);
/** amb_audience_find: place of @id (nullable), −1: none of them */
int amb_audience_find (const char *id);

typedef struct
{
  guint counts[AMB_N_AUDIENCES];
  int targets[AMB_N_AUDIENCES]; /* percent, or parts of whatever they come to; all 0: none is set */
  int tolerance;                /* percentage points off the target before it is told */
} AmbBalance;

guint amb_balance_get_n (const AmbBalance *self);
/** amb_balance_get_share: percent of all items, 0 without any */
double amb_balance_get_share (const AmbBalance *self, guint audience);
/** amb_balance_get_target: percent of the whole mix, 0 without one */
double amb_balance_get_target (const AmbBalance *self, guint audience);
/** amb_balance_get_short: percentage points that the audience lacks, 0: it is within what is
 * tolerated */
int amb_balance_get_short (const AmbBalance *self, guint audience);
/** amb_balance_get_score: K18, percent: 1 − ½ Σ |actual share − target share|; FALSE: unknown,
 * without an item or a target */
gboolean amb_balance_get_score (const AmbBalance *self, double *score);

G_END_DECLS
