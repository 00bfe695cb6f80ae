/* Two people change one text: in different lines it settles itself, in the same it is asked. */
#include "sync-fixture.h"

#define BASE "one\n\ntwo\n\nthree"

/* Both saw BASE. Steps of B are separated by “|”; “>” sends what B has and loses the answer. */
static const struct
{
  const char *words;
  const char *a, *b;
  const char *settled;
  guint findings;
} cases[] = {
  { "different-lines", "ONE\n\ntwo\n\nthree", "one\n\ntwo\n\nTHREE", "ONE\n\ntwo\n\nTHREE", 0 },
  { "the-same-line", "one\n\nA\n\nthree", "one\n\nB\n\nthree", "one\n\nA\n\nthree", 1 },
  { "theirs-holds-mine", "ONE\n\ntwo\n\nTHREE", "one\n\ntwo\n\nTHREE", "ONE\n\ntwo\n\nTHREE", 0 },
  { "edits-in-a-row", "ONE\n\ntwo\n\nthree", "one\n\ntwo\n\nx|one\n\ntwo\n\nTHREE",
    "ONE\n\ntwo\n\nTHREE", 0 },
  /* What was typed on top of something unanswered began with a text that only this desk has. */
  { "typed-on-top-of-what-was-sent", "ONE\n\ntwo\n\nthree",
    "one\n\nTWO\n\nthree|>|one\n\nTWO\n\nTHREE", "ONE\n\ntwo\n\nthree", 1 },
  { "mine-was-cleared", "ONE\n\ntwo\n\nthree", "", "ONE\n\ntwo\n\nthree", 1 },
};

static void
send_and_lose_the_answer (SyncFixture *f, SyncDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncRequest) request = amb_sync_engine_plan_push (desk->engine, &error);
  g_autoptr (AmbSyncResponse) response = NULL;

  g_assert_no_error (error);
  response = sync_fixture_answer (f, desk, request);
}

static void
type (SyncFixture *f, const char *id, const char *steps)
{
  g_auto (GStrv) parts = g_strsplit (steps, "|", -1);

  if (*steps == 0)
    sync_desk_set (&f->b, id, "notes", NULL);
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_equal (parts[i], ">"))
      send_and_lose_the_answer (f, &f->b);
    else
      sync_desk_set (&f->b, id, "notes", parts[i]);
}

static void
settles (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  SyncFixture *f = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (f);
  g_autofree char *on_a = NULL;
  g_autofree char *on_b = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  sync_desk_set (&f->a, id, "notes", BASE);
  sync_fixture_settle (f);
  sync_desk_set (&f->a, id, "notes", cases[i].a);
  sync_fixture_run (f, &f->a);
  type (f, id, cases[i].b);
  sync_fixture_settle (f);
  g_assert_cmpstr (sync_desk_get (&f->a, id, "notes", &on_a), ==, cases[i].settled);
  g_assert_cmpstr (sync_desk_get (&f->b, id, "notes", &on_b), ==, cases[i].settled);
  findings = amb_findings_list (f->b.store, NULL);
  g_assert_cmpuint (findings->len, ==, cases[i].findings);
  sync_fixture_free (f);
}

/* Until theirs arrives, the author sees what they typed; then both; never theirs alone. */
static void
the_author_never_sees_it_without_their_lines (void)
{
  SyncFixture *f = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (f);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autoptr (AmbSyncResponse) response = NULL;
  AmbSyncOutcome outcome = { 0 };
  g_autofree char *value = NULL;

  sync_desk_set (&f->a, id, "notes", BASE);
  sync_fixture_settle (f);
  sync_desk_set (&f->a, id, "notes", "ONE\n\ntwo\n\nthree");
  sync_fixture_run (f, &f->a);
  sync_desk_set (&f->b, id, "notes", "one\n\ntwo\n\nTHREE");
  request = amb_sync_engine_plan_push (f->b.engine, &error);
  response = sync_fixture_answer (f, &f->b, request);
  g_assert_true (amb_sync_engine_apply (f->b.engine, request, response, &outcome, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (outcome.findings, ==, 0);
  g_assert_cmpstr (sync_desk_get (&f->b, id, "notes", &value), ==, "ONE\n\ntwo\n\nTHREE");
  sync_fixture_settle (f);
  g_assert_cmpstr (sync_desk_get (&f->a, id, "notes", &value), ==, "ONE\n\ntwo\n\nTHREE");
  sync_fixture_free (f);
}

/* An undo of lines that are woven in by now takes nothing of the other's away. */
static void
an_undo_leaves_what_was_woven (void)
{
  SyncFixture *f = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (f);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbUndoReport) report = NULL;
  g_autofree char *value = NULL;

  sync_desk_set (&f->a, id, "notes", BASE);
  sync_fixture_settle (f);
  sync_desk_set (&f->a, id, "notes", "ONE\n\ntwo\n\nthree");
  sync_fixture_run (f, &f->a);
  sync_desk_set (&f->b, id, "notes", "one\n\ntwo\n\nTHREE");
  sync_fixture_settle (f);
  report = amb_programme_undo (f->b.programme, &error);
  sync_fixture_settle (f);
  g_assert_cmpstr (sync_desk_get (&f->b, id, "notes", &value), ==, "ONE\n\ntwo\n\nTHREE");
  sync_fixture_free (f);
}

/* Nobody has decided about the lines that were asked first when others are asked. */
static void
a_second_conflict_leaves_the_first (void)
{
  SyncFixture *f = sync_fixture_new ();
  g_autofree char *id = sync_fixture_add_person (f);
  g_autoptr (GPtrArray) findings = NULL;

  sync_desk_set (&f->a, id, "notes", "A\n\ntwo\n\nthree");
  sync_fixture_run (f, &f->a);
  sync_desk_set (&f->b, id, "notes", "one\n\ntwo\n\nB");
  sync_fixture_settle (f);
  sync_desk_set (&f->a, id, "notes", "AA\n\ntwo\n\nthree");
  sync_fixture_run (f, &f->a);
  sync_desk_set (&f->b, id, "notes", "BB\n\ntwo\n\nthree");
  sync_fixture_settle (f);
  findings = amb_findings_list (f->b.store, NULL);
  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_cmpstr (((AmbFinding *) findings->pdata[1])->mine, ==, "one\n\ntwo\n\nB");
  g_assert_cmpstr (((AmbFinding *) findings->pdata[0])->mine, ==, "BB\n\ntwo\n\nthree");
  sync_fixture_free (f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/weave/", cases[i].words, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), settles);
    }
  g_test_add_func ("/sync/weave/the-author-never-sees-it-without-their-lines",
                   the_author_never_sees_it_without_their_lines);
  g_test_add_func ("/sync/weave/an-undo-leaves-what-was-woven", an_undo_leaves_what_was_woven);
  g_test_add_func ("/sync/weave/a-second-conflict-leaves-the-first",
                   a_second_conflict_leaves_the_first);
  return g_test_run ();
}
