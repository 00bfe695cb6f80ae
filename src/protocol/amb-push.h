/* Pushes: operations on the way to the server, results on the way back. */
#pragma once

#include "amb-entity.h"
#include "amb-frame.h"
#include "amb-problem.h"

G_BEGIN_DECLS

/* Members of one record that the server doesn't know and keeps for those that do. */
#define AMB_MAX_UNKNOWN_MEMBERS 100

typedef enum
{
  AMB_PUSH_CREATE,
  AMB_PUSH_PATCH,
  AMB_PUSH_MOVE,
  AMB_PUSH_DELETE,
  AMB_PUSH_UNDELETE,
} AmbPushKind;

const char *amb_push_kind_to_text (AmbPushKind kind);
gboolean amb_push_kind_from_text (const char *text, AmbPushKind *kind);

/* One operation. Strings and nodes belong to @json. An operation that can't be understood has a
 * @problem and is rejected alone: it never blocks the queue. */
typedef struct
{
  gint64 n;
  const char *op;          /* UUIDv7 */
  const char *tx;          /* UUIDv7 */
  const AmbEntity *entity; /* nullable with @problem */
  const char *id;
  AmbPushKind kind;
  const AmbJsonNode *set, *bv, *add, *del; /* nullable objects */
  gint64 base;                             /* DELETE */
  gint64 took; /* version as which a server took it that was restored since; 0: none */
  const char *from, *to, *why, *transition,
      *reverts; /* MOVE; transition also of an imported CREATE */
  gboolean
      imported;    /* CREATE in a given state, MOVE without gates: import of a running programme */
  gint64 at;       /* instant by the client's clock, 0: unknown; decides nothing */
  gsize size;      /* bytes of the line */
  GError *problem; /* nullable */
  AmbJson *json;
} AmbPushOperation;
void amb_push_operation_free (AmbPushOperation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbPushOperation, amb_push_operation_free)

typedef struct
{
  char *device;
  char *request;         /* nullable */
  char *claim;           /* nullable: UUIDv7: a whole programme is being sent */
  gboolean is_last;      /* with it: nothing of the programme follows */
  gint64 n0;             /* n of the first operation */
  GPtrArray *operations; /* of AmbPushOperation; n grows by one */
} AmbPush;
void amb_push_free (AmbPush *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbPush, amb_push_free)

/** amb_push_set_too_many_unknown: AMB_PROBLEM_TOO_LARGE: more than AMB_MAX_UNKNOWN_MEMBERS */
void amb_push_set_too_many_unknown (GError **error, const AmbEntity *entity);
/** amb_push_read: (transfer full): server side; refuses a frame that is damaged, over a limit, or
 * whose numbers don't follow one another */
AmbPush *amb_push_read (GBytes *body, GError **error);

/** amb_push_writer_new: client side: the head of a push; end it with amb_frame_writer_finish (w,
 * "ops", NULL) */
AmbFrameWriter *amb_push_writer_new (const char *device, gint64 n0, const char *request);
/**
 * amb_push_writer_new_claiming:
 * @claim: UUIDv7 of a whole programme on its way to an empty server
 * @is_last: nothing of it follows this push
 */
AmbFrameWriter *amb_push_writer_new_claiming (
    const char *device, gint64 n0, const char *request, const char *claim, gboolean is_last);
/**
 * amb_push_writer_add:
 * @payload: (nullable): a JSON object of the members of the kind: `{"set":{…},"bv":{…}}`
 * @at: instant, 0: left out
 */
void amb_push_writer_add (AmbFrameWriter *writer,
                          gint64 n,
                          const char *op,
                          const char *tx,
                          const char *entity,
                          const char *id,
                          const char *kind,
                          const char *payload,
                          gint64 at);

typedef enum
{
  AMB_PUSH_APPLIED,
  AMB_PUSH_MERGED,   /* applied; somebody else's change of the same field was met and merged */
  AMB_PUSH_CONFLICT, /* applied but for the fields in conflicts */
  AMB_PUSH_REJECTED,
} AmbPushStatus;

const char *amb_push_status_to_text (AmbPushStatus status);

/* theirs stayed. @field NULL: a delete against an edit; the row survives. */
typedef struct
{
  const char *field;                /* nullable */
  gint64 base;                      /* version that the operation was based on */
  gint64 ver;                       /* version of theirs */
  const AmbJsonNode *mine, *theirs; /* nullable; amb_field_read_value() */
  const char *by;                   /* nullable: who wrote theirs */
  gint64 at;                        /* instant of theirs by the server's clock, 0: unknown */
} AmbPushConflict;

typedef struct
{
  gint64 n;
  const char *op;
  AmbPushStatus status;
  gint64 ver;        /* version of the row afterwards; 0 when rejected */
  GArray *conflicts; /* of AmbPushConflict */
  GError *problem;   /* nullable: of AMB_PROBLEM_ERROR, when rejected */
  AmbJson *json;
} AmbPushResult;
void amb_push_result_free (AmbPushResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbPushResult, amb_push_result_free)

typedef struct
{
  GPtrArray *results; /* of AmbPushResult, in order of n */
  char *epoch;        /* nullable: of the server that took them */
  gint64 through;     /* every operation up to this n is decided */
  gint64 mark;        /* what a pull must have passed before the shadows go */
} AmbPushReply;
void amb_push_reply_free (AmbPushReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbPushReply, amb_push_reply_free)

/** amb_push_reply_read: (transfer full): client side; AMB_PROBLEM_BAD_FRAME when it is cut or
 * damaged */
AmbPushReply *amb_push_reply_read (GBytes *body, GError **error);

G_END_DECLS
