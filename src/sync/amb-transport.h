/* What carries a request to the server and its answer back: HTTP in the programs, memory in the
 * simulation. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  AMB_SYNC_PULL,     /* GET /v1/changes */
  AMB_SYNC_PUSH,     /* POST /v1/push */
  AMB_SYNC_REGISTER, /* POST /v1/devices */
  AMB_SYNC_DIGEST,   /* GET /v1/digest */
  AMB_SYNC_META,     /* GET /v1/meta */
} AmbSyncKind;

/* A planned request. A plain value: one thread at a time. */
typedef struct
{
  AmbSyncKind kind;
  char *id;          /* the X-Request-Id: its answer must repeat it */
  char *next_id;     /* nullable: PULL: of the pull after this one, when that is asked for ahead */
  guint schema;      /* the X-Schema: which tables this program knows */
  gint64 generation; /* of the profile when it was planned; pulls and digests are bound to it */
  char *device;      /* PUSH, REGISTER */
  char *cursor;      /* PULL, DIGEST: "" from the beginning */
  char *reset;       /* nullable: PULL: scopes that are to be sent anew, separated by commas */
  char *scope;       /* nullable: DIGEST */
  char *entity;      /* nullable: DIGEST */
  int bucket;        /* DIGEST: −1: none */
  guint limit;       /* PULL: rows a page */
  guint wait;        /* PULL: seconds that the server may wait for news */
  GBytes *body;      /* nullable: PUSH */
} AmbSyncRequest;

AmbSyncRequest *amb_sync_request_new (AmbSyncKind kind, const char *id);
void amb_sync_request_free (AmbSyncRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbSyncRequest, amb_sync_request_free)

/* An answer, as it came: nothing of it is verified yet. */
typedef struct
{
  guint status;
  GBytes *body;
  char *type;         /* nullable: the content type, NULL where nothing tells one */
  gint64 retry_after; /* milliseconds, 0: not said */
} AmbSyncResponse;

/** amb_sync_response_new: takes a reference to @body */
AmbSyncResponse *amb_sync_response_new (guint status, GBytes *body, gint64 retry_after);
void amb_sync_response_free (AmbSyncResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbSyncResponse, amb_sync_response_free)

#define AMB_TYPE_TRANSPORT (amb_transport_get_type ())
G_DECLARE_INTERFACE (AmbTransport, amb_transport, AMB, TRANSPORT, GObject)

struct _AmbTransportInterface
{
  GTypeInterface parent;
  AmbSyncResponse *(*send) (AmbTransport *self,
                            const AmbSyncRequest *request,
                            GCancellable *cancellable,
                            GError **error);
};

/**
 * amb_transport_send:
 * Blocks until the whole answer is there. One thread at a time.
 *
 * Returns: (transfer full): the answer, whatever its status; NULL with AMB_ERROR_OFFLINE (no
 * answer), _TOO_LARGE or G_IO_ERROR_CANCELLED
 */
AmbSyncResponse *amb_transport_send (AmbTransport *self,
                                     const AmbSyncRequest *request,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
