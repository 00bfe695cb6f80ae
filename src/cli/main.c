/* ambassadectl: the programme without a display. */
#include "amb-cli.h"

#include "amb-error.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static const AmbCliCommand *const tables[] = {
  amb_cli_record_commands,   amb_cli_fit_commands,
  amb_cli_history_commands,  amb_cli_file_commands,
  amb_cli_sync_commands,     amb_cli_attention_commands,
  amb_cli_sample_commands,   amb_cli_lifecycle_commands,
  amb_cli_coverage_commands, amb_cli_cohort_commands,
  amb_cli_task_commands,     amb_cli_metrics_commands,
  amb_cli_write_commands,    amb_cli_found_commands,
  amb_cli_call_commands,     amb_cli_calendar_feed_commands,
  amb_cli_calendar_commands, amb_cli_figures_commands,
  amb_cli_content_commands,  amb_cli_asset_commands,
  amb_cli_hold_commands,     amb_cli_me_commands,
};

static const AmbCliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const AmbCliCommand *c = tables[i]; c->name != NULL; c++)
      if (g_strcmp0 (c->name, name) == 0)
        return c;
  return NULL;
}

static void
print_help (void)
{
  g_print (_ ("Usage: ambassadectl [--profile DIR] [--json] [--now INSTANT] COMMAND …\n\n"));
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const AmbCliCommand *c = tables[i]; c->name != NULL; c++)
      {
        g_autofree char *line = g_strdup_printf ("%s %s", c->name, c->usage);

        g_print ("  %s\n        %s\n", line, _ (c->summary));
      }
  g_print (_ ("\nExit status: 0 done, 1 failed, 2 usage, 3 done in part. With --json one document "
              "goes to standard output; messages go to standard error.\n"));
}

static void
print_usage (const AmbCliCommand *command, void (*print) (const char *format, ...))
{
  g_autofree char *line = g_strdup_printf ("%s %s", command->name, command->usage);

  print (_ ("Usage: ambassadectl %s\n"), g_strchomp (line));
}

/* Takes one of the options that every command knows and that have a value; FALSE with @error. */
static gboolean
take_value (AmbCli *self, gboolean is_profile, const char *value, GError **error)
{
  gint64 now;

  if (value == NULL || *value == '\0')
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   is_profile ? _ ("--profile needs a folder behind it.")
                              : _ ("--now needs an instant behind it, as 2026-08-31T09:00:00Z."));
      return FALSE;
    }
  if (is_profile)
    {
      g_free (self->profile);
      self->profile = g_canonicalize_filename (value, NULL);
      self->is_named = TRUE;
      return TRUE;
    }
  if (!amb_instant_parse (value, &now))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("“%s” is not an instant as 2026-08-31T09:00:00Z."), value);
      return FALSE;
    }
  g_set_object (&self->clock, NULL);
  self->clock = amb_clock_new_manual (now, 0);
  return TRUE;
}

/* The options that every command takes may stand anywhere before a “--”. */
static gboolean
take_common (AmbCli *self, char **argv, GStrvBuilder *rest, gboolean *help, GError **error)
{
  gboolean literal = FALSE;

  for (int i = 1; argv[i] != NULL; i++)
    {
      const char *word = argv[i];
      gboolean is_profile = g_str_has_prefix (word, "--profile");
      gsize length = strlen (is_profile ? "--profile" : "--now");

      literal = literal || g_str_equal (word, "--");
      if (!literal && (g_str_equal (word, "--profile") || g_str_equal (word, "--now")))
        {
          if (!take_value (self, is_profile, argv[i + 1], error))
            return FALSE;
          i++;
        }
      else if (!literal &&
               (g_str_has_prefix (word, "--profile=") || g_str_has_prefix (word, "--now=")))
        {
          if (!take_value (self, is_profile, word + length + 1, error))
            return FALSE;
        }
      else if (!literal && g_str_equal (word, "--json"))
        self->json = TRUE;
      else if (!literal && (g_str_equal (word, "--help") || g_str_equal (word, "-h")))
        *help = TRUE;
      else
        g_strv_builder_add (rest, word);
    }
  return TRUE;
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

/* Commands block the main thread, so signals are waited for on one of their own. */
static gpointer
wait_for_signals (gpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  const int signals[] = { SIGINT, SIGTERM };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_autoptr (GSource) source = g_unix_signal_source_new (signals[i]);

      g_source_set_callback (source, cancel_cb, data, NULL);
      g_source_attach (source, context);
    }
  while (TRUE)
    g_main_context_iteration (context, TRUE);
  return NULL;
}

