/* What is known, estimated and unknown is never mixed. */
#include "amb-outcome.h"

typedef struct
{
  gint64 reach;                     /* −1: unknown */
  int reactions, comments, reposts; /* −1: none */
  AmbOrigin origin;
} Post;

static AmbOutcome
sum (const Post *posts, guint n)
{
  AmbOutcome outcome = { 0 };

  for (guint i = 0; i < n; i++)
    {
      const int values[] = { posts[i].reactions, posts[i].comments, posts[i].reposts };
      AmbResults results;

      amb_results_clear (&results);
      for (guint j = 0; j < 3; j++)
        if (values[j] >= 0)
          amb_results_take (&results, AMB_RESULT_REACTIONS + j, "2026-11-01", posts[i].origin,
                            values[j]);
      amb_outcome_take (&outcome, posts[i].reach, &results);
    }
  return outcome;
}

static void
assert_outcome (const AmbOutcome *outcome, const AmbOutcome *expected)
{
  g_assert_cmpuint (outcome->n, ==, expected->n);
  g_assert_cmpint (outcome->reach, ==, expected->reach);
  g_assert_cmpuint (outcome->n_reach_unknown, ==, expected->n_reach_unknown);
  g_assert_cmpint (outcome->engagement, ==, expected->engagement);
  g_assert_cmpuint (outcome->n_known, ==, expected->n_known);
  g_assert_cmpuint (outcome->n_partial, ==, expected->n_partial);
  g_assert_cmpint (outcome->estimated, ==, expected->estimated);
  g_assert_cmpuint (outcome->n_estimated, ==, expected->n_estimated);
  g_assert_cmpuint (outcome->n_unknown, ==, expected->n_unknown);
}

static void
test_sums (void)
{
  static const Post posts[] = {
    { 1000, 4, 2, 1, AMB_ORIGIN_MEASURED }, { 0, 5, -1, -1, AMB_ORIGIN_IMPORTED },
    { -1, 30, 0, 0, AMB_ORIGIN_ESTIMATED }, { 200, -1, -1, -1, AMB_ORIGIN_UNKNOWN },
    { -1, 0, 0, 0, AMB_ORIGIN_MEASURED },
  };
  const AmbOutcome expected = { 5, 1200, 2, 12, 3, 1, 30, 1, 1 };
  const AmbOutcome nothing = { 0 };
  AmbOutcome outcome = sum (posts, G_N_ELEMENTS (posts)), one, other;

  assert_outcome (&outcome, &expected);
  outcome = sum (posts, 0);
  assert_outcome (&outcome, &nothing);
  /* Two halves come to the same as the whole. */
  one = sum (posts, 2);
  other = sum (posts + 2, G_N_ELEMENTS (posts) - 2);
  amb_outcome_add (&one, &other);
  assert_outcome (&one, &expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outcome/known-estimated-and-unknown-are-apart", test_sums);
  return g_test_run ();
}
