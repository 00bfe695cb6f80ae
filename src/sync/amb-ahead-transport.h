/* Asks for the page after this one while this one is applied. */
#pragma once

#include "amb-transport.h"

G_BEGIN_DECLS

#define AMB_TYPE_AHEAD_TRANSPORT (amb_ahead_transport_get_type ())
G_DECLARE_FINAL_TYPE (AmbAheadTransport, amb_ahead_transport, AMB, AHEAD_TRANSPORT, GObject)

/**
 * amb_ahead_transport_new:
 * @inner: (transfer full): what carries the requests; used by a thread of this object from now on
 *
 * Every request goes through @inner, one at a time. After a page that has more, the next one is
 * asked for at once, under the id that the page's request made for it (#AmbSyncRequest.next_id),
 * and kept until it is planned. A pull that is planned otherwise, under another id or from another
 * cursor, lets it go. Used by one thread at a time.
 */
AmbAheadTransport *amb_ahead_transport_new (AmbTransport *inner);

/**
 * amb_sync_request_dup_next:
 * @response: the answer to @self, not verified
 *
 * Returns: (transfer full) (nullable): the pull of the page after this one; NULL when @self is no
 * pull, or its answer has no more. A plain function of both: any thread.
 */
AmbSyncRequest *amb_sync_request_dup_next (const AmbSyncRequest *self,
                                           const AmbSyncResponse *response);
/** amb_sync_request_asks_the_same: may the answer to @other be taken for the one to @self? */
gboolean amb_sync_request_asks_the_same (const AmbSyncRequest *self, const AmbSyncRequest *other);

G_END_DECLS
