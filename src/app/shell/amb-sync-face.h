/* What the sync chip says: a pure function of where synchronisation stands. */
#pragma once

#include "amb-sync-service.h"

G_BEGIN_DECLS

typedef struct
{
  AmbSyncState state;
  gint64 waiting;      /* operations not yet acknowledged */
  gint64 findings;     /* that need a person, as “Needs attention” counts them */
  gint64 last_sync;    /* instant, 0: never */
  gint64 done, total;  /* of this round; total 0: unknown */
  const char *message; /* nullable: of a failure */
} AmbSyncFacts;

typedef enum
{
  AMB_SYNC_ACTION_NONE,
  AMB_SYNC_ACTION_NOW,     /* synchronise now */
  AMB_SYNC_ACTION_RETRY,   /* the same, after a failure */
  AMB_SYNC_ACTION_REVIEW,  /* Needs attention */
  AMB_SYNC_ACTION_CONNECT, /* Preferences */
} AmbSyncAction;

typedef struct
{
  const char *icon;  /* static */
  const char *style; /* static: "good" "warn" "bad"; NULL: neutral */
  gboolean is_busy;  /* a spinner in the icon's place */
  char *label;       /* on the chip */
  char *few;         /* nullable: of what isn't calm: the word or number that is never left out */
  const char *brief; /* translated, borrowed: the same for a header bar with little room */
  char *details;     /* whole sentences, in its popover */
  AmbSyncAction action;
} AmbSyncFace;

/** amb_sync_face_new: (transfer full): @now is an instant; times are told in the local zone. “good”
 * only when nothing waits and nothing is in conflict. */
AmbSyncFace *amb_sync_face_new (const AmbSyncFacts *facts, gint64 now);
void amb_sync_face_free (AmbSyncFace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbSyncFace, amb_sync_face_free)

G_END_DECLS
