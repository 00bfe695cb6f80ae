/* The import assistant: file, columns, preview, import, report. */
#include "amb-import-window-private.h"

#include "amb-chosen-path.h"

#include <glib/gi18n.h>

#define TICK_MS 100

G_DEFINE_FINAL_TYPE (AmbImportWindow, amb_import_window, ADW_TYPE_WINDOW)

/* Saying where we are. */

void
amb_import_window_toast (AmbImportWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

void
amb_import_window_update_undo (AmbImportWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.undo",
                                 self->stage == AMB_IMPORT_STAGE_REPORT && self->group != 0 &&
                                     amb_context_get_undo_group (self->context) == self->group);
}

static gboolean
has_something_to_import (AmbImportWindow *self)
{
  const AmbImportReport *report = self->report;

  if (!report)
    return FALSE;
  for (guint i = 0; i < report->leavers->len; i++)
    if (((AmbImportLeaver *) report->leavers->pdata[i])->state)
      return TRUE;
  return report->created + report->updated > 0;
}

static void
update_actions (AmbImportWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AmbImportStage stage = self->stage;
  gboolean can_next =
      (stage == AMB_IMPORT_STAGE_MAPPING && amb_import_mapping_is_complete (self->mapping)) ||
      (stage == AMB_IMPORT_STAGE_PREVIEW && has_something_to_import (self)) ||
      stage == AMB_IMPORT_STAGE_REPORT;
  gboolean is_quiet = stage != AMB_IMPORT_STAGE_IMPORTING && stage != AMB_IMPORT_STAGE_CHECKING &&
                      stage != AMB_IMPORT_STAGE_READING;

  gtk_widget_action_set_enabled (widget, "import.next", can_next);
  gtk_widget_action_set_enabled (widget, "import.back", is_quiet);
  gtk_widget_action_set_enabled (widget, "import.choose", is_quiet);
  gtk_widget_action_set_enabled (widget, "import.show", stage == AMB_IMPORT_STAGE_REPORT);
  gtk_widget_action_set_enabled (widget, "import.stop",
                                 !is_quiet && stage != AMB_IMPORT_STAGE_READING);
  gtk_widget_action_set_enabled (widget, "import.save-failed",
                                 stage >= AMB_IMPORT_STAGE_PREVIEW && self->report &&
                                     self->report->skipped->len > 0);
  amb_import_window_update_undo (self);
}

/* What each stage shows; the order is that of AmbImportStage. */
static const struct
{
  const char *page;
  const char *next; /* the button that leads on; NULL: none */
  const char *heading;
} stages[] = {
  { "file", NULL, NULL },
  { "working", NULL, N_ ("Reading the File") },
  { "mapping", N_ ("_Check Rows"), NULL },
  { "working", NULL, N_ ("Checking the Rows") },
  { "results", N_ ("_Import"), NULL },
  { "working", NULL, N_ ("Importing") },
  { "results", N_ ("_Done"), NULL },
};

static const char *
get_heading (AmbImportWindow *self)
{
  if (self->stage == AMB_IMPORT_STAGE_PREVIEW)
    return has_something_to_import (self) ? _ ("Ready to import") : _ ("Nothing to import");
  if (self->report->cancelled)
    return _ ("The import was stopped; what was taken in stays");
  return self->report->skipped->len ? _ ("Imported, but for some rows")
                                    : _ ("Everything was imported");
}

static gboolean
tick_cb (gpointer data)
{
  AmbImportWindow *self = data;
  g_autofree char *text = NULL;
  gint64 rows;

  if (!self->importer)
    {
      gtk_progress_bar_pulse (self->progress);
      return G_SOURCE_CONTINUE;
    }
  rows = amb_importer_get_rows (self->importer);
  text = g_strdup_printf (ngettext ("%'d row", "%'d rows", (gulong) rows), (int) rows);
  gtk_progress_bar_set_fraction (self->progress, amb_importer_get_progress (self->importer));
  adw_status_page_set_description (self->working_page, text);
  return G_SOURCE_CONTINUE;
}

