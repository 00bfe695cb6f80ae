/* import, merge, export */
#include "amb-cli.h"

#include "amb-error.h"
#include "amb-exporter.h"
#include "amb-importer.h"
#include "amb-merging.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

/* Rows between two lines of a log, and how long it must take to be worth one. */
#define LOG_ROWS    10000
#define LOG_SECONDS 2

typedef struct
{
  gint64 started; /* monotonic */
  gint64 logged;  /* rows */
} Progress;

/* A terminal sees how far it is; a log gets a line now and then. */
static void
show_progress (double fraction, gint64 rows, gpointer user_data)
{
  Progress *progress = user_data;
  int per_cent = (int) (fraction * 100);

  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r%3d %%", per_cent);
  else if (rows >= progress->logged + LOG_ROWS &&
           g_get_monotonic_time () - progress->started > LOG_SECONDS * G_USEC_PER_SEC)
    {
      progress->logged = rows;
      g_printerr (_ ("%1$d rows read, %2$d %% of the file.\n"), (int) rows, per_cent);
    }
}

static void
end_progress (void)
{
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r     \r");
}

static void
print_skips (GPtrArray *skips, const char *format)
{
  for (guint i = 0; i < skips->len; i++)
    {
      const AmbImportSkip *skip = g_ptr_array_index (skips, i);
      g_autofree char *reason = amb_cli_dup_cell (skip->reason);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_printerr (format, (int) skip->line,
                  skip->field != NULL ? _ (skip->field->label) : _ ("row"), reason);
#pragma GCC diagnostic pop
    }
}

static void
print_report (AmbCli *self, const AmbImportReport *report)
{
  g_autofree char *json = self->json ? amb_import_report_to_json (report) : NULL;
  g_autofree char *details = amb_import_report_dup_details (report);
  g_autofree char *summary = amb_import_report_dup_summary (report);

  print_skips (report->skipped, _ ("Line %d, %s: %s\n"));
  print_skips (report->warnings, _ ("Line %d, %s (the row is in): %s\n"));
  if (json != NULL)
    amb_cli_print_document (json);
  else
    g_print ("%s%s\n", details, summary);
}

/* The report comes out whatever happened: what it counts is in. */
static AmbCliStatus
finish_import (AmbCli *self, const AmbImportReport *report, const char *failed, GError **error)
{
  g_autoptr (GError) problem = NULL;

  print_report (self, report);
  if (failed == NULL || report->skipped->len == 0 ||
      amb_import_report_save_failed (report, failed, &problem))
    return amb_import_report_is_partial (report) ? AMB_CLI_PARTLY : AMB_CLI_DONE;
  if (report->dry_run)
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_set_error (error, problem->domain, problem->code,
                 _ ("%s The rows that are counted above are in."), problem->message);
  return AMB_CLI_FAILED;
}

static AmbCliStatus
import_file (AmbCli *self,
             const AmbEntity *entity,
             const char *path,
             const AmbImportOptions *options,
             const char *failed,
             GError **error)
{
  g_autoptr (AmbImportReport) report = NULL;
  g_autoptr (GError) stopped = NULL;
  g_autoptr (GError) unsaved = NULL;
  g_autofree char *name = g_filename_display_basename (path);
  AmbCliStatus status = AMB_CLI_FAILED;

  amb_import_file (self->programme, entity, path, options, &report, &stopped);
  end_progress ();
  if (report != NULL)
    status = finish_import (self, report, failed, &unsaved);
  if (stopped != NULL)
    {
      if (unsaved != NULL)
        g_printerr ("%s\n", unsaved->message);
      g_propagate_error (error, g_steal_pointer (&stopped));
      return AMB_CLI_FAILED;
    }
  if (unsaved != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&unsaved));
      return AMB_CLI_FAILED;
    }
  return amb_import_report_check_force (report, name, error) ? status : AMB_CLI_FAILED;
}

static gboolean
read_call (AmbCli *self, const char *word, char **call, GError **error)
{
  return word == NULL ||
         amb_cli_read_value (self->store,
                             amb_entity_find_field (amb_entity_find ("application"), "call-id"),
                             word, call, error);
}

