/* A seat of a cohort, or a place on its wait list, and why this person has it. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice kinds[] = {
  { "seat", N_("Seat"), "object-select-symbolic", "good" }, { "wait_list", N_("Wait list"), "document-open-recent-symbolic", "info" },
  { "given_up", N_("Seat given up"), "go-previous-symbolic" },
  { NULL }
};

static const AmbField fields[] = {
  { "title", N_("Seat"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_PERSON_OF ("seats.ambassador_id"), AMB_NAME_OF ("cohorts", "name", "seats.cohort_id")) },
  { "cohort-id", N_("Cohort"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET, .since = 1, .ref = "cohort", .on_delete = AMB_CASCADE },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "seat", .choices = kinds },
  { "position", N_("Position"), AMB_FIELD_INT, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .merge = AMB_MERGE_REGISTER, .hint = N_("On the wait list: 1 comes next") },
  { "role-id", N_("Role"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "role", .on_delete = AMB_CLEAR, .hint = N_("The role that this seat fills") },
  { "fit", N_("Fit"), AMB_FIELD_DECIMAL, AMB_FIELD_LIST, .since = 1, .most = 100, .hint = N_("From 0 to 100, as it was when the cohort was frozen") },
  { "reason", N_("Reason"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { NULL }
};
// clang-format on

/* Candidates learn of it by their invitation. */
static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "cohort-id" },
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_NONE },
};

/* A person sits, waits or is left out: one of them. */
static const AmbOnce once[] = {
  { "cohort-id ambassador-id" },
  { NULL },
};

const AmbEntity amb_entity_seat = {
  .name = "seat",
  .collection = "seats",
  .type_name = "AmbSeat",
  .label = N_ ("Seat"),
  .label_plural = N_ ("Seats"),
  .icon = "contact-new-symbolic",
  .place = AMB_PLACE_PEOPLE,
  .since = 1,
  .scopes = scopes,
  .once = once,
  .fields = fields,
};
