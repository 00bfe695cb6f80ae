/* Words that give a signal its topic and severity, and send it to a node or a person. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice severities[] = {
  { "s4", N_("S4 Watch"), "view-reveal-symbolic", "info" }, { "s3", N_("S3 Review"), "edit-find-symbolic", "warn" },
  { "s2", N_("S2 Escalate"), "dialog-warning-symbolic", "bad" }, { "s1", N_("S1 Crisis"), "dialog-error-symbolic", "bad" },
  { NULL }
};

static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "words", N_("Words"), AMB_FIELD_SET, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .merge = AMB_MERGE_SET, .hint = N_("Any of them; none: every signal of the language and country") },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, 0, .since = 1 },
  { "country", N_("Country"), AMB_FIELD_COUNTRY, 0, .since = 1 },
  { "topic", N_("Topic"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .hint = N_("Given to the signals that it finds") },
  { "severity", N_("Severity"), AMB_FIELD_ENUM, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = severities },
  { "node-id", N_("Send to the node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR },
  { "owner-id", N_("Send to the person"), AMB_FIELD_REF, AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .hint = N_("Nobody: who is on the rota") },
  { "position", N_("Position"), AMB_FIELD_INT, 0, .since = 1, .merge = AMB_MERGE_REGISTER, .hint = N_("The first rule that fits counts") },
  { "active", N_("In use"), AMB_FIELD_BOOL, AMB_FIELD_FACET, .since = 1, .initial = "1" },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_NODE, "node-id" }, { AMB_SCOPE_NONE } };

const AmbEntity amb_entity_keyword_rule = {
  .name = "keyword-rule",
  .collection = "keyword_rules",
  .type_name = "AmbKeywordRule",
  .label = N_ ("Keyword rule"),
  .label_plural = N_ ("Keyword rules"),
  .icon = "amb-filter-symbolic",
  .place = AMB_PLACE_LISTENING,
  .since = 1,
  .scopes = scopes,
  .fields = fields,
};
