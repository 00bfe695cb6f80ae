#include "layout-judge.h"
#include "layout-piece.h"

#include <math.h>
#include <string.h>

#define SLACK      1.0f /* px: what rounding makes */
#define LEAST_SEEN 3    /* characters before an ellipsis */

/* One surface: a window or a popover. */
typedef struct
{
  GtkWidget *root;
  LayoutVerdict *verdict;
  GPtrArray *pieces;
} Judge;

static void judge_surface (LayoutVerdict *verdict, GtkWidget *root);

static void
finding_free (gpointer data)
{
  LayoutFinding *self = data;

  g_free (self->text);
  g_free (self->why);
  g_free (self->path);
  g_free (self);
}

void
layout_verdict_free (LayoutVerdict *self)
{
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

static void
add_finding (LayoutVerdict *verdict, const char *rule, LayoutPiece *piece, char *why)
{
  LayoutFinding *finding = g_new0 (LayoutFinding, 1);

  finding->rule = rule;
  finding->text = g_strdup (piece->text);
  finding->why = why;
  finding->path = layout_dup_path (piece->widget);
  finding->rect =
      (GdkRectangle){ (int) roundf (piece->rect.origin.x), (int) roundf (piece->rect.origin.y),
                      (int) roundf (piece->rect.size.width),
                      (int) roundf (piece->rect.size.height) };
  g_ptr_array_add (verdict->findings, finding);
}

/* Can the pointer rest on it? Neither scrolled away nor under something else. */
static gboolean
can_be_pointed_at (LayoutPiece *piece, GtkWidget *root)
{
  graphene_point_t middle;
  GtkWidget *at;

  if (!graphene_rect_contains_rect (&piece->seen, &piece->rect))
    return FALSE;
  graphene_rect_get_center (&piece->rect, &middle);
  at = gtk_widget_pick (root, middle.x, middle.y, GTK_PICK_INSENSITIVE | GTK_PICK_NON_TARGETABLE);
  return at == piece->widget || (at != NULL && gtk_widget_is_ancestor (piece->widget, at));
}

/* Ellipses: where the pointer rests on the rest, it is told. */

static char *
dup_plain (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n\t", -1);
  GString *plain = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (plain, "%s%s", plain->len > 0 ? " " : "", words[i]);
  return g_string_free (plain, FALSE);
}

static gboolean
is_told_whole (LayoutPiece *piece, GtkWidget *root)
{
  g_autofree char *tooltip = layout_dup_tooltip (piece->widget, root);
  g_autofree char *told = tooltip != NULL ? dup_plain (tooltip) : NULL;
  g_autofree char *whole = dup_plain (piece->text);

  return told != NULL && strstr (told, whole) != NULL;
}

/* The program's own words, which stand whole: on buttons and chips, in sidebars, as headings and as
 * the titles of columns and fields. What people wrote is data, even on a row that can be pressed.
 */
static gboolean
is_own_word (LayoutPiece *piece)
{
  gboolean is_own = FALSE;

  for (GtkWidget *at = piece->widget; at != NULL; at = gtk_widget_get_parent (at))
    {
      const char *type = G_OBJECT_TYPE_NAME (at);

      if (gtk_widget_has_css_class (at, "amb-form-value") ||
          gtk_widget_has_css_class (at, "amb-written"))
        return FALSE;
      if (GTK_IS_LIST_VIEW (at) || GTK_IS_NATIVE (at))
        break;
      is_own = is_own || GTK_IS_BUTTON (at) || g_str_equal (type, "AmbChip") ||
               g_str_equal (type, "GtkColumnViewTitle") ||
               gtk_widget_has_css_class (at, "navigation-sidebar") ||
               gtk_widget_has_css_class (at, "amb-section-title");
    }
  return is_own;
}

static void
judge_ellipsis (Judge *self, LayoutPiece *piece)
{
  if (!piece->is_ellipsised)
    return;
  if (piece->n_shown < LEAST_SEEN)
    add_finding (self->verdict, "ellipsis", piece,
                 g_strdup_printf ("shows %u characters before its ellipsis", piece->n_shown));
  else if (is_own_word (piece))
    add_finding (self->verdict, "ellipsis", piece,
                 g_strdup ("is ellipsised, and one of the program’s own words"));
  else if (can_be_pointed_at (piece, self->root) && !is_told_whole (piece, self->root))
    add_finding (self->verdict, "ellipsis", piece,
                 g_strdup ("is ellipsised, and no tooltip tells it whole"));
}

/* Edges: a widget that clips may only cut what can be scrolled to. */

static gboolean
may_scroll (GtkWidget *widget, GtkOrientation axis)
{
  GtkWidget *window = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkPolicyType policies[2];
  GtkAdjustment *adjustment;

  if (window == NULL || !GTK_IS_SCROLLABLE (widget))
    return FALSE;
  gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (window),
                                  &policies[GTK_ORIENTATION_HORIZONTAL],
                                  &policies[GTK_ORIENTATION_VERTICAL]);
  adjustment = axis == GTK_ORIENTATION_HORIZONTAL
                   ? gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (widget))
                   : gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (widget));
  return adjustment != NULL && policies[axis] != GTK_POLICY_NEVER &&
         policies[axis] != GTK_POLICY_EXTERNAL &&
         gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment);
}

