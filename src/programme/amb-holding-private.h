/* Who holds a role today, as SQL over `assignments a` and `ambassadors p`. */
#pragma once

#define TODAY "amb_today ()"
/* Who is in the roster, dormant or not (the words of the programme). */
#define IN_ROSTER "p.state IN ('onboarding', 'active', 'paused')"
/* A current assignment that has begun and is not over. */
#define HELD_TODAY                                                                                 \
  "a.deleted = 0 AND a.state = 'current' AND (a.starts_on IS NULL OR a.starts_on <= " TODAY        \
  ") AND (a.ends_on IS NULL OR a.ends_on >= " TODAY ")"
