/* A whole programme on its way to an empty server: one create a record, through the outbox. */
#pragma once

#include "amb-outbox.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_SENDING_NOT,     /* there is no server, or all was sent */
  AMB_SENDING_ON,      /* operations wait; nothing is pulled before they are answered */
  AMB_SENDING_REFUSED, /* another programme came first: nothing of this one is on the server */
} AmbSending;

/**
 * amb_sync_send_all:
 *
 * Puts an operation into the outbox for every living record: a create in the order of references,
 * what refers to something later as a patch behind, moves last. From then on an ordinary push
 * carries them, however often it is interrupted. Inside the caller's transaction, on the thread
 * that owns @store, whose server must be set.
 */
gboolean amb_sync_send_all (AmbStore *store, GError **error);

/** amb_sync_get_sending: any store of the profile, a reader too */
AmbSending amb_sync_get_sending (AmbStore *store);
/** amb_sync_count_sending: of a programme that is being sent: how many operations it is, and how
 * many are not answered yet; both 0 when none is */
void amb_sync_count_sending (AmbStore *store, gint64 *total, gint64 *left);
/** amb_sync_count_records: (out) @count: what “1,204 records” says: living records, without moves
 */
gboolean amb_sync_count_records (AmbStore *store, gint64 *count, GError **error);

G_END_DECLS
