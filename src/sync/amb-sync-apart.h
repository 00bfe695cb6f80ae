/* A programme that is kept apart: its records in a profile of their own, beside the server's. */
#pragma once

#include "amb-store.h"

G_BEGIN_DECLS

/** amb_sync_check_apart: may @folder become the profile of what is kept apart? AMB_ERROR_REFUSED
 * when anything is in it */
gboolean amb_sync_check_apart (const char *folder, GError **error);
/** amb_sync_dup_apart: (transfer full): a folder beside @profile that is free */
char *amb_sync_dup_apart (const char *profile);
/** amb_sync_dup_apart_of: (transfer full): the same, beside the profile of @store */
char *amb_sync_dup_apart_of (AmbStore *store);
/**
 * amb_sync_copy_apart:
 * @profile: the folder of @store
 * @folder: new or empty; made when missing (0700)
 *
 * Copies the whole profile, as it was committed last, on the thread that owns @store. Each of the
 * two knows where the other is. Nothing is left in @folder after a failure.
 */
gboolean
amb_sync_copy_apart (AmbStore *store, const char *profile, const char *folder, GError **error);
/** amb_sync_undo_apart: removes that copy again */
void amb_sync_undo_apart (const char *folder);
/** amb_sync_list_apart: (transfer full): folders of the programmes that stand beside this one;
 * those that are gone are left out */
char **amb_sync_list_apart (AmbStore *store);
/** amb_sync_note_apart: @folder is beside this one; inside the caller's transaction */
gboolean amb_sync_note_apart (AmbStore *store, const char *folder, GError **error);

G_END_DECLS
