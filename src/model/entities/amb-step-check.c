/* A tick: a person did a step of a role on a day. Taken back by removing it. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Ticked step"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_NAME_OF ("role_steps", "what", "step_checks.step_id"), AMB_PERSON_OF ("step_checks.ambassador_id")) },
  { "step-id", N_("Role step"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET, .since = 1, .ref = "role-step", .on_delete = AMB_CASCADE },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "assignment-id", N_("Assignment"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "assignment", .on_delete = AMB_CLEAR },
  { "done-on", N_("Done on"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "by-id", N_("Recorded by"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR,
    .hint = N_("Left empty: the person did it") },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL | AMB_FIELD_LIST, .since = 1 },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_NODES, "assignment-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_step_check = {
  .name = "step-check",
  .collection = "step_checks",
  .type_name = "AmbStepCheck",
  .label = N_ ("Ticked step"),
  .label_plural = N_ ("Ticked steps"),
  .icon = "checkbox-checked-symbolic",
  .place = AMB_PLACE_NETWORK,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .recorder = "by-id",
  .fields = fields,
};
