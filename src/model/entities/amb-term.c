#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice uses[] = {
  { "say",   N_("We say it"),       "object-select-symbolic", "good" },
  { "avoid", N_("We don’t say it"), "action-unavailable-symbolic", "bad" },
  { NULL }
};

static const AmbField fields[] = {
  { "name", N_("Term"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "use", N_("Use"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "say", .choices = uses },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1 },
  { "meaning", N_("Meaning"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT,
    .hint = N_("As it is told to somebody from outside") },
  { "instead", N_("Better"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .hint = N_("What is said in its place") },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_ORG }, { AMB_SCOPE_NONE } };

/* The glossary: an outsider doesn't know the house's words. */
const AmbEntity amb_entity_term = {
  .name = "term",
  .collection = "terms",
  .type_name = "AmbTerm",
  .label = N_ ("Term"),
  .label_plural = N_ ("Terms"),
  .icon = "tools-check-spelling-symbolic",
  .place = AMB_PLACE_CONTENT,
  .since = 1,
  .scopes = scopes,
  .fields = fields,
};
