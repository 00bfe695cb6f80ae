#include "amb-attention-page.h"
#include "amb-attention-decision.h"
#include "amb-attention-entry.h"
#include "amb-attention-list.h"
#include "amb-attention-merge.h"

#include <glib/gi18n.h>

/* Records on the page until a person asks for more. */
#define PAGE 20
/* Lines of what a merge changes, before it is done. */

struct _AmbAttentionPage
{
  AmbPage parent_instance;

  /* template */
  GtkStack *stack;
  AmbAttentionList *list;
  GtkBox *head;
  GtkBox *all_buttons;
  GtkBox *duplicates;
  GtkLabel *duplicates_label;
  GtkButton *more_button;
  GtkButton *calm_button;
  AdwStatusPage *failure;

  GPtrArray *entries; /* nullable: not read yet */
  guint total;        /* that there are */
  guint n_duplicates;
  guint limit;           /* records that are shown at most */
  gboolean awaits_focus; /* the place was entered before anything was read */
  AmbSyncService *sync;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (AmbAttentionPage, amb_attention_page, AMB_TYPE_PAGE)

/* What the page shows, read at once. */
typedef struct
{
  GPtrArray *entries;
  guint total;
  guint n_duplicates;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self);
}

static void refresh (AmbAttentionPage *self);

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbAttentionPage) self = data;
  AmbContext *context = AMB_CONTEXT (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = amb_context_write_finish (context, result, &error);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)",
                              error != NULL ? error->message : text, error == NULL);
  if (error != NULL)
    amb_attention_list_release (self->list);
  refresh (self);
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
  for (guint i = 0; i < self->entries->len; i++)
    {
      const AmbAttentionEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->item->finding->key == key)
        return entry->item;
    }
  return NULL;
}

static void
resolved_cb (AmbAttentionPage *self, gint64 key, int resolution, const char *value)
{
  const AmbAttentionItem *item = find_item (self, key);
  g_autofree char *label = NULL;

  if (item == NULL)
    return;
  label = amb_attention_item_dup_done (item, (AmbResolution) resolution);
  decide (self, amb_attention_decision_new (label, key, (AmbResolution) resolution, value));
}

static void
answered_cb (AmbAttentionPage *self, const char *response, AdwMessageDialog *dialog)
{
  AmbAttentionDecision *decision = g_object_steal_data (G_OBJECT (dialog), "decision");

  if (g_strcmp0 (response, "do") == 0)
    decide (self, decision);
  else
    amb_attention_decision_free (decision);
}

/* (transfer full) @decision; @extra: (nullable): what it comes to */
static void
ask (AmbAttentionPage *self,
     const char *heading,
     const char *body,
     const char *verb,
     GtkWidget *extra,
     AmbAttentionDecision *decision)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (root), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "do", verb,
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "do",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "do");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  if (extra != NULL)
    adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), extra);
  g_object_set_data (G_OBJECT (dialog), "decision", decision);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
keep_record_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  const char *id;
  gboolean is_mine;

  g_variant_get (target, "(&sb)", &id, &is_mine);
  decide (data,
          amb_attention_decision_new_all (is_mine ? _ ("Kept all of yours of one record")
                                                  : _ ("Kept all of theirs of one record"),
                                          is_mine ? AMB_RESOLVE_MINE : AMB_RESOLVE_THEIRS, id));
}

static gboolean
is_one_record (AmbAttentionPage *self)
{
  const AmbAttentionEntry *first = self->entries->len > 0 ? self->entries->pdata[0] : NULL;

  if (self->total > self->entries->len)
    return FALSE;
  for (guint i = 1; i < self->entries->len; i++)
    {
      const AmbAttentionEntry *other = g_ptr_array_index (self->entries, i);

      if (!amb_attention_item_is_same_record (first->item, other->item))
        return FALSE;
    }
  return TRUE;
}

