#include "amb-calendar-month-private.h"

#include "amb-calendar-runs.h"
#include "amb-calendar-tile.h"
#include "amb-calendar-words.h"
#include "amb-text-scale.h"

#include <glib/gi18n.h>
#include <string.h>

#define DAYS      AMB_MONTH_DAYS
#define MOST      AMB_MONTH_WEEKS
#define WEEK      36 /* px: the column of the weeks */
#define WEEKEND   96 /* px */
#define NARROWEST 92 /* px of a day */

G_DEFINE_FINAL_TYPE (AmbCalendarMonth, amb_calendar_month, GTK_TYPE_WIDGET)

/* Showing. */

static void
show_week (AmbCalendarMonth *self, const AmbCalendar *calendar, guint week)
{
  g_autofree char *start = amb_calendar_dup_day (calendar, week * DAYS);
  int number = amb_week_get_number (start);
  g_autofree char *label = g_strdup_printf ("%d", number);
  g_autoptr (GString) words = g_string_new (NULL);

  gtk_label_set_label (GTK_LABEL (self->numbers[week]), label);
  /* Translators: the number of a week */
  g_string_append_printf (words, _ ("Week %d"), number);
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    {
      guint n = amb_calendar_get_count (calendar, week, i);

      amb_calendar_set_hollow (self->marks[week][i], i, n == 0);
      if (n == 0)
        /* Translators: an audience: “Partners: nothing” */
        g_string_append_printf (words, _ ("\n%s: nothing"), amb_calendar_get_audience (i));
      else
        /* Translators: an audience, then a number of items */
        g_string_append_printf (words, ngettext ("\n%s: %u item", "\n%s: %u items", n),
                                amb_calendar_get_audience (i), n);
    }
  amb_calendar_set_tip (self->weeks[week], words->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->weeks[week]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words->str, -1);
}

static void
show_weekdays (AmbCalendarMonth *self)
{
  for (guint i = 0; i < DAYS; i++)
    {
      /* 2026-11-23 is a Monday */
      g_autofree char *day = amb_date_add_days ("2026-11-23", (self->first - 1 + (int) i) % DAYS);
      g_autofree char *label = amb_calendar_format_day (day, "%A");

      gtk_label_set_label (GTK_LABEL (self->weekdays[i]), label);
    }
}

static AmbCalendarDay *
find_day (AmbCalendarMonth *self, const char *day)
{
  for (guint i = 0; day != NULL && i < self->n_weeks * DAYS; i++)
    if (g_strcmp0 (amb_calendar_day_get_day (AMB_CALENDAR_DAY (self->days[i])), day) == 0)
      return AMB_CALENDAR_DAY (self->days[i]);
  return NULL;
}

static GtkWidget *
find_item (AmbCalendarMonth *self, const char *id)
{
  const AmbCalendarItem *item = amb_calendar_model_find (self->model, id);
  AmbCalendarDay *day = item != NULL ? find_day (self, item->at.day) : NULL;

  return day != NULL ? amb_calendar_day_find (day, id) : NULL;
}

GtkWidget *
amb_calendar_month_get_focus (AmbCalendarMonth *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus : NULL;
}

static int
find_focused_day (AmbCalendarMonth *self, GtkWidget *focus)
{
  for (guint i = 0; focus != NULL && i < self->n_weeks * DAYS; i++)
    if (focus == self->days[i] || gtk_widget_is_ancestor (focus, self->days[i]))
      return (int) i;
  return -1;
}

/* What was focused may be there still, and not be seen. */
static gboolean
has_focus (AmbCalendarMonth *self)
{
  GtkWidget *focus = amb_calendar_month_get_focus (self);

  return focus != NULL && gtk_widget_get_visible (focus) && gtk_widget_get_focusable (focus);
}

