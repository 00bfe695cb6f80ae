#include "amb-ahead-transport.h"

#include "amb-json.h"
#include "amb-worker.h"

/* A request that waits for its plan, and its answer once it is there. Its members but
 * @cancellable are of the worker's thread. */
typedef struct
{
  AmbAheadTransport *transport;
  AmbSyncRequest *request; /* never changed */
  GCancellable *cancellable;
  AmbSyncResponse *response; /* nullable */
  GError *error;             /* nullable */
} Ahead;

struct _AmbAheadTransport
{
  GObject parent_instance;

  /* owned */
  AmbTransport *inner; /* of the worker's thread */
  AmbWorker *worker;
  GMainContext *context; /* of the worker's thread: libsoup's streams need one */
  Ahead *ahead;          /* nullable; freed on the worker */
};

static void amb_ahead_transport_iface_init (AmbTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmbAheadTransport,
                               amb_ahead_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AMB_TYPE_TRANSPORT,
                                                      amb_ahead_transport_iface_init))

/* The last line of a frame, with its line feed. */
static const char *
find_last_line (GBytes *body, gsize *length)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  const char *before;

  if (size < 2 || data[size - 1] != '\n')
    return NULL;
  before = g_strrstr_len (data, size - 1, "\n");
  *length = before ? (gsize) (data + size - before - 1) : size;
  return data + size - *length;
}

AmbSyncRequest *
amb_sync_request_dup_next (const AmbSyncRequest *self, const AmbSyncResponse *response)
{
  gsize length = 0;
  const char *line;
  g_autoptr (AmbJson) json = NULL;
  const char *cursor;
  AmbSyncRequest *next;

  if (self->kind != AMB_SYNC_PULL || !self->next_id || response->status != 200)
    return NULL;
  line = find_last_line (response->body, &length);
  json = line ? amb_json_parse (line, length, NULL) : NULL;
  if (!json)
    return NULL;
  cursor = amb_json_node_get_member_string (amb_json_get_root (json), "cursor");
  if (!cursor ||
      !amb_json_node_get_bool (amb_json_node_get_member (amb_json_get_root (json), "more"), FALSE))
    return NULL;
  next = amb_sync_request_new (AMB_SYNC_PULL, self->next_id);
  next->schema = self->schema;
  next->cursor = g_strdup (cursor);
  next->limit = self->limit;
  return next;
}

gboolean
amb_sync_request_asks_the_same (const AmbSyncRequest *self, const AmbSyncRequest *other)
{
  return self->kind == AMB_SYNC_PULL && other->kind == AMB_SYNC_PULL &&
         g_str_equal (self->id, other->id) && g_strcmp0 (self->cursor, other->cursor) == 0 &&
         g_strcmp0 (self->reset, other->reset) == 0 && g_strcmp0 (self->reset, other->reset) == 0 &&
         self->limit == other->limit && self->wait == other->wait;
}

static void
ahead_free (gpointer data)
{
  Ahead *self = data;

  amb_sync_request_free (self->request);
  g_clear_pointer (&self->response, amb_sync_response_free);
  g_clear_error (&self->error);
  g_object_unref (self->cancellable);
  g_free (self);
}

/* Jobs: on the worker. */

static AmbSyncResponse *
send_inner (AmbAheadTransport *self,
            const AmbSyncRequest *request,
            GCancellable *cancellable,
            GError **error)
{
  AmbSyncResponse *response;

  g_main_context_push_thread_default (self->context);
  response = amb_transport_send (self->inner, request, cancellable, error);
  g_main_context_pop_thread_default (self->context);
  return response;
}

typedef struct
{
  AmbAheadTransport *transport;
  const AmbSyncRequest *request;
} Order;

static gpointer
send_job (gpointer data, GCancellable *cancellable, GError **error)
{
  Order *order = data;

  return send_inner (order->transport, order->request, cancellable, error);
}

