/* A decision of the log: what, why, by whom, since when. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

static const AmbChoice states[] = {
  { "proposed", N_ ("Put forward"), "dialog-question-symbolic", "info" },
  { "taken", N_ ("Taken"), "object-select-symbolic", "good" },
  { "revoked", N_ ("Taken back"), "edit-undo-symbolic" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "what", N_("Decision"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "why", N_("Why"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "meeting-id", N_("Meeting"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_SEARCH, .since = 1, .ref = "meeting", .on_delete = AMB_CLEAR },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .hint = N_("Who sees to it that it is carried out") },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR, .hint = N_("Left empty: for the whole company") },
  { "decided-on", N_("Decided on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "proposed", .choices = states },
  { NULL }
};

#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "proposed", "taken",    L | M, 0, "owner-id decided-on" },
  { "proposed", "revoked",  L | M, AMB_GATE_REASON },
  { "taken",    "revoked",  L | M, AMB_GATE_REASON },
  { "revoked",  "proposed", L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_NODES, "meeting-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_decision = {
  .name = "decision",
  .collection = "decisions",
  .type_name = "AmbDecision",
  .label = N_ ("Decision"),
  .label_plural = N_ ("Decisions"),
  .icon = "object-select-symbolic",
  .place = AMB_PLACE_FIGURES,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .fields = fields,
  .moves = moves,
};
