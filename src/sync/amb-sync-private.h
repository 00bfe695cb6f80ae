/* What the commands and the service share. */
#pragma once

#include "amb-programme.h"
#include "amb-sync-engine.h"

G_BEGIN_DECLS

/** amb_sync_dup_folder: (transfer full): the folder of the profile's file */
char *amb_sync_dup_folder (AmbStore *store);

/** amb_sync_open_transport: (transfer full): to the connected server; AMB_ERROR_NOT_FOUND when none
 * is connected, _DENIED without a token */
AmbTransport *amb_sync_open_transport (AmbStore *store, GError **error);

G_END_DECLS
