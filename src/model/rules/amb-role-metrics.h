/* What shows that a role is held well: every metric of the seven kinds of roles, pure functions
 * over facts. */
#pragma once

#include "amb-access.h"

G_BEGIN_DECLS

#define AMB_METRIC_DAYS         90 /* where the programme's record says nothing else */
#define AMB_METRIC_ANSWER_HOURS 48 /* the same */
#define AMB_METRIC_FEWEST       5  /* a sponsor sees no sum over fewer people */

typedef enum
{
  AMB_METRIC_SHARE,   /* per cent: numerator of denominator */
  AMB_METRIC_COUNT,   /* numerator, out of denominator */
  AMB_METRIC_RATE,    /* numerator for each of denominator */
  AMB_METRIC_MINUTES, /* the median of numerator durations, out of denominator */
} AmbMetricUnit;

/**
 * AmbMetricId: what each one is.
 *
 * All read the days of the window, today with them, and of these the days since which somebody
 * holds the role. The window is the programme's `metric-days` (AMB_METRIC_DAYS). What was removed,
 * drills, tasks, whether accepted or declined, and the steps of the role are in none. Where there
 * is nothing to count, the metric is unknown; a 0 is always counted. Of several holders, numerators
 * and denominators add up, and a median is that of all durations.
 */
typedef enum
{
  /* Monitoring: signals that the holder reported, captured in the window; not duplicates. */
  /* Signals that went beyond triage (neither new, dismissed, nor put off before it) / weeks of the
   * window, one at least. */
  AMB_METRIC_QUALIFIED,
  /* Dismissed as noise / decided upon (all but new ones). Off topic, spam and handled elsewhere are
   * in the denominator only. */
  AMB_METRIC_NOISE,
  /* Median of captured − published; those of which it isn't known when they were published, or that
   * were captured before it, are left out. */
  AMB_METRIC_LAG,
  /* Escalations of which somebody said that they were right / those of which it was said at all. */
  AMB_METRIC_UPHELD,

  /* Curator: content items whose idea was the holder's (their author), whose latest verdict
   * (approved or rejected) fell in the window. Changes requested is no verdict yet. */
  /* Approved / approved or rejected. */
  AMB_METRIC_ACCEPTED,
  /* Approved ones made from an asset or from another item / different sources of them. */
  AMB_METRIC_DERIVATIVES,
  /* Approved ones with an audience / different audiences of them. */
  AMB_METRIC_AUDIENCES,

  /* Producer: content items that the holder owns. */
  /* Out by the end of the planned day, by the clock of the plan / items with a plan that went out
   * in the window or should have; what is on hold, rejected or not scheduled yet is not promised.
   * Out: its first publication, or the move to published. */
  AMB_METRIC_ON_TIME,
  /* First verdict was approved / items whose first verdict (approved, changes requested, rejected)
   * fell in the window. */
  AMB_METRIC_FIRST_PASS,
  /* Reactions, comments and reposts, as measured last / publications of the window of which any of
   * these is known. */
  AMB_METRIC_ENGAGEMENT,
  /* Items from which somebody else made another one, or which somebody else shared on their own
   * profile / items that went out in the window. */
  AMB_METRIC_REUSED,

  /* Responder: signals that are no drill. */
  /* Median of the first answer by a person, when it was the holder's and in the window, since the
   * signal was captured or reopened. */
  AMB_METRIC_FIRST_RESPONSE,
  /* First answers by the time that was due / first answers in the window to signals with such a
   * time, and signals of the holder's that wait for an answer and whose time ran out in the window.
   */
  AMB_METRIC_SLA,
  /* Never escalated / signals that the holder owns and that were resolved in the window. */
  AMB_METRIC_UNESCALATED,

  /* Space host: threads of the spaces whose host the holder is; not those where they only step in.
   */
  /* First post by somebody else than who asked, or the move to answered, within the programme's
   * `answer-hours` (AMB_METRIC_ANSWER_HOURS) / threads begun in the window; those that still have
   * time are left out. */
  AMB_METRIC_ANSWERED,
  /* With posts of people of two departments or more / threads in which somebody posted; posts of
   * the window. */
  AMB_METRIC_CROSS,

  /* Trainer or mentor. */
  /* People with a certificate issued in the window since they were accompanied, and not revoked /
   * people accompanied in it: mentored, or present at a session that the holder held. A person
   * counts once. */
  AMB_METRIC_CERTIFIED,
  /* Still in date today / practices that the holder verified, whenever; not those that were retired
   * or are to be verified anew. */
  AMB_METRIC_VERIFIED,

  /* Spokesperson. */
  /* Median of confirmed − sent of the speak and hold orders that the holder received in the window,
   * out of those received; drills not. */
  AMB_METRIC_ACKNOWLEDGED,
  /* Answers of the holder's that made things worse, and approved lines of theirs that went back to
   * draft / answers with a known outcome and lines approved or taken back, in the window. A line
   * that is no longer valid needed no correction. */
  AMB_METRIC_CORRECTIONS,

  AMB_N_METRICS,
} AmbMetricId;

