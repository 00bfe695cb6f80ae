#include "amb-calendar-runs.h"

#include "amb-calendar-bands.h"
#include "amb-calendar-hours.h"
#include "amb-calendar-run.h"
#include "amb-calendar-words.h"
#include "amb-text-scale.h"

#include <glib/gi18n.h>
#include <string.h>

#define EDGE 10 /* px at an end of a bar that make it longer */
#define GAP  2  /* px */
#define MOST 6  /* rows; the button behind the last one has the others */
#define ROW  22 /* px at the usual text size */
#define SLIM 14 /* px at the usual text size: of weeks one below the other */
#define THIN 5  /* px at the usual text size */

typedef struct
{
  int from, to; /* columns */
  int row;
} Place;

struct _AmbCalendarRuns
{
  GtkWidget parent_instance;

  AmbCalendarModel *model;
  AmbCalendarRunsParts parts;
  const AmbCalendarRunsPlace *place;
  gboolean is_own; /* @start was given, and isn't the week of the model */
  char *start;     /* nullable: the first day that is shown */
  GPtrArray *runs; /* of AmbCalendarRun, borrowed: its children */
  GPtrArray *rest; /* of AmbCalendarBand, borrowed: those that have no row */
  GtkWidget *more; /* its button */
  GArray *places;  /* of Place: of all, whether they have a row or not */
  int most;        /* rows */
  int n_rows, n_wanted;
  AmbCalendarRun *held; /* nullable, borrowed: what the pointer drags */
  gboolean moves_first, moves_last;
  double taken_x, taken_y; /* where the pointer took it */
  char *moved;             /* nullable: id of what is shown as if it had been moved */
  int first_by, last_by;
};

