/* Programmes that are kept apart from this one: a row each, which opens it. */
#pragma once

#include "amb-store.h"
#include <adwaita.h>

G_BEGIN_DECLS

/** amb_beside_fill: rows for what stands beside the profile of @store, in place of those before;
 * the group hides when there is none. Main thread. */
void amb_beside_fill (AdwPreferencesGroup *group, AmbStore *store);

G_END_DECLS
