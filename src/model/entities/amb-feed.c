/* A source of signals that is read again and again, or typed in. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
static const AmbChoice states[] = {
  { "active",  N_("Active"),  "object-select-symbolic", "good" },
  { "paused",  N_("Paused"),  "media-playback-pause-symbolic" },
  { "failing", N_("Failing"), "dialog-error-symbolic", "bad" },
  { NULL }
};

static const AmbChoice kinds[] = {
  { "rss", N_("RSS") }, { "atom", N_("Atom") }, { "csv", N_("CSV") }, { "typed", N_("Typed in") },
  { NULL }
};

static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "active", .choices = states },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "rss", .choices = kinds },
  { "url", N_("Web address"), AMB_FIELD_URL, AMB_FIELD_SEARCH, .since = 1 },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_LIST, .since = 1 },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR, .hint = N_("Its signals go to this node") },
  { "every", N_("Read every"), AMB_FIELD_DURATION, 0, .since = 1, .initial = "60", .hint = N_("Minutes") },
  { "last-fetched-at", N_("Last read"), AMB_FIELD_INSTANT, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .merge = AMB_MERGE_REGISTER },
  { "last-error", N_("Last error"), AMB_FIELD_TEXT, 0, .since = 1, .merge = AMB_MERGE_REGISTER },
  { NULL }
};

#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "active",  "paused",  L | M },
  { "active",  "failing", L | M, 0, "last-error" },
  { "paused",  "active",  L | M },
  { "failing", "active",  L | M },
  { "failing", "paused",  L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_NODE, "node-id" }, { AMB_SCOPE_NONE } };

/* Read twice, its signals would come twice. */
static const AmbOnce once[] = {
  { "url", "node-id" },
  { NULL },
};

const AmbEntity amb_entity_feed = {
  .name = "feed",
  .collection = "feeds",
  .type_name = "AmbFeed",
  .label = N_ ("Feed"),
  .label_plural = N_ ("Feeds"),
  .icon = "application-rss+xml-symbolic",
  .place = AMB_PLACE_LISTENING,
  .since = 1,
  .scopes = scopes,
  .once = once,
  .fields = fields,
  .moves = moves,
};
