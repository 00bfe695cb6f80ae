/* People found by activity: who, why, told by when, and what is done about them. */
#include "programme-fixture.h"

#include "amb-suggestions.h"

#include <string.h>

typedef struct
{
  Fixture f;
  char *europe, *france;
  char *zoe, *ann, *bob; /* associates */
} World;

#define ADD(self, entity, ...) FIXTURE_ADD (&(self)->f, entity, __VA_ARGS__)

static char *
add_associate (World *self, const char *name, const char *node)
{
  return ADD (self, "ambassador", "display-name", name, "state", "associate", "node-id", node);
}

static void
set_up (World *self, gconstpointer data)
{
  fixture_set_up (&self->f, data);
  self->europe = fixture_add_node (&self->f, "Europe", NULL);
  self->france = fixture_add_node (&self->f, "France", self->europe);
  self->zoe = add_associate (self, "Zoé", self->france);
  self->ann = add_associate (self, "Ann", self->europe);
  self->bob = add_associate (self, "Bob", NULL);
}

static void
tear_down (World *self, gconstpointer data)
{
  g_free (self->europe);
  g_free (self->france);
  g_free (self->zoe);
  g_free (self->ann);
  g_free (self->bob);
  fixture_tear_down (&self->f, data);
}

static void
act (World *self,
     const char *person,
     const char *kind,
     const char *day,
     const char *count,
     const char *place,
     const char *external,
     const char *source)
{
  g_autofree char *at = g_strconcat (day, "T12:00:00.000Z", NULL);
  g_autofree char *id =
      ADD (self, "activity", "ambassador-id", person, "kind", kind, "at", at, "external", external,
           "source", source, "count", count, place != NULL ? "place" : NULL, place);

  g_assert_nonnull (id);
}

