/* What the files about holds share. */
#pragma once

#include "amb-holds.h"

G_BEGIN_DECLS

/** amb_holds_list_covered: (transfer full): of AmbHoldItem: what @scope covers of the items in one
 * of @states (a set) */
GPtrArray *
amb_holds_list_covered (AmbStore *store, const char *scope, const char *states, GError **error);
/** amb_holds_list_orders: (transfer full): records of the orders that stand, the first first */
GPtrArray *amb_holds_list_orders (AmbStore *store, GError **error);

G_END_DECLS
