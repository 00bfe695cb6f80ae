#include "amb-section.h"

struct _AmbSection
{
  GtkBox parent_instance;

  GtkWidget *title;
  GtkWidget *count;
  GtkWidget *link;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (AmbSection, amb_section, GTK_TYPE_BOX)

static void
amb_section_class_init (AmbSectionClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
amb_section_init (AmbSection *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);

  gtk_widget_add_css_class (header, "amb-section-header");
  self->title = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_add_css_class (self->title, "amb-section-title");
  gtk_box_append (GTK_BOX (header), self->title);

  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "amb-count");
  gtk_widget_set_valign (self->count, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->count, FALSE);
  gtk_box_append (GTK_BOX (header), self->count);

  self->link = gtk_button_new ();
  gtk_widget_add_css_class (self->link, "flat");
  gtk_widget_add_css_class (self->link, "amb-more");
  gtk_widget_set_hexpand (self->link, TRUE);
  gtk_widget_set_halign (self->link, GTK_ALIGN_END);
  gtk_widget_set_valign (self->link, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->link, FALSE);
  gtk_box_append (GTK_BOX (header), self->link);
  gtk_box_append (GTK_BOX (self), header);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_box_append (GTK_BOX (self), self->list);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

void
amb_section_set_title (AmbSection *self, const char *title)
{
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
}

GtkWidget *
amb_section_new (const char *title)
{
  AmbSection *self = g_object_new (AMB_TYPE_SECTION, NULL);

  amb_section_set_title (self, title);
  return GTK_WIDGET (self);
}

void
amb_section_set_count (AmbSection *self, guint count)
{
  g_autofree char *text = g_strdup_printf ("%'u", count);

  gtk_label_set_label (GTK_LABEL (self->count), text);
  gtk_widget_set_visible (self->count, count > 0);
}

void
amb_section_set_link (
    AmbSection *self, const char *label, const char *name, const char *action, GVariant *target)
{
  gtk_widget_set_visible (self->link, label != NULL);
  if (label == NULL)
    return;
  gtk_button_set_label (GTK_BUTTON (self->link), label);
  gtk_widget_set_tooltip_text (self->link, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->link), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->link), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->link), target);
}

GtkListBox *
amb_section_get_list (AmbSection *self)
{
  return GTK_LIST_BOX (self->list);
}

void
amb_section_clear (AmbSection *self)
{
  GtkListBoxRow *row;

  /* By its rows: a placeholder is a child of the list too, and stays. */
  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
}
