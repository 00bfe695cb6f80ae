/* Said outside, not lived inside: a promise that the inside does not keep yet. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "open",    N_("Noticed"),      "dialog-warning-symbolic", "warn" }, \
  { "acting",  N_("Being closed"), "view-refresh-symbolic", "info" }, \
  { "settled", N_("Settled"),      "object-select-symbolic", "good" }, \
  { "dropped", N_("Dropped"),      "list-remove-symbolic" }
// clang-format on

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = {
  STATES,
  { "overdue", N_ ("Overdue"), "task-past-due-symbolic", "bad" },
  { NULL },
};

#define STANDING_SQL                                                                               \
  "CASE WHEN coherence_gaps.state IN ('open', 'acting') AND coherence_gaps.due_on < :today "       \
  "THEN 'overdue' ELSE coherence_gaps.state END"

// clang-format off
static const AmbField fields[] = {
  { "promise", N_("Said outside"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "lived", N_("Lived inside"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "pillar-id", N_("Pillar"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "pillar", .on_delete = AMB_CLEAR },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR, .hint = N_("Left empty: for the whole company") },
  { "author-id", N_("Noticed by"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "action", N_("Action"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("What will make the inside keep the promise, or correct what is said") },
  { "due-on", N_("Due"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "open", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "open",    "acting",  S | L | M, 0, "owner-id action due-on" },
  { "open",    "dropped", L | M, AMB_GATE_REASON },
  { "acting",  "settled", S | L | M },
  { "acting",  "dropped", L | M, AMB_GATE_REASON },
  { "settled", "acting",  S | L | M },
  { "dropped", "open",    L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_OWN, "author-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_coherence_gap = {
  .name = "coherence-gap",
  .collection = "coherence_gaps",
  .type_name = "AmbCoherenceGap",
  .label = N_ ("Coherence gap"),
  .label_plural = N_ ("Said outside, not lived inside"),
  .icon = "amb-conflict-symbolic",
  .place = AMB_PLACE_FIGURES,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .own_fields = "lived action",
  .fields = fields,
  .moves = moves,
};
