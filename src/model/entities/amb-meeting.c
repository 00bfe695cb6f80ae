/* A meeting of those who steer the programme, with its minutes. */
#include "amb-entity-tables.h"

static const AmbChoice kinds[] = {
  { "steering", N_ ("Steering committee") },    { "network", N_ ("Network meeting") },
  { "sponsor", N_ ("Meeting with a sponsor") }, { "crisis", N_ ("Crisis cell") },
  { "other", N_ ("Another meeting") },          { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Title"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "held-on", N_("Held on"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "steering", .choices = kinds },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR },
  { "owner-id", N_("Minutes by"), AMB_FIELD_REF, AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "attendees", N_("Attendees"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("One name a line") },
  { "minutes", N_("Minutes of the meeting"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_meeting = {
  .name = "meeting",
  .collection = "meetings",
  .type_name = "AmbMeeting",
  .label = N_ ("Meeting"),
  .label_plural = N_ ("Meetings"),
  .icon = "x-office-calendar-symbolic",
  .place = AMB_PLACE_FIGURES,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .fields = fields,
};
