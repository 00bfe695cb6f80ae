/* Counted by hand on a small company: a group with Europe (France, Spain) and Asia, and two
 * departments. */
#include "amb-coverage.h"

enum
{
  GROUP, /* the places in the order of the tree */
  ASIA,
  EUROPE,
  FRANCE,
  SPAIN,
  LEGAL,
  SALES,
  N_NODES
};

enum
{
  MONITORING,
  PRODUCER,
  N_ROLES
};

static AmbCoverage *
new_company (const char *root, const char *kind)
{
  AmbCoverage *self = amb_coverage_new ();

  /* By name, as a store gives them. */
  amb_coverage_add_node (self, "as", "Asia", "hub", "gr");
  amb_coverage_add_node (self, "eu", "Europe", "hub", "gr");
  amb_coverage_add_node (self, "fr", "France", "country", "eu");
  amb_coverage_add_node (self, "gr", "Group", "hub", NULL);
  amb_coverage_add_node (self, "le", "Legal", "department", "gr");
  amb_coverage_add_node (self, "sa", "Sales", "department", "gr");
  amb_coverage_add_node (self, "es", "Spain", "country", "eu");
  amb_coverage_add_role (self, "m", "Monitoring", 2);
  amb_coverage_add_role (self, "p", "Producer", 3);
  amb_coverage_arrange (self, root, kind);
  return self;
}

static void
hold (AmbCoverage *self, gint64 person, guint role, int place, int department)
{
  const AmbCoverageHolding holding = { person, role, place, department };

  g_array_append_val (self->holdings, holding);
}

static AmbCoverageNode *
node (AmbCoverage *self, guint index)
{
  return g_ptr_array_index (self->nodes, index);
}

static AmbCoverageRole *
role (AmbCoverage *self, guint index)
{
  return g_ptr_array_index (self->roles, index);
}

static void
assert_held (AmbCoverage *self, guint of_role, const guint *expected)
{
  for (guint i = 0; i < N_NODES; i++)
    g_assert_cmpuint (amb_coverage_get_cell (self, of_role, i)->n_held, ==, expected[i]);
}

static void
test_the_order_is_the_tree (void)
{
  static const char *const ids[] = { "gr", "as", "eu", "fr", "es", "le", "sa" };
  static const guint depths[] = { 0, 1, 1, 2, 2, 1, 1 };
  g_autoptr (AmbCoverage) self = new_company (NULL, NULL);

  g_assert_cmpuint (self->nodes->len, ==, N_NODES);
  for (guint i = 0; i < N_NODES; i++)
    {
      g_assert_cmpstr (node (self, i)->id, ==, ids[i]);
      g_assert_cmpuint (node (self, i)->depth, ==, depths[i]);
      g_assert_cmpint (amb_coverage_find_node (self, ids[i]), ==, (int) i);
    }
  g_assert_cmpint (node (self, SPAIN)->parent, ==, EUROPE);
}

static void
test_nodes_of_a_circle_are_shown_once (void)
{
  g_autoptr (AmbCoverage) self = amb_coverage_new ();

  amb_coverage_add_node (self, "a", "A", "hub", "b");
  amb_coverage_add_node (self, "b", "B", "hub", "a");
  amb_coverage_add_node (self, "c", "C", "hub", "gone");
  amb_coverage_add_role (self, "m", "Monitoring", 1);
  amb_coverage_arrange (self, NULL, NULL);
  g_assert_cmpuint (self->nodes->len, ==, 3);
  g_assert_cmpstr (node (self, 0)->id, ==, "c");
  g_assert_cmpstr (node (self, 1)->id, ==, "a");
  g_assert_cmpint (node (self, 1)->parent, ==, -1);
  g_assert_cmpstr (node (self, 2)->id, ==, "b");
  hold (self, 1, 0, 2, -1);
  amb_coverage_compute (self);
  g_assert_cmpuint (amb_coverage_get_cell (self, 0, 1)->n_held, ==, 1);
}

static void
test_an_empty_network_has_no_cells (void)
{
  g_autoptr (AmbCoverage) self = amb_coverage_new ();

  amb_coverage_add_role (self, "m", "Monitoring", 1);
  amb_coverage_arrange (self, NULL, NULL);
  hold (self, 1, MONITORING, -1, -1);
  amb_coverage_compute (self);
  amb_coverage_recompute (self);
  g_assert_cmpuint (self->cells->len, ==, 0);
  g_assert_cmpuint (role (self, 0)->n_held, ==, 0);
}

static void
test_a_person_counts_once_in_each_node (void)
{
  g_autoptr (AmbCoverage) self = new_company (NULL, NULL);

  hold (self, 1, MONITORING, FRANCE, SALES);
  hold (self, 1, MONITORING, SPAIN, SALES); /* the same person, a second place */
  hold (self, 2, MONITORING, FRANCE, -1);
  hold (self, 1, PRODUCER, FRANCE, SALES);
  hold (self, 3, PRODUCER, -1, LEGAL); /* no home node */
  amb_coverage_compute (self);
  assert_held (self, MONITORING, (const guint[]){ 2, 0, 2, 2, 1, 0, 1 });
  assert_held (self, PRODUCER, (const guint[]){ 2, 0, 1, 1, 0, 1, 1 });
  g_assert_cmpuint (node (self, GROUP)->n_held, ==, 3);
  g_assert_cmpuint (node (self, FRANCE)->n_held, ==, 2);
  g_assert_cmpuint (node (self, SALES)->n_held, ==, 1);
  g_assert_cmpuint (role (self, MONITORING)->n_held, ==, 2);
  g_assert_cmpuint (role (self, PRODUCER)->n_held, ==, 2);
}

