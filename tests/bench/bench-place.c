/* Lists narrowed to a node, the selection board's first page and the preview of a request, over
 * 100,000 people: each beside the same list of everything, in one run. bench-place [PEOPLE] */
#include "amb-asking.h"
#include "amb-sample.h"

#include <stdlib.h>

#define ROUNDS 7
#define PAGE   64

typedef struct
{
  AmbStore *store;
  char *widest, *country; /* ids of nodes */
} Bench;

static double
time_list (Bench *self, const AmbQuery *query, gint64 limit, gint64 *count)
{
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GError) error = NULL;
      gint64 begin = g_get_monotonic_time ();

      if (!amb_store_list_rids (self->store, query, 0, limit, rids, &error))
        g_error ("%s", error->message);
      best = MIN (best, g_get_monotonic_time () - begin);
      *count = rids->len;
    }
  return best / 1000.0;
}

static double
time_count (Bench *self, const AmbQuery *query)
{
  gint64 best = G_MAXINT64, count;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 begin = g_get_monotonic_time ();

      if (!amb_store_count (self->store, query, &count, &error))
        g_error ("%s", error->message);
      best = MIN (best, g_get_monotonic_time () - begin);
    }
  return best / 1000.0;
}

static void
print_list (Bench *self, const char *entity, const char *node, const char *what)
{
  g_autoptr (AmbQuery) query = amb_query_new (amb_entity_find (entity));
  double page, all, count;
  gint64 n, found;

  query->within = g_strdup (node);
  page = time_list (self, query, PAGE, &n);
  all = time_list (self, query, -1, &found);
  count = time_count (self, query);
  g_print ("%-12s %-10s %6" G_GINT64_FORMAT ": page %7.2f ms, all %7.2f ms, count %7.2f ms\n",
           entity, what, found, page, all, count);
}

static void
print_roster (Bench *self, const char *node, const char *what)
{
  static const char *const states[] = { "accepted", "onboarding", "active", "paused", NULL };
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autoptr (AmbQuery) query = amb_query_new (people);
  double page, all, count;
  gint64 n, found;

  amb_query_where (query, amb_entity_get_state_field (people), AMB_MATCH_IN, states);
  query->within = g_strdup (node);
  page = time_list (self, query, PAGE, &n);
  all = time_list (self, query, -1, &found);
  count = time_count (self, query);
  g_print ("%-12s %-10s %6" G_GINT64_FORMAT ": page %7.2f ms, all %7.2f ms, count %7.2f ms\n",
           "roster", what, found, page, all, count);
}

/* The first page of each of the six columns, as the board reads them. */
static void
print_board (Bench *self, const char *node, const char *what)
{
  static const char *const columns[][3] = {
    { "identified", NULL }, { "nominated", "applied", NULL },
    { "in_review", NULL },  { "shortlisted", NULL },
    { "invited", NULL },    { "accepted", NULL },
  };
  const AmbEntity *people = amb_entity_find ("ambassador");
  double page = 0, all = 0;
  gint64 n;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (AmbQuery) query = amb_query_new (people);

      amb_query_where (query, amb_entity_get_state_field (people), AMB_MATCH_IN, columns[i]);
      query->within = g_strdup (node);
      page += time_list (self, query, PAGE, &n);
      all += time_list (self, query, -1, &n);
    }
  g_print ("%-12s %-10s       : page %7.2f ms, all %7.2f ms\n", "board", what, page, all);
}

static void
print_preview (Bench *self, AmbClock *clock, const char *node, const char *what)
{
  g_autoptr (AmbAsk) ask = amb_ask_new (clock);
  gint64 best = G_MAXINT64;
  guint n = 0;

  amb_ask_set_target (ask, AMB_ASK_NODE, (const char *[]){ node, NULL });
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 begin = g_get_monotonic_time ();
      g_autoptr (AmbAskPreview) preview = amb_ask_preview (self->store, ask, &error);

      if (preview == NULL)
        g_error ("%s", error->message);
      best = MIN (best, g_get_monotonic_time () - begin);
      n = preview->people->len;
    }
  g_print ("%-12s %-10s %6u: %7.2f ms\n", "preview", what, n, best / 1000.0);
}

int
main (int argc, char **argv)
{
  const AmbSampleOptions options = { argc > 1 ? (guint) atoi (argv[1]) : 100000, 1 };
  g_autoptr (AmbClock) clock = amb_clock_new_manual (G_GINT64_CONSTANT (1795435200000), 7);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStore) store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, &error);
  Bench self = { store, NULL, NULL };
  static const char *const entities[] = { "ambassador", "task", "certificate", "activity",
                                          "signal" };

  if (store == NULL || !amb_sample_fill (store, &options, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  amb_db_query_text (
      amb_store_get_db (store), &self.widest, NULL,
      "SELECT parent_id FROM nodes WHERE parent_id IS NOT NULL AND deleted = 0 GROUP "
      "BY parent_id ORDER BY count(*) DESC LIMIT 1",
      NULL);
  amb_db_query_text (amb_store_get_db (store), &self.country, NULL,
                     "SELECT id FROM nodes WHERE kind = 'country' ORDER BY name_key LIMIT 1", NULL);
  for (guint i = 0; i < 3; i++)
    {
      const char *node = i == 0 ? NULL : i == 1 ? self.widest : self.country;
      const char *what = i == 0 ? "everything" : i == 1 ? "hub" : "country";

      for (guint k = 0; k < G_N_ELEMENTS (entities); k++)
        print_list (&self, entities[k], node, what);
      print_roster (&self, node, what);
      print_board (&self, node, what);
      if (node != NULL)
        print_preview (&self, clock, node, what);
    }
  g_free (self.widest);
  g_free (self.country);
  return 0;
}
