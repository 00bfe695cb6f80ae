/* A criterion of selection, of one call or of the whole programme. */
#include "amb-entity-tables.h"

// clang-format off
/* Their weights by default, in this order: 25, 25, 15, 15, 10, 10. */
static const AmbChoice kinds[] = {
  { "enthusiasm", N_("Enthusiasm, voluntary motivation") }, { "sharing", N_("Shares knowledge internally") },
  { "presence", N_("Professional social presence, self-declared") }, { "skill", N_("Skill for the role") },
  { "availability", N_("Availability, manager informed") }, { "judgement", N_("Listening and judgement") }, { "other", N_("Other") },
  { NULL }
};

static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_FACET, .since = 1, .initial = "other", .choices = kinds },
  { "call-id", N_("Call"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "call", .on_delete = AMB_CASCADE,
    .hint = N_("Left empty: for every call that has no criteria of its own") },
  { "role-id", N_("Role"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "role", .on_delete = AMB_CASCADE, .hint = N_("Left empty: for every role") },
  { "weight", N_("Weight in the fit"), AMB_FIELD_INT, AMB_FIELD_REQUIRED | AMB_FIELD_LIST, .since = 1, .initial = "10", .hint = N_("Share in the fit, against the other weights") },
  { "guide", N_("Guide for raters"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("What 0, 3 and 5 look like") },
  { "position", N_("Position"), AMB_FIELD_INT, AMB_FIELD_INDEX, .since = 1, .merge = AMB_MERGE_REGISTER },
  { "in-use", N_("In use"), AMB_FIELD_BOOL, AMB_FIELD_LIST, .since = 1, .initial = "1" },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_ORG }, { AMB_SCOPE_NONE } };

/* The same one twice would weigh twice. */
static const AmbOnce once[] = {
  { "name", "call-id role-id" },
  { NULL },
};

const AmbEntity amb_entity_criterion = {
  .name = "criterion",
  .collection = "criteria",
  .type_name = "AmbCriterion",
  .label = N_ ("Criterion"),
  .label_plural = N_ ("Criteria"),
  .icon = "amb-check-symbolic",
  .place = AMB_PLACE_PEOPLE,
  .since = 1,
  .scopes = scopes,
  .once = once,
  .fields = fields,
};
