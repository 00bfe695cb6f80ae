#include "amb-calendar-cell.h"

#include "amb-calendar-more.h"
#include "amb-calendar-tile.h"
#include "amb-calendar-words.h"

#include <glib/gi18n.h>

#define TILES 4 /* of a cell; the rest is behind the button */

struct _AmbCalendarCell
{
  GtkWidget parent_instance;

  AmbCalendarModel *model;
  int audience;
  guint week;
  char *start; /* nullable */
  guint n;
  GtkWidget *tiles[TILES], *more;
  GtkWidget *empty; /* “Nothing yet” */
  GtkWidget *offers[AMB_GAP_OFFERS];
  char *assets[AMB_GAP_OFFERS]; /* nullable */
};

G_DEFINE_FINAL_TYPE (AmbCalendarCell, amb_calendar_cell, GTK_TYPE_WIDGET)

static void
name (AmbCalendarCell *self)
{
  g_autofree char *label =
      /* Translators: an audience, the number of a week, then a number of items */
      g_strdup_printf (ngettext ("%s, week %d: %u item", "%s, week %d: %u items", self->n),
                       self->audience >= 0 ? amb_calendar_get_audience ((guint) self->audience)
                                           : _ ("No audience yet"),
                       amb_week_get_number (self->start), self->n);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
amb_calendar_cell_set (AmbCalendarCell *self, guint week, const char *start)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  g_autofree char *today = amb_week_get_start (amb_calendar_model_get_today (self->model),
                                               amb_week_get_first_weekday ());
  guint from, n;

  g_free (self->start);
  self->start = g_strdup (start);
  self->week = week;
  self->n = 0;
  amb_calendar_model_find_range (self->model, start, 7, &from, &n);
  for (guint i = from; i < from + n; i++)
    {
      const AmbCalendarItem *item = g_ptr_array_index (calendar->items, i);

      if (item->audience != self->audience)
        continue;
      if (self->n < TILES)
        amb_calendar_tile_set_item (AMB_CALENDAR_TILE (self->tiles[self->n]), item);
      else
        g_ptr_array_add (rest, (gpointer) amb_record_get_id (item->record));
      self->n++;
    }
  for (guint i = self->n; i < TILES; i++)
    amb_calendar_tile_set_item (AMB_CALENDAR_TILE (self->tiles[i]), NULL);
  amb_calendar_more_set (AMB_CALENDAR_MORE (self->more), rest);
  amb_calendar_set_class (GTK_WIDGET (self), "today", g_strcmp0 (start, today) == 0);
  amb_calendar_set_class (GTK_WIDGET (self), "empty",
                          self->audience >= 0 &&
                              amb_calendar_is_empty (calendar, week, (guint) self->audience));
  gtk_widget_set_visible (self->empty, gtk_widget_has_css_class (GTK_WIDGET (self), "empty"));
  gtk_widget_set_focusable (GTK_WIDGET (self), self->n == 0);
  amb_calendar_cell_set_gap (self, NULL);
  name (self);
}

/* What would fill it. */

static void
offer_cb (GtkButton *button, gpointer data)
{
  AmbCalendarCell *self = data;

  for (guint i = 0; i < AMB_GAP_OFFERS; i++)
    if (self->offers[i] == GTK_WIDGET (button) && self->assets[i] != NULL)
      amb_calendar_model_fill (self->model, self->assets[i], (guint) self->audience, self->start,
                               NULL, NULL);
}

