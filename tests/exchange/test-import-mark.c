/* An import that is interrupted says so to whoever comes next. */
#include "amb-import-mark.h"
#include "amb-importer-private.h"
#include "import-fixture.h"

#define ROWS 1200 /* three chunks */

static char *
write_people (Fixture *f)
{
  g_autoptr (GString) text = g_string_new ("Name,E-mail\n");

  for (guint i = 0; i < ROWS; i++)
    g_string_append_printf (text, "Person %u,p%u@x.com\n", i, i);
  return write_file (f, "people.csv", text->str);
}

static AmbImporter *
begin (Fixture *f, const char *path, guint n_steps)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbImportPlan) plan = amb_import_plan_new (f->people, path, &error);
  AmbImporter *importer = amb_importer_new (plan, 0);
  gboolean more = TRUE;

  for (guint i = 0; i < n_steps; i++)
    {
      g_assert_true (amb_importer_step (importer, f->programme, &more, &error));
      g_assert_no_error (error);
      g_assert_true (more);
    }
  return importer;
}

static GPtrArray *
list (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *marks = amb_import_mark_list (f->store, &error);

  g_assert_no_error (error);
  return marks;
}

static guint
count_marks (Fixture *f)
{
  g_autoptr (GPtrArray) marks = list (f);

  return marks->len;
}

/* Loading, one chunk; then the program is gone. */
static void
says_how_far_it_came (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_people (f);
  g_autoptr (AmbImporter) importer = begin (f, path, 2);
  g_autoptr (GPtrArray) running = list (f);
  g_autoptr (GPtrArray) stopped = NULL;
  g_autofree char *title = NULL;
  const AmbImportMark *mark;

  g_assert_cmpuint (running->len, ==, 1);
  g_assert_true (((AmbImportMark *) running->pdata[0])->is_running);
  g_assert_true (amb_import_mark_stop (f->store, NULL));
  stopped = list (f);
  g_assert_cmpuint (stopped->len, ==, 1);
  mark = stopped->pdata[0];
  g_assert_false (mark->is_running);
  g_assert_true (mark->can_undo);
  g_assert_cmpint (mark->rows, ==, count (f, f->people));
  g_assert_cmpint (mark->rows, ==, 500);
  g_assert_cmpint (mark->total, ==, ROWS);
  g_assert_true (mark->entity == f->people);
  title = amb_import_mark_dup_title (mark);
  g_assert_nonnull (strstr (title, "people.csv"));
}

static void
is_over_when_the_file_is_in (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_people (f);
  g_autoptr (AmbImporter) importer = begin (f, path, 2);
  const AmbImportOptions options = { 0 };
  g_autoptr (AmbImportReport) report = NULL;
  g_autoptr (AmbImportReport) other = NULL;

  g_assert_true (amb_import_mark_stop (f->store, NULL));
  other = import_text (f, f->people, "Name,E-mail\nAnn,ann@x.com\n", 0);
  g_assert_cmpuint (count_marks (f), ==, 1);
  g_assert_true (amb_import_file (f->programme, f->people, path, &options, &report, NULL));
  g_assert_cmpint (report->unchanged, ==, 500);
  g_assert_cmpint (report->created, ==, ROWS - 500);
  g_assert_cmpuint (count_marks (f), ==, 0);
}

static void
is_over_when_it_was_undone (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_people (f);
  g_autoptr (AmbImporter) importer = begin (f, path, 3);
  g_autoptr (AmbUndoReport) undone = NULL;
  g_autoptr (AmbUndoReport) redone = NULL;

  g_assert_true (amb_import_mark_stop (f->store, NULL));
  undone = amb_programme_undo (f->programme, NULL);
  g_assert_cmpint (count (f, f->people), ==, 0);
  g_assert_cmpuint (count_marks (f), ==, 0);
  redone = amb_programme_redo (f->programme, NULL);
  g_assert_cmpuint (count_marks (f), ==, 1);
}

/* Another edit since: Undo takes that one back first. */
static void
undo_is_offered_while_it_comes_next (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_people (f);
  g_autoptr (AmbImporter) importer = begin (f, path, 2);
  g_autoptr (AmbRecord) node = amb_record_new (f->nodes, NULL);
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) marks = NULL;

  g_assert_true (amb_import_mark_stop (f->store, NULL));
  amb_record_set (node, "name", "Lyon");
  id = amb_programme_add (f->programme, node, 0, NULL);
  marks = list (f);
  g_assert_cmpuint (marks->len, ==, 1);
  g_assert_false (((AmbImportMark *) marks->pdata[0])->can_undo);
  g_assert_true (
      amb_import_mark_forget (f->store, ((AmbImportMark *) marks->pdata[0])->group, NULL));
  g_assert_cmpuint (count_marks (f), ==, 0);
}

static void
cancelled_cb (double fraction, gint64 rows, gpointer data)
{
  if (rows > 0)
    g_cancellable_cancel (data);
}

/* Whoever stops it is told again as well. */
static void
a_cancelled_one_is_remembered (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_people (f);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const AmbImportOptions options = { .progress = cancelled_cb,
                                     .user_data = cancellable,
                                     .cancellable = cancellable };
  g_autoptr (AmbImportReport) report = NULL;
  g_autoptr (GPtrArray) marks = NULL;

  g_assert_true (amb_import_file (f->programme, f->people, path, &options, &report, NULL));
  g_assert_true (report->cancelled);
  marks = list (f);
  g_assert_cmpuint (marks->len, ==, 1);
  g_assert_false (((AmbImportMark *) marks->pdata[0])->is_running);
}

static void
a_dry_run_leaves_nothing (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_people (f);
  const AmbImportOptions options = { .flags = AMB_IMPORT_DRY_RUN };
  g_autoptr (AmbImportReport) report = NULL;

  g_assert_true (amb_import_file (f->programme, f->people, path, &options, &report, NULL));
  g_assert_cmpuint (count_marks (f), ==, 0);
}

#define TEST(name, function)                                                                       \
  g_test_add ("/exchange/import-mark/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("says-how-far-it-came", says_how_far_it_came);
  TEST ("is-over-when-the-file-is-in", is_over_when_the_file_is_in);
  TEST ("is-over-when-it-was-undone", is_over_when_it_was_undone);
  TEST ("undo-is-offered-while-it-comes-next", undo_is_offered_while_it_comes_next);
  TEST ("a-cancelled-one-is-remembered", a_cancelled_one_is_remembered);
  TEST ("a-dry-run-leaves-nothing", a_dry_run_leaves_nothing);
  return g_test_run ();
}
