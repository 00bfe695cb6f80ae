/* What an ellipsis hides is told where the pointer rests on it: for every label of every window. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** amb_whole_text_begin: once, before the first window; labels need nothing of their own */
void amb_whole_text_begin (void);

/** amb_whole_text_find: (transfer none) (nullable): the ellipsised label at this place of @window
 */
GtkLabel *amb_whole_text_find (GtkWidget *window, double x, double y);

G_END_DECLS
