#include "amb-calendar-hours-private.h"

#include "amb-calendar-more.h"
#include "amb-calendar-tile.h"
#include "amb-calendar-words.h"
#include "amb-text-scale.h"
#include "amb-zone.h"

#include <glib/gi18n.h>

#define HOUR       48 /* px at the usual text size: tiles of three quarters don't meet */
#define LANE       62 /* px: a tile is no narrower where it shares a day */
#define CHIP       32 /* px */
#define MOST       3  /* lanes */
#define GAP        2  /* px between tiles */
#define NARROWEST  64 /* px of a day */
#define FIRST_HOUR 7  /* seen first where nothing is earlier */
#define TICK       30 /* seconds: the line of now */

G_DEFINE_FINAL_TYPE (AmbCalendarHours, amb_calendar_hours, GTK_TYPE_WIDGET)

int
amb_calendar_hours_get_hour (AmbCalendarHours *self)
{
  return amb_text_scale_px (GTK_WIDGET (self), HOUR);
}

static int
get_y (AmbCalendarHours *self, int row)
{
  return row * amb_calendar_hours_get_hour (self) / 60;
}

const AmbCalendarItem *
amb_calendar_hours_get_item (AmbCalendarHours *self, guint index)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);

  return calendar != NULL && index < self->n && self->from + index < calendar->items->len
             ? g_ptr_array_index (calendar->items, self->from + index)
             : NULL;
}

int
amb_calendar_hours_find_day (AmbCalendarHours *self, const char *day)
{
  for (int i = 0; i < AMB_CALENDAR_DAYS; i++)
    if (g_strcmp0 (self->days[i], day) == 0)
      return i;
  return -1;
}

/* Stacking. */

int
amb_calendar_hours_get_length (AmbCalendarHours *self)
{
  int hour = amb_calendar_hours_get_hour (self);

  return ((self->tile_height + GAP) * 60 + hour - 1) / hour;
}

/* The last tiles of a day stand above midnight. */
static int
get_start (AmbCalendarHours *self, const AmbMoment *at)
{
  return MIN (amb_calendar_hours_get_row (self, at),
              amb_calendar_hours_get_n_rows (self) - amb_calendar_hours_get_length (self));
}

AmbHourPlace *
amb_calendar_hours_stack (AmbCalendarHours *self, int most, AmbHourPlace **places)
{
  g_autofree AmbHourPlace *items = g_new0 (AmbHourPlace, self->n + 1);
  g_autofree AmbHourPlace *slots = g_new0 (AmbHourPlace, self->n_slots + 1);
  guint item = 0, slot = 0;

  for (guint i = 0; i < self->n; i++)
    items[i].start = get_start (self, &amb_calendar_hours_get_item (self, i)->at);
  for (guint i = 0; i < self->n_slots; i++)
    slots[i].start = get_start (self, &amb_calendar_hours_get_slot (self, i)->at);
  for (int day = 0; day < AMB_CALENDAR_DAYS; day++)
    {
      guint first_item = item, first_slot = slot;

      while (item < self->n &&
             g_strcmp0 (amb_calendar_hours_get_item (self, item)->at.day, self->days[day]) == 0)
        item++;
      while (slot < self->n_slots &&
             g_strcmp0 (amb_calendar_hours_get_slot (self, slot)->at.day, self->days[day]) == 0)
        slot++;
      amb_calendar_hours_stack_places (self, items + first_item, item - first_item,
                                       slots + first_slot, slot - first_slot, most);
    }
  if (places != NULL)
    *places = g_steal_pointer (&slots);
  return g_steal_pointer (&items);
}

static guint
count_chips (AmbCalendarHours *self)
{
  guint most = 0;

  for (int lanes = 1; lanes <= MOST; lanes++)
    {
      g_autofree AmbHourPlace *places = amb_calendar_hours_stack (self, lanes, NULL);
      guint n = 0;

      for (guint i = 0; i < self->n; i++)
        n += places[i].n_more > 0;
      most = MAX (most, n);
    }
  return most;
}

/* Showing. */

