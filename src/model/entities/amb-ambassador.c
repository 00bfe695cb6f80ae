/* A person known to the programme, from first sight to alumni. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "associate",    N_("Associate"),    "avatar-default-symbolic" }, \
  { "identified",   N_("Identified"),   "edit-find-symbolic" }, \
  { "nominated",    N_("Nominated"),    "starred-symbolic", "info" }, \
  { "applied",      N_("Applied"),      "mail-unread-symbolic", "info" }, \
  { "in_review",    N_("In review"),    "view-reveal-symbolic", "info" }, \
  { "shortlisted",  N_("Shortlisted"),  "view-list-symbolic", "info" }, \
  { "waitlisted",   N_("Waitlisted"),   "document-open-recent-symbolic", "info" }, \
  { "invited",      N_("Invited"),      "mail-send-symbolic", "info" }, \
  { "accepted",     N_("Accepted"),     "emblem-ok-symbolic", "info" }, \
  { "onboarding",   N_("Onboarding"),   "view-more-horizontal-symbolic", "info" }, \
  { "active",       N_("Active"),       "object-select-symbolic", "good" }, \
  { "paused",       N_("Paused"),       "media-playback-pause-symbolic" }, \
  { "suspended",    N_("Suspended"),    "action-unavailable-symbolic", "bad" }, \
  { "alumni",       N_("Alumni"),       "system-users-symbolic" }, \
  { "declined",     N_("Declined"),     "edit-undo-symbolic" }, \
  { "not_selected", N_("Not selected"), "list-remove-symbolic" }, \
  { "withdrawn",    N_("Withdrawn"),    "go-previous-symbolic" }
// clang-format on

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = {
  STATES,
  { "dormant", N_ ("Dormant"), "weather-clear-night-symbolic", "warn", .of = "active paused" },
  { NULL },
};

static const AmbChoice roles[] = {
  { "curator", N_ ("Curator") },           { "monitoring", N_ ("Monitoring") },
  { "producer", N_ ("Producer") },         { "responder", N_ ("Responder") },
  { "space_host", N_ ("Space host") },     { "spokesperson", N_ ("Spokesperson") },
  { "trainer", N_ ("Trainer or mentor") }, { NULL },
};

static const AmbChoice levels[] = {
  { "1", N_ ("Level 1") },
  { "2", N_ ("Level 2") },
  { "3", N_ ("Level 3") },
  { "4", N_ ("Level 4") },
  { NULL },
};

#define QUIET_DAY                                                                                  \
  "(SELECT date(:today, '-' || COALESCE((SELECT dormant_days FROM programmes WHERE deleted = 0 "   \
  "LIMIT 1), 30) || ' days'))"
#define ACTIVATED_LATELY                                                                           \
  "EXISTS (SELECT 1 FROM transitions m INDEXED BY " AMB_ACTIVATED_INDEX                            \
  " WHERE m.deleted = 0 AND " AMB_ACTIVATED_MOVE (                                                 \
      "m.") " AND m.record = ambassadors.id AND m.at >= " QUIET_DAY ")"

/* Being active begins the days of quiet anew: by a move, which is looked up for those alone who
 * would be dormant, or as a pause that is over. Whom a running programme brings with it was active
 * before. A day that is a SELECT of its own is computed once, and not for each row. */
#define STANDING_SQL                                                                               \
  "CASE WHEN state = 'active' THEN CASE WHEN last_active_on >= " QUIET_DAY " OR " ACTIVATED_LATELY \
  " THEN 'active' ELSE 'dormant' END WHEN state = 'paused' AND paused_until < :today THEN CASE "   \
  "WHEN MAX(COALESCE(last_active_on, ''), paused_until) >= " QUIET_DAY                             \
  " THEN 'active' ELSE 'dormant' END ELSE state END"

static const AmbChoice renewals[] = {
  { "requalify", N_ ("To re-qualify"), "view-refresh-symbolic", "warn" },
  { "due", N_ ("Renewal due"), "alarm-symbolic", "warn" },
  { "soon", N_ ("Renewal soon"), "appointment-soon-symbolic", "info" },
  { NULL },
};

/* The day on which somebody was onboarded, or taken over from a running programme, or confirmed
 * anew that they take part. */
