/* connect, disconnect, sync, status, conflicts, resolve */
#include "amb-cli.h"

#include "amb-error.h"
#include "amb-sync.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <stdio.h>

static AmbCliStatus
run_connect (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *file = NULL;
  g_autofree char *token = NULL;
  const GOptionEntry entries[] = {
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &file, NULL, NULL },
    { NULL },
  };

  if (!amb_cli_parse (&args, entries, 1, 1, error))
    return AMB_CLI_USAGE;
  if (file == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("Name the file that holds the token: --token-file FILE."));
      return AMB_CLI_USAGE;
    }
  if (!g_file_get_contents (file, &token, NULL, error) || !amb_cli_open_writer (self, error))
    return AMB_CLI_FAILED;
  if (!amb_sync_connect (self->programme, args[0], g_strstrip (token), AMB_SYNC_CONNECT_DEFAULT,
                         self->cancellable, error))
    return AMB_CLI_FAILED;
  if (self->json)
    g_print ("{\"connected\":true}\n");
  else
    g_print (_ ("Connected to %s. “ambassadectl sync” fetches the programme.\n"), args[0]);
  return AMB_CLI_DONE;
}

static AmbCliStatus
run_disconnect (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  gboolean clear = FALSE, force = FALSE;
  const GOptionEntry entries[] = {
    { "clear", 0, 0, G_OPTION_ARG_NONE, &clear, NULL, NULL },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, NULL, NULL },
    { NULL },
  };
  gint64 unsent = 0;

  if (!amb_cli_parse (&args, entries, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error) ||
      !amb_sync_disconnect (self->programme,
                            (clear ? AMB_SYNC_DISCONNECT_CLEAR : 0) |
                                (force ? AMB_SYNC_DISCONNECT_FORCE : 0),
                            &unsent, error))
    return AMB_CLI_FAILED;
  if (self->json)
    g_print ("{\"connected\":false,\"unsent\":%" G_GINT64_FORMAT "}\n", unsent);
  return AMB_CLI_DONE;
}

static void
print_report (AmbCli *self, const AmbSyncReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  if (!self->json)
    {
      g_print (_ ("Received %d, sent %d, to look at: %d.\n"), (int) report->received,
               (int) report->sent, (int) report->findings);
      return;
    }
  json_builder_begin_object (builder);
  amb_cli_build_int (builder, "received", report->received);
  amb_cli_build_int (builder, "sent", report->sent);
  amb_cli_build_int (builder, "findings", report->findings);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
}

/* Waits a second between rounds; a server that is away is said and tried again. */
static AmbCliStatus
watch (AmbCli *self, GError **error)
{
  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      AmbSyncReport report = { 0 };
      g_autoptr (GError) local = NULL;

      if (amb_sync_once (self->programme, &report, self->cancellable, &local))
        {
          if (report.received + report.sent + report.findings > 0)
            print_report (self, &report);
        }
      else if (g_error_matches (local, AMB_ERROR, AMB_ERROR_OFFLINE))
        g_printerr ("%s\n", local->message);
      else if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return AMB_CLI_FAILED;
        }
      for (guint i = 0; i < 10 && !g_cancellable_is_cancelled (self->cancellable); i++)
        g_usleep (G_USEC_PER_SEC / 10);
    }
  return AMB_CLI_DONE;
}

static AmbCliStatus
run_sync (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  gboolean watches = FALSE;
  const GOptionEntry entries[] = {
    { "watch", 0, 0, G_OPTION_ARG_NONE, &watches, NULL, NULL },
    { NULL },
  };
  AmbSyncReport report = { 0 };

  if (!amb_cli_parse (&args, entries, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error))
    return AMB_CLI_FAILED;
  if (watches)
    return watch (self, error);
  if (!amb_sync_once (self->programme, &report, self->cancellable, error))
    return AMB_CLI_FAILED;
  print_report (self, &report);
  return AMB_CLI_DONE;
}

static void
print_status (const AmbSyncStatus *status, const char *last)
{
  g_print (_ ("Server: %s\n"), status->url != NULL ? status->url : _ ("none"));
  g_print (_ ("Last sync: %s\n"), last != NULL ? last : _ ("never"));
  g_print (_ ("Waiting to be sent: %d\n"), (int) status->waiting);
  g_print (_ ("To look at: %d\n"), (int) status->findings);
  if (status->token_place != NULL)
    g_print ("%s\n", status->token_place);
}

