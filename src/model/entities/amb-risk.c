/* A risk of the register: how likely, how grave, who works against it. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "open",      N_("To be treated"),    "dialog-warning-symbolic", "warn" }, \
  { "mitigated", N_("Under control"),    "security-high-symbolic", "good" }, \
  { "accepted",  N_("Taken knowingly"),  "emblem-ok-symbolic", "info" }, \
  { "occurred",  N_("It happened"),      "dialog-error-symbolic", "bad" }, \
  { "closed",    N_("No longer a risk"), "object-select-symbolic" }

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = {
  STATES, { "overdue", N_("Overdue"), "task-past-due-symbolic", "bad" }, { NULL }
};

static const AmbChoice probabilities[] = {
  { "1", N_("1 – Very unlikely") }, { "2", N_("2 – Unlikely") }, { "3", N_("3 – Possible") },
  { "4", N_("4 – Likely") }, { "5", N_("5 – Almost certain") }, { NULL }
};
static const AmbChoice impacts[] = {
  { "1", N_("1 – Negligible") }, { "2", N_("2 – Minor") }, { "3", N_("3 – Noticeable") },
  { "4", N_("4 – Serious") }, { "5", N_("5 – Critical") }, { NULL }
};
// clang-format on

#define CRITICALITY_SQL "CAST(risks.probability AS INTEGER) * CAST(risks.impact AS INTEGER)"
#define STANDING_SQL                                                                               \
  "CASE WHEN risks.state = 'open' AND risks.due_on < :today THEN 'overdue' ELSE risks.state END"

// clang-format off
static const AmbField fields[] = {
  { "what", N_("Risk"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "probability", N_("Probability"), AMB_FIELD_ENUM, 0, .since = 1, .choices = probabilities },
  { "impact", N_("Impact"), AMB_FIELD_ENUM, AMB_FIELD_FACET, .since = 1, .choices = impacts },
  { "criticality", N_("Criticality"), AMB_FIELD_INT, AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .sql = CRITICALITY_SQL, .hint = N_("Probability times impact, 25 at the most") },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR, .hint = N_("Left empty: for the whole company") },
  { "mitigation", N_("Mitigation"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("What makes it less likely or less grave") },
  { "due-on", N_("Due"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "crisis-id", N_("Crisis"), AMB_FIELD_REF, 0, .since = 1, .ref = "crisis", .on_delete = AMB_CLEAR, .hint = N_("The crisis that it became") },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "open", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "open",      "mitigated", S | L | M, 0, "mitigation" },
  { "open",      "accepted",  L | M, AMB_GATE_REASON },
  { "open",      "occurred",  S | L | M },
  { "open",      "closed",    L | M, AMB_GATE_REASON },
  { "mitigated", "open",      S | L | M },
  { "mitigated", "occurred",  S | L | M },
  { "mitigated", "closed",    L | M },
  { "accepted",  "open",      S | L | M },
  { "accepted",  "occurred",  S | L | M },
  { "accepted",  "closed",    L | M },
  { "occurred",  "open",      L | M },
  { "occurred",  "closed",    L | M },
  { "closed",    "open",      L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_risk = {
  .name = "risk",
  .collection = "risks",
  .type_name = "AmbRisk",
  .label = N_ ("Risk"),
  .label_plural = N_ ("Risks"),
  .icon = "dialog-warning-symbolic",
  .place = AMB_PLACE_FIGURES,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .own_fields = "mitigation",
  .fields = fields,
  .moves = moves,
};
