/* What content brought: every figure counted by hand. */
#include "amb-content-figures.h"

#include <string.h>

#define HOUR G_GINT64_CONSTANT (3600000)
#define NONE (-1)

/* Of one publication: reactions as three people noted them, and which of them counts. */
static const struct
{
  struct
  {
    const char *day;
    AmbOrigin origin;
    gint64 value;
  } taken[3];
  AmbOrigin origin;
  gint64 value;
} choices[] = {
  { { { "2026-11-02", AMB_ORIGIN_MEASURED, 5 }, { "2026-11-09", AMB_ORIGIN_MEASURED, 8 } },
    AMB_ORIGIN_MEASURED,
    8 },
  { { { "2026-11-09", AMB_ORIGIN_MEASURED, 8 }, { "2026-11-02", AMB_ORIGIN_MEASURED, 5 } },
    AMB_ORIGIN_MEASURED,
    8 },
  /* An estimate of later doesn't cover what is known. */
  { { { "2026-11-02", AMB_ORIGIN_IMPORTED, 5 }, { "2026-11-09", AMB_ORIGIN_ESTIMATED, 80 } },
    AMB_ORIGIN_IMPORTED,
    5 },
  { { { "2026-11-09", AMB_ORIGIN_ESTIMATED, 80 }, { "2026-11-02", AMB_ORIGIN_IMPORTED, 5 } },
    AMB_ORIGIN_IMPORTED,
    5 },
  { { { "2026-11-02", AMB_ORIGIN_IMPORTED, 5 }, { "2026-11-02", AMB_ORIGIN_MEASURED, 6 } },
    AMB_ORIGIN_MEASURED,
    6 },
  { { { "2026-11-02", AMB_ORIGIN_MEASURED, 6 }, { "2026-11-02", AMB_ORIGIN_IMPORTED, 5 } },
    AMB_ORIGIN_MEASURED,
    6 },
  { { { "2026-11-02", AMB_ORIGIN_ESTIMATED, 6 }, { "2026-11-03", AMB_ORIGIN_ESTIMATED, 7 } },
    AMB_ORIGIN_ESTIMATED,
    7 },
  { { { "2026-11-02", AMB_ORIGIN_MEASURED, 0 } }, AMB_ORIGIN_MEASURED, 0 },
  { { { NULL } }, AMB_ORIGIN_UNKNOWN, 0 },
};

static void
test_choice (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      AmbResults results;

      amb_results_clear (&results);
      for (guint j = 0; j < 3 && choices[i].taken[j].day != NULL; j++)
        amb_results_take (&results, AMB_RESULT_REACTIONS, choices[i].taken[j].day,
                          choices[i].taken[j].origin, choices[i].taken[j].value);
      g_test_message ("%u", i);
      g_assert_cmpint (results.results[AMB_RESULT_REACTIONS].origin, ==, choices[i].origin);
      g_assert_cmpint (results.results[AMB_RESULT_REACTIONS].value, ==, choices[i].value);
    }
}

/* Reactions, comments, reposts; NONE: not known. */
static AmbResults
post (AmbOrigin origin, gint64 reactions, gint64 comments, gint64 reposts)
{
  const gint64 values[] = { reactions, comments, reposts };
  const AmbResultId ids[] = { AMB_RESULT_REACTIONS, AMB_RESULT_COMMENTS, AMB_RESULT_REPOSTS };
  AmbResults results;

  amb_results_clear (&results);
  for (guint i = 0; i < 3; i++)
    if (values[i] != NONE)
      amb_results_take (&results, ids[i], "2026-11-02", origin, values[i]);
  return results;
}

static void
test_engagement (void)
{
  AmbResults mixed = post (AMB_ORIGIN_MEASURED, 10, 1, NONE);
  AmbEngagement some, none;

  amb_results_take (&mixed, AMB_RESULT_REPOSTS, "2026-11-02", AMB_ORIGIN_ESTIMATED, 4);
  const AmbResults posts[] = {
    post (AMB_ORIGIN_MEASURED, 10, 2, 1),      /* 13 */
    post (AMB_ORIGIN_IMPORTED, 7, NONE, NONE), /* 7, a part of it */
    post (AMB_ORIGIN_MEASURED, 0, 0, 0),       /* 0 is known */
    post (AMB_ORIGIN_ESTIMATED, 50, 5, 5),     /* 60, estimated */
    mixed,                                     /* 15, estimated because a part is */
    post (AMB_ORIGIN_UNKNOWN, NONE, NONE, NONE),
  };

  some = amb_content_get_engagement (posts, G_N_ELEMENTS (posts));
  g_assert_true (some.known.known);
  g_assert_cmpint (some.known.numerator, ==, 20);
  g_assert_cmpint (some.known.denominator, ==, 3);
  g_assert_cmpint (some.known.value, ==, 667);
  g_assert_cmpint (some.estimated.numerator, ==, 75);
  g_assert_cmpint (some.estimated.denominator, ==, 2);
  g_assert_cmpint (some.estimated.value, ==, 3750);
  g_assert_cmpuint (some.n_partial, ==, 1);
  g_assert_cmpuint (some.n_unknown, ==, 1);
  none = amb_content_get_engagement (&posts[5], 1);
  g_assert_false (none.known.known);
  g_assert_false (none.estimated.known);
}

