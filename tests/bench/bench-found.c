/* Who is suggested by activity among 100,000 people of whom 20,000 did something lately, against
 * the bare SQL that sums the same rows, in one run. bench-found [PEOPLE]
 *
 * The ratio counts: above 3 finding and judging cost more than reading what there is to judge. */
#include "amb-sample.h"
#include "amb-suggestions.h"
#include "bench-world.h"

#include <stdlib.h>

#define ROUNDS 9

static guint
find_by_rule (AmbStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSuggestions) found = amb_suggestions_load (store, NULL, &error);

  if (found == NULL)
    g_error ("%s", error->message);
  return found->people->len;
}

static guint
sum_bare (AmbStore *store)
{
  static const char sql[] =
      "SELECT a.ambassador_id, a.kind, a.external, a.source, SUM (coalesce (a.count, 1)) FROM "
      "activities a WHERE a.deleted = 0 AND a.at >= '2026-10-25' AND a.at < '2026-11-24' GROUP BY "
      "1, 2, 3, 4";
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, &error);
  gboolean row = TRUE;
  guint n = 0;

  if (stmt == NULL)
    g_error ("%s", error->message);
  while (amb_stmt_step (stmt, &row, &error) && row)
    n += amb_stmt_get_int (stmt, 4) > 0;
  return n;
}

int
main (int argc, char **argv)
{
  const AmbSampleOptions options = { argc > 1 ? (guint) atoi (argv[1]) : 100000, 1 };
  g_autoptr (AmbClock) clock = amb_clock_new_manual (G_GINT64_CONSTANT (1795435200000), 7);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStore) store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, &error);
  gint64 best[2] = { G_MAXINT64, G_MAXINT64 };
  guint found = 0;

  if (store == NULL || !amb_sample_fill (store, &options, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  bench_world_act (store);
  for (guint i = 0; i < 2 * ROUNDS; i++)
    {
      gint64 begin = g_get_monotonic_time ();

      if (i % 2 == 0)
        found = find_by_rule (store);
      else
        sum_bare (store);
      best[i % 2] = MIN (best[i % 2], MAX (g_get_monotonic_time () - begin, 1));
    }
  g_print ("found %u of %u people: rule %.2f ms, bare %.2f ms\n", found, options.people,
           best[0] / 1000.0, best[1] / 1000.0);
  g_print ("ratio found / bare: %.2f\n", (double) best[0] / best[1]);
  return 0;
}
