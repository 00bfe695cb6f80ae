/* The command by which a rater scores a candidate on one criterion. */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

typedef struct
{
  const char *application; /* nullable: then of the person */
  const char *person;      /* nullable: a blind rater doesn't know it */
  const char *criterion;
  const char *role;     /* nullable: for every role */
  int score;            /* AMB_FIT_NONE: none */
  gboolean blank;       /* left blank on purpose; never beside a score */
  const char *evidence; /* nullable */
} AmbRating;

/**
 * amb_rating_find:
 * (out) (transfer full) (nullable) @assessment: what @rater said of it already, for that role or,
 * where there is nothing, for every role. The application's before the person's.
 */
gboolean amb_rating_find (AmbStore *store,
                          const AmbRating *rating,
                          const char *rater,
                          AmbRecord **assessment,
                          GError **error);

/**
 * amb_programme_rate:
 * In the name of who acts, and dated today: changes what they said of it already, else adds an
 * assessment. One that says nothing is not added. Writer thread; one undo group.
 *
 * AMB_ERROR_DENIED: the program doesn't know who acts; AMB_ERROR_REFUSED: nobody rates themselves;
 * AMB_ERROR_INVALID: neither a score from 0 to 5 nor a blank
 */
gboolean amb_programme_rate (AmbProgramme *self, const AmbRating *rating, GError **error);

G_END_DECLS
