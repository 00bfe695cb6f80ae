/* Days, weeks and planned times of a calendar, and the asset that would fill a week: pure rules. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AMB_DAY_SIZE 11 /* "2026-08-31" and its end */

/* A planned time as somebody in another zone sees it. */
typedef struct
{
  char day[AMB_DAY_SIZE];
  int minutes;             /* since midnight by the clock of that day */
  gboolean is_other_clock; /* it is another day or time than where it was planned */
  gboolean is_second;      /* the clock shows that time twice: the second time is meant */
  gint64 seconds;          /* since the epoch: the instant, of what was read */
} AmbMoment;

/** amb_wall_time_make: (transfer full): "2026-08-31T09:00[Europe/Paris]" of its parts */
char *amb_wall_time_make (const char *day, const char *time, const char *zone);
/** amb_wall_time_read: @wall (canonical) by the clock of @zone; FALSE when it is none. A time that
 * the clocks leave out or show twice is read as amb_zone_get_instant() does. */
gboolean amb_wall_time_read (const char *wall, GTimeZone *zone, AmbMoment *moment);
/** amb_wall_time_dup_note: (transfer full) (nullable): how @wall is read, in a sentence, where the
 * clocks of its zone leave it out or show it twice */
char *amb_wall_time_dup_note (const char *wall);
/**
 * amb_wall_time_shift: (transfer full) (nullable): @wall on another day, at the same hour of its
 * own clock, whatever clock changes lie between; NULL when @wall is none
 */
char *amb_wall_time_shift (const char *wall, int days);
/** amb_wall_time_place: (transfer full) (nullable): @wall shifted to the day that somebody in @zone
 * sees as @day, at the same hour of its own clock. Where a clock change leaves no such day, on the
 * next one. */
char *amb_wall_time_place (const char *wall, const char *day, GTimeZone *zone);

/** amb_wall_time_shift_by: (transfer full) (nullable): as amb_wall_time_shift(), and by so many
 * minutes of its own clock */
char *amb_wall_time_shift_by (const char *wall, int days, int minutes);
/** amb_wall_time_at: (transfer full) (nullable): when the clock of @zone shows @at, in the zone of
 * @wall; NULL when @wall is none. A clock can't tell the second of two equal times, so that this
 * one is written in UTC. */
char *amb_wall_time_at (const char *wall, const AmbMoment *at, GTimeZone *zone);
/** amb_wall_time_go_on: (transfer full) (nullable): the instant so many minutes after @wall, in the
 * zone of @clock, another planned time; as amb_wall_time_at() writes it */
char *amb_wall_time_go_on (const char *wall, const char *clock, int minutes);
/** amb_wall_time_by: (transfer full) (nullable): what the clock of the zone of @clock shows at
 * @wall, as that zone writes it: of two equal times the first one */
char *amb_wall_time_by (const char *wall, const char *clock);
/** amb_wall_time_find_own: (transfer full) (nullable): as amb_wall_time_by(), where @wall is in UTC
 * because the clock of @zone (a name, nullable) shows it for the second time; else NULL */
char *amb_wall_time_find_own (const char *wall, const char *zone);
/** amb_day_find_again: the minutes of @day that the clock of @zone shows twice; FALSE: none */
gboolean amb_day_find_again (const char *day, GTimeZone *zone, int *from, int *length);
/** amb_wall_time_get_minutes: from @from to @to as their texts have them, whatever the zones */
int amb_wall_time_get_minutes (const char *from, const char *to);
/** amb_day_format: (transfer full): a day in words, @format as strftime's; what is no day stays */
char *amb_day_format (const char *day, const char *format);

/** amb_week_get_first_weekday: of the reader's locale (LC_TIME): 1 Monday … 7 Sunday */
int amb_week_get_first_weekday (void);
/** amb_week_get_weekday: 1 Monday … 7 Sunday of @day */
int amb_week_get_weekday (const char *day);
/** amb_week_get_start: (transfer full): the first day of the week of @day; @first as
 * amb_week_get_first_weekday() */
char *amb_week_get_start (const char *day, int first);
/** amb_week_get_number: of the week that begins on @start: ISO 8601's, which is that of its
 * Thursday */
int amb_week_get_number (const char *start);
/** amb_month_get_weeks: (transfer full): first day of the weeks that show the month of @day, and
 * how many there are (4 to 6) */
char *amb_month_get_weeks (const char *day, int first, guint *n_weeks);
/** amb_month_add: (transfer full): the first day of the month @months after that of @day */
char *amb_month_add (const char *day, int months);

/* Where something stands in a day by hours: beside others that begin before it has ended. */
typedef struct
{
  int start;        /* minutes; given, in order */
  int lane;         /* from 0; −1: there was no room */
  int n_lanes;      /* of those that meet each other, without what has no room */
  gboolean is_full; /* there was no room for some of them */
  guint n_more;     /* of the first one without room in @length minutes: how many those are */
} AmbHourPlace;

/** amb_hours_stack: gives each a lane of its own for @length minutes; @most: lanes at the most */
void amb_hours_stack (AmbHourPlace *places, guint n, int length, int most);

/* An asset that might fill a week; texts are the caller's. */
typedef struct
{
  const char *id, *title;
  const char *key;             /* the title, as lists are sorted by it */
  const char *language;        /* nullable: of no language, as a picture */
  const char *department_id;   /* nullable */
  const char *department;      /* nullable: its name */
  const char *rights;          /* nullable: as its entity has it */
  const char *confidentiality; /* nullable */
  const char *until;           /* nullable: the last day on which it may be used */
  guint n_uses;                /* content items made from it */
  guint uses[4];               /* of them, by audience (amb-balance.h) */
} AmbGapAsset;

/** amb_gap_fits: may it be used for @audience until @last_day? Its rights are clear and not over,
 * and what is not public stays inside. */
gboolean amb_gap_fits (const AmbGapAsset *asset, guint audience, const char *last_day);
/** amb_gap_is_spoken: is it of one of @languages (nullable), or of none? Without any: yes */
gboolean amb_gap_is_spoken (const AmbGapAsset *asset, const char *const *languages);
/**
 * amb_gap_compare: which is the better one for @audience
 * @languages: (nullable): in which that audience is spoken to; NULL: any
 *
 * What was never used comes first, then one of the right language, then what this audience has
 * seen least, what anybody has, and by title, as lists have them.
 */
int amb_gap_compare (const AmbGapAsset *a,
                     const AmbGapAsset *b,
                     guint audience,
                     const char *const *languages);

G_END_DECLS
