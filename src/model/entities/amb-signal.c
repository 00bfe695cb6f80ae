/* Something said outside that the programme heard: triaged, answered, resolved. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "new",        N_("New"),             "mail-unread-symbolic", "info" }, \
  { "triaged",    N_("Triaged"),         "view-list-symbolic", "info" }, \
  { "monitoring", N_("Being monitored"), "view-reveal-symbolic", "info" }, \
  { "assigned",   N_("Assigned"),        "avatar-default-symbolic", "info" }, \
  { "responded",  N_("Responded"),       "mail-replied-symbolic", "good" }, \
  { "resolved",   N_("Resolved"),        "object-select-symbolic", "good" }, \
  { "dismissed",  N_("Dismissed"),       "list-remove-symbolic" }, \
  { "duplicate",  N_("Duplicate"),       "edit-copy-symbolic" }, \
  { "snoozed",    N_("Snoozed"),         "amb-clock-symbolic" }, \
  { "escalated",  N_("Escalated"),       "go-up-symbolic", "bad" }

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = {
  STATES, { "overdue", N_("Overdue"), "task-past-due-symbolic", "bad", .of = "new triaged assigned escalated" },
  { "snooze_over", N_("Snooze over"), "alarm-symbolic", "warn", .of = "snoozed" }, { NULL }
};

static const AmbChoice sources[] = {
  { "typed", N_("Typed in") }, { "rss", N_("RSS") }, { "atom", N_("Atom") }, { "csv", N_("CSV") }, { "space", N_("A space") }, { NULL }
};
static const AmbChoice author_kinds[] = {
  { "person", N_("Private person") }, { "organisation", N_("Organisation") }, { "journalist", N_("Journalist or media") },
  { "influential", N_("Influential author") }, { "anonymous", N_("Anonymous or automatic") }, { NULL }
};
static const AmbChoice sentiments[] = {
  { "positive", N_("Positive"), NULL, "good" }, { "neutral", N_("Neutral") }, { "negative", N_("Negative"), NULL, "bad" }, { NULL }
};
static const AmbChoice stakeholders[] = {
  { "client", N_("Client") }, { "applicant", N_("Applicant") }, { "partner", N_("Partner") }, { "press", N_("Press") }, { "employee", N_("Employee") }, { NULL }
};
static const AmbChoice triage_classes[] = {
  { "positive", N_("Positive"), NULL, "good" }, { "troll", N_("Troll") }, { "rager", N_("Rager") },
  { "misguided", N_("Misguided"), NULL, "warn" }, { "unhappy", N_("Unhappy"), NULL, "warn" }, { NULL }
};
static const AmbChoice actions[] = {
  { "let_stand", N_("Let it stand") }, { "thank", N_("Thank") }, { "share", N_("Share") }, { "monitor", N_("Monitor") },
  { "tell_centre", N_("Monitor and tell the centre") }, { "fix_facts", N_("Fix the facts, with a source") },
  { "restore", N_("Put right") }, { "take_over", N_("Take it over") }, { "hand_over", N_("Hand over to a department") }, { NULL }
};
static const AmbChoice dismissals[] = {
  { "noise", N_("Noise") }, { "off_topic", N_("Off topic") }, { "spam", N_("Spam") }, { "handled", N_("Handled elsewhere") }, { NULL }
};
static const AmbChoice severities[] = {
  { "s4", N_("S4 Watch"), "view-reveal-symbolic", "info" }, { "s3", N_("S3 Review"), "edit-find-symbolic", "warn" },
  { "s2", N_("S2 Escalate"), "dialog-warning-symbolic", "bad" }, { "s1", N_("S1 Crisis"), "dialog-error-symbolic", "bad" }, { NULL }
};

#define STANDING_SQL \
  "CASE WHEN state = 'snoozed' AND snoozed_until <= :today THEN 'snooze_over' " \
  "WHEN state IN ('new', 'triaged', 'assigned', 'escalated') AND substr(due_at, 1, 10) < :today THEN 'overdue' ELSE state END"

static const AmbField fields[] = {
  { "title", N_("Title"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_REQUIRED | AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1, .hint = N_("What it says, in one line") },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "new", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "text", N_("Text"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .merge = AMB_MERGE_TEXT },
  { "url", N_("Web address"), AMB_FIELD_URL, AMB_FIELD_SEARCH, .since = 1 },
  { "source", N_("Source"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED, .since = 1, .initial = "typed", .choices = sources },
  { "feed-id", N_("Feed"), AMB_FIELD_REF, 0, .since = 1, .ref = "feed", .on_delete = AMB_CLEAR },
  { "external-id", N_("Identifier in the feed"), AMB_FIELD_TEXT, AMB_FIELD_KEY, .since = 1 },
  { "author", N_("Author"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .hint = N_("Who said it, outside") },
  { "author-kind", N_("Kind of author"), AMB_FIELD_ENUM, 0, .since = 1, .choices = author_kinds },
  { "contact-id", N_("Contact"), AMB_FIELD_REF, AMB_FIELD_SEARCH, .since = 1, .ref = "contact", .on_delete = AMB_CLEAR },
  { "published-at", N_("Published at"), AMB_FIELD_INSTANT, AMB_FIELD_INDEX, .since = 1 },
  { "captured-at", N_("Captured at"), AMB_FIELD_INSTANT, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1, .hint = N_("Clocks run from here") },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, 0, .since = 1 },
  { "country", N_("Country"), AMB_FIELD_COUNTRY, 0, .since = 1 },
  { "sentiment", N_("Sentiment"), AMB_FIELD_ENUM, 0, .since = 1, .choices = sentiments },
  { "reach", N_("Reach"), AMB_FIELD_INT, 0, .since = 1, .hint = N_("How many people may have seen it") },
  { "topic", N_("Topic"), AMB_FIELD_TEXT, AMB_FIELD_SEARCH | AMB_FIELD_LIST, .since = 1 },
  { "stakeholder", N_("Stakeholder"), AMB_FIELD_ENUM, AMB_FIELD_FACET, .since = 1, .choices = stakeholders },
  { "severity", N_("Severity"), AMB_FIELD_ENUM, 0, .since = 1, .choices = severities, .hint = N_("When unsure, the higher level") },
  { "triage-class", N_("Triage"), AMB_FIELD_ENUM, AMB_FIELD_FACET, .since = 1, .choices = triage_classes },
  { "proposed-action", N_("Proposed action"), AMB_FIELD_ENUM, 0, .since = 1, .choices = actions },
  { "node-id", N_("Node"), AMB_FIELD_REF, AMB_FIELD_FACET | AMB_FIELD_INDEX, .since = 1, .ref = "node", .on_delete = AMB_CLEAR },
  { "owner-id", N_("Owner"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_SEARCH | AMB_FIELD_INDEX, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "reporter-id", N_("Reported by"), AMB_FIELD_REF, AMB_FIELD_FIXED, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "due-at", N_("Due at"), AMB_FIELD_INSTANT, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1, .hint = N_("When the next answer is due") },
  { "dismissal", N_("Reason for dismissal"), AMB_FIELD_ENUM, 0, .since = 1, .choices = dismissals },
  { "duplicate-of-id", N_("Duplicate of"), AMB_FIELD_REF, 0, .since = 1, .ref = "signal", .on_delete = AMB_CLEAR },
  { "snoozed-until", N_("Snoozed until"), AMB_FIELD_DATE, AMB_FIELD_INDEX, .since = 1 },
  { "reopened-at", N_("Reopened at"), AMB_FIELD_INSTANT, AMB_FIELD_INDEXED, .since = 1, .hint = N_("Its clock started again here") },
  { "escalation-upheld", N_("Escalation upheld"), AMB_FIELD_BOOL, 0, .since = 1, .hint = N_("It was right to escalate") },
  { "drill", N_("Drill"), AMB_FIELD_BOOL, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_INDEXED, .since = 1, .initial = "0", .hint = N_("An exercise: it enters no figure") },
  { "crisis-id", N_("Crisis"), AMB_FIELD_REF, 0, .since = 1, .ref = "crisis", .on_delete = AMB_CLEAR },
  { "outcome", N_("Outcome"), AMB_FIELD_LONG_TEXT, AMB_FIELD_SEARCH, .since = 1, .merge = AMB_MERGE_TEXT, .hint = N_("What came of it: shown with similar cases later") },
  { NULL }
};

#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER
#define W (AMB_WHO_SELF | L | M)
#define ASIDE(from) \
  { from, "dismissed", W, 0, "dismissal" }, { from, "duplicate", W, 0, "duplicate-of-id" }, \
  { from, "snoozed", W, 0, "snoozed-until" }, { from, "escalated", W, AMB_GATE_REASON }

/* Reopened is no state of its own: the signal goes back to assigned, its clock starts again. */
static const AmbMove moves[] = {
  { "new", "triaged", W, 0, "triage-class" }, ASIDE ("new"),
  { "triaged", "monitoring", W }, { "triaged", "assigned", W, 0, "owner-id" }, ASIDE ("triaged"),
  { "monitoring", "assigned", W, 0, "owner-id" }, { "monitoring", "resolved", W }, ASIDE ("monitoring"),
  { "assigned", "responded", W }, { "assigned", "monitoring", W },
  { "assigned", "resolved", W, AMB_GATE_REASON }, ASIDE ("assigned"),
  { "responded", "resolved", W }, { "responded", "assigned", W, 0, "owner-id" },
  { "responded", "escalated", W, AMB_GATE_REASON },
  { "resolved", "assigned", W, AMB_GATE_REASON, "owner-id" },
  { "dismissed", "triaged", W, 0, "triage-class" }, { "duplicate", "triaged", W, 0, "triage-class" },
  { "snoozed", "triaged", W, 0, "triage-class" }, { "snoozed", "monitoring", W },
  { "snoozed", "assigned", W, 0, "owner-id" }, { "snoozed", "dismissed", W, 0, "dismissal" },
  { "snoozed", "escalated", W, AMB_GATE_REASON },
  { "escalated", "assigned", L | M, 0, "owner-id" }, { "escalated", "monitoring", L | M },
  { "escalated", "responded", W }, { "escalated", "resolved", L | M, AMB_GATE_REASON },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODE, "node-id" },
  { AMB_SCOPE_OWN, "reporter-id" },
  { AMB_SCOPE_OWN, "owner-id" },
  { AMB_SCOPE_NONE },
};

/* Those that somebody looks after, as a role's metrics ask for them (amb-role-sources.c). */
static const AmbIndex indexes[] = {
  { "signals_of_owner", "deleted, owner_id, state, drill, due_at, id", NULL },
  { NULL },
};

const AmbEntity amb_entity_signal = {
  .name = "signal",
  .collection = "signals",
  .type_name = "AmbSignal",
  .label = N_ ("Signal"),
  .label_plural = N_ ("Signals"),
  .icon = "amb-signal-symbolic",
  .place = AMB_PLACE_LISTENING,
  .since = 1,
  .scopes = scopes,
  .self = "owner-id",
  .indexes = indexes,
  .covers = "drill captured-at reopened-at due-at",
  .fields = fields,
  .moves = moves,
};
