#include "amb-fit.h"

#include <string.h>

/* The least common multiple of 1 … 16: means of so many raters have no remainder. */
#define PARTS G_GINT64_CONSTANT (720720)

/* Both sums of the formula, over the criteria that have a score; each in parts. */
typedef struct
{
  gint64 scored; /* Σ(w·s) */
  gint64 weight; /* Σ(w) */
} Sums;

static gboolean
is_for (const char *role, const char *asked)
{
  return role == NULL || g_strcmp0 (role, asked) == 0;
}

static gboolean
is_answer (const AmbFitScore *score)
{
  return score->blank || (score->score >= 0 && score->score <= AMB_FIT_BEST);
}

static gboolean
has_score (const AmbFitScore *score)
{
  return score->score >= 0 && score->score <= AMB_FIT_BEST;
}

/* @index takes the place of what the same rater gave before, unless that is for the role and this
 * for every role. */
static void
give (AmbFitBar *bar, const AmbFitScore *scores, guint index)
{
  for (guint i = 0; i < bar->given->len; i++)
    {
      guint *old = &g_array_index (bar->given, guint, i);

      if (g_strcmp0 (scores[*old].rater, scores[index].rater) != 0)
        continue;
      if (scores[*old].role == NULL || scores[index].role != NULL)
        *old = index;
      return;
    }
  g_array_append_val (bar->given, index);
}

static int
compare_raters (gconstpointer a, gconstpointer b, gpointer scores)
{
  const AmbFitScore *all = scores;

  return strcmp (all[*(const guint *) a].rater, all[*(const guint *) b].rater);
}

static void
sum_up (AmbFitBar *bar, const AmbFitScore *scores)
{
  g_array_sort_with_data (bar->given, compare_raters, (gpointer) scores);
  for (guint i = 0; i < bar->given->len; i++)
    {
      const AmbFitScore *score = &scores[g_array_index (bar->given, guint, i)];

      if (!has_score (score))
        continue;
      bar->lowest = bar->n == 0 ? score->score : MIN (bar->lowest, score->score);
      bar->highest = MAX (bar->highest, score->score);
      bar->sum += score->score;
      bar->n++;
    }
  bar->answer = bar->n > 0 ? AMB_FIT_SCORED : bar->given->len > 0 ? AMB_FIT_BLANK : AMB_FIT_MISSING;
}

/* The criterion's score, in parts: halves up where there are too many raters for it to be exact. */
static gint64
get_mean (int sum, guint n)
{
  return (2 * sum * PARTS + n) / (2 * (gint64) n);
}

static Sums
get_sums (const AmbFit *self)
{
  Sums sums = { 0 };

  for (guint i = 0; i < self->bars->len; i++)
    {
      const AmbFitBar *bar = &g_array_index (self->bars, AmbFitBar, i);

      if (bar->answer != AMB_FIT_SCORED)
        continue;
      sums.scored += bar->weight * get_mean (bar->sum, bar->n);
      sums.weight += bar->weight * PARTS;
    }
  return sums;
}

/* scored / weight × 20 in hundredths, halves up: a division by hand, because the product would not
 * fit. */
static int
get_fit (Sums sums)
{
  gint64 rest, high, low;

  if (sums.weight <= 0)
    return AMB_FIT_NONE;
  rest = sums.scored % sums.weight * 40;
  high = rest / sums.weight;
  rest = rest % sums.weight * 50;
  low = rest / sums.weight + (rest % sums.weight * 2 >= sums.weight);
  return (int) (sums.scored / sums.weight * 2000 + high * 50 + low);
}

static int
get_share (gint64 part, gint64 whole)
{
  return whole > 0 ? (int) (part * AMB_FIT_WHOLE / whole) : 0;
}

/* How many criteria each rater answered. */
static GHashTable *
count_answers (const AmbFit *self, const AmbFitScore *scores)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->bars->len; i++)
    {
      const AmbFitBar *bar = &g_array_index (self->bars, AmbFitBar, i);

      for (guint k = 0; k < bar->given->len; k++)
        {
          const char *rater = scores[g_array_index (bar->given, guint, k)].rater;

          g_hash_table_insert (
              counts, (char *) rater,
              GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, rater)) + 1));
        }
    }
  return counts;
}

static void
count_raters (AmbFit *self, const AmbFitScore *scores)
{
  g_autoptr (GHashTable) counts = count_answers (self, scores);
  GHashTableIter iter;
  gpointer n;

  self->n_raters = g_hash_table_size (counts);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, &n))
    self->n_thorough += GPOINTER_TO_UINT (n) == self->bars->len;
}

