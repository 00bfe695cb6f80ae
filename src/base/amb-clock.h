/* Time and randomness: the two things a test must be able to set. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AMB_TYPE_CLOCK (amb_clock_get_type ())
G_DECLARE_FINAL_TYPE (AmbClock, amb_clock, AMB, CLOCK, GObject)

/** amb_clock_new_system: real time, real randomness. Any thread. */
AmbClock *amb_clock_new_system (void);

/**
 * amb_clock_new_manual:
 * @now: milliseconds since the epoch; the clock stands still until it is set or advanced
 * @seed: seed of the ids and random numbers; 0 takes real randomness (`--now` of the programs)
 *
 * Returns: (transfer full): a clock that tests and simulations drive
 */
AmbClock *amb_clock_new_manual (gint64 now, guint32 seed);

/** amb_clock_now: milliseconds since the epoch, UTC. Any thread. */
gint64 amb_clock_now (AmbClock *self);
void amb_clock_set (AmbClock *self, gint64 now);
void amb_clock_advance (AmbClock *self, gint64 milliseconds);
/** amb_clock_restart: a manual clock is as new again, with @now and @seed */
void amb_clock_restart (AmbClock *self, gint64 now, guint32 seed);

/** amb_clock_random: a 32-bit random number from the clock's own source. Any thread. */
guint32 amb_clock_random (AmbClock *self);

/** amb_clock_dup_id: (transfer full): a new UUIDv7 (RFC 9562), lower case, monotonic within one
 * clock. Any thread. */
char *amb_clock_dup_id (AmbClock *self);

/** amb_id_is_valid: is @text a lower-case UUID of version 7? */
gboolean amb_id_is_valid (const char *text);
/** amb_id_get_instant: when this valid id was made, by the clock of whoever made it; 0 for any
 * other text */
gint64 amb_id_get_instant (const char *id);

/** amb_instant_format: (transfer full): RFC 3339 UTC with milliseconds, "2026-11-23T14:02:00.000Z"
 */
char *amb_instant_format (gint64 instant);

/** amb_instant_parse: strict RFC 3339; offsets are converted to UTC. Returns FALSE and leaves
 * @instant alone when it is not one. */
gboolean amb_instant_parse (const char *text, gint64 *instant);

/** amb_instant_dup_day: (transfer full): the local day on which it falls, "2026-11-23" */
char *amb_instant_dup_day (gint64 instant);

/** amb_date_is_valid: is @text a real calendar day as "2026-08-31"? */
gboolean amb_date_is_valid (const char *text);

/** amb_clock_dup_today: (transfer full): today's date, "2026-11-23", in @zone (NULL: the local
 * zone) */
char *amb_clock_dup_today (AmbClock *self, GTimeZone *zone);

/** amb_date_add_days: (transfer full) (nullable): @date moved by @days; NULL when @date is not a
 * day */
char *amb_date_add_days (const char *date, int days);

/** amb_date_days_between: days from @from to @to (negative when @to is earlier); both must be days
 */
int amb_date_days_between (const char *from, const char *to);

G_END_DECLS
