/* A playbook: the template that fills in a crisis. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

static const AmbChoice severities[] = {
  { "s1", N_ ("S1 Crisis"), "dialog-error-symbolic", "bad" },
  { "s2", N_ ("S2 Escalate"), "dialog-warning-symbolic", "bad" },
  { "s3", N_ ("S3 Review"), "edit-find-symbolic", "warn" },
  { "s4", N_ ("S4 Watch"), "view-reveal-symbolic", "info" },
  { NULL },
};

static const AmbChoice states[] = {
  { "draft", N_ ("Draft"), "document-edit-symbolic" },
  { "in_force", N_ ("In force"), "object-select-symbolic", "good" },
  { "retired", N_ ("Retired"), "list-remove-symbolic" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Title"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "severity", N_("Severity"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .initial = "s3", .choices = severities,
    .hint = N_("When unsure, the higher level") },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "draft", .choices = states },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR,
    .hint = N_("Left empty: for the whole company") },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_FACET, .since = 1 },
  { "used-when", N_("When to use it"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "steps", N_("Steps"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT,
    .hint = N_("What becomes the tasks: minute, role and what to do") },
  { "lead-id", N_("Crisis lead"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "backup-id", N_("Backup"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "scribe-id", N_("Scribe"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "approver-id", N_("Approver"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "spokesperson-id", N_("Spokesperson"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "sponsor-id", N_("Sponsor"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "holding-statements", N_("Holding statements"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT,
    .hint = N_("What may be said before the facts are known") },
  { "hold-tags", N_("Tags to hold"), AMB_FIELD_SET, 0, .since = 1, .merge = AMB_MERGE_SET,
    .hint = N_("Scheduled content with one of these tags is held in S1 and S2") },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "review-on", N_("Next review"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { NULL }
};

#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "draft",    "in_force", L | M, 0, "steps owner-id" },
  { "draft",    "retired",  L | M },
  { "in_force", "draft",    L | M, AMB_GATE_REASON },
  { "in_force", "retired",  L | M },
  { "retired",  "draft",    L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG, NULL, "state=in_force" },
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_playbook = {
  .name = "playbook",
  .collection = "playbooks",
  .type_name = "AmbPlaybook",
  .label = N_ ("Playbook"),
  .label_plural = N_ ("Playbooks"),
  .icon = "view-list-ordered-symbolic",
  .place = AMB_PLACE_CRISES,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .fields = fields,
  .moves = moves,
};
