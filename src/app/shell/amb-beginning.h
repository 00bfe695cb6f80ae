/* How a programme begins on this computer: with its name and its first person, or with the sample.
 */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;    /* of the programme */
  char *company; /* may be empty */
  char *person;  /* who runs it */
  char *email;   /* may be empty */
} AmbBeginning;

typedef enum
{
  AMB_BEGINNING_NAME,
  AMB_BEGINNING_PERSON,
  AMB_BEGINNING_EMAIL,
} AmbBeginningField;

/** amb_beginning_check: AMB_ERROR_INVALID says what is missing or wrong, (out) @field where */
gboolean amb_beginning_check (const AmbBeginning *self, AmbBeginningField *field, GError **error);
void amb_beginning_free (gpointer self);

/** amb_beginning_run: (nullable): an AmbContextWrite of an AmbBeginning: makes the programme and
 * its owner, in one transaction */
gpointer amb_beginning_run (AmbProgramme *programme,
                            gpointer self,
                            GCancellable *cancellable,
                            GError **error);

/** amb_beginning_has_sample: is the sample programme part of this build? */
gboolean amb_beginning_has_sample (void);
/** amb_beginning_run_sample: an AmbContextWrite: fills the profile with the sample programme */
gpointer amb_beginning_run_sample (AmbProgramme *programme,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
