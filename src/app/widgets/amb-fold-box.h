/* A title and its value: side by side where both fit, else the value below. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMB_TYPE_FOLD_BOX (amb_fold_box_get_type ())
G_DECLARE_FINAL_TYPE (AmbFoldBox, amb_fold_box, AMB, FOLD_BOX, GtkWidget)

/** amb_fold_box_new: @title, @value: (transfer floating) */
GtkWidget *amb_fold_box_new (GtkWidget *title, GtkWidget *value);

/** amb_fold_box_is_folded: would the value stand below the title at @width px? */
gboolean amb_fold_box_is_folded (AmbFoldBox *self, int width);

G_END_DECLS
