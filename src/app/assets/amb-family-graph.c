#include "amb-family-graph.h"

#include "amb-family-card.h"
#include "amb-text-scale.h"
#include <glib/gi18n.h>

/* px at the usual text size */
#define CARD   236
#define ACROSS 44 /* between two generations */
#define DOWN   8  /* between two rows */
#define INDENT 22 /* of an outline */
#define LINE   1.5f

struct _AmbFamilyGraph
{
  GtkWidget parent_instance;

  const AmbFamily *family; /* nullable */
  GPtrArray *cards;        /* of AmbFamilyCard, borrowed, by index */
  GPtrArray *offers;       /* of GtkButton or NULL, borrowed: to show more of each */
  guint *shown;
  AmbFamilyPlace *places;
  GHashTable *folds; /* id → how many of its children are shown, when it was changed */
  char *chosen_id;   /* nullable */
  guint chosen;
  guint n_rows, n_columns;
  gboolean is_outline;
};

G_DEFINE_FINAL_TYPE (AmbFamilyGraph, amb_family_graph, GTK_TYPE_WIDGET)

static guint chosen_signal;

static guint
get_n (AmbFamilyGraph *self)
{
  return self->family != NULL ? self->family->relatives->len : 0;
}

static const char *
get_id (AmbFamilyGraph *self, guint index)
{
  return amb_family_get (self->family, index)->id;
}

/* Where things stand. */

static void
show_places (AmbFamilyGraph *self)
{
  self->n_columns = 0;
  for (guint i = 0; i < get_n (self); i++)
    {
      const AmbFamilyPlace *place = &self->places[i];
      GtkWidget *offer = self->offers->pdata[i];
      gboolean has_offer = place->more_row != AMB_FAMILY_NONE;

      gtk_widget_set_visible (self->cards->pdata[i], place->row != AMB_FAMILY_NONE);
      amb_family_card_set_open (self->cards->pdata[i], self->shown[i]);
      if (place->row != AMB_FAMILY_NONE)
        self->n_columns = MAX (self->n_columns, self->family->links[i].depth + 1);
      if (offer == NULL)
        continue;
      gtk_widget_set_visible (offer, has_offer);
      if (has_offer)
        {
          g_autofree char *text = g_strdup_printf (
              ngettext ("Show %u More", "Show %u More", place->n_hidden), place->n_hidden);

          gtk_button_set_label (GTK_BUTTON (offer), text);
        }
    }
}

