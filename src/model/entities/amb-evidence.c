/* Evidence that a person brings: of prior learning, or of a practice done at work. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

static const AmbChoice kinds[] = {
  { "prior_learning", N_ ("Prior learning") },
  { "practice", N_ ("Practice at work") },
  { NULL },
};

static const AmbChoice states[] = {
  { "proposed", N_ ("Proposed"), "mail-unread-symbolic", "info" },
  { "accepted", N_ ("Approved"), "object-select-symbolic", "good" },
  { "refused", N_ ("Refused"), "action-unavailable-symbolic", "bad" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("What it shows"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL | AMB_FIELD_LIST, .since = 1 },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "proposed", .choices = states },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "prior_learning", .choices = kinds },
  { "track-id", N_("Track"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "track", .on_delete = AMB_CLEAR },
  { "module-id", N_("Module"), AMB_FIELD_REF, 0, .since = 1, .ref = "module", .on_delete = AMB_CLEAR,
    .hint = N_("Empty: the whole track") },
  { "url", N_("Link"), AMB_FIELD_URL, AMB_FIELD_PERSONAL, .since = 1, .hint = N_("Where it can be seen") },
  { "text", N_("Description"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1,
    .hint = N_("What was learnt or done, when and where") },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "proposed", "accepted", L | M, AMB_GATE_NOT_OWN },
  { "proposed", "refused",  L | M, AMB_GATE_NOT_OWN | AMB_GATE_REASON },
  { "refused",  "proposed", S | L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_evidence = {
  .name = "evidence",
  .collection = "evidence_items",
  .type_name = "AmbEvidence",
  .label = N_ ("Piece of evidence"),
  .label_plural = N_ ("Pieces of evidence"),
  .icon = "amb-document-symbolic",
  .place = AMB_PLACE_TRAINING,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .fields = fields,
  .moves = moves,
};
