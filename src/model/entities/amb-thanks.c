/* Thanks that a sponsor or a colleague sent to a person or to a node. */
#include "amb-entity-tables.h"

#define TO_SQL                                                                                     \
  "COALESCE(" AMB_PERSON_OF ("thanks.ambassador_id") ", " AMB_NAME_OF ("nodes", "name",            \
                                                                       "thanks.node_id") ")"

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Thank-you"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .sql = AMB_JOINED ("thanks.signature", TO_SQL) },
  { "signature", N_("Signed"), AMB_FIELD_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .hint = N_("The name that those who are thanked read") },
  { "text", N_("Text"), AMB_FIELD_LONG_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "sponsorship-id", N_("Sponsor"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "sponsorship", .on_delete = AMB_CLEAR },
  { "by-id", N_("By"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .hint = N_("When it is not a sponsor who thanks") },
  { "ambassador-id", N_("Person thanked"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "node-id", N_("Node thanked"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "node", .on_delete = AMB_CLEAR, .hint = N_("Everybody whose home it is receives them") },
  { "at", N_("At"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODE, "node-id" }, { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_CARD, "node-id" }, { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_OWN, "by-id" },    { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_thanks = {
  .name = "thanks",
  .collection = "thanks",
  .type_name = "AmbThanks",
  .label = N_ ("Thank-you"),
  .label_plural = N_ ("Thanks"),
  .icon = "emote-love-symbolic",
  .place = AMB_PLACE_FIGURES,
  .kind = AMB_KIND_APPEND,
  .since = 1,
  .scopes = scopes,
  .self = "by-id",
  .fields = fields,
};
