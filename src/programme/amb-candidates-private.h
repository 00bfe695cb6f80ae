/* Who is a candidate: SQL that the files of AmbCandidates share. */
#pragma once

#include "amb-candidates.h"

/* Who may still be chosen, and who has been. */
#define AMB_CANDIDATES_STATES "('nominated', 'applied', 'in_review', 'shortlisted', 'waitlisted')"
#define AMB_CANDIDATES_CHOSEN                                                                      \
  "('invited', 'accepted', 'onboarding', 'active', 'paused', 'suspended')"
/* Applications that no longer stand. */
#define AMB_CANDIDATES_GONE "('withdrawn', 'not_selected')"

/* Does the person “p” stand in a call? */
#define AMB_CANDIDATES_APPLIED_SQL                                                                 \
  "(SELECT 1 FROM applications o WHERE o.ambassador_id = p.id AND o.deleted = 0 AND "              \
  "o.call_id IS NOT NULL AND o.state NOT IN " AMB_CANDIDATES_GONE ")"
#define AMB_CANDIDATES_NOMINATED_SQL                                                               \
  "(SELECT 1 FROM nominations o WHERE o.ambassador_id = p.id AND o.deleted = 0 AND "               \
  "o.call_id IS NOT NULL)"
