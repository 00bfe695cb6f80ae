/* Zones of calendars. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** amb_ical_zone_split: takes a wall time apart; FALSE when it is none. @local: (out) (transfer
 * full): “20260831T090000”; @zone: (out) (transfer full) */
gboolean amb_ical_zone_split (const char *wall, char **local, char **zone);
/** amb_ical_zone_is_utc: is it written as “…Z”, without a VTIMEZONE? */
gboolean amb_ical_zone_is_utc (const char *zone);
/** amb_ical_zone_get_instant: seconds since the epoch of a wall time; a time that the clock leaves
 * out is what it would have been */
gint64 amb_ical_zone_get_instant (const char *wall);
/** amb_ical_zone_append: a VTIMEZONE that holds from @from to @to, in seconds since the epoch */
void amb_ical_zone_append (const char *zone, gint64 from, gint64 to, GString *out);
/** amb_ical_zone_find: (transfer full) (nullable): the IANA name of a TZID: itself, behind another
 * program’s prefix, or of Windows */
char *amb_ical_zone_find (const char *tzid);
/** amb_ical_zone_dup_own: (transfer full): of this machine; “UTC” when it has no name */
char *amb_ical_zone_dup_own (void);

G_END_DECLS