static void
show_day (AmbCalendarHours *self, int index)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);
  const char *day = self->days[index];
  g_autofree char *words = amb_calendar_format_day (day, _ ("%A %-d %B"));
  g_autofree char *label = NULL;
  guint from, n;

  amb_calendar_model_find_range (self->model, day, 1, &from, &n);
  /* Translators: a day, then a number of items */
  label = g_strdup_printf (ngettext ("%s: %u item", "%s: %u items", n), words, n);
  amb_calendar_set_class (self->columns[index], "today",
                          g_strcmp0 (day, amb_calendar_model_get_today (self->model)) == 0);
  amb_calendar_set_class (self->columns[index], "weekend", amb_week_get_weekday (day) > 5);
  amb_calendar_set_class (self->columns[index], "blocked",
                          calendar != NULL && g_hash_table_contains (calendar->blocked, day));
  gtk_widget_set_focusable (self->columns[index], n == 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->columns[index]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
measure_tile (AmbCalendarHours *self)
{
  self->tile_height = amb_calendar_hours_get_hour (self) * 3 / 4 - GAP;
  if (self->n > 0 || self->n_slots > 0)
    {
      int minimum;

      gtk_widget_measure (g_ptr_array_index (self->n > 0 ? self->tiles : self->places, 0),
                          GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
      self->tile_height = MAX (self->tile_height, minimum);
    }
}

static void
make_children (AmbCalendarHours *self)
{
  while (self->tiles->len < self->n)
    {
      GtkWidget *tile = amb_calendar_tile_new (self->model);

      amb_calendar_tile_set_style (AMB_CALENDAR_TILE (tile), AMB_CALENDAR_TILE_DENSE);
      gtk_widget_set_parent (tile, GTK_WIDGET (self));
      g_ptr_array_add (self->tiles, tile);
    }
  for (guint i = 0; i < self->tiles->len; i++)
    amb_calendar_tile_set_item (g_ptr_array_index (self->tiles, i),
                                amb_calendar_hours_get_item (self, i));
  amb_calendar_hours_show_places (self);
  measure_tile (self);
  self->n_chips = count_chips (self);
  while (self->chips->len < self->n_chips)
    {
      GtkWidget *chip = amb_calendar_more_new (self->model, TRUE);

      gtk_widget_set_parent (chip, GTK_WIDGET (self));
      g_ptr_array_add (self->chips, chip);
    }
}

/* Each button opens those that it stands for. */
static void
fill_chips (AmbCalendarHours *self)
{
  g_autofree AmbHourPlace *places = amb_calendar_hours_stack (self, self->most, NULL);
  guint at = 0;

  for (guint i = 0; i < self->n; i++)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_new ();

      if (places[i].n_more == 0)
        continue;
      for (guint j = i; j < self->n && ids->len < places[i].n_more; j++)
        if (places[j].lane < 0)
          g_ptr_array_add (
              ids, (gpointer) amb_record_get_id (amb_calendar_hours_get_item (self, j)->record));
      if (at < self->chips->len)
        amb_calendar_more_set (g_ptr_array_index (self->chips, at++), ids);
    }
  for (; at < self->chips->len; at++)
    amb_calendar_more_set (g_ptr_array_index (self->chips, at), NULL);
}

GtkWidget *
amb_calendar_hours_get_focus (AmbCalendarHours *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus : NULL;
}

GtkWidget *
amb_calendar_hours_find_item (AmbCalendarHours *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->n; i++)
    {
      GtkWidget *tile = g_ptr_array_index (self->tiles, i);

      if (g_strcmp0 (amb_calendar_tile_get_id (AMB_CALENDAR_TILE (tile)), id) == 0 &&
          gtk_widget_get_child_visible (tile))
        return tile;
    }
  for (guint i = 0; id != NULL && i < self->chips->len; i++)
    if (amb_calendar_more_has (g_ptr_array_index (self->chips, i), id))
      return amb_calendar_more_get_button (g_ptr_array_index (self->chips, i));
  return NULL;
}

/* Of what has the focus, by where it stands: what it showed may be gone. −1: nothing has it. */
static int
find_focused_column (AmbCalendarHours *self)
{
  GtkWidget *focus = amb_calendar_hours_get_focus (self);
  int width = gtk_widget_get_width (GTK_WIDGET (self)), start, room, column = 0;
  graphene_rect_t box;
  float x;

  if (focus == NULL || !gtk_widget_compute_bounds (focus, GTK_WIDGET (self), &box))
    return -1;
  x = box.origin.x + box.size.width / 2;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = (float) width - x;
  for (int i = 1; i < AMB_CALENDAR_DAYS; i++)
    {
      amb_calendar_hours_place_column (GTK_WIDGET (self), width, i, &start, &room);
      if (x >= (float) start)
        column = i;
    }
  return column;
}

