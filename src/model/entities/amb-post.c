/* A post: what one person said in a thread. */
#include "amb-entity-tables.h"

static const AmbChoice became[] = {
  { "idea", N_ ("Content idea") },
  { "practice", N_ ("Practice") },
  { "signal", N_ ("Signal") },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Post"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_PERSON_OF ("posts.author_id"), AMB_NAME_OF ("threads", "title", "posts.thread_id")) },
  { "thread-id", N_("Thread"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_INDEX, .since = 1, .ref = "thread", .on_delete = AMB_CASCADE },
  { "space-id", N_("Space"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "space", .on_delete = AMB_CASCADE },
  { "author-id", N_("Author"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "posted-at", N_("Posted at"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "body", N_("Text"), AMB_FIELD_MARKDOWN, AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL | AMB_FIELD_LIST, .since = 1 },
  { "mentions", N_("Mentions"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .hint = N_("Names, separated by commas") },
  { "became", N_("Became"), AMB_FIELD_ENUM, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = became,
    .hint = N_("What was made of it") },
  { "became-record", N_("Record made of it"), AMB_FIELD_TEXT, 0, .since = 1 },
  { NULL }
};
// clang-format on

/* The host and the backup may remove a post. */
static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_SPACE, "space-id" },
  { AMB_SCOPE_OWN, "author-id" },
  { AMB_SCOPE_OWN, "space-id.host-id" },
  { AMB_SCOPE_OWN, "space-id.backup-id" },
  { AMB_SCOPE_NONE },
};

/* Who said something when in a thread (amb-role-sources.c), without the rows. */
static const AmbIndex indexes[] = {
  { "posts_of_thread", "deleted, thread_id, author_id, posted_at", NULL },
  { NULL },
};

const AmbEntity amb_entity_post = {
  .name = "post",
  .collection = "posts",
  .type_name = "AmbSpacePost",
  .label = N_ ("Post"),
  .label_plural = N_ ("Posts"),
  .icon = "mail-read-symbolic",
  .place = AMB_PLACE_SPACES,
  .since = 1,
  .scopes = scopes,
  .self = "author-id",
  .words = "body mentions",
  .keepers = "space-id.host-id space-id.backup-id",
  .of_members = TRUE,
  .takes = "thread-id.state=open answered",
  .indexes = indexes,
  .fields = fields,
};
