/* What is said when no answer comes, or one that is no answer; the network is this machine. */
#include "amb-error.h"
#include "amb-soup-transport.h"

#include <string.h>

/* Answers every request with the bytes at hand; then drips, or hangs up. */
typedef struct
{
  const char *answer; /* NULL: nobody listens */
  gboolean drips;
  GSocketService *service;
  gint stopped; /* atomic */
  guint16 port;
} Host;

static gboolean
run_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, Host *host)
{
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char request[4096];

  if (g_input_stream_read (in, request, sizeof request, NULL, NULL) <= 0)
    return TRUE;
  g_output_stream_write_all (out, host->answer, strlen (host->answer), NULL, NULL, NULL);
  while (host->drips && !g_atomic_int_get (&host->stopped) &&
         g_output_stream_write (out, "x", 1, NULL, NULL) == 1)
    g_usleep (20000);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

/* A port of this machine on which nobody listens. */
static guint16
find_free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return port;
}

static void
host_start (Host *self)
{
  if (!self->answer)
    {
      self->port = find_free_port ();
      return;
    }
  self->service = g_threaded_socket_service_new (4);
  self->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, NULL);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
}

static void
host_stop (Host *self)
{
  g_atomic_int_set (&self->stopped, 1);
  if (!self->service)
    return;
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
}

static gpointer
iterate (gpointer data)
{
  g_main_loop_run (data);
  return NULL;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* From within: a loop that is told before it runs has not heard it. */
static void
stop_iterating (GMainLoop *loop, GThread *thread)
{
  g_idle_add (quit_cb, loop);
  g_thread_join (thread);
}

typedef struct
{
  const char *name;
  const char *address; /* NULL: the host's */
  const char *answer;
  gboolean drips;
  const char *kept;  /* what a connected profile is told */
  const char *first; /* what is told before anything waits */
} Case;

#define PAGE                                                                                       \
  "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100000\r\n\r\n"

static const Case cases[] = {
  { "nobody-listens", NULL, NULL, FALSE, "Nothing answers at http://127.0.0.1",
    "Check the address, or ask the administrator" },
  { "no-such-name", "http://nowhere.invalid", NULL, FALSE, "http://nowhere.invalid can’t be",
    "http://nowhere.invalid can’t be" },
  { "hangs-up", NULL, "", FALSE, "broke off", "can’t be reached" },
  { "hangs-up-within-a-page", NULL, PAGE "half", FALSE, "broke off", "can’t be reached" },
  { "drips-a-page", NULL, PAGE, TRUE, "less than 1 MiB came within a minute",
    "less than 1 MiB came within a minute" },
  { "drips-its-headers", NULL, "HTTP/1.1 200 OK\r\nX-Slow: ", TRUE,
    "less than 1 MiB came within a minute", "less than 1 MiB came within a minute" },
};

static void
assert_told (const Case *self, const char *url, gboolean is_first)
{
  static const char *const raw[] = { "Could not connect", "Error resolving",
                                     "Connection terminated", "Name or service",
                                     "Operation was cancelled" };
  g_autoptr (AmbSoupTransport) transport = amb_soup_transport_new (url, "token");
  g_autoptr (AmbSyncRequest) request = amb_sync_request_new (AMB_SYNC_META, "r");
  g_autoptr (AmbSyncResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  amb_soup_transport_set_patience (transport, 1);
  if (is_first)
    amb_soup_transport_set_first (transport);
  response = amb_transport_send (AMB_TRANSPORT (transport), request, NULL, &error);
  g_assert_null (response);
  g_assert_error (error, AMB_ERROR, AMB_ERROR_OFFLINE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, is_first ? self->first : self->kept));
  g_assert_true (is_first == (strstr (error->message, "Your changes are kept here") == NULL));
  for (guint i = 0; i < G_N_ELEMENTS (raw); i++)
    g_assert_null (strstr (error->message, raw[i]));
}

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  /* The thread of a connection may look at its host after the test is over. */
  static Host hosts[G_N_ELEMENTS (cases)];
  Host *host = &hosts[self - cases];
  GMainLoop *loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *url = NULL;
  GThread *thread;

  host->answer = self->answer;
  host->drips = self->drips;
  host_start (host);
  url = self->address ? g_strdup (self->address)
                      : g_strdup_printf ("http://127.0.0.1:%u", host->port);
  thread = g_thread_new ("host", iterate, loop);
  for (guint is_first = 0; is_first < 2; is_first++)
    {
      g_autoptr (GMainContext) context = g_main_context_new ();

      g_main_context_push_thread_default (context);
      assert_told (self, url, is_first);
      g_main_context_pop_thread_default (context);
    }
  stop_iterating (loop, thread);
  host_stop (host);
  g_main_loop_unref (loop);
}

/* A sign-in page comes through as what it is: its type says that no server speaks. */
static void
test_the_type_is_told (void)
{
  Host host = { .answer = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Type: "
                          "text/html; charset=utf-8\r\nContent-Length: 0\r\n\r\n" };
  GMainLoop *loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *url = NULL;
  g_autoptr (AmbSoupTransport) transport = NULL;
  g_autoptr (AmbSyncRequest) request = amb_sync_request_new (AMB_SYNC_META, "r");
  g_autoptr (AmbSyncResponse) response = NULL;
  g_autoptr (GMainContext) context = g_main_context_new ();
  GThread *thread;

  host_start (&host);
  url = g_strdup_printf ("http://127.0.0.1:%u", host.port);
  thread = g_thread_new ("host", iterate, loop);
  g_main_context_push_thread_default (context);
  transport = amb_soup_transport_new (url, "token");
  response = amb_transport_send (AMB_TRANSPORT (transport), request, NULL, NULL);
  g_assert_nonnull (response);
  g_assert_cmpuint (response->status, ==, 302);
  g_assert_cmpstr (response->type, ==, "text/html");
  g_clear_object (&transport);
  g_main_context_pop_thread_default (context);
  stop_iterating (loop, thread);
  host_stop (&host);
  g_main_loop_unref (loop);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/transport/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/sync/transport/the-type-is-told", test_the_type_is_told);
  return g_test_run ();
}
