/* One request to the company's server for something that is not synced: with limits of size and
 * time, answered in JSON. */
#pragma once

#include "amb-json.h"

G_BEGIN_DECLS

/**
 * amb_rest_ask:
 * @base: of the server, without a slash at its end
 * @token: of who asks
 * @body: (nullable): JSON
 *
 * Waits for the answer, 30 seconds at most: not on the main thread, not on the writer's. A redirect
 * isn't followed: it would carry the token to another place.
 *
 * Returns: (transfer full): the answer, `{}` where it has no body. Errors: AMB_ERROR_OFFLINE,
 * AMB_ERROR_TOO_LARGE (above 1 MiB), and what the server says, in its words: AMB_ERROR_DENIED (401,
 * 403), _NOT_FOUND (404), _REFUSED.
 */
AmbJson *amb_rest_ask (const char *base,
                       const char *token,
                       const char *method,
                       const char *path,
                       const char *body,
                       GCancellable *cancellable,
                       GError **error);

G_END_DECLS
