/* Commands of the calendar: items are placed and shifted, weeks copied, gaps filled; each is one
 * undo. */
#pragma once

#include "amb-calendar.h"
#include "amb-programme.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *done;     /* of char *: ids, as they were given; of copies: the new ones */
  GPtrArray *refused;  /* of char *: a sentence each: what was left alone, and why */
  GPtrArray *warnings; /* of char *: a sentence each: what was done although… */
} AmbPlanReport;

void amb_plan_report_free (AmbPlanReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbPlanReport, amb_plan_report_free)

/** amb_calendar_get_obstacle: (nullable): why the day of @item stays as it is, half a sentence */
const char *amb_calendar_get_obstacle (AmbRecord *item);
/** amb_calendar_dup_stays: (transfer full): that @item stays, and @why */
char *amb_calendar_dup_stays (AmbRecord *item, const char *why);

/** amb_calendar_find_closed: what speaks against @day in @department (nullable): the name of a
 * holiday there, the reason of a blackout day; (out) (nullable) (transfer full) */
gboolean amb_calendar_find_closed (AmbStore *store,
                                   const char *department,
                                   const char *day,
                                   char **holiday,
                                   char **blackout,
                                   GError **error);

/**
 * amb_programme_place_items:
 * @ids: of content items
 * @day: the day by the clock of @zone
 * @time: (nullable): "09:00", in the item's own zone; NULL: the hour that it has
 * @zone: of whoever looks at the calendar
 *
 * The first item comes to @day, and the others move by as many days as it does, each at the same
 * hour of its own clock. One without a day comes to @day: at the weekly slot of its channel, else
 * of its audience, on that weekday, else at nine in its department's zone. What is out, or was
 * turned down, is left alone and told; a blackout day is a warning.
 */
AmbPlanReport *amb_programme_place_items (AmbProgramme *self,
                                          const char *const *ids,
                                          const char *day,
                                          const char *time,
                                          GTimeZone *zone,
                                          GError **error);

/** amb_programme_place_items_at: as amb_programme_place_items(), to the moment at which the clock
 * of
 * @zone shows @at (day, minutes, which of two equal times); the others move by as many days and
 * minutes of their own clocks as the first one does. One without a day comes to that moment, in its
 * department's zone. What comes to the second of two equal times of its own clock is written in
 * UTC, until it is moved again. */
AmbPlanReport *amb_programme_place_items_at (AmbProgramme *self,
                                             const char *const *ids,
                                             const AmbMoment *at,
                                             GTimeZone *zone,
                                             GError **error);

/** amb_programme_shift_items_by: each by so many days of its own clock, then by so many minutes as
 * they pass: through both hours of a night in which its clock is put back */
AmbPlanReport *amb_programme_shift_items_by (
    AmbProgramme *self, const char *const *ids, int days, int minutes, GError **error);

/** amb_programme_shift_items: each by so many days, at the same hour of its own clock; one without
 * a day is left alone and told */
AmbPlanReport *
amb_programme_shift_items (AmbProgramme *self, const char *const *ids, int days, GError **error);

/** amb_programme_target_items: each is for @audience from now on, and moves by @days at the same
 * hour of its own clock. What is approved was approved for its audience, and is left alone and
 * told, as what is out is. One without a day comes to the first slot of that audience in @week
 * (nullable: stays without). */
AmbPlanReport *amb_programme_target_items (AmbProgramme *self,
                                           const char *const *ids,
                                           guint audience,
                                           int days,
                                           const char *week,
                                           GError **error);

/** amb_programme_unplan_items: their days are cleared: back to the tray; one that is scheduled has
 * to have a day, and is left alone and told */
AmbPlanReport *
amb_programme_unplan_items (AmbProgramme *self, const char *const *ids, GError **error);
/** amb_programme_remove_items: as amb_programme_remove(), all of them one undo; what is referred to
 * is left alone and told */
AmbPlanReport *
amb_programme_remove_items (AmbProgramme *self, const char *const *ids, GError **error);

/** amb_programme_copy_items: new ideas, derived from @ids, so many days later: what is told by
 * whom to whom, without review or result. The actor is their author. */
AmbPlanReport *
amb_programme_copy_items (AmbProgramme *self, const char *const *ids, int days, GError **error);

/** amb_programme_copy_items_to: as amb_programme_copy_items(); the first copy comes to @day, or to
 * when the clock of @zone shows @at (nullable), and the others keep their distance to it, as
 * amb_programme_place_items() has it: what is out may be copied, and what has no day yet */
AmbPlanReport *amb_programme_copy_items_to (AmbProgramme *self,
                                            const char *const *ids,
                                            const char *day,
                                            const AmbMoment *at,
                                            GTimeZone *zone,
                                            GError **error);

/**
 * amb_programme_fill_gap:
 * @week: its first day
 *
 * A new idea out of @asset for @audience, in that week: at the first weekly slot of the audience,
 * else on its second day at nine in the programme's zone.
 *
 * Returns: (transfer full): the id
 */
char *amb_programme_fill_gap (
    AmbProgramme *self, const char *asset, guint audience, const char *week, GError **error);

G_END_DECLS
