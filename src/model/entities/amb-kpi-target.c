/* What a KPI should reach, from a date on, in the whole company or in one node. */
#include "amb-entity-tables.h"

static const AmbChoice units[] = {
  { "percent", N_ ("Percent") },         { "number", N_ ("Number") },
  { "minutes", N_ ("Time in minutes") }, { "hours", N_ ("Time in hours") },
  { "days", N_ ("Time in days") },       { "ratio", N_ ("Ratio") },
  { "currency", N_ ("Currency") },       { NULL },
};

static const AmbChoice directions[] = {
  { "higher", N_ ("At least this"), "go-up-symbolic" },
  { "lower", N_ ("At most this"), "go-down-symbolic" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "kpi", N_("KPI"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .form = AMB_FORM_KPI, .hint = N_("Its code, from K1 to K27") },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "node", .on_delete = AMB_CASCADE, .hint = N_("Left empty: for the whole company") },
  { "period-from", N_("Applies from"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .hint = N_("Until a later target of the same KPI and node") },
  { "direction", N_("Direction"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST, .since = 1, .initial = "higher", .choices = directions },
  { "target", N_("Target"), AMB_FIELD_DECIMAL, AMB_FIELD_REQUIRED | AMB_FIELD_LIST, .since = 1 },
  { "unit", N_("Unit"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "percent", .choices = units },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("Why this target, and who set it") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_ORG }, { AMB_SCOPE_NONE } };

static const AmbOnce once[] = {
  { "kpi period-from", "node-id" },
  { NULL },
};

const AmbEntity amb_entity_kpi_target = {
  .name = "kpi-target",
  .collection = "kpi_targets",
  .type_name = "AmbKpiTarget",
  .label = N_ ("KPI target"),
  .label_plural = N_ ("KPI targets"),
  .icon = "find-location-symbolic",
  .place = AMB_PLACE_FIGURES,
  .since = 1,
  .scopes = scopes,
  .once = once,
  .fields = fields,
};
