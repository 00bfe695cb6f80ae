/* What came out of one module for one person: done when, with what score. */
#include "amb-entity-tables.h"

static const AmbChoice rounds[] = {
  { "first", N_ ("First time") },
  { "refresher_1", N_ ("First refresher") },
  { "refresher_2", N_ ("Second refresher") },
  { "refresher_3", N_ ("Third refresher") },
  { NULL },
};

static const AmbChoice outcomes[] = {
  { "done", N_ ("Done"), "amb-done-symbolic", "good" },
  { "passed", N_ ("Passed"), "object-select-symbolic", "good" },
  { "not_passed", N_ ("Not passed"), "action-unavailable-symbolic", "warn" },
  { "waived", N_ ("Waived"), "go-jump-symbolic" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Module result"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_PERSON_OF ("module_results.ambassador_id"), AMB_NAME_OF ("modules", "title", "module_results.module_id")) },
  { "enrolment-id", N_("Enrolment"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_INDEX, .since = 1, .ref = "enrolment", .on_delete = AMB_CASCADE },
  { "module-id", N_("Module"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "module", .on_delete = AMB_REFUSE },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "round", N_("Round"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "first", .choices = rounds,
    .hint = N_("The first time, or a refresher after 7, 30 or 90 days") },
  { "outcome", N_("Outcome"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "done", .choices = outcomes },
  { "done-on", N_("Done on"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "score", N_("Score"), AMB_FIELD_INT, AMB_FIELD_LIST | AMB_FIELD_PERSONAL, .since = 1, .most = 100, .hint = N_("In per cent") },
  { "session-id", N_("Session"), AMB_FIELD_REF, 0, .since = 1, .ref = "session", .on_delete = AMB_CLEAR,
    .hint = N_("Where it was done in a session") },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "enrolment-id" },
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_NONE },
};

static const AmbOnce once[] = {
  { "enrolment-id module-id round" },
  { NULL },
};

const AmbEntity amb_entity_module_result = {
  .name = "module-result",
  .collection = "module_results",
  .type_name = "AmbModuleResult",
  .label = N_ ("Module result"),
  .label_plural = N_ ("Module results"),
  .icon = "amb-check-symbolic",
  .place = AMB_PLACE_TRAINING,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .once = once,
  .fields = fields,
};
