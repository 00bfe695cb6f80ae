/* How at ease a person feels, before and after a training. It is their own: nobody else holds it.
 */
#include "amb-entity-tables.h"

static const AmbChoice eases[] = {
  { "1", N_ ("1 – Not at all at ease") }, { "2", N_ ("2 – Not quite at ease") },
  { "3", N_ ("3 – In between") },         { "4", N_ ("4 – Rather at ease") },
  { "5", N_ ("5 – Wholly at ease") },     { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Ease rating"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_NAME_OF ("tracks", "name", "ease_ratings.track_id"), AMB_NAME_OF ("modules", "title", "ease_ratings.module_id")) },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "track-id", N_("Track"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_FACET, .since = 1, .ref = "track", .on_delete = AMB_CASCADE },
  { "module-id", N_("Module"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "module", .on_delete = AMB_CLEAR,
    .hint = N_("Empty: the whole track") },
  { "ease-before", N_("Before"), AMB_FIELD_ENUM, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_PERSONAL, .since = 1, .choices = eases },
  { "ease-after", N_("After"), AMB_FIELD_ENUM, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_PERSONAL, .since = 1, .choices = eases },
  { "rated-on", N_("Rated on"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1, .merge = AMB_MERGE_REGISTER },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .hint = N_("For yourself") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_ease_rating = {
  .name = "ease-rating",
  .collection = "ease_ratings",
  .type_name = "AmbEaseRating",
  .label = N_ ("Ease rating"),
  .label_plural = N_ ("Ease ratings"),
  .icon = "face-smile-symbolic",
  .place = AMB_PLACE_TRAINING,
  .since = 1,
  .scopes = scopes,
  .is_private = TRUE,
  .self = "ambassador-id",
  .fields = fields,
};
