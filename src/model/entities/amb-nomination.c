/* A nomination: who thinks of whom as an ambassador, and why. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice kinds[] = {
  { "self", N_("By themselves") }, { "peer", N_("By a colleague") }, { "manager", N_("By their manager") }, { "activity", N_("Found by activity") },
  { NULL }
};

static const AmbField fields[] = {
  { "title", N_("Nomination"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_PERSON_OF ("nominations.ambassador_id"), AMB_NAME_OF ("calls", "name", "nominations.call_id")) },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "peer", .choices = kinds },
  { "by-id", N_("Nominated by"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "nominated-on", N_("Nominated on"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "call-id", N_("Call"), AMB_FIELD_REF, AMB_FIELD_FACET, .since = 1, .ref = "call", .on_delete = AMB_CLEAR },
  { "role-id", N_("Role"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "role", .on_delete = AMB_CLEAR, .hint = N_("The role that one has in mind") },
  { "reason", N_("Reason"), AMB_FIELD_LONG_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { "evidence", N_("Evidence"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .hint = N_("Examples and addresses; found by activity: which activity") },
  { NULL }
};
// clang-format on

/* Whoever nominates keeps sight of it; the nominee is told by a person and does not edit it. */
static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_OWN, "by-id" },
  { AMB_SCOPE_NONE },
};

/* Several people may nominate somebody, each once in a call. */
static const AmbOnce once[] = {
  { "ambassador-id call-id by-id" },
  { NULL },
};

const AmbEntity amb_entity_nomination = {
  .name = "nomination",
  .collection = "nominations",
  .type_name = "AmbNomination",
  .label = N_ ("Nomination"),
  .label_plural = N_ ("Nominations"),
  .icon = "starred-symbolic",
  .place = AMB_PLACE_PEOPLE,
  .since = 1,
  .scopes = scopes,
  .self = "by-id",
  .once = once,
  .fields = fields,
};
