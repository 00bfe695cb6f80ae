/* Sets: sorted JSON arrays of distinct strings; NULL is the empty set. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** amb_set_from_strv: (transfer full) (nullable): duplicates and empty strings are dropped */
char *amb_set_from_strv (const char *const *values);
/** amb_set_to_strv: (transfer full): never NULL */
char **amb_set_to_strv (const char *set);
gboolean amb_set_contains (const char *set, const char *value);
/** amb_set_merge: (transfer full) (nullable): @theirs with what @mine added to and removed from
 * @base */
char *amb_set_merge (const char *base, const char *mine, const char *theirs);

G_END_DECLS
