/* A node is moved, merged, closed: what is told before is what is done, and one undo takes it back.
 */
#include "programme-fixture.h"

#include "amb-reorganise.h"

typedef struct
{
  Fixture f;
  char *europe, *france, *sales, *monitoring;
} World;

#define ADD(self, entity, ...) FIXTURE_ADD (&(self)->f, entity, __VA_ARGS__)

static void
set_up (World *self, gconstpointer data)
{
  fixture_set_up (&self->f, data);
  self->europe = fixture_add_node (&self->f, "Europe", NULL);
  self->france = fixture_add_node (&self->f, "France", self->europe);
  self->sales = ADD (self, "node", "name", "Sales", "kind", "department");
  self->monitoring =
      ADD (self, "role", "name", "Monitoring", "kind", "monitoring", "level", "2", "in-use", "1");
}

static void
tear_down (World *self, gconstpointer data)
{
  g_free (self->europe);
  g_free (self->france);
  g_free (self->sales);
  g_free (self->monitoring);
  fixture_tear_down (&self->f, data);
}

static char *
add_person (World *self, const char *name, const char *state, const char *level, const char *node)
{
  return ADD (self, "ambassador", "display-name", name, "state", state, "level", level, "node-id",
              node);
}

static void
assign (World *self, const char *person, const char *state, const char *from, const char *until)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("assignment"), NULL);
  g_autofree char *id = NULL;

  amb_record_set (record, "ambassador-id", person);
  amb_record_set (record, "role-id", self->monitoring);
  amb_record_set (record, "state", state);
  amb_record_set (record, "starts-on", from);
  amb_record_set (record, "ends-on", until);
  id = fixture_add (&self->f, g_steal_pointer (&record), AMB_COMMAND_RUNNING);
}

static AmbCoverage *
load (World *self)
{
  g_autoptr (GError) error = NULL;
  AmbCoverage *coverage = amb_coverage_load (self->f.store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return coverage;
}

static guint
count_held (World *self, const char *node)
{
  g_autoptr (AmbCoverage) coverage = load (self);

  return ((AmbCoverageNode *) coverage->nodes->pdata[amb_coverage_find_node (coverage, node)])
      ->n_held;
}

static AmbReorganisePreview *
preview (World *self, AmbReorganiseVerb verb, const char *node, const char *target)
{
  g_autoptr (GError) error = NULL;
  AmbReorganisePreview *told = amb_reorganise_preview (self->f.store, verb, node, target, &error);

  g_assert_no_error (error);
  return told;
}

static void
reorganise (World *self, AmbReorganiseVerb verb, const char *node, const char *target)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_programme_reorganise (self->f.programme, verb, node, target, &error));
  g_assert_no_error (error);
}

static void
refuse (World *self, AmbReorganiseVerb verb, const char *node, const char *target, AmbError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (amb_reorganise_preview (self->f.store, verb, node, target, &error));
  g_assert_error (error, AMB_ERROR, (int) code);
  g_clear_error (&error);
  g_assert_false (amb_programme_reorganise (self->f.programme, verb, node, target, &error));
  g_assert_error (error, AMB_ERROR, (int) code);
}

/* Each change that was told is so, and nothing else changed. */
static void
assert_is_as_told (World *self, const AmbReorganisePreview *told, const AmbCoverage *before)
{
  g_autoptr (AmbCoverage) after = load (self);
  guint n_changed = 0;

  for (guint i = 0; i < told->changes->len; i++)
    {
      const AmbReorganiseChange *change = g_ptr_array_index (told->changes, i);
      const AmbCoverageNode *node = after->nodes->pdata[amb_coverage_find_node (after, change->id)];

      g_assert_cmpuint (node->n_held, ==, change->held_after);
      g_assert_cmpint (node->n_missing, ==, change->missing_after);
      g_assert_cmpuint (node->flags, ==, change->flags_after);
    }
  for (guint i = 0; i < before->nodes->len; i++)
    {
      const AmbCoverageNode *was = before->nodes->pdata[i];
      int place = amb_coverage_find_node (after, was->id);
      const AmbCoverageNode *is = place >= 0 ? after->nodes->pdata[place] : NULL;

      n_changed += is != NULL && (is->n_held != was->n_held || is->n_missing != was->n_missing ||
                                  is->flags != was->flags);
    }
  g_assert_cmpuint (n_changed, ==, told->changes->len);
}

