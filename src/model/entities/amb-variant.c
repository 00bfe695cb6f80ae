/* A content item in other words: for one audience, channel and language. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
static const AmbChoice states[] = {
  { "draft",     N_("Draft"),            "document-edit-symbolic" },
  { "released",  N_("Ready to share"),   "object-select-symbolic", "good" },
  { "withdrawn", N_("No longer shared"), "action-unavailable-symbolic" },
  { NULL }
};

static const AmbChoice utm_sources[] = {
  { "linkedin", N_("LinkedIn") }, { "x", N_("X") }, { "facebook", N_("Facebook") }, { "instagram", N_("Instagram") },
  { "youtube", N_("YouTube") }, { "tiktok", N_("TikTok") }, { "mastodon", N_("Mastodon") }, { "xing", N_("XING") },
  { "website", N_("Website or blog") }, { "newsletter", N_("Newsletter") }, { "intranet", N_("Intranet") }, { "other", N_("Other") },
  { NULL }
};

static const AmbChoice utm_media[] = {
  { "advocacy", N_("Ambassador’s post") }, { "social", N_("Company post") }, { "email", N_("E-mail") },
  { "event", N_("Event") }, { "print", N_("Print") },
  { NULL }
};
// clang-format on

static const AmbChoice audiences[] = {
  { "client", N_ ("Client"), "amb-mark-client-symbolic" },
  { "applicant", N_ ("Applicant"), "amb-mark-applicant-symbolic" },
  { "partner", N_ ("Partner"), "amb-mark-partner-symbolic" },
  { "internal", N_ ("Internal"), "amb-mark-internal-symbolic" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Variant"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .sql = AMB_JOINED (AMB_NAME_OF ("content_items", "title", "variants.item_id"), AMB_NAME_OF ("channels", "name", "variants.channel_id")) },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "draft", .choices = states },
  { "item-id", N_("Content item"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "content-item", .on_delete = AMB_CASCADE },
  { "author-id", N_("Author"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_LIST, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "audience", N_("Audience"), AMB_FIELD_ENUM, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = audiences },
  { "channel-id", N_("Channel"), AMB_FIELD_REF, AMB_FIELD_FACET, .since = 1, .ref = "channel", .on_delete = AMB_CLEAR },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1 },
  { "body", N_("Text"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "alternative-text", N_("Text for pictures"), AMB_FIELD_LONG_TEXT, 0, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("What a picture shows, for those who can’t see it") },
  { "link", N_("Link"), AMB_FIELD_URL, 0, .since = 1, .hint = N_("Where the post leads to") },
  { "utm-source", N_("UTM source"), AMB_FIELD_ENUM, 0, .since = 1, .choices = utm_sources },
  { "utm-medium", N_("UTM medium"), AMB_FIELD_ENUM, 0, .since = 1, .choices = utm_media },
  { "utm-content", N_("UTM content"), AMB_FIELD_TEXT, 0, .since = 1, .hint = N_("Tells this variant from the others in web analytics") },
  { "text-by-id", N_("Text last written by"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .merge = AMB_MERGE_REGISTER },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "draft",     "released",  L | M, 0, "audience channel-id language body" },
  { "released",  "draft",     S | L | M },
  { "released",  "withdrawn", S | L | M },
  { "withdrawn", "draft",     S | L | M },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG, NULL, "state=released" },
  { AMB_SCOPE_NODES, "item-id" },
  { AMB_SCOPE_OWN, "item-id.owner-id" },
  { AMB_SCOPE_OWN, "item-id.reviewer-id" },
  { AMB_SCOPE_OWN, "author-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_variant = {
  .name = "variant",
  .collection = "variants",
  .type_name = "AmbVariant",
  .label = N_ ("Variant"),
  .label_plural = N_ ("Variants"),
  .icon = "edit-copy-symbolic",
  .place = AMB_PLACE_CONTENT,
  .since = 1,
  .scopes = scopes,
  .self = "author-id",
  .fields = fields,
  .moves = moves,
};
