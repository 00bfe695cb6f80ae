/* The server on HTTP: SoupServer in front, the core on two threads behind it. */
#pragma once

#include "amb-server-core.h"
#include "amb-worker.h"

G_BEGIN_DECLS

#define AMB_TYPE_HTTP_SERVER (amb_http_server_get_type ())
G_DECLARE_FINAL_TYPE (AmbHttpServer, amb_http_server, AMB, HTTP_SERVER, GObject)

#define AMB_HTTP_DATABASE "ambassade.db"

/**
 * amb_http_server_new:
 * @folder: the data folder; its lock is the caller's
 *
 * Opens the database (made when missing) and starts the two threads. Errors as amb_store_open().
 * Lives on the thread that makes it, as its signals do: "failed" (const char *): a request failed
 * for a reason of the server's own, which its client isn't told; the program shows it.
 */
AmbHttpServer *amb_http_server_new (const char *folder, AmbClock *clock, GError **error);

/**
 * amb_http_server_listen:
 * @address: "127.0.0.1:8080", "[::1]:0" (any free port), "unix:PATH"
 * @behind_proxy: something with TLS and limits stands in front: any address will do
 *
 * Returns: (transfer full): the address to show, "http://127.0.0.1:8080/"; NULL with
 * AMB_ERROR_USAGE (no address, or one that needs --behind-proxy) or AMB_ERROR_BUSY (taken)
 */
char *amb_http_server_listen (AmbHttpServer *self,
                              const char *address,
                              gboolean behind_proxy,
                              GError **error);
/** amb_http_server_stop: takes no more requests, answers those that wait, runs what is queued,
 * closes the database */
void amb_http_server_stop (AmbHttpServer *self);

/** amb_http_server_get_writer: the thread that owns amb_http_server_get_core() */
AmbWorker *amb_http_server_get_writer (AmbHttpServer *self);
AmbServerCore *amb_http_server_get_core (AmbHttpServer *self);

G_END_DECLS
