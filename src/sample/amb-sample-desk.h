/* What the chapters on content, listening and crises share: whom they turn to, when things were
 * done. Private to the sample. */
#pragma once

#include "amb-sample-story.h"

G_BEGIN_DECLS

/** amb_sample_desk_pick: an active person with @role (nullable), of node @code (nullable: any);
 * gives up node and role as amb_sample_story_pick() does; NULL: nobody is active */
const AmbSampleWho *amb_sample_desk_pick (AmbSampleStory *self, const char *role, const char *code);
/** amb_sample_desk_pick_other: somebody else than @than (nullable); NULL: there is nobody else */
const AmbSampleWho *amb_sample_desk_pick_other (AmbSampleStory *self,
                                                const char *role,
                                                const char *code,
                                                const AmbSampleWho *than);
/** amb_sample_desk_get_head: (nullable): who leads node @code day by day (its active head or
 * backup), or the department of communication */
const AmbSampleWho *amb_sample_desk_get_head (AmbSampleStory *self, const char *code);
/** amb_sample_desk_get_sponsor: id of the head of hub or business line @code, NULL: it has none */
const char *amb_sample_desk_get_sponsor (AmbSampleStory *self, const char *code);
/** amb_sample_desk_get_id: (nullable): of @who, who may be NULL */
const char *amb_sample_desk_get_id (const AmbSampleWho *who);
/** amb_sample_desk_get_lead_name: of the head of @code, or of a manager of the programme */
const char *amb_sample_desk_get_lead_name (AmbSampleStory *self, const char *code);

/** amb_sample_desk_get_id_of: (nullable): what was told as “@kind:@n”, if it was */
const char *amb_sample_desk_get_id_of (AmbSampleStory *self, const char *kind, guint n);
/** amb_sample_desk_get_set: (nullable): interned: the stored set of @words, separated by | */
const char *amb_sample_desk_get_set (const char *words);
/** amb_sample_desk_get_number: (nullable): as amb_sample_story_number(); 0: unknown */
const char *amb_sample_desk_get_number (AmbSampleStory *self, gint64 number);

/** amb_sample_desk_get_instant: borrowed from the story: when it was that local time in @zone */
const char *amb_sample_desk_get_instant (
    AmbSampleStory *self, int days, int hour, int minute, const char *zone);
/** amb_sample_desk_get_later: borrowed from the story: @instant and @minutes */
const char *amb_sample_desk_get_later (AmbSampleStory *self, const char *instant, int minutes);
/** amb_sample_desk_get_weekday: 0: Monday … 6: Sunday */
int amb_sample_desk_get_weekday (AmbSampleStory *self, int day);
/** amb_sample_desk_get_workday: @day, or the working day next to it: before it in the past, after
 * it in time to come */
int amb_sample_desk_get_workday (AmbSampleStory *self, int day);

/** amb_sample_desk_move: one move of @record at an instant */
void amb_sample_desk_move (AmbSampleStory *self,
                           AmbRecord *record,
                           const char *to,
                           const char *at,
                           const char *by,
                           const char *why);

G_END_DECLS
