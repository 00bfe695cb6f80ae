/* Where the server listens. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/** amb_http_address_listen: as amb_http_server_listen() */
char *amb_http_address_listen (SoupServer *soup,
                               const char *address,
                               gboolean behind_proxy,
                               GError **error);

G_END_DECLS
