/* What an import says of itself. */
#include "import-fixture.h"

static char *
dup_columns (const AmbJsonNode *root)
{
  GString *out = g_string_new (NULL);

  for (const AmbJsonNode *node =
           amb_json_node_get_first (amb_json_node_get_member (root, "columns"));
       node; node = amb_json_node_get_next (node))
    {
      const char *field = amb_json_node_get_member_string (node, "field");
      g_string_append_printf (out, "%s=%s ", amb_json_node_get_member_string (node, "column"),
                              field ? field : "-");
    }
  return g_string_free (out, FALSE);
}

static void
says_which_columns_were_taken (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *columns;
    const char *words; /* in the details; NULL: every column was taken */
  } cases[] = {
    { "Name,E-mail\nAnn,a@x.com\n", "Name=display-name E-mail=email ", NULL },
    { "Nom;Nom;Courriel;Pointure\nA;B;b@x.com;41\n",
      "Nom=display-name Nom (2)=- Courriel=email Pointure=- ",
      "Columns not taken: “Nom (2)”, “Pointure”." },
    { "Prénom;Nom;id;Courriel\nA;B;;c@x.com\n",
      "Prénom=display-name.given Nom=display-name.family id=id Courriel=email ", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbImportReport) report = import_text (f, f->people, cases[i].text, 0);
      g_autofree char *text = amb_import_report_to_json (report);
      g_autofree char *details = amb_import_report_dup_details (report);
      g_autoptr (AmbJson) json = amb_json_parse (text, strlen (text), NULL);
      g_autofree char *columns = dup_columns (amb_json_get_root (json));

      g_assert_cmpstr (columns, ==, cases[i].columns);
      if (cases[i].words)
        g_assert_nonnull (strstr (details, cases[i].words));
      else
        g_assert_null (strstr (details, "not taken"));
    }
}

static void
says_how_the_file_was_read (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *encoding, *delimiter, *words;
  } cases[] = {
    { "Name;E-mail\nZo\xe9;a@x.com\n", "Windows-1252", ";",
      "Windows-1252, cells separated by “;”" },
    { "Name\tE-mail\nZoé\tb@x.com\n", "UTF-8", "\t", "UTF-8, cells separated by “tab”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbImportReport) report = import_text (f, f->people, cases[i].text, 0);
      g_autofree char *text = amb_import_report_to_json (report);
      g_autofree char *details = amb_import_report_dup_details (report);
      g_autoptr (AmbJson) json = amb_json_parse (text, strlen (text), NULL);
      const AmbJsonNode *root = amb_json_get_root (json);

      g_assert_cmpstr (amb_json_node_get_member_string (root, "encoding"), ==, cases[i].encoding);
      g_assert_cmpstr (amb_json_node_get_member_string (root, "delimiter"), ==, cases[i].delimiter);
      g_assert_nonnull (strstr (details, cases[i].words));
    }
}

static void
names_the_nodes_that_were_made (Fixture *f, gconstpointer data)
{
  static const char text[] = "Name,E-mail,Node\nAnn,a@x.com,Peru\n";
  const AmbImportFlags ways[] = { AMB_IMPORT_DRY_RUN, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (AmbImportReport) report =
          import_text (f, f->people, text, AMB_IMPORT_CREATE_MISSING | ways[i]);
      g_autofree char *details = amb_import_report_dup_details (report);
      g_autofree char *summary = amb_import_report_dup_summary (report);

      g_assert_nonnull (strstr (details, i == 0 ? "“Peru” would be made" : "“Peru” was made"));
      g_assert_nonnull (strstr (summary, i == 0 ? "Nodes to be made: 1." : "Nodes made: 1."));
    }
}

static void
knows_before_where_it_can_not_write (Fixture *f, gconstpointer data)
{
  g_autofree char *good = g_build_filename (f->folder, "failed.csv", NULL);
  g_autofree char *there = write_file (f, "there.csv", "x");
  g_autofree char *below = g_build_filename (there, "failed.csv", NULL);
  const char *const bad[] = { "/nowhere/failed.csv", f->folder, below, "" };

  g_assert_true (amb_import_report_check_target (good, NULL));
  g_assert_true (amb_import_report_check_target (there, NULL));
  g_assert_false (g_file_test (good, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (amb_import_report_check_target (bad[i], &error));
      g_assert_error (error, AMB_ERROR, AMB_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, bad[i]));
    }
}

#define TEST(name, function)                                                                       \
  g_test_add ("/exchange/import-report/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("says-which-columns-were-taken", says_which_columns_were_taken);
  TEST ("says-how-the-file-was-read", says_how_the_file_was_read);
  TEST ("names-the-nodes-that-were-made", names_the_nodes_that_were_made);
  TEST ("knows-before-where-it-can-not-write", knows_before_where_it_can_not_write);
  return g_test_run ();
}
