/* Which node the places are narrowed to: a button of the sidebar that says and chooses it. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_NODE_CHOOSER (amb_node_chooser_get_type ())
G_DECLARE_FINAL_TYPE (AmbNodeChooser, amb_node_chooser, AMB, NODE_CHOOSER, AdwBin)

/** amb_node_chooser_set_context: to be called once; from then on it follows the context's node. It
 * is hidden where there is no node to choose. */
void amb_node_chooser_set_context (AmbNodeChooser *self, AmbContext *context);
/** amb_node_chooser_popup: the choice opens, as soon as the button is on the screen */
void amb_node_chooser_popup (AmbNodeChooser *self);

G_END_DECLS
