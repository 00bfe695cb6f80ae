/* Asking people to do something: whom it reaches, what it makes, and how it is taken back. */
#include "amb-asking.h"
#include "programme-fixture.h"

static const AmbEntity *
get_tasks (void)
{
  return amb_entity_find ("task");
}

/* A person of the roster, or wherever @state is. */
static char *
add_person (Fixture *f, const char *name, const char *state, const char *node)
{
  return fixture_add (
      f, fixture_new (f, f->people, "display-name", name, "state", state, "node-id", node, NULL),
      AMB_COMMAND_RUNNING);
}

static void
add_programme (Fixture *f)
{
  g_free (fixture_add (f,
                       fixture_new (f, f->settings, "name", "Voices", "zone", "Europe/Paris", NULL),
                       AMB_COMMAND_DEFAULT));
}

static AmbAsk *
new_ask (Fixture *f, AmbAskTo to, ...)
{
  AmbAsk *ask = amb_ask_new (f->clock);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const char *id;
  va_list args;

  va_start (args, to);
  while ((id = va_arg (args, const char *)) != NULL)
    g_ptr_array_add (ids, (gpointer) id);
  va_end (args);
  g_ptr_array_add (ids, NULL);
  amb_ask_set_target (ask, to, (const char *const *) ids->pdata);
  amb_record_set (ask->task, "title", "Share the film");
  amb_record_set (ask->task, "due-on", "2026-12-01");
  return ask;
}

static AmbAskReport
send (Fixture *f, const AmbAsk *ask)
{
  g_autoptr (GError) error = NULL;
  AmbAskReport report = { 0 };

  amb_programme_ask (f->programme, ask, &report, &error);
  g_assert_no_error (error);
  return report;
}

static AmbAskPreview *
preview (Fixture *f, const AmbAsk *ask)
{
  g_autoptr (GError) error = NULL;
  AmbAskPreview *self = amb_ask_preview (f->store, ask, &error);

  g_assert_no_error (error);
  return self;
}

static gint64
count_tasks (Fixture *f)
{
  return fixture_count (f, "SELECT count(*) FROM tasks WHERE deleted = 0");
}

/* Names of those who have a living task, by name. */
static char *
dup_asked (Fixture *f)
{
  char *names = NULL;
  g_autoptr (GError) error = NULL;

  amb_db_query_text (amb_store_get_db (f->store), &names, &error,
                     "SELECT group_concat (n, ' ') FROM (SELECT a.display_name n FROM tasks t JOIN "
                     "ambassadors a ON a.id = t.ambassador_id WHERE t.deleted = 0 ORDER BY 1)",
                     NULL);
  g_assert_no_error (error);
  return names;
}

static void
test_people (Fixture *f, gconstpointer data)
{
  g_autofree char *ada = add_person (f, "Ada", "active", NULL);
  g_autofree char *ben = add_person (f, "Ben", "onboarding", NULL);
  g_autofree char *eva = add_person (f, "Eva", "active", NULL);
  g_autoptr (AmbAsk) ask = new_ask (f, AMB_ASK_PEOPLE, ada, ben, NULL);
  g_autofree char *asked = NULL, *undone = NULL, *id = NULL;
  AmbAskReport report;

  add_programme (f);
  amb_programme_set_actor (f->programme, "Eva", eva, AMB_ACCESS_MANAGER);
  report = send (f, ask);
  g_assert_cmpuint (report.n_made, ==, 2);
  asked = dup_asked (f);
  g_assert_cmpstr (asked, ==, "Ada Ben");
  amb_db_query_text (amb_store_get_db (f->store), &id, NULL,
                     "SELECT id FROM tasks WHERE ambassador_id = ?", "t", ada);
  g_assert_true (amb_id_is_valid (id));
  fixture_assert (f, get_tasks (), id, "title", "Share the film");
  fixture_assert (f, get_tasks (), id, "state", "proposed");
  fixture_assert (f, get_tasks (), id, "author-id", eva);
  fixture_assert (f, get_tasks (), id, "asked-at", "2026-11-23T12:00:00.000Z");
  undone = fixture_undo (f, 2, 0); /* one undo for all of them */
  g_assert_cmpint (count_tasks (f), ==, 0);
}

