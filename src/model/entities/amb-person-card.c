/* A person's card: what colleagues of the same node, department or space may see of a person. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice roles[] = {
  { "curator", N_("Curator") }, { "monitoring", N_("Monitoring") }, { "producer", N_("Producer") }, { "responder", N_("Responder") },
  { "space_host", N_("Space host") }, { "spokesperson", N_("Spokesperson") }, { "trainer", N_("Trainer or mentor") },
  { NULL }
};

/* Names and types are those of amb-ambassador.c: values are copied over. */
static const AmbField fields[] = {
  { "display-name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL | AMB_FIELD_LIST, .since = 1 },
  { "job-title", N_("Job title"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL | AMB_FIELD_LIST, .since = 1 },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_CLEAR },
  { "department-id", N_("Department"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_CLEAR },
  { "country", N_("Country"), AMB_FIELD_COUNTRY, AMB_FIELD_PERSONAL, .since = 1 },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_FACET, .since = 1 },
  { "roles", N_("Roles"), AMB_FIELD_SET, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = roles, .merge = AMB_MERGE_SET },
  { NULL }
};
// clang-format on

/* Whom the programme only looks at is not shown around; who talks in a space has a name there. */
#define TAKES_PART "state=accepted onboarding active paused"

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_CARD, "node-id", TAKES_PART },
  { AMB_SCOPE_CARD, "department-id", TAKES_PART },
  { AMB_SCOPE_SPACES },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_person_card = {
  .name = "person-card",
  .collection = "person_cards",
  .type_name = "AmbPersonCard",
  .label = N_ ("Person card"),
  .label_plural = N_ ("Person cards"),
  .icon = "amb-person-symbolic",
  .place = AMB_PLACE_PEOPLE,
  .kind = AMB_KIND_PROJECTION,
  .since = 1,
  .scopes = scopes,
  .of = "ambassador",
  .fields = fields,
};
