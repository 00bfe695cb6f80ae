/* What stands behind the ? of an address. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * amb_http_query_parse:
 * @text: (nullable): as it was sent: "state=active&roles=curator"
 *
 * Returns: (transfer full): name → GPtrArray of its values, decoded, in the order in which they
 * came; NULL with AMB_PROBLEM_BAD_REQUEST when one of them is no text, or one parameter has more
 * values than a list takes
 */
GHashTable *amb_http_query_parse (const char *text, GError **error);
/** amb_http_query_read_text: a parameter that stands once: NULL when absent; twice:
 * AMB_PROBLEM_BAD_REQUEST */
gboolean
amb_http_query_read_text (GHashTable *query, const char *name, const char **value, GError **error);
/** amb_http_query_read_number: @fallback when absent; else from @min to @max, or
 * AMB_PROBLEM_BAD_REQUEST, which names the parameter and its value */
gboolean amb_http_query_read_number (GHashTable *query,
                                     const char *name,
                                     guint64 min,
                                     guint64 max,
                                     guint64 fallback,
                                     guint64 *value,
                                     GError **error);

G_END_DECLS