static void
conclude (AmbFit *self, const AmbFitScore *scores)
{
  gint64 answered = 0, blank = 0;

  for (guint i = 0; i < self->bars->len; i++)
    {
      AmbFitBar *bar = &g_array_index (self->bars, AmbFitBar, i);

      sum_up (bar, scores);
      self->weight += bar->weight;
      answered += bar->answer != AMB_FIT_MISSING ? bar->weight : 0;
      blank += bar->answer == AMB_FIT_BLANK ? bar->weight : 0;
      self->spread = MAX (self->spread, bar->highest - bar->lowest);
    }
  self->fit = get_fit (get_sums (self));
  self->completeness = get_share (answered, self->weight);
  self->blank = get_share (blank, self->weight);
  count_raters (self, scores);
}

static void
clear_bar (AmbFitBar *bar)
{
  g_clear_pointer (&bar->given, g_array_unref);
}

static AmbFitBar *
find_bar (AmbFit *self, const AmbFitCriterion *criteria, const char *id)
{
  for (guint i = 0; i < self->bars->len; i++)
    {
      AmbFitBar *bar = &g_array_index (self->bars, AmbFitBar, i);

      if (g_strcmp0 (criteria[bar->criterion].id, id) == 0)
        return bar;
    }
  return NULL;
}

AmbFit *
amb_fit_compute (const AmbFitCriterion *criteria,
                 guint n_criteria,
                 const AmbFitScore *scores,
                 guint n_scores,
                 const char *role,
                 const char *candidate)
{
  AmbFit *self = g_new0 (AmbFit, 1);

  self->bars = g_array_new (FALSE, TRUE, sizeof (AmbFitBar));
  g_array_set_clear_func (self->bars, (GDestroyNotify) clear_bar);
  for (guint i = 0; i < n_criteria; i++)
    if (is_for (criteria[i].role, role))
      {
        AmbFitBar bar = { .criterion = i,
                          .weight = CLAMP (criteria[i].weight, 0, AMB_FIT_HEAVIEST),
                          .given = g_array_new (FALSE, FALSE, sizeof (guint)) };

        g_array_append_val (self->bars, bar);
      }
  for (guint i = 0; i < n_scores; i++)
    {
      AmbFitBar *bar = find_bar (self, criteria, scores[i].criterion);

      if (bar != NULL && scores[i].rater != NULL && is_answer (&scores[i]) &&
          is_for (scores[i].role, role) &&
          (candidate == NULL || !g_str_equal (scores[i].rater, candidate)))
        give (bar, scores, i);
    }
  conclude (self, scores);
  return self;
}

void
amb_fit_free (AmbFit *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->bars);
  g_free (self);
}

const AmbFitBar *
amb_fit_get_bar (const AmbFit *self, guint criterion)
{
  for (guint i = 0; i < self->bars->len; i++)
    {
      const AmbFitBar *bar = &g_array_index (self->bars, AmbFitBar, i);

      if (bar->criterion == criterion)
        return bar;
    }
  return NULL;
}

