/* Moves on the server: the table, the gates, the clock of the server, and undo. */
#include "server-fixture.h"

typedef struct
{
  Server server;
  Person manager, second, lead, self;
  char *node, *id;
} Office;

static void
office_open (Office *self)
{
  server_open (&self->server);
  person_join (&self->manager, &self->server, "Manager", AMB_ACCESS_MANAGER, NULL, NULL);
  person_join (&self->second, &self->server, "Second", AMB_ACCESS_MANAGER, NULL, NULL);
  self->node = person_add (&self->manager, "node", "\"name\":\"Paris\",\"kind\":\"hub\"");
  g_autofree char *members = g_strdup_printf (
      "\"display-name\":\"Ada\",\"state\":\"identified\",\"node-id\":\"%s\"", self->node);
  self->id = person_add (&self->manager, "ambassador", members);
  const char *nodes[] = { self->node, NULL };
  person_join (&self->lead, &self->server, "Lead", AMB_ACCESS_LEAD, nodes, NULL);
  person_join (&self->self, &self->server, "Ada", AMB_ACCESS_AMBASSADOR, NULL, self->id);
}

static void
office_close (Office *self)
{
  person_leave (&self->manager);
  person_leave (&self->second);
  person_leave (&self->lead);
  person_leave (&self->self);
  g_free (self->node);
  g_free (self->id);
  server_close (&self->server);
}

static AmbPushReply *
move (Office *self,
      Person *person,
      const char *from,
      const char *to,
      const char *why,
      char **transition,
      const char *reverts)
{
  g_autofree char *id = server_dup_id (&self->server);
  g_autofree char *because = why != NULL ? g_strdup_printf (",\"why\":\"%s\"", why) : g_strdup ("");
  g_autofree char *undo =
      reverts != NULL ? g_strdup_printf (",\"reverts\":\"%s\"", reverts) : g_strdup ("");
  g_autofree char *payload = g_strdup_printf (
      "{\"from\":\"%s\",\"to\":\"%s\",\"transition\":\"%s\"%s%s}", from, to, id, because, undo);
  AmbPushReply *reply = person_push (person, "move", "ambassador", self->id, payload);

  if (transition != NULL)
    *transition = g_steal_pointer (&id);
  return reply;
}

static AmbPushStatus
move_status (Office *self, Person *person, const char *from, const char *to, const char *why)
{
  g_autoptr (AmbPushReply) reply = move (self, person, from, to, why, NULL, NULL);

  return ((AmbPushResult *) reply->results->pdata[0])->status;
}

static AmbProblemCode
move_problem (Office *self, Person *person, const char *from, const char *to, const char *why)
{
  g_autoptr (AmbPushReply) reply = move (self, person, from, to, why, NULL, NULL);
  AmbPushResult *result = reply->results->pdata[0];

  g_assert_cmpint (result->status, ==, AMB_PUSH_REJECTED);
  g_test_message ("%s", result->problem->message);
  return result->problem->code;
}

static void
test_a_move_writes_its_record_with_the_servers_time (void)
{
  Office office;
  g_autofree char *transition = NULL;

  office_open (&office);
  g_autoptr (AmbPushReply) reply =
      move (&office, &office.lead, "identified", "nominated", "keen", &transition, NULL);
  g_assert_cmpint (((AmbPushResult *) reply->results->pdata[0])->status, ==, AMB_PUSH_APPLIED);
  g_autoptr (AmbRecord) record = server_get (&office.server, "transition", transition);
  g_autofree char *now = amb_instant_format (amb_clock_now (office.server.clock));

  g_assert_cmpstr (amb_record_get (record, "record"), ==, office.id);
  g_assert_cmpstr (amb_record_get (record, "from"), ==, "identified");
  g_assert_cmpstr (amb_record_get (record, "to"), ==, "nominated");
  g_assert_cmpstr (amb_record_get (record, "why"), ==, "keen");
  g_assert_cmpstr (amb_record_get (record, "by"), ==, "Lead");
  g_assert_cmpstr (amb_record_get (record, "at"), ==, now);
  office_close (&office);
}

