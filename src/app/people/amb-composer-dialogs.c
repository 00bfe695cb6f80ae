#include "amb-composer-dialogs.h"

#include "amb-composer.h"
#include "amb-form-row.h"
#include "amb-validate.h"

#include <glib/gi18n.h>

enum
{
  ROW_ANSWER,
  ROW_CHANNEL,
  ROW_DAY,
  ROW_PROOF,
  N_ROWS
};

// clang-format off
static const AmbChoice answers[] = {
  { "accepted", N_("Accepted") }, { "declined", N_("Declined") }, { NULL }
};

static const AmbField answer_field = {
  "answer", N_("Answer"), AMB_FIELD_ENUM, AMB_FIELD_REQUIRED, .initial = "accepted", .choices = answers
};

static const AmbField day_field = {
  "answered-on", N_("Answered on"), AMB_FIELD_DATE, AMB_FIELD_REQUIRED
};

static const AmbField reason_field = {
  "reason", N_("Reason"), AMB_FIELD_LONG_TEXT, AMB_FIELD_REQUIRED
};
// clang-format on

/* What is written. */
typedef struct
{
  char *cohort;
  char *person; /* nullable: whoever comes next */
  char *values[N_ROWS];
  gboolean promotes;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->cohort);
  g_free (job->person);
  for (guint i = 0; i < N_ROWS; i++)
    g_free (job->values[i]);
  g_free (job);
}

/* Returns: (transfer full): a sentence */
static gpointer
run_answer (AmbProgramme *programme, const Job *job, GError **error)
{
  g_autofree char *next = NULL, *name = NULL;
  gboolean accepts = g_strcmp0 (job->values[ROW_ANSWER], "accepted") == 0;

  if (!amb_composer_answer (programme, job->cohort, job->person, accepts, job->values[ROW_DAY],
                            job->values[ROW_CHANNEL], job->values[ROW_PROOF], &next, error))
    return NULL;
  name = next != NULL ? amb_store_dup_title (amb_programme_get_store (programme),
                                             amb_entity_find ("ambassador"), next)
                      : NULL;
  if (name != NULL)
    /* Translators: a name */
    return g_strdup_printf (_ ("The answer is recorded. Next on the wait list: %s"), name);
  return g_strdup (_ ("The answer is recorded."));
}

static gpointer
run_promote (AmbProgramme *programme, const Job *job, GError **error)
{
  g_autofree char *promoted = NULL, *name = NULL;

  if (!amb_composer_promote (programme, job->cohort, job->person, job->values[ROW_PROOF], &promoted,
                             error))
    return NULL;
  name = amb_store_dup_title (amb_programme_get_store (programme), amb_entity_find ("ambassador"),
                              promoted);
  /* Translators: a name */
  return g_strdup_printf (_ ("%s has the seat, and can be invited."), name != NULL ? name : "–");
}

static gpointer
run (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;

  return job->promotes ? run_promote (programme, job, error) : run_answer (programme, job, error);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = amb_context_write_finish (AMB_CONTEXT (source), result, &error);

  gtk_widget_activate_action (widget, "win.toast", "(sb)",
                              sentence != NULL ? sentence : error->message, sentence != NULL);
}

/* The dialog. */

typedef struct
{
  AmbContext *context;
  GtkWidget *widget; /* owned: whose window tells */
  GtkWidget *window;
  char *cohort, *person; /* @person nullable */
  gboolean promotes;
  AmbField fields[N_ROWS];
  AmbFormRow *rows[N_ROWS]; /* nullable */
} Dialog;

static void
dialog_free (gpointer data, GClosure *closure)
{
  Dialog *dialog = data;

  for (guint i = 0; i < N_ROWS; i++)
    g_clear_object (&dialog->rows[i]);
  g_object_unref (dialog->context);
  g_object_unref (dialog->widget);
  g_free (dialog->cohort);
  g_free (dialog->person);
  g_free (dialog);
}

/* (out) (transfer full) (nullable) @value: of a row that is there */
static gboolean
read_row (Dialog *dialog, guint index, gboolean complains, char **value)
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
  if (complains)
    amb_form_row_set_problem (row, error->message);
  return FALSE;
}

static void
check (Dialog *dialog, gboolean complains)
{
  gboolean ok = TRUE;

  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *value = NULL;

      ok = read_row (dialog, i, complains, &value) && ok;
    }
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog->window), "record", ok);
}

