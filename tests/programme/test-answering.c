/* Answering what one is asked, and that a refusal costs nothing. */
#include "amb-answering.h"
#include "amb-asking.h"
#include "programme-fixture.h"

#include <string.h>

typedef struct
{
  char *ada, *eva, *task;
} Asked;

static const AmbEntity *
get_tasks (void)
{
  return amb_entity_find ("task");
}

static char *
add_task (Fixture *f, const char *person, const char *title)
{
  return fixture_add (f,
                      fixture_new (f, get_tasks (), "title", title, "ambassador-id", person,
                                   "asked-at", "2026-11-20T09:00:00.000Z", "due-on", "2026-12-01",
                                   "minutes", "15", NULL),
                      AMB_COMMAND_DEFAULT);
}

static char *
add_active (Fixture *f, const char *name)
{
  return fixture_add (f,
                      fixture_new (f, f->people, "display-name", name, "state", "active",
                                   "last-active-on", "2026-11-01", NULL),
                      AMB_COMMAND_RUNNING);
}

static Asked
set_up (Fixture *f)
{
  Asked asked;

  g_free (fixture_add (f,
                       fixture_new (f, f->settings, "name", "Voices", "zone", "Europe/Paris", NULL),
                       AMB_COMMAND_DEFAULT));
  asked.ada = add_active (f, "Ada");
  asked.eva = add_active (f, "Eva");
  asked.task = add_task (f, asked.ada, "Share the film");
  return asked;
}

static void
clear (Asked *asked)
{
  g_free (asked->ada);
  g_free (asked->eva);
  g_free (asked->task);
}

static void
answer (Fixture *f, const char *task, AmbAnswer with)
{
  g_autoptr (GError) error = NULL;

  amb_programme_answer (f->programme, task, &with, &error);
  g_assert_no_error (error);
}

static void
refuse (Fixture *f, const char *task, AmbAnswer with, AmbError code)
{
  g_autofree char *before = fixture_dump (f, get_tasks ());
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (amb_programme_answer (f->programme, task, &with, &error));
  g_assert_error (error, AMB_ERROR, (int) code);
  after = fixture_dump (f, get_tasks ());
  g_assert_cmpstr (before, ==, after);
}

static void
test_done (Fixture *f, gconstpointer data)
{
  Asked asked = set_up (f);
  g_autofree char *undone = NULL;

  amb_programme_set_actor (f->programme, "Ada", asked.ada, AMB_ACCESS_AMBASSADOR);
  answer (f, asked.task, (AmbAnswer){ .to = "done", .minutes = "25" });
  fixture_assert (f, get_tasks (), asked.task, "state", "done");
  fixture_assert (f, get_tasks (), asked.task, "minutes", "25");
  fixture_assert (f, get_tasks (), asked.task, "done-at", "2026-11-23T12:00:00.000Z");
  fixture_assert (f, get_tasks (), asked.task, "by-id", NULL);
  fixture_assert (f, f->people, asked.ada, "last-active-on", "2026-11-23");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM transitions WHERE entity = 'task'"), ==,
                   2);
  g_assert_cmpint (
      fixture_count (f, "SELECT count(*) FROM activities WHERE kind = 'task_done' AND "
                        "source = 'program' AND provenance = 'measured' AND deleted = 0 AND "
                        "what = 'Share the film' AND task_id IS NOT NULL AND by_id IS NULL"),
      ==, 1);
  g_autoptr (AmbUndoReport) report =
      amb_programme_undo (f->programme, NULL); /* one group for all */

  g_assert_cmpuint (report->left->len, ==, 0);
  fixture_assert (f, get_tasks (), asked.task, "state", "proposed");
  fixture_assert (f, get_tasks (), asked.task, "done-at", NULL);
  fixture_assert (f, f->people, asked.ada, "last-active-on", "2026-11-01");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM activities WHERE deleted = 0"), ==, 0);
  clear (&asked);
}

