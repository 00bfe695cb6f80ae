/* What is done in a role shows in its metrics, to those whom it concerns and to nobody else. */
#include "amb-results.h"
#include "amb-role-cards.h"
#include "programme-fixture.h"

#include <string.h>

typedef struct
{
  Fixture f;
  AmbJson *table;
  GHashTable *ids; /* name → id */
} World;

static void
set_up (World *self, gconstpointer data)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "role-metric-acts.json", NULL);
  g_autofree char *text = NULL;
  gsize length;

  fixture_set_up (&self->f, data);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  self->table = amb_json_parse (text, length, NULL);
  g_assert_nonnull (self->table);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
tear_down (World *self, gconstpointer data)
{
  g_hash_table_unref (self->ids);
  amb_json_free (self->table);
  fixture_tear_down (&self->f, data);
}

/* The table's acts. */

static const char *
get_id (World *self, const char *name)
{
  const char *id = g_hash_table_lookup (self->ids, name + 1);

  g_assert_nonnull (id);
  return id;
}

/* “@hum”: an id; “~-10m”: an instant; “~d+5”: a day; “~w+5”: nine o’clock of a day. */
static char *
dup_value (World *self, const char *value)
{
  g_autofree char *day = NULL;

  if (value[0] == '@')
    return g_strdup (get_id (self, value));
  if (value[0] != '~')
    return g_strdup (value);
  if (g_str_has_suffix (value, "m"))
    return amb_instant_format (amb_clock_now (self->f.clock) + atoi (value + 1) * 60000);
  day = amb_date_add_days (amb_store_get_today (self->f.store), atoi (value + 2));
  return value[1] == 'w' ? g_strconcat (day, "T09:00[Europe/Paris]", NULL) : g_steal_pointer (&day);
}

static void
do_add (World *self, const AmbJsonNode *act)
{
  const AmbEntity *entity = amb_entity_find (amb_json_node_get_member_string (act, "add"));
  AmbRecord *record = amb_record_new (entity, NULL);

  for (const AmbJsonNode *m = amb_json_node_get_first (act); m != NULL;
       m = amb_json_node_get_next (m))
    if (amb_entity_find_field (entity, amb_json_node_get_key (m)) != NULL)
      {
        g_autofree char *value = dup_value (self, amb_json_node_get_string (m));

        amb_record_set (record, amb_json_node_get_key (m), value);
      }
  g_hash_table_insert (self->ids, g_strdup (amb_json_node_get_member_string (act, "as")),
                       fixture_add (&self->f, record, AMB_COMMAND_RUNNING));
}

static void
do_set (World *self, const AmbJsonNode *act)
{
  const AmbEntity *entity = amb_entity_find (amb_json_node_get_member_string (act, "set"));
  const char *id = get_id (self, amb_json_node_get_member_string (act, "of"));

  for (const AmbJsonNode *m = amb_json_node_get_first (act); m != NULL;
       m = amb_json_node_get_next (m))
    if (amb_entity_find_field (entity, amb_json_node_get_key (m)) != NULL)
      {
        g_autofree char *value = dup_value (self, amb_json_node_get_string (m));

        fixture_set (&self->f, entity, id, amb_json_node_get_key (m), value);
      }
}

static void
do_move (World *self, const AmbJsonNode *act)
{
  g_autoptr (GError) error = NULL;

  amb_programme_move (self->f.programme,
                      amb_entity_find (amb_json_node_get_member_string (act, "move")),
                      get_id (self, amb_json_node_get_member_string (act, "of")),
                      amb_json_node_get_member_string (act, "to"),
                      amb_json_node_get_member_string (act, "why"), &error);
  g_assert_no_error (error);
}

static void
do_all (World *self, const AmbJsonNode *acts)
{
  for (const AmbJsonNode *act = amb_json_node_get_first (acts); act != NULL;
       act = amb_json_node_get_next (act))
    {
      if (amb_json_node_get_member (act, "add") != NULL)
        do_add (self, act);
      else if (amb_json_node_get_member (act, "move") != NULL)
        do_move (self, act);
      else
        do_set (self, act);
    }
}

