/* A content item as it went out: where, when, by whom, to how many. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice kinds[] = {
  { "company", N_("Company channel") }, { "personal", N_("Own profile") },
  { NULL }
};

/* Totals of a post say little in its first days. */
static const AmbChoice figures[] = {
  { "given",   N_("Recorded"), "object-select-symbolic", "good" },
  { "awaited", N_("Awaited"),  "amb-clock-symbolic", "info" },
  { "missing", N_("None after a week"), "amb-todo-symbolic", "warn" },
  { NULL }
};

#define FIGURES_SQL(given) \
  "CASE WHEN " given " THEN 'given' " \
  "WHEN substr(published_at, 1, 10) < (SELECT date(:today, '-7 days')) THEN 'missing' ELSE 'awaited' END"
#define GIVEN_SQL "EXISTS (SELECT 1 FROM measurements m WHERE m.deleted = 0 AND m.publication_id = publications.id)"
#define GIVEN_OF_MANY_SQL "publications.id IN (SELECT m.publication_id FROM measurements m WHERE m.deleted = 0)"

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
  { "figures", N_("Figures"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_FACET, .since = 1, .choices = figures,
    .sql = FIGURES_SQL (GIVEN_SQL), .many = FIGURES_SQL (GIVEN_OF_MANY_SQL), .hint = N_("What came of it: reactions, comments, clicks") },
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
