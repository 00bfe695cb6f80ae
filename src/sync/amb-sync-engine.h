/* The client's half of the protocol, without network and threads: plans requests, applies answers.
 */
#pragma once

#include "amb-store.h"
#include "amb-transport.h"

G_BEGIN_DECLS

/* Over the one read-write store of a profile; same thread as the store. */
typedef struct _AmbSyncEngine AmbSyncEngine;

/** amb_sync_engine_new: (transfer full): when this program knows an entity that a former one
 * didn't, everything is pulled again */
AmbSyncEngine *amb_sync_engine_new (AmbStore *store, GError **error);
void amb_sync_engine_free (AmbSyncEngine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbSyncEngine, amb_sync_engine_free)

/** amb_sync_engine_count_held: how many operations wait until the server is upgraded: it doesn't
 * know yet what they are about */
gint64 amb_sync_engine_count_held (AmbSyncEngine *self);

/** amb_sync_engine_is_connected: is there a server (meta key "server-url")? */
gboolean amb_sync_engine_is_connected (AmbSyncEngine *self);

/**
 * amb_sync_engine_begin:
 * @url: of the server; @device: a new device id
 *
 * Writes the settings of a new connection; inside the caller's transaction.
 */
gboolean
amb_sync_engine_begin (AmbSyncEngine *self, const char *url, const char *device, GError **error);
/** amb_sync_engine_end: forgets the server: settings, cursor, scopes, outbox, shadows; inside the
 * caller's transaction */
gboolean amb_sync_engine_end (AmbSyncEngine *self, GError **error);

/**
 * amb_sync_engine_plan_push:
 * The next push (≤ 1000 operations, ≤ 2 MiB, no tx split), frozen in a committed transaction before
 * anything leaves; what was sent and not answered comes first, unchanged. A tx of more than the
 * server takes at once becomes a finding. A device that the server doesn't know yet is registered
 * first (kind AMB_SYNC_REGISTER), and again when the server must be asked who this is.
 * AMB_ERROR_DENIED when the server has revoked this device: nothing is sent any longer.
 *
 * Returns: (transfer full) (nullable): NULL without @error when there is nothing to send. A new
 * plan makes the answer to the former one stale.
 */
AmbSyncRequest *amb_sync_engine_plan_push (AmbSyncEngine *self, GError **error);
/**
 * amb_sync_engine_plan_pull:
 * @wait: seconds that the server may hold the answer back until there is news
 *
 * Returns: (transfer full) (nullable): NULL without @error when a push must come first (the server
 * was restored and must get back what it lost). AMB_ERROR_DENIED as above.
 */
AmbSyncRequest *amb_sync_engine_plan_pull (AmbSyncEngine *self, guint wait, GError **error);

/* What an answer did. */
typedef struct
{
  gboolean applied;  /* FALSE: stale or of another request; nothing changed */
  gboolean more;     /* plan the same again at once */
  gboolean mended;   /* a problem was: nothing that a back-off may begin anew for */
  gboolean account;  /* the actor is told anew: amb_programme_load_actor() */
  gboolean asks;     /* a push must be planned at once: it asks the server who this is */
  gboolean compared; /* a comparison ended: amb_sync_engine_take_comparison() */
  guint rows;        /* put or removed */
  guint operations;  /* answered */
  guint findings;    /* that came up */
} AmbSyncOutcome;

/**
 * amb_sync_engine_apply:
 * @request: the plan that @response answers; of whichever kind
 *
 * Verifies the answer and applies it in one transaction. Problems that the protocol knows how to
 * mend (epoch-changed, bad-cursor, device-fork, sequence-gap) are mended, twice in a row:
 * *@outcome has more set. When the token was revoked, all that came from the server goes, what was
 * not sent becomes findings, and plans fail from then on.
 * Other problems: AMB_ERROR_DENIED, _TOO_NEW (the server serves this program's schema no longer),
 * _OFFLINE (busy, try again), _PROTOCOL (damaged, or broken rules), or the store's errors. After an
 * error nothing has changed.
 */
gboolean amb_sync_engine_apply (AmbSyncEngine *self,
                                const AmbSyncRequest *request,
                                const AmbSyncResponse *response,
                                AmbSyncOutcome *outcome,
                                GError **error);

/** amb_sync_engine_is_at_head: nothing waits, everything acknowledged was seen, nothing is under
 * repair, and the last page said that there is no more */
gboolean amb_sync_engine_is_at_head (AmbSyncEngine *self);

G_END_DECLS
