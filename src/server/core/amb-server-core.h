/* The server without HTTP: principals, feed, push. The simulation runs this very code. */
#pragma once

#include "amb-access.h"
#include "amb-store.h"

G_BEGIN_DECLS

#define AMB_TYPE_SERVER_CORE (amb_server_core_get_type ())
G_DECLARE_FINAL_TYPE (AmbServerCore, amb_server_core, AMB, SERVER_CORE, GObject)

/** amb_server_core_new: over a store opened with AMB_STORE_SERVER; creates the server's own tables
 * (feed, device, operation, principal, secret) */
AmbServerCore *amb_server_core_new (AmbStore *store, GError **error);
/** amb_server_core_new_reader: over a second, read-only store of a file that amb_server_core_new()
 * has prepared: pulls and reads only */
AmbServerCore *amb_server_core_new_reader (AmbStore *store, GError **error);
AmbStore *amb_server_core_get_store (AmbServerCore *self);
const char *amb_server_core_get_epoch (AmbServerCore *self);
/** amb_server_core_is_empty: has nobody written anything: are there no rows but what a server makes
 * itself? */
gboolean amb_server_core_is_empty (AmbServerCore *self, gboolean *empty, GError **error);
/** amb_server_core_get_head: the latest version */
gint64 amb_server_core_get_head (AmbServerCore *self);

/** amb_server_core_renew_epoch: after a restore from a backup: every client starts over and resends
 * what this file lacks */
gboolean amb_server_core_renew_epoch (AmbServerCore *self, GError **error);
/** amb_server_core_adopt: publishes rows that were put into the store directly (a sample, an
 * import): those of version 0 */
gboolean amb_server_core_adopt (AmbServerCore *self, GError **error);
/** amb_server_core_backup: a consistent copy of the file while the server runs; whoever starts on
 * it begins a new epoch */
gboolean amb_server_core_backup (AmbServerCore *self, const char *path, GError **error);
/** amb_server_core_check: (transfer full): of char *, a sentence a finding: the store's, and
 * whether the feed is whole */
GPtrArray *amb_server_core_check (AmbServerCore *self, GError **error);
/** amb_server_core_prune: forgets results and authors older than 400 days, of two more days each
 * time at most; once a day */
gboolean amb_server_core_prune (AmbServerCore *self, GError **error);

/** amb_server_core_check_schema: AMB_PROBLEM_TOO_OLD for a client that knows neither this program's
 * tables nor those before them; @schema 0: it didn't say. A newer client is served. */
gboolean amb_server_core_check_schema (guint schema, GError **error);
/** amb_server_core_get_least_schema: the oldest that is served */
guint amb_server_core_get_least_schema (void);

/* Who asks. A plain value; grants are read from the database at each request. */
typedef struct
{
  gint64 id;
  char *name;
  AmbAccess access;
  char *person; /* nullable: id of an ambassador record */
  char **nodes; /* a lead's granted nodes */
  gint64 gen;   /* grants generation */
} AmbPrincipal;
void amb_principal_free (AmbPrincipal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbPrincipal, amb_principal_free)

/** amb_server_core_create_token: (transfer full): the token, shown once (256 bits, stored hashed)
 */
char *amb_server_core_create_token (AmbServerCore *self,
                                    const char *name,
                                    AmbAccess access,
                                    const char *const *nodes,
                                    const char *person,
                                    gint64 *id,
                                    GError **error);
GPtrArray *amb_server_core_list_principals (AmbServerCore *self, GError **error);
gboolean amb_server_core_revoke (AmbServerCore *self, gint64 id, GError **error);
/** amb_server_core_set_grants: another access or other nodes; bumps the grants generation */
gboolean amb_server_core_set_grants (
    AmbServerCore *self, gint64 id, AmbAccess access, const char *const *nodes, GError **error);
/** amb_server_core_authenticate: (transfer full): AMB_ERROR_DENIED when unknown,
 * AMB_PROBLEM_TOKEN_REVOKED when revoked */
AmbPrincipal *amb_server_core_authenticate (AmbServerCore *self, const char *token, GError **error);

/** amb_server_core_register_device: idempotent; binds a device id to a principal */
gboolean amb_server_core_register_device (AmbServerCore *self,
                                          const AmbPrincipal *principal,
                                          const char *device,
                                          GError **error);

gboolean amb_server_core_revoke_device (AmbServerCore *self,
                                        const AmbPrincipal *principal,
                                        const char *device,
                                        GError **error);

/**
 * amb_server_core_pull:
 * @cursor: (nullable): NULL or "" from the beginning
 * @request: the X-Request-Id, echoed
 *
 * Returns: (transfer full): a whole page, trailer included. On failure @error is of
 * AMB_PROBLEM_ERROR (amb-problem.h) where the request is at fault: EPOCH_CHANGED, BAD_CURSOR…; of
 * AMB_ERROR where the server is.
 */
GBytes *amb_server_core_pull (AmbServerCore *self,
                              const AmbPrincipal *principal,
                              const char *cursor,
                              guint limit,
                              const char *request,
                              GError **error);
/**
 * amb_server_core_pull_anew:
 * @reset: (nullable): names of scopes, separated by commas, that are sent from their beginning (at
 * most AMB_MAX_RESETS): the client holds them wrong
 *
 * The same as amb_server_core_pull().
 */
GBytes *amb_server_core_pull_anew (AmbServerCore *self,
                                   const AmbPrincipal *principal,
                                   const char *cursor,
                                   const char *reset,
                                   guint limit,
                                   const char *request,
                                   GError **error);
/* What a digest is asked of. Every string is nullable and borrowed. */
typedef struct
{
  const char *cursor; /* of the last page: nothing is told to who is behind */
  const char *scope;  /* NULL: of all that the principal holds: one sum a scope and entity */
  const char *entity; /* in the scope: one sum a bucket; NULL: of every entity */
  int bucket;         /* 0 to 255: the rows of that bucket of the entity; −1: none */
  const char *after;  /* with a bucket: rows after this id */
  guint limit;        /* with a bucket: rows at most */
} AmbDigestQuery;
/**
 * amb_server_core_digest:
 * @request: the X-Request-Id, echoed
 *
 * What the rows come to that pulls give the principal, read in one snapshot.
 *
 * Returns: (transfer full): the answer's lines, trailer included. Errors of AMB_PROBLEM_ERROR:
 * NOT_FOUND (a scope that isn't the principal's), BAD_REQUEST, and those of a cursor.
 */
GBytes *amb_server_core_digest (AmbServerCore *self,
                                const AmbPrincipal *principal,
                                const AmbDigestQuery *query,
                                const char *request,
                                GError **error);
/** amb_server_core_has_news: would a pull at @cursor bring anything? What a long poll asks after
 * each commit. TRUE for a cursor that pull would refuse. */
gboolean
amb_server_core_has_news (AmbServerCore *self, const AmbPrincipal *principal, const char *cursor);
/** amb_server_core_push: (transfer full): the reply's lines. One database transaction; nothing is
 * applied when @error is set. */
GBytes *amb_server_core_push (AmbServerCore *self,
                              const AmbPrincipal *principal,
                              GBytes *body,
                              GError **error);

/* Signal "committed": the head moved (wakes long polls), on the thread that pushed. */

G_END_DECLS
