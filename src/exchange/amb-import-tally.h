/* Facts that files bring, as what people did in the internal network: each counts once. */
#pragma once

#include "amb-import-private.h"

G_BEGIN_DECLS

typedef struct _AmbImportTally AmbImportTally;

/** amb_import_tally_new: counts what there is of @entity, which has a `tally`. On the thread of
 * @store. */
AmbImportTally *amb_import_tally_new (AmbStore *store, const AmbEntity *entity, GError **error);
void amb_import_tally_free (AmbImportTally *self);

/** amb_import_tally_fill: what a row means without saying it: that it came by a file, and whether
 * it happened in public */
void amb_import_tally_fill (const AmbEntity *entity, AmbImportRow *row);

/**
 * amb_import_tally_take:
 * @record: a row as it would be stored, initial values included
 *
 * The rows of a file that say the same of the same moment count together, as the records that are
 * there do; what they come to beyond those is new. So a file that comes again brings nothing, and
 * a later one of the same days brings what was added since.
 *
 * Returns: how many of @record are new: 0 to its “count”
 */
gint64 amb_import_tally_take (AmbImportTally *self, AmbRecord *record);

G_END_DECLS
