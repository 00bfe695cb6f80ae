/* The access table against a statement written by hand, and the other way round: who has which
 * right, and on what. Whatever is not named is denied. */
#include "amb-access.h"
#include "amb-error.h"

// clang-format off
static const struct
{
  AmbAccess access;
  AmbRight right;
  const char *entities;
} statement[] = {
  { AMB_ACCESS_MANAGER, AMB_RIGHT_READ,
    "term template letter programme node ambassador transition record-merge organisation contact role role-step "
    "role-target headcount call criterion nomination application assessment cohort seat "
    "invitation assignment step-check task activity track module session evidence "
    "enrolment module-result quiz-attempt observation attendance certificate ease-rating "
    "mentoring centre-question practice practice-trial space membership thread post "
    "exchange need pillar channel campaign asset content-item variant comment approval "
    "publication measurement slot-template blackout-day holiday feed keyword-rule signal "
    "approved-line response hand-over rota playbook crisis crisis-task timeline-entry "
    "hold-order receipt inject review-action sponsorship commitment ask thanks meeting "
    "decision risk coherence-gap kpi-target aggregate pulse pulse-question policy-text "
    "consent privacy-request named-view grant " },
  { AMB_ACCESS_MANAGER, AMB_RIGHT_CREATE,
    "term template letter node ambassador organisation contact role role-step role-target headcount call "
    "criterion nomination application assessment cohort seat invitation assignment "
    "step-check task activity track module session evidence enrolment module-result "
    "quiz-attempt observation attendance certificate ease-rating mentoring "
    "centre-question practice practice-trial space membership thread post exchange need "
    "pillar channel campaign asset content-item variant comment approval publication "
    "measurement slot-template blackout-day holiday feed keyword-rule signal "
    "approved-line response hand-over rota playbook crisis crisis-task timeline-entry "
    "hold-order receipt inject review-action sponsorship commitment ask thanks meeting "
    "decision risk coherence-gap kpi-target pulse policy-text consent privacy-request "
    "named-view grant " },
  { AMB_ACCESS_MANAGER, AMB_RIGHT_UPDATE,
    "term template programme node ambassador organisation contact role role-step role-target headcount "
    "call criterion nomination application assessment cohort seat invitation assignment "
    "step-check task track module session evidence enrolment module-result quiz-attempt "
    "observation attendance certificate ease-rating mentoring centre-question practice "
    "practice-trial space membership thread post need pillar channel campaign asset "
    "content-item variant comment publication measurement slot-template blackout-day "
    "holiday feed keyword-rule signal approved-line response hand-over rota playbook "
    "crisis crisis-task hold-order receipt inject review-action sponsorship commitment "
    "ask meeting decision risk coherence-gap kpi-target pulse policy-text consent "
    "privacy-request named-view grant " },
  { AMB_ACCESS_MANAGER, AMB_RIGHT_DELETE,
    "term template letter node ambassador organisation contact role role-step role-target headcount call "
    "criterion nomination application assessment cohort seat invitation assignment "
    "step-check task track module session evidence enrolment module-result quiz-attempt "
    "observation attendance certificate ease-rating mentoring centre-question practice "
    "practice-trial space membership thread post need pillar channel campaign asset "
    "content-item variant comment publication measurement slot-template blackout-day "
    "holiday feed keyword-rule signal approved-line response hand-over rota playbook "
    "crisis crisis-task hold-order receipt inject review-action sponsorship commitment "
    "ask meeting decision risk coherence-gap kpi-target pulse policy-text consent "
    "privacy-request named-view grant " },
  { AMB_ACCESS_MANAGER, AMB_RIGHT_MOVE,
    "ambassador call application cohort invitation assignment task track session "
    "evidence enrolment certificate mentoring practice space membership thread need "
    "campaign content-item variant feed signal approved-line hand-over playbook crisis "
    "crisis-task hold-order review-action sponsorship commitment ask decision risk "
    "coherence-gap pulse policy-text privacy-request " },
  { AMB_ACCESS_LEAD, AMB_RIGHT_READ,
    "term template letter programme node ambassador transition person-card organisation contact role role-step "
    "role-target headcount call criterion nomination application blind-application "
    "assessment cohort seat invitation assignment step-check task activity track module "
    "session evidence enrolment module-result quiz-attempt observation attendance "
    "certificate ease-rating mentoring centre-question practice practice-trial space "
    "membership thread post exchange need pillar channel campaign asset content-item "
    "variant comment approval publication measurement slot-template blackout-day holiday "
    "feed keyword-rule signal approved-line response hand-over rota playbook crisis "
    "crisis-task timeline-entry hold-order receipt inject review-action sponsorship "
    "commitment ask thanks meeting decision risk coherence-gap kpi-target aggregate "
    "pulse-question policy-text consent privacy-request named-view " },
  { AMB_ACCESS_LEAD, AMB_RIGHT_CREATE,
    "term letter ambassador organisation contact nomination application assessment assignment "
    "step-check task activity session evidence enrolment module-result quiz-attempt "
    "observation attendance certificate ease-rating mentoring centre-question practice "
    "practice-trial space membership thread post exchange need channel campaign asset "
    "content-item variant comment approval publication measurement slot-template "
    "blackout-day feed keyword-rule signal approved-line response hand-over rota "
    "playbook crisis crisis-task timeline-entry hold-order receipt inject review-action "
    "commitment ask thanks meeting decision risk coherence-gap consent privacy-request "
    "named-view " },
  { AMB_ACCESS_LEAD, AMB_RIGHT_UPDATE,
    "term ambassador organisation contact nomination application assessment invitation "
    "assignment step-check task session evidence enrolment module-result quiz-attempt "
    "observation attendance ease-rating mentoring centre-question practice "
    "practice-trial space membership thread post need channel campaign asset "
    "content-item variant comment publication measurement slot-template blackout-day "
    "feed keyword-rule signal approved-line response hand-over rota playbook crisis "
    "crisis-task hold-order receipt inject review-action commitment ask meeting decision "
    "risk coherence-gap consent named-view " },
  { AMB_ACCESS_LEAD, AMB_RIGHT_DELETE,
    "letter step-check task session module-result quiz-attempt observation attendance "
    "ease-rating mentoring practice practice-trial space membership thread post asset variant comment "
    "slot-template blackout-day feed keyword-rule rota named-view " },
  { AMB_ACCESS_LEAD, AMB_RIGHT_MOVE,
    "ambassador application invitation assignment task session evidence enrolment "
    "mentoring practice space membership thread need campaign content-item variant feed "
    "signal approved-line hand-over playbook crisis crisis-task hold-order review-action "
    "commitment ask decision risk coherence-gap privacy-request " },
  { AMB_ACCESS_AMBASSADOR, AMB_RIGHT_READ,
    "term letter programme node ambassador transition person-card organisation contact role "
    "role-step call criterion nomination application blind-application assessment "
    "invitation assignment step-check task activity track module session evidence "
    "enrolment module-result quiz-attempt observation attendance certificate ease-rating "
    "mentoring centre-question practice practice-trial space membership thread post "
    "exchange need pillar channel campaign asset content-item variant comment approval "
    "publication measurement slot-template blackout-day holiday signal approved-line "
    "response hand-over rota playbook crisis crisis-task timeline-entry hold-order "
    "receipt inject review-action sponsorship commitment ask thanks meeting decision "
    "risk coherence-gap kpi-target aggregate pulse-question policy-text consent "
    "privacy-request named-view " },
  { AMB_ACCESS_AMBASSADOR, AMB_RIGHT_CREATE,
    "nomination application assessment step-check activity evidence module-result "
    "quiz-attempt observation attendance ease-rating mentoring centre-question practice "
    "practice-trial membership thread post exchange asset content-item variant comment approval "
    "publication measurement signal response hand-over crisis crisis-task timeline-entry "
    "inject review-action thanks coherence-gap consent privacy-request named-view " },
  { AMB_ACCESS_AMBASSADOR, AMB_RIGHT_UPDATE,
    "ambassador assignment assessment step-check task session evidence enrolment module-result "
    "quiz-attempt observation attendance ease-rating mentoring centre-question practice "
    "practice-trial space membership thread post need campaign asset content-item "
    "variant comment publication measurement signal response hand-over rota crisis "
    "crisis-task receipt inject review-action risk coherence-gap consent named-view " },
  { AMB_ACCESS_AMBASSADOR, AMB_RIGHT_DELETE,
    "step-check module-result quiz-attempt observation ease-rating practice-trial post "
    "named-view " },
  { AMB_ACCESS_AMBASSADOR, AMB_RIGHT_MOVE,
    "ambassador application invitation assignment task session evidence enrolment "
    "mentoring practice space membership thread need campaign content-item variant "
    "signal hand-over crisis crisis-task review-action risk coherence-gap "
    "privacy-request " },
  { AMB_ACCESS_AUDITOR, AMB_RIGHT_READ,
    "term template letter programme node ambassador transition record-merge organisation contact role role-step "
    "role-target headcount call criterion nomination application assessment cohort seat "
    "invitation assignment step-check task activity track module session evidence "
    "enrolment module-result attendance certificate mentoring centre-question practice "
    "practice-trial space membership thread post exchange need pillar channel campaign "
    "asset content-item variant comment approval publication measurement slot-template "
    "blackout-day holiday feed keyword-rule signal approved-line response hand-over rota "
    "playbook crisis crisis-task timeline-entry hold-order receipt inject review-action "
    "sponsorship commitment ask thanks meeting decision risk coherence-gap kpi-target "
    "aggregate pulse pulse-question policy-text consent privacy-request named-view grant " },
};
// clang-format on

