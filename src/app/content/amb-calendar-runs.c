#include "amb-calendar-runs.h"

#include "amb-calendar-bands.h"
#include "amb-calendar-hours.h"
#include "amb-calendar-words.h"
#include "amb-text-scale.h"

#include <glib/gi18n.h>
#include <string.h>

#define EDGE 10 /* px at an end of a bar that make it longer */
#define GAP  2  /* px */
#define MOST 6  /* rows; the list of campaigns has all */
#define ROW  22 /* px at the usual text size */

/* The row above is the chosen item's, and there without one too: what is clicked on below stays
 * under the pointer. */
#define FIRST 1

/* One bar. */
typedef struct
{
  const AmbEntity *entity;
  char *id;
  char *first, *last; /* days */
  gboolean is_open;   /* has no end: @last is the last day that was read */
  int row;
  GtkWidget *bar;
} Run;

struct _AmbCalendarRuns
{
  GtkWidget parent_instance;

  AmbCalendarModel *model;
  char *start;     /* nullable: the first day that is shown */
  GPtrArray *runs; /* of Run */
  int n_rows;
  Run *held; /* nullable, borrowed: what the pointer drags */
  int first_by, last_by;
  gboolean moves_first, moves_last;
};

G_DEFINE_FINAL_TYPE (AmbCalendarRuns, amb_calendar_runs, GTK_TYPE_WIDGET)

static void
run_free (gpointer data)
{
  Run *run = data;

  gtk_widget_unparent (run->bar);
  g_free (run->id);
  g_free (run->first);
  g_free (run->last);
  g_free (run);
}

static gboolean
may_change (AmbCalendarRuns *self, const Run *run)
{
  return amb_context_may (amb_calendar_model_get_context (self->model), run->entity,
                          AMB_RIGHT_UPDATE);
}

static Run *
find_run (AmbCalendarRuns *self, GtkWidget *bar)
{
  for (guint i = 0; i < self->runs->len; i++)
    if (((Run *) self->runs->pdata[i])->bar == bar)
      return self->runs->pdata[i];
  return NULL;
}

/* Where a run stands in the week: columns, cut where it goes on beyond it; FALSE: not in it */
static gboolean
find_columns (AmbCalendarRuns *self, const Run *run, int *from, int *to)
{
  int first_by = run == self->held ? self->first_by : 0;
  int last_by = run == self->held ? self->last_by : 0;

  *from = amb_date_days_between (self->start, run->first) + first_by;
  *to = MAX (amb_date_days_between (self->start, run->last) + last_by, *from);
  if (*to < 0 || *from >= AMB_CALENDAR_DAYS)
    return FALSE;
  *from = MAX (*from, 0);
  *to = MIN (*to, AMB_CALENDAR_DAYS - 1);
  return TRUE;
}

/* The keyboard. */

/* What has no end gets one where it is seen to end: on the last day that is shown. */
static int
count_to_end (AmbCalendarRuns *self, const Run *run)
{
  g_autofree char *last = amb_date_add_days (self->start, AMB_CALENDAR_DAYS - 1);

  return MAX (amb_date_days_between (run->first, last), 0);
}

