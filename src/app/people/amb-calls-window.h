/* The calls for ambassadors: dates, seats, criteria, who applied so far; applying, nominating, the
 * answers of a form. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_CALLS_WINDOW (amb_calls_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbCallsWindow, amb_calls_window, AMB, CALLS_WINDOW, AdwWindow)

/** amb_calls_window_new: @parent: the main window, whose actions it asks for. Main thread. */
GtkWidget *amb_calls_window_new (AmbContext *context, GtkWindow *parent);

G_END_DECLS
