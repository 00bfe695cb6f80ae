/* What this device has done and the server has not confirmed: operations, shadows, findings. */
#pragma once

#include "amb-store.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_OPERATION_PENDING, /* never sent: may still be coalesced or cancelled */
  AMB_OPERATION_SENT,    /* frozen: sent at least once, no answer yet */
  AMB_OPERATION_ACKED,   /* answered; waits for a pull to pass its mark */
  AMB_OPERATION_PARKED,  /* waits for a person (its parent was refused) */
} AmbOperationState;

/* One row of the outbox. kind: create patch move delete undelete; payload: JSON object
 * (docs/sync-protocol.md). A PENDING create has no payload: it is read from its row when first
 * sent. */
typedef struct
{
  gint64 n;
  char *op; /* UUIDv7 */
  char *tx; /* operations of one user action */
  const AmbEntity *entity;
  char *id;
  char *kind;
  char *payload; /* nullable */
  gint64 at;     /* instant */
  AmbOperationState state;
  gint64 mark;
} AmbOperation;

void amb_operation_free (AmbOperation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbOperation, amb_operation_free)

/** AMB_OUTBOX_ACTION: how many operations one action of a person may be; the server takes no more
 * in one transaction */
#define AMB_OUTBOX_ACTION 500

/** amb_outbox_is_connected: is there a server? Without one nothing enters the outbox. */
gboolean amb_outbox_is_connected (AmbStore *store);

/* Authoring, inside the transaction that writes the row. All do nothing without a server. */
/** amb_outbox_add_create: @transition: (nullable): of a record taken over from a running programme
 * in a state in which none begins */
gboolean amb_outbox_add_create (
    AmbStore *store, const char *tx, AmbRecord *record, const char *transition, GError **error);
/** amb_outbox_add_patch: @before is the row before the edit, @after the row after; keeps shadows of
 * newly dirty fields and coalesces with a pending patch */
gboolean amb_outbox_add_patch (
    AmbStore *store, const char *tx, AmbRecord *before, AmbRecord *after, GError **error);
/** amb_outbox_seal: what waits now is sent as it stands, each step on top of the one before: what
 * is changed or taken back later follows it, and is not woven into it */
gboolean amb_outbox_seal (AmbStore *store, GError **error);
/** amb_outbox_is_open: is @operation neither sent nor sealed? */
gboolean amb_outbox_is_open (AmbStore *store, const AmbOperation *operation);
/** amb_outbox_find_seen: into *@seen, the version of the record up to which all that a person sees
 * of it now is theirs or the server's: what is dirty here hides the rest */
gboolean amb_outbox_find_seen (AmbStore *store, AmbRecord *record, gint64 *seen, GError **error);
/** amb_outbox_age_patch: what waits as a patch of this record was typed when its person saw no more
 * than the earlier patch @payload says (`bv`, `was`), but all of what is of version @seen or before
 * (0: nothing); the outbox doesn't need to hold one */
gboolean amb_outbox_age_patch (AmbStore *store,
                               const AmbEntity *entity,
                               const char *id,
                               const AmbJsonNode *payload,
                               gint64 seen,
                               GError **error);
/** amb_outbox_add_move: @reverts: (nullable): the transition that this move takes back (undo) */
gboolean amb_outbox_add_move (AmbStore *store,
                              const char *tx,
                              AmbRecord *before,
                              const char *to,
                              const char *why,
                              const char *transition,
                              const char *reverts,
                              GError **error);
/** amb_outbox_cancel_move: removes the PENDING move that wrote @transition; FALSE in *@cancelled
 * when it was sent already */
gboolean amb_outbox_cancel_move (AmbStore *store,
                                 AmbRecord *record,
                                 const char *transition,
                                 gboolean *cancelled,
                                 GError **error);
gboolean amb_outbox_add_delete (AmbStore *store, const char *tx, AmbRecord *record, GError **error);
gboolean
amb_outbox_add_undelete (AmbStore *store, const char *tx, AmbRecord *record, GError **error);
/* What was never sent and is taken back: amb-outbox-cancel.c. */
/** amb_outbox_cancel_undelete: removes the PENDING undelete of a record that is to be removed
 * again; FALSE in *@cancelled when it was sent already, or when what was typed since must be told
 */
gboolean amb_outbox_cancel_undelete (AmbStore *store,
                                     AmbRecord *record,
                                     gboolean *cancelled,
                                     GError **error);
/** amb_outbox_cancel: removes the PENDING operations of a record that was never sent; TRUE in
 * *@cancelled when its create was among them, so that no trace is left */
gboolean amb_outbox_cancel (
    AmbStore *store, const AmbEntity *entity, const char *id, gboolean *cancelled, GError **error);

/** amb_outbox_knows: is there any operation of the record left? */
gboolean amb_outbox_knows (AmbStore *store, AmbRecord *record);

/* Reading and moving on. */
/** amb_outbox_dup_create_payload: (transfer full): what a PENDING create says when it is first
 * sent: the row as it is now, but in the state in which it began (pending moves follow), with
 * imported and transition when taken over */
char *
amb_outbox_dup_create_payload (AmbStore *store, const AmbOperation *operation, GError **error);
/** amb_outbox_list: (transfer full): of AmbOperation, in order of n, of @state or (−1) all; @limit
 * −1 for all */
GPtrArray *amb_outbox_list (AmbStore *store, int state, gint64 limit, GError **error);
/** amb_outbox_list_for: (transfer full): those of one record */
GPtrArray *
amb_outbox_list_for (AmbStore *store, const AmbEntity *entity, const char *id, GError **error);
gboolean amb_outbox_update (AmbStore *store, const AmbOperation *operation, GError **error);
gboolean amb_outbox_remove (AmbStore *store, gint64 n, GError **error);
/** amb_outbox_count_waiting: PENDING and SENT: what “n waiting” says */
gint64 amb_outbox_count_waiting (AmbStore *store);

