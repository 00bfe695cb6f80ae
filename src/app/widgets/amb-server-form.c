#include "amb-server-form.h"
#include "amb-error.h"
#include "amb-own-records.h"
#include "amb-sending-window.h"
#include "amb-sync-connection.h"
#include "amb-sync-send-all.h"

#include <glib/gi18n.h>

struct _AmbServerForm
{
  AdwBin parent_instance;

  /* template */
  AdwEntryRow *address;
  AdwPasswordEntryRow *token;
  GtkLabel *problem;
  GtkButton *connect_button;
  GtkButton *cancel_button;
  GtkSpinner *spinner;

  AmbContext *context;
  GCancellable *cancellable; /* while it connects */
};

G_DEFINE_FINAL_TYPE (AmbServerForm, amb_server_form, ADW_TYPE_BIN)

static guint connected;

/* A connection on its way: begun and finished on the writer, negotiated where waiting harms nobody.
 */
typedef struct
{
  AmbServerForm *form;
  char *url;
  char *token;
  GCancellable *cancellable;
  AmbSyncConnection *connection; /* nullable: not begun */
  char *apart;                   /* nullable: where records of the profile's own would be kept */
} Attempt;

static void
attempt_free (Attempt *self)
{
  g_object_unref (self->form);
  g_free (self->url);
  g_free (self->token);
  g_free (self->apart);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->connection, amb_sync_connection_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static gpointer
run_begin (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  Attempt *attempt = data;

  attempt->connection = amb_sync_connection_new (programme, attempt->url, attempt->token, error);
  return attempt->connection;
}

/* On the network's thread. */
static gpointer
run_negotiate (gpointer data, GCancellable *cancellable, GError **error)
{
  Attempt *attempt = data;

  attempt->apart = amb_sync_connection_dup_apart (attempt->connection);
  return GINT_TO_POINTER (amb_sync_connection_negotiate (attempt->connection, cancellable, error));
}

static gpointer
run_finish (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  Attempt *attempt = data;

  return GINT_TO_POINTER (amb_sync_connection_finish (attempt->connection, programme, error));
}

/* On the network's thread. */
static gpointer
run_abandon (gpointer data, GCancellable *cancellable, GError **error)
{
  amb_sync_connection_abandon (data);
  return NULL;
}

static void
show_problem (AmbServerForm *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
set_busy (AmbServerForm *self, gboolean busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->address), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->token), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->connect_button), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

/* Nothing is kept here and nothing was sent yet: the words of a later failure would be untrue. */
static char *
describe_problem (const char *url, const GError *error)
{
  if (g_error_matches (error, AMB_ERROR, AMB_ERROR_OFFLINE))
    return g_strdup_printf (_ ("No server answers at %s. Look at the address and at your network, "
                               "then try again."),
                            url);
  if (g_error_matches (error, AMB_ERROR, AMB_ERROR_DENIED))
    return g_strdup_printf (
        _ ("The server at %s doesn’t take this token. Copy it once more, or ask "
           "your administrator for a new one."),
        url);
  if (g_error_matches (error, AMB_ERROR, AMB_ERROR_PROTOCOL))
    return g_strdup_printf (_ ("What answers at %s is no Ambassade server. Look at the address."),
                            url);
  return g_strdup (error->message);
}

/* The attempt is over: with @error, or as the person wished. */
static void
end_attempt (AmbServerForm *self, const char *url, const GError *error)
{
  g_autofree char *problem = error != NULL ? describe_problem (url, error) : NULL;

  g_clear_object (&self->cancellable);
  if (self->context == NULL)
    return; /* the form is gone */
  set_busy (self, FALSE);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_problem (self, problem);
}

static GtkWindow *
get_window (AmbServerForm *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static gboolean
has_records (AmbSyncConnection *connection)
{
  return amb_sync_connection_count_records (connection) > 0 ||
         amb_sync_connection_is_sample (connection);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Attempt) attempt = data;
  AmbServerForm *self = attempt->form;
  AmbContext *context = AMB_CONTEXT (source);
  g_autoptr (GError) error = NULL;

  amb_context_write_finish (context, result, &error);
  end_attempt (self, attempt->url, error);
  if (error != NULL)
    {
      amb_context_ask_async (context, run_abandon, g_steal_pointer (&attempt->connection),
                             (GDestroyNotify) amb_sync_connection_free, NULL, NULL, NULL, NULL);
      return;
    }
  if (amb_context_get_sync (context) != NULL) /* NULL: closed meanwhile */
    amb_sync_service_start (amb_context_get_sync (context));
  if (self->context == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->token), "");
  if (amb_sync_get_sending (amb_context_get_store (context)) != AMB_SENDING_NOT)
    gtk_window_present (GTK_WINDOW (amb_sending_window_new (get_window (self), context)));
  g_signal_emit (self, connected, 0);
}

/* Takes @attempt. */
static void
finish (AmbContext *context, Attempt *attempt)
{
  amb_context_write_async (context, run_finish, attempt, NULL, NULL, attempt->cancellable,
                           connected_cb, attempt);
}

