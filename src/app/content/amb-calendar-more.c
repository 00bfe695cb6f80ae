#include "amb-calendar-more.h"

#include "amb-calendar-tile.h"
#include "amb-calendar-words.h"

#include <glib/gi18n.h>

struct _AmbCalendarMore
{
  GtkWidget parent_instance;

  AmbCalendarModel *model;
  GPtrArray *ids; /* of char * */
  GtkWidget *button;
  GtkBox *list; /* of the popover */
  gboolean is_short;
};

G_DEFINE_FINAL_TYPE (AmbCalendarMore, amb_calendar_more, GTK_TYPE_WIDGET)

/* Made when somebody looks at it. */
static void
fill_list (AmbCalendarMore *self)
{
  g_autofree char *focused = amb_calendar_tile_dup_focused (GTK_WIDGET (self->list));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  for (guint i = 0; i < self->ids->len; i++)
    {
      const AmbCalendarItem *item =
          amb_calendar_model_find (self->model, g_ptr_array_index (self->ids, i));
      GtkWidget *tile = item != NULL ? amb_calendar_tile_new (self->model) : NULL;

      if (tile == NULL)
        continue;
      amb_calendar_tile_set_style (AMB_CALENDAR_TILE (tile), AMB_CALENDAR_TILE_DATED);
      amb_calendar_tile_set_item (AMB_CALENDAR_TILE (tile), item);
      gtk_box_append (self->list, tile);
    }
  if (focused != NULL && !amb_calendar_tile_focus_in (GTK_WIDGET (self->list), focused))
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
visible_cb (AmbCalendarMore *self, GParamSpec *pspec, GtkWidget *popover)
{
  if (gtk_widget_get_visible (popover))
    fill_list (self);
}

void
amb_calendar_more_set (AmbCalendarMore *self, GPtrArray *ids)
{
  g_autofree char *label = NULL;
  g_autofree char *whole = NULL;

  g_ptr_array_set_size (self->ids, 0);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_ptr_array_add (self->ids, g_strdup (g_ptr_array_index (ids, i)));
  gtk_widget_set_visible (GTK_WIDGET (self), self->ids->len > 0);
  if (self->ids->len == 0)
    return;
  whole =
      g_strdup_printf (ngettext ("%u more item", "%u more items", self->ids->len), self->ids->len);
  label = self->is_short
              ? g_strdup_printf ("+%u", self->ids->len)
              /* Translators: items that there is no room for */
              : g_strdup_printf (ngettext ("+%u more", "+%u more", self->ids->len), self->ids->len);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), label);
  amb_calendar_set_tip (self->button, whole);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  whole, -1);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->list)))
    fill_list (self);
}

gboolean
amb_calendar_more_has (AmbCalendarMore *self, const char *id)
{
  return g_ptr_array_find_with_equal_func (self->ids, id, g_str_equal, NULL);
}

void
amb_calendar_more_show_selected (AmbCalendarMore *self)
{
  GtkWidget *child;

  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    amb_calendar_tile_show_selected (AMB_CALENDAR_TILE (child));
}

GtkWidget *
amb_calendar_more_get_button (AmbCalendarMore *self)
{
  return self->button;
}

static void
amb_calendar_more_dispose (GObject *object)
{
  AmbCalendarMore *self = AMB_CALENDAR_MORE (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (amb_calendar_more_parent_class)->dispose (object);
}

static void
amb_calendar_more_finalize (GObject *object)
{
  g_ptr_array_unref (AMB_CALENDAR_MORE (object)->ids);
  G_OBJECT_CLASS (amb_calendar_more_parent_class)->finalize (object);
}

static void
amb_calendar_more_class_init (AmbCalendarMoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_calendar_more_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_calendar_more_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
amb_calendar_more_init (AmbCalendarMore *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  self->button = gtk_menu_button_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_widget_set_size_request (scroller, 240, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_widget_add_css_class (self->button, "amb-calendar-more");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (popover, "notify::visible", G_CALLBACK (visible_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
amb_calendar_more_new (AmbCalendarModel *model, gboolean is_short)
{
  AmbCalendarMore *self = g_object_new (AMB_TYPE_CALENDAR_MORE, NULL);

  self->model = g_object_ref (model);
  self->is_short = is_short;
  return GTK_WIDGET (self);
}
