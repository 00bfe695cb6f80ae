/* What came of each publication: its figures, and of each whether it is known, estimated or
 * unknown. */
#pragma once

#include "amb-list-detail.h"

G_BEGIN_DECLS

#define AMB_TYPE_RESULTS_VIEW (amb_results_view_get_type ())
G_DECLARE_FINAL_TYPE (AmbResultsView, amb_results_view, AMB, RESULTS_VIEW, GtkBox)

/** amb_results_view_may: may publications and their figures be read here? */
gboolean amb_results_view_may (AmbContext *context);
GtkWidget *amb_results_view_new (AmbContext *context);
AmbListDetail *amb_results_view_get_detail (AmbResultsView *self);

G_END_DECLS
