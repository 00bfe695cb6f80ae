/* How the lists and the form of people are made for purpose. */
#pragma once

#include "amb-form.h"
#include "amb-record-list.h"

G_BEGIN_DECLS

extern const AmbListDesign amb_people_roster_design;
extern const AmbListDesign amb_people_selection_design;
extern const AmbFormGroup amb_people_groups[];
extern const AmbFormGroup amb_people_add_groups[];

G_END_DECLS