/* “name: evidence” of everybody who is suggested, a line each. */
static char *
dup_told (World *self, const char *root)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSuggestions) found = amb_suggestions_load (self->f.store, root, &error);
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->people->len; i++)
    {
      const AmbSuggestion *one = found->people->pdata[i];

      g_string_append (out, one->name);
      for (guint kind = 0; kind < AMB_FOUND_N_KINDS; kind++)
        if (one->kinds & (1u << kind))
          {
            g_autofree char *evidence = amb_suggestion_dup_evidence (found, one, 1u << kind);
            g_string_append_printf (out, " [%s] %s", amb_found_get_id (kind), evidence);
          }
      g_string_append_c (out, '\n');
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
assert_told (World *self, const char *root, const char *expected)
{
  g_autofree char *told = dup_told (self, root);

  g_assert_cmpstr (told, ==, expected);
}

/* By hand: the clock stands at 2026-11-23, so the thirty days begin on 2026-10-25. */
static void
evidence_in_words (World *self, gconstpointer data)
{
  act (self, self->zoe, "reply", "2026-11-12", "9", "Support", "0", "file");
  act (self, self->zoe, "reply", "2026-10-25", "5", "Support", "0", "file");
  act (self, self->zoe, "reply", "2026-10-24", "50", "Support", "0", "file"); /* too long ago */
  act (self, self->zoe, "reading", "2026-11-20", "90", "Support", "0", "file");
  assert_told (self, NULL, "Zoé [inside] 14 answers in 30 days in Support, last on 12 Nov\n");
  act (self, self->zoe, "share", "2026-11-13", NULL, "Paris", "0", "file");
  act (self, self->zoe, "reply", "2026-11-14", NULL, "Paris", "0", "file");
  assert_told (self, NULL,
               "Zoé [inside] 1 share in 30 days in Paris, last on 13 Nov; 15 answers in 30 days "
               "in Support and Paris, last on 14 Nov\n");
  act (self, self->zoe, "reply", "2026-11-01", NULL, "Lyon", "0", "file");
  assert_told (self, NULL,
               "Zoé [inside] 1 share in 30 days in Paris, last on 13 Nov; 16 answers in 30 days "
               "in Support and 2 other places, last on 14 Nov\n");
}

static void
present_outside (World *self, gconstpointer data)
{
  act (self, self->ann, "creation", "2026-11-12", "3", "LinkedIn", "1", "file");
  act (self, self->ann, "click", "2026-11-13", "120", "LinkedIn", "1", "file");
  assert_told (self, NULL, "");
  fixture_set (&self->f, self->f.people, self->ann, "links", "https://linkedin.com/in/ann");
  assert_told (self, NULL,
               "Ann [outside] 3 posts in 30 days on LinkedIn, last on 12 Nov; 120 clicks in 30 "
               "days on LinkedIn, last on 13 Nov; declared a public profile\n");
}

static void
the_enthusiastic (World *self, gconstpointer data)
{
  g_autofree char *nomination =
      ADD (self, "nomination", "ambassador-id", self->zoe, "kind", "peer", "by-id", self->ann,
           "nominated-on", "2026-11-02", "reason", "Explains well");
  g_autofree char *self_nomination =
      ADD (self, "nomination", "ambassador-id", self->bob, "kind", "self", "nominated-on",
           "2026-11-03", "reason", "I share already");

  act (self, self->ann, "exchange", "2026-11-12", "3", NULL, "0", "person");
  assert_told (self, NULL,
               "Ann [enthusiast] 3 discussions in 30 days, last on 12 Nov\n"
               "Bob [enthusiast] volunteered on 3 Nov\n"
               "Zoé [enthusiast] nominated on 2 Nov\n");
}

/* Heads of nodes, sponsors and whoever still is to score somebody are outside the lifecycle. */
static void
outside_the_lifecycle (World *self, gconstpointer data)
{
  g_autofree char *sponsorship = ADD (self, "sponsorship", "name", "Ann", "ambassador-id",
                                      self->ann, "state", "active", "starts-on", "2026-01-01");
  g_autofree char *candidate = ADD (self, "ambassador", "display-name", "Cy", "state", "in_review");
  g_autofree char *application =
      ADD (self, "application", "ambassador-id", candidate, "state", "in_review", "submitted-on",
           "2026-11-02", "first-rater-id", self->bob);

  act (self, self->zoe, "reply", "2026-11-12", "10", NULL, "0", "file");
  act (self, self->ann, "reply", "2026-11-12", "10", NULL, "0", "file");
  act (self, self->bob, "reply", "2026-11-12", "10", NULL, "0", "file");
  fixture_set (&self->f, amb_entity_find ("node"), self->france, "head-id", self->zoe);
  assert_told (self, NULL, "");
  fixture_set (&self->f, amb_entity_find ("node"), self->france, "head-id", NULL);
  assert_told (self, NULL, "Zoé [inside] 10 answers in 30 days, last on 12 Nov\n");
  fixture_set (&self->f, amb_entity_find ("sponsorship"), sponsorship, "ends-on", "2026-11-22");
  fixture_set (&self->f, amb_entity_find ("application"), application, "first-rater-id", NULL);
  assert_told (self, NULL,
               "Ann [inside] 10 answers in 30 days, last on 12 Nov\n"
               "Bob [inside] 10 answers in 30 days, last on 12 Nov\n"
               "Zoé [inside] 10 answers in 30 days, last on 12 Nov\n");
}

/* Of a node and below it; by name, not by how much. */
static void
nodes_and_order (World *self, gconstpointer data)
{
  act (self, self->zoe, "reply", "2026-11-12", "10", NULL, "0", "file");
  act (self, self->ann, "reply", "2026-11-12", "99", NULL, "0", "file");
  act (self, self->bob, "reply", "2026-11-12", "50", NULL, "0", "file");
  assert_told (self, self->france, "Zoé [inside] 10 answers in 30 days, last on 12 Nov\n");
  assert_told (self, self->europe,
               "Ann [inside] 99 answers in 30 days, last on 12 Nov\n"
               "Zoé [inside] 10 answers in 30 days, last on 12 Nov\n");
  assert_told (self, NULL,
               "Ann [inside] 99 answers in 30 days, last on 12 Nov\n"
               "Bob [inside] 50 answers in 30 days, last on 12 Nov\n"
               "Zoé [inside] 10 answers in 30 days, last on 12 Nov\n");
}

static void
thresholds_are_the_programmes (World *self, gconstpointer data)
{
  g_autofree char *id =
      ADD (self, "programme", "name", "P", "zone", "UTC", "found-inside", "11", "found-days", "12");

  act (self, self->zoe, "reply", "2026-11-12", "10", NULL, "0", "file");
  act (self, self->zoe, "reply", "2026-11-11", "10", NULL, "0", "file");
  assert_told (self, NULL, "");
  act (self, self->zoe, "reply", "2026-11-23", "1", NULL, "0", "file");
  assert_told (self, NULL, "Zoé [inside] 11 answers in 12 days, last on 23 Nov\n");
}

/* What the rule says of everybody's deeds, of which nothing was left out before. */
static guint
judge_by_rule (World *self, const char *person)
{
  g_autoptr (AmbRecord) programme = amb_record_new (amb_entity_find ("programme"), NULL);
  g_autoptr (GStringChunk) texts = g_string_chunk_new (256);
  g_autoptr (GArray) deeds = g_array_new (FALSE, FALSE, sizeof (AmbFoundDeed));
  const AmbFoundPerson found = { .state = "associate", .has_profile = TRUE, .deeds = deeds };
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (self->f.store),
      "SELECT kind, external, source, coalesce (count, 1), at FROM activities WHERE ambassador_id "
      "= ? AND at >= '2026-10-25' AND at < '2026-11-24'",
      NULL);
  AmbFoundRules rules;
  gboolean row = TRUE;

  amb_found_read_rules (&rules, programme);
  amb_stmt_bind_text (stmt, 1, person);
  while (amb_stmt_step (stmt, &row, NULL) && row)
    {
      const AmbFoundDeed deed = {
        .kind = g_string_chunk_insert (texts, amb_stmt_get_text (stmt, 0)),
        .is_public = amb_stmt_get_int (stmt, 1) != 0,
        .is_own = !g_str_equal (amb_stmt_get_text (stmt, 2), "file"),
        .count = amb_stmt_get_int (stmt, 3),
      };

      g_array_append_val (deeds, deed);
    }
  return amb_found_judge (&rules, &found, "2026-11-23");
}

