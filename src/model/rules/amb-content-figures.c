/* What content brought, and how it came about. */
#include "amb-content-figures.h"

#include <string.h>

static const char *const fields[AMB_N_RESULTS] = {
  [AMB_RESULT_IMPRESSIONS] = "impressions", [AMB_RESULT_REACTIONS] = "reactions",
  [AMB_RESULT_COMMENTS] = "comments",       [AMB_RESULT_REPOSTS] = "reposts",
  [AMB_RESULT_CLICKS] = "clicks",           [AMB_RESULT_UNIQUE_CLICKS] = "unique-clicks",
  [AMB_RESULT_CONVERSIONS] = "conversions",
};

static const char *const origins[] = {
  [AMB_ORIGIN_MEASURED] = "measured",
  [AMB_ORIGIN_IMPORTED] = "imported",
  [AMB_ORIGIN_ESTIMATED] = "estimated",
  [AMB_ORIGIN_UNKNOWN] = "unknown",
};

const char *
amb_result_get_field (AmbResultId id)
{
  return fields[id];
}

AmbOrigin
amb_origin_find (const char *source)
{
  for (AmbOrigin origin = AMB_ORIGIN_MEASURED; origin < AMB_ORIGIN_UNKNOWN; origin++)
    if (g_strcmp0 (source, origins[origin]) == 0)
      return origin;
  return AMB_ORIGIN_UNKNOWN;
}

const char *
amb_origin_get_id (AmbOrigin origin)
{
  return origins[origin];
}

gboolean
amb_origin_is_known (AmbOrigin origin)
{
  return origin == AMB_ORIGIN_MEASURED || origin == AMB_ORIGIN_IMPORTED;
}

void
amb_results_clear (AmbResults *self)
{
  for (guint id = 0; id < AMB_N_RESULTS; id++)
    self->results[id] = (AmbResult){ .origin = AMB_ORIGIN_UNKNOWN };
}

static gboolean
is_better (AmbOrigin origin, const char *day, const AmbResult *than)
{
  gboolean is_known = amb_origin_is_known (origin);
  int later;

  if (than->origin == AMB_ORIGIN_UNKNOWN || is_known != amb_origin_is_known (than->origin))
    return than->origin == AMB_ORIGIN_UNKNOWN || is_known;
  later = strcmp (day, than->day);
  return later != 0 ? later > 0 : origin < than->origin;
}

void
amb_results_take (AmbResults *self, AmbResultId id, const char *day, AmbOrigin origin, gint64 value)
{
  AmbResult *result = &self->results[id];

  if (origin == AMB_ORIGIN_UNKNOWN || !is_better (origin, day, result))
    return;
  result->origin = origin;
  result->value = value;
  g_strlcpy (result->day, day, sizeof result->day);
}

AmbOrigin
amb_results_get_engagement (const AmbResults *self, gint64 *value, gboolean *is_whole)
{
  static const AmbResultId parts[] = { AMB_RESULT_REACTIONS, AMB_RESULT_COMMENTS,
                                       AMB_RESULT_REPOSTS };
  AmbOrigin worst = AMB_ORIGIN_MEASURED;
  guint n = 0;

  *value = 0;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const AmbResult *part = &self->results[parts[i]];

      if (part->origin == AMB_ORIGIN_UNKNOWN)
        continue;
      *value += part->value;
      worst = MAX (worst, part->origin);
      n++;
    }
  *is_whole = n == G_N_ELEMENTS (parts);
  return n > 0 ? worst : AMB_ORIGIN_UNKNOWN;
}

/* @factor: hundredths of a unit */
static AmbFigure
divide (gint64 numerator, gint64 denominator, gint64 factor)
{
  AmbFigure figure = { .known = denominator > 0,
                       .numerator = numerator,
                       .denominator = denominator };

  if (figure.known)
    figure.value = (2 * numerator * factor + denominator) / (2 * denominator);
  return figure;
}

