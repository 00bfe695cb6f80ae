/* A crisis or a drill, from declared to closed: who holds which part, and its instants. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

static const AmbChoice severities[] = {
  { "s1", N_ ("S1 Crisis"), "dialog-error-symbolic", "bad" },
  { "s2", N_ ("S2 Escalate"), "dialog-warning-symbolic", "bad" },
  { "s3", N_ ("S3 Review"), "edit-find-symbolic", "warn" },
  { "s4", N_ ("S4 Watch"), "view-reveal-symbolic", "info" },
  { NULL },
};

// clang-format off
static const AmbChoice states[] = {
  { "declared",   N_("Declared"),            "dialog-warning-symbolic",        "bad" },
  { "assessing",  N_("Assessing"),           "edit-find-symbolic",             "bad" },
  { "responding", N_("Responding"),          "mail-send-symbolic",             "warn" },
  { "contained",  N_("Contained"),           "security-high-symbolic",         "info" },
  { "recovering", N_("Recovering"),          "view-refresh-symbolic",          "info" },
  { "in_review",  N_("After-action review"), "view-reveal-symbolic",           "info" },
  { "closed",     N_("Crisis closed"),       "object-select-symbolic",         "good" },
  { "stood_down", N_("Stood down"),          "notifications-disabled-symbolic" },
  { "reopened",   N_("Reopened"),            "edit-undo-symbolic",             "bad" },
  { NULL }
};

static const AmbField fields[] = {
  { "title", N_("What happened"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "severity", N_("Severity"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .initial = "s2", .choices = severities,
    .hint = N_("When unsure, the higher level") },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "declared", .choices = states },
  { "drill", N_("Drill"), AMB_FIELD_BOOL, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .initial = "0", .hint = N_("An exercise: it enters no figure") },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR },
  { "lead-id", N_("Crisis lead"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "backup-id", N_("Backup"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "scribe-id", N_("Scribe"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "approver-id", N_("Approver"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "spokesperson-id", N_("Spokesperson"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "sponsor-id", N_("Sponsor"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "playbook-id", N_("Playbook"), AMB_FIELD_REF, 0, .since = 1, .ref = "playbook", .on_delete = AMB_CLEAR },
  { "detected-at", N_("Detected"), AMB_FIELD_INSTANT, AMB_FIELD_PAST, .since = 1, .hint = N_("When the first sign of it was captured") },
  { "declared-at", N_("Declared at"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "acknowledged-at", N_("Acknowledged"), AMB_FIELD_INSTANT, AMB_FIELD_PAST, .since = 1 },
  { "contained-at", N_("Contained at"), AMB_FIELD_INSTANT, AMB_FIELD_PAST, .since = 1 },
  { "summary", N_("Facts so far"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "hold-tags", N_("Tags to hold"), AMB_FIELD_SET, 0, .since = 1, .merge = AMB_MERGE_SET,
    .hint = N_("Scheduled content with one of these tags is held in S1 and S2") },
  { "lessons", N_("Lessons"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("What the after-action review found") },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "declared",   "assessing",  S | L | M, 0, "lead-id" },
  { "declared",   "stood_down", S | L | M, AMB_GATE_REASON },
  { "assessing",  "responding", S | L | M },
  { "assessing",  "stood_down", S | L | M, AMB_GATE_REASON },
  { "responding", "contained",  S | L | M, 0, "contained-at" },
  { "responding", "stood_down", S | L | M, AMB_GATE_REASON },
  { "contained",  "recovering", S | L | M },
  { "contained",  "reopened",   S | L | M, AMB_GATE_REASON },
  { "recovering", "in_review",  S | L | M },
  { "recovering", "reopened",   S | L | M, AMB_GATE_REASON },
  { "in_review",  "closed",     L | M, 0, "lessons" },
  { "in_review",  "reopened",   S | L | M, AMB_GATE_REASON },
  { "closed",     "reopened",   S | L | M, AMB_GATE_REASON },
  { "stood_down", "reopened",   S | L | M, AMB_GATE_REASON },
  { "reopened",   "assessing",  S | L | M, 0, "lead-id" },
  { "reopened",   "responding", S | L | M, 0, "lead-id" },
  { "reopened",   "stood_down", S | L | M, AMB_GATE_REASON },
  { NULL }
};

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "lead-id" }, { AMB_SCOPE_OWN, "backup-id" }, { AMB_SCOPE_OWN, "scribe-id" },
  { AMB_SCOPE_OWN, "approver-id" }, { AMB_SCOPE_OWN, "spokesperson-id" },
  { AMB_SCOPE_NONE }
};
// clang-format on

const AmbEntity amb_entity_crisis = {
  .name = "crisis",
  .collection = "crises",
  .type_name = "AmbCrisis",
  .label = N_ ("Crisis"),
  .label_plural = N_ ("Crises"),
  .icon = "amb-crises-symbolic",
  .place = AMB_PLACE_CRISES,
  .since = 1,
  .scopes = scopes,
  .self = "lead-id",
  .fields = fields,
  .moves = moves,
};
