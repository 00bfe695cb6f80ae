#include "amb-attention-list.h"
#include "amb-attention-card.h"

#include <glib/gi18n.h>

struct _AmbAttentionList
{
  AdwBin parent_instance;

  GtkBox *box;
  GPtrArray *cards;   /* in their order; owned */
  GPtrArray *entries; /* nullable: of the cards */
  GHashTable *left;   /* names of those that were here and are gone */
  guint tick;         /* 0: nothing is to be scrolled to */
  guint still;        /* frames since what is scrolled to has moved */
  graphene_rect_t place;
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (AmbAttentionList, amb_attention_list, ADW_TYPE_BIN)

/* After so many frames in the same place a card is taken to have been laid out. */
#define STILL_FRAMES 12
#define MARGIN       9

static guint resolved;

static void
resolved_cb (AmbAttentionList *self, gint64 key, int resolution, const char *value)
{
  g_signal_emit (self, resolved, 0, key, resolution, value);
}

/* The card that has the focus, or something in it; −1: none. */
static int
find_focus (AmbAttentionList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < self->cards->len; i++)
    if (focus == g_ptr_array_index (self->cards, i) ||
        gtk_widget_is_ancestor (focus, g_ptr_array_index (self->cards, i)))
      return (int) i;
  return -1;
}

static gboolean
focus_card (AmbAttentionList *self, int index)
{
  if (self->cards->len == 0)
    return FALSE;
  index = CLAMP (index, 0, (int) self->cards->len - 1);
  return gtk_widget_grab_focus (g_ptr_array_index (self->cards, index));
}

/* Up and Down where nothing inside of a card needs them. */
static gboolean
step (GtkWidget *widget, GVariant *by, gpointer data)
{
  AmbAttentionList *self = AMB_ATTENTION_LIST (widget);
  int from = find_focus (self);
  int to = from + g_variant_get_int32 (by);

  if (from < 0 || to < 0 || to >= (int) self->cards->len)
    return FALSE;
  return focus_card (self, to);
}

static GtkWidget *
new_keep_button (const AmbAttentionItem *item, const char *label, gboolean is_mine)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), label, item->title);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.keep-record");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sb)", item->finding->id, is_mine);
  gtk_widget_add_css_class (button, "amb-line-button");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

/* The name of a record with several findings. */
static GtkWidget *
new_heading (AmbAttentionList *self, const AmbAttentionItem *item)
{
  GtkWidget *box =
      gtk_box_new (self->is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (item->title);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), new_keep_button (item, _ ("Keep Mine for All of It"), TRUE));
  gtk_box_append (GTK_BOX (box), new_keep_button (item, _ ("Keep Theirs for All of It"), FALSE));
  return box;
}

static GtkBox *
begin_group (AmbAttentionList *self, const AmbAttentionItem *item)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  gtk_box_append (GTK_BOX (group), new_heading (self, item));
  gtk_box_append (self->box, group);
  return GTK_BOX (group);
}

static void
clear (AmbAttentionList *self)
{
  GtkWidget *child;

  for (guint i = 0; i < self->cards->len; i++)
    {
      GtkWidget *card = g_ptr_array_index (self->cards, i);
      GtkWidget *parent = gtk_widget_get_parent (card);

      if (parent != NULL)
        gtk_box_remove (GTK_BOX (parent), card);
    }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
}

static const AmbAttentionItem *
get_item (GPtrArray *entries, guint index)
{
  return ((const AmbAttentionEntry *) g_ptr_array_index (entries, index))->item;
}

static gboolean
is_grouped (AmbAttentionList *self, guint index)
{
  const AmbAttentionItem *item = get_item (self->entries, index);

  return (index > 0 &&
          amb_attention_item_is_same_record (get_item (self->entries, index - 1), item)) ||
         (index + 1 < self->entries->len &&
          amb_attention_item_is_same_record (item, get_item (self->entries, index + 1)));
}

static void
lay_out (AmbAttentionList *self)
{
  GtkBox *group = NULL;

  clear (self);
  for (guint i = 0; i < self->cards->len; i++)
    {
      AmbAttentionCard *card = g_ptr_array_index (self->cards, i);
      const AmbAttentionItem *item = get_item (self->entries, i);
      const AmbAttentionItem *last = i > 0 ? get_item (self->entries, i - 1) : NULL;

      if (last == NULL || !amb_attention_item_is_same_record (last, item))
        group = is_grouped (self, i) ? begin_group (self, item) : NULL;
      amb_attention_card_set_grouped (card, group != NULL);
      amb_attention_card_set_narrow (card, self->is_narrow);
      gtk_box_append (group != NULL ? group : self->box, GTK_WIDGET (card));
    }
}

static gboolean
is_same (const AmbAttentionItem *a, const AmbAttentionItem *b)
{
  return a->finding->key == b->finding->key && a->finding->at == b->finding->at &&
         g_strcmp0 (a->finding->op, b->finding->op) == 0;
}

/* (transfer full): the same for what an undo brings back */
static char *
dup_name (const AmbAttentionItem *item)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s %s %s", item->finding->at,
                          item->finding->op != NULL ? item->finding->op : "",
                          item->finding->id != NULL ? item->finding->id : "",
                          item->finding->field != NULL ? item->finding->field->name : "");
}

/* Which of the new cards was here before and had gone; −1: none. */
static int
find_returned (AmbAttentionList *self, GPtrArray *cards)
{
  int returned = -1;

  for (guint i = 0; i < cards->len; i++)
    {
      g_autofree char *name = dup_name (amb_attention_card_get_item (g_ptr_array_index (cards, i)));

      if (g_hash_table_remove (self->left, name) && returned < 0)
        returned = (int) i;
    }
  return returned;
}

