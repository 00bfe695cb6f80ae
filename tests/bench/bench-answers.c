/* What a person waits for among 100,000 people, as the window reads it: on a reader's connection to
 * a file, each question anew, the median of nine. bench-answers [PEOPLE [DIRECTORY
 * [WORD]]]: with a word only questions that are named with it
 *
 * Each is to take less than 100 ms. Beside it stands the processor's time alone: where others work
 * on the same machine, the two differ by what they took. What is made in DIRECTORY stays there, and
 * is taken again the next time. */
#include "amb-asking.h"
#include "amb-asset-facts.h"
#include "amb-composer-facts.h"
#include "amb-coverage-facts.h"
#include "amb-family-facts.h"
#include "amb-need-facts.h"
#include "amb-person-sections.h"
#include "amb-programme.h"
#include "amb-role-cards.h"
#include "amb-sample.h"
#include "amb-suggestions.h"
#include "amb-today-facts.h"
#include "amb-writing.h"
#include "bench-world.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 9
#define PAGE   64
#define NOW    (G_GINT64_CONSTANT (1795435200000)) /* 2026-11-23T12:00Z */
#define TODAY  "2026-11-23"
#define TARGET 100.0 /* ms */

typedef struct
{
  AmbClock *clock;
  AmbStore *store; /* a reader */
  char *hub, *country, *person;
  const char *word; /* nullable */
  double slowest;
  char *which;
} Bench;

/* One question, asked once. Returns: how much was found */
typedef guint (*Ask) (Bench *self, gconstpointer data);

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_processor_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static double
take_median (double *times)
{
  qsort (times, ROUNDS, sizeof *times, compare);
  return times[ROUNDS / 2];
}

static void
measure (Bench *self, Ask ask, gconstpointer data, const char *what, const char *of)
{
  double times[ROUNDS], processor[ROUNDS], median;
  guint found = 0;

  if (self->word != NULL && strstr (what, self->word) == NULL)
    return;
  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      double worked = get_processor_ms ();

      found = ask (self, data);
      times[i] = (g_get_monotonic_time () - begin) / 1000.0;
      processor[i] = get_processor_ms () - worked;
    }
  median = take_median (times);
  g_print ("%s %-28s %-14s %7u: %8.2f ms, processor %8.2f ms\n", median >= TARGET ? "!" : " ", what,
           of, found, median, take_median (processor));
  if (median <= self->slowest)
    return;
  self->slowest = median;
  g_free (self->which);
  self->which = g_strdup_printf ("%s, %s", what, of);
}

static void
check (const GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

/* Questions. */

static guint
ask_suggestions (Bench *self, gconstpointer node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSuggestions) found = amb_suggestions_load (self->store, node, &error);

  check (error);
  return found->people->len;
}

static guint
ask_untold (Bench *self, gconstpointer node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) untold = amb_untold_load (self->store, node, &error);

  check (error);
  return untold->len;
}

static guint
ask_role (Bench *self, gconstpointer role)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRoleCard) card = amb_role_cards_load_role (self->store, role, &error);

  check (error);
  for (AmbMetricId id = 0; id < AMB_N_METRICS; id++)
    amb_role_card_get_metric (card, id);
  return card->n_holders;
}

static guint
ask_person_roles (Bench *self, gconstpointer person)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = amb_role_cards_load_person (self->store, person, &error);

  check (error);
  return cards->len;
}

static guint
ask_preview (Bench *self, gconstpointer data)
{
  const AmbAsk *ask = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbAskPreview) preview = amb_ask_preview_short (self->store, ask, 3, &error);

  check (error);
  return preview->n_people;
}

static guint
ask_page (Bench *self, gconstpointer query)
{
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  amb_store_list_rids (self->store, query, 0, PAGE, rids, &error);
  check (error);
  records = amb_store_load (self->store, ((const AmbQuery *) query)->entity,
                            (const gint64 *) rids->data, rids->len, &error);
  check (error);
  return records->len;
}

static guint
ask_all (Bench *self, gconstpointer query)
{
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  amb_store_list_rids (self->store, query, 0, -1, rids, &error);
  check (error);
  return rids->len;
}

static guint
ask_count (Bench *self, gconstpointer query)
{
  g_autoptr (GError) error = NULL;
  gint64 count = 0;

  amb_store_count (self->store, query, &count, &error);
  check (error);
  return (guint) count;
}

/* The columns of the selection board, as it reads them: page, then all of it. */
static const char *const columns[][3] = {
  { "identified", NULL },   { "nominated", "applied", NULL },
  { "in_review", NULL },    { "shortlisted", NULL },
  { "invited", NULL },      { "accepted", NULL },
  { "waitlisted", NULL },   { "declined", NULL },
  { "not_selected", NULL }, { "withdrawn", NULL },
};

