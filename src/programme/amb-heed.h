/* What whoever is about to write something should know before: it is said, and forbids nothing. */
#pragma once

#include "amb-store.h"

G_BEGIN_DECLS

/** amb_heed_dup_role: (transfer full) (nullable): the level that @role asks for beside that of
 * @person, where theirs is lower. On the thread of @store; reads single rows by key. */
char *amb_heed_dup_role (AmbStore *store, const char *person, const char *role);

/** amb_heed_dup: (transfer full) (nullable): the same of a record that is about to be added */
char *amb_heed_dup (AmbStore *store, AmbRecord *record);

G_END_DECLS
