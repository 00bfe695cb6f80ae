/* Requests come in on the main thread, are handled on the reader's or the writer's, and are
 * answered on the main one. */
#include "amb-http-server.h"

#include "amb-error.h"
#include "amb-frame.h"
#include "amb-http-address.h"
#include "amb-http-answer.h"
#include "amb-http-body.h"
#include "amb-http-query.h"
#include "amb-http-route.h"
#include "amb-problem.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define DAY_SECONDS 86400

/* Whoever doesn't take an answer within this time doesn't keep the server from stopping. */
#define STOP_SECONDS 5

/* Below this many bytes compression costs more than it saves. */
#define GZIP_FROM 1024

/* Of whom more is to come than this, it is asked who it is before it is read. */
#define ASK_FROM ((gsize) 64 * 1024)

struct _AmbHttpServer
{
  GObject parent_instance;

  AmbClock *clock;
  SoupServer *soup;
  AmbWorker *writer;
  AmbWorker *reader;
  AmbServerCore *core;        /* the writer's */
  AmbServerCore *reader_core; /* the reader's */
  GPtrArray *waiting;         /* of Job: long polls without news */
  guint64 wakes;              /* commits that the main thread knows of */
  guint running;              /* requests that are not answered */
  guint upkeep;               /* source of the daily upkeep */
  gboolean is_stopping;
};

G_DEFINE_FINAL_TYPE (AmbHttpServer, amb_http_server, G_TYPE_OBJECT)

enum
{
  FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* One request on its way. */
typedef struct
{
  AmbHttpServer *server;
  SoupServerMessage *message;
  AmbHttpRequest *request;
  guint64 wakes;    /* when it was submitted */
  guint timeout;    /* 0: none */
  gint64 deadline;  /* monotonic, 0: not yet waiting */
  gulong finished;  /* handler of the message's signal */
  gboolean is_gone; /* the client went away */
} Job;

static void
job_free (Job *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_signal_handler (&self->finished, self->message);
  g_clear_pointer (&self->request, amb_http_request_free);
  g_clear_object (&self->message);
  g_object_unref (self->server);
  g_free (self);
}

static void
gone_cb (SoupServerMessage *message, gpointer data)
{
  ((Job *) data)->is_gone = TRUE;
}

/* Takes @request over; the message waits until it is unpaused. */
static Job *
job_new (AmbHttpServer *server, SoupServerMessage *message, AmbHttpRequest *request)
{
  Job *self = g_new0 (Job, 1);

  self->server = g_object_ref (server);
  self->message = g_object_ref (message);
  self->request = request;
  self->finished = g_signal_connect (message, "finished", G_CALLBACK (gone_cb), self);
  soup_server_message_pause (message);
  return self;
}

static GBytes *
compress (GBytes *bytes)
{
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 5));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, gzip);

  if (!g_output_stream_write_all (stream, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                  NULL, NULL, NULL) ||
      !g_output_stream_close (stream, NULL, NULL))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
compress_reply (AmbHttpReply *reply, const AmbHttpRequest *request)
{
  GBytes *small;

  if (!request->accepts_gzip || reply->body == NULL || g_bytes_get_size (reply->body) < GZIP_FROM)
    return;
  small = compress (reply->body);
  if (small == NULL)
    return;
  g_bytes_unref (reply->body);
  reply->body = small;
  reply->gzipped = TRUE;
}

