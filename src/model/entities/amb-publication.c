/* A content item as it went out: where, when, by whom, to how many. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice kinds[] = {
  { "company", N_("Company channel") }, { "personal", N_("Own profile") },
  { NULL }
};

static const AmbField fields[] = {
  { "title", N_("Publication"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .sql = AMB_JOINED (AMB_NAME_OF ("content_items", "title", "publications.item_id"), AMB_NAME_OF ("channels", "name", "publications.channel_id")) },
  { "item-id", N_("Content item"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "content-item", .on_delete = AMB_REFUSE },
  { "variant-id", N_("Variant"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "variant", .on_delete = AMB_CLEAR },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEXED, .since = 1, .initial = "company", .choices = kinds },
  { "channel-id", N_("Channel"), AMB_FIELD_REF, AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "channel", .on_delete = AMB_CLEAR },
  { "published-at", N_("Published at"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "by-id", N_("By"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_CLEAR,
    .hint = N_("The department or node that published it") },
  { "link", N_("Link"), AMB_FIELD_URL, AMB_FIELD_SEARCH, .since = 1, .hint = N_("The published post itself") },
  { "audience-size", N_("Audience size"), AMB_FIELD_INT, AMB_FIELD_LIST, .since = 1, .hint = N_("Followers or readers at that time: counts as potential reach") },
  { NULL }
};
// clang-format on

/* What a company channel published is there to be shared; a share of one's own is one's own. */
static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG, NULL, "kind=company" },
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_NODES, "item-id" },
  { AMB_SCOPE_NODES, "by-id" },
  { AMB_SCOPE_OWN, "by-id" },
  { AMB_SCOPE_NONE },
};

/* What became of an item (amb-role-sources.c), without the rows. */
static const AmbIndex indexes[] = {
  { "publications_of_item", "deleted, item_id, published_at, kind, by_id, id", NULL },
  { NULL },
};

const AmbEntity amb_entity_publication = {
  .name = "publication",
  .collection = "publications",
  .type_name = "AmbPublication",
  .label = N_ ("Publication"),
  .label_plural = N_ ("Publications"),
  .icon = "document-send-symbolic",
  .place = AMB_PLACE_CONTENT,
  .since = 1,
  .scopes = scopes,
  .self = "by-id",
  .indexes = indexes,
  .fields = fields,
};