/* 200 people who did a little of everything around what would suggest them. */
static void
nobody_is_left_out (World *self, gconstpointer data)
{
  static const char people[] =
      "WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 200) INSERT INTO "
      "ambassadors (id, display_name, display_name_key, state, links) SELECT 'p' || i, 'P', 'p', "
      "'associate', 'https://x.com/p' FROM r";
  static const char deeds[] =
      "INSERT INTO activities (id, ambassador_id, kind, at, external, source, count) SELECT 'a' || "
      "p.rid || k.i, p.id, json_extract ('[\"share\",\"creation\",\"signal\",\"reply\", "
      "\"practice\",\"exchange\",\"task_done\",\"reading\",\"mention\",\"click\"]', '$[' || "
      "((p.rid * 7 "
      "+ k.i * 3) % 10) || ']'), strftime ('%Y-%m-%dT12:00:00.000Z', '2026-11-24', '-' || ((p.rid "
      "+ k.i * 11) % 33) || ' days'), (p.rid / 3 + k.i) % 3 = 0, CASE (p.rid + k.i) % 4 WHEN 0 "
      "THEN 'person' ELSE 'file' END, nullif ((p.rid + k.i) % 6, 1) FROM ambassadors p, (SELECT 1 "
      "AS i UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5) k";
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSuggestions) found = NULL;
  guint n = 0;

  g_assert_true (amb_db_exec (amb_store_get_db (self->f.store), people, &error));
  g_assert_true (amb_db_exec (amb_store_get_db (self->f.store), deeds, &error));
  found = amb_suggestions_load (self->f.store, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 1; i <= 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%u", i);
      guint kinds = judge_by_rule (self, id), told = 0;

      for (guint k = 0; k < found->people->len; k++)
        if (g_str_equal (((AmbSuggestion *) found->people->pdata[k])->id, id))
          told = ((AmbSuggestion *) found->people->pdata[k])->kinds;
      g_test_message ("%s", id);
      g_assert_cmpuint (told, ==, kinds);
      n += kinds != 0;
    }
  g_assert_cmpuint (n, >, 20);
  g_assert_cmpuint (n, <, 180);
  /* They came past the store, which would miss their search texts. */
  amb_db_exec (amb_store_get_db (self->f.store),
               "DELETE FROM activities; DELETE FROM ambassadors WHERE id LIKE 'p%'", &error);
  g_assert_no_error (error);
}