/* What the server has of an action is never removed: the rest is taken back, and it is said. */
static void
test_undo_after_sync (Fixture *f, gconstpointer data)
{
  Asked asked = set_up (f);
  g_autoptr (AmbUndoReport) report = NULL;

  answer (f, asked.task, (AmbAnswer){ .to = "done" });
  g_assert_true (amb_db_exec (amb_store_get_db (f->store), "UPDATE activities SET ver = 7", NULL));
  report = amb_programme_undo (f->programme, NULL);
  g_assert_cmpuint (report->left->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (report->left, 0), "record of what happened"));
  fixture_assert (f, get_tasks (), asked.task, "state", "proposed");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM activities WHERE deleted = 0"), ==, 1);
  clear (&asked);
}

static void
test_behalf (Fixture *f, gconstpointer data)
{
  Asked asked = set_up (f);

  amb_programme_set_actor (f->programme, "Eva", asked.eva, AMB_ACCESS_LEAD);
  answer (f, asked.task, (AmbAnswer){ .to = "accepted", .channel = "phone", .day = "2026-11-21" });
  fixture_assert (f, get_tasks (), asked.task, "state", "accepted");
  fixture_assert (f, get_tasks (), asked.task, "channel", "phone");
  fixture_assert (f, get_tasks (), asked.task, "by-id", asked.eva);
  fixture_assert (f, get_tasks (), asked.task, "recorded-on", "2026-11-21");
  fixture_assert (f, f->people, asked.ada, "last-active-on", "2026-11-01");
  answer (f, asked.task, (AmbAnswer){ .to = "done", .channel = "paper", .day = "2026-11-22" });
  fixture_assert (f, get_tasks (), asked.task, "done-at", "2026-11-22T11:00:00.000Z");
  fixture_assert (f, get_tasks (), asked.task, "minutes", "15"); /* as was thought */
  fixture_assert (f, f->people, asked.ada, "last-active-on", "2026-11-22");
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM activities WHERE source = 'behalf' AND "
                                     "by_id IS NOT NULL AND at = '2026-11-22T11:00:00.000Z'"),
                   ==, 1);
  clear (&asked);
}

static void
test_refusals (Fixture *f, gconstpointer data)
{
  Asked asked = set_up (f);

  refuse (f, asked.task, (AmbAnswer){ .to = "done", .day = "2026-11-24" }, AMB_ERROR_INVALID);
  refuse (f, asked.task, (AmbAnswer){ .to = "done", .day = "yesterday" }, AMB_ERROR_INVALID);
  refuse (f, asked.task, (AmbAnswer){ .to = "lapsed" }, AMB_ERROR_REFUSED);
  amb_programme_set_actor (f->programme, "Eva", asked.eva, AMB_ACCESS_AMBASSADOR);
  refuse (f, asked.task, (AmbAnswer){ .to = "accepted" }, AMB_ERROR_DENIED);
  amb_programme_set_actor (f->programme, "Ada", asked.ada, AMB_ACCESS_AMBASSADOR);
  refuse (f, asked.task, (AmbAnswer){ .to = "declined", .channel = "phone" }, AMB_ERROR_DENIED);
  answer (f, asked.task, (AmbAnswer){ .to = "declined" });
  refuse (f, asked.task, (AmbAnswer){ .to = "done" }, AMB_ERROR_REFUSED);
  clear (&asked);
}

/* What lists, figures and the request budget say of a person, but for the tasks themselves and the
 * record of moves. */
static char *
dup_figures (Fixture *f, const char *person)
{
  g_autoptr (AmbAsk) ask = amb_ask_new (f->clock);
  g_autoptr (AmbAskPreview) preview = NULL;
  GString *all = g_string_new (NULL);

  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      g_autofree char *dump = NULL;

      if (g_str_equal ((*e)->name, "task") || g_str_equal ((*e)->name, "transition"))
        continue;
      dump = fixture_dump (f, *e); /* computed fields among them */
      g_string_append_printf (all, "%s: %s\n", (*e)->name, dump);
    }
  amb_ask_set_target (ask, AMB_ASK_PEOPLE, (const char *const[]){ person, NULL });
  preview = amb_ask_preview (f->store, ask, NULL);
  g_string_append_printf (all, "asked %d, notes %u",
                          ((AmbAskPerson *) preview->people->pdata[0])->n_asked,
                          ((AmbAskPerson *) preview->people->pdata[0])->notes);
  return g_string_free (all, FALSE);
}

