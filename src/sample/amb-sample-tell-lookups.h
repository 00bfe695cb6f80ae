/* What several chapters ask of the story. Private to the sample. */
#pragma once

#include "amb-sample-story.h"

G_BEGIN_DECLS

/* Whoever runs the programme at the centre, as a history shows it. */
#define AMB_SAMPLE_MANAGER "Inès Caradec"

/** amb_sample_tell_id: (nullable): of what was added under @prefix and @name ("role:", "curator");
 * NULL when nothing was, or @name is NULL */
const char *amb_sample_tell_id (AmbSampleStory *story, const char *prefix, const char *name);
/** amb_sample_tell_numbered: (nullable): the same, of @prefix and @number; NULL for 0 */
const char *amb_sample_tell_numbered (AmbSampleStory *story, const char *prefix, guint number);
/** amb_sample_tell_node: (nullable): id of the node with that code; NULL for NULL */
const char *amb_sample_tell_node (AmbSampleStory *story, const char *code);
/** amb_sample_tell_who: (nullable): an active person with @role (nullable) of the node @code
 * (nullable) */
const AmbSampleWho *amb_sample_tell_who (AmbSampleStory *story, const char *role, const char *code);
/** amb_sample_tell_who_id: (nullable): the id of @who (nullable) */
const char *amb_sample_tell_who_id (const AmbSampleWho *who);
/** amb_sample_tell_head: (nullable): id of the head of the node @code */
const char *amb_sample_tell_head (AmbSampleStory *story, const char *code);
/** amb_sample_tell_head_name: of the head of the node @code (nullable), else of the manager */
const char *amb_sample_tell_head_name (AmbSampleStory *story, const char *code);
/** amb_sample_tell_weekday: @days, moved from a Saturday or Sunday to the next working day; today
 * stays today, and what is past does not become ahead */
int amb_sample_tell_weekday (AmbSampleStory *story, int days);

G_END_DECLS
