/* What the server never got: counted, sent, or written to a file before it is given up. */
#pragma once

#include "amb-sync-service.h"
#include "amb-sync.h"

G_BEGIN_DECLS

/* What to do about them before the server is forgotten. */
typedef enum
{
  AMB_UNSENT_SEND,
  AMB_UNSENT_SAVE,
  AMB_UNSENT_DISCARD,
} AmbUnsentChoice;

typedef struct
{
  AmbUnsentChoice choice;
  char *path; /* nullable: of SAVE */
  gboolean remove_records;
} AmbLeaving;
void amb_leaving_free (gpointer self);

/** amb_leaving_send: a job of amb_context_ask_async(), of the AmbSyncService, which is stopped:
 * sends what waits; before amb_leaving_run() when the choice is AMB_UNSENT_SEND */
gpointer amb_leaving_send (gpointer sync, GCancellable *cancellable, GError **error);
/** amb_leaving_run: an AmbContextWrite of an AmbLeaving: saves what it should, then disconnects; a
 * failure leaves everything as it is. Returns: (transfer full): the AmbCredentialsKey for
 * amb_leaving_forget() */
gpointer
amb_leaving_run (AmbProgramme *programme, gpointer self, GCancellable *cancellable, GError **error);
/** amb_leaving_forget: a job of amb_context_ask_async(): clears the token of an AmbCredentialsKey
 */
gpointer amb_leaving_forget (gpointer key, GCancellable *cancellable, GError **error);

G_END_DECLS