static void
keep_all_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbAttentionPage *self = data;
  const gboolean is_mine = g_variant_get_boolean (target);
  AmbAttentionDecision *decision =
      amb_attention_decision_new_all (is_mine ? _ ("Kept all of yours") : _ ("Kept all of theirs"),
                                      is_mine ? AMB_RESOLVE_MINE : AMB_RESOLVE_THEIRS, NULL);
  g_autofree char *heading = NULL;

  if (self->entries == NULL || is_one_record (self))
    {
      decide (self, decision);
      return;
    }
  heading = g_strdup_printf (
      is_mine ? ngettext ("Keep yours in %u case?", "Keep yours in all %u cases?", self->total)
              : ngettext ("Keep theirs in %u case?", "Keep theirs in all %u cases?", self->total),
      self->total);
  ask (self, heading, _ ("They belong to several records. One Undo takes all of it back."),
       is_mine ? _ ("Keep All Mine") : _ ("Keep All Theirs"), NULL, decision);
}

static gpointer
read_merge (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) items = amb_attention_items_read (store, 0, NULL, error);

  return items != NULL ? amb_attention_merge_new (items) : NULL;
}

static void
append_lines (GtkBox *box, const char *title, const char *lines)
{
  GtkWidget *heading, *label;

  if (*lines == '\0')
    return;
  heading = gtk_label_new (title);
  label = gtk_label_new (lines);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (box, heading);
  gtk_box_append (box, label);
}

static GtkWidget *
new_merge_list (const AmbAttentionMerge *merge)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  /* Translators: above what a merge leaves out of one’s own values */
  append_lines (GTK_BOX (box), _ ("Not taken of yours"), merge->dropped);
  append_lines (GTK_BOX (box), _ ("Filled with yours"), merge->filled);
  gtk_widget_set_focusable (scrolled, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What changes"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 260);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  return scrolled;
}

static void
merge_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbAttentionPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbAttentionMerge) merge =
      amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  g_autofree char *done = NULL;

  if (merge == NULL)
    return;
  heading =
      g_strdup_printf (ngettext ("Merge %u record into the existing one?",
                                 "Merge %u records into the existing ones?", merge->n_records),
                       merge->n_records);
  body = amb_attention_merge_dup_body (merge);
  done = g_strdup_printf (ngettext ("Merged %u record", "Merged %u records", merge->n_records),
                          merge->n_records);
  ask (self, heading, body, _ ("Merge All"),
       merge->n_filled + merge->n_dropped > 0 ? new_merge_list (merge) : NULL,
       amb_attention_decision_new_all (done, AMB_RESOLVE_MERGE, NULL));
}

static void
merge_all_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbAttentionPage *self = data;

  amb_context_read_async (amb_page_get_context (AMB_PAGE (self)), read_merge, NULL, NULL,
                          (GDestroyNotify) amb_attention_merge_free, NULL, merge_read_cb,
                          g_object_ref (self));
}

static void
show_more_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbAttentionPage *self = data;

  self->limit += PAGE;
  refresh (self);
}

static void
narrow_changed (AmbAttentionPage *self)
{
  gboolean narrow = amb_page_get_narrow (AMB_PAGE (self));
  const GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->all_buttons), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->duplicates), orientation);
  gtk_widget_set_halign (GTK_WIDGET (self->all_buttons), narrow ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  amb_attention_list_set_narrow (self->list, narrow);
}

static void
show_duplicates (AmbAttentionPage *self)
{
  g_autofree char *text =
      g_strdup_printf (ngettext ("%u record exists already on the server",
                                 "%u records exist already on the server", self->n_duplicates),
                       self->n_duplicates);

  gtk_label_set_label (self->duplicates_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->duplicates), self->n_duplicates > 1);
}

static void
take_focus (AmbAttentionPage *self)
{
  self->awaits_focus = FALSE;
  if (!amb_attention_list_focus_first (self->list))
    gtk_widget_grab_focus (GTK_WIDGET (self->calm_button));
}

