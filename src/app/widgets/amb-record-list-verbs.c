/* What can be done with the selected rows: move, set, remove; and the export of what is shown. */
#include "amb-record-list-private.h"

#include "amb-bulk.h"
#include "amb-calendar-window.h"
#include "amb-chosen-path.h"
#include "amb-dialog-names.h"
#include "amb-display.h"
#include "amb-exporter.h"
#include "amb-reference-picker.h"
#include "amb-refusals.h"
#include <glib/gi18n.h>

#define PROGRESS_DELAY 2 /* s after which a verb that runs can be seen and cancelled */

/* Running a verb and saying what came of it. */

typedef struct _AmbBulkRun
{
  AmbRecordList *list;
  AmbBulkVerb verb;
  char *value; /* nullable: the state or the value in words */
  char *title; /* nullable: of the one record */
  GCancellable *cancellable;
  guint progress_source;
} Run;

static void
run_free (Run *run)
{
  g_clear_handle_id (&run->progress_source, g_source_remove);
  g_object_unref (run->list);
  g_free (run->value);
  g_free (run->title);
  g_object_unref (run->cancellable);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

/* “Ama Boateng”, “363 ambassadors”. */
static char *
dup_what (AmbRecordList *self, guint n, const char *title)
{
  g_autofree char *noun =
      amb_display_noun (_ (n == 1 ? self->entity->label : self->entity->label_plural));

  if (n == 1 && title)
    return g_strdup (title);
  /* Translators: how many, then what they are: “363 ambassadors” */
  return g_strdup_printf (_ ("%'u %s"), n, noun);
}

/* Of the one selected record; NULL when there are more, or it has none. */
static char *
dup_only_title (AmbRecordList *self)
{
  gint64 rid = amb_selection_get_only (self->selection);
  g_autoptr (GPtrArray) records =
      rid != 0 ? amb_store_load (amb_context_get_store (self->context), self->entity, &rid, 1, NULL)
               : NULL;
  AmbRecord *record = records && records->len > 0 ? g_ptr_array_index (records, 0) : NULL;

  return record ? g_strdup (amb_record_get_title (record)) : NULL;
}

static char *
dup_selected (AmbRecordList *self)
{
  g_autofree char *title = dup_only_title (self);

  return dup_what (self, amb_selection_get_n_selected (self->selection), title);
}

void
amb_record_list_toast (AmbRecordList *self, const char *sentence, gboolean with_undo)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", sentence, with_undo);
}

static char *
dup_sentence (const Run *run, guint n)
{
  g_autofree char *what = dup_what (run->list, n, run->title);

  switch (run->verb)
    {
    case AMB_BULK_MOVE:
      /* Translators: a name or “3 ambassadors”, then a state: “Ama Boateng moved to Active.” */
      return g_strdup_printf (_ ("%s moved to %s."), what, run->value);
    case AMB_BULK_SET:
      /* Translators: a name or “3 ambassadors”, then the new value */
      return g_strdup_printf (_ ("%s set to %s."), what, run->value);
    case AMB_BULK_REMOVE:
    default:
      /* Translators: a name, or “3 ambassadors” */
      return g_strdup_printf (_ ("%s removed."), what);
    }
}

/* Progress, where it takes long enough to be seen. */

static void
update_actions (AmbRecordList *self)
{
  gboolean is_slow = self->run && self->run->progress_source == 0;

  gtk_widget_set_visible (self->progress_box, is_slow);
  amb_record_list_update_verbs (self);
}

static gboolean
show_progress_cb (gpointer data)
{
  Run *run = data;

  run->progress_source = 0;
  if (run->list->model)
    update_actions (run->list);
  return G_SOURCE_REMOVE;
}

static void
progress_cb (guint done, guint total, gpointer data)
{
  Run *run = data;
  /* Translators: how far a change of many records is */
  g_autofree char *text = g_strdup_printf (_ ("%'u of %'u"), done, total);

  if (!run->list->model)
    return;
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (run->list->progress_bar), text);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (run->list->progress_bar),
                                 total > 0 ? done / (double) total : 0);
}

static void
stop_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;

  if (self->run)
    g_cancellable_cancel (self->run->cancellable);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Run) run = data;
  AmbRecordList *self = run->list;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbBulkReport) report = amb_bulk_run_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *sentence = NULL;

  self->run = NULL;
  if (!self->model)
    return;
  update_actions (self);
  if (!report)
    {
      amb_record_list_toast (self, error->message, FALSE);
      return;
    }
  if (report->n_refused > 0)
    {
      amb_refusals_show (GTK_WIDGET (self), report);
      return;
    }
  if (report->stopped)
    {
      g_autofree char *what = dup_what (self, report->n_done, NULL);

      /* Translators: “300 ambassadors” */
      sentence = g_strdup_printf (_ ("Stopped after %s."), what);
    }
  else
    sentence = dup_sentence (run, report->n_done);
  amb_record_list_toast (self, sentence, report->n_done > 0);
}

