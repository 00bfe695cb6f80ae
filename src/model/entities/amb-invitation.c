/* An invitation to become an ambassador, and the answer to it. */
#include "amb-entity-tables.h"
#include "amb-lifecycle.h"

// clang-format off
#define STATES \
  { "draft",      N_("Draft"),                "document-edit-symbolic" }, \
  { "sent",       N_("Invitation sent"),      "mail-send-symbolic", "info" }, \
  { "accepted",   N_("Accepted"),             "object-select-symbolic", "good" }, \
  { "declined",   N_("Declined"),             "edit-undo-symbolic" }, \
  { "called_off", N_("Invitation cancelled"), "action-unavailable-symbolic", "bad" }

static const AmbChoice states[] = { STATES, { NULL } };
static const AmbChoice standings[] = { STATES, { "lapsed", N_("Lapsed"), "task-past-due-symbolic", "warn" }, { NULL } };

static const AmbChoice channels[] = {
  { "in_person", N_("In person") }, { "phone", N_("By telephone") }, { "e_mail", N_("By e-mail") }, { "message", N_("By message") }, { "paper", N_("On paper") },
  { NULL }
};

#define STANDING_SQL \
  "CASE WHEN invitations.state = 'sent' AND invitations.answer_by < :today THEN 'lapsed' ELSE invitations.state END"

static const AmbField fields[] = {
  { "title", N_("Invitation"), AMB_FIELD_TEXT, AMB_FIELD_TITLE | AMB_FIELD_COMPUTED | AMB_FIELD_LIST, .since = 1,
    .sql = AMB_JOINED (AMB_PERSON_OF ("invitations.ambassador_id"), AMB_NAME_OF ("cohorts", "name", "invitations.cohort_id")) },
  { "ambassador-id", N_("Person"), AMB_FIELD_REF, AMB_FIELD_REQUIRED | AMB_FIELD_FIXED | AMB_FIELD_SEARCH, .since = 1, .ref = "ambassador", .on_delete = AMB_CASCADE },
  { "cohort-id", N_("Cohort"), AMB_FIELD_REF, AMB_FIELD_SEARCH | AMB_FIELD_FACET, .since = 1, .ref = "cohort", .on_delete = AMB_REFUSE },
  { "role-id", N_("Role"), AMB_FIELD_REF, AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .ref = "role", .on_delete = AMB_CLEAR, .hint = N_("The role that is offered") },
  { "state", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_STATE | AMB_FIELD_REQUIRED | AMB_FIELD_INDEX, .since = 1, .initial = "draft", .choices = states },
  { "standing", N_("State"), AMB_FIELD_ENUM, AMB_FIELD_COMPUTED | AMB_FIELD_LIST | AMB_FIELD_FACET, .since = 1, .choices = standings, .sql = STANDING_SQL },
  { "language", N_("Language"), AMB_FIELD_LANGUAGE, AMB_FIELD_FACET, .since = 1 },
  { "text", N_("Text"), AMB_FIELD_MARKDOWN, AMB_FIELD_SEARCH | AMB_FIELD_PERSONAL, .since = 1, .merge = AMB_MERGE_TEXT },
  { "sent-at", N_("Sent at"), AMB_FIELD_INSTANT, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "answer-by", N_("Answer by"), AMB_FIELD_DATE, AMB_FIELD_LIST | AMB_FIELD_INDEX, .since = 1 },
  { "answered-at", N_("Answered at"), AMB_FIELD_INSTANT, AMB_FIELD_LIST | AMB_FIELD_INDEX | AMB_FIELD_PAST, .since = 1 },
  { "channel", N_("How answered"), AMB_FIELD_ENUM, 0, .since = 1, .choices = channels, .hint = N_("When somebody recorded the answer on their behalf") },
  { "by-id", N_("Recorded by"), AMB_FIELD_REF, 0, .since = 1, .ref = "ambassador", .on_delete = AMB_CLEAR },
  { "proof", N_("Proof"), AMB_FIELD_LONG_TEXT, AMB_FIELD_PERSONAL, .since = 1, .hint = N_("Where the answer can be found") },
  { NULL }
};

#define S AMB_WHO_SELF
#define L AMB_WHO_LEAD
#define M AMB_WHO_MANAGER

static const AmbMove moves[] = {
  { "draft", "sent",       M, 0, "text answer-by" },
  { "draft", "called_off", M },
  { "sent",  "accepted",   S | L | M, AMB_GATE_PROOF },
  { "sent",  "declined",   S | L | M, AMB_GATE_PROOF },
  { "sent",  "called_off", M, AMB_GATE_REASON },
  { NULL }
};
// clang-format on

static const AmbScopeRule scopes[] = {
  { AMB_SCOPE_NODES, "ambassador-id" },
  { AMB_SCOPE_OWN, "ambassador-id", "state=sent accepted declined called_off" },
  { AMB_SCOPE_NONE },
};

static const AmbSpan spans[] = {
  { "sent-at", "answered-at" },
  { "sent-at", "answer-by" },
  { NULL },
};

/* After a no or a cancelled one, another may be sent. */
static const AmbOnce once[] = {
  { "cohort-id ambassador-id", NULL, "state=draft sent accepted" },
  { NULL },
};

const AmbEntity amb_entity_invitation = {
  .name = "invitation",
  .collection = "invitations",
  .type_name = "AmbInvitation",
  .label = N_ ("Invitation"),
  .label_plural = N_ ("Invitations"),
  .icon = "mail-send-symbolic",
  .place = AMB_PLACE_PEOPLE,
  .since = 1,
  .scopes = scopes,
  .self = "ambassador-id",
  .spans = spans,
  .once = once,
  .fields = fields,
  .moves = moves,
};