/* Beyond the weeks there is nothing. */
static void
go_to_day (AmbCalendarMonth *self, int day, gboolean to_last)
{
  if (day >= 0 && day < (int) self->n_weeks * DAYS)
    gtk_widget_grab_focus (
        amb_calendar_day_get_stop (AMB_CALENDAR_DAY (self->days[day]), to_last ? -1 : 0));
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

/* An item takes the keyboard with it to its new day; what others changed doesn't move it. */
static void
loaded_cb (AmbCalendarMonth *self)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);
  g_autofree char *band = amb_calendar_month_dup_focused_band (self);
  g_autofree char *item =
      amb_calendar_tile_dup_return (self->model, amb_calendar_month_get_focus (self));
  int focused = find_focused_day (self, amb_calendar_month_get_focus (self));
  guint at = 0;

  /* What nobody sees is made when somebody comes to it. */
  self->is_stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->is_stale)
    return;
  self->n_weeks = MIN (calendar->n_weeks, MOST);
  for (guint i = 0; i < MOST * DAYS; i++)
    {
      g_autofree char *day = amb_calendar_dup_day (calendar, i);
      guint from = at;

      gtk_widget_set_visible (self->days[i], i < self->n_weeks * DAYS);
      if (i % DAYS == 0)
        gtk_widget_set_visible (self->weeks[i / DAYS], i < self->n_weeks * DAYS);
      if (i >= self->n_weeks * DAYS)
        continue;
      while (at < calendar->items->len &&
             strcmp (((AmbCalendarItem *) calendar->items->pdata[at])->at.day, day) == 0)
        at++;
      amb_calendar_day_set (AMB_CALENDAR_DAY (self->days[i]), day, from, at - from,
                            g_str_has_suffix (day, "-01"));
      if (i % DAYS == 0)
        show_week (self, calendar, i / DAYS);
    }
  amb_calendar_month_show_bands (self);
  if (band != NULL)
    amb_calendar_month_focus_band (self, band);
  else if (find_item (self, item) != NULL)
    gtk_widget_grab_focus (find_item (self, item));
  else if (focused >= 0 && !has_focus (self))
    go_to_day (self, MIN (focused, (int) self->n_weeks * DAYS - 1), FALSE);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
map_cb (AmbCalendarMonth *self)
{
  if (self->is_stale)
    loaded_cb (self);
}

static void
selected_cb (AmbCalendarMonth *self)
{
  for (guint i = 0; i < self->n_weeks * DAYS; i++)
    amb_calendar_day_show_selected (AMB_CALENDAR_DAY (self->days[i]));
}

/* Focus. */

void
amb_calendar_month_focus (AmbCalendarMonth *self)
{
  GtkWidget *item = find_item (self, amb_calendar_model_get_leading (self->model));
  AmbCalendarDay *day = find_day (self, amb_calendar_model_get_today (self->model));

  if (day == NULL)
    day = find_day (self, amb_calendar_model_get_month (self->model));
  if (item == NULL && day != NULL)
    item = amb_calendar_day_get_stop (day, 0);
  if (item != NULL)
    gtk_widget_grab_focus (item);
}

const char *
amb_calendar_month_get_focus_id (AmbCalendarMonth *self)
{
  GtkWidget *focus = amb_calendar_month_get_focus (self);

  return focus != NULL && AMB_IS_CALENDAR_TILE (focus)
             ? amb_calendar_tile_get_id (AMB_CALENDAR_TILE (focus))
             : NULL;
}

const char *
amb_calendar_month_get_focus_day (AmbCalendarMonth *self)
{
  GtkWidget *focus = amb_calendar_month_get_focus (self);
  int day = amb_calendar_month_is_band (self, focus)
                ? amb_calendar_month_find_day_of_band (self, focus)
                : find_focused_day (self, focus);

  return day >= 0 ? amb_calendar_day_get_day (AMB_CALENDAR_DAY (self->days[day])) : NULL;
}

