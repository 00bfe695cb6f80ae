/* Addresses: loopback, a unix socket, or anything at all behind a proxy. */
#include "amb-http-address.h"

#include "amb-error.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#define BACKLOG     4096
#define UNIX_PREFIX "unix:"

static GSocketAddress *
fail_usage (const char *address, GError **error)
{
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
               _ ("“%s” is no address to listen on. Use 127.0.0.1:8080 or unix:PATH."), address);
  return NULL;
}

static gboolean
fail_busy (const char *address, GError **error)
{
  g_set_error (error, AMB_ERROR, AMB_ERROR_BUSY,
               _ ("Another program listens on %s already. Stop it, or choose another address with "
                  "--listen."),
               address);
  return FALSE;
}

/* Is somebody there? Only a connection that is refused says no: one that may not be made, or for
 * which there is no room, says nothing of the kind. */
static gboolean
is_answered (const char *path)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  g_autoptr (GError) local = NULL;

  if (socket == NULL)
    return TRUE;
  g_socket_set_blocking (socket, FALSE);
  return g_socket_connect (socket, address, NULL, &local) ||
         !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

/* Removes a socket that a server left behind when it was killed, and nothing else. */
static gboolean
make_room (const char *address, const char *path, GError **error)
{
  struct stat info;

  if (*path == '\0')
    return fail_usage (address, error) != NULL;
  if (g_lstat (path, &info) != 0)
    return TRUE; /* whatever is wrong, listening says it */
  if (!S_ISSOCK (info.st_mode))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("“%s” is there already and is no socket. It is left as it is: choose another "
                      "path with --listen."),
                   path);
      return FALSE;
    }
  if (is_answered (path))
    return fail_busy (address, error);
  g_unlink (path);
  return TRUE;
}

static GSocketAddress *
parse_inet (const char *address, GError **error)
{
  const char *colon = strrchr (address, ':');
  g_autofree char *host = colon != NULL ? g_strndup (address, (gsize) (colon - address)) : NULL;
  gsize length = host != NULL ? strlen (host) : 0;
  guint64 port;

  if (length == 0 || !g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    return fail_usage (address, error);
  if (host[0] == '[' && host[length - 1] == ']')
    {
      host[length - 1] = '\0';
      memmove (host, host + 1, length - 1);
    }
  if (g_str_equal (host, "localhost"))
    return g_inet_socket_address_new_from_string ("127.0.0.1", (guint) port);
  return g_hostname_is_ip_address (host)
             ? g_inet_socket_address_new_from_string (host, (guint) port)
             : fail_usage (address, error);
}

static gboolean
is_loopback (GSocketAddress *address)
{
  return !G_IS_INET_SOCKET_ADDRESS (address) ||
         g_inet_address_get_is_loopback (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/* The port is the one that was free when ":0" was asked for. */
static char *
describe (SoupServer *soup)
{
  g_autoslist (GUri) uris = soup_server_get_uris (soup);

  return g_uri_to_string (uris->data);
}

/* libsoup's own socket takes ten clients that are not accepted yet: hundreds that come back after a
 * restart would be turned away, to try again seconds later. */
static gboolean
listen_on (SoupServer *soup, GSocketAddress *address, GError **error)
{
  g_autoptr (GSocket) socket =
      g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                    G_SOCKET_PROTOCOL_DEFAULT, error);

  if (socket == NULL)
    return FALSE;
  g_socket_set_listen_backlog (socket, BACKLOG);
  return g_socket_bind (socket, address, TRUE, error) && g_socket_listen (socket, error) &&
         soup_server_listen_socket (soup, socket, 0, error);
}

char *
amb_http_address_listen (SoupServer *soup,
                         const char *address,
                         gboolean behind_proxy,
                         GError **error)
{
  const char *path =
      g_str_has_prefix (address, UNIX_PREFIX) ? address + strlen (UNIX_PREFIX) : NULL;
  g_autoptr (GSocketAddress) socket = NULL;
  g_autoptr (GError) local = NULL;

  if (path != NULL && !make_room (address, path, error))
    return NULL;
  socket = path != NULL ? g_unix_socket_address_new (path) : parse_inet (address, error);
  if (socket == NULL)
    return NULL;
  if (!behind_proxy && !is_loopback (socket))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("%s can be reached from other machines. Put nginx in front (see "
                      "docs/operating.md), then say --behind-proxy."),
                   address);
      return NULL;
    }
  if (listen_on (soup, socket, &local))
    {
      if (path == NULL)
        return describe (soup);
      g_chmod (path, 0660);
      return g_strdup (address);
    }
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    fail_busy (address, error);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_FAILED, _ ("The server can’t listen on %s: %s"),
                 address, local->message);
  return NULL;
}
