/* An exchange: the fact that one node spoke with another about a topic on a day. */
#include "amb-entity-tables.h"

static const AmbChoice kinds[] = {
  { "thread", N_ ("Thread") },
  { "meeting", N_ ("Meeting") },
  { "message", N_ ("Message") },
  { "call", N_ ("Phone call") },
  { "visit", N_ ("Visit") },
  { "other", N_ ("Other") },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "topic", N_("Topic"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "from-node-id", N_("From node"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_REFUSE },
  { "to-node-id", N_("To node"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_REFUSE },
  { "happened-on", N_("Day"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "meeting", .choices = kinds },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR,
    .hint = N_("Who brought the two together, or spoke for the first one") },
  { "thread-id", N_("Thread"), AMB_FIELD_REF, 0, .since = 1, .ref = "thread", .on_delete = AMB_CLEAR,
    .hint = N_("Where it was said, when in a space") },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1 },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODE, "from-node-id" },
  { AMB_SCOPE_NODE, "to-node-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_exchange = {
  .name = "exchange",
  .collection = "exchanges",
  .type_name = "AmbExchange",
  .label = N_ ("Exchange"),
  .label_plural = N_ ("Exchanges"),
  .icon = "mail-send-receive-symbolic",
  .place = AMB_PLACE_SPACES,
  .kind = AMB_KIND_APPEND,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .fields = fields,
};
