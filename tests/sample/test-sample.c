/* The sample programme: deterministic, and as consistent as if every move had been made by hand. */
#include "amb-error.h"
#include "amb-lifecycle.h"
#include "amb-outbox.h"
#include "amb-programme.h"
#include "amb-sample-private.h"
#include "amb-server-core.h"
#include "amb-text.h"
#include "amb-validate.h"
#include "amb-view.h"

#define NOW G_GINT64_CONSTANT (1795435200000) /* 2026-11-23T12:00Z */

typedef struct
{
  AmbClock *clock;
  AmbStore *store;
  const AmbEntity *people, *nodes, *moves;
} Fixture;

static void
open_store (Fixture *f, AmbStoreFlags flags)
{
  g_autoptr (GError) error = NULL;

  f->clock = amb_clock_new_manual (NOW, 7);
  f->store = amb_store_open (":memory:", flags, f->clock, &error);
  g_assert_no_error (error);
  f->people = amb_entity_find ("ambassador");
  f->nodes = amb_entity_find ("node");
  f->moves = amb_entity_find ("transition");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  open_store (f, AMB_STORE_DEFAULT);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->store);
  g_object_unref (f->clock);
}

static void
fill (Fixture *f, guint people, guint32 seed)
{
  const AmbSampleOptions options = { people, seed };
  g_autoptr (GError) error = NULL;
  gboolean ok = amb_sample_fill (f->store, &options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

static GPtrArray *
list (Fixture *f, const AmbEntity *entity)
{
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  g_autoptr (GError) error = NULL;
  GPtrArray *records = amb_store_list (f->store, query, -1, &error);

  g_assert_no_error (error);
  return records;
}

static gint64
count (Fixture *f, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  amb_db_query_int (amb_store_get_db (f->store), &n, -1, &error, sql, NULL);
  g_assert_no_error (error);
  return n;
}

static char *
dump (Fixture *f)
{
  GString *out = g_string_new (NULL);

  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      g_autoptr (GPtrArray) records = list (f, *e);

      for (guint i = 0; i < records->len; i++)
        {
          g_string_append (out, amb_record_get_id (records->pdata[i]));
          amb_record_append_json (records->pdata[i], out);
          g_string_append_c (out, '\n');
        }
    }
  return g_string_free (out, FALSE);
}

static char *
dump_sample (gint64 now, guint32 seed)
{
  Fixture f;
  char *text;

  open_store (&f, AMB_STORE_DEFAULT);
  amb_clock_set (f.clock, now);
  fill (&f, 80, seed);
  text = dump (&f);
  tear_down (&f, NULL);
  return text;
}

static void
test_deterministic (void)
{
  g_autofree char *first = dump_sample (NOW, 3);
  g_autofree char *again = dump_sample (NOW + 3600000, 3);
  g_autofree char *other_seed = dump_sample (NOW, 4);
  g_autofree char *other_day = dump_sample (NOW + G_GINT64_CONSTANT (86400000), 3);

  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, other_seed);
  g_assert_cmpstr (first, !=, other_day);
}

static void
test_valid (Fixture *f, gconstpointer data)
{
  fill (f, 600, 1);
  g_assert_cmpint (count (f, "SELECT count(*) FROM ambassadors"), ==, 600);
  g_assert_cmpint (count (f, "SELECT count(*) FROM nodes"), ==, 40);
  g_assert_cmpint (count (f, "SELECT count(*) FROM programmes"), ==, 1);
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      g_autoptr (GPtrArray) records = list (f, *e);

      for (guint i = 0; i < records->len; i++)
        {
          g_autoptr (GError) error = NULL;

          amb_record_validate (records->pdata[i], &error);
          g_assert_no_error (error);
          amb_record_check_spans (records->pdata[i], NULL, NULL, &error);
          g_assert_no_error (error);
          amb_check_keys (f->store, records->pdata[i], NULL, NULL, &error);
          g_assert_no_error (error);
          amb_check_references (f->store, records->pdata[i], NULL, &error);
          g_assert_no_error (error);
        }
    }
}

