/* Help: the few things that one wants to know on the first day. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** amb_help_window_new: (transfer floating) */
GtkWidget *amb_help_window_new (GtkWindow *parent);

G_END_DECLS