static char *
add_role (World *self, const AmbJsonNode *row)
{
  return fixture_add (&self->f,
                      fixture_new (&self->f, amb_entity_find ("role"), "name",
                                   amb_json_node_get_member_string (row, "role"), "kind",
                                   amb_json_node_get_member_string (row, "kind"), "level", "1",
                                   NULL),
                      AMB_COMMAND_DEFAULT);
}

static char *
give (World *self, const char *person, const char *role, const char *since)
{
  return fixture_add (&self->f,
                      fixture_new (&self->f, amb_entity_find ("assignment"), "ambassador-id",
                                   person, "role-id", role, "state", "current", "starts-on", since,
                                   NULL),
                      AMB_COMMAND_DEFAULT);
}

static const AmbJsonNode *
get_rows (World *self)
{
  return amb_json_node_get_member (amb_json_get_root (self->table), "rows");
}

/* The common people, the role and what was there before. Returns: the role’s id */
static char *
begin (World *self, const AmbJsonNode *row)
{
  char *role = add_role (self, row);

  do_all (self, amb_json_node_get_member (amb_json_get_root (self->table), "common"));
  g_free (give (self, get_id (self, "@holder"), role, "2026-01-01"));
  do_all (self, amb_json_node_get_member (row, "before"));
  return role;
}

static void
act_as (World *self, const char *person, const char *access)
{
  g_assert_true (amb_store_set_meta (self->f.store, "actor-person", person, NULL));
  g_assert_true (amb_store_set_meta (self->f.store, "actor-access", access, NULL));
  amb_programme_load_actor (self->f.programme);
}

static GPtrArray *
load_person (World *self, const char *person)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *cards = amb_role_cards_load_person (self->f.store, person, &error);

  g_assert_no_error (error);
  return cards;
}

static AmbRoleCard *
load_role (World *self, const char *role)
{
  g_autoptr (GError) error = NULL;
  AmbRoleCard *card = amb_role_cards_load_role (self->f.store, role, &error);

  g_assert_no_error (error);
  return card;
}

/* “75 % | 3 of 4 in 90 days” */
static char *
dup_figure (AmbRoleMetrics *metrics, AmbMetricId id)
{
  AmbMetric metric = amb_role_metrics_get (metrics, id);
  g_autofree char *value = amb_metric_dup_value (id, &metric);
  g_autofree char *basis = amb_metric_dup_basis (id, &metric, amb_role_metrics_get_days (metrics));

  return g_strjoin (" | ", value, basis, NULL);
}

/* Every metric of the row, and none that the table doesn't know. */
static void
assert_figures (AmbRoleMetrics *metrics, const AmbJsonNode *row, gboolean after)
{
  const AmbJsonNode *expected = amb_json_node_get_member (row, "expected");
  guint n = 0;

  for (AmbMetricId id = 0; id < AMB_N_METRICS; id++)
    {
      const AmbJsonNode *pair = amb_json_node_get_member (expected, amb_metric_get_name (id));
      const AmbJsonNode *first = amb_json_node_get_first (pair);
      g_autofree char *figure = NULL;

      if (g_strcmp0 (amb_metric_get_role (id), amb_json_node_get_member_string (row, "kind")) != 0)
        continue;
      g_test_message ("%s", amb_metric_get_name (id));
      figure = dup_figure (metrics, id);
      g_assert_nonnull (first);
      g_assert_cmpstr (figure, ==,
                       amb_json_node_get_string (after ? amb_json_node_get_next (first) : first));
      g_assert_cmpstr (amb_json_node_get_string (first), !=,
                       amb_json_node_get_string (amb_json_node_get_next (first)));
      n++;
    }
  g_assert_cmpuint (n, ==, amb_json_node_get_length (expected));
  g_assert_cmpuint (n, >, 0);
}

