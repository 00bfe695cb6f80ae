#include "amb-answer.h"

#include "amb-answering.h"
#include "amb-form-row.h"
#include "amb-validate.h"
#include <adwaita.h>
#include <glib/gi18n.h>

// clang-format off
static const AmbChoice answers[] = {
  { "accepted", N_("Accepted") }, { "declined", N_("Declined") }, { "done", N_("Done") }, { NULL }
};

static const AmbField answer_field = {
  "answer", N_("Answer"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED, .initial = "accepted", .choices = answers
};
// clang-format on

/* What is written. */
typedef struct
{
  char *task, *to, *minutes, *channel, *day;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->task);
  g_free (job->to);
  g_free (job->minutes);
  g_free (job->channel);
  g_free (job->day);
  g_free (job);
}

typedef struct
{
  GtkWindow *parent;
  char *sentence;
} Writing;

static gpointer
run_answer (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  const AmbAnswer answer = {
    .to = job->to, .minutes = job->minutes, .channel = job->channel, .day = job->day
  };

  return GINT_TO_POINTER (amb_programme_answer (programme, job->task, &answer, error));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Writing *writing = data;
  g_autoptr (GtkWindow) parent = writing->parent;
  g_autofree char *sentence = writing->sentence;
  g_autoptr (GError) error = NULL;
  gboolean done = GPOINTER_TO_INT (amb_context_write_finish (AMB_CONTEXT (source), result, &error));

  gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "(sb)",
                              done ? sentence : error->message, done);
}

static char *
dup_sentence (const char *to, const char *title)
{
  if (g_str_equal (to, "accepted"))
    /* Translators: the title of a request */
    return g_strdup_printf (_ ("Accepted: “%s”"), title);
  if (g_str_equal (to, "declined"))
    /* Translators: the title of a request */
    return g_strdup_printf (_ ("Declined: “%s”. That costs nothing."), title);
  /* Translators: the title of a request */
  return g_strdup_printf (_ ("Done: “%s”. Thank you."), title);
}

/* @job: (transfer full) */
static void
start (AmbContext *context, GtkWindow *parent, Job *job, const char *title)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->parent = g_object_ref (parent);
  writing->sentence = dup_sentence (job->to, title);
  amb_context_write_async (context, run_answer, job, job_free, NULL, NULL, answered_cb, writing);
}

/* The dialog, where something is to be asked. */

enum
{
  ROW_ANSWER,
  ROW_MINUTES,
  ROW_CHANNEL,
  ROW_DAY,
  N_ROWS
};

typedef struct
{
  AmbContext *context;
  GtkWindow *parent;
  GtkWidget *window;
  AmbRecord *task;
  char *to;                 /* when it is not asked */
  AmbField fields[N_ROWS];  /* as they are asked here */
  AmbFormRow *rows[N_ROWS]; /* nullable */
} Dialog;

static void
dialog_free (gpointer data, GClosure *closure)
{
  Dialog *dialog = data;

  for (guint i = 0; i < N_ROWS; i++)
    g_clear_object (&dialog->rows[i]);
  g_object_unref (dialog->context);
  g_object_unref (dialog->parent);
  g_object_unref (dialog->task);
  g_free (dialog->to);
  g_free (dialog);
}

/* (transfer full) (nullable): of a row that is there */
static gboolean
read_row (Dialog *dialog, guint index, char **value)
{
  g_autoptr (GError) error = NULL;
  AmbFormRow *row = dialog->rows[index];

  *value = NULL;
  if (row == NULL)
    return TRUE;
  if (amb_field_normalise (&dialog->fields[index], amb_form_row_get_text (row), value, &error) &&
      amb_field_validate (&dialog->fields[index], *value, &error))
    {
      amb_form_row_set_problem (row, NULL);
      return TRUE;
    }
  g_clear_pointer (value, g_free);
  amb_form_row_set_problem (row, error->message);
  return FALSE;
}

static void
edited_cb (Dialog *dialog)
{
  gboolean ok = TRUE;

  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *value = NULL;

      ok = read_row (dialog, i, &value) && ok;
    }
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog->window), "record", ok);
}

static void
response_cb (AdwMessageDialog *window, const char *response, gpointer data)
{
  Dialog *dialog = data;
  Job *job;

  if (!g_str_equal (response, "record"))
    return;
  job = g_new0 (Job, 1);
  job->task = g_strdup (amb_record_get_id (dialog->task));
  if (!read_row (dialog, ROW_ANSWER, &job->to) || !read_row (dialog, ROW_MINUTES, &job->minutes) ||
      !read_row (dialog, ROW_CHANNEL, &job->channel) || !read_row (dialog, ROW_DAY, &job->day))
    {
      job_free (job);
      return;
    }
  if (job->to == NULL)
    job->to = g_strdup (dialog->to);
  start (dialog->context, dialog->parent, job, amb_record_get_title (dialog->task));
}

