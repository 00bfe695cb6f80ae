#include "amb-server-form.h"
#include "amb-sync.h"

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

typedef struct
{
  char *url;
  char *token;
  AmbSyncConnectFlags flags;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->url);
  g_free (request->token);
  g_free (request);
}

static gpointer
run_connect (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;

  return GINT_TO_POINTER (amb_sync_connect (programme, request->url, request->token, request->flags,
                                            cancellable, error));
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

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbServerForm) self = data;
  AmbContext *context = AMB_CONTEXT (source);
  g_autoptr (GError) error = NULL;

  amb_context_write_finish (context, result, &error);
  g_clear_object (&self->cancellable);
  set_busy (self, FALSE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      show_problem (self, error->message);
      return;
    }
  amb_sync_service_start (amb_context_get_sync (context));
  gtk_editable_set_text (GTK_EDITABLE (self->token), "");
  g_signal_emit (self, connected, 0);
}

static void
connect_cb (AmbServerForm *self)
{
  g_autofree char *address = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address)));
  g_autofree char *token = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->token)));
  Request *request;

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
  request = g_new0 (Request, 1);
  request->url = strstr (address, "://") != NULL ? g_strdup (address)
                                                 : g_strconcat ("https://", address, NULL);
  request->token = g_strdup (token);
  show_problem (self, NULL);
  set_busy (self, TRUE);
  self->cancellable = g_cancellable_new ();
  amb_context_write_async (self->context, run_connect, request, request_free, NULL,
                           self->cancellable, connected_cb, g_object_ref (self));
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