/* The button may be hit twice, and what was undone stays so. */
static void
test_twice (Fixture *f, gconstpointer data)
{
  g_autofree char *ada = add_person (f, "Ada", "active", NULL);
  g_autofree char *ben = add_person (f, "Ben", "active", NULL);
  g_autoptr (AmbAsk) ask = new_ask (f, AMB_ASK_PEOPLE, ada, NULL);
  g_autofree char *undone = NULL;
  AmbAskReport report;

  send (f, ask);
  report = send (f, ask);
  g_assert_cmpuint (report.n_made, ==, 0);
  g_assert_cmpuint (report.n_before, ==, 1);
  amb_ask_set_target (ask, AMB_ASK_PEOPLE, (const char *const[]){ ada, ben, NULL });
  report = send (f, ask);
  g_assert_cmpuint (report.n_made, ==, 1);
  g_assert_cmpint (count_tasks (f), ==, 2);
  undone = fixture_undo (f, 1, 0);
  report = send (f, ask);
  g_assert_cmpuint (report.n_before, ==, 2);
  g_assert_cmpint (count_tasks (f), ==, 1);
}

/* Europe holds France, which holds Lyon; a department counts too; candidates and alumni don't. */
static void
test_node (Fixture *f, gconstpointer data)
{
  g_autofree char *europe = fixture_add_node (f, "Europe", NULL);
  g_autofree char *france = fixture_add_node (f, "France", europe);
  g_autofree char *lyon = fixture_add_node (f, "Lyon", france);
  g_autofree char *japan = fixture_add_node (f, "Japan", NULL);
  g_autofree char *ada = add_person (f, "Ada", "active", lyon);
  g_autofree char *ben = add_person (f, "Ben", "active", europe);
  g_autofree char *cleo = add_person (f, "Cleo", "active", japan);
  g_autofree char *dora = add_person (f, "Dora", "identified", lyon);
  g_autofree char *eli = add_person (f, "Eli", "alumni", france);
  g_autofree char *finn = add_person (f, "Finn", "active", japan);
  g_autofree char *legal =
      FIXTURE_ADD (f, "node", "name", "Legal", "kind", "department", "parent-id", france);
  g_autoptr (AmbAsk) ask = new_ask (f, AMB_ASK_NODE, france, NULL);
  g_autoptr (AmbAsk) above = new_ask (f, AMB_ASK_NODE, europe, NULL);
  g_autofree char *first = NULL, *undone = NULL, *second = NULL;

  fixture_set (f, f->people, finn, "department-id", legal);
  g_assert_cmpuint (send (f, ask).n_made, ==, 2);
  first = dup_asked (f);
  g_assert_cmpstr (first, ==, "Ada Finn");
  g_assert_cmpint (fixture_count (f,
                                  "SELECT count(*) FROM tasks t JOIN nodes n ON n.id = t.node_id "
                                  "WHERE n.name = 'France'"),
                   ==, 2);
  undone = fixture_undo (f, 2, 0);
  g_assert_cmpuint (send (f, above).n_made, ==, 3);
  second = dup_asked (f);
  g_assert_cmpstr (second, ==, "Ada Ben Finn");
}

/* Whoever holds the role today, by an assignment or by what their record says. */
static void
test_role (Fixture *f, gconstpointer data)
{
  const AmbEntity *assignments = amb_entity_find ("assignment");
  g_autofree char *role = fixture_add (
      f, fixture_new (f, amb_entity_find ("role"), "name", "Curator", "kind", "curator", NULL), 0);
  static const struct
  {
    const char *name, *state, *from, *until;
  } holders[] = {
    { "Ada", "current", "2026-01-01", NULL },
    { "Ben", "current", "2026-11-24", NULL },
    { "Cleo", "current", "2026-01-01", "2026-11-22" },
    { "Dora", "current", NULL, "2026-11-23" },
    { "Eli", "proposed", NULL, NULL },
    { "Finn", NULL, NULL, NULL },
    { "Gus", "set", NULL, NULL },
  };
  g_autoptr (AmbAsk) ask = new_ask (f, AMB_ASK_ROLE, role, NULL);
  g_autofree char *asked = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (holders); i++)
    {
      g_autofree char *id = add_person (f, holders[i].name, "active", NULL);

      if (g_strcmp0 (holders[i].state, "set") == 0)
        fixture_set (f, f->people, id, "roles", "[\"curator\",\"producer\"]");
      else if (holders[i].state != NULL)
        g_free (fixture_add (f,
                             fixture_new (f, assignments, "ambassador-id", id, "role-id", role,
                                          "state", holders[i].state, "starts-on", holders[i].from,
                                          "ends-on", holders[i].until, NULL),
                             AMB_COMMAND_DEFAULT));
    }
  g_assert_cmpuint (send (f, ask).n_made, ==, 3);
  asked = dup_asked (f);
  g_assert_cmpstr (asked, ==, "Ada Dora Gus");
}