static AmbPrincipal *
authenticate (AmbServerCore *core, const AmbHttpRequest *request, GError **error)
{
  g_autoptr (GError) local = NULL;
  AmbPrincipal *principal;

  if (request->token == NULL)
    {
      amb_problem_set_error (error, AMB_PROBLEM_UNAUTHORIZED,
                             _ ("Send a token: Authorization: Bearer …"));
      return NULL;
    }
  principal = amb_server_core_authenticate (core, request->token, &local);
  if (principal != NULL)
    return principal;
  if (g_error_matches (local, AMB_ERROR, AMB_ERROR_DENIED))
    amb_problem_set_error (error, AMB_PROBLEM_UNAUTHORIZED, "%s", local->message);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
set_stopping (GError **error)
{
  amb_problem_set_error (error, AMB_PROBLEM_UNAVAILABLE, _ ("The server is stopping."));
}

/* On the worker's thread. */
static gpointer
run_job (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  const AmbHttpRequest *request = job->request;
  AmbServerCore *core =
      request->route->thread == AMB_HTTP_READER ? job->server->reader_core : job->server->core;
  g_autoptr (AmbPrincipal) principal = NULL;
  AmbHttpReply *reply;

  if (core == NULL) /* it stopped waiting for this */
    {
      set_stopping (error);
      return NULL;
    }
  if (request->route->role == AMB_HTTP_SIGNED_IN)
    {
      principal = authenticate (core, request, error);
      if (principal == NULL)
        return NULL;
    }
  reply = request->route->handler (core, principal, request, error);
  if (reply != NULL)
    compress_reply (reply, request);
  return reply;
}

static void finish_job_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
submit (Job *job)
{
  AmbHttpServer *self = job->server;
  gboolean reads = job->request->route->thread == AMB_HTTP_READER;

  job->wakes = self->wakes;
  job->request->may_hold =
      !self->is_stopping && (job->deadline == 0 || g_get_monotonic_time () < job->deadline);
  amb_worker_run_async (reads ? self->reader : self->writer, AMB_WORKER_NORMAL, run_job, job, NULL,
                        (GDestroyNotify) amb_http_reply_free, NULL, finish_job_cb, job);
}

static gboolean
wait_over_cb (gpointer data)
{
  Job *job = data;

  job->timeout = 0;
  if (g_ptr_array_remove_fast (job->server->waiting, job))
    submit (job);
  return G_SOURCE_REMOVE;
}

/* Nothing new: waits for the next commit, unless one came while this was being asked. */
static void
hold (Job *job, guint seconds)
{
  AmbHttpServer *self = job->server;

  if (job->deadline == 0)
    job->deadline = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;
  if (job->wakes != self->wakes || self->is_stopping)
    {
      submit (job);
      return;
    }
  g_ptr_array_add (self->waiting, job);
  if (job->timeout == 0)
    job->timeout = g_timeout_add (MAX (1, (job->deadline - g_get_monotonic_time ()) / 1000 + 1),
                                  wait_over_cb, job);
}

static void
end_job (Job *job)
{
  if (!job->is_gone)
    soup_server_message_unpause (job->message);
  job_free (job);
}

static void
answered_cb (SoupServerMessage *message, gpointer data)
{
  AMB_HTTP_SERVER (data)->running--;
}

/* What the client isn't told. */
static void
report (AmbHttpServer *self, const GError *error)
{
  AmbProblemCode code = amb_problem_from_error (error);

  if (code == AMB_PROBLEM_INTERNAL || code == AMB_PROBLEM_FULL)
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
finish_job_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbHttpReply) reply = amb_worker_run_finish (AMB_WORKER (source), result, &error);

  if (job->server->writer == NULL) /* it has stopped: nobody waits for the answer */
    {
      job_free (job);
      return;
    }
  if (reply != NULL && reply->hold > 0)
    {
      hold (job, reply->hold);
      return;
    }
  if (reply != NULL)
    amb_http_answer_reply (job->message, reply);
  else
    {
      report (job->server, error);
      amb_http_answer_problem (job->message, error, job->request->path);
    }
  end_job (job);
}

/* On the main thread, after a commit. */
static gboolean
wake_cb (gpointer data)
{
  AmbHttpServer *self = data;
  g_autoptr (GPtrArray) woken = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new ();
  self->wakes++;
  for (guint i = 0; i < woken->len; i++)
    submit (g_ptr_array_index (woken, i));
  return G_SOURCE_REMOVE;
}

/* On the writer's thread. */
static void
committed_cb (AmbServerCore *core, gpointer data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, wake_cb, g_object_ref (data), g_object_unref);
}

static char *
dup_token (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_one (headers, "Authorization");

  if (value == NULL || g_ascii_strncasecmp (value, "Bearer ", 7) != 0)
    return NULL;
  return g_strstrip (g_strdup (value + 7));
}

static gint64
read_modified_since (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_one (headers, "If-Modified-Since");
  g_autoptr (GDateTime) time = value != NULL ? soup_date_time_new_from_http_string (value) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * 1000 : 0;
}

static gboolean
accepts_gzip (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_list (headers, "Accept-Encoding");

  return value != NULL && soup_header_contains (value, "gzip");
}

static gboolean
check_type (const AmbHttpRoute *route, SoupMessageHeaders *headers, GError **error)
{
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_auto (GStrv) accepted = g_strsplit (route->accepts != NULL ? route->accepts : "", " ", -1);

  if (route->accepts == NULL)
    return TRUE;
  for (guint i = 0; type != NULL && accepted[i] != NULL; i++)
    if (g_ascii_strcasecmp (type, accepted[i]) == 0)
      return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_MEDIA_TYPE, _ ("Send the body as %s."), accepted[0]);
  return FALSE;
}

static const AmbHttpRoute *
find_route (SoupServerMessage *message, const char *path, char ***params, GError **error)
{
  g_autofree char *allow = NULL;
  const AmbHttpRoute *route =
      amb_http_route_find (soup_server_message_get_method (message), path, params, &allow, error);

  if (allow != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                  allow);
  if (route == NULL ||
      !check_type (route, soup_server_message_get_request_headers (message), error))
    return NULL;
  return route;
}

