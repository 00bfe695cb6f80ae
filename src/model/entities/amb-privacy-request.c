/* What a data subject asks: to see, correct or erase their data, or to object. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "received",    N_("Received"),    "mail-unread-symbolic", "info" }, \
  { "in_progress", N_("In progress"), "view-more-horizontal-symbolic", "info" }, \
  { "answered",    N_("Answered"),    "object-select-symbolic", "good" }, \
  { "refused",     N_("Refused"),     "action-unavailable-symbolic", "warn" }, \
  { "withdrawn",   N_("Taken back"),  "edit-undo-symbolic" }

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = {
  STATES, { "overdue", N_("Overdue"), "task-past-due-symbolic", "bad" }, { NULL }
};
static const AmbChoice kinds[] = {
  { "access", N_("See the data") },   { "rectify", N_("Correct the data") },
  { "erase",  N_("Erase the data") }, { "object",  N_("Object to a use") }, { NULL }
};
// clang-format on

#define STANDING_SQL                                                                               \
  "CASE WHEN privacy_requests.state IN ('received', 'in_progress') "                               \
  "AND privacy_requests.due_on < :today THEN 'overdue' ELSE privacy_requests.state END"

// clang-format off
static const AmbField fields[] = {
  { "subject", N_("Who asks"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL | AMB_FIELD_LIST, .since = 1, .hint = N_("The name, as the request gives it") },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "access", .choices = kinds },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "contact-id", N_("Contact"), AMB_FIELD_REF, AMB_FIELD_SEARCH, .since = 1, .ref = "contact", .on_delete = AMB_CLEAR, .hint = N_("When the person is outside the company") },
  { "request", N_("Request"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { "received-on", N_("Received on"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "due-on", N_("Due"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .hint = N_("Within one month of the day it was received") },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "answered-on", N_("Answered on"), AMB_FIELD_DATE, AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "outcome", N_("Outcome"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .hint = N_("What was given, corrected, removed or kept, and why") },
  { "proof", N_("Proof"), AMB_FIELD_TEXT, 0, .since = 1, .hint = N_("The fingerprint of the export or of the erasure") },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "received", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { NULL }
};

#define S AMB_WHO_SELF
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "received",    "in_progress", M, 0, "owner-id due-on" },
  { "received",    "refused",     M, AMB_GATE_REASON, "answered-on outcome" },
  { "received",    "withdrawn",   S | M },
  { "in_progress", "answered",    M, 0, "answered-on outcome" },
  { "in_progress", "refused",     M, AMB_GATE_REASON, "answered-on outcome" },
  { "in_progress", "withdrawn",   S | M },
  { "answered",    "in_progress", M, AMB_GATE_REASON },
  { "refused",     "in_progress", M, AMB_GATE_REASON },
  { "withdrawn",   "received",    S | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_OWN, "ambassador-id" }, { AMB_SCOPE_NONE } };

const AmbEntity amb_entity_privacy_request = {
  .name = "privacy-request",
  .collection = "privacy_requests",
  .type_name = "AmbPrivacyRequest",
  .label = N_ ("Privacy request"),
  .label_plural = N_ ("Privacy requests"),
  .icon = "preferences-system-privacy-symbolic",
  .place = AMB_PLACE_ADMINISTRATION,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .fields = fields,
  .moves = moves,
};