/* The keyboard was in that column, and is nowhere that is seen. */
static void
keep_focus (AmbCalendarHours *self, int column)
{
  GtkWidget *focus = amb_calendar_hours_get_focus (self);

  if (column < 0 || (focus != NULL && gtk_widget_get_visible (focus) &&
                     gtk_widget_get_child_visible (focus) && gtk_widget_get_focusable (focus)))
    return;
  for (guint i = 0; i < self->n; i++)
    if (amb_calendar_hours_find_day (self, amb_calendar_hours_get_item (self, i)->at.day) == column)
      {
        const char *id = amb_record_get_id (amb_calendar_hours_get_item (self, i)->record);
        GtkWidget *item = amb_calendar_hours_find_item (self, id);

        if (item != NULL && gtk_widget_grab_focus (item))
          return;
      }
  gtk_widget_grab_focus (self->columns[column]);
}

/* An item takes the keyboard with it to its new hour; what others changed doesn't move it. */
static void
loaded_cb (AmbCalendarHours *self)
{
  g_autofree char *start = amb_calendar_model_dup_week (self->model);
  g_autofree char *id =
      amb_calendar_tile_dup_return (self->model, amb_calendar_hours_get_focus (self));
  int column = find_focused_column (self);
  GtkWidget *item;

  /* What nobody sees is made when somebody comes to it. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      amb_calendar_model_get_calendar (self->model) == NULL)
    {
      self->n = self->n_slots = 0;
      return;
    }
  if (g_strcmp0 (start, self->days[0]) != 0)
    amb_calendar_hours_set_spot (self, -1, 0);
  for (int i = 0; i < AMB_CALENDAR_DAYS; i++)
    {
      g_free (self->days[i]);
      self->days[i] = amb_date_add_days (start, i);
      show_day (self, i);
    }
  amb_calendar_hours_find_again (self);
  amb_calendar_model_find_range (self->model, start, AMB_CALENDAR_DAYS, &self->from, &self->n);
  amb_calendar_model_find_slots (self->model, start, AMB_CALENDAR_DAYS, &self->slot_from,
                                 &self->n_slots);
  make_children (self);
  fill_chips (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  item = amb_calendar_hours_find_item (self, id);
  if (item != NULL)
    gtk_widget_grab_focus (item);
  else
    keep_focus (self, column);
}

static void
selected_cb (AmbCalendarHours *self)
{
  for (guint i = 0; i < self->n && i < self->tiles->len; i++)
    amb_calendar_tile_show_selected (g_ptr_array_index (self->tiles, i));
  for (guint i = 0; i < self->chips->len; i++)
    amb_calendar_more_show_selected (g_ptr_array_index (self->chips, i));
}

int
amb_calendar_hours_get_top (AmbCalendarHours *self)
{
  AmbMoment morning = { .minutes = FIRST_HOUR * 60 };
  int first = amb_calendar_hours_get_row (self, &morning);

  for (guint i = 0; i < self->n; i++)
    first =
        MIN (first, amb_calendar_hours_get_row (self, &amb_calendar_hours_get_item (self, i)->at));
  /* With the whole of its label. */
  return MAX (get_y (self, first / 60 * 60) - amb_calendar_hours_get_hour (self) / 4, 0);
}

/* Layout. */

void
amb_calendar_hours_place_column (
    GtkWidget *widget, int width, int index, int *start, int *column_width)
{
  int axis = amb_text_scale_px (widget, AMB_CALENDAR_HOUR_AXIS);
  int room = MAX (width - axis, 0);

  *start = axis + room * index / AMB_CALENDAR_DAYS;
  *column_width = axis + room * (index + 1) / AMB_CALENDAR_DAYS - *start;
}

static void
amb_calendar_hours_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  AmbCalendarHours *self = AMB_CALENDAR_HOURS (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = amb_text_scale_px (widget, AMB_CALENDAR_HOUR_AXIS) +
               AMB_CALENDAR_DAYS * amb_text_scale_px (widget, NARROWEST);
  else
    *minimum = get_y (self, amb_calendar_hours_get_n_rows (self));
  *natural = *minimum;
}