/* All but the body. */
static AmbHttpRequest *
read_request (AmbHttpServer *self, SoupServerMessage *message, const char *path, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (AmbHttpRequest) request = g_new0 (AmbHttpRequest, 1);

  if (self->is_stopping)
    {
      set_stopping (error);
      return NULL;
    }
  request->route = find_route (message, path, &request->params, error);
  if (request->route == NULL)
    return NULL;
  request->query =
      amb_http_query_parse (g_uri_get_query (soup_server_message_get_uri (message)), error);
  if (request->query == NULL)
    return NULL;
  request->path = g_strdup (path);
  request->token = dup_token (headers);
  request->id = g_strdup (amb_http_answer_get_id (message));
  request->if_match = g_strdup (soup_message_headers_get_list (headers, "If-Match"));
  request->if_none_match = g_strdup (soup_message_headers_get_list (headers, "If-None-Match"));
  request->if_modified_since = read_modified_since (headers);
  request->key = g_strdup (soup_message_headers_get_list (headers, "Idempotency-Key"));
  request->schema = g_strdup (soup_message_headers_get_list (headers, "X-Schema"));
  request->accepts_gzip = accepts_gzip (headers);
  return g_steal_pointer (&request);
}

/* The whole request is there. */
static void
handle_cb (SoupServer *soup,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer data)
{
  AmbHttpServer *self = data;
  g_autoptr (GError) error = NULL;
  AmbHttpRequest *request = read_request (self, message, path, &error);

  if (request == NULL)
    {
      amb_http_answer_problem (message, error, path);
      return;
    }
  request->body = amb_http_body_take (message);
  self->running++;
  g_signal_connect_object (message, "finished", G_CALLBACK (answered_cb), self, 0);
  submit (job_new (self, message, request));
}

/* Before the body is read. */
static void
refuse (SoupServerMessage *message, const GError *problem)
{
  amb_http_answer_problem (message, problem,
                           g_uri_get_path (soup_server_message_get_uri (message)));
  amb_http_answer_at_once (message);
}

static void
full_cb (SoupServerMessage *message, gpointer data)
{
  g_autoptr (GError) error = NULL;

  amb_http_body_set_too_large (&error, AMB_MAX_PUSH_BYTES);
  refuse (message, error);
}

/* On the reader's thread. */
static gpointer
run_asking (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  if (job->server->reader_core != NULL)
    return authenticate (job->server->reader_core, job->request, error);
  set_stopping (error);
  return NULL;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbPrincipal) principal = amb_worker_run_finish (AMB_WORKER (source), result, &error);

  job->server->running--;
  if (principal != NULL)
    end_job (job);
  else
    {
      report (job->server, error);
      if (!job->is_gone)
        refuse (job->message, error);
      job_free (job);
    }
}

/* Of a body that is big: is there a place for it, and is its sender signed in? */
static void
ask_sender (AmbHttpServer *self, SoupServerMessage *message)
{
  g_autoptr (GError) error = NULL;
  AmbHttpRequest *request =
      read_request (self, message, g_uri_get_path (soup_server_message_get_uri (message)), &error);
  Job *job;

  if (request == NULL)
    {
      refuse (message, error);
      return;
    }
  self->running++;
  job = job_new (self, message, request);
  amb_worker_run_async (self->reader, AMB_WORKER_NORMAL, run_asking, job, NULL,
                        (GDestroyNotify) amb_principal_free, NULL, asked_cb, job);
}

static void
got_headers_cb (SoupServerMessage *message, gpointer data)
{
  g_autoptr (GError) error = NULL;

  amb_http_body_watch (message, AMB_MAX_PUSH_BYTES, full_cb, NULL);
  if (soup_server_message_get_status (message) != 0) /* libsoup doesn't take it */
    amb_problem_set_error (&error, AMB_PROBLEM_BAD_REQUEST,
                           _ ("The address of the request is not valid."));
  else if (amb_http_body_check (message, AMB_MAX_PUSH_BYTES, &error))
    {
      if (amb_http_body_is_big (message, ASK_FROM))
        ask_sender (data, message);
      return;
    }
  refuse (message, error);
}

static void
started_cb (SoupServer *soup, SoupServerMessage *message, gpointer data)
{
  g_signal_connect_object (message, "got-headers", G_CALLBACK (got_headers_cb), data, 0);
}

/* The two cores are made on their own threads. */
typedef struct
{
  AmbHttpServer *server;
  const char *path;
  gboolean is_reader;
} Opening;

static gpointer
open_core (gpointer data, GCancellable *cancellable, GError **error)
{
  Opening *opening = data;
  AmbStoreFlags flags = AMB_STORE_SERVER | (opening->is_reader ? AMB_STORE_READ_ONLY : 0);
  g_autoptr (AmbStore) store = amb_store_open (opening->path, flags, opening->server->clock, error);

  if (store == NULL)
    return NULL;
  return opening->is_reader ? amb_server_core_new_reader (store, error)
                            : amb_server_core_new (store, error);
}

