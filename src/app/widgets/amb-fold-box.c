#include "amb-fold-box.h"

#define SPACING 12
#define PADDING 6 /* px above and below the two */
#define LINES   3 /* px between a title and the value below it */

struct _AmbFoldBox
{
  GtkWidget parent_instance;

  GtkWidget *title;
  GtkWidget *value;
};

G_DEFINE_FINAL_TYPE (AmbFoldBox, amb_fold_box, GTK_TYPE_WIDGET)

static int
get_natural (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
get_minimum (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static void
measure_height (GtkWidget *widget, int width, int *minimum, int *natural)
{
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL,
                      width < 0 ? -1 : MAX (width, get_minimum (widget)), minimum, natural, NULL,
                      NULL);
}

static void
measure_width (AmbFoldBox *self, int *minimum, int *natural)
{
  *minimum = MAX (get_minimum (self->title), get_minimum (self->value));
  *natural = get_natural (self->title) + SPACING + get_natural (self->value);
}

static void
amb_fold_box_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  AmbFoldBox *self = AMB_FOLD_BOX (widget);
  gboolean folded = for_size >= 0 && amb_fold_box_is_folded (self, for_size);
  int title[2], value[2];

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, minimum, natural);
      return;
    }
  measure_height (self->title, folded ? for_size : get_natural (self->title), &title[0], &title[1]);
  measure_height (self->value, folded ? for_size : get_natural (self->value), &value[0], &value[1]);
  *minimum = folded ? title[0] + LINES + value[0] + 2 * PADDING : MAX (title[0], value[0]);
  *natural = folded ? title[1] + LINES + value[1] + 2 * PADDING : MAX (title[1], value[1]);
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  const GtkAllocation allocation = { x, y, width, height };

  gtk_widget_size_allocate (child, &allocation, -1);
}

static void
allocate_folded (AmbFoldBox *self, int width, int height, gboolean rtl)
{
  int title, value, given = MAX (width, get_minimum (self->title)), lines, top;
  int value_width = MAX (MIN (width, get_natural (self->value)), get_minimum (self->value));

  measure_height (self->title, given, &title, NULL);
  measure_height (self->value, value_width, &value, NULL);
  lines = title + LINES + value;
  top = MAX (0, (height - lines) / 2);
  place (self->title, rtl ? width - given : 0, top, given, title);
  place (self->value, rtl ? width - value_width : 0, top + title + LINES, value_width,
         MAX (value, height - top - title - LINES - MAX (top, PADDING)));
}

static void
amb_fold_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmbFoldBox *self = AMB_FOLD_BOX (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int value = get_natural (self->value);

  if (amb_fold_box_is_folded (self, width))
    {
      allocate_folded (self, width, height, rtl);
      return;
    }
  place (self->title, rtl ? value + SPACING : 0, 0, width - value - SPACING, height);
  place (self->value, rtl ? 0 : width - value, 0, value, height);
}

static GtkSizeRequestMode
amb_fold_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
amb_fold_box_dispose (GObject *object)
{
  AmbFoldBox *self = AMB_FOLD_BOX (object);

  g_clear_pointer (&self->title, gtk_widget_unparent);
  g_clear_pointer (&self->value, gtk_widget_unparent);
  G_OBJECT_CLASS (amb_fold_box_parent_class)->dispose (object);
}

static void
amb_fold_box_class_init (AmbFoldBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_fold_box_dispose;
  widget_class->measure = amb_fold_box_measure;
  widget_class->size_allocate = amb_fold_box_size_allocate;
  widget_class->get_request_mode = amb_fold_box_get_request_mode;
  /* As the rows of libadwaita: box.header has their margins and height. */
  gtk_widget_class_set_css_name (widget_class, "box");
}

static void
amb_fold_box_init (AmbFoldBox *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "header");
}

GtkWidget *
amb_fold_box_new (GtkWidget *title, GtkWidget *value)
{
  AmbFoldBox *self = g_object_new (AMB_TYPE_FOLD_BOX, NULL);

  self->title = title;
  self->value = value;
  gtk_widget_set_parent (title, GTK_WIDGET (self));
  gtk_widget_set_parent (value, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

gboolean
amb_fold_box_is_folded (AmbFoldBox *self, int width)
{
  int minimum, natural;

  g_return_val_if_fail (AMB_IS_FOLD_BOX (self), FALSE);

  measure_width (self, &minimum, &natural);
  return width < natural;
}
