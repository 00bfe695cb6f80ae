#include "amb-editor-window.h"

#include "amb-asset-acts.h"
#include "amb-display.h"
#include "amb-editor-compare.h"
#include "amb-editor-facts.h"
#include "amb-editor-notes.h"
#include "amb-editor-publish.h"
#include "amb-editor-texts.h"
#include "amb-form.h"
#include "amb-history-window.h"
#include "amb-hold-banner.h"
#include "amb-move-button.h"
#include "amb-text.h"
#include "amb-width-bin.h"
#include <glib/gi18n.h>

#define TEXT_WIDTH 640 /* px, of what one reads */
#define SIDE_WIDTH 320

#define UNDO_SECONDS 10

struct _AmbEditorWindow
{
  AdwWindow parent_instance;

  /* Template. */
  GtkWidget *title;
  GtkWidget *menu_button;
  GtkWidget *toasts;
  GtkWidget *banner;
  GtkWidget *bin;
  GtkWidget *outer;
  GtkWidget *columns;
  GtkWidget *brief_scroller;
  GtkWidget *brief_clamp;
  GtkWidget *brief;
  GtkWidget *texts_scroller;
  GtkWidget *texts_clamp;
  GtkWidget *texts_box;
  GtkWidget *notes_scroller;
  GtkWidget *notes_clamp;
  GtkWidget *notes_box;

  GtkWidget *move_button;
  GtkWidget *form;
  GtkWidget *pillar;
  GtkWidget *pillar_rows[3];
  GtkWidget *texts;
  GtkWidget *notes;

  AmbContext *context;
  char *id;
  AmbRecord *item; /* nullable: not read yet */
  AmbEditorFacts *facts;
  gboolean is_reading;
  gboolean is_stale; /* changed while it was read */
  AdwToast *undo;    /* nullable, weak: that offers to undo what was written last */
};

G_DEFINE_FINAL_TYPE (AmbEditorWindow, amb_editor_window, ADW_TYPE_WINDOW)

static const char *const serves[] = { "need-id",   "no-need",     "audience", "kind",
                                      "pillar-id", "campaign-id", "tags",     NULL };
static const char *const people[] = { "owner-id", "reviewer-id", "author-id", "department-id",
                                      NULL };
static const char *const origin[] = { "source", "asset-id", "parent-id", NULL };
static const char *const plan[] = { "channel-id", "language", "publish-on", "expires-on", NULL };

static const AmbFormGroup groups[] = {
  { N_ ("Brief"), serves },        { N_ ("Who"), people }, { N_ ("Made from"), origin },
  { N_ ("Where and when"), plan }, { NULL, NULL },
};

/* Toasts. */

/* Returns: (transfer none): it is the overlay's */
static AdwToast *
show_toast (AmbEditorWindow *self, const char *text, gboolean with_undo)
{
  g_autofree char *title = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (title);

  if (with_undo)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
      adw_toast_set_timeout (toast, UNDO_SECONDS);
    }
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
  return toast;
}

/* Once something else was written, undo is of that. */
static void
drop_undo (AmbEditorWindow *self)
{
  if (self->undo != NULL)
    adw_toast_dismiss (self->undo);
  g_clear_weak_pointer (&self->undo);
}

/* Showing. */

static void
show_pillar (AmbEditorWindow *self)
{
  static const char *const fields[] = { "promise", "proof", "tone" };
  AmbRecord *pillar = self->facts->pillar;
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = pillar != NULL ? amb_record_get (pillar, fields[i]) : NULL;

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->pillar_rows[i]), text != NULL ? text : "");
      gtk_widget_set_visible (self->pillar_rows[i], text != NULL);
      any = any || text != NULL;
    }
  gtk_widget_set_visible (self->pillar, any);
  if (any)
    {
      g_autofree char *name = g_markup_escape_text (amb_record_get_title (pillar), -1);

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->pillar), name);
    }
}

/* What was taken back by the program is told where it happens. */
static void
tell_sent_back (AmbEditorWindow *self, AmbRecord *item)
{
  const char *before = self->item != NULL ? amb_record_get_state (self->item) : NULL;

  if (before != NULL && amb_content_is_bound (before) &&
      g_strcmp0 (amb_record_get_state (item), "in_review") == 0)
    {
      drop_undo (self);
      g_set_weak_pointer (&self->undo, show_toast (self,
                                                   _ ("The text was changed, so it is in "
                                                      "review again: nobody has approved "
                                                      "these words yet."),
                                                   TRUE));
    }
}

