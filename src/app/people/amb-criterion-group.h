/* One criterion of a candidate: what its raters said, and the place for one's own score. */
#pragma once

#include "amb-candidates.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_CRITERION_GROUP (amb_criterion_group_get_type ())
G_DECLARE_FINAL_TYPE (
    AmbCriterionGroup, amb_criterion_group, AMB, CRITERION_GROUP, AdwPreferencesGroup)

/**
 * amb_criterion_group_new:
 * @may_rate: offers the row for one's own score: 0 to 5 by their keys, or left blank on purpose
 *
 * Signal "rated" (int score, gboolean blank, char *evidence): the person gave a score, took it
 * back, or wrote other evidence.
 */
GtkWidget *amb_criterion_group_new (gboolean may_rate);

/**
 * amb_criterion_group_show:
 * @me: (nullable): id of who sits here; what they gave stands in their own row
 *
 * What one is writing stays.
 */
void amb_criterion_group_show (AmbCriterionGroup *self,
                               const AmbCandidates *list,
                               const AmbCandidate *candidate,
                               const AmbFitBar *bar,
                               const char *me);

G_END_DECLS
