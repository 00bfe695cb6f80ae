/* A pillar of what the company stands for: promise, proof from inside, tone. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "promise", N_("Promise"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .merge = AMB_MERGE_TEXT },
  { "proof", N_("Proof from inside"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT,
    .hint = N_("What people inside live that bears the promise out") },
  { "tone", N_("Tone"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "target-share", N_("Target share"), AMB_FIELD_INT, AMB_FIELD_LIST, .since = 1, .most = 100, .hint = N_("Percent of what is published") },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "active", N_("In use"), AMB_FIELD_BOOL, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "1" },
  { "position", N_("Position"), AMB_FIELD_INT, 0, .since = 1, .merge = AMB_MERGE_REGISTER },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_ORG }, { AMB_SCOPE_NONE } };

const AmbEntity amb_entity_pillar = {
  .name = "pillar",
  .collection = "pillars",
  .type_name = "AmbPillar",
  .label = N_ ("Pillar"),
  .label_plural = N_ ("Pillars"),
  .icon = "view-pin-symbolic",
  .place = AMB_PLACE_CONTENT,
  .since = 1,
  .scopes = scopes,
  .fields = fields,
};