/* One stop for Tab; arrows go about in it. */
static gboolean
amb_calendar_month_focus_in (GtkWidget *widget, GtkDirectionType direction)
{
  AmbCalendarMonth *self = AMB_CALENDAR_MONTH (widget);

  if (amb_calendar_month_get_focus (self) != NULL)
    return FALSE;
  amb_calendar_month_focus (self);
  return amb_calendar_month_get_focus (self) != NULL;
}

/* The bands of a week lie above its days: one by one, before the day itself. */
static void
go_to_stop (AmbCalendarMonth *self, int day, GtkWidget *band, int by)
{
  GtkWidget *next =
      day >= 0 ? amb_calendar_month_find_band_beside (self, day / DAYS, band, day % DAYS, by)
               : NULL;

  if (next != NULL)
    gtk_widget_grab_focus (next);
  else
    go_to_day (self, by > 0 ? day : day - DAYS, by < 0);
}

static void
go (AmbCalendarMonth *self, GtkWidget *focus, guint key, int way)
{
  int day = find_focused_day (self, focus), at;
  AmbCalendarDay *cell;
  GtkWidget *stop = NULL;

  if (day < 0)
    return;
  cell = AMB_CALENDAR_DAY (self->days[day]);
  at = amb_calendar_day_find_stop (cell, focus);
  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    {
      go_to_day (self, day + (key == GDK_KEY_Right ? way : -way), FALSE);
      return;
    }
  if (key == GDK_KEY_Down)
    stop = amb_calendar_day_get_stop (cell, at + 1);
  else if (at > 0)
    stop = amb_calendar_day_get_stop (cell, at - 1);
  if (stop != NULL)
    gtk_widget_grab_focus (stop);
  else if (key == GDK_KEY_Down && day + DAYS < (int) self->n_weeks * DAYS)
    go_to_stop (self, day + DAYS, NULL, 1);
  else if (key == GDK_KEY_Up)
    go_to_stop (self, day, NULL, -1);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

/* From a band: to those above and below it on the day from which the keyboard came, and to the days
 * beside it. */
static void
go_from_band (AmbCalendarMonth *self, GtkWidget *band, guint key, int way)
{
  int day = amb_calendar_month_find_day_of_band (self, band);

  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    go_to_day (self, day + (key == GDK_KEY_Right ? way : -way), FALSE);
  else
    go_to_stop (self, day, band, key == GDK_KEY_Down ? 1 : -1);
}

static void
carry (AmbCalendarMonth *self, guint key, int way)
{
  const char *id = amb_calendar_month_get_focus_id (self);
  g_auto (GStrv) ids = NULL;
  int days = key == GDK_KEY_Right  ? way
             : key == GDK_KEY_Left ? -way
             : key == GDK_KEY_Down ? DAYS
                                   : -DAYS;

  if (id == NULL || !amb_calendar_model_check_write (self->model))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  amb_calendar_model_set_leading (self->model, id);
  ids = amb_calendar_model_dup_chosen (self->model, id);
  amb_calendar_model_shift (self->model, (const char *const *) ids, days);
}

static void
extend (AmbCalendarMonth *self)
{
  const char *id = amb_calendar_month_get_focus_id (self);

  if (id != NULL)
    amb_calendar_model_extend (self->model, id);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        AmbCalendarMonth *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  int way = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
  GtkWidget *focus = amb_calendar_month_get_focus (self);

  if (focus == NULL ||
      (key != GDK_KEY_Left && key != GDK_KEY_Right && key != GDK_KEY_Up && key != GDK_KEY_Down))
    return FALSE;
  if (amb_calendar_month_is_band (self, focus) && modifiers == 0)
    {
      go_from_band (self, focus, key, way);
      return TRUE;
    }
  if (find_focused_day (self, focus) < 0)
    return FALSE;
  self->column = find_focused_day (self, focus) % DAYS;
  /* As a card of the selection board; Alt and an arrow is the way back. */
  if (modifiers == (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    carry (self, key, way);
  else if (modifiers == 0)
    go (self, focus, key, way);
  else if (modifiers == GDK_SHIFT_MASK)
    {
      const char *id = amb_calendar_month_get_focus_id (self);

      if (id != NULL && !amb_calendar_model_is_selected (self->model, id))
        amb_calendar_model_select (self->model, id);
      go (self, focus, key, way);
      extend (self);
    }
  else
    return FALSE;
  return TRUE;
}

/* Layout. */

static int
get_column (AmbCalendarMonth *self, int px)
{
  return amb_text_scale_px (GTK_WIDGET (self), px);
}

static gboolean
is_weekend (AmbCalendarMonth *self, guint column)
{
  return (self->first - 1 + (int) column) % DAYS >= 5;
}

static int
measure_height (GtkWidget *widget, int *natural)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, &minimum, natural, NULL, NULL);
  return minimum;
}

/* As high as a day with the least of its tiles; what stands before the days has the height of bands
 * too. */
static int
measure_row (AmbCalendarMonth *self)
{
  int row = 0, natural;

  for (guint i = 0; i < self->n_weeks * DAYS; i++)
    row = MAX (row, measure_height (self->days[i], &natural));
  for (guint i = 0; i < self->n_weeks; i++)
    row = MAX (row, measure_height (self->weeks[i], &natural) -
                        amb_calendar_month_measure_least (self, i));
  return row;
}

static int
measure_header (AmbCalendarMonth *self)
{
  int header = 0, natural;

  for (guint i = 0; i < DAYS; i++)
    header = MAX (header, measure_height (self->weekdays[i], &natural));
  return header;
}

static void
amb_calendar_month_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  AmbCalendarMonth *self = AMB_CALENDAR_MONTH (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = get_column (self, WEEK) + DAYS * get_column (self, NARROWEST);
  else
    {
      *minimum = measure_header (self) + (int) self->n_weeks * measure_row (self);
      for (guint week = 0; week < self->n_weeks; week++)
        *minimum += amb_calendar_month_measure_least (self, week);
    }
  *natural = *minimum;
}

void
amb_calendar_month_place_columns (AmbCalendarMonth *self, int width, int columns[DAYS + 2])
{
  int week = get_column (self, WEEK);
  int weekend = MIN (get_column (self, WEEKEND), (width - week) / DAYS);
  int left = width - week - 2 * weekend, n_left = DAYS - 2;

  columns[0] = 0;
  columns[1] = week;
  for (guint i = 0; i < DAYS; i++)
    {
      int room = is_weekend (self, i) ? weekend : left / n_left;

      if (!is_weekend (self, i))
        {
          left -= room;
          n_left--;
        }
      columns[i + 2] = columns[i + 1] + room;
    }
}

static void
place (AmbCalendarMonth *self, GtkWidget *child, int x, int y, int width, int height)
{
  int whole = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GtkAllocation box = { mirrored ? whole - x - width : x, y, width, height };
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &box, -1);
}

