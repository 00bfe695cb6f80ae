/* A contact: a person outside the company, and who answers them. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice kinds[] = {
  { "client", N_("Client"), "amb-mark-client-symbolic" }, { "applicant", N_("Applicant"), "amb-mark-applicant-symbolic" },
  { "partner", N_("Partner"), "amb-mark-partner-symbolic" }, { "press", N_("Press") }, { "supplier", N_("Supplier") },
  { "former", N_("Former employee") }, { "public", N_("Public body") }, { "other", N_("Other") },
  { NULL }
};

static const AmbChoice consents[] = {
  { "unknown",   N_("Not asked"), "dialog-question-symbolic", "warn" },
  { "given",     N_("Given"),     "object-select-symbolic", "good" },
  { "refused",   N_("Refused"),   "action-unavailable-symbolic", "bad" },
  { "withdrawn", N_("Withdrawn"), "go-previous-symbolic", "bad" },
  { NULL }
};

static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL | AMB_FIELD_LIST, .since = 1 },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .initial = "other", .choices = kinds },
  { "organisation-id", N_("Organisation"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .ref = "organisation", .on_delete = AMB_CLEAR },
  { "job-title", N_("Job title"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { "email", N_("E-mail"), AMB_FIELD_EMAIL, AMB_FIELD_KEY | AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { "phone", N_("Telephone"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { "links", N_("Public profiles"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .hint = N_("One address a line, as the person gave it") },
  { "country", N_("Country"), AMB_FIELD_COUNTRY, AMB_FIELD_PERSONAL, .since = 1 },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_FACET, .since = 1 },
  { "owner-id", N_("Who answers"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR,
    .hint = N_("Who already answers this person") },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_CLEAR,
    .hint = N_("The node that looks after this relation") },
  { "ambassador-id", N_("Formerly here as"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR,
    .hint = N_("The person of the programme that this contact was") },
  { "consent", N_("Consent"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "unknown", .choices = consents,
    .hint = N_("To be kept here and written to") },
  { "consent-on", N_("Consent since"), AMB_FIELD_DATE, AMB_FIELD_INDEX, .since = 1 },
  { "consent-proof", N_("Proof of consent"), AMB_FIELD_LONG_TEXT, AMB_FIELD_PERSONAL, .since = 1, .hint = N_("Where and in which words it was given") },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .merge = AMB_MERGE_TEXT },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_NODES, "organisation-id" },
  { AMB_SCOPE_NODES, "owner-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_contact = {
  .name = "contact",
  .collection = "contacts",
  .type_name = "AmbContact",
  .label = N_ ("Contact"),
  .label_plural = N_ ("Contacts"),
  .icon = "x-office-address-book-symbolic",
  .place = AMB_PLACE_LISTENING,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .fields = fields,
};
