/* The import assistant on a display: from the file to the report and back.
 * With AMB_PICTURES=DIR it leaves a picture of each stage there. */
#include "amb-import-window-private.h"

#include "amb-store.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define NOW              G_GINT64_CONSTANT (1795435200000) /* 2026-11-23T12:00Z */
#define TOO_LONG_SECONDS 60

typedef struct
{
  char *folder;
  AmbClock *clock;
  AmbContext *context;
  const AmbEntity *people;
  AmbImportWindow *window;
} Fixture;

static gboolean
too_long_cb (gpointer data)
{
  g_error ("The assistant did not get to stage %d", GPOINTER_TO_INT (data));
  return G_SOURCE_REMOVE;
}

static void
wait_for_stage (Fixture *f, AmbImportStage stage)
{
  guint guard = g_timeout_add_seconds (TOO_LONG_SECONDS, too_long_cb, GINT_TO_POINTER (stage));

  while (f->window->stage != stage)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
}

static gboolean
done_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Lets animations and layouts come to rest. */
static void
settle (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, done_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
take_picture_of (GtkWidget *window, const char *name)
{
  const char *folder = g_getenv ("AMB_PICTURES");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = NULL;

  if (!folder)
    return;
  settle (600);
  paintable = gtk_widget_paintable_new (window);
  /* Nothing until the first frame is drawn. */
  while (!node)
    {
      g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
      gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                              gdk_paintable_get_intrinsic_height (paintable));
      node = gtk_snapshot_to_node (snapshot);
      settle (100);
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  path = g_strdup_printf ("%s/import-%s.png", folder, name);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static void
take_picture (Fixture *f, const char *name)
{
  take_picture_of (GTK_WIDGET (f->window), name);
}

static char *
write_file (Fixture *f, const char *name, const char *text)
{
  char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
add_nodes (Fixture *f, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStore) store = amb_store_open (path, AMB_STORE_DEFAULT, f->clock, &error);
  g_autoptr (AmbProgramme) programme = NULL;
  g_autofree char *file =
      write_file (f, "nodes.csv",
                  "Name;Code;Kind\nFrance;FR;country\nDeutschland;DE;country\n"
                  "España;ES;country\nItalia;IT;country\nUnited Kingdom;GB;country\n"
                  "Belgique;BE;country\nBrasil;BR;country\nCanada;CA;country\n"
                  "Japan;JP;country\nMaroc;MA;country\n");
  g_autoptr (AmbImportReport) report = NULL;

  g_assert_no_error (error);
  programme = amb_programme_new (store);
  g_assert_true (
      amb_import_file (programme, amb_entity_find ("node"), file, NULL, &report, &error));
  g_assert_cmpint (report->created, ==, 10);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("amb-import-window-XXXXXX", NULL);
  f->clock = amb_clock_new_manual (NOW, 7);
  f->people = amb_entity_find ("ambassador");
  path = g_build_filename (f->folder, "cache.db", NULL);
  add_nodes (f, path);
  f->context = amb_context_new (f->folder, f->clock, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;

  g_object_ref (f->window);
  gtk_window_destroy (GTK_WINDOW (f->window));
  settle (50);
  g_assert_finalize_object (f->window);
  amb_context_close (f->context);
  g_assert_finalize_object (f->context);
  g_object_unref (f->clock);
  dir = g_dir_open (f->folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (dir));)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
}

static void
open_window (Fixture *f, const char *path)
{
  g_autoptr (GFile) file = path ? g_file_new_for_path (path) : NULL;
  const char *width = g_getenv ("AMB_WIDTH");

  f->window = AMB_IMPORT_WINDOW (amb_import_window_new (f->context, f->people, file));
  if (width)
    gtk_window_set_default_size (GTK_WINDOW (f->window), atoi (width), 680);
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
activate (Fixture *f, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->window), action, NULL));
}

static gint64
count_people (Fixture *f)
{
  g_autoptr (AmbQuery) query = amb_query_new (f->people);
  gint64 n = -1;

  g_assert_true (amb_store_count (amb_context_get_store (f->context), query, &n, NULL));
  return n;
}

static char *
make_people (Fixture *f)
{
  const char *source = g_getenv ("G_TEST_SRCDIR");
  g_autofree char *script =
      g_build_filename (source ? source : "tests", "data", "make-people-csv.py", NULL);
  char *path = g_build_filename (f->folder, "personnel-2026-11.csv", NULL);
  const char *argv[] = { "python3", script, path, NULL };
  g_autoptr (GError) error = NULL;
  int status = 1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return path;
}

