/* The headcount of a node on a day, so that last year's adoption keeps last year's denominator. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice provenances[] = {
  { "measured", N_("Measured") }, { "estimated", N_("Estimated") }, { "imported", N_("Imported") },
  { NULL }
};

static const AmbField fields[] = {
  { "title", N_("Headcount"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_NAME_OF ("nodes", "name", "headcounts.node_id"), "headcounts.counted_on") },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CASCADE },
  { "counted-on", N_("Day"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "count", N_("Employees"), AMB_FIELD_INT, AMB_FIELD_REQUIRED | AMB_FIELD_LIST, .since = 1, .hint = N_("In scope of the programme on that day") },
  { "provenance", N_("Provenance"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "imported", .choices = provenances },
  { "source", N_("Source"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .hint = N_("The HR file or the person that it comes from") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_NODE, "node-id" }, { AMB_SCOPE_NONE } };

static const AmbOnce once[] = {
  { "node-id counted-on" },
  { NULL },
};

const AmbEntity amb_entity_headcount = {
  .name = "headcount",
  .collection = "headcounts",
  .type_name = "AmbHeadcount",
  .label = N_ ("Headcount"),
  .label_plural = N_ ("Headcounts"),
  .icon = "accessories-calculator-symbolic",
  .place = AMB_PLACE_NETWORK,
  .since = 1,
  .scopes = scopes,
  .once = once,
  .fields = fields,
};
