/* An application of a person to the programme, with the two who rate it. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

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

static const AmbChoice sources[] = {
  { "hand", N_("Typed in") }, { "form", N_("Answers of a form") }, { "nomination", N_("Nomination") }, { "activity", N_("Found by activity") },
  { NULL }
};

static const AmbField fields[] = {
  { "title", N_("Application"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_PERSON_OF ("applications.ambassador_id"), AMB_NAME_OF ("calls", "name", "applications.call_id")) },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "call-id", N_("Call"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_FACET, .since = 1, .ref = "call", .on_delete = AMB_REFUSE },
  { "role-id", N_("Role wished"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "role", .on_delete = AMB_CLEAR },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "submitted", .choices = states },
  { "submitted-on", N_("Submitted on"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "source", N_("Source"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED, .since = 1, .initial = "hand", .choices = sources },
  { "nomination-id", N_("Nomination"), AMB_FIELD_REF, 0, .since = 1, .ref = "nomination", .on_delete = AMB_CLEAR },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, 0, .since = 1 },
  { "motivation", N_("Motivation"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { "answers", N_("Answers"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .hint = N_("To the questions of the call, in their order") },
  { "availability", N_("Time available"), AMB_FIELD_DURATION, 0, .since = 1, .hint = N_("Minutes a month") },
  { "manager-informed", N_("Manager informed"), AMB_FIELD_BOOL, 0, .since = 1 },
  { "first-rater-id", N_("First rater"), AMB_FIELD_REF, AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .hint = N_("Sees the application without the name") },
  { "second-rater-id", N_("Second rater"), AMB_FIELD_REF, AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .hint = N_("Sees the application without the name") },
  { "feedback", N_("Feedback"), AMB_FIELD_LONG_TEXT, AMB_FIELD_PERSONAL, .since = 1, .hint = N_("What the candidate may read about the decision") },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER
#define RATERS "first-rater-id second-rater-id"
#define DECISION (AMB_GATE_REASON | AMB_GATE_NOT_OWN)
#define FIRST_DECISION (DECISION | AMB_GATE_TWO_RATERS)

static const AmbMove moves[] = {
  { "submitted",    "in_review",    L | M },
  { "submitted",    "withdrawn",    S | L | M },
  { "in_review",    "selected",     M, FIRST_DECISION, RATERS },
  { "in_review",    "waitlisted",   M, FIRST_DECISION, RATERS },
  { "in_review",    "not_selected", M, FIRST_DECISION, RATERS },
  { "in_review",    "withdrawn",    S | L | M },
  { "waitlisted",   "selected",     M, DECISION },
  { "waitlisted",   "not_selected", M, DECISION },
  { "waitlisted",   "withdrawn",    S | L | M },
  { "selected",     "in_review",    M, AMB_GATE_REASON },
  { "not_selected", "in_review",    M, AMB_GATE_REASON },
  { "withdrawn",    "submitted",    S | L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_NONE },
};

/* One who withdrew applies again by the same application. */
static const AmbOnce once[] = {
  { "ambassador-id call-id" },
  { NULL },
};

/* Somebody applies while the call is out. */
static const AmbBound bounds[] = {
  { "submitted-on", "call-id.opens-on", "call-id.closes-on", "call-id.state=published" },
  { NULL },
};

const AmbEntity amb_entity_application = {
  .name = "application",
  .collection = "applications",
  .type_name = "AmbApplicationRecord",
  .label = N_ ("Application"),
  .label_plural = N_ ("Applications"),
  .icon = "amb-document-symbolic",
  .place = AMB_PLACE_PEOPLE,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .withheld = RATERS,
  .once = once,
  .bounds = bounds,
  .fields = fields,
  .moves = moves,
};
