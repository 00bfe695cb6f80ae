/* Calls for ambassadors: who applies, who is nominated, and how far a call is. */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

/**
 * amb_programme_apply:
 * @application: a new record; its id is made when unset
 *
 * Adds it, and whoever is not in the lifecycle yet, or no longer, becomes “applied”. One undo, one
 * transaction.
 *
 * Returns: (transfer full): its id
 */
char *amb_programme_apply (AmbProgramme *self, AmbRecord *application, GError **error);
/** amb_programme_nominate: the same of a nomination: the person becomes “nominated”, with the
 * reason of whoever nominates; by themselves, “applied” */
char *amb_programme_nominate (AmbProgramme *self, AmbRecord *nomination, GError **error);

typedef struct
{
  char *state; /* of applications */
  gint64 count;
} AmbCallCount;

/* A call, and what came of it so far. */
typedef struct
{
  char *id;
  char *name;
  char *standing;                         /* what the day makes of the state */
  char *opens_on, *closes_on, *answer_by; /* nullable */
  gint64 seats;                           /* −1: not said */
  gint64 n_nominations;
  gint64 n_applications;
  GPtrArray *counts;   /* of AmbCallCount, in the order of the states */
  GPtrArray *criteria; /* of char *: published: its own, else the programme's */
} AmbCallFacts;

void amb_call_facts_free (AmbCallFacts *self);
/** amb_calls_load: (transfer full): of AmbCallFacts: every call that is not cancelled, open ones
 * first, then the latest. Three statements, whatever their number. */
GPtrArray *amb_calls_load (AmbStore *store, GError **error);

G_END_DECLS
