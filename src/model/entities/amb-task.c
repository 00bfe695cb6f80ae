/* A task: something asked of an ambassador. Declining costs nothing and enters no figure. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "proposed", N_("Proposed"), "mail-unread-symbolic", "info" }, \
  { "accepted", N_("Accepted"), "amb-todo-symbolic", "info" }, \
  { "declined", N_("Declined"), "edit-undo-symbolic" }, \
  { "done",     N_("Done"),     "amb-done-symbolic", "good" }

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = { STATES, { "lapsed", N_("Lapsed"), "task-past-due-symbolic", "warn" }, { NULL } };

static const AmbChoice kinds[] = {
  { "share", N_("Share") }, { "write", N_("Write") }, { "reply", N_("Reply") }, { "attend", N_("Attend") }, { "mentor", N_("Mentor somebody") }, { "verify", N_("Verify") },
  { NULL }
};

static const AmbChoice channels[] = {
  { "in_person", N_("In person") }, { "phone", N_("By telephone") }, { "e_mail", N_("By e-mail") }, { "message", N_("By message") }, { "paper", N_("On paper") },
  { NULL }
};

#define STANDING_SQL "CASE WHEN tasks.state IN ('proposed', 'accepted') AND tasks.due_on < :today THEN 'lapsed' ELSE tasks.state END"

static const AmbField fields[] = {
  { "title", N_("Title"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .hint = N_("What is asked, in one line") },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "share", .choices = kinds },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "proposed", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE, .hint = N_("Left empty: still open to the role, node or cohort") },
  { "role-id", N_("Role"), AMB_FIELD_REF, AMB_FIELD_FACET, .since = 1, .ref = "role", .on_delete = AMB_CLEAR, .hint = N_("Asked of everyone who holds this role") },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR, .hint = N_("Asked of everyone in this node") },
  { "cohort-id", N_("Cohort"), AMB_FIELD_REF, 0, .since = 1, .ref = "cohort", .on_delete = AMB_CLEAR, .hint = N_("Asked of everyone in this cohort") },
  { "due-on", N_("Due on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "minutes", N_("Duration"), AMB_FIELD_DURATION, AMB_FIELD_LIST, .since = 1, .hint = N_("In minutes") },
  { "text", N_("Text"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "item-id", N_("Content item"), AMB_FIELD_REF, AMB_FIELD_SEARCH, .since = 1, .ref = "content-item", .on_delete = AMB_CLEAR },
  { "signal-id", N_("Signal"), AMB_FIELD_REF, 0, .since = 1, .ref = "signal", .on_delete = AMB_CLEAR },
  { "session-id", N_("Session"), AMB_FIELD_REF, 0, .since = 1, .ref = "session", .on_delete = AMB_CLEAR },
  { "practice-id", N_("Practice"), AMB_FIELD_REF, 0, .since = 1, .ref = "practice", .on_delete = AMB_CLEAR },
  { "author-id", N_("Requested by"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "asked-at", N_("Requested at"), AMB_FIELD_INSTANT, AMB_FIELD_FIXED | AMB_FIELD_INDEXED | AMB_FIELD_PAST, .since = 1, .hint = N_("Counts in the request budget of that month") },
  { "done-at", N_("Done at"), AMB_FIELD_INSTANT, AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "by-id", N_("Recorded by"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .hint = N_("For somebody without the application") },
  { "channel", N_("How answered"), AMB_FIELD_ENUM, 0, .since = 1, .choices = channels, .hint = N_("When somebody recorded the answer on their behalf") },
  { "recorded-on", N_("Recorded on"), AMB_FIELD_DATE, AMB_FIELD_PAST, .since = 1 },
  { NULL }
};

#define W (AMB_WHO_SELF | AMB_WHO_LEAD | AMB_WHO_MANAGER)

static const AmbMove moves[] = {
  { "proposed", "accepted", W },
  { "proposed", "declined", W },
  { "accepted", "done",     W },
  { NULL }
};

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "ambassador-id" }, { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "ambassador-id" }, { AMB_SCOPE_OWN, "author-id" }, { AMB_SCOPE_NONE }
};
// clang-format on

/* How often somebody was asked in a month (amb-asking-preview.c), without the rows. */
static const AmbIndex indexes[] = {
  { "tasks_asked", "deleted, asked_at, ambassador_id", NULL },
  { NULL },
};

static const AmbSpan spans[] = {
  { "asked-at", "due-on" },
  { NULL },
};

const AmbEntity amb_entity_task = {
  .name = "task",
  .collection = "tasks",
  .type_name = "AmbTask",
  .label = N_ ("Task"),
  .label_plural = N_ ("Tasks"),
  .icon = "amb-task-symbolic",
  .place = AMB_PLACE_PEOPLE,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .own_fields = "done-at minutes",
  .indexes = indexes,
  .spans = spans,
  .fields = fields,
  .moves = moves,
};
