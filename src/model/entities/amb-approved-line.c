/* A line that may be said outside: in one language, on one topic, from a certificate level on. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "draft",     N_("Draft"),            "document-edit-symbolic" }, \
  { "approved",  N_("Approved"),         "emblem-ok-symbolic", "good" }, \
  { "withdrawn", N_("No longer valid"),  "action-unavailable-symbolic", "bad" }

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = { STATES, { "expired", N_("Expired"), "amb-clock-symbolic", "warn" }, { NULL } };

static const AmbChoice levels[] = {
  { "1", N_("Level 1") }, { "2", N_("Level 2") }, { "3", N_("Level 3") }, { "4", N_("Level 4") },
  { NULL }
};

#define STANDING_SQL "CASE WHEN state = 'approved' AND valid_until < :today THEN 'expired' ELSE state END"

static const AmbField fields[] = {
  { "title", N_("Title"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .hint = N_("What it answers, in a few words") },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "draft", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "text", N_("Text"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("The words that may be used as they stand") },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1 },
  { "topic", N_("Topic"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "level", N_("Level"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "3", .choices = levels, .hint = N_("The certificate level from which one may say it") },
  { "valid-until", N_("Valid until"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR, .hint = N_("Where it may be said; none: everywhere") },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "draft",     "approved",  L | M, AMB_GATE_NOT_OWN, "text language owner-id valid-until" },
  { "draft",     "withdrawn", S | L | M },
  { "approved",  "draft",     S | L | M },
  { "approved",  "withdrawn", S | L | M, AMB_GATE_REASON },
  { "withdrawn", "draft",     S | L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG, NULL, "state=approved" },
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_approved_line = {
  .name = "approved-line",
  .collection = "approved_lines",
  .type_name = "AmbApprovedLine",
  .label = N_ ("Approved line"),
  .label_plural = N_ ("Approved lines"),
  .icon = "format-text-rich-symbolic",
  .place = AMB_PLACE_LISTENING,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .fields = fields,
  .moves = moves,
};
