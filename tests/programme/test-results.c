/* What the content of November brought, counted by hand on six publications. */
#include "programme-fixture.h"

#include "amb-results.h"
#include "amb-sight.h"

#include <string.h>

typedef struct
{
  Fixture f;
  char *europe, *sales, *lab, *channel, *asset;
  char *a, *b, *c, *d; /* items */
  char *first;         /* the publication of a */
} World;

static char *
add (World *self, const char *entity, const char *const *values)
{
  AmbRecord *record = amb_record_new (amb_entity_find (entity), NULL);

  for (guint i = 0; values[i] != NULL; i += 2)
    amb_record_set (record, values[i], values[i + 1]);
  return fixture_add (&self->f, record, AMB_COMMAND_RUNNING);
}

#define ADD(self, entity, ...) add (self, entity, (const char *const[]){ __VA_ARGS__, NULL })

static char *
publish (World *self, const char *item, const char *at)
{
  return ADD (self, "publication", "item-id", item, "channel-id", self->channel, "kind", "company",
              "published-at", at, "audience-size", "1000");
}

static void
measure (World *self,
         const char *publication,
         const char *day,
         const char *source,
         const char *field,
         const char *value)
{
  g_autofree char *id = ADD (self, "measurement", "publication-id", publication, "measured-on", day,
                             "source", source, field, value);
}

static void
set_up (World *self, gconstpointer data)
{
  g_autofree char *second = NULL, *third = NULL, *fourth = NULL, *again = NULL, *before = NULL;
  g_autofree char *programme = NULL;

  fixture_set_up (&self->f, data);
  amb_clock_advance (self->f.clock, 8 * DAY); /* November is over */
  programme = ADD (self, "programme", "name", "Voices", "zone", "Europe/Paris", "mix-client", "40",
                   "mix-applicant", "30", "mix-partner", "20", "mix-internal", "10");
  self->europe = fixture_add_node (&self->f, "Europe", NULL);
  self->sales =
      ADD (self, "node", "name", "Sales", "kind", "department", "parent-id", self->europe);
  self->lab = ADD (self, "node", "name", "Lab", "kind", "department");
  self->channel = ADD (self, "channel", "name", "Page", "network", "linkedin");
  self->asset = ADD (self, "asset", "title", "Study", "department-id", self->lab);
  self->a = ADD (self, "content-item", "title", "A", "audience", "client", "department-id",
                 self->sales, "asset-id", self->asset, "source", "asset");
  self->b = ADD (self, "content-item", "title", "B", "audience", "applicant", "department-id",
                 self->lab, "asset-id", self->asset, "source", "asset");
  self->c = ADD (self, "content-item", "title", "C", "audience", "client", "department-id",
                 self->sales, "parent-id", self->a, "source", "derivative");
  self->d = ADD (self, "content-item", "title", "D", "audience", "partner", "department-id",
                 self->sales, "source", "original");
  /* November begins in Paris an hour before it does in UTC. */
  self->first = publish (self, self->a, "2026-10-31T23:00:00.000Z");
  again = publish (self, self->a, "2026-11-30T22:59:59.999Z");
  second = publish (self, self->b, "2026-11-10T09:00:00.000Z");
  third = publish (self, self->c, "2026-11-11T09:00:00.000Z");
  fourth = publish (self, self->d, "2026-11-12T09:00:00.000Z");
  before = publish (self, self->d, "2026-10-31T22:59:59.999Z");
  measure (self, self->first, "2026-11-05", "measured", "reactions", "4");
  measure (self, self->first, "2026-11-09", "measured", "reactions", "10");
  measure (self, self->first, "2026-11-10", "imported", "comments", "2");
  measure (self, self->first, "2026-11-11", "imported", "reposts", "1");
  measure (self, self->first, "2026-11-20", "estimated", "reactions", "99");
  measure (self, third, "2026-11-12", "imported", "reactions", "7");
  measure (self, fourth, "2026-11-13", "estimated", "reactions", "30");
  measure (self, before, "2026-11-13", "measured", "reactions", "500");
}

static void
tear_down (World *self, gconstpointer data)
{
  char **texts[] = { &self->europe, &self->sales, &self->lab, &self->channel, &self->asset,
                     &self->a,      &self->b,     &self->c,   &self->d,       &self->first };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  fixture_tear_down (&self->f, data);
}

static AmbContentResults *
load (World *self, const char *node)
{
  g_autoptr (GError) error = NULL;
  AmbContentResults *results =
      amb_content_results_load (self->f.store, "2026-11-01", "2026-11-30", node, &error);

  g_assert_no_error (error);
  return results;
}

