/* Where a person chose to save, or what to open: a path of this computer. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** amb_chosen_path: what @chooser answered with @response.
 * @why: (out) (nullable) (transfer none): a sentence, where a place was chosen that has no path
 * Returns: (transfer full) (nullable): the path; NULL: nothing was chosen, or @why */
char *amb_chosen_path (GtkNativeDialog *chooser, int response, const char **why);

G_END_DECLS
