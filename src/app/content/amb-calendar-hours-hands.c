/* The hours of a week by the keyboard and by the pointer. */
#include "amb-calendar-hours-private.h"

#include "amb-calendar-more.h"
#include "amb-calendar-tile.h"

#define SNAP 15 /* minutes: where the pointer lets go */
#define STEP 30 /* minutes: of the keys */

/* The keyboard. */

static double
get_top (AmbCalendarHours *self, GtkWidget *stop)
{
  graphene_rect_t box;

  return gtk_widget_compute_bounds (stop, GTK_WIDGET (self), &box) ? box.origin.y : 0;
}

static int
compare_tops (gconstpointer a, gconstpointer b, gpointer data)
{
  double one = get_top (data, *(GtkWidget *const *) a);
  double other = get_top (data, *(GtkWidget *const *) b);

  return one < other ? -1 : one > other;
}

/* Among the items, as they stand. */
static void
add_places (AmbCalendarHours *self, int day, GPtrArray *stops)
{
  guint n = stops->len;

  for (guint i = 0; i < self->n_slots && i < self->places->len; i++)
    {
      GtkWidget *tile = g_ptr_array_index (self->places, i);

      if (gtk_widget_get_child_visible (tile) &&
          amb_calendar_hours_find_day (self, amb_calendar_hours_get_slot (self, i)->at.day) == day)
        g_ptr_array_add (stops, tile);
    }
  if (stops->len > n)
    g_ptr_array_sort_with_data (stops, compare_tops, self);
}

/* (nullable): the stops of a day from above to below; of a day without any the day itself */
static GPtrArray *
list_stops (AmbCalendarHours *self, int day)
{
  GPtrArray *stops = g_ptr_array_new ();
  g_autofree AmbHourPlace *places = amb_calendar_hours_stack (self, self->most, NULL);
  guint chip = 0;

  for (guint i = 0; i < self->n; i++)
    {
      gboolean is_here =
          amb_calendar_hours_find_day (self, amb_calendar_hours_get_item (self, i)->at.day) == day;

      if (is_here && places[i].lane >= 0)
        g_ptr_array_add (stops, g_ptr_array_index (self->tiles, i));
      if (places[i].n_more == 0 || chip >= self->chips->len)
        continue;
      if (is_here)
        g_ptr_array_add (stops,
                         amb_calendar_more_get_button (g_ptr_array_index (self->chips, chip)));
      chip++;
    }
  add_places (self, day, stops);
  if (stops->len == 0)
    g_ptr_array_add (stops, self->columns[day]);
  return stops;
}

static int
find_stop (GPtrArray *stops, GtkWidget *focus)
{
  for (guint i = 0; i < stops->len; i++)
    if (stops->pdata[i] == focus || gtk_widget_is_ancestor (focus, stops->pdata[i]))
      return (int) i;
  return -1;
}

static int
find_focused_day (AmbCalendarHours *self, GtkWidget *focus, int *at)
{
  for (int i = 0; i < AMB_CALENDAR_DAYS; i++)
    {
      g_autoptr (GPtrArray) stops = list_stops (self, i);

      *at = find_stop (stops, focus);
      if (*at >= 0)
        return i;
    }
  return -1;
}

/* To the stop of @day that is nearest to where one comes from. */
static void
go_to_day (AmbCalendarHours *self, int day, double top)
{
  g_autoptr (GPtrArray) stops = NULL;
  GtkWidget *nearest = NULL;

  if (day < 0 || day >= AMB_CALENDAR_DAYS)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  stops = list_stops (self, day);
  for (guint i = 0; i < stops->len; i++)
    if (nearest == NULL ||
        ABS (get_top (self, stops->pdata[i]) - top) < ABS (get_top (self, nearest) - top))
      nearest = stops->pdata[i];
  gtk_widget_grab_focus (nearest);
}

static void
go (AmbCalendarHours *self, GtkWidget *focus, guint key, int way)
{
  int at, day = find_focused_day (self, focus, &at);
  g_autoptr (GPtrArray) stops = day >= 0 ? list_stops (self, day) : NULL;

  if (stops == NULL)
    return;
  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    {
      go_to_day (self, day + (key == GDK_KEY_Right ? way : -way), get_top (self, focus));
      return;
    }
  at += key == GDK_KEY_Down ? 1 : -1;
  if (at >= 0 && at < (int) stops->len)
    gtk_widget_grab_focus (stops->pdata[at]);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static const char *
get_focus_id (AmbCalendarHours *self)
{
  GtkWidget *focus = amb_calendar_hours_get_focus (self);

  return focus != NULL && AMB_IS_CALENDAR_TILE (focus)
             ? amb_calendar_tile_get_id (AMB_CALENDAR_TILE (focus))
             : NULL;
}

static void
carry (AmbCalendarHours *self, guint key, int way)
{
  const char *id = get_focus_id (self);
  g_auto (GStrv) ids = NULL;

  if (id == NULL || !amb_calendar_model_check_write (self->model))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  amb_calendar_model_set_leading (self->model, id);
  ids = amb_calendar_model_dup_chosen (self->model, id);
  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    amb_calendar_model_shift_by (self->model, (const char *const *) ids,
                                 key == GDK_KEY_Right ? way : -way, 0);
  else
    amb_calendar_model_shift_by (self->model, (const char *const *) ids, 0,
                                 key == GDK_KEY_Down ? STEP : -STEP);
}

static void
extend (AmbCalendarHours *self, GtkWidget *focus, guint key, int way)
{
  const char *id = get_focus_id (self);

  if (id != NULL && !amb_calendar_model_is_selected (self->model, id))
    amb_calendar_model_select (self->model, id);
  go (self, focus, key, way);
  id = get_focus_id (self);
  if (id != NULL)
    amb_calendar_model_extend (self->model, id);
}

/* (transfer full): as "calendar.add" has it; @row: −1: no hour was pointed at */
static char *
dup_when (AmbCalendarHours *self, int day, int row)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *midnight =
      amb_wall_time_make (self->days[day], "00:00", g_time_zone_get_identifier (zone));
  AmbMoment at;

  if (row < 0)
    return g_strdup (self->days[day]);
  amb_calendar_hours_get_moment (self, day, row, &at);
  return amb_wall_time_at (midnight, &at, zone);
}