static void
place_all (AmbFamilyGraph *self)
{
  self->n_rows = amb_family_place (self->family->links, self->family->order, get_n (self),
                                   self->shown, self->is_outline, self->places);
  show_places (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
set_shown (AmbFamilyGraph *self, guint index, guint n)
{
  n = MIN (n, self->family->links[index].n_children);
  if (self->shown[index] == n)
    return;
  self->shown[index] = n;
  g_hash_table_insert (self->folds, g_strdup (get_id (self, index)), GUINT_TO_POINTER (n));
  place_all (self);
}

static guint
find_card (AmbFamilyGraph *self, gpointer card)
{
  guint index = AMB_FAMILY_NONE;

  g_ptr_array_find (self->cards, card, &index);
  return index;
}

static void
choose (AmbFamilyGraph *self, guint index)
{
  if (self->chosen < get_n (self))
    amb_family_card_set_chosen (self->cards->pdata[self->chosen], FALSE);
  self->chosen = index;
  g_free (self->chosen_id);
  self->chosen_id = g_strdup (get_id (self, index));
  amb_family_card_set_chosen (self->cards->pdata[index], TRUE);
  g_signal_emit (self, chosen_signal, 0, index);
}

static void
clicked_cb (AmbFamilyGraph *self, AmbFamilyCard *card)
{
  choose (self, find_card (self, card));
}

static void
toggle (AmbFamilyGraph *self, guint index)
{
  set_shown (self, index, self->shown[index] > 0 ? 0 : MAX (AMB_FAMILY_FIRST, 1));
}

static void
fold_cb (AmbFamilyGraph *self, AmbFamilyCard *card)
{
  toggle (self, find_card (self, card));
}

static void
more_cb (AmbFamilyGraph *self, GtkWidget *offer)
{
  guint index;

  if (!g_ptr_array_find (self->offers, offer, &index))
    return;
  /* The focus goes on to the first of those that come. */
  set_shown (self, index, G_MAXUINT);
  gtk_widget_grab_focus (amb_family_card_get_button (self->cards->pdata[index]));
}

/* Making. */

static void
clear (AmbFamilyGraph *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    {
      gtk_widget_unparent (self->cards->pdata[i]);
      if (self->offers->pdata[i] != NULL)
        gtk_widget_unparent (self->offers->pdata[i]);
    }
  g_ptr_array_set_size (self->cards, 0);
  g_ptr_array_set_size (self->offers, 0);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->places, g_free);
}

static GtkWidget *
new_offer (AmbFamilyGraph *self)
{
  GtkWidget *offer = gtk_button_new_with_label ("");

  gtk_widget_add_css_class (offer, "flat");
  gtk_widget_add_css_class (offer, "amb-family-more");
  gtk_widget_set_parent (offer, GTK_WIDGET (self));
  g_signal_connect_object (offer, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  return offer;
}

static void
add_card (AmbFamilyGraph *self, guint index)
{
  const AmbFamilyLink *link = &self->family->links[index];
  GtkWidget *card =
      amb_family_card_new (amb_family_get (self->family, index), link, self->family->today);

  gtk_widget_set_parent (card, GTK_WIDGET (self));
  g_signal_connect_object (card, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "fold-clicked", G_CALLBACK (fold_cb), self, G_CONNECT_SWAPPED);
  self->cards->pdata[index] = card;
  self->offers->pdata[index] = link->n_children > 1 ? new_offer (self) : NULL;
}

static void
begin (AmbFamilyGraph *self)
{
  const AmbFamily *family = self->family;
  guint n = get_n (self);

  self->shown = g_new0 (guint, n);
  self->places = g_new0 (AmbFamilyPlace, n);
  amb_family_begin (family->links, family->order, n, self->shown);
  self->chosen = family->asked;
  for (guint i = 0; i < n; i++)
    {
      gpointer kept;

      if (g_hash_table_lookup_extended (self->folds, get_id (self, i), NULL, &kept))
        self->shown[i] = MIN (GPOINTER_TO_UINT (kept), family->links[i].n_children);
      if (g_strcmp0 (get_id (self, i), self->chosen_id) == 0)
        self->chosen = i;
    }
  amb_family_reveal (family->links, family->order, n, self->chosen, self->shown);
}

static guint
find_focused (AmbFamilyGraph *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *card = focus != NULL ? gtk_widget_get_ancestor (focus, AMB_TYPE_FAMILY_CARD) : NULL;

  return card != NULL ? find_card (self, card) : AMB_FAMILY_NONE;
}

static void
focus_card (AmbFamilyGraph *self, guint index)
{
  if (index != AMB_FAMILY_NONE && self->places[index].row != AMB_FAMILY_NONE)
    gtk_widget_grab_focus (amb_family_card_get_button (self->cards->pdata[index]));
}

void
amb_family_graph_set_family (AmbFamilyGraph *self, const AmbFamily *family)
{
  gboolean had_focus = self->family != NULL && find_focused (self) != AMB_FAMILY_NONE;

  clear (self);
  self->family = family;
  if (family == NULL)
    return;
  begin (self);
  g_ptr_array_set_size (self->cards, (int) get_n (self));
  g_ptr_array_set_size (self->offers, (int) get_n (self));
  /* In the order in which they are read, which is that of the Tab key. */
  for (guint i = 0; i < get_n (self); i++)
    add_card (self, family->order[i]);
  place_all (self);
  choose (self, self->chosen);
  if (had_focus)
    focus_card (self, self->chosen);
}

guint
amb_family_graph_get_chosen (AmbFamilyGraph *self)
{
  return self->chosen;
}

void
amb_family_graph_set_outline (AmbFamilyGraph *self, gboolean outline)
{
  if (self->is_outline == outline)
    return;
  self->is_outline = outline;
  if (self->family != NULL)
    place_all (self);
}

void
amb_family_graph_focus (AmbFamilyGraph *self)
{
  if (self->family != NULL)
    focus_card (self, self->chosen);
}

/* Keys. */

/* The next one that is shown, above or below: of the same generation where there is one. */
static guint
find_beside (AmbFamilyGraph *self, guint from, int by)
{
  guint depth = self->family->links[from].depth, best = AMB_FAMILY_NONE;
  guint row = self->places[from].row;

  for (guint i = 0; i < get_n (self); i++)
    {
      guint other = self->places[i].row;
      gboolean is_on = other != AMB_FAMILY_NONE && (by > 0 ? other > row : other < row);

      if (!is_on || (!self->is_outline && self->family->links[i].depth != depth))
        continue;
      if (best == AMB_FAMILY_NONE ||
          (by > 0 ? other < self->places[best].row : other > self->places[best].row))
        best = i;
    }
  return best;
}

static guint
find_first_child (AmbFamilyGraph *self, guint parent)
{
  for (guint i = 0; i < get_n (self); i++)
    {
      guint at = self->family->order[i];

      if (self->family->links[at].parent == parent)
        return at;
    }
  return AMB_FAMILY_NONE;
}

static gboolean
key_cb (AmbFamilyGraph *self, guint key, guint code, GdkModifierType modifiers)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint at = self->family != NULL ? find_focused (self) : AMB_FAMILY_NONE;

  if (at == AMB_FAMILY_NONE ||
      (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (key == GDK_KEY_Down || key == GDK_KEY_Up)
    focus_card (self, find_beside (self, at, key == GDK_KEY_Down ? 1 : -1));
  else if (key == (rtl ? GDK_KEY_Left : GDK_KEY_Right))
    {
      if (self->shown[at] == 0)
        set_shown (self, at, AMB_FAMILY_FIRST);
      focus_card (self, find_first_child (self, at));
    }
  else if (key == (rtl ? GDK_KEY_Right : GDK_KEY_Left))
    focus_card (self, self->family->links[at].parent);
  else if (key == GDK_KEY_plus || key == GDK_KEY_KP_Add)
    set_shown (self, at, G_MAXUINT);
  else if (key == GDK_KEY_minus || key == GDK_KEY_KP_Subtract)
    set_shown (self, at, 0);
  else
    return FALSE;
  return TRUE;
}

/* Sizes. */

static int
px (AmbFamilyGraph *self, int size)
{
  return amb_text_scale_px (GTK_WIDGET (self), size);
}

static int
get_row_height (AmbFamilyGraph *self)
{
  int height = 0;

  for (guint i = 0; i < self->cards->len && i < 8; i++)
    {
      int natural;

      gtk_widget_measure (self->cards->pdata[i], GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL,
                          NULL);
      height = MAX (height, natural);
    }
  return height;
}

static void
amb_family_graph_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  AmbFamilyGraph *self = AMB_FAMILY_GRAPH (widget);
  int columns = (int) MAX (self->n_columns, 1), rows = (int) MAX (self->n_rows, 1);

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = rows * get_row_height (self) + (rows - 1) * DOWN;
  else if (self->is_outline)
    *minimum = *natural = px (self, 200) + (columns - 1) * px (self, INDENT);
  else
    *minimum = *natural = columns * px (self, CARD) + (columns - 1) * px (self, ACROSS);
}

/* Of a card, or of the offer that stands in its place, as seen from left to right. */
static GtkAllocation
get_rectangle (AmbFamilyGraph *self, guint depth, guint row, int width, int height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int step = self->is_outline ? px (self, INDENT) : px (self, CARD) + px (self, ACROSS);
  GtkAllocation place = { (int) depth * step, (int) row * (height + DOWN), px (self, CARD),
                          height };

  if (self->is_outline)
    place.width = width - place.x;
  if (rtl)
    place.x = width - place.x - place.width;
  return place;
}

static void
amb_family_graph_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmbFamilyGraph *self = AMB_FAMILY_GRAPH (widget);
  int row_height = get_row_height (self);

  for (guint i = 0; i < get_n (self); i++)
    {
      const AmbFamilyPlace *place = &self->places[i];
      guint depth = self->family->links[i].depth;

      if (place->row != AMB_FAMILY_NONE)
        {
          GtkAllocation card = get_rectangle (self, depth, place->row, width, row_height);

          gtk_widget_size_allocate (self->cards->pdata[i], &card, -1);
        }
      if (place->more_row != AMB_FAMILY_NONE && self->offers->pdata[i] != NULL)
        {
          GtkAllocation offer = get_rectangle (self, depth + 1, place->more_row, width, row_height);

          gtk_widget_size_allocate (self->offers->pdata[i], &offer, -1);
        }
    }
}

/* Drawing. */

static void
draw_line (
    GtkSnapshot *snapshot, const GdkRGBA *colour, float x, float y, float width, float height)
{
  if (width < 0)
    {
      x += width;
      width = -width;
    }
  gtk_snapshot_append_color (snapshot, colour,
                             &GRAPHENE_RECT_INIT (x, y, MAX (width, LINE), MAX (height, LINE)));
}

/* Where lines from what stands at @own to what is below it turn off. */
static float
get_bend (AmbFamilyGraph *self, const GtkAllocation *own)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float side = rtl ? -1 : 1;
  float begin = rtl ? own->x + own->width : own->x, end = rtl ? own->x : own->x + own->width;

  return self->is_outline ? begin + side * px (self, INDENT) / 2.0f
                          : end + side * px (self, ACROSS) / 2.0f;
}

