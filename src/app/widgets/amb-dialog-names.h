/* What a screen reader says of the buttons of a window: the word, without the sign of its mnemonic.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** amb_dialog_names_begin: once, before the first window; windows need nothing of their own */
void amb_dialog_names_begin (void);
/** amb_dialog_names_take: @widget, or what is in it, joins a window that is on the screen already
 */
void amb_dialog_names_take (GtkWidget *widget);

G_END_DECLS
