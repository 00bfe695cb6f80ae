/* The parts of the chapter of spaces. Private to the sample. */
#pragma once

#include "amb-sample-tell-lookups.h"

G_BEGIN_DECLS

/** amb_sample_tell_threads: threads, their posts and the exchanges that they are */
void amb_sample_tell_threads (AmbSampleStory *self);
void amb_sample_tell_exchanges (AmbSampleStory *self);

G_END_DECLS
