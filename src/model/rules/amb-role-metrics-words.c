/* What is said of a role's metrics, in the same words everywhere. */
#include "amb-role-metrics.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define HOUR 60
#define DAY  (24 * HOUR)

// clang-format off
static const struct
{
  const char *label, *definition;
} words[AMB_N_METRICS] = {
  [AMB_METRIC_QUALIFIED] = { N_("Qualified signals a week"),
    N_("Signals reported that went beyond triage, by the week. Duplicates and drills don’t count.") },
  [AMB_METRIC_NOISE] = { N_("Dismissed as noise"),
    N_("Of the signals reported that somebody decided upon, those dismissed as noise.") },
  [AMB_METRIC_LAG] = { N_("Detection lag"),
    N_("From being published to being captured, the median; of the signals of which both are known.") },
  [AMB_METRIC_UPHELD] = { N_("Escalations upheld"),
    N_("Of the signals reported on whose escalation somebody decided, those that were right to escalate.") },
  [AMB_METRIC_ACCEPTED] = { N_("Proposals accepted"),
    N_("Of the ideas that were approved or rejected, those approved. Requested changes are no verdict yet.") },
  [AMB_METRIC_DERIVATIVES] = { N_("Derivatives per source"),
    N_("Accepted ideas made from an asset or from another item, for each source.") },
  [AMB_METRIC_AUDIENCES] = { N_("Items per audience"),
    N_("Accepted ideas with an audience, for each audience.") },
  [AMB_METRIC_ON_TIME] = { N_("On time"),
    N_("Of the own items that went out or should have, those that were out on the planned day. What is on hold doesn’t count.") },
  [AMB_METRIC_FIRST_PASS] = { N_("First pass"),
    N_("Of the own items that were judged for the first time, those approved at once.") },
  [AMB_METRIC_ENGAGEMENT] = { N_("Engagement per post"),
    N_("Reactions, comments and reposts of the publications of which they are known, for each publication.") },
  [AMB_METRIC_REUSED] = { N_("Reused by others"),
    N_("Of the own items that went out, those that others shared or made another item from.") },
  [AMB_METRIC_FIRST_RESPONSE] = { N_("Time to first response"),
    N_("From capture, or reopening, to the first answer by a person, the median; of the signals answered first.") },
  [AMB_METRIC_SLA] = { N_("Answered when due"),
    N_("Of the first answers with a time by which they were due, and of those overdue, those given by then.") },
  [AMB_METRIC_UNESCALATED] = { N_("Resolved without escalation"),
    N_("Of the own signals that were resolved, those that were never escalated.") },
  [AMB_METRIC_ANSWERED] = { N_("Questions answered in time"),
    N_("Of the threads begun in the own spaces, those that somebody else answered within the programme’s hours. Those that still have time don’t count.") },
  [AMB_METRIC_CROSS] = { N_("Cross-department threads"),
    N_("Of the threads of the own spaces in which somebody posted, those with people of two departments or more.") },
  [AMB_METRIC_CERTIFIED] = { N_("People certified"),
    N_("Of the people mentored, or present at a session, those who got a certificate since. Each counts once.") },
  [AMB_METRIC_VERIFIED] = { N_("Practices verified in date"),
    N_("Of the practices verified, whenever that was, those whose date has not passed.") },
  [AMB_METRIC_ACKNOWLEDGED] = { N_("Acknowledgement time"),
    N_("From being sent a speak or hold order to confirming it, the median. Drills don’t count.") },
  [AMB_METRIC_CORRECTIONS] = { N_("Corrections needed"),
    N_("Of the answers with a known outcome and of the approved lines, those that made things worse or went back to draft.") },
};
// clang-format on

const char *
amb_metric_get_label (AmbMetricId id)
{
  return _ (words[id].label);
}

const char *
amb_metric_get_definition (AmbMetricId id)
{
  return _ (words[id].definition);
}

static char *
dup_duration (gint64 minutes)
{
  if (minutes < HOUR)
    /* Translators: minutes */
    return g_strdup_printf (_ ("%d min"), (int) minutes);
  if (minutes < 2 * DAY)
    /* Translators: hours and minutes */
    return g_strdup_printf (_ ("%d h %d min"), (int) (minutes / HOUR), (int) (minutes % HOUR));
  /* Translators: days and hours */
  return g_strdup_printf (_ ("%d d %d h"), (int) (minutes / DAY), (int) (minutes % DAY / HOUR));
}

char *
amb_metric_dup_value (AmbMetricId id, const AmbMetric *metric)
{
  if (!metric->known)
    return g_strdup ("—");
  switch (amb_metric_get_unit (id))
    {
    case AMB_METRIC_SHARE:
      /* Translators: a share in percent. */
      return g_strdup_printf (_ ("%d %%"), (int) ((metric->value + 50) / 100));
    case AMB_METRIC_MINUTES:
      return dup_duration (metric->value);
    case AMB_METRIC_RATE:
      return g_strdup_printf ("%'.1f", metric->value / 100.0);
    case AMB_METRIC_COUNT:
    default:
      return g_strdup_printf ("%'" PRId64, metric->numerator);
    }
}

/* What is counted, by the days in which it was. */
static char *
dup_rate (AmbMetricId id, const AmbMetric *metric, int days)
{
  if (id == AMB_METRIC_QUALIFIED)
    /* Translators: a number of signals, of days */
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%d in %d day", "%d in %d days", (gulong) days),
        (int) metric->numerator, days);
  /* Translators: what is divided, by what, in how many days: “12 ÷ 4 in 90 days” */
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d ÷ %d in %d day", "%d ÷ %d in %d days", (gulong) days),
      (int) metric->numerator, (int) metric->denominator, days);
}

char *
amb_metric_dup_basis (AmbMetricId id, const AmbMetric *metric, int days)
{
  if (id == AMB_METRIC_VERIFIED)
    return metric->known
               /* Translators: a number out of another one */
               ? g_strdup_printf (_ ("%d of %d today"), (int) metric->numerator,
                                  (int) metric->denominator)
               : g_strdup (_ ("Nothing to count today"));
  if (!metric->known)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Nothing to count in %d day",
                                         "Nothing to count in %d days", (gulong) days),
                            days);
  if (amb_metric_get_unit (id) == AMB_METRIC_RATE)
    return dup_rate (id, metric, days);
  /* Translators: a number out of another one, in how many days: “3 of 4 in 90 days” */
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d of %d in %d day", "%d of %d in %d days", (gulong) days),
      (int) metric->numerator, (int) metric->denominator, days);
}