/* November is from hour 100 to hour 800. */
static const AmbContentMove moves[] = {
  { "a", "in_review", 90 * HOUR }, /* 20 hours, at the first go */
  { "a", "approved", 110 * HOUR },
  { "b", "in_review", 100 * HOUR }, /* 50 hours with changes between */
  { "b", "changes_requested", 120 * HOUR },
  { "b", "in_review", 130 * HOUR },
  { "b", "approved", 150 * HOUR },
  { "c", "in_review", 200 * HOUR }, /* 4 hours, then edited: another round of 6 */
  { "c", "approved", 204 * HOUR },
  { "c", "scheduled", 205 * HOUR },
  { "c", "in_review", 300 * HOUR },
  { "c", "approved", 306 * HOUR },
  { "d", "in_review", 400 * HOUR }, /* no approval: a first decision that was none */
  { "d", "rejected", 401 * HOUR },
  { "e", "approved", 500 * HOUR }, /* nobody knows since when */
  { "f", "in_review", 10 * HOUR, TRUE },
  { "f", "approved", 510 * HOUR },
  { "g", "in_review", 10 * HOUR }, /* before the period, and behind it */
  { "g", "approved", 99 * HOUR },
  { "h", "in_review", 790 * HOUR },
  { "h", "approved", 800 * HOUR },
  { "i", "in_review", 60 * HOUR }, /* its first decision was in October */
  { "i", "changes_requested", 70 * HOUR },
  { "i", "in_review", 80 * HOUR },
  { "i", "approved", 160 * HOUR },
  { "j", "in_review", 600 * HOUR }, /* of another programme */
  { "j", "approved", 601 * HOUR, TRUE },
};

static void
test_lead (void)
{
  AmbLead lead = amb_content_get_lead (moves, G_N_ELEMENTS (moves), 100 * HOUR, 800 * HOUR);
  AmbLead one = amb_content_get_lead (moves, 2, 100 * HOUR, 800 * HOUR);
  AmbLead none = amb_content_get_lead (moves, 0, 100 * HOUR, 800 * HOUR);

  /* 4, 6, 20, 50, 100 hours: the fourth of five is 80 %, so p90 is the fifth. */
  g_assert_true (lead.known);
  g_assert_cmpuint (lead.n, ==, 5);
  g_assert_cmpint (lead.median, ==, 20 * HOUR);
  g_assert_cmpint (lead.p90, ==, 100 * HOUR);
  g_assert_cmpuint (lead.n_unknown, ==, 2); /* e and f */
  /* a, c, c and f at the first go; b and d not; e has no round. */
  g_assert_cmpint (lead.first_pass.numerator, ==, 4);
  g_assert_cmpint (lead.first_pass.denominator, ==, 6);
  g_assert_cmpint (lead.first_pass.value, ==, 6667);
  g_assert_cmpint (one.median, ==, 20 * HOUR);
  g_assert_cmpint (one.p90, ==, 20 * HOUR);
  g_assert_false (none.known);
  g_assert_false (none.first_pass.known);
}

/* The nearest rank: of ten the ninth, of eleven the tenth. */
static void
test_ranks (void)
{
  static const char *const names[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k" };
  AmbContentMove many[22];

  for (guint i = 0; i < 11; i++)
    {
      many[2 * i] = (AmbContentMove){ names[i], "in_review", 0 };
      many[2 * i + 1] = (AmbContentMove){ names[i], "approved", (i + 1) * HOUR };
    }
  g_assert_cmpint (amb_content_get_lead (many, 20, 0, 99 * HOUR).p90, ==, 9 * HOUR);
  g_assert_cmpint (amb_content_get_lead (many, 20, 0, 99 * HOUR).median, ==, 11 * HOUR / 2);
  g_assert_cmpint (amb_content_get_lead (many, 22, 0, 99 * HOUR).p90, ==, 10 * HOUR);
  g_assert_cmpint (amb_content_get_lead (many, 22, 0, 99 * HOUR).median, ==, 6 * HOUR);
}

static void
test_reuse (void)
{
  static const AmbContentSource items[] = {
    { "sales", "lab" },         /* reused */
    { "lab", "lab" },           /* its own */
    { "sales", NULL, TRUE },    /* original */
    { "sales", "legal", TRUE }, /* what it is made of decides */
    { "sales", NULL, FALSE },   /* doesn't say */
    { NULL, "lab", FALSE },     /* by whom isn't said */
    { NULL, NULL, TRUE },       /* original, whoever made it */
  };
  guint n_unknown;
  AmbFigure figure = amb_content_get_reuse (items, G_N_ELEMENTS (items), &n_unknown);

  g_assert_cmpint (figure.numerator, ==, 2);
  g_assert_cmpint (figure.denominator, ==, 5);
  g_assert_cmpint (figure.value, ==, 4000);
  g_assert_cmpuint (n_unknown, ==, 2);
  g_assert_false (amb_content_get_reuse (&items[4], 1, &n_unknown).known);
}

static void
test_names (void)
{
  g_assert_cmpint (amb_origin_find ("imported"), ==, AMB_ORIGIN_IMPORTED);
  g_assert_cmpint (amb_origin_find ("guessed"), ==, AMB_ORIGIN_UNKNOWN);
  g_assert_cmpint (amb_origin_find (NULL), ==, AMB_ORIGIN_UNKNOWN);
  g_assert_cmpstr (amb_origin_get_id (AMB_ORIGIN_ESTIMATED), ==, "estimated");
  g_assert_cmpstr (amb_result_get_field (AMB_RESULT_UNIQUE_CLICKS), ==, "unique-clicks");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/content-figures/the-latest-known-number-counts", test_choice);
  g_test_add_func ("/model/content-figures/known-and-estimated-are-apart", test_engagement);
  g_test_add_func ("/model/content-figures/a-round-ends-with-its-approval", test_lead);
  g_test_add_func ("/model/content-figures/p90-is-the-nearest-rank", test_ranks);
  g_test_add_func ("/model/content-figures/reuse-crosses-departments", test_reuse);
  g_test_add_func ("/model/content-figures/origins-have-names", test_names);
  return g_test_run ();
}
