/* An access right given to somebody: which access, over which node, until when. */
#include "amb-entity-tables.h"

static const AmbChoice accesses[] = {
  { "manager", N_ ("Programme manager"), "security-high-symbolic", "warn" },
  { "lead", N_ ("Node lead"), "amb-node-symbolic", "info" },
  { "ambassador", N_ ("Ambassador"), "amb-person-symbolic" },
  { "sponsor", N_ ("Sponsor"), "amb-sponsor-symbolic" },
  { "auditor", N_ ("Auditor"), "view-reveal-symbolic" },
  { NULL },
};

static const AmbChoice standings[] = {
  { "upcoming", N_ ("Upcoming"), "x-office-calendar-symbolic", "info" },
  { "in_force", N_ ("In force"), "object-select-symbolic", "good" },
  { "ended", N_ ("Ended"), "go-previous-symbolic" },
  { NULL },
};

#define STANDING_SQL                                                                               \
  "CASE WHEN grants.ends_on < :today THEN 'ended' "                                                \
  "WHEN grants.starts_on > :today THEN 'upcoming' ELSE 'in_force' END"

// clang-format off
static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL | AMB_FIELD_LIST, .since = 1, .hint = N_("Who is given the right") },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "access", N_("Access"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .initial = "ambassador", .choices = accesses },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "node", .on_delete = AMB_REFUSE, .hint = N_("For a lead: with everything below it") },
  { "starts-on", N_("Starts on"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "ends-on", N_("Ends on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .hint = N_("The last day; left empty: until it is ended") },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "given-by-id", N_("Given by"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { NULL }
};
// clang-format on

static const AmbSpan spans[] = {
  { "starts-on", "ends-on" },
  { NULL },
};

const AmbEntity amb_entity_grant = {
  .name = "grant",
  .collection = "grants",
  .type_name = "AmbGrant",
  .label = N_ ("Access right"),
  .label_plural = N_ ("Access rights"),
  .icon = "dialog-password-symbolic",
  .place = AMB_PLACE_ADMINISTRATION,
  .since = 1,
  .spans = spans,
  .fields = fields,
};
