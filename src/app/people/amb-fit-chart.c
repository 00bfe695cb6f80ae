#include "amb-fit-chart.h"

#include <glib/gi18n.h>

#define LINE 3.9 /* em a criterion: its name above its bar */
#define NAME 2.1
#define BAR  0.95

typedef struct
{
  char *name;
  char *value; /* “3.5 of 5”, or why there is none */
  AmbFitAnswer answer;
  double mean;
  int marks[AMB_FIT_BEST + 1]; /* raters by score */
} Line;

struct _AmbFitChart
{
  GtkDrawingArea parent_instance;

  GPtrArray *lines; /* of Line */
};

G_DEFINE_FINAL_TYPE (AmbFitChart, amb_fit_chart, GTK_TYPE_DRAWING_AREA)

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->name);
  g_free (line->value);
  g_free (line);
}

static Line *
line_new (const AmbCandidates *list, const AmbCandidate *candidate, const AmbFitBar *bar)
{
  Line *line = g_new0 (Line, 1);
  const AmbCandidateCriterion *detail = g_ptr_array_index (list->details, bar->criterion);
  g_autofree char *score = amb_fit_bar_dup_score (bar, 0);

  line->name = g_strdup (detail->name);
  line->answer = bar->answer;
  line->mean = bar->n > 0 ? (double) bar->sum / bar->n : 0;
  /* Translators: the mean score of a criterion, of at most %2$d */
  line->value = bar->n > 0 ? g_strdup_printf (_ ("%1$s of %2$d"), score, AMB_FIT_BEST)
                           : amb_fit_bar_dup_spread (bar);
  for (guint i = 0; i < bar->given->len; i++)
    {
      int given =
          g_array_index (candidate->scores, AmbFitScore, g_array_index (bar->given, guint, i))
              .score;

      if (given >= 0 && given <= AMB_FIT_BEST)
        line->marks[given]++;
    }
  return line;
}

/* px: GTK's fonts have sizes in them */
static double
get_em (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);

  return pango_font_description_get_size (pango_context_get_font_description (context)) /
         (double) PANGO_SCALE;
}

static void
draw_text (GtkWidget *widget,
           cairo_t *cr,
           const char *text,
           double x,
           double y,
           double width,
           gboolean end)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, end ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static void
add_round (cairo_t *cr, double x, double y, double width, double height)
{
  double r = MIN (height, width) / 2;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - r, y + r, r, -G_PI_2, G_PI_2);
  cairo_arc (cr, x + r, y + height - r, r, G_PI_2, 3 * G_PI_2);
  cairo_close_path (cr);
}

/* A rater is a diamond on the bar: told from it by shape, in grey too. */
static void
draw_marks (cairo_t *cr, const Line *line, double x, double y, double width, double height)
{
  double r = height * 0.62;

  for (int i = 0; i <= AMB_FIT_BEST; i++)
    if (line->marks[i] > 0)
      {
        double at = x + CLAMP (width * i / AMB_FIT_BEST, r, width - r);

        cairo_move_to (cr, at, y + height / 2 - r);
        cairo_line_to (cr, at + r, y + height / 2);
        cairo_line_to (cr, at, y + height / 2 + r);
        cairo_line_to (cr, at - r, y + height / 2);
        cairo_close_path (cr);
      }
  cairo_fill (cr);
}

static void
draw_bar (GtkWidget *widget, cairo_t *cr, const Line *line, double y, double width, double em)
{
  GdkRGBA ink, accent = { 0.11, 0.44, 0.85, 1 };
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double height = BAR * em, pad = height * 0.4;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_bg_color",
                                  &accent);
  cairo_save (cr);
  if (is_rtl)
    {
      cairo_translate (cr, width, 0);
      cairo_scale (cr, -1, 1);
    }
  ink.alpha = line->answer == AMB_FIT_SCORED ? 0.13 : 0.5;
  gdk_cairo_set_source_rgba (cr, &ink);
  add_round (cr, pad, y, width - 2 * pad, height);
  if (line->answer == AMB_FIT_SCORED)
    cairo_fill (cr);
  else
    {
      const double dash[] = { 3, 3 };

      cairo_set_line_width (cr, 1);
      cairo_set_dash (cr, dash, line->answer == AMB_FIT_MISSING ? 2 : 0, 0);
      cairo_stroke (cr);
    }
  if (line->answer == AMB_FIT_SCORED && line->mean > 0)
    {
      gdk_cairo_set_source_rgba (cr, &accent);
      add_round (cr, pad, y, MAX ((width - 2 * pad) * line->mean / AMB_FIT_BEST, height), height);
      cairo_fill (cr);
    }
  ink.alpha = 1;
  gdk_cairo_set_source_rgba (cr, &ink);
  draw_marks (cr, line, pad, y, width - 2 * pad, height);
  cairo_restore (cr);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  AmbFitChart *self = AMB_FIT_CHART (area);
  GtkWidget *widget = GTK_WIDGET (area);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double em = get_em (widget);
  GdkRGBA ink;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);
      double y = i * LINE * em, name = width * 0.58, value = width - name - em / 2;

      gdk_cairo_set_source_rgba (cr, &ink);
      draw_text (widget, cr, line->name, is_rtl ? width - name : 0, y, name, is_rtl);
      draw_text (widget, cr, line->value, is_rtl ? 0 : width - value, y, value, !is_rtl);
      draw_bar (widget, cr, line, y + NAME * em, width, em);
    }
}

static void
update_size (AmbFitChart *self)
{
  gtk_drawing_area_set_content_height (
      GTK_DRAWING_AREA (self), (int) (self->lines->len * LINE * get_em (GTK_WIDGET (self))));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
amb_fit_chart_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (amb_fit_chart_parent_class)->system_setting_changed (widget, setting);
  update_size (AMB_FIT_CHART (widget));
}

static void
amb_fit_chart_finalize (GObject *object)
{
  g_ptr_array_unref (AMB_FIT_CHART (object)->lines);
  G_OBJECT_CLASS (amb_fit_chart_parent_class)->finalize (object);
}

static void
amb_fit_chart_class_init (AmbFitChartClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_fit_chart_finalize;
  GTK_WIDGET_CLASS (klass)->system_setting_changed = amb_fit_chart_system_setting_changed;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amb_fit_chart_init (AmbFitChart *self)
{
  self->lines = g_ptr_array_new_with_free_func (line_free);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self), draw_cb, NULL, NULL);
}

GtkWidget *
amb_fit_chart_new (void)
{
  return g_object_new (AMB_TYPE_FIT_CHART, NULL);
}

void
amb_fit_chart_show (AmbFitChart *self, const AmbCandidates *list, const AmbCandidate *candidate)
{
  g_autoptr (GString) words = g_string_new (NULL);

  g_ptr_array_set_size (self->lines, 0);
  for (guint i = 0; i < candidate->fit->bars->len; i++)
    {
      Line *line = line_new (list, candidate, &g_array_index (candidate->fit->bars, AmbFitBar, i));

      /* Translators: a criterion, and what it comes to */
      g_string_append_printf (words, _ ("%1$s: %2$s"), line->name, line->value);
      g_string_append (words, ". ");
      g_ptr_array_add (self->lines, line);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Scores by criterion"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words->str, -1);
  update_size (self);
}
