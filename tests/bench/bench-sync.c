/* The first synchronisation over loopback HTTP from the real server, beside the same bytes
 * downloaded by libsoup and the same rows inserted in bulk into the same indexed and searchable
 * tables, in one run. bench-sync SERVER [PEOPLE]      100000 when not given
 *
 * Target: a ratio of 1.5 at most. */
#include "amb-ahead-transport.h"
#include "amb-server-core.h"
#include "amb-soup-transport.h"
#include "amb-sync-engine.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>

#define DATABASE "ambassade.db"
#define ROUNDS   3

static AmbStore *
open_store (const char *path, AmbStoreFlags flags, AmbClock *clock)
{
  g_autoptr (GError) error = NULL;
  AmbStore *store = amb_store_open (path, flags, clock, &error);

  g_assert_no_error (error);
  return store;
}

/* (transfer full): a manager's token. */
static char *
fill_server (const char *folder, guint people, AmbClock *clock)
{
  g_autofree char *path = g_build_filename (folder, DATABASE, NULL);
  g_autoptr (AmbStore) store = open_store (path, AMB_STORE_SERVER, clock);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbServerCore) core = amb_server_core_new (store, &error);
  AmbDb *db = amb_store_get_db (store);
  char *token;

  g_assert_no_error (error);
  g_assert_true (amb_db_begin (db, &error));
  for (guint i = 0; i < people; i++)
    {
      g_autofree char *id = amb_clock_dup_id (clock);
      g_autofree char *name = g_strdup_printf ("Élodie Lefèvre %u", i);
      g_autofree char *email = g_strdup_printf ("p%u@example.com", i);
      g_autofree char *title = g_strdup_printf ("Engineer of works %u", i % 1000);
      g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), id);

      amb_record_set (record, "display-name", name);
      amb_record_set (record, "email", email);
      amb_record_set (record, "job-title", title);
      amb_record_set (record, "country", "FR");
      amb_record_set (record, "language", "fr");
      amb_record_set (record, "last-active-on", "2026-11-02");
      amb_record_set (record, "roles", i % 5 == 0 ? "[\"curator\",\"producer\"]" : NULL);
      amb_store_put (store, record, &error);
      g_assert_no_error (error);
    }
  g_assert_true (amb_db_commit (db, &error));
  g_ptr_array_unref (amb_store_take_changes (store));
  amb_server_core_adopt (core, &error);
  g_assert_no_error (error);
  token =
      amb_server_core_create_token (core, "bench", AMB_ACCESS_MANAGER, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return token;
}

static guint16
find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  return g_socket_listener_add_any_inet_port (listener, NULL, NULL);
}

static GSubprocess *
start_server (const char *program, const char *folder, guint16 port)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", port);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSubprocess *server =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        &error, program, "--data", folder, "--listen", address, NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < 600; i++)
    {
      g_autoptr (GSocketConnection) connection =
          g_socket_client_connect_to_host (client, address, port, NULL, NULL);

      if (connection)
        return server;
      g_usleep (50 * 1000);
    }
  g_error ("the server does not listen");
}

static gboolean
exchange (AmbSyncEngine *engine, AmbTransport *transport, gboolean push)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncRequest) request = push ? amb_sync_engine_plan_push (engine, &error)
                                            : amb_sync_engine_plan_pull (engine, 0, &error);
  g_autoptr (AmbSyncResponse) response = NULL;
  AmbSyncOutcome outcome = { 0 };

  g_assert_no_error (error);
  if (!request)
    return FALSE;
  response = amb_transport_send (transport, request, NULL, &error);
  g_assert_no_error (error);
  amb_sync_engine_apply (engine, request, response, &outcome, &error);
  g_assert_no_error (error);
  return outcome.more;
}

static double
synchronise (const char *path, const char *url, const char *token, AmbClock *clock)
{
  g_autoptr (AmbStore) store = open_store (path, AMB_STORE_DEFAULT, clock);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncEngine) engine = amb_sync_engine_new (store, &error);
  g_autoptr (AmbTransport) transport =
      AMB_TRANSPORT (amb_ahead_transport_new (AMB_TRANSPORT (amb_soup_transport_new (url, token))));
  g_autofree char *device = amb_clock_dup_id (clock);
  gint64 begun = g_get_monotonic_time ();

  g_assert_no_error (error);
  amb_sync_engine_begin (engine, url, device, &error);
  while (exchange (engine, transport, TRUE))
    ;
  while (exchange (engine, transport, FALSE))
    ;
  g_assert_true (amb_sync_engine_is_at_head (engine));
  return (g_get_monotonic_time () - begun) / 1e6;
}

