/* The roles of the person's page. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

/** amb_person_roles_new: mission, figures and steps of each role that @person (an id) holds, and a
 * word where there is none to show; it follows the context by itself. Main thread. */
GtkWidget *amb_person_roles_new (AmbContext *context, const char *person);

G_END_DECLS
