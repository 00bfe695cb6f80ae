/* The day on which a person was active last, raised by what they do for the programme. */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

/** amb_last_active_find: (transfer full) (nullable): the person whose last activity becomes an
 * earlier day than that of @record, a new one; (out) (transfer full) @day: its day. NULL: @record
 * is no act of the programme, of nobody who is here, or they were active since. @actor: (nullable):
 * who makes it */
AmbRecord *amb_last_active_find (AmbStore *store, AmbRecord *record, const char *actor, char **day);

G_END_DECLS
