/* The page that says which column goes into which field, with examples. */
#pragma once

#include "amb-importer.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_IMPORT_MAPPING (amb_import_mapping_get_type ())
G_DECLARE_FINAL_TYPE (AmbImportMapping, amb_import_mapping, AMB, IMPORT_MAPPING, AdwBin)

/** amb_import_mapping_set_plan: shows a copy's columns; what a person chooses changes the copy.
 * Emits "changed". */
void amb_import_mapping_set_plan (AmbImportMapping *self, const AmbImportPlan *plan);
/** amb_import_mapping_get_plan: (nullable): with what was chosen so far */
const AmbImportPlan *amb_import_mapping_get_plan (AmbImportMapping *self);
AmbImportFlags amb_import_mapping_get_flags (AmbImportMapping *self);
void amb_import_mapping_set_flags (AmbImportMapping *self, AmbImportFlags flags);
/** amb_import_mapping_is_complete: can the rows be checked now? Else the page says what is missing.
 */
gboolean amb_import_mapping_is_complete (AmbImportMapping *self);

G_END_DECLS