/* The longest time between two turns of the main loop. */
typedef struct
{
  gint64 last, longest;
} Gap;

static gboolean
gap_cb (gpointer data)
{
  Gap *gap = data;
  gint64 now = g_get_monotonic_time ();

  if (gap->last)
    gap->longest = MAX (gap->longest, now - gap->last);
  gap->last = now;
  return G_SOURCE_CONTINUE;
}

static void
goes_from_a_file_to_a_report_and_back (Fixture *f, gconstpointer data)
{
  g_autofree char *path = make_people (f);
  guint guard, watch;
  Gap gap = { 0 };

  open_window (f, NULL);
  take_picture (f, "1-file");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  amb_import_window_load (f->window, file);
  wait_for_stage (f, AMB_IMPORT_STAGE_MAPPING);
  take_picture (f, "2-mapping");
  g_assert_true (amb_import_mapping_is_complete (f->window->mapping));
  activate (f, "import.next");
  wait_for_stage (f, AMB_IMPORT_STAGE_PREVIEW);
  take_picture (f, "3-preview");
  g_assert_cmpint (f->window->report->created, ==, 4960);
  g_assert_cmpuint (f->window->report->skipped->len, ==, 40);
  g_assert_cmpint (count_people (f), ==, 0);
  watch = g_timeout_add (2, gap_cb, &gap);
  activate (f, "import.next");
  g_assert_cmpint (f->window->stage, ==, AMB_IMPORT_STAGE_IMPORTING);
  wait_for_stage (f, AMB_IMPORT_STAGE_REPORT);
  g_source_remove (watch);
  g_test_message ("longest gap of the main loop while importing: %.1f ms", gap.longest / 1000.0);
  take_picture (f, "5-report");
  g_assert_cmpint (count_people (f), ==, 4960);
  activate (f, "import.undo");
  guard = g_timeout_add_seconds (TOO_LONG_SECONDS, too_long_cb, NULL);
  while (f->window->group)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
  g_assert_cmpint (count_people (f), ==, 0);
  take_picture (f, "6-undone");
}

static void
stops_between_chunks_and_says_what_is_in (Fixture *f, gconstpointer data)
{
  g_autofree char *path = make_people (f);

  open_window (f, path);
  wait_for_stage (f, AMB_IMPORT_STAGE_MAPPING);
  activate (f, "import.next");
  wait_for_stage (f, AMB_IMPORT_STAGE_PREVIEW);
  activate (f, "import.next");
  while (amb_importer_get_rows (f->window->importer) < 1000)
    g_main_context_iteration (NULL, TRUE);
  take_picture (f, "4-importing");
  activate (f, "import.stop");
  wait_for_stage (f, AMB_IMPORT_STAGE_REPORT);
  g_assert_true (f->window->report->cancelled || g_getenv ("AMB_PICTURES"));
  g_assert_cmpint (count_people (f), ==, f->window->report->created);
}

static void
wait_for_people (Fixture *f, gint64 n)
{
  guint guard = g_timeout_add_seconds (TOO_LONG_SECONDS, too_long_cb, NULL);

  while (count_people (f) != n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
}

static gpointer
redo (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmbUndoReport) report = amb_programme_redo (programme, error);

  return NULL;
}

static gpointer
add_person (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmbRecord) person = amb_record_new (amb_entity_find ("ambassador"), NULL);

  amb_record_set (person, "display-name", "Ben");
  return amb_programme_add (programme, person, AMB_COMMAND_DEFAULT, error);
}

