/* A task of a crisis: who does what, by when. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

static const AmbChoice roles[] = {
  { "lead", N_ ("Crisis lead") },
  { "backup", N_ ("Backup") },
  { "scribe", N_ ("Scribe") },
  { "approver", N_ ("Approver") },
  { "spokesperson", N_ ("Spokesperson") },
  { "sponsor", N_ ("Sponsor") },
  { "responder", N_ ("Responder") },
  { NULL },
};

static const AmbChoice states[] = {
  { "open", N_ ("To do"), "amb-todo-symbolic", "info" },
  { "done", N_ ("Done"), "amb-done-symbolic", "good" },
  { "dropped", N_ ("Dropped"), "list-remove-symbolic" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "what", N_("What to do"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "crisis-id", N_("Crisis"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "crisis", .on_delete = AMB_CASCADE },
  { "role", N_("Part in the crisis"), AMB_FIELD_ENUM, AMB_FIELD_FACET, .since = 1, .choices = roles, .hint = N_("Whose task it is, whoever holds that part") },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "due-at", N_("Due"), AMB_FIELD_INSTANT, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "open", .choices = states },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "position", N_("Position"), AMB_FIELD_INT, 0, .since = 1, .merge = AMB_MERGE_REGISTER },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "open",    "done",    S | L | M },
  { "open",    "dropped", S | L | M, AMB_GATE_REASON },
  { "done",    "open",    S | L | M },
  { "dropped", "open",    S | L | M },
  { NULL }
};

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "crisis-id" }, { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_OWN, "crisis-id.lead-id" }, { AMB_SCOPE_OWN, "crisis-id.backup-id" },
  { AMB_SCOPE_OWN, "crisis-id.scribe-id" }, { AMB_SCOPE_OWN, "crisis-id.approver-id" },
  { AMB_SCOPE_OWN, "crisis-id.spokesperson-id" }, { AMB_SCOPE_NONE }
};
// clang-format on

const AmbEntity amb_entity_crisis_task = {
  .name = "crisis-task",
  .collection = "crisis_tasks",
  .type_name = "AmbCrisisTask",
  .label = N_ ("Crisis task"),
  .label_plural = N_ ("Crisis tasks"),
  .icon = "amb-todo-symbolic",
  .place = AMB_PLACE_CRISES,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .fields = fields,
  .moves = moves,
};
