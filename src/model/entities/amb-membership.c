/* Who belongs to a space: a person of the programme, or a guest from outside. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

static const AmbChoice kinds[] = {
  { "member", N_ ("Member") },
  { "guest", N_ ("Guest") },
  { "host", N_ ("Host") },
  { NULL },
};

static const AmbChoice states[] = {
  { "asked", N_ ("Asked to join"), "mail-unread-symbolic", "info" },
  { "member", N_ ("Takes part"), "object-select-symbolic", "good" },
  { "refused", N_ ("Refused"), "action-unavailable-symbolic", "bad" },
  { "left", N_ ("Has left"), "go-previous-symbolic" },
  { NULL },
};

// clang-format off
#define WHO_SQL \
  "COALESCE(" AMB_PERSON_OF ("memberships.ambassador_id") ", " \
  AMB_NAME_OF ("contacts", "name", "memberships.contact_id") ")"

static const AmbField fields[] = {
  { "title", N_("Membership"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (WHO_SQL, AMB_NAME_OF ("spaces", "name", "memberships.space_id")) },
  { "space-id", N_("Space"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "space", .on_delete = AMB_CASCADE },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "contact-id", N_("Guest from outside"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "contact", .on_delete = AMB_CASCADE,
    .hint = N_("In place of a person of the programme") },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "member", .choices = kinds },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "asked", .choices = states },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL | AMB_FIELD_LIST, .since = 1, .hint = N_("Why one would like to join") },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER
#define K AMB_WHO_KEEPER

static const AmbMove moves[] = {
  { "asked",   "member",  S | K | L | M, AMB_GATE_ADMITTED },
  { "asked",   "refused", K | L | M },
  { "asked",   "left",    S | K | L | M },
  { "member",  "left",    S | K | L | M },
  { "refused", "asked",   K | L | M },
  { "left",    "asked",   S | K | L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_SPACE, "space-id" },         { AMB_SCOPE_NODES, "space-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },      { AMB_SCOPE_OWN, "space-id.host-id" },
  { AMB_SCOPE_OWN, "space-id.backup-id" }, { AMB_SCOPE_NONE },
};

/* A person comes back to a space by the membership that they left. */
static const AmbOnce once[] = {
  { "space-id ambassador-id" },
  { "space-id contact-id" },
  { NULL },
};

const AmbEntity amb_entity_membership = {
  .name = "membership",
  .collection = "memberships",
  .type_name = "AmbSpaceMembership",
  .label = N_ ("Membership"),
  .label_plural = N_ ("Memberships"),
  .icon = "contact-new-symbolic",
  .place = AMB_PLACE_SPACES,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .keepers = "space-id.host-id space-id.backup-id",
  .own_fields = "note",
  .once = once,
  .fields = fields,
  .moves = moves,
};
