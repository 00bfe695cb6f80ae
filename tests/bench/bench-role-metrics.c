/* The metrics of a role and of a person among 100,000 people, against the bare SQL that reads the
 * same facts, in one run. bench-role-metrics [PEOPLE]
 *
 * Everybody in the roster holds one of the seven roles, and did in the window what its metrics
 * count. The ratio counts: the bare SQL joins what is there and computes nothing; above 10 finding
 * the holders and deciding what counts cost too much. */
#include "amb-role-cards.h"
#include "amb-sample.h"

#include <stdlib.h>

#define ROUNDS 5

static const char *const kinds[] = { "monitoring", "curator", "producer",    "responder",
                                     "space_host", "trainer", "spokesperson" };

static void
exec (AmbStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;

  if (!amb_db_exec (amb_store_get_db (store), sql, &error))
    g_error ("%s", error->message);
}

/* Of each holder four signals heard and answered, two items, and one of what is rarer. */
static void
fill (AmbStore *store)
{
  exec (store,
        "CREATE TEMP TABLE r AS SELECT row_number () OVER (ORDER BY rid) - 1 AS i, id, kind, count "
        "(*) OVER () AS n FROM (SELECT min (rid) AS rid, id, kind FROM roles WHERE deleted = 0 AND "
        "kind <> 'other' GROUP BY kind); DELETE FROM assignments; INSERT INTO assignments (id, "
        "ambassador_id, role_id, state, starts_on) SELECT 'a' || p.rid, p.id, r.id, 'current', "
        "'2026-01-01' FROM ambassadors p JOIN r ON r.i = p.rid % r.n WHERE p.deleted = 0 AND "
        "p.state IN ('onboarding', 'active', 'paused'); CREATE TEMP TABLE p AS SELECT "
        "a.ambassador_id AS id, p.rid AS n, r.kind FROM assignments a JOIN r ON r.id = a.role_id "
        "JOIN ambassadors p ON p.id = a.ambassador_id; CREATE TEMP TABLE four (i); INSERT INTO "
        "four VALUES (0), (1), (2), (3)");
  exec (
      store,
      "INSERT INTO signals (id, title, state, source, drill, reporter_id, owner_id, captured_at, "
      "published_at, due_at) SELECT 's' || p.n || '-' || i, 'Signal', CASE i WHEN 0 THEN "
      "'dismissed' WHEN 1 THEN 'resolved' ELSE 'responded' END, 'typed', 0, p.id, p.id, "
      "'2026-11-0' || (i + 1) || 'T10:00:00.000Z', '2026-11-0' || (i + 1) || 'T09:00:00.000Z', "
      "'2026-11-0' || (i + 1) || 'T12:00:00.000Z' FROM p, four WHERE kind IN ('monitoring', "
      "'responder', 'spokesperson'); INSERT INTO responses (id, signal_id, by_id, at, kind, text, "
      "outcome) SELECT 'r' || s.id, s.id, s.owner_id, substr (s.captured_at, 1, 11) || "
      "'10:30:00.000Z', 'human', 'Text', 'settled' FROM signals s WHERE s.id LIKE 's%'; INSERT "
      "INTO transitions (id, entity, record, \"from\", \"to\", at) SELECT 't' || id, 'signal', id, "
      "'responded', 'resolved', '2026-11-10T10:00:00.000Z' FROM signals WHERE id LIKE 's%' AND "
      "state = 'resolved'");
  exec (
      store,
      "INSERT INTO content_items (id, title, state, owner_id, author_id, audience, publish_on) "
      "SELECT 'i' || p.n || '-' || i, 'Item', 'published', p.id, p.id, 'client', "
      "'2026-11-05T09:00[Europe/Paris]' FROM p, four WHERE i < 2 AND kind IN ('curator', "
      "'producer'); INSERT INTO transitions (id, entity, record, \"from\", \"to\", at) SELECT 'v' "
      "|| id, 'content-item', id, 'in_review', 'approved', '2026-11-02T10:00:00.000Z' FROM "
      "content_items WHERE id LIKE 'i%-%'; INSERT INTO publications (id, item_id, kind, "
      "published_at, by_id) SELECT 'u' || id, id, 'company', '2026-11-05T08:00:00.000Z', owner_id "
      "FROM content_items WHERE id LIKE 'i%-%'; INSERT INTO measurements (id, publication_id, "
      "measured_on, reactions, source) SELECT 'm' || id, id, '2026-11-09', 7, 'measured' FROM "
      "publications WHERE id LIKE 'u%'");
  exec (
      store,
      "INSERT INTO spaces (id, name, state, host_id, joining, visibility) SELECT 'b' || n, "
      "'Space', "
      "'open', id, 'open', 'public' FROM p WHERE kind = 'space_host'; INSERT INTO threads (id, "
      "title, space_id, author_id, state) SELECT printf ('019a6b00-0000-7000-8000-%012d', n), "
      "'Thread', 'b' || n, (SELECT max (id) FROM p), 'open' FROM p WHERE kind = 'space_host'; "
      "INSERT INTO posts (id, thread_id, space_id, author_id, posted_at, body) SELECT 'q' || t.id "
      "|| i, t.id, t.space_id, CASE i WHEN 0 THEN t.author_id ELSE s.host_id END, '2026-11-1' || i "
      "|| 'T10:00:00.000Z', 'Text' FROM threads t JOIN spaces s ON s.id = t.space_id, four WHERE "
      "s.id LIKE 'b%' AND i < 2; INSERT INTO mentorings (id, mentor_id, mentee_id, state, "
      "starts_on) SELECT 'n' || n, id, (SELECT min (id) FROM p), 'active', '2026-10-01' FROM p "
      "WHERE kind = 'trainer'; INSERT INTO practices (id, title, state, verifier_id, "
      "verified_until) SELECT 'c' || n, 'Practice', 'verified', id, '2026-12-01' FROM p WHERE kind "
      "= 'trainer'; INSERT INTO hold_orders (id, title, crisis_id, drill, kind, state) VALUES "
      "('o', 'Order', 'x', 0, 'hold', 'sent'); INSERT INTO receipts (id, hold_order_id, "
      "ambassador_id, sent_at, confirmed_at) SELECT 'e' || n, 'o', id, '2026-11-01T10:00:00.000Z', "
      "'2026-11-01T10:20:00.000Z' FROM p WHERE kind = 'spokesperson'; ANALYZE");
}

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
    g_error ("%s: nothing to read", kinds[kind]);
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
                     kinds[kind]);
  amb_db_query_text (amb_store_get_db (store), &person, NULL,
                     "SELECT id FROM p WHERE kind = ? ORDER BY n LIMIT 1", "t", kinds[kind]);
  amb_db_query_int (amb_store_get_db (store), &n, 0, NULL, "SELECT count(*) FROM p WHERE kind = ?",
                    "t", kinds[kind]);
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
           kinds[kind], n, best[0], best[1], best[2]);
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
  fill (store);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      double ratio = measure (store, i);

      worst = MAX (worst, ratio);
    }
  g_print ("ratio role-metrics / bare: %.2f\n", worst);
  return 0;
}