#define RENEWED_SQL                                                                                \
  "MAX(COALESCE(voluntary_on, ''), COALESCE((SELECT substr(MAX(m.at), 1, 10) FROM transitions m "  \
  "WHERE m.record = ambassadors.id AND m.deleted = 0 AND (m.\"from\" IS NULL OR (m.\"from\" = "    \
  "'onboarding' AND m.\"to\" = 'active'))), ''))"
#define RENEWAL_DAYS                                                                               \
  "COALESCE((SELECT renewal_days FROM programmes WHERE deleted = 0 LIMIT 1), 365)"
#define NOTICE_DAYS                                                                                \
  "COALESCE((SELECT renewal_notice FROM programmes WHERE deleted = 0 LIMIT 1), 30)"

/* A track whose version rose since asks its holders to re-qualify; else a year counts. */
#define RENEWAL_SQL                                                                                \
  "CASE WHEN state NOT IN ('active', 'paused') THEN NULL "                                         \
  "WHEN EXISTS (SELECT 1 FROM certificates c JOIN tracks t ON t.id = c.track_id WHERE "            \
  "c.ambassador_id = ambassadors.id AND c.deleted = 0 AND c.state = 'valid' AND t.deleted = 0 "    \
  "AND t.state = 'open' AND c.track_version < t.version AND NOT EXISTS (SELECT 1 FROM "            \
  "certificates n WHERE n.ambassador_id = c.ambassador_id AND n.track_id = c.track_id AND "        \
  "n.deleted = 0 AND n.state = 'valid' AND n.track_version >= t.version)) THEN 'requalify' "       \
  "WHEN " RENEWED_SQL " <= date(:today, '-' || " RENEWAL_DAYS " || ' days') THEN 'due' "           \
  "WHEN " RENEWED_SQL " <= date(:today, '-' || (" RENEWAL_DAYS " - " NOTICE_DAYS                   \
  ") || ' days') THEN 'soon' END"

#define DUE_DAY  "(SELECT date(:today, '-' || " RENEWAL_DAYS " || ' days'))"
#define SOON_DAY "(SELECT date(:today, '-' || (" RENEWAL_DAYS " - " NOTICE_DAYS ") || ' days'))"
/* The latest move that renewed somebody, read once: 2 where it is late enough, 1 where a notice is
 * due; nothing where there was none. */
#define RENEWED_LATELY                                                                             \
  "(SELECT (m.at >= (SELECT date(" SOON_DAY ", '+1 day'))) + (m.at >= (SELECT date(" DUE_DAY       \
  ", '+1 day'))) FROM transitions m INDEXED BY " AMB_RENEWED_INDEX                                 \
  " WHERE m.deleted = 0 AND " AMB_RENEWED_MOVE (                                                   \
      "m.") " AND m.record = ambassadors.id ORDER BY m.at DESC LIMIT 1)"

/* The same of many: who has another version of a track is asked once; of the others, by one index,
 * when they were renewed last. */
#define RENEWAL_OF_MANY_SQL                                                                        \
  "CASE WHEN state NOT IN ('active', 'paused') THEN NULL "                                         \
  "WHEN id IN (SELECT c.ambassador_id FROM tracks t CROSS JOIN certificates c ON c.track_id = "    \
  "t.id WHERE t.deleted = 0 AND t.state = 'open' AND c.deleted = 0 AND c.state = 'valid' AND "     \
  "c.track_version < t.version AND NOT EXISTS (SELECT 1 FROM certificates n WHERE "                \
  "n.ambassador_id = c.ambassador_id AND n.track_id = c.track_id AND n.deleted = 0 AND n.state = " \
  "'valid' AND n.track_version >= t.version)) THEN 'requalify' "                                   \
  "WHEN voluntary_on > " SOON_DAY " THEN NULL ELSE CASE " RENEWED_LATELY                           \
  " WHEN 2 THEN NULL WHEN 1 THEN 'soon' ELSE CASE WHEN voluntary_on > " DUE_DAY                    \
  " THEN 'soon' ELSE 'due' END END END"

/* Of the latest application that was not taken back. */
#define CALL_SQL                                                                                   \
  "(SELECT c.name FROM applications a JOIN calls c ON c.id = a.call_id WHERE a.ambassador_id = "   \
  "ambassadors.id AND a.deleted = 0 AND a.state <> 'withdrawn' ORDER BY a.submitted_on DESC, "     \
  "a.id DESC LIMIT 1)"

