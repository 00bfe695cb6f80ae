/* A profile on its way to a server, in three steps: only the first and the last touch the profile.
 */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

/* One thread at a time. */
typedef struct _AmbSyncConnection AmbSyncConnection;
void amb_sync_connection_free (AmbSyncConnection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbSyncConnection, amb_sync_connection_free)

/* What becomes of the records that a profile has already. */
typedef enum
{
  AMB_OWN_NONE, /* there must be none */
  AMB_OWN_SEND, /* they become the programme of the server, which must be empty */
  AMB_OWN_APART /* they stay a programme of their own, in another profile */
} AmbOwnRecords;

/**
 * amb_sync_connection_new:
 * @url, @token: as of amb_sync_connect(), whose errors these steps share
 *
 * Checks address and profile, which may hold records; on the thread that owns @programme.
 */
AmbSyncConnection *amb_sync_connection_new (AmbProgramme *programme,
                                            const char *url,
                                            const char *token,
                                            GError **error);
/** amb_sync_connection_count_records: that the profile had when the connection was begun */
gint64 amb_sync_connection_count_records (AmbSyncConnection *self);
/** amb_sync_connection_is_sample: are they those of the sample, which is never sent? */
gboolean amb_sync_connection_is_sample (AmbSyncConnection *self);
/**
 * amb_sync_connection_negotiate:
 * Asks the server who it is, registers this profile as a device and keeps the token. Waits for the
 * network and the keyring: never on the writer's or the main thread.
 */
gboolean
amb_sync_connection_negotiate (AmbSyncConnection *self, GCancellable *cancellable, GError **error);
/** amb_sync_connection_may_send: after the server answered: is it empty, and this a manager? */
gboolean amb_sync_connection_may_send (AmbSyncConnection *self);
/** amb_sync_connection_is_manager: after the server answered */
gboolean amb_sync_connection_is_manager (AmbSyncConnection *self);
/** amb_sync_connection_check: the same as the next, as far as it can be told before the server
 * answers */
gboolean amb_sync_connection_check (AmbSyncConnection *self,
                                    AmbOwnRecords own,
                                    const char *folder,
                                    GError **error);
/**
 * amb_sync_connection_choose:
 * @folder: (nullable): of AMB_OWN_APART: the new profile
 *
 * What is to become of the records. AMB_ERROR_REFUSED, with what to do, when it can't be so; where
 * there are no records, nothing need be chosen.
 */
gboolean amb_sync_connection_choose (AmbSyncConnection *self,
                                     AmbOwnRecords own,
                                     const char *folder,
                                     GError **error);
/** amb_sync_connection_dup_apart: (transfer full): a folder beside the profile that is free; looks
 * at the disk */
char *amb_sync_connection_dup_apart (AmbSyncConnection *self);
/** amb_sync_connection_finish: writes the settings in one transaction, after the copy of what is
 * kept apart; whoever the server says acts in @programme from now on. On the thread that owns it.
 */
gboolean
amb_sync_connection_finish (AmbSyncConnection *self, AmbProgramme *programme, GError **error);
/** amb_sync_connection_abandon: forgets the token again when the last step failed or was not taken;
 * waits for the keyring */
void amb_sync_connection_abandon (AmbSyncConnection *self);

/**
 * amb_sync_keep_apart:
 * @folder: the new profile
 *
 * Of a profile whose programme was to be sent while another one came first: its records go to
 * @folder, and the server's programme is fetched here. On the thread that owns @programme.
 */
gboolean amb_sync_keep_apart (AmbProgramme *programme, const char *folder, GError **error);

G_END_DECLS
