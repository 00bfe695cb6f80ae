/* A call for ambassadors: its dates, its seats, and what it asks of those who apply. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
static const AmbChoice states[] = {
  { "draft",      N_("Draft"),          "document-edit-symbolic" },
  { "published",  N_("Published"),      "emblem-ok-symbolic", "good" },
  { "closed",     N_("Call closed"),    "changes-prevent-symbolic" },
  { "called_off", N_("Call cancelled"), "action-unavailable-symbolic", "bad" },
  { NULL }
};

static const AmbChoice standings[] = {
  { "draft",      N_("Draft"),                "document-edit-symbolic" },
  { "upcoming",   N_("Upcoming"),             "appointment-soon-symbolic", "info" },
  { "open",       N_("Open to applications"), "emblem-ok-symbolic", "good" },
  { "over",       N_("Deadline passed"),      "alarm-symbolic", "warn" },
  { "closed",     N_("Call closed"),          "changes-prevent-symbolic" },
  { "called_off", N_("Call cancelled"),       "action-unavailable-symbolic", "bad" },
  { NULL }
};

static const AmbChoice roles[] = {
  { "monitoring", N_("Monitoring") }, { "curator", N_("Curator") }, { "producer", N_("Producer") }, { "responder", N_("Responder") },
  { "space_host", N_("Space host") }, { "trainer", N_("Trainer or mentor") }, { "spokesperson", N_("Spokesperson") },
  { NULL }
};

#define STANDING_SQL \
  "CASE WHEN calls.state <> 'published' THEN calls.state WHEN calls.opens_on > :today THEN 'upcoming' " \
  "WHEN calls.closes_on < :today THEN 'over' ELSE 'open' END"

static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "draft", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "opens-on", N_("Opens on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "closes-on", N_("Closes on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .hint = N_("The last day on which one may apply") },
  { "answer-by", N_("Answer by"), AMB_FIELD_DATE, AMB_FIELD_INDEX, .since = 1, .hint = N_("The day by which every candidate has an answer") },
  { "seats", N_("Seats"), AMB_FIELD_INT, AMB_FIELD_LIST, .since = 1 },
  { "roles", N_("Roles"), AMB_FIELD_SET, AMB_FIELD_FACET, .since = 1, .choices = roles, .merge = AMB_MERGE_SET, .hint = N_("The roles that are looked for") },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR, .hint = N_("Left empty: for the whole company") },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "text", N_("Text"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("What the programme offers and what it asks") },
  { "questions", N_("Questions"), AMB_FIELD_LONG_TEXT, 0, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("Of the application form, one a line") },
  { "blind", N_("Blind review"), AMB_FIELD_BOOL, 0, .since = 1, .initial = "1", .hint = N_("Only hides names on a manager’s screen; a rater receives none") },
  { NULL }
};

#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "draft",      "published",  M, 0, "opens-on closes-on seats text" },
  { "draft",      "called_off", M },
  { "published",  "closed",     M },
  { "published",  "called_off", M, AMB_GATE_REASON },
  { "closed",     "published",  M, AMB_GATE_REASON },
  { "called_off", "draft",      M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG, NULL, "state=published closed" },
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

static const AmbSpan spans[] = {
  { "opens-on", "closes-on" },
  { NULL },
};

const AmbEntity amb_entity_call = {
  .name = "call",
  .collection = "calls",
  .type_name = "AmbCall",
  .label = N_ ("Call for ambassadors"),
  .label_plural = N_ ("Calls for ambassadors"),
  .icon = "view-pin-symbolic",
  .place = AMB_PLACE_PEOPLE,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .spans = spans,
  .fields = fields,
  .moves = moves,
};
