/* An assignment: a person holds a role, from a day and until a day. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "proposed", N_("Proposed"),         "mail-unread-symbolic", "info" }, \
  { "current",  N_("Current"),          "object-select-symbolic", "good" }, \
  { "ended",    N_("Assignment ended"), "amb-done-symbolic" }, \
  { "declined", N_("Declined"),         "edit-undo-symbolic" }

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = { STATES, { "upcoming", N_("Upcoming"), "appointment-soon-symbolic", "info" }, { NULL } };

#define STANDING_SQL \
  "CASE WHEN assignments.state = 'current' AND assignments.ends_on < :today THEN 'ended' " \
  "WHEN assignments.state = 'current' AND assignments.starts_on > :today THEN 'upcoming' ELSE assignments.state END"

static const AmbField fields[] = {
  { "title", N_("Assignment"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_PERSON_OF ("assignments.ambassador_id"), AMB_NAME_OF ("roles", "name", "assignments.role_id")) },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "role-id", N_("Role"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET, .since = 1, .ref = "role", .on_delete = AMB_REFUSE },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR, .hint = N_("Left empty: in the home node of the person") },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "proposed", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "starts-on", N_("Starts on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "ends-on", N_("Ends on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .hint = N_("The last day; left empty while no end is planned") },
  { "author-id", N_("Proposed by"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .merge = AMB_MERGE_TEXT },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "proposed", "current",  S | L | M, 0, "starts-on" },
  { "proposed", "declined", S | L | M },
  { "current",  "ended",    S | L | M, 0, "ends-on" },
  { "ended",    "current",  L | M, AMB_GATE_REASON },
  { "declined", "proposed", L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_NONE },
};

static const AmbSpan spans[] = {
  { "starts-on", "ends-on" },
  { NULL },
};

/* A role that ended may be given again. */
static const AmbOnce once[] = {
  { "ambassador-id role-id", "node-id", "state=proposed current" },
  { NULL },
};

/* Who holds which role, without the rows. */
static const AmbIndex indexes[] = {
  { "assignments_holding", "deleted, role_id, ambassador_id, state, starts_on, ends_on, node_id",
    NULL },
  { NULL },
};

const AmbEntity amb_entity_assignment = {
  .name = "assignment",
  .collection = "assignments",
  .type_name = "AmbAssignment",
  .label = N_ ("Assignment"),
  .label_plural = N_ ("Assignments"),
  .icon = "avatar-default-symbolic",
  .place = AMB_PLACE_NETWORK,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .own_fields = "starts-on ends-on",
  .begins = "proposed current",
  .order = "-starts-on",
  .spans = spans,
  .once = once,
  .indexes = indexes,
  .fields = fields,
  .moves = moves,
};
