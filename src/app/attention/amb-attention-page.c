#include "amb-attention-page.h"
#include "amb-attention-card.h"
#include "amb-attention-decision.h"
#include "amb-attention-items.h"

#include <glib/gi18n.h>

struct _AmbAttentionPage
{
  AmbPage parent_instance;

  /* template */
  GtkStack *stack;
  GtkBox *cards;
  GtkBox *all_buttons;
  AdwStatusPage *failure;

  GPtrArray *items; /* nullable: not read yet */
  AmbSyncService *sync;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (AmbAttentionPage, amb_attention_page, AMB_TYPE_PAGE)

static void refresh (AmbAttentionPage *self);

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbAttentionPage) self = data;
  AmbContext *context = AMB_CONTEXT (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *label = amb_context_write_finish (context, result, &error);

  if (error != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", error->message, FALSE);
  else if (label != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", label, TRUE);
  refresh (self);
  amb_sync_service_kick (amb_context_get_sync (context));
}

static void
decide (AmbAttentionPage *self, AmbAttentionDecision *decision)
{
  amb_context_write_async (amb_page_get_context (AMB_PAGE (self)), amb_attention_decision_run,
                           decision, amb_attention_decision_free, g_free, NULL, decided_cb,
                           g_object_ref (self));
}

static const AmbAttentionItem *
find_item (AmbAttentionPage *self, gint64 key)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const AmbAttentionItem *item = g_ptr_array_index (self->items, i);

      if (item->finding->key == key)
        return item;
    }
  return NULL;
}

/* What the toast and “Undo …” say. */
static char *
describe_decision (const AmbAttentionItem *item, AmbResolution resolution)
{
  switch (resolution)
    {
    case AMB_RESOLVE_VALUE:
      return g_strdup_printf (_ ("Settled with another value: %s"), item->title);
    case AMB_RESOLVE_DELETE_ANYWAY:
      return g_strdup_printf (_ ("Deleted: %s"), item->title);
    case AMB_RESOLVE_RESTORE_WITH_MINE:
      return g_strdup_printf (_ ("Restored with your changes: %s"), item->title);
    case AMB_RESOLVE_MINE:
    case AMB_RESOLVE_THEIRS:
    default:
      return g_strdup_printf (
          item->finding->is_conflict ? _ ("Kept yours: %s") : _ ("Tried again: %s"), item->title);
    }
}

static void
resolved_cb (AmbAttentionPage *self, gint64 key, int resolution, const char *value)
{
  const AmbAttentionItem *item = find_item (self, key);
  g_autofree char *label = describe_decision (item, (AmbResolution) resolution);
  AmbAttentionDecision *decision = amb_attention_decision_new (label);

  amb_attention_decision_add (decision, key, (AmbResolution) resolution, value);
  decide (self, decision);
}

static AmbResolution
get_mine (const AmbAttentionItem *item)
{
  static const AmbResolution mine[] = { AMB_RESOLVE_MINE, AMB_RESOLVE_RESTORE_WITH_MINE,
                                        AMB_RESOLVE_DELETE_ANYWAY };

  for (guint i = 0; i < G_N_ELEMENTS (mine); i++)
    if (amb_attention_item_fits (item, mine[i]))
      return mine[i];
  return AMB_RESOLVE_THEIRS;
}

static void
keep_all_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbAttentionPage *self = data;
  gboolean is_mine = g_variant_get_boolean (target);
  AmbAttentionDecision *decision = amb_attention_decision_new (_ ("Kept all of yours"));

  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    {
      const AmbAttentionItem *item = g_ptr_array_index (self->items, i);

      amb_attention_decision_add (decision, item->finding->key,
                                  is_mine ? get_mine (item) : AMB_RESOLVE_THEIRS, NULL);
    }
  decide (self, decision);
}

static void
narrow_changed (AmbAttentionPage *self)
{
  gboolean narrow = amb_page_get_narrow (AMB_PAGE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->all_buttons),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (self->all_buttons), narrow ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    amb_attention_card_set_narrow (AMB_ATTENTION_CARD (card), narrow);
}

static void
show_items (AmbAttentionPage *self)
{
  GtkWidget *child;
  g_autofree char *count = g_strdup_printf (
      ngettext ("%u to settle", "%u to settle", self->items->len), self->items->len);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, child);
  for (guint i = 0; i < self->items->len; i++)
    {
      GtkWidget *card = amb_attention_card_new (g_ptr_array_index (self->items, i));

      g_signal_connect_swapped (card, "resolved", G_CALLBACK (resolved_cb), self);
      gtk_box_append (self->cards, card);
    }
  narrow_changed (self);
  gtk_widget_set_visible (GTK_WIDGET (self->all_buttons), self->items->len > 1);
  amb_page_set_subtitle (AMB_PAGE (self), self->items->len > 0 ? count : NULL);
  gtk_stack_set_visible_child_name (self->stack, self->items->len > 0 ? "cards" : "calm");
}

static gpointer
read_items (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_attention_items_read (store, error);
}

static void
items_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbAttentionPage) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *items = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (items == NULL)
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);
      adw_status_page_set_description (self->failure, markup);
      gtk_stack_set_visible_child_name (self->stack, "failure");
      return;
    }
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = items;
  show_items (self);
}

static void
refresh (AmbAttentionPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  amb_context_read_async (amb_page_get_context (AMB_PAGE (self)), read_items, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, self->cancellable, items_read_cb,
                          g_object_ref (self));
}

static void
amb_attention_page_context_set (AmbPage *page)
{
  AmbAttentionPage *self = AMB_ATTENTION_PAGE (page);

  g_set_object (&self->sync, amb_context_get_sync (amb_page_get_context (page)));
  g_signal_connect_object (self->sync, "notify::findings", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_changed), NULL);
  refresh (self);
}

static void
amb_attention_page_dispose (GObject *object)
{
  AmbAttentionPage *self = AMB_ATTENTION_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sync);
  /* The template drops the bin's own child, of which the bin would keep the address. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_ATTENTION_PAGE);
  G_OBJECT_CLASS (amb_attention_page_parent_class)->dispose (object);
}

static void
amb_attention_page_finalize (GObject *object)
{
  g_clear_pointer (&AMB_ATTENTION_PAGE (object)->items, g_ptr_array_unref);
  G_OBJECT_CLASS (amb_attention_page_parent_class)->finalize (object);
}

static void
amb_attention_page_class_init (AmbAttentionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amb_attention_page_dispose;
  object_class->finalize = amb_attention_page_finalize;
  AMB_PAGE_CLASS (klass)->context_set = amb_attention_page_context_set;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/attention/amb-attention-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionPage, cards);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionPage, all_buttons);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionPage, failure);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
}

static void
amb_attention_page_init (AmbAttentionPage *self)
{
  static const GActionEntry entries[] = { { "keep-all", keep_all_cb, "b" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  amb_page_set_actions (AMB_PAGE (self), G_ACTION_GROUP (actions));
}