/* A history that names people names persons: the managers, the leads, those whom it is about. */
static void
test_moves_are_by_persons (Fixture *f, gconstpointer data)
{
  gint64 n;

  fill (f, 600, 1);
  n = count (f, "SELECT count(*) FROM transitions");
  g_assert_cmpint (n, >, 1000);
  g_assert_cmpint (count (f, "SELECT count(*) FROM transitions WHERE by_person IS NULL"), ==, 0);
  g_assert_cmpint (count (f, "SELECT count(*) FROM transitions t JOIN ambassadors a ON a.id = "
                             "t.by_person WHERE a.display_name = t.by AND a.deleted = 0"),
                   ==, n);
  g_assert_cmpint (count (f, "SELECT count(*) FROM ambassadors WHERE display_name IN ('Inès "
                             "Caradec', 'Tomáš Novotný', 'Aiko Hayashi', 'Kwame Mensah') AND "
                             "state = 'associate'"),
                   >=, 4);
}

static void
test_sound (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *label = NULL;

  fill (f, 600, 1);
  findings = amb_store_check (f->store, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (findings->len > 0 ? findings->pdata[0] : NULL, ==, NULL);
  g_assert_cmpint (amb_outbox_count_waiting (f->store), ==, 0);
  g_assert_cmpint (amb_journal_get_undo (f->store, FALSE, &label), ==, 0);
  g_assert_cmpint (amb_store_get_meta_int (f->store, "sample", 0), ==, 1);
}

static void
test_every_state (Fixture *f, gconstpointer data)
{
  const AmbField *state = amb_entity_find_field (f->people, "state");
  const AmbField *standing = amb_entity_find_field (f->people, "standing");
  g_autoptr (AmbQuery) query = amb_query_new (f->people);
  g_autoptr (GHashTable) states = NULL;
  g_autoptr (GHashTable) standings = NULL;
  const gint64 *n;

  fill (f, 600, 1);
  states = amb_store_count_values (f->store, query, state, NULL);
  standings = amb_store_count_values (f->store, query, standing, NULL);
  for (const AmbChoice *c = state->choices; c->id != NULL; c++)
    {
      g_test_message ("%s", c->id);
      g_assert_nonnull (g_hash_table_lookup (states, c->id));
    }
  n = g_hash_table_lookup (standings, "active");
  g_assert_cmpint (*n, >, 200);
  n = g_hash_table_lookup (standings, "dormant");
  g_assert_cmpint (*n, >=, 20);
  g_assert_cmpint (*n, <=, 100);
}

/* The shelves of Today: something is always on them. */
static void
test_shelves (Fixture *f, gconstpointer data)
{
  static const char *const shelves[] = {
    "SELECT count(*) FROM ambassadors WHERE state = 'paused' AND paused_until < '2026-11-23'",
    "SELECT count(*) FROM ambassadors WHERE state = 'paused' AND paused_until >= '2026-11-23'",
    "SELECT count(*) FROM ambassadors a WHERE state = 'identified' AND told_on IS NULL AND EXISTS "
    "(SELECT 1 FROM transitions t WHERE t.record = a.id AND t.at < '2026-10-24')",
    "SELECT count(*) FROM ambassadors WHERE state = 'accepted' AND charter_version IS NULL",
    "SELECT count(*) FROM ambassadors WHERE state = 'onboarding' AND level IS NULL",
    "SELECT count(*) FROM ambassadors WHERE state = 'onboarding' AND roles IS NULL",
    "SELECT count(*) FROM ambassadors WHERE state = 'onboarding' AND roles IS NOT NULL AND level "
    "IS NOT NULL AND node_id IS NOT NULL",
    "SELECT count(*) FROM nodes WHERE head_id IS NULL",
    "SELECT count(*) FROM nodes WHERE head_id IS NOT NULL AND backup_id IS NULL",
    "SELECT count(*) FROM ambassadors WHERE roles LIKE '%spokesperson%' AND level = '4'",
  };

  fill (f, 600, 1);
  for (guint i = 0; i < G_N_ELEMENTS (shelves); i++)
    {
      g_test_message ("%s", shelves[i]);
      g_assert_cmpint (count (f, shelves[i]), >, 0);
    }
  g_assert_cmpint (count (f, "SELECT count(*) FROM nodes WHERE backup_id IS NOT NULL"), >, 25);
  g_assert_cmpint (
      count (f, "SELECT count(*) FROM ambassadors WHERE level < 4 AND roles LIKE '%spokesperson%'"),
      ==, 0);
}

/* Could the person have made this move, given what the record says now? The end of a pause is that
 * of the latest one. */
static void
check_gates (AmbRecord *person, const AmbMove *move, AmbRecord *transition, AmbFacts *facts)
{
  g_autoptr (GArray) gates = NULL;
  g_autofree char *day = g_strndup (amb_record_get (transition, "at"), 10);
  const char *by = amb_record_get (transition, "by");

  facts->today = day;
  facts->why = amb_record_get (transition, "why");
  facts->by = by;
  facts->by_self = g_strcmp0 (by, amb_record_get_title (person)) == 0;
  amb_instant_parse (amb_record_get (transition, "at"), &facts->now);
  /* The records behind the moves of years ago are not all told. Raters are named in the reason, and
   * a level says that there was a certificate. */
  facts->n_criteria = facts->n_raters = facts->why != NULL ? 2 : 0;
  facts->has_certificate = amb_record_get (person, "level") != NULL;
  gates = amb_lifecycle_list_gates (person, move, facts);
  for (guint i = 0; i < gates->len; i++)
    {
      const AmbGateStatus *gate = &g_array_index (gates, AmbGateStatus, i);

      g_test_message ("%s → %s: %s", move->from, move->to, gate->label);
      g_assert_true (gate->open);
    }
  facts->last_move_at = facts->now;
  facts->last_move_by = by;
}

static void
check_journey (Fixture *f, AmbRecord *person)
{
  static const char *const begins[] = { "associate", "identified", "nominated", "applied", NULL };
  g_autoptr (AmbQuery) query = amb_query_new (f->moves);
  const char *id = amb_record_get_id (person);
  g_autoptr (GPtrArray) moves = NULL;
  const char *state = NULL;
  const char *last_at = "";
  AmbFacts facts = { 0 };

  amb_query_where (query, amb_entity_find_field (f->moves, "record"), AMB_MATCH_IN,
                   (const char *const[]){ id, NULL });
  query->sort = amb_entity_find_field (f->moves, "at");
  moves = amb_store_list (f->store, query, -1, NULL);
  g_assert_cmpuint (moves->len, >, 0);
  for (guint i = 0; i < moves->len; i++)
    {
      AmbRecord *t = moves->pdata[i];
      const char *to = amb_record_get (t, "to");
      const AmbMove *move = amb_lifecycle_find_move (f->people, state, to);

      g_assert_cmpstr (amb_record_get (t, "from"), ==, state);
      g_assert_cmpstr (amb_record_get (t, "title"), ==, amb_record_get_title (person));
      g_assert_cmpstr (amb_record_get (t, "at"), >, last_at);
      g_assert_cmpstr (amb_record_get (t, "at"), <, "2026-11-23T12:00:00.000Z");
      g_assert_nonnull (amb_record_get (t, "by"));
      if (i == 0)
        g_assert_true (g_strv_contains (begins, to));
      else
        {
          g_assert_nonnull (move);
          check_gates (person, move, t, &facts);
        }
      state = to;
      last_at = amb_record_get (t, "at");
    }
  g_assert_cmpstr (state, ==, amb_record_get_state (person));
}

static void
test_journeys (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) people = NULL;

  fill (f, 1500, GPOINTER_TO_UINT (data));
  people = list (f, f->people);
  for (guint i = 0; i < people->len; i++)
    check_journey (f, people->pdata[i]);
}

