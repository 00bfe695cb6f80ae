/* ambassade-server: the programme's REST server, and its administration. */
#include "amb-admin.h"
#include "amb-error.h"
#include "amb-http-server.h"
#include "amb-lock.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <sys/resource.h>
#include <unistd.h>

#define DEFAULT_ADDRESS "127.0.0.1:8080"
#define MAX_FILES       65536

typedef struct
{
  char *folder;
  char *address;
  gboolean behind_proxy;
  gboolean show_version;
} Options;

static int
fail (const GError *error)
{
  g_printerr ("ambassade-server: %s\n", error->message);
  return g_error_matches (error, AMB_ERROR, AMB_ERROR_USAGE) ? 2 : 1;
}

static gboolean
prepare_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_FAILED,
                   _ ("The data folder “%s” can’t be made: %s. Choose another with --data."),
                   folder, g_strerror (errno));
      return FALSE;
    }
  if (g_access (folder, W_OK | X_OK) == 0)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_FAILED,
               _ ("The data folder “%s” can’t be written: %s. Check its owner and its rights."),
               folder, g_strerror (errno));
  return FALSE;
}

static void
failed_cb (AmbHttpServer *server, const char *message, gpointer data)
{
  g_printerr ("ambassade-server: %s\n", message);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
serve (const Options *options, AmbClock *clock, GError **error)
{
  g_autoptr (AmbHttpServer) server = amb_http_server_new (options->folder, clock, error);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GSocketService) admin = NULL;
  g_autofree char *shown = NULL;
  guint term, interrupt;

  if (server == NULL)
    return FALSE;
  g_signal_connect (server, "failed", G_CALLBACK (failed_cb), NULL);
  admin = amb_admin_serve (server, options->folder, error);
  if (admin != NULL)
    shown = amb_http_server_listen (server,
                                    options->address != NULL ? options->address : DEFAULT_ADDRESS,
                                    options->behind_proxy, error);
  if (shown != NULL)
    {
      term = g_unix_signal_add (SIGTERM, quit_cb, loop);
      interrupt = g_unix_signal_add (SIGINT, quit_cb, loop);
      g_print (_ ("Listening on %s\n"), shown);
      fflush (stdout);
      g_main_loop_run (loop);
      g_source_remove (term);
      g_source_remove (interrupt);
    }
  if (admin != NULL)
    g_socket_service_stop (admin);
  amb_http_server_stop (server);
  return shown != NULL;
}

/* Paths are given relative to where the command is typed, not to where the server runs. */
static char **
resolve_paths (char **argv)
{
  g_autoptr (GStrvBuilder) resolved = g_strv_builder_new ();

  for (guint i = 0; argv[i] != NULL; i++)
    {
      g_autofree char *path = i == 1 && g_str_equal (argv[0], "backup")
                                  ? g_canonicalize_filename (argv[i], NULL)
                                  : g_strdup (argv[i]);
      g_strv_builder_add (resolved, path);
    }
  return g_strv_builder_end (resolved);
}

static AmbAdminResult *
administer_here (const char *folder, AmbClock *clock, char **argv, GError **error)
{
  g_autofree char *path = g_build_filename (folder, AMB_HTTP_DATABASE, NULL);
  g_autoptr (AmbStore) store = amb_store_open (path, AMB_STORE_SERVER, clock, error);
  g_autoptr (AmbServerCore) core = store != NULL ? amb_server_core_new (store, error) : NULL;

  return core != NULL ? amb_admin_run (core, (const char *const *) argv) : NULL;
}

/* A server that holds the folder does it, else this program. */
static AmbAdminResult *
administer (const char *folder, AmbClock *clock, char **argv, GError **error)
{
  g_autoptr (GError) busy = NULL;
  g_autoptr (AmbLock) lock = amb_lock_take (folder, "ambassade-server", &busy);
  AmbAdminResult *result;

  if (lock != NULL)
    return administer_here (folder, clock, argv, error);
  if (!g_error_matches (busy, AMB_ERROR, AMB_ERROR_BUSY))
    {
      g_propagate_error (error, g_steal_pointer (&busy));
      return NULL;
    }
  result = amb_admin_call (folder, (const char *const *) argv, NULL);
  if (result == NULL)
    g_propagate_error (error, g_steal_pointer (&busy));
  return result;
}

static int
run_command (const Options *options, AmbClock *clock, char **argv)
{
  g_auto (GStrv) resolved = resolve_paths (argv);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbAdminResult) result = administer (options->folder, clock, resolved, &error);

  if (result == NULL)
    return fail (error);
  g_print ("%s", result->out->str);
  if (result->err->len > 0)
    g_printerr ("ambassade-server: %s", result->err->str);
  return result->status;
}

/* Each client that waits for news holds a file; by default only 1,024 are allowed, though the
 * system would give more. */
static void
raise_file_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? MAX_FILES : MIN (limit.rlim_max, MAX_FILES);
  setrlimit (RLIMIT_NOFILE, &limit);
}

static int
run_server (const Options *options, AmbClock *clock)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbLock) lock = amb_lock_take (options->folder, "ambassade-server", &error);

  raise_file_limit ();
  if (lock == NULL || !serve (options, clock, &error))
    return fail (error);
  return 0;
}

static int
run (const Options *options, char **argv)
{
  g_autoptr (AmbClock) clock = amb_clock_new_system ();
  g_autoptr (GError) error = NULL;

  if (options->show_version)
    {
      g_print ("ambassade-server %s\n", AMB_VERSION);
      return 0;
    }
  if (options->folder == NULL)
    {
      g_printerr (
          _ ("ambassade-server: Say with --data in which folder the data are. See --help.\n"));
      return 2;
    }
  if (!prepare_folder (options->folder, &error))
    return fail (error);
  return argv[0] != NULL ? run_command (options, clock, argv) : run_server (options, clock);
}

int
main (int argc, char *argv[])
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.folder,
      N_ ("The data folder, made when missing"), "DIR" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &options.address,
      N_ ("Where to listen (127.0.0.1:8080)"), "ADDRESS:PORT|unix:PATH" },
    { "behind-proxy", 0, 0, G_OPTION_ARG_NONE, &options.behind_proxy,
      N_ ("Something with TLS and limits stands in front: allow any address"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options.show_version, N_ ("Show the version"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("[COMMAND…]"));
  g_autoptr (GError) error = NULL;
  g_autofree char *commands = g_strdup_printf ("%s\n%s", _ ("Commands:"), amb_admin_get_usage ());
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, AMB_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  umask (0077);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_description (context, commands);
  /* Options of a command are the command's. */
  g_option_context_set_ignore_unknown_options (context, TRUE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("ambassade-server: %s\n", error->message);
      return 2;
    }
  status = run (&options, argv + 1);
  g_free (options.folder);
  g_free (options.address);
  return status;
}