/* @value: (nullable): what it becomes, in words */
static void
run_verb (AmbRecordList *self,
          AmbBulkVerb verb,
          const char *target,
          const char *text,
          const char *value,
          const char *label)
{
  Run *run;

  if (self->run)
    return;
  run = g_new0 (Run, 1);
  run->list = g_object_ref (self);
  run->verb = verb;
  run->value = g_strdup (value);
  run->title = dup_only_title (self);
  run->cancellable = g_cancellable_new ();
  run->progress_source = g_timeout_add_seconds (PROGRESS_DELAY, show_progress_cb, run);
  self->run = run;
  progress_cb (0, amb_selection_get_n_selected (self->selection), run);
  update_actions (self);
  amb_bulk_run_async (self->context, self->entity, amb_selection_dup_rows (self->selection), verb,
                      target, text, label, progress_cb, run->cancellable, ran_cb, run);
}

/* Remove. */

static void
remove_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;
  g_autofree char *what = NULL, *label = NULL;

  if (amb_selection_get_n_selected (self->selection) == 0)
    return;
  what = dup_selected (self);
  /* Translators: what “Undo” takes back; a name or “3 ambassadors” follows */
  label = g_strdup_printf (_ ("Remove %s"), what);
  run_verb (self, AMB_BULK_REMOVE, NULL, NULL, NULL, label);
}

/* Move. */

/* Which states the selected records are in, and whether it is one's own record. */
typedef struct
{
  const AmbEntity *entity;
  AmbRowSet *rows;
  char *person; /* nullable */
  AmbAccess access;
} Reach;

static void
reach_free (Reach *reach)
{
  amb_row_set_free (reach->rows);
  g_free (reach->person);
  g_free (reach);
}

/* Is ?2 one of those who look after the record? */
static char *
dup_keeper_sql (const AmbEntity *entity)
{
  g_auto (GStrv) paths = g_strsplit (entity->keepers ? entity->keepers : "", " ", -1);
  GString *sql = g_string_new ("0");

  for (char **path = paths; *path; path++)
    {
      g_auto (GStrv) steps = g_strsplit (*path, ".", 2);
      const AmbField *field = amb_entity_find_field (entity, steps[0]);
      g_autofree char *column = amb_field_dup_column (field);
      g_autofree char *end = steps[1] ? g_strdelimit (g_strdup (steps[1]), "-", '_') : NULL;

      if (end)
        g_string_append_printf (
            sql, " OR ?2 = (SELECT t.\"%s\" FROM \"%s\" t WHERE t.id = \"%s\".\"%s\")", end,
            amb_entity_find (field->ref)->collection, entity->collection, column);
      else
        g_string_append_printf (sql, " OR ?2 = \"%s\"", column);
    }
  return g_string_free (sql, FALSE);
}

static char *
dup_reach_sql (const Reach *reach)
{
  g_autofree char *state = amb_field_dup_column (amb_entity_get_state_field (reach->entity));
  const char *name = reach->entity->self;
  const AmbField *field = name ? amb_entity_find_field (reach->entity, name) : NULL;
  g_autofree char *column = field ? amb_field_dup_column (field) : g_strdup ("id");
  g_autofree char *own = name ? g_strdup_printf ("?2 = \"%s\"", column) : g_strdup ("?2 AND 0");
  g_autofree char *keeper = dup_keeper_sql (reach->entity);

  return g_strdup_printf ("SELECT DISTINCT \"%s\", %s, %s FROM \"%s\" WHERE rid IN "
                          "(SELECT value FROM json_each(?1))",
                          state, own, keeper, reach->entity->collection);
}

static char *
dup_rids_json (const GArray *rids)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < rids->len; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            g_array_index (rids, gint64, i));
  return g_string_free (g_string_append_c (json, ']'), FALSE);
}

static void
add_reached (const Reach *reach, AmbStmt *stmt, GHashTable *reached)
{
  const char *state = amb_stmt_get_text (stmt, 0);
  guint who = amb_access_get_who (reach->access, amb_stmt_get_int (stmt, 1) != 0);

  if (amb_stmt_get_int (stmt, 2) != 0)
    who |= AMB_WHO_KEEPER;

  for (const AmbMove *move = reach->entity->moves; move && move->to; move++)
    if (g_strcmp0 (move->from, state) == 0 && move->who & who)
      g_hash_table_add (reached, (gpointer) move->to);
}

