/* Time zones by their IANA names, and the instants of local times in them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * amb_zone_new: (transfer full) (nullable): the zone of an IANA name as “Europe/Paris”, “UTC” or
 * “Etc/GMT-3”. NULL for what is none, strings of POSIX as “UTC+3” among them: those count west of
 * Greenwich, and are meant the other way round by whoever writes them. Any thread.
 */
GTimeZone *amb_zone_new (const char *name);
/** amb_zone_is_known: is @name one that amb_zone_new() takes? */
gboolean amb_zone_is_known (const char *name);

/* How often the clock of a zone shows a local time. */
typedef enum
{
  AMB_HOUR_ONCE,
  AMB_HOUR_NEVER, /* it is put forward over it */
  AMB_HOUR_TWICE, /* it is put back over it */
} AmbHour;

/**
 * amb_zone_get_instant: seconds since the epoch
 * @minutes: since the midnight of that day
 * @hour: (out) (optional)
 *
 * As RFC 5545 (3.3.5) has it, so that a calendar that is told the local time comes to the same: of
 * two it is the first one, and one that the clock leaves out is read by the clock before the
 * change. Returns 0 where there is no such day.
 */
gint64
amb_zone_get_instant (GTimeZone *zone, int year, int month, int day, int minutes, AmbHour *hour);

/** amb_zone_get_second_instant: as amb_zone_get_instant(), but of two it is the second one */
gint64 amb_zone_get_second_instant (GTimeZone *zone, int year, int month, int day, int minutes);
/** amb_zone_is_second: does the clock show at that instant what it has shown before, because it was
 * put back? */
gboolean amb_zone_is_second (GTimeZone *zone, gint64 seconds);

/**
 * amb_zone_read_wall: the instant of “2026-08-31T09:00[Europe/Paris]”
 * @zone: (out) (optional) (transfer full): its own
 * @hour: (out) (optional)
 *
 * FALSE where @wall is no local time. Any thread.
 */
gboolean amb_zone_read_wall (const char *wall, gint64 *seconds, GTimeZone **zone, AmbHour *hour);

G_END_DECLS
