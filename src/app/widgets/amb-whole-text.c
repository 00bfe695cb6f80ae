#include "amb-whole-text.h"

#define LEVELS                                                                                     \
  4 /* above what is pointed at: labels that the pointer goes through, as of an entry row */

static GtkLabel *
find_within (GtkWidget *widget, GtkWidget *window, const graphene_point_t *point)
{
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_compute_bounds (widget, window, &bounds))
    return NULL;
  if (GTK_IS_LABEL (widget) && graphene_rect_contains_point (&bounds, point) &&
      pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    return GTK_LABEL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *label = GTK_IS_NATIVE (child) ? NULL : find_within (child, window, point);

      if (label)
        return label;
    }
  return NULL;
}

GtkLabel *
amb_whole_text_find (GtkWidget *window, double x, double y)
{
  const graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);
  GtkWidget *widget = gtk_widget_pick (window, x, y, GTK_PICK_INSENSITIVE);
  GtkLabel *label = NULL;

  for (int i = 0; i < LEVELS && widget && widget != window && !label; i++)
    {
      label = find_within (widget, window, &point);
      widget = gtk_widget_get_parent (widget);
    }
  return label;
}

static gboolean
query_tooltip_cb (GtkWidget *window, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GtkLabel *label = keyboard ? NULL : amb_whole_text_find (window, x, y);
  graphene_rect_t bounds;
  GdkRectangle area;

  if (!label || !gtk_widget_compute_bounds (GTK_WIDGET (label), window, &bounds))
    return FALSE;
  area = (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                         (int) bounds.size.height };
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

static void
windows_changed_cb (GListModel *windows, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      gtk_widget_set_has_tooltip (window, TRUE);
      g_signal_connect (window, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
    }
}

void
amb_whole_text_begin (void)
{
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (windows_changed_cb),
                    NULL);
}
