/* Who acts in a profile that has a server: whom the server knows its token by. */
#pragma once

#include "amb-json.h"
#include "amb-programme.h"

G_BEGIN_DECLS

/**
 * amb_sync_account_take:
 * @account: (nullable): what the server answers a registration, with name, access and (optional)
 *   person; one without an access changes nothing
 *
 * Makes it the actor of the profile's file and keeps who acted before; inside the caller's
 * transaction. amb_programme_load_actor() makes it act.
 */
gboolean amb_sync_account_take (AmbStore *store, const AmbJsonNode *account, GError **error);
/** amb_sync_account_leave: who acted before the server did acts again; inside the caller's
 * transaction */
gboolean amb_sync_account_leave (AmbStore *store, GError **error);
/** amb_sync_account_revoke: the token is not accepted any longer: nobody may do anything here until
 * the server is left; inside the caller's transaction */
gboolean amb_sync_account_revoke (AmbStore *store, GError **error);
/** amb_sync_account_doubt: grants have changed or a right was missing: the server is asked again
 * who this is */
gboolean amb_sync_account_doubt (AmbStore *store, GError **error);
/** amb_sync_account_is_due: was the server not asked for an hour, or is there a doubt? */
gboolean amb_sync_account_is_due (AmbStore *store);

G_END_DECLS
