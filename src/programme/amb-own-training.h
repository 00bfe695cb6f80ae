/* Somebody's training: the tracks they are on, module by module, their certificates, what is open
 * to them. */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_OWN_MODULE_TO_COME,
  AMB_OWN_MODULE_NEXT,
  AMB_OWN_MODULE_DONE,
} AmbOwnModuleStanding;

typedef struct
{
  char *id;
  char *title;
  const AmbChoice *kind; /* nullable */
  gint64 minutes;        /* −1: unknown */
  gboolean is_required;
  gboolean is_tried; /* not passed so far */
  char *done_on;     /* nullable */
  AmbOwnModuleStanding standing;
} AmbOwnModule;

/* What the person may do themselves to go on. */
typedef enum
{
  AMB_OWN_STEP_NONE,    /* ended, or somebody else has to look at it */
  AMB_OWN_STEP_BEGIN,   /* the enrolment */
  AMB_OWN_STEP_DONE,    /* say that the next module is read or seen */
  AMB_OWN_STEP_OPEN,    /* the next module: what came of it is recorded by whoever was there */
  AMB_OWN_STEP_HAND_IN, /* enough is done: for review */
} AmbOwnStep;

typedef struct
{
  char *id;
  const AmbChoice *standing;
  char *expires_on;  /* nullable: it stays valid */
  gboolean is_valid; /* today */
  gboolean is_revoked;
} AmbOwnCertificate;

typedef struct
{
  char *id; /* of the track */
  char *name;
  char *enrolment;           /* nullable: a certificate that was given without one */
  const AmbChoice *standing; /* nullable: of the enrolment */
  gboolean is_running;       /* assigned, begun or in review */
  gboolean is_begun;
  guint needed;       /* modules that are enough; 0: all that are required */
  char *due;          /* nullable */
  char *completed_on; /* nullable */
  GPtrArray *modules; /* of AmbOwnModule, in their order */
  guint n_done;
  AmbOwnStep step;
  const AmbOwnModule *next;       /* nullable: the module of the step */
  AmbOwnCertificate *certificate; /* nullable: the one that is valid the longest */
} AmbOwnTrack;

typedef struct
{
  char *id;
  char *name;
  const AmbChoice *level;
  char *role; /* nullable: for every role */
  guint n_modules;
  gint64 minutes; /* of all that say so */
} AmbOpenTrack;

typedef struct
{
  GPtrArray *tracks; /* of AmbOwnTrack: one each; what runs comes first, by the day it is due */
  GPtrArray *open;   /* of AmbOpenTrack, the first AMB_OPEN_TRACKS */
  guint n_open;      /* all of them */
} AmbOwnTraining;

#define AMB_OPEN_TRACKS 10

/**
 * amb_own_training_load:
 *
 * A track is open to @person when it takes people and they are neither on it nor hold what it
 * gives, in its present version. A number of statements that doesn't depend on how much there is.
 *
 * Returns: (transfer full): on the thread of @store. AMB_ERROR as the store gives them.
 */
AmbOwnTraining *amb_own_training_load (AmbStore *store, const char *person, GError **error);
void amb_own_training_free (AmbOwnTraining *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbOwnTraining, amb_own_training_free)

/**
 * amb_programme_take_step:
 * @step: BEGIN, DONE or HAND_IN
 * @module: (nullable): of DONE
 *
 * One undo group and one transaction; an enrolment that wasn't begun is begun with it.
 * AMB_ERROR_REFUSED: the module is of another track.
 */
gboolean amb_programme_take_step (
    AmbProgramme *self, const char *enrolment, AmbOwnStep step, const char *module, GError **error);

G_END_DECLS
