/* A slot that comes back every week: a channel, a weekday, a local time. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice weekdays[] = {
  { "monday", N_("Monday") }, { "tuesday", N_("Tuesday") }, { "wednesday", N_("Wednesday") }, { "thursday", N_("Thursday") },
  { "friday", N_("Friday") }, { "saturday", N_("Saturday") }, { "sunday", N_("Sunday") },
  { NULL }
};
// clang-format on

static const AmbChoice audiences[] = {
  { "client", N_ ("Client"), "amb-mark-client-symbolic" },
  { "applicant", N_ ("Applicant"), "amb-mark-applicant-symbolic" },
  { "partner", N_ ("Partner"), "amb-mark-partner-symbolic" },
  { "internal", N_ ("Internal"), "amb-mark-internal-symbolic" },
  { NULL },
};

static const AmbChoice kinds[] = {
  { "expertise", N_ ("Expertise") },   { "life_at_work", N_ ("Life at work") },
  { "commitment", N_ ("Commitment") }, { "news", N_ ("News") },
  { "product", N_ ("Product") },       { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Slot"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .sql = AMB_JOINED (AMB_NAME_OF ("channels", "name", "slot_templates.channel_id"), "slot_templates.local_time") },
  { "channel-id", N_("Channel"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_FACET, .since = 1, .ref = "channel", .on_delete = AMB_CASCADE },
  { "weekday", N_("Weekday"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "monday", .choices = weekdays },
  { "local-time", N_("Local time"), AMB_FIELD_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_LIST, .since = 1, .form = AMB_FORM_TIME, .initial = "09:00", .hint = N_("Hours and minutes, as 09:00") },
  { "zone", N_("Time zone"), AMB_FIELD_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_LIST, .since = 1, .form = AMB_FORM_ZONE, .initial = "Europe/Paris", .hint = N_("An IANA name, as Europe/Paris") },
  { "audience", N_("Audience"), AMB_FIELD_ENUM, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = audiences },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, 0, .since = 1, .choices = kinds, .hint = N_("What a new item in this slot begins as") },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1 },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG },
  { AMB_SCOPE_NODES, "channel-id" },
  { AMB_SCOPE_NONE },
};

static const AmbOnce once[] = {
  { "channel-id weekday local-time", "zone audience" },
  { NULL },
};

const AmbEntity amb_entity_slot_template = {
  .name = "slot-template",
  .collection = "slot_templates",
  .type_name = "AmbSlotTemplate",
  .label = N_ ("Slot template"),
  .label_plural = N_ ("Slot templates"),
  .icon = "amb-clock-symbolic",
  .place = AMB_PLACE_CONTENT,
  .since = 1,
  .scopes = scopes,
  .once = once,
  .fields = fields,
};