static void
test_a_preview_is_what_the_move_does (World *self, gconstpointer data)
{
  g_autofree char *asia = fixture_add_node (&self->f, "Asia", NULL);
  g_autofree char *target = ADD (self, "role-target", "role-id", self->monitoring, "node-id",
                                 self->europe, "target", "1");
  g_autofree char *zoe = add_person (self, "Zoe", "active", "2", self->france);
  g_autoptr (AmbReorganisePreview) told = NULL;
  g_autoptr (AmbCoverage) before = NULL;
  g_autofree char *sentence = NULL;

  assign (self, zoe, "current", "2026-01-01", NULL);
  told = preview (self, AMB_REORGANISE_MOVE, self->france, asia);
  g_assert_cmpstr (told->name, ==, "France");
  g_assert_cmpstr (told->target, ==, "Asia");
  g_assert_cmpint (told->n_nodes, ==, 1);
  g_assert_cmpint (told->n_people, ==, 1);
  g_assert_cmpuint (told->loses->len, ==, 1);
  g_assert_cmpstr (told->loses->pdata[0], ==, "Europe");
  g_assert_cmpuint (told->gains->len, ==, 1);
  g_assert_cmpstr (told->gains->pdata[0], ==, "Asia");
  g_assert_cmpuint (told->changes->len, ==, 2);
  g_assert_cmpuint (count_held (self, self->europe), ==, 1);
  before = load (self);
  reorganise (self, AMB_REORGANISE_MOVE, self->france, asia);
  assert_is_as_told (self, told, before);
  sentence = fixture_undo (&self->f, 1, 0);
  fixture_assert (&self->f, self->f.nodes, self->france, "parent-id", self->europe);
}

static void
test_nothing_becomes_part_of_what_is_below_it (World *self, gconstpointer data)
{
  refuse (self, AMB_REORGANISE_MOVE, self->europe, self->france, AMB_ERROR_INVALID);
  refuse (self, AMB_REORGANISE_MERGE, self->europe, self->france, AMB_ERROR_INVALID);
  refuse (self, AMB_REORGANISE_MERGE, self->europe, self->europe, AMB_ERROR_INVALID);
  refuse (self, AMB_REORGANISE_MOVE, self->europe, "gone", AMB_ERROR_NOT_FOUND);
  refuse (self, AMB_REORGANISE_CLOSE, self->europe, NULL, AMB_ERROR_REFUSED);
}

