/* How many people a node should have in a role: a cell of the coverage matrix. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Role target"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_NAME_OF ("roles", "name", "role_targets.role_id"), AMB_NAME_OF ("nodes", "name", "role_targets.node_id")) },
  { "role-id", N_("Role"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET, .since = 1, .ref = "role", .on_delete = AMB_CASCADE },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CASCADE },
  { "target", N_("People wanted"), AMB_FIELD_INT, AMB_FIELD_REQUIRED | AMB_FIELD_LIST, .since = 1, .initial = "1", .hint = N_("Below this number the matrix shows a hole") },
  { "due-on", N_("Due on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .merge = AMB_MERGE_TEXT },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_NODE, "node-id" }, { AMB_SCOPE_NONE } };

static const AmbOnce once[] = {
  { "role-id node-id", "due-on" },
  { NULL },
};

const AmbEntity amb_entity_role_target = {
  .name = "role-target",
  .collection = "role_targets",
  .type_name = "AmbRoleTarget",
  .label = N_ ("Role target"),
  .label_plural = N_ ("Role targets"),
  .icon = "find-location-symbolic",
  .place = AMB_PLACE_NETWORK,
  .since = 1,
  .scopes = scopes,
  .once = once,
  .fields = fields,
};