static void
test_november (World *self, gconstpointer data)
{
  g_autoptr (AmbContentResults) results = load (self, NULL);
  const AmbPublicationResults *last, *first;
  double score;

  g_assert_cmpuint (results->publications->len, ==, 5);
  last = g_ptr_array_index (results->publications, 0);
  first = g_ptr_array_index (results->publications, 4);
  g_assert_cmpstr (last->item, ==, self->a);
  g_assert_cmpstr (first->id, ==, self->first);
  g_assert_cmpstr (first->channel, ==, "Page");
  g_assert_cmpint (first->reach, ==, 1000);
  g_assert_cmpint (first->results.results[AMB_RESULT_REACTIONS].value, ==, 10);
  g_assert_cmpint (first->results.results[AMB_RESULT_REACTIONS].origin, ==, AMB_ORIGIN_MEASURED);
  g_assert_cmpint (first->results.results[AMB_RESULT_COMMENTS].origin, ==, AMB_ORIGIN_IMPORTED);
  g_assert_cmpint (first->results.results[AMB_RESULT_CLICKS].origin, ==, AMB_ORIGIN_UNKNOWN);

  /* 13 and 7 known; 30 estimated; two without anything. */
  g_assert_cmpint (results->engagement.known.numerator, ==, 20);
  g_assert_cmpint (results->engagement.known.denominator, ==, 2);
  g_assert_cmpint (results->engagement.known.value, ==, 1000);
  g_assert_cmpint (results->engagement.estimated.value, ==, 3000);
  g_assert_cmpuint (results->engagement.n_partial, ==, 1);
  g_assert_cmpuint (results->engagement.n_unknown, ==, 2);
  /* A, and C by way of A, of the four items. */
  g_assert_cmpuint (results->n_items, ==, 4);
  g_assert_cmpint (results->reuse.value, ==, 5000);
  g_assert_cmpuint (results->n_reuse_unknown, ==, 0);
  g_assert_cmpuint (results->balance.counts[0], ==, 2);
  g_assert_cmpuint (results->balance.counts[1], ==, 1);
  g_assert_cmpuint (results->balance.counts[2], ==, 1);
  g_assert_cmpuint (results->balance.counts[3], ==, 0);
  /* 50 25 25 0 against 40 30 20 10: ½ (10 + 5 + 5 + 10) = 15 */
  g_assert_true (amb_balance_get_score (&results->balance, &score));
  g_assert_cmpfloat_with_epsilon (score, 85, 0.001);
}

static void
test_node (World *self, gconstpointer data)
{
  g_autoptr (AmbContentResults) europe = load (self, self->europe);
  g_autoptr (AmbContentResults) lab = load (self, self->lab);

  g_assert_cmpuint (europe->publications->len, ==, 4);
  g_assert_cmpint (europe->reuse.numerator, ==, 2);
  g_assert_cmpint (europe->reuse.denominator, ==, 3);
  g_assert_cmpuint (lab->publications->len, ==, 1);
  g_assert_cmpint (lab->reuse.value, ==, 0);
  g_assert_true (lab->reuse.known);
  g_assert_false (lab->engagement.known.known);
}

static void
move (World *self, const char *item, const char *from, const char *to, const char *at)
{
  AmbDb *db = amb_store_get_db (self->f.store);
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("transition"), NULL);
  g_autofree char *id = amb_clock_dup_id (self->f.clock);

  amb_record_set_id (record, id);
  amb_record_set (record, "entity", "content-item");
  amb_record_set (record, "record", item);
  amb_record_set (record, "from", from);
  amb_record_set (record, "to", to);
  amb_record_set (record, "at", at);
  g_assert_true (amb_db_begin (db, NULL));
  g_assert_true (amb_store_put (self->f.store, record, NULL));
  g_assert_true (amb_db_commit (db, NULL));
}

