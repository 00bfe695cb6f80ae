#include "bench-world.h"

const char *const bench_world_kinds[BENCH_WORLD_KINDS] = { "monitoring",  "curator",    "producer",
                                                           "responder",   "space_host", "trainer",
                                                           "spokesperson" };

/* Most people are in no lifecycle. Every fifth did three kinds of things in the last days, every
 * tenth of them often; two years of older rows lie below. */
void
bench_world_act (AmbStore *store)
{
  static const char sql[] =
      "DELETE FROM activities; UPDATE ambassadors SET state = 'associate' WHERE rid % 10 <> 0; "
      "CREATE TEMP TABLE k (kind, external, place, n); INSERT INTO k VALUES ('reply', 0, "
      "'Support', "
      "1), ('share', 0, 'Paris', 2), ('creation', 1, 'LinkedIn', 3); INSERT INTO activities (id, "
      "ambassador_id, kind, at, place, external, count, source, provenance) SELECT 'o' || p.rid || "
      "k.n, p.id, k.kind, strftime ('%Y-%m-%dT12:00:00.000Z', '2026-10-01', '-' || (p.rid % 700) "
      "|| "
      "' days'), k.place, k.external, 3, 'file', 'imported' FROM ambassadors p JOIN k; INSERT INTO "
      "activities (id, ambassador_id, kind, at, place, external, count, source, provenance) SELECT "
      "'n' || p.rid || k.n, p.id, k.kind, strftime ('%Y-%m-%dT12:00:00.000Z', '2026-11-23', '-' || "
      "(p.rid % 29) || ' days'), k.place, k.external, CASE p.rid % 50 WHEN 5 THEN 12 ELSE 1 END, "
      "'file', 'imported' FROM ambassadors p JOIN k WHERE p.rid % 5 = 0; ANALYZE";
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  if (!amb_db_exec (amb_store_get_db (store), sql, &error) ||
      !amb_db_query_int (amb_store_get_db (store), &n, 0, &error,
                         "SELECT count(*) FROM activities WHERE at >= '2026-10-25'", NULL))
    g_error ("%s", error->message);
  g_print ("%" G_GINT64_FORMAT " rows in the days that are looked at\n", n);
}

static void
exec (AmbStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;

  if (!amb_db_exec (amb_store_get_db (store), sql, &error))
    g_error ("%s", error->message);
}

/* Of each holder four signals heard and answered, two items, and one of what is rarer. */
void
bench_world_hold (AmbStore *store)
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

void
bench_world_share (AmbStore *store)
{
  exec (
      store,
      "CREATE TEMP TABLE d AS SELECT row_number () OVER (ORDER BY rid) - 1 AS i, id, count (*) "
      "OVER () AS n FROM nodes WHERE deleted = 0 AND kind = 'department'; CREATE TEMP TABLE many "
      "(i INTEGER PRIMARY KEY); WITH RECURSIVE up (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM up "
      "WHERE i < 49999) INSERT INTO many SELECT i FROM up");
  exec (
      store,
      "INSERT INTO assets (id, title, title_key, kind, department_id, rights, rights_until, "
      "confidentiality, language) SELECT 'as' || m.i, 'Asset ' || m.i, 'asset ' || m.i, 'picture', "
      "d.id, CASE WHEN m.i % 10 = 0 THEN 'unclear' ELSE 'own' END, CASE WHEN m.i % 5 = 0 THEN "
      "date ('2026-11-01', '+' || (m.i % 400) || ' days') END, 'public', 'en' FROM many m JOIN d "
      "ON d.i = m.i % d.n WHERE m.i < 20000; INSERT INTO needs (id, title, title_key, state, "
      "node_id, audience, wanted_by) SELECT 'ne' || m.i, 'Need ' || m.i, 'need ' || m.i, 'open', "
      "d.id, 'client', date ('2026-10-01', '+' || (m.i % 300) || ' days') FROM many m JOIN d ON "
      "d.i = m.i % d.n WHERE m.i < 2000");
  exec (
      store,
      "INSERT INTO content_items (id, title, title_key, state, audience, department_id, source, "
      "asset_id, parent_id, need_id) SELECT 'de' || m.i, 'Item ' || m.i, 'item ' || m.i, CASE m.i "
      "% 3 WHEN 0 THEN 'published' ELSE 'draft' END, 'client', d.id, 'asset', CASE WHEN m.i < 500 "
      "THEN 'as0' WHEN m.i % 5 > 0 THEN 'as' || (m.i % 12000) END, CASE WHEN m.i >= 500 AND m.i % "
      "5 = 0 THEN 'de' || (m.i - 1) END, CASE WHEN m.i < 500 THEN 'ne0' WHEN m.i % 4 = 0 THEN "
      "'ne' || (m.i % 1500) END FROM many m JOIN d ON d.i = (m.i * 7) % d.n; INSERT INTO "
      "publications (id, item_id, kind, published_at, audience_size) SELECT 'pu' || id, id, "
      "'company', '2026-11-05T10:00:00.000Z', 100 FROM content_items WHERE id LIKE 'de%' AND "
      "state = 'published'; INSERT INTO measurements (id, publication_id, measured_on, source, "
      "reactions) SELECT 'me' || id, id, '2026-11-10', 'measured', 3 FROM publications WHERE id "
      "LIKE 'pude%'");
}
