/* The candidates of a call, ranked by their fit, and what each fit is made of. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_FIT_WINDOW (amb_fit_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbFitWindow, amb_fit_window, AMB, FIT_WINDOW, AdwWindow)

/**
 * amb_fit_window_new:
 * @candidate: (nullable): id of a person, or of an application that is rated without a name: opens
 * on their sheet
 */
GtkWidget *amb_fit_window_new (GtkWindow *parent, AmbContext *context, const char *candidate);
/** amb_fit_window_may_open: has the person at this desk the right to see assessments? */
gboolean amb_fit_window_may_open (AmbContext *context);

G_END_DECLS
