/* A node is moved, merged or closed: what that changes is shown before it is done. */
#pragma once

#include "amb-context.h"
#include "amb-reorganise.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_REORGANISE_WINDOW (amb_reorganise_window_get_type ())
G_DECLARE_FINAL_TYPE (AmbReorganiseWindow, amb_reorganise_window, AMB, REORGANISE_WINDOW, AdwWindow)

/** amb_reorganise_may: may the person at this desk change the network? */
gboolean amb_reorganise_may (AmbContext *context);
/**
 * amb_reorganise_window_new:
 * @node: id of the node
 * @target: (nullable): id of the node that it would become part of; NULL: to be chosen
 *
 * What came of it goes to `win.toast` of @parent, with Undo.
 */
GtkWidget *amb_reorganise_window_new (GtkWindow *parent,
                                      AmbContext *context,
                                      const char *node,
                                      const char *target);

G_END_DECLS