/* Before anything is drawn: what is shown isn't changed while it is laid out. */
static gboolean
room_cb (gpointer data)
{
  AmbCalendarMonth *self = data;

  self->room_source = 0;
  amb_calendar_month_take_bands (self);
  for (guint i = 0; i < self->n_weeks * DAYS; i++)
    amb_calendar_day_take_room (AMB_CALENDAR_DAY (self->days[i]));
  return G_SOURCE_REMOVE;
}

static void
take_room_soon (AmbCalendarMonth *self)
{
  if (self->room_source == 0)
    self->room_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE + 5, room_cb, self, NULL);
}

static void
plan_room (AmbCalendarMonth *self, GtkWidget *day, int width, int height)
{
  if (amb_calendar_day_plan_room (AMB_CALENDAR_DAY (day), width, height))
    take_room_soon (self);
}

/* Days whose tiles begin below the bands of their week, which lie over all of them. */
static void
place_week (AmbCalendarMonth *self, guint week, const int columns[DAYS + 2])
{
  int y = self->tops[week], height = self->tops[week + 1] - y, head = 0;
  int bands = amb_calendar_month_measure_bands (self, week), natural;

  place (self, self->weeks[week], 0, y, columns[1], height);
  for (guint i = 0; i < DAYS; i++)
    head = MAX (head, measure_height (amb_calendar_day_get_head (
                                          AMB_CALENDAR_DAY (self->days[week * DAYS + i])),
                                      &natural));
  for (guint i = 0; i < DAYS; i++)
    {
      GtkWidget *day = self->days[week * DAYS + i];

      amb_calendar_day_set_top (AMB_CALENDAR_DAY (day),
                                head + amb_calendar_month_measure_bands_above (self, week));
      place (self, day, columns[i + 1], y, columns[i + 2] - columns[i + 1], height);
      plan_room (self, day, columns[i + 2] - columns[i + 1], height - bands);
    }
  amb_calendar_month_place_bands (self, week, columns[DAYS + 1], self->tops[week + 1]);
}

