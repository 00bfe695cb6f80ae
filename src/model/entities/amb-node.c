/* A node of the network: hub, spoke, department, country, business line. */
#include "amb-entity-tables.h"

static const AmbChoice kinds[] = {
  { "hub", N_ ("Hub") },
  { "spoke", N_ ("Spoke") },
  { "department", N_ ("Department") },
  { "country", N_ ("Country") },
  { "business_line", N_ ("Business line") },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "name",      N_("Name"),      AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "code",      N_("Code"),      AMB_FIELD_TEXT, AMB_FIELD_KEY | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1,
    .hint = N_("A short code that other systems know it by") },
  { "kind",      N_("Kind"),      AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .initial = "spoke", .choices = kinds },
  { "parent-id", N_("Part of"),   AMB_FIELD_REF,  AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_REFUSE },
  { "head-id",   N_("Head"),      AMB_FIELD_REF,  AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "backup-id", N_("Backup"),    AMB_FIELD_REF,  AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "headcount", N_("Headcount"), AMB_FIELD_INT,  0, .since = 1, .hint = N_("Employees in scope, from the HR import") },
  { "country",   N_("Country"),   AMB_FIELD_COUNTRY, AMB_FIELD_FACET, .since = 1 },
  { "zone",      N_("Time zone"), AMB_FIELD_TEXT, 0, .since = 1, .form = AMB_FORM_ZONE,
    .hint = N_("Left empty: that of the node above, else of the programme") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_ORG }, { AMB_SCOPE_NONE } };

const AmbEntity amb_entity_node = {
  .name = "node",
  .collection = "nodes",
  .type_name = "AmbNode",
  .label = N_ ("Node"),
  .label_plural = N_ ("Nodes"),
  .icon = "amb-network-symbolic",
  .place = AMB_PLACE_NETWORK,
  .since = 1,
  .scopes = scopes,
  .fields = fields,
};
