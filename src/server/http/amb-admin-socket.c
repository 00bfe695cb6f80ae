/* admin.sock: one line of JSON with the command, one line back. */
#include "amb-admin.h"

#include "amb-error.h"
#include "amb-json.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_LINE (64 * 1024)

static char *
dup_socket_path (const char *folder)
{
  return g_build_filename (folder, AMB_ADMIN_SOCKET, NULL);
}

static GSocketAddress *
new_address (const char *path)
{
  return g_unix_socket_address_new (path);
}

static GBytes *
write_command (const char *const *argv)
{
  GString *line = g_string_new ("[");

  for (guint i = 0; argv[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (line, ',');
      amb_json_append_string (line, argv[i]);
    }
  g_string_append (line, "]\n");
  return g_string_free_to_bytes (line);
}

static char **
read_command (const char *line)
{
  g_autoptr (AmbJson) json = amb_json_parse (line, strlen (line), NULL);
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();

  for (const AmbJsonNode *item = json != NULL ? amb_json_node_get_first (amb_json_get_root (json))
                                              : NULL;
       item != NULL; item = amb_json_node_get_next (item))
    if (amb_json_node_get_string (item) != NULL)
      g_strv_builder_add (argv, amb_json_node_get_string (item));
  return g_strv_builder_end (argv);
}

static GBytes *
write_result (const AmbAdminResult *result)
{
  GString *line = g_string_new ("{");

  amb_json_append_key (line, "status");
  g_string_append_printf (line, "%d", result->status);
  amb_json_append_key (line, "out");
  amb_json_append_string (line, result->out->str);
  amb_json_append_key (line, "err");
  amb_json_append_string (line, result->err->str);
  g_string_append (line, "}\n");
  return g_string_free_to_bytes (line);
}

static AmbAdminResult *
read_result (const char *line)
{
  g_autoptr (AmbJson) json = amb_json_parse (line, strlen (line), NULL);
  const AmbJsonNode *root = json != NULL ? amb_json_get_root (json) : NULL;
  AmbAdminResult *result = amb_admin_result_new ();
  const char *out = amb_json_node_get_member_string (root, "out");
  const char *err = amb_json_node_get_member_string (root, "err");

  result->status = (int) amb_json_node_get_member_int (root, "status", 1);
  g_string_append (result->out, out != NULL ? out : "");
  g_string_append (result->err, err != NULL ? err : "");
  return result;
}

/* One connection. */
typedef struct
{
  AmbHttpServer *server;
  GSocketConnection *connection;
  GString *line; /* what has come of it */
  char chunk[4096];
  char **argv;
} Call;

static void
call_free (Call *self)
{
  g_object_unref (self->server);
  g_object_unref (self->connection);
  g_string_free (self->line, TRUE);
  g_strfreev (self->argv);
  g_free (self);
}

/* On the writer's thread. */
static gpointer
run_call (gpointer data, GCancellable *cancellable, GError **error)
{
  Call *call = data;

  return amb_admin_run (amb_http_server_get_core (call->server), (const char *const *) call->argv);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (call->connection), NULL, NULL);
  call_free (call);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbAdminResult) done = amb_worker_run_finish (AMB_WORKER (source), result, &error);
  g_autoptr (GBytes) line = NULL;
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (call->connection));

  if (done == NULL)
    {
      done = amb_admin_result_new ();
      done->status = 1;
      g_string_append_printf (done->err, "%s\n", error->message);
    }
  line = write_result (done);
  g_object_set_data_full (G_OBJECT (output), "line", g_bytes_ref (line),
                          (GDestroyNotify) g_bytes_unref);
  g_output_stream_write_all_async (output, g_bytes_get_data (line, NULL), g_bytes_get_size (line),
                                   G_PRIORITY_DEFAULT, NULL, written_cb, call);
}

static void
run_line (Call *call)
{
  call->argv = read_command (call->line->str);
  amb_worker_run_async (amb_http_server_get_writer (call->server), AMB_WORKER_NORMAL, run_call,
                        call, NULL, (GDestroyNotify) amb_admin_result_free, NULL, done_cb, call);
}

static void chunk_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
read_chunk (Call *call)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (call->connection)),
                             call->chunk, sizeof call->chunk, G_PRIORITY_DEFAULT, NULL, chunk_cb,
                             call);
}

/* A line that doesn't end is given up before it fills the memory. */
static void
chunk_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  const char *end = n > 0 ? memchr (call->chunk, '\n', n) : NULL;

  if (n > 0)
    g_string_append_len (call->line, call->chunk, end != NULL ? end - call->chunk : n);
  if (n < 0 || call->line->len > MAX_LINE || call->line->len == 0 ||
      memchr (call->line->str, '\0', call->line->len) != NULL ||
      amb_http_server_get_writer (call->server) == NULL)
    {
      g_io_stream_close (G_IO_STREAM (call->connection), NULL, NULL);
      call_free (call);
    }
  else if (end == NULL && n > 0)
    read_chunk (call);
  else
    run_line (call);
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  Call *call = g_new0 (Call, 1);

  call->server = g_object_ref (data);
  call->connection = g_object_ref (connection);
  call->line = g_string_new (NULL);
  read_chunk (call);
  return TRUE;
}

GSocketService *
amb_admin_serve (AmbHttpServer *server, const char *folder, GError **error)
{
  g_autofree char *path = dup_socket_path (folder);
  g_autoptr (GSocketAddress) address = new_address (path);
  g_autoptr (GSocketService) service = g_socket_service_new ();

  g_unlink (path);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, error))
    {
      g_prefix_error (error, _ ("The socket “%s” can’t be made: "), path);
      return NULL;
    }
  g_chmod (path, 0600);
  g_signal_connect_object (service, "incoming", G_CALLBACK (incoming_cb), server, 0);
  return g_steal_pointer (&service);
}

AmbAdminResult *
amb_admin_call (const char *folder, const char *const *argv, GError **error)
{
  g_autofree char *path = dup_socket_path (folder);
  g_autoptr (GSocketAddress) address = new_address (path);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, error);
  g_autoptr (GDataInputStream) input = NULL;
  g_autoptr (GBytes) command = write_command (argv);
  g_autofree char *line = NULL;

  if (connection == NULL ||
      !g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                  g_bytes_get_data (command, NULL), g_bytes_get_size (command),
                                  NULL, NULL, error))
    return NULL;
  input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  line = g_data_input_stream_read_line_utf8 (input, NULL, NULL, error);
  if (line != NULL)
    return read_result (line);
  if (error != NULL && *error == NULL)
    g_set_error (error, AMB_ERROR, AMB_ERROR_FAILED,
                 _ ("The server that runs gave no answer. Look at its log."));
  return NULL;
}
