/* The parts of the engine: pages, pushes, memberships, and what follows when operations are
 * settled. */
#pragma once

#include "amb-outbox.h"
#include "amb-problem.h"
#include "amb-programme.h"
#include "amb-push.h"
#include "amb-sync-digest.h"
#include "amb-sync-engine.h"

G_BEGIN_DECLS

struct _AmbSyncEngine
{
  AmbStore *store; /* owned */
  AmbDb *db;       /* of the store */
  char *pull_id;   /* request that may be answered, NULL: none */
  char *push_id;
  char *ahead_id; /* nullable: of the next pull, whose answer may have been asked for already */
  gint64 ahead_generation; /* ... as long as nothing else moves the profile on */
  char *digest_id;
  struct _AmbSyncDigest *digest; /* owned; nullable: the comparison that is wanted or under way */
  AmbSyncComparison *comparison; /* owned; nullable: the one that the last answer ended */
  gint64 digest_tried;           /* instant of the last one that nobody asked for; 0: none */
  guint mends[AMB_SYNC_META];    /* in a row, by kind of request: since the last answer that did */
  guint stalls;                  /* pages in a row that promised more and moved nothing */
  gboolean loading; /* a first load runs: its pages are committed without waiting for the disk */
  gboolean owes_truncation; /* what was taken away is still in the log beside the file */
};

/* Mends in a row that a server gets. */
#define AMB_SYNC_MENDS 2
/* The mark of a SENT operation that was answered before the server was restored. */
#define AMB_SYNC_MARK_RESENT (-1)

/* Settings of the profile's file. */
#define AMB_SYNC_META_URL        "server-url"
#define AMB_SYNC_META_DEVICE     "device"
#define AMB_SYNC_META_REGISTERED "device-registered"
#define AMB_SYNC_META_EPOCH      "epoch"
#define AMB_SYNC_META_CURSOR     "cursor"
#define AMB_SYNC_META_GENERATION "generation"
#define AMB_SYNC_META_MARK       "mark"
#define AMB_SYNC_META_LAST_N     "last-n"
#define AMB_SYNC_META_NEXT_N     "next-n" /* of the outbox: number of its next operation */
#define AMB_SYNC_META_LAST_SYNC  "last-sync"
#define AMB_SYNC_META_COMPLETE   "complete" /* every scope was pulled to its end once */
#define AMB_SYNC_META_HEAD       "at-head"  /* the last page said that there is no more */
#define AMB_SYNC_META_RESEND                                                                       \
  "resend" /* a restored server gets back what it lost before pulls go on */
/* Comparisons with the server: when the last one was made, when one found something and how many
 * rows, and how many in a row found something although it was fetched again. */
#define AMB_SYNC_META_COMPARED      "compared-at"
#define AMB_SYNC_META_DIFFERED      "differed-at"
#define AMB_SYNC_META_DIFFERED_ROWS "differed-rows"
#define AMB_SYNC_META_REPAIRS       "repairs"
/* Whom the server knows the token by, and when it last said so (0: ask it). */
#define AMB_SYNC_META_PRINCIPAL  "principal"
#define AMB_SYNC_META_ACCESS     "access"
#define AMB_SYNC_META_ACCOUNT_AT "account-at"
/* Which tables the server knows, as it last said; 0: it didn't. */
#define AMB_SYNC_META_SERVER_SCHEMA "server-schema"
/* The server no longer serves a program of this schema, and when it said so. */
#define AMB_SYNC_META_OUTDATED    "outdated-schema"
#define AMB_SYNC_META_OUTDATED_AT "outdated-at"
/* The server refuses this device, or this token, for good. */
#define AMB_SYNC_META_REVOKED       "device-revoked"
#define AMB_SYNC_META_TOKEN_REVOKED "token-revoked"

/* Repairs in a row: of the scopes that differ, then of everything. */
#define AMB_SYNC_REPAIRS 2
/* A whole programme on its way: AmbSending, of how many operations, under which claim. The claim
 * stays: a server that is restored gets the rest under it. */
#define AMB_SYNC_META_SENDING       "sending"
#define AMB_SYNC_META_SENDING_TOTAL "sending-total"
#define AMB_SYNC_META_CLAIM         "claim"

/* A whole programme on its way: amb-sync-send-all.c. */
/** amb_sync_sending_check: AMB_ERROR_CONFLICT when another programme came first */
gboolean amb_sync_sending_check (AmbSyncEngine *self, GError **error);
/** amb_sync_sending_settle: it is over when nothing waits any longer */
gboolean amb_sync_sending_settle (AmbSyncEngine *self, GError **error);
/** amb_sync_sending_refuse: another programme came first; inside the caller's transaction */
gboolean amb_sync_sending_refuse (AmbSyncEngine *self, GError **error);
/** amb_sync_sending_resume: a restored server gets moves back; inside the caller's transaction */
gboolean amb_sync_sending_resume (AmbSyncEngine *self, GError **error);
/** amb_sync_sending_dup_claim: (transfer full) (nullable): what the next push is sent under;
 * @is_last: (out): nothing waits behind it */
