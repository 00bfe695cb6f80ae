/* A certificate: a person reached a level; verifiable by its code. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

static const AmbChoice levels[] = {
  { "1", N_ ("Level 1") },
  { "2", N_ ("Level 2") },
  { "3", N_ ("Level 3") },
  { "4", N_ ("Level 4") },
  { NULL },
};

// clang-format off
#define STATES \
  { "valid",   N_("Valid"),   "amb-certificate-symbolic", "good" }, \
  { "revoked", N_("Revoked"), "action-unavailable-symbolic", "bad" }
// clang-format on

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = {
  STATES,
  { "expired", N_ ("Expired"), "appointment-missed-symbolic", "warn" },
  { NULL },
};

#define STANDING_SQL                                                                               \
  "CASE WHEN certificates.state = 'valid' AND certificates.expires_on < :today THEN 'expired' "    \
  "ELSE certificates.state END"

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Certificate"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_PERSON_OF ("certificates.ambassador_id"), AMB_NAME_OF ("tracks", "name", "certificates.track_id")) },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "track-id", N_("Track"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "track", .on_delete = AMB_REFUSE },
  { "track-version", N_("Track version"), AMB_FIELD_INT, AMB_FIELD_FIXED, .since = 1, .hint = N_("The version of the track that was followed") },
  { "enrolment-id", N_("Enrolment"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "enrolment", .on_delete = AMB_CLEAR },
  { "level", N_("Level"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "1", .choices = levels },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "valid", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "issued-on", N_("Issued on"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "expires-on", N_("Expires on"), AMB_FIELD_DATE, AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1,
    .hint = N_("The last day on which it is valid") },
  { "code", N_("Code"), AMB_FIELD_TEXT, AMB_FIELD_KEY | AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1,
    .hint = N_("Anybody can check with it that the certificate is genuine") },
  { NULL }
};

#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "valid", "revoked", M, AMB_GATE_REASON },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "enrolment-id" },
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_NONE },
};

static const AmbSpan spans[] = {
  { "issued-on", "expires-on" },
  { NULL },
};

const AmbEntity amb_entity_certificate = {
  .name = "certificate",
  .collection = "certificates",
  .type_name = "AmbCertificate",
  .label = N_ ("Certificate"),
  .label_plural = N_ ("Certificates"),
  .icon = "amb-certificate-symbolic",
  .place = AMB_PLACE_TRAINING,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .spans = spans,
  .fields = fields,
  .moves = moves,
};
