/* A speak or hold order: who may speak in a crisis, with which lines. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

static const AmbChoice kinds[] = {
  { "hold", N_ ("Hold"), "microphone-sensitivity-muted-symbolic", "bad" },
  { "speak", N_ ("Speak"), "microphone-sensitivity-high-symbolic", "good" },
  { NULL },
};

static const AmbChoice levels[] = {
  { "1", N_ ("Level 1") },
  { "2", N_ ("Level 2") },
  { "3", N_ ("Level 3") },
  { "4", N_ ("Level 4") },
  { NULL },
};

static const AmbChoice states[] = {
  { "draft", N_ ("Draft"), "document-edit-symbolic" },
  { "sent", N_ ("Sent"), "mail-send-symbolic", "warn" },
  { "lifted", N_ ("Lifted"), "object-select-symbolic", "good" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Title"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .hint = N_("What it is about, as those who receive it read it") },
  { "crisis-id", N_("Crisis"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "crisis", .on_delete = AMB_CASCADE },
  { "drill", N_("Drill"), AMB_FIELD_BOOL, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_FACET, .since = 1, .initial = "0", .hint = N_("As the crisis says: those who receive it don’t hold the crisis") },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "hold", .choices = kinds },
  { "level", N_("Who may speak"), AMB_FIELD_ENUM, AMB_FIELD_LIST, .since = 1, .initial = "4", .choices = levels,
    .hint = N_("From this certificate level up; left empty: nobody") },
  { "node-id", N_("Node"), AMB_FIELD_REF, 0, .since = 1, .ref = "node", .on_delete = AMB_CLEAR, .hint = N_("Left empty: for the whole company") },
  { "approved-lines", N_("Approved lines"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "do-nots", N_("What not to do"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "author-id", N_("Author"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "scope", N_("Publications held"), AMB_FIELD_SET, 0, .since = 1, .merge = AMB_MERGE_SET, .hint = N_("“all”, or as audience:client, language:fr, tag:battery; left empty: none") },
  { "reason", N_("Reason"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "approver-id", N_("Approved by"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .hint = N_("Who decided that publications are held") },
  { "held", N_("Restore list"), AMB_FIELD_SET, 0, .since = 1, .merge = AMB_MERGE_SET, .hint = N_("Each item that was held, and the state in which it was") },
  { "sent-at", N_("Sent at"), AMB_FIELD_INSTANT, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "draft", .choices = states },
  { NULL }
};

#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "draft",  "sent",   L | M, 0, "sent-at" },
  { "sent",   "lifted", L | M },
  { NULL }
};

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG, NULL, "state=sent lifted" }, { AMB_SCOPE_NODES, "crisis-id" },
  { AMB_SCOPE_NODE, "node-id" }, { AMB_SCOPE_OWN, "author-id" },
  { AMB_SCOPE_OWN, "crisis-id.lead-id" }, { AMB_SCOPE_OWN, "crisis-id.backup-id" },
  { AMB_SCOPE_OWN, "crisis-id.scribe-id" }, { AMB_SCOPE_OWN, "crisis-id.approver-id" },
  { AMB_SCOPE_OWN, "crisis-id.spokesperson-id" }, { AMB_SCOPE_NONE }
};
// clang-format on

const AmbEntity amb_entity_hold_order = {
  .name = "hold-order",
  .collection = "hold_orders",
  .type_name = "AmbHoldOrder",
  .label = N_ ("Speak or hold order"),
  .label_plural = N_ ("Speak and hold orders"),
  .icon = "microphone-sensitivity-muted-symbolic",
  .place = AMB_PLACE_CRISES,
  .since = 1,
  .scopes = scopes,
  .self = "author-id",
  .fields = fields,
  .moves = moves,
};