static void
test_lead (World *self, gconstpointer data)
{
  g_autoptr (AmbContentResults) none = load (self, NULL);
  g_autoptr (AmbContentResults) all = NULL;
  g_autoptr (AmbContentResults) lab = NULL;

  g_assert_false (none->lead.known);
  /* Sent in October, approved in November; then one with changes, and one of December. */
  move (self, self->a, "draft", "in_review", "2026-10-31T12:00:00.000Z");
  move (self, self->a, "in_review", "approved", "2026-11-01T12:00:00.000Z");
  move (self, self->b, "draft", "in_review", "2026-11-02T12:00:00.000Z");
  move (self, self->b, "in_review", "changes_requested", "2026-11-02T13:00:00.000Z");
  move (self, self->b, "changes_requested", "in_review", "2026-11-02T14:00:00.000Z");
  move (self, self->b, "in_review", "approved", "2026-11-02T16:00:00.000Z");
  move (self, self->c, "draft", "in_review", "2026-11-30T22:00:00.000Z");
  move (self, self->c, "in_review", "approved", "2026-11-30T23:00:00.000Z");
  all = load (self, NULL);
  g_assert_true (all->lead.known);
  g_assert_cmpuint (all->lead.n, ==, 2);
  g_assert_cmpint (all->lead.median, ==, 14 * 3600000);
  g_assert_cmpint (all->lead.p90, ==, 24 * 3600000);
  g_assert_cmpint (all->lead.first_pass.value, ==, 5000);
  lab = load (self, self->lab);
  g_assert_cmpuint (lab->lead.n, ==, 1);
  g_assert_cmpint (lab->lead.median, ==, 4 * 3600000);
}

static void
test_period (World *self, gconstpointer data)
{
  static const char *const wrong[][2] = { { "2026-11-31", "2026-12-01" },
                                          { "2026-12-01", "2026-11-01" },
                                          { "now", "then" } };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
          amb_content_results_load (self->f.store, wrong[i][0], wrong[i][1], NULL, &error));
      g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
    }
}

/* What a list says of a publication, row by row, is what the rule says. */
static void
test_lists (World *self, gconstpointer data)
{
  static const char *const origins[] = { "known", "known", "estimated", "unknown" };
  g_autoptr (AmbContentResults) all = load (self, NULL);
  g_autofree char *seen = NULL;
  g_autoptr (GString) told = g_string_new (NULL);

  for (guint i = 0; i < all->publications->len; i++)
    {
      const AmbPublicationResults *one = g_ptr_array_index (all->publications, i);
      const AmbEntity *entity = amb_entity_find ("publication");
      gboolean is_whole;
      gint64 value;
      AmbOrigin origin = amb_results_get_engagement (&one->results, &value, &is_whole);
      g_autofree char *sum =
          origin != AMB_ORIGIN_UNKNOWN ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : NULL;
      const char *word = amb_origin_is_known (origin) && !is_whole ? "partial" : origins[origin];

      fixture_assert (&self->f, entity, one->id, "engagement", sum);
      fixture_assert (&self->f, entity, one->id, "engagement-origin", word);
      fixture_assert (&self->f, entity, one->id, "clicks", NULL);
      fixture_assert (&self->f, entity, one->id, "clicks-origin", "unknown");
      fixture_assert (&self->f, entity, one->id, "network", "linkedin");
      fixture_assert (&self->f, entity, one->id, "audience", one->audience);
      g_string_append_printf (told, "%s ", word);
    }
  g_assert_cmpstr (told->str, ==, "unknown estimated partial unknown known ");
  fixture_assert (&self->f, amb_entity_find ("publication"), self->first, "engagement", "13");
}