/* (transfer full): the value of a text member of the page's last line. */
static char *
dup_end_member (GBytes *page, const char *name)
{
  gsize size;
  const char *data = g_bytes_get_data (page, &size);
  g_autofree char *text = g_strndup (data, size);
  g_autofree char *key = g_strdup_printf ("\"%s\":\"", name);
  const char *end = strstr (strrchr (g_strchomp (text), '\n') + 1, key);

  g_assert_nonnull (end);
  end += strlen (key);
  return g_strndup (end, strcspn (end, "\""));
}

static gboolean
has_more (GBytes *page)
{
  gsize size;
  const char *data = g_bytes_get_data (page, &size);

  return g_strstr_len (data + (size > 2000 ? size - 2000 : 0), -1, "\"more\":true") != NULL;
}

static double
download (const char *url, const char *token, gsize *bytes)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autofree char *cursor = g_strdup ("");
  gboolean more = TRUE;
  gint64 begun = g_get_monotonic_time ();

  while (more)
    {
      g_autofree char *address =
          g_strdup_printf ("%s/v1/changes?cursor=%s&limit=5000&wait=0", url, cursor);
      g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
      g_autoptr (GBytes) page = NULL;
      g_autoptr (GError) error = NULL;

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    bearer);
      soup_message_headers_replace (soup_message_get_request_headers (message), "X-Request-Id",
                                    "bench");
      page = soup_session_send_and_read (session, message, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (soup_message_get_status (message), ==, 200);
      *bytes += g_bytes_get_size (page);
      g_free (cursor);
      cursor = dup_end_member (page, "cursor");
      more = has_more (page);
    }
  return (g_get_monotonic_time () - begun) / 1e6;
}

/* Rows, set values, search text and members as the synchronisation left them. */
static double
insert (const char *path, const char *from, AmbClock *clock)
{
  g_autoptr (AmbStore) store = open_store (path, AMB_STORE_DEFAULT, clock);
  AmbDb *db = amb_store_get_db (store);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS source", from);
  g_autoptr (GError) error = NULL;
  gint64 begun;

  amb_db_exec (db, attach, &error);
  g_assert_no_error (error);
  begun = g_get_monotonic_time ();
  amb_db_begin (db, &error);
  amb_db_exec (db,
               "INSERT INTO ambassadors SELECT * FROM source.ambassadors ORDER BY rid;"
               "INSERT INTO set_value SELECT * FROM source.set_value WHERE entity = 'ambassador';"
               "INSERT INTO ambassadors_fts (rowid, text)"
               "  SELECT rowid, text FROM source.ambassadors_fts;"
               "INSERT INTO sync_member SELECT * FROM source.sync_member;",
               &error);
  g_assert_no_error (error);
  amb_db_commit (db, &error);
  g_assert_no_error (error);
  return (g_get_monotonic_time () - begun) / 1e6;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  guint people = argc > 2 ? (guint) atoi (argv[2]) : 100000;
  g_autofree char *folder = g_dir_make_tmp ("amb-bench-sync-XXXXXX", NULL);
  g_autofree char *data = g_build_filename (folder, "server", NULL);
  g_autoptr (AmbClock) clock = amb_clock_new_system ();
  guint16 port = find_port ();
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autofree char *token = NULL;
  g_autoptr (GSubprocess) server = NULL;
  double syncing = G_MAXDOUBLE, downloading = G_MAXDOUBLE, inserting = G_MAXDOUBLE;
  gsize bytes = 0;

  if (argc < 2)
    {
      g_printerr ("bench-sync SERVER [PEOPLE]\n");
      return 2;
    }
  g_mkdir (data, 0700);
  token = fill_server (data, people, clock);
  server = start_server (argv[1], data, port);
  /* In turns, and the best of each counts: the server's first answer is the slowest. */
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *synced = g_strdup_printf ("%s/synced-%u.db", folder, i);
      g_autofree char *plain = g_strdup_printf ("%s/plain-%u.db", folder, i);

      double times[3];

      bytes = 0;
      times[0] = synchronise (synced, url, token, clock);
      times[1] = download (url, token, &bytes);
      times[2] = insert (plain, synced, clock);
      syncing = MIN (syncing, times[0]);
      downloading = MIN (downloading, times[1]);
      inserting = MIN (inserting, times[2]);
    }
  g_subprocess_send_signal (server, SIGTERM);
  g_subprocess_wait (server, NULL, NULL);
  g_print ("first synchronisation of %u people: %.2f s, %.0f rows/s\n", people, syncing,
           people / syncing);
  g_print ("libsoup downloads the same %.1f MB: %.2f s\n", bytes / 1e6, downloading);
  g_print ("bulk insert of the same rows: %.2f s\n", inserting);
  g_print ("ratio synchronisation / download and insert: %.2f\n",
           syncing / (downloading + inserting));
  remove_folder (folder);
  return 0;
}