static void
place (AmbCalendarHours *self, GtkWidget *child, int x, int y, int width, int height)
{
  int whole = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int least_width, least_height;
  GtkAllocation box;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &least_height, NULL, NULL, NULL);
  width = MAX (width, least_width);
  box = (GtkAllocation){ mirrored ? whole - x - width : x, y, width, MAX (height, least_height) };
  gtk_widget_size_allocate (child, &box, -1);
}

/* Beside a button the lanes are a little narrower. */
static void
place_tiles (AmbCalendarHours *self, int width)
{
  g_autofree AmbHourPlace *slots = NULL;
  g_autofree AmbHourPlace *places = amb_calendar_hours_stack (self, self->most, &slots);
  int chip_room = amb_text_scale_px (GTK_WIDGET (self), CHIP);
  guint chip = 0;

  for (guint i = 0; i < self->n; i++)
    {
      const AmbCalendarItem *item = amb_calendar_hours_get_item (self, i);
      GtkWidget *tile = g_ptr_array_index (self->tiles, i);
      int y = get_y (self, places[i].start);
      int x, room, lane;

      amb_calendar_hours_place_column (GTK_WIDGET (self), width,
                                       amb_calendar_hours_find_day (self, item->at.day), &x, &room);
      lane = (room - GAP - (places[i].is_full ? chip_room : 0)) / MAX (places[i].n_lanes, 1);
      gtk_widget_set_child_visible (tile, places[i].lane >= 0);
      if (places[i].lane >= 0)
        place (self, tile, x + GAP + places[i].lane * lane, y, lane - GAP, self->tile_height);
      if (places[i].n_more > 0 && chip < self->chips->len)
        place (self, g_ptr_array_index (self->chips, chip++), x + room - chip_room, y,
               chip_room - GAP, 0);
    }
  for (guint i = 0; i < self->n_slots && i < self->places->len; i++)
    {
      GtkWidget *tile = g_ptr_array_index (self->places, i);
      int x, room, lane;

      amb_calendar_hours_place_column (
          GTK_WIDGET (self), width,
          amb_calendar_hours_find_day (self, amb_calendar_hours_get_slot (self, i)->at.day), &x,
          &room);
      lane = (room - GAP) / MAX (slots[i].n_lanes, 1);
      gtk_widget_set_child_visible (tile, slots[i].lane >= 0);
      if (slots[i].lane >= 0)
        place (self, tile, x + GAP + slots[i].lane * lane, get_y (self, slots[i].start), lane - GAP,
               self->tile_height);
    }
}

/* The hour stands on its line, below it at the top of the day. */
static void
place_hint (AmbCalendarHours *self, int width)
{
  int y = get_y (self, self->hint_row), x, room, height;

  if (self->hint_day < 0)
    return;
  amb_calendar_hours_place_column (GTK_WIDGET (self), width, self->hint_day, &x, &room);
  gtk_widget_measure (self->hint, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  place (self, self->hint, x, y >= height ? y - height : y, 0, height);
}

/* The first line of a label stands on that of its hour. */
static void
place_hour (AmbCalendarHours *self, GtkWidget *label, int row, int axis)
{
  int line, least;

  gtk_widget_measure (self->labels[0], GTK_ORIENTATION_VERTICAL, -1, &line, NULL, NULL, NULL);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
  place (self, label, 0, MAX (get_y (self, row) - line / 2, 0), axis, least);
}

static gboolean
refill_cb (gpointer data)
{
  fill_chips (data);
  gtk_widget_queue_allocate (data);
  return G_SOURCE_REMOVE;
}

static void
amb_calendar_hours_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmbCalendarHours *self = AMB_CALENDAR_HOURS (widget);
  int axis, room, most;

  amb_calendar_hours_place_column (widget, width, 0, &axis, &room);
  most = CLAMP (room / amb_text_scale_px (widget, LANE), 1, MOST);
  if (most != self->most)
    {
      self->most = most;
      g_idle_add_full (G_PRIORITY_HIGH_IDLE + 5, refill_cb, g_object_ref (self), g_object_unref);
    }
  for (int i = 0; i < AMB_HOURS; i++)
    {
      AmbMoment hour = { .minutes = i * 60 };

      place_hour (self, self->labels[i], amb_calendar_hours_get_row (self, &hour), axis);
    }
  if (gtk_widget_should_layout (self->again))
    place_hour (self, self->again, self->again_from + self->again_length, axis);
  for (int i = 0; i < AMB_CALENDAR_DAYS; i++)
    {
      amb_calendar_hours_place_column (widget, width, i, &axis, &room);
      place (self, self->columns[i], axis, 0, room, height);
    }
  place_tiles (self, width);
  place_hint (self, width);
}