static gpointer
close_core (gpointer data, GCancellable *cancellable, GError **error)
{
  g_object_unref (data);
  return NULL;
}

static gpointer
prune (gpointer data, GCancellable *cancellable, GError **error)
{
  amb_server_core_prune (data, error);
  return NULL;
}

static void
pruned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbHttpServer) self = data;
  g_autoptr (GError) error = NULL;

  amb_worker_run_finish (AMB_WORKER (source), result, &error);
  if (error != NULL)
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static gboolean
upkeep_cb (gpointer data)
{
  AmbHttpServer *self = data;

  /* Of its own: a server that stops lets go of the core before what waits in the background. */
  amb_worker_run_async (self->writer, AMB_WORKER_BACKGROUND, prune, g_object_ref (self->core),
                        g_object_unref, NULL, NULL, pruned_cb, g_object_ref (self));
  return G_SOURCE_CONTINUE;
}

AmbHttpServer *
amb_http_server_new (const char *folder, AmbClock *clock, GError **error)
{
  g_autoptr (AmbHttpServer) self = g_object_new (AMB_TYPE_HTTP_SERVER, NULL);
  g_autofree char *path = g_build_filename (folder, AMB_HTTP_DATABASE, NULL);
  Opening writing = { self, path, FALSE };
  Opening reading = { self, path, TRUE };

  self->clock = g_object_ref (clock);
  self->writer = amb_worker_new ("writer");
  self->reader = amb_worker_new ("reader");
  self->core = amb_worker_run (self->writer, open_core, &writing, NULL, error);
  if (self->core != NULL)
    self->reader_core = amb_worker_run (self->reader, open_core, &reading, NULL, error);
  if (self->reader_core == NULL)
    {
      amb_http_server_stop (self);
      return NULL;
    }
  g_signal_connect_object (self->core, "committed", G_CALLBACK (committed_cb), self, 0);
  self->soup = soup_server_new ("server-header", "ambassade", NULL);
  g_signal_connect_object (self->soup, "request-started", G_CALLBACK (started_cb), self, 0);
  soup_server_add_handler (self->soup, NULL, handle_cb, self, NULL);
  soup_server_add_handler (self->soup, "*", handle_cb, self, NULL); /* OPTIONS * */
  upkeep_cb (self);
  self->upkeep = g_timeout_add_seconds (DAY_SECONDS, upkeep_cb, self);
  return g_steal_pointer (&self);
}

char *
amb_http_server_listen (AmbHttpServer *self,
                        const char *address,
                        gboolean behind_proxy,
                        GError **error)
{
  return amb_http_address_listen (self->soup, address, behind_proxy, error);
}

static gboolean
set_true_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Answers who asked, as long as they take their answers. */
static void
answer_last (AmbHttpServer *self)
{
  gboolean is_over = FALSE;
  guint limit = g_timeout_add_seconds (STOP_SECONDS, set_true_cb, &is_over);

  while (self->running > 0 && !is_over)
    g_main_context_iteration (NULL, TRUE);
  if (!is_over)
    g_source_remove (limit);
}

void
amb_http_server_stop (AmbHttpServer *self)
{
  if (self->writer == NULL)
    return;
  self->is_stopping = TRUE;
  g_clear_handle_id (&self->upkeep, g_source_remove);
  wake_cb (self);
  answer_last (self);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  if (self->core != NULL)
    amb_worker_run (self->writer, close_core, g_steal_pointer (&self->core), NULL, NULL);
  if (self->reader_core != NULL)
    amb_worker_run (self->reader, close_core, g_steal_pointer (&self->reader_core), NULL, NULL);
  amb_worker_stop (self->writer);
  amb_worker_stop (self->reader);
  g_clear_object (&self->writer);
  g_clear_object (&self->reader);
}

AmbWorker *
amb_http_server_get_writer (AmbHttpServer *self)
{
  return self->writer;
}

AmbServerCore *
amb_http_server_get_core (AmbHttpServer *self)
{
  return self->core;
}

static void
amb_http_server_finalize (GObject *object)
{
  AmbHttpServer *self = AMB_HTTP_SERVER (object);

  g_clear_object (&self->soup);
  g_clear_object (&self->clock);
  g_ptr_array_unref (self->waiting);
  G_OBJECT_CLASS (amb_http_server_parent_class)->finalize (object);
}

static void
amb_http_server_class_init (AmbHttpServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_http_server_finalize;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
amb_http_server_init (AmbHttpServer *self)
{
  self->waiting = g_ptr_array_new ();
}
