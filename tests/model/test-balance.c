/* K18 computed by hand. */
#include "amb-balance.h"

static void
assert_near (double a, double b)
{
  g_assert_cmpfloat_with_epsilon (a, b, 0.05);
}

static void
test_score (void)
{
  const struct
  {
    AmbBalance balance;
    double score; /* −1: unknown */
    int lacks[AMB_N_AUDIENCES];
  } cases[] = {
    { { { 40, 25, 20, 15 }, { 40, 25, 20, 15 }, 10 }, 100, { 0 } },
    /* 43.2 27.0 8.1 21.6: off by 3.2 2.0 11.9 6.6, half of 23.8 */
    { { { 16, 10, 3, 8 }, { 40, 25, 20, 15 }, 10 }, 88.1, { 0, 0, 12, 0 } },
    { { { 16, 10, 3, 8 }, { 40, 25, 20, 15 }, 12 }, 88.1, { 0 } },
    /* all for one: off by 60 25 20 15 */
    { { { 7, 0, 0, 0 }, { 40, 25, 20, 15 }, 10 }, 40, { 0, 25, 20, 15 } },
    /* parts that don't come to 100: 2 : 1 : 1 : 0 are 50 25 25 0 */
    { { { 2, 1, 0, 1 }, { 2, 1, 1, 0 }, 10 }, 75, { 0, 0, 25, 0 } },
    /* nothing for whom nothing is meant is no lack */
    { { { 0, 0, 0, 4 }, { 0, 0, 0, 0 }, 10 }, -1, { 0 } },
    { { { 0 }, { 40, 25, 20, 15 }, 10 }, -1, { 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double score = -1;

      g_assert_cmpint (amb_balance_get_score (&cases[i].balance, &score), ==, cases[i].score >= 0);
      assert_near (score, cases[i].score);
      for (guint j = 0; j < AMB_N_AUDIENCES; j++)
        g_assert_cmpint (amb_balance_get_short (&cases[i].balance, j), ==, cases[i].lacks[j]);
    }
}

static void
test_shares (void)
{
  const AmbBalance balance = { { 16, 10, 3, 8 }, { 2, 1, 1, 0 }, 10 };

  g_assert_cmpuint (amb_balance_get_n (&balance), ==, 37);
  assert_near (amb_balance_get_share (&balance, 2), 8.1);
  assert_near (amb_balance_get_target (&balance, 0), 50);
  assert_near (amb_balance_get_target (&balance, 3), 0);
}

static void
test_names (void)
{
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    g_assert_cmpint (amb_audience_find (amb_audience_get_id (i)), ==, i);
  g_assert_cmpint (amb_audience_find ("everybody"), ==, -1);
  g_assert_cmpint (amb_audience_find (NULL), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/balance/score", test_score);
  g_test_add_func ("/balance/shares", test_shares);
  g_test_add_func ("/balance/names", test_names);
  return g_test_run ();
}
