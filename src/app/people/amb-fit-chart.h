/* A candidate's scores as bars: one a criterion, with a mark a rater. */
#pragma once

#include "amb-candidates.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMB_TYPE_FIT_CHART (amb_fit_chart_get_type ())
G_DECLARE_FINAL_TYPE (AmbFitChart, amb_fit_chart, AMB, FIT_CHART, GtkDrawingArea)

/** amb_fit_chart_new: an image with label and description; the rows beside it say the same in words
 */
GtkWidget *amb_fit_chart_new (void);
/** amb_fit_chart_show: copies what it draws */
void
amb_fit_chart_show (AmbFitChart *self, const AmbCandidates *list, const AmbCandidate *candidate);

G_END_DECLS
