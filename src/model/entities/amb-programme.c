/* The programme itself: one record, with every weight and threshold that two desks must share. */
#include "amb-entity-tables.h"

// clang-format off
static const AmbField fields[] = {
  { "name",         N_("Name"),      AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_LIST, .since = 1 },
  { "company",      N_("Company"),   AMB_FIELD_TEXT, AMB_FIELD_LIST, .since = 1 },
  { "zone",         N_("Time zone"), AMB_FIELD_TEXT, AMB_FIELD_REQUIRED | AMB_FIELD_LIST, .since = 1, .form = AMB_FORM_ZONE, .initial = "Europe/Paris",
    .hint = N_("An IANA name, as Europe/Paris: months and quarters are cut in it") },
  { "languages",    N_("Languages"), AMB_FIELD_SET, AMB_FIELD_LIST, .since = 1, .merge = AMB_MERGE_SET },
  { "dormant-days", N_("Dormant after"), AMB_FIELD_INT, AMB_FIELD_REQUIRED, .since = 1, .initial = "30",
    .hint = N_("Days without a programme action") },
  { "tell-days",    N_("Tell within"), AMB_FIELD_INT, AMB_FIELD_REQUIRED, .since = 1, .initial = "30",
    .hint = N_("Days in which somebody found by their activity is told") },
  { "found-days",   N_("Activity looked at"), AMB_FIELD_INT, AMB_FIELD_REQUIRED, .since = 1, .initial = "30", .most = 366,
    .hint = N_("Days up to today in which activity suggests somebody") },
  { "found-own",    N_("Enthusiastic from"), AMB_FIELD_INT, AMB_FIELD_REQUIRED, .since = 1, .initial = "3",
    .hint = N_("Things done for the programme in those days, without being in it") },
  { "found-outside", N_("Present outside from"), AMB_FIELD_INT, AMB_FIELD_REQUIRED, .since = 1, .initial = "3",
    .hint = N_("Public posts and mentions in those days, of somebody who declared a profile") },
  { "found-inside", N_("Sharing inside from"), AMB_FIELD_INT, AMB_FIELD_REQUIRED, .since = 1, .initial = "10",
    .hint = N_("Posts, answers and shares in the internal network in those days") },
  { "found-later-days", N_("Not now keeps out for"), AMB_FIELD_INT, AMB_FIELD_REQUIRED, .since = 1, .initial = "180",
    .hint = N_("Days in which somebody is not suggested again") },
  { "found-keep-months", N_("Removed untold after"), AMB_FIELD_INT, AMB_FIELD_REQUIRED, .since = 1, .initial = "6",
    .hint = N_("Months after which somebody found, and never told, is removed") },
  { "renewal-days", N_("Renewed after"), AMB_FIELD_INT, 0, .since = 1, .initial = "365",
    .hint = N_("Days from being onboarded, or confirming last, to the next renewal") },
  { "renewal-notice", N_("Renewal told before"), AMB_FIELD_INT, 0, .since = 1, .initial = "30",
    .hint = N_("Days in which a renewal that comes is shown") },
  { "silo-days",    N_("Stands alone after"), AMB_FIELD_INT, AMB_FIELD_REQUIRED, .since = 1, .initial = "90",
    .hint = N_("Days in which a department exchanges nothing with another") },
  { "metric-days",  N_("Metrics of roles over"), AMB_FIELD_INT, 0, .since = 1, .initial = "90",
    .hint = N_("Days, today with them, over which what shows that a role is held well is counted") },
  { "answer-hours", N_("Questions answered within"), AMB_FIELD_INT, 0, .since = 1, .initial = "48",
    .hint = N_("Hours in which a thread of a space has its first answer") },
  { "ask-budget",   N_("Requests a month"), AMB_FIELD_INT, 0, .since = 1, .initial = "4",
    .hint = N_("The most that one person is asked in a calendar month; left empty: no limit") },
  { "quiet-from",   N_("Quiet hours from"), AMB_FIELD_TEXT, 0, .since = 1, .form = AMB_FORM_TIME, .initial = "19:00",
    .hint = N_("By the clock of the person’s node; left empty: no quiet hours") },
  { "quiet-until",  N_("Quiet hours until"), AMB_FIELD_TEXT, 0, .since = 1, .form = AMB_FORM_TIME, .initial = "08:00" },
  { "similar-percent", N_("Similar from"), AMB_FIELD_INT, 0, .since = 1, .initial = "50", .most = 100,
    .hint = N_("Percent of a text that stands in another one: whoever reads it before it goes out is told") },
  { "product-percent", N_("Products at the most"), AMB_FIELD_INT, 0, .since = 1, .initial = "20", .most = 100,
    .hint = N_("Percent of the items of a month that speak of a product; left empty: no limit") },
  { "trusted-after", N_("Trusted after"), AMB_FIELD_INT, 0, .since = 1, .initial = "5",
    .hint = N_("Items in a row that were approved at once: their owner may approve the next ones; left empty: nobody may") },
  { "self-approval", N_("Own work may be approved by oneself"), AMB_FIELD_BOOL, 0, .since = 1,
    .hint = N_("For a centre with one manager; the item says so") },
  { "charter-version", N_("Charter version"), AMB_FIELD_TEXT, 0, .since = 1, .initial = "1" },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = { { AMB_SCOPE_ORG }, { AMB_SCOPE_NONE } };

const AmbEntity amb_entity_programme = {
  .name = "programme",
  .collection = "programmes",
  .type_name = "AmbProgrammeRecord",
  .label = N_ ("Programme"),
  .label_plural = N_ ("Programme"),
  .icon = "emblem-system-symbolic",
  .place = AMB_PLACE_ADMINISTRATION,
  .kind = AMB_KIND_SINGLETON,
  .since = 1,
  .scopes = scopes,
  .fields = fields,
};