/* On a reader thread: the states that at least one of the records may reach, as static choices in
 * the order of the table. */
static gpointer
read_reach (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Reach *reach = data;
  g_autoptr (GArray) rids = amb_row_set_list (reach->rows, store, error);
  g_autoptr (GHashTable) reached = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *sql = dup_reach_sql (reach);
  g_autofree char *json = rids ? dup_rids_json (rids) : NULL;
  g_autoptr (AmbStmt) stmt = rids ? amb_db_prepare (amb_store_get_db (store), sql, error) : NULL;
  GPtrArray *targets;
  gboolean row = TRUE;

  if (!stmt)
    return NULL;
  amb_stmt_bind_text (stmt, 1, json);
  amb_stmt_bind_text (stmt, 2, reach->person);
  while (row)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (row)
        add_reached (reach, stmt, reached);
    }
  targets = g_ptr_array_new ();
  for (const AmbChoice *choice = amb_entity_get_state_field (reach->entity)->choices; choice->id;
       choice++)
    if (g_hash_table_contains (reached, choice->id))
      g_ptr_array_add (targets, (gpointer) choice);
  return targets;
}

typedef struct
{
  AmbRecordList *list; /* owned */
  GPtrArray *targets;  /* of const AmbChoice * */
  GtkWidget *combo;
  GtkWidget *reason;
} MoveDialog;

static void
move_dialog_free (gpointer data, GClosure *closure)
{
  MoveDialog *dialog = data;

  g_object_unref (dialog->list);
  g_ptr_array_unref (dialog->targets);
  g_free (dialog);
}

static void
move_response_cb (AdwMessageDialog *window, const char *response, gpointer data)
{
  MoveDialog *dialog = data;
  AmbRecordList *self = dialog->list;
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (dialog->combo));
  g_autofree char *why =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (dialog->reason))));
  const AmbChoice *target;
  g_autofree char *label = NULL;

  if (g_strcmp0 (response, "move") != 0 || chosen >= dialog->targets->len || !self->model)
    return;
  target = g_ptr_array_index (dialog->targets, chosen);
  /* Translators: a move to a state, as “Undo” names it: “Move to Active” */
  label = g_strdup_printf (_ ("Move to %s"), _ (target->label));
  run_verb (self, AMB_BULK_MOVE, target->id, why[0] != '\0' ? why : NULL, _ (target->label), label);
}

static void
target_chosen_cb (AdwMessageDialog *window, GParamSpec *pspec, GtkWidget *combo)
{
  adw_message_dialog_set_response_enabled (window, "move",
                                           adw_combo_row_get_selected (ADW_COMBO_ROW (combo)) !=
                                               GTK_INVALID_LIST_POSITION);
}

/* A state is preselected only where there is no choice. */
static GtkWidget *
create_target_list (MoveDialog *dialog)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < dialog->targets->len; i++)
    gtk_string_list_append (
        labels, _ (((const AmbChoice *) g_ptr_array_index (dialog->targets, i))->label));
  dialog->combo = adw_combo_row_new ();
  dialog->reason = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (dialog->combo), _ ("To"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (dialog->reason), _ ("Reason"));
  adw_combo_row_set_model (ADW_COMBO_ROW (dialog->combo), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (dialog->combo),
                              dialog->targets->len == 1 ? 0 : GTK_INVALID_LIST_POSITION);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), dialog->combo);
  gtk_list_box_append (GTK_LIST_BOX (list), dialog->reason);
  return list;
}

static void
show_move_dialog (AmbRecordList *self, GPtrArray *targets)
{
  g_autofree char *what = dup_selected (self);
  /* Translators: the title of a dialog; a name or “363 ambassadors” follows */
  g_autofree char *heading = g_strdup_printf (_ ("Move %s"), what);
  GtkWidget *window = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading,
      _ ("Those whose state does not lead there, or whose conditions are not met, are left alone "
         "and named."));
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (window);
  MoveDialog *dialog = g_new0 (MoveDialog, 1);

  dialog->list = g_object_ref (self);
  dialog->targets = g_ptr_array_ref (targets);
  adw_message_dialog_set_extra_child (message, create_target_list (dialog));
  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "move", _ ("_Move"), NULL);
  adw_message_dialog_set_response_appearance (message, "move", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, "move");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect_object (dialog->combo, "notify::selected", G_CALLBACK (target_chosen_cb),
                           message, G_CONNECT_SWAPPED);
  target_chosen_cb (message, NULL, dialog->combo);
  g_signal_connect_data (window, "response", G_CALLBACK (move_response_cb), dialog,
                         move_dialog_free, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static void
reach_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbRecordList) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) targets = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (!self->model || !gtk_widget_get_root (GTK_WIDGET (self)) ||
      amb_selection_get_n_selected (self->selection) == 0)
    return;
  if (!targets)
    amb_record_list_toast (self, error->message, FALSE);
  else if (targets->len == 0)
    amb_record_list_toast (self, _ ("There is no state that you can move these to."), FALSE);
  else
    show_move_dialog (self, targets);
}

