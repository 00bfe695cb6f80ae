/* The parts of the chapter on people, and what the chapters on the network, people and
 * administration know of those who act. */
#pragma once

#include "amb-sample-story.h"

G_BEGIN_DECLS

/** amb_sample_people_manager: the name of one of the programme's managers */
const char *amb_sample_people_manager (AmbSampleStory *self);
/** amb_sample_people_head: (nullable): id of the head of @node, else of the nearest node above that
 * has one; @node may be AMB_SAMPLE_NO_NODE */
const char *amb_sample_people_head (AmbSampleStory *self, guint node);
/** amb_sample_people_head_of: (nullable): the same, by the node's code */
const char *amb_sample_people_head_of (AmbSampleStory *self, const char *code);
/** amb_sample_people_lead: the name of that head; of a manager where there is none */
const char *amb_sample_people_lead (AmbSampleStory *self, guint node);
/** amb_sample_people_is_french: does @who write French? */
gboolean amb_sample_people_is_french (const AmbSampleWho *who);
/** amb_sample_people_node: (nullable): id of the home node */
const char *amb_sample_people_node (AmbSampleStory *self, const AmbSampleWho *who);
/** amb_sample_people_role: (nullable): id of the first role of @who, of @fallback for those without
 */
const char *
amb_sample_people_role (AmbSampleStory *self, const AmbSampleWho *who, const char *fallback);
/** amb_sample_people_acted: may an active @who have acted so many @days ago, as far as the story
 * knows? Dormant people have not lately. */
gboolean amb_sample_people_acted (const AmbSampleWho *who, int days);
/** amb_sample_people_walk: as amb_sample_story_walk(), with the day of each move in @days */
void amb_sample_people_walk (AmbSampleStory *self,
                             AmbRecord *record,
                             const char *path,
                             const int *days,
                             const char *by,
                             const char *why);

/* The parts, in the order in which they are told. */
void amb_sample_tell_people_outside (AmbSampleStory *self);    /* organisations, contacts */
void amb_sample_tell_people_calls (AmbSampleStory *self);      /* calls, criteria, cohorts */
void amb_sample_tell_people_candidates (AmbSampleStory *self); /* nominations … assessments */
void amb_sample_tell_people_cohorts (AmbSampleStory *self);    /* seats, invitations */
void amb_sample_tell_people_tasks (AmbSampleStory *self);
void amb_sample_tell_people_activity (AmbSampleStory *self);
void amb_sample_tell_people_letters (AmbSampleStory *self);

G_END_DECLS
