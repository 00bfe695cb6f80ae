#include "amb-calendar-lanes.h"

#include "amb-calendar-cell.h"
#include "amb-calendar-gaps.h"
#include "amb-calendar-tile.h"
#include "amb-calendar-words.h"
#include "amb-text-scale.h"

#include <glib/gi18n.h>

#define LANES     (AMB_N_AUDIENCES + 1) /* the last one: of no audience */
#define MOST      6                     /* weeks */
#define HEAD      118                   /* px */
#define NARROWEST 110                   /* px of a week */

struct _AmbCalendarLanes
{
  GtkBox parent_instance;

  AmbCalendarModel *model;
  GtkGrid *grid;
  GtkWidget *weeks[MOST];
  GtkWidget *heads[LANES], *shares[LANES], *lacks[LANES];
  GtkWidget *cells[LANES][MOST];
  guint n_weeks;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (AmbCalendarLanes, amb_calendar_lanes, GTK_TYPE_BOX)

static AmbCalendarCell *
get_cell (AmbCalendarLanes *self, int lane, int week)
{
  return AMB_CALENDAR_CELL (self->cells[lane][week]);
}

static gboolean
is_shown (AmbCalendarLanes *self, int lane)
{
  return gtk_widget_get_visible (self->heads[lane]);
}

/* Gaps. */

static void
gaps_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbCalendarLanes) self = data;
  g_autoptr (GPtrArray) gaps = amb_context_read_finish (AMB_CONTEXT (source), result, NULL);

  for (guint i = 0; self->model != NULL && gaps != NULL && i < gaps->len; i++)
    {
      const AmbGap *gap = g_ptr_array_index (gaps, i);

      for (guint week = 0; week < self->n_weeks; week++)
        if (g_strcmp0 (
                amb_calendar_cell_get_week (get_cell (self, (int) gap->audience, (int) week)),
                gap->week) == 0)
          amb_calendar_cell_set_gap (get_cell (self, (int) gap->audience, (int) week), gap);
    }
}

/* Read for whoever looks at them. */
static void
read_gaps (AmbCalendarLanes *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      amb_calendar_model_get_calendar (self->model) == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  amb_calendar_load_gaps_async (self->model, self->cancellable, gaps_cb, g_object_ref (self));
}

/* Showing. */

static void
show_week (AmbCalendarLanes *self, guint week, const char *start)
{
  g_autofree char *last = amb_date_add_days (start, 6);
  g_autofree char *from = amb_calendar_format_day (start, _ ("%-d %b"));
  g_autofree char *to = amb_calendar_format_day (last, _ ("%-d %b"));
  int number = amb_week_get_number (start);
  g_autofree char *label =
      /* Translators: the number of a week, its first and its last day, in two lines */
      g_strdup_printf (_ ("Week %d\n%s – %s"), number, from, to);
  g_autofree char *words =
      /* Translators: the number of a week, its first and its last day */
      g_strdup_printf (_ ("Week %d · %s – %s"), number, from, to);

  gtk_label_set_label (GTK_LABEL (self->weeks[week]), label);
  amb_calendar_set_tip (self->weeks[week], words);
}

static void
show_head (AmbCalendarLanes *self, guint lane)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);
  const AmbBalance *balance = &calendar->balance;
  int lacks = amb_balance_get_short (balance, lane);
  double share = amb_balance_get_share (balance, lane);
  double target = amb_balance_get_target (balance, lane);
  g_autofree char *missing = g_strdup_printf (_ ("%d short"), lacks);
  g_autofree char *text = NULL;

  if (target > 0)
    /* Translators: the share of an audience in percent, and the one that is meant */
    text = g_strdup_printf (_ ("%.0f %% of %.0f %%"), share, target);
  else
    text = g_strdup_printf (_ ("%.0f %%"), share);
  gtk_label_set_label (GTK_LABEL (self->shares[lane]), text);
  gtk_label_set_label (GTK_LABEL (self->lacks[lane]), missing);
  gtk_widget_set_visible (self->lacks[lane], lacks > 0);
}

