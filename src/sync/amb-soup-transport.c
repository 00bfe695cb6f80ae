#include "amb-soup-transport.h"

#include "amb-error.h"
#include "amb-frame.h"
#include "amb-patience.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

/* A page is at most 4 MiB; what grows beyond this is no page. */
#define MAX_BODY     (32 * 1024 * 1024)
#define CHUNK        (64 * 1024)
#define IDLE_SECONDS 45 /* longer than the longest wait of a pull */
/* An answer may take this long, and again for each further MiB of it. */
#define PATIENCE_SECONDS 60
#define PATIENCE_BYTES   (1024 * 1024)

struct _AmbSoupTransport
{
  GObject parent_instance;

  /* owned */
  char *base;
  char *token;
  SoupSession *session; /* made by the thread that sends */

  guint patience;    /* seconds */
  gboolean is_first; /* nothing is kept here yet: sentences promise nothing */
};

static void amb_soup_transport_iface_init (AmbTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmbSoupTransport,
                               amb_soup_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AMB_TYPE_TRANSPORT,
                                                      amb_soup_transport_iface_init))

/* Names of scopes are not the program's own words. */
static void
append_parameter (GString *address, const char *name, const char *value)
{
  if (!value)
    return;
  g_string_append_printf (address, "%c%s=", strchr (address->str, '?') ? '&' : '?', name);
  g_string_append_uri_escaped (address, value, NULL, FALSE);
}

static char *
dup_changes_address (AmbSoupTransport *self, const AmbSyncRequest *request)
{
  GString *address = g_string_new (self->base);

  g_string_append_printf (address, "/v1/changes?cursor=%s&limit=%u&wait=%u",
                          request->cursor ? request->cursor : "", request->limit, request->wait);
  append_parameter (address, "reset", request->reset);
  return g_string_free (address, FALSE);
}

static char *
dup_digest_address (AmbSoupTransport *self, const AmbSyncRequest *request)
{
  GString *address = g_string_new (self->base);
  g_autofree char *prefix =
      request->bucket >= 0 ? g_strdup_printf ("%02x", (guint) request->bucket) : NULL;

  g_string_append (address, "/v1/digest");
  append_parameter (address, "cursor", request->cursor);
  append_parameter (address, "scope", request->scope);
  append_parameter (address, "entity", request->entity);
  append_parameter (address, "prefix", prefix);
  return g_string_free (address, FALSE);
}

