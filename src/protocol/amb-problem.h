/* Problems (RFC 9457): what a server answers when it says no, and the GError that carries it. */
#pragma once

#include "amb-json.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_PROBLEM_BAD_REQUEST,        /* 400 bad-request: can't be understood */
  AMB_PROBLEM_BAD_CURSOR,         /* 400 bad-cursor: not one of this server's; start without one */
  AMB_PROBLEM_BAD_FRAME,          /* 400 bad-frame: cut off or damaged on the way; send it again */
  AMB_PROBLEM_UNAUTHORIZED,       /* 401 unauthorized: no token, or one unknown */
  AMB_PROBLEM_TOKEN_REVOKED,      /* 401 token-revoked: what it gave access to must go */
  AMB_PROBLEM_FORBIDDEN,          /* 403 forbidden */
  AMB_PROBLEM_DEVICE_REVOKED,     /* 403 device-revoked: this device sends nothing any longer */
  AMB_PROBLEM_NOT_FOUND,          /* 404 not-found */
  AMB_PROBLEM_METHOD_NOT_ALLOWED, /* 405 method-not-allowed */
  AMB_PROBLEM_SEQUENCE_GAP,       /* 409 sequence-gap: continue after last_n */
  AMB_PROBLEM_DEVICE_FORK,        /* 409 device-fork: take a new device id and renumber */
  AMB_PROBLEM_STATE_CHANGED,      /* 409 state-changed: a move from a state that is no longer */
  AMB_PROBLEM_STATE_BY_MOVE,      /* 409 state-by-move: a state was written; names the moves */
  AMB_PROBLEM_REFUSED,            /* 409 refused: a rule says no (gate, delete rule) */
  AMB_PROBLEM_DUPLICATE,          /* 409 duplicate: the KEY belongs to the record `other` */
  AMB_PROBLEM_ACTION_REFUSED, /* 409 action-refused: another operation of the same tx was refused */
  AMB_PROBLEM_NOT_EMPTY,      /* 409 not-empty: a whole programme goes to an empty server only */
  AMB_PROBLEM_GONE,           /* 410 gone: the record was deleted */
  AMB_PROBLEM_EPOCH_CHANGED,  /* 410 epoch-changed: the server was restored from a backup */
  AMB_PROBLEM_STALE,          /* 412 stale: somebody changed it since */
  AMB_PROBLEM_TOO_LARGE,      /* 413 too-large */
  AMB_PROBLEM_MEDIA_TYPE,     /* 415 media-type */
  AMB_PROBLEM_INVALID,        /* 422 invalid: a value is wrong; names the field */
  AMB_PROBLEM_TOO_OLD,        /* 426 too-old: the client's schema is no longer served */
  AMB_PROBLEM_IF_MATCH,       /* 428 if-match-required */
  AMB_PROBLEM_TOO_MANY,       /* 429 too-many-requests */
  AMB_PROBLEM_INTERNAL,       /* 500 internal */
  AMB_PROBLEM_UNAVAILABLE,    /* 503 unavailable: stopping, or busy */
  AMB_PROBLEM_FULL,           /* 507 storage-full */
} AmbProblemCode;
#define AMB_PROBLEM_LAST AMB_PROBLEM_FULL

/** amb_problem_get_name: the `code` on the wire: "device-fork" */
const char *amb_problem_get_name (AmbProblemCode code);
/** amb_problem_find: the code of a name; FALSE when this program doesn't know it */
gboolean amb_problem_find (const char *name, AmbProblemCode *code);
guint amb_problem_get_status (AmbProblemCode code);
/** amb_problem_get_title: translated, a short phrase */
const char *amb_problem_get_title (AmbProblemCode code);
/** amb_problem_is_retryable: may the very same request succeed later? */
gboolean amb_problem_is_retryable (AmbProblemCode code);

/* A GError in this domain is a problem: its code an AmbProblemCode, its message the `detail`. */
#define AMB_PROBLEM_ERROR (amb_problem_error_quark ())
GQuark amb_problem_error_quark (void);

/** amb_problem_set_error: @format says what failed, on what, and what to do; shown to people as it
 * is */
void amb_problem_set_error (GError **error, AmbProblemCode code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Members that some problems carry. @error must be of AMB_PROBLEM_ERROR; the setters accept NULL.
 */
void amb_problem_error_set_other (GError *error, const char *id);
const char *amb_problem_error_get_other (const GError *error); /* DUPLICATE; nullable */
void amb_problem_error_set_field (GError *error, const char *field);
const char *amb_problem_error_get_field (const GError *error); /* INVALID…; nullable */
void amb_problem_error_set_last_n (GError *error, gint64 last_n);
gint64 amb_problem_error_get_last_n (const GError *error); /* SEQUENCE_GAP; −1: unknown */

/** amb_problem_from_error: the code under which any GError goes out (AMB_ERROR mapped by kind;
 * INTERNAL when nothing fits) */
AmbProblemCode amb_problem_from_error (const GError *error);
/** amb_problem_to_error: what AmbError a problem means to a caller that shows it */
int amb_problem_to_error (AmbProblemCode code);

/**
 * amb_problem_append_json:
 * @error: any error; the text of INTERNAL ones is left out, since it may speak of files of the
 * server
 * @instance: (nullable): the path that was asked
 *
 * Writes `{"type","title","status","detail","instance","code","retryable",…}`.
 */
void amb_problem_append_json (const GError *error, const char *instance, GString *out);
/** amb_problem_read_json: (transfer full): never NULL; an unknown code falls back on @status */
GError *amb_problem_read_json (const AmbJsonNode *node, guint status);

G_END_DECLS
