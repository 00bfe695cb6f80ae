/* How the lists and the form of people are made for purpose. */
#pragma once

#include "amb-form.h"
#include "amb-record-list.h"

G_BEGIN_DECLS

extern const AmbListDesign amb_people_roster_design;
extern const AmbListDesign amb_people_selection_design;
extern const AmbFormGroup amb_people_groups[];
extern const AmbFormGroup amb_people_add_groups[];
/* Of a cohort that is to be composed: what freezing decides isn’t asked before. */
extern const AmbFormGroup amb_people_cohort_groups[];

G_END_DECLS