/* Shadows: the server's value and version of fields that are dirty here. Field "" is the whole row
 * (value "deleted", "left" or "erased"). */
gboolean amb_shadow_get (AmbStore *store,
                         const AmbEntity *entity,
                         const char *id,
                         const char *field,
                         gboolean *found,
                         char **value,
                         gint64 *ver,
                         GError **error);
gboolean amb_shadow_set (AmbStore *store,
                         const AmbEntity *entity,
                         const char *id,
                         const char *field,
                         const char *value,
                         gint64 ver,
                         GError **error);
gboolean amb_shadow_remove (
    AmbStore *store, const AmbEntity *entity, const char *id, const char *field, GError **error);
/** amb_shadow_list: (transfer full): field → value (nullable) of a record's shadows */
GHashTable *
amb_shadow_list (AmbStore *store, const AmbEntity *entity, const char *id, GError **error);

/* Needs attention: conflicts and refused operations, kept with what was typed. */
typedef struct
{
  gint64 key;
  gboolean is_conflict; /* else a refused operation */
  const AmbEntity *entity;
  char *id;
  const AmbField *field;      /* conflicts; NULL: the whole record (delete against edit) */
  char *base, *mine, *theirs; /* values, nullable */
  char *by;                   /* nullable: who wrote theirs */
  gint64 by_at;               /* instant of theirs, 0: unknown */
  char *kind;                 /* of the operation */
  char *code;                 /* refused: the problem's code */
  char *detail;               /* refused: the sentence */
  char *typed;                /* nullable: JSON object of what was typed */
  char *op, *tx;
  gint64 at;     /* when it came up here */
  char *payload; /* nullable; refused: the operation's, with what its person saw */
} AmbFinding;
void amb_finding_free (AmbFinding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbFinding, amb_finding_free)

/** amb_findings_add: a newer conflict of the same field replaces `mine` and `theirs` and keeps
 * `base` */
gboolean amb_findings_add (AmbStore *store, const AmbFinding *finding, GError **error);
GPtrArray *amb_findings_list (AmbStore *store, GError **error); /* (transfer full): newest first */
AmbFinding *amb_findings_get (AmbStore *store, gint64 key, GError **error);
gboolean amb_findings_remove (AmbStore *store, gint64 key, GError **error);
gint64 amb_findings_count (AmbStore *store);

/* Settled findings: kept as long as the undo group that settled them, so that undo brings them back
 * and redo settles them again: amb-settled.c. All inside the caller's transaction. */
/** amb_settled_take: @finding is settled by undo group @group */
gboolean
amb_settled_take (AmbStore *store, const AmbFinding *finding, gint64 group, GError **error);
/** amb_settled_note_operation: @operation, which was PARKED because the record @waited_for was
 * refused, is to be sent; @other: (nullable): what it refers to instead; @sent: (nullable): its
 * payload from now on */
gboolean amb_settled_note_operation (AmbStore *store,
                                     gint64 group,
                                     const AmbOperation *operation,
                                     const char *waited_for,
                                     const char *other,
                                     const char *sent,
                                     GError **error);
/** amb_settled_note_reference: @field of the row of that operation refers to the other one */
gboolean amb_settled_note_reference (AmbStore *store,
                                     const AmbOperation *operation,
                                     const AmbField *field,
                                     GError **error);
/** amb_settled_note_edit: group @group typed again in record @id what an operation with @payload
 * (nullable) had said, for a person who couldn't see the record but what is of version @seen or
 * before: its redo, too, goes by that; @group 0: nothing is undone */
gboolean amb_settled_note_edit (AmbStore *store,
                                gint64 group,
                                const AmbEntity *entity,
                                const char *id,
                                const AmbJsonNode *payload,
                                gint64 seen,
                                GError **error);
/** amb_settled_see: who removes @record here has seen it up to version @seen: what is typed again
 * by a redo later goes by that, too */
gboolean amb_settled_see (AmbStore *store, AmbRecord *record, gint64 seen, GError **error);
/** amb_settled_note_child: the PARKED @operation is about to be given up with what it waited for:
 * amb-settled-children.c */
gboolean amb_settled_note_child (AmbStore *store,
                                 gint64 group,
                                 const AmbOperation *operation,
                                 GError **error);
/** amb_settled_park_children: undo: they wait again instead of being findings of their own, unless
 * one of them was settled or changed since */
gboolean amb_settled_park_children (AmbStore *store, gint64 group, GError **error);
/** amb_settled_give_up_children: redo: they are findings again */
gboolean amb_settled_give_up_children (AmbStore *store, gint64 group, GError **error);
/** amb_settled_park: the first step of undo: what @group let go and was not sent yet waits again.
 * Returns: (transfer full): ids of the records that wait */
GHashTable *amb_settled_park (AmbStore *store, gint64 group, GError **error);
/** amb_settled_bring_back: the last step of undo; @left: ids of records that undo left as others
 * have made them: their findings stay settled; (inout) @n is increased by those that are back */
gboolean
amb_settled_bring_back (AmbStore *store, gint64 group, GHashTable *left, guint *n, GError **error);
/** amb_settled_take_again: the last step of redo; @left and @n as above */
gboolean
amb_settled_take_again (AmbStore *store, gint64 group, GHashTable *left, guint *n, GError **error);
/** amb_settled_purge: forgets what no undo or redo can bring back any longer */
gboolean amb_settled_purge (AmbStore *store, GError **error);
/** amb_settled_is_used: did @group settle anything? */
gboolean amb_settled_is_used (AmbStore *store, gint64 group);

G_END_DECLS
