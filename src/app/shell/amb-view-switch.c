#include "amb-view-switch.h"

struct _AmbViewSwitch
{
  GtkBox parent_instance;

  AdwViewStack *stack;
  GtkSelectionModel *pages;
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (AmbViewSwitch, amb_view_switch, GTK_TYPE_BOX)

static void
toggled_cb (GtkToggleButton *button, AmbViewSwitch *self)
{
  if (self->is_updating || !gtk_toggle_button_get_active (button))
    return;
  adw_view_stack_set_visible_child_name (self->stack,
                                         g_object_get_data (G_OBJECT (button), "view"));
}

static void
append_toggle (AmbViewSwitch *self, AdwViewStackPage *page, GtkToggleButton **group)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (adw_view_stack_page_get_title (page));

  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "view", g_strdup (adw_view_stack_page_get_name (page)),
                          g_free);
  if (*group != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), *group);
  *group = GTK_TOGGLE_BUTTON (button);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (GTK_BOX (self), button);
}

static void
show_chosen (AmbViewSwitch *self)
{
  const char *name = self->stack ? adw_view_stack_get_visible_child_name (self->stack) : NULL;

  self->is_updating = TRUE;
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (button), "view"), name) == 0)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  self->is_updating = FALSE;
}

static void
rebuild (AmbViewSwitch *self)
{
  GtkToggleButton *group = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "amb-views");
  if (!amb_view_switch_has_choice (self))
    return;
  gtk_widget_add_css_class (GTK_WIDGET (self), "amb-views");
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->pages)); i++)
    {
      g_autoptr (AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (self->pages), i);
      append_toggle (self, page, &group);
    }
  show_chosen (self);
}

static void
amb_view_switch_dispose (GObject *object)
{
  amb_view_switch_set_stack (AMB_VIEW_SWITCH (object), NULL);
  G_OBJECT_CLASS (amb_view_switch_parent_class)->dispose (object);
}

static void
amb_view_switch_class_init (AmbViewSwitchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_view_switch_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
amb_view_switch_init (AmbViewSwitch *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_box_set_homogeneous (GTK_BOX (self), TRUE);
}

void
amb_view_switch_set_stack (AmbViewSwitch *self, AdwViewStack *stack)
{
  if (self->stack == stack)
    return;
  if (self->stack != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->pages, self);
      g_signal_handlers_disconnect_by_data (self->stack, self);
    }
  g_clear_object (&self->pages);
  g_set_object (&self->stack, stack);
  if (stack != NULL)
    {
      self->pages = adw_view_stack_get_pages (stack);
      g_signal_connect_swapped (self->pages, "items-changed", G_CALLBACK (rebuild), self);
      g_signal_connect_swapped (stack, "notify::visible-child", G_CALLBACK (show_chosen), self);
    }
  rebuild (self);
}

gboolean
amb_view_switch_has_choice (AmbViewSwitch *self)
{
  return self->pages != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->pages)) > 1;
}

void
amb_view_switch_set_tight (AmbViewSwitch *self, gboolean tight)
{
  gtk_box_set_homogeneous (GTK_BOX (self), !tight);
  if (tight)
    gtk_widget_add_css_class (GTK_WIDGET (self), "tight");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "tight");
  /* What they ask for is remembered until the style is looked up again, after the frame in which it
   * is measured here. */
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_widget_queue_resize (button);
}
