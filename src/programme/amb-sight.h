/* How much of the programme a desk sees: whose number is the programme's, and whose is a part's. */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean all;      /* everything, but what is private to others */
  GHashTable *nodes; /* ids of the nodes of which it holds what belongs to them; of a part only */
} AmbSight;

/** amb_sight_load: by the access of who acts and the scopes that the server opened. On the thread
 * of @store. Returns: (transfer full) */
AmbSight *amb_sight_load (AmbStore *store, GError **error);
void amb_sight_free (AmbSight *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbSight, amb_sight_free)

/** amb_sight_has_node: does it hold what belongs to @node? */
gboolean amb_sight_has_node (const AmbSight *self, const char *node);
/** amb_sight_is_partial: are sums of this desk sums of a part? Reads the access alone; any thread
 * with a store */
gboolean amb_sight_is_partial (AmbStore *store);
/** amb_sight_get_held: (nullable): of @entity, what is 1 where a desk holds the row with all that
 * belongs to it (amb-held.h), for a condition of a query on a desk’s file; in no table, so JSON
 * doesn’t keep it. NULL: nothing belongs to such rows that whoever sees them isn’t sent. */
const AmbField *amb_sight_get_held (const AmbEntity *entity);
/** amb_sight_narrow: to those, where the desk is sent a part of the programme */
void amb_sight_narrow (AmbStore *store, AmbQuery *query);
/** amb_sight_holds: is the record of @entity with that id among those? Reads one row */
gboolean amb_sight_holds (AmbStore *store, const AmbEntity *entity, const char *id);
/** amb_sight_check: AMB_ERROR_DENIED, in words, where who acts is given no record of @entity: a sum
 * over none of them would be a 0 that nobody counted */
gboolean amb_sight_check (AmbStore *store, const AmbEntity *entity, GError **error);

G_END_DECLS