/* What came without its measurements has none that are known; it isn’t without. */
static void
test_part (World *self, gconstpointer data)
{
  const AmbEntity *entity = amb_entity_find ("publication");
  g_autofree char *scope = g_strconcat ("node:", self->sales, NULL);
  g_autoptr (AmbContentResults) before = load (self, NULL), results = NULL;
  g_autoptr (AmbQuery) held = amb_query_new (entity);
  g_autofree char *mine = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_held = 0;

  g_assert_false (before->is_partial);
  for (guint i = 0; i < before->publications->len; i++)
    {
      const AmbPublicationResults *one = g_ptr_array_index (before->publications, i);

      fixture_publish (&self->f, entity->name, one->id, "org");
      if (!g_str_equal (one->item, self->c))
        continue;
      fixture_publish (&self->f, entity->name, one->id, scope);
      mine = g_strdup (one->id);
    }
  fixture_act_as (&self->f, "lead", NULL);
  results = load (self, NULL);
  g_assert_true (results->is_partial);
  g_assert_cmpuint (results->publications->len, ==, 1);
  g_assert_cmpuint (results->n_items, ==, 1);
  g_assert_cmpuint (results->engagement.n_unknown, ==, 0);
  g_assert_cmpint (results->engagement.known.numerator, ==, 7);
  /* What others published came without its figures. */
  amb_sight_narrow (self->f.store, held);
  g_assert_true (amb_store_count (self->f.store, held, &n_held, NULL));
  g_assert_cmpint (n_held, ==, 2); /* and the one before November, which was made here */
  g_assert_true (amb_sight_holds (self->f.store, entity, mine));
  g_assert_false (amb_sight_holds (self->f.store, entity, self->first));
  g_assert_true (amb_sight_check (self->f.store, entity, &error));
  fixture_act_as (&self->f, "sponsor", NULL);
  g_assert_false (amb_sight_check (self->f.store, entity, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
  fixture_act_as (&self->f, "manager", NULL);
}

/* Where no programme names a zone, a day is that of the machine, here as everywhere: in Tokyo it
 * begins nine hours before it does in UTC. */
static void
test_no_zone (void)
{
  World self = { 0 };
  g_autofree char *before = g_strdup (g_getenv ("TZ"));
  g_autofree char *first = NULL, *after = NULL;
  g_autoptr (AmbContentResults) results = NULL;

  g_setenv ("TZ", "Asia/Tokyo", TRUE);
  fixture_set_up (&self.f, NULL);
  amb_clock_advance (self.f.clock, 8 * DAY);
  self.channel = ADD (&self, "channel", "name", "Page", "network", "linkedin");
  self.a = ADD (&self, "content-item", "title", "A");
  first = publish (&self, self.a, "2026-10-31T15:00:00.000Z");
  after = publish (&self, self.a, "2026-11-30T15:00:00.000Z");
  results = load (&self, NULL);
  g_assert_cmpuint (results->publications->len, ==, 1);
  g_assert_cmpstr (((AmbPublicationResults *) results->publications->pdata[0])->id, ==, first);
  tear_down (&self, NULL);
  if (before != NULL)
    g_setenv ("TZ", before, TRUE);
  else
    g_unsetenv ("TZ");
}

static char *
record (World *self, const char *id, const char *source, const char *field, const char *value)
{
  AmbRecord *measurement = amb_record_new (amb_entity_find ("measurement"), id);
  g_autoptr (AmbRecord) owned = measurement;
  g_autoptr (GError) error = NULL;
  char *made;

  amb_record_set (measurement, "publication-id", self->first);
  amb_record_set (measurement, "measured-on", "2026-11-22");
  amb_record_set (measurement, "source", source);
  if (field != NULL)
    amb_record_set (measurement, field, value);
  made = amb_programme_record_figures (self->f.programme, measurement, &error);
  if (field == NULL)
    g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  else
    g_assert_no_error (error);
  return made;
}

static void
test_typed (World *self, gconstpointer data)
{
  const AmbEntity *measurements = amb_entity_find ("measurement");
  const AmbEntity *publications = amb_entity_find ("publication");
  g_autofree char *made = record (self, NULL, "measured", "clicks", "0");
  g_autofree char *again = record (self, NULL, "measured", "impressions", "900");
  g_autofree char *guessed = record (self, NULL, "estimated", "clicks", "70");
  g_autofree char *left = NULL, *cleared = NULL;

  g_assert_cmpstr (made, ==, again);
  g_assert_cmpstr (made, !=, guessed);
  g_assert_null (record (self, NULL, "measured", NULL, NULL));
  fixture_assert (&self->f, publications, self->first, "clicks", "0");
  fixture_assert (&self->f, publications, self->first, "clicks-origin", "known");
  fixture_assert (&self->f, publications, self->first, "impressions", "900");
  /* The same one, as it is now: what isn't there any more is unknown. */
  cleared = record (self, made, "measured", "impressions", "901");
  g_assert_cmpstr (cleared, ==, made);
  fixture_assert (&self->f, measurements, made, "clicks", NULL);
  fixture_assert (&self->f, publications, self->first, "clicks-origin", "estimated");
  left = fixture_undo (&self->f, 2, 0);
  fixture_assert (&self->f, publications, self->first, "clicks-origin", "known");
  fixture_assert (&self->f, publications, self->first, "impressions", "900");
}

#define CASE(path, test) g_test_add (path, World, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  CASE ("/programme/results/november-is-counted-where-the-programme-is", test_november);
  CASE ("/programme/results/a-node-has-its-own", test_node);
  CASE ("/programme/results/approvals-of-the-period-count-from-their-beginning", test_lead);
  CASE ("/programme/results/what-is-no-period-is-refused", test_period);
  CASE ("/programme/results/a-list-tells-apart-what-the-rule-tells-apart", test_lists);
  CASE ("/programme/results/a-part-of-the-programme-is-told-as-a-part", test_part);
  g_test_add_func ("/programme/results/days-are-of-the-machine-where-no-zone-is-named",
                   test_no_zone);
  CASE ("/programme/results/figures-of-a-day-are-one-measurement-and-one-step", test_typed);
  return g_test_run ();
}
