/* A campaign: content items with one goal, between two dates, measured by one UTM name. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
static const AmbChoice states[] = {
  { "planned",    N_("Upcoming"),   "x-office-calendar-symbolic", "info" },
  { "running",    N_("Running"),    "media-playback-start-symbolic", "good" },
  { "ended",      N_("At an end"),  "amb-done-symbolic" },
  { "called_off", N_("Called off"), "action-unavailable-symbolic", "bad" },
  { NULL }
};

static const AmbChoice utm_sources[] = {
  { "linkedin", N_("LinkedIn") }, { "x", N_("X") }, { "facebook", N_("Facebook") }, { "instagram", N_("Instagram") },
  { "youtube", N_("YouTube") }, { "tiktok", N_("TikTok") }, { "mastodon", N_("Mastodon") }, { "xing", N_("XING") },
  { "website", N_("Website or blog") }, { "newsletter", N_("Newsletter") }, { "intranet", N_("Intranet") }, { "other", N_("Other") },
  { NULL }
};

static const AmbChoice utm_media[] = {
  { "advocacy", N_("Ambassador’s post") }, { "social", N_("Company post") }, { "email", N_("E-mail") },
  { "event", N_("Event") }, { "print", N_("Print") },
  { NULL }
};

#define STANDING_SQL "CASE WHEN state = 'running' AND ends_on < :today THEN 'ended' ELSE state END"

static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "planned", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = states, .sql = STANDING_SQL },
  { "goal", N_("Goal"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "starts-on", N_("Starts on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "ends-on", N_("Ends on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "node", .on_delete = AMB_CLEAR },
  { "utm-campaign", N_("UTM campaign"), AMB_FIELD_TEXT, AMB_FIELD_KEY | AMB_FIELD_SEARCH, .since = 1, .hint = N_("The name that web analytics know it by") },
  { "utm-sources", N_("UTM sources"), AMB_FIELD_SET, 0, .since = 1, .choices = utm_sources, .merge = AMB_MERGE_SET, .hint = N_("The values that its links may carry") },
  { "utm-media", N_("UTM media"), AMB_FIELD_SET, 0, .since = 1, .choices = utm_media, .merge = AMB_MERGE_SET, .hint = N_("The values that its links may carry") },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "planned",    "running",    S | L | M, 0, "goal starts-on ends-on owner-id" },
  { "planned",    "called_off", S | L | M, AMB_GATE_REASON },
  { "running",    "ended",      S | L | M },
  { "running",    "called_off", S | L | M, AMB_GATE_REASON },
  { "ended",      "running",    L | M },
  { "called_off", "planned",    L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG },
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

static const AmbSpan spans[] = {
  { "starts-on", "ends-on" },
  { NULL },
};

const AmbEntity amb_entity_campaign = {
  .name = "campaign",
  .collection = "campaigns",
  .type_name = "AmbCampaign",
  .label = N_ ("Campaign"),
  .label_plural = N_ ("Campaigns"),
  .icon = "emoji-flags-symbolic",
  .place = AMB_PLACE_CONTENT,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .spans = spans,
  .fields = fields,
  .moves = moves,
};