static void
show (AmbEditorWindow *self)
{
  AmbRecord *item = self->facts->content->item;
  gboolean is_first = self->item == NULL;
  const char *title = amb_record_get_title (item);

  tell_sent_back (self, item);
  g_set_object (&self->item, item);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), title != NULL ? title : "");
  amb_move_button_set_record (AMB_MOVE_BUTTON (self->move_button), item);
  if (is_first)
    amb_form_set_record (AMB_FORM (self->form), item);
  show_pillar (self);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->banner), self->facts->is_edited);
  amb_editor_texts_show (AMB_EDITOR_TEXTS (self->texts), self->facts);
  amb_editor_notes_show (AMB_EDITOR_NOTES (self->notes), self->facts,
                         amb_context_may_write (self->context, item, AMB_RIGHT_MOVE));
  if (is_first)
    amb_editor_texts_focus (AMB_EDITOR_TEXTS (self->texts), self->id, "body");
}

static void read_again (AmbEditorWindow *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbEditorWindow) self = data;
  g_autoptr (GError) error = NULL;
  AmbEditorFacts *facts = amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  AmbEditorFacts *old;

  if (self->context == NULL)
    {
      amb_editor_facts_free (facts);
      return;
    }
  self->is_reading = FALSE;
  /* Removed meanwhile: there is nothing to edit. */
  if (facts == NULL)
    {
      GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

      if (parent != NULL)
        gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "(sb)", error->message,
                                    FALSE);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  old = self->facts;
  self->facts = facts;
  show (self);
  amb_editor_facts_free (old);
  if (self->is_stale)
    read_again (self);
}

static void
read_again (AmbEditorWindow *self)
{
  self->is_stale = self->is_reading;
  if (self->is_reading)
    return;
  self->is_reading = TRUE;
  amb_context_read_async (self->context, amb_editor_facts_read, g_strdup (self->id), g_free,
                          (GDestroyNotify) amb_editor_facts_free, NULL, read_cb,
                          g_object_ref (self));
}

static void
changed_cb (AmbEditorWindow *self, GPtrArray *changes)
{
  static const char *const of[] = { "content-item", "variant",     "comment", "approval",
                                    "asset",        "channel",     "pillar",  "programme",
                                    "campaign",     "publication", NULL };

  for (guint i = 0; i < changes->len; i++)
    {
      const AmbChange *change = g_ptr_array_index (changes, i);

      if (!g_strv_contains (of, change->entity->name))
        continue;
      read_again (self);
      return;
    }
}

static void
saved_cb (AmbEditorWindow *self, gint64 instant)
{
  g_autofree char *time = amb_display_time (instant);
  /* Translators: a time of day follows: “Saved at 14:01” */
  g_autofree char *text = g_strdup_printf (_ ("Saved at %s"), time);

  drop_undo (self);
  if (self->context != NULL)
    adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), text);
}

static void
fill_in_cb (AmbEditorWindow *self, const char *record, const char *field)
{
  if (!amb_editor_texts_focus (AMB_EDITOR_TEXTS (self->texts), record, field))
    amb_form_focus_field (AMB_FORM (self->form), field);
}

static void
move_fill_in_cb (AmbEditorWindow *self, const char *field)
{
  fill_in_cb (self, self->id, field);
}

static void
flush (AmbEditorWindow *self)
{
  amb_form_flush (AMB_FORM (self->form));
  amb_editor_texts_flush (AMB_EDITOR_TEXTS (self->texts));
}

static void
move_cb (AmbEditorWindow *self, const char *to)
{
  flush (self);
  amb_move_button_move (AMB_MOVE_BUTTON (self->move_button), to);
}

/* Each scrolls by itself where they stand beside each other; a list in a list that scrolls would
 * not be as high as its texts ask for. */
static void
set_scrolled (GtkWidget *scroller, GtkWidget *clamp, GtkWidget *box, gboolean scrolled)
{
  gboolean is = gtk_widget_get_parent (clamp) != box;

  gtk_widget_set_visible (scroller, scrolled);
  if (is == scrolled)
    return;
  g_object_ref (clamp);
  if (scrolled)
    gtk_box_remove (GTK_BOX (box), clamp);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), scrolled ? clamp : NULL);
  if (!scrolled)
    gtk_box_append (GTK_BOX (box), clamp);
  g_object_unref (clamp);
}

/* Where there is little room the three stand below each other, the text first, and scroll as one.
 */
static void
compact_cb (AmbEditorWindow *self)
{
  gboolean compact = amb_width_bin_get_compact (AMB_WIDTH_BIN (self->bin));
  int side = compact ? TEXT_WIDTH : SIDE_WIDTH;

  set_scrolled (self->texts_scroller, self->texts_clamp, self->columns, !compact);
  set_scrolled (self->notes_scroller, self->notes_clamp, self->columns, !compact);
  set_scrolled (self->brief_scroller, self->brief_clamp, self->columns, !compact);
  adw_clamp_set_maximum_size (ADW_CLAMP (self->brief_clamp), side);
  adw_clamp_set_maximum_size (ADW_CLAMP (self->notes_clamp), side);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->outer), GTK_POLICY_NEVER,
                                  compact ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

