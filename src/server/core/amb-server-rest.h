/* Plain rows for integrations: the same rights, checks and feed as a push. */
#pragma once

#include "amb-push.h"
#include "amb-query.h"
#include "amb-server-core.h"

G_BEGIN_DECLS

/** amb_server_core_read: (transfer full): a living row that the principal may see, else
 * AMB_PROBLEM_NOT_FOUND */
AmbRecord *amb_server_core_read (AmbServerCore *self,
                                 const AmbPrincipal *principal,
                                 const AmbEntity *entity,
                                 const char *id,
                                 GError **error);
/**
 * amb_server_core_list:
 * @after: row number of the last row of the page before, 0: the first page
 *
 * Rows of @query that the principal may see, in the order in which they were made.
 *
 * Returns: (transfer full): of AmbRecord; *@more says whether rows follow
 */
GPtrArray *amb_server_core_list (AmbServerCore *self,
                                 const AmbPrincipal *principal,
                                 const AmbQuery *query,
                                 gint64 after,
                                 guint limit,
                                 gboolean *more,
                                 GError **error);
/**
 * amb_server_core_write:
 * @operation: entity, id, kind and what the kind needs; a move needs no `from`
 * @if_match: the version that the author saw, −1: any
 *
 * Applies one operation of no device; every field applies, since the author named the version.
 *
 * Returns: (transfer full): the row afterwards (a tombstone after a delete); AMB_PROBLEM_STALE
 * when it is at another version
 */
AmbRecord *amb_server_core_write (AmbServerCore *self,
                                  const AmbPrincipal *principal,
                                  AmbPushOperation *operation,
                                  gint64 if_match,
                                  GError **error);
/**
 * amb_server_core_create:
 * @key: (nullable): an Idempotency-Key: the same request again makes no second row
 * @request: hash of the request, so that a key isn't used for another one
 *
 * Returns: (transfer full): the row that was made, now or then
 */
AmbRecord *amb_server_core_create (AmbServerCore *self,
                                   const AmbPrincipal *principal,
                                   AmbPushOperation *operation,
                                   const char *key,
                                   const char *request,
                                   GError **error);

G_END_DECLS
