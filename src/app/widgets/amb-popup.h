/* A menu that is asked for before its button is on the screen. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** amb_popup_once_there: opens the menu of @button as soon as all of it lies in its window: while
 * what it stands in is still sliding in, a popover would have no monitor to stand on. Main thread.
 */
void amb_popup_once_there (GtkMenuButton *button);

G_END_DECLS
