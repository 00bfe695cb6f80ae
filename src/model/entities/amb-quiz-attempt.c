/* One attempt at a quiz. It is the person's own: nobody else holds it. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Quiz attempt"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_NAME_OF ("modules", "title", "quiz_attempts.module_id"), "substr(quiz_attempts.taken_at, 1, 10)") },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "module-id", N_("Module"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "module", .on_delete = AMB_CASCADE },
  { "enrolment-id", N_("Enrolment"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "enrolment", .on_delete = AMB_CLEAR },
  { "taken-at", N_("Taken at"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "score", N_("Score"), AMB_FIELD_INT, AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_PERSONAL, .since = 1, .most = 100, .hint = N_("In per cent") },
  { "passed", N_("Passed"), AMB_FIELD_BOOL, AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1 },
  { "answers", N_("Answers given"), AMB_FIELD_LONG_TEXT, AMB_FIELD_FIXED | AMB_FIELD_PERSONAL, .since = 1 },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .hint = N_("For yourself") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_quiz_attempt = {
  .name = "quiz-attempt",
  .collection = "quiz_attempts",
  .type_name = "AmbQuizAttempt",
  .label = N_ ("Quiz attempt"),
  .label_plural = N_ ("Quiz attempts"),
  .icon = "dialog-question-symbolic",
  .place = AMB_PLACE_TRAINING,
  .since = 1,
  .scopes = scopes,
  .is_private = TRUE,
  .self = "ambassador-id",
  .fields = fields,
};