char *amb_sync_sending_dup_claim (AmbSyncEngine *self, gboolean *is_last);
/** amb_sync_set_not_empty: AMB_ERROR_CONFLICT: another programme is on the server of @store */
void amb_sync_set_not_empty (AmbStore *store, GError **error);

/* Memberships: amb-sync-member.c. All inside the caller's transaction. */
gboolean amb_sync_members_clear (AmbDb *db, GError **error);
/** amb_sync_scopes_doubt: a pull from the beginning follows: scopes that it doesn't name again are
 * lost */
gboolean amb_sync_scopes_doubt (AmbDb *db, GError **error);
gboolean amb_sync_scope_renew (AmbDb *db, const char *name, GError **error);
gboolean amb_sync_scope_drop (AmbDb *db, const char *name, GError **error);
gboolean amb_sync_member_put (
    AmbDb *db, const char *scope, const AmbEntity *entity, gint64 rid, GError **error);
/** amb_sync_member_kill: the row is a tombstone wherever it is a member */
gboolean amb_sync_member_kill (AmbDb *db, const AmbEntity *entity, gint64 rid, GError **error);
/** amb_sync_member_leave: @scope NULL: every scope */
gboolean amb_sync_member_leave (
    AmbDb *db, const char *scope, const AmbEntity *entity, gint64 rid, GError **error);
/** amb_sync_scope_sweep: all of the scope was delivered: members of its former generations go */
gboolean amb_sync_scope_sweep (AmbDb *db, const char *name, GError **error);
/** amb_sync_scopes_drop_doubtful: a pull from the beginning is through and didn't name them */
gboolean amb_sync_scopes_drop_doubtful (AmbDb *db, GError **error);
typedef enum
{
  AMB_MEMBER_NONE,
  AMB_MEMBER_DEAD,
  AMB_MEMBER_LIVING
} AmbMembership;
gboolean amb_sync_member_get (
    AmbDb *db, const AmbEntity *entity, gint64 rid, AmbMembership *membership, GError **error);
/** amb_sync_orphans_take: (transfer full): of char *, "entity id": rows that lost their last
 * membership */
GPtrArray *amb_sync_orphans_take (AmbDb *db, GError **error);

/* What an operation has its hands on: amb-sync-settle.c. */
gboolean amb_sync_operation_touches (const AmbOperation *operation, const AmbField *field);
/** amb_sync_operation_read: to what @operation, which touches @field, sets it; *@value is
 * (transfer full) (nullable); not for sets, of which it says members */
gboolean amb_sync_operation_read (const AmbOperation *operation,
                                  const AmbField *field,
                                  char **value,
                                  GError **error);
/** amb_sync_operation_piles: was @field typed on top of an operation that was outstanding? */
gboolean amb_sync_operation_piles (const AmbOperation *operation, const AmbField *field);
/**
 * amb_sync_weave:
 * @operation: which no longer names @field; theirs is its shadow
 * @base: (nullable): what the person saw
 * @mine: (nullable): what the person typed
 * @by: (nullable): who wrote theirs
 * @woven: (out): an edit on top of theirs was made; nobody need be asked
 */
gboolean amb_sync_weave (AmbSyncEngine *self,
                         AmbOperation *operation,
                         const AmbField *field,
                         const char *base,
                         const char *mine,
                         const char *by,
                         gboolean *woven,
                         GError **error);
/** amb_sync_set_on_top: (transfer full) (nullable): the server's @value of a set with what
 * @operations add and remove */
char *amb_sync_set_on_top (const char *value, GPtrArray *operations, const AmbField *field);
/** amb_sync_keep_taken: of a row that the server removed: what it had taken of this desk before is
 * its value of the fields */
gboolean
amb_sync_keep_taken (AmbSyncEngine *self, const AmbEntity *entity, const char *id, GError **error);
/** amb_sync_settle: fields that no operation holds any longer show the server's value; a row
 * without operations stands as the server has it, or goes */
gboolean
amb_sync_settle (AmbSyncEngine *self, const AmbEntity *entity, const char *id, GError **error);
/** amb_sync_release: acknowledged operations go whose mark the pulls have passed */
gboolean amb_sync_release (AmbSyncEngine *self, GError **error);
/** amb_sync_settle_operation: settles what a removed @operation was about: its record and the
 * record of a move */
gboolean
amb_sync_settle_operation (AmbSyncEngine *self, const AmbOperation *operation, GError **error);