static guint
ask_board (Bench *self, gconstpointer data)
{
  const AmbEntity *people = amb_entity_find ("ambassador");
  const struct
  {
    const char *node;
    guint n;
    gboolean all;
  } *board = data;
  guint found = 0;

  for (guint i = 0; i < board->n; i++)
    {
      g_autoptr (AmbQuery) query = amb_query_new (people);

      amb_query_where (query, amb_entity_get_state_field (people), AMB_MATCH_IN, columns[i]);
      query->within = g_strdup (board->node);
      found += board->all ? ask_all (self, query) : ask_page (self, query);
    }
  return found;
}

static guint
ask_coverage (Bench *self, gconstpointer role)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbCoverage) coverage = amb_coverage_load (self->store, NULL, NULL, role, &error);

  check (error);
  return coverage->cells->len;
}

static guint
ask_tree (Bench *self, gconstpointer node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbCoverage) coverage = amb_coverage_load (self->store, node, NULL, NULL, &error);

  check (error);
  return coverage->nodes->len;
}

static guint
ask_holders (Bench *self, gconstpointer role)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people =
      amb_coverage_list_holders (self->store, role, self->hub, 50, &error);

  check (error);
  return people->len;
}

static guint
ask_fits (Bench *self, gconstpointer role)
{
  g_autoptr (GError) error = NULL;
  gint64 total = 0;
  g_autoptr (GPtrArray) people =
      amb_coverage_list_fits (self->store, role, self->hub, 50, &total, &error);

  check (error);
  return (guint) total;
}

static guint
ask_composer (Bench *self, gconstpointer node)
{
  AmbComposerQuestion question = { .node = (char *) node };
  g_autoptr (GError) error = NULL;
  AmbComposerFacts *facts = amb_composer_facts_read (self->store, &question, NULL, &error);
  guint found;

  check (error);
  found = facts->candidates != NULL ? facts->candidates->len : 0;
  amb_composer_facts_free (facts);
  return found;
}

static guint
ask_today (Bench *self, gconstpointer node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbTodayFacts) facts =
      amb_today_facts_read (self->store, NOW, TODAY, AMB_ACCESS_MANAGER, node, &error);

  check (error);
  return facts->sections->len;
}

static guint
ask_section (Bench *self, gconstpointer section)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts =
      amb_person_section_read (self->store, section, AMB_ACCESS_MANAGER, self->person, &error);

  check (error);
  return parts->len;
}

static guint
ask_letters (Bench *self, gconstpointer ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbWriting) writing =
      amb_writing_load (self->store, amb_entity_find ("ambassador"), ids, &error);

  check (error);
  amb_writing_choose (writing, "invitation", NULL);
  return writing->people->len;
}

static guint
ask_family (Bench *self, gconstpointer id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbFamily) family = amb_family_load (self->store, id, &error);

  check (error);
  return family->relatives->len;
}

static guint
ask_shelves (Bench *self, gconstpointer node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbShelves) shelves = amb_shelves_load (self->store, node, 3, &error);

  check (error);
  return shelves->n_assets;
}

static guint
ask_reuse (Bench *self, gconstpointer node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sharers = amb_reuse_load (self->store, node, &error);

  check (error);
  return sharers->len;
}

static guint
ask_need (Bench *self, gconstpointer id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbNeedFacts) facts = amb_need_load (self->store, id, &error);

  check (error);
  return facts->items->len;
}

/* Which are asked. */

static char *
read_text (AmbStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  amb_db_query_text (amb_store_get_db (store), &text, &error, sql, NULL);
  check (error);
  return text;
}

static void
measure_query (Bench *self, AmbQuery *query, const char *what, const char *of, const char *node)
{
  g_free (query->within);
  query->within = g_strdup (node);
  measure (self, ask_page, query, what, of);
}

static void
measure_lists (Bench *self)
{
  static const char *const entities[] = { "ambassador", "task",       "certificate",  "activity",
                                          "signal",     "assignment", "content-item", "enrolment" };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_autoptr (AmbQuery) query = amb_query_new (amb_entity_find (entities[i]));
      g_autofree char *what = g_strdup_printf ("list of %s", entities[i]);
      g_autofree char *all = g_strdup_printf ("count of %s", entities[i]);

      measure_query (self, query, what, "everything", NULL);
      measure_query (self, query, what, "country", self->country);
      measure_query (self, query, what, "hub", self->hub);
      measure (self, ask_count, query, all, "hub");
    }
}