/* Drawing. */

static void
draw_line (AmbCalendarHours *self,
           GtkSnapshot *snapshot,
           const GdkRGBA *colour,
           int day,
           int n_days,
           int row,
           float thick)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int start, end, room;

  amb_calendar_hours_place_column (GTK_WIDGET (self), width, day, &start, &room);
  amb_calendar_hours_place_column (GTK_WIDGET (self), width, day + n_days - 1, &end, &room);
  room = end + room - start;
  if (mirrored)
    start = width - start - room;
  gtk_snapshot_append_color (
      snapshot, colour,
      &GRAPHENE_RECT_INIT ((float) start, (float) get_y (self, row), (float) room, thick));
}

static void
draw_hours (AmbCalendarHours *self, GtkSnapshot *snapshot)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  colour.alpha = 0.13f;
  for (int i = 1; i < AMB_HOURS; i++)
    {
      AmbMoment hour = { .minutes = i * 60 };

      draw_line (self, snapshot, &colour, 0, AMB_CALENDAR_DAYS,
                 amb_calendar_hours_get_row (self, &hour), 1);
    }
}

/* The row of what the clock shows for the second time: only one day has it. */
static void
draw_again (AmbCalendarHours *self, GtkSnapshot *snapshot)
{
  int row = self->again_from + self->again_length;
  float height = (float) get_y (self, self->again_length);
  GdkRGBA colour;

  if (self->again_day < 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  colour.alpha = 0.08f;
  if (self->again_day > 0)
    draw_line (self, snapshot, &colour, 0, self->again_day, row, height);
  if (self->again_day < AMB_CALENDAR_DAYS - 1)
    draw_line (self, snapshot, &colour, self->again_day + 1,
               AMB_CALENDAR_DAYS - 1 - self->again_day, row, height);
  colour.alpha = 0.13f;
  draw_line (self, snapshot, &colour, 0, AMB_CALENDAR_DAYS, row, 1);
}

static int
get_now (AmbCalendarHours *self)
{
  AmbContext *context = amb_calendar_model_get_context (self->model);
  gint64 seconds = amb_clock_now (amb_context_get_clock (context)) / 1000;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  AmbMoment now = { .minutes = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local),
                    .is_second = amb_zone_is_second (zone, seconds) };

  return amb_calendar_hours_get_row (self, &now);
}

/* Now, and where what is dragged would come to. */
static void
draw_marks (AmbCalendarHours *self, GtkSnapshot *snapshot)
{
  int today = amb_calendar_hours_find_day (self, amb_calendar_model_get_today (self->model));
  GdkRGBA colour = { 0.2f, 0.5f, 0.9f, 1 };

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)),
                                  "accent_bg_color", &colour);
  G_GNUC_END_IGNORE_DEPRECATIONS
  if (today >= 0)
    {
      GdkRGBA faint = colour;

      faint.alpha = 0.35f;
      draw_line (self, snapshot, &faint, 0, AMB_CALENDAR_DAYS, get_now (self), 1);
      draw_line (self, snapshot, &colour, today, 1, get_now (self), 2);
    }
  if (self->spot_day >= 0)
    draw_line (self, snapshot, &colour, self->spot_day, 1, self->spot_row, 2);
  if (self->hint_day >= 0)
    draw_line (self, snapshot, &colour, self->hint_day, 1, self->hint_row, 4);
}

static void
amb_calendar_hours_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AmbCalendarHours *self = AMB_CALENDAR_HOURS (widget);

  for (int i = 0; i < AMB_CALENDAR_DAYS; i++)
    gtk_widget_snapshot_child (widget, self->columns[i], snapshot);
  draw_hours (self, snapshot);
  draw_again (self, snapshot);
  for (int i = 0; i < AMB_HOURS; i++)
    gtk_widget_snapshot_child (widget, self->labels[i], snapshot);
  gtk_widget_snapshot_child (widget, self->again, snapshot);
  for (guint i = 0; i < self->tiles->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (self->tiles, i), snapshot);
  for (guint i = 0; i < self->places->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (self->places, i), snapshot);
  for (guint i = 0; i < self->chips->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (self->chips, i), snapshot);
  draw_marks (self, snapshot);
  gtk_widget_snapshot_child (widget, self->hint, snapshot);
}