/* One line down beside all that is below @own, @last being the last of it. */
static void
draw_spine (AmbFamilyGraph *self,
            GtkSnapshot *snapshot,
            const GdkRGBA *colour,
            const GtkAllocation *own,
            const GtkAllocation *last)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float bend = get_bend (self, own), end = rtl ? own->x : own->x + own->width;
  float to_y = last->y + last->height / 2.0f;
  float from_y = self->is_outline ? own->y + own->height : own->y + own->height / 2.0f;

  if (!self->is_outline)
    draw_line (snapshot, colour, end, from_y, bend - end, LINE);
  if (to_y > from_y)
    draw_line (snapshot, colour, bend, from_y, LINE, to_y - from_y + LINE);
}

static void
draw_branch (AmbFamilyGraph *self,
             GtkSnapshot *snapshot,
             const GdkRGBA *colour,
             const GtkAllocation *own,
             const GtkAllocation *child)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float bend = get_bend (self, own), to_x = rtl ? child->x + child->width : child->x;

  draw_line (snapshot, colour, bend, child->y + child->height / 2.0f, to_x - bend, LINE);
}

/* The row of the last one below each that is shown, the offer to show more among them. */
static guint *
find_last_rows (AmbFamilyGraph *self)
{
  guint *rows = g_new (guint, get_n (self));

  for (guint i = 0; i < get_n (self); i++)
    {
      guint at = self->family->order[i], parent = self->family->links[at].parent;

      rows[at] = self->places[at].more_row;
      if (parent != AMB_FAMILY_NONE && self->places[at].row != AMB_FAMILY_NONE &&
          self->places[parent].more_row == AMB_FAMILY_NONE)
        rows[parent] = self->places[at].row;
    }
  return rows;
}