G_DEFINE_FINAL_TYPE (AmbCalendarRuns, amb_calendar_runs, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_DRAGGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
may_change (AmbCalendarRuns *self, const AmbCalendarSpan *span)
{
  return amb_context_may (amb_calendar_model_get_context (self->model), span->entity,
                          AMB_RIGHT_UPDATE);
}

static gboolean
is_thin (AmbCalendarRuns *self)
{
  return self->parts == AMB_CALENDAR_RUNS_CHOSEN;
}

/* The row above is the chosen item's, and there without one too: what is clicked on below stays
 * under the pointer. */
static int
get_first_row (AmbCalendarRuns *self)
{
  return (self->parts & AMB_CALENDAR_RUNS_CHOSEN) != 0 ? 1 : 0;
}

/* Where a span stands in the week: columns beyond it too; FALSE: not in it */
static gboolean
find_whole (AmbCalendarRuns *self, const AmbCalendarSpan *span, int *from, int *to)
{
  gboolean is_moved = g_strcmp0 (span->id, self->moved) == 0;

  *from = amb_date_days_between (self->start, span->first) + (is_moved ? self->first_by : 0);
  *to = amb_date_days_between (self->start, span->last) + (is_moved ? self->last_by : 0);
  *to = MAX (*to, *from);
  return *to >= 0 && *from < AMB_CALENDAR_DAYS;
}

/* The same, cut where it goes on beyond the week. */
static gboolean
find_columns (AmbCalendarRuns *self, const AmbCalendarSpan *span, int *from, int *to)
{
  gboolean is_here = find_whole (self, span, from, to);

  *from = MAX (*from, 0);
  *to = MIN (*to, AMB_CALENDAR_DAYS - 1);
  return is_here;
}

GtkWidget *
amb_calendar_runs_find (AmbCalendarRuns *self, const char *id)
{
  for (guint i = 0; i < self->runs->len; i++)
    if (g_strcmp0 (amb_calendar_run_get (self->runs->pdata[i])->id, id) == 0)
      return self->runs->pdata[i];
  return NULL;
}

GtkWidget *
amb_calendar_runs_find_beside (AmbCalendarRuns *self, GtkWidget *bar, int column, int by)
{
  int row = bar != NULL ? amb_calendar_run_get_row (AMB_CALENDAR_RUN (bar)) : by > 0 ? -1 : MOST;
  GtkWidget *found = NULL;

  for (guint i = 0; i < self->runs->len; i++)
    {
      AmbCalendarRun *run = g_ptr_array_index (self->runs, i);
      int away = (amb_calendar_run_get_row (run) - row) * by, from, to;

      if (away > 0 && find_columns (self, amb_calendar_run_get (run), &from, &to) &&
          from <= column && column <= to &&
          (found == NULL ||
           away < (amb_calendar_run_get_row (AMB_CALENDAR_RUN (found)) - row) * by))
        found = GTK_WIDGET (run);
    }
  return found;
}

int
amb_calendar_runs_clip (AmbCalendarRuns *self, GtkWidget *bar, int column)
{
  int from, to;

  find_columns (self, amb_calendar_run_get (AMB_CALENDAR_RUN (bar)), &from, &to);
  return CLAMP (column, from, to);
}

/* The keyboard. */

/* What has no end gets one where it is seen to end: on the last day that is shown. */
static int
count_to_end (AmbCalendarRuns *self, const AmbCalendarSpan *span)
{
  g_autofree char *last = amb_date_add_days (self->start, AMB_CALENDAR_DAYS - 1);

  return MAX (amb_date_days_between (span->first, self->is_own ? span->last : last), 0);
}

static void
stretch (AmbCalendarRuns *self, const AmbCalendarSpan *span, int first_by, int last_by)
{
  if (span->is_open && first_by == 0)
    last_by = MAX (last_by + count_to_end (self, span), 0);
  if (may_change (self, span))
    amb_calendar_model_stretch (self->model, span->entity, span->id, first_by, last_by);
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
  GtkWidget *bar = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  const AmbCalendarSpan *span = amb_calendar_run_get (AMB_CALENDAR_RUN (bar));
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  int way = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
  int by = key == GDK_KEY_Right ? way : -way;

  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && modifiers == 0)
    gtk_widget_activate_action (bar, "win.open-record", "(ss)", span->entity->name, span->id);
  else if (key != GDK_KEY_Left && key != GDK_KEY_Right)
    return FALSE;
  else if (modifiers == (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    stretch (self, span, by, by);
  else if (modifiers == GDK_SHIFT_MASK)
    stretch (self, span, 0, by);
  else
    return FALSE;
  return TRUE;
}

/* The pointer: an end makes it longer, anything between carries it. */

/* Where it is cut by the week there is no end to be taken; what has none is taken there. */
static void
find_ends (AmbCalendarRuns *self, AmbCalendarRun *run, double x, gboolean *first, gboolean *last)
{
  GtkWidget *bar = GTK_WIDGET (run);
  int width = gtk_widget_get_width (bar);
  gboolean has_last = !amb_calendar_run_is_cut_after (run) ||
                      (amb_calendar_run_get (run)->is_open && !self->is_own);

  if (gtk_widget_get_direction (bar) == GTK_TEXT_DIR_RTL)
    x = width - x;
  *first = x < EDGE && !amb_calendar_run_is_cut_before (run);
  *last = x > width - EDGE && has_last;
  /* An item goes out when it goes out: only how long it holds is changed here. */
  if (g_str_equal (amb_calendar_run_get (run)->entity->name, "content-item"))
    {
      *first = FALSE;
      *last = TRUE;
    }
}

static void
begin_cb (GtkGestureDrag *gesture, double x, double y, AmbCalendarRuns *self)
{
  GtkWidget *bar = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  AmbCalendarRun *run = AMB_CALENDAR_RUN (bar);
  gboolean is_first, is_last;

  gtk_widget_grab_focus (bar);
  if (!may_change (self, amb_calendar_run_get (run)))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  find_ends (self, run, x, &is_first, &is_last);
  self->held = run;
  self->moves_first = !is_last;
  self->moves_last = !is_first;
  gtk_widget_translate_coordinates (bar, GTK_WIDGET (self), x, y, &self->taken_x, &self->taken_y);
}

static int
find_column (AmbCalendarRuns *self, double x)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), start, room, column = 0;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = width - x;
  for (int i = 1; i < AMB_CALENDAR_DAYS; i++)
    {
      self->place->place_column (GTK_WIDGET (self), width, i, &start, &room);
      if (x >= start)
        column = i;
    }
  return column;
}

static void
drag (AmbCalendarRuns *self, const char *id, int first_by, int last_by)
{
  g_autofree char *copy = g_strdup (id);

  if (g_strcmp0 (id, self->moved) == 0 && first_by == self->first_by && last_by == self->last_by)
    return;
  amb_calendar_runs_preview (self, copy, first_by, last_by);
  g_signal_emit (self, signals[SIGNAL_DRAGGED], 0, copy, first_by, last_by);
}

/* By as many days as lie between the one where it was taken and the one under the pointer. */
static void
update_cb (GtkGestureDrag *gesture, double x, double y, AmbCalendarRuns *self)
{
  int by;

  if (self->held == NULL)
    return;
  by = find_column (self, self->taken_x + x) - find_column (self, self->taken_x);
  if (self->place->count_weeks != NULL)
    by += AMB_CALENDAR_DAYS * self->place->count_weeks (GTK_WIDGET (self), self->taken_y + y);
  drag (self, amb_calendar_run_get (self->held)->id, self->moves_first ? by : 0,
        self->moves_last ? by : 0);
}