/* People, nodes below, roles that are held there; a hole that was wanted there ends. */
static void
test_what_is_merged_belongs_to_the_other (World *self, gconstpointer data)
{
  g_autofree char *asia = fixture_add_node (&self->f, "Asia", NULL);
  g_autofree char *lyon = fixture_add_node (&self->f, "Lyon", self->france);
  g_autofree char *head = add_person (self, "Hal", "active", "2", self->europe);
  g_autofree char *zoe = add_person (self, "Zoe", "active", "2", self->france);
  g_autofree char *target = ADD (self, "role-target", "role-id", self->monitoring, "node-id",
                                 self->france, "target", "3");
  g_autofree char *count = ADD (self, "headcount", "node-id", self->france, "counted-on",
                                "2026-06-30", "count", "100", "provenance", "imported");
  g_autofree char *right = ADD (self, "grant", "name", "Hal", "access", "lead", "node-id",
                                self->france, "starts-on", "2026-01-01");
  g_autofree char *held =
      ADD (self, "assignment", "ambassador-id", zoe, "role-id", self->monitoring, "node-id",
           self->france, "state", "current", "starts-on", "2026-01-01");
  g_autofree char *was = NULL, *is = NULL, *sentence = NULL;
  g_autoptr (AmbReorganisePreview) told = NULL;
  g_autoptr (AmbCoverage) before = NULL;

  fixture_set (&self->f, self->f.nodes, self->france, "head-id", head);
  was = fixture_dump (&self->f, self->f.nodes);
  before = load (self);
  told = preview (self, AMB_REORGANISE_MERGE, self->france, asia);
  g_assert_cmpint (told->n_nodes, ==, 1);
  g_assert_cmpint (told->n_people, ==, 1);
  g_assert_cmpint (told->n_records, ==, 1);
  g_assert_cmpint (told->n_targets, ==, 1);
  g_assert_cmpint (told->n_rights, ==, 1);
  g_assert_cmpint (told->n_facts, ==, 0);
  g_assert_false (told->stays);
  g_assert_cmpuint (told->offices->len, ==, 1);
  g_assert_cmpstr (told->offices->pdata[0], ==, "Hal");
  g_assert_cmpuint (told->loses->len, ==, 2); /* France itself, and Europe */
  g_assert_cmpstr (told->gains->pdata[0], ==, "Asia");
  reorganise (self, AMB_REORGANISE_MERGE, self->france, asia);
  assert_is_as_told (self, told, before);
  g_assert_false (fixture_lives (&self->f, self->f.nodes, self->france));
  g_assert_false (fixture_lives (&self->f, amb_entity_find ("role-target"), target));
  g_assert_false (fixture_lives (&self->f, amb_entity_find ("headcount"), count));
  g_assert_false (fixture_lives (&self->f, amb_entity_find ("grant"), right));
  fixture_assert (&self->f, self->f.people, zoe, "node-id", asia);
  fixture_assert (&self->f, self->f.people, head, "node-id", self->europe);
  fixture_assert (&self->f, self->f.nodes, lyon, "parent-id", asia);
  fixture_assert (&self->f, amb_entity_find ("assignment"), held, "node-id", asia);
  sentence = fixture_undo (&self->f, 7, 0);
  is = fixture_dump (&self->f, self->f.nodes);
  g_assert_cmpstr (is, ==, was);
  fixture_assert (&self->f, self->f.people, zoe, "node-id", self->france);
  g_assert_true (fixture_lives (&self->f, amb_entity_find ("headcount"), count));
}

/* What happened is told of the node in which it happened. */
static void
test_a_node_of_which_facts_tell_stays_empty (World *self, gconstpointer data)
{
  g_autofree char *support = ADD (self, "node", "name", "Support", "kind", "department");
  g_autofree char *head = add_person (self, "Hal", "active", "2", self->europe);
  g_autofree char *zoe = ADD (self, "ambassador", "display-name", "Zoe", "state", "active",
                              "department-id", self->sales);
  g_autofree char *exchange = ADD (self, "exchange", "from-node-id", self->sales, "to-node-id",
                                   self->france, "topic", "Fairs", "happened-on", "2026-11-20");
  g_autofree char *target =
      ADD (self, "role-target", "role-id", self->monitoring, "node-id", self->sales, "target", "3");
  g_autofree char *sentence = NULL;
  g_autoptr (AmbReorganisePreview) told = NULL;
  g_autoptr (AmbCoverage) before = NULL;

  fixture_set (&self->f, self->f.nodes, self->sales, "head-id", head);
  before = load (self);
  told = preview (self, AMB_REORGANISE_MERGE, self->sales, support);
  g_assert_cmpint (told->n_facts, ==, 1);
  g_assert_true (told->stays);
  reorganise (self, AMB_REORGANISE_MERGE, self->sales, support);
  assert_is_as_told (self, told, before);
  fixture_assert (&self->f, self->f.nodes, self->sales, "parent-id", support);
  fixture_assert (&self->f, self->f.nodes, self->sales, "head-id", NULL);
  fixture_assert (&self->f, self->f.people, zoe, "department-id", support);
  fixture_assert (&self->f, amb_entity_find ("exchange"), exchange, "from-node-id", self->sales);
  g_assert_false (fixture_lives (&self->f, amb_entity_find ("role-target"), target));
  sentence = fixture_undo (&self->f, 4, 0);
  fixture_assert (&self->f, self->f.nodes, self->sales, "parent-id", NULL);
  fixture_assert (&self->f, self->f.nodes, self->sales, "head-id", head);
}