static void
show_lane (AmbCalendarLanes *self, guint lane)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);
  guint audiences = amb_calendar_model_get_audiences (self->model);
  gboolean is_there = lane < AMB_N_AUDIENCES && (audiences == 0 || (audiences & (1U << lane)) != 0);

  for (guint week = 0; week < self->n_weeks; week++)
    {
      g_autofree char *start = amb_calendar_dup_day (calendar, week * 7);

      amb_calendar_cell_set (get_cell (self, (int) lane, (int) week), week, start);
      if (lane == AMB_N_AUDIENCES)
        is_there |= amb_calendar_cell_get_n (get_cell (self, (int) lane, (int) week)) > 0;
    }
  gtk_widget_set_visible (self->heads[lane], is_there);
  for (guint week = 0; week < MOST; week++)
    gtk_widget_set_visible (self->cells[lane][week], is_there && week < self->n_weeks);
  if (lane < AMB_N_AUDIENCES)
    show_head (self, lane);
}

static GtkWidget *
get_focus (AmbCalendarLanes *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->grid)) ? focus : NULL;
}

static GtkWidget *
find_item (AmbCalendarLanes *self, const char *id)
{
  GtkWidget *found = NULL;

  for (int lane = 0; found == NULL && lane < LANES; lane++)
    for (int week = 0; found == NULL && week < (int) self->n_weeks; week++)
      if (is_shown (self, lane))
        found = amb_calendar_cell_find (get_cell (self, lane, week), id);
  return found;
}

/* (nullable): the cell of @focus (nullable) */
static AmbCalendarCell *
find_focused (AmbCalendarLanes *self, GtkWidget *focus, int *lane, int *week)
{
  GtkWidget *cell = focus != NULL ? gtk_widget_get_ancestor (focus, AMB_TYPE_CALENDAR_CELL) : NULL;

  for (*lane = 0; cell != NULL && *lane < LANES; (*lane)++)
    for (*week = 0; *week < MOST; (*week)++)
      if (self->cells[*lane][*week] == cell)
        return AMB_CALENDAR_CELL (cell);
  return NULL;
}

static void
go_to_cell (AmbCalendarLanes *self, int lane, int week, gboolean to_last)
{
  if (lane >= 0 && lane < LANES && week >= 0 && week < (int) self->n_weeks && is_shown (self, lane))
    gtk_widget_grab_focus (
        amb_calendar_cell_get_stop (get_cell (self, lane, week), to_last ? -1 : 0));
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

/* What was focused may be there still, and not be seen. */
static gboolean
has_focus (AmbCalendarLanes *self)
{
  GtkWidget *focus = get_focus (self);

  return focus != NULL && gtk_widget_get_visible (focus) && gtk_widget_get_focusable (focus);
}

/* An item takes the keyboard with it to its new lane; what others changed doesn't move it. */
static void
loaded_cb (AmbCalendarLanes *self)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);
  g_autofree char *id = amb_calendar_tile_dup_return (self->model, get_focus (self));
  int focused_lane = 0, focused_week = 0;
  AmbCalendarCell *focused = find_focused (self, get_focus (self), &focused_lane, &focused_week);
  GtkWidget *item;

  /* What nobody sees is made when somebody comes to it. */
  if (calendar == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->n_weeks = MIN (calendar->n_weeks, MOST);
  for (guint week = 0; week < MOST; week++)
    {
      g_autofree char *start = amb_calendar_dup_day (calendar, week * 7);

      gtk_widget_set_visible (self->weeks[week], week < self->n_weeks);
      if (week < self->n_weeks)
        show_week (self, week, start);
    }
  for (guint lane = 0; lane < LANES; lane++)
    show_lane (self, lane);
  item = find_item (self, id);
  if (item != NULL)
    gtk_widget_grab_focus (item);
  else if (focused != NULL && !has_focus (self))
    go_to_cell (self, focused_lane, MIN (focused_week, (int) self->n_weeks - 1), FALSE);
  read_gaps (self);
}