/* Three times no, and everything that is known of the person is as it was; once done, and it isn't:
 * the comparison would see it. */
static void
test_declined (Fixture *f, gconstpointer data)
{
  Asked asked = set_up (f);
  g_autofree char *second = add_task (f, asked.ada, "Write a column");
  g_autofree char *third = add_task (f, asked.ada, "Come to the drill");
  g_autofree char *fourth = add_task (f, asked.ada, "Answer an applicant");
  g_autofree char *before = dup_figures (f, asked.ada);
  g_autofree char *declined = NULL, *done = NULL;

  amb_programme_set_actor (f->programme, "Ada", asked.ada, AMB_ACCESS_AMBASSADOR);
  answer (f, asked.task, (AmbAnswer){ .to = "declined" });
  answer (f, second, (AmbAnswer){ .to = "declined" });
  amb_programme_set_actor (f->programme, "Eva", asked.eva, AMB_ACCESS_MANAGER);
  answer (f, third, (AmbAnswer){ .to = "declined", .channel = "in_person" });
  declined = dup_figures (f, asked.ada);
  g_assert_cmpstr (before, ==, declined);
  answer (f, fourth, (AmbAnswer){ .to = "done" });
  done = dup_figures (f, asked.ada);
  g_assert_cmpstr (before, !=, done);
  clear (&asked);
}

/* A plain move says the same as an answer: the action, the last activity, when it was done; a task
 * that nobody accepted is not done by it. */
static void
test_a_move_is_an_answer (Fixture *f, gconstpointer data)
{
  Asked asked = set_up (f);
  g_autofree char *answered = add_task (f, asked.eva, "Share the film");
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (
      amb_programme_move (f->programme, get_tasks (), asked.task, "done", NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_clear_error (&error);
  amb_programme_move (f->programme, get_tasks (), asked.task, "accepted", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM activities"), ==, 0);
  amb_programme_move (f->programme, get_tasks (), asked.task, "done", "It went well", &error);
  g_assert_no_error (error);
  answer (f, answered, (AmbAnswer){ .to = "done" });
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM activities"), ==, 2);
  g_assert_cmpint (fixture_count (f, "SELECT count(DISTINCT kind || what || at || source || "
                                     "provenance) FROM activities"),
                   ==, 1);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM tasks WHERE state = 'done' AND done_at "
                                     "IS NOT NULL"),
                   ==, 2);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM transitions WHERE why = 'It went well' "
                                     "AND \"to\" = 'done'"),
                   ==, 1);
  fixture_assert (f, f->people, asked.ada, "last-active-on", "2026-11-23");
  g_free (fixture_undo (f, 5, 0));
  sentence = fixture_undo (f, 4, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM activities WHERE deleted = 0"), ==, 0);
  fixture_assert (f, get_tasks (), asked.task, "state", "accepted");
  clear (&asked);
}

/* No field of any entity but the task's own is computed from tasks. */
static void
test_no_field_counts (void)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    for (const AmbField *field = (*e)->fields; field->name != NULL; field++)
      if (!g_str_equal ((*e)->name, "task") && field->sql != NULL)
        {
          g_test_message ("%s.%s", (*e)->name, field->name);
          g_assert_false (strstr (field->sql, "tasks") != NULL &&
                          strstr (field->sql, "'declined'") != NULL);
        }
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/programme/answering/what-is-done-is-an-action-of-the-person", test_done);
  ADD ("/programme/answering/a-move-is-an-answer", test_a_move_is_an_answer);
  ADD ("/programme/answering/undo-leaves-the-action-that-a-server-has", test_undo_after_sync);
  ADD ("/programme/answering/a-lead-records-for-somebody-without-the-application", test_behalf);
  ADD ("/programme/answering/what-can-not-be-answered-changes-nothing", test_refusals);
  ADD ("/programme/answering/declining-changes-no-figure-about-the-person", test_declined);
  g_test_add_func ("/programme/answering/no-computed-field-reads-refusals", test_no_field_counts);
  return g_test_run ();
}