static void
remember_left (AmbAttentionList *self, GPtrArray *before)
{
  for (guint i = 0; i < before->len; i++)
    if (!g_ptr_array_find (self->cards, g_ptr_array_index (before, i), NULL))
      g_hash_table_add (self->left,
                        dup_name (amb_attention_card_get_item (g_ptr_array_index (before, i))));
}

static void
scroll_to (GtkWidget *widget, GtkWidget *scroller)
{
  GtkAdjustment *scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  graphene_rect_t box;

  if (!gtk_widget_compute_bounds (widget, scroller, &box))
    return;
  box.origin.y += (float) gtk_adjustment_get_value (scroll);
  gtk_adjustment_clamp_page (scroll, box.origin.y - MARGIN,
                             box.origin.y + box.size.height + MARGIN);
}

/* What was just put there gets its place only in the frames to come, and an editor unfolds. */
static gboolean
reveal_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AmbAttentionList *self = AMB_ATTENTION_LIST (widget);
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  const int index = find_focus (self);
  GtkWidget *card = index >= 0 ? g_ptr_array_index (self->cards, index) : NULL;
  graphene_rect_t place;

  if (card == NULL || scroller == NULL || !gtk_widget_compute_bounds (card, widget, &place))
    {
      self->tick = 0;
      return G_SOURCE_REMOVE;
    }
  self->still = graphene_rect_equal (&place, &self->place) ? self->still + 1 : 0;
  self->place = place;
  scroll_to (card, scroller);
  /* Of a card that is higher than the page: what is typed into. */
  scroll_to (gtk_root_get_focus (gtk_widget_get_root (widget)), scroller);
  if (self->still < STILL_FRAMES)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
reveal (AmbAttentionList *self)
{
  self->still = 0;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_cb, NULL, NULL);
}

/* (transfer full): the card that shows this already, with what is typed in it, or a new one. */
static GtkWidget *
take_card (AmbAttentionList *self, const AmbAttentionEntry *entry)
{
  GtkWidget *card;

  for (guint i = 0; i < self->cards->len; i++)
    {
      AmbAttentionCard *known = g_ptr_array_index (self->cards, i);

      if (!is_same (amb_attention_card_get_item (known), entry->item))
        continue;
      amb_attention_card_set_entry (known, entry);
      return g_object_ref (GTK_WIDGET (known));
    }
  card = g_object_ref_sink (amb_attention_card_new (entry));
  g_signal_connect_object (card, "resolved", G_CALLBACK (resolved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "unfolded", G_CALLBACK (reveal), self, G_CONNECT_SWAPPED);
  return card;
}

/* The cards are those that are there: what was read anew is in them. FALSE: they are to be laid
 * out. */
static gboolean
keep_cards (AmbAttentionList *self, GPtrArray *cards, GPtrArray *entries)
{
  if (cards->len != self->cards->len)
    return FALSE;
  for (guint i = 0; i < cards->len; i++)
    if (cards->pdata[i] != self->cards->pdata[i])
      return FALSE;
  self->entries = g_ptr_array_ref (entries);
  for (guint i = 0; i < cards->len; i++)
    amb_attention_card_set_grouped (cards->pdata[i], is_grouped (self, i));
  return TRUE;
}

void
amb_attention_list_set_entries (AmbAttentionList *self, GPtrArray *entries)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) old_entries = g_steal_pointer (&self->entries);
  const int index = find_focus (self);
  g_autoptr (GtkWidget) focus = NULL;
  gboolean was_empty = self->cards->len == 0;
  int returned;

  if (index >= 0)
    g_set_object (&focus, gtk_root_get_focus (root));
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (cards, take_card (self, g_ptr_array_index (entries, i)));
  if (keep_cards (self, cards, entries))
    {
      /* A button of it that had the focus is another one by now. */
      if (index >= 0 && find_focus (self) != index)
        focus_card (self, index);
      return;
    }
  clear (self);
  before = self->cards;
  self->cards = g_steal_pointer (&cards);
  self->entries = g_ptr_array_ref (entries);
  lay_out (self);
  remember_left (self, before);
  returned = find_returned (self, self->cards);
  if (index < 0 && !(was_empty && returned >= 0))
    return;
  reveal (self);
  /* What an undo brought back is what the next key is about. */
  if (returned >= 0)
    focus_card (self, returned);
  else if (gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_widget_grab_focus (focus);
  else
    focus_card (self, index);
}

void
amb_attention_list_set_narrow (AmbAttentionList *self, gboolean narrow)
{
  if (self->is_narrow == narrow)
    return;
  self->is_narrow = narrow;
  if (self->entries != NULL)
    lay_out (self);
}

void
amb_attention_list_release (AmbAttentionList *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    amb_attention_card_release (g_ptr_array_index (self->cards, i));
}

gboolean
amb_attention_list_focus_first (AmbAttentionList *self)
{
  return focus_card (self, 0);
}

static void
amb_attention_list_dispose (GObject *object)
{
  AmbAttentionList *self = AMB_ATTENTION_LIST (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  if (self->cards != NULL)
    clear (self);
  g_clear_pointer (&self->left, g_hash_table_unref);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  G_OBJECT_CLASS (amb_attention_list_parent_class)->dispose (object);
}

static void
amb_attention_list_class_init (AmbAttentionListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_attention_list_dispose;
  resolved = g_signal_new ("resolved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                           NULL, G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT, G_TYPE_STRING);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, step, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, step, "i", -1);
}

static void
amb_attention_list_init (AmbAttentionList *self)
{
  self->cards = g_ptr_array_new_with_free_func (g_object_unref);
  self->left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}
