/* A list that holds few rows: one of a GtkListView of GTK 4.8 always holds 200, and each row that
 * is scrolled into it is a change to the style of all that come after it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMB_TYPE_SHORT_ROW (amb_short_row_get_type ())
G_DECLARE_FINAL_TYPE (AmbShortRow, amb_short_row, AMB, SHORT_ROW, GtkWidget)

/**
 * amb_short_list_new:
 * @selection: (transfer full): what it shows
 * @factory: (transfer full): whose setup calls amb_short_list_set_child()
 *
 * A GtkGridView of one column, which holds 30 rows, and more where more are seen; to CSS its rows
 * are “child”, to a screen reader it is a list as any other. While it scrolls the pointer meets
 * none of its rows: to GTK 4.8 each widget that comes below a resting pointer is a change to the
 * style of the whole window.
 */
GtkWidget *amb_short_list_new (GtkSelectionModel *selection, GtkListItemFactory *factory);
/** amb_short_list_set_child: what the row of @item holds */
void amb_short_list_set_child (GtkListItem *item, GtkWidget *child);
/** amb_short_list_get_child: what was set */
GtkWidget *amb_short_list_get_child (GtkListItem *item);
/** amb_short_list_find_child: (nullable): what the row @row of a list holds */
GtkWidget *amb_short_list_find_child (GtkWidget *row);

G_END_DECLS