static AmbCliStatus
run_import (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_auto (GStrv) map = NULL;
  g_autofree char *failed = NULL, *call_word = NULL, *call = NULL;
  gboolean dry_run = FALSE, running = FALSE, create = FALSE, complete = FALSE, force = FALSE;
  const GOptionEntry entries[] = {
    { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &map, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, NULL, NULL },
    { "running", 0, 0, G_OPTION_ARG_NONE, &running, NULL, NULL },
    { "create-nodes", 0, 0, G_OPTION_ARG_NONE, &create, NULL, NULL },
    { "create-people", 0, 0, G_OPTION_ARG_NONE, &create, NULL, NULL },
    { "call", 0, 0, G_OPTION_ARG_STRING, &call_word, NULL, NULL },
    { "complete", 0, 0, G_OPTION_ARG_NONE, &complete, NULL, NULL },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, NULL, NULL },
    { "failed", 0, 0, G_OPTION_ARG_FILENAME, &failed, NULL, NULL },
    { NULL },
  };
  const AmbEntity *entity;
  Progress progress = { .started = g_get_monotonic_time () };
  AmbImportOptions options = { .progress = show_progress, .user_data = &progress };

  if (!amb_cli_parse (&args, entries, 2, 2, error))
    return AMB_CLI_USAGE;
  entity = amb_cli_find_entity (args[0], error);
  if (entity == NULL || (failed != NULL && !amb_import_report_check_target (failed, error)) ||
      !amb_cli_open_writer (self, error) || !read_call (self, call_word, &call, error))
    return AMB_CLI_FAILED;
  options.call = call;
  options.flags = (dry_run ? AMB_IMPORT_DRY_RUN : 0) | (running ? AMB_IMPORT_RUNNING : 0) |
                  (create ? AMB_IMPORT_CREATE_MISSING : 0) | (complete ? AMB_IMPORT_COMPLETE : 0) |
                  (force ? AMB_IMPORT_FORCE : 0);
  options.map = (const char *const *) map;
  options.cancellable = self->cancellable;
  return import_file (self, entity, args[1], &options, failed, error);
}

static AmbCliStatus
run_merge (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  const AmbEntity *entity;

  if (!amb_cli_parse (&args, NULL, 3, 3, error))
    return AMB_CLI_USAGE;
  entity = amb_cli_find_entity (args[0], error);
  if (entity == NULL || !amb_cli_open_writer (self, error) ||
      !amb_programme_merge (self->programme, entity, args[1], args[2], error))
    return AMB_CLI_FAILED;
  if (self->json)
    g_print ("{\"id\":\"%s\",\"merged\":\"%s\"}\n", args[1], args[2]);
  return AMB_CLI_DONE;
}

/* By --format, by the older --vcard, else by the file's ending. */
static gboolean
read_format (
    const char *name, gboolean vcard, const char *path, AmbExportFormat *format, GError **error)
{
  *format = AMB_EXPORT_VCARD;
  if (name != NULL)
    return amb_export_format_find (name, format, error);
  return vcard || amb_export_check_path (path, format, error);
}

/* A file goes where nobody can look what it should have held: a view that asks for what is not
 * known here would write more than it shows to whoever made it. */
static gboolean
apply_view (AmbStore *store,
            AmbQuery *query,
            const char *name,
            char **title,
            gboolean *is_changed,
            GError **error)
{
  g_autoptr (AmbView) view = NULL;
  g_autofree char *notice = NULL;

  if (name == NULL)
    return TRUE;
  view = amb_cli_read_view (store, query->entity, name, title, error);
  if (view == NULL)
    return FALSE;
  notice = amb_view_dup_notice (view);
  if (notice != NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("The view “%1$s” can’t be exported as it was meant. %2$s"), *title, notice);
      return FALSE;
    }
  *is_changed = amb_cli_merge_view (query, view);
  return TRUE;
}

static gboolean
is_stream (const char *path)
{
  return g_str_equal (path, "-");
}

