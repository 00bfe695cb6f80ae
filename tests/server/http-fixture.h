/* A real server on a free port of this machine, in this process, and a client of libsoup. */
#pragma once

#include "amb-error.h"
#include "amb-http-server.h"
#include "amb-json.h"

#include <libsoup/soup.h>

typedef struct
{
  char *folder;
  AmbClock *clock;
  AmbHttpServer *server;
  char *address; /* "http://127.0.0.1:PORT" */
  SoupSession *session;
  char *manager; /* tokens */
  char *lead;    /* of the node `paris` and below */
  char *ambassador;
  char *sponsor;
  char *auditor;
  char *paris, *tokyo; /* nodes */
  char *ada, *chie;    /* people there; the ambassador's record is ada */
} Http;

void http_open (Http *self);
/** http_open_at: @clock: (transfer full): of the server */
void http_open_at (Http *self, AmbClock *clock);
void http_close (Http *self);

/** http_add_token: (transfer full): @node: (nullable): of a lead; @person: (nullable): id of an
 * ambassador */
char *http_add_token (
    Http *self, const char *name, AmbAccess access, const char *node, const char *person);
/** http_add_record: (transfer full): the id of what a manager posts */
char *http_add_record (Http *self, const char *collection, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/** http_add_approved: (transfer full): the id of a content item of the department @node that may go
 * out */
char *http_add_approved (Http *self, const char *node);

typedef struct
{
  guint status;
  SoupMessageHeaders *headers;
  GBytes *bytes;
  char *text;    /* of bytes */
  AmbJson *json; /* nullable */
} Response;

/** http_send: waits for the answer. @headers: (nullable): "Name: value" lines */
Response *http_send (Http *self,
                     const char *method,
                     const char *path,
                     const char *token,
                     const char *type,
                     const char *body,
                     const char *headers);
Response *http_get (Http *self, const char *path, const char *token);
/** http_send_async: the response comes into *@response while the main context runs */
void http_send_async (
    Http *self, const char *method, const char *path, const char *token, Response **response);
void http_wait_for (Response **response);
/** http_settle: until what was sent has reached the server and is waiting there */
void http_settle (void);
/**
 * http_exchange:
 * @sent: bytes as they are, for what no library sends
 * @again: (nullable): sent after it over and over
 *
 * Returns: (transfer full): what the server said until it closed the connection, which it must
 */
char *http_exchange (Http *self, const char *sent, const char *again);
/** http_count_files: file descriptors of this process, which is client and server */
guint http_count_files (void);
const char *response_get (Response *self, const char *member); /* a string member */
void response_free (Response *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Response, response_free)
