/* An assessment: the score of one candidate by one rater on one criterion, and its evidence. */
#include "amb-entity-tables.h"

// clang-format off
/* A blind rater knows the application, not whose it is. */
#define CANDIDATE \
  "COALESCE(assessments.ambassador_id, (SELECT a.ambassador_id FROM applications a WHERE a.id = assessments.application_id))"

static const AmbField fields[] = {
  { "title", N_("Assessment"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_NAME_OF ("criteria", "name", "assessments.criterion_id"), AMB_PERSON_OF (CANDIDATE)) },
  { "application-id", N_("Application"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "application", .on_delete = AMB_CASCADE },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE,
    .hint = N_("In place of an application") },
  { "criterion-id", N_("Criterion"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET, .since = 1, .ref = "criterion", .on_delete = AMB_REFUSE },
  { "role-id", N_("Role"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "role", .on_delete = AMB_CLEAR, .hint = N_("The fit is counted for each role") },
  { "by-id", N_("Rater"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_REFUSE },
  { "score", N_("Score"), AMB_FIELD_INT, AMB_FIELD_LIST, .since = 1, .most = 5, .hint = N_("From 0 to 5; left empty it never counts as 0") },
  { "blank-on-purpose", N_("Left blank on purpose"), AMB_FIELD_BOOL, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "0" },
  { "evidence", N_("Evidence"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .hint = N_("What the score rests on") },
  { "rated-on", N_("Rated on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { NULL }
};
// clang-format on

/* Raters don't see each other's scores; managers hold them all. */
static const AmbScopeRule scopes[] = { { AMB_SCOPE_OWN, "by-id" }, { AMB_SCOPE_NONE } };

/* A rater changes their score; a second one would count twice. */
static const AmbOnce once[] = {
  { "application-id criterion-id by-id", "role-id" },
  { "ambassador-id criterion-id by-id", "role-id" },
  { NULL },
};

const AmbEntity amb_entity_assessment = {
  .name = "assessment",
  .collection = "assessments",
  .type_name = "AmbAssessment",
  .label = N_ ("Assessment"),
  .label_plural = N_ ("Assessments"),
  .icon = "semi-starred-symbolic",
  .place = AMB_PLACE_PEOPLE,
  .since = 1,
  .scopes = scopes,
  .self = "by-id",
  .once = once,
  .fields = fields,
};