static void
update_working (AmbImportWindow *self)
{
  const char *heading = stages[self->stage].heading;

  g_clear_handle_id (&self->tick, g_source_remove);
  if (!heading)
    return;
  adw_status_page_set_title (self->working_page, _ (heading));
  adw_status_page_set_description (self->working_page, NULL);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), self->stage != AMB_IMPORT_STAGE_READING);
  self->tick = g_timeout_add (TICK_MS, tick_cb, self);
}

/* GTK 4.8 reads a mnemonic's underscore out unless the name is given apart. */
static void
set_button_label (GtkButton *button, const char *label)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *name = g_strjoinv ("", parts);

  gtk_button_set_label (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update_next (AmbImportWindow *self)
{
  const char *next = stages[self->stage].next;
  gint64 rows = self->report ? self->report->created + self->report->updated : 0;
  g_autofree char *label = NULL;

  if (self->stage == AMB_IMPORT_STAGE_PREVIEW && rows > 0)
    label = g_strdup_printf (ngettext ("_Import %'d Row", "_Import %'d Rows", (gulong) rows),
                             (int) rows);
  if (next)
    set_button_label (self->next_button, label ? label : _ (next));
}

void
amb_import_window_set_stage (AmbImportWindow *self, AmbImportStage stage)
{
  gboolean is_report = stage == AMB_IMPORT_STAGE_REPORT;
  const char *next = stages[stage].next;

  self->stage = stage;
  gtk_stack_set_visible_child_name (self->stack, stages[stage].page);
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), next != NULL);
  update_next (self);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button),
                          stage == AMB_IMPORT_STAGE_MAPPING || stage == AMB_IMPORT_STAGE_PREVIEW);
  gtk_widget_set_visible (self->undo_button, is_report);
  gtk_widget_set_visible (self->report_bar,
                          is_report || (self->report && self->report->skipped->len > 0));
  if (stage == AMB_IMPORT_STAGE_PREVIEW || is_report)
    amb_import_results_set_report (self->results, self->report, get_heading (self));
  update_working (self);
  update_actions (self);
  if (next && stage != AMB_IMPORT_STAGE_MAPPING)
    gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
}

static void
describe_file_page (AmbImportWindow *self, const char *problem)
{
  g_autofree char *escaped = problem ? g_markup_escape_text (problem, -1) : NULL;

  adw_status_page_set_title (self->file_page,
                             problem ? _ ("This File Can’t Be Read") : _ ("Choose a CSV File"));
  adw_status_page_set_icon_name (self->file_page,
                                 problem ? "dialog-warning-symbolic" : "amb-import-symbolic");
  adw_status_page_set_description (
      self->file_page,
      escaped ? escaped
              : _ ("Or drop it here. Any spreadsheet saves one with “Save As… → CSV”; the columns "
                   "may be in any order. An address book exports people as vCards, a calendar its "
                   "events as iCalendar. Nothing is changed before you have seen what would be."));
}

void
amb_import_window_fail (AmbImportWindow *self, const char *message)
{
  describe_file_page (self, message);
  adw_window_title_set_subtitle (self->title, "");
  amb_import_window_set_stage (self, AMB_IMPORT_STAGE_FILE);
}

/* Choosing files. */

void
amb_import_window_load (AmbImportWindow *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = NULL;

  if (self->stage == AMB_IMPORT_STAGE_IMPORTING)
    return;
  if (!path)
    {
      amb_import_window_fail (self, _ ("This file is not on this computer. Save a copy of it here "
                                       "and choose that."));
      return;
    }
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->importer);
  g_free (self->path);
  self->path = g_steal_pointer (&path);
  name = g_filename_display_basename (self->path);
  adw_window_title_set_subtitle (self->title, name);
  amb_import_window_read_columns (self);
}

static GtkFileFilter *
new_filter (void)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("CSV files, vCards and calendars"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "vcf");
  gtk_file_filter_add_mime_type (filter, "text/vcard");
  gtk_file_filter_add_suffix (filter, "ics");
  gtk_file_filter_add_mime_type (filter, "text/calendar");
  gtk_file_filter_add_suffix (filter, "txt");
  gtk_file_filter_add_suffix (filter, "tsv");
  gtk_file_filter_add_mime_type (filter, "text/csv");
  return filter;
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, AmbImportWindow *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_clear_object (&self->chooser);
  if (file)
    amb_import_window_load (self, file);
}

