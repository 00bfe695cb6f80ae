/* A template of what is written to people: in one language, for one purpose. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice purposes[] = {
  { "invitation", N_("Invitation"), "mail-send-symbolic" },
  { "told",       N_("Telling that the programme knows them"), "dialog-information-symbolic" },
  { "request",    N_("Request"), "amb-task-symbolic" },
  { "reminder",   N_("Reminder"), "alarm-symbolic" },
  { "thanks",     N_("Thank-you"), "emote-love-symbolic" },
  { "free",       N_("Something else"), "mail-unread-symbolic" },
  { NULL }
};

static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "purpose", N_("Purpose"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "free", .choices = purposes },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1 },
  { "subject", N_("Subject"), AMB_FIELD_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "body", N_("Text"), AMB_FIELD_LONG_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT,
    .hint = N_("{name}, {first-name}, {role}, {evidence}, {programme}, {call}, {cohort}, {due} and {sender} are filled in for each") },
  { NULL }
};
// clang-format on

/* Whoever writes to people uses them: leads and managers. */
static const AmbScopeRule scopes[] = { { AMB_SCOPE_ORG }, { AMB_SCOPE_NONE } };

static const AmbOnce once[] = {
  { "name language" },
  { NULL },
};

const AmbEntity amb_entity_template = {
  .name = "template",
  .collection = "templates",
  .type_name = "AmbTemplateRecord",
  .label = N_ ("Template"),
  .label_plural = N_ ("Templates"),
  .icon = "amb-document-symbolic",
  .place = AMB_PLACE_PEOPLE,
  .since = 1,
  .scopes = scopes,
  .once = once,
  .fields = fields,
};