static void
measure_roster (Bench *self)
{
  static const char *const states[] = { "accepted", "onboarding", "active", "paused", NULL };
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autoptr (AmbQuery) query = amb_query_new (people);

  amb_query_where (query, amb_entity_get_state_field (people), AMB_MATCH_IN, states);
  for (const AmbField *field = people->fields; field->name != NULL; field++)
    {
      g_autofree char *what = g_strdup_printf ("roster by %s", field->name);

      if ((field->flags & AMB_FIELD_LIST) == 0)
        continue;
      query->sort = field;
      measure_query (self, query, what, "hub", self->hub);
      measure_query (self, query, what, "everything", NULL);
    }
  query->sort = NULL;
  query->within = g_strdup (self->hub);
  measure (self, ask_all, query, "roster, every row", "hub");
  measure (self, ask_count, query, "roster, count", "hub");
}

static void
measure_board (Bench *self, const char *node, const char *of)
{
  struct
  {
    const char *node;
    guint n;
    gboolean all;
  } board = { node, 6, FALSE };

  measure (self, ask_board, &board, "board, six columns", of);
  board.all = TRUE;
  measure (self, ask_board, &board, "board, every card", of);
  board.n = G_N_ELEMENTS (columns);
  measure (self, ask_board, &board, "board, exits too", of);
}

static void
measure_preview (Bench *self, AmbAskTo to, const char *id, const char *of)
{
  g_autoptr (AmbAsk) ask = amb_ask_new (self->clock);

  amb_ask_set_target (ask, to, (const char *[]){ id, NULL });
  measure (self, ask_preview, ask, "preview of a request", of);
}

static void
measure_roles (Bench *self)
{
  for (guint i = 0; i < BENCH_WORLD_KINDS; i++)
    {
      const char *kind = bench_world_kinds[i];
      g_autofree char *sql = g_strdup_printf (
          "SELECT id FROM roles WHERE kind = '%s' AND deleted = 0 ORDER BY rid LIMIT 1", kind);
      g_autofree char *role = read_text (self->store, sql);

      measure (self, ask_role, role, "figures of a role", kind);
      measure (self, ask_coverage, role, "coverage of a role", kind);
      measure (self, ask_holders, role, "who holds it in the hub", kind);
      measure (self, ask_fits, role, "who fits a hole of the hub", kind);
      if (i == 0)
        measure_preview (self, AMB_ASK_ROLE, role, kind);
    }
}

static void
measure_person (Bench *self)
{
  measure (self, ask_person_roles, self->person, "a person's figures", "");
  for (const AmbPersonSection *section = amb_person_sections (); section->id != NULL; section++)
    if (section->sources != NULL)
      measure (self, ask_section, section, "a person's page", section->id);
}

static void
measure_letters (Bench *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (self->store),
      "SELECT id FROM ambassadors WHERE deleted = 0 AND state = 'active' LIMIT 5000", &error);
  gboolean row = TRUE;

  check (error);
  while (amb_stmt_step (stmt, &row, &error) && row)
    g_ptr_array_add (ids, g_strdup (amb_stmt_get_text (stmt, 0)));
  g_ptr_array_add (ids, NULL);
  measure (self, ask_letters, ids->pdata, "preview of letters", "5,000 people");
}

/* The asset of which most was made, and the need that most items serve. */
static void
measure_assets (Bench *self)
{
  static const char *const entities[] = { "asset", "need" };
  g_autofree char *asset = read_text (
      self->store, "SELECT asset_id FROM content_items WHERE deleted = 0 AND asset_id IS "
                   "NOT NULL GROUP BY asset_id ORDER BY count(*) DESC LIMIT 1");
  g_autofree char *need =
      read_text (self->store, "SELECT need_id FROM content_items WHERE deleted = 0 AND need_id IS "
                              "NOT NULL GROUP BY need_id ORDER BY count(*) DESC LIMIT 1");

  measure (self, ask_family, asset, "family", "largest");
  measure (self, ask_need, need, "outcome of a need", "largest");
  measure (self, ask_shelves, NULL, "shelves of assets", "everything");
  measure (self, ask_shelves, self->hub, "shelves of assets", "hub");
  measure (self, ask_reuse, NULL, "reuse by department", "everything");
  measure (self, ask_reuse, self->hub, "reuse by department", "hub");
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      const AmbEntity *entity = amb_entity_find (entities[i]);
      g_autoptr (AmbQuery) query = amb_query_new (entity);
      g_autofree char *what = g_strdup_printf ("list of %s", entities[i]);

      for (const AmbField *field = entity->fields; field->name != NULL; field++)
        {
          if ((field->flags & AMB_FIELD_LIST) == 0)
            continue;
          query->sort = field;
          measure (self, ask_page, query, what, field->name);
        }
    }
}

/* Worlds. */

