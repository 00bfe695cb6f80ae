/* A training track: the modules that lead to a certificate of one level. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

static const AmbChoice levels[] = {
  { "1", N_ ("Level 1") },
  { "2", N_ ("Level 2") },
  { "3", N_ ("Level 3") },
  { "4", N_ ("Level 4") },
  { NULL },
};

static const AmbChoice requirements[] = {
  { "all", N_ ("All required modules") },
  { "n_of_m", N_ ("A number of the modules") },
  { NULL },
};

static const AmbChoice states[] = {
  { "draft", N_ ("Draft"), "document-edit-symbolic" },
  { "open", N_ ("Open for enrolment"), "object-select-symbolic", "good" },
  { "retired", N_ ("Retired"), "action-unavailable-symbolic" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "draft", .choices = states },
  { "role-id", N_("Role"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "role", .on_delete = AMB_CLEAR,
    .hint = N_("Empty: for every role") },
  { "level", N_("Level"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .initial = "1", .choices = levels,
    .hint = N_("The level of its certificate") },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1 },
  { "description", N_("What one learns"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "owner-id", N_("Kept up to date by"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "validity-days", N_("Validity"), AMB_FIELD_INT, AMB_FIELD_REQUIRED, .since = 1, .initial = "365",
    .hint = N_("Days for which its certificate is valid") },
  { "requirement", N_("To complete it"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED, .since = 1, .initial = "all", .choices = requirements },
  { "required-count", N_("Modules needed"), AMB_FIELD_INT, 0, .since = 1,
    .hint = N_("How many, where not all required modules are") },
  { "pass-mark", N_("Pass mark"), AMB_FIELD_INT, AMB_FIELD_REQUIRED, .since = 1, .most = 100, .initial = "80",
    .hint = N_("In per cent, for quizzes and exercises") },
  { "version", N_("Version"), AMB_FIELD_INT, AMB_FIELD_REQUIRED | AMB_FIELD_LIST, .since = 1, .initial = "1",
    .hint = N_("One more when holders must re-qualify") },
  { NULL }
};

#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "draft",   "open",    M },
  { "draft",   "retired", M },
  { "open",    "retired", M },
  { "retired", "open",    M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_ORG }, { AMB_SCOPE_NONE } };

const AmbEntity amb_entity_track = {
  .name = "track",
  .collection = "tracks",
  .type_name = "AmbTrack",
  .label = N_ ("Track"),
  .label_plural = N_ ("Tracks"),
  .icon = "amb-training-symbolic",
  .place = AMB_PLACE_TRAINING,
  .since = 1,
  .scopes = scopes,
  .fields = fields,
  .moves = moves,
};