static void
merges_a_duplicate_from_the_report (Fixture *f, gconstpointer data)
{
  g_autofree char *first = write_file (f, "first.csv", "Name,E-mail,Node\nZoé,z@x.com,FR\n");
  g_autofree char *second =
      write_file (f, "second.csv", "Name,Node,Job title\nzoe,FR,Buyer\nAnn,FR,Judge\n");
  const char *const files[] = { first, second };

  open_window (f, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (files[i]);
      amb_import_window_load (f->window, file);
      wait_for_stage (f, AMB_IMPORT_STAGE_MAPPING);
      activate (f, "import.next");
      wait_for_stage (f, AMB_IMPORT_STAGE_PREVIEW);
      activate (f, "import.next");
      wait_for_stage (f, AMB_IMPORT_STAGE_REPORT);
    }
  g_assert_cmpint (count_people (f), ==, 3);
  take_picture (f, "7-duplicates");
  amb_import_window_merge (f->window, 0);
  wait_for_people (f, 2);
  take_picture (f, "8-merged");
  activate (f, "import.undo");
  while (f->window->group)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count_people (f), ==, 1);
  /* One step: redo brings the import and the merge back. */
  amb_context_write_async (f->context, redo, NULL, NULL, NULL, NULL, NULL, NULL);
  wait_for_people (f, 2);
}

/* What came after the import isn’t taken back in its name. */
static void
undoes_nothing_else (Fixture *f, gconstpointer data)
{
  g_autofree char *file = write_file (f, "people.csv", "Name,Node\nZoé,FR\n");

  open_window (f, file);
  wait_for_stage (f, AMB_IMPORT_STAGE_MAPPING);
  activate (f, "import.next");
  wait_for_stage (f, AMB_IMPORT_STAGE_PREVIEW);
  activate (f, "import.next");
  wait_for_stage (f, AMB_IMPORT_STAGE_REPORT);
  amb_context_write_async (f->context, add_person, NULL, NULL, g_free, NULL, NULL, NULL);
  amb_import_window_undo (f->window);
  wait_for_people (f, 2);
  settle (200);
  g_assert_cmpint (count_people (f), ==, 2);
  g_assert_cmpint (f->window->group, !=, 0);
}

static void
previews_changes_and_leavers (Fixture *f, gconstpointer data)
{
  g_autofree char *first = write_file (f, "october.csv",
                                       "Name,E-mail,Node,Job title\nZoé Petit,z@x.com,FR,Buyer\n"
                                       "Ann Lee,a@x.com,DE,Judge\nBob Ray,b@x.com,IT,Driver\n");
  g_autofree char *second = write_file (f, "november.csv",
                                        "Name,E-mail,Node,Job title\nZoé Petit,z@x.com,ES,Buyer\n"
                                        "Ann Lee,a@x.com,DE,Judge\n");
  const char *const files[] = { first, second };

  open_window (f, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (files[i]);
      amb_import_window_load (f->window, file);
      wait_for_stage (f, AMB_IMPORT_STAGE_MAPPING);
      amb_import_mapping_set_flags (f->window->mapping, i == 1 ? AMB_IMPORT_COMPLETE : 0);
      activate (f, "import.next");
      wait_for_stage (f, AMB_IMPORT_STAGE_PREVIEW);
      take_picture (f, i == 1 ? "11-changes" : "11-new");
      activate (f, "import.next");
      wait_for_stage (f, AMB_IMPORT_STAGE_REPORT);
    }
  g_assert_cmpint (f->window->report->updated, ==, 1);
  g_assert_cmpint (f->window->report->unchanged, ==, 1);
  g_assert_cmpuint (f->window->report->leavers->len, ==, 1);
  g_assert_cmpint (count_people (f), ==, 3);
}

static void
answer (const char *response)
{
  AdwMessageDialog *dialog = NULL;
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link; link = link->next)
    if (ADW_IS_MESSAGE_DIALOG (link->data))
      dialog = link->data;
  g_assert_nonnull (dialog);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), "2 of the 3"));
  take_picture_of (GTK_WIDGET (dialog), "12-force");
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
asks_before_more_than_half_leave (Fixture *f, gconstpointer data)
{
  g_autofree char *first = write_file (f, "october.csv",
                                       "Name,E-mail,Node,State\nZoé Petit,z@x.com,FR,Active\n"
                                       "Ann Lee,a@x.com,DE,Active\nBob Ray,b@x.com,IT,Active\n");
  g_autofree char *second = write_file (f, "half.csv", "Name,E-mail,Node\nZoé Petit,z@x.com,FR\n");
  const char *const files[] = { first, second };

  open_window (f, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (files[i]);
      amb_import_window_load (f->window, file);
      wait_for_stage (f, AMB_IMPORT_STAGE_MAPPING);
      amb_import_mapping_set_flags (f->window->mapping,
                                    i == 1 ? AMB_IMPORT_COMPLETE : AMB_IMPORT_RUNNING);
      activate (f, "import.next");
      wait_for_stage (f, AMB_IMPORT_STAGE_PREVIEW);
      activate (f, "import.next");
      if (i == 0)
        wait_for_stage (f, AMB_IMPORT_STAGE_REPORT);
    }
  answer ("cancel");
  g_assert_cmpint (f->window->stage, ==, AMB_IMPORT_STAGE_PREVIEW);
  activate (f, "import.next");
  answer ("import");
  wait_for_stage (f, AMB_IMPORT_STAGE_REPORT);
  g_assert_cmpuint (amb_import_report_count_leaving (f->window->report), ==, 2);
  activate (f, "import.undo");
  while (f->window->group)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count_people (f), ==, 3);
}

