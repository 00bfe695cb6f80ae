/* What a publication brought, as counted on one day since it went out. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice sources[] = {
  { "measured", N_("Measured") }, { "estimated", N_("Estimated") }, { "imported", N_("Imported") },
  { NULL }
};

#define ITEM_SQL \
  "(SELECT i.title FROM publications p JOIN content_items i ON i.id = p.item_id " \
  "WHERE p.id = measurements.publication_id)"

static const AmbField fields[] = {
  { "title", N_("Measurement"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .sql = AMB_JOINED (ITEM_SQL, "measurements.measured_on") },
  { "publication-id", N_("Publication"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED, .since = 1, .ref = "publication", .on_delete = AMB_CASCADE },
  { "measured-on", N_("Measured on"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1, .hint = N_("Figures are totals since the publication") },
  { "impressions", N_("Impressions"), AMB_FIELD_INT, AMB_FIELD_LIST, .since = 1, .hint = N_("Leave a figure empty when it is unknown") },
  { "reactions", N_("Reactions"), AMB_FIELD_INT, AMB_FIELD_LIST | AMB_FIELD_INDEXED, .since = 1 },
  { "comments", N_("Comments"), AMB_FIELD_INT, AMB_FIELD_INDEXED, .since = 1 },
  { "reposts", N_("Reposts"), AMB_FIELD_INT, AMB_FIELD_INDEXED, .since = 1 },
  { "clicks", N_("Clicks"), AMB_FIELD_INT, AMB_FIELD_LIST, .since = 1 },
  { "unique-clicks", N_("Unique clicks"), AMB_FIELD_INT, 0, .since = 1, .hint = N_("One per person") },
  { "conversions", N_("Conversions"), AMB_FIELD_INT, AMB_FIELD_LIST, .since = 1, .hint = N_("Goals reached that carry the UTM tag") },
  { "source", N_("Source"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEXED, .since = 1, .initial = "measured", .choices = sources },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .hint = N_("Where the figures come from") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "publication-id" },
  { AMB_SCOPE_OWN, "publication-id.by-id" },
  { AMB_SCOPE_NONE },
};

/* Figures are totals: a second one of the day would be added to the first. */
static const AmbOnce once[] = {
  { "publication-id measured-on source" },
  { NULL },
};

/* Nothing was counted before it was out. */
static const AmbBound bounds[] = {
  { "measured-on", "publication-id.published-at" },
  { NULL },
};

/* What came of a post last (amb-role-sources.c), without the rows. */
static const AmbIndex indexes[] = {
  { "measurements_of_publication",
    "deleted, publication_id, measured_on, source, reactions, comments, reposts", NULL },
  { NULL },
};

const AmbEntity amb_entity_measurement = {
  .name = "measurement",
  .collection = "measurements",
  .type_name = "AmbMeasurement",
  .label = N_ ("Measurement"),
  .label_plural = N_ ("Measurements"),
  .icon = "amb-figures-symbolic",
  .place = AMB_PLACE_CONTENT,
  .since = 1,
  .scopes = scopes,
  .once = once,
  .bounds = bounds,
  .any = "impressions reactions comments reposts clicks unique-clicks conversions",
  .indexes = indexes,
  .fields = fields,
};
