/* What the files that read for Today share. */
#pragma once

#include "amb-today-facts.h"

G_BEGIN_DECLS

#define MAIN_LINES 4
#define SIDE_LINES 3

/* What reading needs beside the store. */
typedef struct
{
  AmbStore *store;
  AmbTodayFacts *facts;
  const AmbEntity *people;
  const AmbEntity *nodes;
  gint64 now;
  const char *today;
  AmbAccess access;
  const char *node; /* nullable: what is asked of others, and rests on them, is of it or below */
} AmbTodayReading;

AmbTodaySection *amb_today_section_new (const char *title, const char *place, gboolean is_main);
/** amb_today_take_section: into the facts; one without lines is freed */
void amb_today_take_section (AmbTodayReading *reading, AmbTodaySection *section);
AmbTodayLine *amb_today_append_line (AmbTodaySection *section, AmbRecord *record, const char *verb);
/** amb_today_add_act: a further button before the line’s own; @action: (transfer full) */
void amb_today_add_act (AmbTodayLine *line, const char *verb, char *action);
/** amb_today_set_due: “3 days late”, “Today”, “2 days left”; nothing while it is far off */
void amb_today_set_due (AmbTodayReading *reading, AmbTodayLine *line, const char *due);
/** amb_today_set_day: the same of what one answers or plans for: far off “Due 10 Dec” */
void amb_today_set_day (AmbTodayReading *reading, AmbTodayLine *line, const char *due);
/** amb_today_where: amb_query_where() by the name of a field */
void
amb_today_where (AmbQuery *query, const char *field, AmbMatch match, const char *const *values);
/** amb_today_may: of somebody who has others to care for: has who asks that right? */
gboolean amb_today_may (AmbTodayReading *reading, const AmbEntity *entity, AmbRight right);
/** amb_today_list: counts @query into the section and returns its first records */
GPtrArray *amb_today_list (AmbTodayReading *reading,
                           AmbTodaySection *section,
                           const AmbQuery *query,
                           gint64 limit,
                           GError **error);

/* amb-today-content.c */
/** amb_today_read_reviews: what waits for a decision of @me (nullable), as the queue has it */
gboolean amb_today_read_reviews (AmbTodayReading *reading, const char *me, GError **error);
/** amb_today_read_suggestions: what others had the idea of, for whoever leads or manages */
gboolean amb_today_read_suggestions (AmbTodayReading *reading, const char *me, GError **error);
/** amb_today_read_gaps: the weeks to come in which an audience has nothing, of the place */
gboolean amb_today_read_gaps (AmbTodayReading *reading, GError **error);

/* amb-today-shelves.c */
/** amb_today_read_own_shelves: what is due of what is @me’s */
gboolean amb_today_read_own_shelves (AmbTodayReading *reading, const char *me, GError **error);
/** amb_today_read_common_shelves: what is due of what one may see to, whose ever it is */
gboolean amb_today_read_common_shelves (AmbTodayReading *reading, GError **error);

/* amb-today-found.c */
/** amb_today_read_untold: who is told that the programme knows them, by when, or removed */
gboolean amb_today_read_untold (AmbTodayReading *reading, GError **error);

/* amb-today-tasks.c */
/** amb_today_read_asked_of_me: with a button for each answer */
gboolean amb_today_read_asked_of_me (AmbTodayReading *reading, const char *me, GError **error);
/** amb_today_read_asked_of_others: what is about to lapse, and what nobody answered */
gboolean amb_today_read_asked_of_others (AmbTodayReading *reading, GError **error);
/** amb_today_read_week: of an ambassador: the next module, and what may be shared */
gboolean amb_today_read_week (AmbTodayReading *reading, GError **error);

G_END_DECLS
