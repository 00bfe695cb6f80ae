/* That somebody was written to: whom, when, by whom and why. What was said stays in the mail. */
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
  { "title", N_("Letter"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED ("COALESCE(" AMB_PERSON_OF ("letters.ambassador_id") ", " AMB_NAME_OF ("contacts", "name", "letters.contact_id") ")", "letters.subject") },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "contact-id", N_("Contact"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "contact", .on_delete = AMB_CASCADE },
  { "purpose", N_("Purpose"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "free", .choices = purposes },
  { "subject", N_("Subject"), AMB_FIELD_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { "at", N_("Written at"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "by-id", N_("Written by"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "template-id", N_("Template"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "template", .on_delete = AMB_CLEAR },
  { "task-id", N_("Task"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "task", .on_delete = AMB_CLEAR },
  { "cohort-id", N_("Cohort"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "cohort", .on_delete = AMB_CLEAR },
  { NULL }
};
// clang-format on

/* Whoever was written to sees it among their own data. */
static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_NODES, "contact-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_OWN, "by-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_letter = {
  .name = "letter",
  .collection = "letters",
  .type_name = "AmbLetterRecord",
  .label = N_ ("Letter"),
  .label_plural = N_ ("Letters"),
  .icon = "mail-send-symbolic",
  .place = AMB_PLACE_PEOPLE,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .fields = fields,
};