static void
edited_cb (Dialog *dialog)
{
  check (dialog, TRUE);
}

static void
response_cb (AdwMessageDialog *window, const char *response, gpointer data)
{
  Dialog *dialog = data;
  Job *job;
  gboolean ok = TRUE;

  if (!g_str_equal (response, "record"))
    return;
  job = g_new0 (Job, 1);
  job->cohort = g_strdup (dialog->cohort);
  job->person = g_strdup (dialog->person);
  job->promotes = dialog->promotes;
  for (guint i = 0; i < N_ROWS; i++)
    ok = read_row (dialog, i, TRUE, &job->values[i]) && ok;
  if (ok)
    amb_context_write_async (dialog->context, run, job, job_free, g_free, NULL, done_cb,
                             g_object_ref (dialog->widget));
  else
    job_free (job);
}

static void
add_row (Dialog *dialog, GtkListBox *list, guint index, const AmbField *field, const char *text)
{
  dialog->fields[index] = *field;
  dialog->fields[index].flags |= AMB_FIELD_REQUIRED;
  dialog->rows[index] = amb_form_row_new (dialog->context, &dialog->fields[index]);
  amb_form_row_set_text (dialog->rows[index], text);
  gtk_list_box_append (list, amb_form_row_get_widget (dialog->rows[index]));
  gtk_list_box_append (list, amb_form_row_get_note (dialog->rows[index]));
  g_signal_connect_swapped (dialog->rows[index], "edited", G_CALLBACK (edited_cb), dialog);
}

static Dialog *
dialog_new (AmbContext *context,
            GtkWidget *widget,
            const char *cohort,
            const char *person,
            const char *heading,
            const char *body)
{
  Dialog *dialog = g_new0 (Dialog, 1);

  dialog->context = g_object_ref (context);
  dialog->widget = g_object_ref (widget);
  dialog->cohort = g_strdup (cohort);
  dialog->person = g_strdup (person);
  dialog->window =
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading, body);
  return dialog;
}

static GtkListBox *
add_list (Dialog *dialog)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog->window), list);
  return GTK_LIST_BOX (list);
}

static void
present (Dialog *dialog, const char *verb)
{
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog->window);

  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "record", verb, NULL);
  adw_message_dialog_set_response_appearance (message, "record", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, "record");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect_data (dialog->window, "response", G_CALLBACK (response_cb), dialog, dialog_free,
                         0);
  check (dialog, FALSE);
  gtk_window_present (GTK_WINDOW (dialog->window));
}

void
amb_composer_answer_show (AmbContext *context,
                          GtkWidget *widget,
                          const char *cohort,
                          const char *person,
                          const char *name)
{
  const AmbEntity *invitation = amb_entity_find ("invitation");
  /* Translators: a name */
  g_autofree char *heading = g_strdup_printf (_ ("Answer of %s"), name);
  Dialog *dialog = dialog_new (context, widget, cohort, person, heading,
                               _ ("You record it on their behalf, so it says where it can be "
                                  "found."));
  GtkListBox *list = add_list (dialog);

  add_row (dialog, list, ROW_ANSWER, &answer_field, "accepted");
  add_row (dialog, list, ROW_CHANNEL, amb_entity_find_field (invitation, "channel"), "e_mail");
  add_row (dialog, list, ROW_DAY, &day_field,
           amb_store_get_today (amb_context_get_store (context)));
  add_row (dialog, list, ROW_PROOF, amb_entity_find_field (invitation, "proof"), NULL);
  present (dialog, _ ("_Record"));
}

void
amb_composer_promote_show (AmbContext *context,
                           GtkWidget *widget,
                           const char *cohort,
                           const char *person,
                           const char *name)
{
  /* Translators: a name */
  g_autofree char *heading = g_strdup_printf (_ ("A Seat for %s"), name);
  Dialog *dialog =
      dialog_new (context, widget, cohort, person, heading,
                  _ ("The seat of whoever declined goes on. That of the first decision "
                     "stays seen, as one that was given up."));
  GtkListBox *list = add_list (dialog);

  dialog->promotes = TRUE;
  add_row (dialog, list, ROW_PROOF, &reason_field, NULL);
  present (dialog, _ ("_Give the Seat"));
}