static float
measure_overhang (const graphene_rect_t *rect, const graphene_rect_t *edge, GtkOrientation axis)
{
  if (axis == GTK_ORIENTATION_HORIZONTAL)
    return MAX (edge->origin.x - rect->origin.x,
                rect->origin.x + rect->size.width - edge->origin.x - edge->size.width);
  return MAX (edge->origin.y - rect->origin.y,
              rect->origin.y + rect->size.height - edge->origin.y - edge->size.height);
}

/* What is scrolled away is laid out all the same, and judged: @rect keeps its place inside of
 * @edge. */
static void
move_inside (graphene_rect_t *rect, const graphene_rect_t *edge, GtkOrientation axis)
{
  gboolean is_x = axis == GTK_ORIENTATION_HORIZONTAL;
  float *origin = is_x ? &rect->origin.x : &rect->origin.y;
  float *size = is_x ? &rect->size.width : &rect->size.height;
  float first = is_x ? edge->origin.x : edge->origin.y;
  float last = first + (is_x ? edge->size.width : edge->size.height);
  float begin = CLAMP (*origin, first, last), end = CLAMP (*origin + *size, first, last);

  *origin = begin;
  *size = end - begin;
}

static void
clip_by (Judge *self, LayoutPiece *piece, GtkWidget *by)
{
  graphene_rect_t edge;

  if (!gtk_widget_compute_bounds (by, self->root, &edge))
    return;
  for (GtkOrientation axis = GTK_ORIENTATION_HORIZONTAL; axis <= GTK_ORIENTATION_VERTICAL; axis++)
    {
      float overhang = measure_overhang (&piece->seen, &edge, axis);

      if (may_scroll (by, axis) && piece->scroller == NULL)
        piece->scroller = by;
      if (overhang > SLACK && !may_scroll (by, axis))
        add_finding (
            self->verdict, "cut", piece,
            g_strdup_printf ("%.0f px %s are cut by %s", overhang,
                             axis == GTK_ORIENTATION_HORIZONTAL ? "of its width" : "of its height",
                             G_OBJECT_TYPE_NAME (by)));
      move_inside (&piece->seen, &edge, axis);
    }
}

static void
clip (Judge *self, LayoutPiece *piece)
{
  piece->seen = piece->rect;
  for (GtkWidget *at = gtk_widget_get_parent (piece->widget); at != NULL;
       at = gtk_widget_get_parent (at))
    {
      if (gtk_widget_get_overflow (at) == GTK_OVERFLOW_HIDDEN || at == self->root)
        clip_by (self, piece, at);
      if (at == self->root)
        break;
    }
}

/* Overlaps: of two pieces beside each other. What lies over a page on purpose has a ground of its
 * own. */

static gboolean
is_layered (GtkWidget *a, GtkWidget *b)
{
  static const char *const layered[] = { "AdwToastOverlay", "AdwFlap", "AmbListDetail", NULL };
  GtkWidget *common = a;

  while (common != NULL && !gtk_widget_is_ancestor (b, common))
    common = gtk_widget_get_parent (common);
  if (common == NULL)
    return FALSE;
  return g_strv_contains (layered, G_OBJECT_TYPE_NAME (common));
}

static void
judge_pair (Judge *self, LayoutPiece *a, LayoutPiece *b)
{
  gboolean is_together = a->scroller != NULL && a->scroller == b->scroller;
  graphene_rect_t both;

  if (!(a->is_text || b->is_text) || gtk_widget_is_ancestor (a->widget, b->widget) ||
      gtk_widget_is_ancestor (b->widget, a->widget) ||
      !graphene_rect_intersection (is_together ? &a->rect : &a->seen,
                                   is_together ? &b->rect : &b->seen, &both) ||
      both.size.width <= SLACK || both.size.height <= SLACK || is_layered (a->widget, b->widget))
    return;
  add_finding (self->verdict, "overlap", a->is_text ? a : b,
               g_strdup_printf ("and “%s” overlap by %.0f × %.0f px",
                                a->is_text ? b->text : a->text, both.size.width, both.size.height));
}

