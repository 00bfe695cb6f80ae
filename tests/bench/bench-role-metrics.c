/* The metrics of a role and of a person among 100,000 people, against the bare SQL that reads the
 * same facts, in one run. bench-role-metrics [PEOPLE]
 *
 * Everybody in the roster holds one of the seven roles, and did in the window what its metrics
 * count. The ratio counts: the bare SQL joins what is there and computes nothing; above 10 finding
 * the holders and deciding what counts cost too much. */
#include "amb-role-cards.h"
#include "amb-sample.h"
#include "bench-world.h"

#include <stdlib.h>

#define ROUNDS 5

/* The facts of the row, as SQL reads them at least: joined to the holders, none computed. */
static const char *const bare[] = {
  "SELECT s.captured_at, s.published_at, s.state FROM assignments a JOIN signals s ON "
  "s.reporter_id "
  "= a.ambassador_id AND s.deleted = 0 WHERE a.role_id = ? AND a.deleted = 0",
  "SELECT i.audience, t.at, t.\"to\" FROM assignments a JOIN content_items i ON i.author_id = "
  "a.ambassador_id AND i.deleted = 0 JOIN transitions t ON t.deleted = 0 AND t.record = i.id WHERE "
  "a.role_id = ? AND a.deleted = 0",
  "SELECT i.publish_on, t.at, p.published_at, m.reactions FROM assignments a JOIN content_items i "
  "ON "
  "i.owner_id = a.ambassador_id AND i.deleted = 0 JOIN transitions t ON t.deleted = 0 AND t.record "
  "= "
  "i.id JOIN publications p ON p.item_id = i.id JOIN measurements m ON m.publication_id = p.id "
  "WHERE "
  "a.role_id = ? AND a.deleted = 0",
  "SELECT r.at, s.captured_at, t.at FROM assignments a JOIN responses r ON r.by_id = "
  "a.ambassador_id "
  "JOIN signals s ON s.id = r.signal_id LEFT JOIN transitions t ON t.deleted = 0 AND t.record = "
  "s.id "
  "WHERE a.role_id = ? AND a.deleted = 0",
  "SELECT t.id, q.posted_at, q.author_id FROM assignments a JOIN spaces s ON s.host_id = "
  "a.ambassador_id JOIN threads t ON t.space_id = s.id JOIN posts q ON q.thread_id = t.id WHERE "
  "a.role_id = ? AND a.deleted = 0",
  "SELECT m.mentee_id, p.verified_until FROM assignments a JOIN mentorings m ON m.deleted = 0 AND "
  "m.mentor_id = a.ambassador_id JOIN practices p ON p.verifier_id = a.ambassador_id WHERE "
  "a.role_id "
  "= ? AND a.deleted = 0",
  "SELECT e.sent_at, r.at FROM assignments a JOIN receipts e ON e.ambassador_id = a.ambassador_id "
  "JOIN responses r ON r.by_id = a.ambassador_id WHERE a.role_id = ? AND a.deleted = 0",
};

static void
read_bare (AmbStore *store, guint kind, const char *role)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), bare[kind], &error);
  gboolean row = TRUE;
  gsize length = 0;

  if (stmt == NULL)
    g_error ("%s", error->message);
  amb_stmt_bind_text (stmt, 1, role);
  while (amb_stmt_step (stmt, &row, &error) && row)
    length += amb_stmt_get_text (stmt, 0) != NULL;
  if (length == 0)
    g_error ("%s: nothing to read", bench_world_kinds[kind]);
}

static void
read_role (AmbStore *store, const char *role)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRoleCard) card = amb_role_cards_load_role (store, role, &error);

  if (card == NULL)
    g_error ("%s", error->message);
  for (AmbMetricId id = 0; id < AMB_N_METRICS; id++)
    amb_role_card_get_metric (card, id);
}

static void
read_person (AmbStore *store, const char *person)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = amb_role_cards_load_person (store, person, &error);

  if (cards == NULL || cards->len == 0)
    g_error ("%s", error != NULL ? error->message : "no role");
}

static double
get_ms (gint64 begin)
{
  return MAX (g_get_monotonic_time () - begin, 1) / 1000.0;
}

/* Prints the best of the rounds. Returns: rule / bare */
static double
measure (AmbStore *store, guint kind)
{
  g_autofree char *role = NULL;
  g_autofree char *person = NULL;
  gint64 n = 0;
  double best[3] = { G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE };

  amb_db_query_text (amb_store_get_db (store), &role, NULL, "SELECT id FROM r WHERE kind = ?", "t",
                     bench_world_kinds[kind]);
  amb_db_query_text (amb_store_get_db (store), &person, NULL,
                     "SELECT id FROM p WHERE kind = ? ORDER BY n LIMIT 1", "t",
                     bench_world_kinds[kind]);
  amb_db_query_int (amb_store_get_db (store), &n, 0, NULL, "SELECT count(*) FROM p WHERE kind = ?",
                    "t", bench_world_kinds[kind]);
  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 begin = g_get_monotonic_time ();

      read_role (store, role);
      best[0] = MIN (best[0], get_ms (begin));
      begin = g_get_monotonic_time ();
      read_bare (store, kind, role);
      best[1] = MIN (best[1], get_ms (begin));
      begin = g_get_monotonic_time ();
      read_person (store, person);
      best[2] = MIN (best[2], get_ms (begin));
    }
  g_print ("%-12s %5" G_GINT64_FORMAT " holders: role %7.2f ms, bare %7.2f ms, person %6.2f ms\n",
           bench_world_kinds[kind], n, best[0], best[1], best[2]);
  return best[0] / best[1];
}

int
main (int argc, char **argv)
{
  const AmbSampleOptions options = { argc > 1 ? (guint) atoi (argv[1]) : 100000, 1 };
  g_autoptr (AmbClock) clock = amb_clock_new_manual (G_GINT64_CONSTANT (1795435200000), 7);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStore) store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, &error);
  double worst = 0;

  if (store == NULL || !amb_sample_fill (store, &options, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  bench_world_hold (store);
  for (guint i = 0; i < BENCH_WORLD_KINDS; i++)
    {
      double ratio = measure (store, i);

      worst = MAX (worst, ratio);
    }
  g_print ("ratio role-metrics / bare: %.2f\n", worst);
  return 0;
}
