/* What was answered to a signal, by whom and when. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice kinds[] = {
  { "human", N_("By a person") }, { "automatic", N_("Automatic acknowledgement") },
  { NULL }
};

static const AmbChoice outcomes[] = {
  { "settled",  N_("It settled the matter"), "object-select-symbolic", "good" },
  { "thanked",  N_("Thanks came back"),      "emblem-ok-symbolic", "good" },
  { "silence",  N_("No reaction"),           "view-more-horizontal-symbolic" },
  { "worse",    N_("It made things worse"),  "dialog-warning-symbolic", "bad" },
  { NULL }
};

static const AmbField fields[] = {
  { "title", N_("Response"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .sql = AMB_JOINED (AMB_NAME_OF ("signals", "title", "responses.signal_id"), AMB_PERSON_OF ("responses.by_id")) },
  { "signal-id", N_("Signal"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "signal", .on_delete = AMB_CASCADE },
  { "by-id", N_("By"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "at", N_("At"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEXED, .since = 1, .initial = "human", .choices = kinds, .hint = N_("Only a response by a person counts as an answer") },
  { "text", N_("Text"), AMB_FIELD_LONG_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .merge = AMB_MERGE_TEXT },
  { "approved-line-id", N_("Approved line"), AMB_FIELD_REF, 0, .since = 1, .ref = "approved-line", .on_delete = AMB_CLEAR },
  { "link", N_("Link"), AMB_FIELD_URL, 0, .since = 1, .hint = N_("The published answer itself") },
  { "outcome", N_("Outcome"), AMB_FIELD_ENUM, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEXED, .since = 1, .choices = outcomes, .hint = N_("Empty as long as it is unknown") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "signal-id" },
  { AMB_SCOPE_OWN, "signal-id.owner-id" },
  { AMB_SCOPE_OWN, "signal-id.reporter-id" },
  { AMB_SCOPE_OWN, "by-id" },
  { AMB_SCOPE_NONE },
};

/* What a role's metrics count of them (amb-role-sources.c), without the rows. */
static const AmbIndex indexes[] = {
  { "responses_given", "deleted, by_id, kind, at, signal_id, outcome", NULL },
  { "responses_to", "deleted, signal_id, kind, at", NULL },
  { NULL },
};

const AmbEntity amb_entity_response = {
  .name = "response",
  .collection = "responses",
  .type_name = "AmbResponse",
  .label = N_ ("Response"),
  .label_plural = N_ ("Responses"),
  .icon = "mail-reply-sender-symbolic",
  .place = AMB_PLACE_LISTENING,
  .since = 1,
  .scopes = scopes,
  .self = "by-id",
  .indexes = indexes,
  .fields = fields,
};
