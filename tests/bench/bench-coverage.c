/* The coverage of a network of 100,000 people: everything the matrix shows, against the bare SQL
 * that counts the same cells, in one run. bench-coverage [PEOPLE]
 *
 * The ratio counts: above 2 the rule and its loading cost more than SQLite itself. */
#include "amb-coverage-facts.h"
#include "amb-sample.h"

#include <stdlib.h>

#define ROUNDS 9

/* Different holders by role and node or below; the day is 2026-11-23. */
static const char by_hand[] =
    "WITH RECURSIVE up (node, above) AS (SELECT id, id FROM nodes WHERE deleted = 0 UNION SELECT "
    "up.node, n.parent_id FROM up JOIN nodes n ON n.id = up.above WHERE n.parent_id IS NOT NULL), "
    "held (person, role, place) AS (SELECT p.rid, a.role_id, COALESCE (a.node_id, p.node_id) FROM "
    "assignments a JOIN ambassadors p ON p.id = a.ambassador_id WHERE a.deleted = 0 AND a.state = "
    "'current' AND (a.starts_on IS NULL OR a.starts_on <= '2026-11-23') AND (a.ends_on IS NULL OR "
    "a.ends_on >= '2026-11-23') AND p.deleted = 0 AND p.state IN ('onboarding', 'active', "
    "'paused') "
    "UNION ALL SELECT p.rid, a.role_id, p.department_id FROM assignments a JOIN ambassadors p ON "
    "p.id = a.ambassador_id WHERE a.deleted = 0 AND a.state = 'current' AND (a.starts_on IS NULL "
    "OR "
    "a.starts_on <= '2026-11-23') AND (a.ends_on IS NULL OR a.ends_on >= '2026-11-23') AND "
    "p.deleted = 0 AND p.state IN ('onboarding', 'active', 'paused')) SELECT role, above, count "
    "(DISTINCT person) FROM held JOIN up ON up.node = held.place JOIN roles ON roles.id = role AND "
    "in_use = 1 AND roles.deleted = 0 GROUP BY role, above";

/* Each of the roster holds a role, and every third a second one in another node. */
static void
assign_everybody (AmbStore *store)
{
  static const char sql[] =
      "CREATE TEMP TABLE r AS SELECT row_number () OVER (ORDER BY rid) - 1 AS i, id, count (*) "
      "OVER "
      "() AS n FROM roles WHERE deleted = 0 AND in_use = 1; CREATE TEMP TABLE k AS SELECT "
      "row_number () OVER (ORDER BY rid) - 1 AS i, id, count (*) OVER () AS n FROM nodes WHERE "
      "deleted = 0; DELETE FROM assignments; INSERT INTO assignments (id, ambassador_id, role_id, "
      "state, starts_on) SELECT 'a' || p.rid, p.id, r.id, 'current', '2026-01-01' FROM ambassadors "
      "p "
      "JOIN r ON r.i = p.rid % r.n WHERE p.deleted = 0 AND p.state IN ('onboarding', 'active', "
      "'paused'); INSERT INTO assignments (id, ambassador_id, role_id, node_id, state, starts_on) "
      "SELECT 'b' || p.rid, p.id, r.id, k.id, 'current', '2026-01-01' FROM ambassadors p JOIN r ON "
      "r.i = (p.rid + 1) % r.n JOIN k ON k.i = p.rid % k.n WHERE p.deleted = 0 AND p.rid % 3 = 0 "
      "AND "
      "p.state IN ('onboarding', 'active', 'paused'); ANALYZE";
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  if (!amb_db_exec (amb_store_get_db (store), sql, &error) ||
      !amb_db_query_int (amb_store_get_db (store), &n, 0, &error,
                         "SELECT count(*) FROM assignments", NULL))
    g_error ("%s", error->message);
  g_print ("%" G_GINT64_FORMAT " assignments\n", n);
}

static gint64
count_by_hand (AmbStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), by_hand, &error);
  gboolean row = TRUE;
  gint64 sum = 0;

  if (stmt == NULL)
    g_error ("%s", error->message);
  while (amb_stmt_step (stmt, &row, &error) && row)
    sum += amb_stmt_get_int (stmt, 2);
  return sum;
}

static gint64
count_by_rule (AmbStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbCoverage) coverage = amb_coverage_load (store, NULL, NULL, NULL, &error);
  gint64 sum = 0;

  if (coverage == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < coverage->cells->len; i++)
    sum += g_array_index (coverage->cells, AmbCoverageCell, i).n_held;
  return sum;
}

static gint64
read_bare (AmbStore *store)
{
  static const char sql[] =
      "SELECT p.rid, a.role_id, COALESCE (a.node_id, p.node_id), p.department_id FROM assignments "
      "a "
      "JOIN ambassadors p ON p.id = a.ambassador_id WHERE a.deleted = 0 AND a.state = 'current' "
      "AND "
      "(a.starts_on IS NULL OR a.starts_on <= '2026-11-23') AND (a.ends_on IS NULL OR a.ends_on >= "
      "'2026-11-23') AND p.deleted = 0 AND p.state IN ('onboarding', 'active', 'paused')";
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, &error);
  gboolean row = TRUE;
  gint64 n = 0;

  if (stmt == NULL)
    g_error ("%s", error->message);
  while (amb_stmt_step (stmt, &row, &error) && row)
    n += amb_stmt_get_int (stmt, 0) != 0;
  return n;
}

static void
find_fits (AmbStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *role = NULL;
  g_autofree char *node = NULL;
  g_autoptr (GPtrArray) people = NULL;
  gint64 begin, total;

  amb_db_query_text (amb_store_get_db (store), &role, NULL, "SELECT id FROM roles LIMIT 1", NULL);
  amb_db_query_text (amb_store_get_db (store), &node, NULL,
                     "SELECT id FROM nodes WHERE kind = 'country' ORDER BY name_key LIMIT 1", NULL);
  begin = g_get_monotonic_time ();
  people = amb_coverage_list_fits (store, role, node, 50, &total, &error);
  if (people == NULL)
    g_error ("%s", error->message);
  g_print ("who fits a hole                  %4u of %" G_GINT64_FORMAT " in %7.2f ms\n",
           people->len, total, (g_get_monotonic_time () - begin) / 1000.0);
}

int
main (int argc, char **argv)
{
  const AmbSampleOptions options = { argc > 1 ? (guint) atoi (argv[1]) : 100000, 1 };
  g_autoptr (AmbClock) clock = amb_clock_new_manual (G_GINT64_CONSTANT (1795435200000), 7);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStore) store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, &error);
  gint64 best[2] = { G_MAXINT64, G_MAXINT64 };
  gint64 found[2] = { 0, 0 };

  if (store == NULL || !amb_sample_fill (store, &options, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  assign_everybody (store);
  for (guint i = 0; i < 2 * ROUNDS; i++)
    {
      gint64 begin = g_get_monotonic_time ();

      if (i % 2 == 0)
        found[0] = count_by_rule (store);
      else
        read_bare (store);
      best[i % 2] = MIN (best[i % 2], MAX (g_get_monotonic_time () - begin, 1));
    }
  found[1] = count_by_hand (store);
  if (found[0] != found[1])
    g_error ("the rule counts %" G_GINT64_FORMAT ", the SQL by hand %" G_GINT64_FORMAT, found[0],
             found[1]);
  find_fits (store);
  g_print ("coverage %u people: rule %.2f ms, bare %.2f ms\n", options.people, best[0] / 1000.0,
           best[1] / 1000.0);
  g_print ("ratio coverage / bare: %.2f\n", (double) best[0] / best[1]);
  return 0;
}