/* Actions. */

/* A list that is open over the window holds the keyboard; destroyed with it, it would never let go.
 */
static void
close_popover (AmbEditorWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *popover = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
close_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  close_popover (AMB_EDITOR_WINDOW (widget));
  flush (AMB_EDITOR_WINDOW (widget));
  gtk_window_destroy (GTK_WINDOW (widget));
}

static void
history_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AmbEditorWindow *self = AMB_EDITOR_WINDOW (widget);
  AmbRecord *record = amb_editor_texts_get_record (AMB_EDITOR_TEXTS (self->texts));

  if (record != NULL)
    gtk_window_present (GTK_WINDOW (amb_history_window_new (
        self->context, amb_record_get_entity (record), amb_record_get_id (record),
        amb_record_get_title (record), GTK_WINDOW (self))));
}

static void
compare_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AmbEditorWindow *self = AMB_EDITOR_WINDOW (widget);
  AmbRecord *record = amb_editor_texts_get_record (AMB_EDITOR_TEXTS (self->texts));

  flush (self);
  if (record != NULL)
    gtk_window_present (
        GTK_WINDOW (amb_editor_compare_new (self->context, record, GTK_WINDOW (self))));
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AmbEditorWindow *self = AMB_EDITOR_WINDOW (widget);
  g_autofree char *post = amb_editor_texts_dup_post (AMB_EDITOR_TEXTS (self->texts));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), post);
  show_toast (self, _ ("The text is on the clipboard, with its link and its disclosure line."),
              FALSE);
}

static void
publish_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AmbEditorWindow *self = AMB_EDITOR_WINDOW (widget);
  AmbRecord *record = amb_editor_texts_get_record (AMB_EDITOR_TEXTS (self->texts));

  flush (self);
  if (record != NULL)
    amb_editor_publish (
        self->context, self->id,
        g_strcmp0 (amb_record_get_id (record), self->id) == 0 ? "" : amb_record_get_id (record),
        GTK_WINDOW (self));
}

static gpointer
run_derive (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_programme_derive (programme, &(AmbDerivation){ data, NULL, NULL }, error);
}

static void
derived_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbEditorWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (self->context == NULL)
    return;
  if (id == NULL)
    show_toast (self, error->message, FALSE);
  else if (parent != NULL)
    amb_editor_window_open (self->context, id, parent);
}

/* What went out stays; other words are another item. */
static void
derive_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AmbEditorWindow *self = AMB_EDITOR_WINDOW (widget);

  amb_context_write_async (self->context, run_derive, g_strdup (self->id), g_free, g_free, NULL,
                           derived_cb, g_object_ref (self));
}

static void
hand_over_cb (GtkWidget *widget, const char *action, GVariant *way)
{
  static const char *const ways[] = { "copy", "mail", "calendar", NULL };
  AmbEditorWindow *self = AMB_EDITOR_WINDOW (widget);
  AmbRecord *record = amb_editor_texts_get_record (AMB_EDITOR_TEXTS (self->texts));
  g_autofree char *post = amb_editor_texts_dup_post (AMB_EDITOR_TEXTS (self->texts));

  flush (self);
  for (guint i = 0; record != NULL && ways[i] != NULL; i++)
    if (g_str_equal (ways[i], g_variant_get_string (way, NULL)))
      amb_editor_hand_over (self->context, self->item, record, post, (AmbEditorWay) i,
                            GTK_WINDOW (self));
}

/* What rows do in the window of the application, they do here; toasts stand over this one. */
static void
toast_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  const char *text;
  gboolean with_undo;

  g_variant_get (target, "(&sb)", &text, &with_undo);
  show_toast (data, text, with_undo);
}

static void
forward_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (data));
  g_autofree char *name = g_strconcat ("win.", g_action_get_name (G_ACTION (action)), NULL);

  if (parent != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (parent), name, target);
}

static const GActionEntry entries[] = {
  { .name = "toast", .activate = toast_cb, .parameter_type = "(sb)" },
  { .name = "undo", .activate = forward_cb },
  { .name = "redo", .activate = forward_cb },
  { .name = "open-record", .activate = forward_cb, .parameter_type = "(ss)" },
  { .name = "go-to", .activate = forward_cb, .parameter_type = "s" },
};

/* Making. */