/* Refusals: amb-sync-refusal.c. */
/** amb_sync_refuse: keeps what was typed as a finding and removes @operation; the record of a
 * refused create goes to @lost, a set of ids: whoever refuses ends with
 * amb_sync_park_dependents() */
gboolean amb_sync_refuse (AmbSyncEngine *self,
                          AmbOperation *operation,
                          const GError *problem,
                          GHashTable *lost,
                          guint *n_findings,
                          GError **error);
/** amb_sync_new_lost: (transfer full): an empty set of ids */
GHashTable *amb_sync_new_lost (void);
/** amb_sync_park_dependents: what was never sent of the records in @lost goes with them; what else
 * names one of them waits for a person, with the rest of its action */
gboolean amb_sync_park_dependents (AmbSyncEngine *self, GHashTable *lost, GError **error);

/** amb_sync_list_names: (transfer full) (element-type GPtrArray): for each of @operations, the ids
 * that it names, and those in the row of a create that was never sent: amb-sync-names.c */
GPtrArray *amb_sync_list_names (AmbSyncEngine *self, GPtrArray *operations, GError **error);
/** amb_sync_unpark: what waited for the refused record @id is sent after all; @other: (nullable):
 * it refers to that one now; @group: whose undo lets it wait again */
gboolean
amb_sync_unpark (AmbStore *store, const char *id, const char *other, gint64 group, GError **error);
/** amb_sync_merge_again: amb-sync-merge.c: (out) @is_merge: @finding is a part of a merge of two
 * records, which is made again as a whole, in the caller's transaction and group, unless another
 * part has done that */
gboolean amb_sync_merge_again (AmbProgramme *programme,
                               const AmbFinding *finding,
                               gboolean *is_merge,
                               GError **error);
/** amb_sync_merge_duplicate: amb-sync-duplicate.c: AMB_RESOLVE_MERGE, in the caller's transaction
 * and group */
gboolean
amb_sync_merge_duplicate (AmbProgramme *programme, const AmbFinding *finding, GError **error);
/** amb_sync_refuse_parked: what waited for the refused record @id is given up too: a finding each;
 * @group: whose undo lets it wait again */
gboolean amb_sync_refuse_parked (AmbStore *store, const char *id, gint64 group, GError **error);

/* Programs and servers of other schemas: amb-sync-schema.c. */
/** amb_sync_is_ahead: does this program know tables that the server doesn't? */
gboolean amb_sync_is_ahead (AmbSyncEngine *self);
/** amb_sync_note_server: the server knows the tables of @schema; 0: it doesn't say */
gboolean amb_sync_note_server (AmbSyncEngine *self, gint64 schema, GError **error);
/** amb_sync_list_held: (transfer full): of char *: the ids of pending operations that wait until
 * the server is upgraded: those that name what it doesn't know, the rest of their actions, and
 * whatever follows on the same records or refers to them */
GHashTable *amb_sync_list_held (AmbSyncEngine *self, GError **error);
/** amb_sync_has_sendable: does the outbox hold anything that isn't held? */
gboolean amb_sync_has_sendable (AmbSyncEngine *self);
/** amb_sync_note_outdated: the server serves this program no longer */
gboolean amb_sync_note_outdated (AmbSyncEngine *self, GError **error);
/** amb_sync_check_served: AMB_ERROR_TOO_NEW when the server refused a program of this schema within
 * the last hour: it needn't be asked again */
gboolean amb_sync_check_served (AmbSyncEngine *self, GError **error);
/** amb_sync_forget_outdated: the server is asked again at once: it answered, or a person wants to
 * know */
gboolean amb_sync_forget_outdated (AmbStore *store, GError **error);
/** amb_sync_is_outdated: did the server last refuse a program of this schema? */
gboolean amb_sync_is_outdated (AmbStore *store);

/* Answers. */
gboolean amb_sync_apply_page (AmbSyncEngine *self,
                              const AmbSyncRequest *request,
                              GBytes *body,
                              AmbSyncOutcome *outcome,
                              GError **error);
gboolean
amb_sync_apply_reply (AmbSyncEngine *self, GBytes *body, AmbSyncOutcome *outcome, GError **error);
/** amb_sync_take_conflict: one field of @operation, or all of it, was changed by somebody else;
 * what was typed is woven into theirs, or kept in a finding that is counted in @outcome */
gboolean amb_sync_take_conflict (AmbSyncEngine *self,
                                 AmbOperation *operation,
                                 const AmbPushConflict *conflict,
                                 AmbSyncOutcome *outcome,
                                 GError **error);
/** amb_sync_mend: what the protocol knows how to mend (epoch-changed…), twice in a row */
gboolean amb_sync_mend (AmbSyncEngine *self,
                        const AmbSyncRequest *request,
                        const GError *problem,
                        AmbSyncOutcome *outcome,
                        GError **error);