static gboolean
is_stated (AmbAccess access, AmbRight right, const char *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (statement); i++)
    if (statement[i].access == access && statement[i].right == right &&
        amb_words_contain (statement[i].entities, entity))
      return TRUE;
  return FALSE;
}

static void
test_table (void)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    for (AmbAccess a = AMB_ACCESS_NONE; a <= AMB_ACCESS_AUDITOR; a++)
      for (guint bit = 0; bit < 5; bit++)
        {
          AmbRight right = 1u << bit;

          g_test_message ("%s: right %x on %s", amb_access_to_text (a), right, (*e)->name);
          g_assert_cmpint ((amb_access_get_rights (a, *e) & right) != 0, ==,
                           is_stated (a, right, (*e)->name));
        }
}

static void
test_statement_names_entities (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (statement); i++)
    {
      g_auto (GStrv) names = g_strsplit (statement[i].entities, " ", -1);

      for (guint k = 0; names[k] != NULL; k++)
        g_assert_true (*names[k] == '\0' || amb_entity_find (names[k]) != NULL);
    }
}

/* What a right can't be had on, whoever asks. */
static void
test_rights_fit_the_kind (void)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    for (AmbAccess a = AMB_ACCESS_MANAGER; a <= AMB_ACCESS_AUDITOR; a++)
      {
        guint rights = amb_access_get_rights (a, *e);

        g_test_message ("%s on %s", amb_access_to_text (a), (*e)->name);
        g_assert_true ((rights & AMB_RIGHT_MOVE) == 0 || (*e)->moves != NULL);
        if ((*e)->kind == AMB_KIND_APPEND)
          g_assert_cmphex (rights & (AMB_RIGHT_UPDATE | AMB_RIGHT_DELETE | AMB_RIGHT_MOVE), ==, 0);
        if ((*e)->kind == AMB_KIND_DERIVED || (*e)->kind == AMB_KIND_PROJECTION)
          g_assert_cmphex (rights & ~AMB_RIGHT_READ, ==, 0);
        if (a == AMB_ACCESS_SPONSOR || a == AMB_ACCESS_AUDITOR)
          g_assert_cmphex (rights & ~AMB_RIGHT_READ, ==, 0);
      }
}

