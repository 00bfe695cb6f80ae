/* The metrics of roles, by cases worked out by hand: every one of every role. */
#include "amb-json.h"
#include "amb-role-metrics.h"

#include <string.h>

static AmbJson *
read_cases (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "role-metric-cases.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  AmbJson *json;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  json = amb_json_parse (text, length, &error);
  g_assert_no_error (error);
  return json;
}

#define TEXT(name)          amb_json_node_get_member_string (node, name)
#define NUMBER(name, other) amb_json_node_get_member_int (node, name, other)
#define IS(name)            amb_json_node_get_bool (amb_json_node_get_member (node, name), FALSE)

static void
add_heard (AmbRoleMetrics *metrics, const char *since, const AmbJsonNode *node)
{
  amb_role_metrics_add_heard (metrics,
                              &(AmbHeardFact){ since, TEXT ("captured_at"), TEXT ("published_at"),
                                               TEXT ("state"), TEXT ("triage_class"),
                                               TEXT ("dismissal"), (int) NUMBER ("upheld", -1) });
}

static void
add_proposal (AmbRoleMetrics *metrics, const char *since, const AmbJsonNode *node)
{
  amb_role_metrics_add_proposal (metrics, &(AmbProposalFact){ since, TEXT ("holder"),
                                                              TEXT ("decided_at"), IS ("approved"),
                                                              TEXT ("source"), TEXT ("audience") });
}

static void
add_item (AmbRoleMetrics *metrics, const char *since, const AmbJsonNode *node)
{
  amb_role_metrics_add_item (metrics,
                             &(AmbItemFact){ since, TEXT ("state"), TEXT ("plan"), TEXT ("out_at"),
                                             TEXT ("judged_at"), IS ("passed"), IS ("reused") });
}

static void
add_publication (AmbRoleMetrics *metrics, const char *since, const AmbJsonNode *node)
{
  amb_role_metrics_add_publication (
      metrics, &(AmbPublicationFact){ since, TEXT ("published_at"), NUMBER ("engagement", -1) });
}

static void
add_answer (AmbRoleMetrics *metrics, const char *since, const AmbJsonNode *node)
{
  amb_role_metrics_add_answer (
      metrics, &(AmbAnswerFact){ since, TEXT ("begun_at"), TEXT ("due_at"), TEXT ("answered_at") });
}

static void
add_resolved (AmbRoleMetrics *metrics, const char *since, const AmbJsonNode *node)
{
  amb_role_metrics_add_resolved (
      metrics, &(AmbResolvedFact){ since, TEXT ("resolved_at"), IS ("escalated") });
}

static void
add_thread (AmbRoleMetrics *metrics, const char *since, const AmbJsonNode *node)
{
  amb_role_metrics_add_thread (
      metrics, &(AmbThreadFact){ since, TEXT ("asked_at"), TEXT ("answered_at"),
                                 NUMBER ("n_posts", 0), NUMBER ("n_departments", 0) });
}

static void
add_trainee (AmbRoleMetrics *metrics, const char *since, const AmbJsonNode *node)
{
  amb_role_metrics_add_trainee (metrics, &(AmbTraineeFact){ since, TEXT ("holder"), TEXT ("person"),
                                                            TEXT ("from"), TEXT ("until"),
                                                            TEXT ("certified") });
}

static void
add_practice (AmbRoleMetrics *metrics, const char *since, const AmbJsonNode *node)
{
  amb_role_metrics_add_practice (metrics, &(AmbPracticeFact){ TEXT ("verified_until") });
}

static void
add_receipt (AmbRoleMetrics *metrics, const char *since, const AmbJsonNode *node)
{
  amb_role_metrics_add_receipt (
      metrics, &(AmbReceiptFact){ since, TEXT ("sent_at"), TEXT ("confirmed_at") });
}

static void
add_statement (AmbRoleMetrics *metrics, const char *since, const AmbJsonNode *node)
{
  amb_role_metrics_add_statement (
      metrics, &(AmbStatementFact){ since, TEXT ("said_at"), TEXT ("corrected_at") });
}

static const struct
{
  const char *name;
  void (*add) (AmbRoleMetrics *metrics, const char *since, const AmbJsonNode *node);
} facts[] = {
  { "heard", add_heard },     { "proposal", add_proposal },       { "item", add_item },
  { "answer", add_answer },   { "publication", add_publication }, { "resolved", add_resolved },
  { "thread", add_thread },   { "trainee", add_trainee },         { "practice", add_practice },
  { "receipt", add_receipt }, { "statement", add_statement },
};

