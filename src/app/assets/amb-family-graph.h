/* A family as a graph: each generation a column, lines from what something was made of to it; an
 * outline where there is little room. */
#pragma once

#include "amb-family-facts.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMB_TYPE_FAMILY_GRAPH (amb_family_graph_get_type ())
G_DECLARE_FINAL_TYPE (AmbFamilyGraph, amb_family_graph, AMB, FAMILY_GRAPH, GtkWidget)

/* Signal "chosen" (guint: index of the relative). Arrow keys go along the lines, + and − unfold and
 * fold; Return chooses. */
GtkWidget *amb_family_graph_new (void);
/** amb_family_graph_set_family: @family: borrowed until the next call; NULL: none. What was folded
 * and chosen stays so where it is still there; else the one that was asked for is chosen. */
void amb_family_graph_set_family (AmbFamilyGraph *self, const AmbFamily *family);
/** amb_family_graph_get_chosen: index */
guint amb_family_graph_get_chosen (AmbFamilyGraph *self);
void amb_family_graph_set_outline (AmbFamilyGraph *self, gboolean outline);
void amb_family_graph_focus (AmbFamilyGraph *self);

G_END_DECLS
