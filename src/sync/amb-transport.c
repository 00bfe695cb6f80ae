#include "amb-transport.h"

#include "amb-entity.h"

G_DEFINE_INTERFACE (AmbTransport, amb_transport, G_TYPE_OBJECT)

static void
amb_transport_default_init (AmbTransportInterface *iface)
{
}

AmbSyncRequest *
amb_sync_request_new (AmbSyncKind kind, const char *id)
{
  AmbSyncRequest *self = g_new0 (AmbSyncRequest, 1);

  self->kind = kind;
  self->schema = amb_schema_version ();
  self->id = g_strdup (id);
  self->bucket = -1;
  return self;
}

void
amb_sync_request_free (AmbSyncRequest *self)
{
  g_free (self->id);
  g_free (self->next_id);
  g_free (self->device);
  g_free (self->cursor);
  g_free (self->reset);
  g_free (self->scope);
  g_free (self->entity);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

AmbSyncResponse *
amb_sync_response_new (guint status, GBytes *body, gint64 retry_after)
{
  AmbSyncResponse *self = g_new0 (AmbSyncResponse, 1);

  self->status = status;
  self->body = g_bytes_ref (body);
  self->retry_after = retry_after;
  return self;
}

void
amb_sync_response_free (AmbSyncResponse *self)
{
  g_bytes_unref (self->body);
  g_free (self->type);
  g_free (self);
}

AmbSyncResponse *
amb_transport_send (AmbTransport *self,
                    const AmbSyncRequest *request,
                    GCancellable *cancellable,
                    GError **error)
{
  return AMB_TRANSPORT_GET_IFACE (self)->send (self, request, cancellable, error);
}
