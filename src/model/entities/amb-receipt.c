/* What one person did with a speak or hold order: sent, read, confirmed. */
#include "amb-entity-tables.h"

static const AmbChoice standings[] = {
  { "sent", N_ ("Has not read it"), "mail-unread-symbolic", "warn" },
  { "read", N_ ("Has read it"), "mail-read-symbolic", "info" },
  { "confirmed", N_ ("Has confirmed"), "object-select-symbolic", "good" },
  { NULL },
};

#define STANDING_SQL                                                                               \
  "CASE WHEN receipts.confirmed_at IS NOT NULL THEN 'confirmed' "                                  \
  "WHEN receipts.read_at IS NOT NULL THEN 'read' ELSE 'sent' END"

// clang-format off
static const AmbField fields[] = {
  { "title", N_("Receipt"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_PERSON_OF ("receipts.ambassador_id"), AMB_NAME_OF ("hold_orders", "title", "receipts.hold_order_id")) },
  { "hold-order-id", N_("Speak or hold order"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_FACET | AMB_FIELD_SEARCH, .since = 1, .ref = "hold-order", .on_delete = AMB_CASCADE },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "sent-at", N_("Sent at"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "read-at", N_("Read at"), AMB_FIELD_INSTANT, AMB_FIELD_LIST | AMB_FIELD_PAST, .since = 1, .merge = AMB_MERGE_REGISTER },
  { "confirmed-at", N_("Confirmed at"), AMB_FIELD_INSTANT, AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1, .merge = AMB_MERGE_REGISTER },
  { "by-id", N_("Recorded by"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR, .hint = N_("For somebody who does not use the application") },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .hint = N_("How the person confirmed: by phone, by e-mail, in person") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "hold-order-id" },
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_OWN, "ambassador-id" },
  { AMB_SCOPE_NONE },
};

static const AmbSpan spans[] = {
  { "sent-at", "read-at" },
  { "sent-at", "confirmed-at" },
  { NULL },
};

static const AmbOnce once[] = {
  { "hold-order-id ambassador-id" },
  { NULL },
};

const AmbEntity amb_entity_receipt = {
  .name = "receipt",
  .collection = "receipts",
  .type_name = "AmbReceipt",
  .label = N_ ("Receipt"),
  .label_plural = N_ ("Receipts"),
  .icon = "mail-read-symbolic",
  .place = AMB_PLACE_CRISES,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .own_fields = "read-at confirmed-at",
  .spans = spans,
  .once = once,
  .fields = fields,
};
