/* A step of a role's process, ticked off by those who hold the role. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice rhythms[] = {
  { "once", N_("Once") }, { "each_time", N_("Each time") }, { "daily", N_("Every day") }, { "weekly", N_("Every week") }, { "monthly", N_("Every month") },
  { NULL }
};

static const AmbField fields[] = {
  { "what", N_("What to do"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "role-id", N_("Role"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "role", .on_delete = AMB_CASCADE },
  { "position", N_("Position"), AMB_FIELD_INT, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .merge = AMB_MERGE_REGISTER },
  { "rhythm", N_("How often"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "each_time", .choices = rhythms },
  { "how", N_("How"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "minutes", N_("Duration"), AMB_FIELD_DURATION, AMB_FIELD_LIST, .since = 1, .hint = N_("In minutes") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_ORG }, { AMB_SCOPE_NONE } };

const AmbEntity amb_entity_role_step = {
  .name = "role-step",
  .collection = "role_steps",
  .type_name = "AmbRoleStep",
  .label = N_ ("Role step"),
  .label_plural = N_ ("Role steps"),
  .icon = "view-list-ordered-symbolic",
  .place = AMB_PLACE_NETWORK,
  .since = 1,
  .scopes = scopes,
  .fields = fields,
};
