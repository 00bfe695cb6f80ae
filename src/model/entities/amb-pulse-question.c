/* The question of an open pulse survey, for those who answer it: without any count. */
#include "amb-entity-tables.h"

static const AmbChoice states[] = {
  { "draft", N_ ("Draft"), "document-edit-symbolic" },
  { "open", N_ ("Open for answers"), "mail-unread-symbolic", "info" },
  { "closed", N_ ("Answers counted"), "object-select-symbolic", "good" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "question", N_("Question"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .hint = N_("Answered from 1, not at all, to 5, entirely") },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR, .hint = N_("Left empty: for the whole company") },
  { "opens-on", N_("Opens on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "closes-on", N_("Closes on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_FACET, .since = 1, .choices = states },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG, NULL, "state=open" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_pulse_question = {
  .name = "pulse-question",
  .collection = "pulse_questions",
  .type_name = "AmbPulseQuestion",
  .label = N_ ("Pulse question"),
  .label_plural = N_ ("Pulse questions"),
  .icon = "face-smile-symbolic",
  .place = AMB_PLACE_FIGURES,
  .kind = AMB_KIND_PROJECTION,
  .since = 1,
  .scopes = scopes,
  .of = "pulse",
  .fields = fields,
};
