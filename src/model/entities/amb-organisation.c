/* An organisation outside: a client, a partner, a newspaper, a school. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice kinds[] = {
  { "client", N_("Client"), "amb-mark-client-symbolic" }, { "partner", N_("Partner"), "amb-mark-partner-symbolic" },
  { "press", N_("Press") }, { "supplier", N_("Supplier") }, { "school", N_("School or university") },
  { "public", N_("Public body") }, { "association", N_("Association") }, { "other", N_("Other") },
  { NULL }
};

static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "code", N_("Code"), AMB_FIELD_TEXT, AMB_FIELD_KEY | AMB_FIELD_SEARCH, .since = 1, .hint = N_("A short code that other systems know it by") },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .initial = "other", .choices = kinds },
  { "sector", N_("Line of business"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "country", N_("Country"), AMB_FIELD_COUNTRY, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1 },
  { "url", N_("Web address"), AMB_FIELD_URL, AMB_FIELD_SEARCH, .since = 1 },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_CLEAR,
    .hint = N_("The node that looks after this relation") },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR,
    .hint = N_("Who looks after this relation") },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { NULL }
};
// clang-format on

/* The two narrow scopes let a lead or an owner write. */
static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG },
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_organisation = {
  .name = "organisation",
  .collection = "organisations",
  .type_name = "AmbOrganisation",
  .label = N_ ("Organisation"),
  .label_plural = N_ ("Organisations"),
  .icon = "network-workgroup-symbolic",
  .place = AMB_PLACE_LISTENING,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .fields = fields,
};
