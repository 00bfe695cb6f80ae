#include "amb-calendar-tray.h"

#include "amb-calendar-words.h"
#include "amb-text-scale.h"

#include <glib/gi18n.h>

#define WIDTH 260 /* px */

struct _AmbCalendarTray
{
  GtkBox parent_instance;

  AmbCalendarModel *model;
  GtkListBox *list;
  GtkWidget *count, *hint, *rest;
  int asked;     /* index of the card whose day was asked for; −1: none */
  guint n_asked; /* cards then */
};

G_DEFINE_FINAL_TYPE (AmbCalendarTray, amb_calendar_tray, GTK_TYPE_BOX)

static const char *const keyed[] = { "draft",     "in_review", "approved",
                                     "scheduled", "published", "on_hold" };

static const char *
get_id (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "id");
}

static GtkWidget *
new_line (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css);
  return label;
}

/* An icon with its word, small. */
static GtkWidget *
new_state (const char *icon, const char *word)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_widget_add_css_class (image, "amb-calendar-state");
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), new_line (word, "amb-calendar-small"));
  return box;
}

static void
menu_cb (GtkGestureClick *gesture, int n_press, double x, double y, AmbCalendarTray *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  gtk_widget_grab_focus (row);
  amb_calendar_model_select (self->model, get_id (row));
  gtk_widget_activate_action (row, "calendar.menu", NULL);
}

static GtkWidget *
new_card (AmbCalendarTray *self, const AmbCalendarItem *item)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = amb_calendar_new_mark ();
  GtkWidget *missing;
  GtkWidget *title = new_line (amb_record_get_title (item->record), "amb-calendar-card-title");
  GtkWidget *grip = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  GtkGesture *menu = gtk_gesture_click_new ();
  g_autofree char *state = amb_calendar_dup_state (item);
  g_autofree char *quiet = item->department != NULL
                               ? g_strdup_printf ("%s · %s", item->department, item->missing)
                               : g_strdup (item->missing);
  g_autofree char *whole = amb_calendar_dup_whole (item);

  amb_calendar_set_mark (mark, item->audience);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (grip, "amb-quiet");
  gtk_box_append (GTK_BOX (line), mark);
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), grip);
  gtk_box_append (GTK_BOX (box), line);
  missing = new_line (quiet, "amb-calendar-quiet");
  amb_calendar_set_tip (missing, quiet);
  gtk_box_append (GTK_BOX (box), missing);
  gtk_box_append (GTK_BOX (box), new_state (amb_calendar_get_icon (item), state));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_add_css_class (row, "card");
  amb_calendar_set_tip (row, whole);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (amb_record_get_id (item->record)),
                          g_free);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (menu, "pressed", G_CALLBACK (menu_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (menu));
  amb_calendar_model_make_draggable (self->model, row, get_id);
  return row;
}

static void
show_rest (AmbCalendarTray *self, guint n)
{
  g_autofree char *text =
      /* Translators: cards of the tray that there is no room for */
      g_strdup_printf (ngettext ("%u more without a day", "%u more without a day", n), n);

  gtk_label_set_label (GTK_LABEL (self->rest), text);
  gtk_widget_set_visible (self->rest, n > 0);
}

static void
loaded_cb (AmbCalendarTray *self)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  int at = focus != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)) : -1;
  gboolean is_placed = self->asked >= 0 && calendar->n_tray < self->n_asked;
  g_autofree char *count = g_strdup_printf ("%u", calendar->n_tray);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < calendar->tray->len; i++)
    gtk_list_box_append (self->list, new_card (self, g_ptr_array_index (calendar->tray, i)));
  gtk_label_set_label (GTK_LABEL (self->count), count);
  gtk_widget_set_visible (self->hint,
                          calendar->tray->len > 0 && amb_calendar_model_may_write (self->model));
  show_rest (self, calendar->n_tray - MIN (calendar->tray->len, calendar->n_tray));
  if (at < 0 && is_placed)
    at = self->asked;
  if (is_placed)
    self->asked = -1;
  if (is_placed && calendar->tray->len == 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.focus", NULL);
  /* The card that had the focus went to its day: the one after it is next. */
  if (at >= 0 && calendar->tray->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (
        gtk_list_box_get_row_at_index (self->list, MIN (at, (int) calendar->tray->len - 1))));
}

static void
row_selected_cb (AmbCalendarTray *self, GtkListBoxRow *row)
{
  if (row != NULL)
    amb_calendar_model_select (self->model, get_id (GTK_WIDGET (row)));
}