AmbEngagement
amb_content_get_engagement (const AmbResults *posts, guint n)
{
  AmbEngagement engagement = { 0 };
  gint64 known = 0, estimated = 0, n_known = 0, n_estimated = 0;

  for (guint i = 0; i < n; i++)
    {
      gboolean is_whole;
      gint64 value;
      AmbOrigin origin = amb_results_get_engagement (&posts[i], &value, &is_whole);

      if (amb_origin_is_known (origin))
        {
          known += value;
          n_known++;
          engagement.n_partial += is_whole ? 0 : 1;
        }
      else if (origin == AMB_ORIGIN_ESTIMATED)
        {
          estimated += value;
          n_estimated++;
        }
      else
        engagement.n_unknown++;
    }
  engagement.known = divide (known, n_known, 100);
  engagement.estimated = divide (estimated, n_estimated, 100);
  return engagement;
}

/* One item under way. */
typedef struct
{
  gboolean is_open;  /* a round has begun… */
  gboolean is_dated; /* …and it is known when */
  gboolean is_decided;
  gint64 begun;
} Round;

static gboolean
is_decision (const char *to)
{
  return g_str_equal (to, "approved") || g_str_equal (to, "changes_requested") ||
         g_str_equal (to, "rejected");
}

static void
begin (Round *round, const AmbContentMove *move)
{
  if (round->is_open) /* sent again after changes */
    return;
  *round = (Round){ .is_open = TRUE, .is_dated = !move->imported, .begun = move->at };
}

static void
decide (Round *round, const AmbContentMove *move, gboolean counts, GArray *durations, AmbLead *lead)
{
  gboolean approves = g_str_equal (move->to, "approved");

  if (counts && round->is_open && !round->is_decided)
    {
      lead->first_pass.denominator++;
      lead->first_pass.numerator += approves ? 1 : 0;
    }
  if (counts && approves && round->is_open && round->is_dated)
    {
      gint64 duration = MAX (move->at - round->begun, 0);

      g_array_append_val (durations, duration);
    }
  else if (counts && approves)
    lead->n_unknown++;
  round->is_decided = TRUE;
  if (!g_str_equal (move->to, "changes_requested"))
    *round = (Round){ 0 };
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other ? 1 : 0;
}

static void
summarise (GArray *durations, AmbLead *lead)
{
  const gint64 *sorted = (const gint64 *) durations->data;
  guint n = durations->len;

  lead->n = n;
  lead->known = n > 0;
  if (n == 0)
    return;
  g_array_sort (durations, compare);
  lead->median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  lead->p90 = sorted[(9 * n + 9) / 10 - 1];
}

AmbLead
amb_content_get_lead (const AmbContentMove *moves, guint n, gint64 from, gint64 to)
{
  g_autoptr (GArray) durations = g_array_new (FALSE, FALSE, sizeof (gint64));
  AmbLead lead = { 0 };
  Round round = { 0 };

  for (guint i = 0; i < n; i++)
    {
      const AmbContentMove *move = &moves[i];
      gboolean counts = move->at >= from && move->at < to && !move->imported;

      if (i > 0 && !g_str_equal (move->item, moves[i - 1].item))
        round = (Round){ 0 };
      if (g_str_equal (move->to, "in_review"))
        begin (&round, move);
      else if (is_decision (move->to))
        decide (&round, move, counts, durations, &lead);
    }
  summarise (durations, &lead);
  lead.first_pass = divide (lead.first_pass.numerator, lead.first_pass.denominator, 10000);
  return lead;
}

AmbFigure
amb_content_get_reuse (const AmbContentSource *items, guint n, guint *n_unknown)
{
  gint64 reused = 0, known = 0;

  *n_unknown = 0;
  for (guint i = 0; i < n; i++)
    {
      const AmbContentSource *item = &items[i];
      gboolean is_made = item->asset_department != NULL;

      if ((!is_made && !item->is_original) || (is_made && item->department == NULL))
        {
          ++*n_unknown;
          continue;
        }
      known++;
      reused += is_made && !g_str_equal (item->asset_department, item->department) ? 1 : 0;
    }
  return divide (reused, known, 10000);
}