static void
add_item (AmbCalendarHours *self, int day, int row)
{
  g_autofree char *when = dup_when (self, day, row);
  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.add", "s", when);
}

static gboolean
add_on_focus (AmbCalendarHours *self, GtkWidget *focus)
{
  for (int i = 0; i < AMB_CALENDAR_DAYS; i++)
    if (focus == self->columns[i])
      {
        add_item (self, i, -1);
        return TRUE;
      }
  return FALSE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        AmbCalendarHours *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  int way = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
  GtkWidget *focus = amb_calendar_hours_get_focus (self);

  if (focus == NULL)
    return FALSE;
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    return add_on_focus (self, focus);
  if (key != GDK_KEY_Left && key != GDK_KEY_Right && key != GDK_KEY_Up && key != GDK_KEY_Down)
    return FALSE;
  amb_calendar_hours_set_spot (self, -1, 0);
  if (modifiers == (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    carry (self, key, way);
  else if (modifiers == 0)
    go (self, focus, key, way);
  else if (modifiers == GDK_SHIFT_MASK)
    extend (self, focus, key, way);
  else
    return FALSE;
  return TRUE;
}

char *
amb_calendar_hours_dup_spot (AmbCalendarHours *self)
{
  GtkWidget *focus = amb_calendar_hours_get_focus (self);
  int at, day = focus != NULL ? find_focused_day (self, focus, &at) : -1;

  if (self->spot_day >= 0)
    return dup_when (self, self->spot_day, self->spot_row);
  return day >= 0 ? dup_when (self, day, -1) : NULL;
}

char *
amb_calendar_hours_dup_when (AmbCalendarHours *self, double x, double y)
{
  int day = amb_calendar_hours_find_column (self, x);

  return day >= 0 ? dup_when (self, day,
                              amb_calendar_hours_find_row (
                                  self, y - amb_calendar_hours_get_hour (self) / 4.0))
                  : NULL;
}

void
amb_calendar_hours_set_spot (AmbCalendarHours *self, int day, int row)
{
  if (self->spot_day == day && self->spot_row == row)
    return;
  self->spot_day = day;
  self->spot_row = row;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
amb_calendar_hours_focus (AmbCalendarHours *self)
{
  GtkWidget *item =
      amb_calendar_hours_find_item (self, amb_calendar_model_get_leading (self->model));
  int today = amb_calendar_hours_find_day (self, amb_calendar_model_get_today (self->model));

  if (item == NULL && self->n > 0)
    item = amb_calendar_hours_find_item (
        self, amb_record_get_id (amb_calendar_hours_get_item (self, 0)->record));
  if (item == NULL)
    item = self->columns[MAX (today, 0)];
  gtk_widget_grab_focus (item);
}

/* One stop for Tab; arrows go about in it. */
gboolean
amb_calendar_hours_focus_in (GtkWidget *widget, GtkDirectionType direction)
{
  AmbCalendarHours *self = AMB_CALENDAR_HOURS (widget);

  if (amb_calendar_hours_get_focus (self) != NULL)
    return FALSE;
  amb_calendar_hours_focus (self);
  return amb_calendar_hours_get_focus (self) != NULL;
}

/* The pointer. */

int
amb_calendar_hours_find_column (AmbCalendarHours *self, double x)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  for (int i = 0; i < AMB_CALENDAR_DAYS; i++)
    {
      int start, room;

      amb_calendar_hours_place_column (GTK_WIDGET (self), width, i, &start, &room);
      if (mirrored)
        start = width - start - room;
      if (x >= start && x < start + room)
        return i;
    }
  return -1;
}

int
amb_calendar_hours_find_row (AmbCalendarHours *self, double y)
{
  int row = (int) (y * 60 / amb_calendar_hours_get_hour (self) + SNAP / 2.0) / SNAP * SNAP;

  return CLAMP (row, 0, amb_calendar_hours_get_n_rows (self) - SNAP);
}

/* A pointer is where it is: what it brings the keyboard to is not scrolled to. */
static void
set_scrolls (AmbCalendarHours *self, gboolean scrolls)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);

  if (viewport != NULL)
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), scrolls);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, AmbCalendarHours *self)
{
  GtkWidget *target = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  int day = amb_calendar_hours_find_column (self, x), row;

  if (day < 0 || (target != NULL && (gtk_widget_get_ancestor (target, AMB_TYPE_CALENDAR_TILE) ||
                                     gtk_widget_get_ancestor (target, AMB_TYPE_CALENDAR_MORE))))
    {
      amb_calendar_hours_set_spot (self, -1, 0);
      return;
    }
  set_scrolls (self, FALSE);
  go_to_day (self, day, y);
  set_scrolls (self, TRUE);
  amb_calendar_model_select (self->model, NULL);
  row = amb_calendar_hours_find_row (self, y - amb_calendar_hours_get_hour (self) / 4.0);
  amb_calendar_hours_set_spot (self, day, row);
  if (n_press == 2)
    add_item (self, day, row);
}

void
amb_calendar_hours_add_hands (AmbCalendarHours *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  amb_calendar_hours_add_drop (self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}