static void
selected_cb (AmbCalendarLanes *self)
{
  for (int lane = 0; lane < LANES; lane++)
    for (int week = 0; week < (int) self->n_weeks; week++)
      amb_calendar_cell_show_selected (get_cell (self, lane, week));
}

/* The keyboard. */

void
amb_calendar_lanes_focus (AmbCalendarLanes *self)
{
  GtkWidget *item = find_item (self, amb_calendar_model_get_leading (self->model));

  for (int lane = 0; item == NULL && lane < LANES; lane++)
    if (self->n_weeks > 0 && is_shown (self, lane))
      item = amb_calendar_cell_get_stop (get_cell (self, lane, 0), 0);
  if (item != NULL)
    gtk_widget_grab_focus (item);
}

static int
find_lane (AmbCalendarLanes *self, int lane, int by)
{
  lane += by;
  while (lane >= 0 && lane < LANES && !is_shown (self, lane))
    lane += by;
  return lane;
}

static void
go (AmbCalendarLanes *self, GtkWidget *focus, guint key, int way)
{
  int lane, week, at;
  AmbCalendarCell *cell = find_focused (self, focus, &lane, &week);
  GtkWidget *stop = NULL;

  if (cell == NULL)
    return;
  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    {
      go_to_cell (self, lane, week + (key == GDK_KEY_Right ? way : -way), FALSE);
      return;
    }
  at = amb_calendar_cell_find_stop (cell, focus) + (key == GDK_KEY_Down ? 1 : -1);
  if (at >= 0)
    stop = amb_calendar_cell_get_stop (cell, at);
  if (stop != NULL)
    gtk_widget_grab_focus (stop);
  else
    go_to_cell (self, find_lane (self, lane, key == GDK_KEY_Down ? 1 : -1), week,
                key == GDK_KEY_Up);
}

/* To the week beside, or to the audience above or below. */
static void
carry (AmbCalendarLanes *self, GtkWidget *focus, guint key, int way)
{
  int lane, week;
  const char *id =
      AMB_IS_CALENDAR_TILE (focus) ? amb_calendar_tile_get_id (AMB_CALENDAR_TILE (focus)) : NULL;
  g_auto (GStrv) ids = NULL;

  if (id == NULL || find_focused (self, focus, &lane, &week) == NULL ||
      !amb_calendar_model_check_write (self->model))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  if (key == GDK_KEY_Up || key == GDK_KEY_Down)
    lane = find_lane (self, lane, key == GDK_KEY_Down ? 1 : -1);
  if (lane < 0 || lane >= AMB_N_AUDIENCES)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  amb_calendar_model_set_leading (self->model, id);
  ids = amb_calendar_model_dup_chosen (self->model, id);
  if (key == GDK_KEY_Up || key == GDK_KEY_Down)
    amb_calendar_model_target (self->model, (const char *const *) ids, (guint) lane, 0, NULL);
  else
    amb_calendar_model_shift (self->model, (const char *const *) ids,
                              key == GDK_KEY_Right ? 7 * way : -7 * way);
}

static void
extend (AmbCalendarLanes *self, GtkWidget *focus, guint key, int way)
{
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *at = get_focus (self);

      if (at != NULL && AMB_IS_CALENDAR_TILE (at))
        {
          const char *id = amb_calendar_tile_get_id (AMB_CALENDAR_TILE (at));

          if (!amb_calendar_model_is_selected (self->model, id))
            amb_calendar_model_toggle (self->model, id);
        }
      if (i == 0)
        go (self, focus, key, way);
    }
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        AmbCalendarLanes *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  int way = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
  GtkWidget *focus = get_focus (self);

  if (focus == NULL ||
      (key != GDK_KEY_Left && key != GDK_KEY_Right && key != GDK_KEY_Up && key != GDK_KEY_Down))
    return FALSE;
  if (modifiers == (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    carry (self, focus, key, way);
  else if (modifiers == 0)
    go (self, focus, key, way);
  else if (modifiers == GDK_SHIFT_MASK)
    extend (self, focus, key, way);
  else
    return FALSE;
  return TRUE;
}

/* Building. */

static GtkWidget *
new_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css);
  return label;
}

