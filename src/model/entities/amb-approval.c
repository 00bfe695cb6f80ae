/* What somebody decided about a content item, on which version of it. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice verdicts[] = {
  { "approved",          N_("Approved"),          "emblem-ok-symbolic", "good" },
  { "changes_requested", N_("Changes requested"), "edit-undo-symbolic", "warn" },
  { "rejected",          N_("Rejected"),          "action-unavailable-symbolic", "bad" },
  { "taken_back",        N_("Taken back"),        "edit-undo-symbolic" },
  { NULL }
};

static const AmbChoice checks[] = {
  { "rights", N_("Rights") }, { "confidentiality", N_("Confidentiality") }, { "disclosure", N_("Disclosure line") },
  { "pictures", N_("Text for pictures") }, { "words", N_("Not word for word the same for many") },
  { NULL }
};

static const AmbField fields[] = {
  { "title", N_("Approval"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .sql = AMB_JOINED (AMB_NAME_OF ("content_items", "title", "approvals.item_id"), AMB_PERSON_OF ("approvals.by_id")) },
  { "item-id", N_("Content item"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "content-item", .on_delete = AMB_REFUSE },
  { "by-id", N_("By"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET, .since = 1, .ref = "ambassador", .on_delete = AMB_REFUSE },
  { "verdict", N_("Verdict"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "approved", .choices = verdicts },
  { "takes-back-id", N_("Takes back"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "approval", .on_delete = AMB_CASCADE, .hint = N_("The decision that was undone") },
  { "reason", N_("Reason"), AMB_FIELD_LONG_TEXT, AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "at", N_("At"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "version", N_("Version"), AMB_FIELD_INT, AMB_FIELD_FIXED, .since = 1, .hint = N_("The version of the item that was read") },
  { "checks", N_("Checked"), AMB_FIELD_SET, AMB_FIELD_FIXED, .since = 1, .choices = checks, .merge = AMB_MERGE_SET },
  { "texts", N_("Texts approved"), AMB_FIELD_SET, AMB_FIELD_FIXED, .since = 1, .merge = AMB_MERGE_SET, .hint = N_("A mark for each text that was read; another text has another mark") },
  { "own", N_("Own item"), AMB_FIELD_BOOL, AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "0", .hint = N_("Approved by its own owner or author: a trusted contributor, or the only manager") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "item-id" },
  { AMB_SCOPE_OWN, "item-id.owner-id" },
  { AMB_SCOPE_OWN, "item-id.author-id" },
  { AMB_SCOPE_OWN, "item-id.reviewer-id" },
  { AMB_SCOPE_OWN, "by-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_approval = {
  .name = "approval",
  .collection = "approvals",
  .type_name = "AmbApproval",
  .label = N_ ("Approval"),
  .label_plural = N_ ("Approvals"),
  .icon = "emblem-ok-symbolic",
  .place = AMB_PLACE_CONTENT,
  .kind = AMB_KIND_APPEND,
  .since = 1,
  .scopes = scopes,
  .self = "by-id",
  .fields = fields,
};
