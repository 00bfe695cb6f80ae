/* One desk for the comparison with other programs (tests/bench/peers): the real server's data and
 * the production client, one measure a process. The last line of the output is a JSON object.
 *   bench-desk fill DATA FILE         puts the people of FILE (JSON lines) into DATA; prints a
 * token bench-desk initial PROFILE URL TOKEN PEOPLE   first synchronisation: seconds, growth of
 * memory bench-desk change PROFILE URL TOKEN           tells each record that a pull has committed,
 * and when, until the standard input ends bench-desk push PROFILE URL TOKEN EDITS       edits made
 * without the server, then sent: seconds
 */
#include "amb-outbox.h"
#include "amb-server-core.h"
#include "amb-soup-transport.h"
#include "amb-sync-engine-private.h"
#include "amb-sync-service.h"

#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SERVER_DATABASE  "ambassade.db"
#define PROFILE_DATABASE "cache.db"
#define PATIENCE_SECONDS 600
/* Edits of one transaction while they are made; each is an action of its own all the same. */
#define EDITS_A_TRANSACTION 500

/* Member of a line of FILE → field. */
static const struct
{
  const char *member;
  const char *field;
} fields[] = {
  { "displayName", "display-name" },
  { "email", "email" },
  { "jobTitle", "job-title" },
  { "state", "state" },
  { "country", "country" },
  { "language", "language" },
  { "lastActiveOn", "last-active-on" },
};

static AmbStore *
open_store (const char *folder, const char *name, AmbStoreFlags flags)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (AmbClock) clock = amb_clock_new_system ();
  g_autoptr (GError) error = NULL;
  AmbStore *store;

  g_mkdir_with_parents (folder, 0700);
  store = amb_store_open (path, flags, clock, &error);
  g_assert_no_error (error);
  return store;
}

/* fill */

static void
put_line (AmbStore *store, const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbJson) json = amb_json_parse (line, strlen (line), &error);
  const AmbJsonNode *root = json ? amb_json_get_root (json) : NULL;
  const AmbJsonNode *roles = amb_json_node_get_member (root, "roles");
  g_autoptr (AmbRecord) record = NULL;

  g_assert_no_error (error);
  record =
      amb_record_new (amb_entity_find ("ambassador"), amb_json_node_get_member_string (root, "id"));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    amb_record_set (record, fields[i].field,
                    amb_json_node_get_member_string (root, fields[i].member));
  if (amb_json_node_get_length (roles) > 0)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      amb_json_node_append (roles, text);
      amb_record_set (record, "roles", text->str);
    }
  amb_store_put (store, record, &error);
  g_assert_no_error (error);
}

static int
fill (const char *folder, const char *file)
{
  g_autoptr (AmbStore) store = open_store (folder, SERVER_DATABASE, AMB_STORE_SERVER);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbServerCore) core = amb_server_core_new (store, &error);
  g_autofree char *text = NULL;
  g_autofree char *token = NULL;

  g_assert_no_error (error);
  g_file_get_contents (file, &text, NULL, &error);
  g_assert_no_error (error);
  amb_db_begin (amb_store_get_db (store), &error);
  g_assert_no_error (error);
  for (char *line = text, *end; (end = strchr (line, '\n')); line = end + 1)
    {
      *end = '\0';
      put_line (store, line);
    }
  amb_db_commit (amb_store_get_db (store), &error);
  g_assert_no_error (error);
  g_ptr_array_unref (amb_store_take_changes (store));
  amb_server_core_adopt (core, &error);
  g_assert_no_error (error);
  token =
      amb_server_core_create_token (core, "bench", AMB_ACCESS_MANAGER, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_print ("{\"token\":\"%s\"}\n", token);
  return 0;
}

/* A desk: what the window and ambassadectl have below them. */

typedef struct
{
  const char *token;
  AmbStore *store;
  AmbProgramme *programme;
  AmbWorker *writer;
  AmbSyncService *service;
} Desk;

static AmbTransport *
open_transport (const AmbCredentialsKey *server,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  return AMB_TRANSPORT (amb_soup_transport_new (server->url, ((Desk *) data)->token));
}

/* The token stays out of the keyring of whoever runs this. */
static void
connect_desk (Desk *self, const char *url)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncEngine) engine = amb_sync_engine_new (self->store, &error);
  g_autofree char *device = amb_clock_dup_id (amb_store_get_clock (self->store));

  g_assert_no_error (error);
  if (!amb_sync_engine_is_connected (engine))
    amb_sync_engine_begin (engine, url, device, &error);
  g_assert_no_error (error);
}

