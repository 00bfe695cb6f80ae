/* The parts of the training chapter. Private to the sample. */
#pragma once

#include "amb-sample-tell-lookups.h"

G_BEGIN_DECLS

/* Modules of a track at the most; keys “module:TRACK.POSITION”. */
#define AMB_SAMPLE_N_TRACKS  6
#define AMB_SAMPLE_N_MODULES 6

void amb_sample_tell_tracks (AmbSampleStory *self);
void amb_sample_tell_sessions (AmbSampleStory *self);
void amb_sample_tell_certificates (AmbSampleStory *self);
void amb_sample_tell_enrolments (AmbSampleStory *self);
void amb_sample_tell_mentoring (AmbSampleStory *self);
void amb_sample_tell_questions (AmbSampleStory *self);
void amb_sample_tell_practices (AmbSampleStory *self);

G_END_DECLS
