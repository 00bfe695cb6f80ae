#include "amb-content-lists.h"

#include <glib/gi18n.h>

struct _AmbContentLists
{
  GtkBox parent_instance;

  AmbContext *context;
  GtkDropDown *kinds;
  GtkStack *stack;
  GPtrArray *entities; /* of AmbEntity, in the order of the drop-down */
};

G_DEFINE_FINAL_TYPE (AmbContentLists, amb_content_lists, GTK_TYPE_BOX)

static guint changed_signal;

const AmbEntity *
amb_content_lists_get_entity (AmbContentLists *self)
{
  guint selected = gtk_drop_down_get_selected (self->kinds);

  return selected < self->entities->len ? g_ptr_array_index (self->entities, selected) : NULL;
}

/* A list is made, and so read, when somebody comes to it. */
AmbListDetail *
amb_content_lists_get_shown (AmbContentLists *self)
{
  const AmbEntity *entity = amb_content_lists_get_entity (self);
  GtkWidget *view;

  if (entity == NULL)
    return NULL;
  view = gtk_stack_get_child_by_name (self->stack, entity->name);
  if (view == NULL)
    {
      view = amb_list_detail_new (self->context, entity, NULL, NULL);
      gtk_stack_add_named (self->stack, view, entity->name);
    }
  gtk_stack_set_visible_child (self->stack, view);
  return AMB_LIST_DETAIL (view);
}

static void
selected_cb (AmbContentLists *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  amb_content_lists_get_shown (self);
  g_signal_emit (self, changed_signal, 0);
}

gboolean
amb_content_lists_show (AmbContentLists *self, const AmbEntity *entity)
{
  guint at;

  if (!g_ptr_array_find (self->entities, entity, &at))
    return FALSE;
  gtk_drop_down_set_selected (self->kinds, at);
  return TRUE;
}

static void
amb_content_lists_dispose (GObject *object)
{
  AmbContentLists *self = AMB_CONTENT_LISTS (object);

  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_content_lists_parent_class)->dispose (object);
}

static void
amb_content_lists_finalize (GObject *object)
{
  g_ptr_array_unref (AMB_CONTENT_LISTS (object)->entities);
  G_OBJECT_CLASS (amb_content_lists_parent_class)->finalize (object);
}

static void
amb_content_lists_class_init (AmbContentListsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_content_lists_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_content_lists_finalize;
  changed_signal = g_signal_new ("changed", AMB_TYPE_CONTENT_LISTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
amb_content_lists_init (AmbContentLists *self)
{
  self->entities = g_ptr_array_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
amb_content_lists_new (AmbContext *context)
{
  AmbContentLists *self = g_object_new (AMB_TYPE_CONTENT_LISTS, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->context = g_object_ref (context);
  for (const AmbEntity *const *entity = amb_entities (); *entity != NULL; entity++)
    if ((*entity)->place == AMB_PLACE_CONTENT && amb_context_may (context, *entity, AMB_RIGHT_READ))
      {
        g_ptr_array_add (self->entities, (gpointer) *entity);
        gtk_string_list_append (names, _ ((*entity)->label_plural));
      }
  self->kinds = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (names)), NULL));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kinds), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Kind of record"), -1);
  gtk_widget_add_css_class (bar, "amb-toolbar");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->kinds));
  gtk_box_append (GTK_BOX (self), bar);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->stack));
  g_signal_connect_object (self->kinds, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (selected_cb), NULL);
  amb_content_lists_show (self, amb_entity_find ("content-item"));
  return GTK_WIDGET (self);
}
