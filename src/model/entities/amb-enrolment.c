/* An enrolment: one person on one track, with the results frozen at completion. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "assigned",       N_("Assigned, not begun"), "amb-todo-symbolic" }, \
  { "in_progress",    N_("In progress"),        "view-more-horizontal-symbolic", "info" }, \
  { "waiting_review", N_("Waiting for review"), "view-reveal-symbolic", "info" }, \
  { "complete",       N_("Complete"),           "object-select-symbolic", "good" }, \
  { "failed",         N_("Failed"),             "action-unavailable-symbolic", "bad" }, \
  { "expired",        N_("Time ran out"),       "appointment-missed-symbolic" }, \
  { "waived",         N_("Waived"),             "go-jump-symbolic", "good" }
// clang-format on

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = {
  STATES,
  { "overdue", N_ ("Overdue"), "task-past-due-symbolic", "warn" },
  { NULL },
};

#define STANDING_SQL                                                                               \
  "CASE WHEN enrolments.state IN ('assigned', 'in_progress') AND enrolments.due < :today "         \
  "THEN 'overdue' ELSE enrolments.state END"

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Enrolment"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_PERSON_OF ("enrolments.ambassador_id"), AMB_NAME_OF ("tracks", "name", "enrolments.track_id")) },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "track-id", N_("Track"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "track", .on_delete = AMB_REFUSE },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "assigned", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "due", N_("Due"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "started-on", N_("Begun on"), AMB_FIELD_DATE, AMB_FIELD_PAST, .since = 1 },
  { "completed-on", N_("Completed on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "score", N_("Score"), AMB_FIELD_INT, AMB_FIELD_LIST | AMB_FIELD_PERSONAL, .since = 1, .most = 100, .hint = N_("In per cent") },
  { "track-version", N_("Track version"), AMB_FIELD_INT, 0, .since = 1, .hint = N_("The version of the track that was followed") },
  { "results", N_("Frozen results"), AMB_FIELD_LONG_TEXT, AMB_FIELD_PERSONAL, .since = 1,
    .hint = N_("The result of each module as it was at completion") },
  { "evidence-id", N_("Evidence of prior learning"), AMB_FIELD_REF, 0, .since = 1, .ref = "evidence", .on_delete = AMB_CLEAR,
    .hint = N_("Approved: the track is waived") },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "assigned",       "in_progress",    S | L | M },
  { "assigned",       "expired",        L | M },
  { "assigned",       "waived",         L | M, AMB_GATE_NOT_OWN, "evidence-id" },
  { "in_progress",    "waiting_review", S | L | M },
  { "in_progress",    "expired",        L | M },
  { "in_progress",    "waived",         L | M, AMB_GATE_NOT_OWN, "evidence-id" },
  { "waiting_review", "complete",       L | M, AMB_GATE_NOT_OWN, "completed-on" },
  { "waiting_review", "failed",         L | M, AMB_GATE_NOT_OWN | AMB_GATE_REASON },
  { "waiting_review", "expired",        L | M },
  { "waiting_review", "waived",         L | M, AMB_GATE_NOT_OWN, "evidence-id" },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_NONE },
};

static const AmbSpan spans[] = {
  { "started-on", "completed-on" },
  { NULL },
};

/* A track is followed again when it is renewed, but not twice at a time. */
static const AmbOnce once[] = {
  { "ambassador-id track-id", NULL, "state=assigned in_progress waiting_review" },
  { NULL },
};

const AmbEntity amb_entity_enrolment = {
  .name = "enrolment",
  .collection = "enrolments",
  .type_name = "AmbEnrolment",
  .label = N_ ("Enrolment"),
  .label_plural = N_ ("Enrolments"),
  .icon = "amb-todo-symbolic",
  .place = AMB_PLACE_TRAINING,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .own_fields = "started-on evidence-id note",
  .spans = spans,
  .once = once,
  .fields = fields,
  .moves = moves,
};
