/* Keeps a profile in step with its server: plans on the writer, talks on its own threads. */
#pragma once

#include "amb-credentials.h"
#include "amb-programme.h"
#include "amb-transport.h"
#include "amb-worker.h"

G_BEGIN_DECLS

#define AMB_TYPE_SYNC_SERVICE (amb_sync_service_get_type ())
G_DECLARE_FINAL_TYPE (AmbSyncService, amb_sync_service, AMB, SYNC_SERVICE, GObject)

typedef enum
{
  AMB_SYNC_OFF,     /* no server is connected */
  AMB_SYNC_IDLE,    /* up to date as of :last-sync */
  AMB_SYNC_RUNNING, /* :done of :total rows or operations in this round (0: unknown) */
  AMB_SYNC_OFFLINE, /* the server can't be reached; tries again by itself */
  AMB_SYNC_FAILED,  /* :message says why and what to do (token refused, disk full, protocol) */
} AmbSyncState;

#define AMB_TYPE_SYNC_STATE (amb_sync_state_get_type ())
GType amb_sync_state_get_type (void);

/**
 * amb_sync_service_new:
 * @writer: the thread that owns @programme; the service submits its planning and applying there
 *
 * Lives on the main thread; properties and signals change there: "state" "message" "waiting"
 * (operations not yet acknowledged) "findings" (Needs attention) "last-sync" (instant, 0: never)
 * "done" "total"; notify is emitted. The signal "applied" (GPtrArray of AmbChange) tells what pulls
 * changed. The signal "compared" (const AmbSyncComparison *, const GError *) tells that a
 * comparison with the server ended, asked for or due, or that one that was asked for failed: one of
 * the two is NULL.
 */
AmbSyncService *amb_sync_service_new (AmbWorker *writer, AmbProgramme *programme);
/** amb_sync_service_start: long polls from now on; does nothing without a connected server. Also
 * call it after connecting. */
void amb_sync_service_start (AmbSyncService *self);
/* Opens a way to the server; runs on the thread that sends: (transfer full), NULL with @error. */
typedef AmbTransport *(*AmbSyncOpen) (const AmbCredentialsKey *server,
                                      gpointer data,
                                      GCancellable *cancellable,
                                      GError **error);
/** amb_sync_service_start_with: the same over another transport than HTTP (tests) */
void amb_sync_service_start_with (AmbSyncService *self, AmbSyncOpen open, gpointer data);
/** amb_sync_service_stop: cancels what is under way and waits for it; before the writer stops */
void amb_sync_service_stop (AmbSyncService *self);
/** amb_sync_service_kick: there is something to send (after every local edit), or the person
 * pressed F5: tries at once */
void amb_sync_service_kick (AmbSyncService *self);
/** amb_sync_service_run_once: sends what waits and pulls, as amb_sync_once_on(); while it is
 * stopped; any thread but the main one and the writer */
gboolean
amb_sync_service_run_once (AmbSyncService *self, GCancellable *cancellable, GError **error);
/** amb_sync_service_compare: compares everything here with the server and fetches again what
 * differs; "compared" tells how it went. Does nothing while it is stopped. */
void amb_sync_service_compare (AmbSyncService *self);
AmbSyncState amb_sync_service_get_state (AmbSyncService *self);

G_END_DECLS
