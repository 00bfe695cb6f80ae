/* Calendars, as calendar programs exchange them: reads and writes events of iCalendar (RFC 5545).
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  AMB_ICAL_CONFIRMED,
  AMB_ICAL_TENTATIVE,
  AMB_ICAL_CANCELLED,
} AmbIcalStatus;

typedef struct
{
  guint line;        /* of the file where the event begins, from 1 */
  char *uid;         /* nullable */
  char *summary;     /* nullable, never empty; as all texts: valid UTF-8 */
  char *start;       /* nullable: a wall time: “2026-08-31T09:00[Europe/Paris]” */
  char *recurrence;  /* nullable: of a single time of what repeats: when it would have begun */
  char *description; /* nullable */
  char *location;    /* nullable; written only */
  char *url;         /* nullable */
  char **categories; /* nullable */
  AmbIcalStatus status;
  gint64 sequence;     /* of the revision, from 0 */
  gint64 modified;     /* milliseconds since the epoch; 0: not said */
  char *reason;        /* nullable: a sentence: why the event can’t be used, and what to do */
  GPtrArray *notices;  /* of char *: what of the event was not taken */
  gboolean is_guessed; /* a notice says so: it is no UTF-8 */
} AmbIcalEvent;

/* A file with more events is refused. */
#define AMB_ICAL_MAX_EVENTS 1000000

AmbIcalEvent *amb_ical_event_new (guint line);
void amb_ical_event_free (AmbIcalEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbIcalEvent, amb_ical_event_free)

/** amb_ical_is: does the text begin as a calendar does? */
gboolean amb_ical_is (GBytes *bytes);

/**
 * amb_ical_read:
 * @bytes: a whole file
 *
 * A time without a zone, and one in UTC, is told in the zone that the calendar names for itself
 * (X-WR-TIMEZONE), else in that of this machine; a day without a time is 09:00 there. Zones are
 * known by their IANA names, also behind another program’s prefix, and by those of Windows. An
 * event that can’t be used (cancelled, no end, no title, a zone that nobody knows) and a task are
 * there with their reason; of one that repeats the first is taken, with a notice, and of several
 * versions of one UID that with the greatest SEQUENCE; the others have a reason. Any thread.
 * Errors: AMB_ERROR_INVALID: there is no event; AMB_ERROR_TOO_LARGE.
 *
 * Returns: (transfer full): of AmbIcalEvent, in their order
 */
GPtrArray *amb_ical_read (GBytes *bytes, GError **error);

/**
 * amb_ical_write:
 * @events: of AmbIcalEvent: each with uid, summary and start
 * @name: (nullable): of the calendar
 * @refresh: (nullable): how often who subscribes should ask, as “PT1H”
 *
 * A calendar of version 2.0 with the zones that its events are in, each with its changes of the
 * clock from a year before the first event to a year behind the last. What comes out depends on the
 * events alone, not on the hour: DTSTAMP is when each was revised. Any thread.
 *
 * Returns: (transfer full)
 */
GBytes *amb_ical_write (GPtrArray *events, const char *name, const char *refresh);

/**
 * amb_ical_sequence:
 * @version: of the record, as the server gave it; 0: no server has seen it
 * @is_ahead: has it changes that no server has seen?
 * @changes: how often it was changed here
 *
 * A number of 31 bits that never falls: while there is no server it counts changes, from then on
 * it follows the version, on every machine alike.
 */
gint64 amb_ical_sequence (gint64 version, gboolean is_ahead, gint64 changes);

G_END_DECLS
