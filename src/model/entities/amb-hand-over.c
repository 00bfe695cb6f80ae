/* A question, lead, application or partnership that is handed to a department with a date. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "sent",     N_("Waiting to be taken"), "mail-send-symbolic", "warn" }, \
  { "accepted", N_("Taken on"),            "avatar-default-symbolic", "info" }, \
  { "answered", N_("Answered"),            "mail-replied-symbolic", "good" }, \
  { "closed",   N_("Closed"),              "amb-done-symbolic" }, \
  { "declined", N_("Sent back"),           "edit-undo-symbolic", "bad" }

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = { STATES, { "overdue", N_("Overdue"), "task-past-due-symbolic", "bad" }, { NULL } };

static const AmbChoice kinds[] = {
  { "question", N_("Question") }, { "lead", N_("Business lead") }, { "application", N_("Job application") }, { "partnership", N_("Partnership") },
  { NULL }
};

#define STANDING_SQL "CASE WHEN state IN ('sent', 'accepted') AND due_on < :today THEN 'overdue' ELSE state END"

static const AmbField fields[] = {
  { "title", N_("Title"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .hint = N_("What is asked or offered, in one line") },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "sent", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "question", .choices = kinds },
  { "signal-id", N_("Signal"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "signal", .on_delete = AMB_CLEAR },
  { "contact-id", N_("Contact"), AMB_FIELD_REF, AMB_FIELD_SEARCH, .since = 1, .ref = "contact", .on_delete = AMB_CLEAR },
  { "department-id", N_("Department"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_REFUSE, .hint = N_("Who has to answer") },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "author-id", N_("Handed over by"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "at", N_("At"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "due-on", N_("Due on"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "details", N_("Details"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .merge = AMB_MERGE_TEXT },
  { "answer", N_("Answer"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "outcome", N_("Outcome"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("What came of it: it goes back to who handed it over") },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "sent",     "accepted", S | L | M, 0, "owner-id" },
  { "sent",     "declined", S | L | M, AMB_GATE_REASON },
  { "accepted", "answered", S | L | M, 0, "answer" },
  { "accepted", "declined", S | L | M, AMB_GATE_REASON },
  { "answered", "closed",   S | L | M, 0, "outcome" },
  { "answered", "accepted", S | L | M },
  { "declined", "sent",     S | L | M },
  { "declined", "closed",   L | M, AMB_GATE_REASON },
  { "closed",   "accepted", L | M, AMB_GATE_REASON },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODE, "department-id" }, { AMB_SCOPE_NODES, "signal-id" },
  { AMB_SCOPE_NODES, "author-id" },    { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_OWN, "author-id" },      { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_hand_over = {
  .name = "hand-over",
  .collection = "hand_overs",
  .type_name = "AmbHandOver",
  .label = N_ ("Hand-over"),
  .label_plural = N_ ("Hand-overs"),
  .icon = "mail-forward-symbolic",
  .place = AMB_PLACE_LISTENING,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .fields = fields,
  .moves = moves,
};
