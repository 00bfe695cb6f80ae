/* The calendar of content: what is planned in some weeks, what has no day yet, and how audiences
 * are served. */
#pragma once

#include "amb-access.h"
#include "amb-balance.h"
#include "amb-calendar.h"
#include "amb-store.h"

G_BEGIN_DECLS

/* One content item, as the calendar shows it. */
typedef struct
{
  AmbRecord *record;
  AmbMoment at; /* by the reader's clock; of the tray: unset */
  int audience; /* amb-balance.h, −1: none */
  char *channel, *pillar, *campaign, *department, *owner; /* nullable: names */
  gboolean is_foreign; /* whoever asks may read it only, because of where it is */
  char *missing;       /* of the tray: what stands between it and its day, translated */
} AmbCalendarItem;

/* What is asked. */
typedef struct
{
  char from[AMB_DAY_SIZE]; /* the first day, by the reader's clock */
  guint n_weeks;
  GTimeZone *zone;  /* the reader's; borrowed */
  guint audiences;  /* bits of those that are shown, 0: all, and those without one */
  AmbQuery *filter; /* nullable, borrowed: of content items: conditions, search, node */
  AmbAccess access; /* of whoever asks; AMB_ACCESS_NONE: nothing is foreign */
} AmbCalendarAsk;

/** amb_calendar_ask_new: (transfer full): by this machine's clock, with copies of its own, so that
 * another thread reads it. @filter: (nullable) */
AmbCalendarAsk *amb_calendar_ask_new (const char *from, guint n_weeks, const AmbQuery *filter);
/** amb_calendar_ask_free: of amb_calendar_ask_new(); a GDestroyNotify */
void amb_calendar_ask_free (gpointer self);

typedef struct
{
  char from[AMB_DAY_SIZE];
  guint n_weeks;
  GPtrArray *items;    /* of AmbCalendarItem, as they come */
  GPtrArray *tray;     /* of AmbCalendarItem without a day: what is nearest to one first */
  guint n_tray;        /* with those that the tray has no room for */
  GHashTable *notes;   /* day → what it is somewhere, in words: holidays, blackout days */
  GHashTable *blocked; /* day → why nothing goes out on it, for all that is shown */
  GPtrArray *bands;    /* of AmbCalendarBand (amb-calendar-bands.h) */
  GPtrArray *slots;    /* of AmbCalendarSlot (amb-calendar-slots.h): places that are empty */
  AmbBalance balance;  /* of the weeks, whatever audiences are shown */
  GArray *week_counts; /* of guint: items of a week and an audience, week after week */
} AmbCalendar;

/**
 * amb_calendar_load: (transfer full): one query for the weeks, one for the tray; any thread with a
 * store. What is rejected, and what was put away before it was published, isn't shown.
 */
AmbCalendar *amb_calendar_load (AmbStore *store, const AmbCalendarAsk *ask, GError **error);
/** amb_calendar_load_balance: (transfer full): of amb_calendar_load() only the items, without the
 * names that they refer to, and how the audiences are served */
AmbCalendar *amb_calendar_load_balance (AmbStore *store, const AmbCalendarAsk *ask, GError **error);
/** amb_calendar_list_items: (transfer full): of AmbCalendarItem: those of @records (of AmbRecord)
 * that have a moment, by the clock of @zone, as they come; of names one statement each */
GPtrArray *
amb_calendar_list_items (AmbStore *store, GPtrArray *records, GTimeZone *zone, GError **error);
/** amb_calendar_take_audiences: the condition on the audience of content items, out of @filter and
 * as bits: what is not shown goes on to be counted. 0: there was none, or one that bits can't say,
 * which stays. */
guint amb_calendar_take_audiences (AmbQuery *filter);
void amb_calendar_free (AmbCalendar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbCalendar, amb_calendar_free)

/** amb_calendar_get_count: items for @audience in the week at @week, whatever is shown */
guint amb_calendar_get_count (const AmbCalendar *self, guint week, guint audience);
/** amb_calendar_is_empty: has @audience a target, and nothing in that week? */
gboolean amb_calendar_is_empty (const AmbCalendar *self, guint week, guint audience);
/** amb_calendar_count_empty: pairs of a week and an audience that are empty */
guint amb_calendar_count_empty (const AmbCalendar *self);
/** amb_calendar_dup_day: (transfer full): the day so many days after the first */
char *amb_calendar_dup_day (const AmbCalendar *self, guint index);

/* An asset that an empty week offers. */
typedef struct
{
  char *id, *title, *department; /* the last nullable */
  char *language;                /* nullable */
  guint n_uses;
} AmbGapOffer;

/* An audience without an item in a week. */
typedef struct
{
  char week[AMB_DAY_SIZE]; /* its first day */
  guint audience;
  GPtrArray *offers; /* of AmbGapOffer: the two best, fewer where there are not so many */
} AmbGap;

#define AMB_GAP_OFFERS 2

/** amb_calendar_load_gaps: (transfer full): of AmbGap: the weeks of @calendar from that of @today
 * on in which an audience has nothing, offers to the first @most of them; assets are read where
 * there is one, and as many as that takes. What one week was offered comes to the next one last. */
GPtrArray *amb_calendar_load_gaps (
    AmbStore *store, const AmbCalendar *calendar, const char *today, guint most, GError **error);

/** amb_calendar_load_coming_gaps: (transfer full): of AmbGap: the weeks from this one on,
 * AMB_GAP_WEEKS of them, in which an audience has nothing that belongs to @node (nullable) or is
 * below it; offers to the first @most of them */
GPtrArray *amb_calendar_load_coming_gaps (
    AmbStore *store, GTimeZone *zone, const char *node, guint most, GError **error);

/** amb_calendar_load_offers: (transfer full): of AmbGapOffer: the assets that would serve @audience
 * best and may be used until @last_day, @most of them, by the same measure as a week's */
GPtrArray *amb_calendar_load_offers (
    AmbStore *store, guint audience, const char *last_day, guint most, GError **error);

#define AMB_GAP_WEEKS 8

/** amb_calendar_load_weeks_of: (transfer full): of AmbGap, without offers: the weeks from this one
 * on in which an audience has nothing and the asset @id may be used for it */
GPtrArray *
amb_calendar_load_weeks_of (AmbStore *store, const char *id, GTimeZone *zone, GError **error);

G_END_DECLS