/* A seat, not a place on the wait list; who isn't in the roster yet is shown and not asked. */
static void
test_cohort (Fixture *f, gconstpointer data)
{
  const AmbEntity *seats = amb_entity_find ("seat");
  g_autofree char *cohort =
      fixture_add (f, fixture_new (f, amb_entity_find ("cohort"), "name", "Spring", NULL), 0);
  g_autofree char *ada = add_person (f, "Ada", "active", NULL);
  g_autofree char *ben = add_person (f, "Ben", "active", NULL);
  g_autofree char *cleo = add_person (f, "Cleo", "invited", NULL);
  const char *const people[] = { ada, ben, cleo };
  g_autoptr (AmbAsk) ask = new_ask (f, AMB_ASK_COHORT, cohort, NULL);
  g_autoptr (AmbAskPreview) seen = NULL;
  g_autofree char *asked = NULL;
  AmbAskReport report;

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_free (fixture_add (f,
                         fixture_new (f, seats, "cohort-id", cohort, "ambassador-id", people[i],
                                      "kind", i == 1 ? "wait_list" : "seat", NULL),
                         AMB_COMMAND_DEFAULT));
  seen = preview (f, ask);
  g_assert_cmpuint (seen->people->len, ==, 2);
  g_assert_cmpuint (seen->n_outside, ==, 1);
  g_assert_cmpuint (seen->n_asked, ==, 1);
  ask->leave_out = 0; /* not even then */
  report = send (f, ask);
  g_assert_cmpuint (report.n_made, ==, 1);
  g_assert_cmpuint (report.n_left_out, ==, 1);
  asked = dup_asked (f);
  g_assert_cmpstr (asked, ==, "Ada");
}

/* Ada was asked twice in October and four times in November, whatever she answered; Ben three
 * times. The fifth of Ada is over the budget, the fourth of Ben isn't. */
static void
test_budget (Fixture *f, gconstpointer data)
{
  g_autofree char *ada = add_person (f, "Ada", "active", NULL);
  g_autofree char *ben = add_person (f, "Ben", "active", NULL);
  g_autoptr (AmbAsk) ask = new_ask (f, AMB_ASK_PEOPLE, ada, ben, NULL);
  g_autoptr (AmbAskPreview) seen = NULL, after = NULL;
  static const char *const november[] = { "2026-10-31T23:00:00.000Z", "2026-11-05T09:00:00.000Z",
                                          "2026-11-12T09:00:00.000Z", "2026-11-20T09:00:00.000Z" };
  g_autofree char *asked = NULL;
  AmbAskReport report;

  add_programme (f);
  for (guint i = 0; i < 2; i++)
    g_free (fixture_add (f,
                         fixture_new (f, get_tasks (), "title", "Old", "ambassador-id", ada,
                                      "asked-at", "2026-10-31T22:59:59.999Z", NULL),
                         AMB_COMMAND_DEFAULT));
  for (guint i = 0; i < G_N_ELEMENTS (november); i++)
    {
      g_free (fixture_add (f,
                           fixture_new (f, get_tasks (), "title", "New", "ambassador-id", ada,
                                        "asked-at", november[i], "state",
                                        i == 0 ? "declined" : "done", NULL),
                           AMB_COMMAND_RUNNING));
      if (i > 0)
        g_free (fixture_add (f,
                             fixture_new (f, get_tasks (), "title", "New", "ambassador-id", ben,
                                          "asked-at", november[i], NULL),
                             AMB_COMMAND_DEFAULT));
    }
  seen = preview (f, ask);
  g_assert_cmpuint (seen->people->len, ==, 2);
  g_assert_cmpuint (seen->n_budget, ==, 1);
  g_assert_cmpint (seen->budget, ==, 4);
  g_assert_cmpint (((AmbAskPerson *) seen->people->pdata[0])->n_asked, ==, 4);
  g_assert_cmpstr (((AmbAskPerson *) seen->people->pdata[0])->name, ==, "Ada");
  g_assert_cmpint (((AmbAskPerson *) seen->people->pdata[1])->n_asked, ==, 3);
  report = send (f, ask);
  g_assert_cmpuint (report.n_made, ==, 1);
  g_assert_cmpuint (report.n_left_out, ==, 1);
  after = preview (f, ask); /* with this one it is Ben's fourth */
  g_assert_cmpuint (after->n_budget, ==, 2);
  ask->leave_out = 0;
  report = send (f, ask);
  g_assert_cmpuint (report.n_made, ==, 1);
  g_assert_cmpuint (report.n_before, ==, 1);
}

