/* The profile on a person's page: the form of the roster's pane, and what the next move asks for.
 */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

/** amb_person_profile_new: an AmbPersonSection's create() */
GtkWidget *amb_person_profile_new (AmbContext *context, const char *person);

G_END_DECLS