static void
add_fact (AmbRoleMetrics *metrics, const char *since, const AmbJsonNode *fact)
{
  const AmbJsonNode *name = amb_json_node_get_first (fact);
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (g_str_equal (amb_json_node_get_string (name), facts[i].name))
      {
        facts[i].add (metrics, since, amb_json_node_get_next (name));
        found = TRUE;
      }
  g_assert_true (found);
}

/* Numerator, denominator, value; NULL: unknown. */
static void
assert_metric (const AmbMetric *metric, const AmbJsonNode *expected)
{
  const AmbJsonNode *number;
  const gint64 found[] = { metric->numerator, metric->denominator, metric->value };

  g_assert_nonnull (expected);
  g_assert_cmpint (metric->known, ==, amb_json_node_get_type (expected) != AMB_JSON_NULL);
  if (!metric->known)
    return;
  number = amb_json_node_get_first (expected);
  for (guint i = 0; i < G_N_ELEMENTS (found); i++, number = amb_json_node_get_next (number))
    g_assert_cmpint (found[i], ==, amb_json_node_get_int (number, -1));
}

static void
test_cases (void)
{
  g_autoptr (AmbJson) json = read_cases ();
  const AmbJsonNode *node = amb_json_get_root (json);
  gboolean known[AMB_N_METRICS] = { FALSE }, unknown[AMB_N_METRICS] = { FALSE };
  const char *today = TEXT ("today"), *now = TEXT ("now");
  int hours = (int) NUMBER ("answer-hours", 0);

  for (node = amb_json_node_get_first (amb_json_node_get_member (node, "cases")); node != NULL;
       node = amb_json_node_get_next (node))
    {
      const char *since = TEXT ("since");
      g_autoptr (AmbRoleMetrics) metrics =
          amb_role_metrics_new (TEXT ("kind"), since, today, now, hours);

      g_test_message ("%s", TEXT ("name"));
      for (const AmbJsonNode *fact =
               amb_json_node_get_first (amb_json_node_get_member (node, "facts"));
           fact != NULL; fact = amb_json_node_get_next (fact))
        add_fact (metrics, since, fact);
      for (AmbMetricId id = 0; id < AMB_N_METRICS; id++)
        {
          AmbMetric metric = amb_role_metrics_get (metrics, id);

          if (g_strcmp0 (amb_metric_get_role (id), TEXT ("kind")) != 0)
            {
              g_assert_false (metric.known);
              continue;
            }
          g_test_message ("  %s", amb_metric_get_name (id));
          assert_metric (&metric,
                         amb_json_node_get_member (amb_json_node_get_member (node, "expected"),
                                                   amb_metric_get_name (id)));
          known[id] |= metric.known;
          unknown[id] |= !metric.known;
        }
    }
  for (AmbMetricId id = 0; id < AMB_N_METRICS; id++)
    g_assert_true (known[id] && unknown[id]);
}

/* A fact of a second holder counts since they took the role. */
static void
test_each_holder_counts_since_then (void)
{
  g_autoptr (AmbRoleMetrics) metrics = amb_role_metrics_new (
      "responder", "2026-08-26", "2026-11-23", "2026-11-23T12:00:00.000Z", 48);
  AmbMetric metric;

  amb_role_metrics_add_resolved (
      metrics, &(AmbResolvedFact){ "2026-11-01", "2026-10-31T23:00:00.000Z", FALSE });
  amb_role_metrics_add_resolved (
      metrics, &(AmbResolvedFact){ "2026-08-26", "2026-10-31T23:00:00.000Z", FALSE });
  metric = amb_role_metrics_get (metrics, AMB_METRIC_UNESCALATED);
  g_assert_cmpint (metric.denominator, ==, 1);
  g_assert_cmpint (amb_role_metrics_get_days (metrics), ==, 90);
}