/* Noon UTC is 21:00 in Tokyo and 13:00 in Paris. Osaka lies in Japan and has its clock; a person
 * without a node has that of the programme. */
static void
test_quiet (Fixture *f, gconstpointer data)
{
  g_autofree char *world = fixture_add_node (f, "World", NULL);
  g_autofree char *japan = fixture_add_node (f, "Japan", world);
  g_autofree char *osaka = fixture_add_node (f, "Osaka", japan);
  g_autofree char *ada = add_person (f, "Ada", "active", osaka);
  g_autofree char *ben = add_person (f, "Ben", "active", world);
  g_autofree char *cleo = add_person (f, "Cleo", "active", NULL);
  g_autofree char *dora = add_person (f, "Dora", "paused", japan);
  g_autoptr (AmbAsk) ask = new_ask (f, AMB_ASK_PEOPLE, ada, ben, cleo, dora, NULL);
  g_autoptr (AmbAskPreview) seen = NULL, silent = NULL;
  const AmbAskPerson *first;

  add_programme (f);
  fixture_set (f, f->nodes, japan, "zone", "Asia/Tokyo");
  seen = preview (f, ask);
  g_assert_cmpuint (seen->n_quiet, ==, 2);
  g_assert_cmpuint (seen->n_paused, ==, 1);
  g_assert_cmpuint (seen->n_asked, ==, 3); /* quiet hours are told; a pause leaves out */
  first = g_ptr_array_index (seen->people, 0);
  g_assert_cmpstr (first->name, ==, "Ada");
  g_assert_cmpstr (first->time, ==, "21:00");
  g_assert_cmpuint (first->notes, ==, AMB_REQUEST_QUIET);
  g_assert_cmpstr (seen->quiet_until, ==, "08:00");
  ask->leave_out |= AMB_REQUEST_QUIET;
  silent = preview (f, ask);
  g_assert_cmpuint (silent->n_asked, ==, 2);
  g_assert_cmpuint (send (f, ask).n_made, ==, 2);
}

static void
refuse (Fixture *f, const AmbAsk *ask, AmbError code, const char *word)
{
  g_autoptr (GError) error = NULL;
  gint64 before = count_tasks (f);

  g_assert_false (amb_programme_ask (f->programme, ask, NULL, &error));
  g_assert_error (error, AMB_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, word));
  g_assert_cmpint (count_tasks (f), ==, before);
}

static void
test_refusals (Fixture *f, gconstpointer data)
{
  g_autofree char *ada = add_person (f, "Ada", "alumni", NULL);
  g_autofree char *ben = add_person (f, "Ben", "active", NULL);
  g_autoptr (AmbAsk) nobody = new_ask (f, AMB_ASK_PEOPLE, NULL);
  g_autoptr (AmbAsk) left = new_ask (f, AMB_ASK_PEOPLE, ada, NULL);
  g_autoptr (AmbAsk) untitled = new_ask (f, AMB_ASK_PEOPLE, ben, NULL);
  g_autoptr (AmbAsk) begun = new_ask (f, AMB_ASK_PEOPLE, ben, NULL);
  g_autoptr (AmbAsk) lost = new_ask (f, AMB_ASK_PEOPLE, ben, NULL);
  g_autoptr (AmbAsk) good = new_ask (f, AMB_ASK_PEOPLE, ben, NULL);

  refuse (f, nobody, AMB_ERROR_REFUSED, "nobody belongs there");
  refuse (f, left, AMB_ERROR_REFUSED, "left out");
  amb_record_set (untitled->task, "title", NULL);
  refuse (f, untitled, AMB_ERROR_INVALID, "Title");
  amb_record_set (begun->task, "state", "done");
  refuse (f, begun, AMB_ERROR_REFUSED, "begin");
  amb_record_set (lost->task, "item-id", "01a2187e-d791-734f-9f9a-0b39e8dc26fc");
  refuse (f, lost, AMB_ERROR_INVALID, "Content item");
  amb_programme_set_actor (f->programme, "Ben", ben, AMB_ACCESS_AMBASSADOR);
  refuse (f, good, AMB_ERROR_DENIED, "no right");
  amb_programme_set_actor (f->programme, "Lea", NULL, AMB_ACCESS_LEAD);
  g_assert_cmpuint (send (f, good).n_made, ==, 1);
}

