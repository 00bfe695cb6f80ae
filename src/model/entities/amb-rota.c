/* Who is on duty for a node, from when until when, and who stands in. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice standings[] = {
  { "coming", N_("Upcoming"), "x-office-calendar-symbolic", "info" },
  { "now",    N_("On duty"),  "object-select-symbolic", "good" },
  { "over",   N_("At an end"), "amb-done-symbolic" },
  { NULL }
};

#define STANDING_SQL \
  "CASE WHEN substr(starts_at, 1, 10) > :today THEN 'coming' WHEN substr(ends_at, 1, 10) < :today THEN 'over' ELSE 'now' END"

static const AmbField fields[] = {
  { "title", N_("Duty"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .sql = AMB_JOINED (AMB_PERSON_OF ("rotas.ambassador_id"), AMB_NAME_OF ("nodes", "name", "rotas.node_id")) },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_CLEAR },
  { "role-id", N_("Role"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "role", .on_delete = AMB_CLEAR },
  { "starts-at", N_("Starts at"), AMB_FIELD_WALL_TIME, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "ends-at", N_("Ends at"), AMB_FIELD_WALL_TIME, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "backup-id", N_("Backup"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("What the next one on duty must know") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_OWN, "backup-id" },
  { AMB_SCOPE_NONE },
};

static const AmbSpan spans[] = {
  { "starts-at", "ends-at" },
  { NULL },
};

static const AmbOnce once[] = {
  { "ambassador-id starts-at", "node-id role-id" },
  { NULL },
};

const AmbEntity amb_entity_rota = {
  .name = "rota",
  .collection = "rotas",
  .type_name = "AmbRota",
  .label = N_ ("Duty"),
  .label_plural = N_ ("Rota"),
  .icon = "appointment-new-symbolic",
  .place = AMB_PLACE_LISTENING,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .spans = spans,
  .once = once,
  .fields = fields,
};
