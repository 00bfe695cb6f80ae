/* Comparing what a profile holds with what its server has for it, and mending what differs. */
#pragma once

#include "amb-sync-engine.h"

G_BEGIN_DECLS

/* What differs in one place. Counts are of rows. */
typedef struct
{
  char *scope;             /* nullable: NULL: rows that are here and that no scope holds */
  const AmbEntity *entity; /* nullable: NULL: one side only holds the scope, which is empty */
  gint64 lacks;            /* the server has them, this file hasn't */
  gint64 stays;            /* this file has them, the server doesn't give them */
  gint64 differs;          /* another version, or another content */
  gboolean at_least;       /* there may be more: not every row was asked for */
} AmbSyncDifference;

/* A comparison that was made. */
typedef struct
{
  gint64 at;              /* instant */
  gint64 rows;            /* of this file that were compared, once a scope */
  gboolean repairs;       /* what differs is fetched again by the next pulls */
  gboolean gave_up;       /* others changed so much that it came to no end */
  GPtrArray *differences; /* of AmbSyncDifference; empty: both sides are the same */
} AmbSyncComparison;

void amb_sync_comparison_free (AmbSyncComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbSyncComparison, amb_sync_comparison_free)
/** amb_sync_comparison_count: rows that lack, stay or differ, at least one where a scope does */
gint64 amb_sync_comparison_count (const AmbSyncComparison *self);
/** amb_sync_comparison_dup_sentence: (transfer full): what came of it, for a person */
char *amb_sync_comparison_dup_sentence (const AmbSyncComparison *self);
/** amb_sync_difference_dup_text: (transfer full): one difference in a line, with the scope's own
 * name: "all, People: 1 missing here". It names nobody. */
char *amb_sync_difference_dup_text (const AmbSyncDifference *self);

/**
 * amb_sync_engine_compare:
 * @repairs: what differs is fetched again; FALSE: nothing is written
 *
 * Asks for a comparison. By itself one is made once a day, and after a repair.
 */
void amb_sync_engine_compare (AmbSyncEngine *self, gboolean repairs);
/** amb_sync_engine_wants_comparison: was one asked for, or is one due? */
gboolean amb_sync_engine_wants_comparison (AmbSyncEngine *self);
/**
 * amb_sync_engine_plan_digest:
 * Returns: (transfer full) (nullable): the next question of a comparison; NULL without @error when
 * none is wanted, when pushes and pulls must come first, or when an answer never came: then the
 * comparison is dropped
 */
AmbSyncRequest *amb_sync_engine_plan_digest (AmbSyncEngine *self, GError **error);
/** amb_sync_engine_take_comparison: (transfer full) (nullable): the one that the last answer ended
 */
AmbSyncComparison *amb_sync_engine_take_comparison (AmbSyncEngine *self);

G_END_DECLS
