/* The parts of the chapter of sponsors. Private to the sample. */
#pragma once

#include "amb-sample-tell-lookups.h"

G_BEGIN_DECLS

/** amb_sample_tell_governance: meetings, decisions, risks, coherence gaps */
void amb_sample_tell_governance (AmbSampleStory *self);
/** amb_sample_tell_figures: targets, computed figures, pulse surveys */
void amb_sample_tell_figures (AmbSampleStory *self);

G_END_DECLS
