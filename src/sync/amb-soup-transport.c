#include "amb-soup-transport.h"

#include "amb-error.h"
#include "amb-frame.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/* A page is at most 4 MiB; what grows beyond this is no page. */
#define MAX_BODY      (32 * 1024 * 1024)
#define CHUNK         (64 * 1024)
#define IDLE_SECONDS  45 /* longer than the longest wait of a pull */
#define TOTAL_SECONDS 180

struct _AmbSoupTransport
{
  GObject parent_instance;

  /* owned */
  char *base;
  char *token;
  SoupSession *session; /* made by the thread that sends */
};

static void amb_soup_transport_iface_init (AmbTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmbSoupTransport,
                               amb_soup_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AMB_TYPE_TRANSPORT,
                                                      amb_soup_transport_iface_init))

static char *
dup_address (AmbSoupTransport *self, const AmbSyncRequest *request)
{
  switch (request->kind)
    {
    case AMB_SYNC_PULL:
      return g_strdup_printf ("%s/v1/changes?cursor=%s&limit=%u&wait=%u", self->base,
                              request->cursor ? request->cursor : "", request->limit,
                              request->wait);
    case AMB_SYNC_PUSH:
      return g_strconcat (self->base, "/v1/push", NULL);
    case AMB_SYNC_REGISTER:
      return g_strconcat (self->base, "/v1/devices", NULL);
    default:
      return g_strconcat (self->base, "/v1/meta", NULL);
    }
}

static GBytes *
dup_device_body (const AmbSyncRequest *request)
{
  g_autofree char *text = g_strdup_printf ("{\"id\":\"%s\"}", request->device);

  return g_bytes_new (text, strlen (text));
}

static SoupMessage *
new_message (AmbSoupTransport *self, const AmbSyncRequest *request, GError **error)
{
  g_autofree char *address = dup_address (self, request);
  gboolean is_post = request->kind == AMB_SYNC_PUSH || request->kind == AMB_SYNC_REGISTER;
  SoupMessage *message = soup_message_new (is_post ? SOUP_METHOD_POST : SOUP_METHOD_GET, address);
  g_autofree char *authorization = g_strconcat ("Bearer ", self->token, NULL);

  if (!message)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("“%s” is not the address of a server. It should look like "
                      "https://ambassade.example.com."),
                   self->base);
      return NULL;
    }
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                authorization);
  soup_message_headers_replace (soup_message_get_request_headers (message), "X-Request-Id",
                                request->id);
  /* A redirect would carry the token to another place. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (is_post)
    {
      g_autoptr (GBytes) body =
          request->body ? g_bytes_ref (request->body) : dup_device_body (request);

      soup_message_set_request_body_from_bytes (
          message, request->kind == AMB_SYNC_PUSH ? AMB_FRAME_TYPE : "application/json", body);
    }
  return message;
}

static void
set_too_large (AmbSoupTransport *self, GError **error)
{
  g_set_error (error, AMB_ERROR, AMB_ERROR_TOO_LARGE,
               _ ("The server %s sent an answer of more than 32 MiB. It was not read further, and "
                  "nothing was changed. Tell the administrator of the server."),
               self->base);
}

static GBytes *
read_body (AmbSoupTransport *self, GInputStream *stream, GCancellable *cancellable, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + TOTAL_SECONDS * G_USEC_PER_SEC;
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK);

  for (;;)
    {
      gssize n = g_input_stream_read (stream, chunk, CHUNK, cancellable, error);

      if (n < 0)
        return NULL;
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&body));
      if (body->len + n > MAX_BODY)
        {
          set_too_large (self, error);
          return NULL;
        }
      g_byte_array_append (body, chunk, n);
      if (g_get_monotonic_time () > deadline)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("it took too long"));
          return NULL;
        }
    }
}

static gint64
get_retry_after (SoupMessage *message)
{
  const char *text =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  guint64 seconds = 0;

  if (!text || !g_ascii_string_to_unsigned (text, 10, 0, 24 * 3600, &seconds, NULL))
    return 0;
  return (gint64) seconds * 1000;
}

/* Every way in which no answer came is one sentence that names the server and what to do. */
static void
translate (AmbSoupTransport *self, GError *local, GError **error)
{
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED) || local->domain == AMB_ERROR)
    g_propagate_error (error, g_error_copy (local));
  else if (local->domain == G_TLS_ERROR)
    g_set_error (error, AMB_ERROR, AMB_ERROR_OFFLINE,
                 _ ("The connection to the server %s is not safe (%s). Nothing was sent. Ask the "
                    "administrator to renew the server's certificate."),
                 self->base, local->message);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_OFFLINE,
                 _ ("The server %s can't be reached (%s). Your changes are kept here and are sent "
                    "as soon as it answers."),
                 self->base, local->message);
}