/* Those who applied are few. */
#define APPLIED_SQL                                                                                \
  "id IN (SELECT a.ambassador_id FROM applications a WHERE a.deleted = 0 AND a.state <> "          \
  "'withdrawn')"
#define CALL_OF_MANY_SQL "CASE WHEN " APPLIED_SQL " THEN " CALL_SQL " END"

// clang-format off
static const AmbField fields[] = {
  { "display-name", N_("Name"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL | AMB_FIELD_LIST, .since = 1 },
  { "email", N_("E-mail"), AMB_FIELD_EMAIL, AMB_FIELD_KEY | AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { "employee-number", N_("Staff number"), AMB_FIELD_TEXT, AMB_FIELD_KEY | AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { "job-title", N_("Job title"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1 },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEXED, .since = 1, .initial = "identified", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "roles", N_("Roles"), AMB_FIELD_SET, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEXED, .since = 1, .choices = roles, .merge = AMB_MERGE_SET },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_CLEAR,
    .hint = N_("Country or business line that this person belongs to") },
  { "department-id", N_("Department"), AMB_FIELD_REF, AMB_FIELD_INDEX, .since = 1, .ref = "node", .ref_is = "kind=department", .on_delete = AMB_CLEAR },
  { "manager-id", N_("Manager"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "renewal", N_("Renewal"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = renewals, .sql = RENEWAL_SQL, .many = RENEWAL_OF_MANY_SQL,
    .only = "state IN ('active', 'paused')" },
  { "call", N_("Call"), AMB_FIELD_TEXT, AMB_FIELD_COMPUTED, .since = 1, .sql = CALL_SQL, .many = CALL_OF_MANY_SQL, .only = APPLIED_SQL,
    .hint = N_("To which this person applied last") },
  { "country", N_("Country"), AMB_FIELD_COUNTRY, AMB_FIELD_PERSONAL | AMB_FIELD_FACET, .since = 1 },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_FACET, .since = 1 },
  { "level", N_("Training"), AMB_FIELD_ENUM, AMB_FIELD_LIST | AMB_FIELD_FACET | AMB_FIELD_INDEXED, .since = 1, .choices = levels },
  { "last-active-on", N_("Last activity"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1, .merge = AMB_MERGE_LATEST },
  { "charter-version", N_("Charter accepted"), AMB_FIELD_TEXT, 0, .since = 1, .hint = N_("The version that was accepted") },
  { "notice-on", N_("Privacy notice shown"), AMB_FIELD_DATE, AMB_FIELD_PAST, .since = 1 },
  { "voluntary-on", N_("Voluntary confirmation"), AMB_FIELD_DATE, AMB_FIELD_INDEXED | AMB_FIELD_PAST, .since = 1 },
  { "told-on", N_("Told on"), AMB_FIELD_DATE, AMB_FIELD_INDEXED | AMB_FIELD_PAST, .since = 1, .hint = N_("When this person learnt that the programme knows them") },
  { "found-again-on", N_("Suggested again on"), AMB_FIELD_DATE, 0, .since = 1, .hint = N_("Until that day activity suggests this person to nobody") },
  { "paused-until", N_("Paused until"), AMB_FIELD_DATE, AMB_FIELD_INDEXED, .since = 1 },
  { "trust-ended-on", N_("Trust ended on"), AMB_FIELD_DATE, 0, .since = 1, .hint = N_("What was approved of their content up to that day no longer makes them a trusted contributor") },
  { "links", N_("Public profiles"), AMB_FIELD_LONG_TEXT, AMB_FIELD_PERSONAL, .since = 1, .hint = N_("Self-declared, one address a line") },
  { "notes", N_("Notes"), AMB_FIELD_LONG_TEXT, AMB_FIELD_PERSONAL | AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "associate",    "identified",   M | S },
  { "associate",    "nominated",    M | S },
  { "associate",    "applied",      M | S },
  { "identified",   "nominated",    L | M },
  { "identified",   "applied",      L | M },
  { "identified",   "withdrawn",    L | M },
  { "identified",   "not_selected", M },
  { "nominated",    "in_review",    L | M | S },
  { "nominated",    "declined",     L | M | S },
  { "nominated",    "withdrawn",    L | M | S },
  { "applied",      "in_review",    L | M | S },
  { "applied",      "declined",     L | M | S },
  { "applied",      "withdrawn",    L | M | S },
  { "in_review",    "shortlisted",  M, AMB_GATE_RATERS | AMB_GATE_REASON },
  { "in_review",    "waitlisted",   M, AMB_GATE_RATERS | AMB_GATE_REASON },
  { "in_review",    "not_selected", M, AMB_GATE_RATERS | AMB_GATE_REASON },
  { "in_review",    "withdrawn",    M },
  { "shortlisted",  "invited",      M, AMB_GATE_COHORT },
  { "shortlisted",  "waitlisted",   M, AMB_GATE_COHORT },
  { "shortlisted",  "not_selected", M, AMB_GATE_COHORT },
  { "shortlisted",  "withdrawn",    M },
  { "waitlisted",   "shortlisted",  M },
  { "waitlisted",   "not_selected", M },
  { "waitlisted",   "withdrawn",    M },
  { "invited",      "accepted",     S | L | M, AMB_GATE_PROOF },
  { "invited",      "declined",     S | L | M, AMB_GATE_PROOF },
  { "accepted",     "onboarding",   L | M, AMB_GATE_CHARTER | AMB_GATE_NOTICE | AMB_GATE_VOLUNTARY },
  { "accepted",     "withdrawn",    L | M },
  { "onboarding",   "active",       L | M, AMB_GATE_CERTIFICATE | AMB_GATE_ROLE | AMB_GATE_HOME },
  { "onboarding",   "paused",       L | M, AMB_GATE_END_DATE },
  { "onboarding",   "withdrawn",    L | M },
  { "active",       "paused",       S | L | M, AMB_GATE_END_DATE },
  { "active",       "suspended",    L | M, AMB_GATE_REASON },
  { "active",       "alumni",       S | L | M },
  { "active",       "withdrawn",    S | L | M },
  { "paused",       "active",       S | L },
  { "paused",       "alumni",       S | L },
  { "paused",       "withdrawn",    S | L },
  { "suspended",    "active",       M, AMB_GATE_SECOND | AMB_GATE_NOT_OWN },
  { "suspended",    "alumni",       M, AMB_GATE_SECOND | AMB_GATE_NOT_OWN },
  { "alumni",       "identified",   M | S },
  { "alumni",       "nominated",    M | S },
  { "alumni",       "applied",      M | S },
  { "declined",     "identified",   M | S },
  { "declined",     "nominated",    M | S },
  { "declined",     "applied",      M | S },
  { "not_selected", "identified",   M | S },
  { "not_selected", "nominated",    M | S },
  { "not_selected", "applied",      M | S },
  { "withdrawn",    "identified",   M | S },
  { "withdrawn",    "nominated",    M | S },
  { "withdrawn",    "applied",      M | S },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_NODE, "department-id" },
  { AMB_SCOPE_OWN, "id" },
  { AMB_SCOPE_NONE },
};

/* The board, the roster and what Today counts of people: those of a state by name, with what
 * decides whether they are among them, without the rows; who waits to be told; and of the roster,
 * by their ids, whose taking part is to be renewed. */
static const AmbIndex indexes[] = {
  { "ambassadors_in_state",
    "deleted, state, display_name_key, rid, node_id, department_id, id, last_active_on, "
    "paused_until, voluntary_on, level, roles",
    NULL },
  { "ambassadors_untold", "display_name_key, rid, id, node_id, department_id",
    "deleted = 0 AND state = 'identified' AND told_on IS NULL" },
  { "ambassadors_renewed", "id, deleted, state, voluntary_on, node_id, department_id",
    "deleted = 0 AND state IN ('active', 'paused')" },
  { NULL },
};

const AmbEntity amb_entity_ambassador = {
  .name = "ambassador",
  .collection = "ambassadors",
  .type_name = "AmbAmbassador",
  .label = N_ ("Person"),
  .label_plural = N_ ("People"),
  .icon = "amb-people-symbolic",
  .place = AMB_PLACE_PEOPLE,
  .since = 1,
  .scopes = scopes,
  .self = "id",
  .covers = "state node-id department-id paused-until display-name",
  .own_fields = "job-title country language links paused-until charter-version voluntary-on "
                "last-active-on",
  .indexes = indexes,
  .begins = "associate identified nominated applied",
  .fields = fields,
  .moves = moves,
};