/* The facts. Days are YYYY-MM-DD, instants as stored (UTC). @since: the first day that counts, of
 * the holder whose fact it is. A NULL is unknown. */

typedef struct
{
  const char *since;
  const char *captured_at;
  const char *published_at;
  const char *state;
  const char *triage_class;
  const char *dismissal;
  int upheld; /* 1, 0; −1: nobody said */
} AmbHeardFact;

typedef struct
{
  const char *since;
  const char *holder;
  const char *decided_at;
  gboolean approved;
  const char *source; /* id of the asset or of the item that it was made from */
  const char *audience;
} AmbProposalFact;

typedef struct
{
  const char *since;
  const char *state;
  const char *plan; /* wall time with its zone */
  const char *out_at;
  const char *judged_at; /* first verdict */
  gboolean passed;
  gboolean reused;
} AmbItemFact;

typedef struct
{
  const char *since;
  const char *published_at;
  gint64 engagement; /* −1: unknown */
} AmbPublicationFact;

typedef struct
{
  const char *since;
  const char *begun_at; /* the clock runs from here */
  const char *due_at;
  const char *answered_at; /* NULL: it waits */
} AmbAnswerFact;

typedef struct
{
  const char *since;
  const char *resolved_at;
  gboolean escalated;
} AmbResolvedFact;

typedef struct
{
  const char *since;
  const char *asked_at;
  const char *answered_at;
  gint64 n_posts; /* of the window */
  gint64 n_departments;
} AmbThreadFact;

typedef struct
{
  const char *since;
  const char *holder;
  const char *person;
  const char *from;      /* day */
  const char *until;     /* day; NULL: it goes on */
  const char *certified; /* day of the latest certificate that is valid */
} AmbTraineeFact;

typedef struct
{
  const char *verified_until;
} AmbPracticeFact;

typedef struct
{
  const char *since;
  const char *sent_at;
  const char *confirmed_at;
} AmbReceiptFact;

typedef struct
{
  const char *since;
  const char *said_at;      /* answered; or the line was approved */
  const char *corrected_at; /* the same instant, or when the line went back */
} AmbStatementFact;

/* A metric as it stands. */
typedef struct
{
  gboolean known;
  gint64 numerator;
  gint64 denominator;
  gint64 value; /* hundredths; of AMB_METRIC_MINUTES minutes, rounded */
} AmbMetric;

typedef struct _AmbRoleMetrics AmbRoleMetrics;

/**
 * amb_role_metrics_new:
 * @kind: of the role: "monitoring" …; any other has no metrics
 * @since: first day of the window: of a holder no earlier than the role was taken
 * @today: the programme's day
 * @now: the instant, as stored
 * @answer_hours: in which a question is answered
 *
 * Any thread, one at a time.
 */
