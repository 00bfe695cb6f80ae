/* Preloaded into a GTK program: when its first frame was painted, and the first one in which a long
 * list shows rows, in µs of the monotonic clock. AMB_BENCH_UNTIL: "frame" or "rows"; it ends there.
 */
#include <gtk/gtk.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LONG_LIST 50

/* A row of a list, on the screen, in which something is written. */
static gboolean
has_text (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)))
    return TRUE;
  if (GTK_IS_INSCRIPTION (widget) && gtk_inscription_get_text (GTK_INSCRIPTION (widget)))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;
  return FALSE;
}

static GListModel *
get_model (GtkWidget *widget)
{
  if (GTK_IS_LIST_VIEW (widget))
    return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (widget)));
  if (GTK_IS_COLUMN_VIEW (widget))
    return G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (widget)));
  return NULL;
}

/* The header of a column view has text too: only rows count. */
static gboolean
has_row (GtkWidget *widget)
{
  if (strstr (G_OBJECT_TYPE_NAME (widget), "ListItemWidget"))
    return has_text (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (has_row (child))
      return TRUE;
  return FALSE;
}

static gboolean
has_rows (GtkWidget *widget)
{
  GListModel *model = get_model (widget);

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (model && g_list_model_get_n_items (model) > LONG_LIST && has_row (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (has_rows (child))
      return TRUE;
  return FALSE;
}

static void
tell (const char *what)
{
  const char *path = g_getenv ("AMB_BENCH_OUT");
  FILE *out = path ? fopen (path, "ae") : NULL;

  if (out)
    {
      fprintf (out, "%s %" G_GINT64_FORMAT "\n", what, g_get_monotonic_time ());
      fclose (out);
    }
  if (g_strcmp0 (g_getenv ("AMB_BENCH_UNTIL"), what) == 0)
    _exit (0);
}

static gboolean
painted_cb (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  static gboolean is_first = TRUE;
  GListModel *windows = gtk_window_get_toplevels ();

  if (is_first)
    tell ("frame");
  is_first = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (has_rows (window))
        {
          tell ("rows");
          return FALSE;
        }
    }
  return TRUE;
}

__attribute__ ((constructor)) static void
begin (void)
{
  gpointer class;

  if (!g_getenv ("AMB_BENCH_OUT"))
    return;
  class = g_type_class_ref (GDK_TYPE_FRAME_CLOCK); /* stays: the signal needs it */
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0, painted_cb,
                              class, NULL);
}
