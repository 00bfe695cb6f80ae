/* What can be done with the selected rows: move, set, remove; and the export of what is shown. */
#include "amb-record-list-private.h"

#include "amb-bulk.h"
#include "amb-exporter.h"
#include "amb-lifecycle.h"
#include "amb-reference-picker.h"
#include <glib/gi18n.h>

/* Running a verb and saying what came of it. */

typedef struct
{
  AmbRecordList *list;
  char *sentence; /* what the toast says when all went well */
} Run;

static void
run_free (Run *run)
{
  g_object_unref (run->list);
  g_free (run->sentence);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static void
toast (AmbRecordList *self, const char *sentence, gboolean with_undo)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", sentence, with_undo);
}

static void
show_refusals (AmbRecordList *self, AmbBulkReport *report)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *heading = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u Was Left Alone", "%u Were Left Alone", report->n_refused),
      report->n_refused);
  GtkWidget *dialog;

  g_string_append_printf (
      body, g_dngettext (GETTEXT_PACKAGE, "%u was done.", "%u were done.", report->n_done),
      report->n_done);
  for (guint i = 0; i < report->reasons->len; i++)
    g_string_append_printf (body, "\n\n%s", (char *) g_ptr_array_index (report->reasons, i));
  if (report->n_refused > report->reasons->len)
    {
      guint more = report->n_refused - report->reasons->len;

      g_string_append (body, "\n\n");
      g_string_append_printf (
          body, g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more", more), more);
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading,
                                   body->str);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Run) run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbBulkReport) report = amb_bulk_run_finish (AMB_CONTEXT (source), result, &error);

  if (!run->list->model)
    return;
  if (!report)
    toast (run->list, error->message, FALSE);
  else if (report->n_refused > 0)
    show_refusals (run->list, report);
  else
    toast (run->list, run->sentence, report->n_done > 0);
}

static void
run_verb (AmbRecordList *self,
          AmbBulkVerb verb,
          const char *target,
          const char *text,
          const char *label,
          char *sentence)
{
  Run *run = g_new0 (Run, 1);

  run->list = g_object_ref (self);
  run->sentence = sentence;
  amb_bulk_run_async (self->context, self->entity, amb_selection_dup_rows (self->selection), verb,
                      target, text, label, NULL, ran_cb, run);
}

/* Remove. */

static void
remove_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;
  guint n = amb_selection_get_n_selected (self->selection);
  g_autofree char *label = NULL;

  if (n == 0)
    return;
  label = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Remove %'u Record", "Remove %'u Records", n), n);
  run_verb (
      self, AMB_BULK_REMOVE, NULL, NULL, label,
      g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%'u record removed.", "%'u records removed.", n), n));
}

/* Move. */

typedef struct
{
  AmbRecordList *list;
  GPtrArray *targets; /* of const AmbChoice * */
  GtkWidget *combo;
  GtkWidget *reason;
} MoveDialog;

static void
move_dialog_free (gpointer data, GClosure *closure)
{
  MoveDialog *dialog = data;

  g_ptr_array_unref (dialog->targets);
  g_free (dialog);
}

static gboolean
is_target (const AmbEntity *entity, const char *state)
{
  for (const AmbMove *move = entity->moves; move && move->to; move++)
    if (g_str_equal (move->to, state))
      return TRUE;
  return FALSE;
}

static void
move_response_cb (AdwMessageDialog *window, const char *response, gpointer data)
{
  MoveDialog *dialog = data;
  AmbRecordList *self = dialog->list;
  guint n = amb_selection_get_n_selected (self->selection);
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (dialog->combo));
  g_autofree char *why =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (dialog->reason))));
  const AmbChoice *target;
  g_autofree char *label = NULL;

  if (g_strcmp0 (response, "move") != 0 || chosen >= dialog->targets->len)
    return;
  target = g_ptr_array_index (dialog->targets, chosen);
  /* Translators: a move to a state, as “Undo” names it: “Move to Active” */
  label = g_strdup_printf (_ ("Move to %s"), _ (target->label));
  run_verb (
      self, AMB_BULK_MOVE, target->id, why[0] != '\0' ? why : NULL, label,
      /* Translators: how many, then the state: “3 moved to Active.” */
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u moved to %s.", "%'u moved to %s.", n), n,
                       _ (target->label)));
}

static void
move_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbRecordList *self = data;
  const AmbField *state = amb_entity_get_state_field (self->entity);
  guint n = amb_selection_get_n_selected (self->selection);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autofree char *heading = NULL;
  GtkWidget *window, *list;
  MoveDialog *dialog;

  if (!state || n == 0)
    return;
  heading =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Move %'u Record", "Move %'u Records", n), n);
  window = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading,
      _ ("Those whose state does not lead there, or whose conditions are not met, are left alone "
         "and named."));
  dialog = g_new0 (MoveDialog, 1);
  dialog->list = self;
  dialog->targets = g_ptr_array_new ();
  for (const AmbChoice *choice = state->choices; choice->id; choice++)
    if (is_target (self->entity, choice->id))
      {
        g_ptr_array_add (dialog->targets, (gpointer) choice);
        gtk_string_list_append (labels, _ (choice->label));
      }
  dialog->combo = adw_combo_row_new ();
  dialog->reason = adw_entry_row_new ();
  list = gtk_list_box_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (dialog->combo), _ ("To"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (dialog->reason), _ ("Reason"));
  adw_combo_row_set_model (ADW_COMBO_ROW (dialog->combo), G_LIST_MODEL (labels));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), dialog->combo);
  gtk_list_box_append (GTK_LIST_BOX (list), dialog->reason);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (window), list);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (window), "cancel", _ ("_Cancel"), "move",
                                    _ ("_Move"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (window), "move",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (window), "move");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (window), "cancel");
  g_signal_connect_data (window, "response", G_CALLBACK (move_response_cb), dialog,
                         move_dialog_free, 0);
  gtk_window_present (GTK_WINDOW (window));
}