static Desk *
desk_new (const char *folder, const char *url, const char *token)
{
  Desk *self = g_new0 (Desk, 1);

  self->token = token;
  self->store = open_store (folder, PROFILE_DATABASE, AMB_STORE_DEFAULT);
  connect_desk (self, url);
  self->programme = amb_programme_new (self->store);
  self->writer = amb_worker_new ("writer");
  self->service = amb_sync_service_new (self->writer, self->programme);
  return self;
}

static void
desk_start (Desk *self)
{
  amb_sync_service_start_with (self->service, open_transport, self);
}

static void
desk_free (Desk *self)
{
  amb_sync_service_stop (self->service);
  g_clear_object (&self->service);
  while (g_main_context_iteration (NULL, FALSE))
    ; /* news under way hold the writer */
  amb_worker_stop (self->writer);
  g_clear_object (&self->writer);
  g_clear_object (&self->programme);
  g_clear_object (&self->store);
  g_free (self);
}

static gboolean
desk_runs (Desk *self, AmbWorkerJob job, gpointer data)
{
  gpointer arguments[] = { self, data };
  g_autoptr (GError) error = NULL;
  gpointer done = amb_worker_run (self->writer, job, arguments, NULL, &error);

  g_assert_no_error (error);
  return done != NULL;
}

static G_NORETURN void
give_up (const char *message)
{
  g_printerr ("bench-desk: %s\n", message);
  exit (1);
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop, which news wake, until @is_done. */
static void
desk_wait (Desk *self, gboolean (*is_done) (Desk *self, gconstpointer data), gconstpointer data)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;
  guint tick = g_timeout_add (50, tick_cb, NULL);

  while (!is_done (self, data))
    {
      g_autofree char *message = NULL;

      g_object_get (self->service, "message", &message, NULL);
      if (message)
        give_up (message);
      if (g_get_monotonic_time () > until)
        give_up ("The server did not bring this desk up to date in time.");
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
}

static gboolean
is_idle (Desk *self)
{
  gint64 waiting;

  g_object_get (self->service, "waiting", &waiting, NULL);
  return waiting == 0 && amb_sync_service_get_state (self->service) == AMB_SYNC_IDLE;
}

static gint64
count (AmbStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  amb_db_query_int (amb_store_get_db (store), &n, 0, &error, sql, NULL);
  g_assert_no_error (error);
  return n;
}

static gpointer
is_whole_job (gpointer data, GCancellable *cancellable, GError **error)
{
  gpointer *arguments = data;
  AmbStore *store = ((Desk *) arguments[0])->store;
  gint64 people = *(const guint *) arguments[1];

  return amb_store_get_meta_int (store, AMB_SYNC_META_HEAD, 0) &&
                 count (store, "SELECT count(*) FROM ambassadors") == people &&
                 count (store, "SELECT count(*) FROM ambassadors_fts_docsize") == people
             ? store
             : NULL;
}

/* All people are here, and the search knows them: nothing is left for later. */
static gboolean
is_whole (Desk *self, gconstpointer people)
{
  return is_idle (self) && desk_runs (self, is_whole_job, (gpointer) people);
}

static gpointer
is_at_head_job (gpointer data, GCancellable *cancellable, GError **error)
{
  AmbStore *store = ((Desk *) ((gpointer *) data)[0])->store;

  return amb_store_get_meta_int (store, AMB_SYNC_META_HEAD, 0) ? store : NULL;
}

static gboolean
is_at_head (Desk *self, gconstpointer data)
{
  return is_idle (self) && desk_runs (self, is_at_head_job, NULL);
}

static gpointer
is_acknowledged_job (gpointer data, GCancellable *cancellable, GError **error)
{
  AmbStore *store = ((Desk *) ((gpointer *) data)[0])->store;

  return amb_outbox_count_waiting (store) == 0 ? store : NULL;
}

/* The property is 0 until the first news too. */
static gboolean
is_acknowledged (Desk *self, gconstpointer data)
{
  gint64 waiting;

  g_object_get (self->service, "waiting", &waiting, NULL);
  return waiting == 0 && desk_runs (self, is_acknowledged_job, NULL);
}

/* Memory of this process in KiB. */
static gint64
read_status (const char *key)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = status ? strstr (status, key) : NULL;
  return line ? g_ascii_strtoll (line + strlen (key), NULL, 10) : 0;
}

/* The peak begins anew at what is resident now. */
static void
reset_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (!file)
    return;
  fputs ("5", file);
  fclose (file);
}

