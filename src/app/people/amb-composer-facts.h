/* What the cohort composer shows, read on a reader thread. */
#pragma once

#include "amb-composer.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *name;
  char *state;
} AmbComposerCohort;

typedef struct
{
  GPtrArray *cohorts;          /* of AmbComposerCohort: drafts first, the newest of each first */
  AmbComposition *composition; /* nullable: there is no cohort */
  GPtrArray *candidates;       /* of AmbComposerPerson; none once the cohort is frozen */
  GPtrArray *guests;           /* nullable: of AmbComposerGuest, once it is */
  char *today;
} AmbComposerFacts;

/* What is asked for. */
typedef struct
{
  char *cohort; /* nullable: the first one */
  char *search; /* nullable */
  char *state;  /* nullable */
  char *node;   /* nullable: candidates of that node and of what is below it */
} AmbComposerQuestion;

void amb_composer_question_free (AmbComposerQuestion *self);
void amb_composer_facts_free (AmbComposerFacts *self);

/** amb_composer_facts_read: an AmbContextRead; @question: AmbComposerQuestion. Returns: (transfer
 * full): AmbComposerFacts */
gpointer amb_composer_facts_read (AmbStore *store,
                                  gpointer question,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
