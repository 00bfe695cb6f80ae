/* What a person does with a named view: save, rename, share, reorder, remove. Each is one command
 * that Ctrl+Z takes back. */
#include "amb-record-list-private.h"

#include <glib/gi18n.h>

#define MAX_NAME 120 /* characters */

/* Writing. */

typedef struct
{
  AmbRecordList *list; /* owned */
  char *sentence;
  char *title; /* nullable: what is saved is what is shown */
  char *query;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->list);
  g_free (saving->sentence);
  g_free (saving->title);
  g_free (saving->query);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  AmbRecordList *self = saving->list;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = amb_view_book_write_finish (AMB_VIEW_BOOK (source), result, &error);

  if (!self->model || !gtk_widget_get_root (GTK_WIDGET (self)))
    return;
  if (id && saving->title)
    {
      amb_record_list_keep_own (self);
      amb_list_state_choose (self->state, id, saving->title, saving->query);
      amb_record_list_update_views (self);
      amb_record_list_queue_save (self);
    }
  amb_record_list_toast (self, id ? saving->sentence : error->message, id != NULL);
}

/* @edit, @sentence: (transfer full) */
static void
write_edit (AmbRecordList *self, AmbViewEdit *edit, char *sentence, const char *title)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->list = g_object_ref (self);
  saving->sentence = sentence;
  saving->title = g_strdup (title);
  saving->query = title ? g_strdup (edit->query) : NULL;
  amb_view_book_write_async (self->book, edit, written_cb, saving);
}

/* What is shown, as JSON; on top of what the view held: a view that says nothing of columns goes
 * on to say nothing, as long as nobody changed them. */
static char *
dup_shown (AmbRecordList *self, const char *was)
{
  g_autoptr (AmbView) view = amb_view_new (self->entity);
  const AmbView *own = self->state->own;

  amb_query_free (view->query);
  view->query = amb_record_list_dup_query (self);
  if (!was || !own || amb_record_list_knows_layout (self, self->state->saved) ||
      !amb_record_list_has_layout (self, own))
    amb_record_list_take_layout (self, view);
  return amb_view_to_json (view, was);
}

static void
update_view_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;
  const AmbNamedView *named = amb_record_list_get_named (self);
  AmbViewEdit *edit;

  if (!named)
    return;
  edit = amb_view_edit_new (named->id);
  edit->query = dup_shown (self, named->query);
  /* Translators: what “Undo” takes back; the name of a view follows */
  edit->label = g_strdup_printf (_ ("Save View “%s”"), named->title);
  write_edit (self, edit, g_strdup_printf (_ ("View “%s” saved."), named->title), named->title);
}

static void
share_view_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;
  const AmbNamedView *named = amb_record_list_get_named (self);
  AmbViewEdit *edit;
  const char *sentence;

  if (!named)
    return;
  edit = amb_view_edit_new (named->id);
  edit->visibility = g_strdup (named->is_shared ? "private" : "shared");
  if (named->is_shared)
    edit->label = g_strdup_printf (_ ("Make View “%s” Private"), named->title);
  else
    edit->label = g_strdup_printf (_ ("Share View “%s”"), named->title);
  sentence = !named->is_shared ? _ ("Everybody finds the view “%s” in this list now.")
             : named->is_mine  ? _ ("Only you find the view “%s” in this list now.")
                               : _ ("Only its owner finds the view “%s” in this list now.");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  write_edit (self, edit, g_strdup_printf (sentence, named->title), NULL);
#pragma GCC diagnostic pop
}

static void
remove_view_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;
  const AmbNamedView *named = amb_record_list_get_named (self);
  AmbViewEdit *edit;

  if (!named)
    return;
  edit = amb_view_edit_new (named->id);
  edit->removes = TRUE;
  edit->label = g_strdup_printf (_ ("Remove View “%s”"), named->title);
  write_edit (self, edit, g_strdup_printf (_ ("View “%s” removed."), named->title), NULL);
}

static void
step_view (AmbRecordList *self, int by)
{
  const AmbNamedView *named = amb_record_list_get_named (self);
  AmbViewEdit *edit;

  if (!named)
    return;
  edit = amb_view_edit_new (named->id);
  edit->step = by;
  edit->label = g_strdup_printf (_ ("Reorder View “%s”"), named->title);
  write_edit (self, edit,
              by < 0 ? g_strdup_printf (_ ("View “%s” is one place further up."), named->title)
                     : g_strdup_printf (_ ("View “%s” is one place further down."), named->title),
              NULL);
}

static void
move_view_up_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  step_view (data, -1);
}

static void
move_view_down_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  step_view (data, 1);
}

/* Naming. */

typedef struct
{
  AmbRecordList *list; /* owned */
  char *renamed;       /* nullable: id; a new view is saved */
  AdwMessageDialog *dialog;
  GtkWidget *entry;
  GtkWidget *everybody; /* nullable: a switch */
  GtkWidget *note;
} Naming;

static void
naming_free (gpointer data, GClosure *closure)
{
  Naming *naming = data;

  g_object_unref (naming->list);
  g_free (naming->renamed);
  g_free (naming);
}

static char *
dup_name (Naming *naming)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (naming->entry))));
}

/* Another view of that name, which one would not tell from this one. */
static const AmbNamedView *
find_twin (Naming *naming, const char *name)
{
  GPtrArray *views = amb_view_book_get_views (naming->list->book);
  const AmbNamedView *twin = amb_named_views_find_title (views, name);

  return twin && g_strcmp0 (twin->id, naming->renamed) != 0 ? twin : NULL;
}