static AmbSyncResponse *
receive (AmbSoupTransport *self, SoupMessage *message, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = soup_session_send (self->session, message, cancellable, error);
  g_autoptr (GBytes) body = stream ? read_body (self, stream, cancellable, error) : NULL;

  if (!body)
    return NULL;
  return amb_sync_response_new (soup_message_get_status (message), body, get_retry_after (message));
}

static AmbSyncResponse *
amb_soup_transport_send (AmbTransport *transport,
                         const AmbSyncRequest *request,
                         GCancellable *cancellable,
                         GError **error)
{
  AmbSoupTransport *self = AMB_SOUP_TRANSPORT (transport);
  g_autoptr (SoupMessage) message = new_message (self, request, error);
  g_autoptr (GError) local = NULL;
  AmbSyncResponse *response;

  if (!message)
    return NULL;
  if (!self->session)
    self->session = soup_session_new_with_options ("timeout", IDLE_SECONDS, "idle-timeout", 120,
                                                   "max-conns-per-host", 1, "user-agent",
                                                   "ambassade/" AMB_VERSION, NULL);
  response = receive (self, message, cancellable, &local);
  if (!response)
    translate (self, local, error);
  return response;
}

static void
amb_soup_transport_finalize (GObject *object)
{
  AmbSoupTransport *self = AMB_SOUP_TRANSPORT (object);

  g_clear_object (&self->session);
  g_free (self->base);
  g_free (self->token);
  G_OBJECT_CLASS (amb_soup_transport_parent_class)->finalize (object);
}

static void
amb_soup_transport_iface_init (AmbTransportInterface *iface)
{
  iface->send = amb_soup_transport_send;
}

static void
amb_soup_transport_class_init (AmbSoupTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_soup_transport_finalize;
}

static void
amb_soup_transport_init (AmbSoupTransport *self)
{
}

AmbSoupTransport *
amb_soup_transport_new (const char *url, const char *token)
{
  AmbSoupTransport *self = g_object_new (AMB_TYPE_SOUP_TRANSPORT, NULL);

  self->base = g_strdup (url);
  self->token = g_strdup (token);
  return self;
}

static gboolean
is_this_machine (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_equal (host, "localhost") || (address && g_inet_address_get_is_loopback (address));
}

char *
amb_soup_transport_dup_base (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri ? g_uri_get_scheme (uri) : "";
  const char *host = uri ? g_uri_get_host (uri) : NULL;
  g_autofree char *base = g_strdup (url);

  if (!host || *host == '\0' || g_uri_get_query (uri) || g_uri_get_fragment (uri) ||
      g_uri_get_userinfo (uri) || (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https")))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("“%s” is not the address of a server. It should look like "
                      "https://ambassade.example.com."),
                   url);
      return NULL;
    }
  if (g_str_equal (scheme, "http") && !is_this_machine (host))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("“%s” would send the token and the records unprotected over the network. Use "
                      "the address that begins with https://."),
                   url);
      return NULL;
    }
  while (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';
  return g_steal_pointer (&base);
}
