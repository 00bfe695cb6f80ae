/* A content item: from an idea to what is published and what has expired. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "idea",              N_("Idea"),              "emoji-objects-symbolic" }, \
  { "draft",             N_("Draft"),             "document-edit-symbolic" }, \
  { "in_review",         N_("In review"),         "view-reveal-symbolic", "info" }, \
  { "changes_requested", N_("Changes requested"), "edit-undo-symbolic", "warn" }, \
  { "approved",          N_("Approved"),          "emblem-ok-symbolic", "good" }, \
  { "scheduled",         N_("Scheduled"),         "alarm-symbolic", "good" }, \
  { "published",         N_("Published"),         "object-select-symbolic", "good" }, \
  { "expired",           N_("Expired"),           "amb-clock-symbolic" }, \
  { "archived",          N_("Archived"),          "amb-done-symbolic" }, \
  { "rejected",          N_("Rejected"),          "action-unavailable-symbolic", "bad" }, \
  { "on_hold",           N_("On hold"),           "media-playback-pause-symbolic", "warn" }, \
  { "failed",            N_("Failed"),            "dialog-error-symbolic", "bad" }

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = { STATES, { "out", N_("Already out"), "emblem-ok-symbolic", "warn" }, { "overdue", N_("Overdue"), "task-past-due-symbolic", "bad", .of = "scheduled" }, { NULL } };

static const AmbChoice kinds[] = {
  { "expertise", N_("Expertise") }, { "life_at_work", N_("Life at work") }, { "commitment", N_("Commitment") },
  { "news", N_("News") }, { "product", N_("Product") },
  { NULL }
};

static const AmbChoice sources[] = {
  { "asset", N_("From an asset") }, { "original", N_("Original") }, { "derivative", N_("Derived from another item") },
  { NULL }
};

const AmbChoice amb_audience_choices[] = {
  { "client", N_("Client"), "amb-mark-client-symbolic" }, { "applicant", N_("Applicant"), "amb-mark-applicant-symbolic" },
  { "partner", N_("Partner"), "amb-mark-partner-symbolic" }, { "internal", N_("Internal"), "amb-mark-internal-symbolic" },
  { NULL }
};

/* Every text of it went out, in the company's name; its state says something else: the desk that recorded this and the one
 * that edited or held the item were apart, or whoever recorded it may not move it. */
#define POSTED_SQL(text) "EXISTS (SELECT 1 FROM publications p WHERE p.deleted = 0 AND p.item_id = content_items.id AND p.kind <> 'personal' AND " text ")"
#define VARIANTS_SQL "EXISTS (SELECT 1 FROM variants v WHERE v.deleted = 0 AND v.item_id = content_items.id"
#define OUT_SQL \
  "state IN ('in_review', 'changes_requested', 'approved', 'scheduled', 'failed', 'on_hold') AND " POSTED_SQL ("1") \
  " AND (" POSTED_SQL ("p.variant_id IS NULL") " OR (trim (COALESCE (body, '')) = '' AND " VARIANTS_SQL "))) AND NOT " \
  VARIANTS_SQL " AND v.state <> 'withdrawn' AND NOT " POSTED_SQL ("p.variant_id = v.id") ")"

#define STANDING_SQL \
  "CASE WHEN " OUT_SQL " THEN 'out' WHEN state IN ('approved', 'scheduled', 'published') AND expires_on < :today THEN 'expired' " \
  "WHEN state = 'scheduled' AND substr(publish_on, 1, 10) < :today THEN 'overdue' ELSE state END"