void
amb_calendar_cell_set_gap (AmbCalendarCell *self, const AmbGap *gap)
{
  for (guint i = 0; i < AMB_GAP_OFFERS; i++)
    {
      const AmbGapOffer *offer =
          gap != NULL && i < gap->offers->len ? g_ptr_array_index (gap->offers, i) : NULL;
      GtkWidget *label = gtk_button_get_child (GTK_BUTTON (self->offers[i]));
      g_autofree char *whole = NULL;

      g_free (self->assets[i]);
      self->assets[i] = offer != NULL ? g_strdup (offer->id) : NULL;
      gtk_widget_set_visible (self->offers[i], offer != NULL);
      gtk_widget_set_sensitive (
          self->offers[i], amb_context_may (amb_calendar_model_get_context (self->model),
                                            amb_entity_find ("content-item"), AMB_RIGHT_CREATE));
      if (offer == NULL)
        continue;
      /* Translators: a title: makes an idea out of that asset */
      whole = g_strdup_printf (_ ("Use “%s”"), offer->title);
      gtk_label_set_label (GTK_LABEL (label), offer->title);
      amb_calendar_set_tip (self->offers[i], whole);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->offers[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
    }
}

guint
amb_calendar_cell_get_n (AmbCalendarCell *self)
{
  return self->n;
}

int
amb_calendar_cell_get_audience (AmbCalendarCell *self)
{
  return self->audience;
}

const char *
amb_calendar_cell_get_week (AmbCalendarCell *self)
{
  return self->start;
}

void
amb_calendar_cell_show_selected (AmbCalendarCell *self)
{
  for (guint i = 0; i < TILES; i++)
    amb_calendar_tile_show_selected (AMB_CALENDAR_TILE (self->tiles[i]));
  amb_calendar_more_show_selected (AMB_CALENDAR_MORE (self->more));
}

GtkWidget *
amb_calendar_cell_find (AmbCalendarCell *self, const char *id)
{
  for (guint i = 0; i < MIN (self->n, TILES); i++)
    if (g_strcmp0 (amb_calendar_tile_get_id (AMB_CALENDAR_TILE (self->tiles[i])), id) == 0)
      return self->tiles[i];
  return id != NULL && amb_calendar_more_has (AMB_CALENDAR_MORE (self->more), id)
             ? amb_calendar_more_get_button (AMB_CALENDAR_MORE (self->more))
             : NULL;
}

/* Tiles, the button; of a cell without any the cell, and what would fill it. */
GtkWidget *
amb_calendar_cell_get_stop (AmbCalendarCell *self, int index)
{
  GtkWidget *stops[TILES + 1 + AMB_GAP_OFFERS + 1];
  int n = 0;

  for (guint i = 0; i < MIN (self->n, TILES); i++)
    stops[n++] = self->tiles[i];
  if (self->n > TILES)
    stops[n++] = amb_calendar_more_get_button (AMB_CALENDAR_MORE (self->more));
  if (n == 0)
    stops[n++] = GTK_WIDGET (self);
  for (guint i = 0; i < AMB_GAP_OFFERS; i++)
    if (gtk_widget_get_visible (self->offers[i]))
      stops[n++] = self->offers[i];
  index = index < 0 ? n - 1 : index;
  return index < n ? stops[index] : NULL;
}

int
amb_calendar_cell_find_stop (AmbCalendarCell *self, GtkWidget *focus)
{
  GtkWidget *stop;

  for (int i = 0; (stop = amb_calendar_cell_get_stop (self, i)) != NULL; i++)
    if (stop == focus || (stop != GTK_WIDGET (self) && gtk_widget_is_ancestor (focus, stop)))
      return i;
  return -1;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  AmbCalendarCell *self = data;
  const char *dragged = amb_calendar_model_get_dragged (self->model);
  const AmbCalendarItem *item = amb_calendar_model_find (self->model, dragged);
  g_autofree char *week = NULL;
  g_auto (GStrv) ids = NULL;

  if (g_value_get_object (value) != (gpointer) self->model || item == NULL || self->start == NULL ||
      self->audience < 0)
    return FALSE;
  ids = amb_calendar_model_dup_chosen (self->model, dragged);
  if (item->at.day[0] != '\0')
    week = amb_week_get_start (item->at.day, amb_week_get_first_weekday ());
  amb_calendar_model_set_leading (self->model, dragged);
  amb_calendar_model_target (self->model, (const char *const *) ids, (guint) self->audience,
                             week != NULL ? amb_date_days_between (week, self->start) : 0,
                             self->start);
  return TRUE;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, AmbCalendarCell *self)
{
  GtkWidget *target = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (target != NULL && target != GTK_WIDGET (self) && target != self->empty)
    return;
  gtk_widget_grab_focus (amb_calendar_cell_get_stop (self, 0));
  amb_calendar_model_select (self->model, NULL);
}

static void
amb_calendar_cell_dispose (GObject *object)
{
  AmbCalendarCell *self = AMB_CALENDAR_CELL (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (amb_calendar_cell_parent_class)->dispose (object);
}

static void
amb_calendar_cell_finalize (GObject *object)
{
  AmbCalendarCell *self = AMB_CALENDAR_CELL (object);

  g_free (self->start);
  for (guint i = 0; i < AMB_GAP_OFFERS; i++)
    g_free (self->assets[i]);
  G_OBJECT_CLASS (amb_calendar_cell_parent_class)->finalize (object);
}

static void
amb_calendar_cell_class_init (AmbCalendarCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_calendar_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_calendar_cell_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "amb-calendar-cell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
amb_calendar_cell_init (AmbCalendarCell *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 2);
}

static GtkWidget *
new_offer (AmbCalendarCell *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 1);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (label, "amb-written");
  gtk_widget_add_css_class (button, "amb-calendar-offer");
  g_signal_connect_object (button, "clicked", G_CALLBACK (offer_cb), self, 0);
  return button;
}

GtkWidget *
amb_calendar_cell_new (AmbCalendarModel *model, int audience)
{
  AmbCalendarCell *self = g_object_new (AMB_TYPE_CALENDAR_CELL, NULL);
  GtkDropTarget *target = gtk_drop_target_new (AMB_TYPE_CALENDAR_MODEL, GDK_ACTION_MOVE);
  GtkGesture *click = gtk_gesture_click_new ();

  self->model = g_object_ref (model);
  self->audience = audience;
  for (guint i = 0; i < TILES; i++)
    {
      self->tiles[i] = amb_calendar_tile_new (model);
      amb_calendar_tile_set_style (AMB_CALENDAR_TILE (self->tiles[i]), AMB_CALENDAR_TILE_DATED);
      gtk_widget_set_parent (self->tiles[i], GTK_WIDGET (self));
    }
  self->more = amb_calendar_more_new (model, FALSE);
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  self->empty = gtk_label_new (_ ("Nothing yet"));
  gtk_label_set_xalign (GTK_LABEL (self->empty), 0);
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_widget_add_css_class (self->empty, "amb-calendar-empty");
  gtk_widget_set_parent (self->empty, GTK_WIDGET (self));
  for (guint i = 0; i < AMB_GAP_OFFERS; i++)
    {
      self->offers[i] = new_offer (self);
      gtk_widget_set_parent (self->offers[i], GTK_WIDGET (self));
    }
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  return GTK_WIDGET (self);
}
