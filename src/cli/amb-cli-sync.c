/* connect, disconnect, sync, status */
#define G_LOG_DOMAIN "ambassadectl"

#include "amb-cli.h"

#include "amb-attention-acts.h"
#include "amb-error.h"
#include "amb-import-mark.h"
#include "amb-outbox.h"
#include "amb-sync.h"
#include "amb-unsent-file.h"

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

/* What --send and --keep-apart say about the records that are here already. */
typedef struct
{
  char *token_file;
  char *apart; /* nullable */
  gboolean sends;
} Connect;

static gboolean
check_connect (const Connect *options, GError **error)
{
  if (options->token_file == NULL)
    g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                 _ ("Name the file that holds the token: --token-file FILE."));
  else if (options->sends && options->apart != NULL)
    g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                 _ ("A programme is either sent or kept apart: give --send or --keep-apart, not "
                    "both."));
  else
    return TRUE;
  return FALSE;
}

/* Another programme was faster: this one is as it was, and connected to nothing. */
static void
leave_server (AmbCli *self, GError **error)
{
  AmbCredentialsKey *server =
      amb_sync_leave (self->programme, AMB_SYNC_DISCONNECT_DEFAULT, NULL, NULL);

  if (server != NULL)
    {
      amb_credentials_clear (server, NULL);
      amb_credentials_key_free (server);
    }
  g_set_error (
      error, AMB_ERROR, AMB_ERROR_CONFLICT,
      _ ("Another programme came first: the server is no longer empty. Nothing of this one "
         "is there, and all of it is here. Connect with --keep-apart DIR."));
}

static AmbCliStatus
send_programme (AmbCli *self, const char *url, GError **error)
{
  g_autoptr (GError) problem = NULL;
  AmbSyncReport report = { 0 };

  if (!amb_sync_once (self->programme, &report, self->cancellable, &problem))
    {
      if (g_error_matches (problem, AMB_ERROR, AMB_ERROR_CONFLICT))
        leave_server (self, error);
      else
        g_set_error (error, problem->domain, problem->code,
                     _ ("%s What is left is sent by “ambassadectl sync”."), problem->message);
      return AMB_CLI_FAILED;
    }
  if (self->json)
    g_print ("{\"connected\":true,\"sent\":%" G_GINT64_FORMAT ",\"findings\":%" G_GINT64_FORMAT
             "}\n",
             report.sent, report.findings);
  else
    g_print (_ ("The programme is on %1$s: %2$d sent, to look at: %3$d.\n"), url, (int) report.sent,
             (int) report.findings);
  return AMB_CLI_DONE;
}

static AmbCliStatus
connect_profile (AmbCli *self, const char *url, const Connect *options, GError **error)
{
  AmbOwnRecords own = options->sends           ? AMB_OWN_SEND
                      : options->apart != NULL ? AMB_OWN_APART
                                               : AMB_OWN_NONE;
  g_autofree char *token = read_token (options->token_file, error);

  if (token == NULL || !amb_cli_open_writer (self, error) ||
      !amb_sync_connect (self->programme, url, token, own, options->apart, self->cancellable,
                         error))
    return AMB_CLI_FAILED;
  if (amb_sync_get_sending (self->store) != AMB_SENDING_NOT)
    return send_programme (self, url, error);
  if (self->json)
    g_print ("{\"connected\":true}\n");
  else
    g_print (_ ("Connected to %s. “ambassadectl sync” fetches the programme.\n"), url);
  return AMB_CLI_DONE;
}

static AmbCliStatus
run_connect (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  Connect options = { 0 };
  const GOptionEntry entries[] = {
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &options.token_file, NULL, NULL },
    { "send", 0, 0, G_OPTION_ARG_NONE, &options.sends, NULL, NULL },
    { "keep-apart", 0, 0, G_OPTION_ARG_FILENAME, &options.apart, NULL, NULL },
    { NULL },
  };
  AmbCliStatus status = AMB_CLI_USAGE;

  if (amb_cli_parse (&args, entries, 1, 1, error) && check_connect (&options, error))
    status = connect_profile (self, args[0], &options, error);
  g_free (options.token_file);
  g_free (options.apart);
  return status;
}

/* Before anything is forgotten: whatever can't be written keeps the profile connected. */
static gboolean
save_unsent (AmbCli *self, const char *path, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *json = amb_unsent_to_json (self->store, error);

  if (json == NULL)
    return FALSE;
  if (g_file_set_contents_full (path, json, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &problem))
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_FAILED,
               _ ("“%1$s” can’t be written, so the server was not left: %2$s"), path,
               problem->message);
  return FALSE;
}