static void
stretch (AmbCalendarRuns *self, const Run *run, int first_by, int last_by)
{
  if (run->is_open && first_by == 0)
    last_by = MAX (last_by + count_to_end (self, run), 0);
  if (may_change (self, run))
    amb_calendar_model_stretch (self->model, run->entity, run->id, first_by, last_by);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        AmbCalendarRuns *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  int way = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
  Run *run = find_run (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
  int by = key == GDK_KEY_Right ? way : -way;

  if (run == NULL)
    return FALSE;
  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && modifiers == 0)
    gtk_widget_activate_action (run->bar, "win.open-record", "(ss)", run->entity->name, run->id);
  else if (key != GDK_KEY_Left && key != GDK_KEY_Right)
    return FALSE;
  else if (modifiers == (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    stretch (self, run, by, by);
  else if (modifiers == GDK_SHIFT_MASK)
    stretch (self, run, 0, by);
  else
    return FALSE;
  return TRUE;
}

/* The pointer: an end makes it longer, anything between carries it. */

static void
begin_cb (GtkGestureDrag *gesture, double x, double y, AmbCalendarRuns *self)
{
  GtkWidget *bar = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  gboolean mirrored = gtk_widget_get_direction (bar) == GTK_TEXT_DIR_RTL;
  Run *run = find_run (self, bar);
  double from_start = mirrored ? gtk_widget_get_width (bar) - x : x;

  gtk_widget_grab_focus (bar);
  if (run == NULL || !may_change (self, run))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->held = run;
  self->first_by = self->last_by = 0;
  self->moves_first = from_start <= gtk_widget_get_width (bar) - EDGE;
  self->moves_last = from_start >= EDGE;
  /* An item goes out when it goes out: only how long it holds is changed here. */
  if (g_str_equal (run->entity->name, "content-item"))
    {
      self->moves_first = FALSE;
      self->moves_last = TRUE;
    }
}

static void
update_cb (GtkGestureDrag *gesture, double x, double y, AmbCalendarRuns *self)
{
  int start, room, by;
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (self->held == NULL)
    return;
  amb_calendar_hours_place_column (GTK_WIDGET (self), gtk_widget_get_width (GTK_WIDGET (self)), 0,
                                   &start, &room);
  x = mirrored ? -x : x;
  by = (int) ((x >= 0 ? x + room / 2.0 : x - room / 2.0) / MAX (room, 1));
  self->first_by = self->moves_first ? by : 0;
  self->last_by = self->moves_last ? by : 0;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
end_cb (GtkGestureDrag *gesture, double x, double y, AmbCalendarRuns *self)
{
  Run *run = self->held;

  self->held = NULL;
  if (run != NULL && (self->first_by != 0 || self->last_by != 0))
    stretch (self, run, self->first_by, self->last_by);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, AmbCalendarRuns *self)
{
  GtkWidget *bar = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (motion));
  const Run *run = find_run (self, bar);
  gboolean is_edge = x < EDGE || x > gtk_widget_get_width (bar) - EDGE;

  gtk_widget_set_cursor_from_name (bar, run == NULL || !may_change (self, run) ? NULL
                                        : is_edge                              ? "ew-resize"
                                                                               : "grab");
}

/* Bars. */

static char *
dup_words (const Run *run, const char *title, const char *where)
{
  g_autofree char *first = amb_calendar_format_day (run->first, _ ("%-d %b"));
  g_autofree char *last = amb_calendar_format_day (run->last, _ ("%-d %b"));
  g_autofree char *whole =
      where != NULL ? g_strdup_printf ("%s (%s)", title, where) : g_strdup (title);

  if (g_str_equal (run->entity->name, "blackout-day"))
    /* Translators: a reason, the first and the last day */
    return g_strdup_printf (_ ("Blackout: %s, %s – %s"), whole, first, last);
  if (g_str_equal (run->entity->name, "campaign"))
    /* Translators: a name, the first and the last day */
    return g_strdup_printf (_ ("Campaign: %s, %s – %s"), whole, first, last);
  /* Translators: the title of an item, the day on which it goes out, the last day on which it is
   * up to date */
  return g_strdup_printf (_ ("%s holds %s – %s"), whole, first, last);
}

static GtkWidget *
new_bar (AmbCalendarRuns *self, const Run *run, const char *title, const char *where)
{
  GtkWidget *bar = g_object_new (GTK_TYPE_BOX, "css-name", "amb-calendar-run", "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_BUTTON, NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name (run->entity->icon);
  GtkWidget *label = gtk_label_new (title);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  g_autofree char *words = dup_words (run, title, where);

  gtk_box_set_spacing (GTK_BOX (bar), 4);
  gtk_widget_add_css_class (icon, "amb-calendar-state");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 1);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (bar), icon);
  gtk_box_append (GTK_BOX (bar), label);
  gtk_widget_add_css_class (bar, run->entity->name);
  gtk_widget_set_focusable (bar, TRUE);
  amb_calendar_set_tip (bar, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (end_cb), self);
  gtk_widget_add_controller (bar, key);
  gtk_widget_add_controller (bar, motion);
  gtk_widget_add_controller (bar, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_parent (bar, GTK_WIDGET (self));
  return bar;
}

/* The first row that is free where it begins; −1: there are too many. */
static int
find_row (AmbCalendarRuns *self, const Run *run)
{
  int from, to;

  find_columns (self, run, &from, &to);
  for (int row = FIRST; row < MOST; row++)
    {
      gboolean is_free = TRUE;

      for (guint i = 0; is_free && i < self->runs->len; i++)
        {
          const Run *other = g_ptr_array_index (self->runs, i);
          int begin, end;

          is_free = other->row != row || !find_columns (self, other, &begin, &end) || end < from ||
                    begin > to;
        }
      if (is_free)
        return row;
    }
  return -1;
}

static void
add_run (AmbCalendarRuns *self,
         const AmbEntity *entity,
         const char *id,
         const char *title,
         const char *where,
         const char *first,
         const char *last,
         gboolean is_open)
{
  Run *run = g_new0 (Run, 1);
  int from, to;

  run->entity = entity;
  run->id = g_strdup (id);
  run->first = g_strdup (first);
  run->last = g_strdup (last);
  run->is_open = is_open;
  if (!find_columns (self, run, &from, &to))
    run->row = -1;
  else
    run->row = g_str_equal (entity->name, "content-item") ? 0 : find_row (self, run);
  if (run->row < 0)
    {
      g_free (run->id);
      g_free (run->first);
      g_free (run->last);
      g_free (run);
      return;
    }
  run->bar = new_bar (self, run, title, where);
  self->n_rows = MAX (self->n_rows, run->row + 1);
  g_ptr_array_add (self->runs, run);
}

/* The one that leads, while it is selected. */
static void
add_chosen (AmbCalendarRuns *self)
{
  const char *id = amb_calendar_model_get_leading (self->model);
  const AmbCalendarItem *item = amb_calendar_model_find (self->model, id);
  const char *last = item != NULL ? amb_record_get (item->record, "expires-on") : NULL;

  if (item == NULL || item->at.day[0] == '\0' || !amb_calendar_model_is_selected (self->model, id))
    return;
  add_run (self, amb_record_get_entity (item->record), id, amb_record_get_title (item->record),
           NULL, item->at.day,
           last != NULL && strcmp (last, item->at.day) > 0 ? last : item->at.day, FALSE);
}

static Run *
find_focused (AmbCalendarRuns *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL && gtk_root_get_focus (root) != NULL
             ? find_run (self, gtk_root_get_focus (root))
             : NULL;
}

static void
show (AmbCalendarRuns *self)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);
  const Run *focused = find_focused (self);
  g_autofree char *id = focused != NULL ? g_strdup (focused->id) : NULL;

  if (calendar == NULL || self->held != NULL)
    return;
  g_ptr_array_set_size (self->runs, 0);
  self->n_rows = FIRST;
  g_free (self->start);
  self->start = amb_calendar_model_dup_week (self->model);
  add_chosen (self);
  for (guint i = 0; i < calendar->bands->len; i++)
    {
      const AmbCalendarBand *band = g_ptr_array_index (calendar->bands, i);

      add_run (self, band->entity, band->id, band->title, band->where, band->first, band->last,
               band->is_open);
    }
  for (guint i = 0; id != NULL && i < self->runs->len; i++)
    if (g_str_equal (((Run *) self->runs->pdata[i])->id, id))
      gtk_widget_grab_focus (((Run *) self->runs->pdata[i])->bar);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Layout. */

static int
measure_row (AmbCalendarRuns *self)
{
  int row = amb_text_scale_px (GTK_WIDGET (self), ROW);

  for (guint i = 0; i < self->runs->len; i++)
    {
      int minimum;

      gtk_widget_measure (((Run *) self->runs->pdata[i])->bar, GTK_ORIENTATION_VERTICAL, -1,
                          &minimum, NULL, NULL, NULL);
      row = MAX (row, minimum + GAP);
    }
  return row;
}

static void
amb_calendar_runs_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  AmbCalendarRuns *self = AMB_CALENDAR_RUNS (widget);

  *minimum = *natural =
      orientation == GTK_ORIENTATION_VERTICAL ? self->n_rows * measure_row (self) : 0;
}

