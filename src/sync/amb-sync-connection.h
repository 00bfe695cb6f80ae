/* A profile on its way to a server, in three steps: only the first and the last touch the profile.
 */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

/* One thread at a time. */
typedef struct _AmbSyncConnection AmbSyncConnection;
void amb_sync_connection_free (AmbSyncConnection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbSyncConnection, amb_sync_connection_free)

/**
 * amb_sync_connection_new:
 * @url, @token: as of amb_sync_connect(), whose errors these steps share
 *
 * Checks address and profile; on the thread that owns @programme.
 */
AmbSyncConnection *amb_sync_connection_new (AmbProgramme *programme,
                                            const char *url,
                                            const char *token,
                                            GError **error);
/**
 * amb_sync_connection_negotiate:
 * Asks the server who it is, registers this profile as a device and keeps the token. Waits for the
 * network and the keyring: never on the writer's or the main thread.
 */
gboolean
amb_sync_connection_negotiate (AmbSyncConnection *self, GCancellable *cancellable, GError **error);
/** amb_sync_connection_finish: writes the settings in one transaction; whoever the server says acts
 * in @programme from now on. On the thread that owns it. */
gboolean
amb_sync_connection_finish (AmbSyncConnection *self, AmbProgramme *programme, GError **error);
/** amb_sync_connection_abandon: forgets the token again when the last step failed; waits for the
 * keyring */
void amb_sync_connection_abandon (AmbSyncConnection *self);

G_END_DECLS
