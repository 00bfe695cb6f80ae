/* A space: where departments, ambassadors and guests talk about one purpose. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

static const AmbChoice joinings[] = {
  { "invite", N_ ("On invitation") },
  { "request", N_ ("On request") },
  { "open", N_ ("Free to join") },
  { NULL },
};

static const AmbChoice visibilities[] = {
  { "public", N_ ("Public") },
  { "members", N_ ("Members") },
  { "private", N_ ("Private") },
  { NULL },
};

static const AmbChoice states[] = {
  { "open", N_ ("In use"), "amb-spaces-symbolic", "good" },
  { "archived", N_ ("Archived"), "folder-symbolic" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "open", .choices = states },
  { "purpose", N_("Purpose"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "host-id", N_("Host"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "backup-id", N_("Backup"), AMB_FIELD_REF, AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_CLEAR },
  { "joining", N_("Joining"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "request", .choices = joinings },
  { "visibility", N_("Visibility"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "members", .choices = visibilities,
    .hint = N_("Private: only members and the leads of its node know of it") },
  { "link", N_("Link"), AMB_FIELD_URL, 0, .since = 1, .hint = N_("When the conversation lives elsewhere") },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER
#define K AMB_WHO_KEEPER

static const AmbMove moves[] = {
  { "open",     "archived", S | K | L | M },
  { "archived", "open",     S | K | L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_SPACE, "id" },      { AMB_SCOPE_ORG, NULL, "visibility=public members" },
  { AMB_SCOPE_NODE, "node-id" },  { AMB_SCOPE_OWN, "host-id" },
  { AMB_SCOPE_OWN, "backup-id" }, { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_space = {
  .name = "space",
  .collection = "spaces",
  .type_name = "AmbSpace",
  .label = N_ ("Space"),
  .label_plural = N_ ("Spaces"),
  .icon = "amb-spaces-symbolic",
  .place = AMB_PLACE_SPACES,
  .since = 1,
  .scopes = scopes,
  .self = "host-id",
  .keepers = "backup-id",
  .fields = fields,
  .moves = moves,
};
