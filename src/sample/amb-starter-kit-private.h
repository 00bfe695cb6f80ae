/* Tables of the starter kit. Each ends with a row whose first member is NULL; prose is N_(). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AMB_KIT_N_PARTS 6

typedef struct
{
  const char *kind, *name, *level, *minutes, *mission, *metrics;
} AmbKitRole;

typedef struct
{
  const char *role; /* kind of the role */
  const char *what, *rhythm, *minutes;
} AmbKitStep;

typedef struct
{
  const char *kind, *name, *weight, *guide;
} AmbKitCriterion;

typedef struct
{
  const char *name, *description;
} AmbKitTrack;

typedef struct
{
  const char *kind, *minutes, *title, *body;
} AmbKitModule;

typedef struct
{
  const char *kind, *title;
  const char *parts[AMB_KIT_N_PARTS]; /* paragraphs; NULL ends them */
} AmbKitText;

typedef struct
{
  const char *severity, *title, *used_when;
  const char *statements[AMB_KIT_N_PARTS];
} AmbKitPlaybook;

typedef struct
{
  const char *severity;
  int minute;
  const char *role; /* as a playbook's steps write it */
  const char *what;
} AmbKitTask;

typedef struct
{
  const char *name, *promise, *proof, *tone;
} AmbKitPillar;

typedef struct
{
  const char *kpi, *direction, *target, *unit, *note;
} AmbKitTarget;

typedef struct
{
  const char *network, *kind, *name, *length_limit;
} AmbKitChannel;

extern const AmbKitRole amb_kit_roles[];
extern const AmbKitStep amb_kit_steps[];
extern const AmbKitCriterion amb_kit_criteria[];
extern const AmbKitTrack amb_kit_track;
extern const AmbKitModule amb_kit_modules[];
extern const AmbKitText amb_kit_texts[];
extern const AmbKitPlaybook amb_kit_playbooks[];
extern const AmbKitTask amb_kit_tasks[];
extern const AmbKitPillar amb_kit_pillars[];
extern const AmbKitTarget amb_kit_targets[];
extern const AmbKitChannel amb_kit_channels[];

G_END_DECLS
