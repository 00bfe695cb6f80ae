#include "amb-calendar-day.h"

#include "amb-calendar-tile.h"
#include "amb-calendar-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define LEAST   2   /* tiles for which a day always has room; the rest is behind the button */
#define SPACING 1   /* px */
#define BRIEF   120 /* px: narrower than that, only what a person wrote has room */

struct _AmbCalendarDay
{
  GtkWidget parent_instance;

  AmbCalendarModel *model;
  GtkWidget *head, *number, *note, *more;
  GPtrArray *tiles;   /* of AmbCalendarTile: those that there is room for, and others, hidden */
  guint room, wanted; /* tiles that are shown at the most; that there is room for */
  gboolean is_brief, wants_brief; /* tiles without words of the program's own */
  int top;                        /* px: where they begin, below the head at the least */
  GtkBox *rest;                   /* of the popover */
  char *day;                      /* nullable */
  guint from, n;                  /* items in the calendar */
  guint slot_from, n_slots; /* empty places in the calendar: they come after what is planned */
};

G_DEFINE_FINAL_TYPE (AmbCalendarDay, amb_calendar_day, GTK_TYPE_WIDGET)

static const AmbCalendarItem *
get_item (AmbCalendarDay *self, guint index)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);

  return calendar != NULL && index < self->n && self->from + index < calendar->items->len
             ? g_ptr_array_index (calendar->items, self->from + index)
             : NULL;
}

static guint
get_total (AmbCalendarDay *self)
{
  return self->n + self->n_slots;
}

static guint
get_n_shown (AmbCalendarDay *self)
{
  return MIN (get_total (self), self->room);
}

static void
show_in (AmbCalendarDay *self, GtkWidget *tile, guint index)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);
  guint slot = self->slot_from + index - self->n;

  if (index < self->n || index >= get_total (self) || slot >= calendar->slots->len)
    amb_calendar_tile_set_item (AMB_CALENDAR_TILE (tile), get_item (self, index));
  else
    amb_calendar_tile_set_slot (AMB_CALENDAR_TILE (tile), calendar->slots->pdata[slot]);
}

static GtkWidget *
get_tile (AmbCalendarDay *self, guint index)
{
  return g_ptr_array_index (self->tiles, index);
}

/* The rest of the day is made when somebody looks at it. */
static void
fill_rest (AmbCalendarDay *self)
{
  g_autofree char *focused = amb_calendar_tile_dup_focused (GTK_WIDGET (self->rest));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rest))) != NULL)
    gtk_box_remove (self->rest, child);
  for (guint i = 0; i < get_total (self); i++)
    {
      GtkWidget *tile = amb_calendar_tile_new (self->model);

      show_in (self, tile, i);
      gtk_box_append (self->rest, tile);
    }
  if (focused != NULL && !amb_calendar_tile_focus_in (GTK_WIDGET (self->rest), focused))
    gtk_widget_child_focus (GTK_WIDGET (self->rest), GTK_DIR_TAB_FORWARD);
}

static void
popover_cb (AmbCalendarDay *self, GParamSpec *pspec, GtkWidget *popover)
{
  if (gtk_widget_get_visible (popover))
    fill_rest (self);
}

static void
show_more (AmbCalendarDay *self)
{
  guint n_more = get_total (self) - get_n_shown (self);
  g_autofree char *label = NULL;
  g_autofree char *day = NULL;
  g_autofree char *whole = NULL;

  gtk_widget_set_visible (self->more, n_more > 0);
  gtk_widget_set_visible (self->note, !self->is_brief || n_more == 0);
  if (n_more == 0)
    return;
  /* Translators: items of a day that there is no room for */
  label = self->is_brief ? g_strdup_printf ("+%u", n_more)
                         : g_strdup_printf (ngettext ("+%u more", "+%u more", n_more), n_more);
  day = amb_calendar_format_day (self->day, _ ("%A %-d %B"));
  /* Translators: a number of items, then a day */
  whole = g_strdup_printf (ngettext ("All %u item of %s", "All %u items of %s", get_total (self)),
                           get_total (self), day);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->more), label);
  amb_calendar_set_tip (self->more, whole);
}

