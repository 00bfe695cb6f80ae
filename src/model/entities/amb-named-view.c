/* A named view of a list: its filters, its sort, its columns. */
#include "amb-entity-tables.h"

static const AmbChoice visibilities[] = {
  { "private", N_ ("Only for me"), "avatar-default-symbolic" },
  { "shared", N_ ("For everybody"), "system-users-symbolic", "info" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "entity", N_("List"), AMB_FIELD_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .hint = N_("The kind of records that it shows") },
  { "query", N_("Filters, sort and columns"), AMB_FIELD_LONG_TEXT, AMB_FIELD_REQUIRED, .since = 1, .initial = "{}", .hint = N_("As JSON, written by the list") },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "visibility", N_("Visibility"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "private", .choices = visibilities },
  { "position", N_("Position"), AMB_FIELD_INT, 0, .since = 1, .merge = AMB_MERGE_REGISTER },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG, NULL, "visibility=shared" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_named_view = {
  .name = "named-view",
  .collection = "named_views",
  .type_name = "AmbNamedViewRecord",
  .label = N_ ("Named view"),
  .label_plural = N_ ("Named views"),
  .icon = "folder-saved-search-symbolic",
  .place = AMB_PLACE_ADMINISTRATION,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .fields = fields,
};
