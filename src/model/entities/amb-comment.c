/* A comment on a content item, resolved or not. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Comment"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .sql = AMB_JOINED (AMB_PERSON_OF ("comments.author_id"), AMB_NAME_OF ("content_items", "title", "comments.item_id")) },
  { "item-id", N_("Content item"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "content-item", .on_delete = AMB_CASCADE },
  { "author-id", N_("Author"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "at", N_("At"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "body", N_("Text"), AMB_FIELD_MARKDOWN, AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "resolved", N_("Resolved"), AMB_FIELD_BOOL, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "0", .merge = AMB_MERGE_REGISTER },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "item-id" },         { AMB_SCOPE_OWN, "item-id.owner-id" },
  { AMB_SCOPE_OWN, "item-id.author-id" }, { AMB_SCOPE_OWN, "item-id.reviewer-id" },
  { AMB_SCOPE_OWN, "author-id" },         { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_comment = {
  .name = "comment",
  .collection = "comments",
  .type_name = "AmbComment",
  .label = N_ ("Comment"),
  .label_plural = N_ ("Comments"),
  .icon = "chat-message-new-symbolic",
  .place = AMB_PLACE_CONTENT,
  .since = 1,
  .scopes = scopes,
  .self = "author-id",
  .words = "body",
  .fields = fields,
};