static gboolean
tick_cb (gpointer data)
{
  gtk_widget_queue_draw (GTK_WIDGET (data));
  return G_SOURCE_CONTINUE;
}

static void
map_cb (AmbCalendarHours *self)
{
  loaded_cb (self);
  if (self->tick_source == 0)
    self->tick_source = g_timeout_add_seconds (TICK, tick_cb, self);
}

static void
unmap_cb (AmbCalendarHours *self)
{
  g_clear_handle_id (&self->tick_source, g_source_remove);
}

/* Building. */

static void
amb_calendar_hours_dispose (GObject *object)
{
  AmbCalendarHours *self = AMB_CALENDAR_HOURS (object);
  GtkWidget *child;

  unmap_cb (self);
  self->n = self->n_slots = 0;
  g_ptr_array_set_size (self->tiles, 0);
  g_ptr_array_set_size (self->places, 0);
  g_ptr_array_set_size (self->chips, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (amb_calendar_hours_parent_class)->dispose (object);
}

static void
amb_calendar_hours_finalize (GObject *object)
{
  AmbCalendarHours *self = AMB_CALENDAR_HOURS (object);

  for (int i = 0; i < AMB_CALENDAR_DAYS; i++)
    g_free (self->days[i]);
  g_ptr_array_unref (self->tiles);
  g_ptr_array_unref (self->places);
  g_ptr_array_unref (self->chips);
  G_OBJECT_CLASS (amb_calendar_hours_parent_class)->finalize (object);
}

static void
amb_calendar_hours_class_init (AmbCalendarHoursClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_calendar_hours_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_calendar_hours_finalize;
  widget_class->measure = amb_calendar_hours_measure;
  widget_class->size_allocate = amb_calendar_hours_size_allocate;
  widget_class->snapshot = amb_calendar_hours_snapshot;
  widget_class->focus = amb_calendar_hours_focus_in;
  gtk_widget_class_set_css_name (widget_class, "amb-calendar-hours");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
make_axis (AmbCalendarHours *self)
{
  for (int i = 0; i < AMB_HOURS; i++)
    {
      AmbCalendarItem hour = { .at.minutes = i * 60 };
      g_autofree char *text = amb_calendar_dup_time (&hour);

      self->labels[i] = gtk_label_new (i == 0 ? "" : text);
      gtk_label_set_xalign (GTK_LABEL (self->labels[i]), 1);
      gtk_widget_add_css_class (self->labels[i], "amb-calendar-hour");
      gtk_widget_set_parent (self->labels[i], GTK_WIDGET (self));
    }
  self->again = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->again), 1);
  gtk_label_set_justify (GTK_LABEL (self->again), GTK_JUSTIFY_RIGHT);
  gtk_widget_set_visible (self->again, FALSE);
  gtk_widget_add_css_class (self->again, "amb-calendar-hour");
  gtk_widget_set_parent (self->again, GTK_WIDGET (self));
}

static void
amb_calendar_hours_init (AmbCalendarHours *self)
{
  self->tiles = g_ptr_array_new ();
  self->places = g_ptr_array_new ();
  self->chips = g_ptr_array_new ();
  self->most = 1;
  self->hint_day = self->again_day = self->spot_day = -1;
  for (int i = 0; i < AMB_CALENDAR_DAYS; i++)
    {
      self->columns[i] = g_object_new (GTK_TYPE_BOX, "css-name", "amb-calendar-column",
                                       "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
      gtk_widget_set_parent (self->columns[i], GTK_WIDGET (self));
    }
  make_axis (self);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
  g_signal_connect (self, "unmap", G_CALLBACK (unmap_cb), NULL);
}

GtkWidget *
amb_calendar_hours_new (AmbCalendarModel *model)
{
  AmbCalendarHours *self = g_object_new (AMB_TYPE_CALENDAR_HOURS, NULL);

  self->model = g_object_ref (model);
  amb_calendar_hours_add_hands (self);
  g_signal_connect_object (model, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
