/* What a person did for the programme, and when. Reading is kept, but is no programme action; nor
 * is what others did: mentions, clicks. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice kinds[] = {
  { "share", N_("Sharing") }, { "creation", N_("Creation") }, { "signal", N_("Signal") }, { "reply", N_("Reply given") }, { "practice", N_("Practice") },
  { "training_step", N_("Training step") }, { "exchange", N_("Exchange") }, { "task_done", N_("Task done") }, { "reading", N_("Reading") },
  { "mention", N_("Mentioned in public") }, { "click", N_("Clicks received") },
  { NULL }
};

static const AmbChoice sources[] = {
  { "program", N_("Noted by the program") }, { "person", N_("Told by the person") }, { "behalf", N_("Recorded on their behalf") }, { "file", N_("From a file") },
  { NULL }
};

static const AmbChoice provenances[] = {
  { "measured", N_("Measured") }, { "estimated", N_("Estimated") }, { "imported", N_("Imported") },
  { NULL }
};

static const AmbField fields[] = {
  { "title", N_("Activity"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_PERSON_OF ("activities.ambassador_id"), "activities.what") },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .initial = "share", .choices = kinds },
  { "at", N_("At"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEXED | AMB_FIELD_PAST, .since = 1 },
  { "what", N_("What"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .hint = N_("In one line") },
  { "count", N_("How many"), AMB_FIELD_INT, AMB_FIELD_LIST | AMB_FIELD_INDEXED, .since = 1, .most = 1000000, .hint = N_("Where one record stands for several; left empty: one") },
  { "place", N_("Where"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH, .since = 1, .hint = N_("The space, group or network") },
  { "external", N_("Outside the company"), AMB_FIELD_BOOL, AMB_FIELD_FACET | AMB_FIELD_INDEXED, .since = 1, .initial = "0" },
  { "channel-id", N_("Channel"), AMB_FIELD_REF, AMB_FIELD_FACET, .since = 1, .ref = "channel", .on_delete = AMB_CLEAR },
  { "url", N_("Web address"), AMB_FIELD_URL, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { "audience-size", N_("Potential reach"), AMB_FIELD_INT, AMB_FIELD_LIST, .since = 1, .hint = N_("Followers or readers at that time") },
  { "source", N_("Source"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEXED, .since = 1, .initial = "person", .choices = sources },
  { "provenance", N_("Provenance"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "estimated", .choices = provenances },
  { "node-id", N_("Node at that time"), AMB_FIELD_REF, 0, .since = 1, .ref = "node", .on_delete = AMB_CLEAR },
  { "item-id", N_("Content item"), AMB_FIELD_REF, AMB_FIELD_SEARCH, .since = 1, .ref = "content-item", .on_delete = AMB_CLEAR },
  { "task-id", N_("Task"), AMB_FIELD_REF, 0, .since = 1, .ref = "task", .on_delete = AMB_CLEAR },
  { "by-id", N_("Recorded by"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { NULL }
};
// clang-format on

/* Figures about one person are for that person, their leads and managers. */
static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_NONE },
};

/* What suggestions sum of some days (amb-suggestions.c), without the rows. */
static const AmbIndex indexes[] = {
  { "activities_done", "deleted, at, ambassador_id, kind, external, source, count", NULL },
  { NULL },
};

const AmbEntity amb_entity_activity = {
  .name = "activity",
  .collection = "activities",
  .type_name = "AmbActivity",
  .label = N_ ("Activity"),
  .label_plural = N_ ("Activities"),
  .icon = "emoji-activities-symbolic",
  .place = AMB_PLACE_PEOPLE,
  .kind = AMB_KIND_APPEND,
  .since = 1,
  .scopes = scopes,
  .indexes = indexes,
  .self = "ambassador-id",
  .recorder = "by-id",
  .tally = "ambassador-id kind at place url external source",
  .fields = fields,
};
