/* The files of the chapter on listening; private to it and to the crises, which tell of the signals
 * that belong to them. */
#pragma once

#include "amb-sample-desk.h"

G_BEGIN_DECLS

/* A signal as a row. Sets of one letter each: sentiment p n -, stakeholder c a p r e (press:
 * r), class P T R M U (0: not triaged), author p o j i a; how it went: see
 * amb-sample-tell-listening-signal.c. */
typedef struct
{
  int day, hour;
  int lag; /* minutes from being said to being heard */
  char journey;
  char sentiment, stakeholder, class, author_kind;
  char severity; /* 1 … 4 */
  guint8 feed, contact, line;
  const char *node, *country, *language, *topic, *author;
  int reach;
  const char *title, *text;
  const char *answer;  /* nullable */
  const char *outcome; /* nullable; of what was dismissed: why; of a duplicate: number of which */
} AmbSampleSignal;

extern const AmbSampleSignal amb_sample_signals[];
extern const guint amb_sample_n_signals;

/** amb_sample_listening_tell_signal: with @key (nullable), of crisis @crisis (nullable) or its
 * drill */
AmbRecord *amb_sample_listening_tell_signal (AmbSampleStory *self,
                                             const AmbSampleSignal *row,
                                             const char *key,
                                             const char *crisis,
                                             gboolean is_drill);

void amb_sample_listening_tell_ground (AmbSampleStory *self); /* feeds, rules, lines */
void amb_sample_listening_tell_flows (AmbSampleStory *self);  /* hand-overs, rota */

G_END_DECLS