static void
amb_family_graph_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AmbFamilyGraph *self = AMB_FAMILY_GRAPH (widget);
  int width = gtk_widget_get_width (widget), height = get_row_height (self);
  g_autofree guint *last_rows = find_last_rows (self);
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  colour.alpha *= 0.38f;
  for (guint i = 0; i < get_n (self); i++)
    {
      const AmbFamilyPlace *place = &self->places[i];
      const AmbFamilyLink *link = &self->family->links[i];
      GtkAllocation own, other;

      if (place->row == AMB_FAMILY_NONE)
        continue;
      own = get_rectangle (self, link->depth, place->row, width, height);
      if (last_rows[i] != AMB_FAMILY_NONE)
        {
          other = get_rectangle (self, link->depth + 1, last_rows[i], width, height);
          draw_spine (self, snapshot, &colour, &own, &other);
        }
      if (place->more_row != AMB_FAMILY_NONE)
        {
          other = get_rectangle (self, link->depth + 1, place->more_row, width, height);
          draw_branch (self, snapshot, &colour, &own, &other);
        }
      if (link->parent == AMB_FAMILY_NONE)
        continue;
      other = get_rectangle (self, link->depth - 1, self->places[link->parent].row, width, height);
      draw_branch (self, snapshot, &colour, &other, &own);
    }
  GTK_WIDGET_CLASS (amb_family_graph_parent_class)->snapshot (widget, snapshot);
}

static void
amb_family_graph_dispose (GObject *object)
{
  AmbFamilyGraph *self = AMB_FAMILY_GRAPH (object);

  amb_family_graph_set_family (self, NULL);
  G_OBJECT_CLASS (amb_family_graph_parent_class)->dispose (object);
}

static void
amb_family_graph_finalize (GObject *object)
{
  AmbFamilyGraph *self = AMB_FAMILY_GRAPH (object);

  g_ptr_array_unref (self->cards);
  g_ptr_array_unref (self->offers);
  g_hash_table_unref (self->folds);
  g_free (self->chosen_id);
  G_OBJECT_CLASS (amb_family_graph_parent_class)->finalize (object);
}

static void
amb_family_graph_class_init (AmbFamilyGraphClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_family_graph_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_family_graph_finalize;
  widget_class->measure = amb_family_graph_measure;
  widget_class->size_allocate = amb_family_graph_size_allocate;
  widget_class->snapshot = amb_family_graph_snapshot;
  chosen_signal = g_signal_new ("chosen", AMB_TYPE_FAMILY_GRAPH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "amb-family-graph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
amb_family_graph_init (AmbFamilyGraph *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cards = g_ptr_array_new ();
  self->offers = g_ptr_array_new ();
  self->folds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Family"), -1);
}

GtkWidget *
amb_family_graph_new (void)
{
  return g_object_new (AMB_TYPE_FAMILY_GRAPH, NULL);
}
