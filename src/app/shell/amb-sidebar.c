#include "amb-sidebar.h"

#include "amb-node-chooser.h"
#include "amb-popup.h"

#include <glib/gi18n.h>

#define MOST_SHOWN 999 /* in a pill; the row’s name tells the whole number */

struct _AmbSidebar
{
  AdwBin parent_instance;

  /* template */
  GtkListBox *list;
  GtkMenuButton *menu_button;
  AmbNodeChooser *node_chooser;

  GHashTable *rows; /* place → GtkListBoxRow, borrowed */
};

G_DEFINE_FINAL_TYPE (AmbSidebar, amb_sidebar, ADW_TYPE_BIN)

static void
name_row (GtkWidget *row, guint count)
{
  const char *label = gtk_label_get_label (GTK_LABEL (g_object_get_data (G_OBJECT (row), "label")));
  g_autofree char *name = NULL;

  if (count > 0)
    /* Translators: a place and how much waits there, as a screen reader says it: “People, 3
     * waiting” */
    name = g_strdup_printf (ngettext ("%s, %'u waiting", "%s, %'u waiting", count), label, count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : label, -1);
}

static void
append_place (AmbSidebar *self, const AmbPlace *place)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (place->label));
  GtkWidget *count = gtk_label_new (NULL);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (place->icon));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (count, "amb-count");
  gtk_widget_set_valign (count, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (count, FALSE);
  gtk_box_append (GTK_BOX (box), count);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "place", (gpointer) place);
  g_object_set_data (G_OBJECT (row), "count", count);
  g_object_set_data (G_OBJECT (row), "label", label);
  name_row (row, 0);
  gtk_list_box_append (self->list, row);
  g_hash_table_insert (self->rows, (gpointer) place->id, row);
}

/* Administration stands apart from the places of the chain. */
static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const AmbPlace *place = g_object_get_data (G_OBJECT (row), "place");
  gboolean apart = before != NULL && place->kinds == AMB_PLACE_ADMINISTRATION;

  gtk_list_box_row_set_header (row, apart ? gtk_separator_new (GTK_ORIENTATION_HORIZONTAL) : NULL);
}

static void
row_activated_cb (AmbSidebar *self, GtkListBoxRow *row)
{
  const AmbPlace *place = g_object_get_data (G_OBJECT (row), "place");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "s", place->id);
}

static void
amb_sidebar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMB_TYPE_SIDEBAR);
  G_OBJECT_CLASS (amb_sidebar_parent_class)->dispose (object);
}

static void
amb_sidebar_finalize (GObject *object)
{
  g_hash_table_unref (AMB_SIDEBAR (object)->rows);
  G_OBJECT_CLASS (amb_sidebar_parent_class)->finalize (object);
}

static void
amb_sidebar_class_init (AmbSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_sidebar_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_sidebar_finalize;
  g_type_ensure (AMB_TYPE_NODE_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/ambassade/Ambassade/ui/shell/amb-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, AmbSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AmbSidebar, node_chooser);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
amb_sidebar_init (AmbSidebar *self)
{
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  for (const AmbPlace *place = amb_places (); place->id != NULL; place++)
    if (place->is_listed)
      append_place (self, place);
}

void
amb_sidebar_set_context (AmbSidebar *self, AmbContext *context)
{
  amb_node_chooser_set_context (self->node_chooser, context);
  for (const AmbPlace *place = amb_places (); place->id != NULL; place++)
    {
      GtkWidget *row = g_hash_table_lookup (self->rows, place->id);

      if (row == NULL)
        continue;
      gtk_widget_set_visible (row, amb_place_is_visible (place, context));
      gtk_label_set_label (GTK_LABEL (g_object_get_data (G_OBJECT (row), "label")),
                           amb_place_get_label (place, context));
      name_row (row, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "waiting")));
    }
}

void
amb_sidebar_set_place (AmbSidebar *self, const char *place)
{
  gtk_list_box_select_row (self->list, g_hash_table_lookup (self->rows, place));
}

void
amb_sidebar_set_count (AmbSidebar *self, const char *place, guint count)
{
  GtkWidget *row = g_hash_table_lookup (self->rows, place);
  GtkWidget *label;
  g_autofree char *text =
      g_strdup_printf (count > MOST_SHOWN ? "%u+" : "%u", MIN (count, MOST_SHOWN));

  if (row == NULL)
    return;
  label = g_object_get_data (G_OBJECT (row), "count");
  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, count > 0);
  g_object_set_data (G_OBJECT (row), "waiting", GUINT_TO_POINTER (count));
  name_row (row, count);
}

void
amb_sidebar_show_menu (AmbSidebar *self)
{
  amb_popup_once_there (self->menu_button);
}

void
amb_sidebar_choose_node (AmbSidebar *self)
{
  amb_node_chooser_popup (self->node_chooser);
}
