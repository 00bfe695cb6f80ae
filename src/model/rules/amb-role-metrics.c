#include "amb-role-metrics.h"

#include "amb-clock.h"

#include <string.h>

#define HOUR   G_GINT64_CONSTANT (3600000)
#define MINUTE G_GINT64_CONSTANT (60000)
#define WEEK   7

struct _AmbRoleMetrics
{
  char *kind;
  char *since;
  char *today;
  char *now;
  gint64 answer_time; /* ms */
  gint64 numerators[AMB_N_METRICS];
  gint64 denominators[AMB_N_METRICS];
  GArray *durations[AMB_N_METRICS]; /* of gint64, ms; NULL: none yet */
  GHashTable *seen;                 /* of char *: what counts once */
  GHashTable *ends;                 /* plan → char *, nullable: when its day is over */
};

// clang-format off
static const struct
{
  const char *role, *name;
  AmbMetricUnit unit;
  gboolean of_others;
} metrics[AMB_N_METRICS] = {
  [AMB_METRIC_QUALIFIED]      = { "monitoring",   "qualified-a-week",       AMB_METRIC_RATE },
  [AMB_METRIC_NOISE]          = { "monitoring",   "dismissed-as-noise",     AMB_METRIC_SHARE },
  [AMB_METRIC_LAG]            = { "monitoring",   "detection-lag",          AMB_METRIC_MINUTES },
  [AMB_METRIC_UPHELD]         = { "monitoring",   "escalations-upheld",     AMB_METRIC_COUNT },
  [AMB_METRIC_ACCEPTED]       = { "curator",      "proposals-accepted",     AMB_METRIC_SHARE },
  [AMB_METRIC_DERIVATIVES]    = { "curator",      "derivatives-per-source", AMB_METRIC_RATE },
  [AMB_METRIC_AUDIENCES]      = { "curator",      "items-per-audience",     AMB_METRIC_RATE },
  [AMB_METRIC_ON_TIME]        = { "producer",     "on-time",                AMB_METRIC_SHARE },
  [AMB_METRIC_FIRST_PASS]     = { "producer",     "first-pass",             AMB_METRIC_SHARE },
  [AMB_METRIC_ENGAGEMENT]     = { "producer",     "engagement-per-post",    AMB_METRIC_RATE, TRUE },
  [AMB_METRIC_REUSED]         = { "producer",     "reused-by-others",       AMB_METRIC_COUNT, TRUE },
  [AMB_METRIC_FIRST_RESPONSE] = { "responder",    "first-response",         AMB_METRIC_MINUTES },
  [AMB_METRIC_SLA]            = { "responder",    "sla-met",                AMB_METRIC_SHARE },
  [AMB_METRIC_UNESCALATED]    = { "responder",    "without-escalation",     AMB_METRIC_SHARE },
  [AMB_METRIC_ANSWERED]       = { "space_host",   "answered-in-time",       AMB_METRIC_SHARE },
  [AMB_METRIC_CROSS]          = { "space_host",   "cross-department",       AMB_METRIC_COUNT },
  [AMB_METRIC_CERTIFIED]      = { "trainer",      "people-certified",       AMB_METRIC_COUNT, TRUE },
  [AMB_METRIC_VERIFIED]       = { "trainer",      "practices-in-date",      AMB_METRIC_COUNT },
  [AMB_METRIC_ACKNOWLEDGED]   = { "spokesperson", "acknowledgement",        AMB_METRIC_MINUTES },
  [AMB_METRIC_CORRECTIONS]    = { "spokesperson", "corrections-needed",     AMB_METRIC_COUNT },
};
// clang-format on

const char *
amb_metric_get_role (AmbMetricId id)
{
  return metrics[id].role;
}

const char *
amb_metric_get_name (AmbMetricId id)
{
  return metrics[id].name;
}

AmbMetricUnit
amb_metric_get_unit (AmbMetricId id)
{
  return metrics[id].unit;
}

gboolean
amb_metric_is_of_others (AmbMetricId id)
{
  return metrics[id].of_others;
}

