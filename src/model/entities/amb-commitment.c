/* What a sponsor promised to do. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "promised", N_("Promised"), "content-loading-symbolic", "info" }, \
  { "kept",     N_("Kept"),     "object-select-symbolic", "good" }, \
  { "missed",   N_("Not kept"), "action-unavailable-symbolic", "bad" }
// clang-format on

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = {
  STATES,
  { "overdue", N_ ("Overdue"), "task-past-due-symbolic", "warn" },
  { NULL },
};

#define STANDING_SQL                                                                               \
  "CASE WHEN commitments.state = 'promised' AND commitments.due_on < :today THEN 'overdue' "       \
  "ELSE commitments.state END"

// clang-format off
static const AmbField fields[] = {
  { "what", N_("Commitment"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "sponsorship-id", N_("Sponsor"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "sponsorship", .on_delete = AMB_CASCADE },
  { "due-on", N_("Due"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "done-on", N_("Done on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "promised", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { NULL }
};

#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "promised", "kept",     L | M, 0, "done-on" },
  { "promised", "missed",   L | M },
  { "missed",   "kept",     L | M, 0, "done-on" },
  { "missed",   "promised", L | M, 0, "due-on" },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "sponsorship-id" },
  { AMB_SCOPE_OWN, "sponsorship-id.ambassador-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_commitment = {
  .name = "commitment",
  .collection = "commitments",
  .type_name = "AmbCommitment",
  .label = N_ ("Commitment of a sponsor"),
  .label_plural = N_ ("Commitments of sponsors"),
  .icon = "amb-check-symbolic",
  .place = AMB_PLACE_FIGURES,
  .since = 1,
  .scopes = scopes,
  .fields = fields,
  .moves = moves,
};
