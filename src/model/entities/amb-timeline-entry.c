/* An entry of a crisis's timeline: what was known, decided, said or done, and when. */
#include "amb-entity-tables.h"

static const AmbChoice kinds[] = {
  { "decision", N_ ("Decision"), "emblem-ok-symbolic", "info" },
  { "fact", N_ ("Fact"), "dialog-information-symbolic" },
  { "statement", N_ ("Statement"), "chat-message-new-symbolic", "info" },
  { "action", N_ ("Action"), "system-run-symbolic" },
  { "inject", N_ ("Inject"), "media-playback-start-symbolic", "warn" },
  { NULL },
};

// clang-format off
static const AmbField fields[] = {
  { "text", N_("What happened"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "crisis-id", N_("Crisis"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "crisis", .on_delete = AMB_REFUSE },
  { "at", N_("At"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "kind", N_("Kind"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .initial = "fact", .choices = kinds },
  { "by-id", N_("By"), AMB_FIELD_REF, AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "detail", N_("Details"), AMB_FIELD_LONG_TEXT, AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .hint = N_("The statement word for word, the source of the fact") },
  { NULL }
};

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "crisis-id" }, { AMB_SCOPE_OWN, "by-id" },
  { AMB_SCOPE_OWN, "crisis-id.lead-id" }, { AMB_SCOPE_OWN, "crisis-id.backup-id" },
  { AMB_SCOPE_OWN, "crisis-id.scribe-id" }, { AMB_SCOPE_OWN, "crisis-id.approver-id" },
  { AMB_SCOPE_OWN, "crisis-id.spokesperson-id" }, { AMB_SCOPE_NONE }
};
// clang-format on

const AmbEntity amb_entity_timeline_entry = {
  .name = "timeline-entry",
  .collection = "timeline_entries",
  .type_name = "AmbTimelineEntry",
  .label = N_ ("Timeline entry"),
  .label_plural = N_ ("Timeline entries"),
  .icon = "document-open-recent-symbolic",
  .place = AMB_PLACE_CRISES,
  .kind = AMB_KIND_APPEND,
  .since = 1,
  .scopes = scopes,
  .self = "by-id",
  .recorder = "by-id",
  .fields = fields,
};