gboolean
amb_fit_has_two_raters (const AmbFit *self)
{
  return self->bars->len > 0 && self->n_thorough >= 2;
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

int
amb_fit_standing_compare (const AmbFitStanding *a, const AmbFitStanding *b)
{
  int order = compare_numbers (b->fit, a->fit);

  if (order == 0)
    order = compare_numbers (b->completeness, a->completeness);
  if (order == 0)
    order = compare_numbers (b->n_raters, a->n_raters);
  if (order == 0 && (a->since == NULL) != (b->since == NULL))
    order = a->since == NULL ? 1 : -1;
  if (order == 0)
    order = g_strcmp0 (a->since, b->since);
  return order != 0 ? order : g_strcmp0 (a->id, b->id);
}

/* One look for a change: everybody else stays where they are. */
typedef struct
{
  const AmbFit *fit;
  const AmbFitStanding *standings;
  guint n_standings, self;
  const AmbFitStanding *rival; /* who is at the cut, without the candidate */
  Sums sums;
  gboolean lifts;
} Search;

/* Would the candidate be on the other side of the cut? */
static gboolean
would_change (const Search *search, const AmbFitStanding *then)
{
  return (amb_fit_standing_compare (then, search->rival) < 0) == search->lifts;
}

static guint
get_rank (const Search *search, const AmbFitStanding *then)
{
  guint rank = 1;

  for (guint i = 0; i < search->n_standings; i++)
    rank += i != search->self && amb_fit_standing_compare (&search->standings[i], then) < 0;
  return rank;
}

static AmbFitStanding
get_standing_with (const Search *search, const AmbFitBar *bar, int points)
{
  AmbFitStanding then = search->standings[search->self];
  Sums sums = search->sums;

  if (bar->answer == AMB_FIT_SCORED)
    sums.scored +=
        bar->weight * (get_mean (bar->sum + points, bar->n) - get_mean (bar->sum, bar->n));
  else
    {
      gint64 missing = bar->weight, answered = 0;

      sums.scored += bar->weight * points * PARTS;
      sums.weight += bar->weight * PARTS;
      for (guint i = 0; i < search->fit->bars->len; i++)
        {
          const AmbFitBar *other = &g_array_index (search->fit->bars, AmbFitBar, i);

          answered += other->answer != AMB_FIT_MISSING ? other->weight : 0;
        }
      then.completeness = get_share (answered + missing, search->fit->weight);
    }
  then.fit = get_fit (sums);
  return then;
}

static void
take (const Search *search, guint at, int points, AmbFitChangeKind kind, AmbFitChange *change)
{
  const AmbFitBar *bar = &g_array_index (search->fit->bars, AmbFitBar, at);
  AmbFitStanding then = get_standing_with (search, bar, points);

  change->kind = kind;
  change->bar = at;
  change->points = points;
  change->fit = then.fit;
  change->rank = get_rank (search, &then);
}

/* The fewest points of one criterion that would do; 0: none would. A score that rises never lowers
 * the fit. */
static int
find_points (const Search *search, const AmbFitBar *bar)
{
  int sign = search->lifts ? 1 : -1;
  int most = search->lifts ? (int) bar->n * AMB_FIT_BEST - bar->sum : bar->sum;

  for (int points = 1; points <= most && bar->weight > 0; points++)
    {
      AmbFitStanding then = get_standing_with (search, bar, sign * points);

      if (would_change (search, &then))
        return sign * points;
    }
  return 0;
}

static void
find_score (const Search *search, AmbFitChange *change)
{
  const AmbFitBar *best = NULL;
  int best_points = 0;
  guint at = 0;

  for (guint i = 0; i < search->fit->bars->len; i++)
    {
      const AmbFitBar *bar = &g_array_index (search->fit->bars, AmbFitBar, i);
      int points = bar->answer == AMB_FIT_SCORED ? find_points (search, bar) : 0;

      if (points == 0 ||
          (best != NULL && (gint64) ABS (points) * best->n >= (gint64) ABS (best_points) * bar->n))
        continue;
      best = bar;
      best_points = points;
      at = i;
    }
  if (best != NULL)
    take (search, at, best_points, AMB_FIT_CHANGE_SCORE, change);
}

/* Of the missing criteria the one that asks for least: the lowest score that lifts, the highest
 * that drops. */
static void
find_open (const Search *search, AmbFitChange *change)
{
  for (int step = 0; step <= AMB_FIT_BEST; step++)
    for (guint i = 0; i < search->fit->bars->len; i++)
      {
        const AmbFitBar *bar = &g_array_index (search->fit->bars, AmbFitBar, i);
        int points = search->lifts ? step : AMB_FIT_BEST - step;
        AmbFitStanding then;

        if (bar->answer != AMB_FIT_MISSING || bar->weight == 0)
          continue;
        then = get_standing_with (search, bar, points);
        if (!would_change (search, &then))
          continue;
        take (search, i, points, AMB_FIT_CHANGE_OPEN, change);
        return;
      }
}

void
amb_fit_find_change (const AmbFit *fit,
                     const AmbFitStanding *standings,
                     guint n_standings,
                     guint self,
                     guint seats,
                     AmbFitChange *change)
{
  Search search = { fit, standings, n_standings, self, NULL, get_sums (fit), self >= seats };

  *change = (AmbFitChange){ AMB_FIT_CHANGE_NONE, .lifts = search.lifts };
  if (seats == 0)
    change->kind = AMB_FIT_CHANGE_NO_SEATS;
  else if (fit->fit == AMB_FIT_NONE)
    change->kind = AMB_FIT_CHANGE_NOT_RATED;
  else if (!search.lifts && n_standings <= seats)
    change->kind = AMB_FIT_CHANGE_ALL_SEATED;
  if (change->kind != AMB_FIT_CHANGE_NONE)
    return;
  search.rival = &standings[search.lifts ? seats - 1 : seats];
  find_score (&search, change);
  if (change->kind == AMB_FIT_CHANGE_NONE)
    find_open (&search, change);
}
