/* Rows of content items on hold, or about to be, and the frame that both windows stand in. */
#pragma once

#include "amb-holds.h"
#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

/** amb_hold_row_new: title, then when it is planned and for whom; @today: as amb_display_date() */
GtkWidget *amb_hold_row_new (const AmbHoldItem *item, const char *today);
/** amb_hold_window_fill: a header with @verb as the suggested button, and @page below; Escape
 * closes. Returns: (transfer none): the button, which does nothing yet */
GtkWidget *
amb_hold_window_fill (AdwWindow *window, const char *title, const char *verb, GtkWidget *page);
/** amb_hold_tell: what was done, then what was not: three sentences at the most, as a toast of the
 * window that @window belongs to */
void amb_hold_tell (GtkWindow *window, const char *done, const AmbHoldReport *report);
/** amb_hold_may: may the person at this desk hold publications, or lift a hold? */
gboolean amb_hold_may (AmbContext *context);

G_END_DECLS
