/* How well a candidate fits a role, and what would change the decision: pure functions over
 * criteria and scores. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AMB_FIT_BEST     5       /* the highest score; the lowest is 0 */
#define AMB_FIT_NONE     -1      /* no score; no fit */
#define AMB_FIT_WHOLE    10000   /* of shares and of the fit: 100 with two decimals */
#define AMB_FIT_HEAVIEST 1000000 /* no weight counts for more */

typedef struct
{
  const char *id;
  gint64 weight;    /* 0 or less: shown, and counts for nothing */
  const char *role; /* nullable: for every role */
} AmbFitCriterion;

typedef struct
{
  const char *criterion;
  const char *rater;
  const char *role; /* nullable: for every role */
  int score;        /* 0 … AMB_FIT_BEST, or AMB_FIT_NONE */
  gboolean blank;   /* left blank on purpose; a score beside it counts all the same */
} AmbFitScore;

typedef enum
{
  AMB_FIT_MISSING, /* nobody answered yet */
  AMB_FIT_BLANK,   /* everybody who answered left it blank on purpose */
  AMB_FIT_SCORED,
} AmbFitAnswer;

/* One criterion. */
typedef struct
{
  guint criterion; /* index into the criteria */
  gint64 weight;   /* as it counts */
  AmbFitAnswer answer;
  GArray *given;       /* of guint: indexes into the scores, an answer a rater, by raters' ids */
  guint n;             /* raters with a score */
  int sum;             /* of their scores: the criterion's score is sum / n */
  int lowest, highest; /* of their scores */
} AmbFitBar;

typedef struct
{
  GArray *bars;     /* of AmbFitBar, in the order of the criteria */
  gint64 weight;    /* of all bars */
  int fit;          /* hundredths, 0 … AMB_FIT_WHOLE; AMB_FIT_NONE: nothing is scored */
  int completeness; /* share of the weight that is answered, of AMB_FIT_WHOLE; rounded down, so
                       that it is whole only when nothing is missing */
  int blank;        /* share of the weight that was left blank on purpose; part of it */
  guint n_raters;   /* who answered anything */
  guint n_thorough; /* who answered every criterion: two open the gate */
  int spread;       /* the widest of a criterion, in points: between its highest and lowest score */
} AmbFit;

/**
 * amb_fit_compute:
 * @role: (nullable): criteria and scores of other roles don't count; NULL: neither do those of any
 * @candidate: (nullable): nobody rates themselves: what this rater gave doesn't count
 *
 * fit = Σ(w·s) / Σ(w) × 20 over the criteria that have a score, s being the mean of its raters'. It
 * is exact for up to 16 raters, and rounded to hundredths once, at the end. A criterion that is
 * missing, or was left blank on purpose, is in neither sum: neither is a 0. The first lowers the
 * completeness; the second doesn't, because somebody looked. Of several answers of one rater to one
 * criterion the one for @role counts, and of equal ones the last.
 *
 * Returns: (transfer full): indexes of it are of @criteria and @scores
 */
AmbFit *amb_fit_compute (const AmbFitCriterion *criteria,
                         guint n_criteria,
                         const AmbFitScore *scores,
                         guint n_scores,
                         const char *role,
                         const char *candidate);
void amb_fit_free (AmbFit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbFit, amb_fit_free)

/** amb_fit_get_bar: the bar of the criterion at that index; NULL when it isn't of the role */
const AmbFitBar *amb_fit_get_bar (const AmbFit *self, guint criterion);
/** amb_fit_has_two_raters: did two raters answer every criterion, by a score or a blank? */
gboolean amb_fit_has_two_raters (const AmbFit *self);

/* What a candidate's place in a ranked list hangs on. */
typedef struct
{
  int fit;
  int completeness;
  guint n_raters;
  const char *since; /* nullable: the day of the application or nomination */
  const char *id;
} AmbFitStanding;

/**
 * amb_fit_standing_compare:
 * Negative when @a goes before @b: the higher fit; then more completeness; then more raters; then
 * who came first; then the lower id. Without a fit after all others. Never 0 for two ids.
 */
int amb_fit_standing_compare (const AmbFitStanding *a, const AmbFitStanding *b);

typedef enum
{
  AMB_FIT_CHANGE_SCORE,      /* a criterion's score, by `points` */
  AMB_FIT_CHANGE_OPEN,       /* a missing criterion, answered with `points` by one of the raters */
  AMB_FIT_CHANGE_NO_SEATS,   /* there is no cut */
  AMB_FIT_CHANGE_NOT_RATED,  /* there is no fit yet */
  AMB_FIT_CHANGE_ALL_SEATED, /* in, and nobody could take the seat */
  AMB_FIT_CHANGE_NONE,       /* no criterion alone would do */
} AmbFitChangeKind;

typedef struct
{
  AmbFitChangeKind kind;
  gboolean lifts; /* above the cut; else below it */
  guint bar;      /* index into the bars */
  int points; /* added to the sum of the raters' scores: the criterion's score moves by points / n
               */
  int fit;    /* as it would be then */
  guint rank; /* as it would be then, from 1 */
} AmbFitChange;

/**
 * amb_fit_find_change:
 * @standings: of all candidates, in their order
 * @self: index of the one whose @fit it is
 * @seats: above the cut are as many; 0: there is none
 *
 * The smallest change of one criterion that takes the candidate to the other side of the cut,
 * everybody else staying as they are: by points of that criterion's score, then by the criteria's
 * order. Where no change of a score would do, a missing criterion that would.
 */
void amb_fit_find_change (const AmbFit *fit,
                          const AmbFitStanding *standings,
                          guint n_standings,
                          guint self,
                          guint seats,
                          AmbFitChange *change);

G_END_DECLS