/* Windows: at most as large as the screen, whatever is in them. */

/* The lowest widget that still needs more than there is. */
static GtkWidget *
find_widest (GtkWidget *widget, GtkOrientation axis, int room)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least = 0;

      if (gtk_widget_get_mapped (child) && !GTK_IS_NATIVE (child))
        gtk_widget_measure (child, axis, -1, &least, NULL, NULL, NULL);
      if (least > room)
        return find_widest (child, axis, room);
    }
  return widget;
}

static void
judge_size (Judge *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self->root));
  GdkMonitor *monitor =
      gdk_display_get_monitor_at_surface (gtk_widget_get_display (self->root), surface);
  GdkRectangle screen;
  const char *sides[] = { "wide", "high" };

  if (monitor == NULL)
    return;
  gdk_monitor_get_geometry (monitor, &screen);
  for (GtkOrientation axis = GTK_ORIENTATION_HORIZONTAL; axis <= GTK_ORIENTATION_VERTICAL; axis++)
    {
      int room = axis == GTK_ORIENTATION_HORIZONTAL ? screen.width : screen.height;
      int size = axis == GTK_ORIENTATION_HORIZONTAL ? gtk_widget_get_width (self->root)
                                                    : gtk_widget_get_height (self->root);

      if (size > room)
        {
          GtkWidget *widest = find_widest (self->root, axis, room);
          LayoutPiece piece = { .widget = widest };

          piece.text = (char *) G_OBJECT_TYPE_NAME (self->root);
          graphene_rect_init (&piece.rect, 0, 0, (float) gtk_widget_get_width (self->root),
                              (float) gtk_widget_get_height (self->root));
          add_finding (
              self->verdict, "window", &piece,
              g_strdup_printf ("is %d px %s on a screen of %d px", size, sides[axis], room));
        }
    }
}

static void
add_piece (Judge *self, LayoutPiece *piece)
{
  LayoutVerdict *verdict = self->verdict;
  float numbers[] = { piece->rect.origin.x, piece->rect.origin.y, piece->rect.size.width,
                      piece->rect.size.height };

  clip (self, piece);
  judge_ellipsis (self, piece);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    verdict->state = verdict->state * 31 + (guint) (int) numbers[i];
  verdict->state = verdict->state * 31 + g_str_hash (piece->text);
  if (piece->is_text)
    g_ptr_array_add (verdict->texts, g_strdup (piece->text));
  if (GTK_IS_SPINNER (piece->widget) && gtk_spinner_get_spinning (GTK_SPINNER (piece->widget)))
    verdict->is_busy = TRUE;
  g_ptr_array_add (self->pieces, piece);
}

static void
collect (Judge *self, GtkWidget *widget)
{
  LayoutPiece *piece;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget) ||
      gtk_widget_get_opacity (widget) < 0.01)
    return;
  if (GTK_IS_NATIVE (widget) && widget != self->root)
    {
      judge_surface (self->verdict, widget);
      return;
    }
  piece = layout_piece_new (widget, self->root);
  if (piece != NULL)
    add_piece (self, piece);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (self, child);
}

static void
judge_surface (LayoutVerdict *verdict, GtkWidget *root)
{
  g_autoptr (GPtrArray) pieces =
      g_ptr_array_new_with_free_func ((GDestroyNotify) layout_piece_free);
  Judge self = { root, verdict, pieces };

  judge_size (&self);
  collect (&self, root);
  for (guint i = 0; i < pieces->len; i++)
    for (guint j = i + 1; j < pieces->len; j++)
      judge_pair (&self, g_ptr_array_index (pieces, i), g_ptr_array_index (pieces, j));
}

static LayoutVerdict *
verdict_new (void)
{
  LayoutVerdict *verdict = g_new0 (LayoutVerdict, 1);

  verdict->findings = g_ptr_array_new_with_free_func (finding_free);
  verdict->texts = g_ptr_array_new_with_free_func (g_free);
  return verdict;
}

LayoutVerdict *
layout_judge_window (GtkWindow *window)
{
  LayoutVerdict *verdict = verdict_new ();

  judge_surface (verdict, GTK_WIDGET (window));
  return verdict;
}

LayoutVerdict *
layout_judge (void)
{
  LayoutVerdict *verdict = verdict_new ();
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_mapped (window))
        judge_surface (verdict, window);
    }
  verdict->is_busy = verdict->is_busy || verdict->texts->len == 0;
  return verdict;
}
