/* Requests come in on the main thread, are handled on the reader's or the writer's, and are
 * answered on the main one. */
#include "amb-http-server.h"

#include "amb-error.h"
#include "amb-frame.h"
#include "amb-http-address.h"
#include "amb-http-body.h"
#include "amb-http-route.h"
#include "amb-problem.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define DAY_SECONDS 86400

/* Below this many bytes compression costs more than it saves. */
#define GZIP_FROM 1024

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
set_common_headers (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *id = soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                 "X-Request-Id");

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  if (id != NULL && strlen (id) <= 64)
    soup_message_headers_replace (headers, "X-Request-Id", id);
}

static void
answer_problem (SoupServerMessage *message, const GError *problem, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  AmbProblemCode code = amb_problem_from_error (problem);
  GString *text = g_string_new (NULL);
  gsize length;

  amb_problem_append_json (problem, path, text);
  set_common_headers (message);
  if (code == AMB_PROBLEM_UNAUTHORIZED)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer realm=\"ambassade\"");
  if (code == AMB_PROBLEM_TOO_LARGE)
    soup_message_headers_replace (headers, "Connection", "close");
  if (amb_problem_is_retryable (code) && amb_problem_get_status (code) >= 429)
    soup_message_headers_replace (headers, "Retry-After", "5");
  soup_server_message_set_status (message, amb_problem_get_status (code), NULL);
  length = text->len;
  soup_server_message_set_response (message, "application/problem+json", SOUP_MEMORY_TAKE,
                                    g_string_free (text, FALSE), length);
}

static void
answer_reply (SoupServerMessage *message, const AmbHttpReply *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  set_common_headers (message);
  soup_server_message_set_status (message, reply->status, NULL);
  if (reply->etag != NULL)
    soup_message_headers_replace (headers, "ETag", reply->etag);
  if (reply->location != NULL)
    soup_message_headers_replace (headers, "Location", reply->location);
  if (reply->body == NULL)
    return;
  soup_message_headers_replace (headers, "Vary", "Accept-Encoding");
  if (reply->gzipped)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  soup_message_headers_set_content_type (headers, reply->type, NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), reply->body);
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
hold (Job *job)
{
  AmbHttpServer *self = job->server;
  const char *wait = g_hash_table_lookup (job->request->query, "wait");

  if (job->deadline == 0)
    job->deadline = g_get_monotonic_time () + g_ascii_strtoll (wait, NULL, 10) * G_TIME_SPAN_SECOND;
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
gone_cb (SoupServerMessage *message, gpointer data)
{
  ((Job *) data)->is_gone = TRUE;
}

static void
answered_cb (SoupServerMessage *message, gpointer data)
{
  AMB_HTTP_SERVER (data)->running--;
}

static void
finish_job_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbHttpReply) reply = amb_worker_run_finish (AMB_WORKER (source), result, &error);

  if (reply != NULL && reply->hold)
    {
      hold (job);
      return;
    }
  if (reply != NULL)
    answer_reply (job->message, reply);
  else
    {
      AmbProblemCode code = amb_problem_from_error (error);

      if (code == AMB_PROBLEM_INTERNAL || code == AMB_PROBLEM_FULL)
        g_signal_emit (job->server, signals[FAILED], 0, error->message);
      answer_problem (job->message, error, job->request->path);
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

  if (route->accepts == NULL ||
      (type != NULL && g_strv_contains ((const char *const *) accepted, type)))
    return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_MEDIA_TYPE, _ ("Send the body as %s."), accepted[0]);
  return FALSE;
}

