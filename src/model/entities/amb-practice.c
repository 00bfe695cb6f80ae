/* A practice card: a way of doing that worked, verified until a day. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "draft",    N_("Draft"),          "document-edit-symbolic" }, \
  { "proposed", N_("To be verified"), "mail-unread-symbolic", "info" }, \
  { "verified", N_("Verified"),       "object-select-symbolic", "good" }, \
  { "retired",  N_("Retired"),        "action-unavailable-symbolic" }
// clang-format on

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = {
  STATES,
  { "unverified", N_ ("Unverified"), "dialog-question-symbolic", "warn" },
  { NULL },
};

#define STANDING_SQL                                                                               \
  "CASE WHEN practices.state = 'verified' AND (practices.verified_until IS NULL OR "               \
  "practices.verified_until < :today) THEN 'unverified' ELSE practices.state END"

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Title"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "draft", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "context", N_("Context"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("When and where it helps") },
  { "steps", N_("Steps"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "result", N_("Result"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("What came of it") },
  { "author-id", N_("Author"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "verifier-id", N_("Verified by"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "verified-until", N_("Verified until"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .hint = N_("Usually 90 days ahead") },
  { "role-id", N_("Role"), AMB_FIELD_REF, AMB_FIELD_FACET, .since = 1, .ref = "role", .on_delete = AMB_CLEAR },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_CLEAR,
    .hint = N_("Where it comes from") },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_FACET, .since = 1 },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "draft",    "proposed", S | L | M },
  { "proposed", "verified", L | M, AMB_GATE_NOT_OWN, "steps verifier-id verified-until" },
  { "proposed", "retired",  S | L | M, AMB_GATE_REASON },
  { "verified", "proposed", S | L | M },
  { "verified", "retired",  L | M, AMB_GATE_REASON },
  { "retired",  "proposed", S | L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG, NULL, "state=proposed verified retired" },
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_NODES, "author-id" },
  { AMB_SCOPE_OWN, "author-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_practice = {
  .name = "practice",
  .collection = "practices",
  .type_name = "AmbPractice",
  .label = N_ ("Practice"),
  .label_plural = N_ ("Practices"),
  .icon = "amb-practice-symbolic",
  .place = AMB_PLACE_TRAINING,
  .since = 1,
  .scopes = scopes,
  .self = "author-id",
  .own_fields = "title context steps result role-id node-id language",
  .fields = fields,
  .moves = moves,
};