/** amb_sync_apply_problem: mends what the protocol can mend, else sets @error */
gboolean amb_sync_apply_problem (AmbSyncEngine *self,
                                 const AmbSyncRequest *request,
                                 const AmbSyncResponse *response,
                                 AmbSyncOutcome *outcome,
                                 GError **error);
/** amb_sync_revoke: amb-sync-revoke.c: the token was revoked: whatever came from the server goes,
 * what was not sent becomes findings; in a transaction of its own */
gboolean amb_sync_revoke (AmbSyncEngine *self, AmbSyncOutcome *outcome, GError **error);

/** amb_sync_drop_orphans: rows that no scope holds any longer go, unless an operation of this
 * device is about them; @forgets: their words too leave the search index */
gboolean amb_sync_drop_orphans (AmbSyncEngine *self, gboolean forgets, GError **error);

/* Comparisons: amb-sync-digest.c. */
typedef struct _AmbSyncDigest AmbSyncDigest;
void amb_sync_digest_free (AmbSyncDigest *self);
/** amb_sync_digest_drop: the comparison under way comes to nothing */
void amb_sync_digest_drop (AmbSyncEngine *self);
/** amb_sync_digest_is_foreign: the server doesn't hold @scope for this profile, as the comparison
 * under way was told */
gboolean amb_sync_digest_is_foreign (AmbSyncEngine *self, const char *scope);
gboolean amb_sync_apply_digest (AmbSyncEngine *self,
                                const AmbSyncRequest *request,
                                GBytes *body,
                                AmbSyncOutcome *outcome,
                                GError **error);
/** amb_sync_apply_digest_problem: the server can't be compared with, or not now */
gboolean amb_sync_apply_digest_problem (AmbSyncEngine *self,
                                        const AmbSyncRequest *request,
                                        const AmbSyncResponse *response,
                                        AmbSyncOutcome *outcome,
                                        GError **error);

/* Repairs: amb-sync-repair.c. In the caller's transaction. */
/** amb_sync_repair_dup_reset: (transfer full) (nullable): what the next pull asks for anew; NULL
 * without @error: nothing */
char *amb_sync_repair_dup_reset (AmbDb *db, GError **error);
/** amb_sync_repair_list: (transfer full) (nullable): *@names are the scopes under repair; NULL:
 * none */
gboolean amb_sync_repair_list (AmbDb *db, GHashTable **names, GError **error);
/** amb_sync_repair_follow: a page opened, ended or dropped the scope */
gboolean amb_sync_repair_follow (AmbDb *db, const char *scope, const char *op, GError **error);
/** amb_sync_repair_answered: a page is in that was asked for with @reset (nullable): what it didn't
 * open is no scope of this profile */
gboolean amb_sync_repair_answered (AmbDb *db, const char *reset, GError **error);

/* What is said: amb-sync-problem.c. */
/** amb_sync_set_revoked: AMB_ERROR_DENIED: this device is not accepted any longer */
void amb_sync_set_revoked (GError **error);
/** amb_sync_set_token_revoked: AMB_ERROR_DENIED: this token is not accepted any longer */
void amb_sync_set_token_revoked (GError **error);
/** amb_sync_set_too_new: AMB_ERROR_TOO_NEW: the server is newer than this program */
void amb_sync_set_too_new (GError **error);
/** amb_sync_set_foreign: AMB_ERROR_OFFLINE: what answers at @url is no server of Ambassade */
void amb_sync_set_foreign (const char *url, GError **error);
/** amb_sync_check_device: AMB_ERROR_DENIED when the server has revoked this device or its token */
gboolean amb_sync_check_device (AmbSyncEngine *self, GError **error);
/** amb_sync_is_answer: did the server do what it was asked, as far as status and type tell? */
gboolean amb_sync_is_answer (const AmbSyncRequest *request, const AmbSyncResponse *response);
/** amb_sync_is_gateway: does a proxy say that the server behind it is away? Of an answer that is
 * no problem of the server's */
gboolean amb_sync_is_gateway (const AmbSyncResponse *response);
/** amb_sync_read_problem: (transfer full) (nullable): what the server says no with; NULL: the
 * answer is not the server's word */
GError *amb_sync_read_problem (const AmbSyncResponse *response);
/** amb_sync_translate: a problem as an AMB_ERROR in words, for a profile that is connected */
void amb_sync_translate (const GError *problem, GError **error);

/** amb_sync_reset: the next pull begins anew; rows stay until it is through */
gboolean amb_sync_reset (AmbSyncEngine *self, GError **error);
gboolean amb_sync_bump_generation (AmbSyncEngine *self, GError **error);

G_END_DECLS
