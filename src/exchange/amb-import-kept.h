/* Which columns a person chose for a file, kept for the next file with the same columns: that of a
 * network, month after month. */
#pragma once

#include "amb-import-plan.h"

G_BEGIN_DECLS

/**
 * amb_import_kept_apply: @plan gets what a person chose for the last file of these columns, in
 * whatever order they stand; what no field of today fits is left as it was guessed. On the thread
 * of @store.
 *
 * Returns: how many columns it was
 */
guint amb_import_kept_apply (AmbImportPlan *plan, AmbStore *store);
/** amb_import_kept_save: keeps what a person chose in @plan, in the profile, within the
 * transaction of the file's last rows; nothing where they chose nothing. Of a call's applications,
 * whose columns are its questions, nothing is kept. */
gboolean amb_import_kept_save (const AmbImportPlan *plan, AmbStore *store, GError **error);

G_END_DECLS
