/* Administration: the commands, and that a running server does them for others. */
#include "amb-admin.h"
#include "amb-error.h"
#include "amb-lock.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>

static AmbServerCore *
open_core (const char *path, AmbClock *clock)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStore) store = amb_store_open (path, AMB_STORE_SERVER, clock, &error);
  AmbServerCore *core;

  g_assert_no_error (error);
  core = amb_server_core_new (store, &error);
  g_assert_no_error (error);
  return core;
}

static AmbAdminResult *
run (AmbServerCore *core, const char *line)
{
  g_auto (GStrv) argv = g_strsplit (line, " ", -1);

  return amb_admin_run (core, (const char *const *) argv);
}

static void
test_commands (void)
{
  static const struct
  {
    const char *line;
    int status;
    const char *said; /* on either stream */
  } cases[] = {
    { "token create --access manager --name Ana", 0, "" },
    { "token list", 0, "1\tmanager\tAna" },
    { "token create --access manager --name Ana", 1, "has a token already" },
    { "token create --access king --name Leo", 1, "no kind of access" },
    { "token create --access lead --name Leo", 1, "at least one node" },
    { "token create --access lead --name Leo --node NOWHERE", 1, "NOWHERE" },
    { "token create --access manager --name Leo --node NOWHERE", 1, "NOWHERE" },
    { "token create --access ambassador --name Leo --person nobody@example.com", 1, "nobody@" },
    { "token create --name Leo", 2, "--access" },
    { "token create --access manager --name Leo --frob", 2, "--frob" },
    { "token revoke x", 2, "x" },
    { "token revoke 7", 1, "7" },
    { "token revoke 1", 0, "" },
    { "token revoke 1", 1, "revoked already" },
    { "token revoke", 2, "" },
    { "token", 2, "token create" },
    { "frob", 2, "token create" },
    { "check", 0, "All is well." },
    { "check more", 2, "" },
    { "sample --people 0", 2, "--people" },
    { "sample --people 20", 0, "20" },
    { "sample --people 20", 1, "" },
    { "check", 0, "All is well." },
    { "token create --access lead --name Leo --node GRP", 0, "" },
  };
  g_autoptr (AmbClock) clock = amb_clock_new_system ();
  g_autoptr (AmbServerCore) core = open_core (":memory:", clock);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbAdminResult) result = run (core, cases[i].line);

      g_test_message ("%s: %s%s", cases[i].line, result->out->str, result->err->str);
      g_assert_cmpint (result->status, ==, cases[i].status);
      g_assert_true (strstr (result->out->str, cases[i].said) != NULL ||
                     strstr (result->err->str, cases[i].said) != NULL);
      g_assert_true ((result->status == 0) == (result->err->len == 0));
    }
}

