/* The keyboard belongs to the window where what had it is taken away. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * amb_focus_guard_begin:
 *
 * Once, before the first window. GTK moves the focus away from a widget that left the window only
 * when the next frame has been painted, and drops each key that is pressed until then. From here on
 * the window has these keys, its shortcuts among them; where the focus goes stays GTK's choice.
 */
void amb_focus_guard_begin (void);

G_END_DECLS