static void
assert_row (World *self, const char *role, const AmbJsonNode *row, gboolean after)
{
  g_autoptr (GPtrArray) cards = load_person (self, get_id (self, "@holder"));
  g_autoptr (AmbRoleCard) whole = load_role (self, role);

  g_assert_cmpuint (cards->len, ==, 1);
  assert_figures (((AmbRoleCard *) g_ptr_array_index (cards, 0))->metrics, row, after);
  assert_figures (whole->metrics, row, after);
}

static void
test_each_row_moves (World *self, gconstpointer data)
{
  guint n = 0;

  for (const AmbJsonNode *row = amb_json_node_get_first (get_rows (self)); row != NULL;
       row = amb_json_node_get_next (row), n++)
    {
      g_autofree char *role = NULL;

      if (n > 0)
        {
          tear_down (self, NULL);
          set_up (self, NULL);
          row = amb_json_node_get_first (get_rows (self));
          for (guint i = 0; i < n; i++)
            row = amb_json_node_get_next (row);
        }
      g_test_message ("%s", amb_json_node_get_member_string (row, "role"));
      role = begin (self, row);
      assert_row (self, role, row, FALSE);
      do_all (self, amb_json_node_get_member (row, "act"));
      assert_row (self, role, row, TRUE);
    }
  g_assert_cmpuint (n, ==, 7);
}

/* Who left the role, the roster or the programme, and tasks, whatever their answer, are in none. */
static void
test_what_counts_for_nobody (World *self, gconstpointer data)
{
  const AmbJsonNode *row = amb_json_node_get_first (get_rows (self));
  g_autofree char *role = begin (self, row);
  const char *holder = get_id (self, "@holder");
  g_autofree char *task = NULL;
  g_autoptr (AmbRoleCard) gone = NULL;
  g_autoptr (GPtrArray) cards = NULL;

  do_all (self, amb_json_node_get_member (row, "act"));
  task = fixture_add (&self->f,
                      fixture_new (&self->f, amb_entity_find ("task"), "title", "Listen",
                                   "ambassador-id", holder, NULL),
                      AMB_COMMAND_DEFAULT);
  g_assert_true (amb_programme_move (self->f.programme, amb_entity_find ("task"), task, "declined",
                                     NULL, NULL));
  assert_row (self, role, row, TRUE);
  fixture_move (&self->f, holder, "alumni", NULL);
  cards = load_person (self, holder);
  g_assert_cmpuint (cards->len, ==, 0);
  gone = load_role (self, role);
  g_assert_cmpuint (gone->n_holders, ==, 0);
  for (AmbMetricId id = 0; id < AMB_N_METRICS; id++)
    g_assert_false (amb_role_metrics_get (gone->metrics, id).known);
}

/* A window of the programme's own; a role taken later counts since then. */
static void
test_window (World *self, gconstpointer data)
{
  const AmbJsonNode *row = amb_json_node_get_first (get_rows (self));
  g_autofree char *role = begin (self, row);
  g_autofree char *programme = fixture_add (
      &self->f,
      fixture_new (&self->f, self->f.settings, "name", "Voices", "zone", "UTC", "dormant-days",
                   "30", "tell-days", "30", "silo-days", "90", "metric-days", "30", NULL),
      AMB_COMMAND_DEFAULT);
  g_autoptr (GPtrArray) cards = load_person (self, get_id (self, "@holder"));
  g_autoptr (GPtrArray) late = NULL;
  g_autoptr (AmbRoleCard) whole = NULL;
  g_autofree char *given = NULL;
  AmbRoleCard *card = g_ptr_array_index (cards, 0);

  g_assert_cmpint (amb_role_metrics_get_days (card->metrics), ==, 30);
  given = give (self, get_id (self, "@other"), role, "2026-11-20");
  late = load_person (self, get_id (self, "@other"));
  card = g_ptr_array_index (late, 0);
  g_assert_cmpint (amb_role_metrics_get_days (card->metrics), ==, 4);
  whole = load_role (self, role);
  g_assert_cmpint (amb_role_metrics_get_days (whole->metrics), ==, 30);
  g_assert_cmpuint (whole->n_holders, ==, 2);
}

