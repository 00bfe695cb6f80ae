/* import, merge, export */
#include "amb-cli.h"

#include "amb-error.h"
#include "amb-exporter.h"
#include "amb-importer.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

/* A terminal sees how far it is; a script sees nothing. */
static void
show_progress (double fraction, gint64 rows, gpointer user_data)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r%3d %%", (int) (fraction * 100));
}

static void
end_progress (void)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r     \r");
}

static void
print_skips (GPtrArray *skips, const char *format)
{
  for (guint i = 0; i < skips->len; i++)
    {
      const AmbImportSkip *skip = g_ptr_array_index (skips, i);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_printerr (format, (int) skip->line,
                  skip->field != NULL ? _ (skip->field->label) : _ ("row"), skip->reason);
#pragma GCC diagnostic pop
    }
}

static AmbCliStatus
print_report (AmbCli *self, const AmbImportReport *report)
{
  print_skips (report->skipped, _ ("Line %d, %s: %s\n"));
  print_skips (report->warnings, _ ("Line %d, %s (the row is in): %s\n"));
  if (self->json)
    {
      g_autofree char *json = amb_import_report_to_json (report);

      g_print ("%s\n", json);
    }
  else
    {
      g_autofree char *summary = amb_import_report_dup_summary (report);

      g_print ("%s\n", summary);
    }
  return amb_import_report_is_partial (report) ? AMB_CLI_PARTLY : AMB_CLI_DONE;
}

static AmbCliStatus
run_import (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_auto (GStrv) map = NULL;
  g_autofree char *failed = NULL;
  gboolean dry_run = FALSE, running = FALSE, create = FALSE, complete = FALSE;
  const GOptionEntry entries[] = {
    { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &map, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, NULL, NULL },
    { "running", 0, 0, G_OPTION_ARG_NONE, &running, NULL, NULL },
    { "create-nodes", 0, 0, G_OPTION_ARG_NONE, &create, NULL, NULL },
    { "complete", 0, 0, G_OPTION_ARG_NONE, &complete, NULL, NULL },
    { "failed", 0, 0, G_OPTION_ARG_FILENAME, &failed, NULL, NULL },
    { NULL },
  };
  const AmbEntity *entity;
  g_autoptr (AmbImportReport) report = NULL;
  AmbImportOptions options = { 0 };

  if (!amb_cli_parse (&args, entries, 2, 2, error))
    return AMB_CLI_USAGE;
  entity = amb_cli_find_entity (args[0], error);
  if (entity == NULL || !amb_cli_open_writer (self, error))
    return AMB_CLI_FAILED;
  options.flags = (dry_run ? AMB_IMPORT_DRY_RUN : 0) | (running ? AMB_IMPORT_RUNNING : 0) |
                  (create ? AMB_IMPORT_CREATE_MISSING : 0) | (complete ? AMB_IMPORT_COMPLETE : 0);
  options.map = (const char *const *) map;
  options.progress = show_progress;
  options.cancellable = self->cancellable;
  if (!amb_import_file (self->programme, entity, args[1], &options, &report, error))
    return AMB_CLI_FAILED;
  end_progress ();
  if (failed != NULL && report->skipped->len > 0 &&
      !amb_import_report_save_failed (report, failed, error))
    return AMB_CLI_FAILED;
  return print_report (self, report);
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
      !amb_import_merge (self->programme, entity, args[1], args[2], error))
    return AMB_CLI_FAILED;
  if (self->json)
    g_print ("{\"id\":\"%s\",\"merged\":\"%s\"}\n", args[1], args[2]);
  return AMB_CLI_DONE;
}

static AmbCliStatus
run_export (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *search = NULL;
  gboolean raw = FALSE, with_id = FALSE, about = FALSE;
  const GOptionEntry entries[] = {
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, NULL, NULL },
    { "raw", 0, 0, G_OPTION_ARG_NONE, &raw, NULL, NULL },
    { "with-id", 0, 0, G_OPTION_ARG_NONE, &with_id, NULL, NULL },
    { "about", 0, 0, G_OPTION_ARG_NONE, &about, NULL, NULL },
    { NULL },
  };
  const AmbEntity *entity;
  g_autoptr (AmbQuery) query = NULL;
  AmbExportOptions options = { 0 };
  gint64 count = 0;

  if (!amb_cli_parse (&args, entries, 2, 2, error))
    return AMB_CLI_USAGE;
  entity = amb_cli_find_entity (args[0], error);
  if (entity == NULL || !amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  query = amb_query_new (entity);
  query->search = g_strdup (search);
  options.format = amb_export_format_from_path (args[1]);
  options.raw = raw;
  options.with_id = with_id;
  options.with_provenance = about;
  options.cancellable = self->cancellable;
  if (!amb_export_query (self->store, query, args[1], &options, &count, error))
    return AMB_CLI_FAILED;
  if (self->json)
    g_print ("{\"exported\":%" G_GINT64_FORMAT "}\n", count);
  else
    g_print (g_dngettext (NULL, "%d record written to %s.\n", "%d records written to %s.\n", count),
             (int) count, args[1]);
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_file_commands[] = {
  { "import",
    "ENTITY FILE [--map COLUMN=FIELD]… [--dry-run] [--running] [--complete] [--create-nodes] "
    "[--failed FILE]",
    N_ ("records from a CSV file; --failed keeps the rows that were left out"), run_import },
  { "merge", "ENTITY KEEP OTHER",
    N_ ("one record out of two: fills what is empty, removes the other"), run_merge },
  { "export", "ENTITY FILE [--search TEXT] [--raw] [--with-id] [--about]",
    N_ ("records to a CSV or JSON file"), run_export },
  { NULL },
};