static void
test_the_table_and_the_rights_decide (void)
{
  Office office;

  office_open (&office);
  g_assert_cmpint (move_problem (&office, &office.manager, "identified", "active", NULL), ==,
                   AMB_PROBLEM_REFUSED);
  g_assert_cmpint (move_problem (&office, &office.lead, "identified", "not_selected", NULL), ==,
                   AMB_PROBLEM_FORBIDDEN);
  g_assert_cmpint (move_status (&office, &office.manager, "identified", "nominated", NULL), ==,
                   AMB_PUSH_APPLIED);
  g_assert_cmpint (move_status (&office, &office.self, "nominated", "declined", NULL), ==,
                   AMB_PUSH_APPLIED);
  office_close (&office);
}

static void
test_another_state_meanwhile_is_asked_the_same_goal_is_not (void)
{
  Office office;

  office_open (&office);
  move_status (&office, &office.manager, "identified", "nominated", NULL);
  g_assert_cmpint (move_status (&office, &office.lead, "identified", "nominated", NULL), ==,
                   AMB_PUSH_MERGED);
  g_assert_cmpint (move_problem (&office, &office.lead, "identified", "applied", NULL), ==,
                   AMB_PROBLEM_STATE_CHANGED);
  office_close (&office);
}

/* A suspension is lifted by a second manager, or by the same one after 24 hours of the server. */
static void
test_the_clock_of_the_server_opens_the_gate (void)
{
  Office office;

  office_open (&office);
  g_autofree char *id = server_dup_id (&office.server);
  g_free (office.id);
  office.id = g_strdup (id);
  g_assert_cmpint (
      person_push_status (
          &office.manager, "create", "ambassador", id,
          "{\"imported\":true,\"set\":{\"display-name\":\"Max\",\"state\":\"active\"}}"),
      ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (move_problem (&office, &office.manager, "active", "suspended", NULL), ==,
                   AMB_PROBLEM_REFUSED);
  g_assert_cmpint (move_status (&office, &office.manager, "active", "suspended", "an incident"), ==,
                   AMB_PUSH_APPLIED);
  g_assert_cmpint (move_problem (&office, &office.manager, "suspended", "active", NULL), ==,
                   AMB_PROBLEM_REFUSED);
  amb_clock_advance (office.server.clock, 24 * 3600 * 1000 - 1);
  g_assert_cmpint (move_problem (&office, &office.manager, "suspended", "active", NULL), ==,
                   AMB_PROBLEM_REFUSED);
  amb_clock_advance (office.server.clock, 1);
  g_assert_cmpint (move_status (&office, &office.manager, "suspended", "active", NULL), ==,
                   AMB_PUSH_APPLIED);
  move_status (&office, &office.manager, "active", "suspended", "again");
  g_assert_cmpint (move_status (&office, &office.second, "suspended", "active", NULL), ==,
                   AMB_PUSH_APPLIED);
  office_close (&office);
}

/* What opens a gate is read from what the server holds, whatever the desk believed: two raters who
 * scored every criterion, a certificate of the first level. */
static void
test_other_records_open_the_gates (void)
{
  Office office;

  office_open (&office);
  g_autofree char *rater = person_add (&office.manager, "ambassador", "\"display-name\":\"Bo\"");
  g_autofree char *other = person_add (&office.manager, "ambassador", "\"display-name\":\"Cy\"");
  g_autofree char *criterion =
      person_add (&office.manager, "criterion", "\"name\":\"Keen\",\"kind\":\"enthusiasm\"");
  const char *const by[] = { rater, other };

  move_status (&office, &office.manager, "identified", "applied", NULL);
  move_status (&office, &office.manager, "applied", "in_review", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (by); i++)
    {
      g_autofree char *members =
          g_strdup_printf ("\"ambassador-id\":\"%s\",\"criterion-id\":\"%s\",\"by-id\":\"%s\","
                           "\"score\":4",
                           office.id, criterion, by[i]);

      g_assert_cmpint (
          move_problem (&office, &office.manager, "in_review", "shortlisted", "they agree"), ==,
          AMB_PROBLEM_REFUSED);
      g_free (person_add (&office.manager, "assessment", members));
    }
  g_assert_cmpint (move_problem (&office, &office.manager, "in_review", "shortlisted", NULL), ==,
                   AMB_PROBLEM_REFUSED);
  g_assert_cmpint (move_status (&office, &office.manager, "in_review", "shortlisted", "they agree"),
                   ==, AMB_PUSH_APPLIED);
  office_close (&office);
}

static void
test_a_level_is_no_certificate (void)
{
  Office office;

  office_open (&office);
  g_autofree char *id = server_dup_id (&office.server);
  g_autofree char *set = g_strdup_printf (
      "{\"imported\":true,\"set\":{\"display-name\":\"Max\",\"state\":\"onboarding\",\"level\":"
      "\"1\",\"roles\":[\"curator\"],\"node-id\":\"%s\"}}",
      office.node);
  g_autofree char *track = person_add (&office.manager, "track", "\"name\":\"First steps\"");
  g_autofree char *certificate =
      g_strdup_printf ("\"ambassador-id\":\"%s\",\"track-id\":\"%s\",\"issued-on\":\"2020-01-01\","
                       "\"code\":\"A-1\"",
                       id, track);

  g_assert_cmpint (person_push_status (&office.manager, "create", "ambassador", id, set), ==,
                   AMB_PUSH_APPLIED);
  g_free (office.id);
  office.id = g_strdup (id);
  g_assert_cmpint (move_problem (&office, &office.manager, "onboarding", "active", NULL), ==,
                   AMB_PROBLEM_REFUSED);
  g_free (person_add (&office.manager, "certificate", certificate));
  g_assert_cmpint (move_status (&office, &office.manager, "onboarding", "active", NULL), ==,
                   AMB_PUSH_APPLIED);
  office_close (&office);
}

/* A token is no person: the same manager at home is no second one, but takes back what is theirs.
 */
static void
test_two_tokens_of_a_person_are_one (void)
{
  Office office;
  Person work, home, boss;
  g_autofree char *transition = NULL;

  office_open (&office);
  g_autofree char *aiko = person_add (&office.manager, "ambassador",
                                      "\"display-name\":\"Aiko\",\"state\":\"identified\"");
  person_join (&work, &office.server, "Aiko at work", AMB_ACCESS_MANAGER, NULL, aiko);
  person_join (&home, &office.server, "Aiko at home", AMB_ACCESS_MANAGER, NULL, aiko);
  person_join (&boss, &office.server, "Boss", AMB_ACCESS_MANAGER, NULL, office.id);

  g_autoptr (AmbPushReply) done =
      move (&office, &work, "identified", "nominated", NULL, &transition, NULL);
  g_autoptr (AmbRecord) record = server_get (&office.server, "transition", transition);
  g_assert_cmpstr (amb_record_get (record, "by"), ==, "Aiko at work");
  g_assert_cmpstr (amb_record_get (record, "by-person"), ==, aiko);
  g_autoptr (AmbPushReply) undone =
      move (&office, &home, "nominated", "identified", "Undone", NULL, transition);
  g_assert_cmpint (((AmbPushResult *) undone->results->pdata[0])->status, ==, AMB_PUSH_APPLIED);

  g_autofree char *id = server_dup_id (&office.server);
  g_free (office.id);
  office.id = g_strdup (id);
  g_assert_cmpint (
      person_push_status (
          &office.manager, "create", "ambassador", id,
          "{\"imported\":true,\"set\":{\"display-name\":\"Max\",\"state\":\"active\"}}"),
      ==, AMB_PUSH_APPLIED);
  move_status (&office, &work, "active", "suspended", "an incident");
  g_assert_cmpint (move_problem (&office, &home, "suspended", "active", NULL), ==,
                   AMB_PROBLEM_REFUSED);
  g_assert_cmpint (move_status (&office, &boss, "suspended", "active", NULL), ==, AMB_PUSH_APPLIED);
  person_leave (&work);
  person_leave (&home);
  person_leave (&boss);
  office_close (&office);
}

/* A manager who is suspended stays so for themself, after a day too. */
static void
test_nobody_ends_their_own_suspension (void)
{
  Office office;
  Person max;

  office_open (&office);
  g_autofree char *id = server_dup_id (&office.server);
  g_free (office.id);
  office.id = g_strdup (id);
  g_assert_cmpint (
      person_push_status (
          &office.manager, "create", "ambassador", id,
          "{\"imported\":true,\"set\":{\"display-name\":\"Max\",\"state\":\"active\"}}"),
      ==, AMB_PUSH_APPLIED);
  person_join (&max, &office.server, "Max", AMB_ACCESS_MANAGER, NULL, id);
  move_status (&office, &office.manager, "active", "suspended", "an incident");
  amb_clock_advance (office.server.clock, 48 * 3600 * 1000);
  g_assert_cmpint (move_problem (&office, &max, "suspended", "active", NULL), ==,
                   AMB_PROBLEM_REFUSED);
  g_assert_cmpint (move_status (&office, &office.second, "suspended", "active", NULL), ==,
                   AMB_PUSH_APPLIED);
  person_leave (&max);
  office_close (&office);
}

/* A decision about an application rests on two raters who are two, and not the candidate. */
static void
test_two_raters_are_two_persons (void)
{
  static const char *const decide =
      "{\"from\":\"in_review\",\"to\":\"selected\",\"why\":\"Both agree\"}";
  Office office;

  office_open (&office);
  g_autofree char *one = person_add (&office.manager, "ambassador",
                                     "\"display-name\":\"One\",\"state\":\"identified\"");
  g_autofree char *two = person_add (&office.manager, "ambassador",
                                     "\"display-name\":\"Two\",\"state\":\"identified\"");
  const struct
  {
    const char *first, *second;
    gboolean opens;
  } cases[] = {
    { one, one, FALSE },
    { one, office.id, FALSE },
    { office.id, two, FALSE },
    { one, two, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *members = g_strdup_printf (
          "\"ambassador-id\":\"%s\",\"submitted-on\":\"2026-11-20\",\"first-rater-id\":\"%s\","
          "\"second-rater-id\":\"%s\"",
          office.id, cases[i].first, cases[i].second);
      g_autofree char *application = person_add (&office.manager, "application", members);

      person_push_status (&office.manager, "move", "application", application,
                          "{\"from\":\"submitted\",\"to\":\"in_review\"}");
      g_test_message ("case %u", i);
      g_assert_cmpint (
          person_push_status (&office.manager, "move", "application", application, decide), ==,
          cases[i].opens ? AMB_PUSH_APPLIED : AMB_PUSH_REJECTED);
    }
  office_close (&office);
}

static void
test_only_ones_own_latest_move_is_taken_back (void)
{
  Office office;
  g_autofree char *transition = NULL;

  office_open (&office);
  g_autoptr (AmbPushReply) done =
      move (&office, &office.manager, "identified", "nominated", NULL, &transition, NULL);
  g_autoptr (AmbPushReply) foreign =
      move (&office, &office.second, "nominated", "identified", NULL, NULL, transition);
  g_autoptr (AmbPushReply) undone =
      move (&office, &office.manager, "nominated", "identified", "Undone", NULL, transition);
  g_autoptr (AmbPushReply) twice =
      move (&office, &office.manager, "identified", "nominated", NULL, NULL, transition);

  g_assert_cmpint (((AmbPushResult *) foreign->results->pdata[0])->status, ==, AMB_PUSH_REJECTED);
  g_assert_cmpint (((AmbPushResult *) undone->results->pdata[0])->status, ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (((AmbPushResult *) twice->results->pdata[0])->status, ==, AMB_PUSH_APPLIED);
  office_close (&office);
}

static void
test_only_a_manager_imports_a_running_programme (void)
{
  static const char *const payload =
      "{\"imported\":true,\"set\":{\"display-name\":\"Max\",\"state\":\"active\"}}";
  Office office;

  office_open (&office);
  g_autofree char *one = server_dup_id (&office.server);
  g_autofree char *two = server_dup_id (&office.server);
  g_autofree char *three = server_dup_id (&office.server);
  g_assert_cmpint (person_push_problem (&office.lead, "create", "ambassador", one, payload), ==,
                   AMB_PROBLEM_FORBIDDEN);
  g_assert_cmpint (
      person_push_problem (&office.manager, "create", "ambassador", two,
                           "{\"set\":{\"display-name\":\"Max\",\"state\":\"active\"}}"),
      ==, AMB_PROBLEM_STATE_BY_MOVE);
  g_autofree char *transition = server_dup_id (&office.server);
  g_autofree char *with = g_strdup_printf (
      "{\"imported\":true,\"transition\":\"%s\",\"set\":{\"display-name\":\"Max\",\"state\":"
      "\"active\"}}",
      transition);
  g_assert_cmpint (person_push_status (&office.manager, "create", "ambassador", three, with), ==,
                   AMB_PUSH_APPLIED);
  g_autoptr (AmbRecord) record = server_get (&office.server, "transition", transition);
  g_assert_cmpstr (amb_record_get (record, "imported"), ==, "1");
  g_assert_cmpstr (amb_record_get (record, "to"), ==, "active");
  office_close (&office);
}

static void
test_nobody_writes_a_transition_themselves (void)
{
  Office office;

  office_open (&office);
  g_autofree char *id = server_dup_id (&office.server);
  g_autofree char *payload =
      g_strdup_printf ("{\"set\":{\"entity\":\"ambassador\",\"record\":\"%s\",\"to\":\"active\","
                       "\"at\":\"2026-01-01T00:00:00.000Z\"}}",
                       office.id);
  g_assert_cmpint (person_push_problem (&office.manager, "create", "transition", id, payload), ==,
                   AMB_PROBLEM_FORBIDDEN);
  office_close (&office);
}

/* A post that was written while the thread was being closed elsewhere. */
static void
test_a_closed_thread_takes_no_posts (void)
{
  Office office;
  office_open (&office);
  g_autofree char *space =
      person_add (&office.manager, "space", "\"name\":\"Bread\",\"purpose\":\"Bread\"");
  g_autofree char *about =
      g_strdup_printf ("\"title\":\"Which flour?\",\"space-id\":\"%s\"", space);
  g_autofree char *thread = person_add (&office.manager, "thread", about);
  g_autofree char *payload =
      g_strdup_printf ("{\"set\":{\"thread-id\":\"%s\",\"space-id\":\"%s\",\"body\":\"Rye\","
                       "\"posted-at\":\"2026-11-01T09:00:00.000Z\"}}",
                       thread, space);
  g_autofree char *first = server_dup_id (&office.server);
  g_autofree char *second = server_dup_id (&office.server);

  g_assert_cmpint (person_push_status (&office.second, "create", "post", first, payload), ==,
                   AMB_PUSH_APPLIED);
  g_assert_cmpint (person_push_status (&office.manager, "move", "thread", thread,
                                       "{\"from\":\"open\",\"to\":\"closed\"}"),
                   ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (person_push_problem (&office.second, "create", "post", second, payload), ==,
                   AMB_PROBLEM_REFUSED);
  g_assert_cmpint (person_push_status (&office.second, "move", "thread", thread,
                                       "{\"from\":\"closed\",\"to\":\"open\"}"),
                   ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (person_push_status (&office.second, "create", "post", second, payload), ==,
                   AMB_PUSH_APPLIED);
  office_close (&office);
}

static char *
add_item (Office *office, const char *owner, const char *author, const char *reviewer)
{
  g_autofree char *pillar = person_add (&office->manager, "pillar", "\"name\":\"Craft\"");
  g_autofree char *channel = person_add (&office->manager, "channel", "\"name\":\"Blog\"");
  g_autofree char *members = g_strdup_printf (
      "\"title\":\"Rye\",\"audience\":\"client\",\"pillar-id\":\"%s\",\"channel-id\":\"%s\","
      "\"department-id\":\"%s\",\"source\":\"original\",\"language\":\"en\",\"publish-on\":"
      "\"2026-12-01T09:00[Europe/Paris]\",\"expires-on\":\"2027-12-01\",\"disclosure\":\"Mine\","
      "\"owner-id\":\"%s\",\"author-id\":\"%s\",\"reviewer-id\":\"%s\"",
      pillar, channel, office->node, owner, author, reviewer);
  char *id = person_add (&office->manager, "content-item", members);

  g_assert_cmpint (person_push_status (&office->manager, "move", "content-item", id,
                                       "{\"from\":\"idea\",\"to\":\"draft\"}"),
                   ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (person_push_status (&office->manager, "move", "content-item", id,
                                       "{\"from\":\"draft\",\"to\":\"in_review\"}"),
                   ==, AMB_PUSH_APPLIED);
  return id;
}

#define APPROVE "{\"from\":\"in_review\",\"to\":\"approved\"}"
#define ASK     "{\"from\":\"in_review\",\"to\":\"changes_requested\",\"why\":\"Say which flour\"}"

/* The named reviewer says yes or what is to change; nobody does so with what is their own. */
static void
test_a_reviewer_reviews (void)
{
  Office office;
  office_open (&office);
  g_autofree char *other = person_add (&office.manager, "ambassador",
                                       "\"display-name\":\"Bo\",\"state\":\"identified\"");
  g_autofree char *named = add_item (&office, other, other, office.id);
  g_autofree char *asked = add_item (&office, other, other, office.id);
  g_autofree char *owned = add_item (&office, office.id, other, office.id);
  g_autofree char *written = add_item (&office, other, office.id, office.id);
  g_autofree char *none = add_item (&office, other, other, other);

  g_assert_cmpint (person_push_status (&office.self, "move", "content-item", named, APPROVE), ==,
                   AMB_PUSH_APPLIED);
  g_assert_cmpint (person_push_status (&office.self, "move", "content-item", asked, ASK), ==,
                   AMB_PUSH_APPLIED);
  person_push_problem (&office.self, "move", "content-item", owned, APPROVE);
  person_push_problem (&office.self, "move", "content-item", written, APPROVE);
  person_push_problem (&office.self, "move", "content-item", none, APPROVE);
  person_push_problem (&office.self, "move", "content-item", none, ASK);
  office_close (&office);
}

static gint64
count_verdicts (Office *office, const char *item, const char *verdict, const char *person)
{
  gint64 n = -1;

  g_assert_true (amb_db_query_int (amb_store_get_db (office->server.store), &n, 0, NULL,
                                   "SELECT count(*) FROM approvals WHERE item_id = ? AND verdict = "
                                   "? AND by_id = ? AND texts IS NOT NULL AND deleted = 0",
                                   "ttt", item, verdict, person));
  return n;
}

/* Whoever moves without the record of the decision has it written; nobody makes one up; one that is
 * of another text is refused; an edit sends back what was approved. */
static void
test_decisions_are_kept_and_bound_to_the_text (void)
{
  Office office;
  office_open (&office);
  g_autofree char *other = person_add (&office.manager, "ambassador",
                                       "\"display-name\":\"Bo\",\"state\":\"identified\"");
  g_autofree char *item = add_item (&office, other, other, office.id);
  g_autofree char *asked = add_item (&office, other, other, office.id);
  g_autofree char *none = add_item (&office, other, other, other);
  g_autofree char *verdict = server_dup_id (&office.server);
  g_autofree char *made_up = g_strdup_printf (
      "{\"set\":{\"item-id\":\"%s\",\"by-id\":\"%s\",\"verdict\":\"approved\",\"at\":"
      "\"2026-11-23T09:00:00.000Z\"}}",
      none, office.id);
  g_autoptr (AmbRecord) record = NULL;

  g_assert_cmpint (person_push_status (&office.self, "move", "content-item", item, APPROVE), ==,
                   AMB_PUSH_APPLIED);
  g_assert_cmpint (count_verdicts (&office, item, "approved", office.id), ==, 1);
  g_assert_cmpint (person_push_status (&office.self, "move", "content-item", asked, ASK), ==,
                   AMB_PUSH_APPLIED);
  g_assert_cmpint (count_verdicts (&office, asked, "changes_requested", office.id), ==, 1);
  person_push_problem (&office.self, "create", "approval", verdict, made_up);
  g_assert_cmpint (person_push_status (&office.manager, "patch", "content-item", item,
                                       "{\"set\":{\"body\":\"Other\"}}"),
                   ==, AMB_PUSH_APPLIED);
  record = server_get (&office.server, "content-item", item);
  g_assert_cmpstr (amb_record_get_state (record), ==, "in_review");
  office_close (&office);
}

static void
patch_item (Person *person, const char *id, const char *field, const char *value)
{
  g_autofree char *payload =
      g_strdup_printf ("{\"set\":{\"%s\":\"%s\"},\"bv\":{\"%s\":1000}}", field, value, field);

  g_assert_cmpint (person_push_status (person, "patch", "content-item", id, payload), ==,
                   AMB_PUSH_APPLIED);
}

/* The server notes who wrote it and whose it was, whatever a desk says. */
static void
test_nobody_approves_what_they_had_a_hand_in (void)
{
  Office office;
  office_open (&office);
  g_autofree char *other = person_add (&office.manager, "ambassador",
                                       "\"display-name\":\"Bo\",\"state\":\"identified\"");
  g_autofree char *item = add_item (&office, other, other, office.id);
  g_autofree char *about = g_strdup_printf ("\"item-id\":\"%s\",\"body\":\"Ours\"", item);
  g_autofree char *owned = add_item (&office, office.id, other, office.id);
  g_autoptr (AmbRecord) record = NULL;

  g_assert_cmpint (person_push_status (&office.self, "move", "content-item", item, APPROVE), ==,
                   AMB_PUSH_APPLIED);
  patch_item (&office.self, item, "body", "Mine");
  patch_item (&office.self, item, "text-by-id", other);
  record = server_get (&office.server, "content-item", item);
  g_assert_cmpstr (amb_record_get (record, "text-by-id"), ==, office.id);
  g_assert_cmpstr (amb_record_get_state (record), ==, "in_review");
  person_push_problem (&office.self, "move", "content-item", item, APPROVE);
  patch_item (&office.manager, item, "body", "Another");
  g_assert_cmpint (person_push_status (&office.self, "move", "content-item", item, APPROVE), ==,
                   AMB_PUSH_APPLIED);
  g_free (person_add (&office.self, "variant", about));
  person_push_problem (&office.self, "move", "content-item", item, APPROVE);
  /* Whose it was when it came into review. */
  patch_item (&office.manager, owned, "owner-id", other);
  person_push_problem (&office.self, "move", "content-item", owned, APPROVE);
  office_close (&office);
}

/* An approval alone, of whomever and by whomever, is none. */
static void
test_an_approval_comes_with_its_move (void)
{
  Office office;
  office_open (&office);
  g_autofree char *other = person_add (&office.manager, "ambassador",
                                       "\"display-name\":\"Bo\",\"state\":\"identified\"");
  g_autofree char *item = add_item (&office, other, other, office.id);
  const char *const names[] = { office.id, other };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *id = server_dup_id (&office.server);
      g_autofree char *made_up = g_strdup_printf (
          "{\"set\":{\"item-id\":\"%s\",\"by-id\":\"%s\",\"verdict\":\"approved\",\"at\":"
          "\"2026-11-23T09:00:00.000Z\"}}",
          item, names[i]);

      g_assert_cmpint (person_push_problem (&office.manager, "create", "approval", id, made_up), ==,
                       AMB_PROBLEM_FORBIDDEN);
      g_assert_cmpint (person_push_problem (&office.self, "create", "approval", id, made_up), ==,
                       AMB_PROBLEM_FORBIDDEN);
    }
  g_assert_cmpint (count_verdicts (&office, item, "approved", office.id), ==, 0);
  office_close (&office);
}

/* What went out isn't edited in place. */
static void
test_what_is_out_stays (void)
{
  static const char *const path[] = { APPROVE, "{\"from\":\"approved\",\"to\":\"scheduled\"}",
                                      "{\"from\":\"scheduled\",\"to\":\"published\"}" };
  Office office;
  office_open (&office);
  g_autofree char *other = person_add (&office.manager, "ambassador",
                                       "\"display-name\":\"Bo\",\"state\":\"identified\"");
  g_autofree char *item = add_item (&office, other, other, office.id);

  for (guint i = 0; i < G_N_ELEMENTS (path); i++)
    g_assert_cmpint (person_push_status (&office.manager, "move", "content-item", item, path[i]),
                     ==, AMB_PUSH_APPLIED);
  g_assert_cmpint (person_push_problem (&office.manager, "patch", "content-item", item,
                                        "{\"set\":{\"body\":\"Other\"},\"bv\":{\"body\":1000}}"),
                   ==, AMB_PROBLEM_STATE_CHANGED);
  office_close (&office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/server/server-move/" name, func)
  ADD ("a-move-writes-its-record-with-the-servers-time",
       test_a_move_writes_its_record_with_the_servers_time);
  ADD ("the-table-and-the-rights-decide", test_the_table_and_the_rights_decide);
  ADD ("another-state-meanwhile-is-asked-the-same-goal-is-not",
       test_another_state_meanwhile_is_asked_the_same_goal_is_not);
  ADD ("the-clock-of-the-server-opens-the-gate", test_the_clock_of_the_server_opens_the_gate);
  ADD ("two-tokens-of-a-person-are-one", test_two_tokens_of_a_person_are_one);
  ADD ("nobody-ends-their-own-suspension", test_nobody_ends_their_own_suspension);
  ADD ("two-raters-are-two-persons", test_two_raters_are_two_persons);
  ADD ("only-ones-own-latest-move-is-taken-back", test_only_ones_own_latest_move_is_taken_back);
  ADD ("only-a-manager-imports-a-running-programme",
       test_only_a_manager_imports_a_running_programme);
  ADD ("nobody-writes-a-transition-themselves", test_nobody_writes_a_transition_themselves);
  ADD ("a-closed-thread-takes-no-posts", test_a_closed_thread_takes_no_posts);
  ADD ("a-reviewer-reviews-what-is-not-theirs", test_a_reviewer_reviews);
  ADD ("decisions-are-kept-and-bound-to-the-text", test_decisions_are_kept_and_bound_to_the_text);
  ADD ("nobody-approves-what-they-had-a-hand-in", test_nobody_approves_what_they_had_a_hand_in);
  ADD ("an-approval-comes-with-its-move", test_an_approval_comes_with_its_move);
  ADD ("what-is-out-stays", test_what_is_out_stays);
  g_test_add_func ("/server/move/other-records-open-the-gates", test_other_records_open_the_gates);
  g_test_add_func ("/server/move/a-level-is-no-certificate", test_a_level_is_no_certificate);
  return g_test_run ();
}
