/* A move from one state to another: who, when, why. Made by moves only. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbField fields[] = {
  { "entity",   N_("Kind of record"), AMB_FIELD_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_INDEXED, .since = 1 },
  { "record",   N_("Record"), AMB_FIELD_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_INDEXED, .since = 1 },
  { "title",    N_("Name"),   AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_LIST | AMB_FIELD_PERSONAL | AMB_FIELD_SEARCH, .since = 1 },
  { "from",     N_("From"),   AMB_FIELD_TEXT, AMB_FIELD_LIST | AMB_FIELD_INDEXED, .since = 1 },
  { "to",       N_("To"),     AMB_FIELD_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEXED, .since = 1 },
  { "why",      N_("Reason"), AMB_FIELD_LONG_TEXT, AMB_FIELD_LIST | AMB_FIELD_SEARCH, .since = 1 },
  { "by",       N_("By"),     AMB_FIELD_TEXT, AMB_FIELD_LIST, .since = 1 },
  { "by-person", N_("By whom"), AMB_FIELD_TEXT, 0, .since = 1,
    .hint = N_("The person of the programme, where the one who moved it is one; it outlasts their record") },
  { "at",       N_("At"),     AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "imported", N_("Imported"), AMB_FIELD_BOOL, 0, .since = 1,
    .hint = N_("Taken over from a running programme, not moved here") },
  { NULL }
};
// clang-format on

/* When a record moved where, without the rows; and what renewals and days of quiet
 * count from (amb-ambassador.c). */
static const AmbIndex indexes[] = {
  { "transitions_of_record", "deleted, record, entity, \"to\", at, \"from\"", NULL },
  { AMB_RENEWED_INDEX, "record, at, deleted, \"from\", \"to\"",
    "deleted = 0 AND " AMB_RENEWED_MOVE ("") },
  { AMB_ACTIVATED_INDEX, "record, at", "deleted = 0 AND " AMB_ACTIVATED_MOVE ("") },
  { NULL },
};

static const AmbScopeRule scopes[] = { { AMB_SCOPE_SUBJECT }, { AMB_SCOPE_NONE } };

const AmbEntity amb_entity_transition = {
  .name = "transition",
  .collection = "transitions",
  .type_name = "AmbTransition",
  .label = N_ ("Move"),
  .label_plural = N_ ("Moves"),
  .icon = "document-open-recent-symbolic",
  .place = AMB_PLACE_ADMINISTRATION,
  .kind = AMB_KIND_APPEND,
  .since = 1,
  .scopes = scopes,
  .indexes = indexes,
  .fields = fields,
};