/* Addresses come from names; so it is enough that no two cultures share a family name and no
 * culture has a name twice. */
static void
test_names_differ (void)
{
  g_autoptr (GHashTable) families = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint c = 0; c < sizeof AMB_SAMPLE_CULTURES - 1; c++)
    {
      g_autoptr (GHashTable) given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint i = 0; i < AMB_SAMPLE_N_NAMES; i++)
        {
          g_test_message ("%s, %s", amb_sample_get_given_name (c, i),
                          amb_sample_get_family_name (c, i));
          g_assert_true (
              g_hash_table_add (given, amb_text_fold (amb_sample_get_given_name (c, i))));
          g_assert_true (
              g_hash_table_add (families, amb_text_fold (amb_sample_get_family_name (c, i))));
        }
    }
}

static void
test_addresses_differ (void)
{
  AmbSample sample = { .seed = 5 };
  g_autoptr (GHashTable) emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const AmbField *field = amb_entity_find_field (amb_entity_find ("ambassador"), "email");

  for (guint i = 0; i < 40000; i++)
    {
      char *email;
      g_autofree char *name = amb_sample_dup_name (&sample, AMB_SAMPLE_CULTURES[i % 15], &email);

      g_assert_true (amb_field_validate (field, email, NULL));
      g_assert_true (g_str_has_suffix (email, "@meridiem.example"));
      g_assert_true (g_hash_table_add (emails, email));
    }
}

