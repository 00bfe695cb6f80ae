#include "amb-calendar-strip.h"

#include "amb-calendar-words.h"
#include <adwaita.h>
#include <glib/gi18n.h>

#define BAR      12 /* px */
#define BRACKETS 7
#define STEP     6

struct _AmbCalendarStrip
{
  GtkBox parent_instance;

  AmbCalendarModel *model;
  GtkWidget *score, *shares[AMB_N_AUDIENCES], *targets[AMB_N_AUDIENCES], *lacks[AMB_N_AUDIENCES];
  GtkWidget *left, *middle, *right, *bar;
  GtkWidget *empty, *which, *button;
  AmbBalance balance;
};

G_DEFINE_FINAL_TYPE (AmbCalendarStrip, amb_calendar_strip, GTK_TYPE_BOX)

/* Drawing. A pattern each, so that they are told apart without a colour. */

static void
hatch (cairo_t *cr, double x, double width)
{
  cairo_set_line_width (cr, 2);
  for (double at = x - BAR; at < x + width; at += STEP)
    {
      cairo_move_to (cr, at, BAR);
      cairo_line_to (cr, at + BAR, 0);
    }
  cairo_stroke (cr);
}

static void
dots (cairo_t *cr, double x, double width)
{
  for (int row = 0; row < 3; row++)
    for (double at = x + (row % 2 == 0 ? 2 : 5); at < x + width; at += STEP)
      {
        cairo_arc (cr, at, 1.8 + row * 4.5, 1.25, 0, 2 * G_PI);
        cairo_fill (cr);
      }
}

static void
lines (cairo_t *cr, double x, double width)
{
  for (double y = 0; y < BAR; y += 4)
    cairo_rectangle (cr, x, y, width, 1.5);
  cairo_fill (cr);
}

static void
draw_part (AmbCalendarStrip *self, cairo_t *cr, guint audience, double x, double width)
{
  static void (*const patterns[]) (cairo_t *, double, double) = { NULL, hatch, dots, lines };
  GtkStyleContext *style = gtk_widget_get_style_context (self->bar);
  GdkRGBA colour = { 0.4f, 0.4f, 0.4f, 1 };

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_style_context_lookup_color (style, amb_calendar_get_colour (audience), &colour);
  G_GNUC_END_IGNORE_DEPRECATIONS
  cairo_save (cr);
  cairo_rectangle (cr, x, 0, width, BAR);
  cairo_clip (cr);
  if (patterns[audience] != NULL)
    colour.alpha = 0.22f;
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_paint (cr);
  colour.alpha = 1;
  gdk_cairo_set_source_rgba (cr, &colour);
  if (patterns[audience] != NULL)
    patterns[audience](cr, x, width);
  cairo_restore (cr);
}

/* Below the bar, in the same order: what is meant. */
static void
draw_bracket (AmbCalendarStrip *self, cairo_t *cr, double x, double width)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (self->bar), &colour);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x + 1.5, BAR + 3.5);
  cairo_line_to (cr, x + 1.5, BAR + BRACKETS - 0.5);
  cairo_line_to (cr, x + width - 1.5, BAR + BRACKETS - 0.5);
  cairo_line_to (cr, x + width - 1.5, BAR + 3.5);
  cairo_stroke (cr);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  AmbCalendarStrip *self = data;
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (area)) == GTK_TEXT_DIR_RTL;
  double at = 0, meant = 0;

  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    {
      double share = amb_balance_get_share (&self->balance, i) * width / 100;
      double target = amb_balance_get_target (&self->balance, i) * width / 100;

      if (share > 0)
        draw_part (self, cr, i, mirrored ? width - at - share : at, MAX (share - 1, 0));
      if (target > 4)
        draw_bracket (self, cr, mirrored ? width - meant - target : meant, target);
      at += share;
      meant += target;
    }
}

/* Words. */

