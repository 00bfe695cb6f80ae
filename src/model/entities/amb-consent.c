/* What a person agreed to, on which text, and until when; withdrawn without consequence. */
#include "amb-entity-tables.h"

static const AmbChoice purposes[] = {
  { "participation", N_ ("Voluntary participation") },
  { "management", N_ ("Management of the programme") },
  { "publication", N_ ("Name and picture in publications") },
  { "figures", N_ ("Figures about the person") },
  { "contact", N_ ("Messages outside of the application") },
  { NULL },
};

static const AmbChoice bases[] = {
  { "consent", N_ ("Consent") },
  { "legitimate_interest", N_ ("Legitimate interest") },
  { "contract", N_ ("Contract") },
  { "legal_obligation", N_ ("Legal obligation") },
  { NULL },
};

static const AmbChoice channels[] = {
  { "application", N_ ("In the application") },
  { "email", N_ ("By e-mail") },
  { "form", N_ ("Online form") },
  { "paper", N_ ("On paper") },
  { "spoken", N_ ("In person or by phone") },
  { NULL },
};

static const AmbChoice standings[] = {
  { "given", N_ ("Given"), "object-select-symbolic", "good" },
  { "withdrawn", N_ ("Withdrawn"), "go-previous-symbolic" },
  { NULL },
};

#define STANDING_SQL "CASE WHEN consents.withdrawn_on <= :today THEN 'withdrawn' ELSE 'given' END"

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Consent"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_PERSON_OF ("consents.ambassador_id"), "consents.given_on") },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "purpose", N_("Purpose"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "participation", .choices = purposes },
  { "legal-basis", N_("Legal basis"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "consent", .choices = bases },
  { "given-on", N_("Given on"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "withdrawn-on", N_("Withdrawn on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "policy-text-id", N_("Text shown"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "policy-text", .on_delete = AMB_REFUSE },
  { "text-version", N_("Version of the text"), AMB_FIELD_TEXT, AMB_FIELD_FIXED, .since = 1, .hint = N_("As it was shown, for the proof") },
  { "channel", N_("How it was given"), AMB_FIELD_ENUM, AMB_FIELD_FIXED | AMB_FIELD_FACET, .since = 1, .initial = "application", .choices = channels },
  { "by-id", N_("Recorded by"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .hint = N_("For somebody who does not use the application") },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_NONE },
};

static const AmbSpan spans[] = {
  { "given-on", "withdrawn-on" },
  { NULL },
};

/* Given again after it was withdrawn, it is another one. */
static const AmbOnce once[] = {
  { "ambassador-id purpose", "policy-text-id", "withdrawn-on=" },
  { NULL },
};

const AmbEntity amb_entity_consent = {
  .name = "consent",
  .collection = "consents",
  .type_name = "AmbConsent",
  .label = N_ ("Consent"),
  .label_plural = N_ ("Consents"),
  .icon = "emblem-default-symbolic",
  .place = AMB_PLACE_ADMINISTRATION,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .recorder = "by-id",
  .own_fields = "withdrawn-on note",
  .spans = spans,
  .once = once,
  .fields = fields,
};