static void
test_small (Fixture *f, gconstpointer data)
{
  fill (f, GPOINTER_TO_UINT (data), 1);
  g_assert_cmpint (count (f, "SELECT count(*) FROM ambassadors"), ==, GPOINTER_TO_UINT (data));
  g_assert_cmpint (count (f, "SELECT count(*) FROM nodes n WHERE head_id NOT IN (SELECT id FROM "
                             "ambassadors)"),
                   ==, 0);
}

static void
assert_refused (Fixture *f, guint people, AmbError code)
{
  const AmbSampleOptions options = { people, 1 };
  g_autofree char *before = dump (f);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_sample_fill (f->store, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, AMB_ERROR, (int) code);
  after = dump (f);
  g_assert_cmpstr (before, ==, after);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  assert_refused (f, AMB_SAMPLE_MAX_PEOPLE + 1, AMB_ERROR_INVALID);
  amb_store_set_meta (f->store, "server-url", "https://a.example", NULL);
  assert_refused (f, 10, AMB_ERROR_REFUSED);
  amb_store_set_meta (f->store, "server-url", NULL, NULL);
  fill (f, 10, 1);
  assert_refused (f, 10, AMB_ERROR_REFUSED);
}

static void
cancel_cb (guint done, guint total, gpointer data)
{
  g_assert_cmpuint (done, <, total);
  g_cancellable_cancel (data);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  const AmbSampleOptions options = { 3000, 1 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *before = dump (f);
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (
      amb_sample_fill (f->store, &options, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = dump (f);
  g_assert_cmpstr (before, ==, after);
  findings = amb_store_check (f->store, NULL);
  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_cmpint (amb_store_get_meta_int (f->store, "sample", 0), ==, 0);
  fill (f, 10, 1);
}

static void
test_server (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  AmbServerCore *core;
  gint64 head;

  open_store (&f, AMB_STORE_SERVER);
  core = amb_server_core_new (f.store, &error);
  g_assert_no_error (error);
  head = amb_server_core_get_head (core);
  fill (&f, 60, 1);
  amb_server_core_adopt (core, &error);
  g_assert_no_error (error);
  g_assert_cmpint (amb_server_core_get_head (core), >, head);
  g_assert_cmpint (count (&f, "SELECT count(*) FROM ambassadors WHERE ver = 0"), ==, 0);
  g_assert_cmpint (count (&f, "SELECT count(*) FROM programmes WHERE ver > 1 AND name LIKE "
                              "'Meridiem%'"),
                   ==, 1);
  g_assert_cmpint (count (&f, "SELECT count(DISTINCT row) FROM feed WHERE entity = (SELECT code "
                              "FROM feed_entity WHERE name = 'transition')"),
                   ==, count (&f, "SELECT count(*) FROM transitions"));
  g_object_unref (core);
  tear_down (&f, NULL);
}

/* Private ones are held by nobody but their person, and a sample is a manager's. */
static gboolean
is_told (const AmbEntity *entity)
{
  return entity->kind != AMB_KIND_PROJECTION && !entity->is_private;
}

static void
test_every_entity (Fixture *f, gconstpointer data)
{
  fill (f, 600, 1);
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", (*e)->collection);

      const gint64 n = count (f, sql);
      const gint64 least = !is_told (*e) ? 0 : (*e)->kind == AMB_KIND_SINGLETON ? 1 : 5;

      if (n < least || (least == 0 && n > 0))
        g_error ("The sample has %" G_GINT64_FORMAT
                 " records of “%s”, and should have %s%" G_GINT64_FORMAT,
                 n, (*e)->name, least > 0 ? "at least " : "", least);
    }
}

static double
share (Fixture *f, const char *renewal)
{
  const AmbField *field = amb_entity_find_field (f->people, "renewal");
  g_autoptr (AmbQuery) query = amb_query_new (f->people);
  const char *const values[] = { renewal, NULL };
  gint64 n = 0;

  amb_query_where (query, field, AMB_MATCH_IN, values);
  g_assert_true (amb_store_count (f->store, query, &n, NULL));
  return (double) n / (double) count (f, "SELECT count(*) FROM ambassadors WHERE deleted = 0 AND "
                                         "state IN ('active', 'paused')");
}

/* Most have renewed in time, and have learnt the track as it is now: what is due is seen as what it
 * is, in a programme that goes well. */
static void
test_few_have_to_renew (Fixture *f, gconstpointer data)
{
  fill (f, 600, 1);
  g_test_message ("due %f, soon %f, to re-qualify %f", share (f, "due"), share (f, "soon"),
                  share (f, "requalify"));
  g_assert_cmpfloat (share (f, "due"), >, 0.05);
  g_assert_cmpfloat (share (f, "due"), <, 0.13);
  g_assert_cmpfloat (share (f, "soon"), >, 0.01);
  g_assert_cmpfloat (share (f, "requalify"), >, 0.005);
  g_assert_cmpfloat (share (f, "requalify"), <, 0.05);
}

static void
test_every_state_of_every_machine (Fixture *f, gconstpointer data)
{
  fill (f, 600, 1);
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      const AmbField *state = amb_entity_get_state_field (*e);

      for (const AmbChoice *c = state != NULL ? state->choices : NULL; c != NULL && c->id != NULL;
           c++)
        {
          g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE state = '%s'",
                                                  (*e)->collection, c->id);

          g_test_message ("%s: %s", (*e)->name, c->id);
          g_assert_cmpint (count (f, sql), >, 0);
        }
    }
}

