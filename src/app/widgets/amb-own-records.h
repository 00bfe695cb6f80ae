/* What becomes of the records that are here, when a server is connected: sent to it, or kept apart.
 */
#pragma once

#include "amb-sync-connection.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * amb_own_records_dialog_new:
 * @connection: to a server that has answered
 * @apart: the folder that would hold them
 *
 * Responses "send" (only where the server takes them), "apart", "cancel".
 */
GtkWidget *
amb_own_records_dialog_new (GtkWindow *parent, AmbSyncConnection *connection, const char *apart);
/** amb_own_records_dup_place: (transfer full): a folder as people write it: ~/… */
char *amb_own_records_dup_place (const char *folder);

G_END_DECLS
