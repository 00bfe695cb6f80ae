#include "amb-leave-dialog.h"

#include "amb-display.h"
#include "amb-leave.h"
#include "amb-reference-picker.h"
#include <adwaita.h>
#include <glib/gi18n.h>

static const char *const ends[] = { "alumni", "withdrawn" };

typedef struct
{
  GtkWidget *widget; /* owned: whose window it belongs to */
  AmbContext *context;
  AmbRecord *record;
  const char *targets[G_N_ELEMENTS (ends)];
  guint n_targets;
  AmbLeaveReport preview;

  GtkWidget *combo;
  GtkWidget *heir_row;
  GtkWidget *reason;
  char *heir; /* nullable: id */
} Leaving;

static void
leaving_free (gpointer data)
{
  Leaving *leaving = data;

  g_object_unref (leaving->widget);
  g_object_unref (leaving->context);
  g_object_unref (leaving->record);
  g_free (leaving->heir);
  g_free (leaving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leaving, leaving_free)

static void
closure_free (gpointer data, GClosure *closure)
{
  leaving_free (data);
}

/* Which ends the person at this desk may send @record to. */
static guint
find_targets (AmbContext *context, AmbRecord *record, const char **targets)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  AmbStore *store = amb_context_get_store (context);
  AmbFacts facts = { 0 };
  guint n = 0;

  if (store == NULL || !g_str_equal (entity->name, "ambassador") ||
      !amb_context_may_write (context, record, AMB_RIGHT_MOVE))
    return 0;
  amb_programme_read_facts (store, record, &facts, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const AmbMove *move =
          amb_lifecycle_find_move (entity, amb_record_get_state (record), ends[i]);

      if (move != NULL && (move->who & facts.who) != 0)
        targets[n++] = ends[i];
    }
  amb_facts_clear (&facts);
  return n;
}

gboolean
amb_leave_dialog_can (AmbContext *context, AmbRecord *record)
{
  static const char *const inside[] = { "accepted", "onboarding", "active", "paused", NULL };
  const char *targets[G_N_ELEMENTS (ends)];
  const char *state = amb_record_get_state (record);

  return state != NULL && g_strv_contains (inside, state) &&
         find_targets (context, record, targets) > 0;
}

/* Doing it. */

typedef struct
{
  char *person, *heir, *why;
  const char *to;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->person);
  g_free (job->heir);
  g_free (job->why);
  g_free (job);
}

static gpointer
run_leave (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autofree AmbLeaveReport *report = g_new0 (AmbLeaveReport, 1);

  if (!amb_programme_leave (programme, job->person, job->to, job->heir, job->why, report, error))
    return NULL;
  return g_steal_pointer (&report);
}

typedef struct
{
  GtkWidget *widget;
  char *name;
} Told;

static void
left_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Told *told = data;
  g_autoptr (GtkWidget) widget = told->widget;
  g_autofree char *name = told->name;
  g_autoptr (GError) error = NULL;
  g_autofree AmbLeaveReport *report =
      amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (report != NULL && report->n_left > 0)
    sentence = g_strdup_printf (
        /* Translators: a person's name, then a number */
        ngettext ("%s has left. %u thing in hand stays with them until somebody takes it over.",
                  "%s has left. %u things in hand stay with them until somebody takes them over.",
                  report->n_left),
        name, report->n_left);
  else if (report != NULL)
    sentence = g_strdup_printf (_ ("%s has left the programme."), name);
  gtk_widget_activate_action (widget, "win.toast", "(sb)",
                              report != NULL ? sentence : error->message, report != NULL);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Leaving *leaving = data;
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (leaving->combo));
  const char *title = amb_record_get_title (leaving->record);
  Job *job;
  Told *told;

  if (g_strcmp0 (response, "leave") != 0 || chosen >= leaving->n_targets)
    return;
  job = g_new0 (Job, 1);
  job->person = g_strdup (amb_record_get_id (leaving->record));
  job->to = leaving->targets[chosen];
  job->heir = g_strdup (leaving->heir);
  job->why = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (leaving->reason))));
  if (*job->why == '\0')
    g_clear_pointer (&job->why, g_free);
  told = g_new0 (Told, 1);
  told->widget = g_object_ref (leaving->widget);
  told->name = g_strdup (title != NULL ? title : _ ("No name"));
  amb_context_write_async (leaving->context, run_leave, job, job_free, g_free, NULL, left_cb, told);
}

/* The dialog. */

