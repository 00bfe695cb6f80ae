/* Coverage: role × node, its holes, and who could fill them. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_COVERAGE_VIEW (amb_coverage_view_get_type ())
G_DECLARE_FINAL_TYPE (AmbCoverageView, amb_coverage_view, AMB, COVERAGE_VIEW, AdwBin)

GtkWidget *amb_coverage_view_new (AmbContext *context);

/** amb_coverage_view_go_back: closes the people of a cell; FALSE when they are closed */
gboolean amb_coverage_view_go_back (AmbCoverageView *self);

G_END_DECLS