static void
show_note (AmbCalendarDay *self)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);
  const char *blocked = g_hash_table_lookup (calendar->blocked, self->day);
  const char *holiday = g_hash_table_lookup (calendar->notes, self->day);
  g_autofree char *words = NULL;

  if (blocked != NULL)
    /* Translators: why nothing goes out on that day follows */
    words = g_strdup_printf (_ ("Blackout day: %s"), blocked);
  else
    words = g_strdup (holiday);
  gtk_label_set_label (GTK_LABEL (self->note), blocked != NULL   ? blocked
                                               : holiday != NULL ? holiday
                                                                 : "");
  amb_calendar_set_tip (self->note, words);
  amb_calendar_set_class (GTK_WIDGET (self), "blocked", blocked != NULL);
}

static void
name (AmbCalendarDay *self)
{
  g_autofree char *day = amb_calendar_format_day (self->day, _ ("%A %-d %B"));
  /* Translators: a day, then a number of items */
  g_autofree char *label =
      g_strdup_printf (ngettext ("%s: %u item", "%s: %u items", self->n), day, self->n);
  g_autofree char *noted = NULL;

  if (amb_calendar_get_tip (self->note) != NULL)
    noted = g_strdup_printf ("%s, %s", label, amb_calendar_get_tip (self->note));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  noted != NULL ? noted : label, -1);
}

static void
show_tiles (AmbCalendarDay *self)
{
  guint n = get_n_shown (self);

  while (self->tiles->len < n)
    {
      GtkWidget *tile = amb_calendar_tile_new (self->model);

      gtk_widget_set_parent (tile, GTK_WIDGET (self));
      g_ptr_array_add (self->tiles, tile);
    }
  for (guint i = 0; i < self->tiles->len; i++)
    amb_calendar_tile_set_style (AMB_CALENDAR_TILE (get_tile (self, i)),
                                 self->is_brief ? AMB_CALENDAR_TILE_BRIEF
                                                : AMB_CALENDAR_TILE_USUAL);
  for (guint i = 0; i < self->tiles->len; i++)
    if (i < n)
      show_in (self, get_tile (self, i), i);
    else
      amb_calendar_tile_set_item (AMB_CALENDAR_TILE (get_tile (self, i)), NULL);
  show_more (self);
}

void
amb_calendar_day_set (AmbCalendarDay *self, const char *day, guint from, guint n, gboolean is_first)
{
  gboolean is_today = g_strcmp0 (day, amb_calendar_model_get_today (self->model)) == 0;
  const char *month = amb_calendar_model_get_month (self->model);
  g_autofree char *number =
      /* Translators: the first day of a month in the calendar, as strftime's format: “1 Dec” */
      amb_calendar_format_day (day, is_first ? _ ("%-d %b") : "%-d");

  g_free (self->day);
  self->day = g_strdup (day);
  self->from = from;
  self->n = n;
  gtk_label_set_label (GTK_LABEL (self->number), number);
  amb_calendar_set_class (GTK_WIDGET (self), "today", is_today);
  amb_calendar_set_class (GTK_WIDGET (self), "weekend", amb_week_get_weekday (day) > 5);
  amb_calendar_set_class (GTK_WIDGET (self), "other", strncmp (day, month, 7) != 0);
  amb_calendar_model_find_slots (self->model, day, 1, &self->slot_from, &self->n_slots);
  show_tiles (self);
  show_note (self);
  name (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), get_total (self) == 0);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->rest)))
    fill_rest (self);
}

const char *
amb_calendar_day_get_day (AmbCalendarDay *self)
{
  return self->day;
}

void
amb_calendar_day_show_selected (AmbCalendarDay *self)
{
  GtkWidget *child;

  for (guint i = 0; i < self->tiles->len; i++)
    amb_calendar_tile_show_selected (AMB_CALENDAR_TILE (get_tile (self, i)));
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->rest)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    amb_calendar_tile_show_selected (AMB_CALENDAR_TILE (child));
}