static void
assert_narrows_nothing (Fixture *f, const AmbEntity *entity, const AmbField *field, const char *id)
{
  const char *const values[] = { id, NULL };
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  g_autoptr (AmbQuery) narrowed = NULL;
  gint64 n, n_narrowed;

  amb_query_where (query, field, AMB_MATCH_IN, values);
  narrowed = amb_query_copy (query);
  amb_query_narrow (narrowed);
  g_assert_cmpuint (narrowed->conditions->len, ==, 2);
  g_assert_true (amb_store_count (f->store, query, &n, NULL));
  g_assert_true (amb_store_count (f->store, narrowed, &n_narrowed, NULL));
  g_assert_cmpint (n, >, 0);
  g_assert_cmpint (n_narrowed, ==, n);
}

/* What the day makes of the records occurs too: late, lapsed, expired; and only in the states that
 * the entity names. */
static void
test_every_standing (Fixture *f, gconstpointer data)
{
  fill (f, 600, 1);
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      const AmbField *standing = amb_entity_find_field (*e, "standing");
      g_autoptr (AmbQuery) query = amb_query_new (*e);
      g_autoptr (GHashTable) counts = NULL;

      if (standing == NULL || !is_told (*e))
        continue;
      counts = amb_store_count_values (f->store, query, standing, NULL);
      for (const AmbChoice *c = standing->choices; c->id != NULL; c++)
        {
          g_test_message ("%s: %s", (*e)->name, c->id);
          g_assert_true (g_hash_table_contains (counts, c->id));
          if (c->of != NULL)
            assert_narrows_nothing (f, *e, standing, c->id);
        }
    }
}

