#include "amb-icon-tile.h"

struct _AmbIconTile
{
  GtkWidget parent_instance;

  GtkWidget *image;
};

G_DEFINE_FINAL_TYPE (AmbIconTile, amb_icon_tile, GTK_TYPE_WIDGET)

static void
amb_icon_tile_dispose (GObject *object)
{
  AmbIconTile *self = AMB_ICON_TILE (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  G_OBJECT_CLASS (amb_icon_tile_parent_class)->dispose (object);
}

static void
amb_icon_tile_class_init (AmbIconTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_icon_tile_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "amb-icon-tile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
amb_icon_tile_init (AmbIconTile *self)
{
  self->image = gtk_image_new ();
  gtk_widget_set_halign (self->image, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->image, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
amb_icon_tile_new (const char *icon, const char *style)
{
  AmbIconTile *self = g_object_new (AMB_TYPE_ICON_TILE, NULL);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), style);
  return GTK_WIDGET (self);
}
