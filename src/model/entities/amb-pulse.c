/* One wave of the anonymous pulse: a question and how many gave each answer, never who. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "draft",  N_("Draft"),            "document-edit-symbolic" }, \
  { "open",   N_("Open for answers"), "mail-unread-symbolic", "info" }, \
  { "closed", N_("Answers counted"),  "object-select-symbolic", "good" }
// clang-format on

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = {
  STATES,
  { "upcoming", N_ ("Upcoming"), "x-office-calendar-symbolic", "info" },
  { NULL },
};

#define STANDING_SQL                                                                               \
  "CASE WHEN pulses.state = 'open' AND pulses.closes_on < :today THEN 'closed' "                   \
  "WHEN pulses.state = 'open' AND pulses.opens_on > :today THEN 'upcoming' ELSE pulses.state END"
#define ANSWERS_SQL                                                                                \
  "COALESCE(pulses.a1, 0) + COALESCE(pulses.a2, 0) + COALESCE(pulses.a3, 0) + "                    \
  "COALESCE(pulses.a4, 0) + COALESCE(pulses.a5, 0)"
#define MATCH_SQL                                                                                  \
  "CASE WHEN " ANSWERS_SQL " >= 5 THEN CAST(ROUND(100.0 * (COALESCE(pulses.a4, 0) + "              \
  "COALESCE(pulses.a5, 0)) / (" ANSWERS_SQL ")) AS INTEGER) END"

// clang-format off
static const AmbField fields[] = {
  { "question", N_("Question"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .hint = N_("Answered from 1, not at all, to 5, entirely") },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR, .hint = N_("Left empty: for the whole company") },
  { "opens-on", N_("Opens on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "closes-on", N_("Closes on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "draft", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "answers", N_("Number of answers"), AMB_FIELD_INT, AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .sql = ANSWERS_SQL },
  { "match", N_("Answered 4 or 5"), AMB_FIELD_INT, AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .sql = MATCH_SQL, .hint = N_("Percent; shown from 5 answers on") },
  { "a1", N_("Answers of 1"), AMB_FIELD_INT, 0, .since = 1, .initial = "0", .merge = AMB_MERGE_REGISTER },
  { "a2", N_("Answers of 2"), AMB_FIELD_INT, 0, .since = 1, .initial = "0", .merge = AMB_MERGE_REGISTER },
  { "a3", N_("Answers of 3"), AMB_FIELD_INT, 0, .since = 1, .initial = "0", .merge = AMB_MERGE_REGISTER },
  { "a4", N_("Answers of 4"), AMB_FIELD_INT, 0, .since = 1, .initial = "0", .merge = AMB_MERGE_REGISTER },
  { "a5", N_("Answers of 5"), AMB_FIELD_INT, 0, .since = 1, .initial = "0", .merge = AMB_MERGE_REGISTER },
  { NULL }
};

#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "draft",  "open",   M, 0, "opens-on closes-on" },
  { "open",   "closed", M },
  { "closed", "open",   M, AMB_GATE_REASON, "closes-on" },
  { NULL }
};
// clang-format on

static const AmbSpan spans[] = {
  { "opens-on", "closes-on" },
  { NULL },
};

const AmbEntity amb_entity_pulse = {
  .name = "pulse",
  .collection = "pulses",
  .type_name = "AmbPulse",
  .label = N_ ("Pulse survey"),
  .label_plural = N_ ("Pulse surveys"),
  .icon = "face-smile-symbolic",
  .place = AMB_PLACE_FIGURES,
  .since = 1,
  .spans = spans,
  .fields = fields,
  .moves = moves,
};
