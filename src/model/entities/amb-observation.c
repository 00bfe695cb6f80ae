/* What one person saw of another's practice. Both hold it, nobody else. */
#include "amb-entity-tables.h"

static const AmbChoice outcomes[] = {
  { "at_ease", N_ ("At ease"), "object-select-symbolic", "good" },
  { "with_help", N_ ("With help"), "view-more-horizontal-symbolic", "info" },
  { "not_yet", N_ ("To practise again"), "view-refresh-symbolic", "warn" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Observation"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_PERSON_OF ("observations.ambassador_id"), AMB_NAME_OF ("modules", "title", "observations.module_id")) },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE,
    .hint = N_("Whose practice was observed") },
  { "observer-id", N_("Observed by"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "module-id", N_("Module"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET, .since = 1, .ref = "module", .on_delete = AMB_CLEAR },
  { "observed-on", N_("Observed on"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "outcome", N_("Outcome"), AMB_FIELD_ENUM, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_PERSONAL, .since = 1, .choices = outcomes },
  { "went-well", N_("What went well"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { "next-step", N_("Next step"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1,
    .hint = N_("One thing to practise until the next time") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_OWN, "observer-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_observation = {
  .name = "observation",
  .collection = "observations",
  .type_name = "AmbObservation",
  .label = N_ ("Observation"),
  .label_plural = N_ ("Observations"),
  .icon = "view-reveal-symbolic",
  .place = AMB_PLACE_TRAINING,
  .since = 1,
  .scopes = scopes,
  .is_private = TRUE,
  .self = "ambassador-id",
  .fields = fields,
};
