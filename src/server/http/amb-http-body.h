/* Bodies of requests, bounded: what is over the limit is not kept. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/** amb_http_body_watch: called when the headers are there; FALSE: Content-Length is over @limit
 * already */
gboolean amb_http_body_watch (SoupServerMessage *message, gsize limit);
/** amb_http_body_take: (transfer full) (nullable): NULL when more came than the limit */
GBytes *amb_http_body_take (SoupServerMessage *message);

G_END_DECLS