GtkWidget *
amb_calendar_day_find (AmbCalendarDay *self, const char *id)
{
  for (guint i = 0; i < self->n; i++)
    {
      const AmbCalendarItem *item = get_item (self, i);

      if (item != NULL && g_strcmp0 (amb_record_get_id (item->record), id) == 0)
        return i < get_n_shown (self) ? get_tile (self, i) : self->more;
    }
  return NULL;
}

GtkWidget *
amb_calendar_day_get_stop (AmbCalendarDay *self, int index)
{
  guint n_shown = get_n_shown (self);
  guint n_stops = n_shown + (get_total (self) > n_shown);
  guint at = index < 0 ? MAX (n_stops, 1) - 1 : (guint) index;

  if (n_stops == 0)
    return at == 0 ? GTK_WIDGET (self) : NULL;
  if (at >= n_stops)
    return NULL;
  return at < n_shown ? get_tile (self, at) : self->more;
}

int
amb_calendar_day_find_stop (AmbCalendarDay *self, GtkWidget *focus)
{
  GtkWidget *stop;

  for (int i = 0; (stop = amb_calendar_day_get_stop (self, i)) != NULL; i++)
    if (stop == focus || (stop != GTK_WIDGET (self) && gtk_widget_is_ancestor (focus, stop)))
      return i;
  return -1;
}

/* Dropping and adding. */

gboolean
amb_calendar_day_take (AmbCalendarDay *self, const GValue *value)
{
  const char *dragged = amb_calendar_model_get_dragged (self->model);
  g_auto (GStrv) ids = NULL;

  if (g_value_get_object (value) != (gpointer) self->model || dragged == NULL || self->day == NULL)
    return FALSE;
  ids = amb_calendar_model_dup_chosen (self->model, dragged);
  amb_calendar_model_set_leading (self->model, dragged);
  amb_calendar_model_place (self->model, (const char *const *) ids, self->day, NULL);
  return TRUE;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  return amb_calendar_day_take (data, value);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, AmbCalendarDay *self)
{
  GtkWidget *target = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (target != NULL && (gtk_widget_get_ancestor (target, AMB_TYPE_CALENDAR_TILE) != NULL ||
                         gtk_widget_get_ancestor (target, GTK_TYPE_MENU_BUTTON) != NULL))
    return;
  gtk_widget_grab_focus (amb_calendar_day_get_stop (self, 0));
  amb_calendar_model_select (self->model, NULL);
  if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.add", "s", self->day);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        AmbCalendarDay *self)
{
  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) ||
      !gtk_widget_is_focus (GTK_WIDGET (self)))
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.add", "s", self->day);
  return TRUE;
}

static void
add_controllers (AmbCalendarDay *self)
{
  GtkDropTarget *target = gtk_drop_target_new (AMB_TYPE_CALENDAR_MODEL, GDK_ACTION_MOVE);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

static GtkWidget *
make_more (AmbCalendarDay *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->rest = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  self->more = gtk_menu_button_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->rest));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_widget_set_size_request (scroller, 240, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->more), popover);
  gtk_widget_add_css_class (self->more, "amb-calendar-more");
  g_signal_connect_object (popover, "notify::visible", G_CALLBACK (popover_cb), self,
                           G_CONNECT_SWAPPED);
  return self->more;
}

static void
fill (AmbCalendarDay *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  self->number = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->number, "amb-calendar-number");
  gtk_widget_set_valign (self->number, GTK_ALIGN_CENTER);
  self->note = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->note, "amb-calendar-note");
  gtk_label_set_ellipsize (GTK_LABEL (self->note), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (self->note), 1);
  gtk_label_set_max_width_chars (GTK_LABEL (self->note), 1);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_widget_set_hexpand (self->note, TRUE);
  gtk_box_append (GTK_BOX (line), self->number);
  gtk_box_append (GTK_BOX (line), self->note);
  gtk_box_append (GTK_BOX (line), make_more (self));
  gtk_widget_add_css_class (line, "amb-calendar-head");
  gtk_widget_set_parent (line, GTK_WIDGET (self));
  self->head = line;
}

/* Layout: a day is as high as its head and the least of its tiles; where the month has more room,
 * more of them are shown. */

