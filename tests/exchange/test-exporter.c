/* Export of what a list shows. */
#include "amb-error.h"
#include "amb-exporter.h"
#include "amb-importer.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT (1795435200000) /* 2026-11-23T12:00Z */

typedef struct
{
  char *folder, *path;
  AmbClock *clock;
  AmbStore *store;
  AmbProgramme *programme;
  const AmbEntity *people, *nodes;
} Fixture;

static char *
add (Fixture *f, const AmbEntity *entity, const char *fields[][2], guint n)
{
  g_autoptr (AmbRecord) record = amb_record_new (entity, NULL);
  g_autoptr (GError) error = NULL;
  char *id;

  for (guint i = 0; i < n; i++)
    amb_record_set (record, fields[i][0], fields[i][1]);
  id = amb_programme_add (f->programme, record, AMB_COMMAND_DEFAULT, &error);
  g_assert_no_error (error);
  return id;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *node = NULL, *first = NULL, *second = NULL;

  f->folder = g_dir_make_tmp ("amb-exporter-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "out.csv", NULL);
  f->clock = amb_clock_new_manual (NOW, 7);
  f->store = amb_store_open (":memory:", AMB_STORE_DEFAULT, f->clock, &error);
  g_assert_no_error (error);
  f->programme = amb_programme_new (f->store);
  f->people = amb_entity_find ("ambassador");
  f->nodes = amb_entity_find ("node");
  node = add (f, f->nodes, (const char *[][2]){ { "name", "France; Sud" } }, 1);
  first = add (f, f->people,
               (const char *[][2]){ { "display-name", "=cmd()" },
                                    { "email", "a@x.com" },
                                    { "node-id", node },
                                    { "roles", "[\"curator\",\"producer\"]" },
                                    { "last-active-on", "2026-08-31" } },
               5);
  second = add (f, f->people, (const char *[][2]){ { "display-name", "Élodie \"Lo\"" } }, 1);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autofree char *about = g_strconcat (f->path, ".about.txt", NULL);

  g_unlink (f->path);
  g_unlink (about);
  g_rmdir (f->folder);
  g_object_unref (f->programme);
  g_object_unref (f->store);
  g_object_unref (f->clock);
  g_free (f->folder);
  g_free (f->path);
}

static char *export(Fixture *f,
                    const AmbQuery *query,
                    const AmbExportOptions *options,
                    gint64 expected)
{
  g_autoptr (GError) error = NULL;
  gint64 count = -1;
  char *text = NULL;

  g_assert_true (amb_export_query (f->store, query, f->path, options, &count, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count, ==, expected);
  g_assert_true (g_file_get_contents (f->path, &text, NULL, NULL));
  return text;
}

static void
csv_shows_words_and_guards_formulas (Fixture *f, gconstpointer data)
{
  const AmbField *fields[] = { amb_entity_find_field (f->people, "display-name"),
                               amb_entity_find_field (f->people, "node-id"),
                               amb_entity_find_field (f->people, "state"),
                               amb_entity_find_field (f->people, "roles"),
                               amb_entity_find_field (f->people, "last-active-on"),
                               NULL };
  const AmbExportOptions options = { .fields = fields, .delimiter = ';' };
  g_autoptr (AmbQuery) query = amb_query_new (f->people);
  g_autofree char *text = export(f, query, &options, 2);

  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbfName;Node;State;Roles;Last activity\r\n"));
  g_assert_nonnull (
      strstr (text, "\r\n'=cmd();\"France; Sud\";Identified;Curator, Producer;2026-08-31\r\n"));
  g_assert_nonnull (strstr (text, "\r\n\"Élodie \"\"Lo\"\"\";;Identified;;\r\n"));
}

static void
json_keeps_values_and_says_what_it_is (Fixture *f, gconstpointer data)
{
  const AmbExportOptions options = { .format = AMB_EXPORT_JSON, .as_of = "2026-11-23 11:58" };
  g_autoptr (AmbQuery) query = amb_query_new (f->people);
  g_autofree char *text = NULL;
  g_autoptr (AmbJson) json = NULL;
  const AmbJsonNode *root, *record;
  g_autoptr (GError) error = NULL;

  amb_query_where (query, amb_entity_find_field (f->people, "email"), AMB_MATCH_IN,
                   (const char *const[]){ "a@x.com", NULL });
  text = export(f, query, &options, 1);
  json = amb_json_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  root = amb_json_get_root (json);
  g_assert_cmpint (amb_json_node_get_member_int (root, "total", 0), ==, 1);
  g_assert_cmpstr (amb_json_node_get_member_string (root, "exported"), ==,
                   "2026-11-23T12:00:00.000Z");
  g_assert_cmpstr (amb_json_node_get_member_string (root, "as_of"), ==, "2026-11-23 11:58");
  g_assert_nonnull (amb_json_node_get_member (root, "query"));
  record = amb_json_node_get_first (amb_json_node_get_member (root, "records"));
  g_assert_cmpstr (amb_json_node_get_member_string (record, "display-name"), ==, "=cmd()");
  g_assert_cmpuint (amb_json_node_get_length (amb_json_node_get_member (record, "roles")), ==, 2);
}

/* Cancelled within: what was begun is gone, and what was there before is as it was. */
static void
what_fails_leaves_the_former_file (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const AmbExportOptions options = { .cancellable = cancellable };
  g_autoptr (AmbQuery) query = amb_query_new (f->people);
  g_autofree char *text = NULL;

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (amb_export_query (f->store, query, f->path, &options, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      if (i == 0)
        {
          g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
          g_assert_true (g_file_set_contents (f->path, "former", -1, NULL));
        }
    }
  g_assert_true (g_file_get_contents (f->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "former");
}

static void
filters_go_to_a_second_file (Fixture *f, gconstpointer data)
{
  const AmbExportOptions options = { .with_provenance = TRUE };
  g_autoptr (AmbQuery) query = amb_query_new (f->people);
  g_autofree char *about = g_strconcat (f->path, ".about.txt", NULL);
  g_autofree char *text = NULL, *said = NULL;

  amb_query_where (query, amb_entity_find_field (f->people, "state"), AMB_MATCH_IN,
                   (const char *const[]){ "identified", "applied", NULL });
  text = export(f, query, &options, 2);
  g_assert_null (strstr (text, "Exported"));
  g_assert_true (g_file_get_contents (about, &said, NULL, NULL));
  g_assert_nonnull (strstr (said, "State: “Identified”, “Applied”"));
  g_assert_nonnull (strstr (said, "Records: 2"));
}

/* What is narrowed to a node has only its records, and says which node. */
static void
the_node_is_named (Fixture *f, gconstpointer data)
{
  const AmbExportOptions plain = { .with_provenance = TRUE };
  const AmbExportOptions json = { .format = AMB_EXPORT_JSON };
  g_autoptr (AmbQuery) query = amb_query_new (f->people);
  g_autoptr (GPtrArray) found = amb_store_find (
      f->store, f->nodes, amb_entity_find_field (f->nodes, "name"), "France; Sud", FALSE, NULL);
  g_autofree char *about = g_strconcat (f->path, ".about.txt", NULL);
  g_autofree char *text = NULL, *said = NULL, *object = NULL, *wanted = NULL;

  query->within = g_strdup (g_ptr_array_index (found, 0));
  text = export(f, query, &plain, 1);
  g_assert_null (strstr (text, "Élodie"));
  g_assert_true (g_file_get_contents (about, &said, NULL, NULL));
  g_assert_nonnull (strstr (said, "Only France; Sud and what is below it\n"));
  object = export(f, query, &json, 1);
  wanted = g_strdup_printf ("\"node\":\"%s\"", query->within);
  g_assert_nonnull (strstr (object, wanted));
}

static void
the_view_is_named (Fixture *f, gconstpointer data)
{
  static const struct
  {
    AmbExportOptions options;
    const char *about, *json;
  } cases[] = {
    { { .with_provenance = TRUE, .view = "Dormant: call" },
      "View: “Dormant: call”\n",
      "\"view\":\"Dormant: call\",\"view_changed\":false" },
    { { .with_provenance = TRUE, .view = "Mine", .view_is_changed = TRUE },
      "View: “Mine”, with other filters",
      "\"view\":\"Mine\",\"view_changed\":true" },
    { { .with_provenance = TRUE }, NULL, NULL },
  };
  g_autofree char *about = g_strconcat (f->path, ".about.txt", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbQuery) query = amb_query_new (f->people);
      AmbExportOptions options = cases[i].options;
      g_autofree char *text = export(f, query, &options, 2);
      g_autofree char *said = NULL, *json = NULL;

      options.format = AMB_EXPORT_JSON;
      json = export(f, query, &options, 2);
      g_assert_true (g_file_get_contents (about, &said, NULL, NULL));
      if (cases[i].about)
        {
          g_assert_nonnull (strstr (said, cases[i].about));
          g_assert_nonnull (strstr (json, cases[i].json));
          continue;
        }
      g_assert_null (strstr (said, "View"));
      g_assert_null (strstr (json, "\"view"));
    }
}

static void
what_is_exported_imports_unchanged (Fixture *f, gconstpointer data)
{
  static const AmbExportOptions ways[] = {
    { .with_id = TRUE },
    { .with_id = TRUE, .delimiter = '\t' },
    { .with_id = TRUE, .raw = TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (AmbQuery) query = amb_query_new (f->people);
      g_autofree char *text = export(f, query, &ways[i], 2);
      g_autoptr (AmbImportReport) report = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (amb_import_file (f->programme, f->people, f->path, NULL, &report, &error));
      g_assert_no_error (error);
      g_assert_cmpint (report->unchanged, ==, 2);
      g_assert_cmpuint (report->skipped->len, ==, 0);
    }
}

static void
a_failure_leaves_the_former_file (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const AmbExportOptions options = { .cancellable = cancellable };
  g_autoptr (AmbQuery) query = amb_query_new (f->people);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (f->path, "before", -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (amb_export_query (f->store, query, f->path, &options, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (f->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "before");
  g_clear_error (&error);
  g_assert_false (amb_export_query (f->store, query, "/nowhere/out.csv", NULL, NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "/nowhere/out.csv"));
}

static void
only_endings_that_can_be_written_are_taken (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *path;
    int format; /* −1: refused */
  } cases[] = {
    { "/x/out.csv", AMB_EXPORT_CSV },
    { "out.CSV", AMB_EXPORT_CSV },
    { "out.json", AMB_EXPORT_JSON },
    { "/dev/stdout", AMB_EXPORT_CSV },
    { "/a.b/out", AMB_EXPORT_CSV },
    { "out.pdf", -1 },
    { "/x/out.xlsx", -1 },
    { "out.csv.ods", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmbExportFormat format;
      g_autoptr (GError) error = NULL;
      gboolean done = amb_export_check_path (cases[i].path, &format, &error);

      g_test_message ("%s", cases[i].path);
      g_assert_true (done == (cases[i].format >= 0));
      if (done)
        {
          g_assert_cmpint (format, ==, cases[i].format);
          continue;
        }
      g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, ".csv"));
      g_assert_nonnull (strstr (error->message, ".json"));
    }
}

#define TEST(name, function)                                                                       \
  g_test_add ("/exchange/exporter/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("csv-shows-words-and-guards-formulas", csv_shows_words_and_guards_formulas);
  TEST ("json-keeps-values-and-says-what-it-is", json_keeps_values_and_says_what_it_is);
  TEST ("filters-go-to-a-second-file", filters_go_to_a_second_file);
  TEST ("what-fails-leaves-the-former-file", what_fails_leaves_the_former_file);
  TEST ("the-node-is-named", the_node_is_named);
  TEST ("the-view-is-named-where-there-is-one", the_view_is_named);
  TEST ("what-is-exported-imports-unchanged", what_is_exported_imports_unchanged);
  TEST ("only-endings-that-can-be-written-are-taken", only_endings_that_can_be_written_are_taken);
  TEST ("a-failure-leaves-the-former-file", a_failure_leaves_the_former_file);
  return g_test_run ();
}