/* Set a reference of all. */

static void
picked_cb (AmbRecordList *self, const char *id, const char *title)
{
  const AmbField *field = amb_entity_find_field (self->entity, self->design->set_verb);
  guint n = amb_selection_get_n_selected (self->selection);
  /* Translators: the setting of a field, as “Undo” names it: “Set Node” */
  g_autofree char *label = g_strdup_printf (_ ("Set %s"), _ (field->label));

  gtk_menu_button_popdown (self->set_button);
  run_verb (self, AMB_BULK_SET, field->name, id, label,
            g_strdup_printf (
                /* Translators: how many records, then the new value */
                g_dngettext (GETTEXT_PACKAGE, "%'u set to %s.", "%'u set to %s.", n), n,
                title ? title : _ ("none")));
}

static void
add_set_button (AmbRecordList *self)
{
  const AmbField *field = self->design && self->design->set_verb
                              ? amb_entity_find_field (self->entity, self->design->set_verb)
                              : NULL;
  const AmbEntity *target = field && field->ref ? amb_entity_find (field->ref) : NULL;
  GtkWidget *button, *popover, *picker;

  if (!target)
    return;
  button = gtk_menu_button_new ();
  popover = gtk_popover_new ();
  picker = amb_reference_picker_new (self->context, target, TRUE);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ (self->design->set_label));
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (picked_cb), self);
  self->set_button = GTK_MENU_BUTTON (button);
  gtk_box_append (GTK_BOX (self->verb_box), button);
}

/* Export of what the view shows. */

typedef struct
{
  AmbQuery *query;
  char *path;
  gint64 count;
} Export;

static void
export_free (Export *export)
{
  amb_query_free (export->query);
  g_free (export->path);
  g_free (export);
}

static gpointer
run_export (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *export = data;
  AmbExportOptions options = { .with_provenance = TRUE, .cancellable = cancellable };

  options.format = amb_export_format_from_path (export->path);
  if (!amb_export_query (store, export->query, export->path, &options, &export->count, error))
    return NULL;
  return g_memdup2 (&export->count, sizeof (gint64));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbRecordList) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *count = amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (count)
    sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u record exported.",
                                             "%'u records exported.", (gulong) *count),
                                (guint) *count);
  toast (self, count ? sentence : error->message, FALSE);
}

static void
file_chosen_cb (GtkNativeDialog *chooser, int response, gpointer data)
{
  AmbRecordList *self = data;
  g_autoptr (GFile) file = NULL;
  Export *export;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      export = g_new0 (Export, 1);
      export->query = amb_query_copy (amb_list_model_get_query (self->model));
      export->path = g_file_get_path (file);
      amb_context_read_async (self->context, run_export, export, (GDestroyNotify) export_free,
                              g_free, NULL, exported_cb, g_object_ref (self));
    }
  gtk_native_dialog_destroy (chooser);
  g_object_unref (chooser);
}

static void
export_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;
  g_autofree char *name = g_strdup_printf ("%s.csv", self->entity->collection);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Export What the View Shows"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Making. */

static const GActionEntry entries[] = {
  { .name = "move", .activate = move_cb },
  { .name = "remove", .activate = remove_cb },
  { .name = "export-all", .activate = export_cb },
};

static void
add_delete_key (AmbRecordList *self, GtkWidget *view)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0),
                        gtk_named_action_new ("records.remove")));
  gtk_widget_add_controller (view, controller);
}

static void
add_button (AmbRecordList *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (self->verb_box), button);
}

void
amb_record_list_add_verbs (AmbRecordList *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  add_set_button (self);
  if (self->entity->moves)
    add_button (self, _ ("Move To…"), "records.move");
  g_menu_append (menu, _ ("Remove"), "records.remove");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->verb_menu_button), G_MENU_MODEL (menu));
  add_delete_key (self, GTK_WIDGET (self->table));
  add_delete_key (self, GTK_WIDGET (self->lines));
  amb_record_list_update_verbs (self);
}

void
amb_record_list_update_verbs (AmbRecordList *self)
{
  static const char *const names[] = { "move", "remove", "clear-selection" };
  gboolean any = amb_selection_get_n_selected (self->selection) > 0;
  gboolean changeable = self->entity->kind == AMB_KIND_ORDINARY;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), names[i])),
        any && (changeable || i == 2));
}
