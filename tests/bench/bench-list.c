/* The list model beside the statements it stands on, over 100,000 people in one run: its first page
 * with records, and all of its rows, as ratios of the same reads made directly. bench-list [ROWS]
 */
#include "amb-list-model.h"
#include "list-fixture.h"

#include <stdlib.h>

#define ROUNDS 15

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *times)
{
  qsort (times, ROUNDS, sizeof (double), compare);
  return times[ROUNDS / 2];
}

static gboolean
has_rows (gpointer model)
{
  return g_list_model_get_n_items (model) > 0;
}

static gboolean
is_idle (gpointer model)
{
  return !amb_list_model_get_loading (model);
}

static void
time_model (ListFixture *fixture, const AmbQuery *query, double *page, double *all)
{
  g_autoptr (AmbListModel) model = amb_list_model_new (fixture->context, fixture->person);
  gint64 begun = g_get_monotonic_time ();

  amb_list_model_set_query (model, query, NULL);
  while (!has_rows (model))
    g_main_context_iteration (NULL, TRUE);
  *page = g_get_monotonic_time () - begun;
  while (!is_idle (model))
    g_main_context_iteration (NULL, TRUE);
  *all = g_get_monotonic_time () - begun;
}

static double
time_read (ListFixture *fixture, const AmbQuery *query, gint64 limit)
{
  AmbStore *store = amb_context_get_store (fixture->context);
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begun = g_get_monotonic_time ();

  amb_store_list_rids (store, query, 0, limit, rids, &error);
  g_assert_no_error (error);
  if (limit > 0)
    records = amb_store_load (store, fixture->person, (const gint64 *) rids->data, rids->len, NULL);
  return g_get_monotonic_time () - begun;
}

int
main (int argc, char **argv)
{
  ListFixture fixture = { 0 };
  guint rows = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  double model_page[ROUNDS], model_all[ROUNDS], read_page[ROUNDS], read_all[ROUNDS];

  list_fixture_set_up (&fixture, NULL);
  list_fixture_fill (&fixture, rows);
  {
    g_autoptr (AmbQuery) query = amb_query_new (fixture.person);

    for (guint i = 0; i < ROUNDS; i++)
      {
        time_model (&fixture, query, &model_page[i], &model_all[i]);
        read_page[i] = time_read (&fixture, query, AMB_LIST_PAGE);
        read_all[i] = time_read (&fixture, query, -1);
      }
  }
  g_print ("%u rows\n", rows);
  g_print ("first page: model %.2f ms, statements %.2f ms, ratio %.2f\n", median (model_page) / 1e3,
           median (read_page) / 1e3, median (model_page) / median (read_page));
  g_print ("all rows: model %.2f ms, statement %.2f ms, ratio %.2f\n", median (model_all) / 1e3,
           median (read_all) / 1e3, median (model_all) / median (read_all));
  list_fixture_tear_down (&fixture, NULL);
  return 0;
}
