#include "amb-popup.h"

/* Who doesn't come within so many frames isn't waited for any longer. */
#define FRAMES 240

static gboolean
is_there (GtkWidget *button)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (button));
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (button) && root != NULL &&
         gtk_widget_compute_bounds (button, root, &bounds) && bounds.origin.x >= 0 &&
         bounds.origin.x + bounds.size.width <= gtk_widget_get_width (root);
}

static gboolean
tick_cb (GtkWidget *button, GdkFrameClock *clock, gpointer data)
{
  guint *left = data;

  if (is_there (button))
    gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  else if (--*left > 0)
    return G_SOURCE_CONTINUE;
  g_object_set_data (G_OBJECT (button), "amb-popup", NULL);
  return G_SOURCE_REMOVE;
}

void
amb_popup_once_there (GtkMenuButton *button)
{
  GtkWidget *widget = GTK_WIDGET (button);
  guint *left;

  if (g_object_get_data (G_OBJECT (button), "amb-popup") != NULL)
    return;
  if (is_there (widget))
    {
      gtk_menu_button_popup (button);
      return;
    }
  left = g_new (guint, 1);
  *left = FRAMES;
  g_object_set_data (
      G_OBJECT (button), "amb-popup",
      GUINT_TO_POINTER (gtk_widget_add_tick_callback (widget, tick_cb, left, g_free)));
}