/* Of each note the first of the whole list, which is by name. */
static void
assert_firsts (const AmbAskPreview *brief, const AmbAskPreview *whole, guint most)
{
  static const guint notes[] = { AMB_REQUEST_OUTSIDE, AMB_REQUEST_PAUSED, AMB_REQUEST_BUDGET,
                                 AMB_REQUEST_QUIET };

  for (guint n = 0; n < G_N_ELEMENTS (notes); n++)
    for (guint i = 0, k = 0, found = 0; i < whole->people->len && found < most; i++)
      {
        const AmbAskPerson *person = whole->people->pdata[i], *same;

        if ((person->notes & notes[n]) == 0)
          continue;
        while (k < brief->people->len &&
               (((AmbAskPerson *) brief->people->pdata[k])->notes & notes[n]) == 0)
          k++;
        g_assert_cmpuint (k, <, brief->people->len);
        same = brief->people->pdata[k++];
        g_assert_cmpstr (same->id, ==, person->id);
        g_assert_cmpstr (same->name, ==, person->name);
        g_assert_cmpuint (same->notes, ==, person->notes);
        g_assert_cmpint (same->n_asked, ==, person->n_asked);
        g_assert_cmpstr (same->time, ==, person->time);
        found++;
      }
}

static void
assert_brief (Fixture *f, const AmbAsk *ask, guint most)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbAskPreview) whole = preview (f, ask);
  g_autoptr (AmbAskPreview) brief = amb_ask_preview_short (f->store, ask, most, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (whole->n_people, ==, whole->people->len);
  g_assert_cmpuint (brief->n_people, ==, whole->n_people);
  g_assert_cmpuint (brief->n_asked, ==, whole->n_asked);
  g_assert_cmpuint (brief->n_outside, ==, whole->n_outside);
  g_assert_cmpuint (brief->n_paused, ==, whole->n_paused);
  g_assert_cmpuint (brief->n_budget, ==, whole->n_budget);
  g_assert_cmpuint (brief->n_quiet, ==, whole->n_quiet);
  g_assert_cmpuint (brief->people->len, <=, 4 * most);
  assert_firsts (brief, whole, most);
}

#define IN_ROWS(n)                                                                                 \
  "WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < " n ") "

/* 3,000 people of four nodes, one of them in Tokyo, where it is 21:00; some paused, some asked too
 * often, some gone. They are named against the order of their rows. */