static void
move_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbRecordList *self = data;
  Reach *reach;

  if (!amb_entity_get_state_field (self->entity) ||
      amb_selection_get_n_selected (self->selection) == 0)
    return;
  reach = g_new0 (Reach, 1);
  reach->entity = self->entity;
  reach->rows = amb_selection_dup_rows (self->selection);
  reach->person = amb_context_dup_person (self->context);
  reach->access = amb_context_get_access (self->context);
  amb_context_read_async (self->context, read_reach, reach, (GDestroyNotify) reach_free,
                          (GDestroyNotify) g_ptr_array_unref, NULL, reach_read_cb,
                          g_object_ref (self));
}

/* Set a reference of all. */

static void
picked_cb (AmbRecordList *self, const char *id, const char *title)
{
  const AmbField *field = amb_entity_find_field (self->entity, self->design->set_verb);
  /* Translators: the setting of a field, as “Undo” names it: “Set Node” */
  g_autofree char *label = g_strdup_printf (_ ("Set %s"), _ (field->label));

  gtk_menu_button_popdown (self->set_button);
  run_verb (self, AMB_BULK_SET, field->name, id, title ? title : _ ("none"), label);
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
  picker = amb_reference_picker_new_for (self->context, field, _ ("None"));
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
  char *view; /* nullable: the named view's name */
  gboolean view_is_changed;
  char *path;
  gint64 count;
} Export;

static void
export_free (Export *export)
{
  amb_query_free (export->query);
  g_free (export->view);
  g_free (export->path);
  g_free (export);
}

static gpointer
run_export (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *export = data;
  AmbExportOptions options = { .with_provenance = TRUE,
                               .view = export->view,
                               .view_is_changed = export->view_is_changed,
                               .cancellable = cancellable };

  if (!amb_export_check_path (export->path, &options.format, error) ||
      !amb_export_query (store, export->query, export->path, &options, &export->count, error))
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
  amb_record_list_toast (self, count ? sentence : error->message, FALSE);
}

static void
file_chosen_cb (GtkNativeDialog *chooser, int response, gpointer data)
{
  AmbRecordList *self = data;
  const char *why;
  g_autofree char *path = amb_chosen_path (chooser, response, &why);
  Export *export;

  if (why != NULL)
    amb_record_list_toast (self, why, FALSE);
  if (path)
    {
      export = g_new0 (Export, 1);
      export->query = amb_query_copy (amb_list_model_get_query (self->model));
      export->view = g_strdup (self->state->title);
      export->view_is_changed = self->is_view_changed;
      export->path = g_steal_pointer (&path);
      amb_context_read_async (self->context, run_export, export, (GDestroyNotify) export_free,
                              g_free, NULL, exported_cb, g_object_ref (self));
    }
  gtk_native_dialog_destroy (chooser);
  g_object_unref (chooser);
}

static void
choose_file (AmbRecordList *self, const char *ending)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", self->entity->collection, ending);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Export What the View Shows"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
export_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  choose_file (data, "csv");
}

static void
export_cards_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  choose_file (data, "vcf");
}

static void
export_calendar_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  choose_file (data, "ics");
}

/* Of the named view, where the list shows it as it is; else of what the list shows. */
static void
calendar_addresses_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;
  const char *view = self->is_view_changed ? NULL : self->state->named;

  gtk_window_present (GTK_WINDOW (
      amb_calendar_window_new (self->context, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                               view, self->state->title, amb_list_model_get_query (self->model))));
}

/* Making. */

