/* A role of the programme: its mission, its metrics, the level that it needs. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice kinds[] = {
  { "monitoring", N_("Monitoring") }, { "curator", N_("Curator") }, { "producer", N_("Producer") }, { "responder", N_("Responder") },
  { "space_host", N_("Space host") }, { "trainer", N_("Trainer or mentor") }, { "spokesperson", N_("Spokesperson") }, { "other", N_("Other") },
  { NULL }
};

static const AmbChoice levels[] = {
  { "1", N_("Level 1") }, { "2", N_("Level 2") }, { "3", N_("Level 3") }, { "4", N_("Level 4") },
  { NULL }
};

static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .initial = "other", .choices = kinds,
    .hint = N_("Decides which metrics the figures show") },
  { "mission", N_("Mission"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .merge = AMB_MERGE_TEXT },
  { "metrics", N_("Metrics"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT,
    .hint = N_("What shows that the role is held well, one a line") },
  { "level", N_("Level needed"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "1", .choices = levels,
    .hint = N_("The certificate that its holders need") },
  { "minutes", N_("Time needed"), AMB_FIELD_DURATION, 0, .since = 1, .hint = N_("Minutes a month") },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .hint = N_("Who looks after its process and metrics") },
  { "in-use", N_("In use"), AMB_FIELD_BOOL, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "1" },
  { "position", N_("Position"), AMB_FIELD_INT, 0, .since = 1, .merge = AMB_MERGE_REGISTER },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_ORG }, { AMB_SCOPE_NONE } };

const AmbEntity amb_entity_role = {
  .name = "role",
  .collection = "roles",
  .type_name = "AmbRole",
  .label = N_ ("Role"),
  .label_plural = N_ ("Roles"),
  .icon = "amb-role-symbolic",
  .place = AMB_PLACE_NETWORK,
  .since = 1,
  .scopes = scopes,
  .fields = fields,
};
