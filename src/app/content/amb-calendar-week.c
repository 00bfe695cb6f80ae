#include "amb-calendar-week.h"

#include "amb-calendar-hours.h"
#include "amb-calendar-runs.h"
#include "amb-calendar-words.h"
#include "amb-text-scale.h"

#include <glib/gi18n.h>

/* The heads stand in the columns of the hours. */
#define HEAD_TYPE (week_head_get_type ())
G_DECLARE_FINAL_TYPE (WeekHead, week_head, AMB, WEEK_HEAD, GtkWidget)

struct _WeekHead
{
  GtkWidget parent_instance;

  GtkWidget *corner, *number, *clock;
  GtkWidget *days[AMB_CALENDAR_DAYS], *names[AMB_CALENDAR_DAYS], *notes[AMB_CALENDAR_DAYS];
};

struct _AmbCalendarWeek
{
  GtkBox parent_instance;

  AmbCalendarModel *model;
  WeekHead *head;
  AmbCalendarHours *hours;
  GtkAdjustment *scroll;
  char *shown; /* nullable: the week that was scrolled to */
  guint scroll_source;
};

G_DEFINE_FINAL_TYPE (WeekHead, week_head, GTK_TYPE_WIDGET)
G_DEFINE_FINAL_TYPE (AmbCalendarWeek, amb_calendar_week, GTK_TYPE_BOX)

/* Heads. */

static void
week_head_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  WeekHead *self = AMB_WEEK_HEAD (widget);

  *minimum = *natural = 0;
  for (int i = -1; orientation == GTK_ORIENTATION_VERTICAL && i < AMB_CALENDAR_DAYS; i++)
    {
      int least;

      gtk_widget_measure (i < 0 ? self->corner : self->days[i], orientation, -1, &least, NULL, NULL,
                          NULL);
      *minimum = *natural = MAX (*minimum, least);
    }
}

static void
place_head (WeekHead *self, GtkWidget *child, int start, int room, int width, int height)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int least;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  room = MAX (room, least);
  gtk_widget_size_allocate (
      child, &(GtkAllocation){ mirrored ? width - start - room : start, 0, room, height }, -1);
}

static void
week_head_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WeekHead *self = AMB_WEEK_HEAD (widget);
  int start, room;

  amb_calendar_hours_place_column (widget, width, 0, &start, &room);
  place_head (self, self->corner, 0, start, width, height);
  for (int i = 0; i < AMB_CALENDAR_DAYS; i++)
    {
      amb_calendar_hours_place_column (widget, width, i, &start, &room);
      place_head (self, self->days[i], start, room, width, height);
    }
}

static void
week_head_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (week_head_parent_class)->dispose (object);
}

static void
week_head_class_init (WeekHeadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = week_head_dispose;
  GTK_WIDGET_CLASS (klass)->measure = week_head_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = week_head_size_allocate;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "amb-calendar-week-head");
}

static GtkWidget *
new_label (const char *css)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, css);
  return label;
}

static void
week_head_init (WeekHead *self)
{
  self->corner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->number = new_label ("amb-calendar-week-number");
  self->clock = new_label ("amb-calendar-note");
  gtk_label_set_ellipsize (GTK_LABEL (self->clock), PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (self->corner, "amb-calendar-corner");
  gtk_box_append (GTK_BOX (self->corner), self->number);
  gtk_box_append (GTK_BOX (self->corner), self->clock);
  gtk_widget_set_parent (self->corner, GTK_WIDGET (self));
  for (int i = 0; i < AMB_CALENDAR_DAYS; i++)
    {
      self->days[i] = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      self->names[i] = new_label ("amb-calendar-day-name");
      self->notes[i] = new_label ("amb-calendar-note");
      gtk_widget_add_css_class (self->days[i], "amb-calendar-day-head");
      gtk_box_append (GTK_BOX (self->days[i]), self->names[i]);
      gtk_box_append (GTK_BOX (self->days[i]), self->notes[i]);
      gtk_widget_set_parent (self->days[i], GTK_WIDGET (self));
    }
}

static void
show_head (AmbCalendarWeek *self, int index, const char *day)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);
  const char *blocked = g_hash_table_lookup (calendar->blocked, day);
  const char *holiday = g_hash_table_lookup (calendar->notes, day);
  WeekHead *head = self->head;
  /* Translators: the head of a day in the week, as strftime's format: “Mon 23” */
  g_autofree char *name = amb_calendar_format_day (day, _ ("%a %-d"));
  /* Translators: why nothing goes out on that day follows */
  g_autofree char *words =
      blocked != NULL ? g_strdup_printf (_ ("Blackout day: %s"), blocked) : g_strdup (holiday);

  gtk_label_set_label (GTK_LABEL (head->names[index]), name);
  gtk_label_set_label (GTK_LABEL (head->notes[index]), blocked != NULL   ? blocked
                                                       : holiday != NULL ? holiday
                                                                         : "");
  amb_calendar_set_tip (head->notes[index], words);
  amb_calendar_set_class (head->days[index], "today",
                          g_strcmp0 (day, amb_calendar_model_get_today (self->model)) == 0);
  amb_calendar_set_class (head->days[index], "blocked", blocked != NULL);
}