/* Nothing that is a fact lies ahead. */
static void
test_moves_are_past (Fixture *f, gconstpointer data)
{
  fill (f, 600, 1);
  g_assert_cmpint (
      count (f, "SELECT count(*) FROM transitions WHERE at > '2026-11-23T12:00:00.000Z'"), ==, 0);
  g_assert_cmpint (count (f, "SELECT count(*) FROM activities WHERE at > "
                             "'2026-11-23T12:00:00.000Z'"),
                   ==, 0);
}

/* Each filters something, and all of it is known. */
static void
test_views_are_known (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) records = NULL;

  fill (f, 600, 1);
  records = list (f, amb_entity_find ("named-view"));
  g_assert_cmpuint (records->len, >, 0);
  for (guint i = 0; i < records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (records, i);
      const AmbEntity *entity = amb_entity_find (amb_record_get (record, "entity"));
      g_autoptr (AmbView) view = NULL;
      g_autofree char *notice = NULL;

      g_test_message ("%s", amb_record_get_title (record));
      g_assert_nonnull (entity);
      view = amb_view_from_json (entity, amb_record_get (record, "query"));
      notice = amb_view_dup_notice (view);
      g_assert_cmpstr (notice, ==, NULL);
      g_assert_true (amb_query_is_filtered (view->query));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)
  g_test_add_func ("/sample/sample/same-seed-and-day-give-the-same-bytes", test_deterministic);
  ADD ("/sample/sample/every-record-is-valid-and-refers-to-living-ones", NULL, test_valid);
  ADD ("/sample/sample/every-move-is-by-a-person", NULL, test_moves_are_by_persons);
  ADD ("/sample/sample/check-finds-nothing-and-nothing-waits", NULL, test_sound);
  ADD ("/sample/sample/every-state-is-there-and-most-are-active", NULL, test_every_state);
  ADD ("/sample/sample/every-entity-is-told-of", NULL, test_every_entity);
  ADD ("/sample/sample/few-have-to-renew", NULL, test_few_have_to_renew);
  ADD ("/sample/sample/every-state-of-every-machine-occurs", NULL,
       test_every_state_of_every_machine);
  ADD ("/sample/sample/every-standing-occurs", NULL, test_every_standing);
  ADD ("/sample/sample/moves-and-activities-are-past", NULL, test_moves_are_past);
  ADD ("/sample/sample/every-named-view-is-known-here", NULL, test_views_are_known);
  ADD ("/sample/sample/every-shelf-of-today-has-something", NULL, test_shelves);
  ADD ("/sample/sample/every-move-is-in-the-table-and-its-gates-are-open", NULL, test_journeys);
  ADD ("/sample/sample/every-move-of-another-seed-too", GUINT_TO_POINTER (4000000000u),
       test_journeys);
  g_test_add_func ("/sample/sample/names-differ-within-and-across-cultures", test_names_differ);
  g_test_add_func ("/sample/sample/addresses-differ-beyond-the-names", test_addresses_differ);
  ADD ("/sample/sample/one-person-is-a-sample", GUINT_TO_POINTER (1), test_small);
  ADD ("/sample/sample/few-people-head-few-nodes", GUINT_TO_POINTER (9), test_small);
  ADD ("/sample/sample/refused-when-not-empty-connected-or-too-large", NULL, test_refused);
  ADD ("/sample/sample/cancelled-leaves-the-store-as-it-was", NULL, test_cancelled);
  g_test_add_func ("/sample/sample/a-server-publishes-what-was-filled", test_server);
  return g_test_run ();
}
