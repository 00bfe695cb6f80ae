/* The ranked candidates of a call at 100,000 people: against the bare SQL that reads the same rows,
 * in one run. bench-fit [PEOPLE]
 *
 * 2,000 candidates stand in the call, each rated by two on six criteria, beside what earlier calls
 * left. Only the ratio counts: above 3, ranking costs more than twice the reading. */
#include "amb-candidates.h"
#include "amb-sample.h"

#include <stdlib.h>

#define CANDIDATES 2000
#define ROUNDS     15

/* The people of the sample, put into one call of their own and, 20 times as many, into earlier
 * ones; written as rows, because only reading is measured. */
static const char setup[] =
    "INSERT INTO calls (id, name, name_key, state, seats, blind) VALUES "
    "('call', 'Everybody', 'everybody', 'closed', 100, 0), ('old', 'Old', 'old', 'closed', 9, 0);"
    "INSERT INTO criteria (id, name, name_key, kind, call_id, weight, in_use) SELECT "
    "'criterion-' || c || value, value, value, 'other', c, 10 + value, 1 FROM "
    "json_each('[1,2,3,4,5,6]'), "
    "(SELECT 'call' AS c UNION SELECT 'old');"
    "CREATE TEMP TABLE chosen AS SELECT rid, id FROM ambassadors WHERE deleted = 0 ORDER BY rid "
    "LIMIT 42000;"
    "UPDATE ambassadors SET state = 'in_review' WHERE rid IN (SELECT rid FROM chosen LIMIT 2000);"
    "INSERT INTO applications (id, ambassador_id, call_id, state, submitted_on, source) SELECT "
    "'a-' || id, id, iif(row_number() OVER (ORDER BY rid) <= 2000, 'call', 'old'), 'in_review', "
    "'2026-09-09', 'form' FROM chosen;"
    "INSERT INTO assessments (id, application_id, criterion_id, by_id, score, blank_on_purpose) "
    "SELECT a.id || c.id || r.id, a.id, c.id, r.id, abs(random()) % 6, 0 FROM applications a JOIN "
    "criteria c ON c.call_id = a.call_id JOIN (SELECT id FROM ambassadors ORDER BY rid DESC LIMIT "
    "2) r WHERE a.id LIKE 'a-%';"
    "ANALYZE;";

static const char people_by_hand[] =
    "SELECT p.id, p.display_name, p.state, a.id, a.role_id, a.submitted_on FROM applications a "
    "JOIN ambassadors p ON p.id = a.ambassador_id AND p.deleted = 0 WHERE a.call_id = 'call' AND "
    "a.deleted = 0 AND p.state IN ('nominated', 'applied', 'in_review', 'shortlisted', "
    "'waitlisted')";

static const char scores_by_hand[] =
    "SELECT s.id, s.application_id, s.criterion_id, s.by_id, s.role_id, s.score, "
    "s.blank_on_purpose, s.rated_on FROM applications a JOIN assessments s ON s.application_id = "
    "a.id AND s.deleted = 0 WHERE a.call_id = 'call' AND a.deleted = 0";

static guint
read_by_hand (AmbStore *store, const char *sql, int columns)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, &error);
  gboolean row = TRUE;
  guint n = 0;

  if (stmt == NULL)
    g_error ("%s", error->message);
  while (amb_stmt_step (stmt, &row, &error) && row)
    {
      for (int i = 0; i < columns; i++)
        amb_stmt_get_text (stmt, i);
      n++;
    }
  return n;
}

static guint
load (AmbStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbCandidates) list =
      amb_candidates_load (store, &(AmbCandidatesQuery){ "call", .seats = -1 }, &error);
  guint n = 0;

  if (list == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < list->candidates->len; i++)
    n += ((AmbCandidate *) g_ptr_array_index (list->candidates, i))->scores->len;
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
  guint n[2] = { 0, 0 };

  if (store == NULL || !amb_sample_fill (store, &options, NULL, NULL, NULL, &error) ||
      !amb_db_exec (amb_store_get_db (store), setup, &error))
    g_error ("%s", error->message);
  for (guint i = 0; i < 2 * ROUNDS; i++)
    {
      gint64 begin = g_get_monotonic_time ();

      if (i % 2 == 0)
        n[0] = load (store);
      else
        {
          read_by_hand (store, people_by_hand, 6);
          n[1] = read_by_hand (store, scores_by_hand, 8);
        }
      best[i % 2] = MIN (best[i % 2], MAX (g_get_monotonic_time () - begin, 1));
    }
  if (n[0] != n[1])
    g_error ("the list holds %u scores, the SQL by hand reads %u", n[0], n[1]);
  g_print ("%u people, %u scores  ranked %.2f ms  read by hand %.2f ms\n", options.people, n[0],
           best[0] / 1000.0, best[1] / 1000.0);
  g_print ("ratio ranked / read by hand: %.2f\n", (double) best[0] / best[1]);
  return 0;
}