static AmbCliStatus
leave (AmbCli *self, gboolean clear, gboolean force, const char *file, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gint64 unsent = 0;

  if (!amb_cli_open_writer (self, error) || (file != NULL && !save_unsent (self, file, error)))
    return AMB_CLI_FAILED;
  if (!amb_sync_disconnect (self->programme,
                            (clear ? AMB_SYNC_DISCONNECT_CLEAR : 0) |
                                (force || file != NULL ? AMB_SYNC_DISCONNECT_FORCE : 0),
                            &unsent, &problem))
    {
      if (g_error_matches (problem, AMB_ERROR, AMB_ERROR_REFUSED))
        g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                     _ ("%s With --save FILE they are kept in a file, with --force dropped."),
                     problem->message);
      else
        g_propagate_error (error, g_steal_pointer (&problem));
      return AMB_CLI_FAILED;
    }
  if (self->json)
    g_print ("{\"connected\":false,\"unsent\":%" G_GINT64_FORMAT "}\n", unsent);
  return AMB_CLI_DONE;
}

static AmbCliStatus
run_disconnect (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  gboolean clear = FALSE, force = FALSE;
  g_autofree char *file = NULL;
  const GOptionEntry entries[] = {
    { "clear", 0, 0, G_OPTION_ARG_NONE, &clear, NULL, NULL },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, NULL, NULL },
    { "save", 0, 0, G_OPTION_ARG_FILENAME, &file, NULL, NULL },
    { NULL },
  };

  if (!amb_cli_parse (&args, entries, 0, 0, error))
    return AMB_CLI_USAGE;
  return leave (self, clear, force, file, error);
}

static AmbCliStatus
run_take_up (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autofree char *data = NULL;
  gsize length;
  guint n_done;

  if (!amb_cli_parse (&args, NULL, 1, 1, error))
    return AMB_CLI_USAGE;
  if (!g_file_get_contents (args[0], &data, &length, &problem))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND, _ ("“%1$s” can’t be read: %2$s"), args[0],
                   problem->message);
      return AMB_CLI_FAILED;
    }
  if (!amb_cli_open_writer (self, error) ||
      !amb_unsent_take_up (self->programme, data, length, &n_done, &left, error))
    return AMB_CLI_FAILED;
  for (guint i = 0; i < left->len; i++)
    g_printerr ("%s\n", (const char *) left->pdata[i]);
  if (self->json)
    g_print ("{\"done\":%u,\"left\":%u}\n", n_done, left->len);
  else
    g_print (_ ("Taken up: %1$u, left: %2$u.\n"), n_done, left->len);
  return left->len > 0 ? AMB_CLI_PARTLY : AMB_CLI_DONE;
}

/* No library logs, so that a mismatch is told here: counts, and nobody's data. */
static void
warn_of_differences (const AmbSyncReport *report)
{
  if (report->differed > 0)
    g_warning ("%d records differed from the server and were fetched again",
               (int) report->differed);
}

/* As the window counts them. */
static gint64
count_to_look_at (AmbCli *self)
{
  gint64 n;

  return amb_attention_acts_count (self->store, &n, NULL) ? n : amb_findings_count (self->store);
}