static AmbStore *
open_store (Bench *self, const char *path, AmbStoreFlags flags)
{
  g_autoptr (GError) error = NULL;
  AmbStore *store = amb_store_open (path, flags, self->clock, &error);

  check (error);
  return store;
}

static void
copy (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  check (error);
}

/* As a first synchronisation leaves it. */
static void
finish (AmbStore *store)
{
  g_autoptr (GError) error = NULL;

  amb_store_finish_load (store, &error);
  check (error);
}

static void
make_worlds (Bench *self, const char *lived, const char *active, guint people)
{
  const AmbSampleOptions options = { people, 1 };
  AmbStore *store = open_store (self, lived, AMB_STORE_DEFAULT);
  g_autoptr (GError) error = NULL;

  amb_sample_fill (store, &options, NULL, NULL, NULL, &error);
  check (error);
  g_object_unref (store);
  copy (lived, active);
  store = open_store (self, lived, AMB_STORE_DEFAULT);
  bench_world_hold (store);
  bench_world_share (store);
  finish (store);
  g_object_unref (store);
  store = open_store (self, active, AMB_STORE_DEFAULT);
  bench_world_act (store);
  finish (store);
  g_object_unref (store);
}

/* What an older program made. */
static void
upgrade_worlds (Bench *self, const char *lived, const char *active)
{
  g_object_unref (open_store (self, lived, AMB_STORE_DEFAULT));
  g_object_unref (open_store (self, active, AMB_STORE_DEFAULT));
}

static void
choose (Bench *self)
{
  self->hub = read_text (self->store, "SELECT parent_id FROM nodes WHERE parent_id IS NOT NULL AND "
                                      "deleted = 0 GROUP BY parent_id ORDER BY count(*) DESC LIMIT "
                                      "1");
  self->country =
      read_text (self->store, "SELECT id FROM nodes WHERE kind = 'country' ORDER BY name_key LIMIT "
                              "1");
  self->person = read_text (self->store, "SELECT ambassador_id FROM assignments WHERE deleted = 0 "
                                         "AND state = 'current' ORDER BY rid LIMIT 1");
}

static void
measure_lived (Bench *self)
{
  measure (self, ask_today, NULL, "Today", "everything");
  measure (self, ask_today, self->hub, "Today", "hub");
  measure (self, ask_coverage, NULL, "coverage", "everything");
  measure (self, ask_tree, self->hub, "tree", "hub");
  measure_roles (self);
  measure_person (self);
  measure_preview (self, AMB_ASK_NODE, self->hub, "hub");
  measure_preview (self, AMB_ASK_NODE, self->country, "country");
  measure_board (self, NULL, "everything");
  measure_board (self, self->hub, "hub");
  measure (self, ask_composer, NULL, "composer", "everything");
  measure (self, ask_composer, self->hub, "composer", "hub");
  measure_letters (self);
  measure_roster (self);
  measure_lists (self);
  measure_assets (self);
}

static void
measure_active (Bench *self)
{
  measure (self, ask_suggestions, NULL, "suggestions", "everything");
  measure (self, ask_suggestions, self->hub, "suggestions", "hub");
  measure (self, ask_untold, NULL, "to be told", "everything");
}

static void
remove_file (const char *path)
{
  static const char *const ends[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strconcat (path, ends[i], NULL);

      g_unlink (name);
    }
}

static void
remove_worlds (const char *dir, const char *lived, const char *active)
{
  remove_file (lived);
  remove_file (active);
  g_rmdir (dir);
}

int
main (int argc, char **argv)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (NOW, 7);
  g_autofree char *dir =
      argc > 2 ? g_strdup (argv[2]) : g_dir_make_tmp ("amb-bench-answers-XXXXXX", NULL);
  g_autofree char *lived = g_build_filename (dir, "lived.db", NULL);
  g_autofree char *active = g_build_filename (dir, "active.db", NULL);
  Bench self = { .clock = clock, .word = argc > 3 ? argv[3] : NULL };

  if (g_file_test (active, G_FILE_TEST_EXISTS))
    upgrade_worlds (&self, lived, active);
  else
    make_worlds (&self, lived, active, argc > 1 ? (guint) atoi (argv[1]) : 100000);
  self.store = open_store (&self, lived, AMB_STORE_READ_ONLY);
  choose (&self);
  measure_lived (&self);
  g_object_unref (self.store);
  self.store = open_store (&self, active, AMB_STORE_READ_ONLY);
  measure_active (&self);
  g_object_unref (self.store);
  g_print ("slowest of the answers: %.2f ms of %.0f (%s)\n", self.slowest, TARGET, self.which);
  if (argc <= 2)
    remove_worlds (dir, lived, active);
  g_free (self.hub);
  g_free (self.country);
  g_free (self.person);
  g_free (self.which);
  return 0;
}
