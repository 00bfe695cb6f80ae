#include "amb-send-dialog.h"

#include "amb-outbox.h"
#include "amb-unsent.h"

#include <glib/gi18n.h>

/* Milliseconds: what is over by then gets no dialog. */
#define PATIENCE 400
/* Milliseconds between two looks at what still waits. */
#define LOOK 200

typedef struct
{
  AmbContext *context;
  GtkWindow *parent;
  GtkWidget *dialog; /* nullable */
  GtkWidget *progress;
  GtkWidget *text;
  GCancellable *cancellable;
  gint64 total;
  guint timer;
  GError *error; /* nullable: why it ended */
  AmbSendDone done;
  gpointer data;
} Sending;

static void
sending_clear (Sending *self)
{
  g_clear_error (&self->error);
  g_clear_object (&self->context);
  g_clear_object (&self->parent);
  g_clear_object (&self->cancellable);
}

static void
release (Sending *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) sending_clear);
}

static gpointer
count_waiting (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *n = g_new (gint64, 1);

  *n = amb_outbox_count_waiting (store);
  return n;
}

static void
show (Sending *self, gint64 waiting)
{
  const gint64 sent = CLAMP (self->total - waiting, 0, self->total);
  g_autofree char *text = NULL;

  if (self->total == 0)
    {
      gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->progress));
      return;
    }
  text = g_strdup_printf (_ ("%1$'d of %2$'d sent"), (int) sent, (int) self->total);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 (double) sent / (double) self->total);
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->text)), text) != 0)
    gtk_label_set_label (GTK_LABEL (self->text), text);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Sending *self = data;
  g_autofree gint64 *n = amb_context_read_finish (AMB_CONTEXT (source), result, NULL);

  if (n != NULL && self->dialog != NULL)
    show (self, *n);
  release (self);
}

static gboolean
look_cb (gpointer data)
{
  Sending *self = data;

  amb_context_read_async (self->context, count_waiting, NULL, NULL, g_free, self->cancellable,
                          counted_cb, g_rc_box_acquire (self));
  return G_SOURCE_CONTINUE;
}

static GtkWidget *
new_progress (Sending *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->progress = gtk_progress_bar_new ();
  self->text = gtk_label_new (self->total == 0 ? _ ("Waiting for the server…") : NULL);
  gtk_widget_add_css_class (self->text, "amb-num");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Changes sent"), -1);
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), self->text);
  return box;
}

static gboolean
present_cb (gpointer data)
{
  Sending *self = data;
  AdwMessageDialog *dialog;
  GtkWidget *widget;

  widget = adw_message_dialog_new (
      self->parent, _ ("Sending"),
      _ ("You are signed out when all of it is sent. When you stop, what was sent stays sent, and "
         "the rest waits here."));
  g_set_weak_pointer (&self->dialog, widget);
  dialog = ADW_MESSAGE_DIALOG (widget);
  adw_message_dialog_set_extra_child (dialog, new_progress (self));
  adw_message_dialog_add_responses (dialog, "stop", _ ("_Stop"), NULL);
  adw_message_dialog_set_close_response (dialog, "stop");
  g_signal_connect_object (dialog, "response", G_CALLBACK (g_cancellable_cancel), self->cancellable,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  self->timer = g_timeout_add (LOOK, look_cb, self);
  show (self, self->total);
  look_cb (self);
  return G_SOURCE_REMOVE;
}

static void
end (Sending *self)
{
  self->done (self->data, self->error);
  release (self);
}

/* Why it ended before its end, and how much of it is done. */
static void
tell (Sending *self, gint64 waiting)
{
  const gboolean is_stopped = g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  const gint64 sent = CLAMP (self->total - waiting, 0, self->total);
  g_autofree char *sent_text =
      self->total > 0 ? g_strdup_printf (_ ("%1$'d of %2$'d sent"), (int) sent, (int) self->total)
                      : NULL;
  g_autofree char *why =
      is_stopped ? g_strdup (_ ("You are still signed in. What was sent stays "
                                "sent, and the rest waits."))
                 : g_strdup_printf (_ ("You are still signed in. %s"), self->error->message);
  g_autofree char *body =
      sent_text != NULL ? g_strdup_printf ("%s.\n\n%s", sent_text, why) : g_strdup (why);
  GtkWidget *dialog = adw_message_dialog_new (
      self->parent, is_stopped ? _ ("Stopped") : _ ("Not Everything Was Sent"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
counted_rest_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Sending *self = data;
  g_autofree gint64 *n = amb_context_read_finish (AMB_CONTEXT (source), result, NULL);

  if (n != NULL && gtk_widget_get_visible (GTK_WIDGET (self->parent)))
    tell (self, *n);
  end (self);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Sending *self = data;
  GtkWidget *dialog = self->dialog;

  amb_context_ask_finish (AMB_CONTEXT (source), result, &self->error);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_weak_pointer (&self->dialog);
  if (dialog != NULL)
    gtk_window_close (GTK_WINDOW (dialog));
  if (self->error == NULL)
    end (self);
  else
    amb_context_read_async (self->context, count_waiting, NULL, NULL, g_free, NULL, counted_rest_cb,
                            self);
}

void
amb_send_dialog_run (
    GtkWindow *parent, AmbContext *context, gint64 total, AmbSendDone done, gpointer data)
{
  Sending *self = g_rc_box_new0 (Sending);

  self->context = g_object_ref (context);
  self->parent = g_object_ref (parent);
  self->cancellable = g_cancellable_new ();
  self->total = total;
  self->done = done;
  self->data = data;
  self->timer = g_timeout_add (PATIENCE, present_cb, self);
  amb_context_ask_async (context, amb_leaving_send, g_object_ref (amb_context_get_sync (context)),
                         g_object_unref, NULL, self->cancellable, sent_cb, self);
}
