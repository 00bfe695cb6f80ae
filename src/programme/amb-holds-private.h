/* What the files about holds share. */
#pragma once

#include "amb-holds.h"

G_BEGIN_DECLS

/** amb_holds_list_covered: (transfer full): of AmbHoldItem: what @scope covers of the items in one
 * of @states (a set) */
GPtrArray *
amb_holds_list_covered (AmbStore *store, const char *scope, const char *states, GError **error);
/** amb_holds_list_holdable: (transfer full): the same of what is approved or scheduled, whoever
 * asks
 */
GPtrArray *amb_holds_list_holdable (AmbStore *store, const char *scope, GError **error);
/** amb_hold_check_size: AMB_ERROR_TOO_LARGE: @more items beside those that an order @had are too
 * many for one */
gboolean amb_hold_check_size (guint had, guint more, GError **error);
/** amb_hold_dup_refusal: (transfer full): that @item stays as it is, and @why, a whole sentence */
char *amb_hold_dup_refusal (const AmbHoldItem *item, const char *why);
/** amb_holds_list_orders: (transfer full): records of the orders that stand, the first first */
GPtrArray *amb_holds_list_orders (AmbStore *store, GError **error);

G_END_DECLS
