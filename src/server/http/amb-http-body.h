/* Bodies of requests, bounded: what is over the limit is not kept. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* More came than the limit: answers @message and ends its connection. */
typedef void (*AmbHttpBodyFull) (SoupServerMessage *message, gpointer data);

/** amb_http_body_watch: called when the headers are there, whatever they say: from now on the body
 * is kept here, not by libsoup, up to @limit bytes */
void
amb_http_body_watch (SoupServerMessage *message, gsize limit, AmbHttpBodyFull full, gpointer data);
/** amb_http_body_check: do the headers say one length, and one within @limit? Else
 * AMB_PROBLEM_BAD_REQUEST or AMB_PROBLEM_TOO_LARGE */
gboolean amb_http_body_check (SoupServerMessage *message, gsize limit, GError **error);
/** amb_http_body_is_big: it will hold more than @size bytes, or doesn't say how many */
gboolean amb_http_body_is_big (SoupServerMessage *message, gsize size);
/** amb_http_body_set_too_large: the problem of a body over @limit */
void amb_http_body_set_too_large (GError **error, gsize limit);
/** amb_http_body_take: (transfer full) (nullable): NULL when more came than the limit */
GBytes *amb_http_body_take (SoupServerMessage *message);

G_END_DECLS
