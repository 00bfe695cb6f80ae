/* The network as a tree: who leads what, how many work there, what it lacks. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_TREE_VIEW (amb_tree_view_get_type ())
G_DECLARE_FINAL_TYPE (AmbTreeView, amb_tree_view, AMB, TREE_VIEW, AdwBin)

/** amb_tree_view_new: a node that is dropped on another one opens `win.reorganise`; so do a row's
 * menu and Ctrl+Shift+M */
GtkWidget *amb_tree_view_new (AmbContext *context);

G_END_DECLS
