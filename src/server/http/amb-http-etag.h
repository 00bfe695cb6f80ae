/* Entity tags in conditions (RFC 9110, 8.8.3 and 13.1). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * amb_http_etag_is_listed:
 * @list: of If-Match or If-None-Match: `"7"`, `"5", W/"7"`, `*`
 * @etag: the record's own, strong: `"7"`
 * @weakly: a weak tag matches too, as If-None-Match wants it and If-Match doesn't
 * @listed: (out): @list names it, or any
 *
 * Returns: FALSE when @list can't be understood
 */
gboolean
amb_http_etag_is_listed (const char *list, const char *etag, gboolean weakly, gboolean *listed);

G_END_DECLS
