/* The one column of the pages about oneself. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** amb_own_column_new: @box: what stands in it: it scrolls, and is no wider than one reads */
GtkWidget *amb_own_column_new (GtkWidget *box);

G_END_DECLS
