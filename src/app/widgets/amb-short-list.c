#include "amb-short-list.h"

#define HELD   884  /* px: the 30 rows that it holds for each column are higher together */
#define REST   120  /* ms: after so long without a step it doesn't scroll any more */
#define WIDEST 8192 /* px: what a row would like to have, so that a second one never fits */

struct _AmbShortRow
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (AmbShortRow, amb_short_row, GTK_TYPE_WIDGET)

static void
amb_short_row_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = WIDEST;
}

static void
amb_short_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
}

static GtkSizeRequestMode
amb_short_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
amb_short_row_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (amb_short_row_parent_class)->dispose (object);
}

static void
amb_short_row_class_init (AmbShortRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_short_row_dispose;
  widget_class->measure = amb_short_row_measure;
  widget_class->size_allocate = amb_short_row_size_allocate;
  widget_class->get_request_mode = amb_short_row_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "amb-short-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
amb_short_row_init (AmbShortRow *self)
{
}

/* The row of the list has it only after its setup. */
static void
parent_cb (GtkWidget *row)
{
  GtkWidget *parent = gtk_widget_get_parent (row);

  if (parent != NULL)
    g_object_set (parent, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
}

void
amb_short_list_set_child (GtkListItem *item, GtkWidget *child)
{
  GtkWidget *row = g_object_new (AMB_TYPE_SHORT_ROW, NULL);

  gtk_widget_set_parent (child, row);
  g_signal_connect (row, "notify::parent", G_CALLBACK (parent_cb), NULL);
  gtk_list_item_set_child (item, row);
}

GtkWidget *
amb_short_list_get_child (GtkListItem *item)
{
  return gtk_widget_get_first_child (gtk_list_item_get_child (item));
}

GtkWidget *
amb_short_list_find_child (GtkWidget *row)
{
  GtkWidget *inner = gtk_widget_get_first_child (row);

  return inner != NULL && AMB_IS_SHORT_ROW (inner) ? gtk_widget_get_first_child (inner) : NULL;
}

/* In a grid they go to the cell before and after; a list has none beside. */
static gboolean
key_cb (
    GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer data)
{
  return (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0 &&
         (key == GDK_KEY_Left || key == GDK_KEY_Right || key == GDK_KEY_KP_Left ||
          key == GDK_KEY_KP_Right);
}

/* Columns that never come, for more rows. */
static gboolean
fit_cb (gpointer data)
{
  GtkScrollable *list = data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (list);
  guint n = 1 + (guint) (adjustment != NULL ? gtk_adjustment_get_page_size (adjustment) / HELD : 0);

  if (gtk_grid_view_get_max_columns (GTK_GRID_VIEW (list)) != n)
    gtk_grid_view_set_max_columns (GTK_GRID_VIEW (list), n);
  return G_SOURCE_REMOVE;
}

/* It is told while it is laid out, where nothing may be asked to be laid out again. */
static void
page_cb (GtkAdjustment *adjustment, GParamSpec *pspec, gpointer data)
{
  guint n = 1 + (guint) (gtk_adjustment_get_page_size (adjustment) / HELD);

  if (gtk_grid_view_get_max_columns (data) != n)
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_cb, g_object_ref (data), g_object_unref);
}

/* Scrolling. */

typedef struct
{
  GtkWidget *list; /* borrowed: what owns this */
  gint64 last;     /* when it was last scrolled */
  guint source;
} Scrolling;

static void
scrolling_free (gpointer data)
{
  Scrolling *scrolling = data;

  g_clear_handle_id (&scrolling->source, g_source_remove);
  g_free (scrolling);
}

static gboolean
rest_cb (gpointer data)
{
  Scrolling *scrolling = data;
  gint64 rested = (g_get_monotonic_time () - scrolling->last) / 1000;

  if (rested < REST)
    {
      scrolling->source = g_timeout_add ((guint) (REST - rested), rest_cb, scrolling);
      return G_SOURCE_REMOVE;
    }
  scrolling->source = 0;
  gtk_widget_set_can_target (scrolling->list, TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
start_cb (gpointer data)
{
  Scrolling *scrolling = data;

  gtk_widget_set_can_target (scrolling->list, FALSE);
  scrolling->source = g_timeout_add (REST, rest_cb, scrolling);
  return G_SOURCE_REMOVE;
}

/* As above, this may be while it is laid out. */
static void
value_cb (GtkAdjustment *adjustment, gpointer data)
{
  Scrolling *scrolling = g_object_get_data (data, "amb-scrolling");

  scrolling->last = g_get_monotonic_time ();
  if (scrolling->source == 0)
    scrolling->source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, start_cb, scrolling, NULL);
}

static void
adjustment_cb (GtkScrollable *list)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (list);

  if (adjustment == NULL)
    return;
  g_signal_connect_object (adjustment, "notify::page-size", G_CALLBACK (page_cb), list, 0);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (value_cb), list, 0);
}

GtkWidget *
amb_short_list_new (GtkSelectionModel *selection, GtkListItemFactory *factory)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  Scrolling *scrolling = g_new0 (Scrolling, 1);
  GtkWidget *list =
      g_object_new (GTK_TYPE_GRID_VIEW, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST, "model",
                    selection, "factory", factory, "min-columns", 1, "max-columns", 1, NULL);

  g_object_unref (selection);
  g_object_unref (factory);
  scrolling->list = list;
  g_object_set_data_full (G_OBJECT (list), "amb-scrolling", scrolling, scrolling_free);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), NULL);
  gtk_widget_add_controller (list, keys);
  g_signal_connect (list, "notify::vadjustment", G_CALLBACK (adjustment_cb), NULL);
  return list;
}
