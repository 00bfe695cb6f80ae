/* Answers on the wire. */
#pragma once

#include "amb-http-route.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/** amb_http_answer_get_id: (nullable): the X-Request-Id that is repeated: short, and text */
const char *amb_http_answer_get_id (SoupServerMessage *message);
/** amb_http_answer_problem: @path: what was asked for; need not be UTF-8 */
void amb_http_answer_problem (SoupServerMessage *message, const GError *problem, const char *path);
void amb_http_answer_reply (SoupServerMessage *message, const AmbHttpReply *reply);
/** amb_http_answer_at_once: sends what was answered however much of the request is still to come,
 * and closes the connection; libsoup is done with @message */
void amb_http_answer_at_once (SoupServerMessage *message);

G_END_DECLS