static void
show_entries (AmbAttentionPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const gboolean had_focus =
      focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
  const guint more = self->total - self->entries->len;
  g_autofree char *count =
      g_strdup_printf (ngettext ("%u to settle", "%u to settle", self->total), self->total);
  g_autofree char *label = g_strdup_printf (ngettext ("Show %u More", "Show %u More", more), more);

  amb_attention_list_set_entries (self->list, self->entries);
  gtk_widget_set_visible (GTK_WIDGET (self->all_buttons), self->total > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), more > 0);
  gtk_button_set_label (self->more_button, label);
  show_duplicates (self);
  amb_page_set_subtitle (AMB_PAGE (self), self->total > 0 ? count : NULL);
  gtk_stack_set_visible_child_name (self->stack, self->total > 0 ? "cards" : "calm");
  if (self->awaits_focus || (had_focus && self->total == 0))
    take_focus (self);
}

static gpointer
read_entries (AmbStore *store, gpointer limit, GCancellable *cancellable, GError **error)
{
  Reading *self = g_new0 (Reading, 1);
  gint64 n = 0;

  self->entries = amb_attention_entries_read (store, GPOINTER_TO_UINT (limit), &self->total, error);
  if (self->entries == NULL || !amb_sync_count_duplicates (store, &n, error))
    {
      reading_free (self);
      return NULL;
    }
  self->n_duplicates = (guint) n;
  return self;
}

static void
entries_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbAttentionPage) self = data;
  g_autoptr (GError) error = NULL;
  Reading *reading = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reading == NULL)
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);
      adw_status_page_set_description (self->failure, markup);
      gtk_stack_set_visible_child_name (self->stack, "failure");
      return;
    }
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_ptr_array_ref (reading->entries);
  self->total = reading->total;
  self->n_duplicates = reading->n_duplicates;
  reading_free (reading);
  show_entries (self);
}

static void
refresh (AmbAttentionPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  amb_context_read_async (amb_page_get_context (AMB_PAGE (self)), read_entries,
                          GUINT_TO_POINTER (self->limit), NULL, reading_free, self->cancellable,
                          entries_read_cb, g_object_ref (self));
}

static void
amb_attention_page_context_set (AmbPage *page)
{
  AmbAttentionPage *self = AMB_ATTENTION_PAGE (page);
  AmbContext *context = amb_page_get_context (page);

  g_set_object (&self->sync, amb_context_get_sync (context));
  g_signal_connect_object (self->sync, "notify::findings", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  /* Undo and redo bring findings back and settle them. */
  g_signal_connect_object (context, "undo-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_changed), NULL);
  refresh (self);
}

static void
amb_attention_page_focus_content (AmbPage *page)
{
  AmbAttentionPage *self = AMB_ATTENTION_PAGE (page);

  self->awaits_focus = self->entries == NULL;
  if (!self->awaits_focus)
    take_focus (self);
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
  g_clear_pointer (&AMB_ATTENTION_PAGE (object)->entries, g_ptr_array_unref);
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
  AMB_PAGE_CLASS (klass)->focus_content = amb_attention_page_focus_content;
  g_type_ensure (AMB_TYPE_ATTENTION_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/attention/amb-attention-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionPage, list);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionPage, head);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionPage, all_buttons);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionPage, duplicates);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionPage, duplicates_label);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionPage, more_button);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionPage, calm_button);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionPage, failure);
  gtk_widget_class_bind_template_callback (widget_class, resolved_cb);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
}

static void
amb_attention_page_init (AmbAttentionPage *self)
{
  static const GActionEntry entries[] = { { "keep-all", keep_all_cb, "b" },
                                          { "keep-record", keep_record_cb, "(sb)" },
                                          { "merge-all", merge_all_cb },
                                          { "show-more", show_more_cb } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->limit = PAGE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  amb_page_set_actions (AMB_PAGE (self), G_ACTION_GROUP (actions));
}
