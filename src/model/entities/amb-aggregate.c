/* A figure computed on this machine: KPI, period, node, value, and what it rests on. */
#include "amb-entity-tables.h"

static const AmbChoice grains[] = {
  { "month", N_ ("Month") },
  { "quarter", N_ ("Quarter") },
  { NULL },
};

static const AmbChoice provenances[] = {
  { "measured", N_ ("Measured"), "object-select-symbolic", "good" },
  { "estimated", N_ ("Estimated"), "dialog-question-symbolic", "warn" },
  { "imported", N_ ("Imported"), "folder-download-symbolic", "info" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "kpi", N_("KPI"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .form = AMB_FORM_KPI },
  { "grain", N_("Period"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_FACET, .since = 1, .initial = "month", .choices = grains },
  { "period-from", N_("Period from"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CASCADE },
  { "value", N_("Value"), AMB_FIELD_DECIMAL, AMB_FIELD_LIST, .since = 1, .hint = N_("Empty when it is unknown, which is not 0") },
  { "denominator", N_("Denominator"), AMB_FIELD_DECIMAL, AMB_FIELD_LIST, .since = 1 },
  { "provenance", N_("Provenance"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "measured", .choices = provenances },
  { "rows-from", N_("Rows kept since"), AMB_FIELD_DATE, 0, .since = 1, .hint = N_("Before that day only monthly sums are kept") },
  { "computed-at", N_("Last refresh"), AMB_FIELD_INSTANT, AMB_FIELD_INDEX, .since = 1, .merge = AMB_MERGE_REGISTER },
  { NULL }
};
// clang-format on

const AmbEntity amb_entity_aggregate = {
  .name = "aggregate",
  .collection = "aggregates",
  .type_name = "AmbAggregate",
  .label = N_ ("Computed figure"),
  .label_plural = N_ ("Computed figures"),
  .icon = "amb-figures-symbolic",
  .place = AMB_PLACE_FIGURES,
  .kind = AMB_KIND_DERIVED,
  .since = 1,
  .fields = fields,
};