static AmbCliStatus
run_status (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (AmbSyncStatus) status = NULL;
  g_autofree char *last = NULL;

  if (!amb_cli_parse (&args, NULL, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  if (self->programme == NULL)
    self->programme = amb_programme_new (self->store);
  status = amb_sync_status (self->programme, error);
  if (status == NULL)
    return AMB_CLI_FAILED;
  last = status->last_sync > 0 ? amb_instant_format (status->last_sync) : NULL;
  if (!self->json)
    {
      print_status (status, last);
      return AMB_CLI_DONE;
    }
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "server", status->url);
  amb_cli_build_string (builder, "device", status->device);
  amb_cli_build_string (builder, "principal", status->principal);
  amb_cli_build_string (builder, "access", status->access);
  amb_cli_build_string (builder, "last_sync", last);
  amb_cli_build_int (builder, "waiting", status->waiting);
  amb_cli_build_int (builder, "parked", status->parked);
  amb_cli_build_int (builder, "findings", status->findings);
  json_builder_set_member_name (builder, "complete");
  json_builder_add_boolean_value (builder, status->complete);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
  return AMB_CLI_DONE;
}

static void
build_finding (JsonBuilder *builder, AmbStore *store, const AmbFinding *finding)
{
  g_autofree char *title = amb_store_dup_title (store, finding->entity, finding->id);
  g_autofree char *by_at = finding->by_at > 0 ? amb_instant_format (finding->by_at) : NULL;

  json_builder_begin_object (builder);
  amb_cli_build_int (builder, "key", finding->key);
  amb_cli_build_string (builder, "type", finding->is_conflict ? "conflict" : "refused");
  amb_cli_build_string (builder, "entity", finding->entity->name);
  amb_cli_build_string (builder, "id", finding->id);
  amb_cli_build_string (builder, "title", title);
  amb_cli_build_string (builder, "field", finding->field != NULL ? finding->field->name : NULL);
  amb_cli_build_string (builder, "base", finding->base);
  amb_cli_build_string (builder, "mine", finding->mine);
  amb_cli_build_string (builder, "theirs", finding->theirs);
  amb_cli_build_string (builder, "by", finding->by);
  amb_cli_build_string (builder, "by_at", by_at);
  amb_cli_build_string (builder, "kind", finding->kind);
  amb_cli_build_string (builder, "code", finding->code);
  amb_cli_build_string (builder, "detail", finding->detail);
  amb_cli_build_string (builder, "typed", finding->typed);
  json_builder_end_object (builder);
}

static void
print_finding (AmbStore *store, const AmbFinding *finding)
{
  g_autofree char *title = amb_store_dup_title (store, finding->entity, finding->id);

  g_print ("%" G_GINT64_FORMAT "  %s", finding->key, title != NULL ? title : finding->id);
  if (finding->is_conflict && finding->field != NULL)
    {
      g_autofree char *base = amb_field_format (finding->field, finding->base);
      g_autofree char *mine = amb_field_format (finding->field, finding->mine);
      g_autofree char *theirs = amb_field_format (finding->field, finding->theirs);

      g_print (_ ("  %s: was “%s”, yours “%s”, theirs “%s” (%s)\n"), _ (finding->field->label),
               base, mine, theirs, finding->by != NULL ? finding->by : "–");
    }
  else
    g_print ("  %s\n", finding->detail != NULL ? finding->detail : "");
}

static AmbCliStatus
run_conflicts (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (GPtrArray) findings = NULL;

  if (!amb_cli_parse (&args, NULL, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  findings = amb_findings_list (self->store, error);
  if (findings == NULL)
    return AMB_CLI_FAILED;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "conflicts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    {
      const AmbFinding *finding = g_ptr_array_index (findings, i);

      build_finding (builder, self->store, finding);
      if (!self->json)
        print_finding (self->store, finding);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (self->json)
    amb_cli_print_json (builder);
  return AMB_CLI_DONE;
}

/* By its key, or by the record's id when that has one finding only. */
static gboolean
find_finding (AmbCli *self, const char *text, gint64 *key, GError **error)
{
  g_autoptr (GPtrArray) findings = amb_findings_list (self->store, error);
  guint n = 0;

  if (findings == NULL)
    return FALSE;
  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, key, NULL))
    return TRUE;
  for (guint i = 0; i < findings->len; i++)
    {
      const AmbFinding *finding = g_ptr_array_index (findings, i);

      if (g_strcmp0 (finding->id, text) == 0)
        {
          *key = finding->key;
          n++;
        }
    }
  if (n == 1)
    return TRUE;
  g_set_error (
      error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
      n == 0 ? _ ("Nothing needs attention at “%s”. “ambassadectl conflicts” lists what does.")
             : _ ("“%s” has several findings: give the key that “ambassadectl conflicts” prints."),
      text);
  return FALSE;
}

static AmbCliStatus
run_resolve (AmbCli *self, char **words, GError **error)
{
  static const struct
  {
    const char *word;
    AmbResolution resolution;
  } resolutions[] = {
    { "mine", AMB_RESOLVE_MINE },
    { "theirs", AMB_RESOLVE_THEIRS },
    { "value", AMB_RESOLVE_VALUE },
    { "restore", AMB_RESOLVE_RESTORE_WITH_MINE },
    { "delete", AMB_RESOLVE_DELETE_ANYWAY },
  };
  g_auto (GStrv) args = words;
  gint64 key;

  if (!amb_cli_parse (&args, NULL, 2, 3, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error) || !find_finding (self, args[0], &key, error))
    return AMB_CLI_FAILED;
  for (guint i = 0; i < G_N_ELEMENTS (resolutions); i++)
    if (g_str_equal (args[1], resolutions[i].word))
      return amb_sync_resolve (self->programme, key, resolutions[i].resolution, args[2], error)
                 ? AMB_CLI_DONE
                 : AMB_CLI_FAILED;
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
               _ ("“%s” is no answer. Say mine, theirs, value TEXT, restore or delete."), args[1]);
  return AMB_CLI_USAGE;
}

const AmbCliCommand amb_cli_sync_commands[] = {
  { "connect", "URL --token-file FILE", N_ ("connects this empty profile to a server"),
    run_connect },
  { "disconnect", "[--clear] [--force]",
    N_ ("forgets the server; --clear removes the records too, --force drops unsent changes"),
    run_disconnect },
  { "sync", "[--watch]", N_ ("sends and fetches until both are up to date"), run_sync },
  { "status", "", N_ ("server, last sync, what waits"), run_status },
  { "conflicts", "", N_ ("what needs attention"), run_conflicts },
  { "resolve", "KEY|ID mine|theirs|value TEXT|restore|delete", N_ ("settles one of them"),
    run_resolve },
  { NULL },
};
