/* A thread of a space: one question or subject, and the posts about it. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

static const AmbChoice states[] = {
  { "open", N_ ("In discussion"), "chat-message-new-symbolic", "info" },
  { "answered", N_ ("Answered"), "object-select-symbolic", "good" },
  { "closed", N_ ("Closed to replies"), "changes-prevent-symbolic" },
  { NULL },
};

#define LAST_POST_SQL                                                                              \
  "(SELECT MAX(p.posted_at) FROM posts p WHERE p.thread_id = threads.id AND p.deleted = 0)"

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Title"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "space-id", N_("Space"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "space", .on_delete = AMB_CASCADE },
  { "author-id", N_("Author"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "open", .choices = states },
  { "pinned", N_("Pinned"), AMB_FIELD_BOOL, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "0", .merge = AMB_MERGE_REGISTER,
    .hint = N_("Stays at the top of the space") },
  { "last-post-at", N_("Last post"), AMB_FIELD_INSTANT, AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .sql = LAST_POST_SQL },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER
#define K AMB_WHO_KEEPER

static const AmbMove moves[] = {
  { "open",     "answered", S | K | L | M },
  { "open",     "closed",   S | K | L | M },
  { "answered", "open",     S | K | L | M },
  { "answered", "closed",   S | K | L | M },
  { "closed",   "open",     K | L | M },
  { NULL }
};
// clang-format on

/* The host and the backup look after the threads. */
static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_SPACE, "space-id" },
  { AMB_SCOPE_OWN, "author-id" },
  { AMB_SCOPE_OWN, "space-id.host-id" },
  { AMB_SCOPE_OWN, "space-id.backup-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_thread = {
  .name = "thread",
  .collection = "threads",
  .type_name = "AmbSpaceThread",
  .label = N_ ("Thread"),
  .label_plural = N_ ("Threads"),
  .icon = "chat-message-new-symbolic",
  .place = AMB_PLACE_SPACES,
  .since = 1,
  .scopes = scopes,
  .self = "author-id",
  .words = "title",
  .keepers = "space-id.host-id space-id.backup-id",
  .of_members = TRUE,
  .fields = fields,
  .moves = moves,
};
