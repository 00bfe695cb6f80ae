/* A cohort: those who are chosen together, composed as a draft and frozen as a decision. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
static const AmbChoice states[] = {
  { "draft",     N_("Draft"),         "document-edit-symbolic" },
  { "frozen",    N_("Frozen"),        "changes-prevent-symbolic", "info" },
  { "running",   N_("Under way"),     "media-playback-start-symbolic", "good" },
  { "closed",    N_("Cohort closed"), "amb-done-symbolic" },
  { "discarded", N_("Discarded"),     "list-remove-symbolic" },
  { NULL }
};

static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "call-id", N_("Call"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "call", .on_delete = AMB_REFUSE },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "draft", .choices = states },
  { "seats", N_("Seats"), AMB_FIELD_INT, AMB_FIELD_LIST, .since = 1 },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR, .hint = N_("Left empty: for the whole company") },
  { "starts-on", N_("Starts on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "previous-id", N_("Previous cohort"), AMB_FIELD_REF, 0, .since = 1, .ref = "cohort", .on_delete = AMB_CLEAR, .hint = N_("Its wait list is used again here") },
  { "frozen-on", N_("Frozen on"), AMB_FIELD_DATE, AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "frozen-reason", N_("Reason for the choice"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .merge = AMB_MERGE_TEXT,
    .hint = N_("Why these people, and which holes remain") },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .merge = AMB_MERGE_TEXT },
  { NULL }
};

#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "draft",     "frozen",    M, 0, "seats frozen-reason" },
  { "draft",     "discarded", M },
  { "frozen",    "running",   M, 0, "starts-on" },
  { "frozen",    "draft",     M, AMB_GATE_REASON },
  { "running",   "closed",    M },
  { "discarded", "draft",     M },
  { NULL }
};
// clang-format on

/* Texts about people: for managers, and the leads of the cohort's own node. */
static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_cohort = {
  .name = "cohort",
  .collection = "cohorts",
  .type_name = "AmbCohort",
  .label = N_ ("Cohort"),
  .label_plural = N_ ("Cohorts"),
  .icon = "system-users-symbolic",
  .place = AMB_PLACE_PEOPLE,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .fields = fields,
  .moves = moves,
};
