/* Whose taking part is to be renewed: how many, and the first of them by name. */
#pragma once

#include "amb-store.h"

G_BEGIN_DECLS

/**
 * amb_renewals_load:
 * @query: of people, by what is computed of their renewal; its order doesn't count
 * @count: (out): how many it finds
 *
 * People are read in the order of their ids. So are the moves that each is asked for, and what was
 * read for one serves the next; in the order of names each is somewhere else in the file. The
 * query has to ask for a renewal: the index holds those who can have one.
 * Returns: (transfer full): the first @most by name, of AmbRecord; NULL with @error. On the thread
 * of
 * @store
 */
GPtrArray *amb_renewals_load (
    AmbStore *store, const AmbQuery *query, guint most, gint64 *count, GError **error);

G_END_DECLS