static int
measure_initial (Desk *desk, guint people)
{
  gint64 before, begun;
  double seconds;

  reset_peak ();
  before = read_status ("VmHWM:");
  begun = g_get_monotonic_time ();
  desk_start (desk);
  desk_wait (desk, is_whole, &people);
  seconds = (g_get_monotonic_time () - begun) / 1e6;
  g_print ("{\"seconds\":%.4f,\"before\":%" G_GINT64_FORMAT ",\"peak\":%" G_GINT64_FORMAT
           ",\"records\":%u}\n",
           seconds, before, read_status ("VmHWM:"), people);
  return 0;
}

static void
applied_cb (AmbSyncService *service, GPtrArray *changes, gpointer data)
{
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < changes->len; i++)
    {
      const AmbChange *change = g_ptr_array_index (changes, i);

      if (change->id)
        printf ("{\"committed\":\"%s\",\"at\":%" G_GINT64_FORMAT "}\n", change->id, now * 1000);
    }
  fflush (stdout);
}

static gboolean
input_cb (GObject *stream, gpointer data)
{
  char text[256];

  if (g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (stream), text, sizeof text,
                                                NULL, NULL) == 0)
    g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static int
tell_changes (Desk *desk)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GSource) source =
      g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (input), NULL);

  desk_start (desk);
  desk_wait (desk, is_at_head, NULL);
  g_signal_connect (desk->service, "applied", G_CALLBACK (applied_cb), NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (input_cb), loop, NULL);
  g_source_attach (source, NULL);
  printf ("{\"live\":true}\n");
  fflush (stdout);
  g_main_loop_run (loop);
  g_source_destroy (source);
  return 0;
}

static gpointer
edit_job (gpointer data, GCancellable *cancellable, GError **error)
{
  gpointer *arguments = data;
  Desk *self = arguments[0];
  guint edits = *(guint *) arguments[1];
  AmbDb *db = amb_store_get_db (self->store);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (db, "SELECT id FROM ambassadors ORDER BY id LIMIT ?", error);
  gboolean row;

  amb_stmt_bind_int (stmt, 1, edits);
  while (amb_stmt_step (stmt, &row, error) && row)
    g_ptr_array_add (ids, g_strdup (amb_stmt_get_text (stmt, 0)));
  g_assert_cmpuint (ids->len, ==, edits);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *title = g_strdup_printf ("Pushed %u", i);

      if (i % EDITS_A_TRANSACTION == 0 && !amb_db_begin (db, error))
        return NULL;
      if (!amb_programme_set_field (self->programme, amb_entity_find ("ambassador"),
                                    g_ptr_array_index (ids, i), "job-title", title, error))
        return NULL;
      if ((i + 1) % EDITS_A_TRANSACTION == 0 || i + 1 == ids->len)
        if (!amb_db_commit (db, error))
          return NULL;
    }
  g_ptr_array_unref (amb_store_take_changes (self->store));
  g_assert_cmpint (amb_outbox_count_waiting (self->store), ==, edits);
  return self;
}

static int
measure_push (Desk *desk, guint edits)
{
  gint64 begun;

  desk_runs (desk, edit_job, &edits);
  begun = g_get_monotonic_time ();
  desk_start (desk);
  desk_wait (desk, is_acknowledged, NULL);
  g_print ("{\"seconds\":%.4f,\"edits\":%u}\n", (g_get_monotonic_time () - begun) / 1e6, edits);
  return 0;
}

int
main (int argc, char **argv)
{
  const char *measure = argc > 1 ? argv[1] : "";
  guint64 n = 0;
  Desk *desk;
  int status;

  if (argc == 4 && g_str_equal (measure, "fill"))
    return fill (argv[2], argv[3]);
  if (argc == 6 && !g_ascii_string_to_unsigned (argv[5], 10, 1, G_MAXINT, &n, NULL))
    argc = 0;
  if (!(argc == 5 && g_str_equal (measure, "change")) &&
      !(argc == 6 && (g_str_equal (measure, "initial") || g_str_equal (measure, "push"))))
    {
      g_printerr ("Usage: bench-desk fill DATA FILE\n"
                  "       bench-desk change PROFILE URL TOKEN\n"
                  "       bench-desk initial|push PROFILE URL TOKEN NUMBER\n");
      return 2;
    }
  desk = desk_new (argv[2], argv[3], argv[4]);
  if (g_str_equal (measure, "initial"))
    status = measure_initial (desk, (guint) n);
  else
    status = argc == 5 ? tell_changes (desk) : measure_push (desk, (guint) n);
  desk_free (desk);
  return status;
}
