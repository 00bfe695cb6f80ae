/* The words by which files call our fields: which column goes where. */
#pragma once

#include "amb-import-plan.h"

G_BEGIN_DECLS

/**
 * amb_import_words_map:
 * @columns: of AmbImportColumn with header and examples; their field, part and confidence are set
 *
 * A field gets at most one column (a name may get two: given and family), the one that fits best.
 */
void amb_import_words_map (const AmbEntity *entity, GPtrArray *columns);

/** amb_import_words_may_fill: may a file fill this field? */
gboolean amb_import_words_may_fill (const AmbField *field);

G_END_DECLS
