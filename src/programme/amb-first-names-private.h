/* The first by name of some people, of whom there may be very many. */
#pragma once

#include "amb-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 rid;
  char *id;
  char *name;
} AmbFirstName;

/** amb_first_names_load: (transfer full): AmbFirstName of the first @most by name of the people
 * whose row numbers are keys of @rids (gint64 *); a row that went meanwhile is left out. Neither
 * reads the rows of all of them nor sorts them; any store. NULL with @error */
GArray *amb_first_names_load (AmbStore *store, GHashTable *rids, guint most, GError **error);

G_END_DECLS
