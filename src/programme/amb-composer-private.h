/* What the acts of a cohort share. */
#pragma once

#include "amb-composer.h"
#include "amb-programme-private.h"

G_BEGIN_DECLS

/* One act: its transaction and its undo group. Ended by exactly one amb_act_end(). */
typedef struct
{
  AmbProgramme *programme;
  AmbStore *store;
  AmbRecord *cohort;
} AmbAct;

/** amb_act_begin: @state: the one that the cohort must have, NULL: any; @label: “Undo …”, with one
 * %s for the cohort’s name */
gboolean amb_act_begin (AmbAct *self,
                        AmbProgramme *programme,
                        const char *cohort,
                        const char *state,
                        const char *label,
                        GError **error);
/** amb_act_end: keeps what was done, or with @ok FALSE takes it back. Returns: @ok, and FALSE when
 * it can’t be kept */
gboolean amb_act_end (AmbAct *self, gboolean ok, GError **error);

/** amb_act_decide: a decision of the programme's; whoever owns the cohort sees to it. One that
 * nobody carries out stays proposed. */
gboolean amb_act_decide (AmbAct *self, const char *what, const char *why, GError **error);

void amb_composer_person_free (gpointer person);

G_END_DECLS