static const AmbField fields[] = {
  { "title", N_("Title"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "idea", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, 0, .since = 1, .choices = kinds },
  { "audience", N_("Audience"), AMB_FIELD_ENUM, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEXED, .since = 1, .choices = amb_audience_choices },
  { "pillar-id", N_("Pillar"), AMB_FIELD_REF, 0, .since = 1, .ref = "pillar", .on_delete = AMB_CLEAR },
  { "need-id", N_("Need"), AMB_FIELD_REF, 0, .since = 1, .ref = "need", .on_delete = AMB_CLEAR, .hint = N_("The business need that it serves") },
  { "no-need", N_("Serves no stated need"), AMB_FIELD_BOOL, 0, .since = 1, .initial = "0" },
  { "campaign-id", N_("Campaign"), AMB_FIELD_REF, AMB_FIELD_SEARCH, .since = 1, .ref = "campaign", .on_delete = AMB_CLEAR },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "author-id", N_("Author"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .hint = N_("Whose idea it was") },
  { "reviewer-id", N_("Reviewer"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "department-id", N_("Department"), AMB_FIELD_REF, AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_CLEAR, .hint = N_("The producing department: it gets the credit") },
  { "source", N_("Source"), AMB_FIELD_ENUM, 0, .since = 1, .choices = sources },
  { "asset-id", N_("Source asset"), AMB_FIELD_REF, 0, .since = 1, .ref = "asset", .on_delete = AMB_CLEAR },
  { "parent-id", N_("Derived from"), AMB_FIELD_REF, 0, .since = 1, .ref = "content-item", .on_delete = AMB_CLEAR },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, 0, .since = 1 },
  { "channel-id", N_("Channel"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "channel", .on_delete = AMB_CLEAR },
  { "publish-on", N_("Publish on"), AMB_FIELD_WALL_TIME, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .hint = N_("Day, local time and zone") },
  { "expires-on", N_("Expires on"), AMB_FIELD_DATE, AMB_FIELD_INDEX, .since = 1, .hint = N_("After this day it is out of date") },
  { "body", N_("Text"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "alternative-text", N_("Text for pictures"), AMB_FIELD_LONG_TEXT, 0, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("What a picture shows, for those who can’t see it") },
  { "link", N_("Link"), AMB_FIELD_URL, 0, .since = 1, .hint = N_("Where the post leads to") },
  { "disclosure", N_("Disclosure line"), AMB_FIELD_TEXT, 0, .since = 1, .hint = N_("Says openly that the author works for the company") },
  { "text-by-id", N_("Text last written by"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .merge = AMB_MERGE_REGISTER },
  { "review-owner-id", N_("Owner when sent to review"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .merge = AMB_MERGE_REGISTER },
  { "tags", N_("Tags"), AMB_FIELD_SET, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_SET, .hint = N_("A crisis holds every scheduled item that carries its tag") },
  { "event-uid", N_("Event in another calendar"), AMB_FIELD_TEXT, AMB_FIELD_INDEXED, .since = 1, .hint = N_("Its UID, by which that calendar updates this item when it is imported again") },
  { NULL }
};

#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER
#define W (AMB_WHO_SELF | L | M)
#define R AMB_WHO_KEEPER
#define TO_APPROVE "title audience pillar-id owner-id department-id source language channel-id publish-on expires-on disclosure"
#define TO_SCHEDULE "channel-id publish-on"

/* Approved by oneself: the gate opens for a trusted contributor only. The reviewer says yes, or what
 * is to change; owner and author are no reviewers of their own. */
static const AmbMove moves[] = {
  { "idea", "draft", W }, { "idea", "rejected", L | M, AMB_GATE_REASON }, { "idea", "archived", W },
  { "draft", "in_review", W }, { "draft", "archived", W },
  { "in_review", "approved", W | R, AMB_GATE_NOT_OWN, TO_APPROVE },
  { "in_review", "changes_requested", R | L | M, AMB_GATE_REASON },
  { "in_review", "rejected", L | M, AMB_GATE_REASON },
  { "changes_requested", "in_review", W }, { "changes_requested", "archived", W },
  { "approved", "scheduled", W, 0, TO_SCHEDULE }, { "approved", "in_review", W | R },
  { "approved", "on_hold", L | M, AMB_GATE_REASON }, { "approved", "archived", W },
  { "scheduled", "published", W }, { "scheduled", "failed", W, AMB_GATE_REASON },
  { "scheduled", "approved", W }, { "scheduled", "in_review", W | R },
  { "scheduled", "on_hold", L | M, AMB_GATE_REASON },
  { "failed", "scheduled", W, 0, TO_SCHEDULE }, { "failed", "archived", W },
  { "on_hold", "scheduled", L | M, 0, TO_SCHEDULE }, { "on_hold", "approved", L | M },
  { "on_hold", "in_review", L | M }, { "on_hold", "archived", L | M },
  { "published", "expired", W }, { "published", "archived", W }, { "expired", "archived", W },
  { "rejected", "draft", W }, { "rejected", "archived", W },
  { NULL }
};

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG, NULL, "state=scheduled published" }, { AMB_SCOPE_NODE, "department-id" },
  { AMB_SCOPE_OWN, "owner-id" }, { AMB_SCOPE_OWN, "author-id" }, { AMB_SCOPE_OWN, "reviewer-id" },
  { AMB_SCOPE_NONE }
};
// clang-format on

static const AmbSpan spans[] = {
  { "publish-on", "expires-on" },
  { NULL },
};

/* An event of another calendar is one item, however often it comes. */
static const AmbOnce once[] = {
  { "event-uid" },
  { NULL },
};

/* Those that somebody looks after (amb-role-sources.c), and for whom an asset was used how often
 * (amb-calendar-gaps.c), without the rows. */
static const AmbIndex indexes[] = {
  { "content_items_of_owner", "deleted, owner_id, state, publish_on, id", NULL },
  { "content_items_of_asset", "deleted, asset_id, department_id, state, audience",
    "asset_id IS NOT NULL" },
  { "content_items_of_need", "deleted, need_id, state, id", "need_id IS NOT NULL" },
  { NULL },
};

const AmbEntity amb_entity_content_item = {
  .name = "content-item",
  .collection = "content_items",
  .type_name = "AmbContentItem",
  .label = N_ ("Content item"),
  .label_plural = N_ ("Content items"),
  .icon = "amb-content-symbolic",
  .place = AMB_PLACE_CONTENT,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .keepers = "reviewer-id",
  .spans = spans,
  .once = once,
  .indexes = indexes,
  .fields = fields,
  .moves = moves,
};
