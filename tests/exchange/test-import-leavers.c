/* Files that are said to be complete: who leaves, who stays, and what is refused. */
#include "import-fixture.h"

/* @n people of a running programme, with e-mails p0@x.com and on. */
static void
add_people (Fixture *f, int n)
{
  g_autoptr (GString) text = g_string_new ("Name,E-mail,State\n");
  g_autoptr (AmbImportReport) report = NULL;

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "Person %d,p%d@x.com,active\n", i, i);
  report = import_text (f, f->people, text->str, AMB_IMPORT_RUNNING);
  g_assert_cmpint (report->created, ==, n);
}

static char *
dup_file (int n)
{
  GString *text = g_string_new ("Name,E-mail\n");

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "Person %d,p%d@x.com\n", i, i);
  return g_string_free (text, FALSE);
}

static void
a_file_without_rows_moves_nobody (Fixture *f, gconstpointer data)
{
  static const char *const files[] = { "Name,E-mail\n", "Name,E-mail", "Name,E-mail\n\n,\n" };
  static const AmbImportFlags ways[] = { 0, AMB_IMPORT_DRY_RUN, AMB_IMPORT_FORCE };

  add_people (f, 3);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    for (guint j = 0; j < G_N_ELEMENTS (ways); j++)
      {
        g_autoptr (GError) error = NULL;
        g_assert_null (try_text (f, f->people, files[i], AMB_IMPORT_COMPLETE | ways[j], &error));
        g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
        g_assert_nonnull (strstr (error->message, "some people.csv"));
        g_assert_cmpint (count_state (f, "active"), ==, 3);
      }
}

static void
a_file_without_rows_is_no_error_else (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbImportReport) report = import_text (f, f->people, "Name,E-mail\n", 0);
  g_autofree char *summary = amb_import_report_dup_summary (report);

  g_assert_cmpint (report->rows, ==, 0);
  g_assert_nonnull (strstr (summary, "no rows"));
}

typedef struct
{
  int there, named;
  gboolean is_refused;
} Share;

/* Half may leave, one more may not. */
static const Share shares[] = {
  { 4, 4, FALSE }, { 4, 2, FALSE }, { 4, 1, TRUE },
  { 5, 3, FALSE }, { 5, 2, TRUE },  { 2, 1, FALSE },
};

static void
more_than_half_leave_by_force_alone (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      const Share *c = &shares[i];
      g_autofree char *text = dup_file (c->named);
      g_autoptr (AmbImportReport) dry = NULL, report = NULL, forced = NULL;
      g_autoptr (AmbUndoReport) undo = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *leaving = g_strdup_printf ("%d of the %d", c->there - c->named, c->there);

      g_test_message ("%d of %d", c->named, c->there);
      add_people (f, c->there);
      dry = import_text (f, f->people, text, AMB_IMPORT_COMPLETE | AMB_IMPORT_DRY_RUN);
      g_assert_cmpint (dry->known, ==, c->there);
      g_assert_cmpuint (amb_import_report_count_leaving (dry), ==, c->there - c->named);
      g_assert_true (dry->needs_force == c->is_refused);
      g_assert_true (amb_import_report_check_force (dry, "x.csv", NULL) == !c->is_refused);
      report = try_text (f, f->people, text, AMB_IMPORT_COMPLETE, &error);
      if (c->is_refused)
        {
          g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
          g_assert_nonnull (strstr (error->message, leaving));
          g_assert_nonnull (strstr (error->message, "--force"));
          g_assert_null (report);
          g_assert_cmpint (count_state (f, "active"), ==, c->there);
          forced = import_text (f, f->people, text, AMB_IMPORT_COMPLETE | AMB_IMPORT_FORCE);
        }
      else
        g_assert_no_error (error);
      g_assert_cmpint (count_state (f, "active"), ==, c->named);
      /* The leavers, if any, and the people of this case. */
      for (int j = 0; count (f, f->people) > 0 && j < 2; j++)
        {
          g_clear_pointer (&undo, amb_undo_report_free);
          undo = amb_programme_undo (f->programme, NULL);
        }
      g_assert_cmpint (count (f, f->people), ==, 0);
    }
}

static void
a_refused_file_brings_in_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_people (f, 4);
  g_assert_null (try_text (f, f->people, "Name,E-mail,Job title\nNew,new@x.com,Buyer\n",
                           AMB_IMPORT_COMPLETE, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_assert_cmpint (count (f, f->people), ==, 4);
}

static void
says_who_leaves_who_stays_and_who_may_be_twice (Fixture *f, gconstpointer data)
{
  static const char text[] = "Name,E-mail,Node,Shoe size\nPerson 0,p0@x.com,,41\n"
                             "Person 1,p1@x.com,,42\nperson 1,new@x.com,,43\n";
  static const char *const words[] = { "UTF-8",  "“,”",    "“Shoe size”", "“Person 2”",
                                       "Alumni", "Line 4", "“Ann” stays" };
  const AmbImportFlags ways[] = { AMB_IMPORT_DRY_RUN, 0 };
  g_autoptr (AmbImportReport) associate = NULL;

  add_people (f, 3);
  associate = import_text (f, f->people, "Name,E-mail,State\nAnn,ann@x.com,associate\n",
                           AMB_IMPORT_RUNNING);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (AmbImportReport) report =
          import_text (f, f->people, text, AMB_IMPORT_COMPLETE | ways[i]);
      g_autofree char *details = amb_import_report_dup_details (report);
      g_autofree char *summary = amb_import_report_dup_summary (report);

      g_test_message ("%s%s", details, summary);
      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        g_assert_nonnull (strstr (details, words[j]));
      g_assert_nonnull (strstr (summary, "duplicates: 1"));
      g_assert_nonnull (
          strstr (summary, i == 0 ? "1 would leave, 1 would stay" : "1 have left, 1 stay"));
    }
}

#define TEST(name, function)                                                                       \
  g_test_add ("/exchange/import-leavers/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("a-file-without-rows-moves-nobody", a_file_without_rows_moves_nobody);
  TEST ("a-file-without-rows-is-no-error-else", a_file_without_rows_is_no_error_else);
  TEST ("more-than-half-leave-by-force-alone", more_than_half_leave_by_force_alone);
  TEST ("a-refused-file-brings-in-nothing", a_refused_file_brings_in_nothing);
  TEST ("says-who-leaves-who-stays-and-who-may-be-twice",
        says_who_leaves_who_stays_and_who_may_be_twice);
  return g_test_run ();
}
