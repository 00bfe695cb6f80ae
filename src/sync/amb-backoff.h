/* When to try again: full jitter, from one second to sixty. */
#pragma once

#include "amb-clock.h"

G_BEGIN_DECLS

/* A plain value; zero is the beginning. */
typedef struct
{
  guint failures;
} AmbBackoff;

/**
 * amb_backoff_next:
 * @retry_after: milliseconds that the server asked for, 0: nothing
 *
 * Returns: milliseconds to wait: random up to 1, 2, 4 … 60 s, never less than @retry_after
 */
gint64 amb_backoff_next (AmbBackoff *self, AmbClock *clock, gint64 retry_after);
/** amb_backoff_reset: it worked, or the network changed */
void amb_backoff_reset (AmbBackoff *self);

G_END_DECLS