static void
end_cb (GtkGestureDrag *gesture, double x, double y, AmbCalendarRuns *self)
{
  AmbCalendarRun *run = self->held;

  if (run != NULL && (self->first_by != 0 || self->last_by != 0))
    stretch (self, amb_calendar_run_get (run), self->first_by, self->last_by);
  self->held = NULL;
  drag (self, NULL, 0, 0);
}

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, AmbCalendarRuns *self)
{
  GtkWidget *bar = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (motion));
  gboolean is_first, is_last;

  find_ends (self, AMB_CALENDAR_RUN (bar), x, &is_first, &is_last);
  gtk_widget_set_cursor_from_name (
      bar, !may_change (self, amb_calendar_run_get (AMB_CALENDAR_RUN (bar))) ? NULL
           : is_first || is_last                                             ? "ew-resize"
                                                                             : "grab");
}

/* Bars. */

static AmbCalendarRun *
new_bar (AmbCalendarRuns *self)
{
  GtkWidget *bar = amb_calendar_run_new (is_thin (self));
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (end_cb), self);
  gtk_widget_add_controller (bar, key);
  gtk_widget_add_controller (bar, motion);
  gtk_widget_add_controller (bar, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_parent (bar, GTK_WIDGET (self));
  return AMB_CALENDAR_RUN (bar);
}

/* The first row that is free where it begins; −1: there are too many. */
static int
find_row (AmbCalendarRuns *self, int from, int to)
{
  for (int row = get_first_row (self); row < MOST; row++)
    {
      gboolean is_free = TRUE;

      for (guint i = 0; is_free && i < self->places->len; i++)
        {
          const Place *other = &g_array_index (self->places, Place, i);

          is_free = other->row != row || other->to < from || other->from > to;
        }
      if (is_free)
        return row;
    }
  return -1;
}

/* (transfer none): the bar that showed it before, out of @former; else another one */
static AmbCalendarRun *
take_bar (AmbCalendarRuns *self, GPtrArray *former, const AmbCalendarSpan *span)
{
  for (guint i = 0; i < former->len; i++)
    {
      const AmbCalendarSpan *other = amb_calendar_run_get (former->pdata[i]);

      if (other->entity == span->entity && g_str_equal (other->id, span->id))
        return g_ptr_array_steal_index (former, i);
    }
  return new_bar (self);
}

/* FALSE: there is no room for it. */
static gboolean
add_run (AmbCalendarRuns *self, GPtrArray *former, const AmbCalendarSpan *span)
{
  AmbCalendarRun *run;
  Place at;
  int begin, end;

  if (!find_columns (self, span, &at.from, &at.to))
    return TRUE;
  at.row = g_str_equal (span->entity->name, "content-item") ? 0 : find_row (self, at.from, at.to);
  g_array_append_val (self->places, at);
  self->n_wanted = MAX (self->n_wanted, at.row + 1);
  if (at.row < 0 || at.row >= self->most)
    return FALSE;
  run = take_bar (self, former, span);
  find_whole (self, span, &begin, &end);
  amb_calendar_run_set (run, span);
  amb_calendar_run_set_cut (run, (begin < at.from), (end > at.to));
  amb_calendar_run_set_row (run, at.row);
  self->n_rows = MAX (self->n_rows, at.row + 1);
  g_ptr_array_add (self->runs, run);
  return TRUE;
}

/* The one that leads, while it is selected. */
static void
add_chosen (AmbCalendarRuns *self, GPtrArray *former)
{
  const char *id = amb_calendar_model_get_leading (self->model);
  const AmbCalendarItem *item = amb_calendar_model_find (self->model, id);
  const char *last = item != NULL ? amb_record_get (item->record, "expires-on") : NULL;
  AmbCalendarSpan span;

  if (item == NULL || item->at.day[0] == '\0' || !amb_calendar_model_is_selected (self->model, id))
    return;
  if (last == NULL || strcmp (last, item->at.day) < 0)
    last = item->at.day;
  span = (AmbCalendarSpan){ amb_record_get_entity (item->record),
                            id,
                            amb_record_get_title (item->record),
                            NULL,
                            item->at.day,
                            last,
                            FALSE };
  add_run (self, former, &span);
}