static void
test_a_restored_backup_begins_a_new_epoch (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("ambassade-admin-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "a.db", NULL);
  g_autofree char *copy = g_build_filename (folder, "copy.db", NULL);
  g_autofree char *line = g_strconcat ("backup ", copy, NULL);
  g_autoptr (AmbClock) clock = amb_clock_new_system ();

  {
    g_autoptr (AmbServerCore) core = open_core (path, clock);
    g_autoptr (AmbAdminResult) token = run (core, "token create --access manager --name Ana");
    g_autoptr (AmbAdminResult) saved = run (core, line);
    g_autoptr (AmbAdminResult) again = run (core, line);
    g_autofree char *epoch = g_strdup (amb_server_core_get_epoch (core));

    g_assert_cmpint (saved->status, ==, 0);
    g_assert_cmpint (again->status, ==, 1);
    {
      g_autoptr (AmbServerCore) restored = open_core (copy, clock);
      g_autofree char *first = g_strdup (amb_server_core_get_epoch (restored));
      g_autoptr (AmbPrincipal) ana =
          amb_server_core_authenticate (restored, g_strchomp (token->out->str), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (first, !=, epoch);
      g_clear_object (&restored);
      restored = open_core (copy, clock);
      g_assert_cmpstr (amb_server_core_get_epoch (restored), ==, first);
    }
  }
  g_unlink (path);
  g_unlink (copy);
  g_rmdir (folder);
}

/* amb_admin_call() waits, as a program of its own would: so it has a thread here. */
typedef struct
{
  const char *folder;
  AmbAdminResult *result;
} Call;

static gpointer
call_thread (gpointer data)
{
  static const char *const argv[] = { "token",  "create",  "--access", "manager",
                                      "--name", "A \"q\"", NULL };
  Call *call = data;

  call->result = amb_admin_call (call->folder, argv, NULL);
  g_main_context_wakeup (NULL);
  return NULL;
}

/* A server at work in a folder of its own. */
typedef struct
{
  char *folder;
  AmbHttpServer *server;
  GSocketService *service;
} Running;

static void
running_start (Running *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbClock) clock = amb_clock_new_system ();

  self->folder = g_dir_make_tmp ("ambassade-admin-XXXXXX", &error);
  g_assert_no_error (error);
  self->server = amb_http_server_new (self->folder, clock, &error);
  g_assert_no_error (error);
  self->service = amb_admin_serve (self->server, self->folder, &error);
  g_assert_no_error (error);
}

/* What came of a thread that talks to it. */
static AmbAdminResult *
running_ask (Running *self, GThreadFunc talk)
{
  Call call = { .folder = self->folder };
  GThread *thread = g_thread_new ("caller", talk, &call);

  while (g_atomic_pointer_get (&call.result) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  return call.result;
}

static void
running_stop (Running *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  amb_http_server_stop (self->server);
  g_clear_object (&self->service);
  g_clear_object (&self->server);
}

static void
running_free (Running *self)
{
  g_autofree char *path = g_build_filename (self->folder, AMB_HTTP_DATABASE, NULL);
  g_autofree char *socket = g_build_filename (self->folder, AMB_ADMIN_SOCKET, NULL);

  g_unlink (socket);
  g_unlink (path);
  g_rmdir (self->folder);
  g_free (self->folder);
}

static void
test_a_running_server_does_it_for_others (void)
{
  static const char *const list[] = { "token", "list", NULL };
  g_autoptr (GError) error = NULL;
  AmbAdminResult *result;
  Running running;

  running_start (&running);
  result = running_ask (&running, call_thread);
  g_assert_cmpint (result->status, ==, 0);
  g_assert_cmpuint (result->out->len, ==, 65);
  amb_admin_result_free (result);

  running_stop (&running);
  g_assert_null (amb_admin_call (running.folder, list, &error));
  g_assert_nonnull (error);
  running_free (&running);
}

/* Sends without ever ending its line, until the other side has had enough. */
static gpointer
endless_thread (gpointer data)
{
  static const char chunk[1024] = { [0 ... 1023] = 'x' };
  Call *call = data;
  g_autofree char *path = g_build_filename (call->folder, AMB_ADMIN_SOCKET, NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  guint sent = 0;

  while (sent < 64 * 1024 &&
         g_output_stream_write_all (output, chunk, sizeof chunk, NULL, NULL, NULL))
    sent++;
  call->result = amb_admin_result_new ();
  call->result->status = sent < 64 * 1024;
  g_main_context_wakeup (NULL);
  return NULL;
}

static void
test_a_line_without_an_end_is_given_up (void)
{
  AmbAdminResult *result;
  Running running;

  running_start (&running);
  result = running_ask (&running, endless_thread);
  g_assert_cmpint (result->status, ==, 1);
  amb_admin_result_free (result);
  running_stop (&running);
  running_free (&running);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/admin/commands", test_commands);
  g_test_add_func ("/server/admin/a-restored-backup-begins-a-new-epoch",
                   test_a_restored_backup_begins_a_new_epoch);
  g_test_add_func ("/server/admin/a-running-server-does-it-for-others",
                   test_a_running_server_does_it_for_others);
  g_test_add_func ("/server/admin/a-line-without-an-end-is-given-up",
                   test_a_line_without_an_end_is_given_up);
  return g_test_run ();
}
