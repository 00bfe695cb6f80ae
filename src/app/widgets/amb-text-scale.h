/* How large the reader's text is: widths at which a layout folds are in em, not in px. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMB_USUAL_EM 14.667 /* px of 11 pt at 96 dpi: what designed widths are meant for */

/** amb_text_scale_get: 1.0 at the usual text size, 2.0 at 200 % */
double amb_text_scale_get (GtkWidget *widget);
/** amb_text_scale_px: @px, which suit the usual text size, in larger text; never less than @px */
int amb_text_scale_px (GtkWidget *widget, int px);

G_END_DECLS