static void
test_what_is_closed_belongs_to_the_node_above (World *self, gconstpointer data)
{
  g_autofree char *zoe = add_person (self, "Zoe", "active", "2", self->france);
  g_autoptr (AmbReorganisePreview) told = preview (self, AMB_REORGANISE_CLOSE, self->france, NULL);

  g_assert_cmpstr (told->target, ==, "Europe");
  g_assert_cmpuint (told->gains->len, ==, 0);
  g_assert_cmpuint (told->loses->len, ==, 1);
  g_assert_cmpstr (told->loses->pdata[0], ==, "France");
  reorganise (self, AMB_REORGANISE_CLOSE, self->france, NULL);
  g_assert_false (fixture_lives (&self->f, self->f.nodes, self->france));
  fixture_assert (&self->f, self->f.people, zoe, "node-id", self->europe);
}

/* One refusal in the middle, and everything is as it was. */
static void
test_what_is_refused_changes_nothing (World *self, gconstpointer data)
{
  g_autofree char *zoe = add_person (self, "Zoe", "active", "2", self->france);
  g_autoptr (GError) error = NULL;

  amb_programme_set_actor (self->f.programme, "Lea", NULL, AMB_ACCESS_LEAD);
  g_assert_false (amb_programme_reorganise (self->f.programme, AMB_REORGANISE_CLOSE, self->france,
                                            NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
  amb_programme_set_actor (self->f.programme, "Mia", NULL, AMB_ACCESS_MANAGER);
  g_assert_true (fixture_lives (&self->f, self->f.nodes, self->france));
  fixture_assert (&self->f, self->f.people, zoe, "node-id", self->france);
}

/* Nothing is previewed that is then refused. */
static void
test_a_preview_is_refused_as_the_order_is (World *self, gconstpointer data)
{
  static const AmbReorganiseVerb verbs[] = { AMB_REORGANISE_MOVE, AMB_REORGANISE_MERGE,
                                             AMB_REORGANISE_CLOSE };
  AmbStore *store = self->f.store;

  fixture_act_as (&self->f, "lead", "node:europe");
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autoptr (GError) told = NULL, done = NULL;

      g_assert_null (amb_reorganise_preview (store, verbs[i], self->france, self->sales, &told));
      g_assert_error (told, AMB_ERROR, AMB_ERROR_DENIED);
      g_assert_false (
          amb_programme_reorganise (self->f.programme, verbs[i], self->france, self->sales, &done));
      g_assert_cmpstr (told->message, ==, done->message);
    }
}

/* People keep a department that is one. */
static void
test_a_department_is_merged_into_a_department (World *self, gconstpointer data)
{
  g_autofree char *zoe =
      ADD (self, "ambassador", "display-name", "Zoe", "department-id", self->sales);
  g_autoptr (GError) told = NULL, done = NULL;

  g_assert_null (amb_reorganise_preview (self->f.store, AMB_REORGANISE_MERGE, self->sales,
                                         self->france, &told));
  g_assert_error (told, AMB_ERROR, AMB_ERROR_INVALID);
  g_assert_nonnull (strstr (told->message, "“France” is of the kind “Country”"));
  g_assert_false (amb_programme_reorganise (self->f.programme, AMB_REORGANISE_MERGE, self->sales,
                                            self->france, &done));
  fixture_assert (&self->f, self->f.people, zoe, "department-id", self->sales);
}

#define TEST(path, function)                                                                       \
  g_test_add ("/programme/reorganise/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("a-preview-is-what-the-move-does", test_a_preview_is_what_the_move_does);
  TEST ("nothing-becomes-part-of-what-is-below-it", test_nothing_becomes_part_of_what_is_below_it);
  TEST ("what-is-merged-belongs-to-the-other", test_what_is_merged_belongs_to_the_other);
  TEST ("a-node-of-which-facts-tell-stays-empty", test_a_node_of_which_facts_tell_stays_empty);
  TEST ("what-is-closed-belongs-to-the-node-above", test_what_is_closed_belongs_to_the_node_above);
  TEST ("what-is-refused-changes-nothing", test_what_is_refused_changes_nothing);
  TEST ("a-preview-is-refused-as-the-order-is", test_a_preview_is_refused_as_the_order_is);
  TEST ("a-department-is-merged-into-a-department", test_a_department_is_merged_into_a_department);
  return g_test_run ();
}