static gpointer
ahead_job (gpointer data, GCancellable *cancellable, GError **error)
{
  Ahead *ahead = data;

  ahead->response =
      send_inner (ahead->transport, ahead->request, ahead->cancellable, &ahead->error);
  return NULL;
}

/* Comes after ahead_job() in the queue: the answer, or the failure, is there. */
static gpointer
take_job (gpointer data, GCancellable *cancellable, GError **error)
{
  Ahead *ahead = data;
  AmbSyncResponse *response = g_steal_pointer (&ahead->response);

  if (ahead->error)
    g_propagate_error (error, g_steal_pointer (&ahead->error));
  ahead_free (ahead);
  return response;
}

static gpointer
drop_job (gpointer data, GCancellable *cancellable, GError **error)
{
  ahead_free (data);
  return NULL;
}

static gpointer
close_job (gpointer data, GCancellable *cancellable, GError **error)
{
  AmbAheadTransport *self = data;

  g_main_context_push_thread_default (self->context);
  g_clear_object (&self->inner);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* The thread that asks. */

static void
start_ahead (AmbAheadTransport *self, AmbSyncRequest *request)
{
  self->ahead = g_new0 (Ahead, 1);
  self->ahead->transport = self;
  self->ahead->request = request;
  self->ahead->cancellable = g_cancellable_new ();
  amb_worker_post (self->worker, ahead_job, self->ahead);
}

static void
drop_ahead (AmbAheadTransport *self)
{
  g_cancellable_cancel (self->ahead->cancellable);
  amb_worker_post (self->worker, drop_job, g_steal_pointer (&self->ahead));
}

static void
cancel_cb (GCancellable *cancellable, gpointer inner)
{
  g_cancellable_cancel (inner);
}

static AmbSyncResponse *
take_ahead (AmbAheadTransport *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GCancellable) inner = g_object_ref (self->ahead->cancellable);
  gulong id =
      cancellable ? g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb), inner, NULL) : 0;
  AmbSyncResponse *response =
      amb_worker_run (self->worker, take_job, g_steal_pointer (&self->ahead), NULL, error);

  g_cancellable_disconnect (cancellable, id);
  return response;
}

static AmbSyncResponse *
amb_ahead_transport_send (AmbTransport *transport,
                          const AmbSyncRequest *request,
                          GCancellable *cancellable,
                          GError **error)
{
  AmbAheadTransport *self = AMB_AHEAD_TRANSPORT (transport);
  Order order = { self, request };
  AmbSyncResponse *response;
  AmbSyncRequest *next;

  if (self->ahead && amb_sync_request_asks_the_same (request, self->ahead->request))
    response = take_ahead (self, cancellable, error);
  else
    {
      if (self->ahead && request->kind == AMB_SYNC_PULL)
        drop_ahead (self);
      response = amb_worker_run (self->worker, send_job, &order, cancellable, error);
    }
  next = response ? amb_sync_request_dup_next (request, response) : NULL;
  if (next)
    start_ahead (self, next);
  return response;
}

static void
amb_ahead_transport_finalize (GObject *object)
{
  AmbAheadTransport *self = AMB_AHEAD_TRANSPORT (object);

  if (self->ahead)
    drop_ahead (self);
  amb_worker_run (self->worker, close_job, self, NULL, NULL);
  g_object_unref (self->worker);
  g_main_context_unref (self->context);
  G_OBJECT_CLASS (amb_ahead_transport_parent_class)->finalize (object);
}

static void
amb_ahead_transport_iface_init (AmbTransportInterface *iface)
{
  iface->send = amb_ahead_transport_send;
}

static void
amb_ahead_transport_class_init (AmbAheadTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_ahead_transport_finalize;
}

static void
amb_ahead_transport_init (AmbAheadTransport *self)
{
  self->worker = amb_worker_new ("sync-ahead");
  self->context = g_main_context_new ();
}

AmbAheadTransport *
amb_ahead_transport_new (AmbTransport *inner)
{
  AmbAheadTransport *self = g_object_new (AMB_TYPE_AHEAD_TRANSPORT, NULL);

  self->inner = inner;
  return self;
}
