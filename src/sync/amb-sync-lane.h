/* The threads of the service: one waits for news, one sends; neither touches the profile itself. */
#pragma once

#include "amb-sync-digest.h"
#include "amb-sync-service.h"

G_BEGIN_DECLS

/* What a lane reports after each step; counts are read in the same job as the work. */
typedef struct
{
  gboolean connected;
  gboolean busy; /* rows or operations moved, more follow */
  gint64 waiting;
  gint64 held; /* of these: until the server is upgraded */
  gint64 findings;
  gint64 last_sync;
  gint64 rows;                   /* of this step */
  gint64 operations;             /* of this step */
  GPtrArray *changes;            /* nullable (transfer full): of AmbChange */
  AmbSyncComparison *comparison; /* nullable (transfer full): that ended with this step */
  GError *error;                 /* nullable */
} AmbSyncNews;
void amb_sync_news_free (AmbSyncNews *self);

/* Called on the main context that made the lanes. */
typedef void (*AmbSyncNewsFunc) (AmbSyncKind lane, AmbSyncNews *news, gpointer data);

typedef struct _AmbSyncLanes AmbSyncLanes;

/**
 * amb_sync_lanes_new:
 * @writer: owns @programme; planning and applying run there
 *
 * Starts both threads.
 */
AmbSyncLanes *amb_sync_lanes_new (AmbWorker *writer,
                                  AmbProgramme *programme,
                                  AmbSyncOpen open,
                                  gpointer open_data,
                                  AmbSyncNewsFunc func,
                                  gpointer data);
/** amb_sync_lanes_stop: cancels what is under way, joins the threads; no news comes afterwards.
 * Before the writer stops. */
void amb_sync_lanes_stop (AmbSyncLanes *self);
/** amb_sync_lanes_compare: everything here is compared with the server, at once, and what differs
 * is fetched again */
void amb_sync_lanes_compare (AmbSyncLanes *self);
/** amb_sync_lanes_kick: sends at once; @anew: the network changed or a person asked: nobody waits
 * any longer */
void amb_sync_lanes_kick (AmbSyncLanes *self, gboolean anew);

G_END_DECLS