static GtkWidget *
make_head (AmbCalendarLanes *self, guint lane)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = amb_calendar_new_mark ();

  amb_calendar_set_mark (mark, lane < AMB_N_AUDIENCES ? (int) lane : -1);
  self->shares[lane] = new_label (NULL, "amb-calendar-quiet");
  self->lacks[lane] = new_label (NULL, "amb-calendar-lacks");
  gtk_widget_set_visible (self->lacks[lane], FALSE);
  gtk_box_append (GTK_BOX (line), mark);
  gtk_box_append (
      GTK_BOX (line),
      new_label (lane < AMB_N_AUDIENCES ? amb_calendar_get_audience (lane) : _ ("No audience yet"),
                 "amb-calendar-strong"));
  gtk_box_append (GTK_BOX (head), line);
  gtk_box_append (GTK_BOX (head), self->shares[lane]);
  gtk_box_append (GTK_BOX (head), self->lacks[lane]);
  gtk_widget_add_css_class (head, "amb-calendar-lane");
  return head;
}

static void
fill (AmbCalendarLanes *self)
{
  for (int week = 0; week < MOST; week++)
    {
      self->weeks[week] = new_label (NULL, "amb-calendar-weekday");
      gtk_widget_set_hexpand (self->weeks[week], TRUE);
      gtk_label_set_wrap (GTK_LABEL (self->weeks[week]), FALSE);
      gtk_label_set_ellipsize (GTK_LABEL (self->weeks[week]), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (self->weeks[week]), 1);
      gtk_grid_attach (self->grid, self->weeks[week], week + 1, 0, 1, 1);
    }
  for (int lane = 0; lane < LANES; lane++)
    {
      self->heads[lane] = make_head (self, (guint) lane);
      gtk_grid_attach (self->grid, self->heads[lane], 0, lane + 1, 1, 1);
      for (int week = 0; week < MOST; week++)
        {
          self->cells[lane][week] =
              amb_calendar_cell_new (self->model, lane < AMB_N_AUDIENCES ? lane : -1);
          gtk_widget_set_hexpand (self->cells[lane][week], TRUE);
          gtk_widget_set_vexpand (self->cells[lane][week], TRUE);
          gtk_grid_attach (self->grid, self->cells[lane][week], week + 1, lane + 1, 1, 1);
        }
    }
}

static void
map_cb (AmbCalendarLanes *self)
{
  for (int lane = 0; lane < LANES; lane++)
    {
      gtk_widget_set_size_request (self->heads[lane], amb_text_scale_px (GTK_WIDGET (self), HEAD),
                                   -1);
      for (int week = 0; week < MOST; week++)
        gtk_widget_set_size_request (self->cells[lane][week],
                                     amb_text_scale_px (GTK_WIDGET (self), NARROWEST), -1);
    }
  loaded_cb (self);
}

static void
amb_calendar_lanes_dispose (GObject *object)
{
  AmbCalendarLanes *self = AMB_CALENDAR_LANES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (amb_calendar_lanes_parent_class)->dispose (object);
}

static void
amb_calendar_lanes_class_init (AmbCalendarLanesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_calendar_lanes_dispose;
}

static void
amb_calendar_lanes_init (AmbCalendarLanes *self)
{
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

GtkWidget *
amb_calendar_lanes_new (AmbCalendarModel *model)
{
  AmbCalendarLanes *self = g_object_new (AMB_TYPE_CALENDAR_LANES, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->model = g_object_ref (model);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "amb-calendar-lanes");
  fill (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self), scroller);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), key);
  g_signal_connect_object (model, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
