/* What an import would do, or did: counts, and a list for each kind of row. */
#pragma once

#include "amb-import-report.h"
#include "amb-store.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_IMPORT_RESULTS (amb_import_results_get_type ())
G_DECLARE_FINAL_TYPE (AmbImportResults, amb_import_results, AMB, IMPORT_RESULTS, AdwBin)

/**
 * amb_import_results_set_report:
 * @report: borrowed until the next call
 *
 * Emits "merge-requested" (guint: index in the report's duplicates) when somebody asks for it.
 */
void amb_import_results_set_report (AmbImportResults *self,
                                    const AmbImportReport *report,
                                    const char *heading);
void amb_import_results_clear (AmbImportResults *self);
/** amb_import_results_set_problem: why it ended before the file did, instead of the counts */
void amb_import_results_set_problem (AmbImportResults *self, const char *problem);
/** amb_import_results_set_merged: this duplicate is settled */
void amb_import_results_set_merged (AmbImportResults *self, guint index);
/** amb_import_results_set_undone: what the lists say is no longer so; there is nothing left to
 * merge */
void amb_import_results_set_undone (AmbImportResults *self);

G_END_DECLS
