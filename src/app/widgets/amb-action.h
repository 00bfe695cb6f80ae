/* Actions by their detailed names. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * amb_action_set:
 * @detailed: (nullable): "win.go-to::people"; NULL: no action
 *
 * As gtk_actionable_set_detailed_action_name(), for widgets that are in a window already: GTK 4.8
 * sets the name before the target and warns of the mismatch.
 */
void amb_action_set (GtkActionable *actionable, const char *detailed);

G_END_DECLS