static void
show_list_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  const char *entity, *query;

  g_variant_get (target, "(&s&s)", &entity, &query);
  g_assert_cmpstr (entity, ==, "ambassador");
  g_assert_cmpstr (query, ==, ""); /* everybody: nobody who came in is left out */
  *(gboolean *) data = TRUE;
}

static void
done_shows_who_came_in (Fixture *f, gconstpointer data)
{
  static const GActionEntry entries[] = { { "show-list", show_list_cb, "(ss)" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autofree char *path = write_file (f, "first.csv", "Name,E-mail\nZoé,z@x.com\n");
  GtkWidget *parent = gtk_window_new ();
  AmbImportWindow *window;
  gboolean is_shown = FALSE;

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, 1, &is_shown);
  gtk_widget_insert_action_group (parent, "win", G_ACTION_GROUP (actions));
  open_window (f, path);
  window = g_object_ref (f->window);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (parent));
  wait_for_stage (f, AMB_IMPORT_STAGE_MAPPING);
  activate (f, "import.next");
  wait_for_stage (f, AMB_IMPORT_STAGE_PREVIEW);
  activate (f, "import.next");
  wait_for_stage (f, AMB_IMPORT_STAGE_REPORT);
  g_assert_false (is_shown);
  activate (f, "import.next");
  g_assert_true (is_shown);
  settle (50);
  g_assert_finalize_object (window);
  gtk_window_destroy (GTK_WINDOW (parent));
  open_window (f, NULL); /* for the end of the test */
}

static void
says_what_is_wrong_with_a_file (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_file (f, "empty.csv", "");

  open_window (f, path);
  wait_for_stage (f, AMB_IMPORT_STAGE_FILE);
  take_picture (f, "9-unreadable");
  g_assert_nonnull (strstr (adw_status_page_get_description (f->window->file_page), "empty.csv"));
}

static void
needs_a_column_that_names_the_record (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_file (f, "colours.csv", "Colour,Size\nred,3\n");

  open_window (f, path);
  wait_for_stage (f, AMB_IMPORT_STAGE_MAPPING);
  g_assert_false (amb_import_mapping_is_complete (f->window->mapping));
  take_picture (f, "10-incomplete");
}

static void
load_style (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/ambassade/Ambassade/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    "/org/ambassade/Ambassade/icons");
}

#define TEST(name, function)                                                                       \
  g_test_add ("/importing/import-window/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  const char *translations = g_getenv ("AMBASSADE_LOCALE_DIR");

  if (translations != NULL)
    {
      bindtextdomain (GETTEXT_PACKAGE, translations);
      bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
      textdomain (GETTEXT_PACKAGE);
    }
  if (!gtk_init_check ())
    return 77;
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  load_style ();
  if (g_getenv ("AMB_DARK"))
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        ADW_COLOR_SCHEME_FORCE_DARK);
  TEST ("goes-from-a-file-to-a-report-and-back", goes_from_a_file_to_a_report_and_back);
  TEST ("stops-between-chunks-and-says-what-is-in", stops_between_chunks_and_says_what_is_in);
  TEST ("merges-a-duplicate-from-the-report", merges_a_duplicate_from_the_report);
  TEST ("undoes-nothing-else", undoes_nothing_else);
  TEST ("previews-changes-and-leavers", previews_changes_and_leavers);
  TEST ("asks-before-more-than-half-leave", asks_before_more_than_half_leave);
  TEST ("done-shows-who-came-in", done_shows_who_came_in);
  TEST ("says-what-is-wrong-with-a-file", says_what_is_wrong_with_a_file);
  TEST ("needs-a-column-that-names-the-record", needs_a_column_that_names_the_record);
  return g_test_run ();
}
