/* What a comparison with the server is made of. */
#pragma once

#include "amb-digest.h"
#include "amb-sync-digest.h"
#include "amb-sync-engine-private.h"

G_BEGIN_DECLS

/* One scope and entity, with what it comes to here and there. */
typedef struct
{
  char *scope;
  const AmbEntity *entity;
  AmbDigestSum mine;
  AmbDigestSum theirs;
} AmbSyncPair;

/* A comparison under way. */
struct _AmbSyncDigest
{
  AmbSyncComparison *result;
  gint64 generation; /* of the rows that the sums are of */
  gboolean is_asked; /* by a person */
  gboolean has_sums;
  GPtrArray *pairs;  /* of AmbSyncPair: they differ and weren't looked into yet; the last is next */
  AmbSyncPair *pair; /* owned; nullable: that is looked into */
  GHashTable *rows;  /* of the pair: id → guint64 *, what is here */
  GHashTable *scopes;            /* of char *: those that the server holds for this profile */
  GArray *buckets;               /* int: of the pair: they differ; the last is next */
  AmbSyncDifference *difference; /* owned; nullable: of the pair */
  guint n_questions;
  guint n_behind;
  guint n_lost;
};

void amb_sync_pair_free (AmbSyncPair *self);

/* Answers: amb-sync-digest-answer.c. All inside the caller's transaction. */
/** amb_sync_digest_forget: it begins anew */
void amb_sync_digest_forget (AmbSyncDigest *self);
/** amb_sync_digest_break: FALSE with AMB_ERROR_PROTOCOL: the answer breaks the rules */
gboolean amb_sync_digest_break (GError **error, const char *what);
/** amb_sync_digest_apply_sums: of everything: which pairs of scope and entity differ */
gboolean amb_sync_digest_apply_sums (AmbSyncEngine *self, AmbFrameReader *reader, GError **error);
/** amb_sync_digest_apply_buckets: of the pair: which buckets differ */
gboolean
amb_sync_digest_apply_buckets (AmbSyncEngine *self, AmbFrameReader *reader, GError **error);
/** amb_sync_digest_apply_rows: of a bucket: what lacks, stays and differs */
gboolean amb_sync_digest_apply_rows (AmbSyncEngine *self,
                                     int bucket,
                                     AmbFrameReader *reader,
                                     GError **error);
/** amb_sync_digest_next_pair: takes the next pair that is to be looked into, NULL after the last;
 * those that are too many are told by their sums */
gboolean amb_sync_digest_next_pair (AmbSyncEngine *self, GError **error);

void amb_sync_difference_free (AmbSyncDifference *self);
void amb_sync_digest_add_difference (AmbSyncComparison *comparison,
                                     const char *scope,
                                     const AmbEntity *entity,
                                     gint64 stays);

/* What is here: amb-sync-digest-scan.c. */
typedef void (*AmbSyncScanFunc) (
    const char *scope, const AmbEntity *entity, const char *id, guint64 hash, gpointer data);
/** amb_sync_digest_scan: the hash of every row that the memberships tell of, as the server has it:
 * dirty fields count with their shadow; @scope, @entity NULL: all */
gboolean amb_sync_digest_scan (AmbSyncEngine *self,
                               const char *scope,
                               const AmbEntity *entity,
                               AmbSyncScanFunc func,
                               gpointer data,
                               GError **error);
/** amb_sync_digest_list_scopes: (transfer full): a set of their names */
GHashTable *amb_sync_digest_list_scopes (AmbSyncEngine *self, GError **error);
/** amb_sync_digest_find_strays: adds rows that came from the server, are shown, and that no scope
 * holds: no sum tells of them */
gboolean
amb_sync_digest_find_strays (AmbSyncEngine *self, AmbSyncComparison *comparison, GError **error);
/** amb_sync_digest_settle_strays: such rows of @entity go */
gboolean
amb_sync_digest_settle_strays (AmbSyncEngine *self, const AmbEntity *entity, GError **error);

/** amb_sync_repair_conclude: what was found is written down; what differs is fetched again by the
 * next pulls; in the caller's transaction. @anew: a person asked: what was tried doesn't count */
gboolean amb_sync_repair_conclude (AmbSyncEngine *self,
                                   AmbSyncComparison *comparison,
                                   gboolean anew,
                                   GError **error);

G_END_DECLS
