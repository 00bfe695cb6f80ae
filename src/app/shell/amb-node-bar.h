/* The line above a page that is narrowed to a node, with the way out of it. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

#define AMB_TYPE_NODE_BAR (amb_node_bar_get_type ())
G_DECLARE_FINAL_TYPE (AmbNodeBar, amb_node_bar, AMB, NODE_BAR, GtkWidget)

/** amb_node_bar_set_context: to be called once; from then on it is shown while a node is chosen */
void amb_node_bar_set_context (AmbNodeBar *self, AmbContext *context);

G_END_DECLS
