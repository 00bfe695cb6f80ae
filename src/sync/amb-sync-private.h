/* What the commands and the service share. */
#pragma once

#include "amb-credentials.h"
#include "amb-programme.h"
#include "amb-sync-engine.h"

G_BEGIN_DECLS

/** amb_sync_dup_folder: (transfer full): the folder of the profile's file */
char *amb_sync_dup_folder (AmbStore *store);

/** amb_sync_dup_server: (transfer full): the connected server; AMB_ERROR_NOT_FOUND when there is
 * none */
AmbCredentialsKey *amb_sync_dup_server (AmbStore *store, GError **error);
/** amb_sync_open_transport: (transfer full): AMB_ERROR_DENIED without a token. Waits for the
 * keyring: on the thread that sends, never on the writer. */
AmbTransport *amb_sync_open_transport (const AmbCredentialsKey *server,
                                       GCancellable *cancellable,
                                       GError **error);

/* An edit that is made once more. Values by field, as JSON objects. */
typedef struct
{
  const AmbJsonNode *typed;   /* nullable: the values; members that are no field are passed over */
  const AmbJsonNode *payload; /* nullable: of the patch that it was: its `add` and `del` are done to
                               * the sets as they are now */
  const AmbJsonNode *shown;   /* nullable: the sets that @typed was made from, when it is another
                               * than the patch made */
  gboolean is_unseen; /* who decides it can't see the record as it is now: what @payload says
                       * they saw (`bv`, `was`) still holds, and the rest is asked about */
  gint64 seen;        /* ... but not what is of this version or before, which they saw since */
} AmbSyncEdit;

/** amb_sync_edit_again: makes @edit an edit of what the record is now; the state isn't edited. On
 * the writer thread, inside a transaction. AMB_ERROR_NOT_FOUND: no such record */
gboolean amb_sync_edit_again (AmbProgramme *programme,
                              const AmbEntity *entity,
                              const char *id,
                              const AmbSyncEdit *edit,
                              GError **error);

/** amb_sync_clear_entity: drops every row; inside the caller's transaction, as the next */
gboolean amb_sync_clear_entity (AmbStore *store, const AmbEntity *entity, GError **error);
/** amb_sync_clear_records: every row, the history and the drafts */
gboolean amb_sync_clear_records (AmbStore *store, GError **error);
/** amb_sync_clear_history: the journal, and with it what could be undone */
gboolean amb_sync_clear_history (AmbStore *store, GError **error);

G_END_DECLS