/* @meant: (out): the one that was meant, if any */
static AmbCliStatus
run_command (AmbCli *self, char **argv, const AmbCliCommand **meant, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  g_auto (GStrv) args = NULL;
  const AmbCliCommand *command;
  gboolean help = FALSE;

  if (!take_common (self, argv, builder, &help, error))
    return AMB_CLI_USAGE;
  words = g_strv_builder_end (builder);
  if (g_strcmp0 (words[0], "help") == 0 && words[1] != NULL)
    help = TRUE;
  command = find_command (help && g_strcmp0 (words[0], "help") == 0 ? words[1] : words[0]);
  if (help && command != NULL)
    {
      print_usage (command, g_print);
      g_print ("        %s\n", _ (command->summary));
      return AMB_CLI_DONE;
    }
  if (help || g_strcmp0 (words[0], "help") == 0)
    {
      print_help ();
      return AMB_CLI_DONE;
    }
  if (g_strcmp0 (words[0], "--version") == 0)
    {
      g_print ("ambassadectl %s\n", AMB_VERSION);
      return AMB_CLI_DONE;
    }
  if (command == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   words[0] == NULL ? _ ("Which command? Try “ambassadectl --help”.%s")
                                    : _ ("There is no command “%s”. Try “ambassadectl --help”."),
                   words[0] == NULL ? "" : words[0]);
      return AMB_CLI_USAGE;
    }
  *meant = command;
  args = g_strdupv (words + 1);
  return command->run (self, g_steal_pointer (&args), error);
}

/* Where the data of whoever runs it live; the window takes the same folder. */
static char *
dup_default_profile (void)
{
  return g_build_filename (g_get_user_data_dir (), "ambassade", NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  AmbCli self = { .profile = dup_default_profile (), .cancellable = g_cancellable_new () };
  const AmbCliCommand *command = NULL;
  AmbCliStatus status;

  setlocale (LC_ALL, "");
  /* A build folder has its translations elsewhere. */
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("AMBASSADE_LOCALE_DIR") != NULL
                                       ? g_getenv ("AMBASSADE_LOCALE_DIR")
                                       : AMB_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  self.clock = amb_clock_new_system ();
  amb_cli_init_print ();
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN); /* a write beyond the limit is an error to report, as on a full disk */
  g_thread_unref (g_thread_new ("signals", wait_for_signals, g_object_ref (self.cancellable)));

  status = run_command (&self, argv, &command, &error);
  if (self.json && error == NULL && command != NULL && status == AMB_CLI_DONE &&
      !amb_cli_has_printed ())
    amb_cli_print_document ("{\"done\":true}");
  if (error != NULL)
    {
      g_autofree char *message = amb_cli_dup_cell (error->message);

      g_printerr ("ambassadectl: %s\n", message);
      if (command != NULL && g_error_matches (error, AMB_ERROR, AMB_ERROR_USAGE))
        print_usage (command, g_printerr);
      status = g_error_matches (error, AMB_ERROR, AMB_ERROR_USAGE) ? AMB_CLI_USAGE : AMB_CLI_FAILED;
    }
  g_clear_object (&self.programme);
  g_clear_object (&self.store);
  g_clear_pointer (&self.lock, amb_lock_free);
  g_clear_object (&self.clock);
  g_clear_object (&self.cancellable);
  g_free (self.profile);
  return status;
}