AmbRoleMetrics *
amb_role_metrics_new (
    const char *kind, const char *since, const char *today, const char *now, int answer_hours)
{
  AmbRoleMetrics *self = g_new0 (AmbRoleMetrics, 1);

  self->kind = g_strdup (kind);
  self->since = g_strdup (since);
  self->today = g_strdup (today);
  self->now = g_strdup (now);
  self->answer_time = answer_hours * HOUR;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
amb_role_metrics_free (AmbRoleMetrics *self)
{
  if (self == NULL)
    return;
  g_free (self->kind);
  g_free (self->since);
  g_free (self->today);
  g_free (self->now);
  for (guint i = 0; i < AMB_N_METRICS; i++)
    g_clear_pointer (&self->durations[i], g_array_unref);
  g_hash_table_unref (self->seen);
  g_hash_table_unref (self->ends);
  g_free (self);
}

int
amb_role_metrics_get_days (const AmbRoleMetrics *self)
{
  return amb_date_days_between (self->since, self->today) + 1;
}

const char *
amb_role_metrics_get_kind (const AmbRoleMetrics *self)
{
  return self->kind;
}

/* Days and instants as they are stored sort as texts. */

static gboolean
has_happened (const AmbRoleMetrics *self, const char *at, const char *since)
{
  return at != NULL && strcmp (at, since) >= 0 && strcmp (at, self->now) <= 0;
}

static gboolean
is_day_within (const AmbRoleMetrics *self, const char *day, const char *since)
{
  return day != NULL && strcmp (day, since) >= 0 && strcmp (day, self->today) <= 0;
}

static void
count (AmbRoleMetrics *self, AmbMetricId id, gboolean hit)
{
  self->numerators[id] += hit != FALSE;
  self->denominators[id]++;
}

/* What is measured between two instants; nothing lasts less than nothing. */
static void
count_duration (AmbRoleMetrics *self, AmbMetricId id, const char *from, const char *to)
{
  gint64 first, last;

  if (from == NULL || to == NULL || !amb_instant_parse (from, &first) ||
      !amb_instant_parse (to, &last) || last < first)
    return;
  last -= first;
  if (self->durations[id] == NULL)
    self->durations[id] = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (self->durations[id], last);
  self->numerators[id]++;
}

/* Is it the first of its kind of this holder? */
static gboolean
is_new (AmbRoleMetrics *self, const char *what, const char *holder, const char *which)
{
  return g_hash_table_add (self->seen, g_strjoin ("\n", what, holder, which, NULL));
}

/* Monitoring. */

static gboolean
is_qualified (const AmbHeardFact *fact)
{
  static const char *const states[] = { "triaged",   "monitoring", "assigned", "responded",
                                        "escalated", "resolved",   NULL };

  return g_strv_contains (states, fact->state) ||
         (g_str_equal (fact->state, "snoozed") && fact->triage_class != NULL);
}

void
amb_role_metrics_add_heard (AmbRoleMetrics *self, const AmbHeardFact *fact)
{
  if (!has_happened (self, fact->captured_at, fact->since) ||
      g_str_equal (fact->state, "duplicate"))
    return;
  count (self, AMB_METRIC_QUALIFIED, is_qualified (fact));
  if (!g_str_equal (fact->state, "new"))
    count (self, AMB_METRIC_NOISE,
           g_str_equal (fact->state, "dismissed") && g_strcmp0 (fact->dismissal, "noise") == 0);
  self->denominators[AMB_METRIC_LAG]++;
  count_duration (self, AMB_METRIC_LAG, fact->published_at, fact->captured_at);
  if (fact->upheld >= 0)
    count (self, AMB_METRIC_UPHELD, fact->upheld == 1);
}

/* Curator. */

void
amb_role_metrics_add_proposal (AmbRoleMetrics *self, const AmbProposalFact *fact)
{
  if (!has_happened (self, fact->decided_at, fact->since))
    return;
  count (self, AMB_METRIC_ACCEPTED, fact->approved);
  if (fact->approved && fact->source != NULL)
    {
      self->numerators[AMB_METRIC_DERIVATIVES]++;
      self->denominators[AMB_METRIC_DERIVATIVES] +=
          is_new (self, "source", fact->holder, fact->source);
    }
  if (fact->approved && fact->audience != NULL)
    {
      self->numerators[AMB_METRIC_AUDIENCES]++;
      self->denominators[AMB_METRIC_AUDIENCES] +=
          is_new (self, "audience", fact->holder, fact->audience);
    }
}

/* Producer. */

/* (transfer full) (nullable): the end of the day of a plan, by its own clock: when it is over. */
static char *
dup_end_of_day (const char *plan)
{
  const char *bracket = strchr (plan, '[');
  g_autofree char *day = g_strndup (plan, strlen ("2026-11-23"));
  g_autofree char *next = amb_date_add_days (day, 1);
  g_autofree char *midnight = next != NULL ? g_strconcat (next, "T00:00:00", NULL) : NULL;
  g_autofree char *name =
      bracket != NULL ? g_strndup (bracket + 1, strcspn (bracket + 1, "]")) : NULL;
  g_autoptr (GTimeZone) zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;
  g_autoptr (GDateTime) end = NULL;

  if (midnight == NULL)
    return NULL;
  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  end = g_date_time_new_from_iso8601 (midnight, zone);
  return end != NULL ? amb_instant_format (g_date_time_to_unix (end) * 1000) : NULL;
}

/* (nullable): many items are planned for the same moments */
static const char *
get_end_of_day (AmbRoleMetrics *self, const char *plan)
{
  gpointer end = NULL;

  if (plan != NULL && !g_hash_table_lookup_extended (self->ends, plan, NULL, &end))
    {
      end = dup_end_of_day (plan);
      g_hash_table_insert (self->ends, g_strdup (plan), end);
    }
  return end;
}

static void
count_on_time (AmbRoleMetrics *self, const AmbItemFact *fact)
{
  const char *end = get_end_of_day (self, fact->plan);

  if (end == NULL || g_str_equal (fact->state, "on_hold"))
    return;
  if (fact->out_at != NULL)
    {
      if (has_happened (self, fact->out_at, fact->since))
        count (self, AMB_METRIC_ON_TIME, strcmp (fact->out_at, end) < 0);
    }
  else if ((g_str_equal (fact->state, "scheduled") || g_str_equal (fact->state, "failed")) &&
           has_happened (self, end, fact->since))
    count (self, AMB_METRIC_ON_TIME, FALSE);
}

void
amb_role_metrics_add_item (AmbRoleMetrics *self, const AmbItemFact *fact)
{
  count_on_time (self, fact);
  if (has_happened (self, fact->judged_at, fact->since))
    count (self, AMB_METRIC_FIRST_PASS, fact->passed);
  if (has_happened (self, fact->out_at, fact->since))
    count (self, AMB_METRIC_REUSED, fact->reused);
}

void
amb_role_metrics_add_publication (AmbRoleMetrics *self, const AmbPublicationFact *fact)
{
  if (fact->engagement < 0 || !has_happened (self, fact->published_at, fact->since))
    return;
  self->numerators[AMB_METRIC_ENGAGEMENT] += fact->engagement;
  self->denominators[AMB_METRIC_ENGAGEMENT]++;
}

/* Responder. */

void
amb_role_metrics_add_answer (AmbRoleMetrics *self, const AmbAnswerFact *fact)
{
  if (fact->answered_at == NULL)
    {
      if (has_happened (self, fact->due_at, fact->since))
        count (self, AMB_METRIC_SLA, FALSE);
      return;
    }
  if (!has_happened (self, fact->answered_at, fact->since))
    return;
  self->denominators[AMB_METRIC_FIRST_RESPONSE]++;
  count_duration (self, AMB_METRIC_FIRST_RESPONSE, fact->begun_at, fact->answered_at);
  if (fact->due_at != NULL)
    count (self, AMB_METRIC_SLA, strcmp (fact->answered_at, fact->due_at) <= 0);
}

void
amb_role_metrics_add_resolved (AmbRoleMetrics *self, const AmbResolvedFact *fact)
{
  if (has_happened (self, fact->resolved_at, fact->since))
    count (self, AMB_METRIC_UNESCALATED, !fact->escalated);
}

/* Space host. */

static gboolean
is_in_time (const AmbRoleMetrics *self, const char *from, const char *to)
{
  gint64 first, last;

  return amb_instant_parse (from, &first) && amb_instant_parse (to, &last) &&
         last - first <= self->answer_time;
}

void
amb_role_metrics_add_thread (AmbRoleMetrics *self, const AmbThreadFact *fact)
{
  const char *answered = fact->answered_at;

  if (answered != NULL && strcmp (answered, self->now) > 0)
    answered = NULL;
  if (has_happened (self, fact->asked_at, fact->since) &&
      (answered != NULL || !is_in_time (self, fact->asked_at, self->now)))
    count (self, AMB_METRIC_ANSWERED,
           answered != NULL && is_in_time (self, fact->asked_at, answered));
  if (fact->n_posts > 0)
    count (self, AMB_METRIC_CROSS, fact->n_departments > 1);
}

/* Trainer or mentor. */

void
amb_role_metrics_add_trainee (AmbRoleMetrics *self, const AmbTraineeFact *fact)
{
  if (fact->from == NULL || strcmp (fact->from, self->today) > 0 ||
      (fact->until != NULL && strcmp (fact->until, fact->since) < 0))
    return;
  self->denominators[AMB_METRIC_CERTIFIED] += is_new (self, "trainee", fact->holder, fact->person);
  if (is_day_within (self, fact->certified, fact->since) &&
      strcmp (fact->certified, fact->from) >= 0)
    self->numerators[AMB_METRIC_CERTIFIED] +=
        is_new (self, "certified", fact->holder, fact->person);
}

void
amb_role_metrics_add_practice (AmbRoleMetrics *self, const AmbPracticeFact *fact)
{
  count (self, AMB_METRIC_VERIFIED,
         fact->verified_until != NULL && strcmp (fact->verified_until, self->today) >= 0);
}

/* Spokesperson. */

void
amb_role_metrics_add_receipt (AmbRoleMetrics *self, const AmbReceiptFact *fact)
{
  if (!has_happened (self, fact->sent_at, fact->since))
    return;
  self->denominators[AMB_METRIC_ACKNOWLEDGED]++;
  if (fact->confirmed_at != NULL && strcmp (fact->confirmed_at, self->now) <= 0)
    count_duration (self, AMB_METRIC_ACKNOWLEDGED, fact->sent_at, fact->confirmed_at);
}

void
amb_role_metrics_add_statement (AmbRoleMetrics *self, const AmbStatementFact *fact)
{
  gboolean corrected = has_happened (self, fact->corrected_at, fact->since);

  if (corrected || has_happened (self, fact->said_at, fact->since))
    count (self, AMB_METRIC_CORRECTIONS, corrected);
}

/* What comes of it. */

static int
compare_durations (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* In minutes, rounded; of an even number the middle of the two in the middle. */
static gint64
get_median (GArray *durations)
{
  guint middle = durations->len / 2;
  gint64 upper, sum;

  g_array_sort (durations, compare_durations);
  upper = g_array_index (durations, gint64, middle);
  sum = upper + (durations->len % 2 == 1 ? upper : g_array_index (durations, gint64, middle - 1));
  return (sum + MINUTE) / (2 * MINUTE);
}

static gint64
divide (gint64 numerator, gint64 denominator)
{
  return (2 * numerator + denominator) / (2 * denominator);
}

AmbMetric
amb_role_metrics_get (AmbRoleMetrics *self, AmbMetricId id)
{
  AmbMetric metric = { FALSE, self->numerators[id], self->denominators[id], 0 };

  if (g_strcmp0 (metrics[id].role, self->kind) != 0)
    return (AmbMetric){ 0 };
  if (metrics[id].unit == AMB_METRIC_MINUTES)
    metric.known = metric.numerator > 0;
  else
    metric.known = metric.denominator > 0;
  if (!metric.known)
    return metric;
  if (id == AMB_METRIC_QUALIFIED)
    {
      metric.denominator = amb_role_metrics_get_days (self);
      metric.value = divide (metric.numerator * WEEK * 100, MAX (metric.denominator, WEEK));
    }
  else if (metrics[id].unit == AMB_METRIC_MINUTES)
    metric.value = get_median (self->durations[id]);
  else if (metrics[id].unit == AMB_METRIC_COUNT)
    metric.value = metric.numerator * 100;
  else
    metric.value = divide (metric.numerator * (metrics[id].unit == AMB_METRIC_SHARE ? 10000 : 100),
                           metric.denominator);
  return metric;
}

/* Who sees them. */

gboolean
amb_role_metrics_may_see_person (AmbAccess access, gboolean is_self)
{
  return access == AMB_ACCESS_MANAGER || access == AMB_ACCESS_LEAD ||
         access == AMB_ACCESS_AUDITOR || (access == AMB_ACCESS_AMBASSADOR && is_self);
}

gboolean
amb_role_metrics_may_see_role (AmbAccess access, guint n_holders)
{
  return amb_role_metrics_may_see_person (access, FALSE) ||
         (access == AMB_ACCESS_SPONSOR && n_holders >= AMB_METRIC_FEWEST);
}

/* Steps. */

char *
amb_step_dup_since (const char *rhythm, const char *today)
{
  g_autofree char *noon = g_strconcat (today, "T12:00:00Z", NULL);
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (noon, NULL);

  if (g_strcmp0 (rhythm, "once") == 0)
    return NULL;
  if (day != NULL && g_strcmp0 (rhythm, "weekly") == 0)
    return amb_date_add_days (today, 1 - g_date_time_get_day_of_week (day));
  if (day != NULL && g_strcmp0 (rhythm, "monthly") == 0)
    return amb_date_add_days (today, 1 - g_date_time_get_day_of_month (day));
  return g_strdup (today);
}