static int
measure_child (GtkWidget *child, GtkOrientation orientation)
{
  int minimum = 0;

  if (gtk_widget_should_layout (child))
    gtk_widget_measure (child, orientation, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static void
amb_calendar_day_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  AmbCalendarDay *self = AMB_CALENDAR_DAY (widget);
  gboolean is_tall = orientation == GTK_ORIENTATION_VERTICAL;

  *minimum = measure_child (self->head, orientation);
  for (guint i = 0; i < self->tiles->len && (!is_tall || i < LEAST); i++)
    {
      int tile = measure_child (get_tile (self, i), orientation);

      *minimum = is_tall ? *minimum + (tile > 0 ? tile + SPACING : 0) : MAX (*minimum, tile);
    }
  *natural = *minimum;
}

GtkWidget *
amb_calendar_day_get_head (AmbCalendarDay *self)
{
  return self->head;
}

void
amb_calendar_day_set_top (AmbCalendarDay *self, int top)
{
  if (self->top == top)
    return;
  self->top = top;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
amb_calendar_day_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmbCalendarDay *self = AMB_CALENDAR_DAY (widget);
  int y = measure_child (self->head, GTK_ORIENTATION_VERTICAL);

  width = MAX (width, measure_child (self->head, GTK_ORIENTATION_HORIZONTAL));
  gtk_widget_size_allocate (self->head, &(GtkAllocation){ 0, 0, width, y }, -1);
  y = MAX (y, self->top);
  for (guint i = 0; i < self->tiles->len; i++)
    {
      GtkWidget *tile = get_tile (self, i);
      int room = MAX (width, measure_child (tile, GTK_ORIENTATION_HORIZONTAL));
      int least = measure_child (tile, GTK_ORIENTATION_VERTICAL);

      if (!gtk_widget_should_layout (tile))
        continue;
      gtk_widget_size_allocate (tile, &(GtkAllocation){ 0, y + SPACING, room, least }, -1);
      y += SPACING + least;
    }
}

gboolean
amb_calendar_day_plan_room (AmbCalendarDay *self, int width, int height)
{
  guint n_least = MIN (get_n_shown (self), LEAST);
  int least = measure_child (GTK_WIDGET (self), GTK_ORIENTATION_VERTICAL);
  int tile =
      n_least > 0 ? measure_child (get_tile (self, 0), GTK_ORIENTATION_VERTICAL) + SPACING : 0;

  if (tile > 0)
    self->wanted = MAX (n_least + (guint) (MAX (height - least, 0) / tile), LEAST);
  self->wants_brief = width < BRIEF;
  return self->wanted != self->room || self->wants_brief != self->is_brief;
}

void
amb_calendar_day_take_room (AmbCalendarDay *self)
{
  if (self->wanted == self->room && self->wants_brief == self->is_brief)
    return;
  self->room = self->wanted;
  self->is_brief = self->wants_brief;
  show_tiles (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->rest)))
    fill_rest (self);
}

static void
amb_calendar_day_dispose (GObject *object)
{
  AmbCalendarDay *self = AMB_CALENDAR_DAY (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->tiles, 0);
  self->n = self->n_slots = 0;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (amb_calendar_day_parent_class)->dispose (object);
}

static void
amb_calendar_day_finalize (GObject *object)
{
  g_free (AMB_CALENDAR_DAY (object)->day);
  g_ptr_array_unref (AMB_CALENDAR_DAY (object)->tiles);
  G_OBJECT_CLASS (amb_calendar_day_parent_class)->finalize (object);
}

static void
amb_calendar_day_class_init (AmbCalendarDayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_calendar_day_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_calendar_day_finalize;
  widget_class->measure = amb_calendar_day_measure;
  widget_class->size_allocate = amb_calendar_day_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "amb-calendar-day");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
amb_calendar_day_init (AmbCalendarDay *self)
{
  self->tiles = g_ptr_array_new ();
  self->room = self->wanted = LEAST;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
amb_calendar_day_new (AmbCalendarModel *model)
{
  AmbCalendarDay *self = g_object_new (AMB_TYPE_CALENDAR_DAY, NULL);

  self->model = g_object_ref (model);
  fill (self);
  add_controllers (self);
  return GTK_WIDGET (self);
}
