/* A module of a track: one thing to read, watch, do or show. */
#include "amb-entity-tables.h"

static const AmbChoice kinds[] = {
  { "read", N_ ("Reading") },
  { "video", N_ ("Video") },
  { "exercise", N_ ("Exercise") },
  { "quiz", N_ ("Quiz") },
  { "observed_practice", N_ ("Observed practice") },
  { "drill", N_ ("Drill") },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Title"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "track-id", N_("Track"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "track", .on_delete = AMB_CASCADE },
  { "position", N_("Position"), AMB_FIELD_INT, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .merge = AMB_MERGE_REGISTER },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "read", .choices = kinds },
  { "minutes", N_("Duration"), AMB_FIELD_DURATION, AMB_FIELD_LIST, .since = 1, .hint = N_("In minutes") },
  { "required", N_("Required"), AMB_FIELD_BOOL, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "1" },
  { "body", N_("Text"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "link", N_("Link"), AMB_FIELD_URL, 0, .since = 1, .hint = N_("Where the video or the document is") },
  { "questions", N_("Quiz questions"), AMB_FIELD_LONG_TEXT, 0, .since = 1,
    .hint = N_("Questions, choices and right answers, as the quiz page writes them") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_ORG }, { AMB_SCOPE_NONE } };

const AmbEntity amb_entity_module = {
  .name = "module",
  .collection = "modules",
  .type_name = "AmbTrainingModule",
  .label = N_ ("Module"),
  .label_plural = N_ ("Modules"),
  .icon = "view-list-bullet-symbolic",
  .place = AMB_PLACE_TRAINING,
  .since = 1,
  .scopes = scopes,
  .fields = fields,
};
