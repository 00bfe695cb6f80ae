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

#define FIGURES_SQL \
  "CASE WHEN EXISTS (SELECT 1 FROM measurements m WHERE m.deleted = 0 AND m.publication_id = publications.id) THEN 'given' " \
  "WHEN substr(published_at, 1, 10) < (SELECT date(:today, '-7 days')) THEN 'missing' ELSE 'awaited' END"

/* A 0 is known; what nobody counted is unknown. As amb-content-figures.h says it: of each figure the latest counts, a known one
 * before an estimated one; engagement is of those of its three parts that there are. */
static const AmbChoice origins[] = {
  { "known",     N_("Known"), "object-select-symbolic", "good" },
  { "partial",   N_("In part"), "amb-partial-symbolic", "good" },
  { "estimated", N_("Estimated"), "amb-estimate-symbolic", "info" },
  { "unknown",   N_("Unknown"), "amb-todo-symbolic" },
  { NULL }
};

#define OF_IT "FROM measurements m WHERE m.deleted = 0 AND m.publication_id = publications.id"
#define IS_THERE(figure) "count(m." figure ") > 0"
#define IS_ESTIMATED(figure) "(" IS_THERE (figure) " AND count(CASE WHEN m.source <> 'estimated' THEN m." figure " END) = 0)"
#define VALUE_SQL(figure) \
  "(SELECT m." figure " " OF_IT " AND m." figure " IS NOT NULL " \
  "ORDER BY m.source = 'estimated', m.measured_on DESC, m.source = 'imported' LIMIT 1)"
#define ORIGIN_SQL(figure) \
  "(SELECT CASE WHEN " IS_ESTIMATED (figure) " THEN 'estimated' WHEN " IS_THERE (figure) " THEN 'known' ELSE 'unknown' END " OF_IT ")"
#define ENGAGEMENT_SQL \
  "(SELECT COALESCE (r, 0) + COALESCE (c, 0) + COALESCE (s, 0) FROM (SELECT " VALUE_SQL ("reactions") " AS r, " \
  VALUE_SQL ("comments") " AS c, " VALUE_SQL ("reposts") " AS s) WHERE COALESCE (r, c, s) IS NOT NULL)"
#define ENGAGEMENT_ORIGIN_SQL \
  "(SELECT CASE WHEN " IS_ESTIMATED ("reactions") " OR " IS_ESTIMATED ("comments") " OR " IS_ESTIMATED ("reposts") " THEN 'estimated' " \
  "WHEN " IS_THERE ("reactions") " AND " IS_THERE ("comments") " AND " IS_THERE ("reposts") " THEN 'known' " \
  "WHEN " IS_THERE ("reactions") " OR " IS_THERE ("comments") " OR " IS_THERE ("reposts") " THEN 'partial' ELSE 'unknown' END " OF_IT ")"

static const AmbField fields[] = {
  { "title", N_("Publication"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .sql = AMB_JOINED (AMB_NAME_OF ("content_items", "title", "publications.item_id"), AMB_NAME_OF ("channels", "name", "publications.channel_id")) },
  { "item-id", N_("Content item"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "content-item", .on_delete = AMB_REFUSE },
  { "variant-id", N_("Variant"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "variant", .on_delete = AMB_CLEAR },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEXED, .since = 1, .initial = "company", .choices = kinds },
  { "channel-id", N_("Channel"), AMB_FIELD_REF, AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "channel", .on_delete = AMB_CLEAR },
  { "published-at", N_("Published at"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "by-id", N_("By"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_CLEAR,
    .hint = N_("The department or node that published it") },
  { "link", N_("Link"), AMB_FIELD_URL, AMB_FIELD_SEARCH, .since = 1, .hint = N_("The published post itself") },
  { "audience-size", N_("Audience size"), AMB_FIELD_INT, AMB_FIELD_LIST, .since = 1, .hint = N_("Followers or readers at that time: counts as potential reach") },
  { "figures", N_("Figures"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_FACET, .since = 1, .choices = figures,
    .sql = FIGURES_SQL, .hint = N_("What came of it: reactions, comments, clicks") },
  { "network", N_("Network"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_FACET, .since = 1, .choices = amb_network_choices,
    .sql = AMB_NAME_OF ("channels", "network", "publications.channel_id") },
  { "audience", N_("Audience"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_FACET, .since = 1, .choices = amb_audience_choices,
    .sql = AMB_NAME_OF ("content_items", "audience", "publications.item_id") },
  { "impressions", N_("Impressions"), AMB_FIELD_INT, AMB_FIELD_COMPUTED, .since = 1, .sql = VALUE_SQL ("impressions") },
  { "impressions-origin", N_("Impressions are"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED, .since = 1, .choices = origins, .sql = ORIGIN_SQL ("impressions") },
  { "engagement", N_("Engagement"), AMB_FIELD_INT, AMB_FIELD_COMPUTED, .since = 1, .sql = ENGAGEMENT_SQL,
    .hint = N_("Reactions, comments and reposts, as far as they are there") },
  { "engagement-origin", N_("Engagement is"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = origins,
    .sql = ENGAGEMENT_ORIGIN_SQL, .hint = N_("In part: one of reactions, comments and reposts is unknown, so it is the least there was") },
  { "clicks", N_("Clicks"), AMB_FIELD_INT, AMB_FIELD_COMPUTED, .since = 1, .sql = VALUE_SQL ("clicks") },
  { "clicks-origin", N_("Clicks are"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED, .since = 1, .choices = origins, .sql = ORIGIN_SQL ("clicks") },
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
  { "publications_of_item", "deleted, item_id, published_at, kind, by_id, id, node_id", NULL },
  { NULL },
};

const AmbEntity amb_entity_publication = {
  .name = "publication",
  .collection = "publications",
  .type_name = "AmbPublication",
  .label = N_ ("Publication"),
  .label_plural = N_ ("Publications"),
  .icon = "document-send-symbolic",
  .order = "-published-at",
  .place = AMB_PLACE_CONTENT,
  .since = 1,
  .scopes = scopes,
  .self = "by-id",
  .indexes = indexes,
  .fields = fields,
};
