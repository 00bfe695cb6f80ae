/* A month of 2,000 content items: all that the calendar reads, and its empty weeks, against the
 * bare SQL that reads the same rows, in one run. bench-calendar [ITEMS]
 *
 * Read on a reader thread; what the main thread does with it is the same for any number: 84 tiles.
 */
#include "amb-calendar-facts.h"
#include "amb-sample.h"

#include <stdlib.h>

#define ROUNDS 9

static void
add_items (AmbStore *store, gint64 n)
{
  g_autoptr (GError) error = NULL;

  if (!amb_db_run (
          amb_store_get_db (store), &error,
          "WITH RECURSIVE k (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i + 1 < ?1), "
          "c (j, id, title, audience, pillar_id, campaign_id, owner_id, department_id, channel_id, "
          "body, total) AS (SELECT row_number () OVER (ORDER BY rid) - 1, id, title, audience, "
          "pillar_id, campaign_id, owner_id, department_id, channel_id, body, count (*) OVER () "
          "FROM content_items WHERE deleted = 0) INSERT INTO content_items (id, title, state, "
          "audience, pillar_id, campaign_id, owner_id, department_id, channel_id, body, "
          "publish_on) SELECT printf ('01900000-0000-7000-8000-%012x', k.i), c.title, 'scheduled', "
          "c.audience, c.pillar_id, c.campaign_id, c.owner_id, c.department_id, c.channel_id, "
          "c.body, printf ('2026-11-%02dT%02d:30[%s]', 1 + k.i % 30, k.i % 24, CASE k.i % 3 WHEN 0 "
          "THEN 'Europe/Paris' WHEN 1 THEN 'America/Sao_Paulo' ELSE 'Asia/Kolkata' END) FROM k "
          "JOIN c ON c.j = k.i % c.total",
          "i", n) ||
      !amb_db_exec (amb_store_get_db (store), "ANALYZE", &error))
    g_error ("%s", error->message);
}

static guint
read_bare (AmbStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (store),
                      "SELECT * FROM content_items WHERE deleted = 0 AND publish_on >= "
                      "'2026-10-25' AND publish_on <= '2026-12-07' ORDER BY publish_on",
                      &error);
  gboolean row = TRUE;
  guint n = 0;

  if (stmt == NULL)
    g_error ("%s", error->message);
  while (amb_stmt_step (stmt, &row, &error) && row)
    n += amb_stmt_get_text (stmt, 1) != NULL;
  return n;
}

static guint
read_calendar (AmbStore *store, gboolean with_gaps)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  AmbCalendarAsk ask = { .from = "2026-10-26", .n_weeks = 6, .zone = zone };
  g_autoptr (AmbCalendar) calendar = amb_calendar_load (store, &ask, &error);
  g_autoptr (GPtrArray) gaps =
      calendar != NULL && with_gaps
          ? amb_calendar_load_gaps (store, calendar, "2026-10-26", G_MAXUINT, &error)
          : NULL;

  if (calendar == NULL || (with_gaps && gaps == NULL))
    g_error ("%s", error->message);
  return calendar->items->len;
}

static double
measure (AmbStore *store, guint what, guint *n)
{
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 begin = g_get_monotonic_time ();

      *n = what == 0 ? read_bare (store) : read_calendar (store, what == 2);
      best = MIN (best, g_get_monotonic_time () - begin);
    }
  return best / 1000.0;
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "rows by bare SQL", "the calendar", "with its empty weeks" };
  const AmbSampleOptions options = { 600, 1 };
  g_autoptr (AmbClock) clock = amb_clock_new_manual (G_GINT64_CONSTANT (1795435200000), 7);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStore) store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, &error);
  double bare = 1;

  if (store == NULL || !amb_sample_fill (store, &options, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  add_items (store, argc > 1 ? atoi (argv[1]) : 2000);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint n = 0;
      double took = measure (store, i, &n);

      bare = i == 0 ? took : bare;
      g_print ("%-24s %5u items %8.2f ms, %5.2f times the bare SQL\n", names[i], n, took,
               took / bare);
    }
  return 0;
}
