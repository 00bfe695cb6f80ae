/* An inject: what a drill throws in at a given minute, and what should follow. */
#include "amb-entity-tables.h"

static const AmbChoice standings[] = {
  { "waiting", N_ ("Not played yet"), "media-playback-pause-symbolic" },
  { "played", N_ ("Played"), "media-playback-start-symbolic", "warn" },
  { "answered", N_ ("Answered as expected"), "object-select-symbolic", "good" },
  { NULL },
};

#define STANDING_SQL                                                                               \
  "CASE WHEN injects.answered_at IS NOT NULL THEN 'answered' "                                     \
  "WHEN injects.done_at IS NOT NULL THEN 'played' ELSE 'waiting' END"

// clang-format off
static const AmbField fields[] = {
  { "text", N_("What is thrown in"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "crisis-id", N_("Drill"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "crisis", .on_delete = AMB_CASCADE },
  { "minute", N_("Minute"), AMB_FIELD_DURATION, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .initial = "0", .hint = N_("Minutes after the drill was declared") },
  { "detail", N_("Details"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "expected", N_("Expected response"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "author-id", N_("Drill director"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .hint = N_("Who plays it; those who take part see it once it is in the timeline") },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "done-at", N_("Played at"), AMB_FIELD_INSTANT, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "answered-at", N_("Answered at"), AMB_FIELD_INSTANT, AMB_FIELD_LIST, .since = 1, .hint = N_("When the expected response was given") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_OWN, "author-id" }, { AMB_SCOPE_NONE } };

const AmbEntity amb_entity_inject = {
  .name = "inject",
  .collection = "injects",
  .type_name = "AmbInject",
  .label = N_ ("Inject"),
  .label_plural = N_ ("Injects"),
  .icon = "media-playback-start-symbolic",
  .place = AMB_PLACE_CRISES,
  .since = 1,
  .scopes = scopes,
  .self = "author-id",
  .fields = fields,
};
