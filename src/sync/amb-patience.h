/* Ends a request whose answer takes too long: the limits of the network begin anew with every
 * byte, so a drip would never end. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Made, renewed and freed by the thread that waits for the answer. */
typedef struct _AmbPatience AmbPatience;

/**
 * amb_patience_new:
 * @seconds: after which it is over, unless it is renewed
 * @outer: (nullable): cancels the request too
 */
AmbPatience *amb_patience_new (guint seconds, GCancellable *outer);
void amb_patience_free (AmbPatience *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbPatience, amb_patience_free)

/** amb_patience_get_cancellable: for the request: cancelled when it is over, or with the outer one
 */
GCancellable *amb_patience_get_cancellable (AmbPatience *self);
/** amb_patience_renew: enough came: @seconds from now on */
void amb_patience_renew (AmbPatience *self, guint seconds);
/** amb_patience_is_over: did it end the request? */
gboolean amb_patience_is_over (AmbPatience *self);

G_END_DECLS