/* Each role is counted since it was taken, whatever else the person holds. */
static void
test_two_of_a_kind (World *self, gconstpointer data)
{
  const AmbJsonNode *row = amb_json_node_get_first (get_rows (self));
  g_autofree char *first = begin (self, row);
  g_autofree char *second = add_role (self, row);
  g_autofree char *given = give (self, get_id (self, "@holder"), second, "2026-11-23");
  g_autofree char *signal = NULL;
  g_autoptr (GPtrArray) cards = NULL;

  signal = fixture_add (&self->f,
                        fixture_new (&self->f, amb_entity_find ("signal"), "title", "Long ago",
                                     "state", "triaged", "reporter-id", get_id (self, "@holder"),
                                     "captured-at", "2026-11-01T10:00:00.000Z", NULL),
                        AMB_COMMAND_RUNNING);
  cards = load_person (self, get_id (self, "@holder"));
  g_assert_cmpuint (cards->len, ==, 2);
  for (guint i = 0; i < cards->len; i++)
    {
      AmbRoleCard *card = g_ptr_array_index (cards, i);
      AmbMetric metric = amb_role_card_get_metric (card, AMB_METRIC_NOISE);
      gboolean is_first = g_str_equal (card->id, first);

      g_assert_cmpint (amb_role_metrics_get_days (card->metrics), ==, is_first ? 90 : 1);
      g_assert_cmpint (metric.denominator, ==, is_first ? 1 : 0);
    }
}

