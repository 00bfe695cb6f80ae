/* One record made of two that are about the same. */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

/**
 * amb_programme_merge:
 * @keep: stays; its empty fields are filled from @other
 * @other: is removed; what refers to it refers to @keep afterwards, what was recorded once and for
 * all too. Where there may be only one of a kind, that of @keep stays, and takes over what refers
 * to the other one
 *
 * One command, undone as one; with what else is in the group that is open, if one is. Errors:
 * AMB_ERROR_NOT_FOUND; AMB_ERROR_DENIED; AMB_ERROR_REFUSED in a programme with a server, where all
 * of it is one action, when that would be more than AMB_MAX_TX_OPERATIONS: its words say so.
 */
gboolean amb_programme_merge (AmbProgramme *self,
                              const AmbEntity *entity,
                              const char *keep,
                              const char *other,
                              GError **error);

/** amb_merge_is_told: into *@told, whether the server knows that @a and @b, to which @field refers,
 * were made one: it lets what refers to the one be led to the other, and back */
gboolean amb_merge_is_told (AmbStore *store,
                            const AmbField *field,
                            const char *a,
                            const char *b,
                            gboolean *told,
                            GError **error);
/** amb_merge_is_in_group: into *@merges, whether undo group @group merged records of a server */
gboolean amb_merge_is_in_group (AmbStore *store, gint64 group, gboolean *merges, GError **error);
/** amb_merge_tell_again: the server is told in action @tx, before anything else of it, that undo
 * group @group, which merged records, is done again: it leads what others have recorded meanwhile
 */
gboolean amb_merge_tell_again (AmbProgramme *self, gint64 group, const char *tx, GError **error);

G_END_DECLS