static void
print_report (AmbCli *self, const AmbSyncReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  warn_of_differences (report);
  /* What waits for a person is all that does, as “status” has it; a new one may not be the first.
   */
  if (!self->json)
    {
      g_print (_ ("Received %d, sent %d, to look at: %d.\n"), (int) report->received,
               (int) report->sent, (int) count_to_look_at (self));
      return;
    }
  json_builder_begin_object (builder);
  amb_cli_build_int (builder, "received", report->received);
  amb_cli_build_int (builder, "sent", report->sent);
  amb_cli_build_int (builder, "findings", report->findings);
  amb_cli_build_int (builder, "to-look-at", count_to_look_at (self));
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

/* What the last comparisons with the server came to. */
static void
print_compared (const AmbSyncStatus *status)
{
  g_autofree char *compared = status->compared > 0 ? amb_instant_format (status->compared) : NULL;
  g_autofree char *differed = status->differed > 0 ? amb_instant_format (status->differed) : NULL;

  if (status->url == NULL)
    return;
  g_print (_ ("Compared with the server: %s\n"), compared != NULL ? compared : _ ("never"));
  if (differed == NULL)
    return;
  if (status->unrepaired)
    g_print (ngettext ("Differed: %1$s, %2$d record; fetching it again didn’t help\n",
                       "Differed: %1$s, %2$d records; fetching them again didn’t help\n",
                       (gulong) status->differed_rows),
             differed, (int) status->differed_rows);
  else
    g_print (ngettext ("Differed: %1$s, %2$d record, fetched again\n",
                       "Differed: %1$s, %2$d records, fetched again\n",
                       (gulong) status->differed_rows),
             differed, (int) status->differed_rows);
}

static void
print_status (const AmbSyncStatus *status, const char *last)
{
  g_autofree char *token_place = amb_sync_status_dup_token_place (status, NULL);
  g_autofree char *hint = amb_sync_status_dup_hint (status);

  g_print (_ ("Server: %s\n"), status->url != NULL ? status->url : _ ("none"));
  g_print (_ ("Last sync: %s\n"), last != NULL ? last : _ ("never"));
  g_print (_ ("Waiting to be sent: %d\n"), (int) status->waiting);
  g_print (_ ("To look at: %d\n"), (int) status->findings);
  print_compared (status);
  if (hint != NULL)
    g_print ("%s\n", hint);
  if (token_place != NULL)
    g_print ("%s\n", token_place);
}

/* Nobody writes, so nothing is being imported. */
static gboolean
is_written (AmbCli *self)
{
  g_autoptr (AmbLock) lock =
      self->lock == NULL ? amb_lock_take (self->profile, "ambassadectl", NULL) : NULL;

  return self->lock == NULL && lock == NULL;
}

static void
print_imports (AmbCli *self, GPtrArray *marks)
{
  gboolean written = marks->len > 0 && is_written (self);

  for (guint i = 0; i < marks->len; i++)
    {
      const AmbImportMark *mark = g_ptr_array_index (marks, i);
      g_autofree char *title = amb_import_mark_dup_title (mark);

      if (mark->is_running && written)
        /* Translators: the file, the rows that are in, and the rows of the file */
        g_print (_ ("Importing “%1$s”: %2$d of %3$d rows\n"), mark->name, (int) mark->rows,
                 (int) mark->total);
      else
        g_print (_ ("Import: %1$s. %2$s\n"), title, amb_import_mark_get_advice (mark));
    }
}

static void
build_imports (AmbCli *self, JsonBuilder *builder, GPtrArray *marks)
{
  gboolean written = marks->len > 0 && is_written (self);

  json_builder_set_member_name (builder, "imports");
  json_builder_begin_array (builder);
  for (guint i = 0; i < marks->len; i++)
    {
      const AmbImportMark *mark = g_ptr_array_index (marks, i);

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "name", mark->name);
      amb_cli_build_string (builder, "entity", mark->entity != NULL ? mark->entity->name : NULL);
      amb_cli_build_int (builder, "rows", mark->rows);
      amb_cli_build_int (builder, "total", mark->total);
      amb_cli_build_string (builder, "state", mark->is_running && written ? "running" : "stopped");
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static AmbCliStatus
run_status (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (AmbSyncStatus) status = NULL;
  g_autoptr (GPtrArray) marks = NULL;
  g_autofree char *last = NULL;
  g_autofree char *compared = NULL;
  g_autofree char *differed = NULL;

  if (!amb_cli_parse (&args, NULL, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  if (self->programme == NULL)
    self->programme = amb_programme_new (self->store);
  status = amb_sync_status (self->programme, error);
  marks = status != NULL ? amb_import_mark_list (self->store, error) : NULL;
  if (marks == NULL)
    return AMB_CLI_FAILED;
  status->findings = count_to_look_at (self);
  last = status->last_sync > 0 ? amb_instant_format (status->last_sync) : NULL;
  compared = status->compared > 0 ? amb_instant_format (status->compared) : NULL;
  differed = status->differed > 0 ? amb_instant_format (status->differed) : NULL;
  if (!self->json)
    {
      print_status (status, last);
      print_imports (self, marks);
      return AMB_CLI_DONE;
    }
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "server", status->url);
  amb_cli_build_string (builder, "device", status->device);
  amb_cli_build_string (builder, "principal", status->principal);
  amb_cli_build_string (builder, "access", status->access);
  amb_cli_build_string (builder, "last_sync", last);
  amb_cli_build_int (builder, "waiting", status->waiting);
  amb_cli_build_int (builder, "held", status->held);
  amb_cli_build_int (builder, "parked", status->parked);
  amb_cli_build_int (builder, "findings", status->findings);
  amb_cli_build_string (builder, "compared", compared);
  amb_cli_build_string (builder, "differed", differed);
  amb_cli_build_int (builder, "differed_records", status->differed_rows);
  json_builder_set_member_name (builder, "sending");
  json_builder_add_boolean_value (builder, status->sending != AMB_SENDING_NOT);
  json_builder_set_member_name (builder, "complete");
  json_builder_add_boolean_value (builder, status->complete);
  json_builder_set_member_name (builder, "outdated");
  json_builder_add_boolean_value (builder, status->outdated);
  build_imports (self, builder, marks);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_sync_commands[] = {
  { "connect", "URL --token-file FILE [--send | --keep-apart DIR]",
    N_ ("connects this profile to a server; --send takes its records to an empty one, --keep-apart "
        "moves them into a profile of their own"),
    run_connect },
  { "disconnect", "[--clear] [--save FILE | --force]",
    N_ ("forgets the server; --clear removes the records too, --save keeps unsent changes in a "
        "file, "
        "--force drops them"),
    run_disconnect },
  { "take-up", "FILE", N_ ("does again what disconnect --save has kept"), run_take_up },
  { "sync", "[--watch]", N_ ("sends and fetches until both are up to date"), run_sync },
  { "status", "", N_ ("server, last sync, what waits"), run_status },
  { NULL },
};
