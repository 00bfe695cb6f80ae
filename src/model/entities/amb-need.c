/* A business need that a department states: content is made to serve it. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

static const AmbChoice states[] = {
  { "open", N_ ("Not served yet"), "amb-todo-symbolic", "warn" },
  { "served", N_ ("Served"), "object-select-symbolic", "good" },
  { "closed", N_ ("Closed"), "amb-done-symbolic" },
  { NULL },
};

static const AmbChoice audiences[] = {
  { "client", N_ ("Client"), "amb-mark-client-symbolic" },
  { "applicant", N_ ("Applicant"), "amb-mark-applicant-symbolic" },
  { "partner", N_ ("Partner"), "amb-mark-partner-symbolic" },
  { "internal", N_ ("Internal"), "amb-mark-internal-symbolic" },
  { NULL },
};

// clang-format off
/* What content has been made for it, whatever its state says. */
static const AmbChoice standings[] = {
  { "without",   N_("Without content"), "amb-todo-symbolic", "warn" },
  { "late",      N_("Late"),            "task-past-due-symbolic", "bad" },
  { "planned",   N_("In the making"),   "document-edit-symbolic", "info" },
  { "published", N_("Published"),       "object-select-symbolic", "good" },
  { "closed",    N_("Closed"),          "amb-done-symbolic" },
  { NULL }
};

static const AmbChoice answers[] = {
  { "yes",    N_("Met"),        "object-select-symbolic", "good" },
  { "partly", N_("Met in part"), "emblem-ok-symbolic", "warn" },
  { "no",     N_("Not met"),    "action-unavailable-symbolic", "bad" },
  { NULL }
};

#define ITEMS_SQL "FROM content_items i WHERE i.deleted = 0 AND i.need_id = needs.id"
#define LIVE_SQL "EXISTS (SELECT 1 " ITEMS_SQL " AND i.state <> 'rejected')"
#define OUT_SQL \
  "EXISTS (SELECT 1 " ITEMS_SQL " AND (i.state IN ('published', 'expired') OR EXISTS (SELECT 1 FROM publications p " \
  "WHERE p.deleted = 0 AND p.item_id = i.id)))"
#define STANDING_SQL \
  "CASE WHEN state = 'closed' THEN 'closed' WHEN " OUT_SQL " THEN 'published' WHEN wanted_by < :today THEN 'late' " \
  "WHEN " LIVE_SQL " THEN 'planned' ELSE 'without' END"

static const AmbField fields[] = {
  { "title", N_("Title"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "open", .choices = states },
  { "node-id", N_("Department"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_REFUSE,
    .hint = N_("The department or node that states it") },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "audience", N_("Audience"), AMB_FIELD_ENUM, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = audiences },
  { "wished-outcome", N_("Wished outcome"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT,
    .hint = N_("What should be different afterwards") },
  { "wanted-by", N_("Wanted by"), AMB_FIELD_DATE, AMB_FIELD_INDEX, .since = 1 },
  { "met", N_("Was it met?"), AMB_FIELD_ENUM, AMB_FIELD_FACET, .since = 1, .choices = answers, .hint = N_("Said by whoever stated it") },
  { "outcome", N_("Outcome"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("What came of it so far") },
  { "uses", N_("Items"), AMB_FIELD_INT, AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .hint = N_("Content items that serve it"),
    .sql = "(SELECT COUNT(*) " ITEMS_SQL ")" },
  { "standing", N_("Content"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "open",   "served", S | L | M },
  { "open",   "closed", S | L | M, AMB_GATE_REASON },
  { "served", "closed", S | L | M, 0, "outcome" },
  { "served", "open",   S | L | M },
  { "closed", "open",   S | L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG, NULL, "state=open served" },
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_need = {
  .name = "need",
  .collection = "needs",
  .type_name = "AmbNeed",
  .label = N_ ("Need"),
  .label_plural = N_ ("Needs"),
  .icon = "user-bookmarks-symbolic",
  .place = AMB_PLACE_CONTENT,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .fields = fields,
  .moves = moves,
};
