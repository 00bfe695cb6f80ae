/* Lift the Hold: the restore list, what has passed its time first, and for each item what becomes
 * of it. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_LIFT_WINDOW (amb_lift_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbLiftWindow, amb_lift_window, AMB, LIFT_WINDOW, AdwWindow)

/** amb_lift_window_new: @order: id of a hold that stands. What came of it goes to `win.toast` of
 * @parent, with Undo. */
GtkWidget *amb_lift_window_new (AmbContext *context, const char *order, GtkWindow *parent);

G_END_DECLS
