/* Days on which nothing is published: in a country, in a node, or everywhere. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbField fields[] = {
  { "reason", N_("Reason"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "first-day", N_("First day"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "last-day", N_("Last day"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "country", N_("Country"), AMB_FIELD_COUNTRY, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .hint = N_("Without country and node: everywhere") },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CASCADE },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG },
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_NONE },
};

static const AmbSpan spans[] = {
  { "first-day", "last-day" },
  { NULL },
};

const AmbEntity amb_entity_blackout_day = {
  .name = "blackout-day",
  .collection = "blackout_days",
  .type_name = "AmbBlackoutDay",
  .label = N_ ("Blackout day"),
  .label_plural = N_ ("Blackout days"),
  .icon = "action-unavailable-symbolic",
  .place = AMB_PLACE_CONTENT,
  .since = 1,
  .scopes = scopes,
  .spans = spans,
  .fields = fields,
};
