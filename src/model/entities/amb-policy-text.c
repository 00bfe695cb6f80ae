/* One version of a text that people are shown or accept: charter, privacy notice, disclosure. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "draft",    N_("Draft"),    "document-edit-symbolic" }, \
  { "in_force", N_("In force"), "object-select-symbolic", "good" }, \
  { "retired",  N_("Retired"),  "list-remove-symbolic" }
// clang-format on

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = {
  STATES,
  { "upcoming", N_ ("Upcoming"), "x-office-calendar-symbolic", "info" },
  { NULL },
};

static const AmbChoice kinds[] = {
  { "charter", N_ ("Charter") },
  { "privacy_notice", N_ ("Privacy notice") },
  { "disclosure", N_ ("Disclosure line") },
  { NULL },
};

#define STANDING_SQL                                                                               \
  "CASE WHEN policy_texts.state = 'in_force' AND policy_texts.valid_from > :today "                \
  "THEN 'upcoming' ELSE policy_texts.state END"

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Title"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "charter", .choices = kinds },
  { "version", N_("Version"), AMB_FIELD_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .initial = "1", .hint = N_("A text that was accepted is not rewritten: a change is a new version") },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1 },
  { "body", N_("Text"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "valid-from", N_("Valid from"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "draft", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { NULL }
};

#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "draft",    "in_force", M, 0, "body valid-from" },
  { "draft",    "retired",  M },
  { "in_force", "retired",  M },
  { "retired",  "in_force", M, AMB_GATE_REASON },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG, NULL, "state=in_force retired" },
  { AMB_SCOPE_NONE },
};

static const AmbOnce once[] = {
  { "kind version language" },
  { NULL },
};

const AmbEntity amb_entity_policy_text = {
  .name = "policy-text",
  .collection = "policy_texts",
  .type_name = "AmbPolicyText",
  .label = N_ ("Policy text"),
  .label_plural = N_ ("Policy texts"),
  .icon = "amb-document-symbolic",
  .place = AMB_PLACE_ADMINISTRATION,
  .since = 1,
  .scopes = scopes,
  .once = once,
  .fields = fields,
  .moves = moves,
};