static AmbCalendarSpan
to_span (const AmbCalendarBand *band)
{
  return (AmbCalendarSpan){ band->entity, band->id,   band->title,  band->where,
                            band->first,  band->last, band->is_open };
}

/* Where room is scarce, campaigns come first: of blackout days each day tells too. */
static void
add_bands (AmbCalendarRuns *self, GPtrArray *former, const AmbCalendar *calendar)
{
  static const char *const names[] = { "campaign", "blackout-day" };

  for (guint kind = 0; kind < (self->is_own ? G_N_ELEMENTS (names) : 1); kind++)
    for (guint i = 0; i < calendar->bands->len; i++)
      {
        AmbCalendarSpan span = to_span (calendar->bands->pdata[i]);

        if (self->is_own && !g_str_equal (span.entity->name, names[kind]))
          continue;
        if (!add_run (self, former, &span))
          g_ptr_array_add (self->rest, calendar->bands->pdata[i]);
      }
}

/* Those that there is no room for. */

static void
show_more (AmbCalendarRuns *self)
{
  g_autofree char *label = g_strdup_printf ("+%u", self->rest->len);
  g_autofree char *words =
      g_strdup_printf (ngettext ("%u more campaign or blackout day",
                                 "%u more campaigns and blackout days", self->rest->len),
                       self->rest->len);

  gtk_widget_set_visible (self->more, self->rest->len > 0);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->more), label);
  amb_calendar_set_tip (self->more, words);
  /* The focus is in the button that is within. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (self->more)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* Made when somebody looks at it. */
static void
fill_more_cb (GtkMenuButton *button, gpointer data)
{
  AmbCalendarRuns *self = data;
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < self->rest->len; i++)
    {
      AmbCalendarSpan span = to_span (self->rest->pdata[i]);
      g_autofree char *words = amb_calendar_span_dup_words (&span);
      g_auto (GStrv) parts = g_strsplit (words, "_", -1);
      g_autofree char *escaped = g_strjoinv ("__", parts);
      g_autoptr (GMenuItem) item = g_menu_item_new (escaped, NULL);

      g_menu_item_set_action_and_target (item, "win.open-record", "(ss)", span.entity->name,
                                         span.id);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* A bar stays the same widget while it shows the same: the keyboard and the pointer stay at it. */
static void
show (AmbCalendarRuns *self)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);
  g_autoptr (GPtrArray) former = NULL;
  guint at;

  if (calendar == NULL || (self->is_own && self->start == NULL))
    return;
  if (!self->is_own)
    {
      g_free (self->start);
      self->start = amb_calendar_model_dup_week (self->model);
    }
  former = g_steal_pointer (&self->runs);
  self->runs = g_ptr_array_new ();
  g_ptr_array_set_size (self->rest, 0);
  g_array_set_size (self->places, 0);
  self->n_rows = self->n_wanted = get_first_row (self);
  if ((self->parts & AMB_CALENDAR_RUNS_CHOSEN) != 0)
    add_chosen (self, former);
  if ((self->parts & AMB_CALENDAR_RUNS_BANDS) != 0)
    add_bands (self, former, calendar);
  /* The pointer would lose what it holds, wherever that is shown. */
  if (self->held != NULL && g_ptr_array_find (former, self->held, &at))
    g_ptr_array_add (self->runs, g_ptr_array_steal_index (former, at));
  for (guint i = 0; i < former->len; i++)
    gtk_widget_unparent (former->pdata[i]);
  show_more (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
amb_calendar_runs_set_week (AmbCalendarRuns *self, const char *start)
{
  char *copy = g_strdup (start);

  g_free (self->start);
  self->start = copy;
  self->is_own = TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (self), "slim");
  show (self);
}

void
amb_calendar_runs_preview (AmbCalendarRuns *self, const char *id, int first_by, int last_by)
{
  char *copy = g_strdup (id);

  g_free (self->moved);
  self->moved = copy;
  self->first_by = first_by;
  self->last_by = last_by;
  show (self);
}

int
amb_calendar_runs_get_n_wanted (AmbCalendarRuns *self)
{
  return self->n_wanted;
}

void
amb_calendar_runs_set_most (AmbCalendarRuns *self, int most)
{
  if (self->most == most)
    return;
  self->most = most;
  show (self);
}

GtkWidget *
amb_calendar_runs_get_more (AmbCalendarRuns *self)
{
  return self->more;
}

gboolean
amb_calendar_runs_has_more (AmbCalendarRuns *self, int column)
{
  for (guint i = 0; i < self->rest->len; i++)
    {
      AmbCalendarSpan span = to_span (self->rest->pdata[i]);
      int from, to;

      if (find_columns (self, &span, &from, &to) && from <= column && column <= to)
        return TRUE;
    }
  return FALSE;
}

