#include "amb-chip.h"

#include <glib/gi18n.h>

struct _AmbChip
{
  GtkWidget parent_instance;

  GtkWidget *image;
  GtkWidget *label;
  const char *style; /* interned */
};

G_DEFINE_FINAL_TYPE (AmbChip, amb_chip, GTK_TYPE_WIDGET)

static void
amb_chip_dispose (GObject *object)
{
  AmbChip *self = AMB_CHIP (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (amb_chip_parent_class)->dispose (object);
}

static void
amb_chip_class_init (AmbChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_chip_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "amb-chip");
}

static void
amb_chip_init (AmbChip *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                              5);
  self->image = gtk_image_new ();
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  self->label = gtk_label_new (NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
amb_chip_new (void)
{
  return g_object_new (AMB_TYPE_CHIP, NULL);
}

void
amb_chip_set (AmbChip *self, const char *icon, const char *text, const char *style)
{
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  gtk_widget_set_visible (self->image, icon != NULL);
  if (icon != NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon);
  gtk_label_set_label (GTK_LABEL (self->label), text != NULL ? text : "");
  if (self->style == g_intern_string (style))
    return;
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  self->style = g_intern_string (style);
  if (self->style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), self->style);
}

void
amb_chip_set_may_shrink (AmbChip *self, gboolean may_shrink)
{
  g_return_if_fail (AMB_IS_CHIP (self));

  gtk_label_set_ellipsize (GTK_LABEL (self->label),
                           may_shrink ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
}

void
amb_chip_set_choice (AmbChip *self, const AmbChoice *choice)
{
  if (choice == NULL)
    amb_chip_set (self, NULL, NULL, NULL);
  else
    amb_chip_set (self, choice->icon, _ (choice->label), choice->style);
}