AmbRoleMetrics *amb_role_metrics_new (
    const char *kind, const char *since, const char *today, const char *now, int answer_hours);
void amb_role_metrics_free (AmbRoleMetrics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbRoleMetrics, amb_role_metrics_free)

void amb_role_metrics_add_heard (AmbRoleMetrics *self, const AmbHeardFact *fact);
void amb_role_metrics_add_proposal (AmbRoleMetrics *self, const AmbProposalFact *fact);
void amb_role_metrics_add_item (AmbRoleMetrics *self, const AmbItemFact *fact);
void amb_role_metrics_add_publication (AmbRoleMetrics *self, const AmbPublicationFact *fact);
void amb_role_metrics_add_answer (AmbRoleMetrics *self, const AmbAnswerFact *fact);
void amb_role_metrics_add_resolved (AmbRoleMetrics *self, const AmbResolvedFact *fact);
void amb_role_metrics_add_thread (AmbRoleMetrics *self, const AmbThreadFact *fact);
void amb_role_metrics_add_trainee (AmbRoleMetrics *self, const AmbTraineeFact *fact);
void amb_role_metrics_add_practice (AmbRoleMetrics *self, const AmbPracticeFact *fact);
void amb_role_metrics_add_receipt (AmbRoleMetrics *self, const AmbReceiptFact *fact);
void amb_role_metrics_add_statement (AmbRoleMetrics *self, const AmbStatementFact *fact);

/** amb_role_metrics_get: of a role's own metrics; any other is unknown */
AmbMetric amb_role_metrics_get (AmbRoleMetrics *self, AmbMetricId id);
/** amb_role_metrics_get_days: days of the window */
int amb_role_metrics_get_days (const AmbRoleMetrics *self);
const char *amb_role_metrics_get_kind (const AmbRoleMetrics *self);

/** amb_metric_get_role: the kind of role whose metric it is */
const char *amb_metric_get_role (AmbMetricId id);
/** amb_metric_get_name: as the command line's JSON calls it */
const char *amb_metric_get_name (AmbMetricId id);
AmbMetricUnit amb_metric_get_unit (AmbMetricId id);
/** amb_metric_is_of_others: rests on records of others, which an ambassador's desk doesn't hold */
gboolean amb_metric_is_of_others (AmbMetricId id);

/** amb_role_metrics_may_see_person: may @access see what one holder did? A lead holds the records
 * of own people only; to a fellow ambassador and a sponsor it is denied. */
gboolean amb_role_metrics_may_see_person (AmbAccess access, gboolean is_self);
/** amb_role_metrics_may_see_role: may @access see the sum over @n_holders people? An ambassador
 * holds no records of others, so that a sum would be their own figure by another name. */
gboolean amb_role_metrics_may_see_role (AmbAccess access, guint n_holders);

/** amb_step_dup_since: (transfer full) (nullable): the first day whose tick of a step with this
 * @rhythm still stands @today: this Monday, the first of the month, today; NULL: any day (once) */
char *amb_step_dup_since (const char *rhythm, const char *today);

/* In words, the same everywhere. */
/** amb_metric_get_label: translated: “Detection lag” */
const char *amb_metric_get_label (AmbMetricId id);
/** amb_metric_get_definition: translated: what is counted, in a sentence */
const char *amb_metric_get_definition (AmbMetricId id);
/** amb_metric_dup_value: (transfer full): “75 %”, “2.5”, “3”, “1 h 20 min”; “—”: unknown */
char *amb_metric_dup_value (AmbMetricId id, const AmbMetric *metric);
/** amb_metric_dup_basis: (transfer full): “3 of 4 in 90 days”, or that there was nothing to count
 */
char *amb_metric_dup_basis (AmbMetricId id, const AmbMetric *metric, int days);

G_END_DECLS