static void
add_row (Dialog *dialog,
         GtkListBox *list,
         guint index,
         const AmbField *field,
         guint flags,
         const char *text)
{
  dialog->fields[index] = *field;
  dialog->fields[index].flags |= flags;
  dialog->rows[index] = amb_form_row_new (dialog->context, &dialog->fields[index]);
  amb_form_row_set_text (dialog->rows[index], text);
  gtk_list_box_append (list, amb_form_row_get_widget (dialog->rows[index]));
  gtk_list_box_append (list, amb_form_row_get_note (dialog->rows[index]));
  g_signal_connect_swapped (dialog->rows[index], "edited", G_CALLBACK (edited_cb), dialog);
}

static void
add_rows (Dialog *dialog, GtkListBox *list, gboolean behalf)
{
  const AmbEntity *entity = amb_entity_find ("task");
  const char *today = amb_store_get_today (amb_context_get_store (dialog->context));
  gboolean is_open = *dialog->to == '\0';

  if (is_open)
    add_row (dialog, list, ROW_ANSWER, &answer_field, 0,
             g_strcmp0 (amb_record_get_state (dialog->task), "accepted") == 0 ? "done"
                                                                              : "accepted");
  if (is_open || g_str_equal (dialog->to, "done"))
    add_row (dialog, list, ROW_MINUTES, amb_entity_find_field (entity, "minutes"), 0,
             amb_record_get (dialog->task, "minutes"));
  if (!behalf)
    return;
  add_row (dialog, list, ROW_CHANNEL, amb_entity_find_field (entity, "channel"), AMB_FIELD_REQUIRED,
           "in_person");
  add_row (dialog, list, ROW_DAY, amb_entity_find_field (entity, "recorded-on"), AMB_FIELD_REQUIRED,
           today);
}

static char *
dup_body (Dialog *dialog, gboolean behalf)
{
  g_autofree char *name = NULL;

  if (!behalf)
    return g_strdup (amb_record_get_title (dialog->task));
  name =
      amb_store_dup_title (amb_context_get_store (dialog->context), amb_entity_find ("ambassador"),
                           amb_record_get (dialog->task, "ambassador-id"));
  /* Translators: the title of a request, then a person's name */
  return g_strdup_printf (_ ("“%s”, as %s told you."), amb_record_get_title (dialog->task),
                          name != NULL ? name : _ ("the person"));
}

static void
ask (AmbContext *context, GtkWindow *parent, AmbRecord *task, const char *to, gboolean behalf)
{
  Dialog *dialog = g_new0 (Dialog, 1);
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *body = NULL;

  dialog->context = g_object_ref (context);
  dialog->parent = g_object_ref (parent);
  dialog->task = g_object_ref (task);
  dialog->to = g_strdup (to);
  body = dup_body (dialog, behalf);
  dialog->window =
      adw_message_dialog_new (parent, behalf ? _ ("Record for Somebody Else") : _ ("Done"), body);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  add_rows (dialog, GTK_LIST_BOX (list), behalf);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog->window), list);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog->window), "cancel", _ ("_Cancel"),
                                    "record", behalf ? _ ("_Record") : _ ("_Done"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog->window), "record",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog->window), "record");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog->window), "cancel");
  g_signal_connect_data (dialog->window, "response", G_CALLBACK (response_cb), dialog, dialog_free,
                         0);
  gtk_window_present (GTK_WINDOW (dialog->window));
}

void
amb_answer_task (AmbContext *context, GtkWindow *parent, const char *task, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRecord) record =
      amb_store_get (amb_context_get_store (context), amb_entity_find ("task"), task, &error);
  g_autofree char *me = amb_context_dup_person (context);
  gboolean behalf;
  Job *job;

  if (record == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "(sb)", error->message, FALSE);
      return;
    }
  behalf = !amb_record_is_of (record, me);
  if (behalf || *to == '\0' || g_str_equal (to, "done"))
    {
      ask (context, parent, record, to, behalf);
      return;
    }
  job = g_new0 (Job, 1);
  job->task = g_strdup (task);
  job->to = g_strdup (to);
  start (context, parent, job, amb_record_get_title (record));
}