/* The server has the token's device by now, and nothing else of this profile. */
static void
give_up (AmbContext *context, Attempt *attempt)
{
  amb_context_ask_async (context, run_abandon, g_steal_pointer (&attempt->connection),
                         (GDestroyNotify) amb_sync_connection_free, NULL, NULL, NULL, NULL);
}

/* An attempt while the person is asked; the dialog may go without an answer. */
typedef struct
{
  Attempt *attempt; /* nullable: answered */
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *self = data;

  if (self->attempt != NULL && self->attempt->form->context != NULL)
    give_up (self->attempt->form->context, self->attempt);
  g_clear_pointer (&self->attempt, attempt_free);
  g_free (self);
}

static void
own_records_cb (Question *question, const char *response)
{
  g_autoptr (Attempt) attempt = g_steal_pointer (&question->attempt);
  AmbServerForm *self = attempt->form;
  g_autoptr (GError) error = NULL;
  gboolean sends = g_str_equal (response, "send");

  if (self->context == NULL)
    return;
  if (!sends && !g_str_equal (response, "apart"))
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  else
    amb_sync_connection_choose (attempt->connection, sends ? AMB_OWN_SEND : AMB_OWN_APART,
                                attempt->apart, &error);
  if (error == NULL)
    {
      finish (self->context, g_steal_pointer (&attempt));
      return;
    }
  give_up (self->context, attempt);
  end_attempt (self, attempt->url, error);
}

/* Takes @attempt. */
static void
ask_about_records (AmbServerForm *self, Attempt *attempt)
{
  GtkWidget *dialog =
      amb_own_records_dialog_new (get_window (self), attempt->connection, attempt->apart);
  Question *question = g_new0 (Question, 1);

  question->attempt = attempt;
  g_signal_connect_data (dialog, "response", G_CALLBACK (own_records_cb), question, question_free,
                         G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
negotiated_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Attempt) attempt = data;
  AmbServerForm *self = attempt->form;
  g_autoptr (GError) error = NULL;

  amb_context_ask_finish (AMB_CONTEXT (source), result, &error);
  if (error != NULL)
    end_attempt (self, attempt->url, error);
  else if (self->context != NULL && has_records (attempt->connection))
    ask_about_records (self, g_steal_pointer (&attempt));
  else
    finish (AMB_CONTEXT (source), g_steal_pointer (&attempt));
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Attempt) attempt = data;
  AmbServerForm *self = attempt->form;
  g_autoptr (GError) error = NULL;

  amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  if (error == NULL)
    amb_context_ask_async (AMB_CONTEXT (source), run_negotiate, attempt, NULL, NULL,
                           attempt->cancellable, negotiated_cb, attempt);
  if (error == NULL)
    g_steal_pointer (&attempt);
  else
    end_attempt (self, attempt->url, error);
}

static void
connect_cb (AmbServerForm *self)
{
  g_autofree char *address = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address)));
  g_autofree char *token = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->token)));
  Attempt *attempt;

  g_strstrip (address);
  g_strstrip (token);
  if (*address == '\0' || *token == '\0')
    {
      show_problem (self, *address == '\0'
                              ? _ ("Enter the server’s address, as https://ambassade.example.")
                              : _ ("Enter the token that your administrator gave you."));
      gtk_widget_grab_focus (*address == '\0' ? GTK_WIDGET (self->address)
                                              : GTK_WIDGET (self->token));
      return;
    }
  attempt = g_new0 (Attempt, 1);
  attempt->form = g_object_ref (self);
  attempt->url = strstr (address, "://") != NULL ? g_strdup (address)
                                                 : g_strconcat ("https://", address, NULL);
  attempt->token = g_strdup (token);
  show_problem (self, NULL);
  set_busy (self, TRUE);
  self->cancellable = g_cancellable_new ();
  attempt->cancellable = g_object_ref (self->cancellable);
  amb_context_write_async (self->context, run_begin, attempt, NULL, NULL, attempt->cancellable,
                           begun_cb, attempt);
}

static void
cancel_cb (AmbServerForm *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
amb_server_form_dispose (GObject *object)
{
  AmbServerForm *self = AMB_SERVER_FORM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_SERVER_FORM);
  G_OBJECT_CLASS (amb_server_form_parent_class)->dispose (object);
}

static void
amb_server_form_class_init (AmbServerFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_server_form_dispose;
  connected = g_signal_new ("connected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                            NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/widgets/amb-server-form.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbServerForm, address);
  gtk_widget_class_bind_template_child (widget_class, AmbServerForm, token);
  gtk_widget_class_bind_template_child (widget_class, AmbServerForm, problem);
  gtk_widget_class_bind_template_child (widget_class, AmbServerForm, connect_button);
  gtk_widget_class_bind_template_child (widget_class, AmbServerForm, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, AmbServerForm, spinner);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
amb_server_form_init (AmbServerForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amb_server_form_set_context (AmbServerForm *self, AmbContext *context)
{
  g_set_object (&self->context, context);
}
