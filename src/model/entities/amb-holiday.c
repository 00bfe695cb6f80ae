/* A public holiday of a country: calendars show it, business hours skip it. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbField fields[] = {
  { "name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "day", N_("Day"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "country", N_("Country"), AMB_FIELD_COUNTRY, AMB_FIELD_REQUIRED | AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1 },
  { "note", N_("Note"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .hint = N_("Where it holds, when not in the whole country") },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_ORG }, { AMB_SCOPE_NONE } };

static const AmbOnce once[] = {
  { "country day name" },
  { NULL },
};

const AmbEntity amb_entity_holiday = {
  .name = "holiday",
  .collection = "holidays",
  .type_name = "AmbHoliday",
  .label = N_ ("Holiday"),
  .label_plural = N_ ("Holidays"),
  .icon = "weather-clear-symbolic",
  .place = AMB_PLACE_CONTENT,
  .since = 1,
  .scopes = scopes,
  .once = once,
  .fields = fields,
};
