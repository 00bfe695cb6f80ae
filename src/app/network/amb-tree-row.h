/* A node of the tree, and the row that shows it. */
#pragma once

#include "amb-coverage.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMB_TYPE_TREE_NODE (amb_tree_node_get_type ())
G_DECLARE_FINAL_TYPE (AmbTreeNode, amb_tree_node, AMB, TREE_NODE, GObject)

/** amb_tree_node_fill: @roots: of AmbTreeNode: replaced by the nodes that @coverage shows, each
 * below the one that it is part of where that is shown too */
void amb_tree_node_fill (GListStore *roots, const AmbCoverage *coverage);
const char *amb_tree_node_get_id (AmbTreeNode *self);
/** amb_tree_node_dup_children: (transfer full) (nullable): of AmbTreeNode; NULL: none */
GListModel *amb_tree_node_dup_children (AmbTreeNode *self);

#define AMB_TYPE_TREE_ROW (amb_tree_row_get_type ())
G_DECLARE_FINAL_TYPE (AmbTreeRow, amb_tree_row, AMB, TREE_ROW, GtkWidget)

/** amb_tree_row_new: @may_move: it is dragged, takes what is dropped, and has a menu */
GtkWidget *amb_tree_row_new (gboolean may_move);
/** amb_tree_row_set: @row: (nullable): whose item is an AmbTreeNode */
void amb_tree_row_set (AmbTreeRow *self, GtkTreeListRow *row);

G_END_DECLS
