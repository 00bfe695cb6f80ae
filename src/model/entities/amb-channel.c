/* A channel that content goes out on: a network and an account, or a place inside. */
#include "amb-entity-tables.h"

// clang-format off
const AmbChoice amb_network_choices[] = {
  { "linkedin", N_("LinkedIn") }, { "x", N_("X") }, { "facebook", N_("Facebook") }, { "instagram", N_("Instagram") },
  { "youtube", N_("YouTube") }, { "tiktok", N_("TikTok") }, { "mastodon", N_("Mastodon") }, { "xing", N_("XING") },
  { "website", N_("Website or blog") }, { "newsletter", N_("Newsletter") }, { "intranet", N_("Intranet") }, { "other", N_("Other") },
  { NULL }
};

static const AmbChoice kinds[] = {
  { "company", N_("Company channel") }, { "personal", N_("Own profile") }, { "internal", N_("Internal") },
  { NULL }
};

static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "network", N_("Network"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "linkedin", .choices = amb_network_choices },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "company", .choices = kinds },
  { "url", N_("Web address"), AMB_FIELD_URL, AMB_FIELD_SEARCH, .since = 1 },
  { "length-limit", N_("Length limit"), AMB_FIELD_INT, 0, .since = 1, .hint = N_("Characters of a post at the most") },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1 },
  { "audience-size", N_("Audience size"), AMB_FIELD_INT, 0, .since = 1, .merge = AMB_MERGE_REGISTER, .hint = N_("Followers or readers today") },
  { "counted-on", N_("Counted on"), AMB_FIELD_DATE, AMB_FIELD_PAST, .since = 1, .merge = AMB_MERGE_REGISTER, .hint = N_("When the audience was counted last") },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR },
  { "active", N_("In use"), AMB_FIELD_BOOL, 0, .since = 1, .initial = "1" },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG },
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_channel = {
  .name = "channel",
  .collection = "channels",
  .type_name = "AmbChannel",
  .label = N_ ("Channel"),
  .label_plural = N_ ("Channels"),
  .icon = "send-to-symbolic",
  .place = AMB_PLACE_CONTENT,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .fields = fields,
};
