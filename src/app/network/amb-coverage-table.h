/* The coverage matrix: a row a node, a column a role. */
#pragma once

#include "amb-coverage.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMB_TYPE_COVERAGE_TABLE (amb_coverage_table_get_type ())
G_DECLARE_FINAL_TYPE (AmbCoverageTable, amb_coverage_table, AMB, COVERAGE_TABLE, GtkWidget)

/** amb_coverage_table_new: signal "cell" (char *role, char *node): one of the cells was activated;
 * ids that are the table's */
GtkWidget *amb_coverage_table_new (void);

/** amb_coverage_table_set: shows it; @coverage: (transfer none): stays as long as it is shown */
void amb_coverage_table_set (AmbCoverageTable *self, const AmbCoverage *coverage);

/** amb_coverage_cell_dup_text: (transfer full): “1 of 3”, as the cell shows it. @icon: (out):
 * (nullable) its sign */
char *amb_coverage_cell_dup_text (const AmbCoverageCell *cell, const char **icon);

G_END_DECLS