static void
show_audience (AmbCalendarStrip *self, guint audience)
{
  int lacks = amb_balance_get_short (&self->balance, audience);
  double target = amb_balance_get_target (&self->balance, audience);
  /* Translators: a share in percent; the space before % as it is written */
  g_autofree char *share =
      g_strdup_printf (_ ("%.0f %%"), amb_balance_get_share (&self->balance, audience));
  /* Translators: the share that an audience should have, in percent */
  g_autofree char *meant = g_strdup_printf (_ ("target %.0f"), target);
  /* Translators: percentage points that an audience lacks */
  g_autofree char *missing = g_strdup_printf (_ ("%d short"), lacks);

  gtk_label_set_label (GTK_LABEL (self->shares[audience]), share);
  gtk_label_set_label (GTK_LABEL (self->targets[audience]), meant);
  gtk_widget_set_visible (self->targets[audience], target > 0);
  gtk_label_set_label (GTK_LABEL (g_object_get_data (G_OBJECT (self->lacks[audience]), "label")),
                       missing);
  gtk_widget_set_visible (self->lacks[audience], lacks > 0);
}

/* “Partners: 46, 48, 49” */
static char *
dup_which (const AmbCalendar *calendar)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    {
      gboolean is_first = TRUE;

      for (guint week = 0; week < calendar->n_weeks; week++)
        if (amb_calendar_is_empty (calendar, week, i))
          {
            g_autofree char *start = amb_calendar_dup_day (calendar, week * 7);

            if (is_first)
              g_string_append_printf (text, "%s%s: ", text->len > 0 ? " · " : "",
                                      amb_calendar_get_audience (i));
            g_string_append_printf (text, "%s%d", is_first ? "" : ", ",
                                    amb_week_get_number (start));
            is_first = FALSE;
          }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_empty (AmbCalendarStrip *self, const AmbCalendar *calendar)
{
  guint n = amb_calendar_count_empty (calendar);
  g_autofree char *empty =
      /* Translators: weeks in which an audience has nothing */
      n > 0 ? g_strdup_printf (ngettext ("%u empty week", "%u empty weeks", n), n)
            : g_strdup (_ ("No empty week"));
  g_autofree char *which = dup_which (calendar);

  gtk_label_set_label (GTK_LABEL (self->empty), empty);
  gtk_label_set_label (GTK_LABEL (self->which), which);
  amb_calendar_set_tip (self->which, n > 0 ? which : NULL);
  gtk_widget_set_visible (self->which, n > 0);
  gtk_widget_set_visible (self->button, n > 0 && amb_calendar_model_may_write (self->model));
  if (n > 0)
    gtk_widget_add_css_class (gtk_widget_get_parent (self->empty), "amb-warn");
  else
    gtk_widget_remove_css_class (gtk_widget_get_parent (self->empty), "amb-warn");
}

static void
loaded_cb (AmbCalendarStrip *self)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);
  guint n = amb_balance_get_n (&calendar->balance);
  double score;
  g_autofree char *text = NULL;

  self->balance = calendar->balance;
  if (amb_balance_get_score (&self->balance, &score))
    /* Translators: how near the mix is to the one that is meant, then a number of items */
    text = g_strdup_printf (ngettext ("%.0f %% · %u item", "%.0f %% · %u items", n), score, n);
  else if (n == 0)
    text = g_strdup (_ ("Nothing planned yet"));
  else
    text = g_strdup (_ ("No target set"));
  gtk_label_set_label (GTK_LABEL (self->score), text);
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    show_audience (self, i);
  show_empty (self, calendar);
  gtk_widget_queue_draw (self->bar);
}

/* Building. */

static GtkWidget *
new_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "amb-calendar-small");
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

static GtkWidget *
new_warning (GtkWidget **label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  *label = new_label (NULL, "amb-calendar-strong");
  gtk_widget_add_css_class (icon, "amb-calendar-state");
  gtk_widget_add_css_class (box, "amb-warn");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), *label);
  return box;
}