static void
amb_calendar_month_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmbCalendarMonth *self = AMB_CALENDAR_MONTH (widget);
  int columns[DAYS + 2];
  int header = measure_header (self), n = (int) MAX (self->n_weeks, 1);
  int bands = 0, shared;

  amb_calendar_month_place_columns (self, width, columns);
  place (self, self->corner, 0, 0, columns[1], header);
  for (guint i = 0; i < DAYS; i++)
    place (self, self->weekdays[i], columns[i + 1], 0, columns[i + 2] - columns[i + 1], header);
  if (amb_calendar_month_plan_bands (self,
                                     height - header - (int) self->n_weeks * measure_row (self)))
    take_room_soon (self);
  for (guint week = 0; week < self->n_weeks; week++)
    bands += amb_calendar_month_measure_bands (self, week);
  /* What bands take, their week has more: the days of all weeks have as much room for their tiles.
   */
  shared = MAX (height - header - bands, 0);
  bands = 0;
  for (guint week = 0; week <= self->n_weeks; week++)
    {
      self->tops[week] = header + bands + shared * (int) week / n;
      bands += week < self->n_weeks ? amb_calendar_month_measure_bands (self, week) : 0;
    }
  for (guint week = 0; week < self->n_weeks; week++)
    place_week (self, week, columns);
}

/* The heads of the columns stay in sight while the weeks scroll. */

static gboolean
is_head (AmbCalendarMonth *self, GtkWidget *child)
{
  gboolean is = child == self->corner;

  for (guint i = 0; i < DAYS; i++)
    is = is || child == self->weekdays[i];
  return is;
}

static void
snapshot_children (AmbCalendarMonth *self, GtkSnapshot *snapshot, gboolean heads)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (is_head (self, child) == heads)
      gtk_widget_snapshot_child (GTK_WIDGET (self), child, snapshot);
}

static void
amb_calendar_month_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AmbCalendarMonth *self = AMB_CALENDAR_MONTH (widget);
  double scrolled = self->scrolled != NULL ? gtk_adjustment_get_value (self->scrolled) : 0;

  snapshot_children (self, snapshot, FALSE);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) scrolled));
  snapshot_children (self, snapshot, TRUE);
  gtk_snapshot_restore (snapshot);
}

/* What has the keyboard isn't behind them. */
static gboolean
uncover_cb (gpointer data)
{
  AmbCalendarMonth *self = data;
  GtkWidget *focus = amb_calendar_month_get_focus (self);
  double x, y;

  self->uncover_source = 0;
  if (focus == NULL || self->scrolled == NULL ||
      !gtk_widget_translate_coordinates (focus, GTK_WIDGET (self), 0, 0, &x, &y))
    return G_SOURCE_REMOVE;
  y -= measure_header (self);
  if (y < gtk_adjustment_get_value (self->scrolled))
    gtk_adjustment_set_value (self->scrolled, MAX (y, 0));
  return G_SOURCE_REMOVE;
}