static void
identified_with_evidence (World *self, gconstpointer data)
{
  const char *const ids[] = { self->zoe, self->bob, self->ann, NULL };
  g_auto (AmbFoundReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *why = NULL;

  act (self, self->zoe, "reply", "2026-11-12", "10", "Support", "0", "file");
  act (self, self->ann, "reply", "2026-11-12", "10", "Support", "0", "file");
  g_assert_true (amb_programme_identify (self->f.programme, ids, &report, &error));
  g_assert_cmpuint (report.n_done, ==, 2);
  g_assert_cmpuint (report.left->len, ==, 1);
  g_assert_nonnull (strstr (report.left->pdata[0], "Bob"));
  fixture_assert (&self->f, self->f.people, self->zoe, "state", "identified");
  fixture_assert (&self->f, self->f.people, self->bob, "state", "associate");
  amb_db_query_text (amb_store_get_db (self->f.store), &why, NULL,
                     "SELECT why FROM transitions WHERE record = ? AND \"to\" = 'identified'", "t",
                     self->zoe);
  g_assert_cmpstr (why, ==, "Found by activity: 10 answers in 30 days in Support, last on 12 Nov");
  assert_told (self, NULL, "");
  /* Two people, one undo. */
  g_free (fixture_undo (&self->f, 2, 0));
  fixture_assert (&self->f, self->f.people, self->zoe, "state", "associate");
  fixture_assert (&self->f, self->f.people, self->ann, "state", "associate");
}

/* A lead proposes nobody by this way: the move is a manager's. Nothing is done by halves. */
static void
who_has_no_right (World *self, gconstpointer data)
{
  const char *const ids[] = { self->zoe, NULL };
  g_auto (AmbFoundReport) report = { 0 };
  g_autoptr (GError) error = NULL;

  act (self, self->zoe, "reply", "2026-11-12", "10", "Support", "0", "file");
  amb_programme_set_actor (self->f.programme, "Eve", self->ann, AMB_ACCESS_LEAD);
  g_assert_false (amb_programme_identify (self->f.programme, ids, &report, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Zoé"));
  fixture_assert (&self->f, self->f.people, self->zoe, "state", "associate");
}

static void
not_now (World *self, gconstpointer data)
{
  const char *const ids[] = { self->zoe, NULL };
  g_auto (AmbFoundReport) report = { 0 };

  act (self, self->zoe, "reply", "2026-11-12", "10", NULL, "0", "file");
  g_assert_true (amb_programme_put_off (self->f.programme, ids, &report, NULL));
  fixture_assert (&self->f, self->f.people, self->zoe, "found-again-on", "2027-05-22");
  assert_told (self, NULL, "");
  g_free (fixture_undo (&self->f, 1, 0));
  assert_told (self, NULL, "Zoé [inside] 10 answers in 30 days, last on 12 Nov\n");
  g_free (fixture_redo (&self->f, 1, 0));
  /* 180 days later they may be suggested again. */
  amb_clock_advance (self->f.clock, 180 * DAY);
  act (self, self->zoe, "reply", "2027-05-20", "10", NULL, "0", "file");
  assert_told (self, NULL, "Zoé [inside] 10 answers in 30 days, last on 20 May\n");
}

static AmbUntold *
get_untold (GPtrArray *untold, const char *id)
{
  for (guint i = 0; i < untold->len; i++)
    if (g_str_equal (((AmbUntold *) untold->pdata[i])->id, id))
      return untold->pdata[i];
  return NULL;
}

static GPtrArray *
load_untold (World *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *untold = amb_untold_load (self->f.store, NULL, &error);

  g_assert_no_error (error);
  return untold;
}

static void
told_or_removed (World *self, gconstpointer data)
{
  const char *const ids[] = { self->zoe, self->ann, self->bob, NULL };
  g_autoptr (GPtrArray) first = NULL, late = NULL, last = NULL;
  g_auto (AmbFoundReport) told = { 0 }, again = { 0 }, early = { 0 }, removed = { 0 };
  g_autoptr (GError) error = NULL;
  const AmbUntold *zoe;

  fixture_move (&self->f, self->zoe, "identified", "Found by activity: a lot");
  amb_clock_advance (self->f.clock, DAY);
  fixture_move (&self->f, self->ann, "identified", NULL);
  fixture_move (&self->f, self->bob, "identified", NULL);
  first = load_untold (self);
  g_assert_cmpuint (first->len, ==, 3);
  /* Whose deadline is nearest is first. */
  zoe = first->pdata[0];
  g_assert_cmpstr (zoe->id, ==, self->zoe);
  g_assert_cmpstr (zoe->since, ==, "2026-11-23");
  g_assert_cmpstr (zoe->tell_by, ==, "2026-12-23");
  g_assert_cmpstr (zoe->remove_on, ==, "2027-05-23");
  g_assert_cmpstr (zoe->why, ==, "Found by activity: a lot");
  g_assert_false (zoe->is_late || zoe->is_removable);

  g_assert_true (amb_programme_tell (self->f.programme, (const char *const[]){ self->ann, NULL },
                                     &told, NULL));
  fixture_assert (&self->f, self->f.people, self->ann, "told-on", "2026-11-24");
  g_assert_false (amb_programme_tell (self->f.programme, (const char *const[]){ self->ann, NULL },
                                      &again, &error));
  g_clear_error (&error);
  g_assert_false (amb_programme_remove_untold (self->f.programme, ids, &early, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_clear_error (&error);

  amb_clock_advance (self->f.clock, 30 * DAY); /* 2026-12-24 */
  late = load_untold (self);
  g_assert_true (get_untold (late, self->zoe)->is_late);
  g_assert_false (get_untold (late, self->bob)->is_late);
  g_assert_null (get_untold (late, self->ann));

  amb_clock_advance (self->f.clock, 150 * DAY); /* 2027-05-23 */
  last = load_untold (self);
  g_assert_true (get_untold (last, self->zoe)->is_removable);
  g_assert_false (get_untold (last, self->bob)->is_removable);
  g_assert_true (amb_programme_remove_untold (self->f.programme, ids, &removed, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (removed.n_done, ==, 1);
  g_assert_cmpuint (removed.left->len, ==, 2);
  g_assert_false (fixture_lives (&self->f, self->f.people, self->zoe));
  g_assert_true (fixture_lives (&self->f, self->f.people, self->ann));
  g_free (fixture_undo (&self->f, 1, 0));
  g_assert_true (fixture_lives (&self->f, self->f.people, self->zoe));
}

/* The first are those of the whole list, and all are counted. */
static void
first_of_the_untold (World *self, gconstpointer data)
{
  static const char *const names[] = { "Cid", "Dan", "Ahmed", "Eva", "Abe" };
  g_autoptr (GPtrArray) all = NULL;
  char *people[G_N_ELEMENTS (names)];

  /* On two days; of one day by name. One is told, and one was made as identified, without a move
   * that says so. */
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (i == 2)
        amb_clock_advance (self->f.clock, DAY);
      people[i] = add_associate (self, names[i], i % 2 ? self->france : NULL);
      fixture_move (&self->f, people[i], "identified", NULL);
    }
  fixture_set (&self->f, self->f.people, people[4], "told-on", "2026-11-24");
  g_assert_true (
      amb_db_exec (amb_store_get_db (self->f.store),
                   "DELETE FROM transitions_fts WHERE rowid IN (SELECT rid FROM transitions "
                   "WHERE title = 'Eva'); DELETE FROM transitions WHERE title = 'Eva'",
                   NULL));
  all = load_untold (self);
  g_assert_cmpuint (all->len, ==, 4);
  g_assert_cmpstr (((AmbUntold *) all->pdata[1])->name, ==, "Dan");
  g_assert_cmpstr (((AmbUntold *) all->pdata[2])->name, ==, "Ahmed");
  for (guint most = 0; most < 6; most++)
    {
      AmbUntoldCount count = { 0 };
      g_autoptr (GPtrArray) first =
          amb_untold_load_first (self->f.store, NULL, "2027-05-23", most, &count, NULL);

      g_assert_cmpint (count.all, ==, 4);
      g_assert_cmpint (count.removable, ==, 2);
      g_assert_cmpuint (first->len, ==, MIN (most, 4));
      for (guint i = 0; i < first->len; i++)
        {
          const AmbUntold *one = first->pdata[i], *other = all->pdata[i];

          g_assert_cmpstr (one->id, ==, other->id);
          g_assert_cmpstr (one->node, ==, other->node);
          g_assert_cmpstr (one->tell_by, ==, other->tell_by);
          g_assert_cmpstr (one->remove_on, ==, other->remove_on);
        }
    }
  {
    AmbUntoldCount count = { 0 };
    g_autoptr (GPtrArray) first =
        amb_untold_load_first (self->f.store, self->europe, "2026-11-24", 4, &count, NULL);

    g_assert_cmpint (count.all, ==, 2);
    g_assert_cmpint (count.removable, ==, 0);
    g_assert_cmpstr (((AmbUntold *) first->pdata[0])->name, ==, "Dan");
    g_assert_cmpstr (((AmbUntold *) first->pdata[1])->name, ==, "Eva");
  }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (people[i]);
}

#define TEST(name, function)                                                                       \
  g_test_add ("/programme/suggestions/" name, World, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("evidence-in-words", evidence_in_words);
  TEST ("present-outside", present_outside);
  TEST ("the-enthusiastic", the_enthusiastic);
  TEST ("of-a-node-and-by-name", nodes_and_order);
  TEST ("who-is-outside-the-lifecycle-is-not-suggested", outside_the_lifecycle);
  TEST ("thresholds-are-the-programme-s", thresholds_are_the_programmes);
  TEST ("nobody-is-left-out-by-the-sums", nobody_is_left_out);
  TEST ("identified-with-evidence-in-one-undo", identified_with_evidence);
  TEST ("who-has-no-right-changes-nothing", who_has_no_right);
  TEST ("not-now-is-for-a-time", not_now);
  TEST ("told-or-removed", told_or_removed);
  TEST ("the-first-are-those-of-all", first_of_the_untold);
  return g_test_run ();
}
