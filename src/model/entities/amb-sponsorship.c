/* A sponsor: a person of the top management who supports the programme, for a part of the network.
 */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "proposed", N_("To be confirmed"), "content-loading-symbolic", "info" }, \
  { "active",   N_("Active"),          "object-select-symbolic", "good" }, \
  { "ended",    N_("Ended"),           "go-previous-symbolic" }
// clang-format on

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = {
  STATES,
  { "upcoming", N_ ("Upcoming"), "x-office-calendar-symbolic", "info" },
  { NULL },
};

#define STANDING_SQL                                                                               \
  "CASE WHEN sponsorships.state = 'active' AND sponsorships.ends_on < :today THEN 'ended' "        \
  "WHEN sponsorships.state = 'active' AND sponsorships.starts_on > :today THEN 'upcoming' "        \
  "ELSE sponsorships.state END"

// clang-format off
static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL | AMB_FIELD_LIST, .since = 1, .hint = N_("As the one-pager shows it") },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .hint = N_("When the programme knows this sponsor, as an associate for instance") },
  { "job-title", N_("Job title"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL | AMB_FIELD_LIST, .since = 1 },
  { "email", N_("E-mail"), AMB_FIELD_EMAIL, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR, .hint = N_("With everything below it; left empty: for the whole company") },
  { "starts-on", N_("Starts on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "ends-on", N_("Ends on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "proposed", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("What the sponsorship covers besides the node") },
  { NULL }
};

#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "proposed", "active",   M, 0, "starts-on" },
  { "proposed", "ended",    M },
  { "active",   "ended",    M },
  { "ended",    "active",   M, 0, "starts-on" },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_NONE },
};

static const AmbSpan spans[] = {
  { "starts-on", "ends-on" },
  { NULL },
};

static const AmbOnce once[] = {
  { "ambassador-id", "node-id", "state=proposed active" },
  { NULL },
};

const AmbEntity amb_entity_sponsorship = {
  .name = "sponsorship",
  .collection = "sponsorships",
  .type_name = "AmbSponsorship",
  .label = N_ ("Sponsor"),
  .label_plural = N_ ("Sponsors"),
  .icon = "amb-sponsor-symbolic",
  .place = AMB_PLACE_FIGURES,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .spans = spans,
  .once = once,
  .fields = fields,
  .moves = moves,
};