static void
picked_cb (Leaving *leaving, const char *id, const char *title, GtkWidget *picker)
{
  g_free (leaving->heir);
  leaving->heir = g_strdup (id);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (leaving->heir_row),
                               title != NULL ? title : _ ("Nobody yet"));
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (picker, GTK_TYPE_POPOVER)));
}

static GtkWidget *
make_heir (Leaving *leaving)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *picker = amb_reference_picker_new (
      leaving->context, amb_record_get_entity (leaving->record), _ ("None"));

  leaving->heir_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (leaving->heir_row), _ ("Hand over to"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (leaving->heir_row), _ ("Nobody yet"));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Choose…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (picked_cb), leaving);
  adw_action_row_add_suffix (ADW_ACTION_ROW (leaving->heir_row), button);
  return leaving->heir_row;
}

static GtkWidget *
make_list (Leaving *leaving)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < leaving->n_targets; i++)
    {
      g_autofree char *word =
          amb_display_state (amb_record_get_entity (leaving->record), leaving->targets[i]);

      gtk_string_list_append (labels, word);
    }
  leaving->combo = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (leaving->combo), _ ("Becomes"));
  adw_combo_row_set_model (ADW_COMBO_ROW (leaving->combo), G_LIST_MODEL (labels));
  leaving->reason = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (leaving->reason), _ ("Reason, if you like"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), leaving->combo);
  if (leaving->preview.n_left > 0 &&
      amb_context_get_access (leaving->context) != AMB_ACCESS_AMBASSADOR)
    gtk_list_box_append (GTK_LIST_BOX (list), make_heir (leaving));
  gtk_list_box_append (GTK_LIST_BOX (list), leaving->reason);
  return list;
}

static void
append_line (GString *text, guint n, const char *format)
{
  if (n == 0)
    return;
  g_string_append (text, text->len > 0 ? "\n" : "");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (text, format, n);
#pragma GCC diagnostic pop
}

/* What happens, and what doesn't. */
static char *
describe (const AmbLeaveReport *preview)
{
  GString *text = g_string_new (NULL);

  append_line (text, preview->n_roles,
               ngettext ("%u role ends today.", "%u roles end today.", preview->n_roles));
  append_line (text, preview->n_declined,
               ngettext ("%u task that waits for an answer is declined.",
                         "%u tasks that wait for an answer are declined.", preview->n_declined));
  append_line (text, preview->n_left,
               ngettext ("%u thing is in hand: a task, an item, a signal or a place to look after.",
                         "%u things are in hand: tasks, items, signals, places to look after.",
                         preview->n_left));
  g_string_append (text, text->len > 0 ? "\n" : "");
  g_string_append (text, _ ("Certificates, consents and what was written stay. It can be undone."));
  return g_string_free (text, FALSE);
}

/* @leaving: (transfer full) */
static void
present (Leaving *leaving)
{
  const char *title = amb_record_get_title (leaving->record);
  /* Translators: the title of a dialog; a person's name */
  g_autofree char *heading =
      g_strdup_printf (_ ("%s Leaves the Programme"), title != NULL ? title : _ ("No name"));
  g_autofree char *body = describe (&leaving->preview);
  GtkWidget *window =
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (leaving->widget)), heading, body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (window);

  adw_message_dialog_set_extra_child (dialog, make_list (leaving));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "leave", _ ("_Leave"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), leaving, closure_free, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static gpointer
read_preview (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree AmbLeaveReport *report = g_new0 (AmbLeaveReport, 1);

  return amb_leave_preview (store, data, FALSE, report, error) ? g_steal_pointer (&report) : NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Leaving) leaving = data;
  g_autoptr (GError) error = NULL;
  g_autofree AmbLeaveReport *report =
      amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (gtk_widget_get_root (leaving->widget) == NULL)
    return;
  if (report == NULL)
    {
      gtk_widget_activate_action (leaving->widget, "win.toast", "(sb)", error->message, FALSE);
      return;
    }
  leaving->preview = *report;
  present (g_steal_pointer (&leaving));
}

void
amb_leave_dialog_show (GtkWidget *widget, AmbContext *context, AmbRecord *record)
{
  Leaving *leaving = g_new0 (Leaving, 1);

  leaving->widget = g_object_ref (widget);
  leaving->context = g_object_ref (context);
  leaving->record = g_object_ref (record);
  leaving->n_targets = find_targets (context, record, leaving->targets);
  amb_context_read_async (context, read_preview, g_strdup (amb_record_get_id (record)), g_free,
                          g_free, NULL, read_cb, leaving);
}