static void
test_words (void)
{
  static const struct
  {
    AmbMetricId id;
    AmbMetric metric;
    const char *value, *basis;
  } cases[] = {
    { AMB_METRIC_NOISE, { TRUE, 3, 4, 7500 }, "75 %", "3 of 4 in 90 days" },
    { AMB_METRIC_NOISE, { FALSE, 0, 0, 0 }, "—", "Nothing to count in 90 days" },
    { AMB_METRIC_NOISE, { TRUE, 0, 4, 0 }, "0 %", "0 of 4 in 90 days" },
    { AMB_METRIC_QUALIFIED, { TRUE, 5, 90, 39 }, "0.4", "5 in 90 days" },
    { AMB_METRIC_DERIVATIVES, { TRUE, 4, 3, 133 }, "1.3", "4 ÷ 3 in 90 days" },
    { AMB_METRIC_LAG, { TRUE, 3, 9, 30 }, "30 min", "3 of 9 in 90 days" },
    { AMB_METRIC_LAG, { TRUE, 3, 9, 80 }, "1 h 20 min", "3 of 9 in 90 days" },
    { AMB_METRIC_LAG, { TRUE, 3, 9, 2880 + 180 }, "2 d 3 h", "3 of 9 in 90 days" },
    { AMB_METRIC_CROSS, { TRUE, 3, 5, 300 }, "3", "3 of 5 in 90 days" },
    { AMB_METRIC_VERIFIED, { TRUE, 1, 3, 100 }, "1", "1 of 3 today" },
    { AMB_METRIC_VERIFIED, { FALSE, 0, 0, 0 }, "—", "Nothing to count today" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value = amb_metric_dup_value (cases[i].id, &cases[i].metric);
      g_autofree char *basis = amb_metric_dup_basis (cases[i].id, &cases[i].metric, 90);

      g_assert_cmpstr (value, ==, cases[i].value);
      g_assert_cmpstr (basis, ==, cases[i].basis);
    }
  for (AmbMetricId id = 0; id < AMB_N_METRICS; id++)
    {
      g_assert_cmpuint (strlen (amb_metric_get_label (id)), >, 0);
      g_assert_cmpuint (strlen (amb_metric_get_definition (id)), >, 0);
    }
}

static void
test_who_sees_them (void)
{
  // clang-format off
  static const struct
  {
    AmbAccess access;
    gboolean own, others, few, many;
  } cases[] = {
    { AMB_ACCESS_NONE,       FALSE, FALSE, FALSE, FALSE },
    { AMB_ACCESS_MANAGER,    TRUE,  TRUE,  TRUE,  TRUE },
    { AMB_ACCESS_LEAD,       TRUE,  TRUE,  TRUE,  TRUE },
    { AMB_ACCESS_AMBASSADOR, TRUE,  FALSE, FALSE, FALSE },
    { AMB_ACCESS_SPONSOR,    FALSE, FALSE, FALSE, TRUE },
    { AMB_ACCESS_AUDITOR,    TRUE,  TRUE,  TRUE,  TRUE },
  };
  // clang-format on

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmbAccess access = cases[i].access;

      g_test_message ("%s", amb_access_to_text (access));
      g_assert_cmpint (amb_role_metrics_may_see_person (access, TRUE), ==, cases[i].own);
      g_assert_cmpint (amb_role_metrics_may_see_person (access, FALSE), ==, cases[i].others);
      g_assert_cmpint (amb_role_metrics_may_see_role (access, 4), ==, cases[i].few);
      g_assert_cmpint (amb_role_metrics_may_see_role (access, 5), ==, cases[i].many);
    }
}

static void
test_how_long_a_tick_stands (void)
{
  static const struct
  {
    const char *rhythm, *today, *since;
  } cases[] = {
    { "once", "2026-11-23", NULL },
    { "each_time", "2026-11-23", "2026-11-23" },
    { "daily", "2026-11-23", "2026-11-23" },
    { "weekly", "2026-11-23", "2026-11-23" }, /* a Monday */
    { "weekly", "2026-11-22", "2026-11-16" },
    { "weekly", "2026-01-02", "2025-12-29" },
    { "monthly", "2026-11-23", "2026-11-01" },
    { "monthly", "2024-02-29", "2024-02-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *since = amb_step_dup_since (cases[i].rhythm, cases[i].today);

      g_assert_cmpstr (since, ==, cases[i].since);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/role-metrics/cases", test_cases);
  g_test_add_func ("/model/role-metrics/each-holder-counts-since-then",
                   test_each_holder_counts_since_then);
  g_test_add_func ("/model/role-metrics/words", test_words);
  g_test_add_func ("/model/role-metrics/who-sees-them", test_who_sees_them);
  g_test_add_func ("/model/role-metrics/how-long-a-tick-stands", test_how_long_a_tick_stands);
  return g_test_run ();
}
