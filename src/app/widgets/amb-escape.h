/* Escape in windows with toasts. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** amb_escape_add: Escape does @action wherever the keyboard is in @content, the child of a toast
 * overlay: that one would take it first, dismiss a toast, and the window would stay until it is
 * pressed again. */
void amb_escape_add (GtkWidget *content, const char *action);

G_END_DECLS