static void
name_changed_cb (Naming *naming)
{
  g_autofree char *name = dup_name (naming);
  const AmbNamedView *twin = find_twin (naming, name);
  g_autofree char *note = NULL;

  if (twin)
    note = g_strdup_printf (_ ("There is a view “%s” already. Choose another name."), twin->title);
  gtk_label_set_label (GTK_LABEL (naming->note), note ? note : "");
  gtk_widget_set_visible (naming->note, twin != NULL);
  if (twin)
    gtk_widget_add_css_class (naming->entry, "error");
  else
    gtk_widget_remove_css_class (naming->entry, "error");
  adw_message_dialog_set_response_enabled (naming->dialog, "save", name[0] != '\0' && !twin);
}

static void
save_new (Naming *naming, const char *name)
{
  AmbRecordList *self = naming->list;
  AmbViewEdit *edit = amb_view_edit_new (NULL);
  gboolean is_shared = gtk_switch_get_active (GTK_SWITCH (naming->everybody));

  edit->title = g_strdup (name);
  edit->query = dup_shown (self, NULL);
  edit->visibility = g_strdup (is_shared ? "shared" : "private");
  edit->label = g_strdup_printf (_ ("Save View “%s”"), name);
  write_edit (self, edit, g_strdup_printf (_ ("View “%s” saved."), name), name);
}

static void
rename_old (Naming *naming, const char *name)
{
  const AmbNamedView *named = amb_view_book_find (naming->list->book, naming->renamed);
  AmbViewEdit *edit;

  if (!named || g_str_equal (named->title, name))
    return;
  edit = amb_view_edit_new (named->id);
  edit->title = g_strdup (name);
  edit->label = g_strdup_printf (_ ("Rename View “%s”"), named->title);
  /* Translators: the former name of a view and the new one */
  write_edit (naming->list, edit,
              g_strdup_printf (_ ("View “%1$s” is “%2$s” now."), named->title, name), NULL);
}

static void
named_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Naming *naming = data;
  g_autofree char *name = dup_name (naming);

  if (g_strcmp0 (response, "save") != 0 || name[0] == '\0' || !naming->list->model)
    return;
  if (naming->renamed)
    rename_old (naming, name);
  else
    save_new (naming, name);
}

static GtkWidget *
create_switch_row (Naming *naming)
{
  GtkWidget *row = adw_action_row_new ();

  naming->everybody = gtk_switch_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("For everybody"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("Whoever has this list finds the view in it"));
  gtk_widget_set_valign (naming->everybody, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (naming->everybody), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("For everybody"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), naming->everybody);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), naming->everybody);
  return row;
}

static GtkWidget *
create_form (Naming *naming)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();
  GtkEditable *text;

  naming->entry = adw_entry_row_new ();
  naming->note = gtk_label_new (NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (naming->entry), _ ("Name"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (naming->entry), TRUE);
  text = gtk_editable_get_delegate (GTK_EDITABLE (naming->entry));
  gtk_text_set_max_length (GTK_TEXT (text), MAX_NAME);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), naming->entry);
  if (!naming->renamed)
    gtk_list_box_append (GTK_LIST_BOX (list), create_switch_row (naming));
  gtk_label_set_wrap (GTK_LABEL (naming->note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (naming->note), 0);
  gtk_widget_add_css_class (naming->note, "amb-late");
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), naming->note);
  return box;
}

/* @renamed: (nullable): the view that gets another name */
static void
ask_name (AmbRecordList *self, const AmbNamedView *renamed)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      renamed ? _ ("Rename View") : _ ("Save View"),
      renamed ? NULL : _ ("A view keeps filters, search, sort and columns."));
  Naming *naming = g_new0 (Naming, 1);

  naming->list = g_object_ref (self);
  naming->renamed = renamed ? g_strdup (renamed->id) : NULL;
  naming->dialog = ADW_MESSAGE_DIALOG (dialog);
  adw_message_dialog_set_extra_child (naming->dialog, create_form (naming));
  adw_message_dialog_add_responses (naming->dialog, "cancel", _ ("_Cancel"), "save",
                                    renamed ? _ ("_Rename") : _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (naming->dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (naming->dialog, "save");
  adw_message_dialog_set_close_response (naming->dialog, "cancel");
  g_signal_connect_swapped (naming->entry, "changed", G_CALLBACK (name_changed_cb), naming);
  g_signal_connect_data (dialog, "response", G_CALLBACK (named_cb), naming, naming_free, 0);
  gtk_editable_set_text (GTK_EDITABLE (naming->entry), renamed ? renamed->title : "");
  name_changed_cb (naming);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
save_view_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  ask_name (data, NULL);
}

static void
rename_view_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;
  const AmbNamedView *named = amb_record_list_get_named (self);

  if (named)
    ask_name (self, named);
}

static const GActionEntry entries[] = {
  { .name = "save-view", .activate = save_view_cb },
  { .name = "update-view", .activate = update_view_cb },
  { .name = "rename-view", .activate = rename_view_cb },
  { .name = "share-view", .activate = share_view_cb },
  { .name = "move-view-up", .activate = move_view_up_cb },
  { .name = "move-view-down", .activate = move_view_down_cb },
  { .name = "remove-view", .activate = remove_view_cb },
};

void
amb_record_list_add_naming (AmbRecordList *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}
