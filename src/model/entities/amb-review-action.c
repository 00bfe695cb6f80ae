/* An action that an after-action review decided, and the practice that it becomes. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "open",    N_("To do"),   "amb-todo-symbolic", "info" }, \
  { "done",    N_("Done"),    "amb-done-symbolic", "good" }, \
  { "dropped", N_("Dropped"), "list-remove-symbolic" }
// clang-format on

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = {
  STATES,
  { "overdue", N_ ("Overdue"), "task-past-due-symbolic", "bad" },
  { NULL },
};

#define STANDING_SQL                                                                               \
  "CASE WHEN review_actions.state = 'open' AND review_actions.due_on < :today THEN 'overdue' "     \
  "ELSE review_actions.state END"

// clang-format off
static const AmbField fields[] = {
  { "what", N_("What to do"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "crisis-id", N_("Crisis"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "crisis", .on_delete = AMB_CASCADE },
  { "lesson", N_("What was learnt"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "due-on", N_("Due"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "open", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "practice-id", N_("Practice"), AMB_FIELD_REF, AMB_FIELD_LIST, .since = 1, .ref = "practice", .on_delete = AMB_CLEAR, .hint = N_("The practice card that it became") },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "open",    "done",    S | L | M },
  { "open",    "dropped", L | M, AMB_GATE_REASON },
  { "done",    "open",    S | L | M },
  { "dropped", "open",    L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "crisis-id" },
  { AMB_SCOPE_NODES, "owner-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_OWN, "crisis-id.lead-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_review_action = {
  .name = "review-action",
  .collection = "review_actions",
  .type_name = "AmbReviewAction",
  .label = N_ ("After-action point"),
  .label_plural = N_ ("After-action points"),
  .icon = "amb-task-symbolic",
  .place = AMB_PLACE_CRISES,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .fields = fields,
  .moves = moves,
};
