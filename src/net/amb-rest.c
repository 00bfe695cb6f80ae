/* One request to the company's server. */
#include "amb-rest.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define SECONDS    30
#define MOST_BYTES (1024 * 1024)

static SoupMessage *
new_message (const char *base,
             const char *token,
             const char *method,
             const char *path,
             const char *body,
             GError **error)
{
  g_autofree char *address = g_strconcat (base, path, NULL);
  g_autofree char *authorization = g_strconcat ("Bearer ", token, NULL);
  SoupMessage *message = soup_message_new (method, address);

  if (message == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("“%s” is not the address of a server. It should look like "
                      "https://ambassade.example.com."),
                   base);
      return NULL;
    }
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                authorization);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  return message;
}

static GBytes *
read_all (GInputStream *stream, const char *base, GCancellable *cancellable, GError **error)
{
  g_autofree char *bytes = g_malloc (MOST_BYTES + 1);
  gsize size;

  if (!g_input_stream_read_all (stream, bytes, MOST_BYTES + 1, &size, cancellable, error))
    return NULL;
  if (size <= MOST_BYTES)
    return g_bytes_new (bytes, size);
  g_set_error (error, AMB_ERROR, AMB_ERROR_TOO_LARGE,
               _ ("The server %s sent more than it should have. Tell its administrator."), base);
  return NULL;
}

static AmbError
get_code (guint status)
{
  if (status == 401 || status == 403)
    return AMB_ERROR_DENIED;
  return status == 404 ? AMB_ERROR_NOT_FOUND : AMB_ERROR_REFUSED;
}

/* (transfer full): a refusal is told in the server's own words */
static AmbJson *
read_answer (guint status, GBytes *bytes, const char *base, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (AmbJson) json =
      size > 0 ? amb_json_parse (data, size, NULL) : amb_json_parse ("{}", 2, NULL);
  const AmbJsonNode *root = json != NULL ? amb_json_get_root (json) : NULL;
  const char *detail = NULL;

  if (root != NULL && amb_json_node_get_type (root) == AMB_JSON_OBJECT)
    {
      if (status >= 200 && status < 300)
        return g_steal_pointer (&json);
      detail = amb_json_node_get_member_string (root, "detail");
    }
  if (detail != NULL)
    g_set_error (error, AMB_ERROR, get_code (status), "%s", detail);
  else
    g_set_error (error, AMB_ERROR, get_code (status),
                 _ ("The server %1$s answered in a way that is not understood (%2$u). Check its "
                    "address, and whether it is up to date."),
                 base, status);
  return NULL;
}

AmbJson *
amb_rest_ask (const char *base,
              const char *token,
              const char *method,
              const char *path,
              const char *body,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", SECONDS, NULL);
  g_autoptr (SoupMessage) message = new_message (base, token, method, path, body, error);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local = NULL;

  if (message == NULL)
    return NULL;
  stream = soup_session_send (session, message, cancellable, &local);
  bytes = stream != NULL ? read_all (stream, base, cancellable, &local) : NULL;
  if (bytes != NULL)
    return read_answer (soup_message_get_status (message), bytes, base, error);
  if (local->domain == AMB_ERROR || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_OFFLINE,
                 _ ("The server %1$s did not answer (%2$s). Check the network and try again."),
                 base, local->message);
  return NULL;
}