static void
amb_editor_window_dispose (GObject *object)
{
  AmbEditorWindow *self = AMB_EDITOR_WINDOW (object);

  if (self->context != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->context, self);
      amb_editor_texts_show (AMB_EDITOR_TEXTS (self->texts), NULL);
      amb_editor_notes_show (AMB_EDITOR_NOTES (self->notes), NULL, FALSE);
    }
  g_clear_weak_pointer (&self->undo);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_EDITOR_WINDOW);
  g_clear_pointer (&self->facts, amb_editor_facts_free);
  g_clear_object (&self->item);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (amb_editor_window_parent_class)->dispose (object);
}

static gboolean
close_request_cb (AmbEditorWindow *self)
{
  close_popover (self);
  flush (self);
  amb_editor_notes_flush (AMB_EDITOR_NOTES (self->notes));
  return FALSE;
}

static void
amb_editor_window_class_init (AmbEditorWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_editor_window_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/editor/amb-editor-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, bin);
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, outer);
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, columns);
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, brief_scroller);
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, brief_clamp);
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, brief);
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, texts_scroller);
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, texts_clamp);
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, texts_box);
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, notes_scroller);
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, notes_clamp);
  gtk_widget_class_bind_template_child (widget_class, AmbEditorWindow, notes_box);
  gtk_widget_class_bind_template_callback (widget_class, compact_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_install_action (widget_class, "editor.close", NULL, close_cb);
  gtk_widget_class_install_action (widget_class, "editor.history", NULL, history_cb);
  gtk_widget_class_install_action (widget_class, "editor.compare", NULL, compare_cb);
  gtk_widget_class_install_action (widget_class, "editor.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "editor.publish", NULL, publish_cb);
  gtk_widget_class_install_action (widget_class, "editor.derive", NULL, derive_cb);
  gtk_widget_class_install_action (widget_class, "editor.hand-over", "s", hand_over_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "editor.publish", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "editor.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "editor.close",
                                       NULL);
}

static void
amb_editor_window_init (AmbEditorWindow *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_type_ensure (AMB_TYPE_WIDTH_BIN);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win", G_ACTION_GROUP (actions));
}

static void
add_pillar (AmbEditorWindow *self)
{
  static const char *const names[] = { "promise", "proof", "tone" };
  const AmbEntity *entity = amb_entity_find ("pillar");

  self->pillar = adw_preferences_group_new ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     _ (amb_entity_find_field (entity, names[i])->label));
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->pillar), row);
      self->pillar_rows[i] = row;
    }
  gtk_box_append (GTK_BOX (self->brief), self->pillar);
}

static void
set_up (AmbEditorWindow *self)
{
  AmbContext *context = self->context;

  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (self->banner)),
                              amb_hold_banner_new (context, FALSE), self->banner);
  self->move_button = amb_move_button_new (context);
  gtk_box_prepend (GTK_BOX (self->notes_box), self->move_button);
  self->form = amb_form_new (context, amb_entity_find ("content-item"), groups);
  gtk_box_append (GTK_BOX (self->brief), self->form);
  add_pillar (self);
  self->texts = amb_editor_texts_new (context);
  gtk_box_append (GTK_BOX (self->texts_box), self->texts);
  self->notes = amb_editor_notes_new (context);
  gtk_box_append (GTK_BOX (self->notes_box), self->notes);
  g_signal_connect_swapped (self->move_button, "fill-in", G_CALLBACK (move_fill_in_cb), self);
  g_signal_connect_swapped (self->notes, "fill-in", G_CALLBACK (fill_in_cb), self);
  g_signal_connect_swapped (self->notes, "move", G_CALLBACK (move_cb), self);
  g_signal_connect_object (self->texts, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (context, "changed", G_CALLBACK (changed_cb), self);
}

static AmbEditorWindow *
find_open (GtkWindow *parent, const char *id)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *w = windows; w != NULL; w = w->next)
    if (AMB_IS_EDITOR_WINDOW (w->data) &&
        gtk_window_get_transient_for (GTK_WINDOW (w->data)) == parent &&
        g_strcmp0 (((AmbEditorWindow *) w->data)->id, id) == 0)
      return w->data;
  return NULL;
}

void
amb_editor_window_open (AmbContext *context, const char *id, GtkWindow *parent)
{
  AmbEditorWindow *self = find_open (parent, id);

  if (self == NULL)
    {
      self = g_object_new (AMB_TYPE_EDITOR_WINDOW, "transient-for", parent, NULL);
      self->context = g_object_ref (context);
      self->id = g_strdup (id);
      set_up (self);
      compact_cb (self);
      read_again (self);
    }
  gtk_window_present (GTK_WINDOW (self));
}
