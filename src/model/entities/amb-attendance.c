/* A person's place in a session: signed up, then there or not. */
#include "amb-entity-tables.h"

static const AmbChoice presences[] = {
  { "signed_up", N_ ("Signed up"), "x-office-calendar-symbolic", "info" },
  { "present", N_ ("Was there"), "object-select-symbolic", "good" },
  { "excused", N_ ("Excused absence"), "go-previous-symbolic" },
  { "absent", N_ ("Absence"), "action-unavailable-symbolic", "warn" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Attendance"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_PERSON_OF ("attendances.ambassador_id"), AMB_NAME_OF ("sessions", "title", "attendances.session_id")) },
  { "session-id", N_("Session"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "session", .on_delete = AMB_CASCADE },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "presence", N_("Presence"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .initial = "signed_up", .choices = presences },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { NULL }
};
// clang-format on

/* The trainer marks who was there. */
static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "session-id" },
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_OWN, "session-id.trainer-id" },
  { AMB_SCOPE_NONE },
};

static const AmbOnce once[] = {
  { "session-id ambassador-id" },
  { NULL },
};

const AmbEntity amb_entity_attendance = {
  .name = "attendance",
  .collection = "attendances",
  .type_name = "AmbAttendance",
  .label = N_ ("Attendance"),
  .label_plural = N_ ("Attendances"),
  .icon = "amb-person-symbolic",
  .place = AMB_PLACE_TRAINING,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .once = once,
  .fields = fields,
};