static char *
dup_address (AmbSoupTransport *self, const AmbSyncRequest *request)
{
  switch (request->kind)
    {
    case AMB_SYNC_PULL:
      return dup_changes_address (self, request);
    case AMB_SYNC_DIGEST:
      return dup_digest_address (self, request);
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
  g_autofree char *schema = g_strdup_printf ("%u", request->schema);

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
  soup_message_headers_replace (soup_message_get_request_headers (message), "X-Schema", schema);
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
read_body (AmbSoupTransport *self, GInputStream *stream, AmbPatience *patience, GError **error)
{
  GCancellable *cancellable = amb_patience_get_cancellable (patience);
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  gsize renewed = 0;

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
      if (body->len - renewed < PATIENCE_BYTES)
        continue;
      renewed = body->len;
      amb_patience_renew (patience, self->patience);
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

/* Every way in which no answer came: a sentence for a profile whose changes wait, and one for who
 * is about to connect. Each names the server. */
typedef struct
{
  const char *kept;
  const char *first;
} Sentence;

static const Sentence unknown_name = {
  N_ ("The server %s can’t be found: the network doesn’t know its name. Your changes are kept here "
      "and are sent as soon as it answers."),
  N_ ("The server %s can’t be found: the network doesn’t know its name. Check the address, and "
      "whether this computer is online."),
};
static const Sentence nobody_answers = {
  N_ ("Nothing answers at %s: the server may be stopped. Your changes are kept here and are sent "
      "as "
      "soon as it answers."),
  N_ ("Nothing answers at %s. Check the address, or ask the administrator whether the server "
      "runs."),
};
static const Sentence takes_too_long = {
  N_ ("The server %s doesn’t answer in time. Your changes are kept here and are sent as soon as it "
      "answers."),
  N_ ("The server %s doesn’t answer in time. Try again later, or ask its administrator."),
};
static const Sentence drips = {
  N_ ("The server %s sends too slowly: less than 1 MiB came within a minute. Nothing was changed. "
      "Your changes are kept here and are sent with the next try."),
  N_ ("The server %s sends too slowly: less than 1 MiB came within a minute. Nothing was changed. "
      "Try again on a better network."),
};
static const Sentence is_unsafe = {
  N_ ("The connection to the server %s is not safe: its certificate can’t be trusted. Nothing was "
      "sent, and your changes are kept here. Where a network asks to sign in, do that first; "
      "otherwise ask the administrator to renew the certificate."),
  N_ ("The connection to the server %s is not safe: its certificate can’t be trusted. Nothing was "
      "sent. Where a network asks to sign in, do that first; otherwise ask the administrator to "
      "renew the certificate."),
};
static const Sentence is_cut = {
  N_ ("The connection to the server %s broke off. Your changes are kept here and are sent as soon "
      "as it answers."),
  N_ ("The server %s can’t be reached. Check the address, and whether this computer is online."),
};

static const Sentence *
find_sentence (const GError *local)
{
  if (local->domain == G_RESOLVER_ERROR)
    return &unknown_name;
  if (local->domain == G_TLS_ERROR)
    return &is_unsafe;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return &takes_too_long;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED) ||
      g_error_matches (local, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
      g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    return &nobody_answers;
  return &is_cut;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void
set_offline (AmbSoupTransport *self, const Sentence *sentence, GError **error)
{
  g_set_error (error, AMB_ERROR, AMB_ERROR_OFFLINE,
               _ (self->is_first ? sentence->first : sentence->kept), self->base);
}
#pragma GCC diagnostic pop

static void
translate (AmbSoupTransport *self, GError *local, AmbPatience *patience, GError **error)
{
  if (amb_patience_is_over (patience))
    set_offline (self, &drips, error);
  else if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED) || local->domain == AMB_ERROR)
    g_propagate_error (error, g_error_copy (local));
  else
    set_offline (self, find_sentence (local), error);
}

static AmbSyncResponse *
receive (AmbSoupTransport *self, SoupMessage *message, AmbPatience *patience, GError **error)
{
  g_autoptr (GInputStream) stream =
      soup_session_send (self->session, message, amb_patience_get_cancellable (patience), error);
  g_autoptr (GBytes) body = stream ? read_body (self, stream, patience, error) : NULL;
  const char *type;
  AmbSyncResponse *response;

  if (!body)
    return NULL;
  type = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);
  response =
      amb_sync_response_new (soup_message_get_status (message), body, get_retry_after (message));
  response->type = g_strdup (type ? type : "");
  return response;
}

static AmbSyncResponse *
amb_soup_transport_send (AmbTransport *transport,
                         const AmbSyncRequest *request,
                         GCancellable *cancellable,
                         GError **error)
{
  AmbSoupTransport *self = AMB_SOUP_TRANSPORT (transport);
  g_autoptr (SoupMessage) message = new_message (self, request, error);
  g_autoptr (AmbPatience) patience = NULL;
  g_autoptr (GError) local = NULL;
  AmbSyncResponse *response;

  if (!message)
    return NULL;
  if (!self->session)
    self->session = soup_session_new_with_options ("timeout", IDLE_SECONDS, "idle-timeout", 120,
                                                   "max-conns-per-host", 1, "user-agent",
                                                   "ambassade/" AMB_VERSION, NULL);
  patience = amb_patience_new (request->wait + self->patience, cancellable);
  response = receive (self, message, patience, &local);
  if (!response)
    translate (self, local, patience, error);
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
  self->patience = PATIENCE_SECONDS;
}

AmbSoupTransport *
amb_soup_transport_new (const char *url, const char *token)
{
  AmbSoupTransport *self = g_object_new (AMB_TYPE_SOUP_TRANSPORT, NULL);

  self->base = g_strdup (url);
  self->token = g_strdup (token);
  return self;
}

void
amb_soup_transport_set_first (AmbSoupTransport *self)
{
  self->is_first = TRUE;
}

void
amb_soup_transport_set_patience (AmbSoupTransport *self, guint seconds)
{
  self->patience = seconds;
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
