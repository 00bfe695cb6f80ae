/* What goes out in a node in the next weeks, as tiles of the calendar. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

#define AMB_TYPE_NODE_STRIP (amb_node_strip_get_type ())
G_DECLARE_FINAL_TYPE (AmbNodeStrip, amb_node_strip, AMB, NODE_STRIP, GtkBox)

/**
 * amb_node_strip_new:
 *
 * The property "record" (AmbRecord, nullable) is the node; of it and of what is below it the first
 * items are read on a reader thread, and more as they are asked for. It follows the context's
 * "changed" by itself. Main thread.
 */
GtkWidget *amb_node_strip_new (AmbContext *context);

G_END_DECLS
