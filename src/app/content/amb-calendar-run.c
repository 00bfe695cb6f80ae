#include "amb-calendar-run.h"

#include "amb-calendar-words.h"

#include <glib/gi18n.h>

struct _AmbCalendarRun
{
  GtkWidget parent_instance;

  AmbCalendarSpan span; /* what it points to is owned */
  GtkWidget *before, *icon, *label, *after;
  gboolean is_thin, is_cut_before, is_cut_after;
  int row;
};

G_DEFINE_FINAL_TYPE (AmbCalendarRun, amb_calendar_run, GTK_TYPE_WIDGET)

char *
amb_calendar_span_dup_words (const AmbCalendarSpan *span)
{
  g_autofree char *first = amb_calendar_format_day (span->first, _ ("%-d %b"));
  g_autofree char *last = amb_calendar_format_day (span->last, _ ("%-d %b"));
  g_autofree char *whole = span->where != NULL
                               ? g_strdup_printf ("%s (%s)", span->title, span->where)
                               : g_strdup (span->title);

  if (g_str_equal (span->entity->name, "blackout-day"))
    /* Translators: a reason, the first and the last day */
    return g_strdup_printf (_ ("Blackout: %s, %s – %s"), whole, first, last);
  if (g_str_equal (span->entity->name, "campaign") && span->is_open)
    /* Translators: a name, the first day of what has no last one */
    return g_strdup_printf (_ ("Campaign: %s, from %s on"), whole, first);
  if (g_str_equal (span->entity->name, "campaign"))
    /* Translators: a name, the first and the last day */
    return g_strdup_printf (_ ("Campaign: %s, %s – %s"), whole, first, last);
  /* Translators: the title of an item, the day on which it goes out, the last day on which it is
   * up to date */
  return g_strdup_printf (_ ("%s holds %s – %s"), whole, first, last);
}

static void
clear_span (AmbCalendarSpan *span)
{
  g_free ((char *) span->id);
  g_free ((char *) span->title);
  g_free ((char *) span->where);
  g_free ((char *) span->first);
  g_free ((char *) span->last);
}

void
amb_calendar_run_set (AmbCalendarRun *self, const AmbCalendarSpan *span)
{
  AmbCalendarSpan former = self->span;
  g_autofree char *words = amb_calendar_span_dup_words (span);

  if (former.entity != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), former.entity->name);
  self->span =
      (AmbCalendarSpan){ span->entity,           g_strdup (span->id),    g_strdup (span->title),
                         g_strdup (span->where), g_strdup (span->first), g_strdup (span->last),
                         span->is_open };
  clear_span (&former);
  gtk_widget_add_css_class (GTK_WIDGET (self), span->entity->name);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), span->entity->icon);
  gtk_label_set_label (GTK_LABEL (self->label), self->span.title);
  amb_calendar_set_tip (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

const AmbCalendarSpan *
amb_calendar_run_get (AmbCalendarRun *self)
{
  return &self->span;
}

void
amb_calendar_run_set_cut (AmbCalendarRun *self, gboolean before, gboolean after)
{
  self->is_cut_before = before;
  self->is_cut_after = after;
  gtk_widget_set_visible (self->before, before && !self->is_thin);
  gtk_widget_set_visible (self->after, after && !self->is_thin);
  amb_calendar_set_class (GTK_WIDGET (self), "cut-before", before);
  amb_calendar_set_class (GTK_WIDGET (self), "cut-after", after);
}

gboolean
amb_calendar_run_is_cut_before (AmbCalendarRun *self)
{
  return self->is_cut_before;
}

gboolean
amb_calendar_run_is_cut_after (AmbCalendarRun *self)
{
  return self->is_cut_after;
}

void
amb_calendar_run_set_row (AmbCalendarRun *self, int row)
{
  self->row = row;
}

int
amb_calendar_run_get_row (AmbCalendarRun *self)
{
  return self->row;
}

static void
amb_calendar_run_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (amb_calendar_run_parent_class)->dispose (object);
}

static void
amb_calendar_run_finalize (GObject *object)
{
  clear_span (&AMB_CALENDAR_RUN (object)->span);
  G_OBJECT_CLASS (amb_calendar_run_parent_class)->finalize (object);
}

static void
amb_calendar_run_class_init (AmbCalendarRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_calendar_run_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_calendar_run_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "amb-calendar-run");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static GtkWidget *
new_icon (AmbCalendarRun *self, const char *name)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (name);

  gtk_widget_add_css_class (icon, "amb-calendar-state");
  gtk_widget_set_parent (icon, GTK_WIDGET (self));
  return icon;
}

static void
amb_calendar_run_init (AmbCalendarRun *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                              4);
  self->before = new_icon (self, "pan-start-symbolic");
  self->icon = new_icon (self, NULL);
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (self->label), 1);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  self->after = new_icon (self, "pan-end-symbolic");
  amb_calendar_run_set_cut (self, FALSE, FALSE);
}

GtkWidget *
amb_calendar_run_new (gboolean is_thin)
{
  AmbCalendarRun *self = g_object_new (AMB_TYPE_CALENDAR_RUN, NULL);

  self->is_thin = is_thin;
  gtk_widget_set_visible (self->icon, !is_thin);
  gtk_widget_set_visible (self->label, !is_thin);
  gtk_widget_set_focusable (GTK_WIDGET (self), !is_thin);
  amb_calendar_set_class (GTK_WIDGET (self), "thin", is_thin);
  return GTK_WIDGET (self);
}
