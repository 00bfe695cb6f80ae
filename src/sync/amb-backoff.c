#include "amb-backoff.h"

#define FIRST 1000
#define LAST  60000
/* A server that asks for more than an hour is taken at an hour. */
#define MOST (60 * 60 * 1000)

gint64
amb_backoff_next (AmbBackoff *self, AmbClock *clock, gint64 retry_after)
{
  gint64 ceiling = MIN ((gint64) FIRST << MIN (self->failures, 16), LAST);
  gint64 wait = amb_clock_random (clock) % (ceiling + 1);

  self->failures++;
  return MAX (wait, CLAMP (retry_after, 0, MOST));
}

void
amb_backoff_reset (AmbBackoff *self)
{
  self->failures = 0;
}
