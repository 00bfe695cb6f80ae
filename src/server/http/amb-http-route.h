/* The table of routes, and what a handler is given and gives back. */
#pragma once

#include "amb-json.h"
#include "amb-server-core.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_HTTP_PUBLIC,    /* anybody */
  AMB_HTTP_SIGNED_IN, /* a token; what it may do, the access table says row by row */
} AmbHttpRole;

typedef enum
{
  AMB_HTTP_READER, /* a read-only connection on the reader's thread */
  AMB_HTTP_WRITER,
} AmbHttpThread;

typedef struct _AmbHttpRoute AmbHttpRoute;

/* One request, free of HTTP's library: handlers run on a worker's thread. */
typedef struct
{
  const AmbHttpRoute *route;
  char *path;
  char **params;                  /* what stood for each {…} of the route */
  GHashTable *query;              /* amb_http_query_parse() */
  char *token;                    /* nullable */
  char *id;                       /* nullable: X-Request-Id */
  char *if_match, *if_none_match; /* nullable */
  gint64 if_modified_since;       /* milliseconds since the epoch, 0: not said */
  char *key;                      /* nullable: Idempotency-Key */
  char *schema;                   /* nullable: X-Schema */
  gboolean accepts_gzip;
  GBytes *body;
  gboolean may_hold; /* a long poll that has time left */
} AmbHttpRequest;

void amb_http_request_free (AmbHttpRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbHttpRequest, amb_http_request_free)

/** amb_http_request_read_json: (transfer full): the body, an object; else AMB_PROBLEM_BAD_REQUEST
 */
AmbJson *amb_http_request_read_json (const AmbHttpRequest *self, GError **error);

typedef struct
{
  guint status;
  const char *type; /* static */
  GBytes *body;     /* nullable */
  char *etag;       /* nullable */
  char *location;   /* nullable */
  gint64 modified;  /* 0: not said; milliseconds since the epoch: Last-Modified */
  gboolean gzipped;
  guint hold; /* seconds, 0: none. Nothing new yet: ask again after the next commit */
} AmbHttpReply;

/** amb_http_reply_new: takes @body over */
AmbHttpReply *amb_http_reply_new (guint status, const char *type, GBytes *body);
void amb_http_reply_free (AmbHttpReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbHttpReply, amb_http_reply_free)

/* (transfer full): a reply, or NULL with @error, which goes out as a problem. @principal is NULL
 * for PUBLIC. */
typedef AmbHttpReply *(*AmbHttpHandler) (AmbServerCore *core,
                                         const AmbPrincipal *principal,
                                         const AmbHttpRequest *request,
                                         GError **error);

struct _AmbHttpRoute
{
  const char *method;
  const char *path; /* "/v1/{collection}/{id}" */
  AmbHttpRole role;
  AmbHttpThread thread;
  const char *accepts; /* nullable: content types of the body, separated by spaces */
  AmbHttpHandler handler;
};

/** amb_http_is_served: does it have a collection? What a machine makes for itself (DERIVED), and
 * what is another's record (PROJECTION), has none. */
gboolean amb_http_is_served (const AmbEntity *entity);
/** amb_http_routes: ends with a NULL method */
const AmbHttpRoute *amb_http_routes (void);
/**
 * amb_http_route_find:
 * @params: (out) (transfer full): what stood for each {…}
 *
 * HEAD is wherever GET is: libsoup leaves the body out. Returns: NULL with AMB_PROBLEM_NOT_FOUND or
 * AMB_PROBLEM_METHOD_NOT_ALLOWED; then *@allow is (transfer full) the methods that the path has,
 * else NULL
 */
const AmbHttpRoute *amb_http_route_find (
    const char *method, const char *path, char ***params, char **allow, GError **error);

/* Handlers, by file. */
AmbHttpReply *
amb_http_get_meta (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);
AmbHttpReply *
amb_http_post_device (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);
AmbHttpReply *
amb_http_delete_device (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);
AmbHttpReply *
amb_http_get_changes (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);
AmbHttpReply *
amb_http_get_digest (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);
AmbHttpReply *
amb_http_post_push (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);
AmbHttpReply *
amb_http_list_records (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);
AmbHttpReply *
amb_http_get_record (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);
AmbHttpReply *
amb_http_post_record (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);
AmbHttpReply *
amb_http_patch_record (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);
AmbHttpReply *
amb_http_delete_record (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);
AmbHttpReply *
amb_http_list_calendars (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);
AmbHttpReply *
amb_http_post_calendar (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);
AmbHttpReply *
amb_http_delete_calendar (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);
AmbHttpReply *
amb_http_get_calendar (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);
AmbHttpReply *
amb_http_post_move (AmbServerCore *, const AmbPrincipal *, const AmbHttpRequest *, GError **);

G_END_DECLS
