/* For tests of upgrades: tables of another schema level in the place of the program's own. The
 * programs never do that; the architecture test refuses this header everywhere else in src/. */
#pragma once

#include "amb-entity.h"

G_BEGIN_DECLS

/** amb_entities_use: from now on amb_entities() are @tables (NULL-terminated; they must live for
 * ever) of the schema @version; NULL: the program's own again. Not while another thread runs, and
 * what was opened under some tables is used under the same. */
void amb_entities_use (const AmbEntity *const *tables, guint version);

G_END_DECLS