static void
row_activated_cb (AmbCalendarTray *self, GtkListBoxRow *row)
{
  /* The keyboard is in a dialog when the card goes. */
  self->asked = gtk_list_box_row_get_index (row);
  self->n_asked = amb_calendar_model_get_calendar (self->model)->n_tray;
  amb_calendar_model_select (self->model, get_id (GTK_WIDGET (row)));
  gtk_widget_activate_action (GTK_WIDGET (row), "calendar.move", NULL);
}

/* What is dropped here has its day taken away. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  AmbCalendarTray *self = data;
  const char *dragged = amb_calendar_model_get_dragged (self->model);
  const AmbCalendarItem *item = amb_calendar_model_find (self->model, dragged);
  g_auto (GStrv) ids = NULL;

  if (g_value_get_object (value) != (gpointer) self->model || item == NULL ||
      amb_record_get (item->record, "publish-on") == NULL)
    return FALSE;
  ids = amb_calendar_model_dup_chosen (self->model, dragged);
  amb_calendar_model_unplan (self->model, (const char *const *) ids);
  return TRUE;
}

static GtkWidget *
make_head (AmbCalendarTray *self, GMenuModel *menu)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = new_line (_ ("Unscheduled"), "heading");
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *space = gtk_label_new (NULL);

  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "amb-count");
  gtk_widget_set_valign (self->count, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (space, TRUE);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("What can be done with the selection"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What can be done with the selection"), -1);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_box_append (GTK_BOX (box), space);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static GtkWidget *
make_list (AmbCalendarTray *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *nothing = gtk_label_new (_ ("Everything has its day."));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "amb-calendar-cards");
  gtk_list_box_set_activate_on_single_click (self->list, FALSE);
  gtk_widget_add_css_class (nothing, "amb-quiet");
  gtk_widget_set_margin_top (nothing, 12);
  gtk_list_box_set_placeholder (self->list, nothing);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Unscheduled"), -1);
  self->hint = gtk_label_new (_ ("Drag onto a day, or press Enter to choose a date."));
  gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_widget_add_css_class (self->hint, "amb-calendar-quiet");
  self->rest = new_line (NULL, "amb-calendar-quiet");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->rest);
  gtk_box_append (GTK_BOX (box), self->hint);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_vexpand (scroller, TRUE);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (row_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  return scroller;
}

static GtkWidget *
make_key (void)
{
  const AmbEntity *entity = amb_entity_find ("content-item");
  const AmbField *field = amb_entity_get_state_field (entity);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (keyed); i++)
    {
      g_autoptr (AmbRecord) record = amb_record_new (entity, NULL);
      AmbCalendarItem item = { .record = record, .audience = -1 };

      amb_record_set (record, "state", keyed[i]);
      gtk_grid_attach (GTK_GRID (grid),
                       new_state (amb_calendar_get_icon (&item),
                                  _ (amb_field_find_choice (field, keyed[i])->label)),
                       (int) i % 2, (int) i / 2, 1, 1);
    }
  gtk_box_append (GTK_BOX (box), new_line (_ ("States"), "amb-calendar-card-title"));
  gtk_box_append (GTK_BOX (box), grid);
  gtk_widget_add_css_class (box, "amb-calendar-key");
  return box;
}

static void
map_cb (GtkWidget *widget)
{
  gtk_widget_set_size_request (widget, MIN (amb_text_scale_px (widget, WIDTH), 3 * WIDTH / 2), -1);
}

static void
amb_calendar_tray_dispose (GObject *object)
{
  g_clear_object (&AMB_CALENDAR_TRAY (object)->model);
  G_OBJECT_CLASS (amb_calendar_tray_parent_class)->dispose (object);
}

static void
amb_calendar_tray_class_init (AmbCalendarTrayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_calendar_tray_dispose;
}

static void
amb_calendar_tray_init (AmbCalendarTray *self)
{
  self->asked = -1;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "amb-calendar-tray");
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

GtkWidget *
amb_calendar_tray_new (AmbCalendarModel *model, GMenuModel *menu)
{
  AmbCalendarTray *self = g_object_new (AMB_TYPE_CALENDAR_TRAY, NULL);
  GtkDropTarget *target = gtk_drop_target_new (AMB_TYPE_CALENDAR_MODEL, GDK_ACTION_MOVE);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->model = g_object_ref (model);
  gtk_widget_add_css_class (body, "amb-calendar-tray-body");
  gtk_widget_set_vexpand (body, TRUE);
  gtk_box_append (GTK_BOX (body), make_head (self, menu));
  gtk_box_append (GTK_BOX (body), make_list (self));
  gtk_box_append (GTK_BOX (self), body);
  gtk_box_append (GTK_BOX (self), make_key ());
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (model, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
