/* Requests over HTTP with libsoup: bearer token, gzip, caps on size and time. */
#pragma once

#include "amb-transport.h"

G_BEGIN_DECLS

#define AMB_TYPE_SOUP_TRANSPORT (amb_soup_transport_get_type ())
G_DECLARE_FINAL_TYPE (AmbSoupTransport, amb_soup_transport, AMB, SOUP_TRANSPORT, GObject)

/**
 * amb_soup_transport_new:
 * @url: base address of the server, checked by amb_soup_transport_check_url()
 * @token: bearer token
 *
 * Has connections of its own, so that a waiting pull never holds up a push that goes through
 * another transport. Used by the thread that sends first, and by no other.
 */
AmbSoupTransport *amb_soup_transport_new (const char *url, const char *token);
/** amb_soup_transport_set_first: nothing of this profile waits for the server yet: what is said
 * when no answer comes must not promise to send it */
void amb_soup_transport_set_first (AmbSoupTransport *self);
/** amb_soup_transport_set_patience: @seconds instead of 60 for an answer, and for each further MiB
 * of it (tests) */
void amb_soup_transport_set_patience (AmbSoupTransport *self, guint seconds);

/**
 * amb_soup_transport_dup_base: (transfer full): @url without trailing slashes; NULL with
 * AMB_ERROR_INVALID when it is no http or https address, or would send the token unprotected over a
 * network
 */
char *amb_soup_transport_dup_base (const char *url, GError **error);

G_END_DECLS
