/* Something that a person reads or presses, as it stands in a window of GTK: what the judge of
 * layouts looks at.
 */
#pragma once

#include <gtk/gtk.h>

typedef struct
{
  GtkWidget *widget; /* borrowed */
  char *text;        /* the whole; of a control: what it is called */
  gboolean is_text;  /* otherwise a control */
  gboolean is_ellipsised;
  guint n_shown;        /* characters before the ellipsis */
  graphene_rect_t rect; /* of the ink, in the coordinates of the surface */
  graphene_rect_t seen; /* what is not scrolled away of it */
  GtkWidget *scroller;  /* nullable, borrowed: the nearest that scrolls it */
} LayoutPiece;

/** layout_piece_new: (nullable): NULL for what only holds others or shows nothing; @root is the
 * window or popover */
LayoutPiece *layout_piece_new (GtkWidget *widget, GtkWidget *root);
void layout_piece_free (LayoutPiece *self);

/** layout_dup_tooltip: (nullable): what is told where the pointer rests in the middle of @widget */
char *layout_dup_tooltip (GtkWidget *widget, GtkWidget *root);

/** layout_dup_path: the last widgets of the way to @widget, with ids and style classes */
char *layout_dup_path (GtkWidget *widget);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LayoutPiece, layout_piece_free)
