/* Two records that were made one: which stays, which went. Written by merges only; what refers to
 * the one may then be led to the other (amb-merging.c, amb-server-lead.c). */
#include "amb-entity-tables.h"

// clang-format off
static const AmbField fields[] = {
  { "entity",  N_("Kind of record"), AMB_FIELD_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_INDEXED, .since = 1 },
  { "removed", N_("Removed record"), AMB_FIELD_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_INDEXED, .since = 1 },
  { "kept",    N_("Kept record"), AMB_FIELD_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_INDEXED, .since = 1 },
  { "title",   N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_LIST | AMB_FIELD_PERSONAL | AMB_FIELD_SEARCH, .since = 1 },
  { "other",   N_("Merged in"), AMB_FIELD_TEXT, AMB_FIELD_LIST | AMB_FIELD_PERSONAL | AMB_FIELD_SEARCH, .since = 1,
    .hint = N_("The name of the record that went") },
  { "by",      N_("By"), AMB_FIELD_TEXT, AMB_FIELD_LIST, .since = 1 },
  { "at",      N_("At"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { NULL }
};
// clang-format on

static const AmbIndex indexes[] = {
  { "record_merges_of_removed", "removed, kept, entity, deleted", NULL },
  { NULL },
};

static const AmbScopeRule scopes[] = { { AMB_SCOPE_NONE } };

const AmbEntity amb_entity_record_merge = {
  .name = "record-merge",
  .collection = "record_merges",
  .type_name = "AmbRecordMerge",
  .label = N_ ("Record merge"),
  .label_plural = N_ ("Record merges"),
  .icon = "edit-copy-symbolic",
  .place = AMB_PLACE_ADMINISTRATION,
  .kind = AMB_KIND_APPEND,
  .since = 1,
  .scopes = scopes,
  .indexes = indexes,
  .fields = fields,
};
