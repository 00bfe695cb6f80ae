#include "layout-piece.h"

#define PATH_DEPTH 6

void
layout_piece_free (LayoutPiece *self)
{
  g_free (self->text);
  g_free (self);
}

/* A rectangle of @widget's own coordinates. */
static void
set_rect (LayoutPiece *self, GtkWidget *root, double x, double y, double width, double height)
{
  double left = 0, top = 0;

  gtk_widget_translate_coordinates (self->widget, root, x, y, &left, &top);
  graphene_rect_init (&self->rect, (float) left, (float) top, (float) width, (float) height);
}

static void
set_ink (LayoutPiece *self, GtkWidget *root, PangoLayout *layout, int x, int y)
{
  PangoRectangle ink;

  pango_layout_get_pixel_extents (layout, &ink, NULL);
  set_rect (self, root, x + ink.x, y + ink.y, ink.width, ink.height);
}

static guint
count_shown (PangoLayout *layout)
{
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (layout);
  guint n = 0;

  if (pango_layout_get_ellipsize (layout) == PANGO_ELLIPSIZE_NONE)
    return G_MAXUINT;
  do
    n++;
  while (pango_layout_iter_next_cluster (iter));
  return n - 1;
}

static void
read_label (LayoutPiece *self, GtkWidget *root)
{
  GtkLabel *label = GTK_LABEL (self->widget);
  PangoLayout *layout = gtk_label_get_layout (label);
  int x, y;

  self->text = g_strdup (gtk_label_get_text (label));
  self->is_text = TRUE;
  self->is_ellipsised = pango_layout_is_ellipsized (layout);
  self->n_shown = count_shown (layout);
  gtk_label_get_layout_offsets (label, &x, &y);
  set_ink (self, root, layout, x, y);
}

/* It keeps its layout to itself: the same is made once more. */
static void
read_inscription (LayoutPiece *self, GtkWidget *root)
{
  GtkInscription *inscription = GTK_INSCRIPTION (self->widget);
  const char *text = gtk_inscription_get_text (inscription);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->widget, text);
  int width = gtk_widget_get_width (self->widget), height = gtk_widget_get_height (self->widget);
  int needed;

  pango_layout_set_attributes (layout, gtk_inscription_get_attributes (inscription));
  pango_layout_set_wrap (layout, gtk_inscription_get_wrap_mode (inscription));
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &needed);
  self->text = g_strdup (text);
  self->is_text = TRUE;
  self->is_ellipsised = needed > height;
  self->n_shown = G_MAXUINT;
  set_rect (self, root, 0, 0, width, height);
}

/* Its one line may stand anywhere in its height; what is too long for it scrolls with the cursor.
 */
static void
read_entry (LayoutPiece *self, GtkWidget *root)
{
  graphene_rect_t cursor;

  gtk_text_compute_cursor_extents (GTK_TEXT (self->widget), 0, &cursor, NULL);
  self->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->widget)));
  self->is_text = TRUE;
  set_rect (self, root, 0, cursor.origin.y, gtk_widget_get_width (self->widget),
            cursor.size.height);
}

static char *
dup_name (GtkWidget *widget)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    return g_strdup (gtk_button_get_label (GTK_BUTTON (widget)));
  if (GTK_IS_IMAGE (widget) && gtk_image_get_icon_name (GTK_IMAGE (widget)) != NULL)
    return g_strdup (gtk_image_get_icon_name (GTK_IMAGE (widget)));
  return g_strdup (tooltip != NULL ? tooltip : G_OBJECT_TYPE_NAME (widget));
}

static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_IMAGE (widget) || GTK_IS_SWITCH (widget) ||
         GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SPINNER (widget);
}

LayoutPiece *
layout_piece_new (GtkWidget *widget, GtkWidget *root)
{
  g_autoptr (LayoutPiece) self = g_new0 (LayoutPiece, 1);

  self->widget = widget;
  if (GTK_IS_LABEL (widget))
    read_label (self, root);
  else if (GTK_IS_INSCRIPTION (widget))
    read_inscription (self, root);
  else if (GTK_IS_TEXT (widget))
    read_entry (self, root);
  else if (is_control (widget) && gtk_widget_compute_bounds (widget, root, &self->rect))
    self->text = dup_name (widget);
  if (self->text == NULL || *self->text == '\0' || self->rect.size.width < 1 ||
      self->rect.size.height < 1)
    return NULL;
  return g_steal_pointer (&self);
}

/* GtkTooltip has setters only. What it holds is read beside a widget that is put into it. */
static char *
dup_text_of_tooltip (GtkTooltip *tooltip)
{
  GtkWidget *probe = gtk_label_new (NULL);
  GString *text = g_string_new (NULL);

  gtk_tooltip_set_custom (tooltip, probe);
  for (GtkWidget *widget = gtk_widget_get_first_child (gtk_widget_get_parent (probe));
       widget != NULL; widget = gtk_widget_get_next_sibling (widget))
    if (GTK_IS_LABEL (widget))
      g_string_append (text, gtk_label_get_text (GTK_LABEL (widget)));
  gtk_tooltip_set_custom (tooltip, NULL);
  return g_string_free (text, FALSE);
}

char *
layout_dup_tooltip (GtkWidget *widget, GtkWidget *root)
{
  double x = gtk_widget_get_width (widget) / 2.0, y = gtk_widget_get_height (widget) / 2.0;

  for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at))
    {
      double here_x, here_y;
      gboolean is_shown = FALSE;

      if (gtk_widget_get_has_tooltip (at) &&
          gtk_widget_translate_coordinates (widget, at, x, y, &here_x, &here_y))
        {
          g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);

          g_signal_emit_by_name (at, "query-tooltip", (int) here_x, (int) here_y, FALSE, tooltip,
                                 &is_shown);
          if (is_shown)
            return dup_text_of_tooltip (tooltip);
        }
      if (at == root)
        break;
    }
  return NULL;
}

static void
prepend_step (GString *path, GtkWidget *widget)
{
  const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));
  g_auto (GStrv) classes = gtk_widget_get_css_classes (widget);
  g_autoptr (GString) step = g_string_new (G_OBJECT_TYPE_NAME (widget));

  if (id != NULL && !g_str_has_prefix (id, "___"))
    g_string_append_printf (step, "#%s", id);
  for (guint i = 0; classes[i] != NULL; i++)
    g_string_append_printf (step, ".%s", classes[i]);
  if (path->len > 0)
    g_string_append (step, " > ");
  g_string_prepend (path, step->str);
}

char *
layout_dup_path (GtkWidget *widget)
{
  GString *path = g_string_new (NULL);
  guint depth = 0;

  for (GtkWidget *at = widget; at != NULL && depth < PATH_DEPTH; at = gtk_widget_get_parent (at))
    if (!g_str_equal (G_OBJECT_TYPE_NAME (at), "GtkGizmo"))
      {
        prepend_step (path, at);
        depth++;
      }
  return g_string_free (path, FALSE);
}