static const GActionEntry entries[] = {
  { .name = "move", .activate = move_cb },
  { .name = "remove", .activate = remove_cb },
  { .name = "export-all", .activate = export_cb },
  { .name = "export-cards", .activate = export_cards_cb },
  { .name = "export-calendar", .activate = export_calendar_cb },
  { .name = "calendar-addresses", .activate = calendar_addresses_cb },
  { .name = "stop", .activate = stop_cb },
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

/* Beside the count of what is selected. */
static void
add_progress (AmbRecordList *self)
{
  GtkWidget *bar = gtk_widget_get_parent (self->selected_label);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  amb_dialog_names_take (button);
  self->progress_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->progress_bar = gtk_progress_bar_new ();
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->progress_bar), TRUE);
  gtk_widget_set_valign (self->progress_bar, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress_bar),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Progress"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "records.stop");
  gtk_widget_set_margin_start (self->progress_box, 12);
  gtk_widget_set_visible (self->progress_box, FALSE);
  gtk_box_append (GTK_BOX (self->progress_box), self->progress_bar);
  gtk_box_append (GTK_BOX (self->progress_box), button);
  gtk_box_insert_child_after (GTK_BOX (bar), self->progress_box, self->selected_label);
}

static gboolean
may (AmbRecordList *self, AmbRight right)
{
  return amb_context_may (self->context, self->entity, right);
}

/* What one has no right to is absent. */
void
amb_record_list_add_verbs (AmbRecordList *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  add_progress (self);
  amb_record_list_add_hand_on (self);
  if (may (self, AMB_RIGHT_UPDATE))
    add_set_button (self);
  if (self->entity->moves && may (self, AMB_RIGHT_MOVE))
    add_button (self, _ ("Move To…"), "records.move");
  if (may (self, AMB_RIGHT_DELETE))
    g_menu_append (menu, _ ("Remove"), "records.remove");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->verb_menu_button), G_MENU_MODEL (menu));
  gtk_widget_set_visible (self->verb_menu_button,
                          g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
  add_delete_key (self, GTK_WIDGET (self->table));
  add_delete_key (self, GTK_WIDGET (self->lines));
  amb_record_list_update_verbs (self);
}

static GtkWidget *
get_widget (GtkBuilder *builder, const char *id)
{
  return GTK_WIDGET (gtk_builder_get_object (builder, id));
}

void
amb_record_list_load_actions (AmbRecordList *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/org/ambassade/Ambassade/ui/widgets/amb-record-list-actions.ui");

  self->action_revealer = get_widget (builder, "action_revealer");
  self->action_bar = get_widget (builder, "action_bar");
  self->selected_label = get_widget (builder, "selected_label");
  self->verb_box = get_widget (builder, "verb_box");
  self->verb_menu_button = get_widget (builder, "verb_menu_button");
  gtk_box_append (GTK_BOX (adw_bin_get_child (ADW_BIN (self))), self->action_revealer);
}

/* On a narrow list the verbs have a line of their own, below what is selected. */
void
amb_record_list_fold_verbs (AmbRecordList *self)
{
  g_autoptr (GtkWidget) more = g_object_ref (self->verb_menu_button);
  GtkWidget *first = gtk_widget_get_parent (self->selected_label);

  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (more)), more);
  gtk_box_append (GTK_BOX (self->is_narrow ? first : gtk_widget_get_last_child (self->action_bar)),
                  more);
  gtk_widget_set_hexpand (more, self->is_narrow);
  gtk_widget_set_halign (more, self->is_narrow ? GTK_ALIGN_END : GTK_ALIGN_FILL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->action_bar),
                                  self->is_narrow ? GTK_ORIENTATION_VERTICAL
                                                  : GTK_ORIENTATION_HORIZONTAL);
}

void
amb_record_list_update_verbs (AmbRecordList *self)
{
  static const struct
  {
    const char *name;
    guint right; /* AmbRight; 0: everybody's */
  } verbs[] = { { "move", AMB_RIGHT_MOVE },
                { "remove", AMB_RIGHT_DELETE },
                { "hand-on", 0 },
                { "clear-selection", 0 } };
  guint n = amb_selection_get_n_selected (self->selection);
  gboolean any = n > 0 && !self->run, is_revealed;

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), verbs[i].name)),
        any && (verbs[i].right == 0 || may (self, verbs[i].right)));
  if (self->set_button)
    gtk_widget_set_sensitive (GTK_WIDGET (self->set_button), any);
  is_revealed = n > 1 || gtk_widget_get_visible (self->progress_box);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->action_revealer), is_revealed);
  /* A menu button that is not on the screen may be activated by a screen reader: its popover would
   * have no place. */
  gtk_widget_set_sensitive (gtk_revealer_get_child (GTK_REVEALER (self->action_revealer)),
                            is_revealed);
}
