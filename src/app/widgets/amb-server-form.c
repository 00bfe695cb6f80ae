#include "amb-server-form.h"
#include "amb-error.h"
#include "amb-sync-connection.h"

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
} Attempt;

static void
attempt_free (Attempt *self)
{
  g_object_unref (self->form);
  g_free (self->url);
  g_free (self->token);
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
  g_signal_emit (self, connected, 0);
}

static void
negotiated_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Attempt) attempt = data;
  AmbServerForm *self = attempt->form;
  g_autoptr (GError) error = NULL;

  amb_context_ask_finish (AMB_CONTEXT (source), result, &error);
  if (error == NULL)
    amb_context_write_async (AMB_CONTEXT (source), run_finish, attempt, NULL, NULL,
                             attempt->cancellable, connected_cb, attempt);
  if (error == NULL)
    g_steal_pointer (&attempt);
  else
    end_attempt (self, attempt->url, error);
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