static void
test_own_fields (void)
{
  static const struct
  {
    AmbAccess access;
    const char *field;
    gboolean may;
    const char *entity; /* NULL: a person */
  } cases[] = {
    { AMB_ACCESS_AMBASSADOR, "links", TRUE },
    { AMB_ACCESS_AMBASSADOR, "voluntary-on", TRUE },
    { AMB_ACCESS_AMBASSADOR, "level", FALSE },
    { AMB_ACCESS_AMBASSADOR, "roles", FALSE },
    { AMB_ACCESS_AMBASSADOR, "notice-on", FALSE },
    { AMB_ACCESS_AMBASSADOR, "node-id", FALSE },
    { AMB_ACCESS_LEAD, "level", TRUE },
    { AMB_ACCESS_MANAGER, "roles", TRUE },
    { AMB_ACCESS_AMBASSADOR, "minutes", TRUE, "task" },
    { AMB_ACCESS_AMBASSADOR, "title", FALSE, "task" },
    { AMB_ACCESS_AMBASSADOR, "due-on", FALSE, "task" },
    { AMB_ACCESS_LEAD, "title", TRUE, "task" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AmbEntity *entity =
          amb_entity_find (cases[i].entity != NULL ? cases[i].entity : "ambassador");

      g_test_message ("%s", cases[i].field);
      g_assert_cmpint (amb_access_may_write (cases[i].access, entity,
                                             amb_entity_find_field (entity, cases[i].field)),
                       ==, cases[i].may);
    }
}

/* What somebody said nobody rewrites but they and managers; what else a record says they may. */
static void
test_what_another_said (void)
{
  static const struct
  {
    AmbAccess access;
    const char *person, *entity, *field;
    gboolean may;
  } cases[] = {
    { AMB_ACCESS_AMBASSADOR, "ada", "comment", "body", TRUE },
    { AMB_ACCESS_AMBASSADOR, "ben", "comment", "body", FALSE },
    { AMB_ACCESS_AMBASSADOR, "ben", "comment", "resolved", TRUE },
    { AMB_ACCESS_LEAD, "ben", "comment", "body", FALSE },
    { AMB_ACCESS_LEAD, NULL, "comment", "body", FALSE },
    { AMB_ACCESS_MANAGER, "ben", "comment", "body", TRUE },
    { AMB_ACCESS_MANAGER, NULL, "comment", "body", TRUE },
    { AMB_ACCESS_AMBASSADOR, "ben", "post", "body", FALSE },
    { AMB_ACCESS_AMBASSADOR, "ben", "post", "mentions", FALSE },
    { AMB_ACCESS_AMBASSADOR, "ben", "post", "became", TRUE },
    { AMB_ACCESS_AMBASSADOR, "ada", "thread", "title", TRUE },
    { AMB_ACCESS_LEAD, "ben", "thread", "title", FALSE },
    { AMB_ACCESS_LEAD, "ben", "thread", "pinned", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AmbEntity *entity = amb_entity_find (cases[i].entity);
      const AmbField *field = amb_entity_find_field (entity, cases[i].field);
      g_autoptr (AmbRecord) record = amb_record_new (entity, "x");
      g_autofree char *why = NULL;

      g_test_message ("%u: %s %s", i, cases[i].entity, cases[i].field);
      amb_record_set (record, "author-id", "ada");
      g_assert_cmpint (amb_access_may_put (cases[i].access, cases[i].person, record, field), ==,
                       cases[i].may);
      why = amb_access_dup_denied (cases[i].access, record, field);
      g_assert_true (g_str_has_prefix (why, field->label));
    }
}

/* Nobody records in another's name or chooses their own raters, unless they lead. */
static void
test_new_records (void)
{
  static const struct
  {
    AmbAccess access;
    const char *entity, *field, *value; /* recorded by “ada” */
    gboolean may;
  } cases[] = {
    { AMB_ACCESS_AMBASSADOR, "activity", "by-id", "ada", TRUE },
    { AMB_ACCESS_AMBASSADOR, "activity", "by-id", NULL, TRUE },
    { AMB_ACCESS_AMBASSADOR, "activity", "by-id", "ben", FALSE },
    { AMB_ACCESS_AMBASSADOR, "timeline-entry", "by-id", "ben", FALSE },
    { AMB_ACCESS_AMBASSADOR, "step-check", "by-id", "ben", FALSE },
    { AMB_ACCESS_AMBASSADOR, "consent", "by-id", "ben", FALSE },
    { AMB_ACCESS_LEAD, "activity", "by-id", "ben", TRUE },
    { AMB_ACCESS_MANAGER, "consent", "by-id", "ben", TRUE },
    { AMB_ACCESS_AMBASSADOR, "application", "first-rater-id", "ben", FALSE },
    { AMB_ACCESS_AMBASSADOR, "application", "second-rater-id", "ada", FALSE },
    { AMB_ACCESS_AMBASSADOR, "application", "motivation", "Bread", TRUE },
    { AMB_ACCESS_LEAD, "application", "first-rater-id", "ben", TRUE },
    { AMB_ACCESS_MANAGER, "application", "second-rater-id", "ben", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AmbEntity *entity = amb_entity_find (cases[i].entity);
      g_autoptr (AmbRecord) record = amb_record_new (entity, "x");
      g_autoptr (GError) error = NULL;

      g_test_message ("%s: %s %s", amb_access_to_text (cases[i].access), cases[i].entity,
                      cases[i].field);
      amb_record_set (record, cases[i].field, cases[i].value);
      g_assert_cmpint (amb_access_check_new (cases[i].access, "ada", record, &error), ==,
                       cases[i].may);
      if (!cases[i].may)
        g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
    }
}

static void
test_unknown_entity_is_denied (void)
{
  const AmbEntity other = { .name = "secret", .collection = "secrets" };

  for (AmbAccess a = AMB_ACCESS_NONE; a <= AMB_ACCESS_AUDITOR; a++)
    g_assert_cmphex (amb_access_get_rights (a, &other), ==, 0);
}

static void
test_words (void)
{
  for (AmbAccess a = AMB_ACCESS_MANAGER; a <= AMB_ACCESS_AUDITOR; a++)
    g_assert_cmpint (amb_access_from_text (amb_access_to_text (a)), ==, a);
  g_assert_cmpint (amb_access_from_text ("none"), ==, AMB_ACCESS_NONE);
  g_assert_cmpint (amb_access_from_text ("root"), ==, AMB_ACCESS_NONE);
  g_assert_cmpint (amb_access_from_text (NULL), ==, AMB_ACCESS_NONE);
}

static void
test_who (void)
{
  static const struct
  {
    AmbAccess access;
    guint who;
  } cases[] = {
    { AMB_ACCESS_NONE, 0 },
    { AMB_ACCESS_MANAGER, AMB_WHO_MANAGER | AMB_WHO_LEAD },
    { AMB_ACCESS_LEAD, AMB_WHO_LEAD },
    { AMB_ACCESS_AMBASSADOR, 0 },
    { AMB_ACCESS_SPONSOR, 0 },
    { AMB_ACCESS_AUDITOR, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmphex (amb_access_get_who (cases[i].access, FALSE), ==, cases[i].who);
      g_assert_cmphex (amb_access_get_who (cases[i].access, TRUE), ==, cases[i].who | AMB_WHO_SELF);
    }
}

/* What nobody may do is told as such, and not as a lack of access. */
static void
test_reasons (void)
{
  static const struct
  {
    const char *entity;
    AmbRight right;
    const char *words; /* NULL: a question of access */
  } reasons[] = {
    { "exchange", AMB_RIGHT_UPDATE, "written once" },
    { "exchange", AMB_RIGHT_DELETE, "written once" },
    { "exchange", AMB_RIGHT_CREATE, NULL },
    { "transition", AMB_RIGHT_CREATE, "written by moves" },
    { "aggregate", AMB_RIGHT_CREATE, "computed" },
    { "aggregate", AMB_RIGHT_UPDATE, "computed" },
    { "aggregate", AMB_RIGHT_READ, NULL },
    { "person-card", AMB_RIGHT_UPDATE, "part of other records" },
    { "programme", AMB_RIGHT_DELETE, "one programme" },
    { "programme", AMB_RIGHT_UPDATE, NULL },
    { "node", AMB_RIGHT_CREATE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *reason =
          amb_access_dup_reason (amb_entity_find (reasons[i].entity), reasons[i].right);

      g_test_message ("%s", reasons[i].entity);
      g_assert_cmpint (reason != NULL, ==, reasons[i].words != NULL);
      g_assert_true (reason == NULL || strstr (reason, reasons[i].words) != NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/access/each-right-is-as-stated", test_table);
  g_test_add_func ("/model/access/the-statement-names-what-there-is",
                   test_statement_names_entities);
  g_test_add_func ("/model/access/a-right-fits-the-kind-of-entity", test_rights_fit_the_kind);
  g_test_add_func ("/model/access/nobody-opens-own-gates", test_own_fields);
  g_test_add_func ("/model/access/nobody-records-in-anothers-name", test_new_records);
  g_test_add_func ("/model/access/nobody-rewrites-anothers-words", test_what_another_said);
  g_test_add_func ("/model/access/what-is-not-in-the-table-is-denied",
                   test_unknown_entity_is_denied);
  g_test_add_func ("/model/access/words-and-back", test_words);
  g_test_add_func ("/model/access/a-manager-may-what-a-lead-may", test_who);
  g_test_add_func ("/model/access/what-nobody-may-has-its-reason", test_reasons);
  return g_test_run ();
}
