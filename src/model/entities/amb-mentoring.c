/* A mentoring pair: who accompanies whom, from when until when, and why. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

static const AmbChoice states[] = {
  { "proposed", N_ ("Proposed"), "mail-unread-symbolic", "info" },
  { "active", N_ ("Under way"), "object-select-symbolic", "good" },
  { "declined", N_ ("Declined"), "edit-undo-symbolic" },
  { "ended", N_ ("At its end"), "go-last-symbolic" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Mentoring pair"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_PERSON_OF ("mentorings.mentor_id"), AMB_PERSON_OF ("mentorings.mentee_id")) },
  { "mentor-id", N_("Mentor"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "mentee-id", N_("Mentee"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "proposed", .choices = states },
  { "starts-on", N_("Begins on"), AMB_FIELD_DATE, AMB_FIELD_LIST, .since = 1 },
  { "ends-on", N_("Ends on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "role-id", N_("Role"), AMB_FIELD_REF, AMB_FIELD_FACET, .since = 1, .ref = "role", .on_delete = AMB_CLEAR,
    .hint = N_("The role that the mentee grows into") },
  { "goal", N_("Goal"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .merge = AMB_MERGE_TEXT },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

/* Nobody becomes a mentor unasked: self is the mentor. */
static const AmbMove moves[] = {
  { "proposed", "active",   S | L | M, 0, "starts-on" },
  { "proposed", "declined", S | L | M },
  { "active",   "ended",    S | L | M },
  { "declined", "proposed", L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "mentor-id" },
  { AMB_SCOPE_NODES, "mentee-id" },
  { AMB_SCOPE_OWN, "mentor-id" },
  { AMB_SCOPE_OWN, "mentee-id" },
  { AMB_SCOPE_NONE },
};

static const AmbSpan spans[] = {
  { "starts-on", "ends-on" },
  { NULL },
};

static const AmbOnce once[] = {
  { "mentor-id mentee-id", "role-id", "state=proposed active" },
  { NULL },
};

const AmbEntity amb_entity_mentoring = {
  .name = "mentoring",
  .collection = "mentorings",
  .type_name = "AmbMentoring",
  .label = N_ ("Mentoring pair"),
  .label_plural = N_ ("Mentoring pairs"),
  .icon = "system-users-symbolic",
  .place = AMB_PLACE_TRAINING,
  .since = 1,
  .scopes = scopes,
  .self = "mentor-id",
  .spans = spans,
  .once = once,
  .fields = fields,
  .moves = moves,
};
