/* An application without the name: all that a rater holds of it in a blind review. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice states[] = {
  { "submitted",    N_("Submitted"),   "mail-unread-symbolic", "info" },
  { "in_review",    N_("In review"),   "view-reveal-symbolic", "info" },
  { "waitlisted",   N_("Waitlisted"),  "document-open-recent-symbolic", "warn" },
  { "selected",     N_("Selected"),    "object-select-symbolic", "good" },
  { "not_selected", N_("Turned down"), "list-remove-symbolic" },
  { "withdrawn",    N_("Taken back"),  "go-previous-symbolic" },
  { NULL }
};

/* Names and types are those of amb-application.c: values are copied over. */
static const AmbField fields[] = {
  { "title", N_("Application"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_NAME_OF ("calls", "name", "blind_applications.call_id"), AMB_NAME_OF ("roles", "name", "blind_applications.role_id")) },
  { "call-id", N_("Call"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_FACET, .since = 1, .ref = "call", .on_delete = AMB_REFUSE },
  { "role-id", N_("Role wished"), AMB_FIELD_REF, AMB_FIELD_FACET, .since = 1, .ref = "role", .on_delete = AMB_CLEAR },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .choices = states },
  { "submitted-on", N_("Submitted on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, 0, .since = 1 },
  { "motivation", N_("Motivation"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL | AMB_FIELD_LIST, .since = 1 },
  { "answers", N_("Answers"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { "availability", N_("Time available"), AMB_FIELD_DURATION, AMB_FIELD_LIST, .since = 1, .hint = N_("Minutes a month") },
  { "manager-informed", N_("Manager informed"), AMB_FIELD_BOOL, 0, .since = 1 },
  { "first-rater-id", N_("First rater"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "second-rater-id", N_("Second rater"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { NULL }
};
// clang-format on

/* Raters give it back with the decision. */
static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_OWN, "first-rater-id", "state=submitted in_review waitlisted" },
  { AMB_SCOPE_OWN, "second-rater-id", "state=submitted in_review waitlisted" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_blind_application = {
  .name = "blind-application",
  .collection = "blind_applications",
  .type_name = "AmbBlindApplication",
  .label = N_ ("Application without the name"),
  .label_plural = N_ ("Applications without the name"),
  .icon = "view-conceal-symbolic",
  .place = AMB_PLACE_PEOPLE,
  .kind = AMB_KIND_PROJECTION,
  .since = 1,
  .scopes = scopes,
  .of = "application",
  .fields = fields,
};
