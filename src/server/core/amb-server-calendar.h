/* Calendars that programs subscribe to: each has a token of its own, and shows what its owner may
 * see. */
#pragma once

#include "amb-server-core.h"

G_BEGIN_DECLS

/* One may have no more. */
#define AMB_CALENDAR_MAX_FEEDS 50

typedef struct
{
  gint64 id;
  gint64 principal; /* who made it */
  char *owner;      /* their name */
  char *name;
  char *view;     /* nullable: id of a named view */
  char *query;    /* nullable: filters, as a named view keeps them. Neither: all that one may see */
  gint64 made;    /* milliseconds since the epoch, as all of these */
  gint64 used;    /* the day it was last asked for, 0: never */
  char *digest;   /* nullable: of what was told last */
  gint64 changed; /* when that became another */
} AmbCalendarFeed;
void amb_calendar_feed_free (AmbCalendarFeed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbCalendarFeed, amb_calendar_feed_free)

/**
 * amb_server_calendar_make:
 * @view: (nullable): id of a named view of content items that the principal sees
 * @query: (nullable): filters, as such a view keeps them; at most one of the two
 * @id: (out): of the feed
 *
 * Returns: (transfer full): the token, told this once (256 bits; its hash is kept). Errors of
 * AMB_PROBLEM_ERROR: FORBIDDEN (no right to content items), INVALID, NOT_FOUND (the view).
 */
char *amb_server_calendar_make (AmbServerCore *self,
                                const AmbPrincipal *principal,
                                const char *name,
                                const char *view,
                                const char *query,
                                gint64 *id,
                                GError **error);
/** amb_server_calendar_list: (transfer full): of AmbCalendarFeed: one’s own; of everybody for a
 * manager */
GPtrArray *
amb_server_calendar_list (AmbServerCore *self, const AmbPrincipal *principal, GError **error);
/** amb_server_calendar_revoke: one of amb_server_calendar_list(); else AMB_PROBLEM_NOT_FOUND */
gboolean amb_server_calendar_revoke (AmbServerCore *self,
                                     const AmbPrincipal *principal,
                                     gint64 id,
                                     GError **error);

/**
 * amb_server_calendar_open:
 * @principal: (out) (transfer full): whose calendar it is, with the access that they have now
 *
 * Returns: (transfer full): AMB_PROBLEM_NOT_FOUND for a token that is unknown or revoked, and when
 * that of its owner is
 */
AmbCalendarFeed *amb_server_calendar_open (AmbServerCore *self,
                                           const char *token,
                                           AmbPrincipal **principal,
                                           GError **error);

/* A content item that the calendar shows. */
typedef struct
{
  AmbRecord *record; /* owned */
  gint64 at;         /* when it was last written; 0: forgotten */
} AmbCalendarItem;

/**
 * amb_server_calendar_read:
 * @from: a day: what is planned before it is left out
 *
 * What the view shows of what @principal may see now; a view that was removed, or that they no
 * longer see, shows nothing. AMB_PROBLEM_UNAVAILABLE for a view of a newer program: to leave a
 * filter out would show more than it does.
 *
 * Returns: (transfer full): of AmbCalendarItem, those that have a day, in the order of creation
 */
GPtrArray *amb_server_calendar_read (AmbServerCore *self,
                                     const AmbCalendarFeed *feed,
                                     const AmbPrincipal *principal,
                                     const char *from,
                                     GError **error);
/** amb_server_calendar_list_titles: (transfer full): id → title of all items that @principal may
 * see now, and of those that @feed told of and that were deleted since, if they could see them */
GHashTable *amb_server_calendar_list_titles (AmbServerCore *self,
                                             const AmbCalendarFeed *feed,
                                             const AmbPrincipal *principal,
                                             GError **error);

/* What the calendar said last about an item. */
typedef struct
{
  char *item; /* id */
  char *start;
  gint64 sequence;
  gint64 shift; /* that numbers of this calendar are above those of the record */
  gint64 gone;  /* when it was found to be shown no longer, 0: it is */
} AmbCalendarTold;
void amb_calendar_told_free (AmbCalendarTold *self);

/** amb_server_calendar_list_told: (transfer full): id → AmbCalendarTold */
GHashTable *amb_server_calendar_list_told (AmbServerCore *self, gint64 feed, GError **error);
/**
 * amb_server_calendar_tell:
 * @told: of AmbCalendarTold: those that are new or another
 * @forgotten: of char *: ids that are told no longer
 * @digest: of what is told now
 * @now: milliseconds since the epoch: kept as the feed’s `changed` when @digest is another
 *
 * One transaction; nothing is written when nothing is another. The writer's core.
 */
gboolean amb_server_calendar_tell (AmbServerCore *self,
                                   AmbCalendarFeed *feed,
                                   GPtrArray *told,
                                   GPtrArray *forgotten,
                                   const char *digest,
                                   gint64 now,
                                   GError **error);

G_END_DECLS