static GtkWidget *
make_audience (AmbCalendarStrip *self, guint audience)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkWidget *mark = amb_calendar_new_mark ();
  GtkWidget *label;

  amb_calendar_set_mark (mark, (int) audience);
  self->shares[audience] = new_label (NULL, "amb-calendar-strong");
  self->targets[audience] = new_label (NULL, "amb-quiet");
  self->lacks[audience] = new_warning (&label);
  g_object_set_data (G_OBJECT (self->lacks[audience]), "label", label);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), new_label (amb_calendar_get_audience (audience), NULL));
  gtk_box_append (GTK_BOX (box), self->shares[audience]);
  gtk_box_append (GTK_BOX (box), self->targets[audience]);
  gtk_box_append (GTK_BOX (box), self->lacks[audience]);
  return box;
}

static GtkWidget *
make_middle (AmbCalendarStrip *self)
{
  GtkWidget *legend = gtk_flow_box_new ();

  self->middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (legend), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (legend), AMB_N_AUDIENCES);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (legend), 12);
  gtk_widget_add_css_class (legend, "amb-calendar-legend");
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    {
      GtkWidget *child = gtk_flow_box_child_new ();

      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), make_audience (self, i));
      gtk_widget_set_focusable (child, FALSE);
      gtk_widget_set_halign (child, GTK_ALIGN_START);
      gtk_flow_box_append (GTK_FLOW_BOX (legend), child);
    }
  self->bar = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->bar), BAR + BRACKETS);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->bar), draw_cb, self, NULL);
  gtk_box_append (GTK_BOX (self->middle), legend);
  gtk_box_append (GTK_BOX (self->middle), self->bar);
  gtk_widget_set_hexpand (self->middle, TRUE);
  gtk_widget_set_valign (self->middle, GTK_ALIGN_CENTER);
  return self->middle;
}

static GtkWidget *
make_empty (AmbCalendarStrip *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkWidget *icon = gtk_image_new_from_icon_name ("x-office-calendar-symbolic");

  gtk_widget_add_css_class (icon, "amb-calendar-state");
  self->empty = new_label (NULL, "amb-calendar-strong");
  self->which = new_label (NULL, "amb-quiet");
  gtk_label_set_ellipsize (GTK_LABEL (self->which), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->which), 24);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), self->empty);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->which);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

void
amb_calendar_strip_set_compact (AmbCalendarStrip *self, gboolean compact)
{
  gtk_widget_set_visible (self->left, !compact);
  gtk_widget_set_visible (self->middle, !compact);
  gtk_widget_set_hexpand (self->right, compact);
}

static void
amb_calendar_strip_dispose (GObject *object)
{
  g_clear_object (&AMB_CALENDAR_STRIP (object)->model);
  G_OBJECT_CLASS (amb_calendar_strip_parent_class)->dispose (object);
}

static void
amb_calendar_strip_class_init (AmbCalendarStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_calendar_strip_dispose;
}

static void
amb_calendar_strip_init (AmbCalendarStrip *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 18);
  gtk_widget_add_css_class (GTK_WIDGET (self), "amb-calendar-strip");
}

GtkWidget *
amb_calendar_strip_new (AmbCalendarModel *model)
{
  AmbCalendarStrip *self = g_object_new (AMB_TYPE_CALENDAR_STRIP, NULL);

  self->model = g_object_ref (model);
  self->score = new_label (NULL, "amb-quiet");
  self->left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (self->left), new_label (_ ("Audience balance"), "amb-calendar-strong"));
  gtk_box_append (GTK_BOX (self->left), self->score);
  gtk_widget_set_valign (self->left, GTK_ALIGN_CENTER);
  self->button = gtk_button_new_with_label (_ ("Fill the Gap"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "calendar.fill");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self), self->left);
  gtk_box_append (GTK_BOX (self), make_middle (self));
  self->right = make_empty (self);
  gtk_box_append (GTK_BOX (self), self->right);
  gtk_box_append (GTK_BOX (self), self->button);
  g_signal_connect_object (model, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self->bar, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw), self->bar, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
