/* Ask the centre: a question of an ambassador, answered within 48 hours. */
#include "amb-entity-tables.h"

static const AmbChoice standings[] = {
  { "open", N_ ("Waiting for an answer"), "dialog-question-symbolic", "info" },
  { "late", N_ ("Late"), "task-past-due-symbolic", "bad" },
  { "answered", N_ ("Answered"), "object-select-symbolic", "good" },
  { NULL },
};

/* By the day: late from the first day on of which 48 hours have surely gone by. */
#define STANDING_SQL                                                                               \
  "CASE WHEN centre_questions.answered_at IS NOT NULL THEN 'answered' "                            \
  "WHEN date(substr(centre_questions.asked_at, 1, 10), '+2 days') < :today THEN 'late' "           \
  "ELSE 'open' END"

// clang-format off
static const AmbField fields[] = {
  { "subject", N_("Question"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "text", N_("Details"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1 },
  { "asked-by-id", N_("Asked by"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "asked-at", N_("Asked at"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "answer", N_("Answer"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "answered-by-id", N_("Answered by"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "answered-at", N_("Answered at"), AMB_FIELD_INSTANT, AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "shared", N_("Shown to everybody"), AMB_FIELD_BOOL, AMB_FIELD_FACET, .since = 1, .initial = "0",
    .hint = N_("When the answer is of use to others") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG, NULL, "shared=1" },
  { AMB_SCOPE_NODES, "asked-by-id" },
  { AMB_SCOPE_OWN, "asked-by-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_centre_question = {
  .name = "centre-question",
  .collection = "centre_questions",
  .type_name = "AmbCentreQuestion",
  .label = N_ ("Question to the centre"),
  .label_plural = N_ ("Questions to the centre"),
  .icon = "system-help-symbolic",
  .place = AMB_PLACE_TRAINING,
  .since = 1,
  .scopes = scopes,
  .self = "asked-by-id",
  .own_fields = "subject text",
  .fields = fields,
};
