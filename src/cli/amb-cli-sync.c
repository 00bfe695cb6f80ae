/* connect, disconnect, sync, status */
#include "amb-cli.h"

#include "amb-error.h"
#include "amb-sync.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* The token, before anything is sent: a file that has none is said, not the server's refusal. */
static char *
read_token (const char *path, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, &problem))
    {
      if (g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                     _ ("There is no token file “%s”. Check its name and folder."), path);
      else
        g_set_error (error, AMB_ERROR, AMB_ERROR_FAILED,
                     _ ("The token file “%1$s” can’t be read: %2$s"), path, problem->message);
      return NULL;
    }
  g_strstrip (text);
  if (*text != '\0' && g_str_is_ascii (text) && strpbrk (text, " \t\r\n") == NULL)
    return g_steal_pointer (&text);
  if (*text == '\0')
    g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                 _ ("The token file “%s” is empty. It must hold the token and nothing else."),
                 path);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                 _ ("The file “%s” holds more than a token. It must hold the token and nothing "
                    "else."),
                 path);
  return NULL;
}

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
  token = read_token (file, error);
  if (token == NULL || !amb_cli_open_writer (self, error))
    return AMB_CLI_FAILED;
  if (!amb_sync_connect (self->programme, args[0], token, AMB_SYNC_CONNECT_DEFAULT,
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
  g_autoptr (GError) problem = NULL;
  gint64 unsent = 0;

  if (!amb_cli_parse (&args, entries, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error))
    return AMB_CLI_FAILED;
  if (!amb_sync_disconnect (self->programme,
                            (clear ? AMB_SYNC_DISCONNECT_CLEAR : 0) |
                                (force ? AMB_SYNC_DISCONNECT_FORCE : 0),
                            &unsent, &problem))
    {
      if (!force && g_error_matches (problem, AMB_ERROR, AMB_ERROR_REFUSED))
        g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                     _ ("%s With --force they are dropped instead."), problem->message);
      else
        g_propagate_error (error, g_steal_pointer (&problem));
      return AMB_CLI_FAILED;
    }
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
static void
followed_cb (const AmbSyncReport *report, const GError *error, gpointer data)
{
  if (report != NULL)
    print_report (data, report);
  else
    g_printerr ("%s\n", error->message);
}

static AmbCliStatus
watch (AmbCli *self, GError **error)
{
  return amb_sync_follow (self->programme, followed_cb, self, self->cancellable, error)
             ? AMB_CLI_DONE
             : AMB_CLI_FAILED;
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
  g_autofree char *token_place = amb_sync_status_dup_token_place (status, NULL);

  g_print (_ ("Server: %s\n"), status->url != NULL ? status->url : _ ("none"));
  g_print (_ ("Last sync: %s\n"), last != NULL ? last : _ ("never"));
  g_print (_ ("Waiting to be sent: %d\n"), (int) status->waiting);
  g_print (_ ("To look at: %d\n"), (int) status->findings);
  if (token_place != NULL)
    g_print ("%s\n", token_place);
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

const AmbCliCommand amb_cli_sync_commands[] = {
  { "connect", "URL --token-file FILE", N_ ("connects this empty profile to a server"),
    run_connect },
  { "disconnect", "[--clear] [--force]",
    N_ ("forgets the server; --clear removes the records too, --force drops unsent changes"),
    run_disconnect },
  { "sync", "[--watch]", N_ ("sends and fetches until both are up to date"), run_sync },
  { "status", "", N_ ("server, last sync, what waits"), run_status },
  { NULL },
};
