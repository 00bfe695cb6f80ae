#include "amb-node-chooser.h"

#include "amb-popup.h"
#include "amb-reference-picker.h"
#include <glib/gi18n.h>

#define CHARS 18 /* of a name, before it is cut */

struct _AmbNodeChooser
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkLabel *label;
  AmbContext *context; /* nullable: none yet */
};

G_DEFINE_FINAL_TYPE (AmbNodeChooser, amb_node_chooser, ADW_TYPE_BIN)

static const AmbEntity *
get_nodes (void)
{
  return amb_entity_find ("node");
}

static void
update (AmbNodeChooser *self)
{
  const char *node = amb_context_get_node (self->context);
  AmbStore *store = amb_context_get_store (self->context);
  g_autofree char *title =
      node != NULL && store != NULL ? amb_store_dup_title (store, get_nodes (), node) : NULL;
  g_autofree char *name = NULL;
  const char *shown = title != NULL ? title : _ ("Everything");

  gtk_label_set_label (self->label, shown);
  /* Translators: what a screen reader says of the button that chooses a node; its name follows */
  name = g_strdup_printf (_ ("Shown in every place: %s"), shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/* A node may be renamed, or go while it is chosen. */
static void
changed_cb (AmbNodeChooser *self, GPtrArray *changes)
{
  const char *node = amb_context_get_node (self->context);
  AmbStore *store = amb_context_get_store (self->context);
  g_autoptr (AmbRecord) record = NULL;

  if (node == NULL || store == NULL)
    return;
  record = amb_store_lookup (store, get_nodes (), node, NULL);
  if (record == NULL || amb_record_get_deleted (record))
    amb_context_set_node (self->context, NULL);
  else
    update (self);
}

static void
picked_cb (AmbNodeChooser *self, const char *id)
{
  gtk_menu_button_popdown (self->button);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-node", "s", id != NULL ? id : "");
}

/* Made when it is opened: the sidebar is there before the first frame. */
static void
open_cb (GtkMenuButton *button, gpointer data)
{
  AmbNodeChooser *self = data;
  GtkWidget *picker, *popover;

  if (gtk_menu_button_get_popover (button) != NULL || self->context == NULL)
    return;
  picker = amb_reference_picker_new (self->context, get_nodes (), _ ("Everything"));
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (button, popover);
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
}

static void
amb_node_chooser_dispose (GObject *object)
{
  AmbNodeChooser *self = AMB_NODE_CHOOSER (object);

  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_node_chooser_parent_class)->dispose (object);
}

static void
amb_node_chooser_class_init (AmbNodeChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_node_chooser_dispose;
}

static void
amb_node_chooser_init (AmbNodeChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->label = GTK_LABEL (gtk_label_new (_ ("Everything")));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, CHARS);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("amb-node-symbolic"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button),
                               _ ("Show one node in every place, with what is below it"));
  gtk_menu_button_set_create_popup_func (self->button, open_cb, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "amb-node-chooser");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

void
amb_node_chooser_set_context (AmbNodeChooser *self, AmbContext *context)
{
  if (self->context == NULL)
    {
      self->context = g_object_ref (context);
      g_signal_connect_swapped (context, "node-changed", G_CALLBACK (update), self);
      g_signal_connect_swapped (context, "changed", G_CALLBACK (changed_cb), self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self),
                          amb_context_may (context, get_nodes (), AMB_RIGHT_READ) &&
                              amb_context_get_access (context) != AMB_ACCESS_AMBASSADOR);
  update (self);
}

void
amb_node_chooser_popup (AmbNodeChooser *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    amb_popup_once_there (self->button);
}