static void
test_sums_are_of_what_is_shown (void)
{
  g_autoptr (AmbCoverage) self = new_company ("eu", "country");

  hold (self, 1, MONITORING, FRANCE, -1);
  hold (self, 1, MONITORING, SPAIN, -1);
  hold (self, 2, MONITORING, ASIA, -1);
  hold (self, 3, MONITORING, EUROPE, -1);
  amb_coverage_add_target (self, MONITORING, FRANCE, 3, NULL, "2026-11-23");
  amb_coverage_add_target (self, MONITORING, SPAIN, 1, NULL, "2026-11-23");
  amb_coverage_add_target (self, MONITORING, ASIA, 9, NULL, "2026-11-23");
  amb_coverage_compute (self);
  g_assert_true (node (self, FRANCE)->shown);
  g_assert_true (node (self, SPAIN)->shown);
  g_assert_false (node (self, EUROPE)->shown);
  g_assert_false (node (self, SALES)->shown);
  g_assert_cmpuint (role (self, MONITORING)->n_held, ==, 1);
  g_assert_cmpint (role (self, MONITORING)->n_missing, ==, 2);
  g_assert_cmpint (node (self, FRANCE)->n_missing, ==, 2);
  g_assert_cmpint (node (self, SPAIN)->n_missing, ==, 0);
}

static void
test_of_two_targets_the_day_decides (void)
{
  g_autoptr (AmbCoverage) self = new_company (NULL, NULL);
  AmbCoverageCell *cell = amb_coverage_get_cell (self, MONITORING, FRANCE);

  g_assert_cmpint (amb_coverage_get_missing (cell), ==, 0);
  amb_coverage_add_target (self, MONITORING, FRANCE, 4, "2027-06-30", "2026-11-23");
  g_assert_cmpint (cell->wanted, ==, -1);
  g_assert_cmpint (amb_coverage_get_missing (cell), ==, 0);
  g_assert_cmpint (amb_coverage_get_coming (cell), ==, 4);
  amb_coverage_add_target (self, MONITORING, FRANCE, 2, "2026-11-23", "2026-11-23");
  amb_coverage_add_target (self, MONITORING, FRANCE, 9, NULL, "2026-11-23");
  amb_coverage_add_target (self, MONITORING, FRANCE, 1, "2026-01-01", "2026-11-23");
  amb_coverage_add_target (self, MONITORING, FRANCE, 3, "2026-12-31", "2026-11-23");
  hold (self, 1, MONITORING, FRANCE, -1);
  amb_coverage_compute (self);
  g_assert_cmpint (cell->wanted, ==, 2);
  g_assert_cmpint (amb_coverage_get_missing (cell), ==, 1);
  g_assert_cmpint (cell->next, ==, 3);
  g_assert_cmpstr (cell->next_due, ==, "2026-12-31");
  g_assert_cmpint (amb_coverage_get_coming (cell), ==, 2);
}

static void
assert_flags (AmbCoverage *self, guint flag, const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < self->nodes->len; i++)
    if (node (self, i)->flags & flag)
      g_string_append_printf (found, "%s ", node (self, i)->id);
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_flags (void)
{
  g_autoptr (AmbCoverage) self = new_company (NULL, NULL);

  node (self, GROUP)->has_backup = node (self, SPAIN)->has_backup = TRUE;
  node (self, EUROPE)->has_sponsor = TRUE;
  amb_coverage_add_exchange (self, FRANCE, SPAIN);
  amb_coverage_add_exchange (self, GROUP, SALES);
  amb_coverage_compute (self);
  assert_flags (self, AMB_NODE_NO_BACKUP, "as eu fr le sa ");
  assert_flags (self, AMB_NODE_NO_SPONSOR, "gr as le sa ");
  assert_flags (self, AMB_NODE_SILO, "le ");
  g_assert_true (node (self, FRANCE)->has_exchanged);
  g_assert_false (node (self, EUROPE)->has_exchanged);
  g_assert_false (node (self, GROUP)->has_exchanged);
}

static void
test_a_sponsor_of_the_company_is_everybodys (void)
{
  g_autoptr (AmbCoverage) self = new_company (NULL, NULL);

  self->sponsors = TRUE;
  amb_coverage_compute (self);
  assert_flags (self, AMB_NODE_NO_SPONSOR, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/coverage/the-order-is-the-tree", test_the_order_is_the_tree);
  g_test_add_func ("/model/coverage/nodes-of-a-circle-are-shown-once",
                   test_nodes_of_a_circle_are_shown_once);
  g_test_add_func ("/model/coverage/an-empty-network-has-no-cells",
                   test_an_empty_network_has_no_cells);
  g_test_add_func ("/model/coverage/a-person-counts-once-in-each-node",
                   test_a_person_counts_once_in_each_node);
  g_test_add_func ("/model/coverage/sums-are-of-what-is-shown", test_sums_are_of_what_is_shown);
  g_test_add_func ("/model/coverage/of-two-targets-the-day-decides",
                   test_of_two_targets_the_day_decides);
  g_test_add_func ("/model/coverage/flags", test_flags);
  g_test_add_func ("/model/coverage/a-sponsor-of-the-company-is-everybodys",
                   test_a_sponsor_of_the_company_is_everybodys);
  return g_test_run ();
}
