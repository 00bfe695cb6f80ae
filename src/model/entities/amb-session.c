/* A session: a track or a module taught at a time and place. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

static const AmbChoice states[] = {
  { "planned", N_ ("Planned"), "x-office-calendar-symbolic", "info" },
  { "held", N_ ("Held"), "object-select-symbolic", "good" },
  { "cancelled", N_ ("Called off"), "action-unavailable-symbolic" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Title"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "planned", .choices = states },
  { "track-id", N_("Track"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "track", .on_delete = AMB_CLEAR },
  { "module-id", N_("Module"), AMB_FIELD_REF, AMB_FIELD_SEARCH, .since = 1, .ref = "module", .on_delete = AMB_CLEAR,
    .hint = N_("Empty: the whole track") },
  { "starts-at", N_("Start"), AMB_FIELD_WALL_TIME, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "minutes", N_("Duration"), AMB_FIELD_DURATION, 0, .since = 1, .hint = N_("In minutes") },
  { "place", N_("Where"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .hint = N_("A room, or the word “online”") },
  { "link", N_("Link"), AMB_FIELD_URL, 0, .since = 1, .hint = N_("To take part online") },
  { "trainer-id", N_("Trainer"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_CLEAR,
    .hint = N_("The node that organises it") },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_FACET, .since = 1 },
  { "seats", N_("Seats"), AMB_FIELD_INT, 0, .since = 1, .hint = N_("Empty: no limit") },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "planned",   "held",      S | L | M, 0, "starts-at" },
  { "planned",   "cancelled", S | L | M, AMB_GATE_REASON },
  { "cancelled", "planned",   S | L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG },
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "trainer-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_session = {
  .name = "session",
  .collection = "sessions",
  .type_name = "AmbTrainingSession",
  .label = N_ ("Session"),
  .label_plural = N_ ("Sessions"),
  .icon = "x-office-calendar-symbolic",
  .place = AMB_PLACE_TRAINING,
  .since = 1,
  .scopes = scopes,
  .self = "trainer-id",
  .fields = fields,
  .moves = moves,
};