static void
save_chosen_cb (GtkNativeDialog *dialog, int response, AmbImportWindow *self)
{
  const char *why;
  g_autofree char *path = amb_chosen_path (dialog, response, &why);

  g_clear_object (&self->chooser);
  if (path)
    amb_import_window_save_failed (self, path);
  else if (why)
    amb_import_window_toast (self, why);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmbImportWindow *self = AMB_IMPORT_WINDOW (widget);
  g_autoptr (GtkFileFilter) filter = new_filter ();

  g_clear_object (&self->chooser);
  self->chooser =
      gtk_file_chooser_native_new (_ ("Choose a CSV File"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static char *
dup_failed_name (AmbImportWindow *self)
{
  g_autofree char *name = g_filename_display_basename (self->path);
  char *dot = g_strrstr (name, ".");

  if (dot)
    *dot = '\0';
  /* Translators: the name of a file with the rows that were left out of another. */
  return g_strdup_printf (_ ("%s (failed rows).csv"), name);
}

static void
save_failed_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmbImportWindow *self = AMB_IMPORT_WINDOW (widget);
  g_autofree char *suggestion = dup_failed_name (self);

  g_clear_object (&self->chooser);
  self->chooser =
      gtk_file_chooser_native_new (_ ("Save Failed Rows"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), suggestion);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (save_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, AmbImportWindow *self)
{
  GFile *file = g_value_get_object (value);

  if (!file || self->stage == AMB_IMPORT_STAGE_IMPORTING)
    return FALSE;
  amb_import_window_load (self, file);
  return TRUE;
}

/* Going on, back, and stopping. */

static void
show_list (AmbImportWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-list", "(ss)", self->entity->name,
                                "");
}

/* To where what came in is to be seen: new people are in no view that is open by itself. */
static void
finish (AmbImportWindow *self)
{
  if (self->group != 0 && self->report && self->report->created + self->report->updated > 0)
    show_list (self);
  gtk_window_close (GTK_WINDOW (self));
}

static void
forced_cb (AmbImportWindow *self, const char *response)
{
  if (strcmp (response, "import") == 0 && self->stage == AMB_IMPORT_STAGE_PREVIEW)
    amb_import_window_import_rows (self, AMB_IMPORT_FORCE);
}

/* Half of a file looks like the whole of it. */
static void
ask_for_force (AmbImportWindow *self)
{
  g_autofree char *leaving =
      g_strdup_printf ("%'u", amb_import_report_count_leaving (self->report));
  g_autofree char *known = g_strdup_printf ("%'" G_GINT64_FORMAT, self->report->known);
  /* Translators: both are numbers of records, already formatted. */
  g_autofree char *body = g_strdup_printf (_ ("%1$s of the %2$s records that this file could name "
                                              "are not in it and would leave. Import it only if "
                                              "the file is complete; Undo takes it back."),
                                           leaving, known);
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self), _ ("More Than Half Would Leave"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "import",
                                    _ ("_Import Anyway"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "import",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (forced_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmbImportWindow *self = AMB_IMPORT_WINDOW (widget);

  if (self->stage == AMB_IMPORT_STAGE_MAPPING)
    amb_import_window_check_rows (self);
  else if (self->stage == AMB_IMPORT_STAGE_PREVIEW && self->report->needs_force)
    ask_for_force (self);
  else if (self->stage == AMB_IMPORT_STAGE_PREVIEW)
    amb_import_window_import_rows (self, AMB_IMPORT_DEFAULT);
  else if (self->stage == AMB_IMPORT_STAGE_REPORT)
    finish (self);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmbImportWindow *self = AMB_IMPORT_WINDOW (widget);

  if (self->stage == AMB_IMPORT_STAGE_PREVIEW)
    {
      amb_import_window_set_stage (self, AMB_IMPORT_STAGE_MAPPING);
      return;
    }
  describe_file_page (self, NULL);
  adw_window_title_set_subtitle (self->title, "");
  amb_import_window_set_stage (self, AMB_IMPORT_STAGE_FILE);
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmbImportWindow *self = AMB_IMPORT_WINDOW (widget);

  self->is_stopping = TRUE;
  if (self->stage == AMB_IMPORT_STAGE_CHECKING)
    g_cancellable_cancel (self->cancellable);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_action_set_enabled (widget, "import.undo", FALSE);
  amb_import_window_undo (AMB_IMPORT_WINDOW (widget));
}

static void
show_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_list (AMB_IMPORT_WINDOW (widget));
  gtk_window_close (GTK_WINDOW (widget));
}

static void
merge_cb (AmbImportResults *results, guint index, AmbImportWindow *self)
{
  amb_import_window_merge (self, index);
}

static gboolean
amb_import_window_close_request (GtkWindow *window)
{
  AmbImportWindow *self = AMB_IMPORT_WINDOW (window);

  if (self->stage == AMB_IMPORT_STAGE_IMPORTING)
    {
      self->is_stopping = TRUE;
      return TRUE;
    }
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (amb_import_window_parent_class)->close_request (window);
}

static void
amb_import_window_dispose (GObject *object)
{
  AmbImportWindow *self = AMB_IMPORT_WINDOW (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (object), AMB_TYPE_IMPORT_WINDOW);
  G_OBJECT_CLASS (amb_import_window_parent_class)->dispose (object);
}

static void
amb_import_window_finalize (GObject *object)
{
  AmbImportWindow *self = AMB_IMPORT_WINDOW (object);

  g_clear_object (&self->importer);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->report, amb_import_report_free);
  g_free (self->path);
  g_free (self->call);
  G_OBJECT_CLASS (amb_import_window_parent_class)->finalize (object);
}

static void
amb_import_window_class_init (AmbImportWindowClass *klass)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "import.next", next_action },
    { "import.back", back_action },
    { "import.choose", choose_action },
    { "import.stop", stop_action },
    { "import.show", show_action },
    { "import.undo", undo_action },
    { "import.save-failed", save_failed_action },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amb_import_window_dispose;
  object_class->finalize = amb_import_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = amb_import_window_close_request;
  g_type_ensure (AMB_TYPE_IMPORT_MAPPING);
  g_type_ensure (AMB_TYPE_IMPORT_RESULTS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/importing/amb-import-window.ui");
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
  gtk_widget_class_bind_template_child (widget_class, AmbImportWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AmbImportWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, AmbImportWindow, next_button);
  gtk_widget_class_bind_template_child (widget_class, AmbImportWindow, stop_button);
  gtk_widget_class_bind_template_child (widget_class, AmbImportWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AmbImportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AmbImportWindow, file_page);
  gtk_widget_class_bind_template_child (widget_class, AmbImportWindow, working_page);
  gtk_widget_class_bind_template_child (widget_class, AmbImportWindow, mapping);
  gtk_widget_class_bind_template_child (widget_class, AmbImportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, AmbImportWindow, results);
  gtk_widget_class_bind_template_child (widget_class, AmbImportWindow, report_bar);
  gtk_widget_class_bind_template_child (widget_class, AmbImportWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, AmbImportWindow, undo_button);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amb_import_window_init (AmbImportWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (self->mapping, "changed", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->results, "merge-requested", G_CALLBACK (merge_cb), self, 0);
}

GtkWidget *
amb_import_window_new (AmbContext *context, const AmbEntity *entity, GFile *file)
{
  AmbImportWindow *self = g_object_new (AMB_TYPE_IMPORT_WINDOW, NULL);
  /* Translators: the title of the assistant; “Import People”. */
  g_autofree char *title = g_strdup_printf (_ ("Import %s"), _ (entity->label_plural));

  self->context = g_object_ref (context);
  self->entity = entity;
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  g_signal_connect_object (context, "undo-changed", G_CALLBACK (amb_import_window_update_undo),
                           self, G_CONNECT_SWAPPED);
  describe_file_page (self, NULL);
  amb_import_window_set_stage (self, AMB_IMPORT_STAGE_FILE);
  if (file)
    amb_import_window_load (self, file);
  return GTK_WIDGET (self);
}

void
amb_import_window_set_call (AmbImportWindow *self, const char *call)
{
  char *copy = g_strdup (call);

  g_free (self->call);
  self->call = copy;
}
