#include "amb-node-bar.h"

#include <glib/gi18n.h>

struct _AmbNodeBar
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *label;
  AmbContext *context; /* nullable: none yet */
};

G_DEFINE_FINAL_TYPE (AmbNodeBar, amb_node_bar, GTK_TYPE_WIDGET)

static void
update (AmbNodeBar *self)
{
  const char *node = amb_context_get_node (self->context);
  AmbStore *store = amb_context_get_store (self->context);
  g_autofree char *title = node != NULL && store != NULL
                               ? amb_store_dup_title (store, amb_entity_find ("node"), node)
                               : NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), title != NULL);
  if (title == NULL)
    return;
  /* Translators: a node */
  text = g_strdup_printf (_ ("Only %s and what is below it"), title);
  gtk_label_set_label (self->label, text);
}

static void
amb_node_bar_dispose (GObject *object)
{
  AmbNodeBar *self = AMB_NODE_BAR (object);

  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->context);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (amb_node_bar_parent_class)->dispose (object);
}

static void
amb_node_bar_class_init (AmbNodeBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_node_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
amb_node_bar_init (AmbNodeBar *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Show Everything"));

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), "win.show-node::");
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (self->box), gtk_image_new_from_icon_name ("amb-node-symbolic"));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self->box), button);
  gtk_widget_add_css_class (self->box, "amb-node-bar");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
amb_node_bar_set_context (AmbNodeBar *self, AmbContext *context)
{
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  g_signal_connect_swapped (context, "node-changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (context, "changed", G_CALLBACK (update), self);
  update (self);
}
