/* A practice tried by somebody else: whether it worked there too. */
#include "amb-entity-tables.h"

static const AmbChoice outcomes[] = {
  { "worked", N_ ("Worked"), "object-select-symbolic", "good" },
  { "adapted", N_ ("Worked with changes"), "document-edit-symbolic", "info" },
  { "did_not_work", N_ ("Did not work"), "action-unavailable-symbolic", "bad" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Trial"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_NAME_OF ("practices", "title", "practice_trials.practice_id"), AMB_PERSON_OF ("practice_trials.by_id")) },
  { "practice-id", N_("Practice"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "practice", .on_delete = AMB_CASCADE },
  { "by-id", N_("Tried by"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "outcome", N_("Outcome"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "worked", .choices = outcomes },
  { "tried-on", N_("Tried on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .hint = N_("What was changed, or why it did not work") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG },
  { AMB_SCOPE_NODES, "practice-id" },
  { AMB_SCOPE_NODES, "by-id" },
  { AMB_SCOPE_OWN, "by-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_practice_trial = {
  .name = "practice-trial",
  .collection = "practice_trials",
  .type_name = "AmbPracticeTrial",
  .label = N_ ("Trial of a practice"),
  .label_plural = N_ ("Trials of practices"),
  .icon = "emblem-ok-symbolic",
  .place = AMB_PLACE_TRAINING,
  .since = 1,
  .scopes = scopes,
  .self = "by-id",
  .fields = fields,
};