static AmbHttpRequest *
read_request (const AmbHttpRoute *route,
              SoupServerMessage *message,
              const char *path,
              GHashTable *query)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  AmbHttpRequest *request = g_new0 (AmbHttpRequest, 1);
  const char *id = soup_message_headers_get_one (headers, "X-Request-Id");

  request->route = route;
  request->path = g_strdup (path);
  request->query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  request->token = dup_token (headers);
  request->id =
      id != NULL && strlen (id) <= 64 && g_utf8_validate (id, -1, NULL) ? g_strdup (id) : NULL;
  request->if_match = g_strdup (soup_message_headers_get_one (headers, "If-Match"));
  request->key = g_strdup (soup_message_headers_get_one (headers, "Idempotency-Key"));
  request->accepts_gzip = accepts_gzip (headers);
  if (query != NULL)
    {
      GHashTableIter iter;
      gpointer name, value;

      g_hash_table_iter_init (&iter, query);
      while (g_hash_table_iter_next (&iter, &name, &value))
        g_hash_table_insert (request->query, g_strdup (name), g_strdup (value));
    }
  return request;
}

static AmbHttpRequest *
accept_request (AmbHttpServer *self,
                SoupServerMessage *message,
                const char *path,
                GHashTable *query,
                GError **error)
{
  g_autoptr (GBytes) body = amb_http_body_take (message);
  g_auto (GStrv) params = NULL;
  g_autofree char *allow = NULL;
  const AmbHttpRoute *route;
  AmbHttpRequest *request;

  if (self->is_stopping)
    {
      amb_problem_set_error (error, AMB_PROBLEM_UNAVAILABLE, _ ("The server is stopping."));
      return NULL;
    }
  if (body == NULL)
    {
      amb_problem_set_error (error, AMB_PROBLEM_TOO_LARGE,
                             _ ("A body may hold %d bytes. Send less at a time."),
                             AMB_MAX_PUSH_BYTES);
      return NULL;
    }
  route =
      amb_http_route_find (soup_server_message_get_method (message), path, &params, &allow, error);
  if (allow != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                  allow);
  if (route == NULL ||
      !check_type (route, soup_server_message_get_request_headers (message), error))
    return NULL;
  request = read_request (route, message, path, query);
  request->params = g_steal_pointer (&params);
  request->body = g_steal_pointer (&body);
  return request;
}

static void
handle_cb (SoupServer *soup,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer data)
{
  AmbHttpServer *self = data;
  g_autoptr (GError) error = NULL;
  AmbHttpRequest *request = accept_request (self, message, path, query, &error);
  Job *job;

  if (request == NULL)
    {
      answer_problem (message, error, path);
      return;
    }
  job = g_new0 (Job, 1);
  job->server = g_object_ref (self);
  job->message = g_object_ref (message);
  job->request = request;
  job->finished = g_signal_connect (message, "finished", G_CALLBACK (gone_cb), job);
  self->running++;
  g_signal_connect_object (message, "finished", G_CALLBACK (answered_cb), self, 0);
  soup_server_message_pause (message);
  submit (job);
}

/* When the headers are there, before the body is read. */
static void
handle_early_cb (SoupServer *soup,
                 SoupServerMessage *message,
                 const char *path,
                 GHashTable *query,
                 gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (amb_http_body_watch (message, AMB_MAX_PUSH_BYTES))
    return;
  amb_problem_set_error (&error, AMB_PROBLEM_TOO_LARGE,
                         _ ("A body may hold %d bytes. Send less at a time."), AMB_MAX_PUSH_BYTES);
  answer_problem (message, error, path);
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

  amb_worker_run_async (self->writer, AMB_WORKER_BACKGROUND, prune, self->core, NULL, NULL, NULL,
                        pruned_cb, g_object_ref (self));
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
  soup_server_add_early_handler (self->soup, NULL, handle_early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, handle_cb, self, NULL);
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

void
amb_http_server_stop (AmbHttpServer *self)
{
  if (self->writer == NULL)
    return;
  self->is_stopping = TRUE;
  g_clear_handle_id (&self->upkeep, g_source_remove);
  wake_cb (self);
  while (self->running > 0)
    g_main_context_iteration (NULL, TRUE);
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