/* Engagement per post and K10 are of the same figures. */
static void
test_engagement (World *self, gconstpointer data)
{
  static const struct
  {
    const char *figures; /* day, source, reactions, comments, reposts; … */
    const char *value;
  } cases[] = {
    { "10 measured 4 2 1", "7.0" },
    { "10 estimated 4 2 1", "—" },
    { "10 measured 4 2 1;20 estimated 900 90 9", "7.0" },
    { "10 estimated 900 90 9;20 imported 4 2 1", "7.0" },
    { "10 measured 4 2 1;20 imported 6 - -", "9.0" },
    { "10 measured 4 - -;11 imported - 2 -;12 estimated 900 - -", "6.0" },
    { "10 measured 4 2 -;12 estimated - - 9", "—" },
    { "10 imported 3 - -;10 measured 5 - -", "5.0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AmbEntity *figures = amb_entity_find ("measurement");
      g_auto (GStrv) rows = g_strsplit (cases[i].figures, ";", -1);
      g_autofree char *role = NULL, *item = NULL, *post = NULL, *value = NULL;
      g_autoptr (AmbContentResults) results = NULL;
      g_autoptr (AmbRoleCard) card = NULL;
      const AmbJsonNode *row = amb_json_node_get_first (get_rows (self));
      AmbMetric metric;

      g_test_message ("%s", cases[i].figures);
      while (g_strcmp0 (amb_json_node_get_member_string (row, "kind"), "producer") != 0)
        row = amb_json_node_get_next (row);
      do_all (self, amb_json_node_get_member (amb_json_get_root (self->table), "common"));
      role = add_role (self, row);
      g_free (give (self, get_id (self, "@holder"), role, "2026-01-01"));
      item = fixture_add (&self->f,
                          fixture_new (&self->f, amb_entity_find ("content-item"), "title", "Post",
                                       "owner-id", get_id (self, "@holder"), NULL),
                          AMB_COMMAND_DEFAULT);
      post = fixture_add (&self->f,
                          fixture_new (&self->f, amb_entity_find ("publication"), "item-id", item,
                                       "published-at", "2026-11-09T09:00:00.000Z", NULL),
                          AMB_COMMAND_RUNNING);
      for (guint j = 0; rows[j] != NULL; j++)
        {
          g_auto (GStrv) cells = g_strsplit (rows[j], " ", -1);
          g_autofree char *day = g_strconcat ("2026-11-", cells[0], NULL);
          AmbRecord *record = fixture_new (&self->f, figures, "publication-id", post, "measured-on",
                                           day, "source", cells[1], NULL);

          for (guint k = 2; k < 5; k++)
            if (!g_str_equal (cells[k], "-"))
              amb_record_set (record,
                              ((const char *[]){ "reactions", "comments", "reposts" })[k - 2],
                              cells[k]);
          g_free (fixture_add (&self->f, record, AMB_COMMAND_DEFAULT));
        }
      card = load_role (self, role);
      metric = amb_role_card_get_metric (card, AMB_METRIC_ENGAGEMENT);
      value = amb_metric_dup_value (AMB_METRIC_ENGAGEMENT, &metric);
      g_assert_cmpstr (value, ==, cases[i].value);
      results = amb_content_results_load (self->f.store, "2026-11-01", "2026-11-23", NULL, NULL);
      g_assert_cmpint (results->engagement.known.numerator, ==, metric.numerator);
      g_assert_cmpint (results->engagement.known.denominator, ==, metric.denominator);
      tear_down (self, NULL);
      set_up (self, NULL);
    }
}

/* By name, whatever they did. */
static void
test_holders_by_name (World *self, gconstpointer data)
{
  const AmbJsonNode *row = amb_json_node_get_first (get_rows (self));
  g_autofree char *role = begin (self, row);
  g_autofree char *given = give (self, get_id (self, "@other"), role, "2026-01-01");
  g_autoptr (AmbRoleCard) card = NULL;

  fixture_set (&self->f, self->f.people, get_id (self, "@other"), "display-name", "Alma");
  do_all (self, amb_json_node_get_member (row, "act"));
  card = load_role (self, role);
  g_assert_cmpuint (card->holders->len, ==, 2);
  g_assert_cmpstr (((AmbRoleHolder *) card->holders->pdata[0])->name, ==, "Alma");
  g_assert_cmpstr (((AmbRoleHolder *) card->holders->pdata[1])->name, ==, "Hana Holder");
}

/* Far more than are named, in rows against the order of their names; every seventh left. */
static void
test_many_holders (World *self, gconstpointer data)
{
  g_autofree char *role = add_role (self, amb_json_node_get_first (get_rows (self)));
  g_autofree char *held = g_strdup_printf (
      "INSERT INTO assignments (id, ambassador_id, role_id, state, starts_on) SELECT 'h' || id, "
      "id, '%s', 'current', '2026-01-01' FROM ambassadors",
      role);
  g_autoptr (AmbRoleCard) card = NULL;
  g_autoptr (GError) error = NULL;

  amb_db_exec (amb_store_get_db (self->f.store),
               "WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 2100) "
               "INSERT INTO ambassadors (id, display_name, display_name_key, state) SELECT 'p' || "
               "i, printf ('P %04d', 2100 - i), printf ('p %04d', 2100 - i), CASE i % 7 WHEN 0 "
               "THEN 'alumni' ELSE 'active' END FROM r",
               &error);
  g_assert_no_error (error);
  amb_db_exec (amb_store_get_db (self->f.store), held, &error);
  g_assert_no_error (error);
  card = load_role (self, role);
  g_assert_cmpuint (card->n_holders, ==, 1800);
  g_assert_cmpuint (card->holders->len, ==, AMB_ROLE_HOLDERS);
  for (guint i = 0, number = 0; i < card->holders->len; i++, number++)
    {
      g_autofree char *name = NULL;

      while ((2100 - number) % 7 == 0)
        number++;
      name = g_strdup_printf ("P %04u", number);
      g_assert_cmpstr (((AmbRoleHolder *) card->holders->pdata[i])->name, ==, name);
    }
  /* They came past the store, which would miss their search texts. */
  amb_db_exec (amb_store_get_db (self->f.store), "DELETE FROM assignments; DELETE FROM ambassadors",
               &error);
  g_assert_no_error (error);
}

static void
assert_denied (World *self, const char *person)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (amb_role_cards_load_person (self->f.store, person, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
}

static void
test_who_sees_them (World *self, gconstpointer data)
{
  const AmbJsonNode *row = amb_json_node_get_first (get_rows (self));
  g_autofree char *role = begin (self, row);
  const char *holder = get_id (self, "@holder");
  const char *other = get_id (self, "@other");
  g_autoptr (GPtrArray) own = NULL, led = NULL;
  g_autoptr (AmbRoleCard) seen = NULL, summed = NULL;

  do_all (self, amb_json_node_get_member (row, "act"));
  act_as (self, other, "ambassador");
  assert_denied (self, holder);
  seen = load_role (self, role);
  g_assert_null (seen->metrics);
  act_as (self, other, "sponsor");
  assert_denied (self, holder);
  assert_denied (self, other);
  act_as (self, holder, "ambassador");
  own = load_person (self, holder);
  assert_figures (((AmbRoleCard *) own->pdata[0])->metrics, row, TRUE);
  act_as (self, other, "lead");
  led = load_person (self, holder);
  assert_figures (((AmbRoleCard *) led->pdata[0])->metrics, row, TRUE);
}

/* On an ambassador's desk, what rests on records of others is not told as a number that is too low.
 */
static void
test_what_is_elsewhere (World *self, gconstpointer data)
{
  const AmbJsonNode *row = amb_json_node_get_first (get_rows (self));
  g_autofree char *role = NULL, *basis = NULL;
  g_autoptr (GPtrArray) cards = NULL;
  AmbRoleCard *card;

  while (g_strcmp0 (amb_json_node_get_member_string (row, "kind"), "trainer") != 0)
    row = amb_json_node_get_next (row);
  role = begin (self, row);
  do_all (self, amb_json_node_get_member (row, "act"));
  act_as (self, get_id (self, "@holder"), "ambassador");
  cards = load_person (self, get_id (self, "@holder"));
  card = g_ptr_array_index (cards, 0);
  g_assert_false (amb_role_card_get_metric (card, AMB_METRIC_CERTIFIED).known);
  basis = amb_role_card_dup_basis (card, AMB_METRIC_CERTIFIED);
  g_assert_cmpstr (basis, ==, "It rests on records of others: your lead sees it");
  g_assert_cmpint (amb_role_card_get_metric (card, AMB_METRIC_VERIFIED).numerator, ==, 1);
}

/* A sponsor sees a sum over five, nobody's name, and no sum over four. */
static void
test_sponsors_see_sums (World *self, gconstpointer data)
{
  const AmbJsonNode *row = amb_json_node_get_first (get_rows (self));
  g_autofree char *role = begin (self, row);
  const char *holder = get_id (self, "@holder");

  do_all (self, amb_json_node_get_member (row, "act"));
  for (guint n = 1; n <= AMB_METRIC_FEWEST; n++)
    {
      g_autoptr (AmbRoleCard) card = NULL;
      g_autofree char *name = g_strdup_printf ("Person %u", n);
      g_autofree char *person = NULL, *given = NULL;

      act_as (self, holder, "sponsor");
      card = load_role (self, role);
      g_assert_cmpuint (card->n_holders, ==, n);
      g_assert_cmpuint (card->holders->len, ==, 0);
      g_assert_cmpint (card->metrics != NULL, ==, n >= AMB_METRIC_FEWEST);
      if (card->metrics != NULL)
        assert_figures (card->metrics, row, TRUE);
      act_as (self, NULL, NULL);
      person = fixture_add (
          &self->f,
          fixture_new (&self->f, self->f.people, "display-name", name, "state", "active", NULL),
          AMB_COMMAND_RUNNING);
      given = give (self, person, role, "2026-01-01");
    }
}

/* Steps. */

static gboolean
is_ticked (World *self, const char *person)
{
  g_autoptr (GPtrArray) cards = load_person (self, person);
  AmbRoleCard *card = g_ptr_array_index (cards, 0);

  g_assert_cmpuint (card->steps->len, ==, 1);
  return ((AmbRoleStep *) g_ptr_array_index (card->steps, 0))->is_ticked;
}

static void
tick (World *self, const char *person, const char *step, gboolean done)
{
  g_autoptr (GError) error = NULL;

  amb_programme_tick_step (self->f.programme, person, step, done, &error);
  g_assert_no_error (error);
}

static void
test_ticks (World *self, gconstpointer data)
{
  g_autofree char *role = begin (self, amb_json_node_get_first (get_rows (self)));
  const char *holder = get_id (self, "@holder");
  g_autofree char *step =
      fixture_add (&self->f,
                   fixture_new (&self->f, amb_entity_find ("role-step"), "what", "Read", "role-id",
                                role, "rhythm", "weekly", NULL),
                   AMB_COMMAND_DEFAULT);

  g_assert_false (is_ticked (self, holder));
  tick (self, holder, step, TRUE);
  tick (self, holder, step, TRUE); /* is so already */
  g_assert_true (is_ticked (self, holder));
  g_assert_cmpint (fixture_count (&self->f, "SELECT count(*) FROM step_checks WHERE deleted = 0"),
                   ==, 1);
  g_free (fixture_undo (&self->f, 1, 0));
  g_assert_false (is_ticked (self, holder));
  g_free (fixture_redo (&self->f, 1, 0));
  tick (self, holder, step, FALSE);
  g_assert_false (is_ticked (self, holder));
  g_free (fixture_undo (&self->f, 1, 0));
  g_assert_true (is_ticked (self, holder));
  amb_clock_advance (self->f.clock, 7 * DAY);
  g_assert_false (is_ticked (self, holder));
  tick (self, holder, step, TRUE);
  tick (self, holder, step, FALSE);
  g_assert_cmpint (fixture_count (&self->f, "SELECT count(*) FROM step_checks WHERE deleted = 0"),
                   ==, 1); /* last week's stays */
}

/* Somebody else's tick says whose it was. */
static void
test_recorded_by (World *self, gconstpointer data)
{
  g_autofree char *role = begin (self, amb_json_node_get_first (get_rows (self)));
  const char *holder = get_id (self, "@holder"), *other = get_id (self, "@other");
  g_autofree char *step = fixture_add (
      &self->f,
      fixture_new (&self->f, amb_entity_find ("role-step"), "what", "Read", "role-id", role, NULL),
      AMB_COMMAND_DEFAULT);

  act_as (self, other, "manager");
  tick (self, holder, step, TRUE);
  g_assert_cmpint (fixture_count (&self->f, "SELECT count(*) FROM step_checks k JOIN ambassadors a "
                                            "ON a.id = k.by_id AND a.display_name = 'Otto Other' "
                                            "WHERE k.assignment_id IS NOT NULL"),
                   ==, 1);
  act_as (self, holder, "manager");
  tick (self, holder, step, FALSE);
  tick (self, holder, step, TRUE);
  g_assert_cmpint (fixture_count (&self->f, "SELECT count(*) FROM step_checks WHERE by_id IS NULL "
                                            "AND deleted = 0"),
                   ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/programme/role-cards/" name, World, NULL, set_up, func, tear_down)
  ADD ("each-row-moves-by-what-is-done", test_each_row_moves);
  ADD ("what-counts-for-nobody", test_what_counts_for_nobody);
  ADD ("the-window-is-the-programmes-and-the-holders", test_window);
  ADD ("two-roles-of-a-kind-count-apart", test_two_of_a_kind);
  ADD ("engagement-is-of-what-is-known-as-in-k10", test_engagement);
  ADD ("holders-are-listed-by-name", test_holders_by_name);
  ADD ("of-many-holders-the-first-are-named", test_many_holders);
  ADD ("a-fellow-ambassador-sees-no-number", test_who_sees_them);
  ADD ("what-a-desk-does-not-hold-is-no-number", test_what_is_elsewhere);
  ADD ("sponsors-see-sums", test_sponsors_see_sums);
  ADD ("a-step-is-ticked-unticked-and-undone", test_ticks);
  ADD ("a-tick-says-who-recorded-it", test_recorded_by);
  return g_test_run ();
}