static void
amb_calendar_runs_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmbCalendarRuns *self = AMB_CALENDAR_RUNS (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int row = measure_row (self);

  for (guint i = 0; i < self->runs->len; i++)
    {
      const Run *run = g_ptr_array_index (self->runs, i);
      int from, to, start, end, room, least;
      gboolean is_here = find_columns (self, run, &from, &to);

      gtk_widget_set_child_visible (run->bar, is_here);
      if (!is_here)
        continue;
      amb_calendar_hours_place_column (widget, width, from, &start, &room);
      amb_calendar_hours_place_column (widget, width, to, &end, &room);
      gtk_widget_measure (run->bar, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      room = MAX (end + room - start - 2 * GAP, least);
      start += GAP;
      gtk_widget_size_allocate (run->bar,
                                &(GtkAllocation){ mirrored ? width - start - room : start,
                                                  run->row * row, room, row - GAP },
                                -1);
    }
}

static void
amb_calendar_runs_dispose (GObject *object)
{
  AmbCalendarRuns *self = AMB_CALENDAR_RUNS (object);

  self->held = NULL;
  g_ptr_array_set_size (self->runs, 0);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (amb_calendar_runs_parent_class)->dispose (object);
}

static void
amb_calendar_runs_finalize (GObject *object)
{
  AmbCalendarRuns *self = AMB_CALENDAR_RUNS (object);

  g_ptr_array_unref (self->runs);
  g_free (self->start);
  G_OBJECT_CLASS (amb_calendar_runs_parent_class)->finalize (object);
}

static void
amb_calendar_runs_class_init (AmbCalendarRunsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_calendar_runs_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_calendar_runs_finalize;
  widget_class->measure = amb_calendar_runs_measure;
  widget_class->size_allocate = amb_calendar_runs_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "amb-calendar-runs");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
amb_calendar_runs_init (AmbCalendarRuns *self)
{
  self->runs = g_ptr_array_new_with_free_func (run_free);
  self->n_rows = FIRST;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Campaigns and blackout days"), -1);
}

GtkWidget *
amb_calendar_runs_new (AmbCalendarModel *model)
{
  AmbCalendarRuns *self = g_object_new (AMB_TYPE_CALENDAR_RUNS, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "loaded", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "selected", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
