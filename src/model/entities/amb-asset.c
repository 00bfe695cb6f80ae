/* Source material that a department shares: content items are made from it. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbChoice kinds[] = {
  { "picture", N_("Picture"), "image-x-generic-symbolic" }, { "video", N_("Video"), "video-x-generic-symbolic" },
  { "audio", N_("Sound"), "audio-x-generic-symbolic" }, { "article", N_("Article"), "text-x-generic-symbolic" },
  { "document", N_("Document"), "x-office-document-symbolic" },
  { "figures", N_("Figures and studies"), "amb-figures-symbolic" }, { "testimony", N_("Testimony"), "amb-person-symbolic" },
  { NULL }
};

static const AmbChoice rights[] = {
  { "own", N_("Our own") }, { "licence", N_("Under licence") }, { "consent", N_("With consent of the people shown") },
  { "partner", N_("Lent by a partner") }, { "unclear", N_("To be cleared") },
  { NULL }
};

static const AmbChoice confidentialities[] = {
  { "public", N_("For everyone") }, { "internal", N_("Inside only") }, { "confidential", N_("Confidential") },
  { NULL }
};

static const AmbChoice standings[] = {
  { "in_rights", N_("In rights"),     "object-select-symbolic", "good" },
  { "ends_soon", N_("Ends soon"),     "alarm-symbolic", "warn" },
  { "unclear",   N_("To be cleared"), "dialog-question-symbolic", "warn" },
  { "rights_over", N_("Rights over"), "action-unavailable-symbolic", "bad" },
  { "expired",   N_("Out of date"),   "amb-clock-symbolic", "bad" },
  { NULL }
};

static const AmbChoice reuses[] = {
  { "never",  N_("Never reused"),        "amb-todo-symbolic", "info" },
  { "own",    N_("By its department"),   "object-select-symbolic" },
  { "others", N_("By other departments"), "system-users-symbolic", "good" },
  { NULL }
};

/* amb-rights.h says the same of one asset. */
#define SOON_DAY "(SELECT date(:today, '+30 days'))"
#define STANDING_SQL \
  "CASE WHEN expires_on < :today THEN 'expired' WHEN rights_until < :today THEN 'rights_over' " \
  "WHEN rights IS NULL OR rights = 'unclear' THEN 'unclear' " \
  "WHEN expires_on <= " SOON_DAY " OR rights_until <= " SOON_DAY " THEN 'ends_soon' ELSE 'in_rights' END"

#define ITEMS_SQL "FROM content_items i WHERE i.deleted = 0 AND i.asset_id = assets.id"
#define REUSE_SQL \
  "CASE WHEN EXISTS (SELECT 1 " ITEMS_SQL " AND i.department_id <> assets.department_id) THEN 'others' " \
  "WHEN EXISTS (SELECT 1 " ITEMS_SQL ") THEN 'own' ELSE 'never' END"

static const AmbField fields[] = {
  { "title", N_("Title"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = kinds },
  { "standing", N_("Rights"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "department-id", N_("Department"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_REFUSE,
    .hint = N_("The producing department: it gets the credit") },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "rights", N_("Kind of rights"), AMB_FIELD_ENUM, 0, .since = 1, .choices = rights },
  { "rights-until", N_("Rights until"), AMB_FIELD_DATE, AMB_FIELD_INDEX, .since = 1 },
  { "confidentiality", N_("Confidentiality"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED, .since = 1, .initial = "internal", .choices = confidentialities },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1 },
  { "description", N_("Description"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { "link", N_("Link"), AMB_FIELD_URL, AMB_FIELD_SEARCH, .since = 1, .hint = N_("Where the file itself is kept") },
  { "thumbnail-link", N_("Link to a small picture"), AMB_FIELD_URL, 0, .since = 1 },
  { "expires-on", N_("Expires on"), AMB_FIELD_DATE, AMB_FIELD_INDEX, .since = 1, .hint = N_("After this day it is out of date") },
  { "uses", N_("Items"), AMB_FIELD_INT, AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1, .hint = N_("Content items made from it"),
    .sql = "(SELECT COUNT(*) " ITEMS_SQL ")" },
  { "reuse", N_("Reuse"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = reuses, .sql = REUSE_SQL },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_ORG, NULL, "confidentiality=public internal" },
  { AMB_SCOPE_NODE, "department-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

const AmbEntity amb_entity_asset = {
  .name = "asset",
  .collection = "assets",
  .type_name = "AmbAsset",
  .label = N_ ("Asset"),
  .label_plural = N_ ("Assets"),
  .icon = "amb-asset-symbolic",
  .place = AMB_PLACE_CONTENT,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .covers = "department-id",
  .fields = fields,
};
