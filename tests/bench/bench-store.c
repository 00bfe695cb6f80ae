/* First page of a list at 100,000 people: the store's query against the same SQL written by hand,
 * in one run. bench-store [PEOPLE]
 *
 * Only the ratio counts: above 2 the store's layer costs more than SQLite itself. */
#include "amb-sample.h"

#include <stdlib.h>

#define PAGE   100
#define ROUNDS 15

typedef struct
{
  const char *name;
  const char *by_hand; /* the rids of the page; the day is 2026-11-23 */
  const char *field;   /* condition: @field holds @value; NULL: none */
  const char *value;
  const char *search; /* nullable */
  const char *sort;   /* NULL: by name */
} Case;

static const Case cases[] = {
  { "by name", "SELECT rid FROM ambassadors WHERE deleted = 0 ORDER BY display_name_key LIMIT 100",
    NULL, NULL, NULL, NULL },
  { "searched",
    "SELECT rid FROM ambassadors WHERE deleted = 0 AND rid IN (SELECT rowid FROM ambassadors_fts "
    "WHERE ambassadors_fts MATCH '\"mul\"*') ORDER BY display_name_key LIMIT 100",
    NULL, NULL, "mül", NULL },
  { "filtered by role",
    "SELECT rid FROM ambassadors WHERE deleted = 0 AND rid IN (SELECT rid FROM set_value WHERE "
    "entity = 'ambassador' AND field = 'roles' AND value = 'trainer') ORDER BY display_name_key "
    "LIMIT 100",
    "roles", "trainer", NULL, NULL },
  { "filtered by standing",
    "SELECT rid FROM ambassadors WHERE deleted = 0 AND state = 'active' AND (last_active_on IS "
    "NULL "
    "OR last_active_on < '2026-10-24') ORDER BY display_name_key LIMIT 100",
    "standing", "dormant", NULL, NULL },
  { "sorted by last activity",
    "SELECT rid FROM ambassadors WHERE deleted = 0 ORDER BY last_active_on IS NULL, "
    "last_active_on, "
    "display_name_key LIMIT 100",
    NULL, NULL, NULL, "last-active-on" },
  { "filtered, searched and sorted",
    "SELECT rid FROM ambassadors WHERE deleted = 0 AND state = 'active' AND (last_active_on IS "
    "NULL "
    "OR last_active_on < '2026-10-24') AND rid IN (SELECT rowid FROM ambassadors_fts WHERE "
    "ambassadors_fts MATCH '\"m\"*') ORDER BY last_active_on IS NULL, last_active_on, "
    "display_name_key LIMIT 100",
    "standing", "dormant", "m", "last-active-on" },
};

static AmbQuery *
new_query (const Case *c)
{
  AmbQuery *query = amb_query_new (amb_entity_find ("ambassador"));
  const AmbField *field = amb_entity_find_field (query->entity, c->field);

  if (field != NULL)
    amb_query_where (query, field, field->type == AMB_FIELD_SET ? AMB_MATCH_CONTAINS : AMB_MATCH_IN,
                     (const char *const[]){ c->value, NULL });
  query->search = g_strdup (c->search);
  query->sort = amb_entity_find_field (query->entity, c->sort);
  return query;
}

static void
run_store (AmbStore *store, const AmbQuery *query, GArray *rids)
{
  g_autoptr (GError) error = NULL;

  if (!amb_store_list_rids (store, query, 0, PAGE, rids, &error))
    g_error ("%s", error->message);
}

static void
run_by_hand (AmbStore *store, const char *sql, GArray *rids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, &error);
  gboolean row = TRUE;

  if (stmt == NULL)
    g_error ("%s", error->message);
  g_array_set_size (rids, 0);
  while (amb_stmt_step (stmt, &row, &error) && row)
    {
      gint64 rid = amb_stmt_get_int (stmt, 0);

      g_array_append_val (rids, rid);
    }
}

/* The two take turns, and the best round of each counts. */
static double
compare (AmbStore *store, const Case *c)
{
  g_autoptr (AmbQuery) query = new_query (c);
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 best[2] = { G_MAXINT64, G_MAXINT64 };
  guint found[2] = { 0, 0 };

  for (guint i = 0; i < 2 * ROUNDS; i++)
    {
      gint64 begin = g_get_monotonic_time ();

      if (i % 2 == 0)
        run_store (store, query, rids);
      else
        run_by_hand (store, c->by_hand, rids);
      best[i % 2] = MIN (best[i % 2], MAX (g_get_monotonic_time () - begin, 1));
      found[i % 2] = rids->len;
    }
  if (found[0] != found[1])
    g_error ("%s: the store lists %u, the SQL by hand %u", c->name, found[0], found[1]);
  g_print ("%-32s %4u rows  store %7.2f ms  by hand %7.2f ms  ratio %.2f\n", c->name, found[0],
           best[0] / 1000.0, best[1] / 1000.0, (double) best[0] / best[1]);
  return (double) best[0] / best[1];
}

int
main (int argc, char **argv)
{
  const AmbSampleOptions options = { argc > 1 ? (guint) atoi (argv[1]) : 100000, 1 };
  g_autoptr (AmbClock) clock = amb_clock_new_manual (G_GINT64_CONSTANT (1795435200000), 7);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStore) store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, &error);
  gint64 begin = g_get_monotonic_time ();
  double worst = 0;

  if (store == NULL || !amb_sample_fill (store, &options, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  g_print ("%u people in %.1f s\n", options.people, (g_get_monotonic_time () - begin) / 1e6);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double ratio = compare (store, &cases[i]);

      worst = MAX (worst, ratio);
    }
  g_print ("ratio store / by hand, at worst: %.2f\n", worst);
  return 0;
}