static gboolean
check_stream (AmbCli *self, const char *path, gboolean about, GError **error)
{
  if (is_stream (path) && self->json)
    g_set_error_literal (
        error, AMB_ERROR, AMB_ERROR_USAGE,
        _ ("“-” writes the records to standard output, where --json would tell how "
           "many they are. Leave one of them out; --format json writes JSON."));
  else if (is_stream (path) && about)
    g_set_error_literal (
        error, AMB_ERROR, AMB_ERROR_USAGE,
        _ ("--about writes a second file beside the first one. Name a file instead "
           "of “-”."));
  else
    return TRUE;
  return FALSE;
}

/* What goes to standard output is only the records. */
static void
tell_export (AmbCli *self, const char *path, gint64 count)
{
  if (self->json)
    g_print ("{\"exported\":%" G_GINT64_FORMAT "}\n", count);
  else if (!is_stream (path))
    g_print (g_dngettext (GETTEXT_PACKAGE, "%d record written to %s.\n",
                          "%d records written to %s.\n", (gulong) count),
             (int) count, path);
}

static AmbCliStatus
run_export (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *view = NULL, *title = NULL;
  g_autofree char *search = NULL, *format = NULL;
  gboolean raw = FALSE, with_id = FALSE, about = FALSE, vcard = FALSE;
  const GOptionEntry entries[] = {
    { "view", 0, 0, G_OPTION_ARG_STRING, &view, NULL, NULL },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, NULL, NULL },
    { "raw", 0, 0, G_OPTION_ARG_NONE, &raw, NULL, NULL },
    { "with-id", 0, 0, G_OPTION_ARG_NONE, &with_id, NULL, NULL },
    { "about", 0, 0, G_OPTION_ARG_NONE, &about, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, NULL, NULL },
    { "vcard", 0, 0, G_OPTION_ARG_NONE, &vcard, NULL, NULL },
    { NULL },
  };
  const AmbEntity *entity;
  g_autoptr (AmbQuery) query = NULL;
  g_autoptr (GOutputStream) stream = NULL;
  AmbExportOptions options = { 0 };
  gint64 count = 0;

  if (!amb_cli_parse (&args, entries, 2, 2, error) || !check_stream (self, args[1], about, error))
    return AMB_CLI_USAGE;
  entity = amb_cli_find_entity (args[0], error);
  if (entity == NULL || !read_format (format, vcard, args[1], &options.format, error) ||
      !amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  query = amb_query_new (entity);
  query->search = g_strdup (search);
  options.raw = raw;
  options.with_id = with_id;
  options.with_provenance = about;
  options.cancellable = self->cancellable;
  if (!apply_view (self->store, query, view, &title, &options.view_is_changed, error))
    return AMB_CLI_FAILED;
  options.view = title;
  if (is_stream (args[1]))
    options.stream = stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  if (!amb_export_query (self->store, query,
                         options.stream != NULL ? _ ("standard output") : args[1], &options, &count,
                         error))
    return AMB_CLI_FAILED;
  tell_export (self, args[1], count);
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_file_commands[] = {
  { "import",
    "ENTITY FILE [--map COLUMN=FIELD]… [--dry-run] [--running] [--complete [--force]] "
    "[--create-nodes] [--call CALL [--create-people]] [--failed FILE]",
    N_ ("records from a CSV file, people from vCards and content items from a calendar (.ics) "
        "too; --failed keeps the rows that were left out; --call: applications from the answers "
        "of a form"),
    run_import },
  { "merge", "ENTITY KEEP OTHER",
    N_ ("one record out of two: fills what is empty, removes the other"), run_merge },
  { "export",
    "ENTITY FILE [--view NAME] [--search TEXT] [--raw] [--with-id] "
    "[--format csv|json|vcard|ics] [--about]",
    N_ ("records to a CSV or JSON file, people to vCards (.vcf), content items to a calendar "
        "(.ics); the format is the file’s ending or --format; “-” is standard output; --view takes "
        "a named view’s name or id; --raw: values and names of fields as they are kept; --with-id: "
        "a column by which an import finds the records; --about: a second file, FILE.about.txt, "
        "says which filters, from when, and how many"),
    run_export },
  { NULL },
};