static void
amb_calendar_month_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  AmbCalendarMonth *self = AMB_CALENDAR_MONTH (widget);

  if (child != NULL && self->uncover_source == 0)
    self->uncover_source = g_idle_add (uncover_cb, self);
  GTK_WIDGET_CLASS (amb_calendar_month_parent_class)->set_focus_child (widget, child);
}

static void
amb_calendar_month_root (GtkWidget *widget)
{
  AmbCalendarMonth *self = AMB_CALENDAR_MONTH (widget);
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  GTK_WIDGET_CLASS (amb_calendar_month_parent_class)->root (widget);
  if (scroller == NULL || self->scrolled != NULL)
    return;
  g_set_weak_pointer (&self->scrolled,
                      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)));
  g_signal_connect_object (self->scrolled, "value-changed", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
}

/* Building. */

static GtkWidget *
adopt (AmbCalendarMonth *self, GtkWidget *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  return child;
}

static GtkWidget *
make_head (AmbCalendarMonth *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "amb-calendar-weekday");
  return adopt (self, label);
}

static void
make_week (AmbCalendarMonth *self, guint week)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->numbers[week] = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->numbers[week], "amb-calendar-week-number");
  gtk_box_append (GTK_BOX (box), self->numbers[week]);
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    {
      self->marks[week][i] = amb_calendar_new_mark ();
      amb_calendar_set_mark (self->marks[week][i], (int) i);
      gtk_box_append (GTK_BOX (box), self->marks[week][i]);
    }
  gtk_widget_add_css_class (box, "amb-calendar-week");
  self->weeks[week] = adopt (self, box);
}

static void
amb_calendar_month_dispose (GObject *object)
{
  AmbCalendarMonth *self = AMB_CALENDAR_MONTH (object);
  GtkWidget *child;

  g_clear_handle_id (&self->room_source, g_source_remove);
  g_clear_handle_id (&self->uncover_source, g_source_remove);
  g_clear_weak_pointer (&self->scrolled);
  self->n_weeks = 0;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (amb_calendar_month_parent_class)->dispose (object);
}

static void
amb_calendar_month_class_init (AmbCalendarMonthClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_calendar_month_dispose;
  widget_class->measure = amb_calendar_month_measure;
  widget_class->size_allocate = amb_calendar_month_size_allocate;
  widget_class->focus = amb_calendar_month_focus_in;
  widget_class->snapshot = amb_calendar_month_snapshot;
  widget_class->set_focus_child = amb_calendar_month_set_focus_child;
  widget_class->root = amb_calendar_month_root;
  gtk_widget_class_set_css_name (widget_class, "amb-calendar-month");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
amb_calendar_month_init (AmbCalendarMonth *self)
{
  self->first = amb_week_get_first_weekday ();
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

GtkWidget *
amb_calendar_month_new (AmbCalendarModel *model)
{
  AmbCalendarMonth *self = g_object_new (AMB_TYPE_CALENDAR_MONTH, NULL);
  GtkEventController *key = gtk_event_controller_key_new ();

  self->model = g_object_ref (model);
  /* Translators: week, as short as it gets: the head of a column of numbers */
  self->corner = make_head (self, C_ ("week", "Wk"));
  for (guint i = 0; i < DAYS; i++)
    self->weekdays[i] = make_head (self, NULL);
  show_weekdays (self);
  for (guint week = 0; week < MOST; week++)
    {
      make_week (self, week);
      for (guint i = 0; i < DAYS; i++)
        self->days[week * DAYS + i] = adopt (self, amb_calendar_day_new (model));
    }
  for (guint i = 0; i < MOST * DAYS; i++)
    gtk_widget_set_visible (self->days[i], FALSE);
  for (guint i = 0; i < MOST; i++)
    gtk_widget_set_visible (self->weeks[i], FALSE);
  amb_calendar_month_add_bands (self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect_object (model, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
