/* The files of the chapter on crises; private to it. */
#pragma once

#include "amb-sample-desk.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_SAMPLE_RECALL, /* batteries in Iberia: the one that the whole story speaks of */
  AMB_SAMPLE_DRILL,  /* played in spring */
  AMB_SAMPLE_NEXT_DRILL,
  AMB_SAMPLE_BUS,
  AMB_SAMPLE_PAGE,
  AMB_SAMPLE_TAPS,
  AMB_SAMPLE_FILM,
  AMB_SAMPLE_NIGHTS,
  AMB_SAMPLE_CHARGERS,
  AMB_SAMPLE_QUOTE,
  AMB_SAMPLE_SERVER,
  AMB_SAMPLE_FIRE,
  AMB_SAMPLE_N_CRISES
} AmbSampleCrisisName;

typedef enum
{
  AMB_SAMPLE_LEAD,
  AMB_SAMPLE_BACKUP,
  AMB_SAMPLE_SCRIBE,
  AMB_SAMPLE_APPROVER,
  AMB_SAMPLE_SPOKESPERSON,
  AMB_SAMPLE_N_PARTS
} AmbSamplePart;

/* A crisis that was told of: who holds which part (each may be NULL). */
typedef struct
{
  const char *id;
  const char *declared; /* instant */
  const char *node;     /* code */
  gboolean is_drill;
  const AmbSampleWho *parts[AMB_SAMPLE_N_PARTS];
} AmbSampleCrisis;

void amb_sample_crises_tell_playbooks (AmbSampleStory *self);
/** amb_sample_crises_cast: chooses the people of @crisis, who stands for a crisis of node @code */
void amb_sample_crises_cast (AmbSampleStory *self, const char *code, AmbSampleCrisis *crisis);
void amb_sample_crises_tell_signals (AmbSampleStory *self, const AmbSampleCrisis *crises);
void amb_sample_crises_tell_timeline (AmbSampleStory *self, const AmbSampleCrisis *crises);
void amb_sample_crises_tell_tasks (AmbSampleStory *self, const AmbSampleCrisis *crises);
void amb_sample_crises_tell_orders (AmbSampleStory *self, const AmbSampleCrisis *crises);
void amb_sample_crises_tell_lessons (AmbSampleStory *self, const AmbSampleCrisis *crises);

G_END_DECLS