/* The hours. */

static const AmbCalendarRunsPlace runs_place = { amb_calendar_hours_place_column, NULL };

static gboolean
scroll_cb (gpointer data)
{
  AmbCalendarWeek *self = data;

  self->scroll_source = 0;
  gtk_adjustment_set_value (self->scroll, amb_calendar_hours_get_top (self->hours));
  return G_SOURCE_REMOVE;
}

/* Another week begins with its first item; the same one stays where it was. */
static void
loaded_cb (AmbCalendarWeek *self)
{
  g_autofree char *start = amb_calendar_model_dup_week (self->model);
  /* Translators: the number of a week, as short as it gets */
  g_autofree char *number = g_strdup_printf (_ ("W %d"), amb_week_get_number (start));
  /* Translators: the number of a week */
  g_autofree char *words = g_strdup_printf (_ ("Week %d"), amb_week_get_number (start));
  g_autofree char *last = amb_date_add_days (start, AMB_CALENDAR_DAYS - 1);
  g_autofree char *whose = NULL;
  g_autofree char *clock = amb_calendar_dup_clock (start, last, &whose);
  g_autofree char *tip = g_strdup_printf ("%s\n%s", words, whose);

  gtk_label_set_label (GTK_LABEL (self->head->number), number);
  gtk_label_set_label (GTK_LABEL (self->head->clock), clock);
  amb_calendar_set_tip (self->head->number, words);
  amb_calendar_set_tip (self->head->clock, whose);
  amb_calendar_set_tip (self->head->corner, tip);
  for (int i = 0; i < AMB_CALENDAR_DAYS; i++)
    {
      g_autofree char *day = amb_date_add_days (start, i);

      show_head (self, i, day);
    }
  if (g_strcmp0 (start, self->shown) == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&start);
  if (self->scroll_source == 0)
    self->scroll_source = g_idle_add_full (G_PRIORITY_LOW, scroll_cb, self, NULL);
}

static void
map_cb (AmbCalendarWeek *self)
{
  if (amb_calendar_model_get_calendar (self->model) != NULL)
    loaded_cb (self);
}

static void
amb_calendar_week_dispose (GObject *object)
{
  AmbCalendarWeek *self = AMB_CALENDAR_WEEK (object);

  g_clear_handle_id (&self->scroll_source, g_source_remove);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (amb_calendar_week_parent_class)->dispose (object);
}

static void
amb_calendar_week_finalize (GObject *object)
{
  g_free (AMB_CALENDAR_WEEK (object)->shown);
  G_OBJECT_CLASS (amb_calendar_week_parent_class)->finalize (object);
}

static void
amb_calendar_week_class_init (AmbCalendarWeekClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_calendar_week_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_calendar_week_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "amb-calendar-week-view");
}

static void
amb_calendar_week_init (AmbCalendarWeek *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

GtkWidget *
amb_calendar_week_new (AmbCalendarModel *model)
{
  AmbCalendarWeek *self = g_object_new (AMB_TYPE_CALENDAR_WEEK, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->model = g_object_ref (model);
  self->head = g_object_new (HEAD_TYPE, NULL);
  self->hours = AMB_CALENDAR_HOURS (amb_calendar_hours_new (model));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->hours));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  self->scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->head));
  gtk_box_append (GTK_BOX (self),
                  amb_calendar_runs_new (model, AMB_CALENDAR_RUNS_BANDS | AMB_CALENDAR_RUNS_CHOSEN,
                                         &runs_place));
  gtk_box_append (GTK_BOX (self), scroller);
  g_signal_connect_object (model, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
amb_calendar_week_focus (AmbCalendarWeek *self)
{
  amb_calendar_hours_focus (self->hours);
}

char *
amb_calendar_week_dup_spot (AmbCalendarWeek *self)
{
  return amb_calendar_hours_dup_spot (self->hours);
}