static void
test_short (Fixture *f, gconstpointer data)
{
  g_autofree char *world = fixture_add_node (f, "World", NULL);
  g_autofree char *japan = fixture_add_node (f, "Japan", world);
  g_autofree char *osaka = fixture_add_node (f, "Osaka", japan);
  g_autofree char *france = fixture_add_node (f, "France", world);
  const char *const nodes[] = { world, japan, osaka, france };
  g_autofree char *role = fixture_add (
      f, fixture_new (f, amb_entity_find ("role"), "name", "Curator", "kind", "curator", NULL), 0);
  g_autofree char *people = g_strdup_printf (
      IN_ROWS ("3000") "INSERT INTO ambassadors (id, display_name, display_name_key, state, "
                       "paused_until, node_id, department_id, deleted) SELECT 'p' || i, printf ('P "
                       "%%05d', 9999 - "
                       "i), printf ('p %%05d', 9999 - i), CASE WHEN i %% 7 = 0 THEN 'paused' WHEN "
                       "i %% 11 = 0 THEN "
                       "'alumni' ELSE 'active' END, CASE i %% 3 WHEN 0 THEN '2026-11-22' WHEN 1 "
                       "THEN '2026-12-31' "
                       "END, CASE i %% 5 WHEN 0 THEN '%s' WHEN 1 THEN '%s' WHEN 2 THEN '%s' END, "
                       "CASE i %% 4 WHEN 0 "
                       "THEN '%s' END, i %% 13 = 0 FROM r",
      world, osaka, japan, france);
  static const char given[] =
      "INSERT INTO tasks (id, title, state, ambassador_id, asked_at) SELECT 't' || a.id || i, 'T', "
      "'proposed', a.id, '2026-11-10T10:00:00.000Z' FROM ambassadors a, (SELECT 1 AS i UNION "
      "SELECT 2 UNION SELECT 3 UNION SELECT 4) WHERE a.rid % 17 = 0 AND (i < 4 OR a.rid % 2 = 0)";
  g_autofree char *held = g_strdup_printf (
      "INSERT INTO assignments (id, ambassador_id, role_id, state) SELECT 'h' || id, id, '%s', "
      "'current' FROM ambassadors WHERE rid %% 2 = 0",
      role);
  g_autoptr (GError) error = NULL;

  add_programme (f);
  fixture_set (f, f->nodes, japan, "zone", "Asia/Tokyo");
  g_assert_true (amb_db_exec (amb_store_get_db (f->store), people, &error));
  g_assert_true (amb_db_exec (amb_store_get_db (f->store), given, &error));
  g_assert_true (amb_db_exec (amb_store_get_db (f->store), held, &error));
  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    {
      g_autoptr (AmbAsk) ask = new_ask (f, AMB_ASK_NODE, nodes[i], NULL);

      assert_brief (f, ask, 3);
    }
  {
    g_autoptr (AmbAsk) asked = new_ask (f, AMB_ASK_ROLE, role, NULL);
    g_autoptr (AmbAsk) some = new_ask (f, AMB_ASK_PEOPLE, "p11", "p7", "p13", "p5", NULL);
    g_autoptr (AmbAsk) nobody = new_ask (f, AMB_ASK_PEOPLE, NULL);

    assert_brief (f, asked, 20);
    assert_brief (f, some, 1);
    assert_brief (f, nobody, 3);
    asked->leave_out = AMB_REQUEST_QUIET;
    assert_brief (f, asked, 1);
  }
  /* They came past the store, which would miss their search texts. */
  amb_db_exec (amb_store_get_db (f->store),
               "DELETE FROM assignments; DELETE FROM tasks; DELETE FROM ambassadors", &error);
  g_assert_no_error (error);
}

/* More than travel as one action; still one undo. */
static void
test_many (Fixture *f, gconstpointer data)
{
  g_autofree char *node = fixture_add_node (f, "France", NULL);
  g_autoptr (AmbAsk) ask = new_ask (f, AMB_ASK_NODE, node, NULL);
  g_autofree char *undone = NULL;

  for (guint i = 0; i < 620; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %03u", i);

      g_free (add_person (f, name, "active", node));
    }
  fixture_connect (f);
  g_assert_cmpuint (send (f, ask).n_made, ==, 620);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox"), ==, 620);
  g_assert_cmpint (
      fixture_count (f, "SELECT max (n) FROM (SELECT count(*) n FROM outbox GROUP BY tx)"), <=,
      AMB_OUTBOX_ACTION);
  undone = fixture_undo (f, 620, 0);
  g_assert_cmpint (count_tasks (f), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox"), ==, 0);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/programme/asking/each-person-gets-one-task-and-one-undo-takes-all-back", test_people);
  ADD ("/programme/asking/a-second-click-asks-nobody-again", test_twice);
  ADD ("/programme/asking/a-node-means-what-lies-below-it-too", test_node);
  ADD ("/programme/asking/a-role-means-who-holds-it-today", test_role);
  ADD ("/programme/asking/a-cohort-means-its-seats", test_cohort);
  ADD ("/programme/asking/the-budget-counts-what-was-asked-this-month", test_budget);
  ADD ("/programme/asking/quiet-hours-are-those-of-the-nearest-node", test_quiet);
  ADD ("/programme/asking/in-short-it-says-the-same", test_short);
  ADD ("/programme/asking/what-can-not-be-asked-makes-nothing", test_refusals);
  ADD ("/programme/asking/many-travel-in-parts-and-are-undone-as-one", test_many);
  return g_test_run ();
}
