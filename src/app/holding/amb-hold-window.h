/* Hold Publications: for which crisis, why, and what would be held; one command holds it. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_HOLD_WINDOW (amb_hold_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbHoldWindow, amb_hold_window, AMB, HOLD_WINDOW, AdwWindow)

/** amb_hold_window_new: @crisis: (nullable): id: the one that is chosen at first. What came of it
 * goes to `win.toast` of @parent, with Undo. */
GtkWidget *amb_hold_window_new (AmbContext *context, const char *crisis, GtkWindow *parent);
/** amb_hold_window_may_open: may the person at this desk hold publications? */
gboolean amb_hold_window_may_open (AmbContext *context);

G_END_DECLS
