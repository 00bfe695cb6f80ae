/* Commands of the calendar from the window: on the writer, and what came of it in a sentence. */
#pragma once

#include "amb-calendar.h"
#include "amb-context.h"

G_BEGIN_DECLS

/* @with_undo: something was changed. Main thread, once. */
typedef void (*AmbCalendarDone) (gpointer data, const char *sentence, gboolean with_undo);

/* As amb-calendar-moves.h has them; @time nullable. */
void amb_calendar_act_place (AmbContext *context,
                             const char *const *ids,
                             const char *day,
                             const char *time,
                             AmbCalendarDone done,
                             gpointer data);
void amb_calendar_act_shift (
    AmbContext *context, const char *const *ids, int days, AmbCalendarDone done, gpointer data);
void amb_calendar_act_place_at (AmbContext *context,
                                const char *const *ids,
                                const AmbMoment *at,
                                AmbCalendarDone done,
                                gpointer data);
void amb_calendar_act_shift_by (AmbContext *context,
                                const char *const *ids,
                                int days,
                                int minutes,
                                AmbCalendarDone done,
                                gpointer data);
void amb_calendar_act_target (AmbContext *context,
                              const char *const *ids,
                              guint audience,
                              int days,
                              const char *week,
                              AmbCalendarDone done,
                              gpointer data);
/** amb_calendar_act_stretch: as amb_programme_stretch() (amb-calendar-bands.h) */
void amb_calendar_act_stretch (AmbContext *context,
                               const AmbEntity *entity,
                               const char *id,
                               int first_by,
                               int last_by,
                               AmbCalendarDone done,
                               gpointer data);
void amb_calendar_act_unplan (AmbContext *context,
                              const char *const *ids,
                              AmbCalendarDone done,
                              gpointer data);
void amb_calendar_act_remove (AmbContext *context,
                              const char *const *ids,
                              AmbCalendarDone done,
                              gpointer data);
void amb_calendar_act_copy (
    AmbContext *context, const char *const *ids, int days, AmbCalendarDone done, gpointer data);
/* @first: (nullable): id of the first copy. Main thread, once. */
typedef void (*AmbCalendarCopied) (gpointer data,
                                   const char *sentence,
                                   gboolean with_undo,
                                   const char *first);
/** amb_calendar_act_copy_to: @has_hour: to the hour of @at, else to its day */
void amb_calendar_act_copy_to (AmbContext *context,
                               const char *const *ids,
                               const AmbMoment *at,
                               gboolean has_hour,
                               AmbCalendarCopied done,
                               gpointer data);
void amb_calendar_act_fill (AmbContext *context,
                            const char *asset,
                            guint audience,
                            const char *week,
                            AmbCalendarDone done,
                            gpointer data);

G_END_DECLS
