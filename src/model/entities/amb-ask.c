/* A decision asked of a sponsor. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "open",      N_("Awaiting an answer"), "dialog-question-symbolic", "info" }, \
  { "answered",  N_("Answered"),           "object-select-symbolic", "good" }, \
  { "withdrawn", N_("Taken back"),         "edit-undo-symbolic" }
// clang-format on

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = {
  STATES,
  { "late", N_ ("Late"), "task-past-due-symbolic", "bad" },
  { NULL },
};

#define STANDING_SQL                                                                               \
  "CASE WHEN asks.state = 'open' AND asks.due_on < :today THEN 'late' ELSE asks.state END"

// clang-format off
static const AmbField fields[] = {
  { "what", N_("Decision asked"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "sponsorship-id", N_("Sponsor"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "sponsorship", .on_delete = AMB_CASCADE },
  { "why", N_("Why it is needed"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "due-on", N_("Due"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "owner-id", N_("Requested by"), AMB_FIELD_REF, AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "answer", N_("Answer"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "answered-on", N_("Answered on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "open", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "open",      "answered",  L | M, 0, "answer answered-on" },
  { "open",      "withdrawn", S | L | M, AMB_GATE_REASON },
  { "answered",  "open",      L | M, AMB_GATE_REASON },
  { "withdrawn", "open",      S | L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "sponsorship-id" },
  { AMB_SCOPE_OWN, "sponsorship-id.ambassador-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_ask = {
  .name = "ask",
  .collection = "asks",
  .type_name = "AmbAsk",
  .label = N_ ("Ask"),
  .label_plural = N_ ("Asks"),
  .icon = "dialog-question-symbolic",
  .place = AMB_PLACE_FIGURES,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .fields = fields,
  .moves = moves,
};
