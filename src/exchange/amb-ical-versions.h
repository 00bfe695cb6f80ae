/* Events of one UID: which of them is taken. */
#pragma once

#include "amb-ical.h"

G_BEGIN_DECLS

/** amb_ical_settle_versions: of the versions of an event the one with the greatest SEQUENCE stays,
 * of one that repeats the first time; the others get a reason. @events: of AmbIcalEvent */
void amb_ical_settle_versions (GPtrArray *events);

G_END_DECLS