/* Layout. */

/* Between rows. */
static int
get_gap (AmbCalendarRuns *self)
{
  return self->is_own ? GAP / 2 : GAP;
}

static int
measure_row (AmbCalendarRuns *self)
{
  int px = is_thin (self) ? THIN : self->is_own ? SLIM : ROW;
  int row = amb_text_scale_px (GTK_WIDGET (self), px);

  for (guint i = 0; i < self->runs->len; i++)
    {
      int minimum;

      gtk_widget_measure (self->runs->pdata[i], GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL,
                          NULL);
      row = MAX (row, minimum + get_gap (self));
    }
  return row;
}

int
amb_calendar_runs_measure_rows (AmbCalendarRuns *self, int n)
{
  return n * measure_row (self);
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
place (AmbCalendarRuns *self, GtkWidget *child, int start, int room, int row, int width)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int height = measure_row (self), least;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  room = MAX (room, least);
  gtk_widget_size_allocate (child,
                            &(GtkAllocation){ mirrored ? width - start - room : start, row * height,
                                              room, height - get_gap (self) },
                            -1);
}

static void
amb_calendar_runs_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmbCalendarRuns *self = AMB_CALENDAR_RUNS (widget);
  int start, room;

  for (guint i = 0; i < self->runs->len; i++)
    {
      AmbCalendarRun *run = g_ptr_array_index (self->runs, i);
      int from, to, end;
      gboolean is_here = find_columns (self, amb_calendar_run_get (run), &from, &to);

      gtk_widget_set_child_visible (GTK_WIDGET (run), is_here);
      if (!is_here)
        continue;
      self->place->place_column (widget, width, from, &start, &room);
      self->place->place_column (widget, width, to, &end, &room);
      place (self, GTK_WIDGET (run), start + GAP, end + room - start - 2 * GAP,
             amb_calendar_run_get_row (run), width);
    }
  self->place->place_column (widget, width, 0, &start, &room);
  if (gtk_widget_get_parent (self->more) == widget && gtk_widget_should_layout (self->more))
    place (self, self->more, 0, start, self->n_rows - 1, width);
}

/* What is between the bars belongs to what is below them. */
static gboolean
amb_calendar_runs_contains (GtkWidget *widget, double x, double y)
{
  return FALSE;
}

static void
amb_calendar_runs_dispose (GObject *object)
{
  AmbCalendarRuns *self = AMB_CALENDAR_RUNS (object);
  GtkWidget *child;

  self->held = NULL;
  g_ptr_array_set_size (self->runs, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (amb_calendar_runs_parent_class)->dispose (object);
}

static void
amb_calendar_runs_finalize (GObject *object)
{
  AmbCalendarRuns *self = AMB_CALENDAR_RUNS (object);

  g_ptr_array_unref (self->runs);
  g_ptr_array_unref (self->rest);
  g_array_unref (self->places);
  g_free (self->start);
  g_free (self->moved);
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
  widget_class->contains = amb_calendar_runs_contains;
  gtk_widget_class_set_css_name (widget_class, "amb-calendar-runs");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[SIGNAL_DRAGGED] =
      g_signal_new ("dragged", AMB_TYPE_CALENDAR_RUNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_INT, G_TYPE_INT);
}

static void
amb_calendar_runs_init (AmbCalendarRuns *self)
{
  self->runs = g_ptr_array_new ();
  self->rest = g_ptr_array_new ();
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  self->most = MOST;
  self->more = gtk_menu_button_new ();
  gtk_widget_add_css_class (self->more, "amb-calendar-more");
  gtk_widget_set_visible (self->more, FALSE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->more), fill_more_cb, self, NULL);
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
amb_calendar_runs_new (AmbCalendarModel *model,
                       AmbCalendarRunsParts parts,
                       const AmbCalendarRunsPlace *place)
{
  AmbCalendarRuns *self = g_object_new (AMB_TYPE_CALENDAR_RUNS, NULL);

  self->model = g_object_ref (model);
  self->parts = parts;
  self->place = place;
  self->n_rows = get_first_row (self);
  if ((parts & AMB_CALENDAR_RUNS_BANDS) != 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Campaigns and blackout days"), -1);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("How long the chosen item holds"), -1);
  g_signal_connect_object (model, "loaded", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  if ((parts & AMB_CALENDAR_RUNS_CHOSEN) != 0)
    g_signal_connect_object (model, "selected", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
