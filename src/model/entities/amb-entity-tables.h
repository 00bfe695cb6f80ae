/* For the tables only: what each of them includes. */
#pragma once

#include "amb-entity.h"
#include <glib/gi18n-lib.h>

/* For computed titles: the name of what a column refers to. The column is written with its table,
 * so that it means the same inside of the inner SELECT. */
#define AMB_NAME_OF(table, name, column)                                                           \
  "(SELECT t." name " FROM " table " t WHERE t.id = " column ")"
#define AMB_PERSON_OF(column)                                                                      \
  "COALESCE(" AMB_NAME_OF ("ambassadors", "display_name",                                          \
                           column) ", " AMB_NAME_OF ("person_cards", "display_name", column) ")"
/* When somebody was onboarded or taken over, of `transitions m`; and the index of such moves, whose
 * condition is the same but for the “m.” */
#define AMB_RENEWED_INDEX "transitions_renewed"
#define AMB_RENEWED_MOVE(m)                                                                        \
  "(" m "\"from\" IS NULL OR (" m "\"from\" = 'onboarding' AND " m "\"to\" = 'active'))"
/* When somebody became active here, in the same way. */
#define AMB_ACTIVATED_INDEX   "transitions_activated"
#define AMB_ACTIVATED_MOVE(m) "(" m "\"to\" = 'active' AND " m "\"from\" IS NOT NULL)"
/* Choices that a computed field of another table has too. */
extern const AmbChoice amb_network_choices[];  /* amb-channel.c */
extern const AmbChoice amb_audience_choices[]; /* amb-content-item.c */
/* “Alice Carter · Curator”, or the one of the two that there is */
#define AMB_JOINED(a, b) "COALESCE(" a " || ' · ' || " b ", " a ", " b ")"
