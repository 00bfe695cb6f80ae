#include "amb-width-bin.h"

#include "amb-text-scale.h"

#define MINIMUM_WIDTH 300

struct _AmbWidthBin
{
  GtkWidget parent_instance;

  GtkWidget *child;
  int natural_width;
  int compact_width;
  int width;
  gboolean is_compact;
  guint source;
};

static void buildable_init (GtkBuildableIface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (AmbWidthBin,
                               amb_width_bin,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

enum
{
  PROP_CHILD = 1,
  PROP_NATURAL_WIDTH,
  PROP_COMPACT_WIDTH,
  PROP_COMPACT,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];
enum
{
  RESIZED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];
static GtkBuildableIface *parent_buildable;

static int
get_child_minimum (AmbWidthBin *self)
{
  int minimum = 0;

  if (self->child != NULL)
    gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static void
amb_width_bin_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  AmbWidthBin *self = AMB_WIDTH_BIN (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MINIMUM_WIDTH;
      *natural = MAX (MINIMUM_WIDTH, self->natural_width);
    }
  else if (self->child != NULL)
    gtk_widget_measure (self->child, orientation,
                        for_size < 0 ? -1 : MAX (for_size, get_child_minimum (self)), minimum,
                        natural, NULL, NULL);
}

/* Larger text folds sooner. */
static gboolean
is_narrow (AmbWidthBin *self)
{
  return self->width < amb_text_scale_px (GTK_WIDGET (self), self->compact_width);
}

static gboolean
update_cb (gpointer data)
{
  AmbWidthBin *self = data;
  gboolean is_compact = is_narrow (self);

  self->source = 0;
  if (self->is_compact != is_compact)
    {
      self->is_compact = is_compact;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
    }
  g_signal_emit (self, signals[RESIZED], 0);
  return G_SOURCE_REMOVE;
}

/* For the one frame in which the child is still too wide it is cut, not the window widened. */
static void
amb_width_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmbWidthBin *self = AMB_WIDTH_BIN (widget);
  int minimum = get_child_minimum (self);
  gboolean is_other = width != self->width || minimum > width;

  if (self->child != NULL)
    gtk_widget_allocate (self->child, MAX (width, minimum), height, baseline, NULL);
  self->width = width;
  if ((is_other || self->is_compact != is_narrow (self)) && self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_cb, self, NULL);
}

static void
set_child (AmbWidthBin *self, GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    set_child (AMB_WIDTH_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static void
amb_width_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmbWidthBin *self = AMB_WIDTH_BIN (object);

  switch (id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_NATURAL_WIDTH:
      g_value_set_int (value, self->natural_width);
      break;
    case PROP_COMPACT_WIDTH:
      g_value_set_int (value, self->compact_width);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->is_compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amb_width_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmbWidthBin *self = AMB_WIDTH_BIN (object);

  switch (id)
    {
    case PROP_CHILD:
      set_child (self, g_value_get_object (value));
      break;
    case PROP_NATURAL_WIDTH:
      self->natural_width = g_value_get_int (value);
      break;
    case PROP_COMPACT_WIDTH:
      self->compact_width = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amb_width_bin_dispose (GObject *object)
{
  AmbWidthBin *self = AMB_WIDTH_BIN (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (amb_width_bin_parent_class)->dispose (object);
}

static void
amb_width_bin_class_init (AmbWidthBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amb_width_bin_get_property;
  object_class->set_property = amb_width_bin_set_property;
  object_class->dispose = amb_width_bin_dispose;
  widget_class->measure = amb_width_bin_measure;
  widget_class->size_allocate = amb_width_bin_size_allocate;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NATURAL_WIDTH] = g_param_spec_int ("natural-width", NULL, NULL, 0, G_MAXINT, 0,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPACT_WIDTH] = g_param_spec_int ("compact-width", NULL, NULL, 0, G_MAXINT, 0,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[RESIZED] = g_signal_new ("resized", AMB_TYPE_WIDTH_BIN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
amb_width_bin_init (AmbWidthBin *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

gboolean
amb_width_bin_get_compact (AmbWidthBin *self)
{
  return self->is_compact;
}
